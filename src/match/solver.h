/* What the solvers share: an arrangement of one round (a seating), and the watch that counts work, reports and stops.
 */
#ifndef PEERLOOM_MATCH_SOLVER_H
#define PEERLOOM_MATCH_SOLVER_H

#include "match/rules.h"

/* Counts operations instead of time: a run ends at the same point on every machine. */
struct watch {
    const struct match_control *control; /* may be NULL */
    uint64_t operations, next_poll, limit;
    struct match_progress progress;
    bool stopped;        /* by the caller or at the limit */
    bool cancelled;           /* the caller said stop: no later share of the effort takes that back */
    bool hurry;          /* a search stops at its first answer */
    int64_t fixed_worth; /* of the locked arrangements, which the solvers do not have: added to what is reported */
};

/* `effort` in steps of 1,000 operations; 0: no limit. */
void watch_init(struct watch *w, const struct match_control *control, uint64_t effort);
/* Counts about so many simple operations (of some 5 ns). True: stop at once and return what there is. */
bool watch_work(struct watch *w, uint64_t operations);
/* Begins a part of the work with at most `effort` steps from now on (0: no limit). Ends a stop at an earlier limit, but
 * not a stop by the caller. Returns whether there is work to do. */
bool watch_share(struct watch *w, uint64_t effort);
/* The steps that are left of `effort` steps in all. */
uint64_t watch_left(const struct watch *w, uint64_t effort);
/* Begins a part of the work with `share` steps, or with what is left of `effort` if that is less. False: nothing is
 * left. */
bool watch_start_share(struct watch *w, uint64_t effort, uint64_t share);

struct seating;
/* Reports the bound on the sum of worth over all rounds. */
void watch_bound(struct watch *w, int64_t bound);
/* Reports a better answer for all rounds, with the places in old numbers. Does nothing unless all seatings were found.
 */
void watch_better(struct watch *w, const struct rules *rounds, const struct seating *seatings, int count);

/* An arrangement of one round. People have the numbers of its struct rules; locked arrangements are not in it. */
struct seating {
    int n;
    int *place; /* n: from 0 to places - 1; where places have bounds of their own: the number of the place */
    int places;
    bool found;
    int64_t worth; /* the sum of rules->score over pairs in one place */
    int64_t floor; /* the least that a person gets */
};

void seating_init(struct seating *s, int n);
void seating_release(struct seating *s);
/* Both must have the same number of people. */
void seating_copy(struct seating *to, const struct seating *from);
/* Computes worth and floor from the places. */
void seating_value(struct seating *s, const struct rules *r);
/* Writes the places by old numbers: -1 for people who do not take part; locked arrangements are numbered after the
 * others. */
void seating_write(const struct seating *s, const struct rules *r, int *place);

/* ---- pairs/: exact. Sizes 2 and 2, no places; one trio where r->n is odd ---- */

/* FAIREST: the highest floor first, then the highest total at that floor. certificate may be NULL; else it is filled if
 * r->n is even (people by new numbers). MATCH_INFEASIBLE: no pairing satisfies the rules. *bound and *floor_bound are
 * valid after a stop, too. */
enum match_state pairs_solve(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best,
                             int64_t *bound, int64_t *floor_bound, struct match_certificate *certificate);
/* Several rounds, nobody meets anybody twice: rounds[0..count-1], with the same people unless capacity differs.
 * `places`: `count` seatings. *bound is on the sum over rounds. Repeats occur only where no plan without them exists or
 * was found. */
enum match_state pair_rounds_solve(const struct rules *rounds, int count, enum match_aim aim, struct watch *w,
                                   struct seating *places, int64_t *bound);

/* ---- setpart/: groups, exact, where all feasible groups can be listed ---- */

/* Whether there are few enough groups (by n and the bounds on sizes only). */
bool setpart_fits(const struct rules *r);
/* *best may hold a start. On return *bound is valid; best->worth == *bound if the optimum was proved. FAIREST as above.
 */
enum match_state setpart_solve(const struct rules *r, enum match_aim aim, uint64_t seed, struct watch *w,
                               struct seating *best, int64_t *bound, int64_t *floor_bound);

/* ---- groups/: groups by simulated annealing. Improves *best, or finds a first one; MATCH_UNKNOWN: none was found ----
 */
enum match_state anneal_solve(const struct rules *r, enum match_aim aim, uint64_t seed, struct watch *w,
                              struct seating *best);
/* ---- bound/: an upper bound for groups, valid whenever it stops. It stops when the bound reaches `worth`, the best
 * known ---- */
void relax_bound(const struct rules *r, int64_t worth, struct watch *w, int64_t *bound);
/* ---- rounds/groups.c: all rounds together. Where all of `places` are found, they are the first plan ---- */
enum match_state group_rounds_solve(const struct rules *rounds, int count, enum match_aim aim, uint64_t seed,
                                    struct watch *w, struct seating *places, int64_t *bound);

#endif
