/* blossom.h: the perfect matching of greatest weight on a graph that can grow while it is being matched.
 *
 * Edmonds' algorithm in its primal-dual form (J. Res. NBS 69B, 1965; the bookkeeping of the dual changes follows the
 * survey by Z. Galil, ACM Computing Surveys 18(1), 1986). Every vertex has a price and every blossom (an odd set of
 * vertices, made of a cycle of an odd number of smaller ones) has a price >= 0. The slack of an edge is
 *
 *     price[u] + price[v] + (prices of all blossoms that hold both) - 2 * weight            >= 0 always
 *
 * and matched edges, like the edges that make up blossoms, have slack 0. Once all vertices are matched, half of the sum
 * of the prices (a blossom's taken (size - 1) / 2 times) is both the weight of the matching and a bound on all of them.
 * Weights count double so that prices stay whole: the edges of a tree all have slack 0, thus the prices at their ends
 * have the same parity, and a slack between two outer vertices can be halved.
 *
 * One alternating tree is grown at a time, from an exposed vertex. Nothing is written for a change of prices: `time`
 * says by how much prices of outer vertices have sunk since the search began, every node knows since when it is outer
 * or inner, and a heap holds the times at which edges get tight and inner blossoms run out. A search costs O(m log n),
 * often much less.
 *
 * The graph need not be the whole of it. `table` holds the weights of all pairs; the arcs are a choice of them.
 * blossom_price() finds the pairs that the prices do not cover, blossom_repair() makes room for them, and a search that
 * is stuck asks the table for more. So an answer is exact for the whole table, and "there is none" is so too. */
#ifndef PEERLOOM_MATCH_BLOSSOM_BLOSSOM_H
#define PEERLOOM_MATCH_BLOSSOM_BLOSSOM_H

#include "match/solver.h"

/* In a table: these two can not be a pair. */
#define PAIR_NEVER INT32_MIN

enum blossom_label {
    BLOSSOM_FREE = 0,
    BLOSSOM_OUTER = -1,
    BLOSSOM_INNER = 1
}; /* the sign by which prices move in time */

struct blossom_arc {
    int to;
    int32_t weight;
};

struct blossom_arcs {
    struct blossom_arc *list;
    size_t count, cap;
};

/* A vertex (0..n-1) or a blossom (n and above). Fields of the tree mean something only for nodes that are in no
 * blossom. */
struct blossom_node {
    enum blossom_label label;
    int parent;               /* the blossom it is part of, or -1 */
    int base, mate;           /* the matched edge that leaves it: its end in here, and the end outside (-1: exposed) */
    int entry_from, entry_to; /* inner: the edge of the tree by which it was reached */
    int64_t since;            /* the time at which it got its label */
    int64_t best;             /* free: the earliest time at which the tree is known to reach it */
    int64_t price;            /* blossoms: as of `since` */
    int next, from, to;       /* inside a blossom: the next node of the cycle, and the edge from here to there */
    int child;                /* blossoms: one of the nodes of the cycle */
    int first, last, size;    /* its vertices: a part of the list next_vertex, and how many they are */
    int mark;                 /* of the walk that looks for a common ancestor */
};

struct blossom_event {
    int64_t time;
    int u, v; /* an edge from the outer u to v; v = -1: the inner blossom u has used up its price */
};

struct blossom {
    int n; /* vertices: those of the table, and after them the props */
    int table_n;
    const int32_t *table;      /* table_n x table_n, symmetric; PAIR_NEVER on the diagonal too */
    struct blossom_arcs *arcs; /* n */
    int64_t *price;            /* n: as of `since` of the top node */
    int *top;                  /* n: the outermost node that holds the vertex */
    int *next_vertex;          /* n */
    struct blossom_node *node; /* n + n / 2 */
    int *unused, unused_count; /* numbers of nodes that are no blossom now */
    /* The search. */
    int64_t time, reach; /* now; the earliest time at which an exposed node is known to be reached */
    struct blossom_event *heap;
    size_t heap_count, heap_cap;
    struct blossom_event *ready; /* events whose time is now */
    size_t ready_count, ready_cap;
    int *queue; /* outer vertices to be scanned; n */
    int queue_count;
    int *labelled; /* nodes that got a label in this search */
    size_t labelled_count, labelled_cap;
    int *scratch; /* n + n / 2 */
    int marks;
    uint64_t work; /* operations that the watch does not know of yet */
    struct watch *watch;
};

enum blossom_result {
    BLOSSOM_MATCHED,
    BLOSSOM_IMPOSSIBLE, /* the table has no perfect matching */
    BLOSSOM_STOPPED,    /* the watch said so; prices are sound for all arcs, the matching is not whole */
};

/* A matching problem on the table (not copied), with `props` more vertices that are each to be tied to one vertex by
 * blossom_prop(). Without arcs, prices or matches. */
struct blossom *blossom_new(int table_n, const int32_t *table, int props, struct watch *watch);
void blossom_free(struct blossom *b);

/* Adds about `count` arcs a vertex, to those with the highest weight above an estimate of what the partner is worth,
 * found by an auction: that keeps popular partners from being everybody's choice. The estimates become the first
 * prices. */
void blossom_choose(struct blossom *b, int count);
/* An edge, unless it is there. */
void blossom_add(struct blossom *b, int u, int v);
/* First prices and a first matching: greedy. Once, after arcs were added. */
void blossom_start(struct blossom *b);
/* Ties the prop (0..props-1) to a vertex: that vertex is taken out of the problem. It lets go of the one it was tied
 * to. */
void blossom_prop(struct blossom *b, int prop, int vertex);

/* Matches all vertices, with the most weight among the arcs. */
enum blossom_result blossom_match(struct blossom *b);
/* blossom_match(), with arcs from the table until no pair in it could improve the matching: the optimum of the table.
 */
enum blossom_result blossom_solve(struct blossom *b);

/* Adds arcs for pairs that the prices do not cover, the worst `most` of each vertex. Returns how many were found. */
size_t blossom_price(struct blossom *b, int most);
/* Makes prices cover all arcs again (after blossom_price(), or a change of the table): raises prices, opens blossoms
 * and matches that are no longer tight, and lowers what can be lowered. */
void blossom_repair(struct blossom *b);
/* Drops edge u-v for good where it is an arc, with the blossoms and the match that rest on it. */
void blossom_drop(struct blossom *b, int u, int v);

/* Writes the partner of each vertex, or -1; props count from table_n. */
void blossom_mates(struct blossom *b, int *mate);
/* Half of the sum of all prices, rounded down: with all vertices matched, their weight. */
int64_t blossom_bound(const struct blossom *b);
/* Twice that, without the props and the vertex prices they stand for: sum of the table's prices and blossom prices. */
int64_t blossom_sum(const struct blossom *b);
/* Prices that cover every pair of the table without much ado: the best weight of each vertex. Instead of
 * blossom_start(). */
void blossom_start_simply(struct blossom *b);
/* Raises prices until they cover every pair of the table, arcs or not: makes the bound true after a stop. */
void blossom_cover(struct blossom *b);
/* Fills the certificate, of which `person` gives the number of each vertex; the others of its `people` get price 0. */
void blossom_certify(const struct blossom *b, const int *person, int people, struct match_certificate *certificate);

/* ---- for the parts of this algorithm ---- */

static inline bool blossom_is_vertex(const struct blossom *b, int node)
{
    return node < b->n;
}

/* The price of a vertex at the present time. */
static inline int64_t blossom_price_now(const struct blossom *b, int v)
{
    const struct blossom_node *top = &b->node[b->top[v]];
    return b->price[v] + (int64_t)top->label * (b->time - top->since);
}

/* Its slack outside of a search. */
int64_t blossom_slack(struct blossom *b, int u, int v, int32_t weight);

/* Tells the watch of the work done. True: stop. */
bool blossom_work(struct blossom *b, uint64_t more);

/* tree.c */
void blossom_label_outer(struct blossom *b, int node);
void blossom_label_inner(struct blossom *b, int node, int entry_from, int entry_to);
void blossom_settle(struct blossom *b, int node);
void blossom_freeze(struct blossom *b, int node);
int blossom_dismantle(struct blossom *b, int node, int *children);
void blossom_shrink(struct blossom *b, int u, int v);
void blossom_expand(struct blossom *b, int node);
void blossom_augment(struct blossom *b, int u, int v);
void blossom_open(struct blossom *b, int node);
/* search.c */
void blossom_push(struct blossom *b, int64_t time, int u, int v);
void blossom_scan_back(struct blossom *b, int v);
enum blossom_result blossom_search(struct blossom *b, int root, bool *changed);
/* price.c */
int blossom_widen(struct blossom *b, bool *broken);

#endif
