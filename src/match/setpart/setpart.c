/* setpart.c: see setpart.h. */
#include "match/setpart/setpart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "match/feasible/counting.h"
#include "match/setpart/columns.h"
#include "match/setpart/program.h"

enum {
    SCALE = 1024,      /* prices are whole multiples of 1/SCALE */
    BEST_A_PERSON = 3, /* groups that sifting takes in at once for each person */
    MOST_WHOLE = 60000, /* groups with which branch and bound is tried */
    BLOCK = 100000,    /* groups priced between two looks at the watch */
};

struct sift {
    const struct rules *r;
    struct watch *w;
    struct counting sizes;
    struct possible columns;
    struct program *program;
    size_t *taken;       /* of the program's groups: their columns */
    size_t taken_count, taken_cap;
    bool *is_taken;
    int64_t *price;      /* n + 1, the last 0: of people, scaled */
    int64_t of_group;    /* of any group, scaled */
    int64_t most_paid;   /* of the last pricing: by any group */
    int64_t bound;
    int64_t least_floor;
    struct paid {
        int64_t value;
        size_t column;
    } *paid;             /* n x BEST_A_PERSON: the best paid groups of each person */
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
    struct counting sizes = counting_sizes(r);
    if (r->n <= SETPART_FEW)
        return true;
    if (!same_places(r->problem) || sizes.most > COLUMN_LONGEST)
        return false;
    double groups = 0;
    for (int size = sizes.least; size <= sizes.most; size++)
        groups += groups_of_size(r->n, size);
    return groups <= SETPART_MOST_GROUPS;
}

/* ---- pricing ---- */

static int64_t pay(const struct sift *s, size_t column)
{
    const struct possible *c = &s->columns;
    const uint16_t *people = c->people + column * (size_t)c->width;
    int64_t pay = (int64_t)c->worth[column] * SCALE - s->of_group;
    for (int i = 0; i < c->width; i++)
        pay -= s->price[people[i]];
    return pay;
}

static bool may_be(const struct sift *s, size_t column)
{
    return !s->columns.floor || s->columns.floor[column] >= s->least_floor;
}

static void note_paid(struct sift *s, int person, int64_t value, size_t column)
{
    struct paid *paid = s->paid + person * BEST_A_PERSON;
    int at = BEST_A_PERSON;
    while (at > 0 && paid[at - 1].value < value)
        at--;
    if (at == BEST_A_PERSON)
        return;
    memmove(paid + at + 1, paid + at, (size_t)(BEST_A_PERSON - 1 - at) * sizeof *paid);
    paid[at] = (struct paid){value, column};
}

/* Puts the prices on all groups: what is paid best, and by whom. False if it was stopped. */
static bool price_all(struct sift *s)
{
    const struct possible *c = &s->columns;
    s->most_paid = INT64_MIN;
    for (int i = 0; i < s->r->n * BEST_A_PERSON; i++)
        s->paid[i] = (struct paid){0, 0};
    for (size_t start = 0; start < c->count; start += BLOCK) {
        size_t end = c->count - start < BLOCK ? c->count : start + BLOCK;
        for (size_t j = start; j < end; j++) {
            int64_t value = pay(s, j);
            if (value <= s->most_paid && value <= 0)
                continue;
            if (!may_be(s, j))
                continue;
            s->most_paid = value > s->most_paid ? value : s->most_paid;
            const uint16_t *people = c->people + j * (size_t)c->width;
            for (int i = 0; i < c->width && value > 0 && people[i] < s->r->n; i++)
                if (value > s->paid[people[i] * BEST_A_PERSON + BEST_A_PERSON - 1].value)
                    note_paid(s, people[i], value, j);
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

/* With the pay of every group at most most_paid, k groups are worth at most the prices of all people and k times what a
 * group costs and pays (in scaled numbers). `others`: that one of the groups is counted elsewhere. */
static int64_t limit(const struct sift *s, int others)
{
    int64_t each = s->of_group + s->most_paid, most = INT64_MIN;
    for (int end = 0; end < 2; end++) {
        int64_t k = end ? s->sizes.highest : s->sizes.fewest;
        int64_t value = (k - others) * each + (others ? s->of_group : 0);
        most = value > most ? value : most;
    }
    return sum_of_prices(s) + most;
}

static void take(struct sift *s, size_t column)
{
    if (s->is_taken[column])
        return;
    s->is_taken[column] = true;
    GROW(s->taken, s->taken_count + 1, s->taken_cap);
    s->taken[s->taken_count++] = column;
    program_add(s->program, &s->columns, column, s->columns.worth[column]);
}

static void take_paid(struct sift *s)
{
    for (int i = 0; i < s->r->n * BEST_A_PERSON; i++)
        if (s->paid[i].value > 0)
            take(s, s->paid[i].column);
}

/* ---- sifting ---- */

/* Half of what everybody gets where they sit: with these prices the groups that sit now are paid nothing. */
static void first_prices(struct sift *s, const struct seating *best)
{
    const struct rules *r = s->r;
    for (int i = 0; i < r->n; i++) {
        const int32_t *row = r->score + (size_t)i * (size_t)r->n;
        int64_t gets = 0;
        for (int j = 0; j < r->n; j++)
            gets += best->found ? (best->place[j] == best->place[i] ? row[j] : 0) : row[j];
        s->price[i] = best->found ? gets * SCALE / 2 : gets * SCALE / 2 * (s->sizes.most - 1) / (r->n > 1 ? r->n - 1 : 1);
    }
}

/* The groups of a seating are among the columns: finds and takes them, so that the program is never without a way. */
static void take_seating(struct sift *s, const struct seating *best)
{
    const struct possible *c = &s->columns;
    for (size_t j = 0; best->found && j < c->count; j++) {
        const uint16_t *people = c->people + j * (size_t)c->width;
        int place = best->place[people[0]], in = 0, size = possible_size(c, j, s->r->n);
        bool together = true;
        for (int i = 1; i < size && together; i++)
            together = best->place[people[i]] == place;
        for (int i = 0; i < s->r->n && together; i++)
            in += best->place[i] == place;
        if (together && in == size && may_be(s, j))
            take(s, j);
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

/* Sifts until no group pays, or the bound meets the best. False if it was stopped. */
static bool sift(struct sift *s, const struct seating *best, int64_t *kept_price)
{
    double *price = xcalloc((size_t)s->r->n + 1, sizeof *price), of_group;
    int64_t least_limit = INT64_MAX, *last = xcalloc((size_t)s->r->n + 2, sizeof *last);
    bool going = price_all(s);
    while (going) {
        int64_t now = limit(s, 0);
        note_bound(s);
        if (now < least_limit) { /* the prices that prove most are kept for dropping groups */
            least_limit = now;
            memcpy(kept_price, s->price, (size_t)s->r->n * sizeof *kept_price);
            kept_price[s->r->n] = s->of_group;
            kept_price[s->r->n + 1] = s->most_paid;
        }
        if (best->found && best->worth >= s->bound)
            break;
        size_t before = s->taken_count;
        take_paid(s);
        if (s->taken_count == before && before > 0 && s->most_paid <= SCALE / 64)
            break;
        if (!program_solve(s->program, s->w, price, &of_group) && s->w->stopped) {
            going = false;
            break;
        }
        for (int i = 0; i < s->r->n; i++)
            s->price[i] = (int64_t)floor(price[i] * SCALE + 0.5);
        s->of_group = (int64_t)floor(of_group * SCALE + 0.5);
        if (memcmp(last, s->price, (size_t)s->r->n * sizeof *last) == 0 && last[s->r->n] == s->of_group && s->taken_count == before)
            break;
        memcpy(last, s->price, (size_t)s->r->n * sizeof *last);
        last[s->r->n] = s->of_group;
        going = price_all(s);
    }
    free(price);
    free(last);
    return going;
}

/* ---- whole groups ---- */

static void seat(struct sift *s, struct seating *best, const size_t *columns, const size_t *chosen, int count)
{
    const struct possible *c = &s->columns;
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

/* Whole prices: of each person, and of a group where all seatings have as many; else the groups' are laid on people, so that
 * they come to the same with `places` groups. */
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

/* What a group is worth beyond its prices: every seating loses their sum by that, and numbers that were large and hardly
 * differed become small. */
static int64_t beyond(const struct sift *s, const struct whole_prices *w, size_t column)
{
    const struct possible *c = &s->columns;
    const uint16_t *people = c->people + column * (size_t)c->width;
    int64_t worth = c->worth[column] - w->of_group;
    for (int i = 0; i < c->width; i++)
        worth -= w->of[people[i]];
    return worth;
}

/* Decides among all groups that can be in a seating worth at least `wanted` (INT64_MIN: in any). MATCH_INFEASIBLE: there is no
 * such seating. */
static enum match_state choose_whole(struct sift *s, struct seating *best, int64_t wanted)
{
    size_t *kept = NULL, kept_count = 0, cap = 0, *chosen = xcalloc((size_t)s->r->n + 1, sizeof *chosen);
    int64_t others = limit(s, 1);
    bool any = wanted == INT64_MIN;
    enum match_state state = MATCH_UNKNOWN;
    for (size_t j = 0; j < s->columns.count; j++)
        if ((any || others + pay(s, j) >= wanted * SCALE) && may_be(s, j)) {
            GROW(kept, kept_count + 1, cap);
            kept[kept_count++] = j;
        }
    watch_work(s->w, s->columns.count);
    if (kept_count <= MOST_WHOLE && !s->w->stopped) {
        int count, how = PROGRAM_NONE;
        struct whole_prices prices = whole_prices(s, best->found ? best->places : s->sizes.fewest);
        struct program *p = program_new(s->r->n, s->sizes.fewest, s->sizes.highest, 1);
        for (size_t i = 0; i < kept_count; i++)
            program_add(p, &s->columns, kept[i], beyond(s, &prices, kept[i]));
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

/* Sifts among the groups where everybody gets at least least_floor. *bound is lowered to what is proved; MATCH_FEASIBLE: *best
 * is the best of these, proved; MATCH_INFEASIBLE: there is none. */
static enum match_state solve_at_floor(struct sift *s, struct seating *best, int64_t *bound)
{
    const struct rules *r = s->r;
    int64_t most = 1, *kept = xcalloc((size_t)r->n + 2, sizeof *kept);
    enum match_state state = MATCH_UNKNOWN;
    for (size_t j = 0; j < s->columns.count; j++)
        most = llabs(s->columns.worth[j]) > most ? llabs(s->columns.worth[j]) : most;
    s->program = program_new(r->n, s->sizes.fewest, s->sizes.highest, 4.0 * (double)most * s->sizes.highest);
    s->taken_count = 0;
    memset(s->is_taken, 0, s->columns.count);
    s->bound = INT64_MAX;
    s->of_group = 0;
    first_prices(s, best);
    take_seating(s, best);
    bool whole = sift(s, best, kept);
    if (whole && best->found && best->worth >= s->bound)
        state = MATCH_FEASIBLE;
    else if (whole && s->taken_count > 0 && !best->found && program_lacks(s->program) && s->most_paid <= SCALE / 64)
        state = MATCH_INFEASIBLE;
    else if (whole) {
        memcpy(s->price, kept, (size_t)r->n * sizeof *kept);
        s->of_group = kept[r->n];
        s->most_paid = kept[r->n + 1];
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

/* The most that the one who gets least can get at all: everybody in the best of their groups. */
static int64_t highest_floor(const struct sift *s)
{
    const struct possible *c = &s->columns;
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

/* Halves the way between a floor that holds and one that does not. Leaves least_floor at the best one. */
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

/* ---- all ---- */

static bool everybody_in_some_group(const struct sift *s)
{
    const struct possible *c = &s->columns;
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

enum match_state setpart_program(const struct rules *r, enum match_aim aim, struct watch *w, struct seating *best, int64_t *bound,
                                 int64_t *floor_bound)
{
    struct sift s = {.r = r, .w = w, .sizes = counting_sizes(r), .least_floor = INT64_MIN};
    enum match_state state = MATCH_UNKNOWN;
    bool fairest = aim == MATCH_FAIREST;
    if (s.sizes.fewest > s.sizes.highest)
        return MATCH_INFEASIBLE;
    if (possible_init(&s.columns, r, s.sizes.least, s.sizes.most, fairest, w)) {
        s.is_taken = xcalloc(s.columns.count + 1, sizeof *s.is_taken);
        s.price = xcalloc((size_t)r->n + 1, sizeof *s.price);
        s.paid = xcalloc((size_t)r->n * BEST_A_PERSON + 1, sizeof *s.paid);
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
    possible_release(&s.columns);
    free(s.is_taken);
    free(s.price);
    free(s.paid);
    free(s.taken);
    return best->found ? MATCH_FEASIBLE : state;
}

enum match_state setpart_solve(const struct rules *r, enum match_aim aim, uint64_t seed, struct watch *w, struct seating *best,
                               int64_t *bound, int64_t *floor_bound)
{
    (void)seed; /* there is nothing to be chosen by chance */
    return r->n <= SETPART_FEW ? setpart_table(r, aim, w, best, bound, floor_bound)
                               : setpart_program(r, aim, w, best, bound, floor_bound);
}
