/* entry_pick.c: see entry_pick.h. */
#include "ui/entry_pick.h"

#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/pick.h"

struct entry_box {
    struct ui *ui;
    const struct entry_choice *choices;
    char **labels, **folded; /* its name; all that is looked in */
    size_t count;
    size_t *shown, shown_count;
};

static size_t count_of(void *data)
{
    return ((struct entry_box *)data)->shown_count;
}

static size_t total_of(void *data)
{
    return ((struct entry_box *)data)->count;
}

static void cell_of(void *data, size_t at, int column, struct buf *out)
{
    struct entry_box *b = data;
    const struct entry_choice *c = &b->choices[b->shown[at]];
    if (column == 0)
        buf_adds(out, shelf_label(c->shelf, c->entry));
    else if (column == 1)
        buf_adds(out, c->note);
    else
        entry_gist(b->ui->app, c->shelf, c->entry, out);
}

static enum style style_of(void *data, size_t at, int column)
{
    (void)data, (void)at;
    return column == 0 ? STYLE_STRONG : column == 1 ? STYLE_DIM : STYLE_TEXT;
}

static void filter(void *data, const char *words)
{
    struct entry_box *b = data;
    b->shown_count = pick_ranked(words, (const char *const *)b->labels, (const char *const *)b->folded, b->count, b->shown);
}

static void fold_choice(struct entry_box *b, size_t i)
{
    const struct entry_choice *c = &b->choices[i];
    const char *name = shelf_label(c->shelf, c->entry);
    struct buf text = BUF_INIT, label = BUF_INIT, folded = BUF_INIT;
    text_fold(&label, name, strlen(name));
    buf_adds(&label, "");
    b->labels[i] = buf_take(&label);
    buf_addf(&text, "%s %s %s ", name, shelf_text(c->shelf, c->entry, "aliases"),
             shelf_second(c->shelf, c->entry, "label"));
    entry_gist(b->ui->app, c->shelf, c->entry, &text);
    text_fold(&folded, text.s, text.len);
    buf_adds(&folded, "");
    b->folded[i] = buf_take(&folded);
    b->shown[i] = i;
    buf_release(&text);
}

long entry_pick(struct ui *ui, const char *title, const char *hint, const char *column,
                const struct entry_choice *choices, size_t count, size_t selected)
{
    struct entry_box b = {.ui = ui, .choices = choices, .count = count, .shown_count = count};
    struct list_source source = {
        .data = &b, .count = count_of, .total = total_of, .cell = cell_of, .style = style_of, .filter = filter};
    struct list_column columns[] = {{.title = N_("Name"), .min = 20, .max = 40}, {.title = column, .min = *column ? 5 : 13},
                                    {.title = N_("About"), .min = 12, .max = 200}};
    struct list list;
    b.labels = xcalloc(count + 1, sizeof *b.labels);
    b.folded = xcalloc(count + 1, sizeof *b.folded);
    b.shown = xcalloc(count + 1, sizeof *b.shown);
    for (size_t i = 0; i < count; i++)
        fold_choice(&b, i);
    list_init(&list, &source);
    list.plain = true;
    list_set_columns(&list, columns, 3);
    list_go(&list, selected);
    struct pick pick = {.title = title, .hint = hint, .list = &list, .rows = 18, .cols = 100};
    long chosen = pick_run(ui, &pick) ? (long)b.shown[list.at] : -1;
    list_release(&list);
    for (size_t i = 0; i < count; i++) {
        free(b.labels[i]);
        free(b.folded[i]);
    }
    free(b.labels);
    free(b.folded);
    free(b.shown);
    return chosen;
}
