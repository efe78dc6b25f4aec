/* Whether a problem has a solution: a proof by the fastest method for it (counting, a matching, set partitioning;
 * annealing to find one). Scores do not count. */
#ifndef PEERLOOM_MATCH_FEASIBLE_FEASIBLE_H
#define PEERLOOM_MATCH_FEASIBLE_FEASIBLE_H

#include "match/solver.h"

/* MATCH_FEASIBLE, MATCH_INFEASIBLE, or MATCH_UNKNOWN if neither was proved. `use` of rule_count: which rules count.
 * Without `sizes`: any number of arrangements of any size. Uses at most `effort` steps a round. Repeats between rounds
 * are allowed. */
enum match_state feasible_problem(const struct match_problem *problem, const bool *use, bool sizes, uint64_t effort,
                                  struct watch *w);

#endif
