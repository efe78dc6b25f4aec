/* Which pairs of the table are arcs: a first choice, pairs that the prices do not cover, and more for a search that has
 * no further arcs. */
#include "match/blossom/blossom.h"

#include <stdlib.h>

#include "base/mem.h"

enum { MOST_CHOICES = 32, LANES = 32 };

/* The best few partners of a vertex, the best first. */
struct blossom_choice {
    int count, most;
    int to[MOST_CHOICES];
    int64_t worth[MOST_CHOICES];
};

/* A partner must be worth more than this to enter. */
static int64_t choice_floor(const struct blossom_choice *c)
{
    return c->count < c->most ? INT64_MIN : c->worth[c->count - 1];
}

static void choice_offer(struct blossom_choice *c, int to, int64_t worth)
{
    if (worth <= choice_floor(c))
        return;
    int at = c->count < c->most ? c->count++ : c->count - 1;
    for (; at && c->worth[at - 1] < worth; at--) {
        c->worth[at] = c->worth[at - 1];
        c->to[at] = c->to[at - 1];
    }
    c->worth[at] = worth;
    c->to[at] = to;
}

static const int32_t *row(const struct blossom *b, int u)
{
    return b->table + (size_t)u * (size_t)b->table_n;
}

static bool has_arc(const struct blossom *b, int u, int v)
{
    if (b->arcs[v].count < b->arcs[u].count) {
        int swap = u;
        u = v;
        v = swap;
    }
    for (size_t i = 0; i < b->arcs[u].count; i++)
        if (b->arcs[u].list[i].to == v)
            return true;
    return false;
}

static void add_half(struct blossom *b, int u, int v, int32_t weight)
{
    struct blossom_arcs *arcs = &b->arcs[u];
    if (!arcs->cap)
        GROW(arcs->list, 24, arcs->cap);
    GROW(arcs->list, arcs->count + 1, arcs->cap);
    arcs->list[arcs->count++] = (struct blossom_arc){v, weight};
}

static bool add(struct blossom *b, int u, int v)
{
    if (has_arc(b, u, v))
        return false;
    add_half(b, u, v, row(b, u)[v]);
    add_half(b, v, u, row(b, u)[v]);
    return true;
}

/* ---- the first choice ---- */

/* Chosen by measurement: random weights, distances, few different weights, and a few very popular vertices. */
enum { FAR = INT32_MAX / 4, FINENESS = 1024, MOST_BIDS = 20 };

/* Estimated prices of the vertices, in units of 1 / 2^shift. */
struct estimate {
    int32_t *worth;
    int shift;
    int32_t step; /* of a bid */
};

static int32_t within(int64_t x)
{
    return x > FAR ? FAR : x < -FAR ? -FAR : (int32_t)x;
}

/* Offers the partners from..to-1 of u to `c`, by weight less estimated price. */
static void offer_partners(const struct blossom *b, int u, const struct estimate *e, int from, int to,
                           struct blossom_choice *c)
{
    const int32_t *weights = row(b, u), *worth = e->worth;
    int32_t floor = c->count < c->most ? -FAR : within(choice_floor(c));
    int shift = e->shift;
    for (int v = from; v < to; v += LANES) {
        int lanes = v + LANES < to ? LANES : to - v, any = lanes < LANES;
        if (lanes == LANES)
            for (int i = 0; i < LANES; i++)
                any |= weights[v + i] > (floor + worth[v + i]) >> shift;
        for (int i = 0; any && i < lanes; i++) {
            if (weights[v + i] <= (floor + worth[v + i]) >> shift || weights[v + i] == PAIR_NEVER)
                continue;
            choice_offer(c, v + i, (int64_t)weights[v + i] * (1 << shift) - worth[v + i]);
            if (c->count == c->most)
                floor = within(choice_floor(c));
        }
    }
}

/* The best few partners of u, starting after u: so that vertices with equal weights do not all choose the same. */
static void best_partners(const struct blossom *b, int u, const struct estimate *e, struct blossom_choice *c)
{
    offer_partners(b, u, e, u + 1, b->table_n, c);
    offer_partners(b, u, e, 0, u, c);
}

static void estimate_init(struct estimate *e, const struct blossom *b)
{
    size_t n = (size_t)b->table_n;
    int32_t most = 1, least = -1;
    for (size_t i = 0; i < n * n; i++) {
        int32_t weight = b->table[i] == PAIR_NEVER ? 0 : b->table[i];
        most = weight > most ? weight : most;
        least = weight < least ? weight : least;
    }
    int64_t span = most > -(int64_t)least ? most : -(int64_t)least;
    *e = (struct estimate){.worth = xcalloc(n, sizeof *e->worth)};
    while (e->shift < 10 && span << (e->shift + 1) <= FAR / 4)
        e->shift++;
    e->step = (int32_t)((span << e->shift) / FINENESS) + 1;
}

/* An auction (D. Bertsekas, The auction algorithm, Annals of Operations Research 14, 1988) in which every vertex is
 * both bidder and object. A bidder without an object bids for its best partner: the difference to the second best, and
 * `step`. So popular partners get high prices. Few bids are needed as a rule; their number is limited for tables
 * without a perfect matching. */
static void auction(struct estimate *e, struct blossom *b)
{
    int n = b->table_n, *buyer = xmalloc((size_t)n * sizeof *buyer), *waiting = xmalloc((size_t)n * sizeof *waiting);
    int first = 0, count = n;
    bool stop = false;
    for (int v = 0; v < n; v++) {
        buyer[v] = -1;
        waiting[v] = v;
    }
    for (int64_t bids = (int64_t)n * MOST_BIDS; bids > 0 && count > 0 && !stop; bids--) {
        struct blossom_choice c = {.most = 2};
        int u = waiting[first], ware;
        first = (first + 1) % n;
        count--;
        stop = blossom_work(b, (uint64_t)n / 8 + 20);
        best_partners(b, u, e, &c);
        if (!c.count)
            continue;
        ware = c.to[0];
        e->worth[ware] = within(e->worth[ware] + (c.worth[0] - c.worth[c.count - 1]) + e->step);
        if (buyer[ware] >= 0)
            waiting[(first + count++) % n] = buyer[ware];
        buyer[ware] = u;
    }
    free(buyer);
    free(waiting);
}

/* The mean of the price of a vertex as an object and of its gain as a bidder: at these prices no pair has more weight
 * than the sum of both. */
static void estimate_middle(struct estimate *e, const struct blossom *b)
{
    int32_t *middle = xcalloc((size_t)b->table_n, sizeof *middle);
    for (int u = 0; u < b->table_n; u++) {
        struct blossom_choice c = {.most = 1};
        best_partners(b, u, e, &c);
        middle[u] = c.count ? within((c.worth[0] + e->worth[u]) / 2) : 0;
    }
    free(e->worth);
    e->worth = middle;
}

void blossom_choose(struct blossom *b, int count)
{
    struct estimate e;
    estimate_init(&e, b);
    auction(&e, b);
    estimate_middle(&e, b);
    for (int u = 0; u < b->table_n; u++) {
        struct blossom_choice c = {.most = count < MOST_CHOICES ? count : MOST_CHOICES};
        best_partners(b, u, &e, &c);
        for (int i = 0; i < c.count; i++)
            add(b, u, c.to[i]);
        b->price[u] = 2 * (int64_t)e.worth[u] / (1 << e.shift);
    }
    free(e.worth);
}

/* ---- pricing ---- */

/* The sum of the prices of all blossoms that contain both. */
static int64_t common_prices(struct blossom *b, int u, int v)
{
    int64_t sum = 0;
    if (b->top[u] != b->top[v])
        return 0;
    int mark = ++b->marks;
    for (int x = b->node[u].parent; x >= 0; x = b->node[x].parent)
        b->node[x].mark = mark;
    for (int x = b->node[v].parent; x >= 0; x = b->node[x].parent)
        if (b->node[x].mark == mark)
            sum += b->node[x].price;
    return sum;
}

int64_t blossom_slack(struct blossom *b, int u, int v, int32_t weight)
{
    int64_t slack = b->price[u] + b->price[v] - 2 * (int64_t)weight;
    return slack < 0 && u != v ? slack + common_prices(b, u, v) : slack;
}

/* A sweep over all pairs. `price` contains the price of every vertex and, for the present row, the prices of the
 * blossoms that it shares with the vertex of the row. Rows are in the order of the blossoms, which are entered and
 * left. `small` is the same in 32 bits, limited from above, to test whole lanes at once; a pair that fails there is
 * tested exactly. */
struct pricer {
    struct blossom *b;
    int64_t *price;
    int32_t *small;
    bool fits;  /* no price is too low for 32 bits */
    bool cover; /* raise prices rather than add arcs */
    int most;
    size_t found;
};

static int32_t cut(int64_t price)
{
    const int64_t limit = INT32_MAX / 2;
    return (int32_t)(price > limit ? limit : price < -limit ? -limit : price);
}

static void set_price(struct pricer *p, int v, int64_t price)
{
    p->price[v] = price;
    p->small[v] = cut(price);
    p->fits &= p->small[v] <= price;
}

static void pricer_init(struct pricer *p, struct blossom *b)
{
    size_t n = (size_t)b->table_n;
    *p = (struct pricer){.b = b, .fits = true};
    p->price = xmalloc(n * sizeof *p->price);
    p->small = xmalloc(n * sizeof *p->small);
    for (int v = 0; v < b->table_n; v++)
        set_price(p, v, b->price[v]);
}

static void pricer_release(struct pricer *p)
{
    free(p->price);
    free(p->small);
}

/* Adds the price of a blossom to its vertices (sign 1), or takes it off (-1). */
static void share(struct pricer *p, int blossom, int sign)
{
    const struct blossom_node *x = &p->b->node[blossom];
    p->b->work += (uint64_t)x->size;
    for (int v = x->first; x->price; v = p->b->next_vertex[v]) {
        set_price(p, v, p->price[v] + sign * x->price);
        if (v == x->last)
            break;
    }
}

static void price_pair(struct pricer *p, int u, int v, struct blossom_choice *worst)
{
    struct blossom *b = p->b;
    int64_t slack = b->price[u] + p->price[v] - 2 * (int64_t)row(b, u)[v];
    if (slack >= 0 || row(b, u)[v] == PAIR_NEVER)
        return;
    if (p->cover) {
        b->price[u] -= slack;
        set_price(p, u, p->price[u] - slack);
        return;
    }
    p->found++;
    choice_offer(worst, v, -slack);
}

static void price_row(struct pricer *p, int u)
{
    struct blossom *b = p->b;
    int n = b->table_n, v = 0;
    const int32_t *weights = row(b, u);
    struct blossom_choice worst = {.most = p->most};
    if (p->fits) {
        int32_t own = cut(b->price[u]); /* without blossoms: a shared price counts once */
        for (; v + LANES <= n; v += LANES) {
            int any = 0;
            for (int i = 0; i < LANES; i++)
                any |= ((own + p->small[v + i]) >> 1) < weights[v + i];
            for (int i = 0; any && i < LANES; i++)
                price_pair(p, u, v + i, &worst);
        }
    }
    for (; v < n; v++)
        price_pair(p, u, v, &worst);
    for (int i = 0; i < worst.count; i++)
        add(b, u, worst.to[i]);
}

/* Prices the rows of all vertices of a top node. */
static void price_node(struct pricer *p, int top)
{
    const struct blossom *b = p->b;
    for (int x = top;;) {
        for (; !blossom_is_vertex(b, x); x = b->node[x].part)
            share(p, x, 1);
        price_row(p, x);
        while (x != top && b->node[x].next == b->node[b->node[x].parent].part) {
            x = b->node[x].parent;
            share(p, x, -1);
        }
        if (x == top)
            return;
        x = b->node[x].next;
    }
}

static size_t price_all(struct blossom *b, int most, bool cover)
{
    struct pricer p;
    pricer_init(&p, b);
    p.most = most;
    p.cover = cover;
    for (int v = 0; v < b->table_n; v++)
        if (b->node[b->top[v]].first == v)
            price_node(&p, b->top[v]);
    pricer_release(&p);
    b->work += (uint64_t)b->table_n * (uint64_t)b->table_n / 8;
    return p.found;
}

size_t blossom_price(struct blossom *b, int most)
{
    return price_all(b, most < MOST_CHOICES ? most : MOST_CHOICES, false);
}

void blossom_start_simply(struct blossom *b)
{
    for (int u = 0; u < b->table_n; u++) {
        const int32_t *weights = row(b, u);
        int32_t best = PAIR_NEVER;
        for (int v = 0; v < b->table_n; v++)
            best = weights[v] > best ? weights[v] : best;
        b->price[u] = best == PAIR_NEVER ? 0 : best;
    }
}

void blossom_cover(struct blossom *b)
{
    price_all(b, 0, true); /* prices only rise: what was covered remains so */
}

/* ---- a search without further arcs ---- */

/* Adds to each outer vertex the arcs to other than inner nodes that become tight first. Returns how many arcs; *broken:
 * the prices do not cover one of them. */
int blossom_widen(struct blossom *b, bool *broken)
{
    int added = 0;
    for (int u = 0; u < b->table_n; u++) {
        if (b->node[b->top[u]].label != BLOSSOM_OUTER)
            continue;
        const int32_t *weights = row(b, u);
        struct blossom_choice soonest = {.most = 3};
        int64_t price = blossom_price_now(b, u);
        for (int v = 0; v < b->table_n; v++) {
            enum blossom_label label = b->node[b->top[v]].label;
            if (weights[v] == PAIR_NEVER || b->top[v] == b->top[u] || label == BLOSSOM_INNER)
                continue;
            int64_t slack = price + blossom_price_now(b, v) - 2 * (int64_t)weights[v];
            choice_offer(&soonest, v, -(label == BLOSSOM_OUTER ? slack / 2 : slack));
        }
        for (int i = 0; i < soonest.count; i++) {
            if (!add(b, u, soonest.to[i]))
                continue;
            added++;
            *broken |= soonest.worth[i] > 0;
        }
    }
    return added;
}
