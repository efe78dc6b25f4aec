#include "brute.h"

#include <stdlib.h>
#include <string.h>

enum { SETS = 1 << 12, NONE = -1 };

/* A round as sets of people (bits). */
struct brute_table {
    const struct match_problem *p;
    const bool *use;
    bool sizes;
    int round;
    unsigned free; /* people who may be in any arrangement */
    int64_t locked_worth;
    bool ok[SETS]; /* the set satisfies all rules */
    int64_t worth[SETS], floor[SETS];
};

static unsigned bits_of(const struct match_rule *r)
{
    unsigned bits = 0;
    for (int i = 0; i < r->count; i++)
        bits |= 1u << r->people[i];
    return bits;
}

static int size_of(unsigned set)
{
    return __builtin_popcount(set);
}

static bool in_force(const struct brute_table *t, size_t rule)
{
    if (t->use && !t->use[rule])
        return false;
    enum match_rule_type type = t->p->rules[rule].type;
    return t->round == 0 || (type != MATCH_LOCKED && type != MATCH_TOGETHER);
}

static bool labels_hold(const struct match_rule *r, int n, unsigned set)
{
    for (int i = 0; i < n; i++) {
        int same = 0;
        for (int j = 0; j < n; j++)
            same += (set >> j & 1) && (set >> i & 1) && r->labels[i] >= 0 && r->labels[j] == r->labels[i];
        if (same > r->limit)
            return false;
    }
    return true;
}

static bool masks_hold(const struct match_rule *r, int n, unsigned set)
{
    for (int bit = 0; bit < 64; bit++) {
        bool all = true;
        for (int i = 0; i < n; i++)
            all = all && (!(set >> i & 1) || (r->masks[i] >> bit & 1));
        if (all)
            return true;
    }
    return false;
}

static bool rule_holds(const struct match_rule *r, int n, unsigned set)
{
    unsigned meant = bits_of(r), both = meant & set;
    switch (r->type) {
    case MATCH_TOGETHER:
        return both == 0 || both == meant;
    case MATCH_APART:
        return size_of(both) < 2;
    case MATCH_LOCKED:
        return both == 0 || set == meant;
    case MATCH_AT_MOST:
        return labels_hold(r, n, set);
    case MATCH_NEVER_ALONE:
        return size_of(both) != 1;
    case MATCH_AT_LEAST:
        return size_of(both) >= r->limit;
    case MATCH_SHARED:
        return masks_hold(r, n, set);
    case MATCH_ABSENT:
    case MATCH_CAPACITY:
        return true;
    }
    return true;
}

static bool all_hold(const struct brute_table *t, unsigned set)
{
    for (size_t k = 0; k < t->p->rule_count; k++)
        if (in_force(t, k) && !rule_holds(&t->p->rules[k], t->p->n, set))
            return false;
    return true;
}

static void value_set(struct brute_table *t, unsigned set)
{
    const struct match_problem *p = t->p;
    t->worth[set] = 0;
    t->floor[set] = INT64_MAX;
    for (int i = 0; i < p->n; i++) {
        int64_t gets = 0;
        for (int j = 0; j < p->n; j++) {
            if (i == j || !(set >> i & 1) || !(set >> j & 1))
                continue;
            gets += p->score[i * p->n + j];
            bool kept = p->aim == MATCH_LEAST_CHANGE && t->round == 0 && p->standing[i] >= 0 &&
                        p->standing[i] == p->standing[j];
            t->worth[set] += j < i ? p->score[i * p->n + j] + (kept ? p->keep_bonus : 0) : 0;
        }
        if ((set >> i & 1) && gets < t->floor[set])
            t->floor[set] = gets;
    }
}

/* False: the rules clash. */
static bool fill(struct brute_table *t)
{
    const struct match_problem *p = t->p;
    unsigned present = (1u << p->n) - 1, must = 0, locked = 0;
    for (size_t k = 0; k < p->rule_count; k++) {
        const struct match_rule *r = &p->rules[k];
        if (!in_force(t, k))
            continue;
        if (r->type == MATCH_ABSENT || (r->type == MATCH_CAPACITY && t->round >= r->limit))
            present &= ~bits_of(r);
        if (r->type == MATCH_TOGETHER || r->type == MATCH_LOCKED)
            must |= bits_of(r);
    }
    if (must & ~present)
        return false;
    t->locked_worth = 0;
    for (size_t k = 0; k < p->rule_count; k++) {
        unsigned set = p->rules[k].type == MATCH_LOCKED && in_force(t, k) ? bits_of(&p->rules[k]) : 0;
        if (set == 0)
            continue;
        if (!all_hold(t, set))
            return false;
        value_set(t, set);
        t->locked_worth += (locked & set) == set ? 0 : t->worth[set];
        locked |= set;
    }
    t->free = present & ~locked;
    for (unsigned set = t->free; set; set = (set - 1) & t->free) {
        t->ok[set] = all_hold(t, set);
        if (t->ok[set])
            value_set(t, set);
    }
    return true;
}

static bool is_pairs(const struct match_problem *p)
{
    return !p->place_least && p->least == 2 && p->most == 2;
}

/* The best sum of worth (aim floor: the highest floor) over all partitions of the free people into sets with at least
 * this `floor`. best[1][set]: with one trio. */
struct layer {
    bool found[SETS];
    int64_t value[SETS];
};

static bool better(const struct brute_table *t, struct layer *to, unsigned all, const struct layer *from, unsigned rest,
                   unsigned set, int64_t floor, bool for_floor)
{
    if (!t->ok[set] || !from->found[rest] || t->floor[set] < floor)
        return false;
    int64_t value = from->value[rest] + t->worth[set];
    if (for_floor)
        value = from->value[rest] < t->floor[set] ? from->value[rest] : t->floor[set];
    if (to->found[all] && to->value[all] >= value)
        return false;
    to->found[all] = true;
    to->value[all] = value;
    return true;
}

static void start_layer(struct layer *l, bool for_floor)
{
    memset(l->found, 0, sizeof l->found);
    l->found[0] = true;
    l->value[0] = for_floor ? INT64_MAX : 0;
}

static bool best_in_places(const struct brute_table *t, struct layer *layers, int64_t floor, bool for_floor,
                           int64_t *value)
{
    const struct match_problem *p = t->p;
    start_layer(&layers[0], for_floor);
    for (int k = 0; k < p->places; k++) {
        struct layer *from = &layers[k % 2], *to = &layers[(k + 1) % 2];
        memset(to->found, 0, sizeof to->found);
        for (unsigned all = t->free; all; all = (all - 1) & t->free)
            for (unsigned set = all; set; set = (set - 1) & all)
                if (size_of(set) >= p->place_least[k] && size_of(set) <= p->place_most[k])
                    better(t, to, all, from, all & ~set, set, floor, for_floor);
    }
    *value = layers[p->places % 2].value[t->free];
    return layers[p->places % 2].found[t->free];
}

static bool best_in_sizes(const struct brute_table *t, struct layer *layers, int64_t floor, bool for_floor,
                          int64_t *value)
{
    const struct match_problem *p = t->p;
    bool pairs = is_pairs(p) && t->sizes;
    int least = t->sizes ? p->least : 1, most = t->sizes ? p->most : p->n, odd = pairs && size_of(t->free) % 2;
    start_layer(&layers[0], for_floor);
    start_layer(&layers[1], for_floor);
    layers[1].found[0] = false;
    for (unsigned all = 1; all <= t->free; all++) {
        if (all & ~t->free)
            continue;
        unsigned rest = all & (all - 1), low = all & ~rest;
        for (unsigned part = rest;; part = (part - 1) & rest) {
            unsigned set = part | low;
            int size = size_of(set);
            if (size >= least && size <= most) {
                better(t, &layers[0], all, &layers[0], all & ~set, set, floor, for_floor);
                better(t, &layers[1], all, &layers[1], all & ~set, set, floor, for_floor);
            }
            if (odd && size == 3)
                better(t, &layers[1], all, &layers[0], all & ~set, set, floor, for_floor);
            if (part == 0)
                break;
        }
    }
    *value = layers[odd].value[t->free];
    return layers[odd].found[t->free];
}

static bool best(const struct brute_table *t, int64_t floor, bool for_floor, int64_t *value)
{
    struct layer *layers = calloc(2, sizeof *layers);
    bool found = t->p->place_least && t->sizes ? best_in_places(t, layers, floor, for_floor, value)
                                               : best_in_sizes(t, layers, floor, for_floor, value);
    free(layers);
    return found;
}

void brute_solve(const struct match_problem *p, struct brute *answer)
{
    struct brute_table *t = calloc(1, sizeof *t);
    *t = (struct brute_table){.p = p, .sizes = true};
    *answer = (struct brute){0};
    int64_t floor = INT64_MIN;
    answer->feasible = fill(t) && (p->aim != MATCH_FAIREST || best(t, INT64_MIN, true, &floor)) &&
                       best(t, floor, false, &answer->worth);
    answer->worth += t->locked_worth;
    answer->floor = floor == INT64_MAX ? 0 : floor;
    free(t);
}

bool brute_feasible(const struct match_problem *p, const bool *use, bool sizes)
{
    struct brute_table *t = calloc(1, sizeof *t);
    bool feasible = true;
    for (int k = 0; feasible && k < (p->rounds > 1 ? p->rounds : 1); k++) {
        int64_t value;
        *t = (struct brute_table){.p = p, .use = use, .sizes = sizes, .round = k};
        feasible = fill(t) && best(t, INT64_MIN, false, &value);
    }
    free(t);
    return feasible;
}

/* ---- rounds ---- */

enum { MOST_WAYS = 4000, MOST_ROUNDS = 4 };

struct ways {
    int count;
    uint64_t meets[MOST_WAYS]; /* pairs, as bits */
    int64_t worth[MOST_WAYS];
};

static uint64_t meetings(unsigned set)
{
    uint64_t bits = 0;
    for (int i = 0; i < 6; i++)
        for (int j = 0; j < i; j++)
            if ((set >> i & 1) && (set >> j & 1))
                bits |= UINT64_C(1) << (i * 6 + j);
    return bits;
}

/* Lists all arrangements of `left`, with `trios` trios still to make; the places in `used` are full. */
static void list_ways(const struct brute_table *t, struct ways *w, unsigned left, unsigned used, int trios,
                      uint64_t meets, int64_t worth)
{
    const struct match_problem *p = t->p;
    if (left == 0) {
        bool all_used = !p->place_least || used == (1u << p->places) - 1;
        if (trios == 0 && all_used && w->count < MOST_WAYS) {
            w->meets[w->count] = meets;
            w->worth[w->count++] = worth;
        }
        return;
    }
    unsigned rest = left & (left - 1), low = left & ~rest;
    for (unsigned part = rest;; part = (part - 1) & rest) {
        unsigned set = part | low;
        int size = size_of(set);
        uint64_t more = meets | meetings(set);
        for (int k = 0; t->ok[set] && p->place_least && k < p->places; k++)
            if (!(used >> k & 1) && size >= p->place_least[k] && size <= p->place_most[k])
                list_ways(t, w, left & ~set, used | 1u << k, trios, more, worth + t->worth[set]);
        if (t->ok[set] && !p->place_least && size >= p->least && size <= p->most)
            list_ways(t, w, left & ~set, 0, trios, more, worth + t->worth[set]);
        else if (t->ok[set] && trios > 0 && size == 3)
            list_ways(t, w, left & ~set, 0, trios - 1, more, worth + t->worth[set]);
        if (part == 0)
            break;
    }
}

static bool combine(const struct ways *ways, int rounds, uint64_t met, int64_t *worth)
{
    bool found = false;
    int64_t most = 0;
    if (rounds == 0) {
        *worth = 0;
        return true;
    }
    for (int k = 0; k < ways->count; k++) {
        int64_t rest;
        if ((ways->meets[k] & met) || !combine(ways + 1, rounds - 1, met | ways->meets[k], &rest))
            continue;
        most = !found || ways->worth[k] + rest > most ? ways->worth[k] + rest : most;
        found = true;
    }
    *worth = most;
    return found;
}

static uint64_t locked_meetings(const struct brute_table *t)
{
    uint64_t bits = 0;
    for (size_t k = 0; k < t->p->rule_count; k++)
        if (t->p->rules[k].type == MATCH_LOCKED && in_force(t, k))
            bits |= meetings(bits_of(&t->p->rules[k]));
    return bits;
}

bool brute_rounds(const struct match_problem *p, int64_t *worth)
{
    struct brute_table *t = calloc(1, sizeof *t);
    struct ways *ways = calloc(MOST_ROUNDS, sizeof *ways);
    bool found = p->n <= 6 && p->rounds <= MOST_ROUNDS;
    for (int k = 0; found && k < p->rounds; k++) {
        *t = (struct brute_table){.p = p, .sizes = true, .round = k};
        found = fill(t);
        if (found)
            list_ways(t, &ways[k], t->free, 0, is_pairs(p) && size_of(t->free) % 2, locked_meetings(t),
                      t->locked_worth);
    }
    found = found && combine(ways, p->rounds, 0, worth);
    free(ways);
    free(t);
    return found;
}
