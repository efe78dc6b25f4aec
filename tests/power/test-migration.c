/* test-migration.c: a file made by the first schema (tests/store/schema-1.sql) is carried over: nothing in it is lost, all of it
 * is chained, and a power cut at any operation leaves the old file or the new one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "power/cutvfs.h"
#include "store/site.h"
#include "store/workbench.h"
#include "data.h"
#include "unit/cmocka-all.h"

enum { OPERATIONS = 10, CHANGES = 8 }; /* in that file */

struct bench {
    struct model model;
    struct store *store;
};

static bool open_bench(struct bench *b, const char *path, unsigned flags)
{
    struct error e = {0};
    assert_int_equal(model_init(&b->model, data_kinds, DATA_KINDS_COUNT, &e), OK);
    if (store_open(&b->store, path, flags, &b->model, NULL, &e) == OK)
        return true;
    model_release(&b->model);
    return false;
}

static void close_bench(struct bench *b)
{
    store_close(b->store);
    model_release(&b->model);
}

static void make_old(const char *path)
{
    static char text[100000];
    const char *source = getenv("srcdir");
    char name[400], *message = NULL;
    sqlite3 *db;
    snprintf(name, sizeof name, "%s/tests/store/schema-1.sql", source ? source : ".");
    FILE *f = fopen(name, "r");
    assert_non_null(f);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, text, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
    sqlite3_close(db);
}

/* Everything the log said then, as one text. */
static void log_text(const char *path, struct buf *out)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT o.*, c.operations, c.at, c.label, c.role, c.target, c.below, c.undo_top, "
                                            "c.redo_top FROM log_op o JOIN log_change c ON c.seq = o.change WHERE o.seq <= 10 ORDER "
                                            "BY o.seq", -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(stmt); i++)
            buf_addf(out, "%d:%s|", sqlite3_column_type(stmt, i), sqlite3_column_text(stmt, i) ? (const char *)sqlite3_column_text(stmt, i) : "");
    sqlite3_finalize(stmt);
    sqlite3_close(db);
}

static void expect_whole(struct bench *b)
{
    struct check_report report;
    assert_int_equal(store_check(b->store, false, &report, NULL, NULL), OK);
    if (!check_sound(&report))
        fail_msg("%s", report.detail);
    assert_int_equal(report.operations, OPERATIONS);
    assert_int_equal(report.changes, CHANGES);
}

static void an_old_file_is_carried_over(void **state)
{
    (void)state;
    char folder[64] = "/tmp/peerloom-old-XXXXXX", path[100], person[ID_SIZE];
    struct buf before = BUF_INIT, after = BUF_INIT, newest = BUF_INIT;
    struct bench b;
    struct change_info what, list[20];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/workbench.db", folder);
    make_old(path);
    log_text(path, &before);
    assert_true(open_bench(&b, path, 0));
    expect_whole(&b);
    log_text(path, &after);
    assert_string_equal(before.s, after.s);
    assert_int_equal(store_newest_backup(path, &newest, NULL), OK); /* made before it was touched */
    const struct kind *k = b.model.kinds[KIND_PERSON];
    assert_int_equal(store_resolve(b.store, k, "Otieno", NULL, person, NULL), OK);
    assert_true(store_can_undo(b.store, &what));
    assert_int_equal(store_undo(b.store, &what, NULL), OK); /* what was done with the old program */
    assert_int_equal(store_redo(b.store, &what, NULL), OK);
    assert_int_equal(store_history(b.store, 0, list, 20), CHANGES + 2);
    assert_int_equal(list[0].seq, OPERATIONS + 2);
    close_bench(&b);
    assert_true(open_bench(&b, path, 0));
    struct check_report report;
    assert_int_equal(store_check(b.store, false, &report, NULL, NULL), OK);
    assert_true(check_sound(&report));
    close_bench(&b);
    buf_release(&before);
    buf_release(&after);
    buf_release(&newest);
    remove_folder(folder);
}

/* Two copies of an old file, both carried over, number their changes apart. */
static void copies_of_an_old_file_go_apart(void **state)
{
    (void)state;
    char folder[64] = "/tmp/peerloom-old-XXXXXX", paths[2][100];
    struct bench b[2];
    struct log_comparison c;
    assert_non_null(mkdtemp(folder));
    for (int i = 0; i < 2; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/workbench-%d.db", folder, i);
        make_old(paths[i]);
        assert_true(open_bench(&b[i], paths[i], 0));
    }
    assert_int_equal(store_compare(b[0].store, b[1].store, &c, NULL, NULL), OK);
    assert_int_equal(c.relation, LOGS_EQUAL);
    for (int i = 0; i < 2; i++)
        assert_int_equal(store_undo(b[i].store, NULL, NULL), OK);
    assert_int_equal(store_compare(b[0].store, b[1].store, &c, NULL, NULL), OK);
    assert_int_equal(c.relation, LOGS_APART);
    close_bench(&b[0]);
    close_bench(&b[1]);
    remove_folder(folder);
}

static void an_old_file_that_may_only_be_read_stays_as_it_is(void **state)
{
    (void)state;
    char folder[64] = "/tmp/peerloom-old-XXXXXX", path[100], person[ID_SIZE];
    struct bench b;
    struct change_info list[20];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/workbench.db", folder);
    make_old(path);
    assert_true(open_bench(&b, path, STORE_READ_ONLY));
    assert_int_equal(store_resolve(b.store, b.model.kinds[KIND_PERSON], "Otieno", NULL, person, NULL), OK);
    assert_int_equal(store_history(b.store, 0, list, 20), CHANGES);
    close_bench(&b);
    struct db db;
    assert_int_equal(db_open(&db, path, DB_READ_ONLY, NULL), OK);
    assert_int_equal(db_value(&db, "PRAGMA user_version", 0), 1);
    db_close(&db);
    remove_folder(folder);
}

/* On the disk whose power is cut, and as a name for what asks the system itself. */
static void put_on_disk(struct cutvfs *v, const char *old, const char *path)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs("here", f);
    fclose(f);
    assert_true(cutvfs_import(v, old, path));
}

static void a_power_cut_leaves_the_old_file_or_the_new_one(void **state)
{
    (void)state;
    char folder[64] = "/tmp/peerloom-old-XXXXXX", path[100], old[100], backup[160];
    unsigned long cut = 1;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/workbench.db", folder);
    snprintf(old, sizeof old, "%s/old.db", folder);
    snprintf(backup, sizeof backup, "%s/workbench.db.backups", folder);
    assert_int_equal(mkdir(backup, 0700), 0);
    strcat(backup, "/20180131T140203Z.db"); /* so that none is written, which that disk cannot do */
    make_old(old);
    for (bool done = false; !done; cut++) {
        struct bench b;
        struct cutvfs *v = cutvfs_new(cut);
        put_on_disk(v, old, path);
        put_on_disk(v, old, backup);
        cutvfs_cut_after(v, cut);
        if (open_bench(&b, path, 0))
            close_bench(&b);
        done = !cutvfs_is_cut(v);
        cutvfs_power_on(v);
        assert_true(open_bench(&b, path, 0));
        expect_whole(&b);
        close_bench(&b);
        cutvfs_free(v);
    }
    print_message("%lu power cuts while an old file was carried over\n", cut - 2);
    assert_true(cut > 20);
    remove_folder(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_old_file_is_carried_over),
        cmocka_unit_test(copies_of_an_old_file_go_apart),
        cmocka_unit_test(an_old_file_that_may_only_be_read_stays_as_it_is),
        cmocka_unit_test(a_power_cut_leaves_the_old_file_or_the_new_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
