/* 10,000 small random problems against exhaustive search, and stops at random moments.
 *
 * PEERLOOM_MATCH_FIRST and PEERLOOM_MATCH_COUNT say which problems (0 and 10,000; with sanitizers 800). A problem with
 * a wrong result is printed with its number. */
#include "cmocka-all.h"

#include "brute.h"
#include "match/match.h"
#include "match/verify.h"
#include "random_problem.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
enum { PROBLEMS = 800, STOPS = 5 };
#else
enum { PROBLEMS = 10000, STOPS = 40 };
#endif

enum { MOST_PRINTED = 5 };

struct random_tally {
    int wrong, feasible, infeasible, unproved, clashes_with_sizes, repeats;
};

static int from_environment(const char *name, int otherwise)
{
    const char *text = getenv(name);
    return text && *text ? atoi(text) : otherwise;
}

/* Counts the errors in the result of problem `number`, and prints the problem. */
static void wrong(struct random_tally *tally, const struct match_problem *p, uint64_t number, const char *what,
                  int64_t got, int64_t expected)
{
    if (++tally->wrong > MOST_PRINTED)
        return;
    fprintf(stderr, "problem %" PRIu64 ": %s: %" PRId64 ", should be %" PRId64 "\n", number, what, got, expected);
    random_print(stderr, p);
}

/* ---- the clash ---- */

/* Whether there is a smaller clash (rules, sizes). */
static bool smaller_clash(const struct match_problem *p, int than)
{
    bool use[MOST_RULES];
    for (unsigned set = 0; set < 2u << p->rule_count; set++) {
        bool sizes = set >> p->rule_count & 1;
        for (size_t k = 0; k < p->rule_count; k++)
            use[k] = set >> k & 1;
        if (__builtin_popcount(set) < than && !brute_feasible(p, use, sizes))
            return true;
    }
    return false;
}

static void check_clash(struct random_tally *tally, const struct match_problem *p, uint64_t number,
                        const struct match_result *result)
{
    bool use[MOST_RULES] = {false}, sizes = result->clash_sizes;
    int parts = (int)result->clash_count + sizes;
    for (size_t k = 0; k < result->clash_count; k++)
        use[result->clash[k]] = true;
    if (brute_feasible(p, use, sizes))
        wrong(tally, p, number, "the clash can be kept", parts, 0);
    for (size_t k = 0; k < result->clash_count; k++) {
        use[result->clash[k]] = false;
        if (!brute_feasible(p, use, sizes))
            wrong(tally, p, number, "the clash does not need rule", (int64_t)result->clash[k], -1);
        use[result->clash[k]] = true;
    }
    if (sizes && !brute_feasible(p, use, false))
        wrong(tally, p, number, "the clash does not need the sizes", parts, parts - 1);
    if (smaller_clash(p, parts))
        wrong(tally, p, number, "the clash is not the smallest", parts, parts - 1);
    tally->clashes_with_sizes += sizes;
}

/* ---- the answer ---- */

static void check_one_round(struct random_tally *tally, const struct match_problem *p, uint64_t number,
                            const struct match_result *result)
{
    struct brute answer;
    brute_solve(p, &answer);
    if (result->worth != answer.worth && (p->aim != MATCH_FAIREST || result->floor == answer.floor))
        wrong(tally, p, number, "worth", result->worth, answer.worth);
    if (p->aim == MATCH_FAIREST && result->floor != answer.floor)
        wrong(tally, p, number, "floor", result->floor, answer.floor);
    if (!result->proved)
        wrong(tally, p, number, "not proved: bound", result->bound, answer.worth);
    tally->unproved += !result->proved;
}

static void check_rounds(struct random_tally *tally, const struct match_problem *p, uint64_t number,
                         const struct match_result *result)
{
    int64_t worth;
    bool without = brute_rounds(p, &worth);
    if (without != (result->repeats == 0))
        wrong(tally, p, number, "repeats", result->repeats, !without);
    if (without && result->bound < worth)
        wrong(tally, p, number, "the bound is below what can be", result->bound, worth);
    tally->repeats += result->repeats > 0;
}

static void check_result(struct random_tally *tally, const struct match_problem *p, uint64_t number,
                         const struct match_result *result)
{
    bool feasible = brute_feasible(p, NULL, true);
    struct error e = {0};
    if (match_verify(p, result, &e) != OK) {
        wrong(tally, p, number, e.what, 0, 0);
        return;
    }
    if (result->state != (feasible ? MATCH_FEASIBLE : MATCH_INFEASIBLE)) {
        wrong(tally, p, number, "state", result->state, feasible ? MATCH_FEASIBLE : MATCH_INFEASIBLE);
        return;
    }
    tally->feasible += feasible;
    tally->infeasible += !feasible;
    if (!feasible)
        check_clash(tally, p, number, result);
    else if (p->rounds > 1)
        check_rounds(tally, p, number, result);
    else
        check_one_round(tally, p, number, result);
}

/* ---- twice the same ---- */

static bool same_bytes(const void *a, const void *b, size_t count, size_t size)
{
    return count == 0 || memcmp(a, b, count * size) == 0;
}

static bool same_certificate(const struct match_certificate *a, const struct match_certificate *b, int n)
{
    if (!a->price || !b->price)
        return a->price == b->price;
    size_t blossoms = (size_t)a->blossom_count;
    return a->blossom_count == b->blossom_count && same_bytes(a->price, b->price, (size_t)n, sizeof *a->price) &&
           same_bytes(a->blossom_price, b->blossom_price, blossoms, sizeof *a->blossom_price) &&
           same_bytes(a->blossom_start, b->blossom_start, blossoms, sizeof *a->blossom_start) &&
           (blossoms == 0 ||
            same_bytes(a->blossom_people, b->blossom_people, (size_t)a->blossom_start[blossoms], sizeof(int)));
}

static bool same_result(const struct match_result *a, const struct match_result *b)
{
    return a->state == b->state && a->n == b->n && a->rounds == b->rounds &&
           same_bytes(a->place, b->place, (size_t)(a->n * a->rounds), sizeof *a->place) &&
           same_bytes(a->places, b->places, (size_t)a->rounds, sizeof *a->places) && a->score == b->score &&
           a->bound == b->bound && a->worth == b->worth && a->proved == b->proved && a->floor == b->floor &&
           a->floor_bound == b->floor_bound && a->kept == b->kept && a->repeats == b->repeats &&
           a->clash_count == b->clash_count && same_bytes(a->clash, b->clash, a->clash_count, sizeof *a->clash) &&
           a->clash_sizes == b->clash_sizes && a->steps == b->steps && a->certified == b->certified &&
           same_certificate(&a->certificate, &b->certificate, a->n);
}

/* ---- with little effort ---- */

/* Results with hardly any effort are correct, too. */
static void check_hasty(struct random_tally *tally, const struct match_problem *p, uint64_t number, uint64_t effort)
{
    struct match_control control = {.effort = effort};
    struct match_result result;
    struct error e = {0};
    struct brute answer;
    int64_t worth;
    assert_int_equal(match_solve(p, &control, &result, &e), OK);
    bool feasible = brute_feasible(p, NULL, true);
    if (match_verify(p, &result, &e) != OK)
        wrong(tally, p, number, e.what, (int64_t)effort, 0);
    else if (result.state != MATCH_UNKNOWN && (result.state == MATCH_FEASIBLE) != feasible)
        wrong(tally, p, number, "state in haste", result.state, feasible);
    else if (feasible && p->rounds > 1 && brute_rounds(p, &worth) && result.bound < worth)
        wrong(tally, p, number, "bound in haste", result.bound, worth);
    if (feasible && p->rounds <= 1) {
        brute_solve(p, &answer);
        if (result.bound < answer.worth && (p->aim != MATCH_FAIREST || result.floor == answer.floor))
            wrong(tally, p, number, "bound in haste", result.bound, answer.worth);
        if (p->aim == MATCH_FAIREST && result.floor_bound < answer.floor)
            wrong(tally, p, number, "bound of the floor in haste", result.floor_bound, answer.floor);
    }
    match_release(&result);
}

static void check_problem(struct random_tally *tally, uint64_t number)
{
    struct random_problem p;
    struct match_result result, again;
    random_problem(&p, number);
    assert_int_equal(match_solve(&p.problem, NULL, &result, NULL), OK);
    check_result(tally, &p.problem, number, &result);
    if (number % 10 == 0) {
        assert_int_equal(match_solve(&p.problem, NULL, &again, NULL), OK);
        if (!same_result(&result, &again))
            wrong(tally, &p.problem, number, "the second time is not as the first", 1, 0);
        match_release(&again);
    }
    if (number % 4 == 1)
        check_hasty(tally, &p.problem, number, 1 + number / 4 % 20);
    match_release(&result);
}

static void as_brute_force(void **state)
{
    struct random_tally tally = {0};
    int first = from_environment("PEERLOOM_MATCH_FIRST", 0), count = from_environment("PEERLOOM_MATCH_COUNT", PROBLEMS);
    (void)state;
    for (int k = first; k < first + count; k++)
        check_problem(&tally, (uint64_t)k);
    printf("%d problems: %d feasible (%d not proved, %d with people who meet again), %d infeasible (%d by sizes), %d "
           "wrong\n",
           count, tally.feasible, tally.unproved, tally.repeats, tally.infeasible, tally.clashes_with_sizes,
           tally.wrong);
    assert_int_equal(tally.wrong, 0);
}

/* ---- stops ---- */

struct random_stopper {
    const struct match_problem *problem;
    int polls_left, answers;
    int64_t last;
};

static bool stop_now(void *data, const struct match_progress *progress)
{
    struct random_stopper *s = data;
    (void)progress;
    return s->polls_left-- <= 0;
}

/* Every solution that is reported satisfies the rules (one round; sizes, apart and at most only). */
static void sees_better(void *data, const struct match_progress *progress, const int *place)
{
    struct random_stopper *s = data;
    const struct match_problem *p = s->problem;
    int64_t worth = 0;
    for (int i = 0; i < p->n; i++) {
        int size = 1;
        for (int j = 0; j < p->n; j++) {
            if (i == j || place[i] != place[j])
                continue;
            size++;
            assert_true(p->rules[0].labels[i] != p->rules[0].labels[j]);
            worth += j < i ? p->score[i * p->n + j] : 0;
        }
        assert_in_range(size, p->least, p->most);
    }
    assert_true(progress->found);
    assert_int_equal(worth, progress->worth);
    assert_true(s->answers == 0 || worth >= s->last);
    s->last = worth;
    s->answers++;
}

enum { CROWD = 60 };

/* A workshop: 60 people from 12 countries, no two of one country together. */
static void make_crowd(struct match_problem *p, struct match_rule *rule, int32_t *score, int *labels, uint64_t number)
{
    uint64_t state = number;
    for (int i = 0; i < CROWD; i++) {
        labels[i] = i / 5;
        for (int j = 0; j <= i; j++)
            score[i * CROWD + j] = score[j * CROWD + i] = generator_below(&state, 100);
    }
    *rule = (struct match_rule){.type = MATCH_AT_MOST, .limit = 1, .labels = labels};
    static const int sizes[][2] = {{2, 2}, {4, 4}, {3, 5}, {10, 12}};
    const int *size = sizes[number % 4];
    *p = (struct match_problem){
        .n = CROWD, .score = score, .least = size[0], .most = size[1], .rules = rule, .rule_count = 1, .seed = number};
}

static void stops_at_any_moment(void **state)
{
    int32_t *score = calloc((size_t)CROWD * CROWD, sizeof *score);
    int labels[CROWD];
    int64_t most[4] = {0}; /* reached with the same scores */
    int64_t least_bound[4] = {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX};
    uint64_t moments = 7;
    (void)state;
    for (int k = 0; k < STOPS; k++) {
        struct match_problem p;
        struct match_rule rule;
        struct match_result result;
        struct error e = {0};
        make_crowd(&p, &rule, score, labels, (uint64_t)(k % 4));
        struct random_stopper stopper = {.problem = &p, .polls_left = generator_below(&moments, 1 << (k / 4 % 7))};
        struct match_control control = {.poll = stop_now, .better = sees_better, .data = &stopper};
        assert_int_equal(match_solve(&p, &control, &result, NULL), OK);
        if (match_verify(&p, &result, &e) != OK)
            fail_msg("%s", e.what);
        assert_int_equal(result.state, MATCH_FEASIBLE);
        assert_true(stopper.answers > 0);
        assert_int_equal(stopper.last, result.worth);
        int kind = k % 4;
        most[kind] = result.worth > most[kind] ? result.worth : most[kind];
        least_bound[kind] = result.bound < least_bound[kind] ? result.bound : least_bound[kind];
        match_release(&result);
    }
    for (int kind = 0; kind < 4; kind++)
        assert_true(most[kind] <= least_bound[kind]);
    free(score);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_brute_force),
        cmocka_unit_test(stops_at_any_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
