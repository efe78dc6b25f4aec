#include "match/one_round.h"

#include "match/feasible/counting.h"

static int64_t aim_bound(const struct one_round *one)
{
    return one->best->found ? one->best->worth : INT64_MIN;
}

/* All feasible groups can be listed: a start by annealing, then set partitioning. If that is stopped, the relaxation
 * gives another bound. */
static enum match_state solve_listed(struct one_round *one)
{
    const struct rules *r = one->rules;
    struct watch *w = one->watch;
    uint64_t n = (uint64_t)r->n, start = n * n * n / 4;
    enum match_state state = MATCH_UNKNOWN;
    if (watch_start_share(w, one->effort, start < 100000 ? start + 1 : 100000))
        state = anneal_solve(r, one->aim, one->seed, w, one->best);
    if (state != MATCH_INFEASIBLE && watch_start_share(w, one->effort, watch_left(w, one->effort) / 8 * 7 + 1))
        state = setpart_solve(r, one->aim, one->seed, w, one->best, &one->bound, &one->floor_bound);
    if (state != MATCH_INFEASIBLE && aim_bound(one) < one->bound &&
        watch_start_share(w, one->effort, watch_left(w, one->effort))) {
        int64_t other = one->bound;
        relax_bound(r, aim_bound(one), w, &other);
        one->bound = other < one->bound ? other : one->bound;
    }
    return one->best->found ? MATCH_FEASIBLE : state;
}

/* Too many groups to list: annealing for most of the effort, then a bound, then annealing with what is left. */
static enum match_state solve_large(struct one_round *one)
{
    const struct rules *r = one->rules;
    struct watch *w = one->watch;
    enum match_state state = MATCH_UNKNOWN;
    if (watch_start_share(w, one->effort, one->effort / 10 * 6 + 1))
        state = anneal_solve(r, one->aim, one->seed, w, one->best);
    if (state == MATCH_INFEASIBLE)
        return state;
    if (watch_start_share(w, one->effort, watch_left(w, one->effort)))
        relax_bound(r, aim_bound(one), w, &one->bound);
    if (aim_bound(one) < one->bound && watch_start_share(w, one->effort, watch_left(w, one->effort)))
        state = anneal_solve(r, one->aim, one->seed + 1, w, one->best);
    return one->best->found ? MATCH_FEASIBLE : state;
}

enum match_state one_round_solve(struct one_round *one)
{
    const struct rules *r = one->rules;
    if (r->n == 0) {
        one->best->found = true;
        one->bound = one->floor_bound = 0;
        return MATCH_FEASIBLE;
    }
    if (!counting_pairs(r->problem))
        return setpart_fits(r) ? solve_listed(one) : solve_large(one);
    watch_start_share(one->watch, one->effort, one->effort);
    enum match_state state = pairs_solve(r, one->aim, one->watch, one->best, &one->bound, &one->floor_bound,
                                         r->n % 2 == 0 ? one->certificate : NULL);
    return one->best->found ? MATCH_FEASIBLE : state;
}
