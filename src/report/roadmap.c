#include "report/roadmap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"

/* ---- progress ---- */

struct counting {
    const struct instrument *guide;
    const char *alliance;
    struct roadmap *map;
    bool *seen; /* an item's answer has a status other than open */
};

static bool count_answer(void *data, const struct record *r)
{
    struct counting *c = data;
    int item = instrument_find(c->guide, record_get(r, ANSWER_ITEM));
    if (item < 0 || strcmp(record_get(r, ANSWER_ALLIANCE), c->alliance) != 0)
        return true;
    struct phase_progress *p = &c->map->phases[c->guide->items[item].phase];
    const char *status = record_get(r, ANSWER_STATUS);
    int *n = strcmp(status, "answered") == 0         ? &p->answered
             : strcmp(status, "in_progress") == 0    ? &p->in_progress
             : strcmp(status, "needs_evidence") == 0 ? &p->needs_evidence
             : strcmp(status, "not_applicable") == 0 ? &p->not_applicable
                                                     : NULL;
    if (n) {
        ++*n;
        c->seen[item] = true;
    }
    return true;
}

enum status roadmap_read(struct store *store, const struct instrument *guide, const char *alliance, struct roadmap *map,
                         struct error *e)
{
    const struct model *model = store_model(store);
    *map = (struct roadmap){.next_item = -1};
    struct record r;
    enum status s = store_get(store, model->kinds[KIND_ALLIANCE], alliance, &r, e);
    if (s != OK)
        return s;
    map->phase = atoi(record_get(&r, ALLIANCE_PHASE));
    record_release(&r);
    if (map->phase < 0 || map->phase >= PHASES)
        map->phase = 0;
    struct counting c = {guide, alliance, map, xcalloc(guide->count, sizeof(bool))};
    /* Answers without a person are the facilitator's: few, however many peers have answered. */
    s = store_each(store, model->kinds[KIND_ANSWER], ANSWER_PERSON, "", count_answer, &c, e);
    for (size_t i = 0; i < guide->count; i++) {
        struct phase_progress *p = &map->phases[guide->items[i].phase];
        p->total++;
        p->open += !c.seen[i];
        if (map->next_item < 0 && !c.seen[i] && guide->items[i].phase >= map->phase)
            map->next_item = (int)i;
    }
    free(c.seen);
    return s;
}

int phase_done(const struct phase_progress *p)
{
    return p->answered + p->not_applicable;
}

void roadmap_line(const struct roadmap *map, const struct instrument *guide, struct buf *out)
{
    const struct phase_progress *p = &map->phases[map->phase];
    buf_addf(out, "Phase %d %s - %d of %d answered", map->phase, phase_name(map->phase), phase_done(p), p->total);
    if (map->next_item >= 0)
        buf_addf(out, " - next: %s", guide->items[map->next_item].id);
}

/* ---- what is next ---- */

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

static bool gather_action(void *data, const struct record *r)
{
    struct gathering *g = data;
    const char *status = record_get(r, ACTION_STATUS), *due = record_get(r, ACTION_DUE);
    if (strcmp(status, "done") == 0 || strcmp(status, "dropped") == 0)
        return go_on(g);
    struct next_step *step = add_step(g, NEXT_ACTION, record_id(r), due);
    if (step)
        snprintf(step->text, sizeof step->text, "%s%s%s", record_get(r, ACTION_WHAT), record_has(r, ACTION_WHO) ? ": " : "",
                 record_get(r, ACTION_WHO));
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

static bool gather_evidence(void *data, const struct record *r)
{
    struct gathering *g = data;
    if (strcmp(record_get(r, ANSWER_STATUS), "needs_evidence") != 0)
        return go_on(g);
    struct next_step *step = add_step(g, NEXT_EVIDENCE, record_get(r, ANSWER_ITEM), "");
    if (step)
        snprintf(step->text, sizeof step->text, "Find evidence for the answer to %s", record_get(r, ANSWER_ITEM));
    return go_on(g);
}

static bool gather_member(void *data, const struct record *r)
{
    struct gathering *g = data;
    const char *status = record_get(r, MEMBERSHIP_STATUS);
    if (strcmp(status, "selected") != 0 && strcmp(status, "attending") != 0)
        return go_on(g);
    const char *person = record_get(r, MEMBERSHIP_PERSON);
    struct buf name = BUF_INIT;
    struct next_step *step = NULL;
    store_title(g->store, g->model->kinds[KIND_PERSON], person, &name);
    const char *until = record_get(r, MEMBERSHIP_MANDATE_UNTIL);
    if (strcmp(record_get(r, MEMBERSHIP_MANDATE_STATUS), "given") != 0) {
        if ((step = add_step(g, NEXT_MANDATE, record_id(r), "")))
            snprintf(step->text, sizeof step->text, "Get a mandate for %s", buf_str(&name));
    } else if (*until && strcmp(until, g->today) < 0) {
        if ((step = add_step(g, NEXT_MANDATE, record_id(r), until)))
            snprintf(step->text, sizeof step->text, "Renew the mandate of %s", buf_str(&name));
    }
    buf_release(&name);
    return go_on(g);
}

static bool gather_unplaced(void *data, const struct record *r)
{
    struct gathering *g = data;
    const char *status = record_get(r, MEMBERSHIP_STATUS), *person = record_get(r, MEMBERSHIP_PERSON);
    if (strcmp(status, "selected") != 0 && strcmp(status, "attending") != 0)
        return go_on(g);
    if (store_count(g->store, g->model->kinds[KIND_PLACEMENT], PLACEMENT_PERSON, person) > 0)
        return go_on(g);
    struct next_step *step = add_step(g, NEXT_UNPLACED, person, "");
    struct buf name = BUF_INIT;
    store_title(g->store, g->model->kinds[KIND_PERSON], person, &name);
    if (step)
        snprintf(step->text, sizeof step->text, "Find a pair or group for %s", buf_str(&name));
    buf_release(&name);
    return go_on(g);
}

static bool gather_objective(void *data, const struct record *r)
{
    struct gathering *g = data;
    const char *what = NULL;
    enum next_what step_kind = NEXT_OBJECTIVE;
    if (!record_has(r, OBJECTIVE_TARGET))
        what = "Set a target";
    else if (store_count(g->store, g->model->kinds[KIND_ASSESSMENT], ASSESSMENT_OBJECTIVE, record_id(r)) == 0) {
        what = "Assess";
        step_kind = NEXT_ASSESS;
    }
    if (!what)
        return go_on(g);
    struct next_step *step = add_step(g, step_kind, record_id(r), record_get(r, OBJECTIVE_TARGET_DATE));
    if (step)
        snprintf(step->text, sizeof step->text, "%s: %s", what, record_get(r, OBJECTIVE_STATEMENT));
    return go_on(g);
}

static void gather_question(struct gathering *g, const struct instrument *guide)
{
    struct roadmap map;
    if (roadmap_read(g->store, guide, g->alliance, &map, NULL) != OK || map.next_item < 0)
        return;
    struct next_step *step = add_step(g, NEXT_QUESTION, guide->items[map.next_item].id, "");
    if (step)
        snprintf(step->text, sizeof step->text, "Answer %s: %s", guide->items[map.next_item].id,
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

size_t next_steps(struct store *store, const struct instrument *guide, const char *alliance, const char *today,
                  struct next_step *steps, size_t size)
{
    struct next_step actions[64]; /* sorted by day before the first are taken */
    struct gathering g = {.store = store, .model = store_model(store), .alliance = alliance, .today = today,
                          .steps = actions, .size = sizeof actions / sizeof *actions};
    gather(&g, KIND_ACTION, ACTION_ALLIANCE, g.size, gather_action);
    qsort(actions, g.count, sizeof *actions, by_due);
    size_t taken = g.count < 8 ? g.count : 8;
    taken = taken < size ? taken : size;
    memcpy(steps, actions, taken * sizeof *steps);
    g.steps = steps;
    g.size = size;
    g.count = taken;
    g.limit = taken + 1;
    gather_question(&g, guide);
    gather(&g, KIND_ANSWER, ANSWER_ALLIANCE, 2, gather_evidence);
    gather(&g, KIND_MEMBERSHIP, MEMBERSHIP_ALLIANCE, 3, gather_member);
    gather(&g, KIND_MEMBERSHIP, MEMBERSHIP_ALLIANCE, 3, gather_unplaced);
    gather(&g, KIND_OBJECTIVE, OBJECTIVE_ALLIANCE, 2, gather_objective);
    return g.count;
}
