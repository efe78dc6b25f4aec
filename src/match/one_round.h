/* One round by the method that fits it: pairs exactly; groups by set partitioning where all can be listed, else by
 * annealing and a bound. match_solve() uses it for a single round, and for the first plan of several rounds. */
#ifndef PEERLOOM_MATCH_ONE_ROUND_H
#define PEERLOOM_MATCH_ONE_ROUND_H

#include "match/solver.h"

struct one_round {
    const struct rules *rules;
    enum match_aim aim;
    uint64_t seed;
    struct watch *watch;
    uint64_t effort;                       /* steps in all, after which the watch stops */
    struct seating *best;                  /* the answer; initialised */
    int64_t bound, floor_bound;            /* INT64_MAX before the call: none is known */
    struct match_certificate *certificate; /* NULL: not wanted */
};

enum match_state one_round_solve(struct one_round *one);

#endif
