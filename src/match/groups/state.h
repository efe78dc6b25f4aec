/* The state of simulated annealing (Kirkpatrick, Gelatt, Vecchi: Optimization by simulated annealing, Science 220,
 * 1983) on one instance: an arrangement, its objective, and the temperature.
 *
 * Steps are swaps of two units, moves of one unit, and swaps of a block against several units. The Metropolis rule
 * accepts or rejects each of them. For every place the state holds what every unit would get there. The gain of
 * swapping units u and v is then four sums and one pair score. For one u, the gains of all v are computed in a row with
 * SIMD: some 1,000 million swaps a second. Each swap has a random number of its own, its noise, exponentially
 * distributed with the temperature as its mean. A swap is accepted if gain + noise > 0, which has the probability
 * exp(gain / temperature). Accepting one costs two rows. */
#ifndef PEERLOOM_MATCH_GROUPS_STATE_H
#define PEERLOOM_MATCH_GROUPS_STATE_H

#include "match/groups/tally.h"
#include "match/random.h"
#include "match/solver.h"

enum {
    STATE_NOISE = 4096,           /* different noise values; a power of 2 */
    STATE_SHORTFALL_PENALTY = 16, /* of each point by which somebody is below the floor */
};

struct anneal_state {
    const struct instance *inst;
    struct place_tally tally;
    struct random random;
    bool plain;        /* no demands and no blocks: a swap cannot violate anything */
    bool fixed_sizes;  /* no moves of one unit: sizes stay as they are */
    int32_t *sum;      /* places x stride: what each unit would get (or gets) in each place */
    int32_t *own;      /* stride: what it gets */
    int32_t *place;    /* stride: where it is; padding: `places` */
    int32_t *offer;    /* places + 1: what the unit of the present row would get in each place */
    int *next, *prev;  /* rings: units, then a head for each place */
    int64_t score;     /* the sum of inst->pair over pairs that are together */
    int violation;     /* of sizes and demands */
    int conflicts;     /* pairs together that are apart */
    int64_t *need;     /* the floor: what each unit should get at least; NULL: no floor is set */
    int64_t shortfall; /* by how much they get less, summed, and a constant for each of them */
    double *quantile;  /* of the exponential distribution with mean 1, shuffled */
    int32_t *noise;    /* quantile times the temperature */
    int noise_count;
    double temperature;
    uint64_t work; /* simple operations not yet counted at the watch */
};

void state_init(struct anneal_state *s, const struct instance *inst, uint64_t seed);
void state_release(struct anneal_state *s);

/* Sets the arrangement (place of each unit) and computes everything from scratch. Also to be called after
 * instance_fill() and instance_fix_sizes(). */
void state_place(struct anneal_state *s, const int *place);
/* Copies the place of each unit. */
void state_read(const struct anneal_state *s, int *place);

void state_set_temperature(struct anneal_state *s, double temperature);
/* Tries every swap and every move once. True: the watch says stop. */
bool state_sweep(struct anneal_state *s, struct watch *watch);
/* Sweeps at temperature 0 until nothing improves, at most `sweeps` times: a local optimum. True: the watch says stop.
 */
bool state_descend(struct anneal_state *s, struct watch *watch, int sweeps);

/* From now on, nobody should get less than `floor` (in the scale of the instance): what is missing is a penalty. */
void state_set_floor(struct anneal_state *s, int64_t floor);

/* By how much the shortfall grows if u goes to place k and v (or nobody, -1) comes back. */
int64_t state_shortfall_change(const struct anneal_state *s, int u, int v, int k);

/* What annealing maximises: the score, less the penalties of violations and of the shortfall. */
int64_t state_objective(const struct anneal_state *s);

static inline bool state_feasible(const struct anneal_state *s)
{
    return s->violation == 0 && s->conflicts == 0;
}

/* The scores of unit u with all others. */
static inline const int32_t *state_pair_row(const struct anneal_state *s, int u)
{
    return s->inst->pair + (size_t)u * (size_t)s->inst->stride;
}

/* One step, whatever it costs: unit u to place k; u and v change places. */
void state_move(struct anneal_state *s, int u, int k);
void state_swap(struct anneal_state *s, int u, int v);

#endif
