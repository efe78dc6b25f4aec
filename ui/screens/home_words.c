/* home_words.c: what the home screen says. See home.h. */
#include <string.h>

#include "base/tr.h"
#include "app/phase.h"
#include "ui/screens/home.h"

enum { COUNTED_DAYS = 60 }; /* beyond that a date says more than a number of days */

void home_progress(const struct phase_progress *p, bool brief, struct buf *out)
{
    int done = phase_done(p);
    if (done == p->total && done > 0)
        buf_addf(out, _("all %d answered"), p->total);
    else
        buf_addf(out, _("%d of %d answered"), done, p->total);
    if (p->in_progress && !brief)
        buf_addf(out, _(", %d in progress"), p->in_progress);
    if (p->needs_evidence)
        buf_addf(out, p->needs_evidence == 1 ? _(", %d needs evidence") : _(", %d need evidence"), p->needs_evidence);
}

void home_step(const struct ui *ui, const struct next_step *step, struct buf *out)
{
    if (ui_private(ui))
        next_nameless(step, out);
    else
        buf_adds(out, step->text);
}

void home_due(const struct next_step *step, const char *today, struct buf *out)
{
    if (!*step->due)
        return;
    if (!date_valid(step->due)) {
        buf_addf(out, _("by %s"), step->due);
        return;
    }
    long days = date_days_between(today, step->due);
    if (days < -COUNTED_DAYS)
        buf_addf(out, _("overdue since %s"), step->due);
    else if (days < 0)
        buf_addf(out, days == -1 ? _("overdue by %ld day") : _("overdue by %ld days"), -days);
    else if (days == 0)
        buf_adds(out, _("due today"));
    else if (days == 1)
        buf_adds(out, _("due tomorrow"));
    else if (days <= COUNTED_DAYS)
        buf_addf(out, _("due in %ld days"), days);
    else
        buf_addf(out, _("by %s"), step->due);
}

/* ---- F1 ---- */

static void explain_phase(const struct home *h, int phase, struct buf *out)
{
    struct buf title = BUF_INIT, key = BUF_INIT;
    phase_title(phase, &title);
    ui_key_of(CMD_ITEM_EDIT, &key);
    buf_addf(out, _("Phase %s\n%s\n\n"), buf_str(&title), phase_question(phase));
    buf_adds(out, _("Answers: "));
    home_progress(&h->map.phases[phase], false, out);
    buf_adds(out, phase == h->map.phase ? _(".\nThe alliance is here.\n\n") : ".\n\n");
    buf_addf(out,
             _("Enter goes to the first question of this phase that is open. Edit (%s) goes to the page where you "
               "move the alliance to this phase, with the points worth a look before: it is the facilitator who "
               "decides, not the number of answers. Going back to an earlier phase is part of the work. The letter "
               "is that of the Guide's part."),
             buf_str(&key));
    buf_release(&title);
    buf_release(&key);
}

static void explain_step(const struct ui *ui, const struct home *h, struct buf *out)
{
    struct buf due = BUF_INIT;
    const struct next_step *step = &h->steps[h->step];
    buf_adds(out, _("What is next\n"));
    home_step(ui, step, out);
    home_due(step, h->today, &due);
    buf_addf(out, "%s%s.\n\n", due.len ? ", " : "", buf_str(&due));
    buf_adds(out, _("Enter goes to where this can be done. What has a day comes first, in the order of the days: actions, "
                    "risks, targets of objectives, mandates that end within 60 days, and whatever else is due. Then the next "
                    "question, answers that need evidence, and peers and objectives that still lack something."));
    buf_release(&due);
}

void home_explain(struct ui *ui, void *self, struct buf *out)
{
    const struct home *h = self;
    if (!*ui->app->alliance)
        buf_adds(
            out,
            _("Learning alliance\nA group of people and their organisations who learn from each other about one reform. "
            "Everything else belongs to one: its people, answers, pairs and groups, objectives and actions."));
    else if (h->part == HOME_NEXT && h->step < h->step_count)
        explain_step(ui, h, out);
    else if (h->line == HOME_OTHER)
        buf_adds(out, _("Another alliance\nThis workbench holds several. Enter lets you choose the one to work on."));
    else if (h->part == HOME_MAP && h->line >= HOME_PHASE)
        explain_phase(h, h->line - HOME_PHASE, out);
    else
        buf_adds(
            out,
            _("The alliance\nEnter shows what is known about it: type, reform area, who facilitates, who pays, from when "
              "to when. Insert adds another alliance to this workbench. When it ends, or stops early, Close the alliance in "
              "the menu Edit keeps the value it has reached."));
}
