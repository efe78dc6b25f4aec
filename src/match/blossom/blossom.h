/* The perfect matching of maximum weight, on a graph that can grow during the search.
 *
 * Edmonds' algorithm in its primal-dual form (J. Res. NBS 69B, 1965; the bookkeeping of the dual changes follows the
 * survey by Z. Galil, ACM Computing Surveys 18(1), 1986). Every vertex has a price and every blossom (an odd set of
 * vertices, made of a cycle of an odd number of smaller ones) has a price >= 0. The slack of an edge is
 *
 *     price[u] + price[v] + (prices of all blossoms that contain both) - 2 * weight            >= 0 always
 *
 * and matched edges, like the edges of blossoms, have slack 0. When all vertices are matched, half of the sum of the
 * prices (that of a blossom times (size - 1) / 2) is the weight of the matching, and a bound on all matchings.
 * Weights count double so that prices are integers: the edges of a tree have slack 0, so the prices at their ends have
 * the same parity, and the slack between two outer vertices is even.
 *
 * One alternating tree is grown at a time, from an exposed vertex. A change of the prices writes nothing: `time` is how
 * much the prices of outer vertices have fallen since the search began, and every node has the time at which it became
 * outer or inner. A heap contains the times at which edges become tight and inner blossoms reach price 0. A search
 * costs O(m log n), often much less.
 *
 * The graph is a part of the problem: `table` contains the weights of all pairs, the arcs are some of them.
 * blossom_price() finds pairs that the prices do not cover, blossom_repair() corrects prices and matching for them, and
 * a search without further arcs adds some from the table. So both an optimum and "no perfect matching" hold for the
 * whole table. */
#ifndef PEERLOOM_MATCH_BLOSSOM_BLOSSOM_H
#define PEERLOOM_MATCH_BLOSSOM_BLOSSOM_H

#include "match/solver.h"

/* In a table: these two cannot be a pair. */
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

/* A vertex (0..n-1) or a blossom (n and above). The fields of the tree are valid only for nodes that are in no blossom.
 */
struct blossom_node {
    enum blossom_label label;
    int parent;               /* the blossom it is part of, or -1 */
    int base, mate;           /* the matched edge that leaves it: its end in here, and the end outside (-1: exposed) */
    int entry_from, entry_to; /* inner: the edge of the tree by which it was reached */
    int64_t since;            /* the time at which it got its label */
    int64_t best;             /* free: the earliest time at which the tree reaches it, as far as known */
    int64_t price;            /* blossoms: as of `since` */
    int next, from, to;       /* inside a blossom: the next node of the cycle, and the edge from here to there */
    int part;                 /* blossoms: one of the nodes of the cycle */
    int first, last, size;    /* its vertices: a part of the list next_vertex, and how many they are */
    int mark;                 /* for the search of a common ancestor */
};

struct blossom_event {
    int64_t time;
    int u, v; /* an edge from the outer u to v; v = -1: the price of the inner blossom u is 0 */
};

struct blossom {
    int n; /* vertices: those of the table, then the dummies */
    int table_n;
    const int32_t *table;      /* table_n x table_n, symmetric; PAIR_NEVER on the diagonal too */
    struct blossom_arcs *arcs; /* n */
    int64_t *price;            /* n: as of `since` of the top node */
    int *top;                  /* n: the outermost node that contains the vertex */
    int *next_vertex;          /* n */
    struct blossom_node *node; /* n + n / 2 */
    int *unused, unused_count; /* numbers of nodes that are not in use */
    /* The search. */
    int64_t time, reach; /* now; the earliest known time at which an exposed node is reached */
    struct blossom_event *heap;
    size_t heap_count, heap_cap;
    struct blossom_event *ready; /* events at the present time */
    size_t ready_count, ready_cap;
    int *queue; /* outer vertices to be scanned; n */
    int queue_count;
    int *labelled; /* nodes that got a label in this search */
    size_t labelled_count, labelled_cap;
    int *scratch; /* n + n / 2 */
    int marks;
    uint64_t work; /* operations not yet counted at the watch */
    struct watch *watch;
};

enum blossom_result {
    BLOSSOM_MATCHED,
    BLOSSOM_IMPOSSIBLE, /* the table has no perfect matching */
    BLOSSOM_STOPPED,    /* by the watch; the prices cover all arcs, the matching is not complete */
};

/* A matching problem on the table (not copied), with so many dummy vertices in addition, each to be tied to one vertex
 * by blossom_tie_dummy(). It has no arcs, prices or matched pairs yet. */
struct blossom *blossom_new(int table_n, const int32_t *table, int dummies, struct watch *watch);
void blossom_free(struct blossom *b);

/* Adds about `count` arcs a vertex, by weight less an estimate of the price of the partner. The estimates come from an
 * auction, so that not all vertices choose the same popular partners; they become the first prices. */
void blossom_choose(struct blossom *b, int count);
/* First prices and a first matching, greedily. To be called once, after arcs were added. */
void blossom_start(struct blossom *b);
/* Ties a dummy (0..dummies-1) to a vertex, which removes the vertex from the problem. Unties it from the vertex before.
 */
void blossom_tie_dummy(struct blossom *b, int dummy, int vertex);

/* The maximum weight perfect matching of the arcs. */
enum blossom_result blossom_match(struct blossom *b);
/* blossom_match(), with arcs added until the prices cover the whole table: the optimum of the table. */
enum blossom_result blossom_solve(struct blossom *b);

/* Adds arcs for pairs that the prices do not cover, at most `most` for each vertex. Returns how many such pairs there
 * are. */
size_t blossom_price(struct blossom *b, int most);
/* Makes the prices cover all arcs again after blossom_price(): raises prices, opens blossoms, removes matched pairs
 * that are not tight, and lowers prices of exposed vertices. */
void blossom_repair(struct blossom *b);
/* Writes the partner of each vertex, or -1; dummies count from table_n. */
void blossom_mates(struct blossom *b, int *mate);
/* Half of the sum of all prices, rounded down. If all vertices are matched: the weight of the matching. */
int64_t blossom_bound(const struct blossom *b);
/* The sum of the prices of the table and of the blossoms, doubled as they are; without those of the dummies. */
int64_t blossom_sum(const struct blossom *b);
/* Instead of blossom_start(): prices that cover the table, the highest weight of each vertex. */
void blossom_start_simply(struct blossom *b);
/* Raises prices until they cover the whole table: makes the bound valid after a stop. */
void blossom_cover(struct blossom *b);
/* Fills the certificate. `person`: the number of each vertex in it. The others of its `people` get price 0. */
void blossom_certify(const struct blossom *b, const int *person, int people, struct match_certificate *certificate);

/* ---- shared by the files of this folder ---- */

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

/* Counts the work at the watch. True: stop. */
bool blossom_work(struct blossom *b, uint64_t more);

/* tree.c */
void blossom_label_outer(struct blossom *b, int node);
void blossom_label_inner(struct blossom *b, int node, int entry_from, int entry_to);
void blossom_settle(struct blossom *b, int node);
void blossom_freeze(struct blossom *b, int node);
int blossom_dismantle(struct blossom *b, int node, int *parts);
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
