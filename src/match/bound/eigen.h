/* Eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to three diagonals, then the implicit QL
 * method (Martin, Wilkinson, Reinsch: Numer. Math. 11, 1968; Dubrulle, Martin, Wilkinson: Numer. Math. 12, 1968), with
 * all inner loops along rows so that they become SIMD. Only +, -, x, / and sqrt, so the same on every machine. */
#ifndef PEERLOOM_MATCH_BOUND_EIGEN_H
#define PEERLOOM_MATCH_BOUND_EIGEN_H

#include "match/solver.h"

enum { EIGEN_LANES = 8 };

static inline int eigen_stride(int n)
{
    return (n + EIGEN_LANES - 1) / EIGEN_LANES * EIGEN_LANES;
}

/* `a` is n x stride, its padding 0; afterwards its row k is the eigenvector of value[k] (of n). `work` has room for
 * 3 x stride. False: the watch said stop, or it did not converge (never observed); the contents of `a` are then
 * undefined. */
bool eigen_decompose(double *a, int n, double *value, double *work, struct watch *watch);

#endif
