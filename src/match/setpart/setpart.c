#include "match/setpart/setpart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "match/feasible/counting.h"
#include "match/setpart/column_set.h"
#include "match/setpart/program.h"

enum {
    SCALE = 1024,       /* prices are whole multiples of 1/SCALE */
    BEST_A_PERSON = 3,  /* groups for each person that sifting adds at once */
    MOST_WHOLE = 60000, /* groups, at most, for branch and bound */
    BLOCK = 100000,     /* groups priced between two calls of the watch */
};

struct priced_group {
    int64_t value; /* its reduced cost */
    size_t column;
};

struct sift {
    const struct rules *r;
    struct watch *w;
    struct counting_sizes sizes;
    struct column_set columns;
    struct setpart_program *program;
    size_t *added; /* columns of the groups in the program */
    size_t added_count, added_cap;
    bool *is_added;
    int64_t *price;       /* n + 1, the last 0: prices of people, scaled */
    int64_t of_group;     /* price of a group, scaled */
    int64_t most_reduced; /* highest reduced cost of any group in the last pricing */
    int64_t bound;
    int64_t least_floor;
    struct priced_group *best_groups; /* n x BEST_A_PERSON: the groups of each person with the highest reduced cost */
};

/* ---- places ---- */

static bool same_places(const struct match_problem *p)
{
    for (int k = 1; p->place_least && k < p->places; k++)
        if (p->place_least[k] != p->place_least[0] || p->place_most[k] != p->place_most[0])
            return false;
    return true;
}

static double groups_of_size(int n, int size)
{
    double groups = 1;
    for (int i = 0; i < size; i++)
        groups *= (double)(n - i) / (i + 1);
    return groups;
}

bool setpart_fits(const struct rules *r)
{
    struct counting_sizes sizes = counting_sizes(r);
    if (r->n <= SETPART_FEW)
        return true;
    if (!same_places(r->problem) || sizes.most > COLUMN_SET_MOST_PEOPLE)
        return false;
    double groups = 0;
    for (int size = sizes.least; size <= sizes.most; size++)
        groups += groups_of_size(r->n, size);
    return groups <= SETPART_MOST_GROUPS;
}

/* ---- pricing ---- */

/* The reduced cost of a group: what it is worth above its prices. */
static int64_t reduced_cost(const struct sift *s, size_t column)
{
    const struct column_set *c = &s->columns;
    const uint16_t *people = c->people + column * (size_t)c->width;
    int64_t cost = (int64_t)c->worth[column] * SCALE - s->of_group;
    for (int i = 0; i < c->width; i++)
        cost -= s->price[people[i]];
    return cost;
}

static bool reaches_floor(const struct sift *s, size_t column)
{
    return !s->columns.floor || s->columns.floor[column] >= s->least_floor;
}

static void note_group(struct sift *s, int person, int64_t value, size_t column)
{
    struct priced_group *best = s->best_groups + person * BEST_A_PERSON;
    int at = BEST_A_PERSON;
    while (at > 0 && best[at - 1].value < value)
        at--;
    if (at == BEST_A_PERSON)
        return;
    memmove(best + at + 1, best + at, (size_t)(BEST_A_PERSON - 1 - at) * sizeof *best);
    best[at] = (struct priced_group){value, column};
}

/* Computes the reduced cost of all groups, and the best groups of each person. False: stopped. */
static bool price_all(struct sift *s)
{
    const struct column_set *c = &s->columns;
    s->most_reduced = INT64_MIN;
    for (int i = 0; i < s->r->n * BEST_A_PERSON; i++)
        s->best_groups[i] = (struct priced_group){0, 0};
    for (size_t start = 0; start < c->count; start += BLOCK) {
        size_t end = c->count - start < BLOCK ? c->count : start + BLOCK;
        for (size_t j = start; j < end; j++) {
            int64_t value = reduced_cost(s, j);
            if (value <= s->most_reduced && value <= 0)
                continue;
            if (!reaches_floor(s, j))
                continue;
            s->most_reduced = value > s->most_reduced ? value : s->most_reduced;
            const uint16_t *people = c->people + j * (size_t)c->width;
            for (int i = 0; i < c->width && value > 0 && people[i] < s->r->n; i++)
                if (value > s->best_groups[people[i] * BEST_A_PERSON + BEST_A_PERSON - 1].value)
                    note_group(s, people[i], value, j);
        }
        if (watch_work(s->w, (uint64_t)(c->width + 2) * BLOCK / 5))
            return false;
    }
    return true;
}

static int64_t sum_of_prices(const struct sift *s)
{
    int64_t sum = 0;
    for (int i = 0; i < s->r->n; i++)
        sum += s->price[i];
    return sum;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* A bound, scaled: no group has a higher reduced cost than most_reduced, so k groups are worth at most the prices of
 * all people and k times the price of a group plus most_reduced. `others`: one of the groups is counted elsewhere. */
static int64_t limit(const struct sift *s, int others)
{
    int64_t each = s->of_group + s->most_reduced, most = INT64_MIN;
    for (int end = 0; end < 2; end++) {
        int64_t k = end ? s->sizes.highest : s->sizes.fewest;
        int64_t value = (k - others) * each + (others ? s->of_group : 0);
        most = value > most ? value : most;
    }
    return sum_of_prices(s) + most;
}

static void add_group(struct sift *s, size_t column)
{
    if (s->is_added[column])
        return;
    s->is_added[column] = true;
    GROW(s->added, s->added_count + 1, s->added_cap);
    s->added[s->added_count++] = column;
    program_add(s->program, &s->columns, column, s->columns.worth[column]);
}

static void add_best_groups(struct sift *s)
{
    for (int i = 0; i < s->r->n * BEST_A_PERSON; i++)
        if (s->best_groups[i].value > 0)
            add_group(s, s->best_groups[i].column);
}

/* ---- sifting ---- */

/* Half of what everybody gets in the present solution: with these prices its groups have reduced cost 0. */
static void first_prices(struct sift *s, const struct seating *best)
{
    const struct rules *r = s->r;
    for (int i = 0; i < r->n; i++) {
        const int32_t *row = r->score + (size_t)i * (size_t)r->n;
        int64_t gets = 0;
        for (int j = 0; j < r->n; j++)
            gets += best->found ? (best->place[j] == best->place[i] ? row[j] : 0) : row[j];
        s->price[i] =
            best->found ? gets * SCALE / 2 : gets * SCALE / 2 * (s->sizes.most - 1) / (r->n > 1 ? r->n - 1 : 1);
    }
}

/* Finds the groups of a solution among the columns and adds them: so the program is feasible from the start. */
static void add_seating(struct sift *s, const struct seating *best)
{
    const struct column_set *c = &s->columns;
    for (size_t j = 0; best->found && j < c->count; j++) {
        const uint16_t *people = c->people + j * (size_t)c->width;
        int place = best->place[people[0]], in = 0, size = column_set_size(c, j, s->r->n);
        bool together = true;
        for (int i = 1; i < size && together; i++)
            together = best->place[people[i]] == place;
        for (int i = 0; i < s->r->n && together; i++)
            in += best->place[i] == place;
        if (together && in == size && reaches_floor(s, j))
            add_group(s, j);
    }
}

static void note_bound(struct sift *s)
{
    int64_t bound = floor_div(limit(s, 0), SCALE);
    if (bound < s->bound) {
        s->bound = bound;
        watch_bound(s->w, bound);
    }
}

/* Sifts until no group has a positive reduced cost, or the bound is reached. False: stopped. */
static bool sift(struct sift *s, const struct seating *best, int64_t *kept_price)
{
    double *price = xcalloc((size_t)s->r->n + 1, sizeof *price), of_group;
    int64_t least_limit = INT64_MAX, *last = xcalloc((size_t)s->r->n + 2, sizeof *last);
    bool going = price_all(s);
    while (going) {
        int64_t now = limit(s, 0);
        note_bound(s);
        if (now < least_limit) { /* a copy of the prices with the best bound, for the removal of groups */
            least_limit = now;
            memcpy(kept_price, s->price, (size_t)s->r->n * sizeof *kept_price);
            kept_price[s->r->n] = s->of_group;
            kept_price[s->r->n + 1] = s->most_reduced;
        }
        if (best->found && best->worth >= s->bound)
            break;
        size_t before = s->added_count;
        add_best_groups(s);
        if (s->added_count == before && before > 0 && s->most_reduced <= SCALE / 64)
            break;
        if (!program_solve(s->program, s->w, price, &of_group) && s->w->stopped) {
            going = false;
            break;
        }
        for (int i = 0; i < s->r->n; i++)
            s->price[i] = (int64_t)floor(price[i] * SCALE + 0.5);
        s->of_group = (int64_t)floor(of_group * SCALE + 0.5);
        if (memcmp(last, s->price, (size_t)s->r->n * sizeof *last) == 0 && last[s->r->n] == s->of_group &&
            s->added_count == before)
            break;
        memcpy(last, s->price, (size_t)s->r->n * sizeof *last);
        last[s->r->n] = s->of_group;
        going = price_all(s);
    }
    free(price);
    free(last);
    return going;
}

/* ---- the integer program ---- */

static void seat(struct sift *s, struct seating *best, const size_t *columns, const size_t *chosen, int count)
{
    const struct column_set *c = &s->columns;
    for (int g = 0; g < count; g++) {
        const uint16_t *people = c->people + columns[chosen[g]] * (size_t)c->width;
        for (int i = 0; i < c->width && people[i] < s->r->n; i++)
            best->place[people[i]] = g;
    }
    best->places = count;
    best->found = true;
    seating_value(best, s->r);
    watch_better(s->w, s->r, best, 1);
}

static int64_t whole(int64_t scaled)
{
    return floor_div(scaled + SCALE / 2, SCALE);
}

/* Integer prices of each person, and of a group if all solutions have the same number of groups. Else the price of
 * groups is distributed over the people, as for `places` groups. */
struct whole_prices {
    int64_t *of, of_group, sum;
};

static struct whole_prices whole_prices(const struct sift *s, int places)
{
    int n = s->r->n;
    bool as_many = s->sizes.fewest == s->sizes.highest;
    struct whole_prices w = {.of = xcalloc((size_t)n + 1, sizeof *w.of), .of_group = as_many ? whole(s->of_group) : 0};
    w.sum = s->sizes.fewest * w.of_group;
    for (int i = 0; i < n; i++) {
        w.of[i] = whole(s->price[i]) + (as_many ? 0 : whole(s->of_group * places / n));
        w.sum += w.of[i];
    }
    return w;
}

/* The worth of a group minus its prices. Every solution has the same sum of prices, so the optimum is the same, and
 * large numbers become small. */
static int64_t worth_above_prices(const struct sift *s, const struct whole_prices *w, size_t column)
{
    const struct column_set *c = &s->columns;
    const uint16_t *people = c->people + column * (size_t)c->width;
    int64_t worth = c->worth[column] - w->of_group;
    for (int i = 0; i < c->width; i++)
        worth -= w->of[people[i]];
    return worth;
}

/* Solves the integer program over all groups that can be in a solution worth at least `wanted` (INT64_MIN: in any).
 * MATCH_INFEASIBLE: there is no such solution. */
static enum match_state choose_whole(struct sift *s, struct seating *best, int64_t wanted)
{
    size_t *kept = NULL, kept_count = 0, cap = 0, *chosen = xcalloc((size_t)s->r->n + 1, sizeof *chosen);
    int64_t others = limit(s, 1);
    bool any = wanted == INT64_MIN;
    enum match_state state = MATCH_UNKNOWN;
    for (size_t j = 0; j < s->columns.count; j++)
        if ((any || others + reduced_cost(s, j) >= wanted * SCALE) && reaches_floor(s, j)) {
            GROW(kept, kept_count + 1, cap);
            kept[kept_count++] = j;
        }
    watch_work(s->w, s->columns.count);
    if (kept_count <= MOST_WHOLE && !s->w->stopped) {
        int count, how = PROGRAM_NONE;
        struct whole_prices prices = whole_prices(s, best->found ? best->places : s->sizes.fewest);
        struct setpart_program *p = program_new(s->r->n, s->sizes.fewest, s->sizes.highest, 1);
        for (size_t i = 0; i < kept_count; i++)
            program_add(p, &s->columns, kept[i], worth_above_prices(s, &prices, kept[i]));
        if (kept_count > 0)
            how = program_whole(p, any ? wanted : wanted - prices.sum, s->w, chosen, &count);
        if (how != PROGRAM_NONE && count > 0)
            seat(s, best, kept, chosen, count);
        state = how == PROGRAM_NONE ? MATCH_INFEASIBLE : how == PROGRAM_BEST ? MATCH_FEASIBLE : MATCH_UNKNOWN;
        free(prices.of);
        program_free(p);
    }
    free(kept);
    free(chosen);
    return state;
}

/* Solves with the groups where everybody gets at least least_floor. Lowers *bound to what is proved. MATCH_FEASIBLE:
 * *best is proved optimal. MATCH_INFEASIBLE: there is no solution. */
static enum match_state solve_at_floor(struct sift *s, struct seating *best, int64_t *bound)
{
    const struct rules *r = s->r;
    int64_t most = 1, *kept = xcalloc((size_t)r->n + 2, sizeof *kept);
    enum match_state state = MATCH_UNKNOWN;
    for (size_t j = 0; j < s->columns.count; j++)
        most = llabs(s->columns.worth[j]) > most ? llabs(s->columns.worth[j]) : most;
    s->program = program_new(r->n, s->sizes.fewest, s->sizes.highest, 4.0 * (double)most * s->sizes.highest);
    s->added_count = 0;
    memset(s->is_added, 0, s->columns.count);
    s->bound = INT64_MAX;
    s->of_group = 0;
    first_prices(s, best);
    add_seating(s, best);
    bool whole = sift(s, best, kept);
    if (whole && best->found && best->worth >= s->bound)
        state = MATCH_FEASIBLE;
    else if (whole && s->added_count > 0 && !best->found && program_lacks(s->program) && s->most_reduced <= SCALE / 64)
        state = MATCH_INFEASIBLE;
    else if (whole) {
        memcpy(s->price, kept, (size_t)r->n * sizeof *kept);
        s->of_group = kept[r->n];
        s->most_reduced = kept[r->n + 1];
        state = choose_whole(s, best, best->found ? best->worth + 1 : INT64_MIN);
        if (state == MATCH_INFEASIBLE && best->found)
            state = MATCH_FEASIBLE; /* nothing is better */
        if (state == MATCH_FEASIBLE)
            s->bound = best->worth;
    }
    *bound = s->bound < *bound ? s->bound : *bound;
    program_free(s->program);
    s->program = NULL;
    free(kept);
    return state;
}

/* ---- fairest ---- */

/* A bound on the floor: everybody in the best of all their groups. */
static int64_t highest_floor(const struct sift *s)
{
    const struct column_set *c = &s->columns;
    int64_t least = INT64_MAX, *most = xmalloc(((size_t)s->r->n + 1) * sizeof *most);
    for (int i = 0; i <= s->r->n; i++)
        most[i] = INT64_MIN;
    for (size_t j = 0; j < c->count; j++)
        for (int i = 0; i < c->width; i++) {
            int person = c->people[j * (size_t)c->width + (size_t)i];
            most[person] = c->floor[j] > most[person] ? c->floor[j] : most[person];
        }
    for (int i = 0; i < s->r->n; i++)
        least = most[i] < least ? most[i] : least;
    free(most);
    return least;
}

/* Bisection between a floor that is reached and a bound. Sets least_floor to the best one. */
static void raise_floor(struct sift *s, struct seating *best, int64_t *floor_bound)
{
    int64_t low = best->floor, high = highest_floor(s);
    while (low < high && !s->w->stopped) {
        int64_t middle = low + (high - low + 1) / 2, bound = INT64_MAX;
        struct seating trial;
        seating_init(&trial, s->r->n);
        s->least_floor = middle;
        enum match_state state = solve_at_floor(s, &trial, &bound);
        if (trial.found) {
            memcpy(best->place, trial.place, (size_t)s->r->n * sizeof *best->place);
            best->places = trial.places;
            seating_value(best, s->r);
            low = best->floor > middle ? best->floor : middle;
        } else if (state == MATCH_INFEASIBLE) {
            high = middle - 1;
        }
        seating_release(&trial);
        if (state == MATCH_UNKNOWN)
            break;
    }
    s->least_floor = low;
    *floor_bound = high < *floor_bound ? high : *floor_bound;
}

/* ---- the solver ---- */

static bool everybody_in_some_group(const struct sift *s)
{
    const struct column_set *c = &s->columns;
    bool *in = xcalloc((size_t)s->r->n + 1, 1);
    int missing = s->r->n;
    for (size_t j = 0; j < c->count * (size_t)c->width && missing > 0; j++)
        if (!in[c->people[j]] && c->people[j] < s->r->n) {
            in[c->people[j]] = true;
            missing--;
        }
    free(in);
    return missing == 0;
}

enum match_state setpart_by_program(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best,
                                    int64_t *bound, int64_t *floor_bound)
{
    struct sift s = {.r = r, .w = w, .sizes = counting_sizes(r), .least_floor = INT64_MIN};
    enum match_state state = MATCH_UNKNOWN;
    bool fairest = aim == MATCH_FAIREST;
    if (s.sizes.fewest > s.sizes.highest)
        return MATCH_INFEASIBLE;
    if (column_set_init(&s.columns, r, s.sizes.least, s.sizes.most, fairest, w)) {
        s.is_added = xcalloc(s.columns.count + 1, sizeof *s.is_added);
        s.price = xcalloc((size_t)r->n + 1, sizeof *s.price);
        s.best_groups = xcalloc((size_t)r->n * BEST_A_PERSON + 1, sizeof *s.best_groups);
        if (!everybody_in_some_group(&s))
            state = MATCH_INFEASIBLE;
        else if (!fairest || best->found || solve_at_floor(&s, best, &(int64_t){INT64_MAX}) != MATCH_INFEASIBLE) {
            if (fairest && best->found)
                raise_floor(&s, best, floor_bound);
            state = solve_at_floor(&s, best, bound);
        } else {
            state = MATCH_INFEASIBLE;
        }
    }
    column_set_release(&s.columns);
    free(s.is_added);
    free(s.price);
    free(s.best_groups);
    free(s.added);
    return best->found ? MATCH_FEASIBLE : state;
}

enum match_state setpart_solve(const struct rules *r, enum match_aim aim, uint64_t seed, struct watch *w,
                               struct seating *best, int64_t *bound, int64_t *floor_bound)
{
    (void)seed; /* nothing is random here */
    return r->n <= SETPART_FEW ? setpart_by_table(r, aim, w, best, bound, floor_bound)
                               : setpart_by_program(r, aim, w, best, bound, floor_bound);
}
