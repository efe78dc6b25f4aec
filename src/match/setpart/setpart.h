/* Groups as a set partitioning problem: of all feasible groups, choose some that contain everybody exactly once.
 *
 * Few people (SETPART_FEW): dynamic programming over all sets of people. More people: the linear relaxation over all
 * groups by sifting (Bixby et al., Operations Research 40(5), 1992). A small program has some of the groups. Its prices
 * give the reduced cost of every group, and the best groups are added, until none has a positive one. Then groups whose
 * loss is larger than the gap are removed, and branch and bound decides among the others (Balas and Padberg, SIAM
 * Review 18(4), 1976). The bound is computed from integer prices over all groups: it is valid whatever the prices are.
 */
#ifndef PEERLOOM_MATCH_SETPART_SETPART_H
#define PEERLOOM_MATCH_SETPART_SETPART_H

#include "match/solver.h"

enum { SETPART_FEW = 14, SETPART_MOST_GROUPS = 13 * 1000 * 1000 };

/* The two methods, for the tests; arguments as in setpart_solve(). The table: r->n <= SETPART_FEW. The program: all
 * places have the same bounds. */
enum match_state setpart_by_table(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best,
                                  int64_t *bound, int64_t *floor_bound);
enum match_state setpart_by_program(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best,
                                    int64_t *bound, int64_t *floor_bound);

#endif
