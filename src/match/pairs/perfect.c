/* Edmonds' algorithm without weights ("Paths, trees, and flowers", Canadian J. Math. 17, 1965), on a table:
 * breadth-first search for an augmenting path; blossoms are stored as the base of each vertex. O(n^2) a search. */
#include "match/pairs/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void perfect_init(struct perfect *p, const struct pairs_problem *problem, int32_t least)
{
    size_t n = (size_t)problem->n;
    *p = (struct perfect){.n = problem->n, .table = problem->table, .least = least, .watch = problem->watch};
    p->mate = xmalloc(n * sizeof *p->mate);
    p->from = xmalloc(n * sizeof *p->from);
    p->base = xmalloc(n * sizeof *p->base);
    p->queue = xmalloc(n * sizeof *p->queue);
    p->outer = xmalloc(n * sizeof *p->outer);
    p->in_cycle = xmalloc(n * sizeof *p->in_cycle);
    for (int v = 0; v < p->n; v++)
        p->mate[v] = -1;
}

void perfect_release(struct perfect *p)
{
    free(p->mate);
    free(p->from);
    free(p->base);
    free(p->queue);
    free(p->outer);
    free(p->in_cycle);
}

static bool is_out(const struct perfect *p, int v)
{
    return p->out && p->out[v];
}

static const int32_t *row(const struct perfect *p, int u)
{
    return p->table + (size_t)u * (size_t)p->n;
}

void perfect_greedy(struct perfect *p)
{
    for (int v = 0; v < p->n; v++) {
        int u = p->mate[v];
        if (u >= 0 && (row(p, v)[u] < p->least || is_out(p, v) || is_out(p, u)))
            p->mate[v] = p->mate[u] = -1;
    }
    for (int v = 0; v < p->n; v++) {
        if (p->mate[v] >= 0 || is_out(p, v))
            continue;
        int best = -1;
        for (int u = 0; u < p->n; u++)
            if (p->mate[u] < 0 && !is_out(p, u) && row(p, v)[u] >= p->least &&
                (best < 0 || row(p, v)[u] > row(p, v)[best]))
                best = u;
        if (best >= 0) {
            p->mate[v] = best;
            p->mate[best] = v;
        }
    }
}

/* The base at which the paths of two outer vertices to the root meet. */
static int meeting_base(struct perfect *p, int u, int v)
{
    memset(p->in_cycle, 0, (size_t)p->n * sizeof *p->in_cycle);
    for (int x = p->base[u];; x = p->base[p->from[p->mate[x]]]) {
        p->in_cycle[x] = true;
        if (p->mate[x] < 0)
            break;
    }
    for (int x = p->base[v];; x = p->base[p->from[p->mate[x]]])
        if (p->in_cycle[x])
            return x;
}

/* Marks the bases on the path from v to the base of the new blossom. The inner vertices on it get a second way out,
 * through `exit`. */
static void mark_path(struct perfect *p, int v, int meeting, int exit)
{
    while (p->base[v] != meeting) {
        p->in_cycle[p->base[v]] = p->in_cycle[p->base[p->mate[v]]] = true;
        p->from[v] = exit;
        exit = p->mate[v];
        v = p->from[exit];
    }
}

static int shrink(struct perfect *p, int u, int v, int queued)
{
    int meeting = meeting_base(p, u, v);
    memset(p->in_cycle, 0, (size_t)p->n * sizeof *p->in_cycle);
    mark_path(p, u, meeting, v);
    mark_path(p, v, meeting, u);
    for (int x = 0; x < p->n; x++) {
        if (!p->in_cycle[p->base[x]])
            continue;
        p->base[x] = meeting;
        if (!p->outer[x]) {
            p->outer[x] = true;
            p->queue[queued++] = x;
        }
    }
    return queued;
}

static void augment(struct perfect *p, int v)
{
    while (v >= 0) {
        int u = p->from[v], next = p->mate[u];
        p->mate[v] = u;
        p->mate[u] = v;
        v = next;
    }
}

bool perfect_search(struct perfect *p, int root)
{
    int queued = 0;
    for (int v = 0; v < p->n; v++) {
        p->from[v] = -1;
        p->base[v] = v;
        p->outer[v] = false;
    }
    p->outer[root] = true;
    p->queue[queued++] = root;
    for (int at = 0; at < queued; at++) {
        int u = p->queue[at];
        const int32_t *weights = row(p, u);
        for (int v = 0; v < p->n; v++) {
            if (weights[v] < p->least || p->base[u] == p->base[v] || p->mate[u] == v || is_out(p, v))
                continue;
            if (p->outer[v]) {
                queued = shrink(p, u, v, queued);
            } else if (p->from[v] < 0) {
                p->from[v] = u;
                if (p->mate[v] < 0) {
                    augment(p, v);
                    return true;
                }
                p->outer[p->mate[v]] = true;
                p->queue[queued++] = p->mate[v];
            }
        }
    }
    return false;
}

int perfect_match(struct perfect *p, int most)
{
    int exposed = 0;
    for (int v = 0; v < p->n && exposed <= most; v++) {
        if (p->mate[v] >= 0 || is_out(p, v))
            continue;
        exposed += !perfect_search(p, v);
        watch_work(p->watch, (uint64_t)p->n * (uint64_t)p->n / 8);
    }
    return exposed;
}
