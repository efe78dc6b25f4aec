/* home.c: where the open alliance stands on the road map of five phases, and what is next for it. */
#include "ui/screens/home.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/answer.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/form.h"
#include "ui/keep.h"
#include "ui/prompt.h"
#include "ui/screens/ask.h"
#include "ui/screens/gate.h"
#include "ui/screens/screens.h"
#include "ui/screens/sheet_acts.h"

/* ---- reading ---- */

static const struct kind *alliances(const struct ui *ui)
{
    return ui->app->model.kinds[KIND_ALLIANCE];
}

int home_lines(const struct home *h)
{
    return h->count > 1 ? HOME_LINES : HOME_OTHER;
}

static bool known(const struct home *h, const char *id)
{
    for (size_t i = 0; i < h->count; i++)
        if (strcmp(h->ids[i], id) == 0)
            return true;
    return false;
}

struct gathering {
    const struct home *before;
    struct home *home;
    char made[ID_SIZE]; /* one that was not there before */
};

static bool take_alliance(void *data, const struct record *r)
{
    struct gathering *g = data;
    struct home *h = g->home;
    GROW(h->ids, h->count + 1, h->cap);
    snprintf(h->ids[h->count++], ID_SIZE, "%s", record_id(r));
    if (!known(g->before, record_id(r)))
        snprintf(g->made, sizeof g->made, "%s", record_id(r));
    return true;
}

/* Reads the list of alliances; *made gets the id of one that is new. */
static void read_alliances(struct ui *ui, struct home *h, char made[ID_SIZE])
{
    struct home before = {.ids = h->ids, .count = h->count};
    struct gathering g = {&before, h, ""};
    struct error e = {0};
    h->ids = NULL;
    h->count = h->cap = 0;
    if (store_each(ui->app->store, alliances(ui), -1, NULL, take_alliance, &g, &e) != OK)
        ui_fail(ui, &e);
    memcpy(made, g.made, ID_SIZE);
    free(before.ids);
}

/* "Common challenges, Public procurement" */
static void read_about(struct ui *ui, struct home *h)
{
    static const int fields[] = {ALLIANCE_TYPE, ALLIANCE_REFORM_AREA, ALLIANCE_FOCAL_SECTOR};
    struct record r;
    buf_clear(&h->about);
    h->closed = false;
    if (store_get(ui->app->store, alliances(ui), ui->app->alliance, &r, NULL) != OK)
        return;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!record_has(&r, fields[i]))
            continue;
        buf_adds(&h->about, h->about.len ? ", " : "");
        store_display(ui->app->store, &r, fields[i], &h->about);
    }
    h->closed = record_yes(&r, ALLIANCE_CLOSED);
    buf_clear(&h->value);
    if (h->closed)
        buf_adds(&h->value, record_get(&r, ALLIANCE_VALUE_REACHED));
    record_release(&r);
}

static void read_map(struct ui *ui, struct home *h)
{
    struct buf line = BUF_INIT;
    struct error e = {0};
    memset(&h->map, 0, sizeof h->map);
    if (*ui->app->alliance) {
        if (roadmap_read(ui->app->store, &ui->app->guide, ui->app->alliance, &h->map, &e) == OK)
            roadmap_line(&h->map, &ui->app->guide, &line);
        else
            ui_fail(ui, &e);
        read_about(ui, h);
    }
    ui_set_status(ui, buf_str(&line)); /* all screens show it */
    buf_release(&line);
}

void home_read_steps(struct ui *ui, struct home *h)
{
    struct buf title = BUF_INIT;
    size_t drafts = keep_newest(ui, &title);
    date_today(h->today);
    if (drafts) {
        h->steps[0] = (struct next_step){.what = NEXT_DRAFT};
        snprintf(h->steps[0].text, sizeof h->steps[0].text, _("Typed and not saved yet: %.180s"), title.s);
    }
    buf_release(&title);
    h->step_count = drafts + next_steps(ui->app->store, &ui->app->guide, ui->app->alliance, h->today, h->steps + drafts,
                                        HOME_STEPS - drafts);
    h->outdated = false;
    if (h->step >= h->step_count)
        h->step = h->step_count ? h->step_count - 1 : 0;
}

static void home_refresh(struct ui *ui, void *self)
{
    struct home *h = self;
    char made[ID_SIZE];
    read_alliances(ui, h, made);
    if (h->making && *made && strcmp(made, ui->app->alliance) != 0) {
        ui_run(ui, CMD_ALLIANCE, ARGS(arg_text("alliance", made)), NULL);
    }
    h->making = h->making && !*made;
    read_map(ui, h);
    h->outdated = true;
    if (h->line >= home_lines(h))
        h->line = HOME_PHASE + h->map.phase;
}

/* ---- open and close ---- */

static void *home_open(struct ui *ui, const char *place)
{
    struct home *h = xcalloc(1, sizeof *h);
    (void)place;
    home_refresh(ui, h);
    h->line = HOME_PHASE + h->map.phase;
    return h;
}

static void home_close(struct ui *ui, void *self)
{
    struct home *h = self;
    (void)ui;
    buf_release(&h->about);
    buf_release(&h->value);
    free(h->ids);
    free(h);
}

/* ---- moving ---- */

/* Rows above and below belong to the same part; from its end one goes on to the other only by Tab. */
static bool move(struct home *h, int key)
{
    int at = h->part == HOME_MAP ? h->line : (int)h->step;
    int count = h->part == HOME_MAP ? home_lines(h) : (int)h->step_count;
    switch (key) {
    case K_UP: at--; break;
    case K_DOWN: at++; break;
    case K_PAGE_UP: at -= 5; break;
    case K_PAGE_DOWN: at += 5; break;
    case K_HOME: at = 0; break;
    case K_END: at = count - 1; break;
    default: return false;
    }
    at = at >= count ? count - 1 : at;
    at = at < 0 ? 0 : at;
    if (h->part == HOME_MAP)
        h->line = at;
    else
        h->step = (size_t)at;
    return true;
}

/* A click chooses; one on what is chosen opens it. */
static bool click(struct ui *ui, struct home *h, const struct event *e)
{
    for (size_t i = 0; i < h->spot_count; i++) {
        const struct home_spot *s = &h->spots[i];
        if (!pressed_in(e, s->area))
            continue;
        bool again = h->part == s->part && (s->part == HOME_MAP ? h->line : (int)h->step) == s->at;
        h->part = s->part;
        if (s->part == HOME_MAP)
            h->line = s->at;
        else
            h->step = (size_t)s->at;
        if (again)
            ui_act(ui, CMD_ITEM_OPEN);
        return true;
    }
    return false;
}

static bool home_key(struct ui *ui, void *self, const struct event *e)
{
    struct home *h = self;
    if (!*ui->app->alliance)
        return false;
    if (e->type == EVENT_MOUSE && (e->mouse == MOUSE_WHEEL_UP || e->mouse == MOUSE_WHEEL_DOWN))
        return move(h, e->mouse == MOUSE_WHEEL_UP ? K_UP : K_DOWN);
    if (e->type == EVENT_MOUSE)
        return click(ui, h, e);
    return e->type == EVENT_KEY && move(h, e->key);
}

/* ---- actions on the road map ---- */

/* The first question of the phase that is open; else the first that is not dealt with; else the first. */
static const char *question_to_open(struct ui *ui, int phase)
{
    const struct instrument *guide = &ui->app->guide;
    const char *first = "", *unfinished = NULL, *open = NULL;
    for (size_t i = guide->count; i-- > 0;) {
        if (guide->items[i].phase != phase)
            continue;
        struct record r;
        answer_read(ui->app, guide->items[i].id, &r);
        first = guide->items[i].id;
        if (!record_has(&r, ANSWER_STATUS) || RECORD_IS(&r, ANSWER_STATUS, OPEN))
            open = first;
        else if (!RECORD_IS(&r, ANSWER_STATUS, ANSWERED) && !RECORD_IS(&r, ANSWER_STATUS, NOT_APPLICABLE))
            unfinished = first;
        record_release(&r);
    }
    return open ? open : unfinished ? unfinished : first;
}

/* The page between the phases, which advises and asks why. */
static void stand_in(struct ui *ui, const struct home *h, int phase)
{
    char place[12];
    snprintf(place, sizeof place, "%d", phase);
    if (phase == h->map.phase)
        ui_say(ui, "the alliance is already in phase %d, %s: choose the phase it goes on to", phase, phase_name(phase));
    else if (h->closed)
        ui_say(ui, "the alliance is closed: open it again first");
    else
        ui_open(ui, "gate", place);
}

static void choose_alliance(struct ui *ui, struct home *h)
{
    char id[ID_SIZE];
    snprintf(id, sizeof id, "%s", ui->app->alliance);
    if (!prompt_record(ui, _("Which alliance?"), alliances(ui), false, id) || strcmp(id, ui->app->alliance) == 0)
        return;
    if (ui_run(ui, CMD_ALLIANCE, ARGS(arg_text("alliance", id)), NULL) != OK)
        return;
    home_refresh(ui, h);
    h->line = HOME_PHASE + h->map.phase;
    h->step = h->top = 0;
}

static void open_line(struct ui *ui, struct home *h)
{
    if (h->line == HOME_ALLIANCE)
        form_open(ui, alliances(ui), ui->app->alliance);
    else if (h->line == HOME_OTHER)
        choose_alliance(ui, h);
    else
        ui_open(ui, "walk", question_to_open(ui, h->line - HOME_PHASE));
}

static void edit_line(struct ui *ui, struct home *h)
{
    if (h->line >= HOME_PHASE && h->line < HOME_OTHER)
        stand_in(ui, h, h->line - HOME_PHASE);
    else
        open_line(ui, h);
}

/* ---- actions on what is next ---- */

static void open_step(struct ui *ui, const struct next_step *step)
{
    struct buf place = BUF_INIT;
    switch (step->what) {
    case NEXT_QUESTION:
    case NEXT_EVIDENCE: ui_open(ui, "walk", step->id); break;
    case NEXT_DRAFT: keep_open_newest(ui); break;
    case NEXT_UNPLACED: /* no round of their own: the board shows its last one, with this person in the pool */
        buf_addf(&place, "0 - %s", step->id);
        ui_open(ui, "board", buf_str(&place));
        break;
    default: sheet_open_record(ui, step->kind, step->id); break;
    }
    buf_release(&place);
}

static const struct next_step *chosen_step(struct ui *ui, struct home *h)
{
    if (h->outdated)
        home_read_steps(ui, h);
    return h->part == HOME_NEXT && h->step < h->step_count ? &h->steps[h->step] : NULL;
}

/* ---- actions ---- */

static void home_chosen(struct ui *ui, void *self, struct buf *out)
{
    const struct next_step *step = chosen_step(ui, self);
    buf_addf(out, "%s %s", ui->app->alliance, step ? step->id : "");
}

/* Home is about everything, so it asks what is to be added. */
static void add(struct ui *ui, struct home *h)
{
    static const enum kind_id kinds[] = {KIND_ACTION, KIND_PERSON, KIND_OBJECTIVE, KIND_ALLIANCE};
    enum { COUNT = sizeof kinds / sizeof *kinds };
    const char *labels[COUNT];
    int chosen = COUNT - 1; /* there must be an alliance before anything else */
    for (int i = 0; i < COUNT; i++)
        labels[i] = ui->app->model.kinds[kinds[i]]->label;
    if (*ui->app->alliance)
        chosen = prompt_choice(ui, _("What is to be added?"), labels, COUNT, h->part == HOME_NEXT ? 0 : 1);
    if (chosen < 0)
        return;
    h->making = kinds[chosen] == KIND_ALLIANCE;
    form_open_new(ui, ui->app->model.kinds[kinds[chosen]], NULL, 0);
}

static void delete_chosen(struct ui *ui, struct home *h)
{
    const struct next_step *step = chosen_step(ui, h);
    if (step && step->what == NEXT_DRAFT) {
        keep_drop_newest(ui);
        return;
    }
    ui_run(ui, CMD_DELETE, ARGS(arg_text("kind", step ? step->kind->name : "alliance"), arg_text("record", step ? step->id : ui->app->alliance)), NULL);
}

static bool home_act(struct ui *ui, void *self, enum command_id id)
{
    struct home *h = self;
    const struct next_step *step = chosen_step(ui, h);
    switch (id) {
    case CMD_ITEM_NEW: add(ui, h); return true;
    case CMD_ITEM_DELETE: delete_chosen(ui, h); return true;
    case CMD_PASS_GATE: gate_ask(ui); return true;
    case CMD_CLOSE: gate_close_alliance(ui); return true;
    case CMD_REOPEN: gate_reopen_alliance(ui); return true;
    case CMD_NEXT_PANE:
    case CMD_PREVIOUS_PANE: h->part = h->part == HOME_MAP ? HOME_NEXT : HOME_MAP; return true;
    case CMD_ITEM_OPEN:
    case CMD_ITEM_EDIT:
        if (step)
            open_step(ui, step);
        else if (id == CMD_ITEM_OPEN)
            open_line(ui, h);
        else
            edit_line(ui, h);
        return true;
    default: return false;
    }
}

static bool home_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct home *h = self;
    const struct next_step *step = chosen_step(ui, h);
    const char *reason = NULL;
    bool stays = step ? step->what != NEXT_DRAFT && (!step->kind || step->kind->index != KIND_ACTION) : h->line != HOME_ALLIANCE;
    bool item = id == CMD_ITEM_OPEN || id == CMD_ITEM_EDIT || id == CMD_ITEM_DELETE;
    bool pane = id == CMD_NEXT_PANE || id == CMD_PREVIOUS_PANE;
    if (id == CMD_PASS_GATE && *ui->app->alliance)
        return gate_can_ask(ui, why);
    if (!*ui->app->alliance && (item || pane))
        reason = _("there is no alliance yet");
    else if (id == CMD_CLOSE && h->closed)
        reason = _("the alliance is closed already");
    else if (id == CMD_REOPEN && !h->closed)
        reason = _("the alliance is open");
    else if (item && h->part == HOME_NEXT && !step)
        reason = _("nothing is waiting");
    else if (id == CMD_ITEM_DELETE && stays)
        reason = step ? _("only an action can be deleted from this list")
                      : _("the road map's phases stay; the line above them is the alliance");
    if (reason)
        buf_adds(why, reason);
    return !reason;
}

const struct screen_ops screen_home = {
    .name = "home",
    .title = N_("Home"),
    .where = ON_HOME,
    .go = CMD_GO_HOME,
    .open = home_open,
    .close = home_close,
    .draw = home_draw,
    .key = home_key,
    .act = home_act,
    .can = home_can,
    .chosen = home_chosen,
    .explain = home_explain,
    .refresh = home_refresh,
};
