/* Crossover of two arrangements: the greedy partition crossover of Galinier and Hao (Hybrid evolutionary algorithms for
 * graph coloring, J. Comb. Opt. 3, 1999). The offspring gets whole groups from each parent in turn, the group with the
 * highest score first. The units that are left fill the free seats at random. The offspring is a start for annealing
 * and may be infeasible.
 *
 * What it earns, measured at the default effort with three seeds each, against random restarts only. MDGPLIB with
 * different sizes (15 instances of 120 to 480 people): better in 30 of 45 runs, worse in 13, on average by 0.044 per
 * cent. Equal sizes: 9 better, 18 worse, no difference on average (0.000 per cent). PeerSim from 120 people: 2 of 21
 * better, 6 worse, -0.007 per cent. Smaller instances (156 runs): always the same value. Without rules, one parent
 * unchanged is as good a start as the offspring (33 of 90 runs better, 39 worse). With rules it is not: on the 31 of
 * 700 small random problems where that makes a difference, with 10,000 to 400,000 steps and three seeds, the offspring
 * was better in 14 runs and worse in 4, on average by 0.25 per cent. */
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
