/* The structure of nodes: labels, making and opening blossoms, and augmenting along a path of the tree. */
#include "match/blossom/blossom.h"

#include "base/mem.h"

/* ---- labels ---- */

static void add_labelled(struct blossom *b, int node)
{
    GROW(b->labelled, b->labelled_count + 1, b->labelled_cap);
    b->labelled[b->labelled_count++] = node;
}

/* Writes the present prices of the node and its vertices. */
void blossom_freeze(struct blossom *b, int node)
{
    struct blossom_node *x = &b->node[node];
    int64_t change = (int64_t)x->label * (b->time - x->since);
    x->since = b->time;
    if (!change)
        return;
    b->work += (uint64_t)x->size;
    for (int v = x->first;; v = b->next_vertex[v]) {
        b->price[v] += change;
        if (v == x->last)
            break;
    }
    if (!blossom_is_vertex(b, node))
        x->price -= 2 * change;
}

static void queue_vertices(struct blossom *b, int node)
{
    const struct blossom_node *x = &b->node[node];
    for (int v = x->first;; v = b->next_vertex[v]) {
        b->queue[b->queue_count++] = v;
        if (v == x->last)
            break;
    }
}

void blossom_label_outer(struct blossom *b, int node)
{
    b->node[node].label = BLOSSOM_OUTER;
    b->node[node].since = b->time;
    add_labelled(b, node);
    queue_vertices(b, node);
}

void blossom_label_inner(struct blossom *b, int node, int entry_from, int entry_to)
{
    struct blossom_node *x = &b->node[node];
    x->label = BLOSSOM_INNER;
    x->since = b->time;
    x->entry_from = entry_from;
    x->entry_to = entry_to;
    add_labelled(b, node);
    if (!blossom_is_vertex(b, node))
        blossom_push(b, b->time + x->price / 2, node, -1);
}

/* ---- blossoms ---- */

static void set_top(struct blossom *b, int node, int top)
{
    const struct blossom_node *x = &b->node[node];
    b->work += (uint64_t)x->size;
    for (int v = x->first;; v = b->next_vertex[v]) {
        b->top[v] = top;
        if (v == x->last)
            break;
    }
}

/* Writes the matched edges of the parts of a blossom, which follow from its own: the part with the base gets the edge
 * that leaves the blossom, the others are paired along the cycle. */
void blossom_settle(struct blossom *b, int node)
{
    int part = b->node[node].base;
    while (b->node[part].parent != node)
        part = b->node[part].parent;
    b->node[part].base = b->node[node].base;
    b->node[part].mate = b->node[node].mate;
    for (int x = b->node[part].next; x != part;) {
        struct blossom_node *one = &b->node[x], *other = &b->node[one->next];
        one->base = other->mate = one->from;
        one->mate = other->base = one->to;
        x = other->next;
    }
}

/* Removes the blossom. Its parts, now free and at the top, are written to `parts` in the order of the cycle. */
int blossom_dismantle(struct blossom *b, int node, int *parts)
{
    int count = 0;
    blossom_freeze(b, node);
    blossom_settle(b, node);
    int x = b->node[node].part;
    do {
        struct blossom_node *part = &b->node[x];
        part->parent = -1;
        part->label = BLOSSOM_FREE;
        part->since = b->time;
        part->best = INT64_MAX;
        set_top(b, x, x);
        parts[count++] = x;
        x = part->next;
    } while (x != b->node[node].part);
    b->node[node].label = BLOSSOM_FREE;
    b->node[node].part = -1;
    b->unused[b->unused_count++] = node;
    return count;
}

/* Opens a blossom that is in no tree. Each vertex gets half of its price: edges inside have the same slack as before,
 * edges that leave it have more. So the matched edge that leaves it is removed. */
void blossom_open(struct blossom *b, int node)
{
    struct blossom_node *x = &b->node[node];
    if (x->price) {
        for (int v = x->first;; v = b->next_vertex[v]) {
            b->price[v] += x->price / 2;
            if (v == x->last)
                break;
        }
        if (x->mate >= 0)
            b->node[b->top[x->mate]].mate = -1;
        x->mate = -1;
    }
    blossom_dismantle(b, node, b->scratch);
}

/* ---- up the tree ---- */

/* The outer node above an outer node, or -1 at the root. */
static int above(const struct blossom *b, int outer)
{
    int mate = b->node[outer].mate;
    return mate < 0 ? -1 : b->top[b->node[b->top[mate]].entry_from];
}

static int common_ancestor(struct blossom *b, int x, int y)
{
    int mark = ++b->marks;
    while (x >= 0 || y >= 0) {
        if (x >= 0) {
            if (b->node[x].mark == mark)
                return x;
            b->node[x].mark = mark;
            x = above(b, x);
        }
        int swap = x;
        x = y;
        y = swap;
    }
    return -1; /* never: both are in one tree */
}

/* Makes the node a part of the blossom: its prices are fixed from now on; vertices that were inner are scanned. */
static void absorb(struct blossom *b, int node, int blossom)
{
    struct blossom_node *x = &b->node[node], *whole = &b->node[blossom];
    blossom_freeze(b, node);
    if (x->label == BLOSSOM_INNER)
        queue_vertices(b, node);
    set_top(b, node, blossom);
    x->parent = blossom;
    x->label = BLOSSOM_FREE;
    if (whole->first < 0)
        whole->first = x->first;
    else
        b->next_vertex[whole->last] = x->first;
    whole->last = x->last;
    whole->size += x->size;
}

static void join(struct blossom *b, int node, int from, int to, int next)
{
    b->node[node].from = from;
    b->node[node].to = to;
    b->node[node].next = next;
}

/* Links the nodes from `outer` up to `ancestor` as a part of the cycle, in this direction or the opposite one. */
static void link_path(struct blossom *b, int outer, int ancestor, bool upwards)
{
    for (int x = outer; x != ancestor;) {
        const struct blossom_node *node = &b->node[x];
        int inner = b->top[node->mate], from = node->base, to = node->mate;
        int entry_from = b->node[inner].entry_from, entry_to = b->node[inner].entry_to;
        int over = b->top[entry_from];
        if (upwards) {
            join(b, x, from, to, inner);
            join(b, inner, entry_to, entry_from, over);
        } else {
            join(b, inner, to, from, x);
            join(b, over, entry_from, entry_to, inner);
        }
        x = over;
    }
}

/* The outer nodes of u and v are joined by a tight edge: the cycle through their common ancestor becomes a blossom. */
void blossom_shrink(struct blossom *b, int u, int v)
{
    int left = b->top[u], right = b->top[v], ancestor = common_ancestor(b, left, right);
    link_path(b, left, ancestor, false);
    link_path(b, right, ancestor, true);
    join(b, left, u, v, right);

    int blossom = b->unused[--b->unused_count];
    struct blossom_node *whole = &b->node[blossom];
    int mark = whole->mark;
    *whole = (struct blossom_node){.parent = -1, .first = -1, .part = ancestor, .mark = mark, .since = b->time};
    whole->label = BLOSSOM_OUTER;
    whole->base = b->node[ancestor].base;
    whole->mate = b->node[ancestor].mate;
    whole->best = INT64_MAX;
    int x = ancestor;
    do {
        absorb(b, x, blossom);
        x = b->node[x].next;
    } while (x != ancestor);
    add_labelled(b, blossom);
}

/* ---- inner blossoms ---- */

/* Expands an inner blossom with price 0. The parts on the even path from the entry of the tree to the base remain in
 * the tree, the others become free. */
void blossom_expand(struct blossom *b, int node)
{
    int from = b->node[node].entry_from, to = b->node[node].entry_to;
    int count = blossom_dismantle(b, node, b->scratch), at = 0;
    const int *part = b->scratch;
    while (part[at] != b->top[to])
        at++;
    const struct blossom_node *entry = &b->node[part[at]];
    bool forward = entry->mate >= 0 && b->top[entry->mate] == part[(at + 1) % count];
    bool backward = !forward && entry->mate >= 0 && b->top[entry->mate] == part[(at + count - 1) % count];
    int step = forward ? 1 : count - 1, left = count;

    blossom_label_inner(b, part[at], from, to);
    left--;
    while (forward || backward) {
        int outer = (at + step) % count, next = (outer + step) % count;
        blossom_label_outer(b, part[outer]);
        const struct blossom_node *edge = &b->node[part[forward ? outer : next]];
        blossom_label_inner(b, part[next], forward ? edge->from : edge->to, forward ? edge->to : edge->from);
        left -= 2;
        at = next;
        const struct blossom_node *inner = &b->node[part[at]];
        if (inner->mate < 0 || b->top[inner->mate] != part[(at + step) % count])
            break;
    }
    for (int i = 0; left > 0 && i < count; i++) {
        const struct blossom_node *x = &b->node[part[i]];
        if (x->label != BLOSSOM_FREE)
            continue;
        for (int v = x->first;; v = b->next_vertex[v]) {
            blossom_scan_back(b, v);
            if (v == x->last)
                break;
        }
        left--;
    }
}

/* ---- augmenting ---- */

/* The tight edge from the outer u reaches the exposed node of v: augments along the path to the root. */
void blossom_augment(struct blossom *b, int u, int v)
{
    struct blossom_node *end = &b->node[b->top[v]];
    end->base = v;
    end->mate = u;
    for (;;) {
        struct blossom_node *outer = &b->node[b->top[u]];
        int mate = outer->mate;
        outer->base = u;
        outer->mate = v;
        if (mate < 0)
            return;
        struct blossom_node *inner = &b->node[b->top[mate]];
        inner->base = v = inner->entry_to;
        inner->mate = u = inner->entry_from;
    }
}
