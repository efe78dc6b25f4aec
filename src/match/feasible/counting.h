/* What follows for a round by counting: how many arrangements there can be, some proofs of infeasibility, and bounds
 * without a search. Cheap for any number of people. */
#ifndef PEERLOOM_MATCH_FEASIBLE_COUNTING_H
#define PEERLOOM_MATCH_FEASIBLE_COUNTING_H

#include "match/rules.h"

/* The least and most people in any arrangement, and the lowest and highest number of arrangements that the sizes allow.
 * If fewest > highest, there is no solution. Pairs of an odd number of people have one trio: sizes 2 and 3. */
struct counting_sizes {
    int least, most, fewest, highest;
};

/* Whether the problem is one of pairs (with one trio if the number is odd). */
bool counting_pairs(const struct match_problem *problem);
struct counting_sizes counting_sizes(const struct rules *r);

/* True: proved infeasible. False: unknown. */
bool counting_refutes(const struct rules *r);

/* Returns a bound on the worth, and sets *floor to a bound on the floor: as if everybody had the best partners. */
int64_t counting_bound(const struct rules *r, int64_t *floor);

#endif
