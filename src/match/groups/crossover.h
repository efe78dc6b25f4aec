/* A child of two arrangements: it takes whole groups from each parent in turn, the most valuable first (the greedy partition
 * crossover of Galinier and Hao, Hybrid evolutionary algorithms for graph coloring, J. Comb. Opt. 3, 1999), and whoever is
 * left over fills the seats that are free. It is a place for a walk to begin, not an answer. */
#ifndef PEERLOOM_MATCH_GROUPS_CROSSOVER_H
#define PEERLOOM_MATCH_GROUPS_CROSSOVER_H

#include "match/groups/instance.h"
#include "match/random.h"

/* mother, father and child: the place of each unit. */
void recombine(const struct field *f, struct random *random, const int *mother, const int *father, int *child);

/* How many units of `a` would have to move to make it `b`, about: 0 for the same groups, whatever their numbers. */
int recombine_distance(const struct field *f, const int *a, const int *b);

#endif
