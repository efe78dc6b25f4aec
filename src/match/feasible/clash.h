/* Why there is no solution: a minimal set of rules that cannot all be satisfied. */
#ifndef PEERLOOM_MATCH_FEASIBLE_CLASH_H
#define PEERLOOM_MATCH_FEASIBLE_CLASH_H

#include "match/solver.h"

struct clash {
    size_t *rules; /* `count` numbers, ascending */
    size_t count;
    bool sizes; /* the sizes are part of it */
};

/* For a problem without a solution. The set is minimal: without any one rule the others can be satisfied, as far as
 * proved. With few rules it is also a smallest one. After a stop it clashes, but may not be minimal. */
void clash_find(const struct match_problem *problem, struct watch *w, struct clash *clash);

#endif
