/* help.c: every action with its key, made from the command table. The actions of the screen one came from stand first.
 * Typing filters, Enter explains one. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/actions.h"
#include "ui/list.h"
#include "ui/pick.h"
#include "ui/prompt.h"
#include "ui/screens/screens.h"

enum { LINES = COMMANDS + 8 };

struct help {
    struct list list;
    const struct command *lines[LINES]; /* NULL: a heading */
    char *headings[LINES];
    char *folded[LINES];
    size_t count;
    size_t shown[LINES], shown_count;
};

static const char *const intro =
    N_("Arrows move, Enter opens, Esc goes one step back. Every change is saved at once, and Undo takes back any of "
       "them. F1 explains where you are; F10 opens the menu.");

/* ---- the lines ---- */

static void add_line(struct help *h, const struct command *c, const char *heading)
{
    struct buf text = BUF_INIT, folded = BUF_INIT;
    if (h->count == LINES)
        return;
    if (c) {
        buf_addf(&text, "%s %s ", command_label(c), command_help(c));
        ui_key_of(c->id, &text);
        text_fold(&folded, buf_str(&text), text.len);
    }
    h->lines[h->count] = c;
    h->headings[h->count] = xstrdup(heading);
    h->folded[h->count] = c ? buf_take(&folded) : xstrdup("");
    h->shown[h->count] = h->count;
    h->shown_count = ++h->count;
    buf_release(&text);
    buf_release(&folded);
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
                add_line(h, NULL, part == 0 ? buf_str(&heading) : part == 1 ? _("Everywhere") : _("On other screens"));
            buf_release(&heading);
            add_line(h, &commands[i], "");
            any = true;
        }
    }
}

/* ---- as a list ---- */

static size_t help_count(void *data)
{
    return ((struct help *)data)->shown_count;
}

static size_t help_total(void *data)
{
    return ((struct help *)data)->count;
}

static void help_cell(void *data, size_t at, int column, struct buf *out)
{
    struct help *h = data;
    const struct command *c = h->lines[h->shown[at]];
    if (!c && column == 0)
        buf_adds(out, h->headings[h->shown[at]]);
    else if (c && column == 0)
        buf_adds(out, command_label(c));
    else if (c && column == 1)
        ui_key_of(c->id, out);
    else if (c)
        buf_adds(out, command_help(c));
}

static enum style help_style(void *data, size_t at, int column)
{
    struct help *h = data;
    if (!h->lines[h->shown[at]])
        return STYLE_TITLE;
    return column == 1 ? STYLE_STRONG : STYLE_TEXT;
}

static void help_filter(void *data, const char *words)
{
    struct help *h = data;
    h->shown_count = pick_filter(words, (const char *const *)h->folded, h->count, h->shown);
}

/* ---- the screen ---- */

static void *help_open(struct ui *ui, const char *place)
{
    const struct list_column columns[] = {
        {.title = _("Action"), .min = 20}, {.title = _("Key"), .min = 11}, {.title = _("What it does"), .max = 120}};
    struct help *h = xcalloc(1, sizeof *h);
    struct list_source source = {.data = h, .count = help_count, .total = help_total, .cell = help_cell,
                                 .style = help_style, .filter = help_filter};
    const struct screen_ops *from = *place ? screen_find(place) : ui_top(ui) ? ui_top(ui)->ops : NULL;
    if (from == &screen_help)
        from = NULL;
    fill(h, from);
    list_init(&h->list, &source);
    h->list.plain = true;
    list_set_columns(&h->list, columns, 3);
    return h;
}

static void help_close(struct ui *ui, void *self)
{
    struct help *h = self;
    (void)ui;
    list_release(&h->list);
    for (size_t i = 0; i < h->count; i++) {
        free(h->headings[i]);
        free(h->folded[i]);
    }
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
    list_draw(ui, &h->list, c, area, true);
}

static void explain_line(struct ui *ui, struct help *h)
{
    if (h->list.at >= h->shown_count || !h->lines[h->shown[h->list.at]])
        return;
    const struct command *c = h->lines[h->shown[h->list.at]];
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
    return list_key(ui, &h->list, e);
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
