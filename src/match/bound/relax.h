/* The bound of one round among several; relax_bound() in solver.h reports, this does not. */
#ifndef PEERLOOM_MATCH_BOUND_RELAX_H
#define PEERLOOM_MATCH_BOUND_RELAX_H

#include "match/solver.h"

/* Lowers *bound to what can be proved of the worth of one round (people and sizes of `r`). */
void relax_one_round(const struct rules *r, int64_t worth, struct watch *w, int64_t *bound);

#endif
