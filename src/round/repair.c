/* repair.c: the nearest arrangement that keeps every rule, where what was asked for does not. See matching.h.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "round/internal.h"

enum {
    REPAIR_STEPS = 200000, /* of each search: about a second */
    MOST_LEFT_OUT = 6,     /* people tried */
};

/* The caller's control, with a memory: a search may end before it is asked again. */
struct watched {
    const struct match_control *control;
    bool stopped;
};

static bool poll(void *data, const struct match_progress *progress)
{
    struct watched *w = data;
    w->stopped = w->stopped || (w->control && w->control->poll && w->control->poll(w->control->data, progress));
    return w->stopped;
}

/* Asks for that; true if all rules are kept by it, or `some`: all but those with people who wait. Sets the fit. */
static bool try(struct matching *m, const struct matching_wish *wish, struct watched *w, int without, bool some,
                int *fit)
{
    struct suggestion s;
    const struct match_control control = {.effort = REPAIR_STEPS, .poll = poll, .data = w};
    enum readiness before = without == MATCHING_NONE ? READY : m->people[without].readiness;
    if (without != MATCHING_NONE)
        m->people[without].readiness = WAITS_ABSENT;
    bool kept = matching_solve(m, wish, &control, &s, NULL) == OK && s.state == MATCH_FEASIBLE &&
                (some || (s.broken == 0 && s.alone == 0));
    *fit = kept ? suggestion_mean_fit(m, &s) : 0;
    suggestion_release(&s);
    if (without != MATCHING_NONE)
        m->people[without].readiness = before;
    return kept;
}

/* Takes it as the repair if it keeps all rules and fits better than what was found so far. */
static void consider(struct matching *m, const struct matching_wish *wish, struct watched *w, int without,
                     struct repair *r)
{
    int fit;
    if (w->stopped || !try(m, wish, w, without, r->some, &fit) || (r->found && fit <= r->fit))
        return;
    r->found = true;
    r->wish = *wish;
    r->without = without;
    r->fit = fit;
}

/* Pairs: a trio or two; groups: one more or one fewer. */
static void consider_sizes(struct matching *m, const struct matching_wish *wish, struct watched *w, struct repair *r)
{
    for (int less = 0; less < 2; less++)
        for (int more = 0; more < 2; more++) {
            struct matching_wish other = *wish;
            other.least -= less;
            other.most += more;
            if ((less || more) && other.least >= 2)
                consider(m, &other, w, MATCHING_NONE, r);
        }
}

/* People to be left out, each once and only so many: each is a search. */
struct left_out {
    int people[MOST_LEFT_OUT], count;
};

static void leave_out(struct left_out *l, int person)
{
    for (int i = 0; i < l->count; i++)
        if (l->people[i] == person)
            return;
    if (l->count < MOST_LEFT_OUT)
        l->people[l->count++] = person;
}

/* Those of the group whom a broken rule is about. */
static void leave_out_of(const struct matching *m, const struct suggested *g, struct left_out *l)
{
    const struct matching_rule *broken = matching_broken_rule(m, g->people, g->count, 0);
    for (int i = 0; broken && i < g->count; i++)
        for (int k = 0; k < broken->rule.count; k++)
            if (broken->rule.people[k] == g->people[i])
                leave_out(l, g->people[i]);
}

/* Whoever breaks a rule that somebody else would have to help to keep. */
static void consider_leaving_out(struct matching *m, const struct matching_wish *wish, const struct suggestion *s,
                                 struct watched *w, struct repair *r)
{
    struct left_out l = {.count = 0};
    for (int i = 0; i < s->clash_rule_count; i++) {
        const struct match_rule *rule = &m->rules[s->clash_rules[i]].rule;
        for (int k = 0; k < rule->count && rule->type == MATCH_NEVER_ALONE; k++)
            if (m->people[rule->people[k]].readiness == READY)
                leave_out(&l, rule->people[k]);
    }
    for (int g = 0; g < s->count; g++)
        if (s->groups[g].round == 0)
            leave_out_of(m, &s->groups[g], &l);
    for (int i = 0; i < l.count; i++)
        consider(m, wish, w, l.people[i], r);
}

/* The fit if the rules that clash were not there; -1: not known. */
static int fit_without_rules(struct matching *m, const struct matching_wish *wish, const struct suggestion *s,
                             struct watched *w)
{
    struct suggestion free_of;
    const struct match_control control = {.effort = REPAIR_STEPS, .poll = poll, .data = w};
    if (w->stopped)
        return -1;
    for (int i = 0; i < s->clash_rule_count; i++)
        m->rules[s->clash_rules[i]].dropped = true;
    bool found = matching_solve(m, wish, &control, &free_of, NULL) == OK && free_of.state == MATCH_FEASIBLE;
    int fit = found ? suggestion_mean_fit(m, &free_of) : -1;
    suggestion_release(&free_of);
    for (int i = 0; i < s->clash_rule_count; i++)
        m->rules[s->clash_rules[i]].dropped = false;
    return fit;
}

/* The readiness that the people had: a search for a repair leaves none of its own behind. */
static enum readiness *keep_readiness(const struct matching *m)
{
    enum readiness *kept = xcalloc((size_t)m->count + 1, sizeof *kept);
    for (int i = 0; i < m->count; i++)
        kept[i] = m->people[i].readiness;
    return kept;
}

void matching_repair(struct matching *m, const struct matching_wish *wish, const struct suggestion *s,
                     const struct match_control *control, struct repair *r)
{
    struct watched w = {.control = control};
    *r = (struct repair){.without = MATCHING_NONE};
    bool clash = s->state == MATCH_INFEASIBLE;
    if ((!clash && !s->broken) || wish->rounds > 1)
        return;
    enum readiness *kept = keep_readiness(m);
    struct matching_wish everybody = *wish;
    everybody.whoever = true;
    consider_sizes(m, wish, &w, r);
    if (!r->found && !wish->whoever)
        consider(m, &everybody, &w, MATCHING_NONE, r);
    if (!r->found) /* the nearest is what has a place for all */
        consider_leaving_out(m, wish, s, &w, r);
    if (!r->found && clash) {
        r->some = true;
        consider_sizes(m, wish, &w, r);
    }
    r->before = !r->found ? -1 : clash ? fit_without_rules(m, wish, s, &w) : suggestion_mean_fit(m, s);
    for (int i = 0; i < m->count; i++)
        m->people[i].readiness = kept[i];
    free(kept);
}

/* Each sentence whole, with and without the fit if the rules are not kept. */
void repair_words(const struct matching *m, const struct matching_wish *wish, const struct repair *r, struct buf *out)
{
    struct buf who = BUF_INIT;
    bool known = r->before >= 0;
    int least = r->wish.least, most = r->wish.most;
    if (r->without != MATCHING_NONE) {
        matching_called(m, r->without, &who);
        known ? buf_addf(out, _("Without %s all rules are kept: fit %d (%d if not kept)."), buf_str(&who), r->fit, r->before)
              : buf_addf(out, _("Without %s all rules are kept: fit %d."), buf_str(&who), r->fit);
    } else if (r->wish.whoever && !wish->whoever) {
        known ? buf_addf(out, _("With those not ready yet all rules are kept: fit %d (%d if not kept)."), r->fit, r->before)
              : buf_addf(out, _("With those not ready yet all rules are kept: fit %d."), r->fit);
    } else if (r->some) {
        known ? buf_addf(out, _("With %d to %d together it can be done: fit %d (%d if not kept)."), least, most, r->fit, r->before)
              : buf_addf(out, _("With %d to %d together it can be done: fit %d."), least, most, r->fit);
    } else {
        known ? buf_addf(out, _("With %d to %d together all rules are kept: fit %d (%d if not kept)."), least, most, r->fit, r->before)
              : buf_addf(out, _("With %d to %d together all rules are kept: fit %d."), least, most, r->fit);
    }
    buf_release(&who);
}

/* What else was asked for: the same again, else another arrangement would come of it. */
static void add_options(const struct matching *m, const struct matching_wish *w, struct buf *out)
{
    if (w->aim != m->wish.aim)
        buf_addf(out, " --aim=%s", m->app->model.kinds[KIND_MATCHING]->fields[MATCHING_AIM].choices[w->aim].name);
    if (w->seats != m->wish.seats)
        buf_addf(out, " --seats=%d", w->seats);
    if (w->seed != m->wish.seed)
        buf_addf(out, " --seed=%llu", (unsigned long long)w->seed);
    buf_adds(out, w->whoever ? " --everybody" : "");
    buf_adds(out, w->meet_again ? " --again" : "");
}

void repair_command(const struct matching *m, const struct matching_wish *wish, const struct repair *r, struct buf *out)
{
    const struct matching_wish *w = &r->wish;
    bool sizes = w->least != m->wish.least || w->most != m->wish.most || w->least != wish->least || w->most != wish->most;
    if (r->without != MATCHING_NONE) {
        buf_addf(out, "peerloom add rule sort=absent person=%s round=%d", m->people[r->without].id, m->round);
        return;
    }
    buf_addf(out, "peerloom match --round=%d", m->round);
    if (sizes)
        buf_addf(out, " --size=%d-%d", w->least, w->most);
    add_options(m, w, out);
}
