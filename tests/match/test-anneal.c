/* The search for groups and for rounds of groups: rules are satisfied, claims are true, it can be stopped at any
 * moment, and the same seed gives the same solution. */
#include "match/search-help.h"

enum { PROBLEMS = 800, EFFORT = 4000 };

/* The places are a feasible arrangement with this worth and floor. */
static void expect_valid(const struct rules *r, const struct seating *s)
{
    struct partitions b = {.rules = r};
    struct seating copy;
    memcpy(b.place, s->place, (size_t)r->n * sizeof *s->place);
    assert_true(brute_sizes(&b, s->places));
    brute_judge(&b, s->places);
    assert_true(b.found);
    seating_init(&copy, r->n);
    memcpy(copy.place, s->place, (size_t)r->n * sizeof *s->place);
    seating_value(&copy, r);
    assert_int_equal(copy.worth, s->worth);
    assert_int_equal(copy.floor, s->floor);
    seating_release(&copy);
}

static enum match_state solve(const struct rules *r, enum match_aim aim, struct seating *s)
{
    struct watch w;
    watch_init(&w, NULL, EFFORT);
    seating_init(s, r->n);
    return anneal_solve(r, aim, r->problem->seed, &w, s);
}

static void small_problems_are_solved_as_by_trying_all(void **state)
{
    (void)state;
    int feasible = 0, fairest = 0, fair = 0, infeasible = 0;
    for (uint64_t seed = 0; seed < PROBLEMS; seed++) {
        struct small_problem p;
        struct rules r;
        struct partitions b;
        struct seating s;
        small_random(&p, seed);
        if (!rules_init(&r, &p.problem, 0, NULL))
            continue;
        brute_all(&b, &r);
        enum match_aim aim = seed % 2 ? MATCH_FAIREST : MATCH_TOTAL;
        enum match_state found = solve(&r, aim, &s);
        assert_int_equal(found == MATCH_FEASIBLE, b.found);
        assert_int_equal(found == MATCH_FEASIBLE, s.found);
        infeasible += found == MATCH_INFEASIBLE;
        if (b.found) {
            expect_valid(&r, &s);
            assert_true(s.worth <= b.best);
            feasible++;
            if (aim == MATCH_TOTAL)
                assert_int_equal(s.worth, b.best);
            fair += aim == MATCH_FAIREST;
            fairest += aim == MATCH_FAIREST && s.floor == b.best_floor && s.worth == b.best_at_floor;
        }
        seating_release(&s);
        rules_release(&r);
    }
    assert_true(feasible > PROBLEMS / 4 && infeasible > PROBLEMS / 20);
    assert_true(fairest >= fair - fair / 20); /* a short search, which proves nothing */
}

/* A problem too large for exhaustive search, with rules of every kind. */
struct large_problem {
    struct match_problem problem;
    int32_t *score;
    struct match_rule rules[6];
    int block[3], strangers[4], few[6], seniors[40], labels[200];
    uint64_t masks[200];
};

static void large_random(struct large_problem *p, int n, int least, int most, bool with_rules, uint64_t seed)
{
    struct random r = {seed};
    *p = (struct large_problem){.problem = {.n = n, .least = least, .most = most, .rounds = 1, .seed = seed}};
    p->score = xcalloc((size_t)n * (size_t)n, sizeof *p->score);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            p->score[i * n + j] = p->score[j * n + i] = random_below(&r, 60);
    for (int i = 0; i < n; i++) {
        p->labels[i] = i % 9;
        p->masks[i] = i % 3 == 0 ? 1 : 3;
    }
    for (int i = 0; i < 3; i++)
        p->block[i] = i * 7;
    for (int i = 0; i < 4; i++)
        p->strangers[i] = 1 + i * 5;
    for (int i = 0; i < 6; i++)
        p->few[i] = 2 + i * 3;
    for (int i = 0; i < 40; i++)
        p->seniors[i] = i;
    p->rules[0] = (struct match_rule){.type = MATCH_TOGETHER, .people = p->block, .count = 3};
    p->rules[1] = (struct match_rule){.type = MATCH_APART, .people = p->strangers, .count = 4};
    p->rules[2] = (struct match_rule){.type = MATCH_NEVER_ALONE, .people = p->few, .count = 6};
    p->rules[3] = (struct match_rule){.type = MATCH_AT_LEAST, .people = p->seniors, .count = 40, .limit = 2};
    p->rules[4] = (struct match_rule){.type = MATCH_AT_MOST, .labels = p->labels, .limit = 2};
    p->rules[5] = (struct match_rule){.type = MATCH_SHARED, .masks = p->masks};
    p->problem.score = p->score;
    p->problem.rules = p->rules;
    p->problem.rule_count = with_rules ? 6 : 0;
}

/* Every rule is satisfied, by rules_allow(), and sizes are within the bounds. */
static void expect_rules_kept(const struct rules *r, const struct seating *s)
{
    int *people = xcalloc((size_t)r->n, sizeof *people), seated = 0;
    for (int k = 0; k < s->places; k++) {
        int count = 0;
        for (int i = 0; i < r->n; i++)
            if (s->place[i] == k)
                people[count++] = i;
        assert_true(count >= r->problem->least && count <= r->problem->most);
        assert_true(rules_allow(r, people, count));
        seated += count;
    }
    assert_int_equal(seated, r->n);
    free(people);
}

static void stopped_at_any_moment_it_gives_what_it_has(void **state)
{
    (void)state;
    int found = 0;
    for (int polls = 0; polls < 24; polls++) {
        struct large_problem p;
        struct rules r;
        struct seating s;
        struct watch w;
        struct stopper stopper = {.polls_left = polls};
        struct match_control control = {.poll = stop_after, .better = count_better, .data = &stopper};
        large_random(&p, 120, 9, 11, polls % 2 == 0, (uint64_t)polls);
        assert_true(rules_init(&r, &p.problem, 0, NULL));
        watch_init(&w, &control, 0);
        seating_init(&s, r.n);
        enum match_state result = anneal_solve(&r, polls % 3 ? MATCH_TOTAL : MATCH_FAIREST, p.problem.seed, &w, &s);
        assert_int_equal(result == MATCH_FEASIBLE, s.found);
        assert_true(result == MATCH_FEASIBLE || result == MATCH_UNKNOWN);
        if (s.found) {
            expect_rules_kept(&r, &s);
            assert_int_equal(s.worth, stopper.last_worth);
            assert_true(stopper.better > 0);
            found++;
        }
        seating_release(&s);
        rules_release(&r);
        free(p.score);
    }
    assert_true(found >= 12);
}

static void the_same_seed_gives_the_same_answer(void **state)
{
    (void)state;
    struct large_problem p;
    struct rules r;
    struct seating first, again, other;
    large_random(&p, 60, 4, 6, true, 3);
    p.problem.rule_count = 3;
    assert_true(rules_init(&r, &p.problem, 0, NULL));
    assert_int_equal(solve(&r, MATCH_TOTAL, &first), MATCH_FEASIBLE);
    assert_int_equal(solve(&r, MATCH_TOTAL, &again), MATCH_FEASIBLE);
    assert_memory_equal(first.place, again.place, 60 * sizeof *first.place);
    assert_int_equal(first.worth, again.worth);
    p.problem.seed = 4;
    assert_int_equal(solve(&r, MATCH_TOTAL, &other), MATCH_FEASIBLE);
    assert_int_not_equal(memcmp(first.place, other.place, 60 * sizeof *first.place), 0);
    seating_release(&first);
    seating_release(&again);
    seating_release(&other);
    rules_release(&r);
    free(p.score);
}

/* The worth that is found for 96 people in 8 places, with these bounds on the sizes. */
static int64_t found_between(const int32_t *score, const int *least, const int *most, uint64_t seed)
{
    struct match_problem problem = {.n = 96,
                                    .score = score,
                                    .least = 7,
                                    .most = 17,
                                    .place_least = least,
                                    .place_most = most,
                                    .places = 8,
                                    .seed = seed};
    struct rules r;
    struct watch w;
    struct seating s;
    assert_true(rules_init(&r, &problem, 0, NULL));
    watch_init(&w, NULL, 30000);
    seating_init(&s, r.n);
    assert_int_equal(anneal_solve(&r, MATCH_TOTAL, seed, &w, &s), MATCH_FEASIBLE);
    expect_rules_kept(&r, &s);
    int64_t worth = s.worth;
    seating_release(&s);
    rules_release(&r);
    return worth;
}

/* With positive scores only, a few large places are worth more than equal ones. If the sizes may vary, the search must
 * find as much as with the best sizes given. Three problems are summed, because one varies too much. */
static void sizes_left_open_cost_little(void **state)
{
    (void)state;
    static const int least[8] = {7, 8, 8, 9, 9, 10, 10, 11}, most[8] = {13, 14, 14, 15, 15, 16, 16, 17};
    static const int given[8] = {7, 8, 8, 9, 15, 16, 16, 17}, even[8] = {12, 12, 12, 12, 12, 12, 12, 12};
    int32_t *score = xcalloc(96 * 96, sizeof *score);
    int64_t open = 0, known = 0, equal = 0;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct random random = {seed};
        for (int i = 0; i < 96; i++)
            for (int j = 0; j < i; j++)
                score[i * 96 + j] = score[j * 96 + i] = random_below(&random, 101);
        open += found_between(score, least, most, seed);
        known += found_between(score, given, given, seed);
        equal += found_between(score, even, even, seed);
    }
    free(score);
    print_message("open %lld, given %lld, equal %lld\n", (long long)open, (long long)known, (long long)equal);
    assert_true(open * 1000 >= known * 999);
    assert_true(equal * 1000 < known * 999); /* the control: sizes matter */
}

static void a_start_is_never_made_worse(void **state)
{
    (void)state;
    struct large_problem p;
    struct rules r;
    struct seating s;
    struct watch w;
    large_random(&p, 60, 5, 5, false, 8);
    assert_true(rules_init(&r, &p.problem, 0, NULL));
    assert_int_equal(solve(&r, MATCH_TOTAL, &s), MATCH_FEASIBLE);
    int64_t before = s.worth;
    watch_init(&w, NULL, 100);
    assert_int_equal(anneal_solve(&r, MATCH_TOTAL, 99, &w, &s), MATCH_FEASIBLE);
    assert_true(s.worth >= before);
    seating_release(&s);
    rules_release(&r);
    free(p.score);
}

static int repeats_of(const struct rules *rounds, const struct seating *s, int count, int n)
{
    int *met = xcalloc((size_t)n * (size_t)n, sizeof *met), repeats = 0;
    for (int k = 0; k < count; k++)
        for (int i = 0; i < rounds[k].n; i++)
            for (int j = 0; j < i; j++)
                if (s[k].place[i] == s[k].place[j])
                    repeats += met[rounds[k].person[i] * n + rounds[k].person[j]]++ > 0;
    free(met);
    return repeats;
}

/* Solves `count` rounds and returns the repeats; the bound must hold. */
static int rounds_of(int n, int size, int count, uint64_t seed, int polls)
{
    struct large_problem p;
    struct stopper stopper = {.polls_left = polls};
    struct match_control control = {.poll = stop_after, .better = count_better, .data = &stopper};
    struct rules *r = xcalloc((size_t)count, sizeof *r);
    struct seating *s = xcalloc((size_t)count, sizeof *s);
    struct watch w;
    int64_t bound = INT64_MAX, worth = 0;
    large_random(&p, n, size, size, false, seed);
    p.problem.rounds = count;
    for (int k = 0; k < count; k++) {
        assert_true(rules_init(&r[k], &p.problem, k, NULL));
        seating_init(&s[k], r[k].n);
    }
    watch_init(&w, &control, 0);
    assert_int_equal(group_rounds_solve(r, count, MATCH_TOTAL, seed, &w, s, &bound), MATCH_FEASIBLE);
    for (int k = 0; k < count; k++) {
        expect_rules_kept(&r[k], &s[k]);
        worth += s[k].worth;
    }
    assert_true(bound >= worth && bound < INT64_MAX);
    assert_int_equal(worth, stopper.last_worth);
    int repeats = repeats_of(r, s, count, n);
    for (int k = 0; k < count; k++) {
        rules_release(&r[k]);
        seating_release(&s[k]);
    }
    free(r);
    free(s);
    free(p.score);
    return repeats;
}

static void rounds_meet_nobody_twice(void **state)
{
    (void)state;
    assert_int_equal(rounds_of(15, 3, 7, 1, 1000), 0);
    assert_int_equal(rounds_of(40, 4, 8, 2, 1000), 0);
    assert_int_equal(rounds_of(24, 4, 3, 3, 300), 0);
}

static void rounds_can_be_stopped(void **state)
{
    (void)state;
    for (int polls = 0; polls < 6; polls++)
        rounds_of(24, 4, 4, (uint64_t)polls, polls);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_problems_are_solved_as_by_trying_all),
        cmocka_unit_test(stopped_at_any_moment_it_gives_what_it_has),
        cmocka_unit_test(the_same_seed_gives_the_same_answer),
        cmocka_unit_test(sizes_left_open_cost_little),
        cmocka_unit_test(a_start_is_never_made_worse),
        cmocka_unit_test(rounds_meet_nobody_twice),
        cmocka_unit_test(rounds_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
