/* The hunt for good groups with a given number of places: annealing runs from random starts and from children of
 * good answers, with the best few kept. */
#ifndef PEERLOOM_MATCH_ANNEAL_HUNT_H
#define PEERLOOM_MATCH_ANNEAL_HUNT_H

#include "match/anneal_start.h"

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
    int *sizes, size_count; /* size vectors, the best first */
    int64_t size_score[HUNT_SIZES];
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
/* Takes h->best as one of the pool, if it has the right number of places. */
void hunt_adopt(struct hunt *h);
/* What one sweep counts at the watch, about. */
uint64_t hunt_sweep_work(const struct hunt *h);

#endif
