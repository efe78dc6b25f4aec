/* Validates a problem: numbers in range, lists in ascending order, nothing missing. */
#ifndef PEERLOOM_MATCH_CHECK_H
#define PEERLOOM_MATCH_CHECK_H

#include "match/match.h"

enum {
    MATCH_MOST_SCORE = 1000000, /* the lowest score is the negative of it */
    MATCH_MOST_ROUNDS = 1000,
};

/* OK, or ERR_INPUT with what is wrong and where. Rules and people are counted from 0, as in the problem. */
enum status match_check(const struct match_problem *problem, struct error *e);

#endif
