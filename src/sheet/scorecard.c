/* scorecard.c: how somebody or something stands on the points of a checklist, and many side by side (report/scorecard.h). */
#include "report/scorecard.h"

#include <stdio.h>

#include "app/content.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "sheet/makers.h"

/* ---- one ---- */

enum column { LABEL, SCORE, STEP, CHANGE, DAY, RATERS, POINT };

static void add_columns(struct sheet *s)
{
    sheet_column(s, "label", _("Point"), 0);
    sheet_column(s, "score", _("Score"), SHEET_NUMBER);
    sheet_column(s, "step", "", 0);
    sheet_column(s, "change", _("Change"), 0);
    sheet_column(s, "last", _("Day"), 0);
    sheet_column(s, "raters", _("Raters"), SHEET_NUMBER | SHEET_DATA);
    sheet_column(s, "point", _("Id"), SHEET_HANDLE);
}

static const char *number(struct sheet *s, void (*write)(double, struct buf *), double value)
{
    struct buf text = BUF_INIT;
    write(value, &text);
    return sheet_take(s, &text);
}

static void add_score(struct sheet *s, struct sheet_row *row, const struct scale *scale, const struct card_point *p)
{
    const struct step *step = p->days ? scale_step(scale, (int)(card_latest(p) + 0.5)) : NULL;
    struct buf history = BUF_INIT;
    row->cells[STEP] = !p->days ? _("not rated") : step ? sheet_text(s, step->label) : "";
    row->tone = !p->days ? TONE_DIM : card_change(p) < -0.04 ? TONE_LATE : card_change(p) > 0.04 ? TONE_GOOD : TONE_PLAIN;
    row->toned = 1u << STEP | 1u << CHANGE;
    if (!p->days)
        return;
    row->cells[SCORE] = number(s, card_value, card_latest(p));
    row->cells[CHANGE] = p->days > 1 ? number(s, card_signed, card_change(p)) : "";
    row->cells[DAY] = sheet_text(s, p->day[p->days - 1]);
    row->cells[RATERS] = sheet_number(s, p->raters);
    for (int d = 0; d < p->days; d++) {
        buf_addf(&history, _("%s%s: "), d ? "; " : "", p->day[d]);
        card_value(p->score[d], &history);
    }
    sheet_fact(s, row, _("Rated"), buf_str(&history));
    buf_release(&history);
}

/* A point, or the head of several, which has no score. */
static void add_item(struct sheet *s, const struct instrument *in, size_t item, enum lens lens, const struct card_point *p,
                     const struct own_rating *own)
{
    struct sheet_row *row = sheet_add(s, NULL, in->items[item].id);
    bool words = in->items[item].scale.count == 0;
    row->cells[LABEL] = sheet_text(s, instrument_question(in, item, lens));
    row->tone = TONE_DIM;
    if (in->items[item].head)
        return;
    row->cells[POINT] = row->id;
    if (words)
        row->cells[STEP] = own->note.len ? _("answered") : _("not answered");
    else
        add_score(s, row, &in->items[item].scale, p);
    row->toned |= 1u << STEP;
    sheet_fact_personal(s, row, words ? _("Answer") : _("Rests on"), buf_str(&own->note));
}

/* "Person: Otieno, Grace. Rated until 2026-02-10" */
static const char *about(struct sheet *s, const struct kind *kind, const char *id, const struct scorecard *card)
{
    struct buf title = BUF_INIT, text = BUF_INIT;
    store_title(s->app->store, kind, id, &title);
    buf_addf(&text, _("%s: %s"), kind->label, buf_str(&title));
    buf_addf(&text, "\n%s%s", *card->last ? _("Rated until ") : _("Not rated yet"), card->last);
    buf_release(&title);
    return sheet_take(s, &text);
}

static enum status make_card(struct sheet *s, const struct instrument *in, const struct sheet_query *query, struct card_subject subject,
                             struct error *e)
{
    struct scorecard card = {0};
    struct own_rating *own = NULL;
    struct app *app = s->app;
    enum status status = scorecard_read(app->store, in, app->alliance, subject, &card, e);
    if (status == OK)
        status = own_ratings_read(app->store, in, app->alliance, subject, "", &own, e);
    if (status == OK) {
        sheet_begin(s, sheet_text(s, instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL)),
                    about(s, card_kind(&app->model, subject.what), subject.id, &card), _("It has no points."));
        add_columns(s);
    }
    for (size_t i = 0; i < in->count && status == OK; i++)
        add_item(s, in, i, query->lens, &card.points[i], &own[i]);
    own_ratings_free(own, in->count);
    scorecard_release(&card);
    return status;
}

/* ---- many ---- */

/* A column a point, its number as the head; which point is which is said above. */
static void add_points(struct sheet *s, const struct instrument *in, const struct kind *kind, bool any)
{
    struct buf key = BUF_INIT;
    sheet_column(s, "title", kind->label, kind->index == KIND_PERSON ? SHEET_PERSONAL : 0);
    for (size_t i = 0; i < in->count && s->column_count < SHEET_COLUMNS; i++)
        if (instrument_scored(in, i)) {
            buf_addf(&key, _("\n%d: %s"), s->column_count, instrument_text(in, i, WORDING_LABEL));
            sheet_column(s, sheet_text(s, in->items[i].id), sheet_number(s, s->column_count), SHEET_NUMBER);
        }
    sheet_begin(s, sheet_text(s, instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL)), any && key.len ? sheet_text(s, key.s + 1) : "",
                _("Nobody has been rated with this checklist yet."));
    buf_release(&key);
}

static void add_subject(struct sheet *s, const struct instrument *in, const struct kind *kind, const struct heat_row *heat)
{
    struct sheet_row *row = sheet_add(s, kind, heat->id);
    struct buf title = BUF_INIT;
    store_title(s->app->store, kind, heat->id, &title);
    row->cells[0] = sheet_take(s, &title);
    for (size_t i = 0, column = 1; i < in->count && column < (size_t)s->column_count; i++)
        if (instrument_scored(in, i)) {
            row->cells[column] = heat->score[i] == NOT_RATED ? "" : number(s, card_value, heat->score[i]);
            column++;
        }
}

static enum status make_heat(struct sheet *s, const struct instrument *in, enum subject what, struct error *e)
{
    struct heat heat = {0};
    const struct kind *kind = card_kind(&s->app->model, what);
    enum status status = heat_read(s->app->store, in, s->app->alliance, what, &heat, e);
    if (status == OK)
        add_points(s, in, kind, heat.count > 0);
    for (size_t i = 0; i < heat.count && status == OK; i++)
        add_subject(s, in, kind, &heat.rows[i]);
    heat_release(&heat);
    return status;
}

/* ---- either ---- */

enum status sheet_scorecard(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    struct checklist *list;
    struct card_subject subject = {SUBJECT_ALLIANCE, *query->of ? query->of : s->app->alliance};
    enum status status = content_find_checklist(s->app, query->what, &list, e);
    if (status != OK)
        return status;
    while (query->of_kind && subject.what + 1 < SUBJECTS && card_kind(&s->app->model, subject.what) != query->of_kind)
        subject.what++;
    if (query->of_kind && query->of_kind->index != KIND_ALLIANCE && !*query->of)
        return make_heat(s, &list->instrument, subject.what, e);
    status = card_check_subject(&list->instrument, subject.what, e);
    return status == OK ? make_card(s, &list->instrument, query, subject, e) : status;
}
