/* shared.h: what people have in common, in words: what they face, offer and seek (kind interest).
 *
 * Nothing is weighed, so that the people at the table judge for themselves; see S3, "match peers by what they face", in the Guide's
 * second phase. What it is worth: matching_reasons().
 */
#ifndef PEERLOOM_ROUND_SHARED_H
#define PEERLOOM_ROUND_SHARED_H

#include "round/matching.h"

struct shared_words {
    int about;           /* only what this person has a part in; MATCHING_NONE: everything */
    const char *between; /* what stands between two statements: "\n", "; " */
    bool capital;        /* "All 3 face" instead of "all 3 face" */
};

/* Appends what these people share: what all face, who offers what another seeks or faces, what some face, what is sought
 * and offered by nobody. One person: what they face, offer and seek. Nothing for nobody. */
void matching_shared(const struct matching *m, const int *people, int count, const struct shared_words *words, struct buf *out);
/* The same of all who are in the pair or group. */
void matching_table_shared(const struct matching *m, const struct matching_table *t, const struct shared_words *words, struct buf *out);
/* Names in a sentence, "A, B and C"; of more than five "A, B, C and 4 others". Appends. */
void matching_few_names(const struct matching *m, const int *people, int count, struct buf *out);

#endif
