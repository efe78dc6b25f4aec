/* All groups that the rules allow: the columns of the set partitioning problem. */
#ifndef PEERLOOM_MATCH_SETPART_COLUMN_SET_H
#define PEERLOOM_MATCH_SETPART_COLUMN_SET_H

#include "match/solver.h"

enum { COLUMN_SET_MOST_PEOPLE = 16 }; /* of a group */

struct column_set {
    int width; /* people of the largest group */
    size_t count, cap;
    uint16_t *people; /* count x width, ascending; filled up with n, a dummy person with price 0 */
    int32_t *worth;   /* the sum over its pairs */
    int32_t *floor;   /* the least that one of its people gets; NULL unless asked for */
};

/* Lists all groups of least..most people; with their floors if `floors`. False: stopped. */
bool column_set_init(struct column_set *c, const struct rules *r, int least, int most, bool floors, struct watch *w);
void column_set_release(struct column_set *c);
/* The people of a group, n being the number of all. */
int column_set_size(const struct column_set *c, size_t column, int n);

#endif
