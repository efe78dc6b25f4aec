/* The matching engine: numbers in, arrangements out; no I/O, no globals, no clock.
 *
 * People are 0..n-1. Whoever sits together earns the score of every pair of them; the engine looks for the arrangements with
 * the highest total that keep every hard rule, and for a bound that proves how good they are. Scores are integers and effort is
 * counted in steps, so the same problem with the same seed gives the same result on every machine.
 *
 * Ways: pairs by Edmonds' blossom algorithm (J. Res. NBS 69B, 1965) with prices for people and blossoms as the proof; groups
 * by set partitioning where all possible groups can be listed, by annealing with a bound from a relaxation where not. */
#ifndef PEERLOOM_MATCH_MATCH_H
#define PEERLOOM_MATCH_MATCH_H

#include "base/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MATCH_MOST_PEOPLE = 2000 };

enum match_aim {
    MATCH_TOTAL,        /* the highest total */
    MATCH_FAIREST,      /* raises whoever gets least as far as possible, then the total */
    MATCH_LEAST_CHANGE, /* the total, with a bonus for each pair of `standing` that stays together */
};

/* What a rule demands of every arrangement (A), or of a round. `people` lists the people it is about. */
enum match_rule_type {
    MATCH_TOGETHER,    /* all of `people` are in one A (in the first round) */
    MATCH_APART,       /* no two of `people` are in one A */
    MATCH_LOCKED,      /* `people` are an A, and nobody else is in it; any size (in the first round) */
    MATCH_AT_MOST,     /* at most `limit` people of the same `label` in an A; label -1: does not count */
    MATCH_NEVER_ALONE, /* of `people`, none or at least two in an A */
    MATCH_AT_LEAST,    /* at least `limit` of `people` in each A (a senior, an interpreter) */
    MATCH_SHARED,      /* all in an A have a bit of `masks` in common (a language); 0: has none */
    MATCH_ABSENT,      /* `people` are in no A */
    MATCH_CAPACITY,    /* `people` take part in the first `limit` rounds only */
};

struct match_rule {
    enum match_rule_type type;
    const int *people; /* `count` of them, ascending, no person twice */
    int count;
    int limit;             /* AT_MOST, AT_LEAST, CAPACITY */
    const int *labels;     /* AT_MOST: n of them */
    const uint64_t *masks; /* SHARED: n of them */
};

/* Everything is the caller's and must live as long as it is used. */
struct match_problem {
    int n;                /* 0 .. MATCH_MOST_PEOPLE */
    const int32_t *score; /* n x n, symmetric; the diagonal is not read; -1,000,000 .. 1,000,000 */
    /* The sizes of an arrangement. 2 and 2: pairs, and one trio where the number of people is odd. */
    int least, most;
    /* Where not NULL: exactly `places` arrangements, the i-th with bounds of its own; then least and most are not read.
     * Locked arrangements are besides these. */
    const int *place_least, *place_most;
    int places;
    int rounds; /* >= 1; 0 counts as 1 */
    /* Groups in several rounds. 0: as few repeats as can be come before all else. Above: two people who meet lose so much for
     * each earlier round in which they met, and a plan is not worse, in score or in repeats, than one round after the other. */
    int32_t repeat_cost;
    const struct match_rule *rules;
    size_t rule_count;
    enum match_aim aim;
    const int *standing; /* LEAST_CHANGE: n numbers of arrangements, -1 for in none; about the first round */
    int32_t keep_bonus;  /* LEAST_CHANGE: worth of a pair that stays together, in score */
    uint64_t seed;
};

enum match_state {
    MATCH_FEASIBLE,   /* an arrangement was found that keeps all rules */
    MATCH_INFEASIBLE, /* there is none: `clash` says why */
    MATCH_UNKNOWN,    /* stopped before either was known */
};

/* The prices that prove an arrangement of pairs the best: of all pairs that are allowed, none has
 *     score > (price[i] + price[j] + sum of blossom prices over blossoms that hold both) / 2
 * and blossom prices are >= 0. All are doubled, so that they stay whole. The bound is the sum of price[i] and of
 * blossom price x (size - 1) / 2, halved. */
struct match_certificate {
    int64_t *price; /* n; 0 for whoever takes no part */
    int blossom_count;
    int64_t *blossom_price;
    int *blossom_start;   /* blossom_count + 1 offsets into blossom_people */
    int *blossom_people;  /* each blossom has an odd number of people, at least 3 */
};

struct match_result {
    enum match_state state;
    int n, rounds;
    int *place;      /* rounds x n: the number of the person's arrangement in that round, from 0; -1: in none */
    int *places;     /* rounds: how many arrangements there are */
    int64_t score;   /* without the bonus for least change */
    int64_t bound;   /* no arrangement scores more (LEAST_CHANGE: with the bonus, as `worth`; FAIREST: at this floor) */
    int64_t worth;   /* what was maximised: score, and bonus x kept */
    bool proved;     /* worth == bound */
    int64_t floor;   /* what the person gets who gets least: the sum of the scores with all of their arrangement, least over rounds */
    int64_t floor_bound; /* FAIREST: nobody can raise the floor above this */
    int kept;        /* pairs of `standing` that stay together */
    int repeats;     /* rounds: meetings of pairs beyond their first; without a cost of repeats 0 wherever that was found */
    int64_t repeat_loss; /* repeat_cost x earlier meetings, over all who meet; not taken off score and worth */
    size_t *clash;   /* INFEASIBLE: numbers of rules that cannot hold together, and none of them can be left out */
    size_t clash_count;
    bool clash_sizes; /* the sizes are part of the clash */
    uint64_t steps;  /* effort spent */
    bool certified;  /* `certificate` holds a proof (pairs of an even number, one round, aim TOTAL or LEAST_CHANGE) */
    struct match_certificate certificate;
};

struct match_progress {
    uint64_t steps;
    bool found;           /* a feasible arrangement is there; then: */
    int64_t worth, bound; /* the best so far and the bound so far (INT64_MAX: none yet) */
};

/* How the caller watches and stops. All may be left 0. */
struct match_control {
    /* Called often (at least every 2,000,000 simple operations, some 10 ms). True: stop, with the best so far. */
    bool (*poll)(void *data, const struct match_progress *progress);
    /* Called whenever a better arrangement is found: place as in the result, for all rounds. */
    void (*better)(void *data, const struct match_progress *progress, const int *place);
    void *data;
    uint64_t effort; /* stop after about so many steps (a step: some 1,000 simple operations); 0: a default for the size */
};

/* Solves the problem. ERR_INPUT names what is wrong with the problem itself (sizes, numbers, people out of range); then the
 * result is empty. *result is to be released in any case. */
enum status match_solve(const struct match_problem *problem, const struct match_control *control,
                        struct match_result *result, struct error *e);
void match_release(struct match_result *result);

#endif
