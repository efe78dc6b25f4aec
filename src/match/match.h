/* The matching engine: numbers in, arrangements out. It has no input or output, no globals and no clock.
 *
 * People are 0..n-1. The total of a solution is the sum of the scores of all pairs in one arrangement. The engine
 * maximises the total under all rules, and computes an upper bound that proves how good the solution is. Scores are
 * integers and effort is counted in steps: the same problem with the same seed has the same result on every machine.
 *
 * Methods: pairs by Edmonds' blossom algorithm (J. Res. NBS 69B, 1965), with prices of people and blossoms as the
 * proof. Groups by set partitioning where all feasible groups can be listed, else by simulated annealing and a bound
 * from a relaxation. */
#ifndef PEERLOOM_MATCH_MATCH_H
#define PEERLOOM_MATCH_MATCH_H

#include "base/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MATCH_MOST_PEOPLE = 2000 };

enum match_aim {
    MATCH_TOTAL,        /* the highest total */
    MATCH_FAIREST,      /* the highest floor (what the person gets who gets least), then the highest total */
    MATCH_LEAST_CHANGE, /* the total, with a bonus for each pair of `standing` that stays together */
};

/* What a rule requires of every arrangement (A), or of a round. `people`: whom it is about. */
enum match_rule_type {
    MATCH_TOGETHER,    /* all of `people` are in one A (in the first round) */
    MATCH_APART,       /* no two of `people` are in one A */
    MATCH_LOCKED,      /* `people` are an A, and nobody else is in it; any size (in the first round) */
    MATCH_AT_MOST,     /* at most `limit` people of the same `label` in an A; label -1: does not count */
    MATCH_NEVER_ALONE, /* of `people`, none or at least two in an A */
    MATCH_AT_LEAST,    /* at least `limit` of `people` in each A (a senior, an interpreter) */
    MATCH_SHARED,   /* all in an A have a bit of `masks` in common (a language); a mask of 0 has none in common with any
                     */
    MATCH_ABSENT,   /* `people` are in no A */
    MATCH_CAPACITY, /* `people` take part in the first `limit` rounds only */
};

struct match_rule {
    enum match_rule_type type;
    const int *people; /* `count` of them, ascending, no person twice */
    int count;
    int limit;             /* AT_MOST, AT_LEAST, CAPACITY */
    const int *labels;     /* AT_MOST: n of them */
    const uint64_t *masks; /* SHARED: n of them */
};

/* All of it belongs to the caller, and must exist as long as it is used. */
struct match_problem {
    int n;                /* 0 .. MATCH_MOST_PEOPLE */
    const int32_t *score; /* n x n, symmetric; the diagonal is not read; -1,000,000 .. 1,000,000 */
    /* Bounds on the people of an arrangement. 2 and 2: pairs, and one trio where the number of people is odd. */
    int least, most;
    /* If not NULL: exactly `places` arrangements, the i-th with bounds of its own; least and most are not read. Locked
     * arrangements are additional. */
    const int *place_least, *place_most;
    int places;
    int rounds; /* >= 1; 0 counts as 1 */
    /* Groups in several rounds. 0: the fewest repeats come first. Above 0: two people who meet lose so much for each
     * earlier round in which they met; the plan is worse than planning round by round in neither score nor repeats. */
    int32_t repeat_cost;
    const struct match_rule *rules;
    size_t rule_count;
    enum match_aim aim;
    const int *standing; /* LEAST_CHANGE: n numbers of arrangements, -1: in none; for the first round */
    int32_t keep_bonus;  /* LEAST_CHANGE: added to the score of a pair that stays together */
    uint64_t seed;
};

enum match_state {
    MATCH_FEASIBLE,   /* a solution was found that satisfies all rules */
    MATCH_INFEASIBLE, /* there is none: `clash` says why */
    MATCH_UNKNOWN,    /* stopped before either was proved */
};

/* The prices (dual variables) that prove a solution of pairs optimal. No allowed pair has
 *     score > (price[i] + price[j] + sum of the prices of blossoms that contain both) / 2
 * and blossom prices are >= 0. All are doubled, so that they are integers. The bound is half of the sum of price[i] and
 * of blossom price x (size - 1) / 2. */
struct match_certificate {
    int64_t *price; /* n; 0 for people who do not take part */
    int blossom_count;
    int64_t *blossom_price;
    int *blossom_start;  /* blossom_count + 1 offsets into blossom_people */
    int *blossom_people; /* each blossom has an odd number of people, at least 3 */
};

struct match_result {
    enum match_state state;
    int n, rounds;
    int *place;    /* rounds x n: the number of the person's arrangement in that round, from 0; -1: in none */
    int *places;   /* rounds: how many arrangements there are */
    int64_t score; /* without the bonus for least change */
    int64_t bound; /* no solution has a higher worth (FAIREST: at this floor) */
    int64_t worth; /* what was maximised: score, and keep_bonus x kept */
    bool proved;   /* worth == bound */
    int64_t
        floor; /* the least that anybody gets in any round: the sum of the scores with all others of the arrangement */
    int64_t floor_bound; /* FAIREST: no solution has a higher floor */
    int kept;            /* pairs of `standing` that stay together */
    int repeats;         /* rounds: meetings of pairs beyond their first */
    int64_t repeat_loss; /* the sum of repeat_cost x earlier meetings over all meetings; not subtracted from score and
                            worth */
    size_t *clash; /* INFEASIBLE: numbers of rules that cannot all be satisfied; without any one of them they can */
    size_t clash_count;
    bool clash_sizes; /* the sizes are part of the clash */
    uint64_t steps;   /* effort used */
    bool certified;   /* `certificate` holds a proof (pairs of an even number, one round, aim TOTAL or LEAST_CHANGE) */
    struct match_certificate certificate;
};

struct match_progress {
    uint64_t steps;
    bool found;           /* a solution was found; then: */
    int64_t worth, bound; /* the best so far and the bound so far (INT64_MAX: none yet) */
};

/* How the caller observes and stops a run. All may be 0. */
struct match_control {
    /* Called at least every 2,000,000 simple operations, some 10 ms. True: stop, and return the best so far. */
    bool (*poll)(void *data, const struct match_progress *progress);
    /* Called for each better solution: place as in the result, for all rounds. */
    void (*better)(void *data, const struct match_progress *progress, const int *place);
    void *data;
    uint64_t
        effort; /* stop after about so many steps (a step: some 1,000 simple operations); 0: a default for the size */
};

/* Solves the problem. ERR_INPUT says what is wrong with the problem (sizes, numbers, people out of range); the result
 * is then empty. The caller releases *result in any case. */
enum status match_solve(const struct match_problem *problem, const struct match_control *control,
                        struct match_result *result, struct error *e);
void match_release(struct match_result *result);

#endif
