/* entry_pick.c: see entry_pick.h. */
#include "ui/entry_pick.h"

#include "app/entry.h"
#include "base/tr.h"
#include "ui/pick.h"
#include "ui/texts.h"

static void add_choice(struct texts *t, const struct entry_choice *c)
{
    const char *name = shelf_label(c->shelf, c->entry);
    struct buf gist = BUF_INIT, all = BUF_INIT;
    size_t row = texts_add(t);
    entry_gist(t->ui->app, c->shelf, c->entry, &gist);
    buf_addf(&all, "%s %s %s %s", name, shelf_text(c->shelf, c->entry, "aliases"), shelf_second(c->shelf, c->entry, "label"),
             buf_str(&gist));
    texts_found_by(t, row, buf_str(&all));
    texts_cell(t, row, 0, STYLE_STRONG, name);
    texts_cell(t, row, 1, STYLE_DIM, c->note);
    texts_cell_take(t, row, 2, STYLE_TEXT, &gist);
    buf_release(&all);
}

long entry_pick(struct ui *ui, const char *title, const char *hint, const char *column,
                const struct entry_choice *choices, size_t count, size_t selected)
{
    struct list_column columns[] = {{.title = N_("Name"), .min = 20, .max = 40}, {.title = column, .min = *column ? 5 : 13},
                                    {.title = N_("About"), .min = 12, .max = 200}};
    struct texts t;
    texts_init(&t, ui, TEXTS_RANKED, columns, 3);
    for (size_t i = 0; i < count; i++)
        add_choice(&t, &choices[i]);
    texts_done(&t);
    t.list.plain = true;
    list_go(&t.list, selected);
    struct pick pick = {.title = title, .hint = hint, .list = &t.list, .rows = 18, .cols = 100};
    long chosen = pick_run(ui, &pick) ? texts_chosen(&t) : -1;
    texts_release(&t);
    return chosen;
}
