/* The answers to small problems by trying everything. Shares nothing with the engine but the words of match.h. */
#ifndef PEERLOOM_TESTS_MATCH_BRUTE_H
#define PEERLOOM_TESTS_MATCH_BRUTE_H

#include "match/match.h"

struct brute {
    bool feasible;
    int64_t worth; /* the best total with the bonus; FAIREST: at the best floor */
    int64_t floor; /* FAIREST: the best */
};

/* One round (rounds <= 1), at most 12 people. */
void brute_solve(const struct match_problem *p, struct brute *answer);

/* Whether each round can be done, whoever meets again, by the rules in use (NULL: all), the sizes among them or not. */
bool brute_feasible(const struct match_problem *p, const bool *use, bool sizes);

/* The best sum over rounds in which nobody meets anyone twice; false if there is none. At most 6 people. */
bool brute_rounds(const struct match_problem *p, int64_t *worth);

#endif
