/* Why there is no arrangement: a smallest set of rules that cannot hold together. */
#ifndef PEERLOOM_MATCH_FEASIBLE_CLASH_H
#define PEERLOOM_MATCH_FEASIBLE_CLASH_H

#include "match/solver.h"

struct clash {
    size_t *rules; /* `count` numbers, ascending */
    size_t count;
    bool sizes;    /* the sizes are part of it */
};

/* For a problem that has no solution. Everything in the set is needed: without any one, the rest can be kept, as far as that
 * can be proved; where the rules are few, no clash is smaller. A stop leaves a set that clashes, maybe a large one. */
void clash_find(const struct match_problem *problem, struct watch *w, struct clash *clash);

#endif
