/* The linear program over some of the groups, and the same in whole numbers: GLPK (Debian's libglpk-dev), which brings a
 * simplex that starts where it left off and a branch and cut that can be watched. It keeps an environment for each thread,
 * nothing that is shared. */
#ifndef PEERLOOM_MATCH_SETPART_PROGRAM_H
#define PEERLOOM_MATCH_SETPART_PROGRAM_H

#include "match/setpart/columns.h"

struct program;

/* n people; between `fewest` and `highest` groups. Nobody is seated to begin with: that costs `fine` for each. */
struct program *program_new(int n, int fewest, int highest, double fine);
void program_free(struct program *p);
/* `worth`: what the group counts for. */
void program_add(struct program *p, const struct possible *c, size_t column, int64_t worth);
/* Solves it; prices of people, and of a group as such, go to price[0..n-1] and *of_group. False if it was stopped, or if
 * numbers got out of hand: the prices are still prices, if not the best ones. */
bool program_solve(struct program *p, struct watch *w, double *price, double *of_group);
/* Whether somebody is not seated in the solution: then there is no way even in parts of groups. */
bool program_lacks(const struct program *p);

enum { PROGRAM_BEST, PROGRAM_NONE, PROGRAM_STOPPED };
/* The best choice of whole groups worth at least `wanted` (INT64_MIN: any): PROGRAM_BEST, with the numbers of the columns
 * (their order of program_add()) in chosen[0..*count-1]; PROGRAM_NONE if there is none. *count is above 0 after
 * PROGRAM_STOPPED if a choice was found that was not proved the best. It reckons in floating point, and takes what differs by
 * a ten-millionth for equal: so worths have to be small, and where they are not nothing is said to be proved. */
int program_whole(struct program *p, int64_t wanted, struct watch *w, size_t *chosen, int *count);

#endif
