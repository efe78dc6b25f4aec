/* library.c: see library.h. */
#include "model/library.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static enum status bad(const struct table *t, size_t row, int column, struct error *e)
{
    char file[200];
    snprintf(file, sizeof file, "%s.csv", t->name);
    error_at(e, file, (long)row + 2, column + 1);
    return error_hint(e, ERR_INPUT, "correct the file, or remove it to use the one that came with the program");
}

/* Every entry has an id of its own and a label. */
static enum status check_entries(const struct shelf *shelf, struct error *e)
{
    const struct table *t = shelf->table;
    int id = shelf->columns[FIELD_ID].source, label = kind_field(shelf->kind, "label");
    if (id < 0 || label < 0 || shelf->columns[label].source < 0) {
        error_set(e, ERR_INPUT, "the shelf '%s' needs the columns id and label", t->name);
        return bad(t, 0, 0, e);
    }
    for (size_t row = 0; row < t->rows; row++) {
        if (!*table_cell(t, row, id) || shelf_find(shelf, table_cell(t, row, id)) != (long)row) {
            error_set(e, ERR_INPUT, "the id '%s' is missing or occurs twice", table_cell(t, row, id));
            return bad(t, row, id, e);
        }
        if (!*shelf_label(shelf, row)) {
            error_set(e, ERR_INPUT, "the entry '%s' has no label", table_cell(t, row, id));
            return bad(t, row, shelf->columns[label].source, e);
        }
    }
    return OK;
}

/* Choices must be known: a word that is not would never be found by a filter. */
static enum status check_choices(const struct shelf *shelf, struct error *e)
{
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++) {
        const struct field *f = &shelf->kind->fields[i];
        if (f->type != FIELD_CHOICE && f->type != FIELD_CHOICES)
            continue;
        for (size_t row = 0; row < shelf->table->rows; row++) {
            for (const char *s = shelf_text(shelf, row, f->name); *s;) {
                size_t n = strcspn(s, ";"), c = 0;
                while (c < f->choice_count && !(strlen(f->choices[c].name) == n && strncmp(f->choices[c].name, s, n) == 0))
                    c++;
                if (c == f->choice_count) {
                    error_set(e, ERR_INPUT, "'%.*s' is not a choice of '%s'", (int)n, s, f->name);
                    return bad(shelf->table, row, shelf->columns[i].source, e);
                }
                s += n + (s[n] == ';');
            }
        }
    }
    return OK;
}

static enum status fill_shelf(struct shelf *shelf, const struct kind *kind, const struct table *const *entries,
                              size_t count, const struct languages *languages, struct error *e)
{
    shelf->kind = kind;
    for (size_t i = 0; i < count && !shelf->table; i++)
        if (strcmp(entries[i]->name, kind->plural) == 0)
            shelf->table = entries[i];
    if (!shelf->table) {
        error_set(e, ERR_INPUT, "the library has no file %s.csv", kind->plural);
        return error_hint(e, ERR_INPUT, "the program was built wrongly");
    }
    shelf->columns = xcalloc(kind->field_count, sizeof *shelf->columns);
    shelf->folded = xcalloc(shelf->table->rows + 1, sizeof *shelf->folded);
    for (size_t i = 0; i < kind->field_count; i++)
        shelf->columns[i] = wording_columns(shelf->table, kind->fields[i].name, languages);
    return OK;
}

enum status shelf_check(const struct shelf *shelf, struct error *e)
{
    enum status s = check_entries(shelf, e);
    return s == OK ? check_choices(shelf, e) : s;
}

enum status library_init(struct library *lib, const struct table *const *kinds, size_t kind_count,
                         const struct table *const *entries, size_t entry_count, const struct languages *languages,
                         struct error *e)
{
    *lib = (struct library){0};
    enum status s = model_init(&lib->model, kinds, kind_count, e);
    if (s != OK)
        return s;
    lib->shelves = xcalloc(kind_count, sizeof *lib->shelves);
    for (; lib->count < kind_count && s == OK; lib->count++)
        s = fill_shelf(&lib->shelves[lib->count], lib->model.kinds[lib->count], entries, entry_count, languages, e);
    if (s != OK)
        library_release(lib);
    return s;
}

void library_release(struct library *lib)
{
    for (size_t i = 0; i < lib->count; i++) {
        struct shelf *shelf = &lib->shelves[i];
        for (size_t row = 0; shelf->folded && row < shelf->table->rows; row++)
            free(shelf->folded[row]);
        free(shelf->folded);
        free(shelf->columns);
    }
    free(lib->shelves);
    model_release(&lib->model);
    *lib = (struct library){0};
}

struct shelf *library_shelf(const struct library *lib, const char *name)
{
    const struct kind *kind = model_kind(&lib->model, name);
    return kind ? &lib->shelves[kind->index] : NULL;
}

size_t shelf_count(const struct shelf *shelf)
{
    return shelf->table->rows;
}

long shelf_find(const struct shelf *shelf, const char *id)
{
    for (size_t i = 0; i < shelf->table->rows; i++)
        if (strcmp(shelf_id(shelf, i), id) == 0)
            return (long)i;
    return -1;
}

const char *shelf_id(const struct shelf *shelf, size_t entry)
{
    return table_cell(shelf->table, entry, shelf->columns[FIELD_ID].source);
}

const char *shelf_label(const struct shelf *shelf, size_t entry)
{
    return shelf_text(shelf, entry, "label");
}

const char *shelf_text(const struct shelf *shelf, size_t entry, const char *field)
{
    int i = kind_field(shelf->kind, field);
    return i < 0 ? "" : wording_text(shelf->table, entry, shelf->columns[i]);
}

const char *shelf_second(const struct shelf *shelf, size_t entry, const char *field)
{
    int i = kind_field(shelf->kind, field);
    return i < 0 ? "" : wording_second(shelf->table, entry, shelf->columns[i]);
}

bool shelf_stands_in(const struct shelf *shelf, size_t entry, const char *field)
{
    int i = kind_field(shelf->kind, field);
    return i >= 0 && wording_stands_in(shelf->table, entry, shelf->columns[i]);
}

void shelf_show(const struct shelf *shelf, size_t entry, int field, struct buf *out)
{
    const struct field *f = &shelf->kind->fields[field];
    field_show(f, wording_text(shelf->table, entry, shelf->columns[field]), out);
}

bool shelf_has(const struct shelf *shelf, size_t entry, const char *field, const char *word)
{
    size_t len = strlen(word);
    for (const char *s = shelf_text(shelf, entry, field); *s;) {
        size_t n = strcspn(s, ";");
        if (n == len && strncmp(s, word, n) == 0)
            return true;
        s += n + (s[n] == ';');
    }
    return false;
}

/* All of the entry's text that is read: choices by their labels. */
static char *fold_entry(const struct shelf *shelf, size_t entry)
{
    struct buf text = BUF_INIT, folded = BUF_INIT;
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++) {
        shelf_show(shelf, entry, (int)i, &text);
        buf_addf(&text, " %s ", wording_second(shelf->table, entry, shelf->columns[i]));
        if (shelf->columns[i].first != shelf->columns[i].source)
            buf_addf(&text, "%s ", table_cell(shelf->table, entry, shelf->columns[i].source));
    }
    text_fold(&folded, buf_str(&text), text.len);
    buf_release(&text);
    buf_str(&folded);
    return buf_take(&folded);
}

bool shelf_matches(struct shelf *shelf, size_t entry, const char *folded)
{
    if (!shelf->folded[entry])
        shelf->folded[entry] = fold_entry(shelf, entry);
    return text_has_words(shelf->folded[entry], folded);
}
