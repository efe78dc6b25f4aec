#include "match/seats.h"

#include "base/mem.h"
#include "match/check.h"
#include "match/feasible/counting.h"
#include "match/solver.h"
#include <stdlib.h>
#include <string.h>

enum {
    MOST_CHOICES = 300, /* choices of who waits, up to which all are tried, with so many people: */
    CHOICES_PEOPLE = 30,
    ALL_STEPS = 6000000, /* for all of them together, by default */
    SEARCH_ROUNDS = 4,   /* else: so many times the arrangement is solved again */
};

struct seats {
    const struct match_problem *problem;
    const bool *may_wait;
    int waiting;
    const struct match_control *control;
    uint64_t spent, effort; /* steps so far; in all, 0: the default */
    bool stopped;
    struct match_result *best;
    bool found;
};

/* ---- one choice of who waits ---- */

/* The bound of one choice is no bound for all: only the steps are passed on. */
static bool poll(void *data, const struct match_progress *progress)
{
    struct seats *s = data;
    struct match_progress all = {.steps = s->spent + progress->steps, .bound = INT64_MAX};
    if (s->found) {
        all.found = true;
        all.worth = s->best->worth;
    }
    s->stopped = s->stopped || (s->control && s->control->poll && s->control->poll(s->control->data, &all));
    return s->stopped;
}

/* A rule that was added here is not one that the caller can leave out. */
static void hide_own_rule(const struct match_problem *p, struct match_result *r)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->clash_count; i++)
        if (r->clash[i] < p->rule_count)
            r->clash[kept++] = r->clash[i];
    r->clash_sizes |= kept < r->clash_count;
    r->clash_count = kept;
}

/* The problem without these people. */
static enum status solve_without(struct seats *s, const bool *waits, int rounds, uint64_t effort,
                                 struct match_result *result, struct error *e)
{
    struct match_problem p = *s->problem;
    struct match_control control = {.poll = poll, .data = s, .effort = effort};
    struct match_rule *rules = xcalloc(p.rule_count + 1, sizeof *rules);
    int *people = xcalloc((size_t)p.n + 1, sizeof *people), count = 0;
    if (p.rule_count > 0)
        memcpy(rules, p.rules, p.rule_count * sizeof *rules);
    for (int i = 0; i < p.n; i++)
        if (waits[i])
            people[count++] = i;
    rules[p.rule_count] = (struct match_rule){.type = MATCH_ABSENT, .people = people, .count = count};
    p.rules = rules;
    p.rule_count++;
    p.rounds = rounds;
    enum status status = match_solve(&p, &control, result, e);
    hide_own_rule(s->problem, result);
    s->spent += result->steps;
    free(rules);
    free(people);
    return status;
}

static bool is_better(const struct seats *s, const struct match_result *r)
{
    if (r->state != MATCH_FEASIBLE || !s->found)
        return r->state == MATCH_FEASIBLE;
    if (s->problem->aim == MATCH_FAIREST && r->floor != s->best->floor)
        return r->floor > s->best->floor;
    return r->worth > s->best->worth;
}

/* Copies the result if it is better or the first; else releases it. True: it is better. */
static bool update_best(struct seats *s, struct match_result *r, bool first)
{
    bool better = is_better(s, r);
    if (!better && !first) {
        match_release(r);
        return false;
    }
    match_release(s->best);
    *s->best = *r;
    s->found = r->state == MATCH_FEASIBLE;
    return better;
}

/* The bound is about one choice of who waits: nothing is known about the others. */
static void forget_bound(struct match_result *r)
{
    r->proved = false;
    r->bound = r->floor_bound = INT64_MAX;
}

/* Whether the clash remains whoever waits: no rule of it is about people who may wait. */
static bool clash_of_all(const struct seats *s, const struct match_result *r)
{
    for (size_t k = 0; k < r->clash_count; k++) {
        const struct match_rule *rule = &s->problem->rules[r->clash[k]];
        for (int i = 0; i < rule->count; i++)
            if (s->may_wait[rule->people[i]])
                return false;
    }
    return true;
}

/* Not all choices were tried: one that is infeasible does not make the others so. */
static void forget_clash(const struct seats *s, struct match_result *r)
{
    if (r->state != MATCH_INFEASIBLE || clash_of_all(s, r))
        return;
    r->state = MATCH_UNKNOWN;
    r->clash_count = 0;
    r->clash_sizes = false;
}

/* ---- pairs: people who wait are matched with dummies ---- */

/* Real people first, then a dummy for each who waits. The score of a person with a dummy is the highest score of all,
 * the same for everybody: so neither the total nor the floor depends on the choice of dummies. */
static void extend_rules(const struct seats *s, const struct rules *r, struct match_problem *p, struct rules *x)
{
    size_t n = (size_t)r->n, all = n + (size_t)s->waiting;
    int32_t most = 0;
    *p = *s->problem;
    p->n = (int)all;
    p->least = p->most = 2;
    p->place_least = p->place_most = NULL;
    *x = (struct rules){.n = (int)all, .problem = p, .block_count = (int)all};
    x->person = xcalloc(all + 1, sizeof *x->person);
    x->together = xcalloc(all + 1, sizeof *x->together);
    x->block_size = xcalloc(all + 1, sizeof *x->block_size);
    x->fixed = xcalloc(all + 1, sizeof *x->fixed);
    x->score = xcalloc(all * all + 1, sizeof *x->score);
    x->apart = xcalloc(all * all + 1, sizeof *x->apart);
    for (size_t i = 0; i < n * n; i++)
        most = r->score[i] > most ? r->score[i] : most;
    for (size_t i = 0; i < all; i++) {
        x->person[i] = x->together[i] = (int)i;
        x->block_size[i] = 1;
        x->fixed[i] = -1;
        for (size_t j = 0; j < all; j++) {
            bool real = i < n && j < n;
            size_t who = i < n ? i : j;
            x->score[i * all + j] = i == j ? 0 : real ? r->score[i * n + j] : most;
            x->apart[i * all + j] =
                i != j && (real               ? !rules_allow(r, (int[]){(int)(i < j ? i : j), (int)(i < j ? j : i)}, 2)
                           : i >= n && j >= n ? true
                                              : !s->may_wait[r->person[who]]);
        }
    }
}

static void release_extended(struct rules *x)
{
    free(x->person);
    free(x->together);
    free(x->block_size);
    free(x->fixed);
    free(x->score);
    free(x->apart);
}

/* Marks the people whom an optimal matching pairs with dummies. False: there is none, or it was stopped. */
static bool choose_by_matching(struct seats *s, const struct rules *r, bool *waits)
{
    struct match_problem p;
    struct rules x;
    struct watch w;
    struct seating seating;
    struct match_control control = {.poll = poll, .data = s};
    int64_t bound = INT64_MAX, floor_bound = INT64_MAX;
    extend_rules(s, r, &p, &x);
    seating_init(&seating, x.n);
    watch_init(&w, &control, s->effort);
    bool found =
        pairs_solve(&x, s->problem->aim, &w, &seating, &bound, &floor_bound, NULL) == MATCH_FEASIBLE && !w.stopped;
    found = found && seating.worth == bound && (s->problem->aim != MATCH_FAIREST || seating.floor == floor_bound);
    for (int i = 0; i < r->n && found; i++)
        for (int j = r->n; j < x.n; j++)
            waits[r->person[i]] |= seating.place[i] == seating.place[j];
    s->spent += w.operations / 1000;
    seating_release(&seating);
    release_extended(&x);
    return found;
}

/* ---- few choices: all of them ---- */

static double ways(int people, int waiting)
{
    double count = 1;
    for (int i = 0; i < waiting && count < 1e9; i++)
        count = count * (people - i) / (i + 1);
    return count;
}

/* Whether all choices can be tried: the more people, the fewer choices. */
static bool few_ways(const struct seats *s, int count)
{
    double n = s->problem->n, most = (double)MOST_CHOICES * CHOICES_PEOPLE * CHOICES_PEOPLE * CHOICES_PEOPLE;
    double all = ways(count, s->waiting);
    return all <= MOST_CHOICES && all * n * n * n <= most;
}

/* The next choice in lexical order; false after the last. */
static bool next_choice(int *chosen, int waiting, int count)
{
    int i = waiting - 1;
    while (i >= 0 && chosen[i] == count - waiting + i)
        i--;
    if (i < 0)
        return false;
    chosen[i]++;
    for (int j = i + 1; j < waiting; j++)
        chosen[j] = chosen[j - 1] + 1;
    return true;
}

static enum status try_all(struct seats *s, const int *who, int count, struct error *e)
{
    int n = s->problem->n, *chosen = xcalloc((size_t)s->waiting + 1, sizeof *chosen);
    bool *waits = xcalloc((size_t)n + 1, sizeof *waits), all = true, first = true;
    uint64_t steps = s->effort ? s->effort : ALL_STEPS, each = steps / (uint64_t)ways(count, s->waiting) + 1;
    enum status status = OK;
    for (int i = 0; i < s->waiting; i++)
        chosen[i] = i;
    do {
        struct match_result r;
        memset(waits, 0, (size_t)n * sizeof *waits);
        for (int i = 0; i < s->waiting; i++)
            waits[who[chosen[i]]] = true;
        status = solve_without(s, waits, 1, each, &r, e);
        all = all && status == OK && (r.state == MATCH_INFEASIBLE || (r.state == MATCH_FEASIBLE && r.proved));
        update_best(s, &r, first);
        first = false;
    } while (status == OK && !s->stopped && next_choice(chosen, s->waiting, count));
    if (!all || s->stopped) {
        forget_bound(s->best);
        forget_clash(s, s->best);
    }
    free(chosen);
    free(waits);
    return status;
}

/* ---- many choices: a first one, then exchanges between people who wait and people who do not ---- */

/* A first choice: again and again the person with the lowest sum of scores with all who remain. */
static void choose_least(const struct seats *s, const int *who, int count, bool *waits)
{
    const struct match_problem *p = s->problem;
    for (int out = 0; out < s->waiting; out++) {
        int64_t least = INT64_MAX;
        int at = -1;
        for (int i = 0; i < count; i++) {
            int64_t sum = 0;
            for (int j = 0; j < p->n; j++)
                sum += j == who[i] || waits[j] ? 0 : p->score[(size_t)who[i] * (size_t)p->n + (size_t)j];
            if (!waits[who[i]] && sum < least) {
                least = sum;
                at = who[i];
            }
        }
        if (at >= 0)
            waits[at] = true;
    }
}

/* What the arrangement of `out` gains if `in` gets that seat; INT64_MIN if a rule forbids it. */
static int64_t gain_of(const struct rules *r, const int *place, int in, int out)
{
    int *people = xcalloc((size_t)r->n + 1, sizeof *people), count = 0;
    int64_t gain = 0;
    for (int i = 0; i < r->n; i++) {
        if (i == in || (i != out && place[r->person[i]] == place[r->person[out]]))
            people[count++] = i;
        if (i != in && i != out && place[r->person[i]] == place[r->person[out]])
            gain += r->score[(size_t)i * (size_t)r->n + (size_t)in] - r->score[(size_t)i * (size_t)r->n + (size_t)out];
    }
    bool allowed = rules_allow(r, people, count);
    free(people);
    return allowed ? gain : INT64_MIN;
}

/* Exchanges people who wait with others where that gains; true if any exchange was made. */
static bool exchange_people(const struct seats *s, const struct rules *r, int *place, bool *waits)
{
    bool changed = false;
    for (int in = 0; in < r->n; in++) {
        int best = -1;
        int64_t most = 0;
        for (int out = 0; out < r->n && waits[r->person[in]]; out++) {
            if (waits[r->person[out]] || !s->may_wait[r->person[out]] || place[r->person[out]] < 0)
                continue;
            int64_t gain = gain_of(r, place, in, out);
            if (gain > most) {
                most = gain;
                best = out;
            }
        }
        if (best < 0)
            continue;
        place[r->person[in]] = place[r->person[best]];
        place[r->person[best]] = -1;
        waits[r->person[in]] = false;
        waits[r->person[best]] = changed = true;
    }
    return changed;
}

/* After a clash: people of its rules who wait exchange with people who are in none of them; if no such person waits,
 * the other way round. False: no exchange is possible. */
static bool exchange_clashing(const struct seats *s, const struct match_result *r, bool *waits)
{
    int n = s->problem->n;
    bool *about = xcalloc((size_t)n + 1, sizeof *about), changed = false;
    for (size_t k = 0; k < r->clash_count; k++) {
        const struct match_rule *rule = &s->problem->rules[r->clash[k]];
        for (int i = 0; i < rule->count; i++)
            about[rule->people[i]] = true;
    }
    for (int way = 0; way < 2 && !changed; way++)
        for (int i = 0, j = 0; i < n; i++) {
            if (!s->may_wait[i] || !about[i] || waits[i] != (way == 0))
                continue;
            while (j < n && (!s->may_wait[j] || about[j] || waits[j] == (way == 0)))
                j++;
            if (j == n)
                break;
            waits[j] = way == 0;
            waits[i] = !waits[j];
            changed = true;
        }
    free(about);
    return changed;
}

static enum status search(struct seats *s, const struct rules *r, bool *waits, struct error *e)
{
    int n = s->problem->n, *place = xcalloc((size_t)n + 1, sizeof *place);
    uint64_t each = s->effort ? s->effort / SEARCH_ROUNDS + 1 : 0;
    enum status status = OK;
    bool again = true;
    for (int i = 0; i < SEARCH_ROUNDS && again && status == OK && !s->stopped; i++) {
        struct match_result found;
        status = solve_without(s, waits, 1, each, &found, e);
        bool clash = found.state == MATCH_INFEASIBLE && !s->found, other = clash && exchange_clashing(s, &found, waits);
        again = update_best(s, &found, i == 0) && r && s->problem->aim != MATCH_FAIREST;
        if (again) {
            memcpy(place, s->best->place, (size_t)n * sizeof *place);
            again = exchange_people(s, r, place, waits);
        }
        again = again || other;
    }
    forget_bound(s->best);
    forget_clash(s, s->best);
    free(place);
    return status;
}

/* ---- all of it ---- */

/* `r`: NULL if the rules clash when all take part. */
static enum status solve(struct seats *s, const struct rules *r, const int *who, int count, bool *waits,
                         struct error *e)
{
    struct match_result found;
    bool even = r && (r->n - s->waiting) % 2 == 0;
    if (even && counting_pairs(s->problem) && choose_by_matching(s, r, waits)) {
        enum status status = solve_without(s, waits, 1, s->effort, &found, e);
        update_best(s, &found, true);
        return status;
    }
    if (few_ways(s, count))
        return try_all(s, who, count, e);
    choose_least(s, who, count, waits);
    return search(s, r, waits, e);
}

/* Several rounds: without the people who wait in the first. */
static enum status solve_rounds(struct seats *s, bool *waits, struct error *e)
{
    struct match_result plan;
    for (int i = 0; i < s->problem->n; i++)
        waits[i] = s->may_wait[i] && s->best->place[i] < 0;
    enum status status = solve_without(s, waits, s->problem->rounds, s->effort, &plan, e);
    match_release(s->best);
    *s->best = plan;
    forget_bound(s->best);
    return status;
}

enum status match_solve_seats(const struct match_problem *problem, const bool *may_wait, int waiting,
                              const struct match_control *control, struct match_result *result, struct error *e)
{
    struct seats s = {.problem = problem,
                      .may_wait = may_wait,
                      .waiting = waiting,
                      .control = control,
                      .best = result,
                      .effort = control ? control->effort : 0};
    struct rules r;
    *result = (struct match_result){0};
    if (waiting <= 0)
        return match_solve(problem, control, result, e);
    enum status status = match_check(problem, e);
    if (status != OK)
        return status;
    bool sound = rules_init(&r, problem, 0, NULL); /* if not, it is feasible only without some people who may wait */
    bool *waits = xcalloc((size_t)problem->n + 1, sizeof *waits);
    int *who = xcalloc((size_t)problem->n + 1, sizeof *who), count = 0;
    for (int i = 0; i < problem->n; i++)
        if (may_wait[i])
            who[count++] = i;
    s.waiting = waiting < count ? waiting : count;
    status = solve(&s, sound ? &r : NULL, who, count, waits, e);
    if (status == OK && problem->rounds > 1 && result->state == MATCH_FEASIBLE)
        status = solve_rounds(&s, waits, e);
    result->steps = s.spent;
    free(waits);
    free(who);
    if (sound)
        rules_release(&r);
    return status;
}
