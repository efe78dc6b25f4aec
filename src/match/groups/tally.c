#include "match/groups/tally.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* At most one of each label, and pairs without a common bit: the field keeps such people apart, which says it all of a
 * limit of 1, and not all of SHARED. */
static bool field_tells(const struct demand *d)
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

void tally_init(struct tally *t, const struct field *f)
{
    const struct rules *r = f->rules;
    *t = (struct tally){.field = f};
    t->heads = xcalloc((size_t)f->places, sizeof *t->heads);
    t->demands = xcalloc((size_t)r->demand_count, sizeof *t->demands);
    for (int d = 0; d < r->demand_count; d++) {
        if (field_tells(&r->demands[d]) && !f->heavy)
            continue;
        struct tally_demand *own = &t->demands[t->demand_count++];
        own->what = &r->demands[d];
        if (own->what->type == MATCH_SHARED)
            list_bits(own, f->people);
        else
            own->columns = own->what->type == MATCH_AT_MOST ? own->what->labels : 1;
        own->count = xcalloc((size_t)f->places * (size_t)(own->columns + 1), sizeof *own->count);
    }
}

void tally_release(struct tally *t)
{
    for (int d = 0; d < t->demand_count; d++) {
        free(t->demands[d].bit);
        free(t->demands[d].count);
    }
    free(t->demands);
    free(t->heads);
    *t = (struct tally){0};
}

void tally_clear(struct tally *t)
{
    size_t places = (size_t)t->field->places;
    if (places > 0)
        memset(t->heads, 0, places * sizeof *t->heads);
    for (int d = 0; d < t->demand_count; d++)
        memset(t->demands[d].count, 0, places * (size_t)(t->demands[d].columns + 1) * sizeof(int));
}

static int size_strain(const struct tally *t, int k)
{
    const struct field *f = t->field;
    int size = t->heads[k];
    return size < f->least[k] ? f->least[k] - size : size > f->most[k] ? size - f->most[k] : 0;
}

/* What a place strains for one demand, from its counts; AT_MOST apart, where only the person's own label matters. */
static int demand_strain(const struct tally_demand *t, const int *count, int heads)
{
    int most = 0;
    switch (t->what->type) {
    case MATCH_NEVER_ALONE:
        return count[0] == 1;
    case MATCH_AT_LEAST:
        return heads > 0 && count[0] < t->what->limit ? t->what->limit - count[0] : 0;
    default: /* SHARED: how many would have to leave so that the others have a bit in common */
        for (int b = 0; b < t->columns; b++)
            most = count[b] > most ? count[b] : most;
        return heads - most;
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

/* Moves one person in (by = 1) or out (by = -1) as one demand sees it; `heads` before that. */
static int demand_move(struct tally_demand *t, int person, int k, int heads, int by)
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
    int before = demand_strain(t, count, heads);
    count_person(t, count, person, by);
    return demand_strain(t, count, heads + by) - before;
}

static int move_unit(struct tally *t, int unit, int k, int by)
{
    const struct field *f = t->field;
    int grown = -size_strain(t, k);
    for (int a = f->start[unit]; a < f->start[unit + 1]; a++) {
        for (int d = 0; d < t->demand_count; d++)
            grown += demand_move(&t->demands[d], f->member[a], k, t->heads[k], by);
        t->heads[k] += by;
    }
    return grown + size_strain(t, k);
}

int tally_add(struct tally *t, int unit, int k)
{
    return move_unit(t, unit, k, 1);
}

int tally_remove(struct tally *t, int unit, int k)
{
    return move_unit(t, unit, k, -1);
}
