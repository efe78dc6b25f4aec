/* Rounds of groups, one after the other: each the best that can be found given those before it. What people would get
 * who planned round by round; a plan of all rounds together starts from it and is never worse. */
#ifndef PEERLOOM_MATCH_ROUNDS_GREEDY_H
#define PEERLOOM_MATCH_ROUNDS_GREEDY_H

#include "match/solver.h"

/* Replaces seatings, a first answer for all rounds or not found, by the rounds that it finds; those it has no time for
 * stay as they are. Spends at most `effort` steps on each. */
void rounds_greedy(const struct rules *rounds, int count, enum match_aim aim, uint64_t seed, uint64_t effort,
                   struct watch *w, struct seating *seatings);

#endif
