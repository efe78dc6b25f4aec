/* A plan of all rounds of groups: the place of everybody in each round, and how often each pair meets. */
#ifndef PEERLOOM_MATCH_ROUNDS_PLAN_H
#define PEERLOOM_MATCH_ROUNDS_PLAN_H

#include "match/groups/start.h"

struct rounds_plan {
    const struct rules *rules; /* of each round */
    int rounds, people;        /* people: by the problem's numbers */
    struct watch *watch;
    struct plan_round {
        struct instance inst;
        struct anneal_state state;
        int *place; /* of each unit */
    } *round;
    int *met;  /* people x people: in how many rounds two are together */
    int *base; /* the same, in locked arrangements only */
    struct random random;
    bool impossible; /* proved: some round has no feasible arrangement */
    bool scores;     /* whether scores count, or only repeats and rules */
    int64_t price;   /* of a repeat; at most the penalty of a violation in the round */
    bool each;       /* for each earlier meeting, not only once */
    bool fair;       /* nobody should get less than `floor` in any round */
    int64_t floor;
};

/* Each round has the fewest places that are possible where large groups score more, else the most; then `more_places`
 * in the other direction, within the possible. PLAN_MIXED and more: a random number for each round. False: for some
 * round no number of places fits. */
enum { PLAN_MIXED = 4 };
bool plan_init(struct rounds_plan *p, const struct rules *rounds, int count, int more_places, uint64_t seed,
               struct watch *w);
void plan_release(struct rounds_plan *p);

/* A random feasible arrangement for each round, with another number of places where the present one has none. False:
 * for some round nothing was found. */
bool plan_scatter(struct rounds_plan *p);
/* Copies the arrangements of all rounds, and their numbers of places. */
void plan_set(struct rounds_plan *p, const struct seating *rounds);

/* Anneals each round once, in random order, with so many sweeps at one temperature. True: stop. */
bool plan_pass(struct rounds_plan *p, double temperature, int sweeps);
/* Opens round k for annealing: fills its pair scores by the meetings in the other rounds, and sets the state.
 * plan_leave() closes it: copies the state to the plan. */
void plan_enter(struct rounds_plan *p, int k);
void plan_leave(struct rounds_plan *p, int k);

/* Whether some round can have different numbers of places. */
bool plan_can_vary(const struct rules *rounds, int count);

/* Meetings of pairs beyond their first. */
int64_t plan_repeats(const struct rounds_plan *p);
bool plan_feasible(const struct rounds_plan *p);
/* Copies round k to a seating, with its worth. */
void plan_read(const struct rounds_plan *p, int k, struct seating *s);

#endif
