/* near.h: which of several words was meant by one that is misspelt. */
#ifndef PEERLOOM_BASE_NEAR_H
#define PEERLOOM_BASE_NEAR_H

#include <stddef.h>

/* Offer each word that there is; then near_best() is the one meant. */
struct near {
    const char *word; /* as typed */
    const char *best;
    size_t distance;
};

/* Bytes to insert, leave out, change, or swap with the next, to get from one word to the other (Damerau-Levenshtein,
 * each place edited once). Words over 40 bytes are as far apart as the longer one is long. */
size_t near_distance(const char *a, const char *b);

void near_offer(struct near *n, const char *candidate);
/* NULL if nothing is near: more than a third of the letters would have to be others. The first of several wins. */
const char *near_best(const struct near *n);

#endif
