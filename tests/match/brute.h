/* The solutions of small problems by exhaustive search. Shares nothing with the engine except the declarations of
 * match.h. */
#ifndef PEERLOOM_TESTS_MATCH_BRUTE_H
#define PEERLOOM_TESTS_MATCH_BRUTE_H

#include "match/match.h"

struct brute {
    bool feasible;
    int64_t worth; /* the best total with the bonus; FAIREST: at the best floor */
    int64_t floor; /* FAIREST: the highest floor */
};

/* One round (rounds <= 1), at most 12 people. */
void brute_solve(const struct match_problem *p, struct brute *answer);

/* Whether each round is feasible by itself under the rules in use (NULL: all), with or without the sizes. */
bool brute_feasible(const struct match_problem *p, const bool *use, bool sizes);

/* The best sum over rounds without repeats; false if there is no such plan. At most 6 people. */
bool brute_rounds(const struct match_problem *p, int64_t *worth);

#endif
