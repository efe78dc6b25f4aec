/* A first answer for rounds of groups, within moments: one round after the other, without looking ahead. */
#ifndef PEERLOOM_MATCH_ROUNDS_FIRST_H
#define PEERLOOM_MATCH_ROUNDS_FIRST_H

#include "match/solver.h"

/* Seats the rounds it can seat. Keeps people from meeting twice where that is easily done. Reports what it has once all
 * rounds are seated. */
void rounds_start(const struct rules *rounds, int count, enum match_aim aim, uint64_t seed, struct watch *w,
                  struct seating *seatings);

#endif
