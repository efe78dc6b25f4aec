/* A walk over arrangements: swaps of two units, moves of one, and swaps of a block against several, each taken or not by the
 * Metropolis rule (Kirkpatrick, Gelatt, Vecchi: Optimization by simulated annealing, Science 220, 1983).
 *
 * For every place the walk knows what every unit would get there. What swapping unit u against v gains is then four sums and
 * one pair score, and for one u the gains of all v are worked out in a row with SIMD: some 1,000 million swaps a second. Each
 * swap has a die of its own: it is taken if gain + die > 0, the dice being exponentially distributed with the temperature as
 * their mean, which is the same as taking it with probability exp(gain / temperature). Taking one costs two rows. */
#ifndef PEERLOOM_MATCH_GROUPS_STATE_H
#define PEERLOOM_MATCH_GROUPS_STATE_H

#include "match/groups/tally.h"
#include "match/random.h"
#include "match/solver.h"

enum {
    WALK_DICE = 4096,      /* dice that differ; a power of 2 */
    WALK_SHORT_PRICE = 16, /* what each point that somebody gets too little costs */
};

struct walk {
    const struct field *field;
    struct tally tally;
    struct random random;
    bool plain;        /* no demands and no blocks: a swap cannot strain anything */
    bool fixed_sizes;  /* no moves of one unit: sizes stay as they are */
    int32_t *sum;      /* places x stride: what each unit would get (or gets) in each place */
    int32_t *own;      /* stride: what it gets */
    int32_t *place;    /* stride: where it is; padding: `places` */
    int32_t *offer;    /* places + 1: what the unit in hand would get in each place */
    int *next, *prev;  /* rings: units, then a head for each place */
    int64_t score;     /* the sum of field->pair over pairs that are together */
    int strain;        /* of sizes and demands */
    int clashes;       /* pairs together that are apart */
    int64_t *need;     /* fairness: what each unit should get at least; NULL: not looked at */
    int64_t shortfall; /* by how much they get less, all in all, and something for each of them */
    double *quantile;  /* of the exponential distribution with mean 1, shuffled */
    int32_t *dice;     /* times the temperature */
    int dice_count;
    double temperature;
    uint64_t work;     /* simple operations not yet told to the watch */
    uint64_t taken;
};

void walk_init(struct walk *w, const struct field *f, uint64_t seed);
void walk_release(struct walk *w);

/* Sets all units down anew (place of each), from scratch; also after field_fill() and field_narrow(). */
void walk_place(struct walk *w, const int *place);
void walk_result(const struct walk *w, int *place);

void walk_heat(struct walk *w, double temperature);
/* Tries every swap and every move once. True: the watch says stop. */
bool walk_sweep(struct walk *w, struct watch *watch);
/* Sweeps at temperature 0 until nothing improves (at most `sweeps` times). */
bool walk_quench(struct walk *w, struct watch *watch, int sweeps);

/* Makes the walk care for fairness: nobody should get less than `floor` (in the field's scale). walk_unfair() ends that. */
void walk_fair(struct walk *w, int64_t floor);
void walk_unfair(struct walk *w);

/* How the shortfall grows if u goes to place k and v (or nobody, -1) comes back. */
int64_t walk_shortfall_grows(const struct walk *w, int u, int v, int k);

/* What the walk raises: the score less what is broken. */
int64_t walk_energy(const struct walk *w);

static inline bool walk_feasible(const struct walk *w)
{
    return w->strain == 0 && w->clashes == 0;
}

/* The scores of unit u with all others. */
static inline const int32_t *walk_pairs(const struct walk *w, int u)
{
    return w->field->pair + (size_t)u * (size_t)w->field->stride;
}

/* One step, whatever it costs: unit u to place k; u and v change places. */
void walk_move(struct walk *w, int u, int k);
void walk_swap(struct walk *w, int u, int v);

#endif
