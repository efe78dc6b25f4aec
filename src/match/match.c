#include "match/match.h"

#include "base/mem.h"
#include "match/check.h"
#include "match/feasible/clash.h"
#include "match/feasible/counting.h"
#include "match/feasible/feasible.h"
#include "match/one_round.h"
#include "match/rounds/first.h"
#include "match/rounds/greedy.h"
#include "match/rounds/plan_value.h"
#include "match/solver.h"
#include <stdlib.h>

/* One call of match_solve(). */
struct match_run {
    const struct match_problem *problem;
    struct match_problem pairs; /* the same, if all its places have two people: as pairs */
    struct watch watch;
    uint64_t effort; /* steps in all */
    struct rules *rounds;
    struct seating *seatings;
    int count, ready; /* number of rounds; of those whose rules are compiled */
    int64_t bound, floor_bound;
    struct match_certificate certificate;
};

enum { SECOND = 200000, MOST_SECONDS = 120 }; /* of steps of some 5 microseconds */

/* The steps of one round, by default. */
static uint64_t round_effort(const struct match_problem *p)
{
    uint64_t n = (uint64_t)p->n, effort = 5 * SECOND + SECOND / 100 * (n * n / 100);
    return effort < MOST_SECONDS * SECOND ? effort : MOST_SECONDS * SECOND;
}

/* The steps of the whole run, by default. A plan of groups gets those of its rounds one by one, and those for all
 * together. */
static uint64_t default_effort(const struct match_problem *p, int rounds)
{
    uint64_t n = (uint64_t)p->n, joint = 5 * SECOND + SECOND / 100 * (n * n / 100) * (uint64_t)rounds;
    if (rounds == 1)
        return counting_pairs(p) ? MOST_SECONDS * SECOND : round_effort(p); /* pairs: hardly ever more than a second */
    uint64_t few = 2 * n * n * n * n * (uint64_t)rounds + 1000; /* with few people there is soon nothing new */
    joint = few < joint ? few : joint;
    joint = joint < MOST_SECONDS * SECOND ? joint : MOST_SECONDS * SECOND;
    return counting_pairs(p) ? joint : joint + (uint64_t)rounds * round_effort(p);
}

/* ---- one round ---- */

static enum match_state solve_one(struct match_run *run)
{
    struct one_round one = {.rules = run->rounds,
                            .aim = run->problem->aim,
                            .seed = run->problem->seed,
                            .watch = &run->watch,
                            .effort = run->effort,
                            .best = run->seatings,
                            .bound = run->bound,
                            .floor_bound = run->floor_bound,
                            .certificate = &run->certificate};
    enum match_state state = one_round_solve(&one);
    run->bound = one.bound;
    run->floor_bound = one.floor_bound;
    return state;
}

/* ---- rounds ---- */

/* People who are locked together in the first round have met: they are apart in later rounds. */
static void part_locked(struct match_run *run)
{
    const int *fixed = run->rounds[0].fixed;
    for (int k = 1; k < run->count; k++) {
        struct rules *r = &run->rounds[k];
        for (int i = 0; i < r->n; i++)
            for (int j = 0; j < r->n; j++)
                if (i != j && fixed[r->person[i]] >= 0 && fixed[r->person[i]] == fixed[r->person[j]])
                    r->apart[(size_t)i * (size_t)r->n + (size_t)j] = 1;
    }
}

static bool all_found(const struct match_run *run)
{
    for (int k = 0; k < run->count; k++)
        if (!run->seatings[k].found)
            return false;
    return true;
}

/* The plan round by round; the first answer instead if it is better, and not worse in what match.h promises. */
static void plan_round_by_round(struct match_run *run, uint64_t each, struct seating *start)
{
    const struct match_problem *p = run->problem;
    for (int k = 0; k < run->count; k++)
        seating_copy(&run->seatings[k], &start[k]);
    rounds_greedy(run->rounds, run->count, p->aim, p->seed, each, &run->watch, run->seatings);
    if (!all_found(run))
        return;
    for (int k = 0; k < run->count; k++)
        if (!start[k].found) {
            watch_better(&run->watch, run->rounds, run->seatings, run->count);
            return;
        }
    struct plan_value first = plan_value(run->rounds, start, run->count);
    struct plan_value then = plan_value(run->rounds, run->seatings, run->count);
    bool holds = p->repeat_cost == 0 || plan_value_holds_up(p->aim, &first, &then);
    if (!holds || plan_value_better(p->aim, p->repeat_cost, &then, &first))
        watch_better(&run->watch, run->rounds, run->seatings, run->count);
    else
        for (int k = 0; k < run->count; k++)
            seating_copy(&run->seatings[k], &start[k]);
}

/* A first answer quickly, then a plan round by round, then all rounds together from that plan. */
static enum match_state solve_group_rounds(struct match_run *run)
{
    const struct match_problem *p = run->problem;
    struct seating *start = xcalloc((size_t)run->count, sizeof *start);
    uint64_t own = round_effort(p), half = run->effort / 2 / (uint64_t)run->count + 1, each = own < half ? own : half;
    uint64_t joint = run->effort - each * (uint64_t)run->count;
    for (int k = 0; k < run->count; k++)
        seating_init(&start[k], run->rounds[k].n);
    rounds_start(run->rounds, run->count, p->aim, p->seed, &run->watch, start);
    plan_round_by_round(run, each, start);
    for (int k = 0; k < run->count; k++)
        seating_release(&start[k]);
    free(start);
    if (!watch_start_share(&run->watch, run->effort, joint))
        return MATCH_UNKNOWN;
    return group_rounds_solve(run->rounds, run->count, p->aim, p->seed, &run->watch, run->seatings, &run->bound);
}

static enum match_state solve_rounds(struct match_run *run)
{
    enum match_state state;
    if (counting_pairs(run->rounds->problem)) {
        watch_start_share(&run->watch, run->effort, run->effort);
        state = pair_rounds_solve(run->rounds, run->count, run->problem->aim, &run->watch, run->seatings, &run->bound);
    } else {
        state = solve_group_rounds(run);
    }
    return all_found(run) ? MATCH_FEASIBLE : state;
}

/* ---- the run ---- */

/* Compiles the rules of round k again. */
static bool ready_round(struct match_run *run, int k)
{
    rules_release(&run->rounds[k]);
    return rules_init(&run->rounds[k], run->problem, k, NULL);
}

/* False: some round is proved infeasible. The first round is compiled already. */
static bool ready_rounds(struct match_run *run)
{
    for (int k = 0; k < run->count; k++) {
        if ((k > 0 && !ready_round(run, k)) || counting_refutes(&run->rounds[k]))
            return false;
        seating_init(&run->seatings[k], run->rounds[k].n);
        run->ready++;
    }
    return true;
}

/* If each place has exactly two people, the problem is one of pairs. */
static void detect_pairs(struct match_run *run)
{
    const struct match_problem *p = run->problem;
    if (!p->place_least)
        return;
    for (int k = 0; k < p->places; k++)
        if (p->place_least[k] != 2 || p->place_most[k] != 2)
            return;
    run->pairs = *p;
    run->pairs.place_least = run->pairs.place_most = NULL;
    run->pairs.least = run->pairs.most = 2;
    for (int k = 0; k < run->count; k++)
        run->rounds[k].problem = &run->pairs;
}

static enum match_state solve(struct match_run *run)
{
    if (!ready_rounds(run))
        return MATCH_INFEASIBLE;
    detect_pairs(run);
    if (run->count == 1)
        return solve_one(run);
    /* Is each round feasible by itself? Repeats are never the reason for infeasibility. */
    if (!counting_pairs(run->rounds->problem) &&
        feasible_problem(run->problem, NULL, true, run->effort / 50 + 1, &run->watch) == MATCH_INFEASIBLE)
        return MATCH_INFEASIBLE;
    if (run->problem->repeat_cost == 0)
        part_locked(run);
    enum match_state state = solve_rounds(run);
    if (state != MATCH_INFEASIBLE || run->rounds[0].fixed_count == 0 || run->problem->repeat_cost > 0)
        return state;
    /* Infeasible unless the locked people meet again: allow it. */
    for (int k = 1; k < run->count; k++)
        ready_round(run, k);
    detect_pairs(run);
    return solve_rounds(run);
}

/* ---- the result ---- */

/* Computes score, floor, kept, repeats and their loss from the places. */
static void value_places(const struct match_problem *p, const struct rules *first, struct match_result *result)
{
    size_t n = (size_t)p->n;
    int *met = plan_meetings_new(p);
    bool any = false;
    int64_t twice = 0;
    for (int k = 0; k < result->rounds; k++) {
        const int *place = result->place + (size_t)k * n;
        for (size_t i = 0; i < n; i++) {
            int64_t gets = 0;
            for (size_t j = 0; j < n; j++) {
                if (i == j || place[i] < 0 || place[i] != place[j])
                    continue;
                gets += p->score[i * n + j];
                result->repeats += i < j && met[i * n + j] > 0;
                result->repeat_loss += i < j ? (int64_t)p->repeat_cost * met[i * n + j] : 0;
                met[i * n + j]++;
                if (k == 0 && i < j && p->aim == MATCH_LEAST_CHANGE && p->standing[i] >= 0)
                    result->kept += p->standing[i] == p->standing[j];
            }
            twice += gets;
            if (place[i] < 0 || (k == 0 && first->fixed[i] >= 0))
                continue;
            result->floor = !any || gets < result->floor ? gets : result->floor;
            any = true;
        }
    }
    free(met);
    result->score = twice / 2;
    result->worth = result->score + (int64_t)result->kept * (p->aim == MATCH_LEAST_CHANGE ? p->keep_bonus : 0);
}

/* The worth of the locked arrangements, with the bonus. */
static int64_t worth_of_locked(const struct match_problem *p, const struct rules *first)
{
    int64_t worth = 0;
    for (int i = 0; i < p->n; i++)
        for (int j = 0; first->fixed[i] >= 0 && j < i; j++) {
            if (first->fixed[j] != first->fixed[i])
                continue;
            worth += p->score[(size_t)i * (size_t)p->n + (size_t)j];
            if (p->aim == MATCH_LEAST_CHANGE && p->standing[i] >= 0 && p->standing[i] == p->standing[j])
                worth += p->keep_bonus;
        }
    return worth;
}

/* Bounds by counting, which need no search. */
static void bound_by_counting(struct match_run *run)
{
    int64_t sum = 0, least = INT64_MAX;
    bool anyone = false;
    for (int k = 0; k < run->count; k++) {
        int64_t floor;
        sum += counting_bound(&run->rounds[k], &floor);
        if (run->rounds[k].n == 0)
            continue;
        least = floor < least ? floor : least;
        anyone = true;
    }
    run->bound = sum < run->bound ? sum : run->bound;
    least = anyone ? least : 0;
    run->floor_bound = least < run->floor_bound ? least : run->floor_bound;
}

/* Writes the certificate by old numbers. */
static void write_certificate(struct match_run *run, struct match_result *result)
{
    const struct rules *r = run->rounds;
    struct match_certificate *c = &run->certificate;
    if (!c->price || r->n % 2 != 0 || run->problem->aim == MATCH_FAIREST)
        return;
    int64_t *price = xcalloc((size_t)run->problem->n + 1, sizeof *price);
    for (int i = 0; i < r->n; i++)
        price[r->person[i]] = c->price[i];
    for (int b = 0; c->blossom_count > 0 && b < c->blossom_start[c->blossom_count]; b++)
        c->blossom_people[b] = r->person[c->blossom_people[b]];
    free(c->price);
    c->price = price;
    result->certificate = *c;
    result->certified = true;
    *c = (struct match_certificate){0};
}

static void write_answer(struct match_run *run, struct match_result *result)
{
    const struct match_problem *p = run->problem;
    for (int k = 0; k < run->count; k++) {
        seating_write(&run->seatings[k], &run->rounds[k], result->place + (size_t)k * (size_t)p->n);
        result->places[k] = run->seatings[k].places + run->rounds[k].fixed_count;
    }
    value_places(p, run->rounds, result);
    write_certificate(run, result);
    if (!run->watch.progress.found || run->watch.progress.worth != result->worth) {
        for (int k = 0; k < run->count; k++)
            seating_value(&run->seatings[k], &run->rounds[k]);
        watch_better(&run->watch, run->rounds, run->seatings, run->count);
    }
}

static void write_clash(struct match_run *run, struct match_result *result)
{
    struct clash clash;
    watch_share(&run->watch, 0);
    clash_find(run->problem, &run->watch, &clash);
    result->clash = clash.rules;
    result->clash_count = clash.count;
    result->clash_sizes = clash.sizes;
}

static void start_result(const struct match_problem *p, int rounds, struct match_result *result)
{
    size_t seats = (size_t)rounds * (size_t)p->n;
    *result = (struct match_result){.n = p->n, .rounds = rounds, .state = MATCH_UNKNOWN};
    result->place = xmalloc((seats + 1) * sizeof *result->place);
    result->places = xcalloc((size_t)rounds, sizeof *result->places);
    for (size_t i = 0; i < seats; i++)
        result->place[i] = -1;
}

static void release_certificate(struct match_certificate *c)
{
    free(c->price);
    free(c->blossom_price);
    free(c->blossom_start);
    free(c->blossom_people);
    *c = (struct match_certificate){0};
}

static void release_run(struct match_run *run)
{
    for (int k = 0; k < run->count; k++)
        rules_release(&run->rounds[k]);
    for (int k = 0; k < run->ready; k++)
        seating_release(&run->seatings[k]);
    free(run->rounds);
    free(run->seatings);
    release_certificate(&run->certificate);
}

static void solve_run(struct match_run *run, struct match_result *result)
{
    const struct match_problem *p = run->problem;
    bool sound = ready_round(run, 0);
    run->watch.fixed_worth = sound ? worth_of_locked(p, run->rounds) : 0;
    result->state = sound ? solve(run) : MATCH_INFEASIBLE;
    if (result->state == MATCH_INFEASIBLE) {
        write_clash(run, result);
    } else {
        if (result->state == MATCH_FEASIBLE)
            write_answer(run, result);
        bool fairest = p->aim == MATCH_FAIREST;
        if (run->bound == INT64_MAX || (fairest && run->floor_bound == INT64_MAX))
            bound_by_counting(run);
        result->bound = run->bound + run->watch.fixed_worth;
        result->floor_bound = fairest ? run->floor_bound : 0;
        result->proved = result->state == MATCH_FEASIBLE && result->worth == result->bound && result->repeats == 0 &&
                         (!fairest || result->floor == result->floor_bound);
    }
    result->steps = run->watch.operations / 1000;
}

enum status match_solve(const struct match_problem *problem, const struct match_control *control,
                        struct match_result *result, struct error *e)
{
    *result = (struct match_result){0};
    enum status status = match_check(problem, e);
    if (status != OK)
        return status;
    struct match_run run = {.problem = problem,
                            .count = problem->rounds > 1 ? problem->rounds : 1,
                            .bound = INT64_MAX,
                            .floor_bound = INT64_MAX};
    run.effort = control && control->effort > 0 ? control->effort : default_effort(problem, run.count);
    run.rounds = xcalloc((size_t)run.count, sizeof *run.rounds);
    run.seatings = xcalloc((size_t)run.count, sizeof *run.seatings);
    watch_init(&run.watch, control, run.effort);
    start_result(problem, run.count, result);
    solve_run(&run, result);
    release_run(&run);
    return OK;
}

void match_release(struct match_result *result)
{
    free(result->place);
    free(result->places);
    free(result->clash);
    release_certificate(&result->certificate);
    *result = (struct match_result){0};
}
