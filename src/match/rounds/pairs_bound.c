/* With prices y for people, and degree d for how often each is in a pair, no choice of pairs scores more than
 *     sum of d y + sum over pairs of max(0, score - y of the one - y of the other).
 * The prices are improved by steps along the subgradient (how many pairs a person would have at these prices, against
 * d), with whole numbers: the bound holds exactly. See M. Held, P. Wolfe, H. P. Crowder, Mathematical Programming 6
 * (1974). */
#include "match/rounds/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { UNIT = 256 }; /* prices are in parts of a point */

struct factor {
    int n;
    int32_t *score;  /* n x n: the highest score of the pair in any round; PAIR_NEVER: they cannot meet */
    int64_t *degree; /* rounds in which the person takes part */
    int odd_rounds;  /* in each of these, three more meetings for the people of the trio */
    int64_t *price, *best, *pull;
};

static void add_round(struct factor *f, const struct rules *r)
{
    f->odd_rounds += r->n % 2;
    for (int i = 0; i < r->n; i++) {
        f->degree[r->person[i]]++;
        for (int j = 0; j < r->n; j++) {
            size_t here = (size_t)i * (size_t)r->n + (size_t)j;
            size_t there = (size_t)r->person[i] * (size_t)f->n + (size_t)r->person[j];
            if (i != j && !r->apart[here] && r->score[here] > f->score[there])
                f->score[there] = r->score[here];
        }
    }
}

static void factor_init(struct factor *f, const struct pair_rounds *s)
{
    size_t n = (size_t)s->people;
    *f = (struct factor){.n = s->people};
    f->score = xmalloc(n * n * sizeof *f->score + 1);
    for (size_t i = 0; i < n * n; i++)
        f->score[i] = PAIR_NEVER;
    f->degree = xcalloc(n, sizeof *f->degree);
    f->price = xcalloc(n, sizeof *f->price);
    f->best = xcalloc(n, sizeof *f->best);
    f->pull = xcalloc(n, sizeof *f->pull);
    for (int k = 0; k < s->count; k++)
        add_round(f, &s->rounds[k]);
}

static void factor_release(struct factor *f)
{
    free(f->score);
    free(f->degree);
    free(f->price);
    free(f->best);
    free(f->pull);
}

/* The bound at the present prices, in units, and the subgradient: `pull`, by how much each person is in too many pairs.
 */
static int64_t evaluate(struct factor *f)
{
    int64_t bound = 0, top[3] = {INT64_MIN, INT64_MIN, INT64_MIN};
    int who[3] = {0, 0, 0};
    for (int i = 0; i < f->n; i++) {
        f->pull[i] = -f->degree[i];
        bound += f->degree[i] * f->price[i];
        int at = 3;
        while (f->degree[i] && at > 0 && f->price[i] > top[at - 1])
            at--;
        for (int k = 2; k > at; k--) {
            top[k] = top[k - 1];
            who[k] = who[k - 1];
        }
        if (at < 3) {
            top[at] = f->price[i];
            who[at] = i;
        }
    }
    for (int k = 0; k < 3 && f->odd_rounds; k++) { /* the trios have at most the three highest prices */
        bound += f->odd_rounds * top[k];
        f->pull[who[k]] -= f->odd_rounds;
    }
    for (int i = 0; i < f->n; i++) {
        const int32_t *row = f->score + (size_t)i * (size_t)f->n;
        int64_t own = f->price[i];
        for (int j = i + 1; j < f->n; j++) {
            int64_t over = (int64_t)row[j] * UNIT - own - f->price[j];
            if (over <= 0 || row[j] == PAIR_NEVER)
                continue;
            bound += over;
            f->pull[i]++;
            f->pull[j]++;
        }
    }
    return bound;
}

/* The number at `rank` in descending order: C. A. R. Hoare's FIND (CACM 4(7), 1961). */
static int64_t ranked(int64_t *numbers, size_t count, size_t rank)
{
    size_t low = 0, high = count - 1;
    while (low < high) {
        int64_t pivot = numbers[low + (high - low) / 2];
        size_t i = low, j = high;
        while (i <= j) {
            while (numbers[i] > pivot)
                i++;
            while (numbers[j] < pivot)
                j--;
            if (i > j)
                break;
            int64_t swap = numbers[i];
            numbers[i++] = numbers[j];
            numbers[j] = swap;
            if (j-- == 0)
                break;
        }
        if (rank >= i)
            low = i;
        else if (j < count && rank <= j)
            high = j;
        else
            break;
    }
    return numbers[rank];
}

/* The best price of one person, the others fixed: between the offers of the last partner that fits and of the next one.
 */
static void settle_person(struct factor *f, int i, int64_t *offers)
{
    const int32_t *row = f->score + (size_t)i * (size_t)f->n;
    size_t count = 0, degree = (size_t)f->degree[i];
    for (int j = 0; j < f->n; j++)
        if (row[j] != PAIR_NEVER)
            offers[count++] = (int64_t)row[j] * UNIT - f->price[j];
    if (!count || !degree)
        return;
    int64_t in = ranked(offers, count, degree < count ? degree - 1 : count - 1);
    int64_t out = degree < count ? ranked(offers, count, degree) : in;
    f->price[i] = out + (in - out) / 2;
}

static void start_prices(struct factor *f)
{
    int64_t *offers = xmalloc((size_t)f->n * sizeof *offers + 1), *half = xcalloc((size_t)f->n, sizeof *half);
    for (int i = 0; i < f->n; i++) {
        settle_person(f, i, offers);
        half[i] = f->price[i] / 2;
        f->price[i] = 0;
    }
    memcpy(f->price, half, (size_t)f->n * sizeof *half);
    for (int pass = 0; pass < 3; pass++)
        for (int i = 0; i < f->n; i++)
            settle_person(f, i, offers);
    free(offers);
    free(half);
}

/* Subgradient steps: at first of a length that lowers the bound by 0.2 per cent, halved whenever nothing improves for a
 * while. */
static int64_t improve(struct factor *f, int steps, struct watch *w)
{
    size_t size = (size_t)f->n * sizeof *f->price;
    int64_t best = INT64_MAX, aim = 0;
    int idle = 0;
    for (int step = 0; step < steps; step++) {
        int64_t bound = evaluate(f), norm = 0;
        if (step == 0)
            aim = (bound < 0 ? -bound : bound) / 500 + 1;
        if (bound < best) {
            idle = best == INT64_MAX || best - bound > aim / 50 ? 0 : idle + 1;
            best = bound;
            memcpy(f->best, f->price, size);
        } else {
            idle++;
        }
        if (idle >= 5) {
            idle = 0;
            aim = aim / 2 + 1;
            memcpy(f->price, f->best, size);
            evaluate(f);
        }
        for (int i = 0; i < f->n; i++)
            norm += f->pull[i] * f->pull[i];
        if (norm == 0 || watch_work(w, (uint64_t)f->n * (uint64_t)f->n / 4))
            break;
        for (int i = 0; i < f->n; i++)
            f->price[i] += f->pull[i] * aim / norm;
    }
    return best;
}

int64_t pair_rounds_factor_bound(const struct pair_rounds *s)
{
    struct factor f;
    factor_init(&f, s);
    start_prices(&f);
    int64_t most = 60000000 / ((int64_t)f.n * f.n + 1) + 10;
    int64_t bound = improve(&f, most > 400 ? 400 : (int)most, s->watch);
    factor_release(&f);
    return bound >= 0 ? bound / UNIT : -((-bound + UNIT - 1) / UNIT);
}
