#include "match/groups/restarts.h"

#include "base/mem.h"
#include "match/groups/crossover.h"

#include <stdlib.h>
#include <string.h>

/* Measured settings. At the highest start temperature this share of the worsening swaps from a good local optimum is
 * accepted. WARM and LOWEST are shares of that temperature: the start after a crossover, and the end, below which
 * nothing moves. */
static const double ACCEPTED = 0.003, WARM = 0.75, LOWEST = 0.17;
/* Start temperatures of restarts, as shares of the highest. Which is best differs between problems: it is learnt on the
 * way. */
static const double START_SHARES[RESTARTS_TEMPERATURES] = {0.5, 0.7, 1.0};
enum {
    TUNING_SWEEPS = 40, /* of the run at whose end the temperatures are set */
    LEVELS = 200,       /* temperatures of a long run */
    DESCENT_SWEEPS = 100,
    MOST_TRIALS = 200000,
    FEW_TRIALS = 5000,
    REPAIRS = 3,        /* tries, the penalty doubled each time, before the long backtracking */
    COMPARE_RUNS = 8,   /* at most, with each size vector, before the worse half is left out */
    COMPARE_ROUNDS = 4, /* until one of RESTARTS_SIZES + 1 vectors is left */
    PATIENCE = 4,       /* FAIREST: failed runs before most runs maximise the total at the present floor */
};

void restarts_init(struct restarts *s, const struct rules *r, int places, enum match_aim aim, uint64_t seed,
                   struct watch *w, struct seating *incumbent)
{
    *s = (struct restarts){.rules = r, .aim = aim, .watch = w, .incumbent = incumbent, .stride = 1};
    instance_init(&s->inst, r, places, w);
    state_init(&s->state, &s->inst, seed ^ ((uint64_t)places << 32));
    s->arrangement = xcalloc((size_t)s->inst.units, sizeof *s->arrangement);
    s->sizes = xcalloc((size_t)places * RESTARTS_SIZES, sizeof *s->sizes);
    if (s->inst.sizes_vary)
        s->size_count = start_size_vectors(&s->inst, RESTARTS_SIZES, s->sizes);
    s->fixed = s->pool_sizes = s->size_count;
}

void restarts_release(struct restarts *s)
{
    state_release(&s->state);
    instance_release(&s->inst);
    for (int i = 0; i < RESTARTS_POOL; i++)
        free(s->pool[i].place);
    free(s->arrangement);
    free(s->sizes);
    *s = (struct restarts){0};
}

uint64_t restarts_sweep_work(const struct restarts *s)
{
    uint64_t row = (uint64_t)s->inst.stride / 8 + (uint64_t)s->inst.places / 4 + 10;
    return (uint64_t)s->inst.units * (s->state.fixed_sizes ? row : row + (uint64_t)s->inst.places + 10) + 1;
}

/* ---- incumbent and pool ---- */

/* Whether a is better than b for this aim; b may not have been found. */
static bool is_better(const struct restarts *s, const struct seating *a, const struct seating *b)
{
    if (!b->found || s->aim != MATCH_FAIREST || a->floor == b->floor)
        return !b->found || a->worth > b->worth;
    return a->floor > b->floor;
}

/* Whether the state may be better than the incumbent, as far as its own numbers tell. */
static bool may_be_better(const struct restarts *s)
{
    const struct anneal_state *now = &s->state;
    return state_feasible(now) && (!s->incumbent->found || s->inst.shift > 0 || now->need || now->inst->has_blocks ||
                                   s->aim == MATCH_FAIREST || now->score > s->incumbent->worth);
}

/* Copies the state to the incumbent, if it is better. */
static void update_incumbent(struct restarts *s)
{
    if (!may_be_better(s))
        return;
    struct seating now;
    seating_init(&now, s->inst.people);
    for (int i = 0; i < s->inst.people; i++)
        now.place[i] = s->state.place[s->rules->together[i]];
    now.places = s->inst.places;
    now.found = true;
    seating_value(&now, s->rules);
    s->state.work += (uint64_t)now.n * (uint64_t)now.n / 2;
    state_read(&s->state, s->arrangement);
    if (is_better(s, &now, s->incumbent) && instance_feasible(&s->inst, s->arrangement)) {
        int *place = s->incumbent->place;
        *s->incumbent = now;
        now.place = place;
        watch_better(s->watch, s->rules, s->incumbent, 1);
    }
    seating_release(&now);
}

void restarts_add_incumbent(struct restarts *s)
{
    if (!s->incumbent->found || s->incumbent->places != s->inst.places)
        return;
    restarts_fix_sizes(s, s->size_count > 1 ? restarts_add_sizes(s) : s->size_count);
    for (int i = 0; i < s->inst.people; i++)
        s->arrangement[s->rules->together[i]] = s->incumbent->place[i];
    state_place(&s->state, s->arrangement);
    restarts_set_pool_sizes(s, s->fixed);
    restarts_add_to_pool(s);
}

/* ---- annealing ---- */

/* The n-th root of a number between 0 and 1, by bisection: the same on every machine. */
static double root(double x, int n)
{
    double low = 0, high = 1;
    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2, power = 1;
        for (int k = 0; k < n; k++)
            power *= middle;
        if (power < x)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* One annealing run from this temperature to the lowest. True: stop. */
static bool anneal(struct restarts *s, double from, int sweeps)
{
    int levels = sweeps < LEVELS ? sweeps : LEVELS;
    double ratio = from > s->lowest ? root(s->lowest / from, levels) : 1, temperature = from;
    for (int level = 0; level < levels; level++, temperature *= ratio) {
        state_set_temperature(&s->state, temperature);
        for (int i = level * sweeps / levels; i < (level + 1) * sweeps / levels; i++)
            if (state_sweep(&s->state, s->watch)) {
                update_incumbent(s);
                return true;
            }
        if (2 * level > levels)
            update_incumbent(s);
    }
    bool stop = state_descend(&s->state, s->watch, DESCENT_SWEEPS);
    update_incumbent(s);
    return stop;
}

static void set_temperatures(struct restarts *s)
{
    s->highest = start_temperature(&s->state, ACCEPTED);
    s->warm = s->highest * WARM;
    s->lowest = s->highest * LOWEST;
}

/* ---- starts ---- */

/* Whether backtracking found a feasible arrangement; then it is the state. */
static bool backtrack(struct restarts *s, uint64_t trials)
{
    enum match_state state = start_backtrack(&s->inst, trials, s->watch, s->arrangement);
    s->impossible = state == MATCH_INFEASIBLE;
    if (state == MATCH_FEASIBLE)
        state_place(&s->state, s->arrangement);
    return state == MATCH_FEASIBLE;
}

/* A feasible start: a random arrangement (of these sizes, unless NULL) that is repaired, with a higher penalty each
 * time. A short backtracking comes after the first try, a long one at the end. */
static bool find_start(struct restarts *s, const int *size)
{
    for (int i = 0; i < REPAIRS; i++) {
        start_scatter(&s->state, i == 0 ? size : NULL);
        if (start_repair(&s->state, &s->inst, s->watch))
            return true;
        if (s->watch->stopped)
            return false;
        if (s->fixed < s->size_count)
            return false; /* other size vectors remain */
        if (i == 0 && (backtrack(s, FEW_TRIALS) || s->impossible))
            return !s->impossible;
        instance_raise_penalty(&s->inst);
        instance_fill(&s->inst, INSTANCE_SCORES);
    }
    return !s->incumbent->found && backtrack(s, MOST_TRIALS);
}

bool restarts_begin(struct restarts *s)
{
    state_set_temperature(&s->state, 0);
    if (!find_start(s, restarts_sizes(s, 0)))
        return false;
    update_incumbent(s);
    state_descend(&s->state, s->watch, DESCENT_SWEEPS);
    update_incumbent(s);
    set_temperatures(s);
    if (!anneal(s, s->highest, TUNING_SWEEPS) && state_feasible(&s->state))
        set_temperatures(s);
    return true;
}

/* ---- runs ---- */

/* A start temperature for a restart: with probability 2/3 the best so far, once all were tried. */
static int choose_temperature(struct restarts *s)
{
    int best = 0;
    for (int i = 0; i < RESTARTS_TEMPERATURES; i++) {
        if (!s->temperature[i].tried)
            return random_below(&s->state.random, RESTARTS_TEMPERATURES);
        best = s->temperature[i].objective > s->temperature[best].objective ? i : best;
    }
    return random_below(&s->state.random, 3) > 0 ? best : random_below(&s->state.random, RESTARTS_TEMPERATURES);
}

/* Records the result of a restart for its start temperature. A longer run than any before starts the comparison again.
 */
static void record_temperature(struct restarts *s, int which, int sweeps)
{
    if (sweeps > s->longest) {
        memset(s->temperature, 0, sizeof s->temperature);
        s->longest = sweeps;
    }
    if (sweeps < s->longest || !state_feasible(&s->state))
        return;
    double objective = (double)state_objective(&s->state);
    struct start_temperature *t = &s->temperature[which];
    t->objective = t->tried ? 0.8 * t->objective + 0.2 * objective : objective;
    t->tried = true;
}

static bool run_restart(struct restarts *s, int sweeps)
{
    int which = choose_temperature(s);
    if (!find_start(s, restarts_sizes(s, s->fixed)))
        return s->watch->stopped;
    bool stop = anneal(s, s->highest * START_SHARES[which], sweeps);
    record_temperature(s, which, sweeps);
    return stop;
}

static bool run_crossover(struct restarts *s, int sweeps)
{
    int parent = random_below(&s->state.random, s->pool_count);
    int other = random_below(&s->state.random, s->pool_count - 1);
    other += other >= parent;
    crossover_make(&s->inst, &s->state.random, s->pool[parent].place, s->pool[other].place, s->arrangement);
    state_place(&s->state, s->arrangement);
    return anneal(s, s->warm, sweeps);
}

static int64_t scaled(const struct restarts *s, int64_t floor)
{
    return floor >= 0 ? floor >> s->inst.shift : -(-floor >> s->inst.shift);
}

/* FAIREST: sets the floor that this run aims at. If it changes, the objectives of the pool are computed again. */
static void set_target(struct restarts *s)
{
    bool higher = s->failed < PATIENCE || random_below(&s->state.random, PATIENCE) == 0;
    int64_t target = s->incumbent->floor + (higher ? s->stride : 0);
    state_set_floor(&s->state, scaled(s, target));
    if (target == s->target)
        return;
    s->target = target;
    for (int i = 0; i < s->pool_count; i++) {
        state_place(&s->state, s->pool[i].place);
        s->pool[i].objective = state_objective(&s->state);
    }
}

/* FAIREST: adapts the step between the incumbent's floor and the target to the result of the run. */
static void adapt_stride(struct restarts *s, int64_t before)
{
    if (s->target <= before)
        return;
    if (s->incumbent->floor > before) {
        s->failed = 0;
        s->stride = s->incumbent->floor >= s->target ? s->stride * 2 : s->stride;
    } else if (s->stride > 1) {
        s->stride /= 2;
    } else {
        s->failed++;
    }
}

bool restarts_run(struct restarts *s, int sweeps)
{
    bool restart = random_below(&s->state.random, 8) < 3 || s->pool_count < RESTARTS_POOL / 2;
    int64_t floor = s->incumbent->floor;
    restarts_fix_sizes(s, s->pool_sizes);
    if (s->aim == MATCH_FAIREST && s->incumbent->found)
        set_target(s);
    if (restart)
        restarts_fix_sizes(s, restarts_choose_sizes(s));
    bool stop = restart ? run_restart(s, sweeps) : run_crossover(s, sweeps / 2);
    if (s->aim == MATCH_FAIREST)
        adapt_stride(s, floor);
    if (!stop && restart)
        restarts_record_sizes(s);
    if (!stop && s->pool_count > 0 && state_feasible(&s->state) && state_objective(&s->state) > restarts_pool_best(s))
        restarts_set_pool_sizes(s, s->fixed);
    if (!stop && s->fixed == s->pool_sizes)
        restarts_add_to_pool(s);
    return !stop;
}

void restarts_compare_sizes(struct restarts *s, int sweeps, uint64_t work)
{
    int first[RESTARTS_SIZES + 1], all = s->size_count + 1;
    uint64_t runs = work / COMPARE_ROUNDS / (uint64_t)all / (uint64_t)sweeps / restarts_sweep_work(s);
    int each = runs < 1 ? 1 : runs < COMPARE_RUNS ? (int)runs : COMPARE_RUNS;
    for (int count = all; count > 1; count /= 2) {
        for (int i = 0; i < count; i++)
            first[i] = restarts_ranked_sizes(s, i);
        for (int i = 0; i < each * all; i++) {
            if (s->record[first[i % count]].failed)
                continue;
            restarts_fix_sizes(s, first[i % count]);
            if (run_restart(s, sweeps))
                return;
            restarts_record_sizes(s);
        }
    }
    restarts_set_pool_sizes(s, restarts_ranked_sizes(s, 0));
}
