/* What can be said of a round by counting alone: how many arrangements there can be, that there is no way at all, and bounds
 * that need no search. Cheap, and true for any number of people. */
#ifndef PEERLOOM_MATCH_FEASIBLE_COUNTING_H
#define PEERLOOM_MATCH_FEASIBLE_COUNTING_H

#include "match/rules.h"

/* The least and most people in any arrangement, and the fewest and most arrangements that the sizes leave room for; with
 * fewest > highest there is no way. Pairs of an odd number have one trio: sizes 2 and 3. */
struct counting {
    int least, most, fewest, highest;
};

/* Whether the problem asks for pairs (and one trio where need be). */
bool counting_pairs(const struct match_problem *problem);
struct counting counting_sizes(const struct rules *r);

/* True: no arrangement keeps the rules and the sizes. False says nothing. */
bool counting_refutes(const struct rules *r);

/* Returns a bound on worth, and sets *floor to a bound on what the person can get who gets least: as if everybody had their
 * best partners. */
int64_t counting_bound(const struct rules *r, int64_t *floor);

#endif
