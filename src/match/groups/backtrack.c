/* Trying all arrangements in order: the last resort for a start, and for few people the proof that there is none. */
#include "match/groups/start.h"

#include "base/mem.h"

#include <stdlib.h>

struct search {
    const struct field *field;
    struct watch *watch;
    uint64_t trials;
    struct tally tally;
    int *order, *place;
    bool halted;
};

/* The units with the most that they must not meet first, heavier ones before lighter. */
static void order_units(struct search *s)
{
    const struct field *f = s->field;
    int64_t *rank = xcalloc((size_t)f->units, sizeof *rank);
    for (int u = 0; u < f->units; u++) {
        for (int v = 0; v < f->units; v++)
            rank[u] += f->apart[(size_t)u * (size_t)f->units + (size_t)v];
        rank[u] += (int64_t)f->weight[u] * MATCH_MOST_PEOPLE;
        int at = u;
        for (; at > 0 && rank[s->order[at - 1]] < rank[u]; at--)
            s->order[at] = s->order[at - 1];
        s->order[at] = u;
    }
    free(rank);
}

static bool fits(const struct search *s, int u, int k, int seated)
{
    const struct field *f = s->field;
    if (s->tally.heads[k] + f->weight[u] > f->most[k])
        return false;
    for (int i = 0; i < seated && f->any_apart; i++)
        if (s->place[s->order[i]] == k && f->apart[(size_t)u * (size_t)f->units + (size_t)s->order[i]])
            return false;
    return true;
}

/* Whether there are still enough people for all places that need some. */
static bool enough(const struct search *s, int left)
{
    const struct field *f = s->field;
    int missing = 0;
    for (int k = 0; k < f->places; k++)
        missing += s->tally.heads[k] < f->least[k] ? f->least[k] - s->tally.heads[k] : 0;
    return missing <= left;
}

static bool seat(struct search *s, int seated, int left)
{
    const struct field *f = s->field;
    if (seated == f->units)
        return field_keeps(f, s->place);
    if (s->trials == 0 || (s->watch && watch_work(s->watch, (uint64_t)f->places + 50))) {
        s->halted = true;
        return false;
    }
    s->trials--;
    int u = s->order[seated];
    bool empty_tried = false;
    for (int k = 0; k < f->places && !s->halted; k++) {
        bool empty = f->alike && s->tally.heads[k] == 0;
        if ((empty && empty_tried) || !fits(s, u, k, seated))
            continue;
        empty_tried |= empty;
        s->place[u] = k;
        tally_add(&s->tally, u, k);
        if (enough(s, left - f->weight[u]) && seat(s, seated + 1, left - f->weight[u]))
            return true;
        tally_remove(&s->tally, u, k);
    }
    return false;
}

enum match_state start_search(const struct field *f, uint64_t trials, struct watch *watch, int *place)
{
    struct search s = {.field = f, .watch = watch, .trials = trials, .place = place};
    tally_init(&s.tally, f);
    s.order = xcalloc((size_t)f->units, sizeof *s.order);
    order_units(&s);
    bool found = seat(&s, 0, f->people);
    tally_release(&s.tally);
    free(s.order);
    return found ? MATCH_FEASIBLE : s.halted ? MATCH_UNKNOWN : MATCH_INFEASIBLE;
}
