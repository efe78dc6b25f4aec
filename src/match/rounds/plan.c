#include "match/rounds/plan.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    PRESSURE = 4096, /* at least this, so that temperatures below the price of a repeat are fine enough */
    STARTS = 5,
    SEARCH_TRIALS = 200000,
};

/* The number of places for a round: as few as can be where groups are to be large (pairs bring more than they cost), as many as
 * can be where not; then `more` in the other direction. -1: none. */
static int places_for(const struct rules *r, int more)
{
    int least, most;
    int64_t sum = 0;
    field_places(r, &least, &most);
    if (least > most)
        return -1;
    for (size_t i = 0; i < (size_t)r->n * (size_t)r->n; i++)
        sum += r->score[i];
    int wanted = sum >= 0 ? least + more : most - more;
    return wanted < least ? least : wanted > most ? most : wanted;
}

bool plan_can_vary(const struct rules *rounds, int count)
{
    for (int k = 0; k < count; k++)
        if (places_for(&rounds[k], 0) != places_for(&rounds[k], 1))
            return true;
    return false;
}

static void open_round(struct plan *p, int k, int places)
{
    struct plan_round *round = &p->round[k];
    field_init(&round->field, &p->rules[k], places, p->watch);
    while (round->field.pressure < PRESSURE && field_press(&round->field))
        continue;
    walk_init(&round->walk, &round->field, random_next(&p->random));
    round->place = xcalloc((size_t)round->field.units, sizeof *round->place);
}

static void close_round(struct plan_round *round)
{
    walk_release(&round->walk);
    field_release(&round->field);
    free(round->place);
    *round = (struct plan_round){0};
}

/* Locked people have met without sitting down. */
static void count_locked(struct plan *p, const struct rules *r)
{
    for (int i = 0; i < p->people; i++)
        for (int j = 0; j < p->people; j++)
            p->base[(size_t)i * (size_t)p->people + (size_t)j] += i != j && r->fixed[i] >= 0 && r->fixed[i] == r->fixed[j];
}

static void clear_meetings(struct plan *p)
{
    memcpy(p->met, p->base, (size_t)p->people * (size_t)p->people * sizeof *p->met);
}

bool plan_init(struct plan *p, const struct rules *rounds, int count, int more_places, uint64_t seed, struct watch *w)
{
    *p = (struct plan){.rules = rounds, .rounds = count, .watch = w, .random = {seed}};
    p->people = count > 0 ? rounds[0].problem->n : 0;
    for (int k = 0; k < count; k++)
        if (places_for(&rounds[k], 0) < 0)
            return false;
    p->met = xcalloc((size_t)p->people * (size_t)p->people, sizeof *p->met);
    p->base = xcalloc((size_t)p->people * (size_t)p->people, sizeof *p->base);
    for (int k = 0; k < count; k++)
        count_locked(p, &rounds[k]);
    p->round = xcalloc((size_t)count, sizeof *p->round);
    for (int k = 0; k < count; k++) {
        int more = more_places < PLAN_MIXED ? more_places : random_below(&p->random, PLAN_MIXED);
        open_round(p, k, places_for(&rounds[k], more));
        p->price = p->round[k].field.pressure / 4;
    }
    return true;
}

void plan_release(struct plan *p)
{
    for (int k = 0; p->round && k < p->rounds; k++)
        close_round(&p->round[k]);
    free(p->round);
    free(p->met);
    free(p->base);
    *p = (struct plan){0};
}

/* Counts the meetings of round k in (by = 1) or out (by = -1). */
static void count_meetings(struct plan *p, int k, int by)
{
    const struct rules *r = &p->rules[k];
    const int *place = p->round[k].place;
    size_t n = (size_t)p->people;
    int *people = xcalloc((size_t)r->n, sizeof *people);
    int *start = xcalloc((size_t)p->round[k].field.places + 2, sizeof *start);
    for (int i = 0; i < r->n; i++)
        start[place[r->together[i]] + 2]++;
    for (int g = 1; g <= p->round[k].field.places; g++)
        start[g + 1] += start[g];
    for (int i = 0; i < r->n; i++)
        people[start[place[r->together[i]] + 1]++] = r->person[i];
    for (int g = 0; g < p->round[k].field.places; g++)
        for (int a = start[g]; a < start[g + 1]; a++)
            for (int b = start[g]; b < start[g + 1]; b++)
                p->met[(size_t)people[a] * n + (size_t)people[b]] += a == b ? 0 : by;
    free(people);
    free(start);
}

/* What two who have met so often pay for meeting again: never more than for breaking a rule. */
static int32_t price_of(const struct plan *p, const struct field *f, int met)
{
    int64_t price = p->price * (p->each ? met : met > 0);
    return price < f->pressure ? (int32_t)price : f->pressure;
}

/* What two units bring each other, but for the pressure of rules: their score if scores count, less the price of each pair
 * of people that meets in another round. */
static int64_t pair_value(const struct plan *p, int k, int u, int v)
{
    const struct field *f = &p->round[k].field;
    const struct rules *r = &p->rules[k];
    int64_t score = 0, price = 0;
    for (int a = f->start[u]; a < f->start[u + 1]; a++) {
        int i = f->member[a];
        const int *met = p->met + (size_t)r->person[i] * (size_t)p->people;
        for (int b = f->start[v]; b < f->start[v + 1]; b++) {
            int j = f->member[b];
            score += p->scores ? r->score[(size_t)i * (size_t)r->n + (size_t)j] : 0;
            price += price_of(p, f, met[r->person[j]]);
        }
    }
    score = score >= 0 ? score >> f->shift : -(-score >> f->shift);
    return score - price;
}

/* The same for a whole row, where units are people and no score is too large: what nearly all plans are. */
static void fill_row(struct plan *p, int k, int u)
{
    struct field *f = &p->round[k].field;
    const struct rules *r = &p->rules[k];
    const int32_t *score = r->score + (size_t)u * (size_t)r->n;
    const int *met = p->met + (size_t)r->person[u] * (size_t)p->people;
    const uint8_t *apart = f->apart + (size_t)u * (size_t)f->units;
    int32_t *row = f->pair + (size_t)u * (size_t)f->stride, all = p->scores ? -1 : 0;
    for (int v = 0; v < f->units; v++)
        row[v] = (score[v] & all) - price_of(p, f, met[r->person[v]]) - (apart[v] ? f->pressure : 0);
    row[u] = 0;
}

static void fill_pairs(struct plan *p, int k)
{
    struct field *f = &p->round[k].field;
    size_t stride = (size_t)f->stride, units = (size_t)f->units;
    for (int u = 0; u < f->units; u++) {
        if (!f->heavy && f->shift == 0) {
            fill_row(p, k, u);
            continue;
        }
        for (int v = u + 1; v < f->units; v++) {
            int64_t value = pair_value(p, k, u, v);
            value -= f->apart[(size_t)u * units + (size_t)v] ? f->pressure : 0;
            f->pair[(size_t)u * stride + (size_t)v] = f->pair[(size_t)v * stride + (size_t)u] = (int32_t)value;
        }
    }
}

void plan_enter(struct plan *p, int k)
{
    struct plan_round *round = &p->round[k];
    count_meetings(p, k, -1);
    fill_pairs(p, k);
    walk_place(&round->walk, round->place);
    if (p->fair)
        walk_fair(&round->walk, p->floor >> round->field.shift);
    round->walk.work += (uint64_t)round->field.units * (uint64_t)round->field.units / 4;
}

void plan_leave(struct plan *p, int k)
{
    walk_result(&p->round[k].walk, p->round[k].place);
    count_meetings(p, k, 1);
}

/* A random start for one round with the number of places it has. */
static enum match_state start_round(struct plan *p, int k)
{
    struct plan_round *round = &p->round[k];
    struct field *f = &round->field;
    int *sizes = xcalloc((size_t)f->places + 1, sizeof *sizes);
    bool sized = f->loose && start_sizes(f, 1, sizes) > 0, found = false;
    field_fill(f, FIELD_SCORES);
    for (int i = 0; i < STARTS && !found && !p->watch->stopped; i++) {
        start_scatter(&round->walk, sized && i == 0 ? sizes : NULL);
        found = start_repair(&round->walk, f, p->watch);
    }
    free(sizes);
    if (found)
        return MATCH_FEASIBLE;
    enum match_state state = start_search(f, SEARCH_TRIALS, p->watch, round->place);
    if (state == MATCH_FEASIBLE)
        walk_place(&round->walk, round->place);
    return state;
}

/* The same with all numbers of places that the round can have, the present one first. */
static enum match_state start_any(struct plan *p, int k)
{
    int least, most, present = p->round[k].field.places;
    enum match_state state = start_round(p, k);
    bool none = state == MATCH_INFEASIBLE;
    field_places(&p->rules[k], &least, &most);
    for (int places = least; places <= most && state != MATCH_FEASIBLE && !p->watch->stopped; places++) {
        if (places == present)
            continue;
        close_round(&p->round[k]);
        open_round(p, k, places);
        state = start_round(p, k);
        none = none && state == MATCH_INFEASIBLE;
    }
    return state == MATCH_FEASIBLE ? state : none && !p->watch->stopped ? MATCH_INFEASIBLE : MATCH_UNKNOWN;
}

bool plan_scatter(struct plan *p)
{
    clear_meetings(p);
    for (int k = 0; k < p->rounds; k++) {
        enum match_state state = start_any(p, k);
        p->impossible |= state == MATCH_INFEASIBLE;
        if (state != MATCH_FEASIBLE)
            return false;
        plan_leave(p, k);
    }
    return true;
}

void plan_set(struct plan *p, const struct seating *rounds)
{
    clear_meetings(p);
    for (int k = 0; k < p->rounds; k++) {
        if (p->round[k].field.places != rounds[k].places) {
            close_round(&p->round[k]);
            open_round(p, k, rounds[k].places);
        }
        for (int i = 0; i < p->rules[k].n; i++)
            p->round[k].place[p->rules[k].together[i]] = rounds[k].place[i];
        count_meetings(p, k, 1);
    }
}

bool plan_pass(struct plan *p, double temperature, int sweeps)
{
    int *order = xcalloc((size_t)p->rounds, sizeof *order);
    bool stop = false;
    for (int k = 0; k < p->rounds; k++)
        order[k] = k;
    random_shuffle(&p->random, order, p->rounds);
    for (int i = 0; i < p->rounds && !stop; i++) {
        struct walk *w = &p->round[order[i]].walk;
        plan_enter(p, order[i]);
        if (w->temperature < temperature || w->temperature > temperature)
            walk_heat(w, temperature);
        for (int s = 0; s < sweeps && !stop; s++)
            stop = walk_sweep(w, p->watch);
        stop |= watch_work(p->watch, w->work);
        w->work = 0;
        plan_leave(p, order[i]);
    }
    free(order);
    return stop;
}

int64_t plan_repeats(const struct plan *p)
{
    int64_t sum = 0;
    for (int i = 0; i < p->people; i++)
        for (int j = 0; j < i; j++) {
            int met = p->met[(size_t)i * (size_t)p->people + (size_t)j];
            sum += met > 1 ? met - 1 : 0;
        }
    return sum;
}

bool plan_feasible(const struct plan *p)
{
    for (int k = 0; k < p->rounds; k++)
        if (!field_keeps(&p->round[k].field, p->round[k].place))
            return false;
    return true;
}

void plan_read(const struct plan *p, int k, struct seating *s)
{
    for (int i = 0; i < p->rules[k].n; i++)
        s->place[i] = p->round[k].place[p->rules[k].together[i]];
    s->places = p->round[k].field.places;
    s->found = true;
    seating_value(s, &p->rules[k]);
}
