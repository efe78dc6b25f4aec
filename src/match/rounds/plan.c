#include "match/rounds/plan.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    LEAST_PENALTY = 4096, /* of a violation, so that there are enough temperatures below the price of a repeat */
    STARTS = 5,
    SEARCH_TRIALS = 200000,
};

/* The number of places for a round: the fewest where large groups score more (the sum of all scores is not negative),
 * else the most; then `more` in the other direction. -1: no number fits. */
static int places_for(const struct rules *r, int more)
{
    int least, most;
    int64_t sum = 0;
    instance_place_range(r, &least, &most);
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

static void open_round(struct rounds_plan *p, int k, int places)
{
    struct plan_round *round = &p->round[k];
    instance_init(&round->inst, &p->rules[k], places, p->watch);
    while (round->inst.penalty < LEAST_PENALTY && instance_raise_penalty(&round->inst))
        continue;
    state_init(&round->state, &round->inst, random_next(&p->random));
    round->place = xcalloc((size_t)round->inst.units, sizeof *round->place);
}

static void close_round(struct plan_round *round)
{
    state_release(&round->state);
    instance_release(&round->inst);
    free(round->place);
    *round = (struct plan_round){0};
}

/* People who are locked together have met, whatever the plan is. */
static void count_locked(struct rounds_plan *p, const struct rules *r)
{
    for (int i = 0; i < p->people; i++)
        for (int j = 0; j < p->people; j++)
            p->base[(size_t)i * (size_t)p->people + (size_t)j] +=
                i != j && r->fixed[i] >= 0 && r->fixed[i] == r->fixed[j];
}

static void clear_meetings(struct rounds_plan *p)
{
    memcpy(p->met, p->base, (size_t)p->people * (size_t)p->people * sizeof *p->met);
}

bool plan_init(struct rounds_plan *p, const struct rules *rounds, int count, int more_places, uint64_t seed,
               struct watch *w)
{
    *p = (struct rounds_plan){.rules = rounds, .rounds = count, .watch = w, .random = {seed}};
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
        p->price = p->round[k].inst.penalty / 4;
    }
    return true;
}

void plan_release(struct rounds_plan *p)
{
    for (int k = 0; p->round && k < p->rounds; k++)
        close_round(&p->round[k]);
    free(p->round);
    free(p->met);
    free(p->base);
    *p = (struct rounds_plan){0};
}

/* Counts the meetings of round k in (by = 1) or out (by = -1). */
static void count_meetings(struct rounds_plan *p, int k, int by)
{
    const struct rules *r = &p->rules[k];
    const int *place = p->round[k].place;
    size_t n = (size_t)p->people;
    int *people = xcalloc((size_t)r->n, sizeof *people);
    int *start = xcalloc((size_t)p->round[k].inst.places + 2, sizeof *start);
    for (int i = 0; i < r->n; i++)
        start[place[r->together[i]] + 2]++;
    for (int g = 1; g <= p->round[k].inst.places; g++)
        start[g + 1] += start[g];
    for (int i = 0; i < r->n; i++)
        people[start[place[r->together[i]] + 1]++] = r->person[i];
    for (int g = 0; g < p->round[k].inst.places; g++)
        for (int a = start[g]; a < start[g + 1]; a++)
            for (int b = start[g]; b < start[g + 1]; b++)
                p->met[(size_t)people[a] * n + (size_t)people[b]] += a == b ? 0 : by;
    free(people);
    free(start);
}

/* The price of a meeting of two people who meet in so many other rounds: at most the penalty of a violation. */
static int32_t price_of(const struct rounds_plan *p, const struct instance *inst, int met)
{
    int64_t price = p->price * (p->each ? met : met > 0);
    return price < inst->penalty ? (int32_t)price : inst->penalty;
}

/* The score of two units if scores count, less the price of each pair of their people that meets in another round. The
 * penalty of rules is not in it. */
static int64_t pair_value(const struct rounds_plan *p, int k, int u, int v)
{
    const struct instance *inst = &p->round[k].inst;
    const struct rules *r = &p->rules[k];
    int64_t score = 0, price = 0;
    for (int a = inst->start[u]; a < inst->start[u + 1]; a++) {
        int i = inst->member[a];
        const int *met = p->met + (size_t)r->person[i] * (size_t)p->people;
        for (int b = inst->start[v]; b < inst->start[v + 1]; b++) {
            int j = inst->member[b];
            score += p->scores ? r->score[(size_t)i * (size_t)r->n + (size_t)j] : 0;
            price += price_of(p, inst, met[r->person[j]]);
        }
    }
    score = score >= 0 ? score >> inst->shift : -(-score >> inst->shift);
    return score - price;
}

/* The same for a whole row, with penalties, where all units are one person and scores are not shifted: nearly all
 * plans. */
static void fill_row(struct rounds_plan *p, int k, int u)
{
    struct instance *inst = &p->round[k].inst;
    const struct rules *r = &p->rules[k];
    const int32_t *score = r->score + (size_t)u * (size_t)r->n;
    const int *met = p->met + (size_t)r->person[u] * (size_t)p->people;
    const uint8_t *apart = inst->apart + (size_t)u * (size_t)inst->units;
    int32_t *row = inst->pair + (size_t)u * (size_t)inst->stride, mask = p->scores ? -1 : 0;
    for (int v = 0; v < inst->units; v++)
        row[v] = (score[v] & mask) - price_of(p, inst, met[r->person[v]]) - (apart[v] ? inst->penalty : 0);
    row[u] = 0;
}

static void fill_pairs(struct rounds_plan *p, int k)
{
    struct instance *inst = &p->round[k].inst;
    size_t stride = (size_t)inst->stride, units = (size_t)inst->units;
    for (int u = 0; u < inst->units; u++) {
        if (!inst->has_blocks && inst->shift == 0) {
            fill_row(p, k, u);
            continue;
        }
        for (int v = u + 1; v < inst->units; v++) {
            int64_t value = pair_value(p, k, u, v);
            value -= inst->apart[(size_t)u * units + (size_t)v] ? inst->penalty : 0;
            inst->pair[(size_t)u * stride + (size_t)v] = inst->pair[(size_t)v * stride + (size_t)u] = (int32_t)value;
        }
    }
}

void plan_enter(struct rounds_plan *p, int k)
{
    struct plan_round *round = &p->round[k];
    count_meetings(p, k, -1);
    fill_pairs(p, k);
    state_place(&round->state, round->place);
    if (p->fair)
        state_set_floor(&round->state, p->floor >> round->inst.shift);
    round->state.work += (uint64_t)round->inst.units * (uint64_t)round->inst.units / 4;
}

void plan_leave(struct rounds_plan *p, int k)
{
    state_read(&p->round[k].state, p->round[k].place);
    count_meetings(p, k, 1);
}

/* A random start for one round with the number of places it has. */
static enum match_state start_round(struct rounds_plan *p, int k)
{
    struct plan_round *round = &p->round[k];
    struct instance *inst = &round->inst;
    int *sizes = xcalloc((size_t)inst->places + 1, sizeof *sizes);
    bool sized = inst->sizes_vary && start_size_vectors(inst, 1, sizes) > 0, found = false;
    instance_fill(inst, INSTANCE_SCORES);
    for (int i = 0; i < STARTS && !found && !p->watch->stopped; i++) {
        start_scatter(&round->state, sized && i == 0 ? sizes : NULL);
        found = start_repair(&round->state, inst, p->watch);
    }
    free(sizes);
    if (found)
        return MATCH_FEASIBLE;
    enum match_state state = start_backtrack(inst, SEARCH_TRIALS, p->watch, round->place);
    if (state == MATCH_FEASIBLE)
        state_place(&round->state, round->place);
    return state;
}

/* The same with each number of places that fits the round, the present one first. */
static enum match_state start_any(struct rounds_plan *p, int k)
{
    int least, most, present = p->round[k].inst.places;
    enum match_state state = start_round(p, k);
    bool none = state == MATCH_INFEASIBLE;
    instance_place_range(&p->rules[k], &least, &most);
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

bool plan_scatter(struct rounds_plan *p)
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

void plan_set(struct rounds_plan *p, const struct seating *rounds)
{
    clear_meetings(p);
    for (int k = 0; k < p->rounds; k++) {
        if (p->round[k].inst.places != rounds[k].places) {
            close_round(&p->round[k]);
            open_round(p, k, rounds[k].places);
        }
        for (int i = 0; i < p->rules[k].n; i++)
            p->round[k].place[p->rules[k].together[i]] = rounds[k].place[i];
        count_meetings(p, k, 1);
    }
}

bool plan_pass(struct rounds_plan *p, double temperature, int sweeps)
{
    int *order = xcalloc((size_t)p->rounds, sizeof *order);
    bool stop = false;
    for (int k = 0; k < p->rounds; k++)
        order[k] = k;
    random_shuffle(&p->random, order, p->rounds);
    for (int i = 0; i < p->rounds && !stop; i++) {
        struct anneal_state *s = &p->round[order[i]].state;
        plan_enter(p, order[i]);
        if (s->temperature < temperature || s->temperature > temperature)
            state_set_temperature(s, temperature);
        for (int k = 0; k < sweeps && !stop; k++)
            stop = state_sweep(s, p->watch);
        stop |= watch_work(p->watch, s->work);
        s->work = 0;
        plan_leave(p, order[i]);
    }
    free(order);
    return stop;
}

int64_t plan_repeats(const struct rounds_plan *p)
{
    int64_t sum = 0;
    for (int i = 0; i < p->people; i++)
        for (int j = 0; j < i; j++) {
            int met = p->met[(size_t)i * (size_t)p->people + (size_t)j];
            sum += met > 1 ? met - 1 : 0;
        }
    return sum;
}

bool plan_feasible(const struct rounds_plan *p)
{
    for (int k = 0; k < p->rounds; k++)
        if (!instance_feasible(&p->round[k].inst, p->round[k].place))
            return false;
    return true;
}

void plan_read(const struct rounds_plan *p, int k, struct seating *s)
{
    for (int i = 0; i < p->rules[k].n; i++)
        s->place[i] = p->round[k].place[p->rules[k].together[i]];
    s->places = p->round[k].inst.places;
    s->found = true;
    seating_value(s, &p->rules[k]);
}
