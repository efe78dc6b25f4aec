#include "match/groups/restarts.h"

#include "base/mem.h"
#include "match/groups/crossover.h"

#include <stdlib.h>
#include <string.h>

/* Measured settings. A run starts where this share of the worsening swaps would be taken from a good local optimum, and ends at
 * a fraction of that temperature, below which nothing moves any more; a child starts at another. */
static const double SHARE = 0.003, WARM = 0.75, COLD = 0.17;
/* How hot is best differs from problem to problem: shares of the highest start, of which the best is learnt on the way. */
static const double HEATS[HUNT_HEATS] = {0.5, 0.7, 1.0};
enum {
    TUNING_SWEEPS = 40,     /* of the run whose end the temperatures are taken from */
    LEVELS = 200,           /* temperatures of a long run */
    QUENCH_SWEEPS = 100,
    SEARCH_TRIALS = 200000,
    SHORT_SEARCH = 5000,
    REPAIRS = 3,            /* tries with ever more pressure, before all arrangements are tried in order */
    COMPARE_RUNS = 8,       /* at most, for each choice of sizes, before half of the choices are left */
    COMPARE_ROUNDS = 4,     /* until one of HUNT_SIZES + 1 is left */
    PATIENCE = 4,           /* FAIREST: failed runs before the total is looked after */
};

void hunt_init(struct hunt *h, const struct rules *r, int places, enum match_aim aim, uint64_t seed, struct watch *w,
               struct seating *best)
{
    *h = (struct hunt){.rules = r, .aim = aim, .watch = w, .best = best, .stride = 1};
    field_init(&h->field, r, places, w);
    walk_init(&h->walk, &h->field, seed ^ ((uint64_t)places << 32));
    h->child = xcalloc((size_t)h->field.units, sizeof *h->child);
    h->sizes = xcalloc((size_t)places * HUNT_SIZES, sizeof *h->sizes);
    if (h->field.loose)
        h->size_count = start_sizes(&h->field, HUNT_SIZES, h->sizes);
    h->narrowed = h->leader = h->size_count;
}

void hunt_release(struct hunt *h)
{
    walk_release(&h->walk);
    field_release(&h->field);
    for (int i = 0; i < HUNT_POOL; i++)
        free(h->pool[i].place);
    free(h->child);
    free(h->sizes);
    *h = (struct hunt){0};
}

uint64_t hunt_sweep_work(const struct hunt *h)
{
    uint64_t row = (uint64_t)h->field.stride / 8 + (uint64_t)h->field.places / 4 + 10;
    return (uint64_t)h->field.units * (h->walk.fixed_sizes ? row : row + (uint64_t)h->field.places + 10) + 1;
}

/* ---- what was found ---- */

/* Whether a is better than b for this aim; b may not have been found. */
static bool is_better(const struct hunt *h, const struct seating *a, const struct seating *b)
{
    if (!b->found || h->aim != MATCH_FAIREST || a->floor == b->floor)
        return !b->found || a->worth > b->worth;
    return a->floor > b->floor;
}

/* Whether where the walk stands could be better than the best, from what it knows itself. */
static bool promising(const struct hunt *h)
{
    const struct walk *w = &h->walk;
    return walk_feasible(w) && (!h->best->found || h->field.shift > 0 || w->need || w->field->heavy ||
                                h->aim == MATCH_FAIREST || w->score > h->best->worth);
}

/* Takes where the walk stands as the best, if it is. */
static void note(struct hunt *h)
{
    if (!promising(h))
        return;
    struct seating now;
    seating_init(&now, h->field.people);
    for (int i = 0; i < h->field.people; i++)
        now.place[i] = h->walk.place[h->rules->together[i]];
    now.places = h->field.places;
    now.found = true;
    seating_value(&now, h->rules);
    h->walk.work += (uint64_t)now.n * (uint64_t)now.n / 2;
    walk_result(&h->walk, h->child);
    if (is_better(h, &now, h->best) && field_keeps(&h->field, h->child)) {
        int *place = h->best->place;
        *h->best = now;
        now.place = place;
        watch_better(h->watch, h->rules, h->best, 1);
    }
    seating_release(&now);
}

/* Puts where the walk stands into the pool: instead of one that is much like it, or of the worst. */
static void keep(struct hunt *h)
{
    struct walk *w = &h->walk;
    int like = -1, worst = 0, units = h->field.units;
    if (!walk_feasible(w))
        return;
    walk_result(w, h->child);
    for (int i = 0; i < h->pool_count; i++) {
        if (recombine_distance(&h->field, h->child, h->pool[i].place) <= units / 20)
            like = i;
        if (h->pool[i].score < h->pool[worst].score)
            worst = i;
    }
    int at = like >= 0 ? like : h->pool_count < HUNT_POOL ? h->pool_count : worst;
    if (at < h->pool_count && h->pool[at].score >= walk_energy(w))
        return;
    if (!h->pool[at].place)
        h->pool[at].place = xcalloc((size_t)units, sizeof *h->pool[at].place);
    h->pool_count += at == h->pool_count;
    memcpy(h->pool[at].place, h->child, (size_t)units * sizeof *h->child);
    h->pool[at].score = walk_energy(w);
}

static void lead(struct hunt *h, int which)
{
    if (which != h->leader)
        h->pool_count = 0;
    h->leader = which;
}

static int64_t pool_best(const struct hunt *h)
{
    int64_t best = INT64_MIN;
    for (int i = 0; i < h->pool_count; i++)
        best = h->pool[i].score > best ? h->pool[i].score : best;
    return best;
}

void hunt_adopt(struct hunt *h)
{
    if (!h->best->found || h->best->places != h->field.places)
        return;
    hunt_narrow(h, h->size_count > 1 ? hunt_adopt_sizes(h) : h->size_count);
    for (int i = 0; i < h->field.people; i++)
        h->child[h->rules->together[i]] = h->best->place[i];
    walk_place(&h->walk, h->child);
    lead(h, h->narrowed);
    keep(h);
}

/* ---- cooling ---- */

/* The n-th root of a number between 0 and 1, by halving. */
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

/* Cools from a temperature to the end, and looks at what came of it. True: stop. */
static bool cool(struct hunt *h, double from, int sweeps)
{
    int levels = sweeps < LEVELS ? sweeps : LEVELS;
    double ratio = from > h->cold ? root(h->cold / from, levels) : 1, temperature = from;
    for (int level = 0; level < levels; level++, temperature *= ratio) {
        walk_heat(&h->walk, temperature);
        for (int s = level * sweeps / levels; s < (level + 1) * sweeps / levels; s++)
            if (walk_sweep(&h->walk, h->watch)) {
                note(h);
                return true;
            }
        if (2 * level > levels)
            note(h);
    }
    bool stop = walk_quench(&h->walk, h->watch, QUENCH_SWEEPS);
    note(h);
    return stop;
}

static void tune(struct hunt *h)
{
    h->hot = start_temperature(&h->walk, SHARE);
    h->warm = h->hot * WARM;
    h->cold = h->hot * COLD;
}

/* ---- starts ---- */

/* Tries all in order; true if that found one. */
static bool search(struct hunt *h, uint64_t trials)
{
    enum match_state state = start_search(&h->field, trials, h->watch, h->child);
    h->impossible = state == MATCH_INFEASIBLE;
    if (state == MATCH_FEASIBLE)
        walk_place(&h->walk, h->child);
    return state == MATCH_FEASIBLE;
}

/* Random starts (from sizes `size`, unless NULL), repaired with ever more pressure; in between and in the end trying all in
 * order. */
static bool find_start(struct hunt *h, const int *size)
{
    for (int i = 0; i < REPAIRS; i++) {
        start_scatter(&h->walk, i == 0 ? size : NULL);
        if (start_repair(&h->walk, &h->field, h->watch))
            return true;
        if (h->watch->stopped)
            return false;
        if (h->narrowed < h->size_count)
            return false; /* there are other sizes */
        if (i == 0 && (search(h, SHORT_SEARCH) || h->impossible))
            return !h->impossible;
        field_press(&h->field);
        field_fill(&h->field, FIELD_SCORES);
    }
    return !h->best->found && search(h, SEARCH_TRIALS);
}

bool hunt_start(struct hunt *h)
{
    walk_heat(&h->walk, 0);
    if (!find_start(h, hunt_sizes(h, 0)))
        return false;
    note(h);
    walk_quench(&h->walk, h->watch, QUENCH_SWEEPS);
    note(h);
    tune(h);
    if (!cool(h, h->hot, TUNING_SWEEPS) && walk_feasible(&h->walk))
        tune(h);
    return true;
}

/* ---- runs ---- */

/* Which start temperature to take: two times in three the one that did best, once all were tried. */
static int choose_heat(struct hunt *h)
{
    int best = 0;
    for (int i = 0; i < HUNT_HEATS; i++) {
        if (!h->heat[i].tried)
            return random_below(&h->walk.random, HUNT_HEATS);
        best = h->heat[i].energy > h->heat[best].energy ? i : best;
    }
    return random_below(&h->walk.random, 3) > 0 ? best : random_below(&h->walk.random, HUNT_HEATS);
}

/* Counts a run for its temperature; a longer run than ever starts the comparison anew. */
static void learn_heat(struct hunt *h, int which, int sweeps)
{
    if (sweeps > h->longest) {
        memset(h->heat, 0, sizeof h->heat);
        h->longest = sweeps;
    }
    if (sweeps < h->longest || !walk_feasible(&h->walk))
        return;
    double energy = (double)walk_energy(&h->walk);
    h->heat[which].energy = h->heat[which].tried ? 0.8 * h->heat[which].energy + 0.2 * energy : energy;
    h->heat[which].tried = true;
}

static bool run_fresh(struct hunt *h, int sweeps)
{
    int heat = choose_heat(h);
    if (!find_start(h, hunt_sizes(h, h->narrowed)))
        return h->watch->stopped;
    bool stop = cool(h, h->hot * HEATS[heat], sweeps);
    learn_heat(h, heat, sweeps);
    return stop;
}

static bool run_child(struct hunt *h, int sweeps)
{
    int mother = random_below(&h->walk.random, h->pool_count), father = random_below(&h->walk.random, h->pool_count - 1);
    father += father >= mother;
    recombine(&h->field, &h->walk.random, h->pool[mother].place, h->pool[father].place, h->child);
    walk_place(&h->walk, h->child);
    return cool(h, h->warm, sweeps);
}

static int64_t scaled(const struct hunt *h, int64_t floor)
{
    return floor >= 0 ? floor >> h->field.shift : -(-floor >> h->field.shift);
}

/* FAIREST: the floor to aim at in this run. What is in the pool counts anew when that rises. */
static void aim_at_floor(struct hunt *h)
{
    bool higher = h->failed < PATIENCE || random_below(&h->walk.random, PATIENCE) == 0;
    int64_t target = h->best->floor + (higher ? h->stride : 0);
    walk_fair(&h->walk, scaled(h, target));
    if (target == h->target)
        return;
    h->target = target;
    for (int i = 0; i < h->pool_count; i++) {
        walk_place(&h->walk, h->pool[i].place);
        h->pool[i].score = walk_energy(&h->walk);
    }
}

static void judge_floor(struct hunt *h, int64_t before)
{
    if (h->target <= before)
        return;
    if (h->best->floor > before) {
        h->failed = 0;
        h->stride = h->best->floor >= h->target ? h->stride * 2 : h->stride;
    } else if (h->stride > 1) {
        h->stride /= 2;
    } else {
        h->failed++;
    }
}

bool hunt_run(struct hunt *h, int sweeps)
{
    bool fresh = random_below(&h->walk.random, 8) < 3 || h->pool_count < HUNT_POOL / 2;
    int64_t floor = h->best->floor;
    hunt_narrow(h, h->leader);
    if (h->aim == MATCH_FAIREST && h->best->found)
        aim_at_floor(h);
    if (fresh)
        hunt_narrow(h, hunt_choose_sizes(h));
    bool stop = fresh ? run_fresh(h, sweeps) : run_child(h, sweeps / 2);
    if (h->aim == MATCH_FAIREST)
        judge_floor(h, floor);
    if (!stop && fresh)
        hunt_learn_sizes(h);
    if (!stop && h->pool_count > 0 && walk_feasible(&h->walk) && walk_energy(&h->walk) > pool_best(h))
        lead(h, h->narrowed);
    if (!stop && h->narrowed == h->leader)
        keep(h);
    return !stop;
}

void hunt_compare_sizes(struct hunt *h, int sweeps, uint64_t work)
{
    int first[HUNT_SIZES + 1], all = h->size_count + 1;
    uint64_t runs = work / COMPARE_ROUNDS / (uint64_t)all / (uint64_t)sweeps / hunt_sweep_work(h);
    int each = runs < 1 ? 1 : runs < COMPARE_RUNS ? (int)runs : COMPARE_RUNS;
    for (int count = all; count > 1; count /= 2) {
        for (int i = 0; i < count; i++)
            first[i] = hunt_ranked_sizes(h, i);
        for (int i = 0; i < each * all; i++) {
            if (h->sizing[first[i % count]].failed)
                continue;
            hunt_narrow(h, first[i % count]);
            if (run_fresh(h, sweeps))
                return;
            hunt_learn_sizes(h);
        }
    }
    lead(h, hunt_ranked_sizes(h, 0));
}
