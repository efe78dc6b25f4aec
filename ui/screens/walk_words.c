/* walk_words.c: what the walk says about a question. See walk.h. */
#include <string.h>

#include "base/date.h"
#include "model/kinds.h"
#include "report/roadmap.h"
#include "ui/screens/walk.h"

const char *walk_sign(enum walk_status status, bool ascii)
{
    static const char *const signs[WALK_STATUSES] = {".", "~", "+", "!", "-"};
    return status == WALK_ANSWERED && !ascii ? "\xe2\x9c\x93" : signs[status]; /* U+2713, check mark */
}

const char *walk_word(const struct ui *ui, enum walk_status status)
{
    return field_choice_label(&ui->app->model.kinds[KIND_ANSWER]->fields[ANSWER_STATUS], walk_status_name(status));
}

void walk_headline(struct ui *ui, const struct walk *w, struct buf *out)
{
    const struct instrument *guide = &ui->app->guide;
    const struct item *it = &guide->items[w->item];
    size_t first = 0, last = 0;
    walk_phase(guide, it->phase, &first, &last);
    buf_addf(out, "%s   %s   %zu of %zu", it->id, it->source, w->item - first + 1, last - first + 1);
    if (w->lens == LENS_PEER)
        buf_adds(out, it->for_peers ? "   to a peer" : "   for the facilitator alone");
}

void walk_facts(struct ui *ui, const struct walk *w, struct buf *out)
{
    const struct record *a = &w->answer;
    enum walk_status status = walk_status_of(record_get(a, ANSWER_STATUS));
    const struct field *confidence = &a->kind->fields[ANSWER_CONFIDENCE];
    char clock[CLOCK_SIZE];
    buf_addf(out, "%s %s", walk_sign(status, ui->canvas.ascii), walk_word(ui, status));
    if (status == WALK_NOT_APPLICABLE && record_has(a, ANSWER_REASON))
        buf_addf(out, ": %s", ui_mask(ui, record_get(a, ANSWER_REASON)));
    if (record_has(a, ANSWER_CONFIDENCE))
        buf_addf(out, "   Confidence: %s", field_choice_label(confidence, record_get(a, ANSWER_CONFIDENCE)));
    if (w->actions)
        buf_addf(out, "   %d action%s%s", w->actions, w->actions == 1 ? "" : "s",
                 w->actions_open == w->actions ? ""
                 : w->actions_open             ? ", some done"
                                               : ", done");
    if (walk_dirty(w)) {
        buf_adds(out, "   Not saved yet");
    } else if (w->saved_at) {
        moment_clock(w->saved_at, clock);
        buf_addf(out, "   Saved %s", clock);
    }
}

/* The progress of the phase that is shown, which need not be the one where the alliance stands. */
void walk_top_line(struct ui *ui, void *self, struct buf *out)
{
    const struct walk *w = self;
    const struct instrument *guide = &ui->app->guide;
    struct roadmap map = {.phase = guide->items[w->item].phase, .next_item = -1};
    struct phase_progress *p = &map.phases[map.phase];
    for (size_t i = 0; i < guide->count; i++) {
        if (guide->items[i].phase != map.phase)
            continue;
        p->total++;
        p->answered += w->statuses[i] == WALK_ANSWERED;
        p->not_applicable += w->statuses[i] == WALK_NOT_APPLICABLE;
        if (map.next_item < 0 && w->statuses[i] == WALK_OPEN)
            map.next_item = (int)i;
    }
    roadmap_line(&map, guide, out);
}

static void add_part(struct buf *out, const char *title, const char *text)
{
    if (*text)
        buf_addf(out, "%s\n%s\n\n", title, text);
}

void walk_explain(struct ui *ui, void *self, struct buf *out)
{
    const struct walk *w = self;
    const struct instrument *guide = &ui->app->guide;
    const struct item *it = &guide->items[w->item];
    const char *peer = it->for_peers ? instrument_text(guide, w->item, WORDING_PEER) : "";
    buf_addf(out, "Question %s\n%s\n\n", it->id, instrument_text(guide, w->item, WORDING_LABEL));
    add_part(out, "Why we ask", instrument_text(guide, w->item, WORDING_WHY));
    add_part(out, "How to ask it aloud", instrument_text(guide, w->item, WORDING_ALOUD));
    add_part(out, "As put to a peer", peer);
    add_part(out, "How others might answer", instrument_text(guide, w->item, WORDING_EXAMPLE));
    buf_addf(out, "From: %s%s", it->source, it->for_peers ? "" : ". This question is for the facilitator alone.");
}
