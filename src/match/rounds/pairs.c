#include "match/rounds/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { MOST_PASSES = 6, MOST_REPAIRS = 400, MOST_SHAKES = 1000 };

/* Passes that improve the sum end after so many operations, */
static const uint64_t MOST_IMPROVEMENT = 400 * 1000 * 1000;
/* random changes after so many, */
static const uint64_t MOST_SHAKING = 100 * 1000 * 1000;
/* and so much work may remain after a stop. */
static const uint64_t MOST_AFTER_STOP = 25 * 1000 * 1000;

/* ---- meetings ---- */

static uint16_t *met(const struct pair_rounds *s, int one, int other)
{
    return &s->met[(size_t)one * (size_t)s->people + (size_t)other];
}

void pair_rounds_count_meetings(struct pair_rounds *s, int round, int sign)
{
    const struct rules *r = &s->rounds[round];
    const int *place = s->places[round].place;
    int *first = xmalloc((size_t)r->n * sizeof *first + 1), *next = xmalloc((size_t)r->n * sizeof *next + 1);
    for (int i = 0; i < r->n; i++)
        first[i] = -1;
    for (int i = 0; i < r->n; i++) { /* lists of the people of each place; at most three */
        next[i] = first[place[i]];
        first[place[i]] = i;
        for (int j = next[i]; j >= 0; j = next[j]) {
            *met(s, r->person[i], r->person[j]) = (uint16_t)(*met(s, r->person[i], r->person[j]) + sign);
            *met(s, r->person[j], r->person[i]) = *met(s, r->person[i], r->person[j]);
        }
    }
    free(first);
    free(next);
}

int pair_rounds_repeats(const struct pair_rounds *s)
{
    int repeats = 0;
    for (int i = 0; i < s->people; i++)
        for (int j = i + 1; j < s->people; j++)
            repeats += *met(s, i, j) > 1 ? *met(s, i, j) - 1 : 0;
    return repeats;
}

int64_t pair_rounds_worth(const struct pair_rounds *s)
{
    int64_t worth = 0;
    for (int k = 0; k < s->count; k++)
        worth += s->places[k].worth;
    return worth;
}

/* ---- one round, the others fixed ---- */

enum manner {
    MANNER_NEW,    /* only pairs that have not met */
    MANNER_SOFT,   /* pairs that have met, at a cost */
    MANNER_RANDOM, /* as NEW, with random scores: a different round */
    MANNER_SHAKEN, /* as NEW, with a small random change of the scores */
};

static uint64_t hash(uint64_t seed, size_t at)
{
    uint64_t x = seed * 0x9E3779B97F4A7C15u + at + 1; /* the mixing of S. Vigna's splitmix64 */
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* The cost of a repeat: more than the scores of other pairs can outweigh. */
static int32_t repeat_cost(const struct rules *r)
{
    int32_t most = 1;
    size_t size = (size_t)r->n * (size_t)r->n;
    for (size_t i = 0; i < size; i++) {
        int32_t score = r->score[i] < 0 ? -r->score[i] : r->score[i];
        most = score > most ? score : most;
    }
    return most > INT32_MAX / 16 ? INT32_MAX / 2 : 8 * most;
}

/* Solves round k, which must not be counted in `met`. The worth of `seating` is by its own scores. */
static enum match_state seat_round(struct pair_rounds *s, int k, enum manner manner, uint64_t seed,
                                   struct seating *seating)
{
    const struct rules *r = &s->rounds[k];
    size_t n = (size_t)r->n;
    struct rules changed = *r;
    int32_t cost = repeat_cost(r);
    uint64_t shake = (uint64_t)cost / (32u << seed % 4) + 2; /* up to a quarter of the highest score */
    changed.score = xmalloc(n * n * sizeof *changed.score + 1);
    changed.apart = xmalloc(n * n * sizeof *changed.apart + 1);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            size_t at = i * n + j;
            int times = *met(s, r->person[i], r->person[j]);
            changed.score[at] = r->score[at] - (times && manner == MANNER_SOFT ? cost : 0);
            changed.apart[at] = r->apart[at] || (times && manner != MANNER_SOFT);
            if (manner == MANNER_RANDOM)
                changed.score[at] = (int32_t)(hash(seed, i < j ? at : j * n + i) % 1000);
            if (manner == MANNER_SHAKEN)
                changed.score[at] += (int32_t)(hash(seed, i < j ? at : j * n + i) % shake);
        }
    int64_t bound, floor_bound;
    enum match_aim aim = manner == MANNER_NEW ? s->aim : MATCH_TOTAL;
    enum match_state state = pairs_find(&changed, aim, s->watch, seating, &bound, &floor_bound, NULL);
    if (state == MATCH_FEASIBLE)
        seating_value(seating, r);
    free(changed.score);
    free(changed.apart);
    return state;
}

static bool is_better(const struct pair_rounds *s, const struct seating *new, const struct seating *old)
{
    if (s->aim == MATCH_FAIREST && new->floor != old->floor)
        return new->floor > old->floor;
    return new->worth > old->worth;
}

/* ---- improvement of a complete plan ---- */

/* Solves one round again; true if that is better. */
static bool improve_round(struct pair_rounds *s, int k)
{
    struct seating *now = &s->places[k], other;
    seating_init(&other, now->n);
    pair_rounds_count_meetings(s, k, -1);
    bool better = seat_round(s, k, MANNER_NEW, 0, &other) == MATCH_FEASIBLE && is_better(s, &other, now);
    if (better)
        seating_copy(now, &other);
    pair_rounds_count_meetings(s, k, 1);
    seating_release(&other);
    return better;
}

/* Solves two rounds again, the first in this manner; true if both together are better. */
static bool improve_two(struct pair_rounds *s, int a, int b, enum manner manner, uint64_t seed)
{
    struct seating one, two;
    seating_init(&one, s->places[a].n);
    seating_init(&two, s->places[b].n);
    seating_copy(&one, &s->places[a]);
    seating_copy(&two, &s->places[b]);
    int64_t before = one.worth + two.worth, floor = one.floor < two.floor ? one.floor : two.floor;
    pair_rounds_count_meetings(s, a, -1);
    pair_rounds_count_meetings(s, b, -1);
    bool found = seat_round(s, a, manner, seed, &s->places[a]) == MATCH_FEASIBLE;
    if (found) {
        pair_rounds_count_meetings(s, a, 1);
        found = seat_round(s, b, MANNER_NEW, 0, &s->places[b]) == MATCH_FEASIBLE;
        bool fair = s->aim != MATCH_FAIREST || (s->places[a].floor >= floor && s->places[b].floor >= floor);
        if (found && fair && s->places[a].worth + s->places[b].worth > before) {
            pair_rounds_count_meetings(s, b, 1);
            seating_release(&one);
            seating_release(&two);
            return true;
        }
        pair_rounds_count_meetings(s, a, -1);
    }
    seating_copy(&s->places[a], &one);
    seating_copy(&s->places[b], &two);
    pair_rounds_count_meetings(s, a, 1);
    pair_rounds_count_meetings(s, b, 1);
    seating_release(&one);
    seating_release(&two);
    return false;
}

static void improve(struct pair_rounds *s)
{
    uint64_t end = s->watch->operations + MOST_IMPROVEMENT;
    bool better = s->count > 1;
    for (int pass = 0; better && pass < MOST_PASSES; pass++) {
        better = false;
        for (int k = 0; k < s->count && !s->watch->stopped && s->watch->operations < end; k++)
            better |= improve_round(s, k);
        for (int a = 0; a < s->count; a++)
            for (int b = 0; b < s->count && !s->watch->stopped && s->watch->operations < end; b++)
                better |= a != b && improve_two(s, a, b, MANNER_NEW, 0);
        if (better)
            watch_better(s->watch, s->rounds, s->places, s->count);
    }
}

/* Solves two random rounds again and again, the first with a small random change of the scores. */
static void shake(struct pair_rounds *s)
{
    uint64_t end = s->watch->operations + MOST_SHAKING, seed = s->rounds[0].problem->seed;
    bool better = false;
    for (uint64_t i = 0; i < MOST_SHAKES && pair_rounds_worth(s) < s->bound; i++) {
        if (s->watch->stopped || s->watch->operations >= end)
            break;
        uint64_t chance = hash(seed, (size_t)i), count = (uint64_t)s->count;
        int a = (int)(chance % count), b = (int)((uint64_t)a + 1 + chance / count % (count - 1)) % s->count;
        better |= improve_two(s, a, b, MANNER_SHAKEN, hash(seed + 1, (size_t)i));
    }
    if (better)
        watch_better(s->watch, s->rounds, s->places, s->count);
}

/* ---- fewer repeats ---- */

static int repeating_round(const struct pair_rounds *s, int from)
{
    for (int i = 0; i < s->count; i++) {
        int k = (from + i) % s->count;
        const struct rules *r = &s->rounds[k];
        for (int a = 0; a < r->n; a++)
            for (int b = a + 1; b < r->n; b++)
                if (s->places[k].place[a] == s->places[k].place[b] && *met(s, r->person[a], r->person[b]) > 1)
                    return k;
    }
    return -1;
}

/* Another round becomes random, then the round with repeats is solved again. Undone if that makes more repeats. */
static void repair_once(struct pair_rounds *s, int bad, int other, uint64_t seed)
{
    struct seating one, two;
    int before = pair_rounds_repeats(s);
    seating_init(&one, s->places[bad].n);
    seating_init(&two, s->places[other].n);
    seating_copy(&one, &s->places[bad]);
    seating_copy(&two, &s->places[other]);
    pair_rounds_count_meetings(s, bad, -1);
    pair_rounds_count_meetings(s, other, -1);
    if (bad == other || seat_round(s, other, MANNER_RANDOM, seed, &s->places[other]) != MATCH_FEASIBLE)
        seating_copy(&s->places[other], &two);
    pair_rounds_count_meetings(s, other, 1);
    if (seat_round(s, bad, MANNER_SOFT, 0, &s->places[bad]) != MATCH_FEASIBLE)
        seating_copy(&s->places[bad], &one);
    pair_rounds_count_meetings(s, bad, 1);
    if (pair_rounds_repeats(s) > before) {
        pair_rounds_count_meetings(s, bad, -1);
        pair_rounds_count_meetings(s, other, -1);
        seating_copy(&s->places[bad], &one);
        seating_copy(&s->places[other], &two);
        pair_rounds_count_meetings(s, other, 1);
        pair_rounds_count_meetings(s, bad, 1);
    }
    seating_release(&one);
    seating_release(&two);
}

static void repair(struct pair_rounds *s)
{
    uint64_t end = s->watch->operations + MOST_IMPROVEMENT, seed = s->rounds[0].problem->seed;
    for (int i = 0; i < MOST_REPAIRS && !s->watch->stopped && s->watch->operations < end && s->count > 1; i++) {
        int bad = repeating_round(s, i % s->count);
        if (bad < 0)
            return;
        int other = (int)(hash(seed, (size_t)i) % (uint64_t)(s->count - 1));
        repair_once(s, bad, other + (other >= bad), hash(seed, (size_t)i + MOST_REPAIRS));
    }
}

/* ---- all rounds ---- */

static bool same_round(const struct rules *a, const struct rules *b)
{
    size_t n = (size_t)a->n;
    return a->n == b->n && a->block_count == b->block_count && a->demand_count == b->demand_count &&
           memcmp(a->person, b->person, n * sizeof *a->person) == 0 &&
           memcmp(a->apart, b->apart, n * n * sizeof *a->apart) == 0 &&
           memcmp(a->score, b->score, n * n * sizeof *a->score) == 0;
}

/* Solves each round by itself: whether it is feasible, and a first bound. */
static enum match_state bound_alone(struct pair_rounds *s)
{
    int64_t bound = 0, floor_bound;
    s->bound = 0;
    for (int k = 0; k < s->count; k++) {
        if (k == 0 || !same_round(&s->rounds[k], &s->rounds[k - 1])) {
            enum match_state state =
                pairs_find(&s->rounds[k], MATCH_TOTAL, s->watch, &s->places[k], &bound, &floor_bound, NULL);
            s->places[k].found = false;
            if (state != MATCH_FEASIBLE)
                return state;
        }
        s->bound += bound;
    }
    return MATCH_FEASIBLE;
}

/* One round after the other. Returns how many were solved without repeats. After a stop it ends early if too much work
 * is left and `other_way`: the circle method is possible. */
static int one_by_one(struct pair_rounds *s, bool other_way)
{
    for (int k = 0; k < s->count; k++) {
        uint64_t left = (uint64_t)(s->count - k) * (uint64_t)s->people * (uint64_t)s->people;
        if (other_way && s->watch->stopped && left > MOST_AFTER_STOP)
            return k;
        if (seat_round(s, k, MANNER_NEW, 0, &s->places[k]) != MATCH_FEASIBLE)
            return k;
        pair_rounds_count_meetings(s, k, 1);
    }
    return s->count;
}

static enum match_state seat_all(struct pair_rounds *s)
{
    bool circle = pair_rounds_unrestricted(s) && s->count > 1;
    int seated = one_by_one(s, circle);
    if (seated < s->count && circle) {
        for (int k = 0; k < seated; k++)
            pair_rounds_count_meetings(s, k, -1);
        pair_rounds_circle(s);
        seated = s->count;
    }
    for (int k = seated; k < s->count; k++) {
        enum match_state state = seat_round(s, k, MANNER_SOFT, 0, &s->places[k]);
        if (state != MATCH_FEASIBLE)
            return state;
        pair_rounds_count_meetings(s, k, 1);
    }
    watch_better(s->watch, s->rounds, s->places, s->count);
    repair(s);
    improve(s);
    if (s->count > 1)
        shake(s);
    return MATCH_FEASIBLE;
}

enum match_state pair_rounds_solve(const struct rules *rounds, int count, enum match_aim aim, struct watch *w,
                                   struct seating *places, int64_t *bound)
{
    struct pair_rounds s = {.rounds = rounds, .count = count, .aim = aim, .watch = w, .places = places};
    s.people = rounds->problem->n;
    s.met = xcalloc((size_t)s.people * (size_t)s.people + 1, sizeof *s.met);
    *bound = INT64_MAX;
    enum match_state state = bound_alone(&s);
    if (state == MATCH_FEASIBLE) {
        int64_t factor = count > 1 && !w->stopped ? pair_rounds_factor_bound(&s) : INT64_MAX, alone = s.bound;
        s.bound = factor < alone ? factor : alone;
        watch_bound(w, s.bound);
        state = seat_all(&s);
        *bound = pair_rounds_repeats(&s) > 0
                     ? alone
                     : s.bound; /* with repeats, a pair counts more than once, and the other bound does not hold */
        watch_bound(w, *bound);
    }
    free(s.met);
    return state;
}
