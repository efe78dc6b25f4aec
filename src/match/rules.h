/* The rules of a problem, compiled for the solvers. */
#ifndef PEERLOOM_MATCH_RULES_H
#define PEERLOOM_MATCH_RULES_H

#include "match/match.h"

/* Compiled from a problem; owns all its arrays. It is without locked arrangements and absent people: the others have
 * new numbers, 0..n-1, in the old order. */
struct rules {
    int n;
    int *person; /* the old number of each */
    int *fixed;  /* of the old numbers: the locked arrangement (from 0), or -1 */
    int fixed_count;
    int32_t *score; /* n x n; with the bonus for least change; 0 on the diagonal */
    uint8_t *apart; /* n x n: 1 where the two can never be in one arrangement */
    int *together;  /* n: number of the block (people who must stay together), from 0 in order of the first person */
    int block_count;
    int *block_size;                     /* block_count */
    const struct match_problem *problem; /* for the sizes */
    struct demand {                      /* a rule about whole arrangements; people by their new numbers */
        enum match_rule_type type;       /* AT_MOST, NEVER_ALONE, AT_LEAST, SHARED */
        int limit;
        int *label; /* AT_MOST: n labels, 0..labels-1, -1: none. NEVER_ALONE, AT_LEAST: 0 for the people of the rule,
                       else -1 */
        int labels;
        uint64_t *mask; /* SHARED: n */
    } *demands;
    int demand_count;
};

/* False if rules clash in a way that needs no search (together and apart; locked and another rule); *rules is then
 * released. `round` from 0: people without capacity for it are left out. Locked arrangements, people together and the
 * bonus for least change count in the first round only. `use` of rule_count: which rules count; NULL: all. */
bool rules_init(struct rules *rules, const struct match_problem *problem, int round, const bool *use);
void rules_release(struct rules *rules);

/* Whether these `count` people (new numbers) may be an arrangement. Sizes are not checked. False if only a part of a
 * block is there. */
bool rules_allow(const struct rules *rules, const int *people, int count);

#endif
