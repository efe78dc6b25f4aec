/* Backtracking: the last resort for a feasible start, and for few people the proof that there is none. */
#include "match/groups/start.h"

#include "base/mem.h"

#include <stdlib.h>

struct backtrack {
    const struct instance *inst;
    struct watch *watch;
    uint64_t trials;
    struct place_tally tally;
    int *order, *place;
    bool stopped;
};

/* The units with the most people first, equal ones by how many others they are apart from. */
static void order_units(struct backtrack *s)
{
    const struct instance *inst = s->inst;
    int64_t *rank = xcalloc((size_t)inst->units, sizeof *rank);
    for (int u = 0; u < inst->units; u++) {
        for (int v = 0; v < inst->units; v++)
            rank[u] += inst->apart[(size_t)u * (size_t)inst->units + (size_t)v];
        rank[u] += (int64_t)inst->weight[u] * MATCH_MOST_PEOPLE;
        int at = u;
        for (; at > 0 && rank[s->order[at - 1]] < rank[u]; at--)
            s->order[at] = s->order[at - 1];
        s->order[at] = u;
    }
    free(rank);
}

static bool fits(const struct backtrack *s, int u, int k, int placed)
{
    const struct instance *inst = s->inst;
    if (s->tally.size[k] + inst->weight[u] > inst->most[k])
        return false;
    for (int i = 0; i < placed && inst->any_apart; i++)
        if (s->place[s->order[i]] == k && inst->apart[(size_t)u * (size_t)inst->units + (size_t)s->order[i]])
            return false;
    return true;
}

/* Whether enough people are left to reach the least size of every place. */
static bool enough(const struct backtrack *s, int left)
{
    const struct instance *inst = s->inst;
    int missing = 0;
    for (int k = 0; k < inst->places; k++)
        missing += s->tally.size[k] < inst->least[k] ? inst->least[k] - s->tally.size[k] : 0;
    return missing <= left;
}

static bool place_next(struct backtrack *s, int placed, int left)
{
    const struct instance *inst = s->inst;
    if (placed == inst->units)
        return instance_feasible(inst, s->place);
    if (s->trials == 0 || (s->watch && watch_work(s->watch, (uint64_t)inst->places + 50))) {
        s->stopped = true;
        return false;
    }
    s->trials--;
    int u = s->order[placed];
    bool empty_tried = false;
    for (int k = 0; k < inst->places && !s->stopped; k++) {
        bool empty = inst->interchangeable && s->tally.size[k] == 0;
        if ((empty && empty_tried) || !fits(s, u, k, placed))
            continue;
        empty_tried |= empty;
        s->place[u] = k;
        tally_add(&s->tally, u, k);
        if (enough(s, left - inst->weight[u]) && place_next(s, placed + 1, left - inst->weight[u]))
            return true;
        tally_remove(&s->tally, u, k);
    }
    return false;
}

enum match_state start_backtrack(const struct instance *inst, uint64_t trials, struct watch *watch, int *place)
{
    struct backtrack s = {.inst = inst, .watch = watch, .trials = trials, .place = place};
    tally_init(&s.tally, inst);
    s.order = xcalloc((size_t)inst->units, sizeof *s.order);
    order_units(&s);
    bool found = place_next(&s, 0, inst->people);
    tally_release(&s.tally);
    free(s.order);
    return found ? MATCH_FEASIBLE : s.stopped ? MATCH_UNKNOWN : MATCH_INFEASIBLE;
}
