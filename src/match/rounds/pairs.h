/* rounds/pairs.h: rounds of pairs in which nobody meets anyone twice. pairs.c solves one round after the other on
 * the pairs that have not met, and then each of them again while that helps; pairs_circle.c seats people for as
 * many rounds as there can be; pairs_bound.c bounds the sum of all rounds. */
#ifndef PEERLOOM_MATCH_ROUNDS_PAIRS_H
#define PEERLOOM_MATCH_ROUNDS_PAIRS_H

#include "match/pairs/pairs.h"

struct pair_rounds {
    const struct rules *rounds;
    int count;
    enum match_aim aim;
    struct watch *watch;
    int people;             /* all of the problem; `met` is by their old numbers */
    uint16_t *met;          /* people x people: in how many of the rounds that were found the two sit together */
    struct seating *places; /* count */
    int64_t bound;
};

/* Whether everybody may meet everybody in every round, an even number of people, the same in each. */
bool pair_rounds_unrestricted(const struct pair_rounds *s);
/* Seats rounds that repeat nothing, of a free problem with fewer rounds than people: the circle method. */
void pair_rounds_circle(struct pair_rounds *s);

/* Counts the meetings of a round in (1) or out (-1). */
void pair_rounds_count_meetings(struct pair_rounds *s, int round, int sign);
/* How many pairs meet again. */
int pair_rounds_repeats(const struct pair_rounds *s);
int64_t pair_rounds_worth(const struct pair_rounds *s);

/* A bound on the sum: each person is in so many pairs, each pair counts once (the linear program of r-factors, by
 * prices for people, which bound it whatever they are). */
int64_t pair_rounds_factor_bound(const struct pair_rounds *s);

#endif
