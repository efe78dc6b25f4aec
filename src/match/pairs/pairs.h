/* pairs.h: what the parts of the pairs engine share. solve.c sets the problem up and solves it for an even number of
 * people, perfect.c finds out whether there is a pairing at all, fair.c raises the floor, trio.c
 * seats an odd number with one trio. */
#ifndef PEERLOOM_MATCH_PAIRS_PAIRS_H
#define PEERLOOM_MATCH_PAIRS_PAIRS_H

#include "match/blossom/blossom.h"

/* The problem without the people who are together anyway: the others, numbered anew as `singles`. */
struct pairs {
    const struct rules *rules;
    struct watch *watch;
    int n;          /* singles */
    int *person;    /* n: their number in the rules */
    int32_t *table; /* n x n: the score of a pair, PAIR_NEVER where the rules forbid it */
    int *couple;    /* 2 a couple: two people who stay together (numbers in the rules) */
    int couple_count;
    int needy;     /* the couple that the rules do not allow without a third person, or -1 */
    int trio[3];   /* the block of three, or -1 */
    int64_t floor; /* nobody may get less: INT64_MIN at first */
};

/* False: the blocks of people together leave no way. */
bool pairs_init(struct pairs *p, const struct rules *r, struct watch *w);
void pairs_release(struct pairs *p);
/* Forbids all pairs below the floor. */
void pairs_set_floor(struct pairs *p, int64_t floor);

static inline int32_t pairs_score(const struct pairs *p, int one, int other) /* numbers in the rules */
{
    return p->rules->score[(size_t)one * (size_t)p->rules->n + (size_t)other];
}

/* Whether the three (numbers in the rules) may be the trio: the rules allow it, and none of them gets less than the
 * floor. */
bool pairs_trio_allowed(const struct pairs *p, int a, int b, int c);
static inline int64_t pairs_trio_score(const struct pairs *p, int a, int b, int c)
{
    return (int64_t)pairs_score(p, a, b) + pairs_score(p, a, c) + pairs_score(p, b, c);
}
/* The sum of the scores of all couples. */
int64_t pairs_couples_score(const struct pairs *p);

/* pairs_solve() without a word to the watch but about work. */
enum match_state pairs_find(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best,
                            int64_t *bound, int64_t *floor_bound, struct match_certificate *certificate);

/* Writes the places: of each couple, of `trio` (numbers in the rules; NULL or -1: none) and of the pairs of `mate`
 * (singles). */
void pairs_place(const struct pairs *p, const int *mate, const int *trio, struct seating *s);
/* The same, and what it is worth. */
void pairs_seat(const struct pairs *p, const int *mate, const int *trio, struct seating *best);

/* ---- perfect.c: matchings of most pairs, whatever they score ---- */

struct perfect {
    int n;
    const int32_t *table;
    int32_t least;   /* pairs count from this weight on; above PAIR_NEVER */
    const bool *out; /* n: vertices that are not there; NULL: none */
    struct watch *watch;
    int *mate; /* n: partner or -1 */
    int *from, *base, *queue, *walk;
    bool *outer; /* n: where a path of even length leads from the root of the last search that failed */
    bool *in_cycle;
};

void perfect_init(struct perfect *p, const struct pairs *problem, int32_t least);
void perfect_release(struct perfect *p);
/* Keeps the matches that still count, and pairs up who is left by what scores most. */
void perfect_greedy(struct perfect *p);
/* Matches one more exposed vertex: the root. False: there is no way, and outer[] tells what can be reached. */
bool perfect_search(struct perfect *p, int root);
/* Searches from all exposed vertices; returns how many stay exposed in every matching, or, once there are more than
 * `most`, any number above. */
int perfect_match(struct perfect *p, int most);

/* ---- fair.c ---- */

/* Raises the floor as far as it goes; sets it. *floor_bound is true at any stop. */
enum match_state pairs_raise_floor(struct pairs *p, int64_t *floor_bound);
/* Whether there is a seating at this floor. Writes mates of singles, and the trio where the number of people is odd. At
 * a stop false, as it is where the trio is too hard to find: then *sure is false as well. */
bool pairs_feasible(struct pairs *p, int64_t floor, int *mate, int *trio, bool *sure);

/* ---- trio.c ---- */

/* The best seating of an odd number, at the floor that is set. */
enum match_state pairs_solve_odd(struct pairs *p, struct seating *best, int64_t *bound);

#endif
