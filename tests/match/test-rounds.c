/* Rounds planned together are never worse than one round after the other: the same people and the same engine. Scores
 * of several kinds: as criteria give them, clusters, distances in the plane, random ones. */
#include "cmocka-all.h"

#include "match/match.h"
#include "match/verify.h"
#include "random_problem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
enum { EFFORT = 6000 };
#else
enum { EFFORT = 40000 }; /* steps for each round */
#endif

enum kind { CRITERIA, CLUSTERS, PLANE, RANDOM };

struct rounds_roster {
    enum kind kind;
    int n, least, most, rounds;
    int32_t cost;
    enum match_aim aim;
};

static const struct rounds_roster rosters[] = {
    {CRITERIA, 24, 4, 4, 3, 0, MATCH_TOTAL},      {CRITERIA, 24, 6, 6, 3, 3800, MATCH_TOTAL},
    {CRITERIA, 40, 5, 5, 3, 0, MATCH_TOTAL},      {CRITERIA, 48, 8, 8, 3, 3800, MATCH_TOTAL},
    {CRITERIA, 60, 10, 12, 2, 3800, MATCH_TOTAL}, {CRITERIA, 30, 3, 3, 4, 0, MATCH_FAIREST},
    {CRITERIA, 36, 4, 4, 2, 3800, MATCH_FAIREST}, {CLUSTERS, 36, 3, 4, 3, 0, MATCH_TOTAL},
    {CLUSTERS, 48, 6, 6, 3, 1000, MATCH_TOTAL},   {PLANE, 24, 4, 4, 3, 0, MATCH_TOTAL},
    {PLANE, 60, 4, 4, 4, 1414, MATCH_TOTAL},      {RANDOM, 30, 5, 5, 3, 0, MATCH_TOTAL},
    {RANDOM, 45, 3, 5, 2, 0, MATCH_TOTAL},        {CRITERIA, 24, 2, 2, 4, 0, MATCH_TOTAL},
    {PLANE, 25, 2, 2, 3, 0, MATCH_TOTAL},         {RANDOM, 30, 2, 2, 4, 0, MATCH_FAIREST},
};
enum { ROSTERS = sizeof rosters / sizeof *rosters };

/* ---- people ---- */

enum { TRAITS = 6 };

static int32_t criteria_pair(const int *a, const int *b, uint64_t *state)
{
    int faces = (a[0] == b[0]) + (a[0] == b[1]) + (a[1] == b[0]) + (a[1] == b[1]),
        gives = (a[2] == b[0]) + (b[2] == a[0]);
    return 600 * (faces > 0) + 200 * (faces > 1) + 176 * gives + 400 * (a[3] % 4 == b[3] % 4) +
           300 * (a[4] % 5 == b[4] % 5) + 500 * (a[5] % 3 == 0 || b[5] % 3 == 0 || a[5] % 3 == b[5] % 3) +
           240 * (generator_below(state, 6) == 0);
}

static int32_t plane_pair(const int *a, const int *b)
{
    int64_t x = a[0] * 125 + a[1] - b[0] * 125 - b[1], y = a[2] * 125 + a[3] - b[2] * 125 - b[3];
    return 1414 - (int32_t)sqrt((double)(x * x + y * y));
}

static int32_t *scores_of(const struct rounds_roster *r)
{
    int32_t *score = calloc((size_t)r->n * (size_t)r->n, sizeof *score);
    int *traits = calloc((size_t)r->n * TRAITS, sizeof *traits);
    uint64_t state = (uint64_t)r->n * 7 + r->kind;
    for (int i = 0; i < r->n * TRAITS; i++)
        traits[i] = generator_below(&state, 8);
    for (int i = 0; i < r->n; i++)
        for (int j = 0; j < i; j++) {
            const int *a = traits + i * TRAITS, *b = traits + j * TRAITS;
            int32_t value = r->kind == CRITERIA   ? criteria_pair(a, b, &state)
                            : r->kind == PLANE    ? plane_pair(a, b)
                            : r->kind == CLUSTERS ? (i % 7 == j % 7) * 1000 + generator_below(&state, 50)
                                                  : generator_below(&state, 1000);
            score[i * r->n + j] = score[j * r->n + i] = value;
        }
    free(traits);
    return score;
}

/* ---- what a plan comes to, counted here ---- */

struct sum {
    int64_t score, loss, floor;
    int repeats;
};

/* Counts a round in `met`, people x people. */
static void add_round(const struct rounds_roster *r, const int32_t *score, const int *place, int *met, struct sum *sum)
{
    for (int i = 0; i < r->n; i++) {
        int64_t gets = 0;
        for (int j = 0; j < r->n; j++) {
            if (i == j || place[i] != place[j])
                continue;
            gets += score[i * r->n + j];
            if (j < i)
                continue;
            int *times = &met[i * r->n + j];
            sum->score += score[i * r->n + j];
            sum->repeats += *times > 0;
            sum->loss += (int64_t)r->cost * *times;
            ++*times;
        }
        sum->floor = gets < sum->floor ? gets : sum->floor;
    }
}

/* People who have met are apart if repeats have no cost, else they lose it. False: some round is infeasible. */
static bool one_by_one(const struct rounds_roster *r, const int32_t *score, struct sum *sum)
{
    size_t n = (size_t)r->n, count = 0;
    int *met = calloc(n * n, sizeof *met), *pairs = calloc(n * n * 2, sizeof *pairs);
    int32_t *now = calloc(n * n, sizeof *now);
    struct match_rule *rules = calloc(n * n, sizeof *rules);
    bool found = true;
    *sum = (struct sum){.floor = INT64_MAX};
    for (int k = 0; k < r->rounds && found; k++) {
        count = 0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++) {
                int times = met[i < j ? i * n + j : j * n + i];
                now[i * n + j] = score[i * n + j] - r->cost * times;
                if (i >= j || times == 0 || r->cost)
                    continue;
                pairs[2 * count] = (int)i;
                pairs[2 * count + 1] = (int)j;
                rules[count] = (struct match_rule){.type = MATCH_APART, .people = pairs + 2 * count, .count = 2};
                count++;
            }
        struct match_problem p = {.n = r->n,
                                  .score = now,
                                  .least = r->least,
                                  .most = r->most,
                                  .rounds = 1,
                                  .rules = rules,
                                  .rule_count = count,
                                  .aim = r->aim,
                                  .seed = 1};
        struct match_control control = {.effort = EFFORT};
        struct match_result result;
        struct error e = {0};
        assert_int_equal(match_solve(&p, &control, &result, &e), OK);
        found = result.state == MATCH_FEASIBLE;
        if (found)
            add_round(r, score, result.place, met, sum);
        match_release(&result);
    }
    free(met);
    free(pairs);
    free(now);
    free(rules);
    return found;
}

static void together(const struct rounds_roster *r, const int32_t *score, uint64_t effort, struct sum *sum)
{
    struct match_problem p = {.n = r->n,
                              .score = score,
                              .least = r->least,
                              .most = r->most,
                              .rounds = r->rounds,
                              .aim = r->aim,
                              .seed = 1,
                              .repeat_cost = r->cost};
    struct match_control control = {.effort = effort};
    struct match_result result;
    struct error e = {0};
    int *met = calloc((size_t)r->n * (size_t)r->n, sizeof *met);
    assert_int_equal(match_solve(&p, &control, &result, &e), OK);
    assert_int_equal(result.state, MATCH_FEASIBLE);
    assert_int_equal(match_verify(&p, &result, &e), OK);
    *sum = (struct sum){.floor = INT64_MAX};
    for (int k = 0; k < r->rounds; k++)
        add_round(r, score, result.place + k * r->n, met, sum);
    assert_int_equal(result.score, sum->score);
    assert_int_equal(result.repeats, sum->repeats);
    assert_int_equal(result.repeat_loss, sum->loss);
    match_release(&result);
    free(met);
}

/* With a cost of repeats, neither repeats nor worth may be worse. */
static bool is_worse(const struct rounds_roster *r, const struct sum *joint, const struct sum *single)
{
    bool fairer = r->aim == MATCH_FAIREST && joint->floor > single->floor;
    if (r->cost > 0)
        return joint->repeats > single->repeats || (!fairer && joint->score < single->score);
    if (joint->repeats != single->repeats)
        return joint->repeats > single->repeats;
    if (r->aim == MATCH_FAIREST && joint->floor != single->floor)
        return joint->floor < single->floor;
    return joint->score < single->score;
}

static void rounds_together_are_never_worse_than_one_by_one(void **state)
{
    int worse = 0, better = 0;
    (void)state;
    for (int i = 0; i < ROSTERS; i++) {
        const struct rounds_roster *r = &rosters[i];
        int32_t *score = scores_of(r);
        struct sum single, joint;
        bool found = one_by_one(r, score, &single);
        together(r, score, 2u * EFFORT * (uint64_t)r->rounds, &joint);
        bool bad = found && is_worse(r, &joint, &single);
        worse += bad;
        better += !found || joint.score - joint.loss > single.score - single.loss;
        if (bad)
            fprintf(stderr, "roster %d: %lld with %d repeats together, %lld with %d one by one\n", i,
                    (long long)joint.score, joint.repeats, (long long)single.score, single.repeats);
        free(score);
    }
    assert_int_equal(worse, 0);
    assert_true(better > 0);
}

/* ---- stopping, and the same again ---- */

struct stopping {
    int after, polls;
};

static bool stop_then(void *data, const struct match_progress *progress)
{
    struct stopping *s = data;
    (void)progress;
    return ++s->polls > s->after;
}

static void a_stop_at_any_time_leaves_a_plan(void **state)
{
    const struct rounds_roster *r = &rosters[3];
    int32_t *score = scores_of(r);
    (void)state;
    for (int after = 0; after < 200; after += 9) {
        struct match_problem p = {.n = r->n,
                                  .score = score,
                                  .least = r->least,
                                  .most = r->most,
                                  .rounds = r->rounds,
                                  .seed = 1,
                                  .repeat_cost = r->cost};
        struct stopping stopping = {.after = after};
        struct match_control control = {
            .poll = stop_then, .data = &stopping, .effort = 2u * EFFORT * (uint64_t)r->rounds};
        struct match_result result;
        struct error e = {0};
        assert_int_equal(match_solve(&p, &control, &result, &e), OK);
        assert_true(result.state == MATCH_FEASIBLE || after < 9);
        assert_int_equal(match_verify(&p, &result, &e), OK);
        assert_true(stopping.polls <= after + 2);
        match_release(&result);
    }
    free(score);
}

static void the_same_seed_gives_the_same_plan(void **state)
{
    const struct rounds_roster *r = &rosters[7];
    int32_t *score = scores_of(r);
    struct sum one, other;
    (void)state;
    together(r, score, EFFORT, &one);
    together(r, score, EFFORT, &other);
    assert_memory_equal(&one, &other, sizeof one);
    free(score);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounds_together_are_never_worse_than_one_by_one),
        cmocka_unit_test(a_stop_at_any_time_leaves_a_plan),
        cmocka_unit_test(the_same_seed_gives_the_same_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
