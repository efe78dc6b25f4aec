/* A first answer for rounds of groups, quickly: one round after the other. */
#ifndef PEERLOOM_MATCH_ROUNDS_FIRST_H
#define PEERLOOM_MATCH_ROUNDS_FIRST_H

#include "match/solver.h"

/* Finds a feasible arrangement for each round, without repeats where that is easy. Reports the answer if all rounds
 * were found. */
void rounds_start(const struct rules *rounds, int count, enum match_aim aim, uint64_t seed, struct watch *w,
                  struct seating *seatings);

#endif
