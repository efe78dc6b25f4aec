/* next.c: what is next for an alliance: first what has a day, in the order of the days, then what has none. See
 * roadmap.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "base/tr.h"
#include "model/facts.h"
#include "model/kinds.h"
#include "report/headway.h"
#include "report/roadmap.h"

enum {
    DATED = 96,        /* steps with a day that are compared */
    DATED_SHOWN = 10,  /* and of them shown */
    MANDATE_DAYS = 60, /* before its end a mandate is to be renewed */
};

struct gathering {
    struct store *store;
    const struct model *model;
    const char *alliance, *today;
    struct next_step *steps;
    size_t count, size;
    size_t limit;    /* of the kind of step being gathered */
    size_t examined; /* records looked at for it */
    size_t most;     /* of them */
};

/* Home must open at once with 100,000 people: in an alliance larger than WHOLE only the first FEW records are looked at for
 * one kind of step. Who is further down comes up as those above are dealt with. */
enum { WHOLE = 1000, FEW = 50 };

/* Is there any use in looking further? */
static bool go_on(struct gathering *g)
{
    return g->count < g->limit && ++g->examined < g->most;
}

static struct next_step *add_step(struct gathering *g, enum next_what what, const char *id, const char *due)
{
    if (g->count >= g->size || g->count >= g->limit)
        return NULL;
    struct next_step *step = &g->steps[g->count++];
    *step = (struct next_step){.what = what, .late = *due && strcmp(due, g->today) < 0};
    snprintf(step->id, sizeof step->id, "%s", id);
    snprintf(step->due, sizeof step->due, "%s", due);
    return step;
}

/* ---- what has a day ---- */

static bool gather_action(void *data, const struct record *r)
{
    struct gathering *g = data;
    struct next_step *step = NULL;
    if (!RECORD_IS(r, ACTION_STATUS, DONE) && !RECORD_IS(r, ACTION_STATUS, DROPPED))
        step = add_step(g, NEXT_ACTION, record_id(r), record_get(r, ACTION_DUE));
    if (step)
        snprintf(step->text, sizeof step->text, "%s%s%s", record_get(r, ACTION_WHAT), record_has(r, ACTION_WHO) ? _(": ") : "",
                 record_get(r, ACTION_WHO));
    return go_on(g);
}

/* A risk without a day stands in its list only. */
static bool gather_risk(void *data, const struct record *r)
{
    struct gathering *g = data;
    const char *due = record_get(r, RISK_DUE);
    struct next_step *step = NULL;
    if (*due && (!record_has(r, RISK_STATUS) || RECORD_IS(r, RISK_STATUS, OPEN)))
        step = add_step(g, NEXT_RISK, record_id(r), due);
    if (step)
        snprintf(step->text, sizeof step->text, record_has(r, RISK_WHO) ? _("Risk: %s: %s") : _("Risk: %s"),
                 record_get(r, RISK_WHAT), record_get(r, RISK_WHO));
    return go_on(g);
}

struct assessing {
    const char *target_date;
    bool assessed;       /* on that day or later */
    char day[DATE_SIZE]; /* of the last value, */
    char value[40];      /* and the value */
};

static bool see_assessment(void *data, const struct record *r)
{
    struct assessing *a = data;
    const char *day = record_get(r, ASSESSMENT_DATE);
    a->assessed = a->assessed || strcmp(day, a->target_date) >= 0;
    if (record_has(r, ASSESSMENT_VALUE) && strcmp(day, a->day) >= 0) {
        snprintf(a->day, sizeof a->day, "%s", day);
        snprintf(a->value, sizeof a->value, "%s", record_get(r, ASSESSMENT_VALUE));
    }
    return true;
}

/* An objective is due until it is reached, or was assessed on the day of its target or later. */
static bool gather_target(void *data, const struct record *r)
{
    struct gathering *g = data;
    struct assessing a = {.target_date = record_get(r, OBJECTIVE_TARGET_DATE)};
    if (!*a.target_date || g->count >= g->limit)
        return go_on(g);
    store_each(g->store, g->model->kinds[KIND_ASSESSMENT], ASSESSMENT_OBJECTIVE, record_id(r), see_assessment, &a, NULL);
    bool reached = headway_of(record_get(r, OBJECTIVE_BASELINE), record_get(r, OBJECTIVE_TARGET), a.value).reached;
    struct next_step *step = a.assessed || reached ? NULL : add_step(g, NEXT_TARGET, record_id(r), a.target_date);
    if (step)
        snprintf(step->text, sizeof step->text, _("Reach the objective: %s"), record_get(r, OBJECTIVE_STATEMENT));
    return go_on(g);
}

/* A step about a person, with a wording that holds their name. */
static void person_step(struct gathering *g, struct next_step *step, const char *wording, const char *person)
    __attribute__((format(printf, 3, 0)));
static void person_step(struct gathering *g, struct next_step *step, const char *wording, const char *person)
{
    struct buf name = BUF_INIT;
    if (step) {
        store_title(g->store, g->model->kinds[KIND_PERSON], person, &name);
        snprintf(step->text, sizeof step->text, wording, buf_str(&name));
    }
    buf_release(&name);
}

static bool gather_mandate_end(void *data, const struct record *r)
{
    struct gathering *g = data;
    const char *until = record_get(r, MEMBERSHIP_MANDATE_UNTIL);
    if (membership_takes_part(r) && RECORD_IS(r, MEMBERSHIP_MANDATE_STATUS, GIVEN) && date_valid(until) &&
        date_days_between(g->today, until) <= MANDATE_DAYS)
        person_step(g, add_step(g, NEXT_MANDATE, record_id(r), until), _("Renew the mandate of %s"),
                    record_get(r, MEMBERSHIP_PERSON));
    return go_on(g);
}

/* Overdue first, then by day, then those without one. */
static int by_due(const void *a, const void *b)
{
    const struct next_step *x = a, *y = b;
    if (!*x->due || !*y->due)
        return (*x->due == '\0') - (*y->due == '\0');
    return strcmp(x->due, y->due);
}

/* ---- what has none ---- */

static bool gather_evidence(void *data, const struct record *r)
{
    struct gathering *g = data;
    if (!RECORD_IS(r, ANSWER_STATUS, NEEDS_EVIDENCE))
        return go_on(g);
    struct next_step *step = add_step(g, NEXT_EVIDENCE, record_get(r, ANSWER_ITEM), "");
    if (step)
        snprintf(step->text, sizeof step->text, _("Find evidence for the answer to %s"), record_get(r, ANSWER_ITEM));
    return go_on(g);
}

static bool gather_member(void *data, const struct record *r)
{
    struct gathering *g = data;
    if (membership_takes_part(r) && !RECORD_IS(r, MEMBERSHIP_MANDATE_STATUS, GIVEN))
        person_step(g, add_step(g, NEXT_MANDATE, record_id(r), ""), _("Get a mandate for %s"),
                    record_get(r, MEMBERSHIP_PERSON));
    return go_on(g);
}

static bool gather_unplaced(void *data, const struct record *r)
{
    struct gathering *g = data;
    const char *person = record_get(r, MEMBERSHIP_PERSON);
    if (membership_takes_part(r) && store_count(g->store, g->model->kinds[KIND_PLACEMENT], PLACEMENT_PERSON, person) == 0)
        person_step(g, add_step(g, NEXT_UNPLACED, person, ""), _("Find a pair or group for %s"), person);
    return go_on(g);
}

static bool gather_contact(void *data, const struct record *r)
{
    bool *missing = data;
    *missing = !RECORD_IS(r, PLACEMENT_CONTACT, MADE);
    return !*missing;
}

/* One that is pending is to be published; one that is published to lead to a first contact. */
static bool gather_arrangement(void *data, const struct record *r)
{
    struct gathering *g = data;
    bool pending = RECORD_IS(r, ARRANGEMENT_STATUS, PENDING), missing = false;
    if (RECORD_IS(r, ARRANGEMENT_STATUS, PUBLISHED))
        store_each(g->store, g->model->kinds[KIND_PLACEMENT], PLACEMENT_ARRANGEMENT, record_id(r), gather_contact, &missing, NULL);
    if (!pending && !missing)
        return go_on(g);
    struct next_step *step = add_step(g, pending ? NEXT_PUBLISH : NEXT_CONTACT, record_id(r), "");
    if (step)
        snprintf(step->text, sizeof step->text, pending ? _("Tell them, and publish: %s") : _("Ask whether they are in touch: %s"),
                 record_get(r, ARRANGEMENT_NAME));
    return go_on(g);
}

static bool gather_objective(void *data, const struct record *r)
{
    struct gathering *g = data;
    const char *what = NULL;
    enum next_what step_kind = NEXT_OBJECTIVE;
    if (!record_has(r, OBJECTIVE_TARGET))
        what = _("Set a target: %s");
    else if (store_count(g->store, g->model->kinds[KIND_ASSESSMENT], ASSESSMENT_OBJECTIVE, record_id(r)) == 0) {
        what = _("Assess: %s");
        step_kind = NEXT_ASSESS;
    }
    if (!what)
        return go_on(g);
    struct next_step *step = add_step(g, step_kind, record_id(r), "");
    if (step)
        snprintf(step->text, sizeof step->text, what, record_get(r, OBJECTIVE_STATEMENT));
    return go_on(g);
}

static void gather_question(struct gathering *g, const struct instrument *guide)
{
    struct roadmap map;
    if (roadmap_read(g->store, guide, g->alliance, &map, NULL) != OK || map.next_item < 0)
        return;
    struct next_step *step = add_step(g, NEXT_QUESTION, guide->items[map.next_item].id, "");
    if (step)
        snprintf(step->text, sizeof step->text, _("Answer %s: %s"), guide->items[map.next_item].id,
                 instrument_text(guide, (size_t)map.next_item, WORDING_LABEL));
}

static void gather(struct gathering *g, enum kind_id kind, int field, size_t most,
                   bool (*each)(void *data, const struct record *r))
{
    g->limit = g->count + most;
    g->examined = 0;
    g->most = store_count(g->store, g->model->kinds[kind], field, g->alliance) <= WHOLE ? WHOLE : FEW;
    store_each(g->store, g->model->kinds[kind], field, g->alliance, each, g, NULL);
}

/* Everything with a day, and the actions without one behind it. Returns how many of the first were put into `steps`. */
static size_t dated_steps(struct gathering g, bool closed, struct next_step *steps, size_t size)
{
    struct next_step dated[DATED]; /* sorted by day before the first are taken */
    g.steps = dated;
    g.size = DATED;
    gather(&g, KIND_ACTION, ACTION_ALLIANCE, DATED, gather_action);
    if (!closed) {
        gather(&g, KIND_RISK, RISK_ALLIANCE, DATED, gather_risk);
        gather(&g, KIND_OBJECTIVE, OBJECTIVE_ALLIANCE, DATED, gather_target);
        gather(&g, KIND_MEMBERSHIP, MEMBERSHIP_ALLIANCE, DATED, gather_mandate_end);
    }
    sort_stable(dated, g.count, sizeof *dated, by_due);
    size_t taken = g.count < DATED_SHOWN ? g.count : DATED_SHOWN;
    taken = taken < size ? taken : size;
    memcpy(steps, dated, taken * sizeof *steps);
    return taken;
}

static bool is_closed(const struct gathering *g)
{
    struct record r;
    bool closed = false;
    if (store_get(g->store, g->model->kinds[KIND_ALLIANCE], g->alliance, &r, NULL) == OK) {
        closed = record_yes(&r, ALLIANCE_CLOSED);
        record_release(&r);
    }
    return closed;
}

size_t next_steps(struct store *store, const struct instrument *guide, const char *alliance, const char *today,
                  struct next_step *steps, size_t size)
{
    struct gathering g = {.store = store, .model = store_model(store), .alliance = alliance, .today = today,
                          .steps = steps, .size = size};
    bool closed = is_closed(&g);
    g.count = dated_steps(g, closed, steps, size);
    if (closed)
        return g.count;
    g.limit = g.count + 1;
    gather_question(&g, guide);
    gather(&g, KIND_ANSWER, ANSWER_ALLIANCE, 2, gather_evidence);
    gather(&g, KIND_MEMBERSHIP, MEMBERSHIP_ALLIANCE, 3, gather_member);
    gather(&g, KIND_MEMBERSHIP, MEMBERSHIP_ALLIANCE, 3, gather_unplaced);
    gather(&g, KIND_ARRANGEMENT, ARRANGEMENT_ALLIANCE, 3, gather_arrangement);
    gather(&g, KIND_OBJECTIVE, OBJECTIVE_ALLIANCE, 2, gather_objective);
    return g.count;
}
