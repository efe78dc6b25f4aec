/* Pairs: the table of scores of the allowed pairs, and the solution for an even number of people. */
#include "match/pairs/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { PARTNERS = 10 }; /* arcs of a person at the start of the search */

/* ---- the problem ---- */

/* Sorts people into singles, couples and the block of three. */
static bool sort_blocks(struct pairs_problem *p)
{
    const struct rules *r = p->rules;
    int *first = xmalloc((size_t)r->n * sizeof *first + 1);
    bool sound = true;
    for (int b = 0; b < r->block_count; b++)
        first[b] = -1;
    for (int i = 0; i < r->n && sound; i++) {
        int block = r->together[i];
        if (r->block_size[block] == 1) {
            p->person[p->n++] = i;
        } else if (r->block_size[block] == 2 && first[block] >= 0) {
            p->couple[2 * p->couple_count] = first[block];
            p->couple[2 * p->couple_count++ + 1] = i;
        } else if (r->block_size[block] == 3 && first[block] < 0) {
            sound = r->n % 2 && p->trio[0] < 0;
            p->trio[0] = i;
        } else if (r->block_size[block] == 3) {
            p->trio[p->trio[1] < 0 ? 1 : 2] = i;
        } else if (r->block_size[block] > 3) {
            sound = false;
        }
        if (first[block] < 0)
            first[block] = i;
    }
    free(first);
    return sound;
}

/* Whether the couples are allowed; one of them may need a third person. */
static bool check_couples(struct pairs_problem *p)
{
    bool trio_open = p->rules->n % 2 && p->trio[0] < 0;
    for (int k = 0; k < p->couple_count; k++) {
        if (rules_allow(p->rules, &p->couple[2 * k], 2))
            continue;
        if (!trio_open || p->needy >= 0)
            return false;
        p->needy = k;
    }
    return p->trio[0] < 0 || rules_allow(p->rules, p->trio, 3);
}

static void fill_table(struct pairs_problem *p)
{
    const struct rules *r = p->rules;
    size_t n = (size_t)p->n, all = (size_t)r->n;
    p->table = xmalloc(n * n * sizeof *p->table + 1);
    for (size_t i = 0; i < n; i++) {
        size_t row = (size_t)p->person[i] * all;
        for (size_t j = 0; j < n; j++) {
            int pair[2] = {p->person[i], p->person[j]};
            size_t at = row + (size_t)pair[1];
            bool can = i != j && !r->apart[at] && (!r->demand_count || rules_allow(r, pair, 2));
            p->table[i * n + j] = can ? r->score[at] : PAIR_NEVER;
        }
    }
}

bool pairs_init(struct pairs_problem *p, const struct rules *r, struct watch *w)
{
    size_t all = (size_t)r->n;
    *p = (struct pairs_problem){.rules = r, .watch = w, .needy = -1, .trio = {-1, -1, -1}, .floor = INT64_MIN};
    p->person = xmalloc(all * sizeof *p->person + 1);
    p->couple = xmalloc(all * sizeof *p->couple + 1);
    if (r->n == 1 || !sort_blocks(p) || !check_couples(p)) {
        pairs_release(p);
        return false;
    }
    fill_table(p);
    return true;
}

void pairs_release(struct pairs_problem *p)
{
    free(p->person);
    free(p->couple);
    free(p->table);
    p->person = p->couple = NULL;
    p->table = NULL;
}

void pairs_set_floor(struct pairs_problem *p, int64_t floor)
{
    size_t size = (size_t)p->n * (size_t)p->n;
    p->floor = floor;
    for (size_t i = 0; i < size; i++)
        if (p->table[i] < floor)
            p->table[i] = PAIR_NEVER;
}

bool pairs_trio_allowed(const struct pairs_problem *p, int a, int b, int c)
{
    int64_t ab = pairs_score(p, a, b), ac = pairs_score(p, a, c), bc = pairs_score(p, b, c);
    return ab + ac >= p->floor && ab + bc >= p->floor && ac + bc >= p->floor &&
           rules_allow(p->rules, (int[]){a, b, c}, 3);
}

int64_t pairs_couples_score(const struct pairs_problem *p)
{
    int64_t sum = 0;
    for (int k = 0; k < p->couple_count; k++)
        sum += pairs_score(p, p->couple[2 * k], p->couple[2 * k + 1]);
    return sum;
}

/* ---- the answer ---- */

/* Numbers the places in the order of their first person. */
static void number_places(struct seating *best)
{
    int *number = xmalloc((size_t)best->n * sizeof *number + 1);
    for (int i = 0; i < best->n; i++)
        number[i] = -1;
    best->places = 0;
    for (int i = 0; i < best->n; i++) {
        int first = best->place[i];
        if (number[first] < 0)
            number[first] = best->places++;
        best->place[i] = number[first];
    }
    free(number);
}

void pairs_place(const struct pairs_problem *p, const int *mate, const int *trio, struct seating *s)
{
    for (int v = 0; v < p->n; v++) {
        int u = mate[v] >= 0 ? mate[v] : v;
        s->place[p->person[v]] = p->person[u < v ? u : v];
    }
    for (int k = 0; k < p->couple_count; k++)
        s->place[p->couple[2 * k]] = s->place[p->couple[2 * k + 1]] = p->couple[2 * k];
    for (int i = 0; trio && trio[0] >= 0 && i < 3; i++)
        s->place[trio[i]] = trio[0];
    number_places(s);
}

void pairs_seat(const struct pairs_problem *p, const int *mate, const int *trio, struct seating *best)
{
    pairs_place(p, mate, trio, best);
    best->found = true;
    seating_value(best, p->rules);
}

static void certify(const struct pairs_problem *p, const struct blossom *b, struct match_certificate *certificate)
{
    blossom_certify(b, p->person, p->rules->n, certificate);
    for (int k = 0; k < p->couple_count; k++) {
        int one = p->couple[2 * k], other = p->couple[2 * k + 1];
        certificate->price[one] = certificate->price[other] = pairs_score(p, one, other);
    }
}

/* From the first prices to the optimal matching. Copies the first prices to `first`. */
static enum blossom_result match_singles(struct blossom *b, int64_t *first)
{
    if (b->watch->stopped) {
        blossom_start_simply(b);
    } else {
        blossom_choose(b, PARTNERS);
        blossom_start(b);
    }
    memcpy(first, b->price, (size_t)b->table_n * sizeof *first);
    return b->watch->stopped ? BLOSSOM_STOPPED : blossom_solve(b);
}

/* After a stop: a valid bound and a complete matching, quickly. The prices at the stop and at the start are raised
 * until they cover all pairs; *b has those with the lower bound. */
static enum blossom_result finish_after_stop(const struct pairs_problem *p, struct blossom **b, const int64_t *first,
                                             struct perfect *rest)
{
    struct blossom *early = blossom_new(p->n, p->table, 0, p->watch), *late = *b;
    memcpy(early->price, first, (size_t)p->n * sizeof *first);
    blossom_cover(early);
    blossom_cover(late);
    *b = blossom_bound(early) < blossom_bound(late) ? early : late;
    blossom_free(*b == early ? late : early);
    perfect_greedy(rest);
    return perfect_match(rest, 0) > 0 ? BLOSSOM_IMPOSSIBLE : BLOSSOM_STOPPED;
}

/* An even number of singles: the optimal matching, or after a stop some matching; with a bound in any case. */
static enum match_state solve_even(struct pairs_problem *p, struct seating *best, int64_t *bound,
                                   struct match_certificate *certificate)
{
    const int *trio = p->trio[0] >= 0 ? p->trio : NULL;
    int64_t apart = pairs_couples_score(p) + (trio ? pairs_trio_score(p, trio[0], trio[1], trio[2]) : 0);
    struct blossom *b = blossom_new(p->n, p->table, 0, p->watch);
    int64_t *first = xmalloc((size_t)p->n * sizeof *first + 1);
    enum blossom_result result = match_singles(b, first);
    struct perfect rest;
    perfect_init(&rest, p, PAIR_NEVER + 1);
    if (result != BLOSSOM_IMPOSSIBLE)
        blossom_mates(b, rest.mate);
    if (result == BLOSSOM_STOPPED)
        result = finish_after_stop(p, &b, first, &rest);
    if (result != BLOSSOM_IMPOSSIBLE) {
        *bound = blossom_bound(b) + apart;
        pairs_seat(p, rest.mate, trio, best);
        if (certificate && !trio)
            certify(p, b, certificate);
    }
    perfect_release(&rest);
    blossom_free(b);
    free(first);
    return result == BLOSSOM_IMPOSSIBLE ? MATCH_INFEASIBLE : MATCH_FEASIBLE;
}

enum match_state pairs_find(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best,
                            int64_t *bound, int64_t *floor_bound, struct match_certificate *certificate)
{
    struct pairs_problem p;
    enum match_state state = MATCH_FEASIBLE;
    *bound = *floor_bound = INT64_MAX;
    best->found = false;
    if (!pairs_init(&p, r, w))
        return MATCH_INFEASIBLE;
    if (aim == MATCH_FAIREST)
        state = pairs_raise_floor(&p, floor_bound);
    if (state == MATCH_FEASIBLE) {
        bool open_trio = r->n % 2 && p.trio[0] < 0;
        state = open_trio ? pairs_solve_odd(&p, best, bound) : solve_even(&p, best, bound, certificate);
    }
    pairs_release(&p);
    return state;
}

enum match_state pairs_solve(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best,
                             int64_t *bound, int64_t *floor_bound, struct match_certificate *certificate)
{
    enum match_state state = pairs_find(r, aim, w, best, bound, floor_bound, certificate);
    if (state == MATCH_FEASIBLE) {
        watch_bound(w, *bound);
        watch_better(w, r, best, 1);
    }
    return state;
}
