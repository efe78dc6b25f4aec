/* palette.c: see palette.h. */
#include "ui/palette.h"

#include "base/tr.h"
#include "ui/actions.h"
#include "ui/pick.h"
#include "ui/texts.h"

struct palette {
    struct texts texts;
    enum command_id ids[COMMANDS]; /* all there are, those that can be used first */
};

static void add(struct palette *p, const struct command *c, const char *why)
{
    struct buf all = BUF_INIT, key = BUF_INIT, text = BUF_INIT;
    size_t row = texts_add(&p->texts);
    p->ids[row] = c->id;
    ui_key_of(c->id, &key);
    buf_addf(&text, why ? _("not now: %s") : "%s", why ? why : command_help(c));
    buf_addf(&all, "%s %s %s", command_label(c), c->menu ? tr(c->menu) : "", command_help(c));
    texts_found_by(&p->texts, row, buf_str(&all));
    texts_cell(&p->texts, row, 0, why ? STYLE_OFF : STYLE_STRONG, command_label(c));
    texts_cell_take(&p->texts, row, 1, why ? STYLE_OFF : STYLE_TEXT, &key);
    texts_cell_take(&p->texts, row, 2, why ? STYLE_OFF : STYLE_TEXT, &text);
    buf_release(&all);
}

static void fill(struct palette *p)
{
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < COMMANDS; i++) {
            struct buf why = BUF_INIT;
            bool of_screen = (commands[i].where & ON_EVERY_SCREEN) != 0 && commands[i].id != CMD_SEARCH_ACTIONS;
            bool ready = of_screen && ui_ready(p->texts.ui, commands[i].id, &why);
            if (of_screen && ready == (pass == 0))
                add(p, &commands[i], ready ? NULL : buf_str(&why));
            buf_release(&why);
        }
    }
    texts_done(&p->texts);
}

static void explain_row(struct ui *ui, void *data, struct buf *out)
{
    struct palette *p = data;
    long row = texts_chosen(&p->texts);
    if (row >= 0)
        action_explain(ui, p->ids[row], out);
}

void palette_run(struct ui *ui)
{
    const struct list_column columns[] = {
        {.title = _("Action"), .min = 20}, {.title = _("Key"), .min = 11}, {.title = _("What it does"), .max = 90}};
    struct palette p;
    texts_init(&p.texts, ui, TEXTS_RANKED, columns, 3);
    fill(&p);
    p.texts.list.plain = p.texts.list.filtering = true;
    struct pick pick = {.title = _("Find an action"), .hint = _("Type a word. Enter does it, Esc goes back."),
                        .list = &p.texts.list, .rows = 18, .cols = 100, .explain = explain_row, .data = &p};
    enum command_id chosen = pick_run(ui, &pick) ? p.ids[texts_chosen(&p.texts)] : COMMANDS;
    texts_release(&p.texts);
    if (chosen < COMMANDS)
        ui_act(ui, chosen);
}
