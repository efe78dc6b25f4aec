/* content.c: see content.h. */
#include "app/content.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "data.h"
#include "app/own.h"
#include "exchange/csvread.h"
#include "model/kinds.h"

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

/* The files of the facilitator's folder, and where to say which of them cannot be used. */
struct own {
    const char *folder;
    size_t guides; /* that many of content->files are checklists, the others belong to the library */
    struct buf *notices;
};

/* A checklist that came with the program, or the facilitator's file that stands in for it. */
static enum status add_guide(struct content *c, const struct own *own, const struct table *table, struct error *e)
{
    const struct table *chosen = stand_in(c, 0, own->guides, table);
    struct error why = {0};
    enum status s = add_checklist(c, chosen, NULL, "", &why);
    if (s == OK && c->count == 1 && (s = check_guide(&c->checklists[0].instrument, &why)) != OK)
        instrument_release(&c->checklists[--c->count].instrument);
    if (s == OK || chosen == table) {
        if (s != OK && e)
            *e = why;
        return s;
    }
    own_note(own->notices, own->folder, "guide", table->name, &why);
    return add_checklist(c, table, NULL, "", e);
}

static enum status load_checklists(struct content *c, const struct own *own, struct error *e)
{
    enum status s = OK;
    for (size_t i = 0; i < DATA_GUIDE_COUNT && s == OK; i++)
        s = add_guide(c, own, data_guide[i], e);
    for (size_t i = 0; i < own->guides && s == OK; i++) {
        struct error why = {0};
        if (!compiled_in(c->files[i]->name) && add_checklist(c, c->files[i], NULL, "", &why) != OK)
            own_note(own->notices, own->folder, "guide", c->files[i]->name, &why);
    }
    return s;
}

static enum status fill_library(struct content *c, const struct table *const *entries, bool check, struct error *e)
{
    struct languages languages = languages_of(c);
    enum status s = library_init(&c->library, data_shelves, DATA_SHELVES_COUNT, entries, DATA_LIBRARY_COUNT, &languages, e);
    for (size_t i = 0; i < c->library.count && s == OK && check; i++)
        s = shelf_check(&c->library.shelves[i], e);
    return s;
}

/* Each of the facilitator's files is tried by itself, so that one that is wrong does not take the others with it. */
static enum status load_library(struct content *c, const struct own *own, struct error *e)
{
    const struct table *entries[DATA_LIBRARY_COUNT];
    memcpy(entries, data_library, sizeof entries);
    for (size_t i = 0; i < DATA_LIBRARY_COUNT; i++) {
        struct error why = {0};
        entries[i] = stand_in(c, own->guides, c->file_count, data_library[i]);
        if (entries[i] == data_library[i])
            continue;
        if (fill_library(c, entries, true, &why) != OK) {
            own_note(own->notices, own->folder, "library", data_library[i]->name, &why);
            entries[i] = data_library[i];
        }
        library_release(&c->library);
    }
    enum status s = fill_library(c, entries, false, e);
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
static enum status load(struct app *app, const char *folder, const char *first, const char *second, struct buf *notices,
                        struct error *e)
{
    struct content *c = xcalloc(1, sizeof *c);
    struct own own = {.folder = folder, .notices = notices};
    snprintf(c->first, sizeof c->first, "%s", first);
    snprintf(c->second, sizeof c->second, "%s", second ? second : "");
    own_read(folder, "guide", &c->files, &c->file_count, notices);
    own.guides = c->file_count;
    own_read(folder, "library", &c->files, &c->file_count, notices);
    enum status s = load_checklists(c, &own, e);
    if (s == OK)
        s = load_library(c, &own, e);
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
    return load(app, folder, app->language, NULL, &app->notices, e);
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

static bool read_own(void *data, const struct record *r)
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
        store_each(app->store, app->model.kinds[KIND_INSTRUMENT], -1, NULL, read_own, app->content, &e);
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
    enum status s = load(app, path.len ? path.s : folder, first, second, NULL, e);
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

enum status content_find_checklist(struct app *app, const char *name, struct checklist **list, struct error *e)
{
    *list = content_checklist(app, name);
    if (*list)
        return OK;
    error_set(e, ERR_NOT_FOUND, "there is no checklist '%s'", name);
    return error_hint(e, ERR_NOT_FOUND, "see 'peerloom checklists'");
}
