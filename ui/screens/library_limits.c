/* library_limits.c: the facilitator's own limits, a line each in a box; what is chosen counts at once. See library.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "ui/pick.h"
#include "ui/prompt.h"
#include "ui/screens/library.h"
#include "ui/texts.h"

struct limit_list {
    struct library_screen *s;
    const struct shelf *shelf;
    const char *names[LIMITS_MOST];
    size_t count;
};

static void fill(struct texts *t, const struct limit_list *l)
{
    texts_clear(t);
    for (size_t i = 0; i < l->count; i++) {
        struct limit limit;
        struct buf value = BUF_INIT;
        size_t row = texts_add(t);
        bool set = *limits_get(&l->s->limits, l->names[i]);
        snprintf(limit.field, sizeof limit.field, "%s", l->names[i]);
        snprintf(limit.value, sizeof limit.value, "%s", limits_get(&l->s->limits, l->names[i]));
        if (set)
            limit_show(&l->s->rows.ui->app->content->library, l->shelf, &limit, &value);
        texts_cell(t, row, 0, STYLE_TEXT, limit_label(l->shelf, l->names[i]));
        texts_cell(t, row, 1, set ? STYLE_STRONG : STYLE_DIM, set ? buf_str(&value) : _("any"));
        buf_release(&value);
    }
    texts_done(t);
}

/* ---- one limit ---- */

static void set(struct ui *ui, struct limit_list *l, size_t at, const char *value)
{
    struct error e;
    if (limits_set(&l->s->limits, &ui->app->content->library, l->shelf, l->names[at], value, &e) != OK)
        ui_fail(ui, &e);
}

static void ask_number(struct ui *ui, struct limit_list *l, size_t at)
{
    struct buf text = BUF_INIT;
    buf_adds(&text, limits_get(&l->s->limits, l->names[at]));
    if (prompt_plain_line(ui, _("How many people are there?"), _("A number; nothing for any size."), &text))
        set(ui, l, at, buf_str(&text));
    buf_release(&text);
}

/* One of several; the first stands for any. `value(i)` is the i-th one. */
static void ask_one(struct ui *ui, struct limit_list *l, size_t at, const char *const *values, const char **labels, size_t count)
{
    int before = 0;
    labels[0] = _("any");
    for (size_t i = 0; i < count; i++)
        before = strcmp(values[i], limits_get(&l->s->limits, l->names[at])) == 0 ? (int)i + 1 : before;
    int chosen = prompt_choice(ui, limit_label(l->shelf, l->names[at]), labels, count + 1, before);
    if (chosen >= 0)
        set(ui, l, at, chosen == 0 ? "" : values[chosen - 1]);
}

static void ask(struct ui *ui, struct limit_list *l, size_t at)
{
    int i = kind_field(l->shelf->kind, l->names[at]);
    if (i < 0) {
        ask_number(ui, l, at);
        return;
    }
    const struct field *f = &l->shelf->kind->fields[i];
    const struct shelf *target = entry_target(&ui->app->content->library, l->shelf, f->name);
    size_t count = target ? shelf_count(target) : f->choice_count;
    const char **values = xcalloc(count + 1, sizeof *values), **labels = xcalloc(count + 1, sizeof *labels);
    struct buf *texts = xcalloc(count + 1, sizeof *texts);
    for (size_t n = 0; n < count; n++) {
        values[n] = target ? shelf_id(target, n) : f->choices[n].name;
        buf_addf(&texts[n], n > 0 && limit_at_most(l->shelf, f->name) ? _("%s at most") : "%s",
                 target ? shelf_label(target, n) : f->choices[n].label);
        labels[n + 1] = texts[n].s;
    }
    ask_one(ui, l, at, values, labels, count);
    for (size_t n = 0; n < count; n++)
        buf_release(&texts[n]);
    free(texts);
    free(values);
    free(labels);
}

/* ---- the box ---- */

void library_ask_limits(struct ui *ui, struct library_screen *s)
{
    const struct list_column columns[] = {{.title = _("Limit"), .min = 14}, {.title = _("Only what fits"), .min = 16, .max = 60}};
    struct limit_list l = {.s = s, .shelf = library_shelf_shown(ui, s)};
    struct texts t;
    bool again = true;
    for (size_t i = FIELD_FIRST; i < l.shelf->kind->field_count && l.count < LIMITS_MOST; i++) {
        const char *name = limit_name(&ui->app->content->library, l.shelf, (int)i);
        if (name && strcmp(name, "questions") != 0) /* that one is for the walk */
            l.names[l.count++] = name;
    }
    texts_init(&t, ui, TEXTS_FIXED, columns, 2);
    while (again && !ui->done) {
        struct buf title = BUF_INIT;
        fill(&t, &l);
        library_read(s);
        buf_addf(&title, _("Limits: %zu of %zu fit"), s->rows.view.count, shelf_count(l.shelf));
        struct pick pick = {.title = title.s, .hint = _("Enter chooses, Esc shows what fits"), .list = &t.list,
                            .rows = (int)l.count + 1, .cols = 56};
        again = pick_run(ui, &pick);
        if (again)
            ask(ui, &l, t.list.at);
        buf_release(&title);
    }
    texts_release(&t);
}
