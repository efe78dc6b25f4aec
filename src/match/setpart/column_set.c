/* Groups are built person by person, in ascending order. A pair that is apart ends a branch at once. */
#include "match/setpart/column_set.h"

#include <stdlib.h>

#include "base/mem.h"

struct column_builder {
    struct column_set *c;
    const struct rules *r;
    struct watch *w;
    int least, most;
    bool floors;
    int people[COLUMN_SET_MOST_PEOPLE];
    int64_t worth[COLUMN_SET_MOST_PEOPLE + 1]; /* of the first so many people */
};

static int64_t least_gain(const struct column_builder *g, int count)
{
    int64_t least = INT64_MAX;
    for (int i = 0; i < count; i++) {
        const int32_t *row = g->r->score + (size_t)g->people[i] * (size_t)g->r->n;
        int64_t gets = 0;
        for (int j = 0; j < count; j++)
            gets += row[g->people[j]]; /* the diagonal is 0 */
        least = gets < least ? gets : least;
    }
    return least;
}

static void add_column(struct column_builder *g, int count)
{
    struct column_set *c = g->c;
    if (c->count == c->cap) {
        c->cap = c->cap ? 2 * c->cap : 4096;
        c->people = xrealloc(c->people, c->cap * (size_t)c->width * sizeof *c->people);
        c->worth = xrealloc(c->worth, c->cap * sizeof *c->worth);
        if (g->floors)
            c->floor = xrealloc(c->floor, c->cap * sizeof *c->floor);
    }
    uint16_t *people = c->people + c->count * (size_t)c->width;
    for (int i = 0; i < c->width; i++)
        people[i] = (uint16_t)(i < count ? g->people[i] : g->r->n);
    c->worth[c->count] = (int32_t)g->worth[count];
    if (g->floors)
        c->floor[c->count] = (int32_t)least_gain(g, count);
    c->count++;
}

/* Without rules about whole groups, it is enough that no two people are apart. */
static bool allowed(const struct column_builder *g, int count)
{
    const struct rules *r = g->r;
    return (r->demand_count == 0 && r->block_count == r->n) || rules_allow(r, g->people, count);
}

static void grow(struct column_builder *g, int count)
{
    const struct rules *r = g->r;
    if (count >= g->least && allowed(g, count))
        add_column(g, count);
    if (count == g->most)
        return;
    for (int p = count ? g->people[count - 1] + 1 : 0; p < r->n; p++) {
        const uint8_t *apart = r->apart + (size_t)p * (size_t)r->n;
        const int32_t *score = r->score + (size_t)p * (size_t)r->n;
        int64_t worth = g->worth[count];
        int i = 0;
        while (i < count && !apart[g->people[i]])
            worth += score[g->people[i++]];
        if (i < count)
            continue;
        g->people[count] = p;
        g->worth[count + 1] = worth;
        if (watch_work(g->w, 10))
            return;
        grow(g, count + 1);
    }
}

bool column_set_init(struct column_set *c, const struct rules *r, int least, int most, bool floors, struct watch *w)
{
    struct column_builder g = {.c = c, .r = r, .w = w, .least = least, .most = most, .floors = floors};
    *c = (struct column_set){.width = most};
    grow(&g, 0);
    return !w->stopped;
}

void column_set_release(struct column_set *c)
{
    free(c->people);
    free(c->worth);
    free(c->floor);
    *c = (struct column_set){0};
}

int column_set_size(const struct column_set *c, size_t column, int n)
{
    const uint16_t *people = c->people + column * (size_t)c->width;
    int size = 0;
    while (size < c->width && people[size] < n)
        size++;
    return size;
}
