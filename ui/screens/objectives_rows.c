/* objectives_rows.c: see objectives_rows.h. */
#include "ui/screens/objectives_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "report/headway.h"

struct reading {
    struct ui *ui;
    struct objective_rows *rows;
    struct objective_row *row; /* whose assessments are read */
};

static const char *keep(struct objective_rows *r, const char *text)
{
    return *text ? arena_text(r->arena, text, strlen(text)) : "";
}

/* The field as a person reads it. */
static const char *shown(struct reading *reading, const struct record *record, int field)
{
    struct buf text = BUF_INIT;
    store_display(reading->ui->app->store, record, field, &text);
    const char *kept = keep(reading->rows, buf_str(&text));
    buf_release(&text);
    return kept;
}

/* ---- reading ---- */

static bool take_objective(void *data, const struct record *r)
{
    struct reading *reading = data;
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
        .baseline = keep(rows, record_get(r, OBJECTIVE_BASELINE)),
        .baseline_date = keep(rows, record_get(r, OBJECTIVE_BASELINE_DATE)),
        .target = keep(rows, record_get(r, OBJECTIVE_TARGET)),
        .target_date = keep(rows, record_get(r, OBJECTIVE_TARGET_DATE)),
        .share_forward = shown(reading, r, OBJECTIVE_SHARE_FORWARD),
        .notes = shown(reading, r, OBJECTIVE_NOTES),
        .now = "",
        .now_date = "",
    };
    snprintf(o->id, sizeof o->id, "%s", record_id(r));
    return true;
}

static bool take_assessment(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct objective_row *o = reading->row;
    struct objective_assessment a = {
        .date = keep(reading->rows, record_get(r, ASSESSMENT_DATE)),
        .value = keep(reading->rows, record_get(r, ASSESSMENT_VALUE)),
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

static void fold(struct objective_rows *r, struct objective_row *o)
{
    struct buf text = BUF_INIT, folded = BUF_INIT;
    buf_addf(&text, "%s %s %s %s %s %s %s %s", o->statement, o->who, o->from_whom, o->how, o->level, o->measure,
             o->target_date, objective_state_word(o->state));
    text_fold(&folded, buf_str(&text), text.len);
    o->folded = keep(r, buf_str(&folded));
    buf_release(&text);
    buf_release(&folded);
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
    fold(r, o);
}

enum status objective_rows_read(struct ui *ui, struct objective_rows *r, struct error *e)
{
    struct reading reading = {.ui = ui, .rows = r};
    struct kind *const *kinds = ui->app->model.kinds;
    objective_rows_release(r);
    r->arena = arena_new();
    date_today(r->today);
    enum status s = store_each(ui->app->store, kinds[KIND_OBJECTIVE], OBJECTIVE_ALLIANCE, ui->app->alliance,
                               take_objective, &reading, e);
    for (size_t i = 0; i < r->count; i++) {
        reading.row = &r->rows[i];
        if (s == OK)
            s = store_each(ui->app->store, kinds[KIND_ASSESSMENT], ASSESSMENT_OBJECTIVE, reading.row->id, take_assessment,
                           &reading, e);
        judge(r, reading.row);
    }
    return s;
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

/* ---- in words and as a bar ---- */

const char *objective_state_word(enum objective_state state)
{
    const char *const words[] = {_("not begun"), _("under way"), _("overdue"), _("reached")};
    return words[state];
}

/* Days up to two months, then months, then years: nobody counts 3,061 days. */
static void add_span(long days, struct buf *out)
{
    if (days < 61)
        buf_addf(out, _("%ld day%s"), days, days == 1 ? "" : "s");
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

/* What stands at place i of the n between the two ends, with the mark at `mark`. */
static const char *bar_sign(const struct objective_row *o, int i, int n, int mark, bool ascii)
{
    if (!o->measured || i > mark)
        return ascii ? "-" : "\u2500";
    if (i < mark)
        return ascii ? "=" : "\u2501";
    if (o->share < 0 && i == 0)
        return ascii ? "<" : "\u25c4";
    if (o->share > 1 && i == n - 1)
        return ascii ? ">" : _("\u25ba");
    return ascii ? "O" : _("\u25cf");
}

void objective_bar(const struct objective_row *o, int width, bool ascii, struct buf *out)
{
    int n = width - 2;
    if (n < 3 || !*o->baseline || !*o->target || (*o->now && !o->measured))
        return;
    double share = o->share < 0 ? 0 : o->share > 1 ? 1 : o->share;
    int mark = (int)(share * (n - 1) + 0.5);
    if (share < 1 && mark == n - 1)
        mark--; /* nearly there is not there */
    buf_adds(out, ascii ? "|" : "\u251c");
    for (int i = 0; i < n; i++)
        buf_adds(out, bar_sign(o, i, n, mark, ascii));
    buf_adds(out, ascii ? "|" : "\u2524");
}
