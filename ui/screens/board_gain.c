/* board_gain.c: what a move or a swap would change, in numbers, worked out from the matrix of scores. See board.h. */
#include <stdlib.h>

#include "base/mem.h"
#include "ui/screens/board.h"

int *board_members(const struct board *b, const struct board_column *column, int *count)
{
    int *people = xcalloc(column->count + 1, sizeof *people);
    *count = 0;
    for (size_t i = 0; i < column->count; i++) {
        int person = b->matched ? matching_person(&b->matching, b->model.people[column->cards[i].person].id) : MATCHING_NONE;
        if (person != MATCHING_NONE)
            people[(*count)++] = person;
    }
    return people;
}

/* The column without one person: how many the others are, what they are worth, and what that person adds to it. */
struct others {
    int count;
    int64_t sum, gain;
    bool inside; /* the person is in the column */
};

static struct others others_of(const struct board *b, const struct board_column *column, int person)
{
    struct others o = {0};
    int count, *people = board_members(b, column, &count);
    for (int i = 0; i < count; i++)
        if (people[i] != person)
            people[o.count++] = people[i];
    o.inside = o.count < count;
    o.sum = matching_sum(&b->matching, people, o.count);
    o.gain = matching_gain(&b->matching, person, people, o.count);
    free(people);
    return o;
}

struct board_gain board_gain(const struct board *b, int person, const struct board_column *from, const struct board_column *to)
{
    const struct matching *m = &b->matching;
    struct board_gain g = {0};
    struct others there = others_of(b, from, person), here = others_of(b, to, person);
    g.company = here.count;
    if (*from->id) { /* the pool is worth nothing */
        g.left_now = matching_fit(m, there.sum + there.gain, there.count + 1);
        g.left_then = matching_fit(m, there.sum, there.count);
        g.points -= there.gain;
    }
    if (*to->id) {
        g.then = matching_fit(m, here.sum + here.gain, here.count + 1);
        g.now = here.inside ? g.then : matching_fit(m, here.sum, here.count);
        g.points += here.inside ? 0 : here.gain;
    }
    if (from == to)
        g.points = 0;
    return g;
}

int64_t board_gain_of_swap(const struct board *b, int one, const struct board_column *ones, int other,
                           const struct board_column *others)
{
    const struct matching *m = &b->matching;
    int count;
    int64_t points = 0;
    const struct board_column *columns[] = {ones, others};
    int leaves[] = {one, other}, comes[] = {other, one};
    for (int side = 0; side < 2; side++) {
        int *people = board_members(b, columns[side], &count), stay = 0;
        for (int i = 0; i < count; i++)
            if (people[i] != leaves[side])
                people[stay++] = people[i];
        if (*columns[side]->id)
            points += matching_gain(m, comes[side], people, stay) - matching_gain(m, leaves[side], people, stay);
        free(people);
    }
    return points;
}

long board_points(int64_t score)
{
    int64_t half = score < 0 ? -CRITERION_FULL / 2 : CRITERION_FULL / 2;
    return (long)((score + half) / CRITERION_FULL);
}
