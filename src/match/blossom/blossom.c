#include "match/blossom/blossom.h"

#include <stdlib.h>

#include "base/mem.h"

enum { MORE_ARCS = 6 }; /* for a vertex, in one sweep over all pairs */

/* ---- making ---- */

struct blossom *blossom_new(int table_n, const int32_t *table, int dummies, struct watch *watch)
{
    struct blossom *b = xcalloc(1, sizeof *b);
    int n = table_n + dummies, nodes = n + n / 2;
    size_t vertices = (size_t)n, all = (size_t)nodes;
    *b = (struct blossom){.n = n, .table_n = table_n, .table = table, .watch = watch, .reach = INT64_MAX};
    b->arcs = xcalloc(vertices, sizeof *b->arcs);
    b->price = xcalloc(vertices, sizeof *b->price);
    b->top = xcalloc(vertices, sizeof *b->top);
    b->next_vertex = xcalloc(vertices, sizeof *b->next_vertex);
    b->queue = xcalloc(vertices, sizeof *b->queue);
    b->node = xcalloc(all, sizeof *b->node);
    b->unused = xcalloc(all, sizeof *b->unused);
    b->scratch = xcalloc(all, sizeof *b->scratch);
    for (int v = 0; v < n; v++) {
        b->top[v] = v;
        b->node[v] = (struct blossom_node){
            .parent = -1, .base = v, .mate = -1, .part = -1, .first = v, .last = v, .size = 1, .best = INT64_MAX};
    }
    for (int x = nodes; x-- > n;) {
        b->node[x] = (struct blossom_node){.parent = -1, .part = -1, .mate = -1, .best = INT64_MAX};
        b->unused[b->unused_count++] = x;
    }
    return b;
}

void blossom_free(struct blossom *b)
{
    if (!b)
        return;
    for (int v = 0; v < b->n; v++)
        free(b->arcs[v].list);
    free(b->arcs);
    free(b->price);
    free(b->top);
    free(b->next_vertex);
    free(b->node);
    free(b->unused);
    free(b->heap);
    free(b->ready);
    free(b->queue);
    free(b->labelled);
    free(b->scratch);
    free(b);
}

/* ---- first prices, and the repair of prices ---- */

static void unmatch(struct blossom *b, int node)
{
    int mate = b->node[node].mate;
    if (mate < 0)
        return;
    b->node[b->top[mate]].mate = -1;
    b->node[node].mate = -1;
}

static void match_tight(struct blossom *b, int u, int v)
{
    struct blossom_node *one = &b->node[b->top[u]], *other = &b->node[b->top[v]];
    one->base = other->mate = u;
    one->mate = other->base = v;
}

/* Lowers the price of an exposed vertex as far as its arcs allow. Matches it if an arc that becomes tight leads to an
 * exposed one. */
static void lower(struct blossom *b, int v)
{
    const struct blossom_arcs *arcs = &b->arcs[v];
    if (!arcs->count)
        return;
    int64_t least = INT64_MIN;
    int partner = -1;
    for (size_t i = 0; i < arcs->count; i++) {
        int u = arcs->list[i].to;
        int64_t need = 2 * (int64_t)arcs->list[i].weight - b->price[u];
        if (need > least || (need == least && b->node[b->top[u]].mate < 0 && b->node[b->top[partner]].mate >= 0)) {
            least = need;
            partner = u;
        }
    }
    b->price[v] = least;
    if (b->node[b->top[partner]].mate < 0)
        match_tight(b, v, partner);
}

static void lower_exposed(struct blossom *b)
{
    for (int v = 0; v < b->n; v++)
        if (b->top[v] == v && b->node[v].mate < 0)
            lower(b, v);
}

/* The least price of v that covers its arcs, given the other prices. */
static int64_t needed(const struct blossom *b, int v)
{
    const struct blossom_arcs *arcs = &b->arcs[v];
    int64_t need = INT64_MIN;
    for (size_t i = 0; i < arcs->count; i++) {
        int64_t this = 2 * (int64_t)arcs->list[i].weight - b->price[arcs->list[i].to];
        if (this > need)
            need = this;
    }
    return arcs->count ? need : b->price[v];
}

/* All prices at once move half the way to the least that is needed. Covers all arcs, since 2w is at most the price of
 * one end plus the need of the other; and treats both ends alike. */
static void balance(struct blossom *b)
{
    int64_t *next = xmalloc((size_t)b->n * sizeof *next);
    for (int v = 0; v < b->n; v++) {
        int64_t sum = needed(b, v) + b->price[v];
        next[v] = sum / 2 + (sum > 0 && sum % 2);
    }
    free(b->price);
    b->price = next;
}

void blossom_start(struct blossom *b)
{
    for (int i = 0; i < 3; i++)
        balance(b);
    lower_exposed(b);
}

/* Opens all blossoms that contain the vertex. */
static void free_vertex(struct blossom *b, int v)
{
    while (b->top[v] != v)
        blossom_open(b, b->top[v]);
}

/* Raises the price of one end until the arc is covered: rather of an end that is in no blossom, as blossoms must be
 * opened. */
static void raise(struct blossom *b, int u, int v, int32_t weight)
{
    if (b->top[u] == b->top[v] || (b->top[u] != u && b->top[v] == v)) {
        int swap = u;
        u = v;
        v = swap;
    }
    free_vertex(b, u);
    int64_t slack = blossom_slack(b, u, v, weight);
    if (slack >= 0)
        return;
    unmatch(b, u);
    b->price[u] -= slack;
}

void blossom_repair(struct blossom *b)
{
    for (int u = 0; u < b->n; u++)
        for (size_t i = 0; i < b->arcs[u].count; i++) {
            struct blossom_arc arc = b->arcs[u].list[i];
            if (u < arc.to && blossom_slack(b, u, arc.to, arc.weight) < 0)
                raise(b, u, arc.to, arc.weight);
        }
    lower_exposed(b);
}

static void remove_half(struct blossom *b, int u, int v)
{
    struct blossom_arcs *arcs = &b->arcs[u];
    for (size_t i = 0; i < arcs->count; i++)
        if (arcs->list[i].to == v) {
            arcs->list[i] = arcs->list[--arcs->count];
            return;
        }
}

void blossom_tie_dummy(struct blossom *b, int dummy, int vertex)
{
    int own = b->table_n + dummy;
    struct blossom_arcs *arcs = &b->arcs[own], *back = &b->arcs[vertex];
    if (arcs->count) {
        unmatch(b, own);
        remove_half(b, arcs->list[0].to, own);
    } else {
        GROW(arcs->list, 1, arcs->cap);
    }
    arcs->list[0] = (struct blossom_arc){vertex, 0};
    arcs->count = 1;
    GROW(back->list, back->count + 1, back->cap);
    back->list[back->count++] = (struct blossom_arc){own, 0};
    b->price[own] = -b->price[vertex];
    if (b->node[b->top[vertex]].mate < 0)
        match_tight(b, own, vertex);
}

/* ---- matching ---- */

bool blossom_work(struct blossom *b, uint64_t more)
{
    more += b->work;
    b->work = 0;
    return watch_work(b->watch, more);
}

enum blossom_result blossom_match(struct blossom *b)
{
    for (int v = 0; v < b->n; v++)
        while (b->node[b->top[v]].mate < 0) {
            bool changed;
            enum blossom_result result = blossom_search(b, b->top[v], &changed);
            if (result != BLOSSOM_MATCHED)
                return result;
            if (changed) {
                blossom_repair(b);
                v = 0;
            }
        }
    return BLOSSOM_MATCHED;
}

enum blossom_result blossom_solve(struct blossom *b)
{
    for (;;) {
        enum blossom_result result = blossom_match(b);
        if (result != BLOSSOM_MATCHED)
            return result;
        size_t found = blossom_price(b, MORE_ARCS);
        blossom_work(b, found);
        if (!found)
            return BLOSSOM_MATCHED; /* even after a stop: this is the optimum */
        if (b->watch->stopped)
            return BLOSSOM_STOPPED;
        blossom_repair(b);
    }
}

/* ---- answers ---- */

void blossom_mates(struct blossom *b, int *mate)
{
    int count = 0;
    for (int v = 0; v < b->n; v++)
        if (b->node[b->top[v]].first == v)
            b->scratch[count++] = b->top[v];
    while (count) {
        int node = b->scratch[--count];
        if (blossom_is_vertex(b, node)) {
            mate[node] = b->node[node].mate;
            continue;
        }
        blossom_settle(b, node);
        int x = b->node[node].part;
        do {
            b->scratch[count++] = x;
            x = b->node[x].next;
        } while (x != b->node[node].part);
    }
}

static bool is_blossom(const struct blossom *b, int node)
{
    return node >= b->n && b->node[node].part >= 0;
}

int64_t blossom_sum(const struct blossom *b)
{
    int64_t sum = 0;
    for (int v = 0; v < b->table_n; v++)
        sum += b->price[v];
    for (int x = b->n; x < b->n + b->n / 2; x++)
        if (is_blossom(b, x) && b->node[x].price)
            sum += b->node[x].price * (b->node[x].size / 2);
    return sum;
}

int64_t blossom_bound(const struct blossom *b)
{
    int64_t sum = blossom_sum(b);
    for (int v = b->table_n; v < b->n; v++)
        sum += b->price[v];
    return sum >= 0 ? sum / 2 : -((-sum + 1) / 2);
}

void blossom_certify(const struct blossom *b, const int *person, int people, struct match_certificate *certificate)
{
    int count = 0;
    size_t held = 0;
    for (int x = b->n; x < b->n + b->n / 2; x++)
        if (is_blossom(b, x) && b->node[x].price) {
            count++;
            held += (size_t)b->node[x].size;
        }
    *certificate = (struct match_certificate){.price = xcalloc((size_t)people, sizeof *certificate->price)};
    certificate->blossom_price = xcalloc((size_t)count, sizeof *certificate->blossom_price);
    certificate->blossom_start = xcalloc((size_t)count + 1, sizeof *certificate->blossom_start);
    certificate->blossom_people = xcalloc(held, sizeof *certificate->blossom_people);
    for (int v = 0; v < b->table_n; v++)
        certificate->price[person[v]] = b->price[v];
    int at = 0;
    for (int x = b->n; x < b->n + b->n / 2; x++) {
        if (!is_blossom(b, x) || !b->node[x].price)
            continue;
        certificate->blossom_price[certificate->blossom_count++] = b->node[x].price;
        for (int v = b->node[x].first;; v = b->next_vertex[v]) {
            certificate->blossom_people[at++] = person[v];
            if (v == b->node[x].last)
                break;
        }
        certificate->blossom_start[certificate->blossom_count] = at;
    }
}
