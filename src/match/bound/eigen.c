#include "match/bound/eigen.h"

#include <math.h>
#include <string.h>

enum { MOST_ITERATIONS = 60 };

/* Eight partial sums, so that the order of additions is fixed and SIMD can follow it. */
static double dot(const double *restrict x, const double *restrict y, int stride)
{
    double part[EIGEN_LANES] = {0}, sum = 0;
    for (int b = 0; b < stride; b += EIGEN_LANES)
        for (int i = 0; i < EIGEN_LANES; i++)
            part[i] += x[b + i] * y[b + i];
    for (int i = 0; i < EIGEN_LANES; i++)
        sum += part[i];
    return sum;
}

/* y += c x */
static void add(double *restrict y, double c, const double *restrict x, int stride)
{
    for (int b = 0; b < stride; b += EIGEN_LANES)
        for (int i = 0; i < EIGEN_LANES; i++)
            y[b + i] += c * x[b + i];
}

/* row -= x u + y v */
static void subtract_two(double *restrict row, double x, const double *restrict u, double y, const double *restrict v,
                         int stride)
{
    for (int b = 0; b < stride; b += EIGEN_LANES)
        for (int i = 0; i < EIGEN_LANES; i++)
            row[b + i] -= x * u[b + i] + y * v[b + i];
}

/* Clears row and column k (entries before k - 1) of the leading (k + 1) x (k + 1) part. The reflector's vector stays in
 * row k, its factor comes back; the leading k x k part is transformed. `p` is room for a row. */
static double reflect(double *a, int stride, int k, double *off, double *p)
{
    double *v = a + (size_t)k * (size_t)stride;
    int width = eigen_stride(k);
    memset(v + k, 0, (size_t)(stride - k) * sizeof *v);
    double norm = sqrt(dot(v, v, width)), last = v[k - 1];
    double rest = norm * norm - last * last;
    if (rest <= 1e-30 * norm * norm || norm == 0) {
        *off = last;
        return 0;
    }
    *off = last > 0 ? -norm : norm;
    v[k - 1] = last - *off;
    double factor = 2 / dot(v, v, width);
    for (int i = 0; i < k; i++)
        p[i] = factor * dot(a + (size_t)i * (size_t)stride, v, width);
    memset(p + k, 0, (size_t)(stride - k) * sizeof *p);
    double half = factor / 2 * dot(p, v, width);
    add(p, -half, v, width);
    for (int i = 0; i < k; i++)
        subtract_two(a + (size_t)i * (size_t)stride, v[i], p, p[i], v, width);
    return factor;
}

/* To three diagonals: `value` and off[1..n-1] (off[i] couples i - 1 and i). Afterwards `a` is the orthogonal matrix
 * whose rows, combined by the eigenvectors of the tridiagonal one, give those of `a`: row i belongs to coordinate i. */
static bool reduce(double *a, int n, double *value, double *off, double *factor, double *p, struct watch *watch)
{
    int stride = eigen_stride(n);
    for (int k = n - 1; k > 0; k--) {
        value[k] = a[(size_t)k * (size_t)stride + (size_t)k];
        factor[k] = reflect(a, stride, k, &off[k], p);
        if (watch_work(watch, (uint64_t)(k * k) / 4 + 10))
            return false;
    }
    value[0] = n > 0 ? a[0] : 0;
    return true;
}

/* Multiplies the reflectors out. Rows of the leading k x k part hold the product so far; the next one widens it. */
static bool accumulate(double *a, int n, const double *factor, struct watch *watch)
{
    int stride = eigen_stride(n);
    if (n > 0) {
        memset(a, 0, (size_t)stride * sizeof *a);
        a[0] = 1;
    }
    for (int k = 1; k < n; k++) {
        double *v = a + (size_t)k * (size_t)stride;
        int width = eigen_stride(k);
        if (factor[k] != 0)
            for (int i = 0; i < k; i++) {
                double *row = a + (size_t)i * (size_t)stride;
                add(row, -factor[k] * dot(row, v, width), v, width);
            }
        memset(v, 0, (size_t)stride * sizeof *v);
        v[k] = 1;
        if (watch_work(watch, (uint64_t)(k * k) / 5 + 10))
            return false;
    }
    return true;
}

/* (x, y) turned by the angle of cosine c and sine s. */
static void turn(double *restrict x, double *restrict y, double c, double s, int stride)
{
    for (int b = 0; b < stride; b += EIGEN_LANES)
        for (int i = 0; i < EIGEN_LANES; i++) {
            double kept = y[b + i];
            y[b + i] = s * x[b + i] + c * kept;
            x[b + i] = c * x[b + i] - s * kept;
        }
}

/* One implicit QL step on the part l..m with a shift; rows of `a` follow. Returns the number of turns. */
static int ql_step(double *a, int stride, double *d, double *e, int l, int m)
{
    double g = (d[l + 1] - d[l]) / (2 * e[l]), r = sqrt(g * g + 1);
    double s = 1, c = 1, carried = 0;
    g = d[m] - d[l] + e[l] / (g + (g >= 0 ? r : -r));
    for (int i = m - 1; i >= l; i--) {
        double f = s * e[i], b = c * e[i];
        r = sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r == 0) { /* the matrix falls apart here */
            d[i + 1] -= carried;
            e[m] = 0;
            return m - i;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1] - carried;
        r = (d[i] - g) * s + 2 * c * b;
        carried = s * r;
        d[i + 1] = g + carried;
        g = c * r - b;
        turn(a + (size_t)i * (size_t)stride, a + (size_t)(i + 1) * (size_t)stride, c, s, stride);
    }
    d[l] -= carried;
    e[l] = g;
    e[m] = 0;
    return m - l;
}

static bool diagonalise(double *a, int n, double *d, double *e, struct watch *watch)
{
    int stride = eigen_stride(n);
    for (int l = 0; l < n; l++)
        for (int iteration = 0;; iteration++) {
            int m = l;
            for (; m < n - 1; m++)
                if (fabs(e[m]) <= 1e-15 * (fabs(d[m]) + fabs(d[m + 1])) || fabs(e[m]) < 1e-280)
                    break;
            if (m == l)
                break;
            if (iteration == MOST_ITERATIONS)
                return false;
            int turns = ql_step(a, stride, d, e, l, m);
            if (watch_work(watch, (uint64_t)turns * (uint64_t)stride / 4 + 10))
                return false;
        }
    return true;
}

bool eigen_decompose(double *a, int n, double *value, double *work, struct watch *watch)
{
    int stride = eigen_stride(n);
    double *off = work, *factor = work + stride, *p = work + 2 * stride;
    if (n == 0)
        return true;
    off[0] = 0;
    if (!reduce(a, n, value, off, factor, p, watch) || !accumulate(a, n, factor, watch))
        return false;
    for (int i = 1; i < n; i++)
        off[i - 1] = off[i];
    off[n - 1] = 0;
    return diagonalise(a, n, value, off, watch);
}
