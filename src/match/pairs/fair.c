/* FAIREST: the highest floor, by bisection. */
#include "match/pairs/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The search for a trio tries pairs of singles; it ends after so many operations. */
static const uint64_t MOST_TRIO_WORK = 400 * 1000 * 1000;

static int32_t weight_of(int64_t floor)
{
    return floor <= PAIR_NEVER ? PAIR_NEVER + 1 : floor > INT32_MAX ? INT32_MAX : (int32_t)floor;
}

/* The floor of a solution. */
static int64_t floor_of(const struct pairs_problem *p, const int *mate, const int *trio)
{
    struct seating s;
    seating_init(&s, p->rules->n);
    pairs_place(p, mate, trio, &s);
    seating_value(&s, p->rules);
    int64_t floor = s.floor;
    seating_release(&s);
    return floor;
}

/* Couples below this floor without a third person: how many, and one of them. */
static int low_couples(const struct pairs_problem *p, int64_t floor, int *which)
{
    int low = 0;
    *which = -1;
    for (int k = 0; k < p->couple_count; k++)
        if (k == p->needy || pairs_score(p, p->couple[2 * k], p->couple[2 * k + 1]) < floor) {
            *which = k;
            low++;
        }
    return low;
}

/* ---- an odd number: is there a trio? ---- */

struct trio_finder {
    struct pairs_problem *p;
    struct perfect *m;
    bool *out;     /* vertices of the trio */
    int *first;    /* the first matching of all singles */
    int *trio;     /* the result: numbers in the rules */
    uint64_t work; /* done so far */
};

/* Leaves these singles (-1: none) out of the first matching. True: at most `most` of the others remain exposed. */
static bool without(struct trio_finder *finder, int a, int b, int c, int most)
{
    struct perfect *m = finder->m;
    size_t n = (size_t)m->n;
    memcpy(m->mate, finder->first, n * sizeof *m->mate);
    memset(finder->out, 0, n * sizeof *finder->out);
    int gone[3] = {a, b, c};
    for (int i = 0; i < 3; i++) {
        if (gone[i] < 0)
            continue;
        finder->out[gone[i]] = true;
        if (m->mate[gone[i]] >= 0)
            m->mate[m->mate[gone[i]]] = -1;
        m->mate[gone[i]] = -1;
    }
    finder->work += 3 * (uint64_t)n * (uint64_t)n;
    return perfect_match(m, most) <= most;
}

/* Tries each couple with each single that can be left out of the matching. */
static bool find_with_couple(struct trio_finder *finder, int only)
{
    struct pairs_problem *p = finder->p;
    for (int c = 0; c < p->n; c++)
        for (int k = 0; k < p->couple_count; k++) {
            int one = p->couple[2 * k], other = p->couple[2 * k + 1];
            if ((only >= 0 && k != only) || !pairs_trio_allowed(p, one, other, p->person[c]))
                continue;
            if (!without(finder, c, -1, -1, 0))
                break;
            memcpy(finder->trio, (int[]){one, other, p->person[c]}, 3 * sizeof(int));
            return true;
        }
    return false;
}

static bool close_trio(struct trio_finder *finder, int a, int b, const bool *ends)
{
    struct pairs_problem *p = finder->p;
    for (int c = 0; c < p->n; c++) {
        if (c == a || c == b || !ends[c] || !pairs_trio_allowed(p, p->person[a], p->person[b], p->person[c]))
            continue;
        if (!without(finder, a, b, c, 0))
            continue;
        memcpy(finder->trio, (int[]){p->person[a], p->person[b], p->person[c]}, 3 * sizeof(int));
        return true;
    }
    return false;
}

/* Tries each pair of singles: with both left out, one search finds all who can be left out as the third. *sure: all
 * were tried. */
static bool find_with_singles(struct trio_finder *finder, bool *sure)
{
    struct pairs_problem *p = finder->p;
    bool *ends = xmalloc((size_t)p->n * sizeof *ends + 1), found = false;
    for (int i = 1; i < p->n && !found && *sure; i++)
        for (int a = 0; a < p->n && !found && *sure; a++) {
            int b = (a + i) % p->n; /* each pair occurs twice, in an order that changes partners */
            if (p->rules->apart[(size_t)p->person[a] * (size_t)p->rules->n + (size_t)p->person[b]] || a > b)
                continue;
            *sure = finder->work < MOST_TRIO_WORK && !(p->watch->stopped && finder->work > MOST_TRIO_WORK / 20);
            if (!without(finder, a, b, -1, 1))
                continue;
            for (int v = 0; v < p->n; v++)
                if (finder->m->mate[v] < 0 && !finder->out[v])
                    perfect_search(finder->m, v); /* fails again, and leaves what it reached in outer[] */
            memcpy(ends, finder->m->outer, (size_t)p->n * sizeof *ends);
            found = close_trio(finder, a, b, ends);
        }
    free(ends);
    return found;
}

static bool feasible_odd(struct pairs_problem *p, struct perfect *m, int64_t floor, int *trio, bool *sure)
{
    int low;
    if (low_couples(p, floor, &low) > 1 || perfect_match(m, 3) > 3)
        return false;
    size_t n = (size_t)p->n;
    struct trio_finder finder = {.p = p, .m = m, .trio = trio};
    finder.out = xcalloc(n + 1, sizeof *finder.out);
    finder.first = xmalloc(n * sizeof *finder.first + 1);
    memcpy(finder.first, m->mate, n * sizeof *finder.first);
    m->out = finder.out;
    bool found = find_with_couple(&finder, low) || (low < 0 && find_with_singles(&finder, sure));
    m->out = NULL;
    free(finder.out);
    free(finder.first);
    return found;
}

bool pairs_feasible(struct pairs_problem *p, int64_t floor, int *mate, int *trio, bool *sure)
{
    struct perfect m;
    int64_t before = p->floor;
    bool found, block = p->trio[0] >= 0;
    int low;
    *sure = true;
    p->floor = floor;
    perfect_init(&m, p, weight_of(floor));
    memcpy(m.mate, mate, (size_t)p->n * sizeof *mate);
    perfect_greedy(&m);
    if (p->rules->n % 2 && !block)
        found = feasible_odd(p, &m, floor, trio, sure);
    else
        found = !low_couples(p, floor, &low) && (!block || pairs_trio_allowed(p, p->trio[0], p->trio[1], p->trio[2])) &&
                perfect_match(&m, 0) == 0;
    if (found)
        memcpy(mate, m.mate, (size_t)p->n * sizeof *mate);
    if (found && block)
        memcpy(trio, p->trio, sizeof p->trio);
    perfect_release(&m);
    p->floor = before;
    return found;
}

/* ---- bisection ---- */

/* A bound: nobody gets more than with the best partner, or with the two best in a trio. */
static int64_t highest_floor(const struct pairs_problem *p)
{
    int64_t floor = INT64_MAX / 4;
    for (int v = 0; v < p->rules->n; v++) {
        int64_t best = PAIR_NEVER, second = PAIR_NEVER;
        for (int u = 0; u < p->rules->n; u++) {
            int64_t score = pairs_score(p, v, u);
            if (u == v || score <= second)
                continue;
            second = score > best ? best : score;
            best = score > best ? score : best;
        }
        int64_t most = p->rules->n % 2 && second > 0 ? best + second : best;
        floor = most < floor ? most : floor;
    }
    return floor;
}

enum match_state pairs_raise_floor(struct pairs_problem *p, int64_t *floor_bound)
{
    int *mate = xmalloc((size_t)p->n * sizeof *mate + 1), trio[3] = {-1, -1, -1};
    bool sure;
    for (int v = 0; v < p->n; v++)
        mate[v] = -1;
    *floor_bound = p->rules->n ? highest_floor(p) : 0;
    if (!pairs_feasible(p, INT64_MIN / 4, mate, trio, &sure)) {
        free(mate);
        return sure ? MATCH_INFEASIBLE : MATCH_UNKNOWN;
    }
    int64_t low = floor_of(p, mate, trio), high = *floor_bound;
    while (low < high && !watch_work(p->watch, (uint64_t)p->n * (uint64_t)p->n)) {
        int64_t middle = low + (high - low + 1) / 2;
        if (pairs_feasible(p, middle, mate, trio, &sure)) {
            low = floor_of(p, mate, trio);
        } else {
            high = middle - 1;
            if (sure)
                *floor_bound = high;
        }
    }
    pairs_set_floor(p, low);
    free(mate);
    return MATCH_FEASIBLE;
}
