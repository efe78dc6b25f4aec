/* What a plan of several rounds is worth: who meets whom again, and by what two plans are compared. */
#ifndef PEERLOOM_MATCH_ROUNDS_PLAN_VALUE_H
#define PEERLOOM_MATCH_ROUNDS_PLAN_VALUE_H

#include "match/solver.h"

/* Scores less what repeats cost never fall below the least score by more than this. */
enum { MATCH_MOST_REPEAT_LOSS = 8000000 };

/* people x people by the problem's numbers, all 0; the caller frees. */
int *plan_meetings_new(const struct match_problem *p);
/* Counts who is together in the round in (by = 1) or out (-1); locked arrangements too. */
void plan_meetings_count(int *met, const struct rules *r, const struct seating *s, int by);

struct plan_value {
    int64_t repeats; /* meetings of two people beyond their first */
    int64_t loss;    /* problem->repeat_cost for every earlier meeting of two who meet */
    int64_t worth;   /* the sum over rounds, locked arrangements aside */
    int64_t floor;   /* the least that a person gets in any round */
};

/* Of rounds that were all found. */
struct plan_value plan_value(const struct rules *rounds, const struct seating *seatings, int count);
/* Whether plan a is the better one. Without a cost of repeats, fewer of them come first; then the floor where the aim
 * is the fairest plan; then worth, less what repeats cost. */
bool plan_value_better(enum match_aim aim, int32_t repeat_cost, const struct plan_value *a, const struct plan_value *b);
/* Where repeats have a cost: whether the plan is worse in neither of repeats and worth (or is fairer, where that is the
 * aim). */
bool plan_value_holds_up(enum match_aim aim, const struct plan_value *v, const struct plan_value *before);

#endif
