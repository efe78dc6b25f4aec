/* columns.c: groups are grown person by person, in ascending order; a pair that can never be ends a branch at once. */
#include "match/setpart/columns.h"

#include <stdlib.h>

#include "base/mem.h"

struct growing {
    struct possible *c;
    const struct rules *r;
    struct watch *w;
    int least, most;
    bool floors;
    int people[COLUMN_LONGEST];
    int64_t worth[COLUMN_LONGEST + 1]; /* of the first so many */
};

static int64_t least_gain(const struct growing *g, int count)
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

static void put(struct growing *g, int count)
{
    struct possible *c = g->c;
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

/* Without rules about whole groups there is nothing more to ask than that no two are apart. */
static bool allowed(const struct growing *g, int count)
{
    const struct rules *r = g->r;
    return (r->demand_count == 0 && r->block_count == r->n) || rules_allow(r, g->people, count);
}

static void grow(struct growing *g, int count)
{
    const struct rules *r = g->r;
    if (count >= g->least && allowed(g, count))
        put(g, count);
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

bool possible_init(struct possible *c, const struct rules *r, int least, int most, bool floors, struct watch *w)
{
    struct growing g = {.c = c, .r = r, .w = w, .least = least, .most = most, .floors = floors};
    *c = (struct possible){.width = most};
    grow(&g, 0);
    return !w->stopped;
}

void possible_release(struct possible *c)
{
    free(c->people);
    free(c->worth);
    free(c->floor);
    *c = (struct possible){0};
}

int possible_size(const struct possible *c, size_t column, int n)
{
    const uint16_t *people = c->people + column * (size_t)c->width;
    int size = 0;
    while (size < c->width && people[size] < n)
        size++;
    return size;
}
