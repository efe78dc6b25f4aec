#include "match/groups/start.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- a random start ---- */

/* Random sizes within the bounds. */
static void random_sizes(struct anneal_state *s, int *size)
{
    const struct instance *inst = s->inst;
    int left = inst->people, room = 0;
    for (int k = 0; k < inst->places; k++) {
        size[k] = inst->least[k];
        left -= size[k];
        room += inst->most[k] - size[k];
    }
    for (; left > 0 && inst->places > 0; left--) {
        int k = random_below(&s->random, inst->places);
        for (int i = 0; room > 0 && size[k] >= inst->most[k] && i < inst->places; i++)
            k = (k + 1) % inst->places;
        size[k]++;
        room--;
    }
}

/* The units with the most people first, equal ones in random order. */
static void order_units(struct anneal_state *s, int *order)
{
    const struct instance *inst = s->inst;
    int heaviest = 1, filled = 0;
    for (int u = 0; u < inst->units; u++)
        heaviest = inst->weight[u] > heaviest ? inst->weight[u] : heaviest;
    for (int weight = heaviest; weight > 0; weight--) {
        int first = filled;
        for (int u = 0; u < inst->units; u++)
            if (inst->weight[u] == weight)
                order[filled++] = u;
        random_shuffle(&s->random, order + first, filled - first);
    }
}

/* The first place with room for the unit, from a random one on; if there is none, the one with the most room. */
static int place_for(struct anneal_state *s, const int *room, int weight)
{
    int places = s->inst->places, from = random_below(&s->random, places), most_room = from;
    for (int i = 0; i < places; i++) {
        int k = (from + i) % places;
        if (room[k] == weight || (room[k] > weight && (weight == 1 || room[k] >= 2 * weight)))
            return k;
        if (room[k] > room[most_room])
            most_room = k;
    }
    return most_room;
}

void start_scatter(struct anneal_state *s, const int *size)
{
    const struct instance *inst = s->inst;
    if (inst->places == 0)
        return;
    int *room = xcalloc((size_t)inst->places, sizeof *room), *order = xcalloc((size_t)inst->units, sizeof *order);
    int *place = xcalloc((size_t)inst->units, sizeof *place);
    if (size)
        memcpy(room, size, (size_t)inst->places * sizeof *room);
    else
        random_sizes(s, room);
    order_units(s, order);
    for (int i = 0; i < inst->units; i++) {
        int u = order[i], k = place_for(s, room, inst->weight[u]);
        place[u] = k;
        room[k] -= inst->weight[u];
    }
    state_place(s, place);
    free(room);
    free(order);
    free(place);
}

/* ---- temperature ---- */

enum { SAMPLES = 12000 };

/* exp(-x) for x >= 0 as (1 - x / 2^16)^(2^16): exact enough, and the same on every machine. */
static double exp_minus(double x)
{
    double y = x < 60 ? 1 - x / 65536 : 0;
    for (int i = 0; i < 16; i++)
        y *= y;
    return y;
}

/* The losses of random swaps; those that lose nothing or violate a rule are left out. */
static int sample_losses(struct anneal_state *s, double *loss)
{
    const struct instance *inst = s->inst;
    int count = 0;
    int most = inst->units < 64 ? 2 * inst->units * inst->units : SAMPLES;
    for (int tries = 0; tries < 4 * most && count < most && inst->units > 1; tries++) {
        int u = random_below(&s->random, inst->units), v = random_below(&s->random, inst->units);
        int g = s->place[u], h = s->place[v];
        const int32_t *of_u = s->sum + (size_t)g * (size_t)inst->stride,
                      *of_v = s->sum + (size_t)h * (size_t)inst->stride;
        int64_t gain = (int64_t)of_v[u] - of_u[u] + of_u[v] - of_v[v] -
                       2 * inst->pair[(size_t)u * (size_t)inst->stride + (size_t)v];
        if (g != h && gain < 0 && gain > -(int64_t)inst->penalty / 2)
            loss[count++] = (double)-gain;
    }
    return count;
}

double start_temperature(struct anneal_state *s, double share)
{
    double *loss = xcalloc(SAMPLES, sizeof *loss), low = 0.01, high = 1 << 26;
    int count = sample_losses(s, loss);
    for (int step = 0; step < 30 && count > 0; step++) {
        double middle = high > 4 * low ? 2 * low : (low + high) / 2, sum = 0;
        for (int i = 0; i < count; i++)
            sum += exp_minus(loss[i] / middle);
        if (sum < share * count)
            low = middle;
        else
            high = middle;
    }
    free(loss);
    s->work += (uint64_t)count * 30 * 3;
    return count > 0 ? low : 1.0;
}

/* ---- repair ---- */

enum { REPAIR_SWEEPS = 400, LEVEL_SWEEPS = 8 };

static bool anneal_violations(struct anneal_state *s, struct watch *watch)
{
    double start = (double)s->inst->penalty * 0.6, end = (double)s->inst->penalty * 0.08;
    if (state_descend(s, watch, 30) || state_feasible(s))
        return state_feasible(s);
    for (int i = 0; i < REPAIR_SWEEPS && !state_feasible(s); i++) {
        double rest = (double)(REPAIR_SWEEPS - i) / REPAIR_SWEEPS;
        if (i % LEVEL_SWEEPS == 0)
            state_set_temperature(s, end + (start - end) * rest * rest);
        if (state_sweep(s, watch))
            break;
    }
    if (!state_feasible(s))
        state_descend(s, watch, 30);
    return state_feasible(s);
}

bool start_repair(struct anneal_state *s, struct instance *inst, struct watch *watch)
{
    if (state_feasible(s))
        return true;
    int *place = xcalloc((size_t)inst->units, sizeof *place);
    state_read(s, place);
    instance_fill(inst, INSTANCE_RULES_ONLY);
    state_place(s, place);
    bool found = anneal_violations(s, watch);
    state_read(s, place);
    instance_fill(inst, INSTANCE_SCORES);
    state_place(s, place);
    free(place);
    return found;
}
