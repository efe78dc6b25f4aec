#include "command/exchange/import_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/print.h"
#include "base/mem.h"
#include "model/kinds.h"

struct whole {
    struct app *app;
    const char *folder;
    enum import_mode mode;
    bool dry, as_json;
    struct dict renamed;
    struct json json;
    struct buf output;
    size_t files, counts[IMPORT_RESULTS];
    struct import_plan **plans; /* kept, as `renamed` holds strings of theirs */
    size_t plan_count, plan_room;
};

static bool refers_to(const struct kind *kind, const struct kind *other)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++)
        if (kind->fields[i].type == FIELD_REFERENCE && kind->fields[i].reference == other)
            return true;
    return false;
}

/* Puts the kinds in an order in which each comes behind those it refers to; a circle is cut where it is met. */
static void visit(const struct model *model, size_t at, bool *done, const struct kind **order, size_t *count)
{
    if (done[at])
        return;
    done[at] = true;
    for (size_t i = 0; i < model->count; i++)
        if (refers_to(model->kinds[at], model->kinds[i]))
            visit(model, i, done, order, count);
    order[(*count)++] = model->kinds[at];
}

static bool kind_file(const struct whole *w, const struct kind *kind, struct buf *path)
{
    struct stat st;
    buf_clear(path);
    buf_addf(path, "%s/%s.csv", w->folder, kind->plural);
    return stat(path->s, &st) == 0;
}

static enum status import_kind(struct whole *w, const struct kind *kind, struct error *e)
{
    struct buf path = BUF_INIT;
    struct import_plan *plan;
    enum status status = OK;
    if (!kind_file(w, kind, &path)) {
        buf_release(&path);
        return OK;
    }
    struct import_options options = {.mode = w->mode, .exact = true, .renamed = &w->renamed};
    status = import_plan_new(w->app, kind, path.s, &options, &plan, e);
    buf_release(&path);
    if (status != OK)
        return status;
    GROW(w->plans, w->plan_count + 1, w->plan_room);
    w->plans[w->plan_count++] = plan;
    w->files++;
    for (size_t i = 0; i < IMPORT_RESULTS; i++)
        w->counts[i] += plan->counts[i];
    status = import_apply(w->app, plan, e);
    if (status == OK && w->as_json)
        import_json(&w->json, plan, !w->dry && import_writes(plan) > 0);
    else if (status == OK)
        import_print(w->app, plan, true);
    return status;
}

/* One change, and so one undo. In a dry run everything is done but for the last step: what refers to a record that the run
 * would make finds it. */
static enum status import_kinds(struct whole *w, const struct kind *const *order, size_t count, struct error *e)
{
    const struct kind *columns = w->app->model.kinds[KIND_COLUMN];
    char label[CHANGE_LABEL];
    snprintf(label, sizeof label, "Import all from %.100s", w->folder);
    enum status status = change_begin(w->app->store, label, e);
    if (status != OK)
        return status;
    status = import_kind(w, columns, e);
    if (status == OK) /* the files that follow may have these columns */
        status = change_renew_columns(w->app->store, e);
    for (size_t i = 0; i < count && status == OK; i++)
        if (order[i] != columns)
            status = import_kind(w, order[i], e);
    if (status == OK && !w->dry)
        return change_commit(w->app->store, e);
    change_rollback(w->app->store);
    return status;
}

static enum status check_folder(struct whole *w, struct error *e)
{
    struct stat st;
    struct buf path = BUF_INIT;
    bool any = false;
    if (stat(w->folder, &st) != 0 || !S_ISDIR(st.st_mode)) {
        error_set(e, ERR_NOT_FOUND, "'%s' is not a folder", w->folder);
        return error_hint(e, ERR_NOT_FOUND, "name the folder that an export was written to");
    }
    for (size_t i = 0; i < w->app->model.count && !any; i++)
        any = kind_file(w, w->app->model.kinds[i], &path);
    buf_release(&path);
    if (any)
        return OK;
    error_set(e, ERR_NOT_FOUND, "there is no file to import in '%s'", w->folder);
    return error_hint(e, ERR_NOT_FOUND, "files are named after the kinds: people.csv, organisations.csv and so on");
}

static enum status conclude(struct whole *w, struct error *e)
{
    const size_t *n = w->counts;
    size_t rows = 0;
    for (size_t i = 0; i < IMPORT_RESULTS; i++)
        rows += n[i];
    if (w->as_json) {
        json_end(&w->json);
        fwrite(w->output.s, 1, w->output.len, w->app->out);
    }
    say(w->app, "%zu files, %zu rows: %zu new, %zu changed, %zu same, %zu left, %zu rejected%s", w->files, rows,
        n[IMPORT_NEW], n[IMPORT_CHANGED], n[IMPORT_SAME], n[IMPORT_LEFT], n[IMPORT_REJECTED],
        w->dry ? "; nothing was written" : "");
    if (n[IMPORT_REJECTED] == 0)
        return OK;
    enum status status = n[IMPORT_REJECTED] == rows ? ERR_INPUT : ERR_REJECTED;
    error_set(e, status, "%zu of %zu rows were rejected", n[IMPORT_REJECTED], rows);
    return error_hint(e, status, "import the files they are in one by one, with --rejects, to correct them");
}

enum status import_all(struct app *app, const char *folder, enum import_mode mode, bool dry, bool as_json,
                       struct error *e)
{
    struct whole w = {.app = app, .folder = folder, .mode = mode, .dry = dry, .as_json = as_json};
    struct model *model = &app->model;
    const struct kind **order = xcalloc(model->count, sizeof *order);
    bool *done = xcalloc(model->count, sizeof *done);
    size_t count = 0;
    for (size_t i = 0; i < model->count; i++)
        visit(model, i, done, order, &count);
    json_begin(&w.json, &w.output);
    json_array(&w.json, NULL);
    enum status status = check_folder(&w, e);
    if (status == OK && !dry)
        store_backup_rotate(app->store, NULL, NULL, NULL); /* best effort, as for one file */
    if (status == OK)
        status = import_kinds(&w, order, count, e);
    if (status == OK)
        status = conclude(&w, e);
    for (size_t i = 0; i < w.plan_count; i++)
        import_plan_free(w.plans[i]);
    free(w.plans);
    free(order);
    free(done);
    dict_release(&w.renamed);
    buf_release(&w.output);
    return status;
}
