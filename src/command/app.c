#include "command/app.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "command/content.h"
#include "command/language.h"
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
    if (home && *home) {
        buf_addf(out, "%s/.local/share/peerloom", home);
        return OK;
    }
    error_set(e, ERR_INPUT, "neither XDG_DATA_HOME nor HOME is set");
    return error_hint(e, ERR_INPUT, "say where the workbench is with --db FILE");
}

enum status app_default_path(struct buf *out, struct error *e)
{
    enum status s = app_data_folder(out, e);
    if (s == OK)
        buf_adds(out, "/workbench.db");
    return s;
}

static int only_csv(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return n > 4 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 4, ".csv") == 0;
}

/* Adds the kinds that the facilitator described in their own folder, in the order of their names. */
static enum status add_own_kinds(struct app *app, const char *folder, struct error *e)
{
    struct buf path = BUF_INIT;
    struct dirent **files = NULL;
    enum status s = OK;
    buf_addf(&path, "%s/kinds", folder);
    int count = scandir(path.s, &files, only_csv, alphasort);
    for (int i = 0; i < count; i++) {
        struct table *table = NULL;
        buf_clear(&path);
        buf_addf(&path, "%s/kinds/%s", folder, files[i]->d_name);
        if (s == OK)
            s = csv_read_table(path.s, &table, NULL, e);
        if (s == OK)
            s = model_add(&app->model, table, 0, e);
        csv_table_free(table);
        free(files[i]);
    }
    free(files);
    buf_release(&path);
    return s == OK && count > 0 ? model_link(&app->model, e) : s;
}

enum status app_init(struct app *app, struct error *e)
{
    struct buf folder = BUF_INIT;
    if (!app->language)
        app->language = "en";
    app_data_folder(&folder, NULL);
    enum status s = model_init(&app->model, data_kinds, DATA_KINDS_COUNT, e);
    if (s == OK && folder.len)
        s = add_own_kinds(app, folder.s, e);
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
}

static bool take_first(void *data, const struct record *r)
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
        store_each(app->store, kind, -1, NULL, take_first, app->alliance, NULL);
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
