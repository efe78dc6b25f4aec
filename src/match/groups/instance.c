#include "match/groups/instance.h"

#include "base/mem.h"
#include "match/solver.h"

#include <stdlib.h>
#include <string.h>

/* Sums of a row over a place stay below this, so that a difference of four of them fits into int32. */
static const int64_t MOST_SUM = (int64_t)1 << 27;

void instance_place_range(const struct rules *r, int *least, int *most)
{
    const struct match_problem *p = r->problem;
    if (p->place_least) {
        *least = *most = p->places;
        return;
    }
    if (p->least == 2 && p->most == 2) { /* pairs, and one trio where the number is odd */
        *least = *most = r->n / 2;
        return;
    }
    *least = p->most > 0 ? (r->n + p->most - 1) / p->most : 1;
    *most = p->least > 0 ? r->n / p->least : r->n;
}

/* Counts the work on a row of units from `u` on. */
static void count_row(const struct instance *inst, int u)
{
    if (inst->watch)
        watch_work(inst->watch, 2 * (uint64_t)(inst->units - u) * (uint64_t)inst->weight[u]);
}

static void find_units(struct instance *inst, const struct rules *r)
{
    inst->units = r->n > 0 ? r->block_count : 0;
    inst->start = xcalloc((size_t)inst->units + 2, sizeof *inst->start);
    inst->member = xcalloc((size_t)inst->people, sizeof *inst->member);
    inst->weight = xcalloc((size_t)inst->units, sizeof *inst->weight);
    for (int i = 0; i < inst->people; i++)
        inst->weight[r->together[i]]++;
    for (int u = 0; u < inst->units; u++) {
        inst->start[u + 1] = inst->start[u] + inst->weight[u];
        inst->has_blocks |= inst->weight[u] > 1;
    }
    int *filled = xcalloc((size_t)inst->units, sizeof *filled);
    for (int i = 0; i < inst->people; i++) {
        int u = r->together[i];
        inst->member[inst->start[u] + filled[u]++] = i;
    }
    free(filled);
}

/* Whether a pair of people, one of each unit, may not be in one place: apart, the same label where one is allowed, no
 * bit of a mask in common. */
static bool units_apart(const struct instance *inst, int u, int v)
{
    const struct rules *r = inst->rules;
    for (int a = inst->start[u]; a < inst->start[u + 1]; a++)
        for (int b = inst->start[v]; b < inst->start[v + 1]; b++) {
            int i = inst->member[a], j = inst->member[b];
            if (r->apart[(size_t)i * (size_t)r->n + (size_t)j])
                return true;
            for (int d = 0; d < r->demand_count; d++) {
                const struct demand *what = &r->demands[d];
                if (what->type == MATCH_AT_MOST && what->limit == 1 && what->label[i] >= 0 &&
                    what->label[i] == what->label[j])
                    return true;
                if (what->type == MATCH_SHARED && !(what->mask[i] & what->mask[j]))
                    return true;
            }
        }
    return false;
}

static void find_apart(struct instance *inst)
{
    size_t n = (size_t)inst->units;
    inst->apart = xcalloc(n * n, 1);
    for (int u = 0; u < inst->units; u++) {
        for (int v = u + 1; v < inst->units; v++)
            if (units_apart(inst, u, v)) {
                inst->apart[(size_t)u * n + (size_t)v] = inst->apart[(size_t)v * n + (size_t)u] = 1;
                inst->any_apart = true;
            }
        count_row(inst, u);
    }
}

void instance_fix_sizes(struct instance *inst, const int *size)
{
    const struct match_problem *p = inst->rules->problem;
    bool trio = !p->place_least && p->least == 2 && p->most == 2 && inst->people % 2 == 1;
    int least = 0, most = 0;
    inst->interchangeable = true;
    for (int k = 0; k < inst->places; k++) {
        inst->least[k] = size ? size[k] : p->place_least ? p->place_least[k] : p->least;
        inst->most[k] = size ? size[k] : p->place_most ? p->place_most[k] : p->most + (trio ? 1 : 0);
        inst->interchangeable &= inst->least[k] == inst->least[0] && inst->most[k] == inst->most[0];
        least += inst->least[k];
        most += inst->most[k] < inst->people ? inst->most[k] : inst->people;
    }
    inst->sizes_vary = least < inst->people && most > inst->people;
}

static int64_t unit_score(const struct instance *inst, int u, int v)
{
    const struct rules *r = inst->rules;
    int64_t sum = 0;
    for (int a = inst->start[u]; a < inst->start[u + 1]; a++)
        for (int b = inst->start[v]; b < inst->start[v + 1]; b++)
            sum += r->score[(size_t)inst->member[a] * (size_t)r->n + (size_t)inst->member[b]];
    return sum;
}

int64_t instance_unit_score(const struct instance *inst, int unit)
{
    int64_t sum = unit_score(inst, unit, unit); /* counts each pair twice: once for each of the two */
    return sum >= 0 ? sum >> inst->shift : -(-sum >> inst->shift);
}

/* The most units in one place, and a margin: during a move a place can have too many. */
static int largest_place(const struct instance *inst)
{
    int most = 1;
    for (int k = 0; k < inst->places; k++)
        most = inst->most[k] > most ? inst->most[k] : most;
    return (most < inst->people ? most : inst->people) + 2;
}

/* The penalty of a violation is what a good swap gains: twice the range of the scores, times the root of the size. */
static void find_scale(struct instance *inst)
{
    int64_t low = 0, high = 0, size = largest_place(inst), root = 1;
    for (int u = 0; u < inst->units; u++) {
        for (int v = u + 1; v < inst->units; v++) {
            int64_t s = unit_score(inst, u, v);
            low = s < low ? s : low;
            high = s > high ? s : high;
        }
        count_row(inst, u);
    }
    int64_t largest = high > -low ? high : -low;
    while ((largest >> inst->shift) * size > MOST_SUM / 4)
        inst->shift++;
    while (root * root < size)
        root++;
    int64_t penalty = 2 * (((high - low) >> inst->shift) + 1) * root, most = MOST_SUM / 2 / size;
    inst->penalty = (int32_t)(penalty < most ? penalty : most);
}

bool instance_raise_penalty(struct instance *inst)
{
    if ((int64_t)inst->penalty * 2 * largest_place(inst) > MOST_SUM / 2)
        return false;
    inst->penalty *= 2;
    return true;
}

void instance_init(struct instance *inst, const struct rules *r, int places, struct watch *watch)
{
    *inst = (struct instance){.rules = r, .watch = watch, .people = r->n, .places = places};
    find_units(inst, r);
    inst->stride = (inst->units + INSTANCE_LANES - 1) / INSTANCE_LANES * INSTANCE_LANES;
    inst->least = xcalloc((size_t)inst->places, sizeof *inst->least);
    inst->most = xcalloc((size_t)inst->places, sizeof *inst->most);
    instance_fix_sizes(inst, NULL);
    find_apart(inst);
    find_scale(inst);
    inst->pair = xcalloc((size_t)inst->units * (size_t)inst->stride, sizeof *inst->pair);
    instance_fill(inst, INSTANCE_SCORES);
}

void instance_release(struct instance *inst)
{
    free(inst->start);
    free(inst->member);
    free(inst->weight);
    free(inst->apart);
    free(inst->pair);
    free(inst->least);
    free(inst->most);
    *inst = (struct instance){0};
}

void instance_fill(struct instance *inst, enum instance_scores scores)
{
    for (int u = 0; u < inst->units; u++) {
        for (int v = u + 1; v < inst->units; v++) {
            int64_t s = scores == INSTANCE_SCORES ? unit_score(inst, u, v) : 0;
            s = s >= 0 ? s >> inst->shift : -(-s >> inst->shift);
            s -= inst->apart[(size_t)u * (size_t)inst->units + (size_t)v] ? inst->penalty : 0;
            inst->pair[(size_t)u * (size_t)inst->stride + (size_t)v] = (int32_t)s;
            inst->pair[(size_t)v * (size_t)inst->stride + (size_t)u] = (int32_t)s;
        }
        count_row(inst, u);
    }
}

/* Writes the people of place k to `people`; returns how many. */
static int people_of(const struct instance *inst, const int *place, int k, int *people)
{
    int count = 0;
    for (int i = 0; i < inst->people; i++)
        if (place[inst->rules->together[i]] == k)
            people[count++] = i;
    return count;
}

bool instance_feasible(const struct instance *inst, const int *place)
{
    bool feasible = true;
    int *people = xcalloc((size_t)inst->people, sizeof *people);
    for (int k = 0; k < inst->places && feasible; k++) {
        int count = people_of(inst, place, k, people);
        feasible = count >= inst->least[k] && count <= inst->most[k] &&
                   (count == 0 || rules_allow(inst->rules, people, count));
    }
    free(people);
    return feasible;
}
