#include "unit/cmocka-all.h"
#include "desk.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <ftw.h>
#include <sys/stat.h>

#include "data.h"

void expect_piece(const char *text, const char *piece)
{
    if (!strstr(text, piece))
        fail_msg("'%s' is not in: %s", piece, text);
}

static void good(enum status status, const struct error *e)
{
    if (status != OK)
        fail_msg("%s (%s): %s", e->what, e->where, e->hint);
}

void desk_new(struct desk *d, const char *alliance)
{
    struct error e;
    *d = (struct desk){0};
    strcpy(d->folder, "/tmp/peerloom-test-XXXXXX");
    assert_non_null(mkdtemp(d->folder));
    snprintf(d->path, sizeof d->path, "%s/desk/workbench.db", d->folder);
    d->app.language = "en";
    d->app.out = open_memstream(&d->output, &d->output_size);
    good(model_init(&d->app.model, data_kinds, DATA_KINDS_COUNT, &e), &e);
    good(store_open(&d->app.store, d->path, STORE_CREATE, &d->app.model, NULL, &e), &e);
    if (alliance)
        desk_make(d, KIND_ALLIANCE, d->app.alliance, ALLIANCE_NAME, alliance, -1);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

void desk_free(struct desk *d)
{
    struct error e;
    struct check_report report;
    good(store_check(d->app.store, false, &report, NULL, &e), &e);
    assert_true(report.file_sound);
    if (!report.projection_equal)
        fail_msg("projection and log differ: %s", report.detail);
    store_close(d->app.store);
    model_release(&d->app.model);
    buf_release(&d->app.message);
    fclose(d->app.out);
    free(d->output);
    nftw(d->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *desk_path(struct desk *d, const char *option, const char *name)
{
    char *path = d->paths[d->next_path++ % 4];
    assert_true((size_t)snprintf(path, sizeof d->paths[0], "%s%s/%s", option, d->folder, name) < sizeof d->paths[0]);
    return path;
}

const char *desk_file(struct desk *d, const char *name, const char *bytes, size_t n)
{
    const char *path = desk_path(d, "", name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    return path;
}

char *desk_read(struct desk *d, const char *name)
{
    struct buf text = BUF_INIT;
    FILE *f = fopen(desk_path(d, "", name), "rb");
    if (!f)
        return NULL;
    char piece[4096];
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(&text, piece, n);
    fclose(f);
    return buf_take(&text);
}

/* As the command line does it, but without asking for whom it is. */
static enum status run(struct desk *d, enum command_id id, struct error *e, va_list list)
{
    const char *words[8];
    size_t count = 0;
    struct args args;
    while ((words[count] = va_arg(list, const char *)))
        count++;
    rewind(d->app.out);
    *e = (struct error){0};
    args_init(&args, &commands[id]);
    enum status status = args_parse(&args, words, count, e);
    if (status == OK)
        status = args_check(&d->app, &args, e);
    if (status == OK)
        status = commands[id].run(&d->app, &args, e);
    args_release(&args);
    fflush(d->app.out);
    return status;
}

enum status desk_import(struct desk *d, struct error *e, ...)
{
    va_list list;
    va_start(list, e);
    enum status status = run(d, CMD_IMPORT, e, list);
    va_end(list);
    return status;
}

enum status desk_export(struct desk *d, struct error *e, ...)
{
    va_list list;
    va_start(list, e);
    enum status status = run(d, CMD_EXPORT, e, list);
    va_end(list);
    return status;
}

void desk_make(struct desk *d, enum kind_id kind, char out[ID_SIZE], ...)
{
    struct record r;
    struct error e;
    va_list list;
    record_init(&r, d->app.model.kinds[kind]);
    va_start(list, out);
    for (int field; (field = va_arg(list, int)) != -1;)
        record_set(&r, field, va_arg(list, const char *));
    va_end(list);
    good(change_begin(d->app.store, "Add", &e), &e);
    good(change_create(d->app.store, &r, &e), &e);
    good(change_commit(d->app.store, &e), &e);
    if (out)
        memcpy(out, record_id(&r), ID_SIZE);
    record_release(&r);
}

size_t desk_count(struct desk *d, enum kind_id kind)
{
    return store_count(d->app.store, d->app.model.kinds[kind], -1, NULL);
}

void desk_find(struct desk *d, enum kind_id kind, const char *title, char out[ID_SIZE])
{
    struct error e;
    good(store_resolve(d->app.store, d->app.model.kinds[kind], title, NULL, out, &e), &e);
}

void desk_expect(struct desk *d, enum kind_id kind, const char *title, int field, const char *text)
{
    char id[ID_SIZE];
    struct record r;
    struct error e;
    struct buf shown = BUF_INIT;
    desk_find(d, kind, title, id);
    good(store_get(d->app.store, d->app.model.kinds[kind], id, &r, &e), &e);
    store_display(d->app.store, &r, field, &shown);
    assert_string_equal(buf_str(&shown), text);
    buf_release(&shown);
    record_release(&r);
}

void desk_digest(struct desk *d, char out[33])
{
    struct error e;
    good(store_digest(d->app.store, out, &e), &e);
}
