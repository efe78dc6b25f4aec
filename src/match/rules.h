/* The rules of a problem in the form in which the solvers ask for them. */
#ifndef PEERLOOM_MATCH_RULES_H
#define PEERLOOM_MATCH_RULES_H

#include "match/match.h"

/* Made from a problem; everything in it belongs to it. Locked arrangements and absent people are gone: the people that are
 * left are numbered anew, 0..n-1, in the old order. */
struct rules {
    int n;
    int *person; /* the old number of each */
    int *fixed;  /* of the old numbers: the locked arrangement (from 0), or -1 */
    int fixed_count;
    int32_t *score;     /* n x n; with the bonus for least change; 0 on the diagonal */
    uint8_t *apart;     /* n x n: 1 where the two can never be in one arrangement */
    int *together;      /* n: number of the block of people that stay together, from 0 in order of their first person */
    int block_count;
    int *block_size;    /* block_count */
    const struct match_problem *problem; /* for the sizes */
    struct demand { /* what must hold of a whole arrangement; people by their new numbers */
        enum match_rule_type type; /* AT_MOST, NEVER_ALONE, AT_LEAST, SHARED */
        int limit;
        int *label;     /* AT_MOST: n labels, 0..labels-1, -1: none. NEVER_ALONE and AT_LEAST: 0 for who is meant, else -1 */
        int labels;
        uint64_t *mask; /* SHARED: n */
    } *demands;
    int demand_count;
};

/* False if the rules that need no search already clash (together and apart; locked against others); then *rules is
 * released. `round` from 0: leaves out who has no capacity left; only the first knows
 * locked arrangements, people together and the bonus for least change. `use` of rule_count: which rules count, NULL for all. */
bool rules_init(struct rules *rules, const struct match_problem *problem, int round, const bool *use);
void rules_release(struct rules *rules);

/* Whether these `count` people (new numbers) may be an arrangement, sizes aside: also false where a block is not whole. */
bool rules_allow(const struct rules *rules, const int *people, int count);

#endif
