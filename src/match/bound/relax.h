/* The bound of one round among several. It does not report to the watch, unlike relax_bound() in solver.h. */
#ifndef PEERLOOM_MATCH_BOUND_RELAX_H
#define PEERLOOM_MATCH_BOUND_RELAX_H

#include "match/solver.h"

/* Lowers *bound to what is proved about the worth of one round (people and sizes of `r`). Stops when it reaches
 * `worth`. */
void relax_one_round(const struct rules *r, int64_t worth, struct watch *w, int64_t *bound);

#endif
