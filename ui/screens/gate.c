/* gate.c: see gate.h. */
#include "ui/screens/gate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "app/phase.h"
#include "model/kinds.h"
#include "ui/ask_run.h"
#include "ui/prompt.h"
#include "ui/screens/ask.h"
#include "ui/screens/screens.h"
#include "ui/subject.h"

/* ---- changing where the alliance stands ---- */

static void say_undo(struct ui *ui, int phase)
{
    struct buf undo = BUF_INIT;
    ui_key_of(CMD_UNDO, &undo);
    ui_say(ui, "the alliance is now in phase %d, %s; %s undoes it", phase, phase_name(phase), buf_str(&undo));
    buf_release(&undo);
}

static bool alliance_still(struct ui *ui, void *alliance)
{
    return subject_still(ui, alliance);
}

/* Asks for what is still to be said, and changes where the alliance stands, unless somebody else has meanwhile. */
static bool change_alliance(struct ui *ui, enum command_id id, const struct arg_value *given)
{
    struct held_subject alliance;
    subject_hold(ui, &alliance, ui->app->model.kinds[KIND_ALLIANCE], ui->app->alliance);
    bool done = ask_run(ui, id, given, alliance_still, &alliance, NULL) == OK;
    subject_let_go(&alliance);
    return done;
}

bool gate_pass(struct ui *ui, int to)
{
    bool done = change_alliance(ui, CMD_PHASE, ARGS(arg_number("phase", to)));
    if (done)
        say_undo(ui, to);
    return done;
}

bool gate_close_alliance(struct ui *ui)
{
    return change_alliance(ui, CMD_CLOSE, NULL);
}

bool gate_reopen_alliance(struct ui *ui)
{
    return change_alliance(ui, CMD_REOPEN, NULL);
}

void gate_ask(struct ui *ui)
{
    struct buf titles[PHASES] = {BUF_INIT};
    const char *labels[PHASES];
    int phases[PHASES], count = 0, next = 0, now = -1;
    bool closed;
    struct error e = {0};
    if (phase_read(ui->app, &now, &closed, &e) != OK) {
        ui_fail(ui, &e);
        return;
    }
    for (int i = 0; i < PHASES; i++) {
        if (i == now)
            continue;
        next = i == now + 1 ? count : next;
        phase_title(i, &titles[count]);
        labels[count] = buf_str(&titles[count]);
        phases[count++] = i;
    }
    int chosen = prompt_choice(ui, _("In which phase is the alliance now?"), labels, (size_t)count, next);
    for (int i = 0; i < count; i++)
        buf_release(&titles[i]);
    char place[12];
    if (chosen >= 0) {
        snprintf(place, sizeof place, "%d", phases[chosen]);
        ui_open(ui, "gate", place);
    }
}

bool gate_can_ask(struct ui *ui, struct buf *why)
{
    int phase;
    bool closed = false;
    if (phase_read(ui->app, &phase, &closed, NULL) == OK && !closed)
        return true;
    buf_adds(why, closed ? _("the alliance is closed: open it again first") : _("the alliance is not there any more"));
    return false;
}

/* ---- open and close ---- */

static void gate_refresh(struct ui *ui, void *self)
{
    struct gate_page *p = self;
    struct error e = {0};
    gate_release(&p->gate);
    if (phase_gate(ui->app, p->to, &p->gate, &e) != OK)
        ui_fail(ui, &e);
    p->at = p->at > p->gate.count ? p->gate.count : p->at;
}

static void *gate_open(struct ui *ui, const char *place)
{
    struct gate_page *p = xcalloc(1, sizeof *p);
    p->to = phase_of_word(place);
    if (p->to < 0 || !*ui->app->alliance) {
        free(p);
        return NULL;
    }
    gate_refresh(ui, p);
    return p;
}

static void gate_close(struct ui *ui, void *self)
{
    struct gate_page *p = self;
    (void)ui;
    gate_release(&p->gate);
    free(p);
}

static void gate_place(struct ui *ui, void *self, struct buf *out)
{
    (void)ui;
    buf_addf(out, "%d", ((struct gate_page *)self)->to);
}

/* ---- rating ---- */

static void rate(struct ui *ui, const struct gate_page *p, int value)
{
    const struct instrument *gates = phase_gates(ui->app);
    char score[12];
    snprintf(score, sizeof score, "%d", value);
    ui_run(ui, CMD_SCORE, ARGS(arg_text("checklist", gates->name), arg_pair("point", gates->items[p->gate.points[p->at].item].id, score)), NULL);
}

/* The place of the latest rating on the scale, -1 if there is none. */
static int place_of(const struct scale *scale, const struct gate_point *point)
{
    int place = -1;
    for (size_t i = 0; point->rated && i < scale->count; i++)
        if (scale->steps[i].value <= point->score + 0.5)
            place = (int)i;
    return place;
}

static const struct scale *chosen_scale(struct ui *ui, const struct gate_page *p)
{
    const struct instrument *gates = phase_gates(ui->app);
    return gates && p->at < p->gate.count ? &gates->items[p->gate.points[p->at].item].scale : NULL;
}

static void step_rating(struct ui *ui, const struct gate_page *p, int by)
{
    const struct scale *scale = chosen_scale(ui, p);
    int place = place_of(scale, &p->gate.points[p->at]) + by;
    place = place < 0 ? 0 : place >= (int)scale->count ? (int)scale->count - 1 : place;
    rate(ui, p, scale->steps[place].value);
}

static void ask_rating(struct ui *ui, const struct gate_page *p)
{
    const struct instrument *gates = phase_gates(ui->app);
    const struct scale *scale = chosen_scale(ui, p);
    const char **labels = xcalloc(scale->count, sizeof *labels);
    struct buf *texts = xcalloc(scale->count, sizeof *texts);
    for (size_t i = 0; i < scale->count; i++) {
        buf_addf(&texts[i], "%d  %s", scale->steps[i].value, scale->steps[i].label);
        labels[i] = buf_str(&texts[i]);
    }
    int chosen = prompt_choice(ui, instrument_text(gates, p->gate.points[p->at].item, WORDING_LABEL), labels,
                               scale->count, place_of(scale, &p->gate.points[p->at]));
    if (chosen >= 0)
        rate(ui, p, scale->steps[chosen].value);
    for (size_t i = 0; i < scale->count; i++)
        buf_release(&texts[i]);
    free(texts);
    free(labels);
}

/* ---- keys ---- */

static bool move(struct gate_page *p, int key)
{
    size_t last = p->gate.count;
    switch (key) {
    case K_UP: p->at -= p->at > 0; return true;
    case K_DOWN: p->at += p->at < last; return true;
    case K_HOME:
    case K_PAGE_UP: p->at = 0; return true;
    case K_END:
    case K_PAGE_DOWN: p->at = last; return true;
    default: return false;
    }
}

/* A click chooses; one on what is chosen does it. */
static bool click(struct ui *ui, struct gate_page *p, const struct event *e)
{
    for (size_t i = 0; i < p->spot_count; i++) {
        if (!pressed_in(e, p->spots[i].area))
            continue;
        bool again = p->at == p->spots[i].at;
        p->at = p->spots[i].at;
        if (again)
            ui_act(ui, CMD_RATE);
        return true;
    }
    return false;
}

static bool gate_key(struct ui *ui, void *self, const struct event *e)
{
    struct gate_page *p = self;
    if (e->type == EVENT_MOUSE && (e->mouse == MOUSE_WHEEL_UP || e->mouse == MOUSE_WHEEL_DOWN))
        return move(p, e->mouse == MOUSE_WHEEL_UP ? K_UP : K_DOWN);
    if (e->type == EVENT_MOUSE)
        return click(ui, p, e);
    if (e->type != EVENT_KEY)
        return false;
    if (move(p, e->key))
        return true;
    bool digit = e->key >= '0' && e->key <= '9', side = e->key == K_LEFT || e->key == K_RIGHT;
    const struct scale *scale = chosen_scale(ui, p);
    struct buf why = BUF_INIT;
    if (!(digit || side) || !scale)
        return digit || side;
    if (!ui_ready(ui, CMD_RATE, &why))
        ui_warn(ui, "%s", buf_str(&why));
    else if (side)
        step_rating(ui, p, e->key == K_LEFT ? -1 : 1);
    else if (scale_step(scale, e->key - '0'))
        rate(ui, p, e->key - '0');
    buf_release(&why);
    return true;
}

/* ---- actions ---- */

/* Done: back to where the page was opened. */
static void pass(struct ui *ui, const struct gate_page *p)
{
    if (gate_pass(ui, p->to))
        ui_back(ui);
}

static bool gate_act(struct ui *ui, void *self, enum command_id id)
{
    struct gate_page *p = self;
    switch (id) {
    case CMD_RATE:
        if (p->at < p->gate.count)
            ask_rating(ui, p);
        else
            pass(ui, p);
        return true;
    case CMD_PASS_GATE: pass(ui, p); return true;
    case CMD_CLOSE: gate_close_alliance(ui); return true;
    case CMD_REOPEN: gate_reopen_alliance(ui); return true;
    default: return false;
    }
}

static bool gate_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct gate_page *p = self;
    int phase;
    bool closed = false;
    const char *reason = NULL;
    bool read = phase_read(ui->app, &phase, &closed, NULL) == OK;
    bool pass_it = id == CMD_PASS_GATE || (id == CMD_RATE && p->at == p->gate.count);
    if (!read && (pass_it || id == CMD_RATE))
        reason = _("the alliance is not there any more");
    else if (id == CMD_CLOSE && closed)
        reason = _("the alliance is closed already");
    else if (id == CMD_REOPEN && !closed)
        reason = _("the alliance is open");
    else if (pass_it && closed)
        reason = _("the alliance is closed: open it again first");
    else if (pass_it && phase == p->to)
        reason = _("the alliance is already in this phase");
    if (reason)
        buf_adds(why, reason);
    return !reason;
}

static void gate_explain(struct ui *ui, void *self, struct buf *out)
{
    const struct gate_page *p = self;
    const struct instrument *gates = phase_gates(ui->app);
    if (gates && p->at < p->gate.count) {
        size_t item = p->gate.points[p->at].item;
        buf_addf(out, "%s\n%s\n\n", instrument_text(gates, INSTRUMENT_ITSELF, WORDING_LABEL),
                 instrument_text(gates, item, WORDING_LABEL));
        buf_addf(out, _("Why\n%s\n\n"), instrument_text(gates, item, WORDING_WHY));
        buf_addf(out, _("How to ask it aloud\n%s\n\n"), instrument_text(gates, item, WORDING_ALOUD));
        buf_addf(out, _("Example\n%s\n\n"), instrument_text(gates, item, WORDING_EXAMPLE));
    } else {
        buf_adds(out, _("Change of phase\n"));
    }
    buf_adds(out, _("The digits, or Left and Right, rate the chosen point. The last line changes the phase. Points "
                    "that are open never block: whoever goes on all the same, or goes back, writes down why, and "
                    "that is kept with the change."));
}

const struct screen_ops screen_gate = {
    .name = "gate",
    .title = N_("Change of phase"),
    .where = ON_GATE,
    .go = COMMANDS,
    .open = gate_open,
    .close = gate_close,
    .draw = gate_draw,
    .key = gate_key,
    .act = gate_act,
    .can = gate_can,
    .place = gate_place,
    .explain = gate_explain,
    .refresh = gate_refresh,
};
