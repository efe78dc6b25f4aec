#include "command/exchange/export.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/print.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/show.h"
#include "command/audience/audience.h"
#include "command/exchange/export_rows.h"
#include "command/run.h"
#include "exchange/datapackage.h"
#include "exchange/outfile.h"

/* ---- a folder ---- */

struct export_file {
    struct outfile out;
    struct export_rows rows;
    char *name; /* people.csv */
};

struct exporter {
    struct app *app;
    const struct export_options *options;
    const char *folder;
    struct export_file *files;
    size_t count; /* begun */
    struct outfile package;
};

static enum status put_file(void *data, const char *bytes, size_t n, struct error *e)
{
    return outfile_write(data, bytes, n, e);
}

static char *file_name(const char *plural)
{
    struct buf name = BUF_INIT;
    buf_addf(&name, "%s.csv", plural);
    return buf_take(&name);
}

static void add_path(struct buf *path, const char *folder, const char *name)
{
    size_t n = strlen(folder);
    buf_addf(path, "%s%s%s", folder, n && folder[n - 1] == '/' ? "" : "/", name);
}

static enum status make_folder(const char *folder, struct error *e)
{
    struct stat st;
    if (mkdir(folder, 0700) == 0 || (errno == EEXIST && stat(folder, &st) == 0 && S_ISDIR(st.st_mode)))
        return OK;
    int number = errno == EEXIST ? ENOTDIR : errno;
    enum status status = number == ENOSPC ? ERR_FULL : number == EROFS || number == EACCES ? ERR_READ_ONLY : ERR_IO;
    error_set(e, status, "cannot make the folder '%s': %s", folder, strerror(number));
    return error_hint(e, status, "name a folder where you may write; the one it is in must be there");
}

static bool is_there(const char *folder, const char *name, struct buf *path)
{
    struct stat st;
    buf_clear(path);
    add_path(path, folder, name);
    return lstat(path->s, &st) == 0;
}

static bool is_among(const struct kind *kind, const struct kind *const *kinds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (kinds[i] == kind)
            return true;
    return false;
}

/* Files that an earlier export did not write are somebody's own. Files that it wrote for somebody else, and that this
 * one does not replace, must not lie beside what is going to be handed on. */
static enum status check_folder(struct app *app, const struct kind *const *kinds, size_t count, const char *folder,
                                enum audience audience, struct error *e)
{
    struct buf path = BUF_INIT;
    enum status status = OK;
    bool same = true, ours = datapackage_is_ours(folder, audience_name(audience), &same);
    if (!ours && is_there(folder, DATAPACKAGE_FILE, &path))
        status = error_set(e, ERR_INPUT, "'%s' is there already, and no export of this program", path.s);
    for (size_t i = 0; i < app->model.count && status == OK; i++) {
        char *name = file_name(app->model.kinds[i]->plural);
        bool written = is_among(app->model.kinds[i], kinds, count);
        if (!ours && written && is_there(folder, name, &path))
            status = error_set(e, ERR_INPUT, "'%s' is there already, and no export of this program", path.s);
        else if (ours && !same && !written && is_there(folder, name, &path))
            status = error_set(e, ERR_INPUT, "'%s' was exported for another audience", path.s);
        free(name);
    }
    buf_release(&path);
    return status == OK ? OK : error_hint(e, status, "export to another folder, or move that file away");
}

static enum status write_kind(struct exporter *x, const struct kind *kind, struct error *e)
{
    struct export_file *f = &x->files[x->count];
    struct buf path = BUF_INIT;
    f->name = file_name(kind->plural);
    add_path(&path, x->folder, f->name);
    enum status status = outfile_open(&f->out, path.s, e);
    buf_release(&path);
    if (status != OK) {
        free(f->name);
        return status;
    }
    x->count++;
    export_rows_init(&f->rows, x->app, kind, x->options->flavour);
    status = export_rows_write(&f->rows, put_file, &f->out, e);
    return status == OK ? outfile_close(&f->out, e) : status;
}

static enum status write_package(struct exporter *x, struct error *e)
{
    struct buf text = BUF_INIT, path = BUF_INIT;
    char created[STAMP_SIZE];
    struct package_file *files = xcalloc(x->count ? x->count : 1, sizeof *files);
    for (size_t i = 0; i < x->count; i++) {
        const struct export_file *f = &x->files[i];
        files[i] = (struct package_file){f->rows.kind, f->name,        f->out.bytes,       f->rows.records,
                                         f->out.hash,  f->rows.fields, f->rows.field_count};
    }
    moment_stamp(moment_now(), created);
    const struct viewer *v = x->app->viewer;
    struct package package = {.audience = audience_name(viewer_audience(v)),
                              .flavour = x->options->flavour,
                              .created = created,
                              .files = files,
                              .count = x->count};
    if (viewer_audience(v) == AUDIENCE_PUBLIC) {
        package.fewest = AUDIENCE_FEWEST;
        package.coarsened = v->coarsened;
        package.counted = v->counted;
    }
    datapackage_write(&package, &text);
    add_path(&path, x->folder, DATAPACKAGE_FILE);
    enum status status = outfile_open(&x->package, path.s, e);
    if (status == OK)
        status = outfile_write(&x->package, text.s, text.len, e);
    if (status == OK)
        status = outfile_close(&x->package, e);
    free(files);
    buf_release(&text);
    buf_release(&path);
    return status;
}

/* The description comes first: it says that the files are ours, should the power fail now. */
static enum status place_all(struct exporter *x, struct error *e)
{
    enum status status = outfile_place(&x->package, e);
    for (size_t i = 0; i < x->count && status == OK; i++)
        status = outfile_place(&x->files[i].out, e);
    return status;
}

enum status export_folder(struct app *app, const struct kind *const *kinds, size_t count, const char *folder,
                          const struct export_options *options, struct export_result *result, struct error *e)
{
    struct exporter x = {.app = app, .options = options, .folder = folder, .package = {.fd = -1}};
    *result = (struct export_result){0};
    enum status status = make_folder(folder, e);
    if (status == OK)
        status = check_folder(app, kinds, count, folder, viewer_audience(app->viewer), e);
    x.files = xcalloc(count ? count : 1, sizeof *x.files);
    for (size_t i = 0; i < count && status == OK; i++)
        status = write_kind(&x, kinds[i], e);
    if (status == OK)
        status = write_package(&x, e);
    if (status == OK)
        status = place_all(&x, e);
    result->files = x.count + 1;
    for (size_t i = 0; i < x.count; i++) {
        result->records += x.files[i].rows.records;
        outfile_drop(&x.files[i].out);
        export_rows_release(&x.files[i].rows);
        free(x.files[i].name);
    }
    outfile_drop(&x.package);
    free(x.files);
    return status;
}

/* ---- a stream ---- */

static enum status put_stream(void *data, const char *bytes, size_t n, struct error *e)
{
    FILE *out = data;
    if (fwrite(bytes, 1, n, out) == n && fflush(out) == 0)
        return OK;
    enum status status = errno == ENOSPC ? ERR_FULL : ERR_IO;
    error_set(e, status, "cannot write the export: %s", strerror(errno));
    return error_hint(e, status, "what was written so far is not complete");
}

/* The same for eyes instead of files: nothing in the data may drive the terminal. A piece is whole rows. */
static enum status put_terminal(void *data, const char *bytes, size_t n, struct error *e)
{
    struct buf safe = BUF_INIT;
    show(&safe, bytes, n, true);
    enum status status = put_stream(data, buf_str(&safe), safe.len, e);
    buf_release(&safe);
    return status;
}

enum status export_stream(struct app *app, const struct kind *kind, const struct export_options *options,
                          struct export_result *result, struct error *e)
{
    struct export_rows rows;
    *result = (struct export_result){0};
    export_rows_init(&rows, app, kind, options->flavour);
    enum status status = export_rows_write(&rows, app->to_terminal ? put_terminal : put_stream, app->out, e);
    result->records = rows.records;
    result->files = 1;
    export_rows_release(&rows);
    return status;
}

/* ---- the command ---- */

static enum status read_options(struct app *app, const struct args *args, struct export_options *o, struct error *e)
{
    const char *lang = args_text(args, "lang");
    *o = (struct export_options){FLAVOUR_INTERCHANGE + args_choice(args, "flavour", 0)};
    if (lang && strcmp(lang, "en") != 0 && strcmp(lang, app->language) != 0) {
        error_set(e, ERR_INPUT, "there are no labels in the language '%s'", lang);
        return error_hint(e, ERR_INPUT, "use --lang en");
    }
    return OK;
}

static enum status write_export(struct app *app, const struct args *args, struct error *e)
{
    struct export_options options;
    struct export_result result;
    const struct kind *one = args_kind(app, args, "kind"); /* NULL: all */
    const char *out = args_text(args, "out");
    enum status status = read_options(app, args, &options, e);
    if (status != OK)
        return status;
    if (!out && one)
        out = "-";
    if (!out || !*out || (!one && strcmp(out, "-") == 0)) {
        error_set(e, ERR_USAGE, "several files need a folder to be in");
        return error_hint(e, ERR_USAGE, "say --out FOLDER");
    }
    if (strcmp(out, "-") == 0)
        status = export_stream(app, one, &options, &result, e);
    else
        status = export_folder(app, one ? &one : (const struct kind *const *)app->model.kinds, one ? 1 : app->model.count, out,
                               &options, &result, e);
    if (status != OK)
        return status;
    if (strcmp(out, "-") == 0)
        say(app, "%zu records written", result.records);
    else
        say(app, "%zu records in %zu files written to '%s'", result.records, result.files, out);
    return OK;
}

/* Also for whoever calls it without the dispatcher: nobody gets the whole by accident. */
enum status run_export(struct app *app, const struct args *args, struct error *e)
{
    struct command export = commands[CMD_EXPORT];
    export.run = write_export;
    return app->viewer ? write_export(app, args, e) : audience_run(app, &export, args, e);
}
