/* What the parts of the solver for pairs share. solve.c builds the problem and solves it for an even number of people.
 * perfect.c decides whether a perfect matching exists. fair.c maximises the floor. trio.c solves an odd number of
 * people with one trio. */
#ifndef PEERLOOM_MATCH_PAIRS_PAIRS_H
#define PEERLOOM_MATCH_PAIRS_PAIRS_H

#include "match/blossom/blossom.h"

/* The problem without the blocks of people who stay together. The other people are the singles, with numbers of their
 * own. */
struct pairs_problem {
    const struct rules *rules;
    struct watch *watch;
    int n;          /* singles */
    int *person;    /* n: their number in the rules */
    int32_t *table; /* n x n: the score of a pair; PAIR_NEVER if the rules forbid it */
    int *couple;    /* 2 a couple: two people who stay together (numbers in the rules) */
    int couple_count;
    int needy;     /* the couple that the rules allow only with a third person, or -1 */
    int trio[3];   /* the block of three, or -1 */
    int64_t floor; /* nobody may get less: INT64_MIN at first */
};

/* False: the blocks make the problem infeasible. */
bool pairs_init(struct pairs_problem *p, const struct rules *r, struct watch *w);
void pairs_release(struct pairs_problem *p);
/* Forbids all pairs below the floor. */
void pairs_set_floor(struct pairs_problem *p, int64_t floor);

static inline int32_t pairs_score(const struct pairs_problem *p, int one, int other) /* numbers in the rules */
{
    return p->rules->score[(size_t)one * (size_t)p->rules->n + (size_t)other];
}

/* Whether three people (numbers in the rules) may be the trio: the rules allow it, and nobody gets less than the floor.
 */
bool pairs_trio_allowed(const struct pairs_problem *p, int a, int b, int c);
static inline int64_t pairs_trio_score(const struct pairs_problem *p, int a, int b, int c)
{
    return (int64_t)pairs_score(p, a, b) + pairs_score(p, a, c) + pairs_score(p, b, c);
}
/* The sum of the scores of all couples. */
int64_t pairs_couples_score(const struct pairs_problem *p);

/* pairs_solve() that reports nothing to the watch except work. */
enum match_state pairs_find(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best,
                            int64_t *bound, int64_t *floor_bound, struct match_certificate *certificate);

/* Writes the places of the couples, of `trio` (numbers in the rules; NULL or -1: none) and of the pairs in `mate`
 * (singles). */
void pairs_place(const struct pairs_problem *p, const int *mate, const int *trio, struct seating *s);
/* The same, with worth and floor. */
void pairs_seat(const struct pairs_problem *p, const int *mate, const int *trio, struct seating *best);

/* ---- perfect.c: matchings with the most pairs, without weights ---- */

struct perfect {
    int n;
    const int32_t *table;
    int32_t least;   /* pairs of at least this weight are edges; above PAIR_NEVER */
    const bool *out; /* n: vertices that are left out; NULL: none */
    struct watch *watch;
    int *mate; /* n: partner or -1 */
    int *from, *base, *queue;
    bool *outer; /* n: reached by an alternating path of even length from the root of the last search that failed */
    bool *in_cycle;
};

void perfect_init(struct perfect *p, const struct pairs_problem *problem, int32_t least);
void perfect_release(struct perfect *p);
/* Removes matched pairs that are no edges, and matches the exposed vertices greedily by score. */
void perfect_greedy(struct perfect *p);
/* Searches an augmenting path from the exposed root, and augments. False: there is none; outer[] says what was reached.
 */
bool perfect_search(struct perfect *p, int root);
/* Searches from all exposed vertices. Returns how many remain exposed in a largest matching, or any number above
 * `most`. */
int perfect_match(struct perfect *p, int most);

/* ---- fair.c ---- */

/* Finds the highest floor, and sets it. *floor_bound is valid after a stop, too. */
enum match_state pairs_raise_floor(struct pairs_problem *p, int64_t *floor_bound);
/* Whether there is a solution with this floor. Writes the mates of the singles, and the trio if the number of people is
 * odd. False with *sure false: not decided, because of a stop or because the search for the trio was too long. */
bool pairs_feasible(struct pairs_problem *p, int64_t floor, int *mate, int *trio, bool *sure);

/* ---- trio.c ---- */

/* The best solution for an odd number of people, with the floor that is set. */
enum match_state pairs_solve_odd(struct pairs_problem *p, struct seating *best, int64_t *bound);

#endif
