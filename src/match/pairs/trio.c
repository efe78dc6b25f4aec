#include "match/pairs/trio.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"

enum { PARTNERS = 10 };

void trio_offer(struct trio_search *s, int64_t value, const int *mate, const int *trio)
{
    if (value <= s->best)
        return;
    s->best = value;
    memcpy(s->mate, mate, (size_t)s->n * sizeof *mate);
    memcpy(s->trio, trio, sizeof s->trio);
    for (int i = 0; i < 3; i++)
        for (int v = 0; v < s->n; v++)
            if (s->p->person[v] == trio[i])
                s->mate[v] = -1;
}

/* ---- couples as a part of the trio ---- */

int trio_only_couple(const struct pairs_problem *p)
{
    if (p->needy >= 0)
        return p->needy;
    for (int k = 0; k < p->couple_count; k++)
        if (pairs_score(p, p->couple[2 * k], p->couple[2 * k + 1]) < p->floor)
            return k;
    return -1;
}

/* The most that the single adds to a couple; INT64_MIN: there is none. */
static int64_t best_couple(const struct trio_search *s, int v, int *which)
{
    const struct pairs_problem *p = s->p;
    int64_t best = INT64_MIN;
    int only = trio_only_couple(p), person = p->person[v];
    for (int k = 0; k < p->couple_count; k++) {
        int one = p->couple[2 * k], other = p->couple[2 * k + 1];
        int64_t gain = (int64_t)pairs_score(p, person, one) + pairs_score(p, person, other);
        if ((only >= 0 && k != only) || gain <= best || !pairs_trio_allowed(p, one, other, person))
            continue;
        best = gain;
        *which = k;
    }
    return best;
}

/* ---- one single left out ---- */

static int64_t half(int64_t doubled)
{
    return doubled >> 1; /* towards minus infinity: a bound on integers */
}

/* A bound on what a trio with v adds to the matching without v: by the two best partners of v, or a couple. */
static int64_t most_added(const struct trio_search *s, int v)
{
    const int32_t *scores = s->near + (size_t)v * (size_t)s->n;
    int64_t best = INT64_MIN, second = INT64_MIN;
    int couple;
    for (int u = 0; u < s->n; u++) {
        if (scores[u] == PAIR_NEVER || scores[u] <= second)
            continue;
        second = scores[u] > best ? best : scores[u];
        best = scores[u] > best ? scores[u] : best;
    }
    int64_t with_couple = best_couple(s, v, &couple);
    int64_t with_pair = second == INT64_MIN ? INT64_MIN : best + second;
    return with_pair > with_couple ? with_pair : with_couple;
}

/* All but v are matched: finds the pair or couple with which v makes the best trio. */
static void place_single(struct trio_search *s, int v, int64_t value, const int *mate)
{
    const struct pairs_problem *p = s->p;
    int couple, person = p->person[v], trio[3] = {-1, -1, person};
    int64_t best = best_couple(s, v, &couple);
    if (best > INT64_MIN) {
        trio[0] = p->couple[2 * couple];
        trio[1] = p->couple[2 * couple + 1];
    }
    for (int a = 0; a < s->n && trio_only_couple(p) < 0; a++) {
        int b = mate[a];
        if (a == v || b < a || b >= s->n || s->near[(size_t)v * (size_t)s->n + (size_t)a] == PAIR_NEVER)
            continue;
        int64_t gain = (int64_t)pairs_score(p, person, p->person[a]) + pairs_score(p, person, p->person[b]);
        if (gain <= best || !pairs_trio_allowed(p, p->person[a], p->person[b], person))
            continue;
        best = gain;
        trio[0] = p->person[a];
        trio[1] = p->person[b];
    }
    if (best > INT64_MIN)
        trio_offer(s, value + best, mate, trio);
}

static void leave_out(struct trio_search *s, struct blossom *b, int v, int *mate)
{
    blossom_tie_dummy(b, 0, v);
    enum blossom_result result = blossom_solve(b);
    if (result == BLOSSOM_STOPPED) {
        s->cut = true;
        return;
    }
    s->alone[v] = result == BLOSSOM_MATCHED ? ALONE_PRICED : ALONE_IMPOSSIBLE;
    if (result != BLOSSOM_MATCHED)
        return;
    memcpy(s->price + (size_t)v * (size_t)s->n, b->price, (size_t)s->n * sizeof *s->price);
    s->sum[v] = blossom_sum(b);
    blossom_mates(b, mate);
    place_single(s, v, blossom_bound(b), mate);
}

/* A bound on all solutions from the present prices, raised to cover all pairs that can be in one trio. */
static int64_t crude_bound(struct trio_search *s, struct blossom *b)
{
    int64_t most = INT64_MIN;
    b->table = s->near;
    blossom_cover(b);
    int64_t sum = blossom_sum(b);
    for (int v = 0; v < s->n; v++) {
        int64_t added = most_added(s, v);
        if (added > INT64_MIN && half(sum - b->price[v]) + added > most)
            most = half(sum - b->price[v]) + added;
    }
    return most;
}

struct prospect {
    int64_t most;
    int v;
};

static int compare_prospects(const void *a, const void *b)
{
    const struct prospect *x = a, *y = b;
    return x->most != y->most ? (x->most < y->most) - (x->most > y->most) : (x->v > y->v) - (x->v < y->v);
}

/* Leaves out each single in turn, in the order of the bounds by the first prices. Skips those whose bound is not above
 * the best. */
static void leave_each_out(struct trio_search *s, struct blossom *b)
{
    size_t n = (size_t)s->n;
    struct prospect *order = xmalloc(n * sizeof *order + 1);
    int *mate = xmalloc((n + 1) * sizeof *mate);
    bool same = s->near == s->p->table; /* then the prices bound pairs within a trio, too */
    int last = 0;
    leave_out(s, b, 0, mate);
    for (int v = 0; v < s->n; v++) {
        int64_t added = most_added(s, v);
        order[v] = (struct prospect){added == INT64_MIN ? added : half(-b->price[v]) + added, v};
    }
    sort_stable(order, n, sizeof *order, compare_prospects);
    for (size_t i = 0; i < n && !s->cut; i++) {
        int v = order[i].v;
        if (s->alone[v] != ALONE_OPEN)
            continue;
        int64_t added = most_added(s, v);
        bool covers = s->alone[last] == ALONE_PRICED; /* the prices cover the whole table */
        if (added == INT64_MIN || (same && covers && half(blossom_sum(b) - b->price[v]) + added <= s->best)) {
            s->alone[v] = ALONE_HOPELESS;
            continue;
        }
        leave_out(s, b, v, mate);
        last = v;
    }
    free(order);
    free(mate);
}

/* ---- the whole search ---- */

static void search_init(struct trio_search *s, struct pairs_problem *p)
{
    size_t n = (size_t)p->n;
    *s = (struct trio_search){.p = p, .n = p->n, .best = INT64_MIN, .near = p->table};
    s->alone = xcalloc(n, sizeof *s->alone);
    s->price = xmalloc(n * n * sizeof *s->price);
    s->sum = xcalloc(n, sizeof *s->sum);
    s->mate = xmalloc(n * sizeof *s->mate);
    if (!p->rules->demand_count && p->floor == INT64_MIN)
        return;
    s->near = xmalloc(n * n * sizeof *s->near);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            size_t at = (size_t)p->person[i] * (size_t)p->rules->n + (size_t)p->person[j];
            s->near[i * n + j] = i == j || p->rules->apart[at] ? PAIR_NEVER : p->rules->score[at];
        }
}

static void search_release(struct trio_search *s)
{
    if (s->near != s->p->table)
        free(s->near);
    free(s->alone);
    free(s->price);
    free(s->sum);
    free(s->mate);
}

/* No solution was found on the way: is there one? */
static enum match_state find_any(struct trio_search *s)
{
    struct pairs_problem *p = s->p;
    int trio[3];
    bool sure;
    for (int v = 0; v < s->n; v++)
        s->mate[v] = -1;
    int64_t floor = p->floor == INT64_MIN ? INT64_MIN / 4 : p->floor;
    if (!pairs_feasible(p, floor, s->mate, trio, &sure))
        return sure ? MATCH_INFEASIBLE : MATCH_UNKNOWN;
    memcpy(s->trio, trio, sizeof s->trio);
    return MATCH_FEASIBLE;
}

enum match_state pairs_solve_odd(struct pairs_problem *p, struct seating *best, int64_t *bound)
{
    struct trio_search s;
    enum match_state state = MATCH_FEASIBLE;
    int64_t couples = pairs_couples_score(p), most = INT64_MAX;
    search_init(&s, p);
    struct blossom *b = blossom_new(p->n, p->table, 1, p->watch);
    blossom_choose(b, PARTNERS);
    blossom_start(b);
    leave_each_out(&s, b);
    if (!s.cut)
        most = trio_close(&s);
    if (s.cut) {
        int64_t crude = crude_bound(&s, b);
        most = crude < most ? crude : most;
    }
    if (s.best == INT64_MIN)
        state = find_any(&s);
    if (state == MATCH_FEASIBLE) {
        *bound = most + couples;
        pairs_seat(p, s.mate, s.trio, best);
    }
    blossom_free(b);
    search_release(&s);
    return state;
}
