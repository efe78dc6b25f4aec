/* test-care.c: backups are checked, and bringing one back loses nothing, whoever has the file open and whatever a crash left. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data.h"
#include "store/internal.h"
#include "unit/cmocka-all.h"
#include "workbench.h"

static void make_person(struct workbench *w, const char *family, const char *given, char id[ID_SIZE])
{
    make(w, kind_of(w, KIND_PERSON), id, PERSON_FAMILY_NAME, family, PERSON_GIVEN_NAME, given, -1);
}

static void backups_are_checked_and_restored(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE], copy[128];
    struct buf newest = BUF_INIT, kept = BUF_INIT;
    struct error e;
    struct stat st;
    workbench_new(&w);
    make_person(&w, "Kept", "", id);
    assert_int_equal(store_backup_rotate(w.store, NULL, NULL, &e), OK);
    assert_int_equal(store_newest_backup(w.path, &newest, &e), OK);
    assert_int_equal(stat(newest.s, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    snprintf(copy, sizeof copy, "%s/copy.db", w.folder);
    assert_int_equal(store_backup(w.store, copy, NULL, &e), OK);
    assert_int_equal(store_backup(w.store, copy, NULL, &e), ERR_INPUT); /* never overwrites */
    set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya", NULL);
    store_close(w.store);
    model_release(&w.model);
    FILE *f = fopen(w.path, "r+"); /* the file is damaged */
    assert_non_null(f);
    fseek(f, 0, SEEK_SET);
    fputs("this is no database any more", f);
    fclose(f);
    struct model model = {0};
    assert_int_equal(store_open(&w.store, w.path, 0, &model, NULL, &e), ERR_DAMAGED);
    assert_non_null(strstr(e.hint, newest.s));
    assert_int_equal(store_restore(w.path, newest.s, &kept, &e), OK);
    assert_int_equal(stat(kept.s, &st), 0);
    w.store = NULL;
    workbench_reopen(&w);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_FAMILY_NAME, "Kept");
    assert_int_equal(store_restore(w.path, w.folder, &kept, &e), ERR_IO);
    buf_release(&newest);
    buf_release(&kept);
    workbench_free(&w);
}

static void every_restore_keeps_what_stood_there(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    char copy[128], before[33], now[33];
    struct buf kept = BUF_INIT, again = BUF_INIT;
    workbench_new(&w);
    make_person(&w, "Old", "", NULL);
    snprintf(copy, sizeof copy, "%s/copy.db", w.folder);
    assert_int_equal(store_backup(w.store, copy, NULL, &e), OK);
    make_person(&w, "Newer", "", NULL);
    store_digest(w.store, before, NULL);
    store_close(w.store);
    for (int i = 0; i < 3; i++) { /* all within a second or two */
        buf_clear(&again);
        assert_int_equal(store_restore(w.path, copy, i ? &again : &kept, &e), OK);
        assert_string_not_equal(kept.s, buf_str(&again));
    }
    buf_clear(&again);
    assert_int_equal(store_restore(w.path, kept.s, &again, &e), OK); /* what stood there first is still whole */
    w.store = NULL;
    workbench_reopen(&w);
    store_digest(w.store, now, NULL);
    assert_string_equal(before, now);
    buf_release(&kept);
    buf_release(&again);
    workbench_free(&w);
}

static void a_window_that_is_open_goes_on_with_what_was_restored(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    char copy[128], id[ID_SIZE], kept_journal[200], then[33], now[33];
    struct buf kept = BUF_INIT;
    workbench_new(&w);
    make_person(&w, "Old", "", id);
    snprintf(copy, sizeof copy, "%s/copy.db", w.folder);
    assert_int_equal(store_backup(w.store, copy, NULL, &e), OK);
    store_digest(w.store, then, NULL);
    make_person(&w, "Newer", "", NULL);
    assert_int_equal(store_restore(w.path, copy, &kept, &e), OK); /* while the window has the file open */
    assert_true(store_changed_elsewhere(w.store));
    store_digest(w.store, now, NULL);
    assert_string_equal(then, now);
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya", &e), OK); /* what it saves now stays */
    snprintf(kept_journal, sizeof kept_journal, "%s-journal", kept.s);
    assert_int_not_equal(access(kept_journal, F_OK), 0);
    workbench_reopen(&w);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Kenya");
    buf_release(&kept);
    workbench_free(&w);
}

static void spoil(const char *path)
{
    static const char words[] = "this is no workbench any more";
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    assert_int_equal(fwrite(words, 1, sizeof words, f), sizeof words);
    assert_int_equal(fclose(f), 0);
}

static void a_damaged_file_that_is_open_is_not_taken_away(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    char copy[128], journal[200];
    struct buf kept = BUF_INIT;
    workbench_new(&w);
    make_person(&w, "Otieno", "", NULL);
    snprintf(copy, sizeof copy, "%s/copy.db", w.folder);
    assert_int_equal(store_backup(w.store, copy, NULL, &e), OK);
    spoil(w.path);
    assert_int_equal(store_restore(w.path, copy, &kept, &e), ERR_BUSY);
    assert_string_equal(buf_str(&kept), "");
    store_close(w.store);
    w.store = NULL;
    assert_int_equal(store_restore(w.path, copy, &kept, &e), OK); /* the window is closed */
    snprintf(journal, sizeof journal, "%s-journal", kept.s);
    assert_int_not_equal(access(journal, F_OK), 0); /* an empty journal is not kept */
    workbench_reopen(&w);
    assert_int_equal(store_count(w.store, kind_of(&w, KIND_PERSON), -1, NULL), 1);
    buf_release(&kept);
    workbench_free(&w);
}

/* Copies a file as it stands, as a crash would leave it. */
static void freeze(const char *from, const char *to)
{
    char bytes[4096];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
        assert_int_equal(fwrite(bytes, 1, n, out), n);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

static void what_a_crash_left_half_written_is_kept_whole(void **state)
{
    (void)state;
    struct workbench w, kept_one = {0};
    struct error e;
    char copy[128], crashed[128], crashed_journal[140], journal[140], before[33], now[33];
    struct buf kept = BUF_INIT;
    workbench_new(&w);
    snprintf(copy, sizeof copy, "%s/copy.db", w.folder);
    snprintf(crashed, sizeof crashed, "%s/crashed.db", w.folder);
    snprintf(crashed_journal, sizeof crashed_journal, "%s-journal", crashed);
    snprintf(journal, sizeof journal, "%s-journal", w.path);
    assert_int_equal(store_backup(w.store, copy, NULL, &e), OK);
    make_person(&w, "Otieno", "", NULL);
    store_digest(w.store, before, NULL);
    /* A change whose pages are on the disk already and whose journal is hot. */
    sqlite3_exec(w.store->db.sqlite, "PRAGMA cache_size = 1", NULL, NULL, NULL);
    assert_int_equal(change_begin(w.store, "Much", &e), OK);
    for (int i = 0; i < 200; i++) {
        struct record r;
        record_init(&r, kind_of(&w, KIND_PERSON));
        record_set(&r, PERSON_FAMILY_NAME, "A name that is never saved");
        assert_int_equal(change_create(w.store, &r, &e), OK);
        record_release(&r);
    }
    freeze(w.path, crashed);
    freeze(journal, crashed_journal);
    change_rollback(w.store);
    assert_int_equal(store_restore(crashed, copy, &kept, &e), OK);
    assert_int_equal(model_init(&kept_one.model, data_kinds, DATA_KINDS_COUNT, &e), OK);
    assert_int_equal(store_open(&kept_one.store, kept.s, 0, &kept_one.model, NULL, &e), OK);
    store_digest(kept_one.store, now, NULL);
    assert_string_equal(before, now);
    store_close(kept_one.store);
    model_release(&kept_one.model);
    buf_release(&kept);
    workbench_free(&w);
}

static void nothing_is_restored_while_somebody_reads(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    char copy[128], id[ID_SIZE], before[33], after[33];
    struct buf kept = BUF_INIT;
    workbench_new(&w);
    snprintf(copy, sizeof copy, "%s/copy.db", w.folder);
    make_person(&w, "Old", "", NULL);
    assert_int_equal(store_backup(w.store, copy, NULL, &e), OK);
    make_person(&w, "Newer", "", id);
    store_digest(w.store, before, NULL);
    store_hold(w.store);
    struct record r;
    assert_int_equal(store_get(w.store, kind_of(&w, KIND_PERSON), id, &r, &e), OK);
    record_release(&r);
    assert_int_equal(store_restore(w.path, copy, &kept, &e), ERR_BUSY);
    store_let_go(w.store);
    store_digest(w.store, after, NULL);
    assert_string_equal(before, after);
    buf_release(&kept);
    workbench_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(backups_are_checked_and_restored),
        cmocka_unit_test(every_restore_keeps_what_stood_there),
        cmocka_unit_test(a_window_that_is_open_goes_on_with_what_was_restored),
        cmocka_unit_test(a_damaged_file_that_is_open_is_not_taken_away),
        cmocka_unit_test(what_a_crash_left_half_written_is_kept_whole),
        cmocka_unit_test(nothing_is_restored_while_somebody_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
