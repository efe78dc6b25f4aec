#include "match/groups/state.h"

enum {
    NEVER = -(1 << 30), /* the offer of the place where the unit is: no swap */
    BLOCK_TRIES = 4,    /* swaps of a block against several units, per sweep and block */
};

/* The first block of lanes from `from` where some swap of the unit may be accepted; `to` if none. `limit` is what the
 * unit gets now, less the most that fewer violations can give. */
static int scan(const int32_t *restrict row, const int32_t *restrict own, const int32_t *restrict pair,
                const int32_t *restrict noise, const int32_t *restrict place, const int32_t *restrict offer,
                int32_t limit, int from, int to)
{
    for (int b = from; b < to; b += INSTANCE_LANES) {
        int32_t any = 0;
        for (int i = b; i < b + INSTANCE_LANES; i++)
            any |= limit - (row[i] - own[i] - 2 * pair[i] + offer[place[i]] + noise[i]);
        if (any < 0)
            return b;
    }
    return to;
}

/* Fills in what the unit would get in each place. */
static void make_offer(struct anneal_state *s, int u)
{
    const struct instance *inst = s->inst;
    const int32_t *column = s->sum + u;
    for (int k = 0; k < inst->places; k++)
        s->offer[k] = column[(size_t)k * (size_t)inst->stride];
    s->offer[s->place[u]] = NEVER;
    s->offer[inst->places] = NEVER;
}

/* Whether gain and noise are more than the penalties of the swap. */
static bool accepts_swap(struct anneal_state *s, int u, int v, int64_t gain_and_noise)
{
    struct place_tally *t = &s->tally;
    int g = s->place[u], h = s->place[v];
    int violation = tally_remove(t, u, g);
    violation += tally_remove(t, v, h);
    violation += tally_add(t, u, h);
    violation += tally_add(t, v, g);
    tally_remove(t, u, h);
    tally_remove(t, v, g);
    tally_add(t, u, g);
    tally_add(t, v, h);
    s->work += 20 + 10 * (uint64_t)t->demand_count + (s->need ? 10 : 0);
    return gain_and_noise >
           (int64_t)s->inst->penalty * violation + STATE_SHORTFALL_PENALTY * state_shortfall_change(s, u, v, h);
}

/* The most that fewer violations and a smaller shortfall can add to the gain of one step. */
static int64_t most_relief(const struct anneal_state *s)
{
    int64_t most =
        (int64_t)s->inst->penalty * (s->violation < 8 ? s->violation : 8) + STATE_SHORTFALL_PENALTY * s->shortfall;
    return most < (1 << 28) ? most : 1 << 28;
}

static void sweep_row(struct anneal_state *s, int u)
{
    const struct instance *inst = s->inst;
    const int32_t *noise = s->noise + (random_next(&s->random) & (STATE_NOISE - 1)), *pair = state_pair_row(s, u);
    int v = 0;
    while (v < inst->stride) {
        const int32_t *row = s->sum + (size_t)s->place[u] * (size_t)inst->stride;
        make_offer(s, u);
        int32_t limit = s->own[u] - (int32_t)most_relief(s);
        int from = v / INSTANCE_LANES * INSTANCE_LANES;
        if (from == v)
            v = scan(row, s->own, pair, noise, s->place, s->offer, limit, from, inst->stride);
        int end = (v / INSTANCE_LANES + 1) * INSTANCE_LANES;
        bool swapped = false;
        for (; v < end && v < inst->units && !swapped; v++) {
            int32_t x = row[v] - s->own[v] - 2 * pair[v] + s->offer[s->place[v]] + noise[v];
            if (x <= limit || ((!s->plain || s->need) && !accepts_swap(s, u, v, (int64_t)x - s->own[u])))
                continue;
            state_swap(s, u, v);
            swapped = true;
        }
        if (!swapped && v >= inst->units)
            v = inst->stride;
    }
    s->work += (uint64_t)inst->stride / 8 + (uint64_t)inst->places / 4 + 10;
}

/* Tries to move the unit to each other place. */
static void sweep_moves(struct anneal_state *s, int u)
{
    const struct instance *inst = s->inst;
    const int32_t *noise = s->noise + (random_next(&s->random) & (STATE_NOISE - 1));
    for (int k = 0; k < inst->places; k++) {
        int g = s->place[u];
        if (k == g || (!inst->has_blocks && s->violation == 0 && s->tally.demand_count == 0 &&
                       (s->tally.size[g] <= inst->least[g] || s->tally.size[k] >= inst->most[k])))
            continue;
        int64_t x = (int64_t)s->sum[(size_t)k * (size_t)inst->stride + (size_t)u] - s->own[u] + noise[k];
        if (x <= -most_relief(s))
            continue;
        int violation = tally_remove(&s->tally, u, g) + tally_add(&s->tally, u, k);
        tally_remove(&s->tally, u, k);
        tally_add(&s->tally, u, g);
        if (x > (int64_t)inst->penalty * violation + STATE_SHORTFALL_PENALTY * state_shortfall_change(s, u, -1, k))
            state_move(s, u, k);
    }
    s->work += (uint64_t)inst->places + 10;
}

/* Swaps a block against random units of another place, as many people at most. Undone unless the objective accepts it.
 */
static void sweep_block(struct anneal_state *s, int u)
{
    const struct instance *inst = s->inst;
    int g = s->place[u], k = random_below(&s->random, inst->places), count = 0, weight = 0;
    int head = inst->units + k, moved[MATCH_MOST_PEOPLE];
    if (k == g)
        return;
    for (int v = s->next[head]; v != head; v = s->next[v])
        moved[count++] = v;
    random_shuffle(&s->random, moved, count);
    int64_t before = state_objective(s), noise = s->noise[random_next(&s->random) & (STATE_NOISE - 1)];
    int kept = 0;
    for (int i = 0; i < count && weight < inst->weight[u]; i++)
        if (weight + inst->weight[moved[i]] <= inst->weight[u]) {
            weight += inst->weight[moved[i]];
            moved[kept++] = moved[i];
        }
    state_move(s, u, k);
    for (int i = 0; i < kept; i++)
        state_move(s, moved[i], g);
    if (state_objective(s) + noise > before)
        return;
    state_move(s, u, g);
    for (int i = 0; i < kept; i++)
        state_move(s, moved[i], k);
}

bool state_sweep(struct anneal_state *s, struct watch *watch)
{
    const struct instance *inst = s->inst;
    for (int u = 0; u < inst->units; u++) {
        sweep_row(s, u);
        if (!s->fixed_sizes)
            sweep_moves(s, u);
        if (inst->weight[u] > 1 && inst->places > 1)
            for (int i = 0; i < BLOCK_TRIES; i++)
                sweep_block(s, u);
        if (s->work > 50000 && watch) {
            uint64_t work = s->work;
            s->work = 0;
            if (watch_work(watch, work))
                return true;
        }
    }
    return false;
}

bool state_descend(struct anneal_state *s, struct watch *watch, int sweeps)
{
    state_set_temperature(s, 0.0);
    for (int i = 0; i < sweeps; i++) {
        int64_t before = state_objective(s);
        if (state_sweep(s, watch))
            return true;
        if (state_objective(s) == before)
            break;
    }
    return false;
}
