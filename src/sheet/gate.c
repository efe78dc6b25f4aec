/* gate.c: what stands between the phase of the alliance and another one, and the changes of phase so far (report/gate.h). */
#include "report/gate.h"

#include "app/phase.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "sheet/makers.h"

enum column { WHAT, STATE, DAY, POINT };

static void add_point(struct sheet *s, const struct instrument *gates, const struct gate_point *p)
{
    const struct item *item = &gates->items[p->item];
    struct sheet_row *row = sheet_add(s, NULL, item->id);
    row->cells[WHAT] = sheet_text(s, instrument_text(gates, p->item, WORDING_LABEL));
    row->cells[STATE] = sheet_text(s, gate_rating_word(gates, p));
    row->cells[DAY] = sheet_text(s, p->day);
    row->cells[POINT] = sheet_text(s, item->id);
    row->tone = !p->rated ? TONE_DIM : p->open ? TONE_WARN : TONE_GOOD;
    row->toned = 1u << STATE;
    sheet_fact(s, row, _("Why"), instrument_text(gates, p->item, WORDING_WHY));
}

static void add_passage(struct sheet *s, const struct gate_passage *p)
{
    struct sheet_row *row = sheet_add(s, s->app->model.kinds[KIND_PHASE_CHANGE], p->id);
    struct buf text = BUF_INIT;
    gate_passage_text(p, &text);
    if (*p->reason)
        buf_addf(&text, ": %s", p->reason);
    row->cells[WHAT] = sheet_take(s, &text);
    row->cells[DAY] = sheet_text(s, p->day);
    row->tone = TONE_DIM;
}

/* "1 / B  Foundational engagement", its question, "2 of 6 points met": above the points. */
static const char *about(struct sheet *s, const struct gate *gate, bool closed)
{
    struct buf text = BUF_INIT;
    phase_title(gate->from, &text);
    buf_addf(&text, closed ? _(" (closed)\n%s") : "\n%s", phase_question(gate->from));
    if (gate->count) {
        buf_addc(&text, '\n');
        buf_addf(&text, _("%zu of %zu points met"), gate->count - (size_t)gate->open, gate->count);
    }
    return sheet_take(s, &text);
}

static const char *title(struct sheet *s, const struct gate *gate)
{
    struct buf text = BUF_INIT;
    if (gate->to == gate->from)
        buf_adds(&text, _("Changes of phase so far"));
    else if (gate->to == PHASES)
        buf_adds(&text, _("Before the alliance is closed"));
    else
        buf_addf(&text, gate->to < gate->from ? _("Back to phase %d / %c, %s") : _("Before phase %d / %c, %s"), gate->to,
                 phase_letter(gate->to), phase_name(gate->to));
    return sheet_take(s, &text);
}

enum status sheet_gate(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    struct gate gate = {0};
    int from;
    bool closed;
    enum status status = phase_read(s->app, &from, &closed, e);
    if (status == OK) /* behind the last phase: closing */
        status = phase_gate(s->app, query->phase >= 0 ? query->phase : from + !closed, &gate, e);
    if (status == OK) {
        sheet_begin(s, title(s, &gate), about(s, &gate, closed), _("There are no points to look at, and no changes so far."));
        sheet_column(s, "what", _("What"), SHEET_PERSONAL);
        sheet_column(s, "state", _("State"), 0);
        sheet_column(s, "day", _("Day"), 0);
        sheet_column(s, "point", _("Point"), SHEET_HANDLE);
    }
    for (size_t i = 0; status == OK && i < gate.count; i++)
        add_point(s, phase_gates(s->app), &gate.points[i]);
    for (size_t i = 0; status == OK && i < gate.past_count; i++)
        add_passage(s, &gate.past[i]);
    gate_release(&gate);
    return status;
}
