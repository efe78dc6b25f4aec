#include "match/rounds/plan_value.h"

#include "base/mem.h"
#include <stdlib.h>

int *plan_meetings_new(const struct match_problem *p)
{
    return xcalloc((size_t)p->n * (size_t)p->n + 1, sizeof(int));
}

void plan_meetings_count(int *met, const struct rules *r, const struct seating *s, int by)
{
    size_t n = (size_t)r->problem->n;
    int *place = xmalloc((n + 1) * sizeof *place);
    seating_write(s, r, place);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            met[i * n + j] += i != j && place[i] >= 0 && place[i] == place[j] ? by : 0;
    free(place);
}

/* Adds a pair that met so often. */
static void add_meetings(struct plan_value *v, int64_t times, int64_t cost)
{
    v->repeats += times > 1 ? times - 1 : 0;
    v->loss += cost * (times * (times - 1) / 2);
}

struct plan_value plan_value(const struct rules *rounds, const struct seating *seatings, int count)
{
    const struct match_problem *p = rounds->problem;
    struct plan_value v = {.floor = INT64_MAX};
    size_t n = (size_t)p->n;
    int *met = plan_meetings_new(p);
    for (int k = 0; k < count; k++) {
        plan_meetings_count(met, &rounds[k], &seatings[k], 1);
        v.worth += seatings[k].worth;
        v.floor = seatings[k].n > 0 && seatings[k].floor < v.floor ? seatings[k].floor : v.floor;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            add_meetings(&v, met[i * n + j], p->repeat_cost);
    free(met);
    return v;
}

bool plan_value_better(enum match_aim aim, int32_t repeat_cost, const struct plan_value *a, const struct plan_value *b)
{
    if (repeat_cost == 0 && a->repeats != b->repeats)
        return a->repeats < b->repeats;
    if (aim == MATCH_FAIREST && a->floor != b->floor)
        return a->floor > b->floor;
    return a->worth - a->loss > b->worth - b->loss;
}

bool plan_value_holds_up(enum match_aim aim, const struct plan_value *v, const struct plan_value *before)
{
    bool fairer = aim == MATCH_FAIREST && v->floor > before->floor;
    return v->repeats <= before->repeats && (fairer || v->worth >= before->worth);
}
