#include "workbench.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data.h"
#include "store/chain_walk.h"
#include "unit/cmocka-all.h"

static void open_store(struct workbench *w, unsigned flags)
{
    struct error e = {0};
    if (model_init(&w->model, data_kinds, DATA_KINDS_COUNT, &e) != OK)
        fail_msg("model: %s %s", e.what, e.where);
    if (store_open(&w->store, w->path, flags, &w->model, NULL, &e) != OK)
        fail_msg("open: %s", e.what);
}

void workbench_new(struct workbench *w)
{
    *w = (struct workbench){0};
    strcpy(w->folder, "/tmp/peerloom-test-XXXXXX");
    assert_non_null(mkdtemp(w->folder));
    snprintf(w->path, sizeof w->path, "%s/workbench.db", w->folder);
    open_store(w, STORE_CREATE);
}

void workbench_reopen(struct workbench *w)
{
    store_close(w->store);
    model_release(&w->model);
    open_store(w, 0);
}

void remove_folder(const char *path)
{
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char name[600];
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlink(name) != 0)
            remove_folder(name);
    }
    if (dir)
        closedir(dir);
    rmdir(path);
}

void workbench_free(struct workbench *w)
{
    expect_sound(w);
    workbench_throw_away(w);
}

void workbench_throw_away(struct workbench *w)
{
    store_close(w->store);
    model_release(&w->model);
    remove_folder(w->folder);
}

void expect_sound(struct workbench *w)
{
    struct check_report report;
    struct error e = {0};
    if (store_check(w->store, false, &report, NULL, &e) != OK)
        fail_msg("check: %s", e.what);
    if (!report.file_sound || !report.projection_equal)
        fail_msg("the workbench is not sound: %s", report.detail);
}

void rechain(const char *path)
{
    struct db db;
    assert_int_equal(db_open(&db, path, 0, NULL), OK);
    assert_int_equal(chain_make(&db, NULL, NULL), OK);
    db_close(&db);
}

const struct kind *kind_of(struct workbench *w, enum kind_id id)
{
    return w->model.kinds[id];
}

void make(struct workbench *w, const struct kind *kind, char out[ID_SIZE], ...)
{
    struct record r;
    struct error e = {0};
    va_list args;
    record_init(&r, kind);
    va_start(args, out);
    for (int field; (field = va_arg(args, int)) >= 0;)
        record_set(&r, field, va_arg(args, const char *));
    va_end(args);
    enum status s = change_begin(w->store, "Add", &e);
    if (s == OK)
        s = change_create(w->store, &r, &e);
    if (s == OK)
        s = change_commit(w->store, &e);
    if (s != OK)
        fail_msg("create: %s", e.what);
    if (out)
        strcpy(out, record_id(&r));
    record_release(&r);
}

enum status set(struct workbench *w, const struct kind *kind, const char *id, int field, const char *value, struct error *e)
{
    enum status s = change_begin(w->store, "Set", e);
    if (s == OK && (s = change_set(w->store, kind, id, field, value, e)) != OK)
        change_rollback(w->store);
    return s == OK ? change_commit(w->store, e) : s;
}

void expect_field(struct workbench *w, const struct kind *kind, const char *id, int field, const char *text)
{
    struct record r;
    struct buf shown = BUF_INIT;
    if (store_get(w->store, kind, id, &r, NULL) != OK)
        fail_msg("there is no record %s", id);
    store_display(w->store, &r, field, &shown);
    assert_string_equal(buf_str(&shown), text);
    buf_release(&shown);
    record_release(&r);
}

void copy_file(const char *from, const char *to)
{
    char buffer[65536];
    size_t n;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb"); /* truncates, as cp does: the inode stays */
    assert_non_null(in);
    assert_non_null(out);
    while ((n = fread(buffer, 1, sizeof buffer, in)) > 0)
        assert_int_equal(fwrite(buffer, 1, n, out), n);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}
