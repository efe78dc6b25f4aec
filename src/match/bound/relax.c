/* The doubly nonnegative relaxation of the grouping problem, by alternating directions: X positive semidefinite (with
 * row sums m where all groups have m people), Y = X with ones on the diagonal and entries from 0 to 1 (and row sums
 * within the bounds where sizes differ), after Oliveira, Wolkowicz, Xu: ADMM for the SDP relaxation of the QAP, Math.
 * Prog. Comp. 10, 2018. The part that the projection of X removes is the matrix V'V from which prove.h computes a
 * bound, at any iteration. */
#include "match/bound/relax.h"
#include "match/bound/eigen.h"
#include "match/bound/prove.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BARE_STEPS = 40, /* price steps before the relaxation */
    FIRST_PROOF = 5, /* iterations before the first bound */
    PROOF_EVERY = 20,
    PROOF_STEPS = 12, /* price steps for each bound */
    PRICE_STEPS = 3,  /* price steps in each iteration, where sizes differ */
    BALANCE_EVERY = 10,
    MOST_ROUNDS = 200,
};

static const double OVERSTEP = 1.618; /* step length of the multipliers */
static const double DEFAULT_WORK = 2.5e9;
static const double SETTLED = 1e-5; /* share of the square of X that may still change */

struct relax {
    struct prover *prover;
    int n, stride;
    size_t cells;
    bool equal;           /* all groups have `most` people */
    double unit, push;    /* scores are divided by `unit`; the penalty of ADMM */
    double *score, *lean; /* n x stride; lean: n, subtracted from rows and columns of the scores */
    double *x, *y, *dual, *vectors;
    double *value, *work; /* n; 3 x stride */
    double *price;        /* n: of row sums, in the units of y */
    double *mean;         /* n: of the rows of the projected matrix */
    double grand, ration;
    double *factor; /* n x n: V */
    double gap_primal, gap_dual;
};

static double *matrix(size_t cells)
{
    return xcalloc(cells, sizeof(double));
}

/* Scaled scores, with the common part of rows and columns subtracted (where row sums are fixed that changes nothing).
 */
static void scale_scores(struct relax *s, struct watch *watch)
{
    const struct rules *r = s->prover->rules;
    double grand = 0, square = 0, n = s->n;
    for (int i = 0; i < s->n; i++) {
        for (int j = 0; j < s->n; j++)
            s->lean[i] += r->score[(size_t)i * (size_t)s->n + (size_t)j] / n;
        grand += s->lean[i] / n;
        watch_work(watch, (uint64_t)s->n);
    }
    for (int i = 0; i < s->n; i++)
        s->lean[i] = s->equal ? s->lean[i] - grand / 2 : 0;
    for (int i = 0; i < s->n; i++) {
        for (int j = 0; j < s->n; j++) {
            double c = i == j ? 0 : r->score[(size_t)i * (size_t)s->n + (size_t)j] - s->lean[i] - s->lean[j];
            s->score[(size_t)i * (size_t)s->stride + (size_t)j] = c;
            square += c * c;
        }
        watch_work(watch, (uint64_t)s->n * 2);
    }
    s->unit = square > 0 ? sqrt(square / n / s->prover->most) : 1;
    for (size_t i = 0; i < s->cells; i++)
        s->score[i] /= s->unit;
    watch_work(watch, s->cells / 2);
}

static void relax_init(struct relax *s, struct prover *prover, struct watch *watch)
{
    size_t n = (size_t)prover->n;
    *s = (struct relax){.prover = prover, .n = prover->n, .stride = eigen_stride(prover->n), .push = 1};
    s->cells = n * (size_t)s->stride;
    s->equal = prover->most_ones == (int64_t)prover->n * (prover->most - 1);
    s->score = matrix(s->cells);
    s->x = matrix(s->cells);
    s->y = matrix(s->cells);
    s->dual = matrix(s->cells);
    s->vectors = matrix(s->cells);
    s->lean = matrix(n);
    s->value = matrix(n);
    s->work = matrix(3 * (size_t)s->stride);
    s->price = matrix(n);
    s->mean = matrix(n);
    s->factor = matrix(n * n);
    scale_scores(s, watch);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            s->y[i * (size_t)s->stride + j] = i == j ? 1 : (double)(prover->most - 1) / (double)(n - 1);
        watch_work(watch, n);
    }
}

static void relax_release(struct relax *s)
{
    free(s->score);
    free(s->x);
    free(s->y);
    free(s->dual);
    free(s->vectors);
    free(s->lean);
    free(s->value);
    free(s->work);
    free(s->price);
    free(s->mean);
    free(s->factor);
}

/* Projects a symmetric matrix to zero row sums. */
static void centre(struct relax *s, double *a)
{
    s->grand = 0;
    for (int i = 0; i < s->n; i++) {
        double sum = 0;
        for (int j = 0; j < s->n; j++)
            sum += a[(size_t)i * (size_t)s->stride + (size_t)j];
        s->mean[i] = sum / s->n;
        s->grand += s->mean[i] / s->n;
    }
    for (int i = 0; i < s->n; i++)
        for (int j = 0; j < s->n; j++)
            a[(size_t)i * (size_t)s->stride + (size_t)j] -= s->mean[i] + s->mean[j] - s->grand;
}

/* a += sign x the sum of value x vector x vector' over the eigenvalues of that sign. */
static bool add_part(struct relax *s, double *a, double sign, struct watch *watch)
{
    for (int k = 0; k < s->n; k++) {
        const double *restrict v = s->vectors + (size_t)k * (size_t)s->stride;
        double weight = s->value[k];
        if (weight * sign <= 0)
            continue;
        for (int i = 0; i < s->n; i++) {
            double *restrict row = a + (size_t)i * (size_t)s->stride, c = fabs(weight) * v[i];
            for (int b = 0; b < s->stride; b += EIGEN_LANES)
                for (int l = 0; l < EIGEN_LANES; l++)
                    row[b + l] += c * v[b + l];
        }
        if (watch_work(watch, (uint64_t)s->n * (uint64_t)s->n / 8))
            return false;
    }
    return true;
}

/* X: the positive semidefinite matrix nearest to Y - dual / push. */
static bool step_x(struct relax *s, struct watch *watch)
{
    int positive = 0;
    for (size_t i = 0; i < s->cells; i++)
        s->x[i] = s->y[i] - s->dual[i] / s->push;
    watch_work(watch, s->cells);
    if (s->equal)
        centre(s, s->x);
    watch_work(watch, s->cells);
    memcpy(s->vectors, s->x, s->cells * sizeof *s->x);
    watch_work(watch, s->cells);
    if (!eigen_decompose(s->vectors, s->n, s->value, s->work, watch))
        return false;
    for (int k = 0; k < s->n; k++)
        positive += s->value[k] > 0;
    if (2 * positive < s->n)
        memset(s->x, 0, s->cells * sizeof *s->x);
    if (!add_part(s, s->x, 2 * positive < s->n ? 1 : -1, watch))
        return false;
    for (int i = 0; s->equal && i < s->n; i++)
        for (int j = 0; j < s->n; j++)
            s->x[(size_t)i * (size_t)s->stride + (size_t)j] += (double)s->prover->most / s->n;
    return true;
}

/* An entry of Y off the diagonal. */
static double entry(const struct relax *s, int i, int j, double wish)
{
    const struct rules *r = s->prover->rules;
    if (r->together[i] == r->together[j])
        return 1;
    if (r->apart[(size_t)i * (size_t)s->n + (size_t)j])
        return 0;
    return wish < 0 ? 0 : wish > 1 ? 1 : wish;
}

/* Where sizes differ: one step of a diagonal Newton method on the prices of the row sums, and on the ration, the price
 * of the sum of all entries. */
static void price_rows(struct relax *s)
{
    double all = 0, all_free = 1;
    for (int i = 0; i < s->n; i++) {
        double sum = 0, free_ones = 1;
        for (int j = 0; j < s->n; j++) {
            if (j == i)
                continue;
            size_t at = (size_t)i * (size_t)s->stride + (size_t)j;
            double wish = s->x[at] + (s->dual[at] + s->score[at]) / s->push - s->price[i] - s->price[j] - s->ration;
            sum += entry(s, i, j, wish);
            free_ones += wish > 0 && wish < 1;
        }
        s->mean[i] = sum;
        s->value[i] = free_ones;
        all += sum;
        all_free += free_ones;
    }
    for (int i = 0; i < s->n; i++) {
        double high = s->price[i] + 0.5 * (s->mean[i] - (s->prover->most - 1)) / s->value[i];
        double low = s->price[i] + 0.5 * (s->mean[i] - (s->prover->least - 1)) / s->value[i];
        s->price[i] = high > 0 ? high : low < 0 ? low : 0;
    }
    double ration = s->ration + 0.5 * (all - (double)s->prover->most_ones) / all_free;
    s->ration = ration > 0 ? ration : 0;
}

static void step_y(struct relax *s)
{
    s->gap_primal = s->gap_dual = 0;
    for (int i = 0; i < s->n; i++)
        for (int j = 0; j < s->n; j++) {
            size_t at = (size_t)i * (size_t)s->stride + (size_t)j;
            double before = s->y[at], wish = s->x[at] + (s->dual[at] + s->score[at]) / s->push;
            if (!s->equal)
                wish -= s->price[i] + s->price[j] + s->ration;
            s->y[at] = i == j ? 1 : entry(s, i, j, wish);
            double off = s->x[at] - s->y[at], moved = s->y[at] - before;
            s->dual[at] += OVERSTEP * s->push * off;
            s->gap_primal += off * off;
            s->gap_dual += moved * moved * s->push * s->push;
        }
}

/* The bound from the present iterate. */
static int64_t prove(struct relax *s, int64_t worth, struct watch *watch)
{
    int rank = 0;
    double back = s->push * s->unit;
    double *price = matrix((size_t)s->n);
    for (int k = 0; k < s->n; k++) {
        if (s->value[k] >= 0)
            continue;
        double length = sqrt(-s->value[k] * back);
        for (int i = 0; i < s->n; i++)
            s->factor[(size_t)rank * (size_t)s->n + (size_t)i] =
                length * s->vectors[(size_t)k * (size_t)s->stride + (size_t)i];
        rank++;
    }
    prover_set_matrix(s->prover, s->factor, rank);
    for (int i = 0; i < s->n; i++)
        price[i] = s->equal ? s->lean[i] + back * (s->mean[i] - s->grand / 2 - s->prover->most / 2.0 / s->n)
                            : back * s->price[i];
    prover_set_prices(s->prover, price, s->equal ? 0 : back * s->ration);
    free(price);
    if (watch->stopped)
        return INT64_MAX;
    return prover_bound(s->prover, worth, PROOF_STEPS, watch);
}

static void better_bound(bool report, int64_t found, struct watch *watch, int64_t *bound)
{
    if (found >= *bound)
        return;
    *bound = found;
    if (report)
        watch_bound(watch, found);
}

static void balance(struct relax *s)
{
    if (s->gap_primal > 9 * s->gap_dual)
        s->push *= 1.5;
    else if (s->gap_dual > 9 * s->gap_primal)
        s->push /= 1.5;
}

/* Whether X and Y agree and hardly change. Before that, the bounds go up and down. */
static bool settled(const struct relax *s)
{
    double small = SETTLED * s->n * s->prover->most;
    return s->gap_primal < small && s->gap_dual < small * s->push * s->push;
}

/* Iterates until the bound reaches `worth`, or falls by less than 1/10,000 between two bounds after convergence, or the
 * work is done. */
static void iterate(struct relax *s, bool report, int64_t worth, struct watch *watch, int64_t *bound)
{
    double work = 0, square = (double)s->n * s->n;
    for (int round = 1; round <= MOST_ROUNDS && work<DEFAULT_WORK && * bound> worth && step_x(s, watch); round++) {
        if (round == FIRST_PROOF || round % PROOF_EVERY == 0) {
            int64_t before = *bound, found = prove(s, worth, watch);
            better_bound(report, found, watch, bound);
            if (settled(s) && round > 2 * PROOF_EVERY && (double)(before - found) * 10000 < fabs((double)found))
                return;
        }
        for (int i = 0; !s->equal && i < PRICE_STEPS; i++)
            price_rows(s);
        step_y(s);
        if (round % BALANCE_EVERY == 0)
            balance(s);
        if (watch_work(watch, (uint64_t)square * 2))
            return;
        work += square * s->n * 0.5 + 1e5;
    }
}

static void bound_round(const struct rules *r, bool report, int64_t worth, struct watch *w, int64_t *bound)
{
    struct prover prover;
    struct relax s;
    if (!prover_init(&prover, r, w))
        return;
    better_bound(report, prover_bound(&prover, worth, BARE_STEPS, w), w, bound);
    if (!w->stopped && *bound > worth && r->n > 2) {
        relax_init(&s, &prover, w);
        iterate(&s, report, worth, w, bound);
        relax_release(&s);
    }
    prover_release(&prover);
}

void relax_bound(const struct rules *r, int64_t worth, struct watch *w, int64_t *bound)
{
    bound_round(r, true, worth, w, bound);
}

void relax_one_round(const struct rules *r, int64_t worth, struct watch *w, int64_t *bound)
{
    bound_round(r, false, worth, w, bound);
}
