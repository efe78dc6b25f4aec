/* All rounds of groups at once: who sits where in each, and who has met whom how often. */
#ifndef PEERLOOM_MATCH_ROUNDS_PLAN_H
#define PEERLOOM_MATCH_ROUNDS_PLAN_H

#include "match/groups/start.h"

struct plan {
    const struct rules *rules; /* of each round */
    int rounds, people;        /* people: by the problem's numbers */
    struct watch *watch;
    struct plan_round {
        struct field field;
        struct walk walk;
        int *place; /* of each unit */
    } *round;
    int *met;  /* people x people: in how many rounds two are together */
    int *base; /* the same in locked arrangements alone */
    struct random random;
    bool impossible; /* a round was found to have no arrangement that keeps its rules */
    bool scores;   /* whether scores count, or only meeting again and the rules */
    int64_t price; /* what meeting again costs, at most a round's pressure for breaking a rule */
    bool each;     /* for each earlier meeting, not only once */
    bool fair;     /* nobody should get less than `floor` in any round */
    int64_t floor;
};

/* As few places a round as can be where large groups are wanted, as many as can be where not; then `more_places` in the other
 * direction, as far as that goes. PLAN_MIXED and more: numbers of their own for each round, at random. False: some round's people
 * do not fit any number of places. */
enum { PLAN_MIXED = 4 };
bool plan_init(struct plan *p, const struct rules *rounds, int count, int more_places, uint64_t seed, struct watch *w);
void plan_release(struct plan *p);

/* Seats everybody at random, all rules kept; takes other numbers of places for rounds where that does not go. False: for some
 * round nothing was found. */
bool plan_scatter(struct plan *p);
/* Takes an arrangement of all rounds, with as many places as it has. */
void plan_set(struct plan *p, const struct seating *rounds);

/* Goes through all rounds once, in random order, with so many sweeps in each, at one temperature. True: stop. */
bool plan_pass(struct plan *p, double temperature, int sweeps);
/* Makes the field of a round as the other rounds are now, and sets the walk down there; plan_leave() takes over where it
 * stands then. */
void plan_enter(struct plan *p, int k);
void plan_leave(struct plan *p, int k);

/* Whether the number of places is open in some round. */
bool plan_can_vary(const struct rules *rounds, int count);

/* Meetings of pairs beyond their first. */
int64_t plan_repeats(const struct plan *p);
bool plan_feasible(const struct plan *p);
/* Writes round k into a seating, with its worth. */
void plan_read(const struct plan *p, int k, struct seating *s);

#endif
