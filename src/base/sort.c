/* sort.c: see sort.h. A merge sort from below: runs of one element, of two, of four ... */
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct sorting {
    size_t size;
    int (*compare)(const void *a, const void *b);
};

/* Merges the sorted runs [from, middle) and [middle, to) into `out`; of equals the one from the first run goes first. */
static void merge(const struct sorting *s, const char *from, const char *middle, const char *to, char *out)
{
    const char *left = from, *right = middle;
    for (; left < middle || right < to; out += s->size) {
        const char **next = right == to || (left < middle && s->compare(left, right) <= 0) ? &left : &right;
        memcpy(out, *next, s->size);
        *next += s->size;
    }
}

void sort_stable(void *elements, size_t count, size_t size, int (*compare)(const void *a, const void *b))
{
    if (count < 2)
        return;
    struct sorting s = {size, compare};
    char *from = elements, *to = xcalloc(count, size), *spare = to;
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t at = 0; at < count; at += 2 * run) {
            size_t middle = at + run < count ? at + run : count, end = at + 2 * run < count ? at + 2 * run : count;
            merge(&s, from + at * size, from + middle * size, from + end * size, to + at * size);
        }
        char *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != elements)
        memcpy(elements, from, count * size);
    free(spare);
}
