/* board_gain.c: what a move or a swap would change, in numbers, worked out from the matrix of scores. See board.h. */
#include <stdlib.h>

#include "base/mem.h"
#include "ui/screens/board.h"

int *board_members(const struct matching_table *column, int *count)
{
    int *people = xcalloc((size_t)column->count + 1, sizeof *people);
    *count = column->count;
    for (int i = 0; i < column->count; i++)
        people[i] = column->people[i];
    return people;
}

int board_matched(const struct board *b, int person)
{
    return person < b->matching.count ? person : MATCHING_NONE;
}

/* The column without one person: how many the others are, what they are worth, and what that person adds to it. */
struct others {
    int count;
    int64_t sum, gain;
    bool inside; /* the person is in the column */
};

static struct others others_of(const struct board *b, const struct matching_table *column, int person)
{
    struct others o = {0};
    int count, *people = board_members(column, &count);
    for (int i = 0; i < count; i++)
        if (people[i] != person)
            people[o.count++] = people[i];
    o.inside = o.count < count;
    o.sum = matching_sum(&b->matching, people, o.count);
    o.gain = matching_gain(&b->matching, person, people, o.count);
    free(people);
    return o;
}

struct board_gain board_gain(const struct board *b, int person, const struct matching_table *from, const struct matching_table *to)
{
    const struct matching *m = &b->matching;
    struct board_gain g = {0};
    struct others there = others_of(b, from, person), here = others_of(b, to, person);
    g.company = here.count;
    if (*from->id) { /* the pool is worth nothing */
        g.left_now = matching_fit(m, there.sum + there.gain, there.count + 1);
        g.left_then = matching_fit(m, there.sum, there.count);
    }
    if (*to->id) {
        g.then = matching_fit(m, here.sum + here.gain, here.count + 1);
        g.now = here.inside ? g.then : matching_fit(m, here.sum, here.count);
    }
    if (from != to)
        g.together = g.left_then - g.left_now + g.then - g.now;
    return g;
}

/* What a column's fit gains when one person leaves it and another comes. */
static int gain_of_change(const struct board *b, const struct matching_table *column, int leaves, int comes)
{
    const struct matching *m = &b->matching;
    int count, *people = board_members(column, &count);
    int now = matching_fit(m, matching_sum(m, people, count), count);
    for (int i = 0; i < count; i++)
        people[i] = people[i] == leaves ? comes : people[i];
    int then = matching_fit(m, matching_sum(m, people, count), count);
    free(people);
    return *column->id ? then - now : 0;
}

int board_gain_of_swap(const struct board *b, int one, const struct matching_table *ones, int other,
                       const struct matching_table *others)
{
    return gain_of_change(b, ones, one, other) + gain_of_change(b, others, other, one);
}
