#include "report/gate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "report/scorecard.h"

/* Is the point one of those to look at when these phases are left? Closing looks at the phase that is closed. */
static bool of_gate(const struct instrument *gates, size_t item, int from, int to)
{
    int phase = gates->items[item].phase, last = to == PHASES ? from : to - 1;
    return instrument_scored(gates, item) && phase >= from && phase <= last;
}

static void add_point(struct gate *gate, const struct instrument *gates, size_t item, const struct card_point *p)
{
    struct gate_point *point = &gate->points[gate->count++];
    const struct scale *scale = &gates->items[item].scale;
    *point = (struct gate_point){.item = item, .rated = p->days > 0};
    if (point->rated) {
        point->score = card_latest(p);
        memcpy(point->day, p->day[p->days - 1], DATE_SIZE);
    }
    point->open = !point->rated || point->score < scale->steps[scale->count - 1].value;
    gate->open += point->open;
}

static enum status read_points(struct store *store, const struct instrument *gates, const char *alliance,
                               struct gate *gate, struct error *e)
{
    struct scorecard card;
    enum status s =
        scorecard_read(store, gates, alliance, (struct card_subject){SUBJECT_ALLIANCE, alliance}, &card, e);
    gate->points = xcalloc(gates->count + 1, sizeof *gate->points);
    for (size_t i = 0; s == OK && i < gates->count; i++)
        if (of_gate(gates, i, gate->from, gate->to))
            add_point(gate, gates, i, &card.points[i]);
    scorecard_release(&card);
    return s;
}

/* ---- what there has been ---- */

struct gathering {
    struct gate *gate;
    size_t cap;
};

static bool take_passage(void *data, const struct record *r)
{
    struct gathering *g = data;
    struct gate *gate = g->gate;
    GROW(gate->past, gate->past_count + 1, g->cap);
    struct gate_passage *p = &gate->past[gate->past_count++];
    const char *open = record_get(r, PHASE_CHANGE_OPEN_POINTS);
    *p = (struct gate_passage){.open = *open ? atoi(open) : -1,
                               .reason = xstrdup(record_get(r, PHASE_CHANGE_REASON))};
    snprintf(p->id, sizeof p->id, "%s", record_id(r));
    snprintf(p->from, sizeof p->from, "%s", record_get(r, PHASE_CHANGE_FROM_PHASE));
    snprintf(p->to, sizeof p->to, "%s", record_get(r, PHASE_CHANGE_TO_PHASE));
    snprintf(p->day, sizeof p->day, "%s", record_get(r, PHASE_CHANGE_DATE));
    return true;
}

/* The store gives them by title, which ends with the day: oldest first. */
static void turn_round(struct gate *gate)
{
    for (size_t i = 0; i < gate->past_count / 2; i++) {
        struct gate_passage *a = &gate->past[i], *b = &gate->past[gate->past_count - 1 - i], other = *a;
        *a = *b;
        *b = other;
    }
}

enum status gate_read(struct store *store, const struct instrument *gates, const char *alliance, int from, int to,
                      struct gate *gate, struct error *e)
{
    struct gathering g = {gate, 0};
    *gate = (struct gate){.from = from, .to = to};
    enum status s = gates && to > from ? read_points(store, gates, alliance, gate, e) : OK;
    if (s == OK)
        s = store_each(store, store_model(store)->kinds[KIND_PHASE_CHANGE], PHASE_CHANGE_ALLIANCE, alliance,
                       take_passage, &g, e);
    turn_round(gate);
    return s;
}

void gate_release(struct gate *gate)
{
    for (size_t i = 0; i < gate->past_count; i++)
        free(gate->past[i].reason);
    free(gate->past);
    free(gate->points);
    *gate = (struct gate){0};
}

bool gate_needs_reason(const struct gate *gate)
{
    return gate->open > 0 || gate->to < gate->from;
}

const char *gate_rating_word(const struct instrument *gates, const struct gate_point *point)
{
    const struct step *step = point->rated ? scale_step(&gates->items[point->item].scale, (int)point->score) : NULL;
    return !point->rated ? _("not rated") : step ? step->label : "~";
}

void gate_passage_text(const struct gate_passage *p, struct buf *out)
{
    if (strcmp(p->to, PHASE_CHANGE_TO_PHASE_CLOSED) == 0)
        buf_addf(out, _("Phase %s: closed"), p->from);
    else if (!*p->from)
        buf_addf(out, _("Phase %s: open again"), p->to);
    else
        buf_addf(out, _("From phase %s to phase %s"), p->from, p->to);
    if (p->open > 0)
        buf_addf(out, p->open == 1 ? _(", 1 point open") : _(", %d points open"), p->open);
}
