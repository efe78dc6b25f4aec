/* Groups as a set partitioning problem: of all groups that the rules allow, choose some that hold everybody once.
 *
 * Few people (SETPART_FEW): a table over all sets of people, exact in every respect. More: the linear relaxation over all
 * groups, solved by sifting (a small program of promising groups; its prices are put on all groups, and the best paid are
 * taken in, until none pays), then every group whose loss is larger than the gap is dropped, and what is left is decided
 * by branch and bound (Balas and Padberg, SIAM Review 18(4), 1976; Bixby et al., Operations Research 40(5), 1992, on sifting).
 * A bound is made of prices rounded to whole numbers, put on all groups: it is true however they came about.
 */
#ifndef PEERLOOM_MATCH_SETPART_SETPART_H
#define PEERLOOM_MATCH_SETPART_SETPART_H

#include "match/solver.h"

enum { SETPART_FEW = 14, SETPART_MOST_GROUPS = 13 * 1000 * 1000 };

/* The two ways, for the tests; arguments as those of setpart_solve(). The table: r->n <= SETPART_FEW. The program: no places
 * with bounds of their own unless all are the same. */
enum match_state setpart_table(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best, int64_t *bound,
                               int64_t *floor_bound);
enum match_state setpart_program(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best, int64_t *bound,
                                 int64_t *floor_bound);

#endif
