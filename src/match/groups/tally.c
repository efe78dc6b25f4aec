#include "match/groups/tally.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* At most one of each label: the instance has such people apart, which is the whole rule. SHARED is more than its
 * pairs. */
static bool covered_by_pairs(const struct demand *d)
{
    return d->type == MATCH_AT_MOST && d->limit == 1;
}

static void list_bits(struct tally_demand *t, int people)
{
    uint64_t all = 0;
    for (int i = 0; i < people; i++)
        all |= t->what->mask[i];
    t->bit = xcalloc(64, sizeof *t->bit);
    for (int b = 0; b < 64; b++)
        if (all >> b & 1)
            t->bit[t->columns++] = b;
}

void tally_init(struct place_tally *t, const struct instance *inst)
{
    const struct rules *r = inst->rules;
    *t = (struct place_tally){.inst = inst};
    t->size = xcalloc((size_t)inst->places, sizeof *t->size);
    t->demands = xcalloc((size_t)r->demand_count, sizeof *t->demands);
    for (int d = 0; d < r->demand_count; d++) {
        if (covered_by_pairs(&r->demands[d]) && !inst->has_blocks)
            continue;
        struct tally_demand *own = &t->demands[t->demand_count++];
        own->what = &r->demands[d];
        if (own->what->type == MATCH_SHARED)
            list_bits(own, inst->people);
        else
            own->columns = own->what->type == MATCH_AT_MOST ? own->what->labels : 1;
        own->count = xcalloc((size_t)inst->places * (size_t)(own->columns + 1), sizeof *own->count);
    }
}

void tally_release(struct place_tally *t)
{
    for (int d = 0; d < t->demand_count; d++) {
        free(t->demands[d].bit);
        free(t->demands[d].count);
    }
    free(t->demands);
    free(t->size);
    *t = (struct place_tally){0};
}

void tally_clear(struct place_tally *t)
{
    size_t places = (size_t)t->inst->places;
    if (places > 0)
        memset(t->size, 0, places * sizeof *t->size);
    for (int d = 0; d < t->demand_count; d++)
        memset(t->demands[d].count, 0, places * (size_t)(t->demands[d].columns + 1) * sizeof(int));
}

static int size_violation(const struct place_tally *t, int k)
{
    const struct instance *inst = t->inst;
    int size = t->size[k];
    return size < inst->least[k] ? inst->least[k] - size : size > inst->most[k] ? size - inst->most[k] : 0;
}

/* The violation of one demand by a place, from its counts. Not for AT_MOST, where only the label of the person matters.
 */
static int demand_violation(const struct tally_demand *t, const int *count, int size)
{
    int most = 0;
    switch (t->what->type) {
    case MATCH_NEVER_ALONE:
        return count[0] == 1;
    case MATCH_AT_LEAST:
        return size > 0 && count[0] < t->what->limit ? t->what->limit - count[0] : 0;
    default: /* SHARED: how many would have to leave so that the others have a bit in common */
        for (int b = 0; b < t->columns; b++)
            most = count[b] > most ? count[b] : most;
        return size - most;
    }
}

static void count_person(struct tally_demand *t, int *count, int person, int by)
{
    if (t->what->type == MATCH_SHARED) {
        for (int b = 0; b < t->columns; b++)
            count[b] += t->what->mask[person] >> t->bit[b] & 1 ? by : 0;
    } else if (t->what->label[person] >= 0) {
        count[t->what->label[person]] += by;
    }
}

/* Counts one person in (by = 1) or out (by = -1) for one demand. `size`: of the place before that. Returns the change
 * of the violation. */
static int demand_move(struct tally_demand *t, int person, int k, int size, int by)
{
    int *count = t->count + (size_t)k * (size_t)(t->columns + 1);
    if (t->what->type == MATCH_AT_MOST) {
        int label = t->what->label[person];
        if (label < 0)
            return 0;
        int before = count[label];
        count[label] += by;
        return by > 0 ? before >= t->what->limit : -(before > t->what->limit);
    }
    int before = demand_violation(t, count, size);
    count_person(t, count, person, by);
    return demand_violation(t, count, size + by) - before;
}

static int move_unit(struct place_tally *t, int unit, int k, int by)
{
    const struct instance *inst = t->inst;
    int change = -size_violation(t, k);
    for (int a = inst->start[unit]; a < inst->start[unit + 1]; a++) {
        for (int d = 0; d < t->demand_count; d++)
            change += demand_move(&t->demands[d], inst->member[a], k, t->size[k], by);
        t->size[k] += by;
    }
    return change + size_violation(t, k);
}

int tally_add(struct place_tally *t, int unit, int k)
{
    return move_unit(t, unit, k, 1);
}

int tally_remove(struct place_tally *t, int unit, int k)
{
    return move_unit(t, unit, k, -1);
}
