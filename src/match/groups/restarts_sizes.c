/* The hunt where sizes may differ. A walk that may move people one by one hardly finds better sizes, as one place must first
 * become too small or too large; so it is tried which of a few good size vectors does best, and most runs keep to that. */
#include "match/groups/restarts.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

const int *hunt_sizes(const struct hunt *h, int which)
{
    return which < h->size_count ? h->sizes + (size_t)which * (size_t)h->field.places : NULL;
}

void hunt_narrow(struct hunt *h, int which)
{
    h->narrowed = which;
    field_narrow(&h->field, hunt_sizes(h, which));
}

void hunt_learn_sizes(struct hunt *h)
{
    struct sizing *s = &h->sizing[h->narrowed];
    s->failed = !walk_feasible(&h->walk) && s->runs == 0;
    if (!walk_feasible(&h->walk))
        return;
    s->runs++;
    s->energy += ((double)walk_energy(&h->walk) - s->energy) / s->runs;
}

/* Whether these sizes did better than those; of such as have had no run the first, before those that failed. */
static bool sizes_beat(const struct hunt *h, int these, int those)
{
    const struct sizing *one = &h->sizing[these], *other = &h->sizing[those];
    if (one->failed != other->failed || (one->runs > 0) != (other->runs > 0))
        return one->failed != other->failed ? other->failed : one->runs > 0;
    return one->energy > other->energy || (!(one->energy < other->energy) && these < those);
}

int hunt_ranked_sizes(const struct hunt *h, int rank)
{
    for (int which = 0; which < h->size_count; which++) {
        int better = 0;
        for (int i = 0; i <= h->size_count; i++)
            better += i != which && sizes_beat(h, i, which);
        if (better == rank)
            return which;
    }
    return h->size_count;
}

int hunt_choose_sizes(struct hunt *h)
{
    int rank = 0;
    while (rank < h->size_count && random_below(&h->walk.random, 8) == 0)
        rank++;
    return hunt_ranked_sizes(h, rank);
}

/* Whether two vectors hold the same sizes, in whatever order. */
static bool same_sizes(const int *one, const int *other, int places)
{
    int64_t squares = 0, cubes = 0;
    for (int k = 0; k < places; k++) {
        squares += (int64_t)one[k] * one[k] - (int64_t)other[k] * other[k];
        cubes += (int64_t)one[k] * one[k] * one[k] - (int64_t)other[k] * other[k] * other[k];
    }
    return squares == 0 && cubes == 0;
}

int hunt_adopt_sizes(struct hunt *h)
{
    int places = h->field.places, which = 0, *sizes = xcalloc((size_t)places, sizeof *sizes);
    for (int i = 0; i < h->field.people; i++)
        sizes[h->best->place[i]]++;
    while (which < h->size_count - 1 && !same_sizes(hunt_sizes(h, which), sizes, places))
        which++;
    memcpy(h->sizes + (size_t)which * (size_t)places, sizes, (size_t)places * sizeof *sizes);
    free(sizes);
    return which;
}
