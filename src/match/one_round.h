/* One round by the best way there is for it: pairs exactly; groups proved where all can be listed, else searched for
 * and bounded. What match_solve() does with a single round, and what a plan of several begins with. */
#ifndef PEERLOOM_MATCH_ONE_ROUND_H
#define PEERLOOM_MATCH_ONE_ROUND_H

#include "match/solver.h"

struct one_round {
    const struct rules *rules;
    enum match_aim aim;
    uint64_t seed;
    struct watch *watch;
    uint64_t effort;                       /* the watch stops at so many steps in all */
    struct seating *best;                  /* the answer; initialised */
    int64_t bound, floor_bound;            /* INT64_MAX before: none known */
    struct match_certificate *certificate; /* NULL: not wanted */
};

enum match_state one_round_solve(struct one_round *one);

/* Steps that the watch has left of so many in all. */
uint64_t effort_left(const struct watch *w, uint64_t effort);
/* Starts a part of the work with `share` steps, or what is left of `effort` if that is less. False: nothing is left. */
bool start_share(struct watch *w, uint64_t effort, uint64_t share);

#endif
