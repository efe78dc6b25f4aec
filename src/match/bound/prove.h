/* An upper bound in integer arithmetic: it is valid whatever numbers it is computed from.
 *
 * Let X be 1 where two people are in one arrangement (and on the diagonal). X is positive semidefinite and symmetric,
 * and row i has as many ones as the arrangement of i has people. So for any matrix V, any prices y and any ration t >=
 * 0 <S, X> <= <S + V'V, X> = sum over rows of (S + V'V)[i][j] + y[i] - y[j] - t over the ones of the row, + t x all
 * ones, and that is at most the sum of the best entries of each row, with people who are together always among them and
 * people who are apart never. V comes from a relaxation (relax.c) in floating point and is rounded to integers first:
 * V'V is then positive semidefinite without any error, and no rounding can make the bound wrong. Without V it is a
 * bound for each person separately. */
#ifndef PEERLOOM_MATCH_BOUND_PROVE_H
#define PEERLOOM_MATCH_BOUND_PROVE_H

#include "match/solver.h"

struct prover {
    const struct rules *rules;
    struct watch *watch; /* counts the work of prover_set_matrix(); may be NULL */
    int n;
    int least, most;              /* people in an arrangement, over all places */
    int64_t most_ones;            /* at most so many ones off the diagonal: the sum of size x (size - 1) */
    int scale;                    /* all numbers are times 2^scale */
    int64_t *matrix;              /* n x n: S + V'V */
    int64_t *price;               /* n: y, the best so far */
    int64_t ration;               /* t, the best so far */
    int64_t best;                 /* the least bound on twice the total, times 2^scale */
    int64_t *trial, *row, *taken; /* room for prices, a row and its best entries */
    int *asked, *chosen;          /* n: in how many rows j is chosen, and how many entries row i chooses */
};

/* False: no sizes within the bounds add up, there is no solution to bound. */
bool prover_init(struct prover *p, const struct rules *r, struct watch *watch);
void prover_release(struct prover *p);

/* Sets V (rank x n, real, not scaled) for the next bounds; rank 0: none. Prices are rescaled. */
void prover_set_matrix(struct prover *p, const double *v, int rank);
/* Sets the prices (real) and the ration. */
void prover_set_prices(struct prover *p, const double *price, double ration);
/* Improves the prices by up to `steps` subgradient steps towards `worth`; the first one is done even after a stop.
 * Returns the bound on the total that is proved with this V. */
int64_t prover_bound(struct prover *p, int64_t worth, int steps, struct watch *watch);

#endif
