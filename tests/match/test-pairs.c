/* The solver for pairs against dynamic programming over all subsets, with random rules. Its proofs are checked by a few
 * lines that share nothing with it. It can be stopped at any moment, and has the same result twice. */
#include "unit/cmocka-all.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "match/solver.h"

enum { MOST = 14, MOST_RULES = 8 };

/* ---- numbers by lot, the same every time ---- */

static uint64_t draw(uint64_t *state)
{
    uint64_t x = *state += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

static int below(uint64_t *state, int limit)
{
    return (int)(draw(state) % (uint64_t)limit);
}

/* ---- small problems ---- */

struct small {
    struct match_problem problem;
    int32_t score[MOST * MOST];
    struct match_rule rules[MOST_RULES];
    int people[MOST_RULES][MOST];
    int labels[MOST];
    uint64_t masks[MOST];
};

static void draw_people(struct small *s, size_t rule, int count, uint64_t *lot)
{
    bool in[MOST] = {false};
    int n = s->problem.n;
    for (int left = count < n ? count : n; left > 0;) {
        int i = below(lot, n);
        left -= !in[i];
        in[i] = true;
    }
    s->rules[rule].people = s->people[rule];
    for (int i = 0; i < n; i++)
        if (in[i])
            s->people[rule][s->rules[rule].count++] = i;
}

static void draw_rule(struct small *s, uint64_t *lot)
{
    static const enum match_rule_type types[] = {MATCH_APART,   MATCH_APART,       MATCH_APART,    MATCH_TOGETHER,
                                                 MATCH_AT_MOST, MATCH_NEVER_ALONE, MATCH_AT_LEAST, MATCH_SHARED};
    size_t k = s->problem.rule_count++;
    struct match_rule *rule = &s->rules[k];
    *rule = (struct match_rule){.type = types[below(lot, 8)], .limit = 1, .labels = s->labels, .masks = s->masks};
    int n = s->problem.n;
    if (rule->type == MATCH_AT_MOST)
        rule->limit = 1 + below(lot, 2);
    else if (rule->type == MATCH_AT_LEAST)
        draw_people(s, k, n / 2 + below(lot, n / 2 + 1), lot);
    else if (rule->type == MATCH_TOGETHER)
        draw_people(s, k, 2 + (below(lot, 6) == 0), lot);
    else if (rule->type == MATCH_NEVER_ALONE)
        draw_people(s, k, 2 + below(lot, n), lot);
    else if (rule->type == MATCH_APART)
        draw_people(s, k, 2 + below(lot, n / 3 + 1), lot);
}

static void small_draw(struct small *s, int n, int rules, uint64_t *lot)
{
    memset(s, 0, sizeof *s);
    s->problem =
        (struct match_problem){.n = n, .score = s->score, .least = 2, .most = 2, .rounds = 1, .rules = s->rules};
    int range = (const int[]){3, 20, 1000, 1000000}[below(lot, 4)], shift = below(lot, 3) == 0 ? range : range / 4;
    for (int i = 0; i < n; i++) {
        s->labels[i] = below(lot, n) - 1;
        s->masks[i] = 1u + (uint64_t)below(lot, 7);
        for (int j = 0; j < i; j++)
            s->score[i * n + j] = s->score[j * n + i] = below(lot, range) - shift / 2;
    }
    for (int k = 0; k < rules; k++)
        draw_rule(s, lot);
}

/* ---- all pairings, by subsets ---- */

struct pairs_brute {
    const struct rules *rules;
    bool pair[MOST][MOST];
    int64_t best[1 << MOST], floor; /* INT64_MIN: impossible */
};

static int64_t score_of(const struct rules *r, int i, int j)
{
    return r->score[i * r->n + j];
}

/* The highest total for the people of `set` with this floor. In an odd set the trio is still to be made. */
static void brute_at(struct pairs_brute *b, int64_t floor)
{
    const struct rules *r = b->rules;
    b->best[0] = 0;
    for (unsigned set = 1; set < 1u << r->n; set++) {
        int64_t best = INT64_MIN;
        int i = __builtin_ctz(set);
        for (int j = i + 1; j < r->n; j++) {
            unsigned rest = set & ~(1u << i) & ~(1u << j);
            if (!(set >> j & 1))
                continue;
            if (b->pair[i][j] && score_of(r, i, j) >= floor && b->best[rest] > INT64_MIN &&
                b->best[rest] + score_of(r, i, j) > best)
                best = b->best[rest] + score_of(r, i, j);
            for (int k = j + 1; __builtin_popcount(set) % 2 && k < r->n; k++) {
                unsigned last = rest & ~(1u << k);
                int64_t ij = score_of(r, i, j), ik = score_of(r, i, k), jk = score_of(r, j, k);
                if (!(set >> k & 1) || ij + ik < floor || ij + jk < floor || ik + jk < floor ||
                    b->best[last] == INT64_MIN)
                    continue;
                if (b->best[last] + ij + ik + jk > best && rules_allow(r, (int[]){i, j, k}, 3))
                    best = b->best[last] + ij + ik + jk;
            }
        }
        b->best[set] = best;
    }
}

static int compare_numbers(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t brute_force(struct pairs_brute *b, const struct rules *r, enum match_aim aim)
{
    static const int64_t none = -4000000;
    int64_t floors[MOST * MOST * MOST];
    size_t count = 0, whole = ((size_t)1 << r->n) - 1;
    b->rules = r;
    b->floor = none;
    for (int i = 0; i < r->n; i++)
        for (int j = 0; j < r->n; j++) {
            b->pair[i][j] = i != j && rules_allow(r, (int[]){i, j}, 2);
            floors[count++] = score_of(r, i, j);
            for (int k = 0; k < j && r->n % 2; k++)
                floors[count++] = score_of(r, i, j) + score_of(r, i, k);
        }
    brute_at(b, none);
    if (aim != MATCH_FAIREST || b->best[whole] == INT64_MIN || r->n == 0)
        return b->best[whole];
    qsort(floors, count, sizeof *floors, compare_numbers);
    size_t low = 0, high = count; /* floors[low] <= floor < floors[high] */
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        brute_at(b, floors[middle]);
        *(b->best[whole] > INT64_MIN ? &low : &high) = middle;
    }
    brute_at(b, floors[low]);
    b->floor = floors[low];
    return b->best[whole];
}

/* ---- checks ---- */

static void assert_seating(const struct rules *r, const struct seating *s)
{
    int64_t worth = 0;
    int seen = 0, trios = 0;
    assert_true(s->found);
    for (int k = 0; k < s->places; k++) {
        int people[MOST], count = 0;
        for (int i = 0; i < r->n; i++)
            if (s->place[i] == k) {
                assert_true(count < 3);
                people[count++] = i;
            }
        assert_true(count == 2 || count == 3);
        assert_true(rules_allow(r, people, count));
        for (int i = 0; i < count; i++)
            for (int j = 0; j < i; j++)
                worth += score_of(r, people[i], people[j]);
        trios += count == 3;
        seen += count;
    }
    assert_int_equal(seen, r->n);
    assert_int_equal(trios, r->n % 2);
    assert_int_equal(worth, s->worth);
}

/* Whether the prices bound every pairing, and the bound: from the definition only. */
static bool certificate_holds(const struct rules *r, const struct match_certificate *c, int64_t *bound)
{
    int64_t *shared = xcalloc((size_t)r->n * (size_t)r->n, sizeof *shared), doubled = 0;
    bool holds = true;
    for (int b = 0; b < c->blossom_count; b++) {
        int size = c->blossom_start[b + 1] - c->blossom_start[b];
        const int *people = c->blossom_people + c->blossom_start[b];
        holds &= size >= 3 && size % 2 && c->blossom_price[b] >= 0;
        doubled += c->blossom_price[b] * (size / 2);
        for (int i = 0; i < size; i++)
            for (int j = 0; j < i; j++) {
                holds &= people[i] != people[j];
                shared[people[i] * r->n + people[j]] += c->blossom_price[b];
                shared[people[j] * r->n + people[i]] += c->blossom_price[b];
            }
    }
    for (int i = 0; i < r->n; i++) {
        doubled += c->price[i];
        for (int j = 0; j < i; j++)
            if (rules_allow(r, (int[]){i, j}, 2))
                holds &= 2 * score_of(r, i, j) <= c->price[i] + c->price[j] + shared[i * r->n + j];
    }
    free(shared);
    *bound = doubled / 2;
    return holds;
}

static void release_certificate(struct match_certificate *c)
{
    free(c->price);
    free(c->blossom_price);
    free(c->blossom_start);
    free(c->blossom_people);
    *c = (struct match_certificate){0};
}

/* ---- tests ---- */

static void check_one(struct small *s, enum match_aim aim, struct pairs_brute *brute)
{
    struct rules r;
    if (!rules_init(&r, &s->problem, 0, NULL))
        return;
    struct watch w;
    struct seating best;
    struct match_certificate c = {0};
    int64_t bound, floor_bound, proof;
    watch_init(&w, NULL, 0);
    seating_init(&best, r.n);
    enum match_state state = pairs_solve(&r, aim, &w, &best, &bound, &floor_bound, &c);
    int64_t most = brute_force(brute, &r, aim);
    assert_int_equal(state, most == INT64_MIN ? MATCH_INFEASIBLE : MATCH_FEASIBLE);
    if (most > INT64_MIN) {
        assert_seating(&r, &best);
        assert_int_equal(best.worth, most);
        assert_int_equal(bound, most);
        if (aim == MATCH_FAIREST && r.n > 0) {
            assert_int_equal(best.floor, brute->floor);
            assert_int_equal(floor_bound, brute->floor);
        }
        if (r.n % 2 == 0 && aim != MATCH_FAIREST) {
            assert_true(certificate_holds(&r, &c, &proof));
            assert_int_equal(proof, most);
        }
    }
    release_certificate(&c);
    seating_release(&best);
    rules_release(&r);
}

static void equals_brute_force(void **state)
{
    (void)state;
    struct small *s = xmalloc(sizeof *s);
    struct pairs_brute *brute = xmalloc(sizeof *brute);
    uint64_t lot = 1;
    for (int round = 0; round < 3000; round++) {
        int n = round % 100 == 0 ? 13 + round / 100 % 2 : 2 + below(&lot, 9);
        small_draw(s, n, below(&lot, 4) * below(&lot, 3), &lot);
        check_one(s, round % 3 == 0 ? MATCH_FAIREST : MATCH_TOTAL, brute);
    }
    free(s);
    free(brute);
}

static struct match_problem large_problem(int n, int kind, int32_t **score, uint64_t seed)
{
    *score = xcalloc((size_t)n * (size_t)n, sizeof **score);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++) {
            int worth = kind == 0   ? below(&seed, 100000)
                        : kind == 1 ? below(&seed, 4)
                        : kind == 3 ? below(&seed, i % 10 && j % 10 ? 10 : 1000) /* every tenth is popular */
                                    : 100 * abs(i % 37 - j % 41) + below(&seed, 90);
            (*score)[i * n + j] = (*score)[j * n + i] = worth;
        }
    return (struct match_problem){.n = n, .score = *score, .least = 2, .most = 2, .rounds = 1, .seed = 5};
}

static void proofs_are_checked(void **state)
{
    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        int32_t *score;
        struct match_problem problem = large_problem(120, kind, &score, 7);
        struct rules r;
        struct watch w;
        struct seating best;
        struct match_certificate c = {0};
        int64_t bound, floor_bound, proof;
        watch_init(&w, NULL, 0);
        assert_true(rules_init(&r, &problem, 0, NULL));
        seating_init(&best, r.n);
        assert_int_equal(pairs_solve(&r, MATCH_TOTAL, &w, &best, &bound, &floor_bound, &c), MATCH_FEASIBLE);
        assert_true(certificate_holds(&r, &c, &proof));
        assert_int_equal(proof, best.worth);
        assert_int_equal(proof, bound);
        for (int i = 0; i < r.n; i++) { /* matched pairs are tight: with any lower price the proof fails */
            c.price[i]--;
            assert_false(certificate_holds(&r, &c, &proof));
            c.price[i]++;
        }
        for (int b = 0; b < c.blossom_count; b++) {
            c.blossom_price[b] = -c.blossom_price[b];
            assert_false(certificate_holds(&r, &c, &proof));
            c.blossom_price[b] = -c.blossom_price[b];
            c.blossom_start[b + 1]--;
            assert_false(certificate_holds(&r, &c, &proof));
            c.blossom_start[b + 1]++;
        }
        release_certificate(&c);
        seating_release(&best);
        rules_release(&r);
        free(score);
    }
}

/* Stops after so many calls of poll, which are frequent enough. */
static void stops_anywhere(void **state)
{
    (void)state;
    for (int n = 150; n <= 151; n++) {
        int32_t *score;
        struct match_problem problem = large_problem(n, 2, &score, 11);
        struct rules r;
        int64_t bound, floor_bound, optimum = 0;
        assert_true(rules_init(&r, &problem, 0, NULL));
        for (uint64_t effort = 0; effort < 3000; effort += effort < 20 ? 1 : effort / 3) {
            struct watch w;
            struct seating best;
            watch_init(&w, NULL, effort); /* 0: no limit */
            seating_init(&best, r.n);
            assert_int_equal(pairs_solve(&r, MATCH_TOTAL, &w, &best, &bound, &floor_bound, NULL), MATCH_FEASIBLE);
            if (effort == 0)
                optimum = best.worth;
            assert_true(best.found);
            assert_true(best.worth <= optimum);
            assert_true(bound >= optimum);
            seating_release(&best);
        }
        assert_true(optimum > 0);
        rules_release(&r);
        free(score);
    }
}

static void same_twice(void **state)
{
    (void)state;
    for (int n = 80; n <= 81; n++) {
        int32_t *score;
        struct match_problem problem = large_problem(n, 1, &score, 3);
        struct rules r;
        struct seating first, second;
        int64_t bound, floor_bound;
        assert_true(rules_init(&r, &problem, 0, NULL));
        seating_init(&first, n);
        seating_init(&second, n);
        struct watch w;
        watch_init(&w, NULL, 0);
        pairs_solve(&r, MATCH_TOTAL, &w, &first, &bound, &floor_bound, NULL);
        watch_init(&w, NULL, 0);
        pairs_solve(&r, MATCH_TOTAL, &w, &second, &bound, &floor_bound, NULL);
        assert_memory_equal(first.place, second.place, (size_t)n * sizeof *first.place);
        seating_release(&first);
        seating_release(&second);
        rules_release(&r);
        free(score);
    }
}

/* ---- rounds ---- */

static int meet_again(const struct rules *r, const struct seating *rounds, int count)
{
    int repeats = 0;
    for (int i = 0; i < r->n; i++)
        for (int j = 0; j < i; j++) {
            int times = 0;
            for (int k = 0; k < count; k++)
                times += rounds[k].place[i] == rounds[k].place[j];
            repeats += times > 1 ? times - 1 : 0;
        }
    return repeats;
}

static void nobody_meets_twice(void **state)
{
    (void)state;
    static const int cases[][2] = {{4, 3}, {6, 5}, {8, 3}, {24, 5}, {24, 22}, {24, 23}, {23, 4}, {60, 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int n = cases[i][0], count = cases[i][1];
        int32_t *score;
        struct match_problem problem = large_problem(n, 0, &score, 1 + i);
        problem.rounds = count;
        struct rules *r = xcalloc((size_t)count, sizeof *r);
        struct seating *rounds = xcalloc((size_t)count, sizeof *rounds);
        struct watch w;
        int64_t bound, worth = 0;
        watch_init(&w, NULL, 0);
        for (int k = 0; k < count; k++) {
            assert_true(rules_init(&r[k], &problem, k, NULL));
            seating_init(&rounds[k], n);
        }
        assert_int_equal(pair_rounds_solve(r, count, MATCH_TOTAL, &w, rounds, &bound), MATCH_FEASIBLE);
        for (int k = 0; k < count; k++)
            worth += rounds[k].worth;
        assert_int_equal(meet_again(r, rounds, count), 0);
        assert_true(worth <= bound);
        if (n % 2 == 0 && n >= 24 && count <= 5)
            assert_true((bound - worth) * 100 <= bound);
        if (count == n - 1)
            assert_int_equal(worth, bound);
        for (int k = 0; k < count; k++) {
            seating_release(&rounds[k]);
            rules_release(&r[k]);
        }
        free(rounds);
        free(r);
        free(score);
    }
}

/* Lists all pairings of the people in `left` (bits), as a matrix: bit j of row i. */
struct pairs_listing {
    const struct rules *r;
    int count;
    struct pairing {
        uint16_t with[MOST];
        int64_t worth;
    } list[1000];
};

static void list_pairings(struct pairs_listing *l, struct pairing so_far, unsigned left)
{
    const struct rules *r = l->r;
    if (!left) {
        assert_true(l->count < 1000);
        l->list[l->count++] = so_far;
        return;
    }
    int i = __builtin_ctz(left), trio_left = __builtin_popcount(left) % 2;
    for (int j = i + 1; j < r->n; j++)
        for (int k = j; (left >> j & 1) && k < r->n; k++) {
            int people[3] = {i, j, k}, size = k == j ? 2 : 3;
            if (!(left >> k & 1) || (size == 3 && !trio_left) || !rules_allow(r, people, size))
                continue;
            struct pairing next = so_far;
            unsigned set = 1u << i | 1u << j | 1u << k;
            for (int a = 0; a < size; a++) {
                next.with[people[a]] = (uint16_t)(set & ~(1u << people[a]));
                for (int b = 0; b < a; b++)
                    next.worth += score_of(r, people[a], people[b]);
            }
            list_pairings(l, next, left & ~set);
        }
}

/* The highest sum of two rounds without repeats; INT64_MIN: there are none. */
static int64_t best_two(const struct pairs_listing *l)
{
    int64_t best = INT64_MIN;
    for (int a = 0; a < l->count; a++)
        for (int b = 0; b < a; b++) {
            bool apart = true;
            for (int i = 0; i < l->r->n; i++)
                apart &= !(l->list[a].with[i] & l->list[b].with[i]);
            if (apart && l->list[a].worth + l->list[b].worth > best)
                best = l->list[a].worth + l->list[b].worth;
        }
    return best;
}

static void two_rounds_are_bounded(void **state)
{
    (void)state;
    struct small *s = xmalloc(sizeof *s);
    struct pairs_listing *l = xmalloc(sizeof *l);
    uint64_t lot = 77;
    int possible = 0, found = 0, best_found = 0;
    for (int round = 0; round < 60; round++) {
        struct rules r[2];
        struct seating seatings[2];
        struct watch w;
        int64_t bound;
        small_draw(s, 4 + below(&lot, 5), 0, &lot);
        for (int k = below(&lot, 3); k > 0; k--) {
            size_t at = s->problem.rule_count++;
            s->rules[at] = (struct match_rule){.type = MATCH_APART};
            draw_people(s, at, 2, &lot);
        }
        s->problem.rounds = 2;
        *l = (struct pairs_listing){.r = &r[0]};
        assert_true(rules_init(&r[0], &s->problem, 0, NULL) && rules_init(&r[1], &s->problem, 1, NULL));
        list_pairings(l, (struct pairing){.worth = 0}, (1u << r[0].n) - 1);
        for (int k = 0; k < 2; k++)
            seating_init(&seatings[k], r[k].n);
        watch_init(&w, NULL, 0);
        enum match_state answer = pair_rounds_solve(r, 2, MATCH_TOTAL, &w, seatings, &bound);
        assert_int_equal(answer, l->count ? MATCH_FEASIBLE : MATCH_INFEASIBLE);
        int64_t best = best_two(l), worth = seatings[0].worth + seatings[1].worth;
        if (answer == MATCH_FEASIBLE) {
            for (int k = 0; k < 2; k++)
                assert_seating(&r[k], &seatings[k]);
            bool repeats = meet_again(&r[0], seatings, 2) > 0;
            assert_true(worth <= bound);
            assert_true(best <= bound);
            assert_true(repeats || worth <= best);
            possible += best > INT64_MIN;
            found += !repeats;
            best_found += !repeats && worth == best;
        }
        for (int k = 0; k < 2; k++) {
            seating_release(&seatings[k]);
            rules_release(&r[k]);
        }
    }
    print_message("two rounds: possible %d, found %d, best %d\n", possible, found, best_found);
    assert_true(found * 100 >= possible * 98);
    free(s);
    free(l);
}

static uint64_t steps_for(int kind)
{
    int32_t *score;
    struct match_problem problem = large_problem(400, kind, &score, 11);
    struct match_result result;
    struct error e = {0};
    assert_int_equal(match_solve(&problem, NULL, &result, &e), OK);
    assert_true(result.proved && result.certified);
    uint64_t steps = result.steps;
    match_release(&result);
    free(score);
    return steps;
}

/* A few popular people must not be the first arcs of all others. Else arcs have to be added again and again, and the
 * search takes ten times the work. */
static void popular_people_cost_little(void **state)
{
    (void)state;
    uint64_t ordinary = steps_for(0), popular = steps_for(3);
    if (popular > 3 * ordinary)
        fail_msg("%llu steps, %llu with popular people", (unsigned long long)ordinary, (unsigned long long)popular);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_brute_force),
        cmocka_unit_test(proofs_are_checked),
        cmocka_unit_test(stops_anywhere),
        cmocka_unit_test(same_twice),
        cmocka_unit_test(nobody_meets_twice),
        cmocka_unit_test(two_rounds_are_bounded),
        cmocka_unit_test(popular_people_cost_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
