#include "match/rounds/greedy.h"

#include "base/mem.h"
#include "match/one_round.h"
#include "match/rounds/plan_value.h"
#include <stdlib.h>

enum { SOFT_COST = 8 }; /* the cost of a repeat in highest scores, where repeats should not be but cannot be avoided */

struct greedy {
    enum match_aim aim;
    uint64_t seed, effort;
    struct watch *watch;
    int *met; /* people x people, by old numbers: in how many rounds so far */
};

/* ---- each round has a watch of its own, and runs as it would alone ---- */

struct relay {
    struct watch *outer;
    uint64_t before; /* operations */
};

static bool relay_poll(void *data, const struct match_progress *progress)
{
    struct relay *relay = data;
    const struct match_control *control = relay->outer->control;
    struct match_progress whole = relay->outer->progress;
    whole.steps = relay->before / 1000 + progress->steps;
    return control && control->poll && control->poll(control->data, &whole);
}

static enum match_state solve_alone(const struct greedy *g, const struct rules *r, enum match_aim aim,
                                    struct seating *s)
{
    struct relay relay = {g->watch, g->watch->operations};
    struct match_control control = {.poll = relay_poll, .data = &relay};
    struct watch own;
    watch_init(&own, &control, g->effort);
    struct one_round one = {.rules = r,
                            .aim = aim,
                            .seed = g->seed,
                            .watch = &own,
                            .effort = g->effort,
                            .best = s,
                            .bound = INT64_MAX,
                            .floor_bound = INT64_MAX};
    enum match_state state = one_round_solve(&one);
    g->watch->cancelled |= own.cancelled;
    watch_work(g->watch, own.operations);
    return own.cancelled ? MATCH_UNKNOWN : state;
}

/* ---- one round, those before it fixed ---- */

static int32_t highest_score(const struct rules *r)
{
    int32_t most = 1;
    for (size_t i = 0; i < (size_t)r->n * (size_t)r->n; i++) {
        int32_t score = r->score[i] < 0 ? -r->score[i] : r->score[i];
        most = score > most ? score : most;
    }
    return most;
}

/* Solves a round. People who have met are apart (cost 0), or lose `cost` for each meeting, at most `most` times. */
static enum match_state seat(const struct greedy *g, const struct rules *r, int32_t cost, int most, enum match_aim aim,
                             struct seating *s)
{
    size_t n = (size_t)r->n, all = (size_t)r->problem->n;
    struct rules changed = *r;
    changed.score = xmalloc((n * n + 1) * sizeof *changed.score);
    changed.apart = xmalloc(n * n + 1);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            int met = i == j ? 0 : g->met[(size_t)r->person[i] * all + (size_t)r->person[j]];
            changed.score[i * n + j] = r->score[i * n + j] - cost * (met < most ? met : most);
            changed.apart[i * n + j] = r->apart[i * n + j] || (met && cost == 0);
        }
    enum match_state state = solve_alone(g, &changed, aim, s);
    free(changed.score);
    free(changed.apart);
    return state;
}

static enum match_state seat_round(const struct greedy *g, const struct rules *r, struct seating *s)
{
    int32_t cost = r->problem->repeat_cost;
    if (cost > 0)
        return seat(g, r, cost, MATCH_MOST_REPEAT_LOSS / cost, g->aim, s);
    enum match_state state = seat(g, r, 0, 0, g->aim, s);
    if (state == MATCH_FEASIBLE || g->watch->cancelled)
        return state;
    return seat(g, r, SOFT_COST * highest_score(r), 1, MATCH_TOTAL, s);
}

void rounds_greedy(const struct rules *rounds, int count, enum match_aim aim, uint64_t seed, uint64_t effort,
                   struct watch *w, struct seating *seatings)
{
    struct greedy g = {aim, seed, effort, w, plan_meetings_new(rounds->problem)};
    for (int k = 0; k < count; k++) {
        const struct rules *r = &rounds[k];
        struct seating found;
        seating_init(&found, r->n);
        if (!w->cancelled && seat_round(&g, r, &found) == MATCH_FEASIBLE) {
            seating_value(&found, r);
            seating_copy(&seatings[k], &found);
        }
        seating_release(&found);
        if (seatings[k].found)
            plan_meetings_count(g.met, r, &seatings[k], 1);
    }
    free(g.met);
}
