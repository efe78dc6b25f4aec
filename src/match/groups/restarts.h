/* The hunt for good groups with a given number of places: annealing runs from random starts and from children of
 * good answers, with the best few kept. */
#ifndef PEERLOOM_MATCH_GROUPS_RESTARTS_H
#define PEERLOOM_MATCH_GROUPS_RESTARTS_H

#include "match/groups/start.h"

enum { HUNT_POOL = 10, HUNT_SIZES = 8, HUNT_HEATS = 3 };

struct hunt {
    const struct rules *rules;
    enum match_aim aim;
    struct watch *watch;
    struct seating *best; /* the caller's: improved whenever something better is found */
    struct field field;
    struct walk walk;
    double hot, warm, cold; /* temperatures: the highest of a fresh run, of a child, at the end */
    struct heat {
        double energy; /* what fresh runs from this share of `hot` came to, an average that forgets */
        bool tried;
    } heat[HUNT_HEATS];
    int longest;            /* sweeps of the longest run so far: only those are compared */
    int *sizes, size_count; /* size vectors to which the field can be narrowed; number size_count is: it is not */
    struct sizing {
        double energy; /* what fresh runs with these sizes came to, on average */
        int runs;
        bool failed; /* no run found a way to keep the rules */
    } sizing[HUNT_SIZES + 1];
    int narrowed, leader;   /* which of them counts now; which did best: the pool is of those sizes */
    int *child;             /* room for an arrangement */
    struct kept {
        int *place; /* of each unit */
        int64_t score;
    } pool[HUNT_POOL];
    int pool_count;
    int64_t target, stride; /* FAIREST: the floor now aimed at, and how far that is above the best one */
    int failed;             /* FAIREST: runs in a row that did not reach a higher floor */
    bool impossible;        /* no arrangement with so many places keeps the rules: all were tried */
};

void hunt_init(struct hunt *h, const struct rules *r, int places, enum match_aim aim, uint64_t seed, struct watch *w,
               struct seating *best);
void hunt_release(struct hunt *h);

/* A first answer at a local optimum, and the temperatures. False: none was found. */
bool hunt_start(struct hunt *h);
/* One run of about so many sweeps. False: the watch says stop. */
bool hunt_run(struct hunt *h, int sweeps);
/* Takes h->best as one of the pool, and its sizes into the choice, if it has the right number of places. */
void hunt_adopt(struct hunt *h);
/* Where sizes may differ: compares the choices by runs of so many sweeps, of the better half again and again; with about so
 * much work, if that allows one run with each. */
void hunt_compare_sizes(struct hunt *h, int sweeps, uint64_t work);
/* What one sweep counts at the watch, about. */
uint64_t hunt_sweep_work(const struct hunt *h);

/* ---- anneal_hunt_sizes.c: which sizes, where they may differ ---- */

/* The size vector of that number, NULL for the last; narrowing the field to it. */
const int *hunt_sizes(const struct hunt *h, int which);
void hunt_narrow(struct hunt *h, int which);
/* Counts the fresh run that just ended for its sizes. */
void hunt_learn_sizes(struct hunt *h);
/* The number of the sizes that so many do better than. */
int hunt_ranked_sizes(const struct hunt *h, int rank);
/* Sizes for the next fresh run: seven times in eight those that did best, or else the next, and so on. */
int hunt_choose_sizes(struct hunt *h);
/* Puts the sizes of h->best in the place of the same ones in another order, or of the least promising ones; their number. */
int hunt_adopt_sizes(struct hunt *h);

#endif
