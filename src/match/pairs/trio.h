/* trio.h: an odd number of people. trio.c matches all singles but one, for each of them in turn, and puts
 * that one with the pair where most is won; the prices of each matching bound every trio with that person in it.
 * trio_close.c goes through the trios whose bound leaves hope. Values here are without the couples. */
#ifndef PEERLOOM_MATCH_PAIRS_TRIO_H
#define PEERLOOM_MATCH_PAIRS_TRIO_H

#include "match/pairs/pairs.h"

/* What is known about leaving one single out. */
enum alone { ALONE_OPEN, ALONE_PRICED, ALONE_HOPELESS, ALONE_IMPOSSIBLE };

struct trio_search {
    struct pairs *p;
    int n;
    int32_t *near;      /* n x n: the score of two who can be in one trio; the table itself where that is the same */
    enum alone *alone;  /* n. HOPELESS: no trio with this one beats the best */
    int64_t *price;     /* n x n: row v, prices of all singles that bound the matchings without v */
    int64_t *sum;       /* n: of those prices and the blossom prices, doubled like them */
    int64_t best;       /* INT64_MIN: none yet */
    int *mate, trio[3]; /* the best so far: singles, numbers in the rules */
    bool cut;           /* stopped; the bound is the crude one */
};

/* The couple that must be a part of the trio, because it cannot be a pair; -1: none. */
int trio_only_couple(const struct pairs *p);
/* Takes a trio (numbers in the rules) and the matching of all other singles if it is better. */
void trio_offer(struct trio_search *s, int64_t value, const int *mate, const int *trio);
/* Goes through all trios that could be better. Returns the bound. */
int64_t trio_close(struct trio_search *s);

#endif
