/* Good size vectors, the best first: where sizes may differ, who sits where is chosen many times a second, but a walk hardly
 * ever finds its way from one set of sizes to another, as one place must first become too small or too large. */
#include "match/groups/start.h"

#include "base/mem.h"
#include "match/solver.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 1000000, MOST_TRIALS = 20000000 };

/* One way to seat so many people in the first so many places. */
struct way {
    int64_t pairs, cubes; /* the same of both: taken for the same sizes in another order */
    int size, before;     /* the size of the last place, and which way of the places before it */
};

struct table {
    const struct field *field;
    int width;        /* ways kept for each number of places and people */
    int sign;         /* 1: the most pairs; -1: the fewest */
    struct way *ways; /* (places + 1) x (people + 1) x width, best first */
    int *count;
};

static size_t cell(const struct table *t, int places, int people)
{
    return (size_t)places * ((size_t)t->field->people + 1) + (size_t)people;
}

static void add_way(struct table *t, size_t at, struct way way)
{
    struct way *ways = t->ways + at * (size_t)t->width;
    int *count = &t->count[at], i = *count;
    for (int k = 0; k < *count; k++)
        if (ways[k].pairs == way.pairs && ways[k].cubes == way.cubes)
            return;
    if (i == t->width && t->sign * way.pairs <= t->sign * ways[i - 1].pairs)
        return;
    i = i < t->width ? (*count)++ : i - 1;
    for (; i > 0 && t->sign * ways[i - 1].pairs < t->sign * way.pairs; i--)
        ways[i] = ways[i - 1];
    ways[i] = way;
}

/* All ways to add place k with people in all from all ways without it. */
static void fill_cell(struct table *t, int k, int people)
{
    const struct field *f = t->field;
    for (int size = f->least[k]; size <= f->most[k] && size <= people; size++) {
        size_t from = cell(t, k, people - size);
        for (int i = 0; i < t->count[from]; i++) {
            const struct way *way = &t->ways[from * (size_t)t->width + (size_t)i];
            int64_t pairs = (int64_t)size * (size - 1) / 2;
            add_way(t, cell(t, k + 1, people),
                    (struct way){way->pairs + pairs, way->cubes + (int64_t)size * size * size, size, i});
        }
    }
}

static void read_sizes(const struct table *t, int which, int *sizes)
{
    int people = t->field->people;
    for (int k = t->field->places; k > 0; k--) {
        const struct way *way = &t->ways[cell(t, k, people) * (size_t)t->width + (size_t)which];
        sizes[k - 1] = way->size;
        people -= way->size;
        which = way->before;
    }
}

/* Tells the watch, if there is one. */
static void tell(const struct field *f, uint64_t operations)
{
    if (f->watch)
        watch_work(f->watch, operations);
}

/* Whether the pairs of people bring more than they cost, on the whole. */
static int sign_of(const struct field *f)
{
    int64_t sum = 0;
    for (int u = 0; u < f->units; u++) {
        for (int v = 0; v < u; v++) {
            size_t at = (size_t)u * (size_t)f->stride + (size_t)v;
            sum += f->pair[at] + (f->apart[(size_t)u * (size_t)f->units + (size_t)v] ? f->pressure : 0);
        }
        tell(f, (uint64_t)u);
    }
    return sum >= 0 ? 1 : -1;
}

/* How often fill_cell() would look at a way, with one way to a cell. */
static int64_t trials_of(const struct field *f)
{
    int64_t sum = 0;
    for (int k = 0; k < f->places; k++) {
        int most = f->most[k] < f->people ? f->most[k] : f->people;
        sum += (int64_t)(most - f->least[k] + 1) * f->people;
    }
    return sum;
}

int start_sizes(const struct field *f, int wanted, int *sizes)
{
    size_t cells = ((size_t)f->places + 1) * ((size_t)f->people + 1);
    struct table t = {.field = f, .width = wanted, .sign = sign_of(f)};
    if (cells > MOST_CELLS || f->places == 0 || trials_of(f) > MOST_TRIALS)
        return 0;
    while (t.width > 1 && (cells * (size_t)t.width > MOST_CELLS || trials_of(f) * t.width > MOST_TRIALS))
        t.width--;
    t.ways = xcalloc(cells * (size_t)t.width, sizeof *t.ways);
    t.count = xcalloc(cells, sizeof *t.count);
    t.count[0] = 1;
    for (int k = 0; k < f->places; k++)
        for (int people = 0; people <= f->people; people++) {
            fill_cell(&t, k, people);
            tell(f, (uint64_t)(f->most[k] - f->least[k] + 1) * (uint64_t)t.width);
        }
    int found = t.count[cell(&t, f->places, f->people)];
    for (int i = 0; i < found; i++)
        read_sizes(&t, i, sizes + (size_t)i * (size_t)f->places);
    free(t.ways);
    free(t.count);
    return found;
}
