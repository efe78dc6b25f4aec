/* import_mapping.c: which column of the file goes to which field, and saying it otherwise. What the user says is handed
 * on in the form the command line takes it (mapping.h): a small file with the columns header and field. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "exchange/csvwrite.h"
#include "model/kinds.h"
#include "ui/prompt.h"
#include "ui/screens/import_parts.h"

void import_release_columns(struct importing *m)
{
    for (size_t i = 0; i < m->column_count; i++) {
        free(m->columns[i].header);
        free(m->columns[i].example);
        free(m->columns[i].chosen);
    }
    free(m->columns);
    m->columns = NULL;
    m->column_count = m->column_cap = 0;
}

static const struct kind *people(const struct importing *m)
{
    return m->ui->app->model.kinds[KIND_PERSON];
}

static const struct kind *membership(const struct importing *m)
{
    return m->ui->app->model.kinds[KIND_MEMBERSHIP];
}

/* ---- the fields a column can go to ---- */

struct goal {
    char *name;  /* as a mapping names it */
    char *label; /* as shown */
};

struct targets {
    struct goal *items;
    size_t count, cap;
};

static void add_target(struct targets *t, const char *prefix, const char *name, const char *where, const char *label)
{
    struct buf text = BUF_INIT, shown = BUF_INIT;
    buf_addf(&text, "%s%s", prefix, name);
    buf_addf(&shown, "%s%s%s", where, *where ? _(": ") : "", label);
    GROW(t->items, t->count + 1, t->cap);
    t->items[t->count++] = (struct goal){buf_take(&text), buf_take(&shown)};
}

static void find_targets(const struct importing *m, struct targets *t)
{
    const struct kind *person = people(m), *member = membership(m);
    add_target(t, "", "", "", _("(leave this column out)"));
    for (size_t i = FIELD_FIRST; i < person->field_count; i++)
        add_target(t, "", person->fields[i].name, "", person->fields[i].label);
    for (size_t i = FIELD_FIRST; i < member->field_count; i++) {
        if (member->fields[i].type != FIELD_REFERENCE)
            add_target(t, "membership.", member->fields[i].name, _("In the alliance"), member->fields[i].label);
    }
    add_target(t, "", person->fields[FIELD_VISIBILITY].name, "", person->fields[FIELD_VISIBILITY].label);
    add_target(t, "", "id", "", _("Identifier of a workbench"));
}

static void targets_release(struct targets *t)
{
    for (size_t i = 0; i < t->count; i++) {
        free(t->items[i].name);
        free(t->items[i].label);
    }
    free(t->items);
}

/* Where the column goes now, as a mapping names it; appended. */
static void target_now(const struct importing *m, size_t at, struct buf *out)
{
    const struct import_column *c = m->plan && at < m->plan->column_count ? &m->plan->columns[at] : NULL;
    if (!c)
        buf_adds(out, m->columns[at].chosen ? m->columns[at].chosen : "");
    else if (c->target == TARGET_MEMBER)
        buf_addf(out, "membership.%s", membership(m)->fields[c->field].name);
    else if (c->target != TARGET_IGNORED)
        buf_adds(out, people(m)->fields[c->field].name);
}

/* The label of a target, "" for none. */
static void add_label(const struct importing *m, const char *target, struct buf *out)
{
    struct targets t = {0};
    find_targets(m, &t);
    for (size_t i = 1; i < t.count; i++) {
        if (strcmp(t.items[i].name, target) == 0)
            buf_adds(out, t.items[i].label);
    }
    targets_release(&t);
}

/* ---- the list of columns ---- */

void import_show_columns(struct importing *m)
{
    struct texts *t = &m->lists[PANE_COLUMNS];
    texts_clear(t);
    for (size_t i = 0; i < m->column_count; i++) {
        const struct file_column *c = &m->columns[i];
        struct buf target = BUF_INIT, goes = BUF_INIT;
        size_t row = texts_add(t);
        target_now(m, i, &target);
        enum style style = target.len ? STYLE_TEXT : STYLE_DIM;
        if (target.len > 0)
            add_label(m, buf_str(&target), &goes);
        else
            buf_addf(&goes, _("left out%s%s"), m->plan && !c->chosen ? _(": ") : "",
                     m->plan && !c->chosen ? m->plan->columns[i].note : "");
        texts_cell(t, row, 0, style, *c->header ? c->header : _("(no name)"));
        texts_cell_take(t, row, 1, style, &goes);
        texts_cell(t, row, 2, STYLE_DIM, c->example ? c->example : "");
        buf_release(&target);
    }
    texts_done(t);
}

void import_start_columns(struct importing *m)
{
    const struct list_column columns[] = {{.title = _("Column of the file"), .min = 12, .max = 30},
                                          {.title = _("Goes to"), .min = 20, .max = 40},
                                          {.title = _("Example"), .personal = true, .min = 10, .max = 30}};
    texts_init(&m->lists[PANE_COLUMNS], m->ui, TEXTS_FIXED, columns, 3);
}

/* ---- choosing ---- */

static void set_target(struct file_column *c, const char *target)
{
    free(c->chosen);
    c->chosen = xstrdup(target);
}

/* A field can be filled from one column only: another one that went there is left out from now on. */
static void take_away(struct importing *m, size_t at, const char *target)
{
    for (size_t i = 0; i < m->column_count; i++) {
        struct buf other = BUF_INIT;
        target_now(m, i, &other);
        if (i != at && *target && strcmp(buf_str(&other), target) == 0) {
            set_target(&m->columns[i], "");
            ui_say(m->ui, "'%s' is left out now: a field is filled from one column only", m->columns[i].header);
        }
        buf_release(&other);
    }
}

bool import_choose_target(struct importing *m)
{
    size_t at = m->lists[PANE_COLUMNS].list.at;
    struct targets t = {0};
    struct buf now = BUF_INIT, title = BUF_INIT;
    int selected = 0;
    if (at >= m->column_count)
        return false;
    find_targets(m, &t);
    target_now(m, at, &now);
    const char **labels = xcalloc(t.count, sizeof *labels);
    for (size_t i = 0; i < t.count; i++) {
        labels[i] = t.items[i].label;
        selected = strcmp(t.items[i].name, buf_str(&now)) == 0 ? (int)i : selected;
    }
    buf_addf(&title, _("Where does '%s' go?"), m->columns[at].header);
    int chosen = prompt_choice(m->ui, buf_str(&title), labels, t.count, selected);
    bool changed = chosen >= 0 && chosen != selected;
    if (changed) {
        take_away(m, at, t.items[chosen].name);
        set_target(&m->columns[at], t.items[chosen].name);
    }
    free(labels);
    targets_release(&t);
    buf_release(&now);
    buf_release(&title);
    return changed;
}

/* ---- handing it on ---- */

void import_write_map(struct importing *m)
{
    size_t rows = 0;
    buf_clear(&m->map);
    struct csv_writer w = csv_begin(&m->map, FLAVOUR_INTERCHANGE); /* for the command alone */
    csv_cell(&w, "header");
    csv_cell(&w, "field");
    csv_end_row(&w);
    for (size_t i = 0; i < m->column_count; i++) {
        if (!m->columns[i].chosen)
            continue;
        csv_cell(&w, m->columns[i].header);
        csv_cell(&w, m->columns[i].chosen);
        csv_end_row(&w);
        rows++;
    }
    if (rows == 0)
        buf_clear(&m->map);
}
