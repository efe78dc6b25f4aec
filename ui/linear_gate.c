/* linear_gate.c: where the alliance stands: going on past the points of a gate, going back, closing and opening again. */
#include <stdio.h>
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "app/phase.h"
#include "sheet/sheet.h"
#include "ui/linear_ask.h"
#include "ui/linear_sections.h"

/* ---- the points of a gate ---- */

/* The rows of the sheet: those about points have numbers, the changes of phase so far follow them. */
static void print_gate(struct linear *l, int to)
{
    struct sheet sheet = {0};
    struct error e = {0};
    struct buf line = BUF_INIT;
    linear_gather(l);
    enum status s = sheet_make(&sheet, sheet_maker("gate"), l->app, &(struct sheet_query){.phase = to}, &e);
    if (s != OK)
        linear_fail(l, &e);
    else
        linear_tell(l, sheet.title);
    if (s == OK)
        linear_tell_lines(l, sheet.count ? sheet.about : sheet.empty);
    for (size_t i = 0; s == OK && i < sheet.count; i++) {
        buf_clear(&line);
        if (!sheet.rows[i].kind)
            buf_addf(&line, "%zu ", i + 1);
        sheet_line(&sheet, &sheet.rows[i], &line);
        linear_tell(l, buf_str(&line));
    }
    linear_gathered(l);
    buf_release(&line);
    sheet_release(&sheet);
}

static void rate(struct linear *l, const struct gate_point *p)
{
    const struct instrument *gates = phase_gates(l->app);
    const struct scale *scale = &gates->items[p->item].scale;
    struct options o = {0};
    char number[12], label[120];
    linear_fact(l, _("Point"), instrument_text(gates, p->item, WORDING_LABEL));
    linear_fact(l, _("Why"), instrument_text(gates, p->item, WORDING_WHY));
    for (size_t i = 0; i < scale->count; i++) {
        snprintf(number, sizeof number, "%d", scale->steps[i].value);
        snprintf(label, sizeof label, "%s", scale->steps[i].label);
        options_add(&o, number, label);
    }
    long at = linear_choose(l, _("What is its state?"), instrument_text(gates, p->item, WORDING_ALOUD), &o);
    if (at >= 0)
        linear_run_command(l, CMD_SCORE, ARGS(arg_text("checklist", gates->name), arg_pair("point", gates->items[p->item].id, o.items[at].id)), NULL);
    options_release(&o);
}

static void open_gate(struct linear *l, int to)
{
    const struct action actions[] = {{"change", _("move the alliance to that phase"), 0}};
    struct reply r;
    bool done = false, show = true;
    do {
        struct gate gate;
        struct error e = {0};
        if (phase_gate(l->app, to, &gate, &e) != OK) {
            linear_fail(l, &e);
            gate_release(&gate);
            return;
        }
        if (show)
            print_gate(l, to);
        r = linear_ask(l, &(struct page){.numbers = gate.count,
                                         .actions = actions,
                                         .action_count = 1,
                                         .gathered = show,
                                         .help = _("The points advise and never block. A number rates a point; "
                                                   "change goes to the phase, and asks why if points are open.")});
        show = r.what == REPLY_AGAIN || r.what == REPLY_FRESH; /* what a rating says is enough */
        if (r.what == REPLY_NUMBER && linear_may_write(l)) {
            rate(l, &gate.points[r.number - 1]);
        } else if (r.what == REPLY_ACTION && linear_may_write(l)) {
            done = linear_ask_run(l, CMD_PHASE, ARGS(arg_number("phase", gate.to)), NULL) == OK;
        }
        gate_release(&gate);
    } while (!done && r.what != REPLY_BACK && !l->leave && !l->ended);
}

/* ---- the page ---- */

static void tell_phases(struct linear *l, int phase, bool closed)
{
    struct buf title = BUF_INIT;
    linear_gather(l);
    for (int i = 0; i < PHASES; i++) {
        buf_clear(&title);
        phase_title(i, &title);
        const char *here = i != phase ? "" : closed ? _("; the alliance is closed here") : _("; the alliance is here");
        print(l->app, "%s: %s%s\n", buf_str(&title), phase_question(i), here);
    }
    linear_gathered(l);
    buf_release(&title);
}

/* What was typed for a phase: goes there, unless it is the one the alliance is in. False: that was said. */
static bool choose(struct linear *l, int phase, bool closed)
{
    int to = phase_of_word(l->typed.s);
    if (to < 0)
        print(l->app, "There is no phase '%s': 0 to 4, or A to E.\n", l->typed.s);
    else if (closed)
        print(l->app, "The alliance is closed: reopen opens it again.\n");
    else if (to == phase)
        print(l->app, "The alliance stands in this phase already.\n");
    else
        open_gate(l, to);
    return to >= 0 && !closed && to != phase;
}

void linear_phase(struct linear *l)
{
    struct reply r;
    bool show = true;
    do {
        const struct action actions[] = {{"close", _("end the alliance here, with the value it has reached"), 0},
                                         {"reopen", _("go on with the alliance that was closed"), 0}};
        int phase;
        bool closed;
        struct error e = {0};
        if (phase_read(l->app, &phase, &closed, &e) != OK) {
            linear_fail(l, &e);
            return;
        }
        if (show)
            tell_phases(l, phase, closed);
        r = linear_ask(l, &(struct page){.text = _("the number of a phase, 0 to 4, or its letter, A to E"),
                                         .actions = &actions[closed],
                                         .action_count = 1,
                                         .gathered = show,
                                         .help = _("Where the alliance is on the road map. It can go back, too.")});
        show = r.what == REPLY_AGAIN || r.what == REPLY_FRESH;
        if (r.what == REPLY_TEXT)
            show = choose(l, phase, closed);
        else if (r.what == REPLY_ACTION && linear_may_write(l) && closed)
            linear_ask_run(l, CMD_REOPEN, NULL, NULL);
        else if (r.what == REPLY_ACTION && linear_may_write(l))
            linear_ask_run(l, CMD_CLOSE, NULL, NULL);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}
