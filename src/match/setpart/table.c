/* Few people: dynamic programming over all sets of people. See setpart.h. */
#include <stdlib.h>

#include "base/mem.h"
#include "match/feasible/counting.h"
#include "match/setpart/setpart.h"

typedef uint32_t set; /* of people, a bit each */

#define NO_WAY INT64_MIN

struct set_table {
    const struct rules *r;
    struct watch *w;
    size_t sets;            /* 2 to the power of n */
    uint8_t *allowed;       /* by set: may be an arrangement; sizes are not checked */
    int64_t *worth, *floor; /* by set, as one arrangement */
    int64_t *value;         /* by stage and set: the best for these people; NO_WAY: infeasible */
    set *first;             /* by stage and set: the last arrangement of the best solution */
    int stages;             /* 1, or a stage for each place and one before them */
    int64_t least_floor;    /* arrangements where somebody gets less are not used */
};

static int size_of(set s)
{
    return __builtin_popcount(s);
}

static void value_set(struct set_table *t, set s)
{
    const struct rules *r = t->r;
    int people[SETPART_FEW], count = 0;
    for (int i = 0; i < r->n; i++)
        if (s >> i & 1)
            people[count++] = i;
    t->allowed[s] = count > 0 && rules_allow(r, people, count);
    t->floor[s] = INT64_MAX;
    for (int i = 0; i < count; i++) {
        int64_t gets = 0;
        for (int j = 0; j < count; j++)
            gets += j != i ? r->score[people[i] * r->n + people[j]] : 0;
        t->worth[s] += gets;
        t->floor[s] = gets < t->floor[s] ? gets : t->floor[s];
    }
    t->worth[s] /= 2;
}

static bool fits(const struct set_table *t, set s, int least, int most)
{
    int size = size_of(s);
    return t->allowed[s] && size >= least && size <= most && t->floor[s] >= t->least_floor;
}

/* The value of a solution with `rest` and the arrangement s: the sum, or for the floor the minimum. */
static int64_t joined(const struct set_table *t, bool floors, int64_t rest, set s)
{
    if (rest == NO_WAY)
        return NO_WAY;
    if (!floors)
        return rest + t->worth[s];
    return rest < t->floor[s] ? rest : t->floor[s];
}

/* Any number of arrangements: the first person of each set is in the last one. */
static void fill_any(struct set_table *t, bool floors)
{
    struct counting_sizes sizes = counting_sizes(t->r);
    for (set all = 1; all < t->sets && !t->w->stopped; all++) {
        set lowest = all & -all, others = all ^ lowest;
        for (set part = others;; part = (part - 1) & others) {
            set s = part | lowest;
            int64_t value = fits(t, s, sizes.least, sizes.most) ? joined(t, floors, t->value[all ^ s], s) : NO_WAY;
            if (value > t->value[all]) {
                t->value[all] = value;
                t->first[all] = s;
            }
            if (!part)
                break;
        }
        watch_work(t->w, (uint64_t)1 << size_of(others));
    }
}

/* Places with bounds of their own, one after the other. */
static void fill_places(struct set_table *t, bool floors)
{
    const struct match_problem *p = t->r->problem;
    for (int k = 0; k < p->places; k++) {
        const int64_t *before = t->value + (size_t)k * t->sets;
        int64_t *after = t->value + (size_t)(k + 1) * t->sets;
        for (set all = 0; all < t->sets && !t->w->stopped; all++) {
            for (set s = all; s; s = (s - 1) & all) {
                int64_t value =
                    fits(t, s, p->place_least[k], p->place_most[k]) ? joined(t, floors, before[all ^ s], s) : NO_WAY;
                if (value > after[all]) {
                    after[all] = value;
                    t->first[(size_t)(k + 1) * t->sets + all] = s;
                }
            }
            watch_work(t->w, (uint64_t)1 << size_of(all));
        }
    }
}

/* The best value for all people; NO_WAY: infeasible. */
static int64_t fill(struct set_table *t, bool floors)
{
    size_t cells = (size_t)t->stages * t->sets;
    for (size_t i = 0; i < cells; i++)
        t->value[i] = NO_WAY;
    t->value[0] = floors ? INT64_MAX : 0;
    if (t->r->problem->place_least)
        fill_places(t, floors);
    else
        fill_any(t, floors);
    return t->value[cells - 1];
}

static void read_answer(const struct set_table *t, struct seating *best)
{
    set left = (set)(t->sets - 1);
    bool places = t->r->problem->place_least != NULL;
    best->places = 0;
    for (int stage = t->stages - 1; left; stage -= places) {
        set s = t->first[(size_t)stage * t->sets + left];
        for (int i = 0; i < t->r->n; i++)
            if (s >> i & 1)
                best->place[i] = places ? stage - 1 : best->places;
        left ^= s;
        best->places++;
    }
    best->places = places ? t->r->problem->places : best->places;
    best->found = true;
    seating_value(best, t->r);
}

static void table_init(struct set_table *t, const struct rules *r, struct watch *w)
{
    *t = (struct set_table){.r = r, .w = w, .sets = (size_t)1 << r->n, .stages = 1, .least_floor = INT64_MIN};
    if (r->problem->place_least)
        t->stages = r->problem->places + 1;
    size_t cells = (size_t)t->stages * t->sets;
    t->allowed = xcalloc(t->sets, sizeof *t->allowed);
    t->worth = xcalloc(t->sets, sizeof *t->worth);
    t->floor = xcalloc(t->sets, sizeof *t->floor);
    t->value = xcalloc(cells, sizeof *t->value);
    t->first = xcalloc(cells, sizeof *t->first);
    for (set s = 0; s < t->sets && !w->stopped; s++) {
        value_set(t, s);
        watch_work(w, 40 + (uint64_t)r->demand_count * 40);
    }
}

static void table_release(struct set_table *t)
{
    free(t->allowed);
    free(t->worth);
    free(t->floor);
    free(t->value);
    free(t->first);
}

enum match_state setpart_by_table(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best,
                                  int64_t *bound, int64_t *floor_bound)
{
    struct set_table t;
    enum match_state state = MATCH_UNKNOWN;
    table_init(&t, r, w);
    int64_t floor = aim == MATCH_FAIREST && !w->stopped ? fill(&t, true) : 0;
    if (aim == MATCH_FAIREST && !w->stopped && floor != NO_WAY)
        *floor_bound = t.least_floor = floor;
    int64_t worth = !w->stopped ? fill(&t, false) : NO_WAY;
    if (!w->stopped) {
        state = worth == NO_WAY ? MATCH_INFEASIBLE : MATCH_FEASIBLE;
        if (state == MATCH_FEASIBLE) {
            *bound = worth;
            read_answer(&t, best);
            watch_better(w, r, best, 1);
        }
    }
    table_release(&t);
    return best->found ? MATCH_FEASIBLE : state;
}
