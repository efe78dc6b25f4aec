/* Size vectors, the best first, by dynamic programming over places and people. Annealing changes the sizes hardly ever
 * by itself: on the entry from one vector to another, a place must first become too small or too large. */
#include "match/groups/start.h"

#include "base/mem.h"
#include "match/solver.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 1000000, MOST_TRIALS = 20000000 };

/* The sizes of the first so many places with so many people. */
struct partial_sizes {
    int64_t pairs, cubes; /* two entries with equal sums count as the same sizes in another order */
    int size, before;     /* the size of the last place; number of the entry for the places before it */
};

struct size_table {
    const struct instance *inst;
    int width;                     /* most entries of a cell; a cell is a number of places and a number of people */
    int sign;                      /* 1: the most pairs; -1: the fewest */
    struct partial_sizes *entries; /* (places + 1) x (people + 1) x width, the best first */
    int *count;
};

static size_t cell(const struct size_table *t, int places, int people)
{
    return (size_t)places * ((size_t)t->inst->people + 1) + (size_t)people;
}

static void add_entry(struct size_table *t, size_t at, struct partial_sizes entry)
{
    struct partial_sizes *entries = t->entries + at * (size_t)t->width;
    int *count = &t->count[at], i = *count;
    for (int k = 0; k < *count; k++)
        if (entries[k].pairs == entry.pairs && entries[k].cubes == entry.cubes)
            return;
    if (i == t->width && t->sign * entry.pairs <= t->sign * entries[i - 1].pairs)
        return;
    i = i < t->width ? (*count)++ : i - 1;
    for (; i > 0 && t->sign * entries[i - 1].pairs < t->sign * entry.pairs; i--)
        entries[i] = entries[i - 1];
    entries[i] = entry;
}

/* All sizes of places 0..k with so many people, from the cells without place k. */
static void fill_cell(struct size_table *t, int k, int people)
{
    const struct instance *inst = t->inst;
    for (int size = inst->least[k]; size <= inst->most[k] && size <= people; size++) {
        size_t from = cell(t, k, people - size);
        for (int i = 0; i < t->count[from]; i++) {
            const struct partial_sizes *entry = &t->entries[from * (size_t)t->width + (size_t)i];
            int64_t pairs = (int64_t)size * (size - 1) / 2;
            add_entry(
                t, cell(t, k + 1, people),
                (struct partial_sizes){entry->pairs + pairs, entry->cubes + (int64_t)size * size * size, size, i});
        }
    }
}

static void read_sizes(const struct size_table *t, int which, int *sizes)
{
    int people = t->inst->people;
    for (int k = t->inst->places; k > 0; k--) {
        const struct partial_sizes *entry = &t->entries[cell(t, k, people) * (size_t)t->width + (size_t)which];
        sizes[k - 1] = entry->size;
        people -= entry->size;
        which = entry->before;
    }
}

static void count_work(const struct instance *inst, uint64_t operations)
{
    if (inst->watch)
        watch_work(inst->watch, operations);
}

/* 1 if a pair brings at least as much as it costs on average, else -1. */
static int sign_of(const struct instance *inst)
{
    int64_t sum = 0;
    for (int u = 0; u < inst->units; u++) {
        for (int v = 0; v < u; v++) {
            size_t at = (size_t)u * (size_t)inst->stride + (size_t)v;
            sum += inst->pair[at] + (inst->apart[(size_t)u * (size_t)inst->units + (size_t)v] ? inst->penalty : 0);
        }
        count_work(inst, (uint64_t)u);
    }
    return sum >= 0 ? 1 : -1;
}

/* How many entries fill_cell() would read with one entry a cell. */
static int64_t trials_of(const struct instance *inst)
{
    int64_t sum = 0;
    for (int k = 0; k < inst->places; k++) {
        int most = inst->most[k] < inst->people ? inst->most[k] : inst->people;
        sum += (int64_t)(most - inst->least[k] + 1) * inst->people;
    }
    return sum;
}

int start_size_vectors(const struct instance *inst, int wanted, int *sizes)
{
    size_t cells = ((size_t)inst->places + 1) * ((size_t)inst->people + 1);
    struct size_table t = {.inst = inst, .width = wanted, .sign = sign_of(inst)};
    if (cells > MOST_CELLS || inst->places == 0 || trials_of(inst) > MOST_TRIALS)
        return 0;
    while (t.width > 1 && (cells * (size_t)t.width > MOST_CELLS || trials_of(inst) * t.width > MOST_TRIALS))
        t.width--;
    t.entries = xcalloc(cells * (size_t)t.width, sizeof *t.entries);
    t.count = xcalloc(cells, sizeof *t.count);
    t.count[0] = 1;
    for (int k = 0; k < inst->places; k++)
        for (int people = 0; people <= inst->people; people++) {
            fill_cell(&t, k, people);
            count_work(inst, (uint64_t)(inst->most[k] - inst->least[k] + 1) * (uint64_t)t.width);
        }
    int found = t.count[cell(&t, inst->places, inst->people)];
    for (int i = 0; i < found; i++)
        read_sizes(&t, i, sizes + (size_t)i * (size_t)inst->places);
    free(t.entries);
    free(t.count);
    return found;
}
