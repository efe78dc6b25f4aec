/* What the solvers share: one round's seating, and the watch that counts effort, reports and stops. */
#ifndef PEERLOOM_MATCH_SOLVER_H
#define PEERLOOM_MATCH_SOLVER_H

#include "match/rules.h"

struct watch {
    const struct match_control *control; /* may be NULL */
    uint64_t operations, next_poll, limit;
    struct match_progress progress;
    bool stopped;        /* by the caller or at the limit */
    bool told;           /* the caller said stop: no share of effort takes that back */
    bool hurry;          /* the first answer will do: a search stops as soon as there is one */
    int64_t fixed_worth; /* of the locked arrangements, of which solvers know nothing: for what is reported */
};

/* `effort` in steps of 1,000 operations, 0: none. */
void watch_init(struct watch *w, const struct match_control *control, uint64_t effort);
/* Notes that about so many simple operations (of some 5 ns) were done. True: stop at once, with what there is. */
bool watch_work(struct watch *w, uint64_t operations);
/* Starts a part of the work that may take `effort` steps from now on (0: no limit of its own). A stop at an earlier limit
 * is over, one by the caller is not. Returns whether there is work to do. */
bool watch_share(struct watch *w, uint64_t effort);

struct seating;
/* Reports the bound for the sum of worth over all rounds. */
void watch_bound(struct watch *w, int64_t bound);
/* Reports a better answer for all rounds: passes the places on in old numbers. Nothing, unless all seatings were found. */
void watch_better(struct watch *w, const struct rules *rounds, const struct seating *seatings, int count);

/* One round, people by the numbers of its struct rules, locked arrangements not among them. */
struct seating {
    int n;
    int *place; /* n, from 0 to places - 1; with places of their own bounds: the number of the place */
    int places;
    bool found;
    int64_t worth; /* the sum of rules->score over pairs in one arrangement */
    int64_t floor; /* the least that a person gets */
};

void seating_init(struct seating *s, int n);
void seating_release(struct seating *s);
/* Both are of as many people. */
void seating_copy(struct seating *to, const struct seating *from);
/* Counts worth and floor anew from the places. */
void seating_value(struct seating *s, const struct rules *r);
/* Writes the places by old numbers: -1 for whoever takes no part, the locked arrangements after the others. */
void seating_write(const struct seating *s, const struct rules *r, int *place);

/* ---- pairs/: exact. Sizes 2 and 2, no places; one trio where r->n is odd ---- */

/* FAIREST: the floor first, then the total at that floor. certificate may be NULL; else it is filled if r->n is even (people
 * by new numbers). MATCH_INFEASIBLE where no pairing keeps the rules. *bound and *floor_bound are true at any stop. */
enum match_state pairs_solve(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best, int64_t *bound,
                             int64_t *floor_bound, struct match_certificate *certificate);
/* Rounds without meeting twice: rounds[0..count-1] (all of the same people unless capacity differs). places: an array of
 * `count` seatings. *bound is on the sum over rounds. Repeats only where rounds without are impossible or were not found. */
enum match_state pair_rounds_solve(const struct rules *rounds, int count, enum match_aim aim, struct watch *w,
                                   struct seating *places, int64_t *bound);

/* ---- setpart/: groups, exact, where all that are possible can be listed ---- */

/* Whether there are few enough (size bounds and n only). */
bool setpart_fits(const struct rules *r);
/* *best may hold a start. At return *bound is true; best->worth == *bound if it was proved. FAIREST as above. */
enum match_state setpart_solve(const struct rules *r, enum match_aim aim, uint64_t seed, struct watch *w, struct seating *best,
                               int64_t *bound, int64_t *floor_bound);

/* ---- groups/: groups, as good as can be found. Improves *best, or finds a first one; MATCH_UNKNOWN if none was ---- */
enum match_state anneal_solve(const struct rules *r, enum match_aim aim, uint64_t seed, struct watch *w, struct seating *best);
/* ---- bound/: a bound for groups that is true whenever it stops; `worth` of the best known tells when it is good enough ---- */
void relax_bound(const struct rules *r, int64_t worth, struct watch *w, int64_t *bound);
/* ---- rounds/groups.c: all rounds together. Where `places` are all found they are the plan to begin with ---- */
enum match_state group_rounds_solve(const struct rules *rounds, int count, enum match_aim aim, uint64_t seed, struct watch *w,
                                    struct seating *places, int64_t *bound);

#endif
