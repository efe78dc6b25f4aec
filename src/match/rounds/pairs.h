/* Rounds of pairs in which nobody meets anybody twice. pairs.c solves one round after the other on the pairs that have
 * not met, and then improves them. pairs_circle.c makes as many rounds as there can be. pairs_bound.c bounds the sum
 * over all rounds. */
#ifndef PEERLOOM_MATCH_ROUNDS_PAIRS_H
#define PEERLOOM_MATCH_ROUNDS_PAIRS_H

#include "match/pairs/pairs.h"

struct pair_rounds {
    const struct rules *rounds;
    int count;
    enum match_aim aim;
    struct watch *watch;
    int people;             /* of the problem; `met` is by old numbers */
    uint16_t *met;          /* people x people: in how many of the rounds found so far two are a pair */
    struct seating *places; /* count */
    int64_t bound;
};

/* Whether there are no rules: the same even number of people in each round, and every pair is allowed. */
bool pair_rounds_unrestricted(const struct pair_rounds *s);
/* All rounds without repeats by the circle method: for an unrestricted problem with fewer rounds than people. */
void pair_rounds_circle(struct pair_rounds *s);

/* Counts the meetings of a round in (1) or out (-1). */
void pair_rounds_count_meetings(struct pair_rounds *s, int round, int sign);
/* How many pairs meet again. */
int pair_rounds_repeats(const struct pair_rounds *s);
int64_t pair_rounds_worth(const struct pair_rounds *s);

/* A bound on the sum: each person is in so many pairs, and each pair counts once. This is the linear program of
 * r-factors; any prices of people give a bound. */
int64_t pair_rounds_factor_bound(const struct pair_rounds *s);

#endif
