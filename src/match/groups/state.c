#include "match/groups/state.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { HIGHEST = 1 << 28 }; /* no die shows more */

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

static void make_dice(struct walk *w)
{
    int order[WALK_DICE];
    w->dice_count = WALK_DICE + w->field->stride + w->field->places;
    w->quantile = xcalloc((size_t)w->dice_count, sizeof *w->quantile);
    w->dice = xcalloc((size_t)w->dice_count, sizeof *w->dice);
    for (int i = 0; i < WALK_DICE; i++)
        order[i] = i;
    random_shuffle(&w->random, order, WALK_DICE);
    for (int i = 0; i < WALK_DICE; i++)
        w->quantile[i] = minus_log((order[i] + 0.5) / WALK_DICE);
    for (int i = WALK_DICE; i < w->dice_count; i++)
        w->quantile[i] = w->quantile[i - WALK_DICE];
}

void walk_init(struct walk *w, const struct field *f, uint64_t seed)
{
    size_t stride = (size_t)f->stride, places = (size_t)f->places;
    *w = (struct walk){.field = f, .random = {seed}};
    tally_init(&w->tally, f);
    w->plain = !f->heavy && w->tally.demand_count == 0;
    w->sum = xcalloc(places * stride, sizeof *w->sum);
    w->own = xcalloc(stride, sizeof *w->own);
    w->place = xcalloc(stride, sizeof *w->place);
    w->offer = xcalloc(places + 1, sizeof *w->offer);
    w->next = xcalloc((size_t)f->units + places, sizeof *w->next);
    w->prev = xcalloc((size_t)f->units + places, sizeof *w->prev);
    make_dice(w);
}

void walk_release(struct walk *w)
{
    tally_release(&w->tally);
    free(w->sum);
    free(w->own);
    free(w->place);
    free(w->offer);
    free(w->next);
    free(w->prev);
    free(w->quantile);
    free(w->dice);
    free(w->need);
    *w = (struct walk){0};
}

void walk_heat(struct walk *w, double temperature)
{
    w->temperature = temperature;
    for (int i = 0; i < w->dice_count; i++)
        w->dice[i] = (int32_t)(w->quantile[i] * temperature < HIGHEST ? w->quantile[i] * temperature : HIGHEST);
    w->work += (uint64_t)w->dice_count / 4;
}

/* ---- bookkeeping of a step ---- */

static void ring_out(struct walk *w, int u)
{
    w->next[w->prev[u]] = w->next[u];
    w->prev[w->next[u]] = w->prev[u];
}

static void ring_in(struct walk *w, int u, int k)
{
    int head = w->field->units + k;
    w->next[u] = w->next[head];
    w->prev[u] = head;
    w->prev[w->next[head]] = u;
    w->next[head] = u;
}

/* row += pair row of `in` - pair row of `out`; either may be NULL. */
static void row_change(int32_t *restrict row, const int32_t *restrict in, const int32_t *restrict out, int stride)
{
    for (int b = 0; b < stride; b += FIELD_LANES) {
        if (in)
            for (int i = 0; i < FIELD_LANES; i++)
                row[b + i] += in[b + i];
        if (out)
            for (int i = 0; i < FIELD_LANES; i++)
                row[b + i] -= out[b + i];
    }
}

/* What all in place k get, anew from its row. */
static void refresh_own(struct walk *w, int k)
{
    const int32_t *row = w->sum + (size_t)k * (size_t)w->field->stride;
    int head = w->field->units + k;
    for (int u = w->next[head]; u != head; u = w->next[u])
        w->own[u] = row[u];
}

/* How many in u's place it must not be with. */
static int clashes_of(const struct walk *w, int u)
{
    const struct field *f = w->field;
    const uint8_t *apart = f->apart + (size_t)u * (size_t)f->units;
    int head = f->units + w->place[u], count = 0;
    for (int v = w->next[head]; v != head; v = w->next[v])
        count += apart[v];
    return count;
}

/* ---- fairness ---- */

/* What a unit's shortage counts: by how much it gets too little, and as much as half a broken rule besides. */
static int64_t missing(const struct walk *w, int u, int64_t gets)
{
    return gets < w->need[u] ? w->need[u] - gets + w->field->pressure / (2 * WALK_SHORT_PRICE) : 0;
}

static int64_t place_shortfall(const struct walk *w, int k)
{
    int head = w->field->units + k;
    int64_t sum = 0;
    for (int u = w->next[head]; u != head; u = w->next[u])
        sum += missing(w, u, w->own[u]);
    return sum;
}

void walk_fair(struct walk *w, int64_t floor)
{
    const struct field *f = w->field;
    if (!w->need)
        w->need = xcalloc((size_t)f->units, sizeof *w->need);
    w->shortfall = 0;
    for (int u = 0; u < f->units; u++)
        w->need[u] = floor * f->weight[u] - field_within(f, u);
    for (int k = 0; k < f->places; k++)
        w->shortfall += place_shortfall(w, k);
}

void walk_unfair(struct walk *w)
{
    free(w->need);
    w->need = NULL;
    w->shortfall = 0;
}

int64_t walk_energy(const struct walk *w)
{
    return w->score - (int64_t)w->field->pressure * w->strain - WALK_SHORT_PRICE * w->shortfall;
}

/* What place k would fall short of if `out` left it and `in` came; either may be -1. */
static int64_t shortfall_after(const struct walk *w, int k, int out, int in)
{
    const struct field *f = w->field;
    const int32_t *of_in = in >= 0 ? walk_pairs(w, in) : NULL, *of_out = out >= 0 ? walk_pairs(w, out) : NULL;
    int head = f->units + k;
    int64_t sum = 0;
    for (int u = w->next[head]; u != head; u = w->next[u])
        if (u != out)
            sum += missing(w, u, (int64_t)w->own[u] + (of_in ? of_in[u] : 0) - (of_out ? of_out[u] : 0));
    if (in >= 0)
        sum += missing(w, in, (int64_t)w->sum[(size_t)k * (size_t)f->stride + (size_t)in] - (of_out ? of_out[in] : 0));
    return sum;
}

int64_t walk_shortfall_grows(const struct walk *w, int u, int v, int k)
{
    int g = w->place[u];
    if (!w->need)
        return 0;
    return shortfall_after(w, g, u, v) + shortfall_after(w, k, v, u) - place_shortfall(w, g) - place_shortfall(w, k);
}

static void lift(struct walk *w, int u)
{
    if (w->field->any_apart)
        w->clashes -= clashes_of(w, u);
    if (!w->plain || !w->fixed_sizes)
        w->strain += tally_remove(&w->tally, u, w->place[u]);
    ring_out(w, u);
}

static void drop(struct walk *w, int u, int k)
{
    w->place[u] = k;
    ring_in(w, u, k);
    if (!w->plain || !w->fixed_sizes)
        w->strain += tally_add(&w->tally, u, k);
    if (w->field->any_apart)
        w->clashes += clashes_of(w, u);
}

void walk_move(struct walk *w, int u, int k)
{
    int g = w->place[u], stride = w->field->stride;
    int32_t *from = w->sum + (size_t)g * (size_t)stride, *to = w->sum + (size_t)k * (size_t)stride;
    w->score += to[u] - from[u];
    w->shortfall += walk_shortfall_grows(w, u, -1, k);
    lift(w, u);
    drop(w, u, k);
    row_change(from, NULL, walk_pairs(w, u), stride);
    row_change(to, walk_pairs(w, u), NULL, stride);
    refresh_own(w, g);
    refresh_own(w, k);
    w->work += (uint64_t)stride / 8 + 20;
    w->taken++;
}

void walk_swap(struct walk *w, int u, int v)
{
    int g = w->place[u], h = w->place[v], stride = w->field->stride;
    int32_t *of_u = w->sum + (size_t)g * (size_t)stride, *of_v = w->sum + (size_t)h * (size_t)stride;
    w->score += of_v[u] - of_u[u] + of_u[v] - of_v[v] - 2 * walk_pairs(w, u)[v];
    w->shortfall += walk_shortfall_grows(w, u, v, h);
    lift(w, u);
    lift(w, v);
    drop(w, u, h);
    drop(w, v, g);
    row_change(of_u, walk_pairs(w, v), walk_pairs(w, u), stride);
    row_change(of_v, walk_pairs(w, u), walk_pairs(w, v), stride);
    refresh_own(w, g);
    refresh_own(w, h);
    w->work += (uint64_t)stride / 4 + 20;
    w->taken++;
}

void walk_place(struct walk *w, const int *place)
{
    const struct field *f = w->field;
    size_t stride = (size_t)f->stride;
    w->score = 0;
    w->strain = w->clashes = 0;
    w->fixed_sizes = !f->heavy && !f->loose;
    tally_clear(&w->tally);
    if (f->places == 0 || f->units == 0)
        return;
    memset(w->sum, 0, (size_t)f->places * stride * sizeof *w->sum);
    for (int k = 0; k < f->places; k++) {
        w->next[f->units + k] = w->prev[f->units + k] = f->units + k;
        w->strain += f->least[k];
    }
    for (size_t u = 0; u < stride; u++)
        w->place[u] = f->places;
    for (int u = 0; u < f->units; u++) {
        int32_t *row = w->sum + (size_t)place[u] * stride;
        w->score += row[u];
        w->place[u] = place[u];
        ring_in(w, u, place[u]);
        w->strain += tally_add(&w->tally, u, place[u]);
        row_change(row, walk_pairs(w, u), NULL, f->stride);
        w->clashes += f->any_apart ? clashes_of(w, u) : 0;
    }
    w->shortfall = 0;
    for (int k = 0; k < f->places; k++) {
        refresh_own(w, k);
        w->shortfall += w->need ? place_shortfall(w, k) : 0;
    }
    w->work += (uint64_t)f->units * stride / 8;
}

void walk_result(const struct walk *w, int *place)
{
    for (int u = 0; u < w->field->units; u++)
        place[u] = w->place[u];
}
