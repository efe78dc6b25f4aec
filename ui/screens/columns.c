/* columns.c: see columns.h. */
#include "ui/screens/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "ui/prompt.h"

/* ---- what can be chosen ---- */

struct candidates {
    char **paths, **labels;
    size_t count, path_cap, label_cap;
};

static void candidates_release(struct candidates *c)
{
    for (size_t i = 0; i < c->count; i++) {
        free(c->paths[i]);
        free(c->labels[i]);
    }
    free(c->paths);
    free(c->labels);
}

/* What stands in every row anyway, or says only whose the row is. */
static bool shown_anyway(const struct kind *kind, size_t field)
{
    return (kind->fields[field].flags & (FIELD_TITLE | FIELD_OWNER)) || (int)field == kind->alliance;
}

/* `other`: a kind whose fields can be chosen as well; a label that both have says which is meant. */
static void add_fields(struct candidates *c, const struct kind *kind, const char *prefix, const struct kind *other)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        struct buf path = BUF_INIT, label = BUF_INIT;
        if (shown_anyway(kind, i))
            continue;
        buf_addf(&path, "%s%s", prefix, kind->fields[i].name);
        buf_adds(&label, kind->fields[i].label);
        for (size_t j = FIELD_FIRST; other && j < other->field_count; j++) {
            if (strcmp(other->fields[j].label, kind->fields[i].label) == 0)
                buf_addf(&label, " (%s)", kind->label);
        }
        GROW(c->paths, c->count + 1, c->path_cap);
        GROW(c->labels, c->count + 1, c->label_cap);
        c->paths[c->count] = buf_take(&path);
        c->labels[c->count++] = buf_take(&label);
    }
}

static void find_candidates(const struct columns *columns, struct candidates *c)
{
    const struct kind *kind = columns->kind, *other = NULL;
    struct buf prefix = BUF_INIT;
    if (columns->through >= 0) {
        other = kind->fields[columns->through].reference;
        buf_addf(&prefix, "%s.", kind->fields[columns->through].name);
        add_fields(c, other, buf_str(&prefix), kind);
    }
    add_fields(c, kind, "", other);
    buf_release(&prefix);
}

/* ---- the choice ---- */

static void clear_paths(struct columns *c)
{
    for (size_t i = 0; i < c->count; i++)
        free(c->paths[i]);
    c->count = 0;
}

static void add_path(struct columns *c, const char *path, size_t n)
{
    GROW(c->paths, c->count + 1, c->cap);
    c->paths[c->count++] = xstrndup(path, n);
}

static void take_paths(struct columns *c, const char *paths)
{
    for (const char *p = paths + strspn(paths, " "); *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        add_path(c, p, n);
        p += n;
    }
}

void columns_init(struct ui *ui, struct columns *c, const struct kind *kind, const char *through, const char *key,
                  const char *defaults)
{
    struct buf known = BUF_INIT;
    *c = (struct columns){.kind = kind, .through = through ? kind_field(kind, through) : -1, .key = key};
    store_recall(ui->app->store, key, &known);
    take_paths(c, known.len > 0 ? buf_str(&known) : defaults);
    buf_release(&known);
}

void columns_release(struct columns *c)
{
    clear_paths(c);
    free(c->paths);
}

static bool chosen_path(const struct columns *c, const char *path)
{
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->paths[i], path) == 0)
            return true;
    }
    return false;
}

static void remember(struct ui *ui, const struct columns *c)
{
    struct buf text = BUF_INIT;
    struct error e;
    for (size_t i = 0; i < c->count; i++)
        buf_addf(&text, "%s%s", i > 0 ? " " : "", c->paths[i]);
    if (c->count == 0)
        buf_addc(&text, ' '); /* "none" is a choice too, and not the default */
    if (store_writable(ui->app->store))
        store_remember(ui->app->store, c->key, buf_str(&text), &e);
    buf_release(&text);
}

/* Drops what is no longer marked and keeps the order of the rest. What is new goes before it, next to the name: it was
 * asked for just now, and at the end there may be no room for it. */
static void take_choice(struct columns *c, const struct candidates *all, const bool *chosen)
{
    struct columns was = *c;
    c->paths = NULL;
    c->count = c->cap = 0;
    for (size_t j = 0; j < all->count; j++) {
        if (chosen[j] && !chosen_path(&was, all->paths[j]))
            add_path(c, all->paths[j], strlen(all->paths[j]));
    }
    for (size_t i = 0; i < was.count; i++) {
        bool keep = false;
        for (size_t j = 0; j < all->count && !keep; j++)
            keep = chosen[j] && strcmp(all->paths[j], was.paths[i]) == 0;
        if (keep)
            add_path(c, was.paths[i], strlen(was.paths[i]));
    }
    columns_release(&was);
}

bool columns_choose(struct ui *ui, struct columns *c)
{
    struct candidates all = {0};
    find_candidates(c, &all);
    bool *chosen = xcalloc(all.count + 1, sizeof *chosen);
    for (size_t i = 0; i < all.count; i++)
        chosen[i] = chosen_path(c, all.paths[i]);
    bool changed = prompt_choices(ui, _("Which columns?"), (const char *const *)all.labels, all.count, chosen);
    if (changed) {
        take_choice(c, &all, chosen);
        remember(ui, c);
        if (c->count >= LIST_COLUMNS)
            ui_say(ui, "%d columns are chosen; the first %d of them are shown, as far as there is room", (int)c->count,
                   LIST_COLUMNS - 1);
    }
    free(chosen);
    candidates_release(&all);
    return changed;
}

/* ---- as columns of a list ---- */

static int least_width(const struct field *f)
{
    switch (f->type) {
    case FIELD_INTEGER:
    case FIELD_NUMBER:
    case FIELD_YESNO:
        return 5;
    case FIELD_CHOICE:
        return 10;
    case FIELD_DATE:
        return 10;
    case FIELD_TEXT:
        return f->flags & FIELD_PERSONAL ? 16 : 9;
    default:
        return 16;
    }
}

static bool make_column(const struct columns *c, const char *path, struct list_column *out)
{
    struct column of;
    if (!view_column(c->kind, path, &of))
        return false;
    const struct field *f = view_column_field(c->kind, of);
    *out = (struct list_column){.title = f->label,
                                .of = of,
                                .personal = (f->flags & FIELD_PERSONAL) || f->type == FIELD_NOTE,
                                .right = f->type == FIELD_INTEGER || f->type == FIELD_NUMBER,
                                .min = least_width(f),
                                .max = 44};
    return true;
}

static bool personal_title(const struct kind *kind)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        const struct field *f = &kind->fields[i];
        if ((f->flags & FIELD_TITLE) && ((f->flags & FIELD_PERSONAL) || (f->reference && personal_title(f->reference))))
            return true;
    }
    return false;
}

int columns_fill(const struct columns *c, const char *first, struct list_column out[LIST_COLUMNS])
{
    int n = 0;
    const struct kind *named = c->through >= 0 ? c->kind->fields[c->through].reference : c->kind;
    out[n++] = (struct list_column){
        .title = named->label, .title_column = true, .min = 16, .max = 34, .personal = personal_title(c->kind)};
    if (first && chosen_path(c, first))
        n += make_column(c, first, &out[n]);
    for (size_t i = 0; i < c->count && n < LIST_COLUMNS; i++) {
        if (!first || strcmp(c->paths[i], first) != 0)
            n += make_column(c, c->paths[i], &out[n]);
    }
    return n;
}

static bool same_column(const struct list_column *a, const struct list_column *b)
{
    return a->title_column == b->title_column &&
           (a->title_column || (a->of.through == b->of.through && a->of.field == b->of.field));
}

void columns_apply(const struct columns *c, const char *first, struct list *list)
{
    struct list_column columns[LIST_COLUMNS], sorted = {0};
    int was = list->sort_column, n = columns_fill(c, first, columns);
    if (was >= 0)
        sorted = list->columns[was];
    list_set_columns(list, columns, n);
    list->no_header = false;
    for (int i = 0; i < n && was >= 0; i++) {
        if (same_column(&columns[i], &sorted))
            list->sort_column = i;
    }
}
