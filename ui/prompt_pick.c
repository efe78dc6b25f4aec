/* prompt_pick.c: the prompts that choose from a list: texts or records. See prompt.h. */
#include "ui/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/pick.h"
#include "ui/subject.h"
#include "ui/texts.h"

static const char *const hint_one = N_("Enter chooses, Esc goes back");
static const char *const hint_several = N_("Space marks, Enter is done, Esc goes back");

/* ---- texts ---- */

struct ticking {
    struct texts texts;
    const char *const *labels;
    bool *chosen; /* NULL: one is chosen, not several */
};

static void fill(struct ticking *t, size_t count)
{
    texts_clear(&t->texts);
    for (size_t i = 0; i < count; i++) {
        struct buf text = BUF_INIT;
        size_t row = texts_add(&t->texts);
        buf_addf(&text, "%s%s", !t->chosen ? "" : t->chosen[i] ? "[x] " : "[ ] ", t->labels[i]);
        texts_cell_take(&t->texts, row, 0, STYLE_TEXT, &text);
        texts_found_by(&t->texts, row, t->labels[i]);
    }
    texts_done(&t->texts);
}

static void toggle_text(struct ui *ui, void *data, size_t at)
{
    struct ticking *t = data;
    size_t i = t->texts.shown[at];
    (void)ui;
    t->chosen[i] = !t->chosen[i];
    fill(t, t->texts.count);
}

/* Returns the index, or -1. */
static int run_texts(struct ui *ui, const char *title, const char *const *labels, size_t count, int selected,
                     bool *chosen)
{
    static const struct list_column column = {.title = ""};
    struct ticking t = {.labels = labels, .chosen = chosen};
    int width = 0;
    texts_init(&t.texts, ui, TEXTS_RANKED, &column, 1);
    fill(&t, count);
    for (size_t i = 0; i < count; i++) {
        int w = text_width(labels[i], strlen(labels[i])) + (chosen ? 4 : 0);
        width = w > width ? w : width;
    }
    if (selected > 0)
        list_go(&t.texts.list, (size_t)selected);
    struct pick pick = {.title = title, .hint = chosen ? tr(hint_several) : tr(hint_one), .list = &t.texts.list,
                        .rows = (int)(count < 20 ? count : 20), .cols = width,
                        .toggle = chosen ? toggle_text : NULL, .data = &t};
    int result = pick_run(ui, &pick) ? (int)texts_chosen(&t.texts) : -1;
    texts_release(&t.texts);
    return result;
}

int prompt_choice(struct ui *ui, const char *title, const char *const *labels, size_t count, int selected)
{
    return run_texts(ui, title, labels, count, selected, NULL);
}

bool prompt_tick(struct ui *ui, const char *title, const char *const *labels, size_t count, bool *chosen)
{
    bool *work = xcalloc(count + 1, sizeof *work);
    memcpy(work, chosen, count * sizeof *work);
    bool done = run_texts(ui, title, labels, count, 0, work) >= 0;
    if (done)
        memcpy(chosen, work, count * sizeof *work);
    free(work);
    return done;
}

bool prompt_choices(struct ui *ui, const char *title, const char *const *labels, size_t count, bool *chosen)
{
    bool *before = xcalloc(count + 1, sizeof *before);
    memcpy(before, chosen, count * sizeof *before);
    bool changed = prompt_tick(ui, title, labels, count, chosen) && memcmp(before, chosen, count * sizeof *before) != 0;
    free(before);
    return changed;
}

/* ---- records ---- */

struct records {
    struct ui *ui;
    struct view *view;
    bool none; /* a first row stands for no record; left out while filtering */
    bool filtered;
    bool personal;
    struct list *list;
    bool (*chosen)(void *data, const char *id);
    bool (*toggle)(void *data, const char *id);
    void *data;
};

static size_t extra(const struct records *r)
{
    return r->none && !r->filtered ? 1 : 0;
}

static size_t records_count(void *data)
{
    struct records *r = data;
    return view_matched(r->view) + extra(r);
}

static size_t records_total(void *data)
{
    return view_total(((struct records *)data)->view);
}

static const char *records_id(void *data, size_t at)
{
    struct records *r = data;
    return at < extra(r) ? "" : view_id(r->view, at - extra(r));
}

static size_t records_find(void *data, const char *id)
{
    struct records *r = data;
    return view_find(r->view, id) + extra(r);
}

static void records_cell(void *data, size_t at, int column, struct buf *out)
{
    struct records *r = data;
    (void)column;
    if (at < extra(r)) {
        buf_adds(out, _("(none)"));
        return;
    }
    if (r->chosen) {
        char id[ID_SIZE] = "";
        const char *found = view_id(r->view, at - extra(r));
        if (found)
            memcpy(id, found, strnlen(found, ID_SIZE - 1));
        buf_adds(out, r->chosen(r->data, id) ? "[x] " : "[ ] ");
    }
    struct buf title = BUF_INIT;
    const char *id = view_id(r->view, at - extra(r));
    if (id)
        store_title_apart(r->ui->app->store, view_kind(r->view), id, &title);
    if (r->personal)
        ui_mask_buf(r->ui, &title);
    buf_adds(out, buf_str(&title));
    buf_release(&title);
}

static void records_filter(void *data, const char *words)
{
    struct records *r = data;
    struct error e;
    r->filtered = *words != 0;
    view_filter(r->view, words, &e);
}

static void records_refresh(void *data)
{
    view_refresh(((struct records *)data)->view);
}

static void records_toggle(struct ui *ui, void *data, size_t at)
{
    struct records *r = data;
    char id[ID_SIZE] = "";
    (void)ui, (void)at;
    memcpy(id, list_id(r->list), strnlen(list_id(r->list), ID_SIZE - 1));
    if (*id)
        r->toggle(r->data, id); /* says itself why, if it could not */
}

/* The row's id goes to `id` if Enter was pressed. */
static bool run_records(struct ui *ui, const char *title, struct records *r, const struct kind *kind, char *id)
{
    static const struct list_column column = {.title = ""};
    struct list_source source = {.data = r, .count = records_count, .total = records_total, .cell = records_cell,
                                 .id = records_id, .find = records_find, .filter = records_filter,
                                 .refresh = records_refresh};
    struct list list;
    struct buf empty = BUF_INIT;
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++)
        r->personal |= (kind->fields[i].flags & FIELD_TITLE) && (kind->fields[i].flags & FIELD_PERSONAL);
    r->ui = ui;
    r->list = &list;
    r->view = view_new(ui->app->store, kind, *ui->app->alliance ? ui->app->alliance : NULL);
    view_rank(r->view);
    buf_addf(&empty, _("Nothing to choose from: there are no %s yet."), kind->label_plural);
    list_init(&list, &source);
    list_set_columns(&list, &column, 1);
    list.empty = buf_str(&empty);
    if (id && *id)
        list_select(&list, id);
    struct pick pick = {.title = title, .hint = r->toggle ? tr(hint_several) : _("Type to filter, Enter chooses, Esc goes back"),
                        .list = &list, .rows = 16, .cols = 60, .toggle = r->toggle ? records_toggle : NULL, .data = r};
    bool done = pick_run(ui, &pick);
    if (done && id) {
        size_t n = strnlen(list_id(&list), ID_SIZE - 1);
        memcpy(id, list_id(&list), n);
        id[n] = 0;
        done = !*id || subject_there(ui, kind, id);
    }
    list_release(&list);
    view_free(r->view);
    buf_release(&empty);
    return done;
}

bool prompt_record(struct ui *ui, const char *title, const struct kind *kind, bool none, char id[ID_SIZE])
{
    struct records r = {.none = none};
    return run_records(ui, title, &r, kind, id);
}

void prompt_records(struct ui *ui, const char *title, const struct kind *kind,
                    bool (*chosen)(void *data, const char *id), bool (*toggle)(void *data, const char *id),
                    void *data)
{
    struct records r = {.chosen = chosen, .toggle = toggle, .data = data};
    run_records(ui, title, &r, kind, NULL);
}
