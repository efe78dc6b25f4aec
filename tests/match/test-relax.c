/* The bound for groups is valid, whenever it stops and whatever it is computed from. */
#include <math.h>

#include "match/bound/eigen.h"
#include "match/bound/prove.h"
#include "match/search-help.h"

enum { PROBLEMS = 1500 };

static void the_bound_is_never_below_the_best(void **state)
{
    (void)state;
    int feasible = 0, tight = 0;
    for (uint64_t seed = 0; seed < PROBLEMS; seed++) {
        struct small_problem p;
        struct rules r;
        struct partitions b;
        struct watch w;
        int64_t bound = INT64_MAX;
        small_random(&p, seed);
        if (!rules_init(&r, &p.problem, 0, NULL))
            continue;
        brute_all(&b, &r);
        watch_init(&w, NULL, seed % 3 ? 0 : seed % 50);
        relax_bound(&r, b.found ? b.best : 0, &w, &bound);
        if (b.found) {
            assert_true(bound >= b.best);
            assert_true(bound < INT64_MAX);
            feasible++;
            tight += bound == b.best;
        }
        rules_release(&r);
    }
    assert_true(feasible > PROBLEMS / 4);
    assert_true(tight > feasible / 3);
}

/* Any V gives a bound, and so does no V. A V'V with a wrong sign does not (the control). */
static void any_matrix_gives_a_bound(void **state)
{
    (void)state;
    int wrong = 0;
    for (uint64_t seed = 0; seed < PROBLEMS; seed++) {
        struct small_problem p;
        struct rules r;
        struct partitions b;
        struct prover prover;
        struct random random = {seed ^ 77};
        double v[SMALL * SMALL], price[SMALL];
        small_random(&p, seed);
        if (!rules_init(&r, &p.problem, 0, NULL))
            continue;
        brute_all(&b, &r);
        if (b.found && prover_init(&prover, &r, NULL)) {
            assert_true(prover_bound(&prover, b.best, 10, NULL) >= b.best);
            for (int i = 0; i < r.n * r.n; i++)
                v[i] = (random_below(&random, 2001) - 1000) / 100.0;
            for (int i = 0; i < r.n; i++)
                price[i] = random_below(&random, 100) - 50;
            prover_set_matrix(&prover, v, r.n);
            prover_set_prices(&prover, price, random_below(&random, 10));
            assert_true(prover_bound(&prover, b.best, 1 + random_below(&random, 10), NULL) >= b.best);
            for (int i = 0; i < r.n * r.n; i++)
                prover.matrix[i] = (int64_t)r.score[i] * 2 * ((int64_t)1 << prover.scale) - prover.matrix[i];
            prover.best = INT64_MAX;
            wrong += prover_bound(&prover, b.best, 10, NULL) < b.best;
            prover_release(&prover);
        }
        rules_release(&r);
    }
    assert_true(wrong > PROBLEMS / 10);
}

static void eigenvectors_make_up_the_matrix(void **state)
{
    (void)state;
    for (int n = 1; n < 40; n += 3) {
        size_t stride = (size_t)eigen_stride(n), cells = (size_t)n * stride;
        double *a = xcalloc(cells, sizeof *a), *vectors = xcalloc(cells, sizeof *vectors);
        double *value = xcalloc((size_t)n, sizeof *value), *work = xcalloc(3 * stride, sizeof *work);
        struct random random = {(uint64_t)n};
        struct watch w;
        watch_init(&w, NULL, 0);
        for (size_t i = 0; i < (size_t)n; i++)
            for (size_t j = 0; j <= i; j++)
                a[i * stride + j] = a[j * stride + i] = n % 2 ? random_below(&random, 100) : random_below(&random, 2);
        memcpy(vectors, a, cells * sizeof *a);
        assert_true(eigen_decompose(vectors, n, value, work, &w));
        for (size_t i = 0; i < (size_t)n; i++)
            for (size_t j = 0; j < (size_t)n; j++) {
                double sum = 0;
                for (size_t k = 0; k < (size_t)n; k++)
                    sum += value[k] * vectors[k * stride + i] * vectors[k * stride + j];
                assert_true(fabs(sum - a[i * stride + j]) < 1e-9 * n);
            }
        free(a);
        free(vectors);
        free(value);
        free(work);
    }
}

/* Clear clusters: the bound reaches the optimum, with equal sizes and with sizes that may differ. */
static void clear_groups_are_proved(void **state)
{
    (void)state;
    enum { PEOPLE = 40 };
    int32_t *score = xcalloc(PEOPLE * PEOPLE, sizeof *score);
    for (int i = 0; i < PEOPLE; i++)
        for (int j = 0; j < PEOPLE; j++)
            score[i * PEOPLE + j] = i == j ? 0 : i / 8 == j / 8 ? 1000 : 7;
    for (int loose = 0; loose < 2; loose++) {
        struct match_problem p = {.n = PEOPLE, .score = score, .least = 8 - 2 * loose, .most = 8, .rounds = 1};
        struct rules r;
        struct watch w;
        int64_t bound = INT64_MAX, best = 5 * 28 * 1000;
        assert_true(rules_init(&r, &p, 0, NULL));
        watch_init(&w, NULL, 0);
        relax_bound(&r, best, &w, &bound);
        assert_true(bound >= best && bound <= best + 2);
        rules_release(&r);
    }
    free(score);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bound_is_never_below_the_best),
        cmocka_unit_test(any_matrix_gives_a_bound),
        cmocka_unit_test(eigenvectors_make_up_the_matrix),
        cmocka_unit_test(clear_groups_are_proved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
