#include "report/objectives.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "report/headway.h"

struct objective_reading {
    struct store *store;
    struct objective_rows *rows;
    struct objective_row *row; /* whose assessments are read */
};

static const char *copy(struct objective_rows *r, const char *text)
{
    return *text ? arena_text(r->arena, text, strlen(text)) : "";
}

/* The field as a person reads it. */
static const char *shown(struct objective_reading *reading, const struct record *record, int field)
{
    struct buf text = BUF_INIT;
    store_display(reading->store, record, field, &text);
    const char *kept = copy(reading->rows, buf_str(&text));
    buf_release(&text);
    return kept;
}

/* ---- reading ---- */

static bool read_objective(void *data, const struct record *r)
{
    struct objective_reading *reading = data;
    struct objective_rows *rows = reading->rows;
    GROW(rows->rows, rows->count + 1, rows->cap);
    struct objective_row *o = &rows->rows[rows->count++];
    *o = (struct objective_row){
        .statement = shown(reading, r, OBJECTIVE_STATEMENT),
        .who = shown(reading, r, OBJECTIVE_PERSON),
        .from_whom = shown(reading, r, OBJECTIVE_VIA_PERSON),
        .how = shown(reading, r, OBJECTIVE_METHOD),
        .level = shown(reading, r, OBJECTIVE_LEVEL),
        .nature = shown(reading, r, OBJECTIVE_NATURE),
        .tacit = shown(reading, r, OBJECTIVE_TACIT),
        .measure = shown(reading, r, OBJECTIVE_MEASURE),
        .unit = shown(reading, r, OBJECTIVE_UNIT),
        .baseline = copy(rows, record_get(r, OBJECTIVE_BASELINE)),
        .baseline_date = copy(rows, record_get(r, OBJECTIVE_BASELINE_DATE)),
        .target = copy(rows, record_get(r, OBJECTIVE_TARGET)),
        .target_date = copy(rows, record_get(r, OBJECTIVE_TARGET_DATE)),
        .share_forward = shown(reading, r, OBJECTIVE_SHARE_FORWARD),
        .notes = shown(reading, r, OBJECTIVE_NOTES),
        .now = "",
        .now_date = "",
    };
    snprintf(o->id, sizeof o->id, "%s", record_id(r));
    return true;
}

static bool read_assessment(void *data, const struct record *r)
{
    struct objective_reading *reading = data;
    struct objective_row *o = reading->row;
    struct objective_assessment a = {
        .date = copy(reading->rows, record_get(r, ASSESSMENT_DATE)),
        .value = copy(reading->rows, record_get(r, ASSESSMENT_VALUE)),
        .dimension = shown(reading, r, ASSESSMENT_DIMENSION),
        .from_peers = shown(reading, r, ASSESSMENT_FROM_PEERS),
        .evidence = shown(reading, r, ASSESSMENT_EVIDENCE),
        .by = shown(reading, r, ASSESSMENT_ASSESSED_BY),
    };
    snprintf(a.id, sizeof a.id, "%s", record_id(r));
    GROW(o->assessed, o->assessed_count + 1, o->assessed_cap);
    size_t i = o->assessed_count++;
    for (; i > 0 && strcmp(o->assessed[i - 1].date, a.date) > 0; i--)
        o->assessed[i] = o->assessed[i - 1];
    o->assessed[i] = a;
    return true;
}

/* How far it is. */
static void judge(struct objective_rows *r, struct objective_row *o)
{
    for (size_t i = 0; i < o->assessed_count; i++)
        if (*o->assessed[i].value) {
            o->now = o->assessed[i].value;
            o->now_date = o->assessed[i].date;
        }
    struct headway p = headway_of(o->baseline, o->target, o->now);
    o->measured = p.measured;
    o->share = p.share;
    if (p.reached)
        o->state = OBJECTIVE_REACHED;
    else if (*o->target_date && date_compare(o->target_date, r->today) < 0)
        o->state = OBJECTIVE_OVERDUE;
    else
        o->state = o->assessed_count > 0 ? OBJECTIVE_UNDER_WAY : OBJECTIVE_NOT_BEGUN;
}

enum status objective_rows_read(struct store *store, const struct model *model, const char *alliance, struct objective_rows *r,
                                struct error *e)
{
    struct objective_reading reading = {.store = store, .rows = r};
    r->arena = arena_new();
    date_today(r->today);
    enum status s = store_each(store, model->kinds[KIND_OBJECTIVE], OBJECTIVE_ALLIANCE, alliance, read_objective, &reading, e);
    for (size_t i = 0; i < r->count; i++) {
        reading.row = &r->rows[i];
        if (s == OK)
            s = store_each(store, model->kinds[KIND_ASSESSMENT], ASSESSMENT_OBJECTIVE, reading.row->id, read_assessment, &reading, e);
        judge(r, reading.row);
    }
    return s;
}

void objective_question(struct store *store, const struct model *model, const char *id, struct buf *question, struct buf *hint)
{
    struct objective_rows rows = {.arena = arena_new()};
    struct objective_reading reading = {.store = store, .rows = &rows};
    struct record r;
    if (store_get(store, model->kinds[KIND_OBJECTIVE], id, &r, NULL) == OK) {
        read_objective(&reading, &r);
        record_release(&r);
        struct objective_row *o = reading.row = &rows.rows[0];
        store_each(store, model->kinds[KIND_ASSESSMENT], ASSESSMENT_OBJECTIVE, id, read_assessment, &reading, NULL);
        judge(&rows, o);
        buf_addf(question, _("What is its value today?%s%s%s"), *o->unit ? " (" : "", o->unit, *o->unit ? ")" : "");
        buf_addf(hint, _("Began at %s, goal %s"), *o->baseline ? o->baseline : "?", *o->target ? o->target : "?");
        if (*o->now)
            buf_addf(hint, _(", was %s on %s"), o->now, o->now_date);
        buf_adds(hint, _(". May stay empty."));
    }
    objective_rows_release(&rows);
}

void objective_rows_release(struct objective_rows *r)
{
    for (size_t i = 0; i < r->count; i++)
        free(r->rows[i].assessed);
    free(r->rows);
    if (r->arena)
        arena_free(r->arena);
    *r = (struct objective_rows){0};
}

/* ---- in words ---- */

const char *objective_state_word(enum objective_state state)
{
    const char *const words[] = {_("not begun"), _("under way"), _("overdue"), _("reached")};
    return words[state];
}

/* Days up to two months, then months, then years: nobody counts 3,061 days. */
static void add_span(long days, struct buf *out)
{
    if (days < 61)
        buf_addf(out, trn("%ld day", "%ld days", (unsigned long)days), days);
    else if (days < 731)
        buf_addf(out, _("%ld months"), days / 30);
    else
        buf_addf(out, _("%ld years"), days / 365);
}

void objective_due(const struct objective_row *o, const char *today, struct buf *out)
{
    if (!*o->target_date)
        return;
    long days = date_days_between(today, o->target_date);
    buf_adds(out, o->target_date);
    if (o->state == OBJECTIVE_REACHED) {
        buf_adds(out, _(", reached"));
    } else if (days < 0) {
        buf_adds(out, _(", overdue by "));
        add_span(-days, out);
    } else if (days == 0) {
        buf_adds(out, _(", today"));
    } else {
        buf_adds(out, _(", in "));
        add_span(days, out);
    }
}

long objective_percent(const struct objective_row *o)
{
    enum { MOST = 999999 };
    double percent = 100 * o->share + (o->share < 0 ? -0.5 : 0.5);
    if (o->share < 1 && percent >= 100)
        return 99; /* nearly there is not there */
    return percent > MOST ? MOST : percent < -MOST ? -MOST : (long)percent;
}

void objective_progress(const struct objective_row *o, struct buf *out)
{
    if (*o->now)
        buf_addf(out, _("now %s%s%s on %s"), o->now, *o->unit ? " " : "", o->unit, o->now_date);
    else
        buf_adds(out, _("not measured yet"));
    if (*o->baseline)
        buf_addf(out, _(", began at %s"), o->baseline);
    if (*o->target)
        buf_addf(out, _(", goal %s"), o->target);
    if (o->measured && (o->share < 1 || o->share > 1)) /* else now and goal say it */
        buf_addf(out, o->share > 1 ? _("; target exceeded (%ld %%)") : _("; %ld %% of the way"), objective_percent(o));
}

void objective_assessed(const struct objective_assessment *a, struct buf *out)
{
    buf_addf(out, "%s%s%s", a->date, *a->value ? _(": ") : "", a->value);
    buf_addf(out, "%s%s", *a->dimension ? ", " : "", a->dimension);
    if (*a->from_peers)
        buf_addf(out, _(", thanks to peers: %s"), a->from_peers);
    if (*a->by)
        buf_addf(out, _(", by %s"), a->by);
    if (*a->evidence)
        buf_addf(out, "\n%s", a->evidence);
}
