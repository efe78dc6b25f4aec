/* An independent checker of results. It shares no code with the solvers, only the declarations of match.h. */
#ifndef PEERLOOM_MATCH_VERIFY_H
#define PEERLOOM_MATCH_VERIFY_H

#include "match/match.h"

/* OK if the result is correct: places, sizes, every rule in every round, score, worth, floor, kept and repeats (all
 * computed again), bounds not below these, `proved`, and the certificate for every allowed pair. ERR_REJECTED with the
 * first error. Of a clash only the form is checked. A bound without a certificate cannot be checked. The problem must
 * be valid for match_solve(). */
enum status match_verify(const struct match_problem *problem, const struct match_result *result, struct error *e);

#endif
