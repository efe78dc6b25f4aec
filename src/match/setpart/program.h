/* The linear program over some of the groups, and the integer program. By GLPK (Debian's libglpk-dev): its simplex
 * continues from the last basis, and its branch and cut can be stopped by the watch. GLPK has an environment for each
 * thread and shares nothing. */
#ifndef PEERLOOM_MATCH_SETPART_PROGRAM_H
#define PEERLOOM_MATCH_SETPART_PROGRAM_H

#include "match/setpart/column_set.h"

struct setpart_program;

/* n people, `fewest` to `highest` groups. It has no groups yet; a person in no group costs `fine`. */
struct setpart_program *program_new(int n, int fewest, int highest, double fine);
void program_free(struct setpart_program *p);
/* Adds a group with this coefficient in the objective. */
void program_add(struct setpart_program *p, const struct column_set *c, size_t column, int64_t worth);
/* Solves the linear program. Writes the prices (dual variables) of people to price[0..n-1] and that of a group to
 * *of_group. False: stopped, or a numerical failure; the prices are then valid, but not optimal. */
bool program_solve(struct setpart_program *p, struct watch *w, double *price, double *of_group);
/* Whether somebody is in no group in the solution: then even the linear program is infeasible. */
bool program_lacks(const struct setpart_program *p);

enum { PROGRAM_BEST, PROGRAM_NONE, PROGRAM_STOPPED };
/* Solves the integer program: the best choice of groups with a sum of at least `wanted` (INT64_MIN: any). PROGRAM_BEST:
 * the numbers of the columns, in their order of program_add(), are in chosen[0..*count-1]. PROGRAM_NONE: there is no
 * such choice. PROGRAM_STOPPED: *count > 0 if a choice was found, not proved the best. GLPK computes in floating point
 * and takes a relative difference of 1e-7 as equal: where coefficients are too large for that, nothing is said to be
 * proved. */
int program_whole(struct setpart_program *p, int64_t wanted, struct watch *w, size_t *chosen, int *count);

#endif
