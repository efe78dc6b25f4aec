#include "app/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/content.h"
#include "app/language.h"
#include "app/own.h"
#include "base/mem.h"
#include "data.h"
#include "exchange/csvread.h"
#include "model/kinds.h"

enum status app_data_folder(struct buf *out, struct error *e)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data && *data == '/') { /* the specification says to ignore paths that are not absolute */
        buf_addf(out, "%s/peerloom", data);
        return OK;
    }
    if (home && *home == '/') {
        buf_addf(out, "%s/.local/share/peerloom", home);
        return OK;
    }
    error_set(e, ERR_INPUT, "neither XDG_DATA_HOME nor HOME is the path of a folder");
    return error_hint(e, ERR_INPUT, "say where the workbench is with --db FILE");
}

enum status app_default_path(struct buf *out, struct error *e)
{
    enum status s = app_data_folder(out, e);
    if (s == OK)
        buf_adds(out, "/workbench.db");
    return s;
}

/* The kinds that came with the program and those of the tables marked good, in a model of its own. */
static enum status try_kinds(struct model *model, struct table *const *tables, const bool *good, size_t count, struct error *e)
{
    enum status s = model_init(model, data_kinds, DATA_KINDS_COUNT, e);
    if (s != OK)
        return s;
    bool any = false;
    for (size_t i = 0; i < count && s == OK; i++)
        if (good[i]) {
            s = model_add(model, tables[i], 0, e);
            any = true;
        }
    if (s == OK && any)
        s = model_link(model, e);
    if (s != OK)
        model_release(model);
    return s;
}

/* Finds those that can be used, one after the other, until no more can: a kind may refer to one that comes later. */
static void choose_kinds(struct table *const *tables, bool *good, size_t count, struct error *why)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < count; i++) {
            struct model model;
            if (good[i])
                continue;
            good[i] = true;
            if (try_kinds(&model, tables, good, count, &why[i]) == OK) {
                model_release(&model);
                more = true;
            } else {
                good[i] = false;
            }
        }
    }
}

/* Adds the kinds that the facilitator described in their own folder, in the order of their names. */
static enum status load_kinds(struct app *app, const char *folder, struct error *e)
{
    struct table **tables = NULL;
    size_t count = 0;
    own_read(folder, "kinds", &tables, &count, &app->notices);
    bool *good = xcalloc(count + 1, sizeof *good);
    struct error *why = xcalloc(count + 1, sizeof *why);
    memset(good, true, count);
    enum status s = try_kinds(&app->model, tables, good, count, e);
    if (s != OK && count) {
        memset(good, false, count);
        choose_kinds(tables, good, count, why);
        s = try_kinds(&app->model, tables, good, count, e);
    }
    for (size_t i = 0; i < count; i++) {
        if (!good[i])
            own_note(&app->notices, folder, "kinds", tables[i]->name, &why[i]);
        csv_table_free(tables[i]);
    }
    free(tables);
    free(good);
    free(why);
    return s;
}

enum status app_init(struct app *app, struct error *e)
{
    struct buf folder = BUF_INIT;
    if (!app->language)
        app->language = "en";
    app_data_folder(&folder, NULL);
    enum status s = load_kinds(app, buf_str(&folder), e);
    if (s == OK)
        s = content_load(app, buf_str(&folder), e);
    buf_release(&folder);
    if (s != OK)
        app_release(app);
    return s;
}

void app_release(struct app *app)
{
    store_close(app->store);
    app->store = NULL;
    content_release(app);
    model_release(&app->model);
    buf_release(&app->message);
    buf_release(&app->notices);
}

static bool read_first(void *data, const struct record *r)
{
    snprintf(data, ID_SIZE, "%s", record_id(r));
    return false;
}

/* The alliance last opened; when that is gone, the first one there is. */
static void recall_alliance(struct app *app)
{
    const struct kind *kind = app->model.kinds[KIND_ALLIANCE];
    struct buf id = BUF_INIT;
    struct record r;
    store_recall(app->store, "alliance", &id);
    if (id.len && id.len < ID_SIZE && store_get(app->store, kind, id.s, &r, NULL) == OK) {
        snprintf(app->alliance, sizeof app->alliance, "%s", id.s);
        record_release(&r);
    } else {
        app->alliance[0] = '\0';
        store_each(app->store, kind, -1, NULL, read_first, app->alliance, NULL);
    }
    buf_release(&id);
}

enum status app_open(struct app *app, unsigned store_flags, struct error *e)
{
    enum status s = store_open(&app->store, app->db, store_flags, &app->model, &app->progress, e);
    if (s == OK) {
        recall_alliance(app);
        content_read_own(app);
        language_recall(app);
    }
    return s;
}

void app_check_alliance(struct app *app)
{
    struct record r;
    if (*app->alliance && store_get(app->store, app->model.kinds[KIND_ALLIANCE], app->alliance, &r, NULL) == OK)
        record_release(&r);
    else
        recall_alliance(app);
    content_read_own(app);
}

enum status app_choose_alliance(struct app *app, const char *text, struct error *e)
{
    char id[ID_SIZE];
    enum status s = store_resolve(app->store, app->model.kinds[KIND_ALLIANCE], text, NULL, id, e);
    if (s != OK)
        return s;
    memcpy(app->alliance, id, sizeof id);
    return store_remember(app->store, "alliance", id, e);
}
