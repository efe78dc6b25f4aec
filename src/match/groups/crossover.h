/* Crossover of two arrangements: the greedy partition crossover of Galinier and Hao (Hybrid evolutionary algorithms for
 * graph coloring, J. Comb. Opt. 3, 1999). The offspring gets whole groups from each parent in turn, the group with the
 * highest score first. The units that are left fill the free seats at random. The offspring is a start for annealing
 * and may be infeasible. */
#ifndef PEERLOOM_MATCH_GROUPS_CROSSOVER_H
#define PEERLOOM_MATCH_GROUPS_CROSSOVER_H

#include "match/groups/instance.h"
#include "match/random.h"

/* All three are the place of each unit. */
void crossover_make(const struct instance *inst, struct random *random, const int *parent, const int *other_parent,
                    int *offspring);

/* About how many units must move to make `a` into `b`. 0: the same groups, maybe with other numbers. */
int crossover_distance(const struct instance *inst, const int *a, const int *b);

#endif
