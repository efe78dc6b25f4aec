/* palette.c: see palette.h. */
#include "ui/palette.h"

#include "base/tr.h"
#include "ui/go_kind.h"
#include "ui/pick.h"
#include "ui/texts.h"

struct palette {
    struct texts texts;
    struct go_item items[COMMANDS + GO_KINDS]; /* all there are, those that can be used first */
};

static void add(struct palette *p, struct go_item item, const char *why)
{
    struct buf all = BUF_INIT, key = BUF_INIT, text = BUF_INIT, label = BUF_INIT;
    const char *menu = commands[item.id].menu;
    size_t row = texts_add(&p->texts);
    p->items[row] = item;
    go_key(&item, &key);
    buf_addf(&label, item.kind ? _("Go: %s") : "%s", go_label(&item));
    buf_addf(&text, why ? _("not now: %s") : "%s", why ? why : go_help(&item));
    buf_addf(&all, "%s %s %s", label.s, menu ? tr(menu) : "", go_help(&item));
    texts_found_by(&p->texts, row, buf_str(&all));
    texts_cell_take(&p->texts, row, 0, why ? STYLE_OFF : STYLE_STRONG, &label);
    texts_cell_take(&p->texts, row, 1, why ? STYLE_OFF : STYLE_TEXT, &key);
    texts_cell_take(&p->texts, row, 2, why ? STYLE_OFF : STYLE_TEXT, &text);
    buf_release(&all);
}

/* The lists of kinds, which can be opened whenever the list of any can. */
static void add_kinds(struct palette *p, bool if_ready)
{
    const struct kind *kinds[GO_KINDS];
    struct buf why = BUF_INIT;
    bool ready = ui_ready(p->texts.ui, CMD_GO_RECORDS, &why);
    size_t n = ready == if_ready ? go_kinds(p->texts.ui, kinds) : 0;
    for (size_t i = 0; i < n; i++)
        add(p, (struct go_item){CMD_GO_RECORDS, kinds[i]}, ready ? NULL : buf_str(&why));
    buf_release(&why);
}

static void fill(struct palette *p)
{
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < COMMANDS; i++) {
            struct buf why = BUF_INIT;
            bool of_screen = (commands[i].where & ON_EVERY_SCREEN) != 0 && commands[i].id != CMD_SEARCH_ACTIONS;
            bool ready = of_screen && ui_ready(p->texts.ui, commands[i].id, &why);
            if (of_screen && ready == (pass == 0))
                add(p, (struct go_item){commands[i].id, NULL}, ready ? NULL : buf_str(&why));
            buf_release(&why);
        }
        add_kinds(p, pass == 0);
    }
    texts_done(&p->texts);
}

static void explain_row(struct ui *ui, void *data, struct buf *out)
{
    struct palette *p = data;
    long row = texts_chosen(&p->texts);
    if (row >= 0)
        go_explain(ui, &p->items[row], out);
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
    struct go_item chosen = pick_run(ui, &pick) ? p.items[texts_chosen(&p.texts)] : (struct go_item){COMMANDS, NULL};
    texts_release(&p.texts);
    if (chosen.id < COMMANDS)
        go_do(ui, &chosen);
}
