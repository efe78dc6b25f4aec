/* meetings.c: see meetings.h. */
#include "round/meetings.h"

#include "base/mem.h"

static void add_gathering(const struct handout *s, const struct matching_table *g, struct meeting *meetings)
{
    for (int i = 0; i < g->count; i++)
        for (int j = 0; j < g->count; j++) {
            struct meeting *both = &meetings[(size_t)g->people[i] * (size_t)s->m.count + (size_t)g->people[j]];
            if (g->people[i] == g->people[j])
                continue;
            if (both->times++ == 0 || g->round < both->first)
                both->first = g->round;
        }
}

struct meeting *meetings_of(const struct handout *s)
{
    size_t n = (size_t)s->m.count;
    struct meeting *meetings = xcalloc(n * n + 1, sizeof *meetings);
    for (int i = 0; i < s->m.arrangement_count; i++)
        if (handout_counts(s, &s->m.arrangements[i]))
            add_gathering(s, &s->m.arrangements[i], meetings);
    return meetings;
}

int meetings_met(const struct handout *s, const struct meeting *meetings, int person)
{
    int met = 0;
    for (int i = 0; i < s->m.count; i++)
        met += meetings[(size_t)person * (size_t)s->m.count + (size_t)i].times > 0;
    return met;
}

bool meetings_count(const struct handout *s, const struct meeting *meetings, int person)
{
    return s->m.people[person].readiness != WAITS_STATUS || meetings_met(s, meetings, person) > 0;
}
