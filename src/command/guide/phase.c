/* phase.c: where the alliance stands: going on, going back, closing and opening again. Each is one change that holds the
 * record of it and the alliance's new state, so that one undo takes both back. */
#include "app/phase.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "command/args_shared.h"
#include "command/run.h"
#include "command/sheet/print.h"
#include "model/kinds.h"

/* ---- changing it ---- */

/* What is to be kept of a change of phase, and what becomes of the alliance. */
struct passage {
    const char *label;
    int from, to;         /* -1, PHASES: opened again, closed */
    int open;             /* points open; -1: none were looked at */
    const char *reason;   /* NULL: none */
    const char *value;    /* reached; NULL: as it was */
};

static void set_number(struct record *r, int field, int number)
{
    char text[12];
    snprintf(text, sizeof text, "%d", number);
    record_set(r, field, text);
}

static enum status add_passage(struct app *app, const struct passage *step, struct error *e)
{
    struct record r;
    char today[DATE_SIZE];
    date_today(today);
    record_init(&r, app->model.kinds[KIND_PHASE_CHANGE]);
    record_set(&r, PHASE_CHANGE_ALLIANCE, app->alliance);
    record_set(&r, PHASE_CHANGE_DATE, today);
    record_set(&r, PHASE_CHANGE_REASON, step->reason);
    if (step->from >= 0)
        set_number(&r, PHASE_CHANGE_FROM_PHASE, step->from);
    if (step->to < PHASES)
        set_number(&r, PHASE_CHANGE_TO_PHASE, step->to);
    else
        record_set(&r, PHASE_CHANGE_TO_PHASE, PHASE_CHANGE_TO_PHASE_CLOSED);
    if (step->open >= 0)
        set_number(&r, PHASE_CHANGE_OPEN_POINTS, step->open);
    enum status s = change_create(app->store, &r, e);
    record_release(&r);
    return s;
}

static enum status set_alliance(struct app *app, int field, const char *value, struct error *e)
{
    return change_set(app->store, app->model.kinds[KIND_ALLIANCE], app->alliance, field, value, e);
}

static enum status take_step(struct app *app, const struct passage *step, struct error *e)
{
    char phase[12];
    snprintf(phase, sizeof phase, "%d", step->to);
    enum status s = change_begin(app->store, step->label, e);
    if (s != OK)
        return s;
    s = add_passage(app, step, e);
    if (s == OK && step->to < PHASES)
        s = set_alliance(app, ALLIANCE_PHASE, phase, e);
    if (s == OK && (step->to == PHASES || step->from < 0))
        s = set_alliance(app, ALLIANCE_CLOSED, step->to == PHASES ? FIELD_YES : "", e);
    if (s == OK && step->value)
        s = set_alliance(app, ALLIANCE_VALUE_REACHED, step->value, e);
    return change_end(app->store, s, e);
}

static enum status read_only(struct app *app, struct error *e)
{
    struct buf why = BUF_INIT;
    bool ready = command_ready(app, &(struct command){.needs = NEEDS_STORE | NEEDS_WRITE}, &why);
    enum status s = ready ? OK : error_set(e, ERR_READ_ONLY, "%s", buf_str(&why));
    buf_release(&why);
    return s;
}

/* ---- phase ---- */

static enum status ask_why(const struct gate *gate, struct error *e)
{
    if (gate->to < gate->from)
        error_set(e, ERR_INPUT, "going back to phase %d needs a reason", gate->to);
    else
        error_set(e, ERR_INPUT, "points still open before phase %d: %d", gate->to, gate->open);
    return error_hint(e, ERR_INPUT, gate->to < gate->from ? N_("say why with --reason TEXT")
                                                          : N_("say why all the same with --reason TEXT, or rate them: "
                                                               "'peerloom phase' shows them, 'peerloom score gates' rates"));
}

static enum status go(struct app *app, const struct args *args, int from, int to, struct error *e)
{
    struct gate gate;
    char label[60];
    const char *reason = args_words(args, "reason");
    enum status s = phase_gate(app, to, &gate, e);
    snprintf(label, sizeof label, to > from ? _("Go on to phase %d") : _("Go back to phase %d"), to);
    if (s == OK && gate_needs_reason(&gate) && !reason)
        s = ask_why(&gate, e);
    if (s == OK) {
        struct passage step = {label, from, to, to > from ? gate.open : -1, reason, NULL};
        s = take_step(app, &step, e);
    }
    if (s == OK)
        say(app, "The alliance is now in phase %d, %s", to, phase_name(to));
    gate_release(&gate);
    return s;
}

enum status run_phase(struct app *app, const struct args *args, struct error *e)
{
    int from, to = (int)args_number(args, "phase", -1);
    bool closed;
    enum status s = phase_read(app, &from, &closed, e);
    if (s != OK || to < 0)
        return s == OK ? sheet_print(app, "gate", &(struct sheet_query){.phase = -1}, e) : s;
    if (closed) {
        error_set(e, ERR_INPUT, "the alliance is closed");
        return error_hint(e, ERR_INPUT, "open it again first: peerloom reopen --reason TEXT");
    }
    if (to == from) {
        say(app, "The alliance is already in phase %d, %s", to, phase_name(to));
        return OK;
    }
    s = read_only(app, e);
    return s == OK ? go(app, args, from, to, e) : s;
}

/* ---- close and reopen ---- */

enum status run_close(struct app *app, const struct args *args, struct error *e)
{
    int phase;
    bool closed;
    struct gate gate;
    const char *value = args_words(args, "value");
    enum status s = phase_read(app, &phase, &closed, e);
    if (s != OK)
        return s;
    if (closed)
        return error_set(e, ERR_INPUT, "the alliance is closed already");
    if (!value) {
        error_set(e, ERR_INPUT, "closing needs the value reached");
        return error_hint(e, ERR_INPUT, "say what was gained, if the alliance stops here, with --value TEXT");
    }
    s = phase_gate(app, PHASES, &gate, e);
    if (s == OK) {
        struct passage step = {_("Close the alliance"), phase, PHASES, gate.open, args_words(args, "reason"), value};
        s = take_step(app, &step, e);
    }
    if (s == OK)
        say(app, "The alliance is closed in phase %d, %s", phase, phase_name(phase));
    gate_release(&gate);
    return s;
}

enum status run_reopen(struct app *app, const struct args *args, struct error *e)
{
    int phase;
    bool closed;
    const char *reason = args_words(args, "reason");
    enum status s = phase_read(app, &phase, &closed, e);
    if (s != OK)
        return s;
    if (!closed)
        return error_set(e, ERR_INPUT, "the alliance is open");
    if (!reason) {
        error_set(e, ERR_INPUT, "opening again needs a reason");
        return error_hint(e, ERR_INPUT, "say why with --reason TEXT");
    }
    struct passage step = {_("Open the alliance again"), -1, phase, -1, reason, NULL};
    s = take_step(app, &step, e);
    if (s == OK)
        say(app, "The alliance is open again, in phase %d, %s", phase, phase_name(phase));
    return s;
}

/* ---- asking for it ---- */

/* Going back, and going on with points open, need a reason. */
bool phase_asks_why(struct app *app, const struct args *args)
{
    struct gate gate;
    bool why = args_given(args, "phase") && phase_gate(app, (int)args_number(args, "phase", 0), &gate, NULL) == OK;
    if (!args_given(args, "phase"))
        return false;
    why = why && gate.to != gate.from && gate_needs_reason(&gate);
    gate_release(&gate);
    return why;
}

const char *phase_question_why(struct app *app, const struct args *args)
{
    int from;
    bool closed, back = phase_read(app, &from, &closed, NULL) == OK && args_number(args, "phase", 0) < from;
    return back ? N_("Why does the alliance go back?") : N_("Why go on now?");
}

void phase_note(struct app *app, const struct args *args, struct buf *out)
{
    struct gate gate;
    if (phase_gate(app, (int)args_number(args, "phase", 0), &gate, NULL) == OK) {
        if (gate.to < gate.from)
            buf_adds(out, _("It is part of the work: the reason is kept."));
        else if (gate.open == 1)
            buf_adds(out, _("One point is open. You may go on: the reason is kept."));
        else
            buf_addf(out, _("%d points are open. You may go on: the reason is kept."), gate.open);
    }
    gate_release(&gate);
}

/* The value that was noted while the alliance was open. */
void close_suggest(struct app *app, const struct args *args, struct buf *out)
{
    struct record r;
    (void)args;
    if (store_get(app->store, app->model.kinds[KIND_ALLIANCE], app->alliance, &r, NULL) != OK)
        return;
    buf_adds(out, record_get(&r, ALLIANCE_VALUE_REACHED));
    record_release(&r);
}
