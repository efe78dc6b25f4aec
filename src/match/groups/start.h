/* Starts of annealing: an arrangement, its sizes, and the temperature. */
#ifndef PEERLOOM_MATCH_GROUPS_START_H
#define PEERLOOM_MATCH_GROUPS_START_H

#include "match/groups/state.h"

/* A random arrangement. The sizes are those of `size` (people of each place; NULL: any within the bounds) as far as
 * blocks allow. */
void start_scatter(struct anneal_state *s, const int *size);

/* Anneals the penalties alone until no rule is violated. The pair scores are the scores again afterwards. False: no
 * feasible arrangement was found. */
bool start_repair(struct anneal_state *s, struct instance *inst, struct watch *watch);

/* Backtracking over all arrangements, the units that are hardest to place first, until one is feasible; writes its
 * places. MATCH_INFEASIBLE: with this number of places there is none. MATCH_UNKNOWN: it ended after so many trials, or
 * the watch says stop. */
enum match_state start_backtrack(const struct instance *inst, uint64_t trials, struct watch *watch, int *place);

/* The temperature at which this share of the worsening swaps from the present arrangement would be accepted. */
double start_temperature(struct anneal_state *s, double share);

/* Lists up to `wanted` size vectors in sizes[wanted x places], the best first: those with the most pairs, or with the
 * fewest where a pair costs on average. No two have the same sizes in another order. Returns how many; 0: no sizes
 * within the bounds add up, or there are too many to list. */
int start_size_vectors(const struct instance *inst, int wanted, int *sizes);

#endif
