/* palette.c: see palette.h. */
#include "ui/palette.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "ui/actions.h"
#include "ui/pick.h"

struct palette {
    struct ui *ui;
    enum command_id ids[COMMANDS]; /* all there are, those that can be used first */
    char *labels[COMMANDS];        /* folded: what is shown first, */
    char *folded[COMMANDS];        /* and all that the filter looks in */
    char *why[COMMANDS];           /* why not; NULL if it can be used */
    size_t count;
    size_t shown[COMMANDS]; /* places of those that fit the filter */
    size_t shown_count;
    struct list *list;
};

static void add(struct palette *p, const struct command *c, bool ready, const char *why)
{
    struct buf text = BUF_INIT, label = BUF_INIT, folded = BUF_INIT;
    text_fold(&label, command_label(c), strlen(command_label(c)));
    buf_adds(&label, "");
    p->labels[p->count] = buf_take(&label);
    buf_addf(&text, "%s %s %s", command_label(c), c->menu ? tr(c->menu) : "", command_help(c));
    text_fold(&folded, buf_str(&text), text.len);
    p->ids[p->count] = c->id;
    p->folded[p->count] = buf_take(&folded);
    struct buf reason = BUF_INIT;
    buf_adds(&reason, why);
    p->why[p->count] = ready ? NULL : buf_take(&reason);
    buf_release(&reason);
    buf_release(&text);
    p->shown[p->count] = p->count;
    p->shown_count = ++p->count;
}

static void fill(struct palette *p)
{
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < COMMANDS; i++) {
            struct buf why = BUF_INIT;
            bool of_screen = (commands[i].where & ON_EVERY_SCREEN) != 0 && commands[i].id != CMD_SEARCH_ACTIONS;
            bool ready = of_screen && ui_ready(p->ui, commands[i].id, &why);
            if (of_screen && ready == (pass == 0))
                add(p, &commands[i], ready, buf_str(&why));
            buf_release(&why);
        }
    }
}

static size_t count_of(void *data)
{
    return ((struct palette *)data)->shown_count;
}

static size_t total_of(void *data)
{
    return ((struct palette *)data)->count;
}

static void cell_of(void *data, size_t at, int column, struct buf *out)
{
    struct palette *p = data;
    size_t i = p->shown[at];
    if (column == 0)
        buf_adds(out, command_label(&commands[p->ids[i]]));
    else if (column == 1)
        ui_key_of(p->ids[i], out);
    else if (p->why[i])
        buf_addf(out, _("not now: %s"), p->why[i]);
    else
        buf_adds(out, command_help(&commands[p->ids[i]]));
}

static enum style style_of(void *data, size_t at, int column)
{
    struct palette *p = data;
    if (p->why[p->shown[at]])
        return STYLE_OFF;
    return column == 0 ? STYLE_STRONG : STYLE_TEXT;
}

static void filter(void *data, const char *words)
{
    struct palette *p = data;
    p->shown_count = pick_ranked(words, (const char *const *)p->labels, (const char *const *)p->folded, p->count, p->shown);
}

static void explain_row(struct ui *ui, void *data, struct buf *out)
{
    struct palette *p = data;
    if (p->list->at < p->shown_count)
        action_explain(ui, p->ids[p->shown[p->list->at]], out);
}

void palette_run(struct ui *ui)
{
    const struct list_column columns[] = {
        {.title = _("Action"), .min = 20}, {.title = _("Key"), .min = 11}, {.title = _("What it does"), .max = 90}};
    struct list list;
    struct palette p = {.ui = ui, .list = &list};
    struct list_source source = {
        .data = &p, .count = count_of, .total = total_of, .cell = cell_of, .style = style_of, .filter = filter};
    fill(&p);
    list_init(&list, &source);
    list.plain = true;
    list_set_columns(&list, columns, 3);
    list.filtering = true;
    struct pick pick = {.title = _("Find an action"), .hint = _("Type a word. Enter does it, Esc goes back."), .list = &list,
                        .rows = 18, .cols = 100, .explain = explain_row, .data = &p};
    int chosen = pick_run(ui, &pick) ? (int)p.ids[p.shown[list.at]] : COMMANDS;
    list_release(&list);
    for (size_t i = 0; i < p.count; i++) {
        free(p.labels[i]);
        free(p.folded[i]);
        free(p.why[i]);
    }
    if (chosen < COMMANDS)
        ui_act(ui, (enum command_id)chosen);
}
