/* test-faults.c: a full disk, a file that may only be read, one that is damaged, newer, a stranger's, or a trap. Each ends
 * in a message that says what to do, and with everything that was saved. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "data.h"
#include "unit/cmocka-all.h"
#include "workbench.h"

static void close_workbench(struct workbench *w)
{
    store_close(w->store);
    model_release(&w->model);
    w->store = NULL;
}

static enum status try_open(struct workbench *w, unsigned flags, struct error *e)
{
    assert_int_equal(model_init(&w->model, data_kinds, DATA_KINDS_COUNT, e), OK);
    enum status s = store_open(&w->store, w->path, flags, &w->model, NULL, e);
    if (s != OK)
        model_release(&w->model);
    return s;
}

static void sql(const char *path, const char *text)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void new_with_person(struct workbench *w, char id[ID_SIZE])
{
    workbench_new(w);
    make(w, kind_of(w, KIND_PERSON), id, PERSON_FAMILY_NAME, "Otieno", -1);
}

/* A limit on the file's size stands for the full disk: write() fails in the same place. */
static void a_full_disk_keeps_what_was_saved(void **state)
{
    (void)state;
    struct workbench w;
    struct error e = {0};
    struct rlimit before, limit;
    struct stat st;
    char id[ID_SIZE], before_digest[33], after[33];
    static char text[60001];
    new_with_person(&w, id);
    memset(text, 'x', sizeof text - 1);
    store_digest(w.store, before_digest, NULL);
    stat(w.path, &st);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    limit.rlim_cur = (rlim_t)st.st_size + 4096;
    setrlimit(RLIMIT_FSIZE, &limit);
    enum status s = set(&w, kind_of(&w, KIND_PERSON), id, PERSON_NOTES, text, &e);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(s, ERR_FULL);
    assert_non_null(strstr(e.hint, "what was saved before is safe"));
    store_digest(w.store, after, NULL);
    assert_string_equal(before_digest, after);
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya", &e), OK); /* room again: on it goes */
    workbench_free(&w);
}

static void a_read_only_file_is_shown_and_not_written(void **state)
{
    (void)state;
    struct workbench w;
    struct error e = {0};
    char id[ID_SIZE];
    new_with_person(&w, id);
    close_workbench(&w);
    assert_int_equal(try_open(&w, STORE_READ_ONLY, &e), OK);
    assert_false(store_writable(w.store));
    assert_true(*store_notice(w.store));
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_FAMILY_NAME, "Otieno");
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya", &e), ERR_READ_ONLY);
    assert_true(*e.hint);
    workbench_free(&w);
}

/* Its tables were made by a program with other kinds: they are made anew in memory, the file stays as it is. */
static void a_read_only_file_with_other_kinds_can_be_read(void **state)
{
    (void)state;
    struct workbench w;
    struct error e = {0};
    char id[ID_SIZE];
    new_with_person(&w, id);
    close_workbench(&w);
    sql(w.path, "UPDATE projection SET value = 'other'; DROP TABLE person;");
    assert_int_equal(try_open(&w, STORE_READ_ONLY, &e), OK);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_FAMILY_NAME, "Otieno");
    workbench_free(&w);
}

static void a_newer_file_is_left_untouched(void **state)
{
    (void)state;
    struct workbench w;
    struct error e = {0};
    char id[ID_SIZE];
    struct stat before, after;
    new_with_person(&w, id);
    close_workbench(&w);
    sql(w.path, "PRAGMA user_version = 99");
    stat(w.path, &before);
    assert_int_equal(try_open(&w, 0, &e), OK);
    assert_false(store_writable(w.store));
    assert_non_null(strstr(store_notice(w.store), "newer"));
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya", &e), ERR_READ_ONLY);
    stat(w.path, &after);
    assert_int_equal(before.st_mtim.tv_sec, after.st_mtim.tv_sec);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(before.st_size, after.st_size);
    workbench_free(&w);
}

static void damaged_files_say_what_to_do(void **state)
{
    (void)state;
    struct workbench w;
    struct error e = {0};
    char id[ID_SIZE];
    new_with_person(&w, id);
    close_workbench(&w);
    assert_int_equal(truncate(w.path, 5000), 0);
    enum status s = try_open(&w, 0, &e);
    assert_int_equal(s, ERR_DAMAGED);
    assert_non_null(strstr(e.hint, "backup"));
    remove_folder(w.folder);
}

static void a_strangers_database_is_refused(void **state)
{
    (void)state;
    struct workbench w;
    struct error e = {0};
    workbench_new(&w);
    close_workbench(&w);
    unlink(w.path);
    sql(w.path, "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('ugali')");
    assert_int_equal(try_open(&w, STORE_CREATE, &e), ERR_DAMAGED);
    assert_non_null(strstr(e.what, "no workbench"));
    remove_folder(w.folder);
}

static void traps_are_refused(void **state)
{
    (void)state;
    static const char *const traps[] = {
        "CREATE TRIGGER trap AFTER INSERT ON log_op BEGIN DELETE FROM log_op; END",
        "CREATE VIEW trap AS SELECT * FROM log_op",
        "ALTER TABLE log_op ADD COLUMN extra TEXT",
    };
    for (size_t i = 0; i < sizeof traps / sizeof *traps; i++) {
        struct workbench w;
        struct error e = {0};
        char id[ID_SIZE];
        new_with_person(&w, id);
        close_workbench(&w);
        sql(w.path, traps[i]);
        assert_int_equal(try_open(&w, 0, &e), ERR_DAMAGED);
        remove_folder(w.folder);
    }
}

static void a_link_is_not_followed(void **state)
{
    (void)state;
    struct workbench w;
    struct error e = {0};
    char id[ID_SIZE], real[128];
    new_with_person(&w, id);
    close_workbench(&w);
    snprintf(real, sizeof real, "%s/real.db", w.folder);
    assert_int_equal(rename(w.path, real), 0);
    assert_int_equal(symlink(real, w.path), 0);
    assert_int_equal(try_open(&w, 0, &e), ERR_IO);
    assert_non_null(strstr(e.what, "link"));
    remove_folder(w.folder);
}

static void a_folder_behind_a_link_is_found(void **state)
{
    (void)state;
    struct workbench w;
    struct error e = {0};
    char id[ID_SIZE], link[128], straight[sizeof w.path];
    new_with_person(&w, id);
    close_workbench(&w);
    snprintf(link, sizeof link, "%s/link", w.folder);
    assert_int_equal(symlink(".", link), 0);
    snprintf(straight, sizeof straight, "%s", w.path);
    snprintf(w.path, sizeof w.path, "%s/link/%s", w.folder, strrchr(straight, '/') + 1);
    assert_int_equal(try_open(&w, 0, &e), OK);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_FAMILY_NAME, "Otieno");
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya", &e), OK);
    workbench_free(&w);
}

/* What the header says must not be believed, and the file is left as it is. */
static void impossible_headers_are_refused(void **state)
{
    (void)state;
    static const char *const says[] = {
        "PRAGMA user_version = -5",         "PRAGMA user_version = -2147483648", "PRAGMA user_version = 0",
        "PRAGMA application_id = 42",       "PRAGMA application_id = 0",         "PRAGMA application_id = -1",
        "PRAGMA application_id = 42; PRAGMA journal_mode = WAL",
    };
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        struct workbench w;
        struct error e = {0};
        char id[ID_SIZE];
        struct stat before, after;
        new_with_person(&w, id);
        close_workbench(&w);
        sql(w.path, says[i]);
        stat(w.path, &before);
        assert_int_equal(try_open(&w, STORE_CREATE, &e), ERR_DAMAGED);
        assert_true(*e.hint);
        stat(w.path, &after);
        assert_memory_equal(&before.st_mtim, &after.st_mtim, sizeof before.st_mtim);
        remove_folder(w.folder);
    }
}

static void missing_files_and_folders_are_named(void **state)
{
    (void)state;
    struct workbench w;
    struct error e = {0};
    struct stat st;
    workbench_new(&w);
    close_workbench(&w);
    snprintf(w.path, sizeof w.path, "%s/a/b.db", w.folder);
    assert_int_equal(try_open(&w, 0, &e), ERR_NOT_FOUND);
    assert_non_null(strstr(e.what, w.path));
    assert_int_equal(try_open(&w, STORE_CREATE, &e), OK);
    assert_int_equal(stat(w.path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    workbench_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_disk_keeps_what_was_saved),
        cmocka_unit_test(a_read_only_file_is_shown_and_not_written),
        cmocka_unit_test(a_read_only_file_with_other_kinds_can_be_read),
        cmocka_unit_test(a_newer_file_is_left_untouched),
        cmocka_unit_test(damaged_files_say_what_to_do),
        cmocka_unit_test(a_strangers_database_is_refused),
        cmocka_unit_test(traps_are_refused),
        cmocka_unit_test(a_link_is_not_followed),
        cmocka_unit_test(a_folder_behind_a_link_is_found),
        cmocka_unit_test(impossible_headers_are_refused),
        cmocka_unit_test(missing_files_and_folders_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
