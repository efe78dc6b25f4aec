/* An instance of the grouping problem with a given number of places, in the form in which annealing reads it.
 *
 * People who must stay together are one unit. Scores are those of pairs of units: rows of int32, padded for SIMD. The
 * instance does not change while an annealing state uses it, except by instance_fill(), instance_fix_sizes() and
 * instance_raise_penalty(). */
#ifndef PEERLOOM_MATCH_GROUPS_INSTANCE_H
#define PEERLOOM_MATCH_GROUPS_INSTANCE_H

#include "match/rules.h"

/* Rows are padded to a multiple of this, so that inner loops of that many steps become SIMD at -O2. */
enum { INSTANCE_LANES = 32 };

struct watch;

struct instance {
    const struct rules *rules;
    struct watch *watch;       /* counts the work of filling; may be NULL */
    int people, units, stride; /* stride: units, padded */
    int *start, *member;       /* unit u: people member[start[u]] to member[start[u + 1] - 1] */
    int *weight;               /* of a unit: how many people */
    bool has_blocks;           /* there are units of more than one person */
    uint8_t *apart;            /* units x units: 1 where the two must not be in one place */
    bool any_apart;
    int32_t *pair;   /* units x stride: the score of the pair, shifted; less `penalty` where apart. 0 on the diagonal */
    int32_t penalty; /* of one violation of a rule, in the same scale */
    int shift;       /* scores are divided by 2^shift: 0 unless they are so large that sums would not fit */
    int places;
    int *least, *most;    /* bounds on the people in each place */
    bool interchangeable; /* all places have the same bounds: their numbers mean nothing */
    bool sizes_vary;      /* the bounds do not determine the sizes */
};

/* What the pair scores contain: the scores, or the penalties only (to search for a feasible start). */
enum instance_scores { INSTANCE_SCORES, INSTANCE_RULES_ONLY };

/* `places` places; where the problem has no bounds for each place, all have the problem's. The rules and the watch must
 * outlive the instance. */
void instance_init(struct instance *inst, const struct rules *r, int places, struct watch *watch);
void instance_release(struct instance *inst);
/* Fixes the size of each place; NULL: the bounds are the problem's again. An annealing state reads it in state_place().
 */
void instance_fix_sizes(struct instance *inst, const int *size);
/* Computes the pair scores. */
void instance_fill(struct instance *inst, enum instance_scores scores);
/* Doubles the penalty; false if it is as high as sums allow. Has effect from the next instance_fill() on. */
bool instance_raise_penalty(struct instance *inst);

/* The least and the most places that these people can fill; least > most: no number of places fits. */
void instance_place_range(const struct rules *r, int *least, int *most);

/* The sum of what the people of a unit get from each other, in the scale of the instance. Each pair counts for both. */
int64_t instance_unit_score(const struct instance *inst, int unit);

/* Whether an arrangement (place of each unit) satisfies all rules and bounds: checked from the rules themselves. */
bool instance_feasible(const struct instance *inst, const int *place);

#endif
