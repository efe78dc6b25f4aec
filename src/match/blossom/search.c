/* One search: the tree grows from an exposed vertex until it reaches another one. */
#include "match/blossom/blossom.h"

#include "base/mem.h"

/* ---- the heap of events ---- */

void blossom_push(struct blossom *b, int64_t time, int u, int v)
{
    struct blossom_event event = {time, u, v};
    if (time <= b->time) {
        GROW(b->ready, b->ready_count + 1, b->ready_cap);
        b->ready[b->ready_count++] = event;
        return;
    }
    GROW(b->heap, b->heap_count + 1, b->heap_cap);
    size_t at = b->heap_count++;
    while (at && b->heap[(at - 1) / 2].time > time) {
        b->heap[at] = b->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    b->heap[at] = event;
}

static struct blossom_event pop(struct blossom *b)
{
    if (b->ready_count)
        return b->ready[--b->ready_count];
    struct blossom_event first = b->heap[0], last = b->heap[--b->heap_count];
    size_t at = 0, under;
    while ((under = 2 * at + 1) < b->heap_count) {
        if (under + 1 < b->heap_count && b->heap[under + 1].time < b->heap[under].time)
            under++;
        if (b->heap[under].time >= last.time)
            break;
        b->heap[at] = b->heap[under];
        at = under;
    }
    b->heap[at] = last;
    return first;
}

/* ---- scanning ---- */

/* Adds the event that the tree reaches the free node of v through an edge of this slack, if it is the earliest. */
static void reach_free(struct blossom *b, int u, int v, int64_t slack)
{
    struct blossom_node *node = &b->node[b->top[v]];
    int64_t when = b->time + slack;
    if (when >= node->best || when >= b->reach)
        return;
    if (node->best == INT64_MAX) {
        GROW(b->labelled, b->labelled_count + 1, b->labelled_cap);
        b->labelled[b->labelled_count++] = b->top[v];
    }
    node->best = when;
    if (node->mate < 0)
        b->reach = when;
    blossom_push(b, when, u, v);
}

/* Scans all arcs of a vertex that has become outer. */
static void scan(struct blossom *b, int u)
{
    const struct blossom_arcs *arcs = &b->arcs[u];
    int own = b->top[u];
    int64_t price = blossom_price_now(b, u);
    for (size_t i = 0; i < arcs->count; i++) {
        int v = arcs->list[i].to, top = b->top[v];
        enum blossom_label label = b->node[top].label;
        if (top == own || label == BLOSSOM_INNER)
            continue;
        int64_t slack = price + blossom_price_now(b, v) - 2 * (int64_t)arcs->list[i].weight;
        if (label == BLOSSOM_FREE)
            reach_free(b, u, v, slack);
        else if (b->time + slack / 2 < b->reach)
            blossom_push(b, b->time + slack / 2, u, v);
    }
}

/* Scans the arcs from outer vertices to a vertex that has become free. */
void blossom_scan_back(struct blossom *b, int v)
{
    const struct blossom_arcs *arcs = &b->arcs[v];
    int64_t price = blossom_price_now(b, v);
    for (size_t i = 0; i < arcs->count; i++) {
        int u = arcs->list[i].to;
        if (b->node[b->top[u]].label == BLOSSOM_OUTER)
            reach_free(b, u, v, blossom_price_now(b, u) + price - 2 * (int64_t)arcs->list[i].weight);
    }
}

static int64_t weight(const struct blossom *b, int u, int v)
{
    return u < b->table_n && v < b->table_n ? b->table[(size_t)u * (size_t)b->table_n + (size_t)v] : 0;
}

/* Handles an event, unless it is out of date. True: the matching was augmented, the search ends. */
static bool handle(struct blossom *b, struct blossom_event event)
{
    if (event.v < 0) {
        const struct blossom_node *node = &b->node[event.u];
        if (node->label == BLOSSOM_INNER && node->price == 2 * (b->time - node->since))
            blossom_expand(b, event.u);
        return false;
    }
    int from = b->top[event.u], to = b->top[event.v];
    const struct blossom_node *node = &b->node[to];
    if (from == to || node->label == BLOSSOM_INNER)
        return false;
    if (blossom_price_now(b, event.u) + blossom_price_now(b, event.v) != 2 * weight(b, event.u, event.v))
        return false;
    if (node->label == BLOSSOM_OUTER) {
        blossom_shrink(b, event.u, event.v);
        return false;
    }
    if (node->mate < 0) {
        blossom_augment(b, event.u, event.v);
        return true;
    }
    int mate = b->top[node->mate];
    blossom_label_inner(b, to, event.u, event.v);
    blossom_label_outer(b, mate);
    return false;
}

/* Writes the prices and removes the labels. */
static void finish(struct blossom *b)
{
    for (size_t i = 0; i < b->labelled_count; i++) {
        struct blossom_node *node = &b->node[b->labelled[i]];
        if (node->label != BLOSSOM_FREE)
            blossom_freeze(b, b->labelled[i]);
        node->label = BLOSSOM_FREE;
        node->best = INT64_MAX;
        node->since = 0;
    }
    b->labelled_count = b->heap_count = b->ready_count = 0;
    b->queue_count = 0;
    b->time = 0;
}

/* Scans all outer vertices once more, after arcs were added. */
static void rescan(struct blossom *b)
{
    for (int v = 0; v < b->n; v++)
        if (b->node[b->top[v]].label == BLOSSOM_OUTER)
            scan(b, v);
}

/* Grows the tree from an exposed node. *changed: arcs were added that the prices do not cover; the matching is
 * unchanged. */
enum blossom_result blossom_search(struct blossom *b, int root, bool *changed)
{
    b->time = 0;
    b->reach = INT64_MAX;
    *changed = false;
    blossom_label_outer(b, root);
    for (;;) {
        while (b->queue_count) {
            int u = b->queue[--b->queue_count];
            scan(b, u);
            b->work += 4 * b->arcs[u].count + 30;
        }
        if (b->work > 100000 && blossom_work(b, 0)) {
            finish(b);
            return BLOSSOM_STOPPED;
        }
        if (!b->ready_count && !b->heap_count) {
            b->work += (uint64_t)b->n * (uint64_t)b->n / 2;
            int added = blossom_widen(b, changed);
            if (!added || *changed) {
                finish(b);
                return added ? BLOSSOM_MATCHED : BLOSSOM_IMPOSSIBLE;
            }
            rescan(b);
            continue;
        }
        struct blossom_event event = pop(b);
        if (event.time > b->time)
            b->time = event.time;
        if (handle(b, event)) {
            finish(b);
            return blossom_work(b, 50) ? BLOSSOM_STOPPED : BLOSSOM_MATCHED;
        }
    }
}
