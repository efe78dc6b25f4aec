/* The trios that could be better than the best so far. Prices y that bound the matchings without v also bound those
 * without v, a and b: by (their sum - y[v] - y[a] - y[b]) / 2. The trios that remain after this test are solved
 * exactly, the highest bound first. The prices of each such matching test all other trios again. */
#include "match/pairs/trio.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"

enum { PARTNERS = 10, LANES = 32, MOST_TRIOS = 200000, SMALL = INT32_MAX / 4 };

/* Exact matching ends after so many operations. The bound is then that of the best trio left. */
static const uint64_t MOST_WORK = 600 * 1000 * 1000;

struct trio {
    int64_t most; /* a bound on its value */
    int v[3];     /* singles */
};

struct closing {
    struct trio_search *s;
    struct trio *trios;
    size_t count, cap;
    int64_t dropped; /* the highest bound of a trio that there was no room for; INT64_MIN: none */
    int64_t *spare;  /* prices for trios of people none of whom can be left out alone; NULL if not needed */
    int64_t spare_sum;
    int32_t *gain; /* n: what b adds to a trio with the present v, whoever the third is */
    bool fits;
};

static int64_t half(int64_t doubled)
{
    return doubled >> 1;
}

static int32_t near(const struct trio_search *s, int a, int b)
{
    return s->near[(size_t)a * (size_t)s->n + (size_t)b];
}

static int64_t score_of(const struct trio_search *s, const int *v)
{
    return (int64_t)near(s, v[0], v[1]) + near(s, v[0], v[2]) + near(s, v[1], v[2]);
}

static int64_t bound_by(const struct trio_search *s, const int64_t *price, int64_t sum, const int *v)
{
    return score_of(s, v) + half(sum - price[v[0]] - price[v[1]] - price[v[2]]);
}

/* The least bound by the prices that are known for its members. */
static int64_t bound_of(const struct closing *c, const int *v)
{
    const struct trio_search *s = c->s;
    int64_t most = c->spare ? bound_by(s, c->spare, c->spare_sum, v) : INT64_MAX;
    for (int i = 0; i < 3; i++) {
        if (s->alone[v[i]] != ALONE_PRICED)
            continue;
        int64_t bound = bound_by(s, s->price + (size_t)v[i] * (size_t)s->n, s->sum[v[i]], v);
        most = bound < most ? bound : most;
    }
    return most;
}

/* ---- listing ---- */

static int compare_trios(const void *a, const void *b)
{
    const struct trio *x = a, *y = b;
    if (x->most != y->most)
        return (x->most < y->most) - (x->most > y->most);
    for (int i = 0; i < 2; i++)
        if (x->v[i] != y->v[i])
            return (x->v[i] > y->v[i]) - (x->v[i] < y->v[i]);
    return (x->v[2] > y->v[2]) - (x->v[2] < y->v[2]);
}

/* Removes the worse half. */
static void make_room(struct closing *c)
{
    sort_stable(c->trios, c->count, sizeof *c->trios, compare_trios);
    c->count /= 2;
    if (c->trios[c->count].most > c->dropped)
        c->dropped = c->trios[c->count].most;
}

static void consider(struct closing *c, int v, int a, int b)
{
    struct trio_search *s = c->s;
    const struct pairs_problem *p = s->p;
    struct trio trio = {.v = {v, a, b}};
    if (near(s, a, b) == PAIR_NEVER || near(s, v, a) == PAIR_NEVER || near(s, v, b) == PAIR_NEVER)
        return;
    trio.most = bound_of(c, trio.v);
    if (trio.most <= s->best || trio.most <= c->dropped ||
        !pairs_trio_allowed(p, p->person[v], p->person[a], p->person[b]))
        return;
    if (c->count == MOST_TRIOS)
        make_room(c);
    GROW(c->trios, c->count + 1, c->cap);
    c->trios[c->count++] = trio;
}

/* Whether a trio with v and this other single is listed by the prices of v. */
static bool finds(const struct trio_search *s, int v, int other)
{
    if (s->alone[other] == s->alone[v])
        return other > v;
    return s->alone[other] == ALONE_IMPOSSIBLE; /* singles with prices come before those without; trios with a hopeless
                                                   one are not listed */
}

static void set_gains(struct closing *c, int v, const int64_t *price)
{
    c->fits = true;
    for (int b = 0; b < c->s->n; b++) {
        int32_t score = near(c->s, v, b);
        int64_t gain = 2 * (int64_t)score - price[b];
        bool can = b != v && score != PAIR_NEVER && finds(c->s, v, b);
        c->fits &= !can || (gain < SMALL && gain > -SMALL);
        c->gain[b] = can && gain < SMALL && gain > -SMALL ? (int32_t)gain : -SMALL;
    }
}

/* Finds the third person b for v and a, b after a: 2 score(a,b) + gain[a] + gain[b] >= need. */
static void find_third(struct closing *c, int v, int a, int64_t need)
{
    const struct trio_search *s = c->s;
    const int32_t *scores = s->near + (size_t)a * (size_t)s->n;
    int64_t rest = need - c->gain[a];
    int b = a + 1;
    if (c->fits && rest < SMALL) {
        int32_t left = rest < -SMALL ? -SMALL : (int32_t)rest;
        for (; b + LANES <= s->n; b += LANES) {
            int any = 0;
            for (int i = 0; i < LANES; i++)
                any |= scores[b + i] >= (left - c->gain[b + i]) >> 1;
            for (int i = 0; any && i < LANES; i++)
                if (c->gain[b + i] > -SMALL && finds(s, v, b + i))
                    consider(c, v, a, b + i);
        }
    }
    for (; b < s->n; b++)
        if (finds(s, v, b) && scores[b] != PAIR_NEVER)
            consider(c, v, a, b);
}

static bool list_with(struct closing *c, int v)
{
    struct trio_search *s = c->s;
    bool priced = s->alone[v] == ALONE_PRICED;
    const int64_t *price = priced ? s->price + (size_t)v * (size_t)s->n : c->spare;
    int64_t sum = priced ? s->sum[v] : c->spare_sum;
    set_gains(c, v, price);
    for (int a = 0; a < s->n; a++) {
        if (a == v || !finds(s, v, a) || near(s, v, a) == PAIR_NEVER)
            continue;
        int64_t beat = s->best == INT64_MIN ? INT64_MIN / 4 : s->best + 1;
        find_third(c, v, a, 2 * beat - sum + price[v]); /* twice the bound must be at least 2 beat */
    }
    return !watch_work(s->p->watch, (uint64_t)s->n * (uint64_t)s->n / 8);
}

/* Prices that bound all matchings, for trios without prices of a member. */
static void find_spare(struct closing *c)
{
    struct trio_search *s = c->s;
    bool needed = false;
    for (int v = 0; v < s->n; v++)
        needed |= s->alone[v] == ALONE_IMPOSSIBLE;
    if (!needed)
        return;
    struct blossom *b = blossom_new(s->n, s->p->table, 0, s->p->watch);
    blossom_choose(b, PARTNERS);
    blossom_start(b);
    blossom_cover(b);
    c->spare = xmalloc((size_t)s->n * sizeof *c->spare);
    memcpy(c->spare, b->price, (size_t)s->n * sizeof *c->spare);
    c->spare_sum = blossom_sum(b);
    blossom_free(b);
}

/* ---- matching of the trios that remain ---- */

/* Ties the dummies to the trio; moves as few of them as possible. */
static void move_dummies(struct blossom *b, int *at, const int *v)
{
    for (int i = 0; i < 3; i++) {
        if (at[i] == v[0] || at[i] == v[1] || at[i] == v[2])
            continue;
        for (int k = 0; k < 3; k++) {
            if (v[k] == at[0] || v[k] == at[1] || v[k] == at[2])
                continue;
            at[i] = v[k];
            blossom_tie_dummy(b, i, v[k]);
            break;
        }
    }
}

/* Tests all trios by the new prices and removes those whose bound is not above the best. The highest bound comes last.
 */
static void filter_trios(struct closing *c, const struct blossom *b, bool covers)
{
    size_t kept = 0;
    int64_t sum = blossom_sum(b);
    for (size_t i = 0; i < c->count; i++) {
        struct trio trio = c->trios[i];
        if (covers) {
            int64_t bound = bound_by(c->s, b->price, sum, trio.v);
            trio.most = bound < trio.most ? bound : trio.most;
        }
        if (trio.most <= c->s->best)
            continue;
        c->trios[kept++] = trio;
        if (compare_trios(&c->trios[kept - 1], &c->trios[0]) < 0) {
            c->trios[kept - 1] = c->trios[0];
            c->trios[0] = trio;
        }
    }
    c->count = kept;
    if (kept) {
        struct trio first = c->trios[0];
        c->trios[0] = c->trios[kept - 1];
        c->trios[kept - 1] = first;
    }
}

static void match_trios(struct closing *c)
{
    struct trio_search *s = c->s;
    const struct pairs_problem *p = s->p;
    uint64_t end = p->watch->operations + MOST_WORK;
    int *mate = xmalloc(((size_t)s->n + 3) * sizeof *mate), at[3] = {-1, -1, -1};
    struct blossom *b = blossom_new(s->n, p->table, 3, p->watch);
    blossom_choose(b, PARTNERS);
    blossom_start(b);
    filter_trios(c, b, false);
    while (c->count && p->watch->operations < end) {
        struct trio trio = c->trios[c->count - 1];
        move_dummies(b, at, trio.v);
        enum blossom_result result = blossom_solve(b);
        if (result == BLOSSOM_STOPPED) {
            s->cut = true;
            break;
        }
        c->count--;
        if (result == BLOSSOM_MATCHED) {
            blossom_mates(b, mate);
            int people[3] = {p->person[trio.v[0]], p->person[trio.v[1]], p->person[trio.v[2]]};
            trio_offer(s, blossom_bound(b) + score_of(s, trio.v), mate, people);
        }
        filter_trios(c, b, result == BLOSSOM_MATCHED);
        watch_work(p->watch, (uint64_t)s->n * (uint64_t)s->n / 8 + 4 * c->count);
    }
    blossom_free(b);
    free(mate);
}

int64_t trio_close(struct trio_search *s)
{
    struct closing c = {.s = s, .dropped = INT64_MIN};
    int64_t bound = INT64_MIN;
    if (trio_only_couple(s->p) < 0) { /* with a couple, the values are exact already */
        c.gain = xmalloc((size_t)s->n * sizeof *c.gain);
        find_spare(&c);
        for (int v = 0; v < s->n && !s->cut; v++)
            if (s->alone[v] == ALONE_PRICED || s->alone[v] == ALONE_IMPOSSIBLE)
                s->cut = !list_with(&c, v);
        bool listed = !s->cut;
        if (listed)
            match_trios(&c);
        bound = listed ? c.dropped : INT64_MAX;
        for (size_t i = 0; i < c.count; i++)
            bound = c.trios[i].most > bound ? c.trios[i].most : bound;
    }
    free(c.gain);
    free(c.spare);
    free(c.trios);
    return s->best > bound ? s->best : bound;
}
