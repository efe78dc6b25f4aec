/* roadmap.c: the five phases, where the alliance stands, and how many questions of each are dealt with (report/roadmap.h). */
#include "report/roadmap.h"

#include "app/phase.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "sheet/makers.h"

enum column { NAME, DONE, IN_PROGRESS, NEEDS_EVIDENCE, OPEN, HERE, PHASE, QUESTIONS, ANSWERED, NOT_APPLICABLE, NUMBERS };

static const char *status_label(const struct sheet *s, const char *status)
{
    return field_choice_label(&s->app->model.kinds[KIND_ANSWER]->fields[ANSWER_STATUS], status);
}

static void add_columns(struct sheet *s)
{
    sheet_column(s, "name", _("Phase"), 0);
    sheet_column(s, "dealt_with", status_label(s, ANSWER_STATUS_ANSWERED), 0);
    sheet_column(s, "in_progress", status_label(s, ANSWER_STATUS_IN_PROGRESS), SHEET_COUNT);
    sheet_column(s, "needs_evidence", status_label(s, ANSWER_STATUS_NEEDS_EVIDENCE), SHEET_COUNT);
    sheet_column(s, "open", status_label(s, ANSWER_STATUS_OPEN), SHEET_COUNT);
    sheet_column(s, "here", _("Alliance"), 0);
    sheet_column(s, "phase", _("Phase"), SHEET_NUMBER | SHEET_DATA);
    sheet_column(s, "questions", _("Questions"), SHEET_NUMBER | SHEET_DATA);
    sheet_column(s, "answered", status_label(s, ANSWER_STATUS_ANSWERED), SHEET_NUMBER | SHEET_DATA);
    sheet_column(s, "not_applicable", status_label(s, ANSWER_STATUS_NOT_APPLICABLE), SHEET_NUMBER | SHEET_DATA);
}

/* The first question of the phase that is open, else its first one. */
static const char *question_of(const struct instrument *guide, const struct roadmap *map, int phase)
{
    if (map->next_item >= 0 && guide->items[map->next_item].phase == phase)
        return guide->items[map->next_item].id;
    for (size_t i = 0; i < guide->count; i++)
        if (guide->items[i].phase == phase)
            return guide->items[i].id;
    return "";
}

static void add_phase(struct sheet *s, const struct roadmap *map, int phase, const char *here)
{
    const struct phase_progress *p = &map->phases[phase];
    const char *question = question_of(&s->app->guide, map, phase);
    const int numbers[NUMBERS] = {[IN_PROGRESS] = p->in_progress, [NEEDS_EVIDENCE] = p->needs_evidence, [OPEN] = p->open, [PHASE] = phase,
                                  [QUESTIONS] = p->total, [ANSWERED] = p->answered, [NOT_APPLICABLE] = p->not_applicable};
    struct sheet_row *row = sheet_add(s, NULL, sheet_number(s, phase));
    struct buf text = BUF_INIT;
    for (int i = 0; i < NUMBERS; i++)
        if (s->columns[i].flags & SHEET_NUMBER)
            row->cells[i] = sheet_number(s, numbers[i]);
    phase_title(phase, &text);
    row->cells[NAME] = sheet_take(s, &text);
    buf_addf(&text, _("%d of %d"), phase_done(p), p->total);
    row->cells[DONE] = sheet_take(s, &text);
    row->cells[HERE] = here;
    row->tone = *here ? TONE_GOOD : TONE_PLAIN;
    row->toned = 1u << HERE;
    sheet_fact(s, row, "", phase_question(phase));
    if (*question)
        sheet_lead(s, row, CMD_GO_WALK, question);
}

/* The alliance's name; where it is closed, that and what it has reached. */
static const char *about(struct sheet *s, bool *closed)
{
    const struct kind *kind = s->app->model.kinds[KIND_ALLIANCE];
    struct buf text = BUF_INIT;
    struct record r;
    *closed = false;
    store_title(s->app->store, kind, s->app->alliance, &text);
    if (store_get(s->app->store, kind, s->app->alliance, &r, NULL) == OK) {
        *closed = record_yes(&r, ALLIANCE_CLOSED);
        buf_adds(&text, *closed ? "\n" : "");
        if (*closed)
            buf_addf(&text, _("Closed. Value reached: %s"), record_get(&r, ALLIANCE_VALUE_REACHED));
        record_release(&r);
    }
    return sheet_take(s, &text);
}

enum status sheet_roadmap(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    struct roadmap map;
    bool closed;
    (void)query;
    enum status status = roadmap_read(s->app->store, &s->app->guide, s->app->alliance, &map, e);
    sheet_begin(s, _("Road map"), about(s, &closed), "");
    add_columns(s);
    for (int i = 0; i < PHASES && status == OK; i++)
        add_phase(s, &map, i, i != map.phase ? "" : closed ? _("ended") : _("here"));
    return status;
}
