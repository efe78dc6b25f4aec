/* An odd number of people. trio.c leaves out each single in turn, matches the others, and adds the single to the pair
 * where it gains most. The prices of that matching bound every trio with the single. trio_close.c checks the trios
 * whose bound is above the best solution. Values here are without the couples. */
#ifndef PEERLOOM_MATCH_PAIRS_TRIO_H
#define PEERLOOM_MATCH_PAIRS_TRIO_H

#include "match/pairs/pairs.h"

/* The state of leaving one single out. */
enum alone { ALONE_OPEN, ALONE_PRICED, ALONE_HOPELESS, ALONE_IMPOSSIBLE };

struct trio_search {
    struct pairs_problem *p;
    int n;
    int32_t *near;      /* n x n: the score of two people who can be in one trio; may be the table itself */
    enum alone *alone;  /* n. HOPELESS: no trio with this single is better than the best */
    int64_t *price;     /* n x n: in row v the prices of all singles that bound the matchings without v */
    int64_t *sum;       /* n: of those prices and the blossom prices, doubled like them */
    int64_t best;       /* INT64_MIN: none yet */
    int *mate, trio[3]; /* the best so far: singles, numbers in the rules */
    bool cut;           /* stopped; the bound is the crude one */
};

/* The couple that must be a part of the trio, because it cannot be a pair; -1: none. */
int trio_only_couple(const struct pairs_problem *p);
/* Copies a trio (numbers in the rules) and the matching of all other singles, if it is better. */
void trio_offer(struct trio_search *s, int64_t value, const int *mate, const int *trio);
/* Checks all trios that could be better. Returns the bound. */
int64_t trio_close(struct trio_search *s);

#endif
