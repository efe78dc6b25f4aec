/* Whether a problem can be solved at all: only what is proved, by the fastest way that proves it (counting, a matching, set
 * partitioning; annealing for a yes). Scores do not matter. */
#ifndef PEERLOOM_MATCH_FEASIBLE_FEASIBLE_H
#define PEERLOOM_MATCH_FEASIBLE_FEASIBLE_H

#include "match/solver.h"

/* MATCH_FEASIBLE, MATCH_INFEASIBLE, or MATCH_UNKNOWN where neither was proved. `use` of rule_count: which rules count.
 * Without `sizes`: any number of arrangements of any size will do. Spends at most `effort` steps a round. That people
 * meet again in another round is no matter. */
enum match_state feasible_problem(const struct match_problem *problem, const bool *use, bool sizes, uint64_t effort,
                                  struct watch *w);

#endif
