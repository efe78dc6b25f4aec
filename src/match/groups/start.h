/* Where a walk begins, how hot, and with which sizes. */
#ifndef PEERLOOM_MATCH_GROUPS_START_H
#define PEERLOOM_MATCH_GROUPS_START_H

#include "match/groups/state.h"

/* Sets all units down at random, with sizes as in `size` (people of each place; NULL: any within the bounds) as far as blocks
 * let it. */
void start_scatter(struct walk *w, const int *size);

/* Walks until all rules are kept, scores aside (the field is filled anew for it and back again). False: it was not found. */
bool start_repair(struct walk *w, struct field *f, struct watch *watch);

/* Tries all arrangements in a fixed order, units that are hardest to place first, until one keeps all rules. MATCH_INFEASIBLE:
 * with so many places there is none. Gives up (MATCH_UNKNOWN) after so many trials or when the watch says stop. */
enum match_state start_search(const struct field *f, uint64_t trials, struct watch *watch, int *place);

/* The temperature at which this share of the worsening swaps would be taken from here. */
double start_temperature(struct walk *w, double share);

/* Lists up to `wanted` size vectors with the most pairs (the fewest where pairs cost more than they bring), no two alike, best
 * first, in sizes[wanted x places]; returns how many, 0 if no sizes within the bounds add up. */
int start_sizes(const struct field *f, int wanted, int *sizes);

#endif
