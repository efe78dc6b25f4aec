/* Small random problems of every kind: the same number gives the same problem on every machine. */
#ifndef PEERLOOM_TESTS_MATCH_RANDOM_PROBLEM_H
#define PEERLOOM_TESTS_MATCH_RANDOM_PROBLEM_H

#include "match/match.h"
#include <stdio.h>

enum { MOST_PEOPLE = 12, MOST_RULES = 6 };

struct random_problem {
    struct match_problem problem; /* points into the rest */
    int32_t score[MOST_PEOPLE * MOST_PEOPLE];
    int place_least[MOST_PEOPLE], place_most[MOST_PEOPLE];
    int standing[MOST_PEOPLE];
    struct match_rule rules[MOST_RULES];
    int people[MOST_RULES][MOST_PEOPLE];
    int labels[MOST_RULES][MOST_PEOPLE];
    uint64_t masks[MOST_RULES][MOST_PEOPLE];
};

/* A generator of its own: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
uint64_t generator_next(uint64_t *state);
int generator_below(uint64_t *state, int limit); /* 0 .. limit - 1; 0 if limit < 1 */

/* Fills *p, which must not be moved afterwards. Problems with several rounds have at most six people. */
void random_problem(struct random_problem *p, uint64_t number);
void random_print(FILE *out, const struct match_problem *p);

#endif
