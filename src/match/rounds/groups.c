/* Groups in several rounds, nobody meeting anyone twice: all rounds are annealed together, round by round, each against the
 * others as they are. First only repeats count, until there are none or the time for that is up; then the scores as well. */
#include "match/bound/relax.h"
#include "match/rounds/plan.h"
#include "match/rounds/plan_value.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Temperatures as shares of the price of a repeat: measured on the social golfer problem. */
static const double GOLF_HOT = 0.20, GOLF_COLD = 0.10;
/* Shares of worsening swaps, as in groups/restarts.c; and what a repeat costs, in start temperatures. */
static const double HOT = 0.003, COLD = 0.0003, PRICE = 7;
/* A run begins with repeats at this share of their price and ends at that: a plan with too many, but good, is the way to a
 * good one with few. */
static const double CHEAP = 0.5, DEAR = 2;
/* How hot runs from the best begin, as shares of the temperature of those from scratch. */
enum { HEATS = 4 };
static const double heats[HEATS] = {0.25, 1, 0.5, 0.1};
enum {
    FIRST_PASSES = 250, /* of the first run; then twice as many each time, up to MOST_PASSES */
    MOST_PASSES = 8000,
    PASS_SWEEPS = 2,
    LEVEL_PASSES = 10,  /* at one temperature */
    CHECK_EVERY = 32,   /* passes: to see whether there are no repeats any more */
    QUENCH_PASSES = 6,
    VARIANTS = 12,      /* numbers of places tried, where that is open and repeats are left */
    LEAST_WORK = 20000, /* that any run counts for, so that runs with nobody in them end */
    FRESH = 5,          /* every fifth run is from scratch */
    PATIENCE = 4,       /* FAIREST: failed runs before the total is looked after */
};

struct tour {
    const struct rules *rules;
    const struct match_problem *problem;
    int count;
    enum match_aim aim;
    struct watch *watch;
    struct seating *best; /* the caller's */
    struct plan plan;
    bool found;
    struct plan_value value;  /* of the best */
    struct plan_value before; /* of the plan it began with; repeats below 0: there was none */
    int64_t fewest;           /* repeats: there cannot be fewer */
};

/* Where repeats only cost, a plan must not be worse than the one it began with in either of repeats and worth. */
static bool holds_up(const struct tour *t, const struct plan_value *v)
{
    return t->problem->repeat_cost == 0 || t->before.repeats < 0 || plan_value_holds_up(t->aim, v, &t->before);
}

/* Takes the plan as the best, if it is. True: it has too many repeats for that. */
static bool note(struct tour *t)
{
    int64_t repeats = plan_repeats(&t->plan), most = t->problem->repeat_cost == 0 ? t->value.repeats : t->before.repeats;
    if (t->found && most >= 0 && repeats > most)
        return true;
    if (!plan_feasible(&t->plan))
        return false;
    struct seating *now = xcalloc((size_t)t->count, sizeof *now);
    for (int k = 0; k < t->count; k++) {
        seating_init(&now[k], t->rules[k].n);
        plan_read(&t->plan, k, &now[k]);
    }
    struct plan_value v = plan_value(t->rules, now, t->count);
    bool better = !t->found || (holds_up(t, &v) && plan_value_better(t->aim, t->problem->repeat_cost, &v, &t->value));
    for (int k = 0; k < t->count; k++) {
        if (better)
            seating_copy(&t->best[k], &now[k]);
        seating_release(&now[k]);
    }
    free(now);
    if (better) {
        t->found = true;
        t->value = v;
        watch_better(t->watch, t->rules, t->best, t->count);
    }
    return false;
}

/* Passes from hot to cold, and a quench; ends early where only repeats count and there are none. `crowded`: too many repeats
 * were left. True: stop. */
static bool cool(struct tour *t, double hot, double cold, int passes, bool *crowded)
{
    bool stop = false;
    int64_t price = t->plan.price;
    for (int i = 0; i < passes && !stop; i++) {
        if (t->plan.scores)
            t->plan.price = (int64_t)((double)price * (CHEAP + (DEAR - CHEAP) * i / passes)) + 1;
        stop = plan_pass(&t->plan, hot + (cold - hot) * (i / LEVEL_PASSES * LEVEL_PASSES) / passes, PASS_SWEEPS);
        if (!t->plan.scores && i % CHECK_EVERY == 0 && plan_repeats(&t->plan) == 0)
            break;
    }
    for (int i = 0; i < QUENCH_PASSES && !stop; i++)
        stop = plan_pass(&t->plan, 0, PASS_SWEEPS);
    t->plan.price = price;
    *crowded = note(t);
    return stop;
}

/* Whether fewer repeats are to be looked for before anything else. */
static bool wants_fewer(const struct tour *t)
{
    return !t->found || (t->problem->repeat_cost == 0 && t->value.repeats > t->fewest);
}

/* Looks for few repeats until there are none or the watch has counted up to `end`. False: not even a start was found. */
static bool hunt_repeats(struct tour *t, uint64_t end)
{
    int passes = FIRST_PASSES;
    double price = (double)t->plan.price;
    bool crowded;
    t->plan.scores = false;
    do {
        if (watch_work(t->watch, LEAST_WORK) && t->found)
            return true;
        if (!plan_scatter(&t->plan))
            return false;
        if (!t->found)
            note(t);
        if (cool(t, GOLF_HOT * price, GOLF_COLD * price, passes, &crowded))
            break;
        passes = passes * 2 < MOST_PASSES ? passes * 2 : MOST_PASSES;
    } while (wants_fewer(t) && t->watch->operations < end);
    return true;
}

/* The temperature of the first round, the others as they are, at which a share of the worsening swaps is taken. */
static double temperature(struct tour *t, double share)
{
    plan_enter(&t->plan, 0);
    double result = start_temperature(&t->plan.round[0].walk, share);
    plan_leave(&t->plan, 0);
    return result;
}

/* FAIREST: how far above the best floor this run aims. */
static void judge_floor(int64_t before, const struct tour *t, int64_t *stride, int *failed)
{
    if (t->plan.floor <= before)
        return;
    if (t->value.floor > before) {
        *failed = 0;
        *stride = t->value.floor >= t->plan.floor ? *stride * 2 : *stride;
    } else if (*stride > 1) {
        *stride /= 2;
    } else {
        ++*failed;
    }
}

/* What a repeat costs to begin with, in the scale of the first round. */
static int64_t first_price(const struct tour *t, double hot)
{
    int64_t cost = t->problem->repeat_cost >> t->plan.round[0].field.shift;
    return t->problem->repeat_cost > 0 ? cost + 1 : (int64_t)(hot * PRICE) + 1;
}

/* With the scores: from the best, heated more or less, and now and then from scratch. Where too many repeats are left their
 * price goes up. */
static void hunt_scores(struct tour *t, uint64_t end)
{
    struct plan *p = &t->plan;
    int passes = FIRST_PASSES, failed = 0;
    int64_t stride = 1;
    bool crowded = false;
    p->scores = true;
    plan_set(p, t->best);
    double hot = temperature(t, HOT), cold = temperature(t, COLD);
    int64_t least = (int64_t)hot + 1, most = p->round[0].field.pressure;
    p->price = first_price(t, hot);
    for (int run = 0; t->watch->operations < end && !t->watch->stopped; run++) {
        int64_t before = t->value.floor;
        watch_work(t->watch, LEAST_WORK);
        bool fresh = run % FRESH == FRESH - 1 && plan_scatter(p);
        if (!fresh)
            plan_set(p, t->best);
        p->fair = t->aim == MATCH_FAIREST;
        bool raise = failed < PATIENCE || random_below(&p->random, PATIENCE) == 0;
        p->floor = t->value.floor + (raise && t->value.floor < INT64_MAX - stride ? stride : 0); /* nobody there: there is no floor to raise */
        if (cool(t, fresh ? hot : hot * heats[run % HEATS], cold, passes, &crowded))
            break;
        judge_floor(before, t, &stride, &failed);
        p->price = crowded ? p->price * 3 / 2 + 1 : p->price * 15 / 16;
        p->price = p->price < least ? least : p->price > most ? most : p->price;
        if (run % FRESH == FRESH - 1)
            passes = passes * 2 < MOST_PASSES ? passes * 2 : MOST_PASSES;
    }
}

/* ---- the bound ---- */

/* Whether what relax_one_round() looks at is the same in two rounds. */
static bool same_round(const struct rules *a, const struct rules *b)
{
    size_t n = (size_t)a->n;
    return a->n == b->n && memcmp(a->score, b->score, n * n * sizeof *a->score) == 0 &&
           memcmp(a->apart, b->apart, n * n) == 0 && memcmp(a->together, b->together, n * sizeof *a->together) == 0;
}

static void bound_rounds(const struct tour *t, int64_t *bound)
{
    int64_t sum = 0, last = INT64_MAX;
    for (int k = 0; k < t->count; k++) {
        const struct rules *r = &t->rules[k];
        if (k == 0 || !same_round(r, &t->rules[k - 1])) {
            last = r->n == 0 ? 0 : INT64_MAX;
            if (r->n > 0)
                relax_one_round(r, t->best[k].found ? t->best[k].worth : 0, t->watch, &last);
        }
        if (last == INT64_MAX)
            return;
        sum += last;
    }
    if (sum < *bound) {
        *bound = sum;
        watch_bound(t->watch, sum);
    }
}

/* What can be said without a search: rounds that no number of places fits, and rounds without anybody only. */
static enum match_state check_rounds(const struct tour *t)
{
    for (int k = 0; k < t->count; k++) {
        int least, most;
        field_places(&t->rules[k], &least, &most);
        if (least > most || (t->rules[k].n == 0 && least > 0))
            return MATCH_INFEASIBLE;
    }
    return MATCH_UNKNOWN;
}

/* The plan to begin with, if there is one. */
static void adopt(struct tour *t)
{
    t->before.repeats = -1;
    t->found = true;
    for (int k = 0; k < t->count; k++)
        t->found = t->found && t->best[k].found;
    if (t->found)
        t->before = t->value = plan_value(t->rules, t->best, t->count);
}

/* The fewest people in an arrangement of a round. */
static int least_size(const struct match_problem *p)
{
    int least = p->place_least ? INT32_MAX : p->least;
    for (int k = 0; p->place_least && k < p->places; k++)
        least = p->place_least[k] < least ? p->place_least[k] : least;
    return least;
}

/* By counting: somebody who sits down with at least so many in so many rounds needs so many others; each who is missing makes
 * a repeat, which two people share. */
static int64_t fewest_repeats(const struct tour *t)
{
    size_t n = t->count > 0 ? (size_t)t->rules[0].problem->n : 0;
    int *meetings = xcalloc(n, sizeof *meetings);
    int64_t missing = 0, others = -1;
    bool *ever = xcalloc(n, sizeof *ever);
    for (int k = 0; k < t->count; k++)
        for (int i = 0; i < t->rules[k].n; i++) {
            meetings[t->rules[k].person[i]] += least_size(t->rules[k].problem) - 1;
            ever[t->rules[k].person[i]] = true;
        }
    for (size_t i = 0; i < n; i++)
        others += ever[i];
    for (size_t i = 0; i < n; i++)
        missing += meetings[i] > others ? meetings[i] - others : 0;
    free(meetings);
    free(ever);
    return (missing + 1) / 2;
}

/* Grows with people and rounds; within what the watch has left. */
static uint64_t budget(const struct tour *t)
{
    double n = t->count > 0 ? t->rules[0].problem->n : 0, few = 1e6 * n * n * t->count;
    double work = 150 * n * n * n * t->count + (few < 3e9 ? few : 3e9);
    work = work < 1.5e10 ? work : 1.5e10;
    const struct watch *w = t->watch;
    if (w->limit > 0 && w->limit > w->operations && (double)(w->limit - w->operations) < work)
        work = (double)(w->limit - w->operations);
    return (uint64_t)work;
}

/* Looks for few repeats, with other numbers of places too where that is open. False: there is no arrangement at all. */
static bool hunt_variants(struct tour *t, uint64_t seed, uint64_t all)
{
    bool open = plan_can_vary(t->rules, t->count);
    uint64_t start = t->watch->operations;
    int variants = open ? VARIANTS : 1;
    for (int variant = 0; variant < variants && wants_fewer(t) && !t->watch->stopped; variant++) {
        plan_release(&t->plan);
        plan_init(&t->plan, t->rules, t->count, variant, seed + (uint64_t)variant, t->watch);
        hunt_repeats(t, t->watch->operations + (open ? all / 20 : all / 5 * 2));
        if (t->plan.impossible) {
            plan_release(&t->plan);
            return t->found;
        }
    }
    if (t->found && wants_fewer(t) && !t->watch->stopped) {
        plan_set(&t->plan, t->best);
        hunt_repeats(t, start + all / 4 * 3);
    }
    return true;
}

enum match_state group_rounds_solve(const struct rules *rounds, int count, enum match_aim aim, uint64_t seed, struct watch *w,
                                    struct seating *places, int64_t *bound)
{
    struct tour t = {.rules = rounds, .problem = rounds->problem, .count = count, .aim = aim, .watch = w, .best = places};
    uint64_t start = w->operations, all = budget(&t);
    enum match_state state = check_rounds(&t);
    if (state != MATCH_UNKNOWN)
        return state;
    adopt(&t);
    t.fewest = fewest_repeats(&t);
    if (!hunt_variants(&t, seed, all))
        return MATCH_INFEASIBLE;
    bound_rounds(&t, bound);
    if (t.found && !w->stopped) {
        if (!t.plan.round)
            plan_init(&t.plan, t.rules, t.count, 0, seed, w);
        t.plan.each = t.problem->repeat_cost > 0;
        hunt_scores(&t, start + all);
    }
    plan_release(&t.plan);
    return t.found ? MATCH_FEASIBLE : MATCH_UNKNOWN;
}
