/* The value of a plan of several rounds, and the comparison of two plans. */
#ifndef PEERLOOM_MATCH_ROUNDS_PLAN_VALUE_H
#define PEERLOOM_MATCH_ROUNDS_PLAN_VALUE_H

#include "match/solver.h"

/* The most that repeats subtract from the score of a pair. */
enum { MATCH_MOST_REPEAT_LOSS = 8000000 };

/* people x people by old numbers, all 0; the caller frees it. */
int *plan_meetings_new(const struct match_problem *p);
/* Counts the meetings of a round in (by = 1) or out (-1), locked arrangements included. */
void plan_meetings_count(int *met, const struct rules *r, const struct seating *s, int by);

struct plan_value {
    int64_t repeats; /* meetings of two people beyond their first */
    int64_t loss;    /* problem->repeat_cost for each earlier meeting of a pair that meets */
    int64_t worth;   /* the sum over rounds, without locked arrangements */
    int64_t floor;   /* the least that a person gets in any round */
};

/* All rounds must have been found. */
struct plan_value plan_value(const struct rules *rounds, const struct seating *seatings, int count);
/* Whether plan a is better. Without a cost of repeats, fewer repeats come first; then, for FAIREST, the floor; then
 * worth less the loss by repeats. */
bool plan_value_better(enum match_aim aim, int32_t repeat_cost, const struct plan_value *a, const struct plan_value *b);
/* Where repeats have a cost: whether the plan is worse in neither repeats nor worth (for FAIREST: or has a higher
 * floor). */
bool plan_value_holds_up(enum match_aim aim, const struct plan_value *v, const struct plan_value *before);

#endif
