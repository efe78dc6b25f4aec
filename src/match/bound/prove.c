#include "match/bound/prove.h"

#include "base/mem.h"
#include "base/sort.h"
#include "match/groups/instance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BARE_SCALE = 8, /* without V: binary places after the point */
    HIGHEST_SCALE = 30,
    SHORT = 64, /* up to so many best entries are sorted by insertion */
};

/* ---- sizes ---- */

/* The largest sum of size x (size - 1) over `places` places with these bounds; -1 if the people do not fit. Where all
 * places have the same bounds: exact by convexity, as many full places as possible and at most one in between. Else
 * exact by dynamic programming (own_ones()) if that is not too much work, or people x (largest size - 1). */
static int64_t alike_ones(int64_t people, int64_t places, int64_t least, int64_t most)
{
    if (places * least > people || places * most < people)
        return -1;
    if (least == most)
        return people * (most - 1);
    int64_t extra = people - places * least, full = extra / (most - least), middle = least + extra % (most - least);
    int64_t rest = places - full;
    int64_t sum = full * most * (most - 1);
    return rest > 0 ? sum + middle * (middle - 1) + (rest - 1) * least * (least - 1) : sum;
}

static int64_t own_ones(const struct match_problem *p, int people)
{
    int64_t *best = xmalloc(((size_t)people + 1) * sizeof *best), *next = xmalloc(((size_t)people + 1) * sizeof *next);
    for (int t = 0; t <= people; t++)
        best[t] = t == 0 ? 0 : -1;
    for (int k = 0; k < p->places; k++) {
        for (int t = 0; t <= people; t++) {
            next[t] = -1;
            for (int64_t size = p->place_least[k]; size <= p->place_most[k] && size <= t; size++)
                if (best[t - size] >= 0 && best[t - size] + size * (size - 1) > next[t])
                    next[t] = best[t - size] + size * (size - 1);
        }
        int64_t *kept = best;
        best = next;
        next = kept;
    }
    int64_t result = best[people];
    free(best);
    free(next);
    return result;
}

static int64_t most_ones(const struct rules *r, int least, int most)
{
    const struct match_problem *p = r->problem;
    int low, high;
    int64_t result = -1;
    instance_place_range(r, &low, &high);
    if (!p->place_least) {
        for (int k = low; k <= high; k++) {
            int64_t ones = alike_ones(r->n, k, least, most);
            result = ones > result ? ones : result;
        }
        return result;
    }
    int64_t trials = 0;
    for (int k = 0; k < p->places; k++)
        trials += (int64_t)r->n * (1 + (p->place_most[k] < r->n ? p->place_most[k] : r->n) - p->place_least[k]);
    return trials < 30000000 ? own_ones(p, r->n) : (int64_t)r->n * (most - 1);
}

static void find_bounds(struct prover *p)
{
    const struct match_problem *problem = p->rules->problem;
    p->least = problem->least;
    p->most = problem->most;
    if (problem->place_least) {
        p->least = INT32_MAX;
        p->most = 0;
        for (int k = 0; k < problem->places; k++) {
            p->least = problem->place_least[k] < p->least ? problem->place_least[k] : p->least;
            p->most = problem->place_most[k] > p->most ? problem->place_most[k] : p->most;
        }
    } else if (p->least == 2 && p->most == 2 && p->n % 2 == 1) {
        p->most = 3;
    }
    p->most = p->most < p->n ? p->most : p->n;
}

bool prover_init(struct prover *p, const struct rules *r, struct watch *watch)
{
    size_t n = (size_t)r->n;
    *p = (struct prover){.rules = r, .watch = watch, .n = r->n};
    find_bounds(p);
    p->most_ones = p->n > 0 ? most_ones(r, p->least, p->most) : -1;
    if (p->most_ones < 0)
        return false;
    p->matrix = xcalloc(n * n, sizeof *p->matrix);
    p->price = xcalloc(n, sizeof *p->price);
    p->trial = xcalloc(n, sizeof *p->trial);
    p->row = xcalloc(n, sizeof *p->row);
    p->taken = xcalloc(n, sizeof *p->taken);
    p->asked = xcalloc(n, sizeof *p->asked);
    p->chosen = xcalloc(n, sizeof *p->chosen);
    prover_set_matrix(p, NULL, 0);
    return true;
}

void prover_release(struct prover *p)
{
    free(p->matrix);
    free(p->price);
    free(p->trial);
    free(p->row);
    free(p->taken);
    free(p->asked);
    free(p->chosen);
    *p = (struct prover){0};
}

/* ---- S + V'V ---- */

/* How many binary places numbers may have, so that sums of the `most` best entries over all rows are below 2^60. */
static int room_for(const struct prover *p, double largest)
{
    double sum = largest * p->n * (p->most + 1);
    int bits = 0;
    while (bits < 40 && sum < (double)((int64_t)1 << 59)) {
        sum *= 2;
        bits++;
    }
    return bits;
}

/* The scale. It is even: each of the two factors V has half of it. */
static int scale_for(const struct prover *p, const double *v, int rank)
{
    double largest = 1e-9, score = 1;
    size_t n = (size_t)p->n;
    for (size_t i = 0; i < (size_t)rank * n; i++)
        largest = fabs(v[i]) > largest ? fabs(v[i]) : largest;
    for (size_t i = 0; i < n * n; i++)
        score = fabs((double)p->rules->score[i]) > score ? fabs((double)p->rules->score[i]) : score;
    int of_scores = room_for(p, score * 4), of_v = rank > 0 ? room_for(p, largest * largest * rank) : BARE_SCALE;
    int scale = of_scores < of_v ? of_scores : of_v;
    return (scale < HIGHEST_SCALE ? scale : HIGHEST_SCALE) / 2 * 2;
}

static void count_work(struct prover *p, size_t operations)
{
    if (p->watch)
        watch_work(p->watch, operations);
}

static void add_gram(struct prover *p, const double *v, int rank)
{
    size_t n = (size_t)p->n, r = (size_t)rank;
    double times = (double)(1 << (p->scale / 2));
    int32_t *whole = xmalloc((n * r + 1) * sizeof *whole); /* n x rank: the entries of a person side by side */
    for (size_t k = 0; k < r; k++)
        for (size_t i = 0; i < n; i++) {
            double x = v[k * n + i] * times;
            whole[i * r + k] = fabs(x) < 1e9 ? (int32_t)x : 0;
        }
    for (size_t i = 0; i < n; i++) {
        count_work(p, (n - i) * r / 4);
        for (size_t j = i; j < n; j++) {
            int64_t sum = 0;
            for (size_t k = 0; k < r; k++)
                sum += (int64_t)whole[i * r + k] * whole[j * r + k];
            p->matrix[i * n + j] += sum;
            if (j > i)
                p->matrix[j * n + i] += sum;
        }
    }
    free(whole);
}

static int64_t rescaled(int64_t x, int from, int to)
{
    return to >= from ? x * ((int64_t)1 << (to - from)) : x / ((int64_t)1 << (from - to));
}

void prover_set_matrix(struct prover *p, const double *v, int rank)
{
    size_t n = (size_t)p->n;
    int before = p->scale;
    p->scale = scale_for(p, v, rank);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            p->matrix[i * n + j] = (int64_t)p->rules->score[i * n + j] * ((int64_t)1 << p->scale);
        p->matrix[i * n + i] = 0;
        count_work(p, n * 2);
        p->price[i] = rescaled(p->price[i], before, p->scale);
    }
    p->ration = rescaled(p->ration, before, p->scale);
    if (rank > 0)
        add_gram(p, v, rank);
    p->best = INT64_MAX;
}

/* Limits prices so that sums fit into int64: any price is valid. */
static int64_t limited(const struct prover *p, double x)
{
    double highest = 1e17 / p->n / (p->most + 1);
    return (int64_t)(x > highest ? highest : x < -highest ? -highest : x);
}

void prover_set_prices(struct prover *p, const double *price, double ration)
{
    double times = (double)((int64_t)1 << p->scale);
    for (int i = 0; i < p->n; i++)
        p->price[i] = limited(p, price[i] * times);
    p->ration = ration > 0 ? limited(p, ration * times) : 0;
}

/* ---- the rows ---- */

static int descending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x < y) - (x > y);
}

/* The `wanted` largest of row[0..count-1] in descending order; returns how many there are. */
static int largest_of(int64_t *row, int count, int wanted, int64_t *largest)
{
    int have = 0;
    if (wanted > SHORT) {
        sort_stable(row, (size_t)count, sizeof *row, descending);
        have = wanted < count ? wanted : count;
        memcpy(largest, row, (size_t)have * sizeof *row);
        return have;
    }
    for (int i = 0; i < count && wanted > 0; i++) {
        if (have == wanted && row[i] <= largest[have - 1])
            continue;
        int at = have < wanted ? have++ : have - 1;
        for (; at > 0 && largest[at - 1] < row[i]; at--)
            largest[at] = largest[at - 1];
        largest[at] = row[i];
    }
    return have;
}

/* Counts whom row i chooses: all of its block, and at most `count` others whose entry is at least `least_paid`. */
static void count_asked(struct prover *p, int i, const int64_t *price, int64_t ration, int count, int64_t least_paid)
{
    const struct rules *r = p->rules;
    size_t n = (size_t)p->n;
    const int64_t *from = p->matrix + (size_t)i * n;
    const uint8_t *apart = r->apart + (size_t)i * n;
    for (int j = 0; j < p->n; j++) {
        if (j == i)
            continue;
        if (r->together[j] == r->together[i]) {
            p->asked[j]++;
        } else if (count > 0 && !apart[j] && from[j] + price[i] - price[j] - ration >= least_paid) {
            p->asked[j]++;
            count--;
        }
    }
}

/* The best sum of row i with these prices. */
static int64_t row_best(struct prover *p, int i, const int64_t *price, int64_t ration)
{
    const struct rules *r = p->rules;
    size_t n = (size_t)p->n;
    const int64_t *from = p->matrix + (size_t)i * n;
    const uint8_t *apart = r->apart + (size_t)i * n;
    int64_t sum = from[i];
    int forced = 0, count = 0;
    for (int j = 0; j < p->n; j++) {
        if (j == i)
            continue;
        int64_t pays = from[j] + price[i] - price[j] - ration;
        if (r->together[j] == r->together[i]) {
            sum += pays;
            forced++;
        } else if (!apart[j]) {
            p->row[count++] = pays;
        }
    }
    int wanted = p->most - 1 - forced, have = largest_of(p->row, count, wanted > 0 ? wanted : 0, p->taken);
    int must = p->least - 1 - forced, takes = 0;
    for (; takes < have && (takes < must || p->taken[takes] > 0); takes++)
        sum += p->taken[takes];
    p->chosen[i] = forced + takes;
    count_asked(p, i, price, ration, takes, takes > 0 ? p->taken[takes - 1] : 0);
    return sum;
}

/* Twice the bound, scaled. *halted: the watch said stop before the end, then it is no bound. */
static int64_t all_rows(struct prover *p, const int64_t *price, int64_t ration, struct watch *watch, bool *halted)
{
    int64_t sum = ration * p->most_ones;
    memset(p->asked, 0, (size_t)p->n * sizeof *p->asked);
    for (int i = 0; i < p->n; i++) {
        sum += row_best(p, i, price, ration);
        if (watch && watch_work(watch, (uint64_t)p->n * 2) && halted) {
            *halted = true;
            return INT64_MAX;
        }
    }
    return sum;
}

/* The squared norm of the subgradient from p->asked and p->chosen; *ones: its component for the ration. */
static double slope(const struct prover *p, double *ones)
{
    double square = 0, all = 0;
    for (int i = 0; i < p->n; i++) {
        double d = p->asked[i] - p->chosen[i];
        square += d * d;
        all += p->chosen[i];
    }
    *ones = (double)p->most_ones - all;
    return square + *ones * *ones / p->n;
}

int64_t prover_bound(struct prover *p, int64_t worth, int steps, struct watch *watch)
{
    size_t bytes = (size_t)p->n * sizeof *p->price;
    bool halted = false;
    int64_t ration = p->ration;
    double target = (double)worth * 2 * (double)((int64_t)1 << p->scale), pace = 0.7;
    memcpy(p->trial, p->price, bytes);
    for (int step = 0; step < steps; step++) {
        int64_t value = all_rows(p, p->trial, ration, watch, step > 0 ? &halted : NULL);
        if (halted)
            break;
        if (value < p->best) {
            p->best = value;
            p->ration = ration;
            memcpy(p->price, p->trial, bytes);
        } else {
            pace *= 0.8;
        }
        double ones, square = slope(p, &ones);
        if (square == 0 || (double)value <= target || (watch && watch->stopped))
            break;
        double length = pace * ((double)value - target) / square;
        for (int i = 0; i < p->n; i++)
            p->trial[i] = limited(p, (double)p->trial[i] + length * (p->asked[i] - p->chosen[i]));
        double next = (double)ration - length * ones / p->n;
        ration = next > 0 ? limited(p, next) : 0;
    }
    int64_t whole = (int64_t)1 << (p->scale + 1);
    return p->best >= 0 ? p->best / whole : -((-p->best + whole - 1) / whole);
}
