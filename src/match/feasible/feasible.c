#include "match/feasible/feasible.h"

#include "match/feasible/counting.h"
#include <string.h>

/* Whether every part of a feasible arrangement is feasible, too: then each block can be an arrangement. */
static bool may_fall_apart(const struct rules *r)
{
    for (int k = 0; k < r->demand_count; k++)
        if (r->demands[k].type == MATCH_NEVER_ALONE || r->demands[k].type == MATCH_AT_LEAST)
            return false;
    return true;
}

/* All in one arrangement: satisfies NEVER_ALONE and AT_LEAST whenever that is possible. */
static bool all_can_be_one(const struct rules *r)
{
    struct seating all;
    seating_init(&all, r->n);
    for (int i = 0; i < r->n; i++)
        all.place[i] = i;
    bool can = rules_allow(r, all.place, r->n);
    seating_release(&all);
    return can;
}

static enum match_state search_round(const struct rules *r, uint64_t effort, struct watch *w)
{
    struct seating seats;
    seating_init(&seats, r->n);
    int64_t bound = INT64_MAX, floor = INT64_MAX;
    enum match_state state = MATCH_UNKNOWN;
    if (counting_pairs(r->problem)) {
        if (watch_share(w, effort))
            state = pairs_solve(r, MATCH_TOTAL, w, &seats, &bound, &floor, NULL);
    } else {
        bool lists = setpart_fits(r);
        uint64_t n = (uint64_t)r->n, start = n * n * n / 8 < effort / 20 ? n * n * n / 8 : effort / 20;
        if (watch_share(w, lists ? start + 1 : effort))
            state = anneal_solve(r, MATCH_TOTAL, 1, w, &seats);
        if (state == MATCH_UNKNOWN && lists && watch_share(w, effort))
            state = setpart_solve(r, MATCH_TOTAL, 1, w, &seats, &bound, &floor);
    }
    state = seats.found ? MATCH_FEASIBLE : state;
    seating_release(&seats);
    return state;
}

static enum match_state feasible_round(struct rules *r, bool sizes, uint64_t effort, struct watch *w)
{
    if (counting_refutes(r))
        return MATCH_INFEASIBLE;
    if (r->n == 0 || (!sizes && (may_fall_apart(r) || all_can_be_one(r))))
        return MATCH_FEASIBLE;
    w->progress.found = false;
    memset(r->score, 0, (size_t)r->n * (size_t)r->n * sizeof *r->score);
    return search_round(r, effort, w);
}

/* The next round after `round` with other rules or people, or `rounds`. */
static int next_other_round(const struct match_problem *p, int round, int rounds)
{
    int next = round == 0 ? 1 : rounds;
    for (size_t k = 0; k < p->rule_count; k++) {
        const struct match_rule *rule = &p->rules[k];
        if (rule->type == MATCH_CAPACITY && rule->limit > round && rule->limit < next)
            next = rule->limit;
    }
    return next;
}

enum match_state feasible_problem(const struct match_problem *problem, const bool *use, bool sizes, uint64_t effort,
                                  struct watch *w)
{
    struct match_problem p = *problem;
    int rounds = p.rounds > 1 ? p.rounds : 1;
    enum match_state state = MATCH_FEASIBLE;
    if (!sizes) {
        p.place_least = p.place_most = NULL;
        p.least = 1;
        p.most = p.n > 2 ? p.n : 3; /* 3 at least: sizes that are not those of pairs */
    }
    p.aim = MATCH_TOTAL;
    /* A control that reports nothing: what is found here is no answer to the problem of the caller. */
    struct match_control quiet = {.poll = w->control ? w->control->poll : NULL,
                                  .data = w->control ? w->control->data : NULL};
    struct watch own = *w;
    own.control = &quiet;
    own.hurry = true;
    for (int k = 0; k < rounds && state != MATCH_INFEASIBLE; k = next_other_round(&p, k, rounds)) {
        struct rules r;
        enum match_state here = MATCH_INFEASIBLE;
        if (rules_init(&r, &p, k, use)) {
            here = feasible_round(&r, sizes, effort, &own);
            rules_release(&r);
        }
        state = here == MATCH_FEASIBLE ? state : here;
    }
    w->operations = own.operations;
    w->next_poll = own.next_poll;
    w->cancelled = own.cancelled;
    w->stopped = own.cancelled;
    return state;
}
