/* Groups in several rounds, nobody meeting anyone twice: all rounds are annealed together, round by round, each against the
 * others as they are. First only repeats count, until there are none or the time for that is up; then the scores as well. */
#include "match/group_rounds_plan.h"
#include "match/relax.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Temperatures as shares of the price of a repeat: measured on the social golfer problem. */
static const double GOLF_HOT = 0.20, GOLF_COLD = 0.10;
/* Shares of worsening swaps, as in anneal_hunt.c; and what a repeat costs, in start temperatures. */
static const double HOT = 0.003, COLD = 0.0003, PRICE = 7;
enum {
    FIRST_PASSES = 250, /* of the first run; then twice as many each time, up to MOST_PASSES */
    MOST_PASSES = 8000,
    PASS_SWEEPS = 2,
    LEVEL_PASSES = 10,  /* at one temperature */
    CHECK_EVERY = 32,   /* passes: to see whether there are no repeats any more */
    QUENCH_PASSES = 6,
    VARIANTS = 12,      /* numbers of places tried, where that is open and repeats are left */
    LEAST_WORK = 20000, /* that any run counts for, so that runs with nobody in them end */
    PATIENCE = 4,       /* FAIREST: failed runs before the total is looked after */
};

struct tour {
    const struct rules *rules;
    int count;
    enum match_aim aim;
    struct watch *watch;
    struct seating *best; /* the caller's */
    struct plan plan;
    bool found;
    int64_t repeats, worth, floor; /* of the best */
    int64_t fewest;                /* repeats: there cannot be fewer */
};

static bool is_better(const struct tour *t, int64_t repeats, int64_t floor, int64_t worth)
{
    if (!t->found || repeats != t->repeats)
        return !t->found || repeats < t->repeats;
    if (t->aim == MATCH_FAIREST && floor != t->floor)
        return floor > t->floor;
    return worth > t->worth;
}

/* Takes the plan as the best, if it is. */
static void note(struct tour *t)
{
    int64_t repeats = plan_repeats(&t->plan), worth = 0, floor = INT64_MAX;
    if ((t->found && repeats > t->repeats) || !plan_feasible(&t->plan))
        return;
    struct seating *now = xcalloc((size_t)t->count, sizeof *now);
    for (int k = 0; k < t->count; k++) {
        seating_init(&now[k], t->rules[k].n);
        plan_read(&t->plan, k, &now[k]);
        worth += now[k].worth;
        floor = now[k].n > 0 && now[k].floor < floor ? now[k].floor : floor;
    }
    bool better = is_better(t, repeats, floor, worth);
    for (int k = 0; k < t->count; k++) {
        if (better) {
            int *place = t->best[k].place;
            t->best[k] = now[k];
            now[k].place = place;
        }
        seating_release(&now[k]);
    }
    free(now);
    if (!better)
        return;
    t->found = true;
    t->repeats = repeats;
    t->worth = worth;
    t->floor = floor;
    watch_better(t->watch, t->rules, t->best, t->count);
}

/* Passes from hot to cold, and a quench; ends early where only repeats count and there are none. True: stop. */
static bool cool(struct tour *t, double hot, double cold, int passes)
{
    bool stop = false;
    for (int i = 0; i < passes && !stop; i++) {
        stop = plan_pass(&t->plan, hot + (cold - hot) * (i / LEVEL_PASSES * LEVEL_PASSES) / passes, PASS_SWEEPS);
        if (!t->plan.scores && i % CHECK_EVERY == 0 && plan_repeats(&t->plan) == 0)
            break;
    }
    for (int i = 0; i < QUENCH_PASSES && !stop; i++)
        stop = plan_pass(&t->plan, 0, PASS_SWEEPS);
    note(t);
    return stop;
}

/* Looks for few repeats until there are none or the watch has counted up to `end`. False: not even a start was found. */
static bool hunt_repeats(struct tour *t, uint64_t end)
{
    int passes = FIRST_PASSES;
    double price = (double)t->plan.price;
    t->plan.scores = false;
    do {
        if (watch_work(t->watch, LEAST_WORK) && t->found)
            return true;
        if (!plan_scatter(&t->plan))
            return false;
        if (!t->found)
            note(t);
        if (cool(t, GOLF_HOT * price, GOLF_COLD * price, passes))
            break;
        passes = passes * 2 < MOST_PASSES ? passes * 2 : MOST_PASSES;
    } while (t->repeats > t->fewest && t->watch->operations < end);
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
    if (t->floor > before) {
        *failed = 0;
        *stride = t->floor >= t->plan.floor ? *stride * 2 : *stride;
    } else if (*stride > 1) {
        *stride /= 2;
    } else {
        ++*failed;
    }
}

/* With the scores: from the best reheated, and from scratch. */
static void hunt_scores(struct tour *t, uint64_t end)
{
    struct plan *p = &t->plan;
    int passes = FIRST_PASSES, failed = 0;
    int64_t stride = 1;
    p->scores = true;
    plan_set(p, t->best);
    double hot = temperature(t, HOT), cold = temperature(t, COLD);
    p->price = (int64_t)(hot * PRICE) + 1;
    for (int run = 0; t->watch->operations < end && !t->watch->stopped; run++) {
        int64_t before = t->floor;
        watch_work(t->watch, LEAST_WORK);
        bool fresh = run % 2 == 1 && plan_scatter(p);
        if (!fresh)
            plan_set(p, t->best);
        p->fair = t->aim == MATCH_FAIREST;
        bool raise = failed < PATIENCE || random_below(&p->random, PATIENCE) == 0;
        p->floor = t->floor + (raise && t->floor < INT64_MAX - stride ? stride : 0); /* nobody there: there is no floor to raise */
        if (cool(t, hot, cold, passes))
            break;
        judge_floor(before, t, &stride, &failed);
        if (run % 2 == 1)
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
        t->best[k].found = false;
    }
    return MATCH_UNKNOWN;
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
    for (int variant = 0; variant < variants && (!t->found || t->repeats > t->fewest) && !t->watch->stopped; variant++) {
        plan_release(&t->plan);
        plan_init(&t->plan, t->rules, t->count, variant, seed + (uint64_t)variant, t->watch);
        hunt_repeats(t, t->watch->operations + (open ? all / 20 : all / 5 * 2));
        if (t->plan.impossible) {
            plan_release(&t->plan);
            return false;
        }
    }
    if (t->found && t->repeats > t->fewest && !t->watch->stopped) {
        plan_set(&t->plan, t->best);
        hunt_repeats(t, start + all / 4 * 3);
    }
    return true;
}

enum match_state group_rounds_solve(const struct rules *rounds, int count, enum match_aim aim, uint64_t seed, struct watch *w,
                                    struct seating *places, int64_t *bound)
{
    struct tour t = {.rules = rounds, .count = count, .aim = aim, .watch = w, .best = places};
    uint64_t start = w->operations, all = budget(&t);
    enum match_state state = check_rounds(&t);
    if (state != MATCH_UNKNOWN)
        return state;
    t.fewest = fewest_repeats(&t);
    if (!hunt_variants(&t, seed, all))
        return MATCH_INFEASIBLE;
    bound_rounds(&t, bound);
    if (t.found && !w->stopped)
        hunt_scores(&t, start + all);
    plan_release(&t.plan);
    return t.found ? MATCH_FEASIBLE : MATCH_UNKNOWN;
}
