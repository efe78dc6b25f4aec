/* Rounds of groups, one after the other: each is solved with the rounds before it fixed. The plan of all rounds
 * together starts from this one and is never worse. */
#ifndef PEERLOOM_MATCH_ROUNDS_GREEDY_H
#define PEERLOOM_MATCH_ROUNDS_GREEDY_H

#include "match/solver.h"

/* Replaces the seatings by the rounds that it finds. A round that it has no effort for remains as it is, found or not.
 * Uses at most `effort` steps for each. */
void rounds_greedy(const struct rules *rounds, int count, enum match_aim aim, uint64_t seed, uint64_t effort,
                   struct watch *w, struct seating *seatings);

#endif
