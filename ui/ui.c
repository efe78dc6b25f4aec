/* ui.c: the main loop, the stack of open screens, messages. See ui.h; drawing is in frame.c, actions in dispatch.c. */
#include "ui/ui.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/show.h"
#include "base/tr.h"
#include "ui/go_kind.h"
#include "ui/keep.h"
#include "ui/screens/screens.h"
#include "ui/veil.h"

enum {
    REMEMBER_MS = 2000, /* of quiet before the place is written down */
    LOOK_MS = 1000,     /* at most so often another window's changes are looked for */
    LEAVE_MS = 200,     /* who is told to leave waits so long for another window that writes */
    TYPED_MS = 5000,    /* of typing without a pause, then it is kept all the same */
    MOST_SKIPPED = 40,  /* events without a frame while more are waiting */
};

/* ---- start and end ---- */

static void recall(struct ui *ui)
{
    struct buf text = BUF_INIT;
    store_recall(ui->app->store, "theme", &text);
    for (int i = 0; i < THEMES; i++) {
        if (strcmp(buf_str(&text), theme_name((enum theme)i)) == 0)
            ui->theme = (enum theme)i;
    }
    buf_clear(&text);
    store_recall(ui->app->store, "mouse", &text);
    ui->mouse = strcmp(buf_str(&text), "on") == 0;
    store_recall(ui->app->store, "place", &ui->place);
    buf_release(&text);
}

static void name_alliance(struct ui *ui)
{
    buf_clear(&ui->alliance);
    const struct kind *kind = model_kind(&ui->app->model, "alliance");
    if (ui->app->store && *ui->app->alliance && kind)
        store_title(ui->app->store, kind, ui->app->alliance, &ui->alliance);
}

void ui_init(struct ui *ui, struct app *app, struct term *term, int64_t (*now)(void))
{
    memset(ui, 0, sizeof *ui);
    ui->app = app;
    ui->term = term;
    ui->now = now;
    ui->messages = xcalloc(UI_MESSAGES, sizeof *ui->messages);
    int rows, cols;
    term->ops->size(term, &rows, &cols);
    canvas_init(&ui->canvas, rows, cols);
    ui->canvas.ascii = !term->unicode;
    ui->canvas.dots = term->dots;
    if (app->store) {
        recall(ui);
        ui->saved_seen = store_saved_at(app->store);
    }
    if (!term->color)
        ui->theme = THEME_MONO;
    term->ops->theme(term, ui->theme);
    term->ops->mouse(term, ui->mouse);
    name_alliance(ui);
}

static void close_top(struct ui *ui)
{
    struct open_screen *s = &ui->stack[--ui->depth];
    s->ops->close(ui, s->self);
}

void ui_release(struct ui *ui)
{
    while (ui->depth > 0)
        close_top(ui);
    canvas_release(&ui->canvas);
    buf_release(&ui->message);
    buf_release(&ui->alliance);
    buf_release(&ui->status);
    buf_release(&ui->place);
    buf_release(&ui->dropped);
    veil_free(ui->veil);
    keep_settle(ui);
    for (size_t i = 0; i < UI_MESSAGES; i++)
        free(ui->messages[i].text);
    free(ui->messages);
}

/* ---- screens ---- */

struct open_screen *ui_top(struct ui *ui)
{
    return ui->depth > 0 ? &ui->stack[ui->depth - 1] : NULL;
}

unsigned ui_where(struct ui *ui)
{
    struct open_screen *s = ui_top(ui);
    if (!s)
        return 0;
    return s->ops->mode ? s->ops->mode(ui, s->self) : s->ops->where;
}

/* What the person sees as one place: the topmost screen that has a name to come back to. */
static void remember_place(struct ui *ui)
{
    struct buf place = BUF_INIT;
    struct error e;
    keep_where(ui, &place);
    if (ui->app->store && store_writable(ui->app->store) && strcmp(buf_str(&place), buf_str(&ui->place)) != 0 &&
        store_remember(ui->app->store, "place", buf_str(&place), &e) == OK) {
        buf_clear(&ui->place);
        buf_adds(&ui->place, buf_str(&place));
    }
    buf_release(&place);
}

static bool may_leave(struct ui *ui)
{
    struct open_screen *s = ui_top(ui);
    return !s || !s->ops->leave || s->ops->leave(ui, s->self);
}

bool ui_push(struct ui *ui, const struct screen_ops *ops, void *self)
{
    if (ui->depth == UI_DEPTH) {
        ui_warn(ui, "too many screens are open: go back first");
        ops->close(ui, self);
        return false;
    }
    ui->stack[ui->depth++] = (struct open_screen){ops, self};
    return true;
}

bool ui_back(struct ui *ui)
{
    if (ui->depth <= 1 || !may_leave(ui))
        return false;
    close_top(ui);
    return true;
}

static bool goes_over(const struct screen_ops *ops, const struct screen_ops *below)
{
    return ops->over && strcmp(ops->over, below->name) == 0;
}

bool ui_open(struct ui *ui, const char *name, const char *place)
{
    const struct screen_ops *ops = screen_find(name);
    if (!ops || !may_leave(ui))
        return false;
    if (ops->go == CMD_GO_HOME && ui->depth > 0) {
        while (ui->depth > 1)
            close_top(ui);
        return true;
    }
    void *self = ops->open(ui, place ? place : "");
    if (!self)
        return false;
    while (ops->go != COMMANDS && ui->depth > 1 && !goes_over(ops, ui_top(ui)->ops)) /* a main screen: only home stays below it */
        close_top(ui);
    return ui_push(ui, ops, self);
}

void ui_refresh(struct ui *ui)
{
    ui->stale = ui->apart = false;
    veil_free(ui->veil);
    ui->veil = NULL;
    name_alliance(ui);
    for (int i = 0; i < ui->depth; i++) {
        struct open_screen *s = &ui->stack[i];
        if (s->ops->refresh)
            s->ops->refresh(ui, s->self);
    }
}

void ui_theme(struct ui *ui, enum theme theme)
{
    struct error e;
    ui->theme = theme;
    ui->term->ops->theme(ui->term, theme);
    if (ui->app->store && store_writable(ui->app->store))
        store_remember(ui->app->store, "theme", theme_name(theme), &e);
}

/* ---- messages ---- */

static void say(struct ui *ui, bool bad, const char *text)
{
    struct message *m = &ui->messages[ui->message_count++ % UI_MESSAGES];
    struct buf safe = BUF_INIT;
    show_line(&safe, text);
    free(m->text);
    m->text = xstrdup(buf_str(&safe));
    m->at = ui->now();
    m->bad = bad;
    m->open_names = !ui->hidden;
    buf_clear(&ui->message);
    buf_adds(&ui->message, m->text);
    ui->message_bad = bad;
    buf_release(&safe);
}

void ui_say(struct ui *ui, const char *fmt, ...)
{
    struct buf text = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&text, tr(fmt), args);
    va_end(args);
    say(ui, false, buf_str(&text));
    buf_release(&text);
}

void ui_warn(struct ui *ui, const char *fmt, ...)
{
    struct buf text = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&text, tr(fmt), args);
    va_end(args);
    say(ui, true, buf_str(&text));
    buf_release(&text);
}

void ui_fail(struct ui *ui, const struct error *e)
{
    char text[sizeof e->what + sizeof e->where + sizeof e->hint + 8];
    error_text(e, text, sizeof text);
    say(ui, true, text);
}

/* ---- what screens ask ---- */

bool ui_writable(struct ui *ui, struct buf *why)
{
    const char *reason = NULL;
    if (ui->locked)
        reason = _("locked for projecting");
    else if (!ui->app->store)
        reason = _("no workbench is open");
    else if (!store_writable(ui->app->store))
        reason = *store_notice(ui->app->store) ? store_notice(ui->app->store) : _("the workbench is open for reading only");
    if (reason && why) {
        buf_adds(why, reason);
        if (ui->locked) {
            buf_adds(why, _(": "));
            ui_key_of(CMD_LOCK, why);
            buf_adds(why, _(" unlocks"));
        }
    }
    return !reason;
}

bool ui_private(const struct ui *ui)
{
    return ui->hidden;
}

const char *ui_mask(const struct ui *ui, const char *text)
{
    if (!ui->hidden || !*text)
        return text;
    return ui->canvas.ascii ? "***" : "\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2"; /* three U+2022 */
}

void ui_mask_buf(const struct ui *ui, struct buf *text)
{
    if (ui->hidden && text->len > 0) {
        const char *mask = ui_mask(ui, "x");
        buf_clear(text);
        buf_adds(text, mask);
    }
}

void ui_set_status(struct ui *ui, const char *text)
{
    buf_clear(&ui->status);
    buf_adds(&ui->status, text);
}

/* ---- the loop ---- */

void ui_present(struct ui *ui)
{
    ui->skipped = 0;
    if (ui->hidden)
        veil_canvas(ui);
    ui->term->ops->present(ui->term, &ui->canvas);
}

bool ui_hurry(struct ui *ui)
{
    return ui->skipped++ < MOST_SKIPPED && ui->term->ops->pending(ui->term);
}

bool ui_due(const struct ui *ui, int64_t since, int64_t ms)
{
    int64_t now = ui->now();
    return now < since || now - since >= ms;
}

void ui_event(struct ui *ui, struct event *e)
{
    ui->term->ops->event(ui->term, ui->idle ? -1 : REMEMBER_MS, e);
    switch (e->type) {
    case EVENT_NONE:
        ui->idle = true;
        keep_all(ui);
        if (ui->boxes == 0)
            remember_place(ui); /* it may save what is typed, and so read anew */
        ui_care(ui);
        return;
    case EVENT_END: /* the drafts first: nothing that is tried afterwards can lose a word */
        ui->done = true;
        if (ui->app->store)
            store_patience(ui->app->store, LEAVE_MS);
        keep_all(ui);
        return;
    case EVENT_KEY:
    case EVENT_PASTE:
    case EVENT_MOUSE: ui->idle = false; break;
    case EVENT_RESIZE:
    case EVENT_SUSPEND_RETURN: break;
    }
    if (e->type != EVENT_SUSPEND_RETURN && (e->type != EVENT_MOUSE || e->mouse != MOUSE_RELEASE))
        buf_clear(&ui->message);
    if (e->type == EVENT_PASTE && e->cut)
        ui_warn(ui, "what was pasted is longer than %d KiB: the rest was left out", PASTE_LIMIT / 1024);
    if (ui->typing && ui_due(ui, ui->kept_at, TYPED_MS))
        keep_all(ui);
}

/* Another window may have changed the file: looked for when something happens here, at most once a second. */
static bool changed_elsewhere(struct ui *ui)
{
    if (!ui->app->store || !ui_due(ui, ui->checked_at, LOOK_MS))
        return false;
    ui->checked_at = ui->now();
    return store_changed_elsewhere(ui->app->store);
}

/* The screen on top, and what of it is chosen. */
static void tell_chosen(struct ui *ui, struct buf *out)
{
    const struct open_screen *s = ui_top(ui);
    void (*tell)(struct ui *, void *, struct buf *) = s->ops->chosen ? s->ops->chosen : s->ops->place;
    buf_addf(out, "%d %s ", ui->depth, s->ops->name);
    if (tell)
        tell(ui, s->self, out);
}

/* The one place where what is shown is read anew. False: another window took away what the event is about. */
static bool catch_up(struct ui *ui, const struct event *e)
{
    struct buf before = BUF_INIT, now = BUF_INIT;
    bool same = true, elsewhere = changed_elsewhere(ui);
    size_t said = ui->message_count;
    if (elsewhere) {
        tell_chosen(ui, &before);
        ui_refresh(ui);
        tell_chosen(ui, &now);
        same = strcmp(buf_str(&before), buf_str(&now)) == 0 && !(e->type == EVENT_MOUSE && e->mouse == MOUSE_PRESS);
    } else if (ui->stale) {
        ui_refresh(ui);
    }
    if (elsewhere && ui->apart)
        ui_warn(ui, "another window has changed the text you are writing; yours is kept, and saving shows both");
    else if (elsewhere && same && said == ui->message_count) /* a screen may have had more to say */
        ui_say(ui, "the workbench was changed in another window; what you see is up to date");
    else if (elsewhere && !same)
        ui_warn(ui, "another window has changed what was chosen here, so the key did nothing: look, and press it again");
    buf_release(&before);
    buf_release(&now);
    return same;
}

/* What was asked of a box: to leave, and to save before the lock holds. */
static void after_boxes(struct ui *ui)
{
    if (ui->locked_in_box)
        ui_save_for_lock(ui);
    ui->locked_in_box = false;
    if (ui->leaving) {
        ui->leaving = false;
        ui_act(ui, CMD_QUIT);
    }
}

void ui_keep_typed(struct ui *ui, const char *text)
{
    if (!*text)
        return;
    buf_clear(&ui->dropped);
    buf_adds(&ui->dropped, text);
}

void ui_save_for_lock(struct ui *ui)
{
    ui->locking = true;
    ui_save_typed(ui);
    keep_all(ui);
    ui->locking = false;
}

bool ui_save_typed(struct ui *ui)
{
    bool all = true;
    bool locked = ui->locked;
    if (ui->app->store)
        store_lock(ui->app->store, false);
    for (int i = ui->depth - 1; i >= 0; i--) {
        const struct open_screen *s = &ui->stack[i];
        if (s->ops->leave && (i == ui->depth - 1 || ui->done))
            all &= s->ops->leave(ui, s->self);
    }
    if (ui->app->store)
        store_lock(ui->app->store, locked);
    return all;
}

static void handle(struct ui *ui, const struct event *e)
{
    struct open_screen *s = ui_top(ui);
    if (e->type != EVENT_KEY && e->type != EVENT_PASTE && e->type != EVENT_MOUSE)
        return;
    enum command_id id = e->type == EVENT_KEY ? ui_always_key(e->key) : COMMANDS;
    if (e->type == EVENT_MOUSE && e->mouse == MOUSE_PRESS)
        id = ui_command_at(ui, e->row, e->col);
    if (id == COMMANDS && s->ops->key && s->ops->key(ui, s->self, e))
        return;
    if (e->type == EVENT_KEY && id == COMMANDS)
        id = ui_command_of_key(ui, e->key);
    const struct kind *kind = e->type == EVENT_KEY && id == COMMANDS ? go_kind_of_key(ui, e->key) : NULL;
    if (id != COMMANDS)
        ui_act(ui, id);
    else if (kind)
        go_kind(ui, kind);
    else if (e->type == EVENT_PASTE)
        ui_say(ui, "there is nothing to paste into here");
    else if (e->type == EVENT_KEY)
        ui_say(ui, "this key does nothing here: F1 explains, F10 is the menu");
}

static void open_remembered(struct ui *ui)
{
    ui_open(ui, "home", "");
    char *place = xstrdup(buf_str(&ui->place));
    char *blank = strchr(place, ' ');
    if (blank) {
        *blank = 0;
        const struct screen_ops *ops = screen_find(place);
        if (ops && ops->go != CMD_GO_HOME && (ops->go == COMMANDS || ui_ready(ui, ops->go, NULL)))
            ui_open(ui, place, blank + 1);
    }
    free(place);
}

void ui_loop(struct ui *ui)
{
    struct store *held = ui->depth == 0 ? ui->app->store : NULL; /* for the first frame one lock, not twenty */
    if (held)
        store_hold(held);
    if (ui->depth == 0) {
        open_remembered(ui);
        keep_say(ui);
    }
    while (!ui->done && ui->depth > 0) {
        struct event e;
        if (ui->stale)
            ui_refresh(ui);
        bool draws = !ui_hurry(ui);
        if (draws)
            ui_draw(ui);
        if (held)
            store_let_go(held);
        held = NULL;
        if (draws)
            ui_present(ui);
        ui_event(ui, &e);
        if (e.type == EVENT_NONE || e.type == EVENT_END)
            continue;
        if (catch_up(ui, &e) || (e.type == EVENT_KEY && ui_always_key(e.key) < COMMANDS))
            handle(ui, &e);
        after_boxes(ui);
        keep_settle(ui);
    }
    ui_save_typed(ui); /* told to leave from outside: what is typed is saved all the same */
    remember_place(ui);
}
