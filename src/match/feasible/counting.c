#include "match/feasible/counting.h"

#include "base/mem.h"
#include "base/sort.h"
#include <stdlib.h>

bool counting_pairs(const struct match_problem *p)
{
    return !p->place_least && p->least == 2 && p->most == 2;
}

static struct counting_sizes sizes_of_places(const struct match_problem *p, int n)
{
    struct counting_sizes c = {.least = n, .most = 0, .fewest = p->places, .highest = p->places};
    int64_t fewest = 0, most = 0;
    for (int k = 0; k < p->places; k++) {
        c.least = p->place_least[k] < c.least ? p->place_least[k] : c.least;
        c.most = p->place_most[k] > c.most ? p->place_most[k] : c.most;
        fewest += p->place_least[k];
        most += p->place_most[k];
    }
    if (n < fewest || n > most)
        c.fewest = c.highest + 1;
    return c;
}

struct counting_sizes counting_sizes(const struct rules *r)
{
    const struct match_problem *p = r->problem;
    if (p->place_least)
        return sizes_of_places(p, r->n);
    if (counting_pairs(p) && r->n != 1)
        return (struct counting_sizes){.least = 2, .most = 2 + r->n % 2, .fewest = r->n / 2, .highest = r->n / 2};
    return (struct counting_sizes){.least = p->least,
                                   .most = p->most,
                                   .fewest = r->n / p->most + (r->n % p->most > 0),
                                   .highest = r->n / p->least};
}

/* The people of an AT_LEAST, or of the most frequent label of an AT_MOST. */
static int largest_class(const struct demand *d, int n)
{
    int *size = xcalloc((size_t)d->labels + 1, sizeof *size), largest = 0;
    for (int i = 0; i < n; i++)
        if (d->label[i] >= 0 && ++size[d->label[i]] > largest)
            largest = size[d->label[i]];
    free(size);
    return largest;
}

/* The size of a clique of people of whom no two can be in one arrangement, grown greedily from a first person. */
static int grow_clique(const struct rules *r, const int *order, int first, int *clique)
{
    int size = 1;
    clique[0] = first;
    for (int k = 0; k < r->n; k++) {
        const uint8_t *row = r->apart + (size_t)order[k] * (size_t)r->n;
        int parted = 0;
        while (parted < size && row[clique[parted]])
            parted++;
        if (parted == size)
            clique[size++] = order[k];
    }
    return size;
}

/* The people by how many others they are apart from, the most first. */
static void order_by_parted(const struct rules *r, int *order)
{
    int *parted = xcalloc((size_t)r->n + 1, sizeof *parted), *start = xcalloc((size_t)r->n + 2, sizeof *start);
    for (int i = 0; i < r->n; i++) {
        for (int j = 0; j < r->n; j++)
            parted[i] += r->apart[(size_t)i * (size_t)r->n + (size_t)j];
        start[r->n - parted[i] + 1]++;
    }
    for (int k = 1; k <= r->n + 1; k++)
        start[k] += start[k - 1];
    for (int i = 0; i < r->n; i++)
        order[start[r->n - parted[i]]++] = i;
    free(parted);
    free(start);
}

/* The largest such clique that is found: at least so many arrangements are needed. */
static int largest_clique(const struct rules *r)
{
    enum { STARTS = 50 };
    int *order = xmalloc(((size_t)r->n + 1) * sizeof *order), *clique = xmalloc(((size_t)r->n + 1) * sizeof *clique);
    int largest = 0;
    order_by_parted(r, order);
    for (int k = 0; k < r->n && k < STARTS; k++) {
        int size = grow_clique(r, order, order[k], clique);
        largest = size > largest ? size : largest;
    }
    free(order);
    free(clique);
    return largest;
}

/* Whether somebody has fewer possible partners than an arrangement needs, or a block larger than an arrangement. */
static bool someone_cannot(const struct rules *r, const struct counting_sizes *c)
{
    for (int i = 0; i < r->n; i++) {
        int partners = -1; /* not oneself */
        for (int j = 0; j < r->n; j++)
            partners += !r->apart[(size_t)i * (size_t)r->n + (size_t)j];
        if (partners < c->least - 1 || r->block_size[r->together[i]] > c->most)
            return true;
    }
    return false;
}

bool counting_refutes(const struct rules *r)
{
    struct counting_sizes c = counting_sizes(r);
    if (r->n == 0)
        return c.fewest > 0;
    if (c.fewest > c.highest || someone_cannot(r, &c))
        return true;
    int clique = largest_clique(r);
    c.fewest = clique > c.fewest ? clique : c.fewest;
    c.highest = r->block_count < c.highest ? r->block_count : c.highest;
    for (int k = 0; k < r->demand_count; k++) {
        const struct demand *d = &r->demands[k];
        if (d->type == MATCH_AT_LEAST) {
            int room = d->limit > c.most ? 0 : largest_class(d, r->n) / d->limit;
            c.highest = room < c.highest ? room : c.highest;
        } else if (d->type == MATCH_AT_MOST) {
            int need = (largest_class(d, r->n) + d->limit - 1) / d->limit;
            c.fewest = need > c.fewest ? need : c.fewest;
        }
    }
    return c.fewest > c.highest;
}

static int compare_falling(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x < y) - (x > y);
}

/* A bound on what a person can get. */
static int64_t best_for(const struct rules *r, const struct counting_sizes *c, int person, int32_t *scores)
{
    size_t row = (size_t)person * (size_t)r->n;
    int count = 0;
    for (int j = 0; j < r->n; j++)
        if (j != person && !r->apart[row + (size_t)j])
            scores[count++] = r->score[row + (size_t)j];
    sort_stable(scores, (size_t)count, sizeof *scores, compare_falling);
    int64_t sum = 0;
    for (int k = 0; k < count && k < c->most - 1 && (k < c->least - 1 || scores[k] > 0); k++)
        sum += scores[k];
    return sum;
}

int64_t counting_bound(const struct rules *r, int64_t *floor)
{
    struct counting_sizes c = counting_sizes(r);
    int32_t *scores = xmalloc(((size_t)r->n + 1) * sizeof *scores);
    int64_t twice = 0;
    *floor = 0;
    for (int i = 0; i < r->n; i++) {
        int64_t best = best_for(r, &c, i, scores);
        twice += best;
        *floor = i == 0 || best < *floor ? best : *floor;
    }
    free(scores);
    return twice / 2;
}
