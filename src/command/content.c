/* content.c: see content.h. */
#include "command/content.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "data.h"
#include "exchange/csvread.h"
#include "model/kinds.h"

/* ---- files ---- */

static int only_csv(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return n > 4 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 4, ".csv") == 0;
}

/* Reads all CSV files of folder/part, in the order of their names. */
static enum status read_files(struct content *c, const char *folder, const char *part, struct error *e)
{
    struct buf path = BUF_INIT;
    struct dirent **files = NULL;
    enum status s = OK;
    buf_addf(&path, "%s/%s", folder, part);
    int count = *folder ? scandir(buf_str(&path), &files, only_csv, alphasort) : 0;
    for (int i = 0; i < count; i++) {
        buf_clear(&path);
        buf_addf(&path, "%s/%s/%s", folder, part, files[i]->d_name);
        free(files[i]);
        if (s != OK)
            continue;
        c->files = xrealloc(c->files, (c->file_count + 1) * sizeof *c->files);
        s = csv_read_table(buf_str(&path), &c->files[c->file_count], NULL, e);
        c->file_count += s == OK;
    }
    free(files);
    buf_release(&path);
    return s;
}

/* ---- putting it together ---- */

static struct languages languages_of(const struct content *c)
{
    return (struct languages){c->first, *c->second ? c->second : NULL};
}

static bool is_compiled_in(const struct table *table)
{
    for (size_t i = 0; i < DATA_GUIDE_COUNT; i++)
        if (data_guide[i] == table)
            return true;
    return false;
}

static enum status add_checklist(struct content *c, const struct table *table, struct table *owned, const char *record,
                                 struct error *e)
{
    struct languages languages = languages_of(c);
    struct checklist *list;
    c->checklists = xrealloc(c->checklists, (c->count + 1) * sizeof *c->checklists);
    list = &c->checklists[c->count];
    *list = (struct checklist){.table = owned};
    snprintf(list->record, sizeof list->record, "%s", record);
    enum status s = instrument_init(&list->instrument, table, &languages, e);
    if (s == OK && (owned || !is_compiled_in(table)) && (s = instrument_check_ids(&list->instrument, e)) != OK)
        instrument_release(&list->instrument);
    c->count += s == OK;
    return s;
}

/* The file of the facilitator's folder that stands in for the compiled-in one, else that one. `from` and `to`: the part
 * of c->files to look in. */
static const struct table *stand_in(const struct content *c, size_t from, size_t to, const struct table *table)
{
    for (size_t i = from; i < to; i++)
        if (strcmp(c->files[i]->name, table->name) == 0)
            return c->files[i];
    return table;
}

static bool compiled_in(const char *name)
{
    for (size_t i = 0; i < DATA_GUIDE_COUNT; i++)
        if (strcmp(data_guide[i]->name, name) == 0)
            return true;
    return false;
}

/* Guiding questions belong to a phase, each of them. */
static enum status check_guide(const struct instrument *guide, struct error *e)
{
    for (size_t i = 0; i < guide->count; i++)
        if (guide->items[i].phase < 0) {
            error_set(e, ERR_INPUT, "the guiding question '%s' has no phase (0 to %d)", guide->items[i].id, PHASES - 1);
            error_at(e, "questions.csv", (long)guide->items[i].row + 2, 0);
            return error_hint(e, ERR_INPUT, "correct the file, or remove it to use the one that came with the program");
        }
    return OK;
}

static enum status load_checklists(struct content *c, size_t files, struct error *e)
{
    enum status s = OK;
    for (size_t i = 0; i < DATA_GUIDE_COUNT && s == OK; i++)
        s = add_checklist(c, stand_in(c, 0, files, data_guide[i]), NULL, "", e);
    if (s == OK)
        s = check_guide(&c->checklists[0].instrument, e);
    for (size_t i = 0; i < files && s == OK; i++)
        if (!compiled_in(c->files[i]->name))
            s = add_checklist(c, c->files[i], NULL, "", e);
    return s;
}

static enum status load_library(struct content *c, size_t files, struct error *e)
{
    const struct table *entries[DATA_LIBRARY_COUNT];
    struct languages languages = languages_of(c);
    for (size_t i = 0; i < DATA_LIBRARY_COUNT; i++)
        entries[i] = stand_in(c, files, c->file_count, data_library[i]);
    enum status s = library_init(&c->library, data_shelves, DATA_SHELVES_COUNT, entries, DATA_LIBRARY_COUNT, &languages, e);
    for (size_t i = 0; i < c->library.count && s == OK; i++)
        if (c->file_count > files)
            s = shelf_check(&c->library.shelves[i], e);
    if (s == OK && strcmp(c->first, SOURCE_LANGUAGE) != 0)
        model_speak(&c->library.model, data_shelves, DATA_SHELVES_COUNT, c->first);
    return s;
}

static void free_content(struct content *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->count; i++) {
        instrument_release(&c->checklists[i].instrument);
        csv_table_free(c->checklists[i].table);
    }
    free(c->checklists);
    library_release(&c->library);
    for (size_t i = 0; i < c->file_count; i++)
        csv_table_free(c->files[i]);
    free(c->files);
    free(c);
}

/* On an error app->content is as it was. */
static enum status load(struct app *app, const char *folder, const char *first, const char *second, struct error *e)
{
    struct content *c = xcalloc(1, sizeof *c);
    size_t guides = 0;
    snprintf(c->first, sizeof c->first, "%s", first);
    snprintf(c->second, sizeof c->second, "%s", second ? second : "");
    enum status s = read_files(c, folder, "guide", e);
    guides = c->file_count;
    if (s == OK)
        s = read_files(c, folder, "library", e);
    if (s == OK)
        s = load_checklists(c, guides, e);
    if (s == OK)
        s = load_library(c, guides, e);
    if (s != OK) {
        free_content(c);
        return s;
    }
    bool english = !app->content && strcmp(c->first, SOURCE_LANGUAGE) == 0; /* as the kinds were made */
    free_content(app->content);
    app->content = c;
    app->language = c->first;
    app->guide = c->checklists[0].instrument; /* a second name for it: released with the content */
    tr_language(c->first);
    if (!english)
        model_speak(&app->model, data_kinds, DATA_KINDS_COUNT, c->first);
    return OK;
}

enum status content_load(struct app *app, const char *folder, struct error *e)
{
    return load(app, folder, app->language, NULL, e);
}

void content_release(struct app *app)
{
    free_content(app->content);
    app->content = NULL;
    app->guide = (struct instrument){0};
}

/* ---- checklists kept as records ---- */

static void drop_own(struct content *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->count; i++) {
        struct checklist *list = &c->checklists[i];
        if (*list->record) {
            instrument_release(&list->instrument);
            csv_table_free(list->table);
        } else {
            c->checklists[kept++] = *list;
        }
    }
    c->count = kept;
}

static bool take_own(void *data, const struct record *r)
{
    struct content *c = data;
    struct table *table = NULL;
    struct error e;
    const char *name = record_get(r, INSTRUMENT_NAME);
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->checklists[i].instrument.name, name) == 0)
            return true; /* that name is taken */
    if (csv_memory_table(record_get(r, INSTRUMENT_ROWS), name, &table, &e) == OK &&
        add_checklist(c, table, table, record_id(r), &e) == OK)
        c->checklists[c->count - 1].instrument.name = table->name;
    else
        csv_table_free(table);
    return true;
}

void content_read_own(struct app *app)
{
    struct error e;
    if (!app->content)
        return; /* a program that only imports and exports */
    drop_own(app->content);
    if (app->store)
        store_each(app->store, app->model.kinds[KIND_INSTRUMENT], -1, NULL, take_own, app->content, &e);
}

/* ---- languages ---- */

bool content_has_language(const struct app *app, const char *code)
{
    char codes[100];
    size_t len = strlen(code);
    content_languages(app, codes, sizeof codes);
    for (const char *p = codes; *p;) {
        size_t n = strcspn(p, " ");
        if (n == len && memcmp(p, code, n) == 0)
            return true;
        p += n + strspn(p + n, " ");
    }
    return false;
}

enum status content_speak(struct app *app, const char *first, const char *second, struct error *e)
{
    char known[100], folder[8] = "";
    const char *wanted[] = {first, second};
    content_languages(app, known, sizeof known);
    for (int i = 0; i < 2; i++) {
        if (!wanted[i] || !*wanted[i] || content_has_language(app, wanted[i]))
            continue;
        error_set(e, ERR_INPUT, "there is nothing in the language '%s'", wanted[i]);
        return error_hint(e, ERR_INPUT, "there is: %s", known);
    }
    struct buf path = BUF_INIT;
    app_data_folder(&path, NULL);
    enum status s = load(app, path.len ? path.s : folder, first, second, e);
    buf_release(&path);
    if (s == OK)
        content_read_own(app);
    return s;
}

void content_languages(const struct app *app, char *codes, size_t size)
{
    wording_languages(app->guide.table, "label", codes, size);
}

const char *content_language_name(const struct app *app, const char *code, char *name, size_t size)
{
    return wording_language_name(app->guide.table, "label", code, name, size);
}

/* ---- asking ---- */

struct checklist *content_checklist(struct app *app, const char *name)
{
    struct content *c = app->content;
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->checklists[i].instrument.name, name) == 0)
            return &c->checklists[i];
    for (size_t i = 0; i < c->count; i++)
        if (text_alike(instrument_text(&c->checklists[i].instrument, INSTRUMENT_ITSELF, WORDING_LABEL), name))
            return &c->checklists[i];
    return NULL;
}
