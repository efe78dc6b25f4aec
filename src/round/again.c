/* again.c: who meets again, and when they met before. See matching.h. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "round/internal.h"

static bool is_in(const int *people, int count, int person)
{
    for (int i = 0; i < count; i++)
        if (people[i] == person)
            return true;
    return false;
}

/* Calls with those of `people` who are in `others` too, if there are two of them. */
static void common(const int *people, int count, const int *others, int other_count, int round, matching_again_fn fn,
                   void *data)
{
    int *both = xcalloc((size_t)count + 1, sizeof *both), n = 0;
    for (int i = 0; i < count; i++)
        if (is_in(others, other_count, people[i]))
            both[n++] = people[i];
    if (n > 1)
        fn(data, round, both, n);
    free(both);
}

static void each_past(const struct matching *m, const int *people, int count, matching_again_fn fn, void *data)
{
    for (int i = 0; i < m->past_count; i++)
        common(people, count, m->past[i]->people, m->past[i]->count, m->past[i]->round, fn, data);
}

/* By round, the earliest first: earlier rounds, then what stays as it is in the round that was read, then the plan's
 * own. */
void suggestion_each_again(const struct matching *m, const struct suggestion *s, const struct suggested *g,
                           matching_again_fn fn, void *data)
{
    each_past(m, g->people, g->count, fn, data);
    for (int t = 0; t < m->table_count && g->round > 0; t++)
        if (m->tables[t]->fixed && !m->tables[t]->beside)
            common(g->people, g->count, m->tables[t]->people, m->tables[t]->count, m->round, fn, data);
    for (int i = 0; i < s->count; i++)
        if (s->groups[i].round < g->round)
            common(g->people, g->count, s->groups[i].people, s->groups[i].count, m->round + s->groups[i].round, fn,
                   data);
}

struct saying {
    const struct matching *m;
    int round, lines; /* the round in which they meet again */
    struct buf *out;
};

static void say(void *data, int round, const int *people, int count)
{
    struct saying *s = data;
    struct buf names = BUF_INIT;
    matching_names(s->m, people, count, &names);
    buf_adds(s->out, s->out->len ? "\n" : "");
    buf_addf(s->out, _("%s meet again: round %d and round %d."), buf_str(&names), round, s->round);
    buf_release(&names);
    s->lines++;
}

int suggestion_again(const struct matching *m, const struct suggestion *s, const struct suggested *g, struct buf *out)
{
    struct saying saying = {.m = m, .round = m->round + g->round, .out = out};
    suggestion_each_again(m, s, g, say, &saying);
    return saying.lines;
}

void matching_say_again(const struct matching *m, const int *people, int count, struct buf *out)
{
    struct saying saying = {.m = m, .round = m->round, .out = out};
    each_past(m, people, count, say, &saying);
}
