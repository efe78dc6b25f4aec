#include "match/groups/state.h"

enum {
    NEVER = -(1 << 30), /* what a unit would get where it is already: no swap */
    BLOCK_TRIES = 4,    /* swaps of a block against several units, per sweep and block */
};

/* The first block of lanes from `from` where some swap of the unit in hand may be taken; `to` if none. `limit` is what the
 * unit gets now, less what the rules may give back. */
static int scan(const int32_t *restrict row, const int32_t *restrict own, const int32_t *restrict pair,
                const int32_t *restrict dice, const int32_t *restrict place, const int32_t *restrict offer, int32_t limit,
                int from, int to)
{
    for (int b = from; b < to; b += FIELD_LANES) {
        int32_t any = 0;
        for (int i = b; i < b + FIELD_LANES; i++)
            any |= limit - (row[i] - own[i] - 2 * pair[i] + offer[place[i]] + dice[i]);
        if (any < 0)
            return b;
    }
    return to;
}

/* What the unit would get everywhere; where it is, nothing can be had. */
static void make_offer(struct walk *w, int u)
{
    const struct field *f = w->field;
    const int32_t *column = w->sum + u;
    for (int k = 0; k < f->places; k++)
        w->offer[k] = column[(size_t)k * (size_t)f->stride];
    w->offer[w->place[u]] = NEVER;
    w->offer[f->places] = NEVER;
}

/* Takes the swap if gain and die outweigh what it strains. */
static bool weigh_swap(struct walk *w, int u, int v, int64_t gain_and_die)
{
    struct tally *t = &w->tally;
    int g = w->place[u], h = w->place[v];
    int strain = tally_remove(t, u, g);
    strain += tally_remove(t, v, h);
    strain += tally_add(t, u, h);
    strain += tally_add(t, v, g);
    tally_remove(t, u, h);
    tally_remove(t, v, g);
    tally_add(t, u, g);
    tally_add(t, v, h);
    w->work += 20 + 10 * (uint64_t)t->demand_count + (w->need ? 10 : 0);
    return gain_and_die > (int64_t)w->field->pressure * strain + WALK_SHORT_PRICE * walk_shortfall_grows(w, u, v, h);
}

static int64_t relief(const struct walk *w)
{
    int64_t most = (int64_t)w->field->pressure * (w->strain < 8 ? w->strain : 8) + WALK_SHORT_PRICE * w->shortfall;
    return most < (1 << 28) ? most : 1 << 28;
}

static void sweep_row(struct walk *w, int u)
{
    const struct field *f = w->field;
    const int32_t *dice = w->dice + (random_next(&w->random) & (WALK_DICE - 1)), *pair = walk_pairs(w, u);
    int v = 0;
    while (v < f->stride) {
        const int32_t *row = w->sum + (size_t)w->place[u] * (size_t)f->stride;
        make_offer(w, u);
        int32_t limit = w->own[u] - (int32_t)relief(w);
        int from = v / FIELD_LANES * FIELD_LANES;
        if (from == v)
            v = scan(row, w->own, pair, dice, w->place, w->offer, limit, from, f->stride);
        int end = (v / FIELD_LANES + 1) * FIELD_LANES;
        bool swapped = false;
        for (; v < end && v < f->units && !swapped; v++) {
            int32_t x = row[v] - w->own[v] - 2 * pair[v] + w->offer[w->place[v]] + dice[v];
            if (x <= limit || ((!w->plain || w->need) && !weigh_swap(w, u, v, (int64_t)x - w->own[u])))
                continue;
            walk_swap(w, u, v);
            swapped = true;
        }
        if (!swapped && v >= f->units)
            v = f->stride;
    }
    w->work += (uint64_t)f->stride / 8 + (uint64_t)f->places / 4 + 10;
}

/* Offers the unit all places with its own dice. */
static void sweep_moves(struct walk *w, int u)
{
    const struct field *f = w->field;
    const int32_t *dice = w->dice + (random_next(&w->random) & (WALK_DICE - 1));
    for (int k = 0; k < f->places; k++) {
        int g = w->place[u];
        if (k == g || (!f->heavy && w->strain == 0 && w->tally.demand_count == 0 &&
                       (w->tally.heads[g] <= f->least[g] || w->tally.heads[k] >= f->most[k])))
            continue;
        int64_t x = (int64_t)w->sum[(size_t)k * (size_t)f->stride + (size_t)u] - w->own[u] + dice[k];
        if (x <= -relief(w))
            continue;
        int strain = tally_remove(&w->tally, u, g) + tally_add(&w->tally, u, k);
        tally_remove(&w->tally, u, k);
        tally_add(&w->tally, u, g);
        if (x > (int64_t)f->pressure * strain + WALK_SHORT_PRICE * walk_shortfall_grows(w, u, -1, k))
            walk_move(w, u, k);
    }
    w->work += (uint64_t)f->places + 10;
}

/* Swaps a block against a random set of units of another place that weighs as much, if such a set turns up. */
static void sweep_block(struct walk *w, int u)
{
    const struct field *f = w->field;
    int g = w->place[u], k = random_below(&w->random, f->places), count = 0, weight = 0;
    int head = f->units + k, moved[MATCH_MOST_PEOPLE];
    if (k == g)
        return;
    for (int v = w->next[head]; v != head; v = w->next[v])
        moved[count++] = v;
    random_shuffle(&w->random, moved, count);
    int64_t before = walk_energy(w), die = w->dice[random_next(&w->random) & (WALK_DICE - 1)];
    int kept = 0;
    for (int i = 0; i < count && weight < f->weight[u]; i++)
        if (weight + f->weight[moved[i]] <= f->weight[u]) {
            weight += f->weight[moved[i]];
            moved[kept++] = moved[i];
        }
    walk_move(w, u, k);
    for (int i = 0; i < kept; i++)
        walk_move(w, moved[i], g);
    if (walk_energy(w) + die > before)
        return;
    walk_move(w, u, g);
    for (int i = 0; i < kept; i++)
        walk_move(w, moved[i], k);
}

bool walk_sweep(struct walk *w, struct watch *watch)
{
    const struct field *f = w->field;
    for (int u = 0; u < f->units; u++) {
        sweep_row(w, u);
        if (!w->fixed_sizes)
            sweep_moves(w, u);
        if (f->weight[u] > 1 && f->places > 1)
            for (int i = 0; i < BLOCK_TRIES; i++)
                sweep_block(w, u);
        if (w->work > 50000 && watch) {
            uint64_t work = w->work;
            w->work = 0;
            if (watch_work(watch, work))
                return true;
        }
    }
    return false;
}

bool walk_quench(struct walk *w, struct watch *watch, int sweeps)
{
    walk_heat(w, 0.0);
    for (int i = 0; i < sweeps; i++) {
        int64_t before = walk_energy(w);
        if (walk_sweep(w, watch))
            return true;
        if (walk_energy(w) == before)
            break;
    }
    return false;
}
