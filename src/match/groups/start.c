#include "match/groups/start.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- a random start ---- */

/* Sizes within the bounds, what is left over given out at random. */
static void any_sizes(struct walk *w, int *size)
{
    const struct field *f = w->field;
    int left = f->people, room = 0;
    for (int k = 0; k < f->places; k++) {
        size[k] = f->least[k];
        left -= size[k];
        room += f->most[k] - size[k];
    }
    for (; left > 0 && f->places > 0; left--) {
        int k = random_below(&w->random, f->places);
        for (int i = 0; room > 0 && size[k] >= f->most[k] && i < f->places; i++)
            k = (k + 1) % f->places;
        size[k]++;
        room--;
    }
}

/* The heaviest first, equals in random order. */
static void order_units(struct walk *w, int *order)
{
    const struct field *f = w->field;
    int heaviest = 1, filled = 0;
    for (int u = 0; u < f->units; u++)
        heaviest = f->weight[u] > heaviest ? f->weight[u] : heaviest;
    for (int weight = heaviest; weight > 0; weight--) {
        int first = filled;
        for (int u = 0; u < f->units; u++)
            if (f->weight[u] == weight)
                order[filled++] = u;
        random_shuffle(&w->random, order + first, filled - first);
    }
}

/* A place with room for the unit, from a random one on; else the roomiest. */
static int place_for(struct walk *w, const int *room, int weight)
{
    int places = w->field->places, from = random_below(&w->random, places), roomiest = from;
    for (int i = 0; i < places; i++) {
        int k = (from + i) % places;
        if (room[k] == weight || (room[k] > weight && (weight == 1 || room[k] >= 2 * weight)))
            return k;
        if (room[k] > room[roomiest])
            roomiest = k;
    }
    return roomiest;
}

void start_scatter(struct walk *w, const int *size)
{
    const struct field *f = w->field;
    if (f->places == 0)
        return;
    int *room = xcalloc((size_t)f->places, sizeof *room), *order = xcalloc((size_t)f->units, sizeof *order);
    int *place = xcalloc((size_t)f->units, sizeof *place);
    if (size)
        memcpy(room, size, (size_t)f->places * sizeof *room);
    else
        any_sizes(w, room);
    order_units(w, order);
    for (int i = 0; i < f->units; i++) {
        int u = order[i], k = place_for(w, room, f->weight[u]);
        place[u] = k;
        room[k] -= f->weight[u];
    }
    walk_place(w, place);
    free(room);
    free(order);
    free(place);
}

/* ---- temperature ---- */

enum { SAMPLES = 12000 };

/* exp(-x) for x >= 0 as (1 - x / 2^16)^(2^16), near enough and the same on every machine. */
static double exp_minus(double x)
{
    double y = x < 60 ? 1 - x / 65536 : 0;
    for (int i = 0; i < 16; i++)
        y *= y;
    return y;
}

/* What random swaps would lose, swaps that lose nothing or break rules left out. */
static int sample_losses(struct walk *w, double *loss)
{
    const struct field *f = w->field;
    int count = 0;
    int most = f->units < 64 ? 2 * f->units * f->units : SAMPLES;
    for (int tries = 0; tries < 4 * most && count < most && f->units > 1; tries++) {
        int u = random_below(&w->random, f->units), v = random_below(&w->random, f->units);
        int g = w->place[u], h = w->place[v];
        const int32_t *of_u = w->sum + (size_t)g * (size_t)f->stride, *of_v = w->sum + (size_t)h * (size_t)f->stride;
        int64_t gain = (int64_t)of_v[u] - of_u[u] + of_u[v] - of_v[v] - 2 * f->pair[(size_t)u * (size_t)f->stride + (size_t)v];
        if (g != h && gain < 0 && gain > -(int64_t)f->pressure / 2)
            loss[count++] = (double)-gain;
    }
    return count;
}

double start_temperature(struct walk *w, double share)
{
    double *loss = xcalloc(SAMPLES, sizeof *loss), low = 0.01, high = 1 << 26;
    int count = sample_losses(w, loss);
    for (int i = 0; i < 30 && count > 0; i++) {
        double middle = high > 4 * low ? 2 * low : (low + high) / 2, sum = 0;
        for (int s = 0; s < count; s++)
            sum += exp_minus(loss[s] / middle);
        if (sum < share * count)
            low = middle;
        else
            high = middle;
    }
    free(loss);
    w->work += (uint64_t)count * 30 * 3;
    return count > 0 ? low : 1.0;
}

/* ---- repair ---- */

enum { REPAIR_SWEEPS = 400, LEVEL_SWEEPS = 8 };

static bool repair_walk(struct walk *w, struct watch *watch)
{
    double hot = (double)w->field->pressure * 0.6, cold = (double)w->field->pressure * 0.08;
    if (walk_quench(w, watch, 30) || walk_feasible(w))
        return walk_feasible(w);
    for (int i = 0; i < REPAIR_SWEEPS && !walk_feasible(w); i++) {
        double rest = (double)(REPAIR_SWEEPS - i) / REPAIR_SWEEPS;
        if (i % LEVEL_SWEEPS == 0)
            walk_heat(w, cold + (hot - cold) * rest * rest);
        if (walk_sweep(w, watch))
            break;
    }
    if (!walk_feasible(w))
        walk_quench(w, watch, 30);
    return walk_feasible(w);
}

bool start_repair(struct walk *w, struct field *f, struct watch *watch)
{
    if (walk_feasible(w))
        return true;
    int *place = xcalloc((size_t)f->units, sizeof *place);
    walk_result(w, place);
    field_fill(f, FIELD_RULES_ONLY);
    walk_place(w, place);
    bool found = repair_walk(w, watch);
    walk_result(w, place);
    field_fill(f, FIELD_SCORES);
    walk_place(w, place);
    free(place);
    return found;
}
