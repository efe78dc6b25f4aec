/* walk_ask.c: what the walk asks in a box: status, confidence, evidence, reason, and which phase to go to. See walk.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "app/phase.h"
#include "model/kinds.h"
#include "ui/prompt.h"
#include "ui/screens/walk.h"

void walk_why_not(struct ui *ui)
{
    struct buf why = BUF_INIT;
    if (ui_writable(ui, &why))
        buf_adds(&why, _("it is hidden; F12 shows it"));
    ui_warn(ui, "the answer can't be changed: %s", buf_str(&why));
    buf_release(&why);
}

/* A field as it is now, to be changed in a box. */
static void read_text(struct ui *ui, struct walk *w, int field, struct buf *text, struct buf *seen)
{
    store_hold(ui->app->store);
    walk_read(ui, w);
    walk_seen(ui, w, field, seen);
    store_let_go(ui->app->store);
    buf_adds(text, record_get(&w->answer, field));
}

/* Asks until there is a reason; false if the question was left with Esc. */
static bool ask_reason(struct ui *ui, struct buf *reason)
{
    const char *hint = _("Others will want to know: one line.");
    do {
        if (!prompt_line(ui, _("Why does it not apply?"), hint, reason))
            return false;
        hint = _("A reason is needed: one line. Esc leaves it as it was.");
    } while (strspn(buf_str(reason), " ") == reason->len);
    return true;
}

void walk_ask_status(struct ui *ui, struct walk *w)
{
    const char *labels[WALK_STATUSES];
    struct buf reason = BUF_INIT, seen = BUF_INIT;
    for (int i = 0; i < WALK_STATUSES; i++)
        labels[i] = walk_word(ui, (enum walk_status)i);
    int chosen = prompt_choice(ui, _("How far is this answer?"), labels, WALK_STATUSES,
                               (int)walk_status_of(record_get(&w->answer, ANSWER_STATUS)));
    read_text(ui, w, ANSWER_REASON, &reason, &seen);
    const char *status = chosen >= 0 ? walk_status_name((enum walk_status)chosen) : "";
    if (chosen >= 0 && chosen != WALK_NOT_APPLICABLE)
        walk_run(ui, w, "status", status);
    while (chosen == WALK_NOT_APPLICABLE && ask_reason(ui, &reason) &&
           walk_run_text(ui, w, ANSWER_REASON, &seen, &reason, status) == ERR_CONFLICT)
        ;
    buf_release(&reason);
    buf_release(&seen);
}

/* One of a field's choices; with `none` a last line empties the field. */
static void ask_choice(struct ui *ui, struct walk *w, int field, const char *title, const char *none)
{
    const struct field *f = &w->answer.kind->fields[field];
    size_t count = f->choice_count + (none != NULL);
    const char **labels = xcalloc(f->choice_count + 1, sizeof *labels);
    int now = none ? (int)f->choice_count : 0;
    for (size_t i = 0; i < f->choice_count; i++) {
        labels[i] = f->choices[i].label;
        now = strcmp(f->choices[i].name, record_get(&w->answer, field)) == 0 ? (int)i : now;
    }
    labels[f->choice_count] = none;
    int chosen = prompt_choice(ui, title, labels, count, now);
    if (chosen >= 0) {
        f = &w->answer.kind->fields[field]; /* may have moved while the question was asked */
        walk_run(ui, w, f->name, (size_t)chosen < f->choice_count ? f->choices[chosen].name : "");
    }
    free(labels);
}

static void ask_evidence(struct ui *ui, struct walk *w)
{
    struct buf text = BUF_INIT, seen = BUF_INIT;
    if (ui_private(ui) && record_has(&w->answer, ANSWER_EVIDENCE)) {
        walk_why_not(ui);
        return;
    }
    read_text(ui, w, ANSWER_EVIDENCE, &text, &seen);
    while (prompt_line(ui, _("What does the answer rest on?"), _("A report, a figure, who said so and when."), &text) &&
           walk_run_text(ui, w, ANSWER_EVIDENCE, &seen, &text, NULL) == ERR_CONFLICT)
        ; /* they went back to the text */
    buf_release(&text);
    buf_release(&seen);
}

void walk_ask_confidence(struct ui *ui, struct walk *w)
{
    ask_choice(ui, w, ANSWER_CONFIDENCE, _("How sure are you?"), _("Not said"));
}

static void change_reason(struct ui *ui, struct walk *w)
{
    struct buf reason = BUF_INIT, seen = BUF_INIT;
    if (ui_private(ui)) {
        walk_why_not(ui);
        return;
    }
    read_text(ui, w, ANSWER_REASON, &reason, &seen);
    while (ask_reason(ui, &reason) && walk_run_text(ui, w, ANSWER_REASON, &seen, &reason, NULL) == ERR_CONFLICT)
        ;
    buf_release(&reason);
    buf_release(&seen);
}

void walk_edit_answer(struct ui *ui, struct walk *w)
{
    const char *const labels[] = {_("Evidence: what the answer rests on"), _("Who may see the answer"),
                                  _("Why it does not apply")};
    bool reasoned = walk_status_of(record_get(&w->answer, ANSWER_STATUS)) == WALK_NOT_APPLICABLE;
    int chosen = prompt_choice(ui, _("Change"), labels, reasoned ? 3 : 2, reasoned ? 2 : 0);
    if (chosen == 0)
        ask_evidence(ui, w);
    else if (chosen == 1)
        ask_choice(ui, w, FIELD_VISIBILITY, _("Who may see the answer?"), NULL);
    else if (chosen == 2)
        change_reason(ui, w);
}

int walk_ask_phase(struct ui *ui, const struct walk *w)
{
    const char *labels[PHASES];
    struct buf texts[PHASES] = {BUF_INIT};
    int phases[PHASES], now = 0;
    size_t count = 0, first, last;
    for (int i = 0; i < PHASES; i++) {
        if (!walk_phase(&ui->app->guide, i, &first, &last))
            continue;
        phase_title(i, &texts[count]);
        buf_addf(&texts[count], ": %s", phase_question(i));
        now = ui->app->guide.items[w->item].phase == i ? (int)count : now;
        labels[count] = buf_str(&texts[count]);
        phases[count++] = i;
    }
    int chosen = prompt_choice(ui, _("Which phase?"), labels, count, now);
    for (size_t i = 0; i < count; i++)
        buf_release(&texts[i]);
    return chosen >= 0 ? phases[chosen] : -1;
}
