/* The linear program against the table, and the table against exhaustive search. */
#include "match/feasible/counting.h"
#include "match/search-help.h"
#include "match/setpart/setpart.h"

enum { PROBLEMS = 3000 };

struct answer {
    enum match_state state;
    struct seating seating;
    int64_t bound, floor_bound;
};

typedef enum match_state way(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best,
                             int64_t *bound, int64_t *floor_bound);

static struct answer ask(way *solve, const struct rules *r, enum match_aim aim, uint64_t effort)
{
    struct answer a = {.bound = INT64_MAX, .floor_bound = INT64_MAX};
    struct watch w;
    watch_init(&w, NULL, effort);
    seating_init(&a.seating, r->n);
    a.state = solve(r, aim, &w, &a.seating, &a.bound, &a.floor_bound);
    return a;
}

/* Pairs are not solved here: an odd number of people has one trio, which bounds on sizes cannot express. */
static bool makes_rules(struct small_problem *p, struct rules *r, uint64_t seed)
{
    small_random(p, seed);
    return !counting_pairs(&p->problem) && rules_init(r, &p->problem, 0, NULL);
}

static bool own_bounds(const struct match_problem *p)
{
    for (int k = 1; p->place_least && k < p->places; k++)
        if (p->place_least[k] != p->place_least[0] || p->place_most[k] != p->place_most[0])
            return true;
    return false;
}

/* Every group of the seating is allowed. */
static bool sound(const struct rules *r, const struct seating *s)
{
    for (int place = 0; place < s->places; place++) {
        int people[SMALL], count = 0;
        for (int i = 0; i < r->n; i++)
            if (s->place[i] == place)
                people[count++] = i;
        if (count > 0 && !rules_allow(r, people, count))
            return false;
    }
    return true;
}

static void the_table_is_right(void **state)
{
    (void)state;
    int feasible = 0, infeasible = 0;
    for (uint64_t seed = 0; seed < PROBLEMS; seed++) {
        struct small_problem p;
        struct rules r;
        struct partitions b;
        if (!makes_rules(&p, &r, seed))
            continue;
        brute_all(&b, &r);
        struct answer a = ask(setpart_by_table, &r, MATCH_TOTAL, 0);
        assert_int_equal(a.state, b.found ? MATCH_FEASIBLE : MATCH_INFEASIBLE);
        if (b.found) {
            assert_int_equal(a.seating.worth, b.best);
            assert_int_equal(a.bound, b.best);
            assert_true(sound(&r, &a.seating));
        }
        feasible += b.found;
        infeasible += !b.found;
        seating_release(&a.seating);
        rules_release(&r);
    }
    assert_true(feasible > PROBLEMS / 5 && infeasible > PROBLEMS / 20);
}

static void the_program_agrees_with_the_table(void **state)
{
    (void)state;
    int feasible = 0, infeasible = 0;
    for (uint64_t seed = 0; seed < PROBLEMS; seed++) {
        struct small_problem p;
        struct rules r;
        enum match_aim aim = seed % 3 == 0 ? MATCH_FAIREST : MATCH_TOTAL;
        if (!makes_rules(&p, &r, seed))
            continue;
        if (own_bounds(&p.problem)) {
            rules_release(&r);
            continue;
        }
        struct answer table = ask(setpart_by_table, &r, aim, 0), program = ask(setpart_by_program, &r, aim, 0);
        if (table.state != program.state || (table.seating.found && table.seating.worth != program.seating.worth))
            print_message("seed %d: table %d %lld, program %d %lld\n", (int)seed, table.state,
                          (long long)table.seating.worth, program.state, (long long)program.seating.worth);
        assert_int_equal(table.state, program.state);
        if (table.seating.found) {
            assert_int_equal(table.seating.worth, program.seating.worth);
            assert_int_equal(program.bound, program.seating.worth);
            assert_true(sound(&r, &program.seating));
            if (aim == MATCH_FAIREST) {
                assert_int_equal(table.seating.floor, program.seating.floor);
                assert_int_equal(table.floor_bound, program.floor_bound);
            }
        }
        feasible += table.seating.found;
        infeasible += !table.seating.found;
        seating_release(&table.seating);
        seating_release(&program.seating);
        rules_release(&r);
    }
    assert_true(feasible > PROBLEMS / 8 && infeasible > PROBLEMS / 30);
}

/* The largest scores that are allowed, with small differences. In sums of a hundred million, the tolerance of a
 * floating-point solver is larger than the difference of two solutions. */
static void near_ties_of_large_scores(void **state)
{
    enum { PEOPLE = 12, NEAR_TIES = 300, LARGE = 999990 };
    (void)state;
    int open = 0;
    for (uint64_t seed = 0; seed < NEAR_TIES; seed++) {
        int32_t score[PEOPLE * PEOPLE];
        struct match_problem p = {.n = PEOPLE, .score = score, .least = 4, .most = 4};
        struct random random = {seed};
        struct rules r;
        for (int i = 0; i < PEOPLE; i++)
            for (int j = 0; j <= i; j++)
                score[i * PEOPLE + j] = score[j * PEOPLE + i] = (seed % 3 ? LARGE : -LARGE) + random_below(&random, 4);
        assert_true(rules_init(&r, &p, 0, NULL));
        struct answer table = ask(setpart_by_table, &r, MATCH_TOTAL, 0),
                      program = ask(setpart_by_program, &r, MATCH_TOTAL, 0);
        if (table.seating.worth != program.seating.worth)
            print_message("seed %d: table %lld, program %lld\n", (int)seed, (long long)table.seating.worth,
                          (long long)program.seating.worth);
        assert_true(program.bound >= table.seating.worth);
        open += program.bound > program.seating.worth;
        seating_release(&table.seating);
        seating_release(&program.seating);
        rules_release(&r);
    }
    assert_int_equal(open, 0);
}

static void a_stop_leaves_a_true_bound(void **state)
{
    (void)state;
    int stopped = 0;
    for (uint64_t seed = 0; seed < PROBLEMS; seed++) {
        struct small_problem p;
        struct rules r;
        if (!makes_rules(&p, &r, seed))
            continue;
        if (own_bounds(&p.problem)) {
            rules_release(&r);
            continue;
        }
        struct answer whole = ask(setpart_by_table, &r, MATCH_TOTAL, 0),
                      cut = ask(setpart_by_program, &r, MATCH_TOTAL, 1 + seed % 40);
        if (whole.seating.found)
            assert_true(cut.bound >= whole.seating.worth);
        if (cut.seating.found)
            assert_true(whole.seating.found && cut.seating.worth <= whole.seating.worth && sound(&r, &cut.seating));
        if (cut.state == MATCH_INFEASIBLE)
            assert_int_equal(whole.state, MATCH_INFEASIBLE);
        stopped += whole.state == MATCH_FEASIBLE && (cut.bound == INT64_MAX || cut.bound > whole.bound);
        seating_release(&whole.seating);
        seating_release(&cut.seating);
        rules_release(&r);
    }
    assert_true(stopped > 10); /* else nothing is tested */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_right),
        cmocka_unit_test(the_program_agrees_with_the_table),
        cmocka_unit_test(near_ties_of_large_scores),
        cmocka_unit_test(a_stop_leaves_a_true_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
