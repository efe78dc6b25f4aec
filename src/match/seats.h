/* Fewer seats than people: who waits is part of what is looked for. */
#ifndef PEERLOOM_MATCH_SEATS_H
#define PEERLOOM_MATCH_SEATS_H

#include "match/match.h"

/* match_solve(), with exactly `waiting` of those who may wait (`may_wait`, n of them) in no arrangement: whom to leave
 * out is chosen for the best result. Pairs without a trio: exactly, by a matching in which each who waits has a place
 * of their own. Others: exactly where there are few ways to choose, else by search. `proved` and `bound` are about the
 * whole problem, whoever waits, and so is MATCH_INFEASIBLE; `bound` is INT64_MAX where nothing is known. For several rounds the first one decides,
 * and nothing is proved. */
enum status match_solve_seats(const struct match_problem *problem, const bool *may_wait, int waiting,
                              const struct match_control *control, struct match_result *result, struct error *e);

#endif
