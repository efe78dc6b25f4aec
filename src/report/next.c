/* next.c: what is next for an alliance: first what has a day, in the order of the days, then what has none. See
 * roadmap.h. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "model/facts.h"
#include "model/kinds.h"
#include "report/headway.h"
#include "report/roadmap.h"

enum { DATED = 10 }; /* steps with a day, the soonest */

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

static struct next_step step_of(const struct gathering *g, enum next_what what, const struct kind *kind, const char *id, const char *due)
{
    struct next_step step = {.what = what, .kind = kind, .late = *due && strcmp(due, g->today) < 0};
    snprintf(step.id, sizeof step.id, "%s", id);
    snprintf(step.due, sizeof step.due, "%s", due);
    return step;
}

static struct next_step *add_step(struct gathering *g, enum next_what what, int kind, const char *id)
{
    if (g->count >= g->size || g->count >= g->limit)
        return NULL;
    g->steps[g->count] = step_of(g, what, kind < 0 ? NULL : g->model->kinds[kind], id, "");
    return &g->steps[g->count++];
}

/* ---- what has a day ---- */

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
static bool objective_settled(struct gathering *g, const struct record *r)
{
    struct assessing a = {.target_date = record_get(r, OBJECTIVE_TARGET_DATE)};
    store_each(g->store, g->model->kinds[KIND_ASSESSMENT], ASSESSMENT_OBJECTIVE, record_id(r), see_assessment, &a, NULL);
    return a.assessed || headway_of(record_get(r, OBJECTIVE_BASELINE), record_get(r, OBJECTIVE_TARGET), a.value).reached;
}

/* Kinds that have words of their own for being due ("Engagement: Visit to Kisumu" does for all others), and that can be
 * settled by more than a choice of theirs. */
static const struct due_words {
    enum kind_id kind;
    const char *words, *nameless;
    bool (*settled)(struct gathering *g, const struct record *r);
} due_words[] = {
    {KIND_ACTION, "%s", N_("Do what was promised"), NULL},
    {KIND_OBJECTIVE, N_("Reach the objective: %s"), N_("Reach an objective"), objective_settled},
    {KIND_MEMBERSHIP, N_("Renew the mandate of %s"), N_("Get or renew a peer's mandate"), NULL},
    {KIND_RISK, NULL, N_("Look after a risk"), NULL},
};

static const struct due_words *words_of(const struct kind *kind)
{
    static const struct due_words none = {.words = NULL};
    for (size_t i = 0; i < sizeof due_words / sizeof *due_words; i++)
        if (due_words[i].kind == kind->index)
            return &due_words[i];
    return &none;
}

/* Behind the title, who looks after it, where that is noted in words. */
static void word_due(const struct gathering *g, const struct record *r, struct next_step *step)
{
    const struct due_words *w = words_of(r->kind);
    struct buf what = BUF_INIT;
    store_title(g->store, r->kind, record_id(r), &what);
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++)
        if (r->kind->fields[i].flags & FIELD_ABOUT && r->kind->fields[i].type == FIELD_TEXT && record_has(r, (int)i))
            buf_addf(&what, "%s%s", _(": "), record_get(r, (int)i));
    struct buf text = BUF_INIT;
    if (w->words)
        buf_addf(&text, tr(w->words), buf_str(&what));
    else
        buf_addf(&text, _("%s: %s"), r->kind->label, buf_str(&what));
    snprintf(step->text, sizeof step->text, "%s", buf_str(&text));
    buf_release(&text);
    buf_release(&what);
}

/* Sooner is first; without a day behind those that have one. */
static bool is_sooner(const char *due, const char *other)
{
    return *due && (!*other || strcmp(due, other) < 0);
}

/* Keeps the soonest DATED steps, in their order. */
static bool gather_due(void *data, const struct record *r)
{
    struct gathering *g = data;
    const char *due;
    bool more = ++g->examined < g->most;
    if (!record_wants(r, g->today, &due) || (g->count == g->size && !is_sooner(due, g->steps[g->count - 1].due)))
        return more;
    const struct due_words *w = words_of(r->kind);
    if (w->settled && w->settled(g, r))
        return more;
    g->count -= g->count == g->size;
    size_t at = g->count;
    while (at > 0 && is_sooner(due, g->steps[at - 1].due))
        at--;
    memmove(g->steps + at + 1, g->steps + at, (g->count++ - at) * sizeof *g->steps);
    g->steps[at] = step_of(g, NEXT_DUE, r->kind, record_id(r), due);
    word_due(g, r, &g->steps[at]);
    return more;
}

static void look_through(struct gathering *g, const struct kind *kind, bool (*each)(void *data, const struct record *r))
{
    g->examined = 0;
    g->most = store_count(g->store, kind, kind->alliance, g->alliance) <= WHOLE ? WHOLE : FEW;
    store_each(g->store, kind, kind->alliance, g->alliance, each, g, NULL);
}

/* Of the same day, what was promised goes before what follows from a screen of its own. */
static void gather_dated(struct gathering *g, bool closed)
{
    size_t size = g->size, kinds = g->model->count;
    g->size = size < DATED ? size : DATED;
    for (size_t i = 0; i < 2 * kinds && g->size; i++) {
        const struct kind *kind = g->model->kinds[i % kinds];
        if (kind->due >= 0 && kind->hidden == (i >= kinds) && (!closed || kind->index == KIND_ACTION))
            look_through(g, kind, gather_due);
    }
    g->size = size;
}

/* ---- what has none ---- */

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

static bool gather_evidence(void *data, const struct record *r)
{
    struct gathering *g = data;
    if (!RECORD_IS(r, ANSWER_STATUS, NEEDS_EVIDENCE))
        return go_on(g);
    struct next_step *step = add_step(g, NEXT_EVIDENCE, -1, record_get(r, ANSWER_ITEM));
    if (step)
        snprintf(step->text, sizeof step->text, _("Find evidence for the answer to %s"), record_get(r, ANSWER_ITEM));
    return go_on(g);
}

static bool gather_member(void *data, const struct record *r)
{
    struct gathering *g = data;
    if (membership_takes_part(r) && !RECORD_IS(r, MEMBERSHIP_MANDATE_STATUS, GIVEN))
        person_step(g, add_step(g, NEXT_MANDATE, KIND_MEMBERSHIP, record_id(r)), _("Get a mandate for %s"),
                    record_get(r, MEMBERSHIP_PERSON));
    return go_on(g);
}

static bool gather_unplaced(void *data, const struct record *r)
{
    struct gathering *g = data;
    const char *person = record_get(r, MEMBERSHIP_PERSON);
    if (membership_takes_part(r) && store_count(g->store, g->model->kinds[KIND_PLACEMENT], PLACEMENT_PERSON, person) == 0)
        person_step(g, add_step(g, NEXT_UNPLACED, KIND_PERSON, person), _("Find a pair or group for %s"), person);
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
    struct next_step *step = add_step(g, pending ? NEXT_PUBLISH : NEXT_CONTACT, KIND_ARRANGEMENT, record_id(r));
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
    struct next_step *step = add_step(g, step_kind, KIND_OBJECTIVE, record_id(r));
    if (step)
        snprintf(step->text, sizeof step->text, what, record_get(r, OBJECTIVE_STATEMENT));
    return go_on(g);
}

static void gather_question(struct gathering *g, const struct instrument *guide)
{
    struct roadmap map;
    if (roadmap_read(g->store, guide, g->alliance, &map, NULL) != OK || map.next_item < 0)
        return;
    struct next_step *step = add_step(g, NEXT_QUESTION, -1, guide->items[map.next_item].id);
    if (step)
        snprintf(step->text, sizeof step->text, _("Answer %s: %s"), guide->items[map.next_item].id,
                 instrument_text(guide, (size_t)map.next_item, WORDING_LABEL));
}

static void gather(struct gathering *g, enum kind_id kind, size_t most, bool (*each)(void *data, const struct record *r))
{
    g->limit = g->count + most;
    look_through(g, g->model->kinds[kind], each);
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
    gather_dated(&g, closed);
    if (closed)
        return g.count;
    g.limit = g.count + 1;
    gather_question(&g, guide);
    gather(&g, KIND_ANSWER, 2, gather_evidence);
    gather(&g, KIND_MEMBERSHIP, 3, gather_member);
    gather(&g, KIND_MEMBERSHIP, 3, gather_unplaced);
    gather(&g, KIND_ARRANGEMENT, 3, gather_arrangement);
    gather(&g, KIND_OBJECTIVE, 2, gather_objective);
    return g.count;
}

void next_nameless(const struct next_step *step, struct buf *out)
{
    static const char *const words[] = {
        [NEXT_UNPLACED] = N_("Find a pair or group for a peer"),
        [NEXT_MANDATE] = N_("Get or renew a peer's mandate"),
        [NEXT_OBJECTIVE] = N_("Set a target for an objective"),
        [NEXT_ASSESS] = N_("Assess an objective"),
        [NEXT_PUBLISH] = N_("Tell a pair or group, and publish it"),
        [NEXT_CONTACT] = N_("Ask whether a pair or group is in touch"),
        [NEXT_DRAFT] = N_("Go on with what was typed and not saved yet"),
    };
    if (step->what == NEXT_DUE)
        buf_adds(out, words_of(step->kind)->nameless ? tr(words_of(step->kind)->nameless) : step->kind->label);
    else
        buf_adds(out, words[step->what] ? tr(words[step->what]) : step->text); /* questions name nobody */
}
