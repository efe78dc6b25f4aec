/* Fewer seats than people: the solver also decides who waits. */
#ifndef PEERLOOM_MATCH_SEATS_H
#define PEERLOOM_MATCH_SEATS_H

#include "match/match.h"

/* match_solve(), with exactly `waiting` people of `may_wait` (n flags) in no arrangement, chosen for the best result.
 * Pairs without a trio: exactly, by a matching in which everybody who waits is paired with a dummy seat. Others:
 * exactly if there are few choices, else by local search. `proved`, `bound` and MATCH_INFEASIBLE are about the whole
 * problem, whoever waits; `bound` is INT64_MAX if none is known. For several rounds the first round decides, and
 * nothing is proved. */
enum status match_solve_seats(const struct match_problem *problem, const bool *may_wait, int waiting,
                              const struct match_control *control, struct match_result *result, struct error *e);

#endif
