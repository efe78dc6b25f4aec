/* solve.c: from people and rules to the engine's numbers, and back. See matching.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "match/seats.h"
#include "model/kinds.h"
#include "round/internal.h"

/* Groups of this size and more cannot avoid all earlier meetings: they are made dear instead of forbidden. */
enum { LARGE_GROUP = 4 };

/* A problem, and whom and what its numbers mean. All memory is the arena's. */
struct asked {
    struct matching *m;
    const struct matching_wish *wish;
    struct arena *arena;
    struct match_problem problem;
    int *person;      /* of the participants: their number in the matching */
    int *participant; /* the other way round, MATCHING_NONE */
    int n;
    bool *may_wait;   /* of the participants: for whom there may be no seat */
    int waiting;      /* so many of them */
    bool turns;       /* whose turn it is decided between some: not all choices of who waits are looked at */
    int *rule;        /* of the problem's rules: the matching's rule; below 0: the lock of table -1 - rule */
    struct match_rule *rules;
    size_t rule_count;
};

/* ---- who takes part ---- */

static bool stays_put(const struct matching *m, int person)
{
    int table = m->people[person].table;
    return table != MATCHING_NONE && m->tables[table]->fixed;
}

/* Those who stay where they are take part so that rules about them count; but not where they break one already: that was
 * somebody's decision, and no reason to find nothing for the others. */
static bool may_take_part(const struct matching *m, const struct matching_wish *wish, int person)
{
    enum readiness r = m->people[person].readiness;
    if (stays_put(m, person)) {
        const struct matching_table *t = m->tables[m->people[person].table];
        struct buf broken = BUF_INIT;
        bool fine = matching_broken(m, t->people, t->count, &broken) == 0;
        buf_release(&broken);
        return fine;
    }
    return r == READY || r == WAITS_SEATS || (wish->whoever && r != WAITS_STATUS && r != WAITS_ABSENT);
}

/* Whose turn it is to wait when there are too few seats: whoever was left out least, then who is unsure, then who has been in
 * most. Below 0: a waits before b; 0: it is nobody's turn more than the other's. */
static int turn_order(const struct matching *m, int a, int b)
{
    const struct matching_person *x = &m->people[a], *y = &m->people[b];
    if (x->left_out != y->left_out)
        return x->left_out < y->left_out ? -1 : 1;
    if (x->unsure != y->unsure)
        return x->unsure ? -1 : 1;
    return (x->matches < y->matches) - (x->matches > y->matches);
}

/* The first in turn to wait, of those who can; MATCHING_NONE. */
static int first_to_wait(const struct asked *a)
{
    int first = MATCHING_NONE;
    for (int i = 0; i < a->n; i++)
        if (a->person[i] >= 0 && !stays_put(a->m, a->person[i]) &&
            (first == MATCHING_NONE || turn_order(a->m, a->person[i], first) < 0))
            first = a->person[i];
    return first;
}

/* How many people are no more due than this one. */
static int count_alike(const struct asked *a, int person)
{
    int alike = 0;
    for (int i = 0; i < a->n; i++)
        alike += a->person[i] >= 0 && !stays_put(a->m, a->person[i]) && turn_order(a->m, a->person[i], person) == 0;
    return alike;
}

/* Those whose turn it is to wait go first. Among those who are equally due the engine chooses (`may_wait`, `waiting`). */
static void keep_to_seats(struct asked *a)
{
    struct matching *m = a->m;
    int over = a->wish->seats > 0 && a->n > a->wish->seats ? a->n - a->wish->seats : 0, person, kept = 0;
    bool *alike = arena_alloc(a->arena, (size_t)a->n + 1);
    while (over > 0 && (person = first_to_wait(a)) != MATCHING_NONE) {
        bool all = count_alike(a, person) <= over;
        for (int i = 0; i < a->n; i++) {
            int other = a->person[i];
            alike[i] = other >= 0 && !stays_put(m, other) && turn_order(m, other, person) == 0;
            if (!alike[i] || !all)
                continue;
            m->people[other].readiness = WAITS_SEATS;
            a->person[i] = -1;
            a->turns = true;
            over--;
        }
        a->waiting = all ? 0 : over;
        over = all ? over : 0;
    }
    a->may_wait = arena_alloc(a->arena, (size_t)a->n + 1);
    for (int i = 0; i < a->n; i++)
        if (a->person[i] >= 0) {
            a->may_wait[kept] = a->waiting > 0 && alike[i];
            a->turns |= a->waiting > 0 && !alike[i] && !stays_put(m, a->person[i]);
            a->person[kept++] = a->person[i];
        }
    a->n = kept;
}

static void gather_people(struct asked *a)
{
    struct matching *m = a->m;
    a->person = arena_alloc(a->arena, ((size_t)m->count + 1) * sizeof *a->person);
    a->participant = arena_alloc(a->arena, ((size_t)m->count + 1) * sizeof *a->participant);
    for (int i = 0; i < m->count; i++) {
        if (m->people[i].readiness == WAITS_SEATS)
            m->people[i].readiness = READY;
        if (may_take_part(m, a->wish, i))
            a->person[a->n++] = i;
    }
    keep_to_seats(a);
    for (int i = 0; i < m->count; i++)
        a->participant[i] = MATCHING_NONE;
    for (int i = 0; i < a->n; i++)
        a->participant[a->person[i]] = i;
}

/* ---- scores and rules ---- */

static void gather_scores(struct asked *a)
{
    struct matching *m = a->m;
    size_t n = (size_t)a->n;
    int32_t *score = arena_alloc(a->arena, (n * n + 1) * sizeof *score);
    bool dear = a->wish->most >= LARGE_GROUP && !a->wish->meet_again;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            size_t at = (size_t)a->person[i] * (size_t)m->count + (size_t)a->person[j];
            score[i * n + j] = i == j ? 0 : m->score[at] - (dear ? m->met[at] * criteria_full(&m->criteria) : 0);
        }
    a->problem.score = score;
}

static void put_rule(struct asked *a, int rule, struct match_rule engine)
{
    a->rule[a->rule_count] = rule;
    a->rules[a->rule_count++] = engine;
}

/* The rule's people who take part, by their numbers here. */
static void put_people(struct asked *a, struct match_rule *engine, const int *people, int count)
{
    int *own = arena_alloc(a->arena, ((size_t)count + 1) * sizeof *own), n = 0;
    for (int i = 0; i < count; i++)
        if (a->participant[people[i]] != MATCHING_NONE)
            own[n++] = a->participant[people[i]];
    engine->people = own;
    engine->count = n;
}

static void put_labels(struct asked *a, struct match_rule *engine)
{
    int *labels = arena_alloc(a->arena, ((size_t)a->n + 1) * sizeof *labels);
    uint64_t *masks = arena_alloc(a->arena, ((size_t)a->n + 1) * sizeof *masks);
    for (int i = 0; i < a->n; i++) {
        labels[i] = engine->labels ? engine->labels[a->person[i]] : 0;
        masks[i] = engine->masks ? engine->masks[a->person[i]] : 0;
    }
    engine->labels = engine->labels ? labels : NULL;
    engine->masks = engine->masks ? masks : NULL;
}

static int ascending(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* What stays as it is. Somebody who is in two of them is held by the first. */
static void put_locks(struct asked *a)
{
    struct matching *m = a->m;
    for (int t = 0; t < m->table_count; t++) {
        int *own = arena_alloc(a->arena, ((size_t)m->tables[t]->count + 1) * sizeof *own), n = 0;
        for (int i = 0; i < m->tables[t]->count; i++)
            if (m->people[m->tables[t]->people[i]].table == t && a->participant[m->tables[t]->people[i]] != MATCHING_NONE)
                own[n++] = a->participant[m->tables[t]->people[i]];
        sort_stable(own, (size_t)n, sizeof *own, ascending);
        if (m->tables[t]->fixed && !m->tables[t]->beside && n > 0)
            put_rule(a, -1 - t, (struct match_rule){.type = MATCH_LOCKED, .people = own, .count = n});
    }
}

static void gather_rules(struct asked *a)
{
    struct matching *m = a->m;
    size_t most = (size_t)m->rule_count + (size_t)m->table_count + (size_t)a->n + 1;
    a->rule = arena_alloc(a->arena, most * sizeof *a->rule);
    a->rules = arena_alloc(a->arena, most * sizeof *a->rules);
    put_locks(a);
    for (int i = 0; i < m->rule_count; i++) {
        struct match_rule engine = m->rules[i].rule;
        bool meeting = !*m->rules[i].record;
        if (engine.type == MATCH_ABSENT || m->rules[i].dropped || (meeting && (a->wish->meet_again || a->wish->most >= LARGE_GROUP)))
            continue;
        put_people(a, &engine, engine.people, engine.count);
        put_labels(a, &engine);
        if (engine.count > 1 || engine.type == MATCH_AT_MOST || engine.type == MATCH_SHARED || engine.type == MATCH_AT_LEAST ||
            engine.type == MATCH_NEVER_ALONE)
            put_rule(a, i, engine);
    }
    for (int i = 0; i < a->n && a->wish->rounds > 1; i++) {
        int capacity = m->people[a->person[i]].capacity;
        int *who = arena_alloc(a->arena, sizeof *who);
        *who = i;
        if (capacity >= 0 && capacity < a->wish->rounds)
            put_rule(a, m->rule_count, (struct match_rule){.type = MATCH_CAPACITY, .people = who, .count = 1, .limit = capacity});
    }
    a->problem.rules = a->rules;
    a->problem.rule_count = a->rule_count;
}

static void gather_standing(struct asked *a)
{
    int *standing = arena_alloc(a->arena, ((size_t)a->n + 1) * sizeof *standing);
    for (int i = 0; i < a->n; i++)
        standing[i] = a->m->people[a->person[i]].table;
    a->problem.standing = standing;
    /* A pair is kept unless a new one is better by a quarter of what two people could get. */
    a->problem.keep_bonus = criteria_full(&a->m->criteria) / 4;
}

static enum status check_wish(const struct matching *m, const struct matching_wish *w, int n, struct error *e)
{
    if (w->least < 2 || w->most < w->least) {
        error_set(e, ERR_INPUT, "groups of %d to %d cannot be made", w->least, w->most);
        return error_hint(e, ERR_INPUT, "sizes start at 2, and the largest is not below the smallest: 2, or 3-5");
    }
    if (w->rounds < 1) {
        error_set(e, ERR_INPUT, "%d rounds cannot be made", w->rounds);
        return error_hint(e, ERR_INPUT, "ask for one round or more");
    }
    if (w->rounds > 1 && m->last_round > m->round) {
        error_set(e, ERR_INPUT, "round %d has pairs or groups already", m->round + 1);
        return error_hint(e, ERR_INPUT, "ask for one round, or start from the last one there is, %d", m->last_round);
    }
    if (n < 2) {
        error_set(e, ERR_INPUT, "there is nobody to match in round %d", m->round);
        return error_hint(e, ERR_INPUT, "at least two people who are selected or attending must be ready: willing, engaged, authorised, with time");
    }
    return OK;
}

/* ---- back again ---- */

/* The pair or group that most of these people are in now, if it may change, at least half of it stays, and nobody else
 * became it. */
static int becomes(const struct matching *m, const int *people, int count, const bool *taken)
{
    int best = MATCHING_NONE, most = 0;
    for (int t = 0; t < m->table_count; t++) {
        int in = 0;
        for (int i = 0; i < count; i++)
            in += m->people[people[i]].table == t;
        if (!m->tables[t]->fixed && !taken[t] && in > most && 2 * in >= m->tables[t]->count) {
            most = in;
            best = t;
        }
    }
    return best;
}

static bool stands_already(const struct matching *m, const struct suggested *g)
{
    if (g->table == MATCHING_NONE || m->tables[g->table]->count != g->count)
        return false;
    for (int i = 0; i < g->count; i++)
        if (m->people[g->people[i]].table != g->table)
            return false;
    return true;
}

/* Locked ones are where they were: no suggestion. */
static bool is_fixed(const struct matching *m, const struct suggested *g)
{
    int t = m->people[g->people[0]].table;
    return g->round == 0 && t != MATCHING_NONE && m->tables[t]->fixed && !m->tables[t]->beside;
}

void matching_settle(const struct matching *m, struct suggestion *s)
{
    bool *taken = arena_alloc(s->arena, (size_t)m->table_count + 1);
    for (int i = 0; i < s->count; i++) {
        struct suggested *g = &s->groups[i];
        g->table = g->round == 0 ? becomes(m, g->people, g->count, taken) : MATCHING_NONE;
        if (g->table != MATCHING_NONE)
            taken[g->table] = true;
        g->changed = !stands_already(m, g);
    }
}

static void take_groups(struct asked *a, const struct match_result *r, struct suggestion *s)
{
    struct matching *m = a->m;
    int total = 0;
    for (int round = 0; round < r->rounds; round++)
        total += r->places[round];
    s->groups = arena_alloc(s->arena, ((size_t)total + 1) * sizeof *s->groups);
    for (int round = 0; round < r->rounds; round++)
        for (int place = 0; place < r->places[round]; place++) {
            struct suggested g = {.round = round, .table = MATCHING_NONE, .accepted = true};
            g.people = arena_alloc(s->arena, ((size_t)a->n + 1) * sizeof *g.people);
            for (int i = 0; i < a->n; i++)
                if (r->place[round * a->n + i] == place)
                    g.people[g.count++] = a->person[i];
            if (g.count > 0 && !is_fixed(m, &g))
                s->groups[s->count++] = g;
        }
    matching_settle(m, s);
}

/* Who is in no arrangement of the first round though they take part in the alliance. */
static void take_waiting(struct asked *a, const struct match_result *r, struct suggestion *s)
{
    struct matching *m = a->m;
    s->waiting = arena_alloc(s->arena, ((size_t)m->count + 1) * sizeof *s->waiting);
    for (int i = 0; i < m->count; i++) {
        int at = a->participant[i];
        bool placed = stays_put(m, i) || (at != MATCHING_NONE && r->place && r->place[at] >= 0);
        if (!placed && r->place && at != MATCHING_NONE && a->may_wait[at])
            m->people[i].readiness = WAITS_SEATS;
        if (!placed && m->people[i].readiness != WAITS_STATUS)
            s->waiting[s->waiting_count++] = i;
    }
}

/* A rule of the clash; where so many are needed in each group, how many there are; who would be alone. */
static void tell_rule(const struct asked *a, size_t rule, struct buf *out)
{
    buf_adds(out, matching_rule_words(a->m, &a->m->rules[a->rule[rule]]));
    if (a->rules[rule].type == MATCH_AT_LEAST)
        buf_addf(out, _("; there are %d"), a->rules[rule].count);
    if (a->rules[rule].type == MATCH_NEVER_ALONE && a->rules[rule].count == 1) {
        struct buf who = BUF_INIT;
        matching_called(a->m, a->person[a->rules[rule].people[0]], &who);
        buf_addf(out, _("; %s would be"), buf_str(&who));
        buf_release(&who);
    }
}

/* The sizes asked for; where they alone cannot be met, those that could. */
static void tell_sizes(const struct asked *a, bool alone, struct buf *out)
{
    int least = a->wish->least, most = a->wish->most, n = a->n - a->waiting, groups = (n + most - 1) / most;
    if (most == 2)
        buf_addf(out, _("%d people in pairs, with one trio if the number is odd"), n);
    else if (least == most)
        buf_addf(out, _("%d people in groups of %d"), n, most);
    else
        buf_addf(out, _("%d people in groups of %d to %d"), n, least, most);
    if (!alone || groups < 1)
        return;
    least = n / groups;
    most = (n + groups - 1) / groups;
    if (least == most)
        buf_addf(out, _("; groups of %d would do"), least);
    else
        buf_addf(out, _("; groups of %d-%d would do"), least, most);
}

static void take_clash(struct asked *a, const struct match_result *r, struct suggestion *s)
{
    struct matching *m = a->m;
    s->clash_rules = arena_alloc(s->arena, (r->clash_count + 1) * sizeof *s->clash_rules);
    for (size_t i = 0; i < r->clash_count; i++) {
        int rule = a->rule[r->clash[i]];
        if (rule >= 0 && rule < m->rule_count)
            s->clash_rules[s->clash_rule_count++] = rule;
        struct buf who = BUF_INIT;
        buf_addf(&s->clash, "%s", s->clash.len ? "\n" : "");
        if (rule == m->rule_count) {
            matching_called(m, a->person[a->rules[r->clash[i]].people[0]], &who);
            buf_addf(&s->clash, _("%s can be in %d more pairs or groups"), buf_str(&who), a->rules[r->clash[i]].limit);
        } else if (rule >= 0)
            tell_rule(a, r->clash[i], &s->clash);
        else
            buf_addf(&s->clash, _("'%s' stays as it is"), m->tables[-1 - rule]->name);
        buf_release(&who);
    }
    if (r->clash_sizes) {
        buf_adds(&s->clash, s->clash.len ? "\n" : "");
        s->sizes_alone = r->clash_count == 0;
        tell_sizes(a, s->sizes_alone, &s->clash);
    }
}

static int64_t standing_score(const struct matching *m)
{
    int64_t score = 0;
    for (int t = 0; t < m->table_count; t++)
        if (!m->tables[t]->beside)
            score += matching_sum(m, m->tables[t]->people, m->tables[t]->count);
    return score;
}

static void count_broken(const struct matching *m, struct suggestion *s)
{
    for (int g = 0; g < s->count; g++)
        s->broken += s->groups[g].round == 0 && matching_broken_rule(m, s->groups[g].people, s->groups[g].count, 0) != NULL;
}

static void take_result(struct asked *a, const struct match_result *r, struct suggestion *s)
{
    s->state = r->state;
    s->rounds = r->rounds;
    s->standing = standing_score(a->m);
    take_waiting(a, r, s);
    if (r->state == MATCH_INFEASIBLE)
        take_clash(a, r, s);
    if (r->state != MATCH_FEASIBLE)
        return;
    s->kept = r->kept;
    take_groups(a, r, s);
    count_broken(a->m, s);
    matching_judge(a->m, a->wish, r, a->turns, s);
}

int matching_takes_part(const struct matching *m)
{
    int count = 0;
    for (int i = 0; i < m->count; i++)
        count += may_take_part(m, &m->wish, i);
    return count;
}

enum status matching_solve(struct matching *m, const struct matching_wish *wish, const struct match_control *control,
                           struct suggestion *s, struct error *e)
{
    struct asked a = {.m = m, .wish = wish, .arena = arena_new()};
    struct match_result result = {0};
    *s = (struct suggestion){.arena = arena_new()};
    gather_people(&a);
    enum status status = check_wish(m, wish, a.n - a.waiting, e);
    if (status == OK) {
        a.problem = (struct match_problem){
            .n = a.n, .least = wish->least, .most = wish->most, .rounds = wish->rounds, .aim = wish->aim, .seed = wish->seed};
        a.problem.repeat_cost = wish->most >= LARGE_GROUP ? criteria_full(&m->criteria) : 0; /* as earlier meetings */
        gather_scores(&a);
        gather_rules(&a);
        gather_standing(&a);
        status = match_solve_seats(&a.problem, a.may_wait, a.waiting, control, &result, e);
        if (status == OK)
            take_result(&a, &result, s);
        match_release(&result);
    }
    arena_free(a.arena);
    return status;
}

void suggestion_release(struct suggestion *s)
{
    buf_release(&s->clash);
    arena_free(s->arena);
    *s = (struct suggestion){0};
}
