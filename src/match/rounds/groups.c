/* Groups in several rounds with few repeats (pairs who meet again). All rounds are annealed together: a pass anneals
 * each round in turn, the others fixed. First only repeats count, until there are none or the work for that is done;
 * then the scores as well. */
#include "match/bound/relax.h"
#include "match/rounds/plan.h"
#include "match/rounds/plan_value.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* While only repeats count: temperatures as shares of the price of a repeat, measured on the social golfer problem. */
static const double REPEATS_START = 0.20, REPEATS_END = 0.10;
/* With the scores: accepted shares of the worsening swaps (see groups/restarts.c), and the price of a repeat in start
 * temperatures. */
static const double START_SHARE = 0.003, END_SHARE = 0.0003, PRICE_IN_TEMPERATURES = 7;
/* In a run, the price of a repeat rises between these multiples: good plans with few repeats are reached through good
 * plans with too many. */
static const double FIRST_PRICE = 0.5, LAST_PRICE = 2;
/* Start temperatures of runs from the incumbent, as shares of that of a restart. */
enum { STARTS = 4 };
static const double START_SHARES[STARTS] = {0.25, 1, 0.5, 0.1};
enum {
    FIRST_PASSES = 250, /* of the first run; then twice as many each time, up to MOST_PASSES */
    MOST_PASSES = 8000,
    PASS_SWEEPS = 2,
    LEVEL_PASSES = 10, /* at one temperature */
    CHECK_EVERY = 32,  /* passes between two checks for repeats */
    DESCENT_PASSES = 6,
    VARIANTS = 12,      /* numbers of places to be tried, where they may vary and repeats remain */
    LEAST_WORK = 20000, /* counted for any run, so that runs without people end */
    RESTART_EVERY = 5,  /* of the runs: a restart */
    PATIENCE = 4,       /* FAIREST: failed runs before most runs maximise the total at the present floor */
};

struct rounds_search {
    const struct rules *rules;
    const struct match_problem *problem;
    int count;
    enum match_aim aim;
    struct watch *watch;
    struct seating *incumbent; /* the caller's */
    struct rounds_plan plan;
    bool found;
    struct plan_value value;  /* of the incumbent */
    struct plan_value before; /* of the first plan; repeats below 0: there was none */
    int64_t fewest;           /* a lower bound on the repeats */
};

/* Where repeats have a cost, a plan must be worse than the first one in neither repeats nor worth. */
static bool holds_up(const struct rounds_search *s, const struct plan_value *v)
{
    return s->problem->repeat_cost == 0 || s->before.repeats < 0 || plan_value_holds_up(s->aim, v, &s->before);
}

/* Copies the plan to the incumbent, if it is better. True: it has too many repeats. */
static bool update_incumbent(struct rounds_search *s)
{
    int64_t repeats = plan_repeats(&s->plan),
            most = s->problem->repeat_cost == 0 ? s->value.repeats : s->before.repeats;
    if (s->found && most >= 0 && repeats > most)
        return true;
    if (!plan_feasible(&s->plan))
        return false;
    struct seating *now = xcalloc((size_t)s->count, sizeof *now);
    for (int k = 0; k < s->count; k++) {
        seating_init(&now[k], s->rules[k].n);
        plan_read(&s->plan, k, &now[k]);
    }
    struct plan_value v = plan_value(s->rules, now, s->count);
    bool better = !s->found || (holds_up(s, &v) && plan_value_better(s->aim, s->problem->repeat_cost, &v, &s->value));
    for (int k = 0; k < s->count; k++) {
        if (better)
            seating_copy(&s->incumbent[k], &now[k]);
        seating_release(&now[k]);
    }
    free(now);
    if (better) {
        s->found = true;
        s->value = v;
        watch_better(s->watch, s->rules, s->incumbent, s->count);
    }
    return false;
}

/* One annealing run of all rounds, then a descent. Ends early where only repeats count and there are none. *crowded: it
 * left too many repeats. True: stop. */
static bool anneal(struct rounds_search *s, double start, double end, int passes, bool *crowded)
{
    bool stop = false;
    int64_t price = s->plan.price;
    for (int i = 0; i < passes && !stop; i++) {
        if (s->plan.scores)
            s->plan.price = (int64_t)((double)price * (FIRST_PRICE + (LAST_PRICE - FIRST_PRICE) * i / passes)) + 1;
        stop = plan_pass(&s->plan, start + (end - start) * (i / LEVEL_PASSES * LEVEL_PASSES) / passes, PASS_SWEEPS);
        if (!s->plan.scores && i % CHECK_EVERY == 0 && plan_repeats(&s->plan) == 0)
            break;
    }
    for (int i = 0; i < DESCENT_PASSES && !stop; i++)
        stop = plan_pass(&s->plan, 0, PASS_SWEEPS);
    s->plan.price = price;
    *crowded = update_incumbent(s);
    return stop;
}

/* Whether fewer repeats come first, and may be possible. */
static bool wants_fewer(const struct rounds_search *s)
{
    return !s->found || (s->problem->repeat_cost == 0 && s->value.repeats > s->fewest);
}

/* Reduces repeats until there are none or the watch has counted up to `end`. False: no feasible start was found. */
static bool reduce_repeats(struct rounds_search *s, uint64_t end)
{
    int passes = FIRST_PASSES;
    double price = (double)s->plan.price;
    bool crowded;
    s->plan.scores = false;
    do {
        if (watch_work(s->watch, LEAST_WORK) && s->found)
            return true;
        if (!plan_scatter(&s->plan))
            return false;
        if (!s->found)
            update_incumbent(s);
        if (anneal(s, REPEATS_START * price, REPEATS_END * price, passes, &crowded))
            break;
        passes = passes * 2 < MOST_PASSES ? passes * 2 : MOST_PASSES;
    } while (wants_fewer(s) && s->watch->operations < end);
    return true;
}

/* The temperature at which this share of the worsening swaps in the first round is accepted, the other rounds fixed. */
static double temperature(struct rounds_search *s, double share)
{
    plan_enter(&s->plan, 0);
    double result = start_temperature(&s->plan.round[0].state, share);
    plan_leave(&s->plan, 0);
    return result;
}

/* FAIREST: adapts the step between the floor of the incumbent and the target to the result of the run. */
static void adapt_stride(int64_t before, const struct rounds_search *s, int64_t *stride, int *failed)
{
    if (s->plan.floor <= before)
        return;
    if (s->value.floor > before) {
        *failed = 0;
        *stride = s->value.floor >= s->plan.floor ? *stride * 2 : *stride;
    } else if (*stride > 1) {
        *stride /= 2;
    } else {
        ++*failed;
    }
}

/* The first price of a repeat, in the scale of the first round. */
static int64_t first_price(const struct rounds_search *s, double start)
{
    int64_t cost = s->problem->repeat_cost >> s->plan.round[0].inst.shift;
    return s->problem->repeat_cost > 0 ? cost + 1 : (int64_t)(start * PRICE_IN_TEMPERATURES) + 1;
}

/* Raises the scores: runs from the incumbent at different start temperatures, and some restarts. The price of a repeat
 * goes up after a run with too many of them, else slowly down. */
static void raise_scores(struct rounds_search *s, uint64_t end)
{
    struct rounds_plan *p = &s->plan;
    int passes = FIRST_PASSES, failed = 0;
    int64_t stride = 1;
    bool crowded = false;
    p->scores = true;
    plan_set(p, s->incumbent);
    double start = temperature(s, START_SHARE), lowest = temperature(s, END_SHARE);
    int64_t least = (int64_t)start + 1, most = p->round[0].inst.penalty;
    p->price = first_price(s, start);
    for (int run = 0; s->watch->operations < end && !s->watch->stopped; run++) {
        int64_t before = s->value.floor;
        watch_work(s->watch, LEAST_WORK);
        bool restart = run % RESTART_EVERY == RESTART_EVERY - 1 && plan_scatter(p);
        if (!restart)
            plan_set(p, s->incumbent);
        p->fair = s->aim == MATCH_FAIREST;
        bool raise = failed < PATIENCE || random_below(&p->random, PATIENCE) == 0;
        bool room = s->value.floor < INT64_MAX - stride; /* without people there is no floor to raise */
        p->floor = s->value.floor + (raise && room ? stride : 0);
        if (anneal(s, restart ? start : start * START_SHARES[run % STARTS], lowest, passes, &crowded))
            break;
        adapt_stride(before, s, &stride, &failed);
        p->price = crowded ? p->price * 3 / 2 + 1 : p->price * 15 / 16;
        p->price = p->price < least ? least : p->price > most ? most : p->price;
        if (run % RESTART_EVERY == RESTART_EVERY - 1)
            passes = passes * 2 < MOST_PASSES ? passes * 2 : MOST_PASSES;
    }
}

/* ---- the bound ---- */

/* Whether two rounds are the same for relax_one_round(). */
static bool same_round(const struct rules *a, const struct rules *b)
{
    size_t n = (size_t)a->n;
    return a->n == b->n && memcmp(a->score, b->score, n * n * sizeof *a->score) == 0 &&
           memcmp(a->apart, b->apart, n * n) == 0 && memcmp(a->together, b->together, n * sizeof *a->together) == 0;
}

static void bound_rounds(const struct rounds_search *s, int64_t *bound)
{
    int64_t sum = 0, last = INT64_MAX;
    for (int k = 0; k < s->count; k++) {
        const struct rules *r = &s->rules[k];
        if (k == 0 || !same_round(r, &s->rules[k - 1])) {
            last = r->n == 0 ? 0 : INT64_MAX;
            if (r->n > 0)
                relax_one_round(r, s->incumbent[k].found ? s->incumbent[k].worth : 0, s->watch, &last);
        }
        if (last == INT64_MAX)
            return;
        sum += last;
    }
    if (sum < *bound) {
        *bound = sum;
        watch_bound(s->watch, sum);
    }
}

/* MATCH_INFEASIBLE where no number of places fits some round. */
static enum match_state check_rounds(const struct rounds_search *s)
{
    for (int k = 0; k < s->count; k++) {
        int least, most;
        instance_place_range(&s->rules[k], &least, &most);
        if (least > most || (s->rules[k].n == 0 && least > 0))
            return MATCH_INFEASIBLE;
    }
    return MATCH_UNKNOWN;
}

/* The first plan, if the caller has one, is the incumbent. */
static void read_first_plan(struct rounds_search *s)
{
    s->before.repeats = -1;
    s->found = true;
    for (int k = 0; k < s->count; k++)
        s->found = s->found && s->incumbent[k].found;
    if (s->found)
        s->before = s->value = plan_value(s->rules, s->incumbent, s->count);
}

/* The fewest people in an arrangement of a round. */
static int least_size(const struct match_problem *p)
{
    int least = p->place_least ? INT32_MAX : p->least;
    for (int k = 0; p->place_least && k < p->places; k++)
        least = p->place_least[k] < least ? p->place_least[k] : least;
    return least;
}

/* A lower bound on the repeats. Somebody has at least so many meetings in all rounds; those beyond the number of other
 * people are repeats, and each repeat is shared by two people. */
static int64_t fewest_repeats(const struct rounds_search *s)
{
    size_t n = s->count > 0 ? (size_t)s->rules[0].problem->n : 0;
    int *meetings = xcalloc(n, sizeof *meetings);
    int64_t missing = 0, others = -1;
    bool *ever = xcalloc(n, sizeof *ever);
    for (int k = 0; k < s->count; k++)
        for (int i = 0; i < s->rules[k].n; i++) {
            meetings[s->rules[k].person[i]] += least_size(s->rules[k].problem) - 1;
            ever[s->rules[k].person[i]] = true;
        }
    for (size_t i = 0; i < n; i++)
        others += ever[i];
    for (size_t i = 0; i < n; i++)
        missing += meetings[i] > others ? meetings[i] - others : 0;
    free(meetings);
    free(ever);
    return (missing + 1) / 2;
}

/* The work of one call: grows with people and rounds, and is at most what the watch has left. */
static uint64_t budget(const struct rounds_search *s)
{
    double n = s->count > 0 ? s->rules[0].problem->n : 0, few = 1e6 * n * n * s->count;
    double work = 150 * n * n * n * s->count + (few < 3e9 ? few : 3e9);
    work = work < 1.5e10 ? work : 1.5e10;
    const struct watch *w = s->watch;
    if (w->limit > 0 && w->limit > w->operations && (double)(w->limit - w->operations) < work)
        work = (double)(w->limit - w->operations);
    return (uint64_t)work;
}

/* Reduces repeats, with different numbers of places where they may vary. False: there is no feasible plan. */
static bool try_variants(struct rounds_search *s, uint64_t seed, uint64_t all)
{
    bool open = plan_can_vary(s->rules, s->count);
    uint64_t start = s->watch->operations;
    int variants = open ? VARIANTS : 1;
    for (int variant = 0; variant < variants && wants_fewer(s) && !s->watch->stopped; variant++) {
        plan_release(&s->plan);
        plan_init(&s->plan, s->rules, s->count, variant, seed + (uint64_t)variant, s->watch);
        reduce_repeats(s, s->watch->operations + (open ? all / 20 : all / 5 * 2));
        if (s->plan.impossible) {
            plan_release(&s->plan);
            return s->found;
        }
    }
    if (s->found && wants_fewer(s) && !s->watch->stopped) {
        plan_set(&s->plan, s->incumbent);
        reduce_repeats(s, start + all / 4 * 3);
    }
    return true;
}

enum match_state group_rounds_solve(const struct rules *rounds, int count, enum match_aim aim, uint64_t seed,
                                    struct watch *w, struct seating *places, int64_t *bound)
{
    struct rounds_search s = {
        .rules = rounds, .problem = rounds->problem, .count = count, .aim = aim, .watch = w, .incumbent = places};
    uint64_t start = w->operations, all = budget(&s);
    enum match_state state = check_rounds(&s);
    if (state != MATCH_UNKNOWN)
        return state;
    read_first_plan(&s);
    s.fewest = fewest_repeats(&s);
    if (!try_variants(&s, seed, all))
        return MATCH_INFEASIBLE;
    bound_rounds(&s, bound);
    if (s.found && !w->stopped) {
        if (!s.plan.round)
            plan_init(&s.plan, s.rules, s.count, 0, seed, w);
        s.plan.each = s.problem->repeat_cost > 0;
        raise_scores(&s, start + all);
    }
    plan_release(&s.plan);
    return s.found ? MATCH_FEASIBLE : MATCH_UNKNOWN;
}
