/* home_words.c: what the home screen says. See home.h. */
#include <string.h>

#include "ui/screens/home.h"

enum { COUNTED_DAYS = 60 }; /* beyond that a date says more than a number of days */

void home_progress(const struct phase_progress *p, bool brief, struct buf *out)
{
    int done = phase_done(p);
    if (done == p->total && done > 0)
        buf_addf(out, "all %d answered", p->total);
    else
        buf_addf(out, "%d of %d answered", done, p->total);
    if (p->in_progress && !brief)
        buf_addf(out, ", %d in progress", p->in_progress);
    if (p->needs_evidence)
        buf_addf(out, ", %d need%s evidence", p->needs_evidence, p->needs_evidence == 1 ? "s" : "");
}

void home_step(const struct ui *ui, const struct next_step *step, struct buf *out)
{
    static const char *const nameless[] = {
        [NEXT_ACTION] = "Do what was promised",
        [NEXT_UNPLACED] = "Find a pair or group for a peer",
        [NEXT_MANDATE] = "Get or renew a peer's mandate",
        [NEXT_READINESS] = "Ask whether a peer is ready",
        [NEXT_OBJECTIVE] = "Set a target for an objective",
        [NEXT_ASSESS] = "Assess an objective",
    };
    bool named = step->what != NEXT_QUESTION && step->what != NEXT_EVIDENCE;
    buf_adds(out, ui_private(ui) && named ? nameless[step->what] : step->text);
}

static void add_days(struct buf *out, const char *before, long days)
{
    buf_addf(out, "%s %ld day%s", before, days, days == 1 ? "" : "s");
}

void home_due(const struct next_step *step, const char *today, struct buf *out)
{
    if (!*step->due)
        return;
    if (!date_valid(step->due)) {
        buf_addf(out, "by %s", step->due);
        return;
    }
    long days = date_days_between(today, step->due);
    if (days < -COUNTED_DAYS)
        buf_addf(out, "overdue since %s", step->due);
    else if (days < 0)
        add_days(out, "overdue by", -days);
    else if (days == 0)
        buf_adds(out, "due today");
    else if (days == 1)
        buf_adds(out, "due tomorrow");
    else if (days <= COUNTED_DAYS)
        add_days(out, "due in", days);
    else
        buf_addf(out, "by %s", step->due);
}

/* ---- F1 ---- */

static void explain_phase(const struct home *h, int phase, struct buf *out)
{
    buf_addf(out, "Phase %d: %s\n%s\n\n", phase, phase_name(phase), phase_question(phase));
    buf_adds(out, "Answers: ");
    home_progress(&h->map.phases[phase], false, out);
    buf_adds(out, phase == h->map.phase ? ".\nThe alliance stands here.\n\n" : ".\n\n");
    buf_adds(out, "Enter goes to the first question of this phase that is open. Edit (");
    ui_key_of(CMD_ITEM_EDIT, out);
    buf_adds(
        out,
        ") says that the alliance now stands in this phase: it is the facilitator who decides that, not the number of "
        "answers. Going back to an earlier phase is part of the work.");
}

static void explain_step(const struct ui *ui, const struct home *h, struct buf *out)
{
    struct buf due = BUF_INIT;
    const struct next_step *step = &h->steps[h->step];
    buf_adds(out, "What is next\n");
    home_step(ui, step, out);
    home_due(step, h->today, &due);
    buf_addf(out, "%s%s.\n\n", due.len ? ", " : "", buf_str(&due));
    buf_adds(out, "Enter goes to where this can be done. The list puts first what is overdue or due soon, then the "
                  "next question, "
                  "answers that need evidence, and peers and objectives that still lack something.");
    buf_release(&due);
}

void home_explain(struct ui *ui, void *self, struct buf *out)
{
    const struct home *h = self;
    if (!*ui->app->alliance)
        buf_adds(
            out,
            "Learning alliance\nA group of people and their organisations who learn from each other about one reform. "
            "Everything else belongs to one: its people, answers, pairs and groups, objectives and actions.");
    else if (h->part == HOME_NEXT && h->step < h->step_count)
        explain_step(ui, h, out);
    else if (h->line == HOME_OTHER)
        buf_adds(out, "Another alliance\nThis workbench holds several. Enter lets you choose the one to work on.");
    else if (h->part == HOME_MAP && h->line >= HOME_PHASE)
        explain_phase(h, h->line - HOME_PHASE, out);
    else
        buf_adds(
            out,
            "The alliance\nEnter shows what is known about it: type, reform area, who facilitates, who pays, from when "
            "to when. Insert adds another alliance to this workbench.");
}
