/* The search for good groups with a given number of places: many short annealing runs, and an elite pool of the best
 * results.
 *
 * A run starts from a random arrangement (a restart) or from the crossover of two arrangements of the pool. The start
 * temperature of restarts, and the size vector where sizes may differ, are chosen by the results of earlier runs. */
#ifndef PEERLOOM_MATCH_GROUPS_RESTARTS_H
#define PEERLOOM_MATCH_GROUPS_RESTARTS_H

#include "match/groups/start.h"

enum { RESTARTS_POOL = 10, RESTARTS_SIZES = 8, RESTARTS_TEMPERATURES = 3 };

struct restarts {
    const struct rules *rules;
    enum match_aim aim;
    struct watch *watch;
    struct seating *incumbent; /* the caller's: replaced whenever something better is found */
    struct instance inst;
    struct anneal_state state;
    double highest, warm,
        lowest; /* temperatures: the highest start of a restart, the start after a crossover, the end */
    struct start_temperature {
        double objective; /* of restarts from this share of `highest`: a moving average */
        bool tried;
    } temperature[RESTARTS_TEMPERATURES];
    int longest; /* sweeps of the longest run so far: only runs of that length are compared */
    int *sizes,
        size_count; /* size vectors, size_count x places; the number size_count stands for sizes that are not fixed */
    struct size_record {
        double objective; /* of restarts with these sizes, on average */
        int runs;
        bool failed; /* the first run found nothing feasible */
    } record[RESTARTS_SIZES + 1];
    int fixed;        /* number of the size vector that the instance has now */
    int pool_sizes;   /* number of the size vector that did best: all of the pool has it */
    int *arrangement; /* units: room for an arrangement */
    struct elite {
        int *place; /* of each unit */
        int64_t objective;
    } pool[RESTARTS_POOL];
    int pool_count;
    int64_t target,
        stride;      /* FAIREST: the floor that the run aims at, and how far it is above the floor of the incumbent */
    int failed;      /* FAIREST: runs in a row that did not reach a higher floor */
    bool impossible; /* proved: no arrangement with so many places is feasible */
};

void restarts_init(struct restarts *s, const struct rules *r, int places, enum match_aim aim, uint64_t seed,
                   struct watch *w, struct seating *incumbent);
void restarts_release(struct restarts *s);

/* A first feasible arrangement, improved to a local optimum, and the temperatures. False: none was found. */
bool restarts_begin(struct restarts *s);
/* One run of about so many sweeps. False: the watch says stop. */
bool restarts_run(struct restarts *s, int sweeps);
/* Puts the incumbent into the pool and its sizes among the size vectors, if it has the same number of places. */
void restarts_add_incumbent(struct restarts *s);
/* Where sizes may differ: compares the size vectors by runs of so many sweeps, the better half again and again. Costs
 * about so much work, at least one run for each vector. */
void restarts_compare_sizes(struct restarts *s, int sweeps, uint64_t work);
/* The operations of one sweep, about. */
uint64_t restarts_sweep_work(const struct restarts *s);

/* ---- restarts_pool.c: the elite pool ---- */

/* Puts the state into the pool, if it is feasible: in the place of a similar arrangement, else of the worst. */
void restarts_add_to_pool(struct restarts *s);
/* Empties the pool if this is not the size vector of its arrangements. */
void restarts_set_pool_sizes(struct restarts *s, int which);
/* The highest objective in the pool; INT64_MIN: it is empty. */
int64_t restarts_pool_best(const struct restarts *s);

/* ---- restarts_sizes.c: which sizes, where they may differ ---- */

/* The size vector of that number; NULL for size_count. */
const int *restarts_sizes(const struct restarts *s, int which);
/* Fixes the sizes of the instance to that vector. */
void restarts_fix_sizes(struct restarts *s, int which);
/* Records the result of the restart that just ended for its size vector. */
void restarts_record_sizes(struct restarts *s);
/* The number of the size vector at that rank, from 0 for the best. */
int restarts_ranked_sizes(const struct restarts *s, int rank);
/* Chooses a size vector for the next restart: the best with probability 7/8, else the second with 7/8, and so on. */
int restarts_choose_sizes(struct restarts *s);
/* Puts the sizes of the incumbent in the place of the same sizes in another order, or of the last vector. Returns its
 * number. */
int restarts_add_sizes(struct restarts *s);

#endif
