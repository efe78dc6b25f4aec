/* walk_words.c: what the walk says about a question. See walk.h. */
#include <stdarg.h>
#include <string.h>

#include "base/date.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/guide/language.h"
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
    buf_addf(out, "%s   ", it->id);
    if (w->lens == LENS_PEER)
        buf_adds(out, it->for_peers ? _("to a peer   ") : _("facilitator only   "));
    buf_addf(out, _("%zu of %zu   %s"), w->item - first + 1, last - first + 1, it->source);
}

/* Goes on on the line, or on the next one where it would not fit whole. */
static void add_fact(struct buf *out, int cols, const char *fact)
{
    const char *line = strrchr(buf_str(out), '\n');
    line = line ? line + 1 : buf_str(out);
    if (out->len && text_width(line, strlen(line)) + 3 + text_width(fact, strlen(fact)) > cols)
        buf_addc(out, '\n');
    else if (out->len)
        buf_adds(out, "   ");
    buf_adds(out, fact);
}

static void add_factf(struct buf *out, int cols, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static void add_factf(struct buf *out, int cols, const char *fmt, ...)
{
    struct buf fact = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&fact, fmt, args);
    va_end(args);
    add_fact(out, cols, buf_str(&fact));
    buf_release(&fact);
}

void walk_facts(struct ui *ui, const struct walk *w, int cols, struct buf *out)
{
    const struct record *a = &w->answer;
    enum walk_status status = walk_status_of(record_get(a, ANSWER_STATUS));
    const struct field *confidence = &a->kind->fields[ANSWER_CONFIDENCE];
    const char *reason = status == WALK_NOT_APPLICABLE ? ui_mask(ui, record_get(a, ANSWER_REASON)) : "";
    const char *done = w->actions_open == w->actions ? "" : w->actions_open ? _(", some done") : _(", done");
    char clock[CLOCK_SIZE];
    struct buf peers = BUF_INIT;
    buf_addf(out, "%s %s%s%s", walk_sign(status, ui->canvas.ascii), walk_word(ui, status), *reason ? _(": ") : "", reason);
    if (record_has(a, ANSWER_CONFIDENCE))
        add_factf(out, cols, _("Confidence: %s"), field_choice_label(confidence, record_get(a, ANSWER_CONFIDENCE)));
    if (w->actions)
        add_factf(out, cols, w->actions == 1 ? _("%d action%s") : _("%d actions%s"), w->actions, done);
    if (w->peers && !w->more_below) {
        walk_peers_text(w, &peers);
        add_fact(out, cols, buf_str(&peers));
        buf_release(&peers);
    }
    if (walk_dirty(w)) {
        add_fact(out, cols, _("Not saved yet"));
    } else if (w->saved_at) {
        moment_clock(w->saved_at, clock);
        add_factf(out, cols, _("Saved %s"), clock);
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

/* A wording under a title, and below it the second language. */
static void add_part(struct buf *out, const struct instrument *guide, size_t item, const char *title, enum wording wording)
{
    const char *second = instrument_second(guide, item, wording);
    if (!*instrument_text(guide, item, wording))
        return;
    buf_addf(out, "%s\n", title);
    language_text(guide, item, wording, out);
    buf_addf(out, "%s%s\n\n", *second ? "\n" : "", second);
}

void walk_explain(struct ui *ui, void *self, struct buf *out)
{
    const struct walk *w = self;
    const struct instrument *guide = &ui->app->guide;
    const struct item *it = &guide->items[w->item];
    struct buf title = BUF_INIT;
    buf_addf(&title, _("Question %s"), it->id);
    add_part(out, guide, w->item, buf_str(&title), WORDING_LABEL);
    add_part(out, guide, w->item, _("Why we ask"), WORDING_WHY);
    add_part(out, guide, w->item, _("How to ask it aloud"), WORDING_ALOUD);
    if (it->for_peers)
        add_part(out, guide, w->item, _("As put to a peer"), WORDING_PEER);
    add_part(out, guide, w->item, _("How others might answer"), WORDING_EXAMPLE);
    buf_addf(out, it->for_peers ? _("From: %s") : _("From: %s. This question is for the facilitator alone."), it->source);
    buf_release(&title);
}
