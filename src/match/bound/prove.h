/* A bound that holds whatever the numbers it is made from, worked out in integers.
 *
 * Let X be 1 where two people are in one arrangement (and on the diagonal). X is positive semidefinite and symmetric, and row i
 * has as many ones as i's arrangement has people. So for any matrix V, any prices y and any ration t >= 0
 *     <S, X> <= <S + V'V, X> = sum over rows of (S + V'V)[i][j] + y[i] - y[j] - t over the ones of the row, + t x all ones,
 * and that is at most what each row gets from its best so many entries, people who are together always in and people who are
 * apart never. V comes from a relaxation (relax.c) in floating point and is rounded to integers first: V'V is then positive
 * semidefinite without any error, and no rounding can make the bound wrong. With no V it is the bound person by person. */
#ifndef PEERLOOM_MATCH_BOUND_PROVE_H
#define PEERLOOM_MATCH_BOUND_PROVE_H

#include "match/solver.h"

struct prover {
    const struct rules *rules;
    struct watch *watch; /* may be NULL; told of what taking V costs */
    int n;
    int least, most;    /* people in an arrangement, over all places */
    int64_t most_ones;  /* at most so many ones off the diagonal: the sum of size x (size - 1) */
    int scale;          /* all is times 2^scale */
    int64_t *matrix;    /* n x n: S + V'V */
    int64_t *price;     /* n: y, the best so far */
    int64_t ration;     /* t, the best so far */
    int64_t best;       /* the least bound on twice the total, times 2^scale */
    int64_t *trial, *row, *taken; /* room for prices, a row and its best entries */
    int *asked, *chosen; /* n: how often anybody takes j, and how many i takes */
};

/* False if no sizes within the bounds add up: there is no arrangement to bound. */
bool prover_init(struct prover *p, const struct rules *r, struct watch *watch);
void prover_release(struct prover *p);

/* Takes V (rank x n, real, times 1) for the bounds to come; rank 0: none. Prices are rescaled. */
void prover_take(struct prover *p, const double *v, int rank);
/* Sets prices (real) and the ration. */
void prover_price(struct prover *p, const double *price, double ration);
/* Improves prices by up to `steps` subgradient steps towards `worth`; the first is done whatever the watch says. Returns the
 * bound on the total that is proved by now with this V. */
int64_t prover_bound(struct prover *p, int64_t worth, int steps, struct watch *watch);

#endif
