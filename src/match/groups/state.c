#include "match/groups/state.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { HIGHEST = 1 << 28 }; /* noise is never more */

/* ---- setting up ---- */

/* -ln(u) by the series of artanh: nothing but +, -, x and /, so the same on every machine. */
static double minus_log(double u)
{
    const double ln2 = 0.693147180559945309;
    double result = 0.0;
    while (u < 0.75) {
        u *= 2;
        result += ln2;
    }
    double z = (u - 1) / (u + 1), square = z * z, power = z, sum = 0;
    for (int k = 1; k < 40; k += 2) {
        sum += power / k;
        power *= square;
    }
    return result - 2 * sum;
}

static void make_noise(struct anneal_state *s)
{
    int order[STATE_NOISE];
    s->noise_count = STATE_NOISE + s->inst->stride + s->inst->places;
    s->quantile = xcalloc((size_t)s->noise_count, sizeof *s->quantile);
    s->noise = xcalloc((size_t)s->noise_count, sizeof *s->noise);
    for (int i = 0; i < STATE_NOISE; i++)
        order[i] = i;
    random_shuffle(&s->random, order, STATE_NOISE);
    for (int i = 0; i < STATE_NOISE; i++)
        s->quantile[i] = minus_log((order[i] + 0.5) / STATE_NOISE);
    for (int i = STATE_NOISE; i < s->noise_count; i++)
        s->quantile[i] = s->quantile[i - STATE_NOISE];
}

void state_init(struct anneal_state *s, const struct instance *inst, uint64_t seed)
{
    size_t stride = (size_t)inst->stride, places = (size_t)inst->places;
    *s = (struct anneal_state){.inst = inst, .random = {seed}};
    tally_init(&s->tally, inst);
    s->plain = !inst->has_blocks && s->tally.demand_count == 0;
    s->sum = xcalloc(places * stride, sizeof *s->sum);
    s->own = xcalloc(stride, sizeof *s->own);
    s->place = xcalloc(stride, sizeof *s->place);
    s->offer = xcalloc(places + 1, sizeof *s->offer);
    s->next = xcalloc((size_t)inst->units + places, sizeof *s->next);
    s->prev = xcalloc((size_t)inst->units + places, sizeof *s->prev);
    make_noise(s);
}

void state_release(struct anneal_state *s)
{
    tally_release(&s->tally);
    free(s->sum);
    free(s->own);
    free(s->place);
    free(s->offer);
    free(s->next);
    free(s->prev);
    free(s->quantile);
    free(s->noise);
    free(s->need);
    *s = (struct anneal_state){0};
}

void state_set_temperature(struct anneal_state *s, double temperature)
{
    s->temperature = temperature;
    for (int i = 0; i < s->noise_count; i++)
        s->noise[i] = (int32_t)(s->quantile[i] * temperature < HIGHEST ? s->quantile[i] * temperature : HIGHEST);
    s->work += (uint64_t)s->noise_count / 4;
}

/* ---- what a step changes ---- */

static void ring_remove(struct anneal_state *s, int u)
{
    s->next[s->prev[u]] = s->next[u];
    s->prev[s->next[u]] = s->prev[u];
}

static void ring_insert(struct anneal_state *s, int u, int k)
{
    int head = s->inst->units + k;
    s->next[u] = s->next[head];
    s->prev[u] = head;
    s->prev[s->next[head]] = u;
    s->next[head] = u;
}

/* row += pair row of `in` - pair row of `out`; either may be NULL. */
static void row_change(int32_t *restrict row, const int32_t *restrict in, const int32_t *restrict out, int stride)
{
    for (int b = 0; b < stride; b += INSTANCE_LANES) {
        if (in)
            for (int i = 0; i < INSTANCE_LANES; i++)
                row[b + i] += in[b + i];
        if (out)
            for (int i = 0; i < INSTANCE_LANES; i++)
                row[b + i] -= out[b + i];
    }
}

/* Copies what all in place k get from the row of k. */
static void refresh_own(struct anneal_state *s, int k)
{
    const int32_t *row = s->sum + (size_t)k * (size_t)s->inst->stride;
    int head = s->inst->units + k;
    for (int u = s->next[head]; u != head; u = s->next[u])
        s->own[u] = row[u];
}

/* How many units in the place of u are apart from u. */
static int conflicts_of(const struct anneal_state *s, int u)
{
    const struct instance *inst = s->inst;
    const uint8_t *apart = inst->apart + (size_t)u * (size_t)inst->units;
    int head = inst->units + s->place[u], count = 0;
    for (int v = s->next[head]; v != head; v = s->next[v])
        count += apart[v];
    return count;
}

/* ---- the floor ---- */

/* The shortfall of a unit that gets so much: what is missing, and a constant worth half the penalty of a violation. */
static int64_t missing(const struct anneal_state *s, int u, int64_t gets)
{
    return gets < s->need[u] ? s->need[u] - gets + s->inst->penalty / (2 * STATE_SHORTFALL_PENALTY) : 0;
}

static int64_t place_shortfall(const struct anneal_state *s, int k)
{
    int head = s->inst->units + k;
    int64_t sum = 0;
    for (int u = s->next[head]; u != head; u = s->next[u])
        sum += missing(s, u, s->own[u]);
    return sum;
}

void state_set_floor(struct anneal_state *s, int64_t floor)
{
    const struct instance *inst = s->inst;
    if (!s->need)
        s->need = xcalloc((size_t)inst->units, sizeof *s->need);
    s->shortfall = 0;
    for (int u = 0; u < inst->units; u++)
        s->need[u] = floor * inst->weight[u] - instance_unit_score(inst, u);
    for (int k = 0; k < inst->places; k++)
        s->shortfall += place_shortfall(s, k);
}

int64_t state_objective(const struct anneal_state *s)
{
    return s->score - (int64_t)s->inst->penalty * s->violation - STATE_SHORTFALL_PENALTY * s->shortfall;
}

/* The shortfall of place k if `out` left it and `in` came; either may be -1. */
static int64_t shortfall_after(const struct anneal_state *s, int k, int out, int in)
{
    const struct instance *inst = s->inst;
    const int32_t *of_in = in >= 0 ? state_pair_row(s, in) : NULL, *of_out = out >= 0 ? state_pair_row(s, out) : NULL;
    int head = inst->units + k;
    int64_t sum = 0;
    for (int u = s->next[head]; u != head; u = s->next[u])
        if (u != out)
            sum += missing(s, u, (int64_t)s->own[u] + (of_in ? of_in[u] : 0) - (of_out ? of_out[u] : 0));
    if (in >= 0)
        sum +=
            missing(s, in, (int64_t)s->sum[(size_t)k * (size_t)inst->stride + (size_t)in] - (of_out ? of_out[in] : 0));
    return sum;
}

int64_t state_shortfall_change(const struct anneal_state *s, int u, int v, int k)
{
    int g = s->place[u];
    if (!s->need)
        return 0;
    return shortfall_after(s, g, u, v) + shortfall_after(s, k, v, u) - place_shortfall(s, g) - place_shortfall(s, k);
}

static void take_out(struct anneal_state *s, int u)
{
    if (s->inst->any_apart)
        s->conflicts -= conflicts_of(s, u);
    if (!s->plain || !s->fixed_sizes)
        s->violation += tally_remove(&s->tally, u, s->place[u]);
    ring_remove(s, u);
}

static void put_in(struct anneal_state *s, int u, int k)
{
    s->place[u] = k;
    ring_insert(s, u, k);
    if (!s->plain || !s->fixed_sizes)
        s->violation += tally_add(&s->tally, u, k);
    if (s->inst->any_apart)
        s->conflicts += conflicts_of(s, u);
}

void state_move(struct anneal_state *s, int u, int k)
{
    int g = s->place[u], stride = s->inst->stride;
    int32_t *from = s->sum + (size_t)g * (size_t)stride, *to = s->sum + (size_t)k * (size_t)stride;
    s->score += to[u] - from[u];
    s->shortfall += state_shortfall_change(s, u, -1, k);
    take_out(s, u);
    put_in(s, u, k);
    row_change(from, NULL, state_pair_row(s, u), stride);
    row_change(to, state_pair_row(s, u), NULL, stride);
    refresh_own(s, g);
    refresh_own(s, k);
    s->work += (uint64_t)stride / 8 + 20;
}

void state_swap(struct anneal_state *s, int u, int v)
{
    int g = s->place[u], h = s->place[v], stride = s->inst->stride;
    int32_t *of_u = s->sum + (size_t)g * (size_t)stride, *of_v = s->sum + (size_t)h * (size_t)stride;
    s->score += of_v[u] - of_u[u] + of_u[v] - of_v[v] - 2 * state_pair_row(s, u)[v];
    s->shortfall += state_shortfall_change(s, u, v, h);
    take_out(s, u);
    take_out(s, v);
    put_in(s, u, h);
    put_in(s, v, g);
    row_change(of_u, state_pair_row(s, v), state_pair_row(s, u), stride);
    row_change(of_v, state_pair_row(s, u), state_pair_row(s, v), stride);
    refresh_own(s, g);
    refresh_own(s, h);
    s->work += (uint64_t)stride / 4 + 20;
}

void state_place(struct anneal_state *s, const int *place)
{
    const struct instance *inst = s->inst;
    size_t stride = (size_t)inst->stride;
    s->score = 0;
    s->violation = s->conflicts = 0;
    s->fixed_sizes = !inst->has_blocks && !inst->sizes_vary;
    tally_clear(&s->tally);
    if (inst->places == 0 || inst->units == 0)
        return;
    memset(s->sum, 0, (size_t)inst->places * stride * sizeof *s->sum);
    for (int k = 0; k < inst->places; k++) {
        s->next[inst->units + k] = s->prev[inst->units + k] = inst->units + k;
        s->violation += inst->least[k];
    }
    for (size_t u = 0; u < stride; u++)
        s->place[u] = inst->places;
    for (int u = 0; u < inst->units; u++) {
        int32_t *row = s->sum + (size_t)place[u] * stride;
        s->score += row[u];
        s->place[u] = place[u];
        ring_insert(s, u, place[u]);
        s->violation += tally_add(&s->tally, u, place[u]);
        row_change(row, state_pair_row(s, u), NULL, inst->stride);
        s->conflicts += inst->any_apart ? conflicts_of(s, u) : 0;
    }
    s->shortfall = 0;
    for (int k = 0; k < inst->places; k++) {
        refresh_own(s, k);
        s->shortfall += s->need ? place_shortfall(s, k) : 0;
    }
    s->work += (uint64_t)inst->units * stride / 8;
}

void state_read(const struct anneal_state *s, int *place)
{
    for (int u = 0; u < s->inst->units; u++)
        place[u] = s->place[u];
}
