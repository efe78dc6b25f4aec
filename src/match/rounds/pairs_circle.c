/* The circle method: one person stays, the others sit on a circle and move on by one place each round. n - 1 rounds in
 * which everybody meets everybody (T. P. Kirkman, Cambridge and Dublin Mathematical Journal 2, 1847). */
#include "match/rounds/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"

bool pair_rounds_unrestricted(const struct pair_rounds *s)
{
    const struct rules *first = &s->rounds[0];
    for (int k = 0; k < s->count; k++) {
        const struct rules *r = &s->rounds[k];
        size_t size = (size_t)r->n * (size_t)r->n;
        if (r->n != first->n || r->n % 2 || r->demand_count || r->block_count != r->n)
            return false;
        if (memcmp(r->person, first->person, (size_t)r->n * sizeof *r->person) != 0 || memchr(r->apart, 1, size))
            return false;
    }
    return s->count < first->n;
}

/* In round k, persons i and j are a pair if i + j = k mod (n - 1). The last person is with the one who has no partner
 * then. */
static int partner(int n, int k, int i)
{
    int m = n - 1;
    if (i == m) /* 2 j = k mod m, m odd */
        return (int)((int64_t)k * (m + 1) / 2 % m);
    int j = ((k - i) % m + m) % m;
    return j == i ? m : j;
}

static int64_t circle_worth(const struct rules *r, int k)
{
    int64_t worth = 0;
    for (int i = 0; i < r->n; i++)
        worth += r->score[(size_t)i * (size_t)r->n + (size_t)partner(r->n, k, i)];
    return worth / 2;
}

struct circle_round {
    int64_t worth;
    int k;
};

static int compare_rounds(const void *a, const void *b)
{
    const struct circle_round *x = a, *y = b;
    return x->worth != y->worth ? (x->worth < y->worth) - (x->worth > y->worth) : (x->k > y->k) - (x->k < y->k);
}

void pair_rounds_circle(struct pair_rounds *s)
{
    int n = s->rounds[0].n;
    struct circle_round *order = xmalloc((size_t)n * sizeof *order);
    for (int k = 0; k < n - 1; k++)
        order[k] = (struct circle_round){circle_worth(&s->rounds[s->count - 1], k), k};
    sort_stable(order, (size_t)n - 1, sizeof *order, compare_rounds);
    for (int k = 0; k < s->count; k++) {
        struct seating *seating = &s->places[k];
        seating->places = 0;
        for (int i = 0; i < n; i++) {
            int j = partner(n, order[k].k, i);
            seating->place[i] = j < i ? seating->place[j] : seating->places++;
        }
        seating->found = true;
        seating_value(seating, &s->rounds[k]);
        pair_rounds_count_meetings(s, k, 1);
    }
    free(order);
}
