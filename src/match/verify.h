/* Checks a result against its problem, and trusts nothing: it shares no code with the engine, only the words of match.h. */
#ifndef PEERLOOM_MATCH_VERIFY_H
#define PEERLOOM_MATCH_VERIFY_H

#include "match/match.h"

/* OK if all that the result says holds: who is seated, sizes, every rule in every round, score, worth, floor, kept and
 * repeats counted anew, bounds that are not below what was reached, `proved` and the certificate with the price of every
 * allowed pair. ERR_REJECTED with the first thing that does not hold. Of a clash only the form is checked; that a bound
 * without certificate is true cannot be. The problem must be one that match_solve() accepts. */
enum status match_verify(const struct match_problem *problem, const struct match_result *result, struct error *e);

#endif
