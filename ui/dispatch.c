/* dispatch.c: from a key to an action, and carrying actions out. The only place that checks whether they may be. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "ui/actions.h"
#include "ui/ask_run.h"
#include "ui/keep.h"
#include "ui/key.h"
#include "ui/menu.h"
#include "ui/palette.h"
#include "ui/prompt.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

/* ---- may it be done? ---- */

/* The names of the screens an action is for. */
static void say_where(unsigned where, struct buf *why)
{
    buf_adds(why, _("only on: "));
    size_t start = why->len;
    for (size_t i = 0; screens[i]; i++) {
        if (screens[i]->where & where) {
            buf_adds(why, why->len > start ? ", " : "");
            buf_adds(why, tr(screens[i]->title));
        }
    }
}

bool ui_ready(struct ui *ui, enum command_id id, struct buf *why)
{
    const struct command *c = &commands[id];
    struct open_screen *s = ui_top(ui);
    if (!(c->where & ui_where(ui))) {
        if (why)
            say_where(c->where, why);
        return false;
    }
    if (!command_ready(ui->app, c, why))
        return false;
    if ((c->needs & NEEDS_WRITE) && !ui_writable(ui, why))
        return false;
    struct buf reason = BUF_INIT;
    bool can = !s || !s->ops->can || s->ops->can(ui, s->self, id, &reason);
    if (!can && why)
        buf_adds(why, buf_str(&reason));
    buf_release(&reason);
    return can;
}

enum command_id ui_command_of_key(struct ui *ui, int key)
{
    unsigned where = ui_where(ui);
    if (key == '?')
        return CMD_EXPLAIN;
    /* A row for fewer screens goes before a general one, so that a screen can give a key its own meaning. */
    enum command_id found = COMMANDS;
    for (int i = 0; i < COMMANDS; i++) {
        const struct command *c = &commands[i];
        if (!(c->where & where) || !key_in(command_keys(c), key))
            continue;
        bool general = (c->where & ON_EVERY_SCREEN) == ON_EVERY_SCREEN;
        if (found == COMMANDS || !general)
            found = c->id;
        if (!general)
            break;
    }
    return found;
}

/* ---- what the frame itself knows ---- */

static void compose_explanation(struct ui *ui, void *data, struct buf *out)
{
    const struct open_screen *s = data;
    if (s->ops->explain)
        s->ops->explain(ui, s->self, out);
}

static void explain(struct ui *ui)
{
    struct open_screen *s = ui_top(ui);
    if (!prompt_explain(ui, compose_explanation, s))
        ui_open(ui, "help", s->ops->name);
}

static void back(struct ui *ui)
{
    if (ui->depth > 1)
        ui_back(ui);
    else
        menu_run(ui);
}

static void quit(struct ui *ui)
{
    if (ui_save_typed(ui))
        ui->done = true;
}

static void save(struct ui *ui)
{
    struct open_screen *s = ui_top(ui);
    if (!s->ops->leave || s->ops->leave(ui, s->self))
        ui_say(ui, "everything is saved");
}

static void next_theme(struct ui *ui)
{
    if (!ui->term->color) {
        ui_say(ui, "this terminal shows no colours, or NO_COLOR is set");
        return;
    }
    ui_theme(ui, (enum theme)((ui->theme + 1) % THEMES));
    ui_say(ui, "colours: %s", theme_label(ui->theme));
}

/* In a box nothing is saved now, as the action that waits may hold what would be read anew: ui_loop() does it. */
static void lock(struct ui *ui)
{
    if (!ui->locked && ui->boxes == 0)
        ui_save_for_lock(ui);
    ui->locked = !ui->locked;
    ui->locked_in_box = ui->locked && ui->boxes > 0;
    if (ui->app->store)
        store_lock(ui->app->store, ui->locked);
    struct buf text = BUF_INIT;
    if (ui->locked) {
        buf_adds(&text, _("locked: nothing can be changed until "));
        ui_key_of(CMD_LOCK, &text);
        buf_adds(&text, _(" unlocks it"));
    } else {
        buf_adds(&text, _("unlocked: changes are possible again"));
    }
    ui_say(ui, "%s", buf_str(&text));
    buf_release(&text);
}

static void privacy(struct ui *ui)
{
    ui->hidden = !ui->hidden;
    ui->stale = true;
    ui_say(ui, ui->hidden ? N_("names and answers are hidden") : N_("names and answers are shown again"));
}

static void mouse(struct ui *ui)
{
    struct error e;
    ui->mouse = !ui->mouse;
    ui->term->ops->mouse(ui->term, ui->mouse);
    if (ui->app->store && store_writable(ui->app->store))
        store_remember(ui->app->store, "mouse", ui->mouse ? "on" : "off", &e);
    ui_say(ui, ui->mouse ? N_("the mouse works here; hold Shift to select text with it")
                         : N_("the mouse is off: you can select and copy text in the terminal"));
}

static void redraw(struct ui *ui)
{
    ui->term->ops->theme(ui->term, ui->theme); /* forgets what was sent */
    ui->stale = true;
}

enum command_id ui_always_key(int key)
{
    static const enum command_id always[] = {CMD_PRIVACY, CMD_LOCK, CMD_QUIT, CMD_EXPLAIN, CMD_REDRAW};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (key_in(command_keys(&commands[always[i]]), key))
            return always[i];
    return COMMANDS;
}

void ui_always(struct ui *ui, enum command_id id)
{
    if (id == CMD_PRIVACY)
        privacy(ui);
    else if (id == CMD_LOCK)
        lock(ui);
    else if (id == CMD_REDRAW)
        redraw(ui);
}

static bool frame_act(struct ui *ui, enum command_id id)
{
    const struct screen_ops *screen = screen_for(id);
    if (screen) {
        ui_open(ui, screen->name, "");
        return true;
    }
    switch (id) {
    case CMD_BACK: back(ui); return true;
    case CMD_EXPLAIN: explain(ui); return true;
    case CMD_MENU: menu_run(ui); return true;
    case CMD_SEARCH_ACTIONS: palette_run(ui); return true;
    case CMD_SAVE: save(ui); return true;
    case CMD_QUIT: quit(ui); return true;
    case CMD_THEME: next_theme(ui); return true;
    case CMD_LOCK:
    case CMD_PRIVACY:
    case CMD_REDRAW: ui_always(ui, id); return true;
    case CMD_MOUSE: mouse(ui); return true;
    case CMD_LANGUAGE: action_language(ui); return true;
    case CMD_SECOND_LANGUAGE: action_second_language(ui); return true;
    case CMD_BACKUP_NOW: ui_run(ui, CMD_BACKUP, NULL, NULL); return true;
    case CMD_CHECK_NOW: action_check(ui); return true;
    case CMD_LOOK_UP: action_look_up(ui); return true;
    case CMD_RISKS: action_risks(ui); return true;
    case CMD_CASES: action_cases(ui, -1); return true;
    default: break;
    }
    if (commands[id].given)
        ask_run(ui, commands[id].runs, commands[id].given, NULL, NULL, NULL);
    else if (commands[id].run)
        ask_run(ui, id, NULL, NULL, NULL, NULL);
    return commands[id].given || commands[id].run;
}

bool ui_act(struct ui *ui, enum command_id id)
{
    struct open_screen *s = ui_top(ui);
    struct buf why = BUF_INIT;
    bool ready = ui_ready(ui, id, &why);
    if (!ready)
        ui_warn(ui, "%s: %s", command_label(&commands[id]), buf_str(&why));
    buf_release(&why);
    if (!ready)
        return false;
    if (s && s->ops->act && s->ops->act(ui, s->self, id))
        return true;
    if (frame_act(ui, id))
        return true;
    ui_say(ui, "%s: there is nothing chosen that this could be done with", command_label(&commands[id]));
    return false;
}

/* ---- commands on the store ---- */

/* What was chosen here goes to the command by its id; what a person typed does not. */
static bool deleted_elsewhere(const struct ui *ui, const struct arg_value *given)
{
    return args_by_id(given) && store_is_behind(ui->app->store);
}

static enum status run(struct ui *ui, enum command_id id, const struct arg_value *given, struct buf *out, bool quiet)
{
    struct app *app = ui->app;
    struct error e = {0};
    char *text = NULL;
    size_t size = 0;
    FILE *old_out = app->out, *old_err = app->err;
    FILE *memory = open_memstream(&text, &size);
    app->out = app->err = memory ? memory : old_out;
    bool to_terminal = app->to_terminal;
    app->to_terminal = false;
    enum status s = command_run(app, id, given, &e);
    app->to_terminal = to_terminal;
    app->out = old_out;
    app->err = old_err;
    if (memory && fclose(memory) == 0 && out)
        buf_add(out, text, size);
    free(text);
    if (commands[id].needs & NEEDS_WRITE)
        keep_ran(ui, s == OK || s == ERR_REJECTED);
    else if (s != OK)
        keep_back(ui);
    if (s == ERR_CONFLICT)
        ; /* who saves shows both texts (conflict.h) */
    else if (s == ERR_NOT_FOUND && deleted_elsewhere(ui, given))
        ui_warn(ui, "this was deleted meanwhile in another window: nothing was done");
    else if (s != OK && s != ERR_REJECTED)
        ui_fail(ui, &e);
    else if (!quiet && app->message.len > 0 && ui->hidden)
        ui_say(ui, "%s: done", command_label(&commands[id])); /* what it says may hold a name */
    else if (!quiet && app->message.len > 0)
        ui_say(ui, "%s", buf_str(&app->message));
    if (s == OK || s == ERR_REJECTED) {
        ui->stale = true;
        if (commands[id].needs & NEEDS_WRITE)
            ui->saved_at = ui->now();
    }
    return s;
}

enum status ui_run(struct ui *ui, enum command_id id, const struct arg_value *given, struct buf *out)
{
    return run(ui, id, given, out, false);
}

enum status ui_set(struct ui *ui, const struct kind *kind, const char *id, int field, const char *value)
{
    return run(ui, CMD_SET, ARGS(arg_text("kind", kind->name), arg_text("record", id), arg_field(kind, field, value)), NULL, true);
}
