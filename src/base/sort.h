/* sort.h: the one way to sort. Elements that compare as equal keep their order, so a list looks the same with every C
 * library; the order that qsort() leaves them in is the library's own (ISO C11 7.22.5.2). */
#ifndef PEERLOOM_BASE_SORT_H
#define PEERLOOM_BASE_SORT_H

#include <stddef.h>

/* Sorts `count` elements of `size` bytes each, in place. `compare` is that of qsort(). Needs room for a second copy, and
 * takes at most count * log2(count) comparisons. */
void sort_stable(void *elements, size_t count, size_t size, int (*compare)(const void *a, const void *b));

#endif
