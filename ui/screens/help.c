/* help.c: every action with its key, made from the command table. The actions of the screen one came from stand first.
 * Typing filters, Enter explains one. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "ui/actions.h"
#include "ui/prompt.h"
#include "ui/screens/screens.h"
#include "ui/texts.h"

enum { LINES = COMMANDS + 8 };

struct help {
    struct texts texts;
    const struct command *lines[LINES]; /* NULL: a heading */
};

static const char *const intro =
    N_("Arrows move, Enter opens, Esc goes one step back. Every change is saved at once, and Undo takes back any of "
       "them. F1 explains where you are; F10 opens the menu.");

/* ---- the lines ---- */

static void add_heading(struct help *h, const char *heading)
{
    size_t row = texts_add(&h->texts);
    h->lines[row] = NULL;
    texts_cell(&h->texts, row, 0, STYLE_TITLE, heading);
    texts_found_by(&h->texts, row, "");
}

static void add_line(struct help *h, const struct command *c)
{
    struct buf key = BUF_INIT;
    size_t row = texts_add(&h->texts);
    h->lines[row] = c;
    ui_key_of(c->id, &key);
    texts_cell(&h->texts, row, 0, STYLE_TEXT, command_label(c));
    texts_cell_take(&h->texts, row, 1, STYLE_STRONG, &key);
    texts_cell(&h->texts, row, 2, STYLE_TEXT, command_help(c));
}

static bool everywhere(const struct command *c)
{
    return (c->where & ON_EVERY_SCREEN) == ON_EVERY_SCREEN;
}

/* Which part a command belongs to: 0 the screen one came from, 1 everywhere, 2 other screens, -1 none. */
static int part_of(const struct command *c, const struct screen_ops *from)
{
    if (!(c->where & ON_EVERY_SCREEN))
        return -1;
    if (everywhere(c))
        return 1;
    return from && (c->where & from->where) ? 0 : 2;
}

static void fill(struct help *h, const struct screen_ops *from)
{
    for (int part = 0; part < 3; part++) {
        bool any = false;
        for (int i = 0; i < COMMANDS; i++) {
            if (part_of(&commands[i], from) != part)
                continue;
            struct buf heading = BUF_INIT;
            if (!any && part == 0)
                buf_addf(&heading, _("On the screen %s"), tr(from->title));
            if (!any)
                add_heading(h, part == 0 ? buf_str(&heading) : part == 1 ? _("Everywhere") : _("On other screens"));
            buf_release(&heading);
            add_line(h, &commands[i]);
            any = true;
        }
    }
    texts_done(&h->texts);
}

/* ---- the screen ---- */

static void *help_open(struct ui *ui, const char *place)
{
    const struct list_column columns[] = {
        {.title = _("Action"), .min = 20}, {.title = _("Key"), .min = 11}, {.title = _("What it does"), .max = 120}};
    struct help *h = xcalloc(1, sizeof *h);
    const struct screen_ops *from = *place ? screen_find(place) : ui_top(ui) ? ui_top(ui)->ops : NULL;
    if (from == &screen_help)
        from = NULL;
    texts_init(&h->texts, ui, TEXTS_FILTERED, columns, 3);
    h->texts.list.plain = true;
    fill(h, from);
    return h;
}

static void help_close(struct ui *ui, void *self)
{
    struct help *h = self;
    (void)ui;
    texts_release(&h->texts);
    free(h);
}

static void help_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct help *h = self;
    int lines = canvas_wrap_height(tr(intro), area.cols);
    if (area.rows > lines + 6) {
        canvas_wrap(c, area, 0, STYLE_TEXT, tr(intro));
        area.row += lines + 1;
        area.rows -= lines + 1;
    }
    list_draw(ui, &h->texts.list, c, area, true);
}

static void explain_line(struct ui *ui, struct help *h)
{
    long row = texts_chosen(&h->texts);
    const struct command *c = row >= 0 ? h->lines[row] : NULL;
    if (!c)
        return;
    struct buf text = BUF_INIT;
    action_explain(ui, c->id, &text);
    prompt_plain_text(ui, command_label(c), buf_str(&text));
    buf_release(&text);
}

static bool help_key(struct ui *ui, void *self, const struct event *e)
{
    struct help *h = self;
    if (e->type == EVENT_KEY && e->key == K_ENTER) {
        explain_line(ui, h);
        return true;
    }
    return list_key(ui, &h->texts.list, e);
}

static void help_explain(struct ui *ui, void *self, struct buf *out)
{
    (void)ui;
    (void)self;
    buf_addf(out, _("Help\n%s\n\nType a word to find an action, and press Enter to read about it."), tr(intro));
}

const struct screen_ops screen_help = {
    .name = "help",
    .title = N_("Help"),
    .where = ON_HELP,
    .go = CMD_GO_HELP,
    .open = help_open,
    .close = help_close,
    .draw = help_draw,
    .key = help_key,
    .explain = help_explain,
};
