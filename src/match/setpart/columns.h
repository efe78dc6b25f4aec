/* All groups that the rules allow, as the columns of a set partitioning problem. */
#ifndef PEERLOOM_MATCH_SETPART_COLUMNS_H
#define PEERLOOM_MATCH_SETPART_COLUMNS_H

#include "match/solver.h"

enum { COLUMN_LONGEST = 16 };

struct possible {
    int width;        /* people that a column has room for */
    size_t count, cap;
    uint16_t *people; /* count x width, ascending; after the last: the number of people (a person who costs nothing) */
    int32_t *worth;   /* the sum over its pairs */
    int32_t *floor;   /* what the one in it gets who gets least; NULL unless asked for */
};

/* False if it was stopped. Groups where somebody gets less than least_floor are left out. */
bool possible_init(struct possible *c, const struct rules *r, int least, int most, bool floors, struct watch *w);
void possible_release(struct possible *c);
int possible_size(const struct possible *c, size_t column, int n);

#endif
