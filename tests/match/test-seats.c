/* Fewer seats than people: a proved result is the best over all choices of who waits. Every choice is tried, for all
 * aims and rules. */
#include "cmocka-all.h"

#include "brute.h"
#include "match/seats.h"
#include "random_problem.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
enum { PROBLEMS = 250 };
#else
enum { PROBLEMS = 1500 };
#endif
enum { MOST_HERE = 9 };

struct seats_tally {
    int wrong, proved, pairs;
};

/* The best of all choices. */
static struct brute best_of_all(const struct match_problem *p, const bool *may_wait, int waiting)
{
    struct brute best = {0};
    struct match_rule rules[MOST_RULES + 1];
    for (unsigned set = 0; set < 1u << p->n; set++) {
        int people[MOST_PEOPLE], count = 0;
        bool allowed = __builtin_popcount(set) == waiting;
        for (int i = 0; i < p->n; i++)
            if (set >> i & 1) {
                allowed = allowed && may_wait[i];
                people[count++] = i;
            }
        if (!allowed)
            continue;
        struct match_problem without = *p;
        struct brute answer;
        if (p->rule_count > 0)
            memcpy(rules, p->rules, p->rule_count * sizeof *rules);
        rules[p->rule_count] = (struct match_rule){.type = MATCH_ABSENT, .people = people, .count = count};
        without.rules = rules;
        without.rule_count = p->rule_count + 1;
        brute_solve(&without, &answer);
        bool fairest = p->aim == MATCH_FAIREST && best.feasible;
        if (answer.feasible && (!best.feasible || (fairest && answer.floor > best.floor) ||
                                ((!fairest || answer.floor == best.floor) && answer.worth > best.worth)))
            best = answer;
    }
    return best;
}

/* Absent and locked people are not among those who may wait. */
static int choose_waiting(const struct match_problem *p, bool *may_wait, uint64_t *state)
{
    int can = 0;
    for (int i = 0; i < p->n; i++)
        may_wait[i] = generator_below(state, 4) > 0;
    for (size_t k = 0; k < p->rule_count; k++)
        for (int i = 0; i < p->rules[k].count; i++)
            if (p->rules[k].type == MATCH_ABSENT || p->rules[k].type == MATCH_LOCKED ||
                (p->rules[k].type == MATCH_CAPACITY && p->rules[k].limit == 0))
                may_wait[p->rules[k].people[i]] = false;
    for (int i = 0; i < p->n; i++)
        can += may_wait[i];
    return can > 0 ? 1 + generator_below(state, can) : 0;
}

static void check(struct seats_tally *tally, const struct match_problem *p, uint64_t number)
{
    bool may_wait[MOST_PEOPLE];
    uint64_t state = number * 77 + 5;
    int waiting = choose_waiting(p, may_wait, &state);
    struct match_result r;
    struct error e = {0};
    if (waiting == 0)
        return;
    struct brute best = best_of_all(p, may_wait, waiting);
    assert_int_equal(match_solve_seats(p, may_wait, waiting, NULL, &r, &e), OK);
    bool wrong = r.state != (best.feasible ? MATCH_FEASIBLE : MATCH_INFEASIBLE);
    if (r.state == MATCH_FEASIBLE && best.feasible) {
        wrong = wrong || (r.proved && (r.worth != best.worth || (p->aim == MATCH_FAIREST && r.floor != best.floor)));
        wrong = wrong || (p->aim != MATCH_FAIREST && r.bound < best.worth);
        tally->proved += r.proved;
        tally->pairs += r.proved && p->most == 2 && !p->place_least;
    }
    if (wrong) {
        tally->wrong++;
        fprintf(stderr, "problem %" PRIu64 ", %d wait: state %d, %" PRId64 " (proved %d), best %" PRId64 "\n", number,
                waiting, r.state, r.worth, r.proved, best.worth);
        random_print(stderr, p);
    }
    match_release(&r);
}

static void best_possible_is_true_of_all_who_could_wait(void **state)
{
    struct seats_tally tally = {0};
    (void)state;
    for (uint64_t number = 0; number < PROBLEMS; number++) {
        static struct random_problem problem;
        random_problem(&problem, number);
        if (problem.problem.rounds <= 1 && problem.problem.n <= MOST_HERE)
            check(&tally, &problem.problem, number);
    }
    assert_int_equal(tally.wrong, 0);
    assert_true(tally.proved > PROBLEMS / 10);
    assert_true(tally.pairs > PROBLEMS / 50);
}

/* The first people by number have the lowest scores: a choice by order would be bad. */
static void those_who_fit_least_wait(void **state)
{
    enum { N = 40, SEATS = 20 };
    static int32_t score[N * N];
    bool may_wait[N];
    struct match_result r;
    struct error e = {0};
    (void)state;
    for (int i = 0; i < N; i++) {
        may_wait[i] = true;
        for (int j = 0; j < N; j++)
            score[i * N + j] = i % 2 && j % 2 ? 100 : 1;
    }
    for (int size = 2; size <= 4; size += 2) {
        struct match_problem p = {.n = N, .score = score, .least = size, .most = size, .rounds = 1, .seed = 1};
        assert_int_equal(match_solve_seats(&p, may_wait, N - SEATS, NULL, &r, &e), OK);
        assert_int_equal(r.score, SEATS * (size - 1) / 2 * 100);
        assert_int_equal(r.proved, size == 2); /* groups are found by search: nothing is proved */
        assert_true(size == 2 || r.bound == INT64_MAX);
        for (int i = 0; i < N; i += 2)
            assert_int_equal(r.place[i], -1);
        match_release(&r);
    }
}

/* The two people with the lowest scores are needed, one in each group. That they cannot wait does not make the problem
 * infeasible. */
static void a_clash_of_one_choice_is_not_one_of_all(void **state)
{
    enum { N = 20, SEATS = 8 };
    static int32_t score[N * N];
    static const int needed[] = {0, 1}, few[] = {0};
    bool may_wait[N];
    struct match_result r;
    struct error e = {0};
    struct match_rule rule = {.type = MATCH_AT_LEAST, .people = needed, .count = 2, .limit = 1};
    const struct match_problem p = {
        .n = N, .score = score, .least = 4, .most = 4, .rounds = 1, .seed = 1, .rules = &rule, .rule_count = 1};
    (void)state;
    for (int i = 0; i < N; i++) {
        may_wait[i] = true;
        for (int j = 0; j < N; j++)
            score[i * N + j] = i < 2 || j < 2 ? 1 : 100;
    }
    assert_int_equal(match_solve_seats(&p, may_wait, N - SEATS, NULL, &r, &e), OK);
    assert_int_equal(r.state, MATCH_FEASIBLE);
    assert_true(r.place[0] >= 0 && r.place[1] >= 0 && r.place[0] != r.place[1]);
    match_release(&r);
    rule.people = few; /* one person for two groups: infeasible, but not proved for all choices */
    rule.count = 1;
    assert_int_equal(match_solve_seats(&p, may_wait, N - SEATS, NULL, &r, &e), OK);
    assert_int_equal(r.state, MATCH_UNKNOWN);
    assert_int_equal(r.clash_count, 0);
    match_release(&r);
    may_wait[0] = false; /* no rule of the clash is about people who may wait */
    assert_int_equal(match_solve_seats(&p, may_wait, N - SEATS, NULL, &r, &e), OK);
    assert_int_equal(r.state, MATCH_INFEASIBLE);
    assert_int_equal(r.clash_count, 1);
    match_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(best_possible_is_true_of_all_who_could_wait),
        cmocka_unit_test(those_who_fit_least_wait),
        cmocka_unit_test(a_clash_of_one_choice_is_not_one_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
