/* test-chain.c: the digests of the log. What is written is chained, whatever is changed in it is found, and what was taken
 * out for good stays part of the chain. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "store/chain_walk.h"
#include "store/internal.h"
#include "unit/cmocka-all.h"
#include "workbench.h"

static size_t count_breaks(const char *path)
{
    struct db db;
    struct chain_report report;
    struct error e;
    if (db_open(&db, path, DB_READ_ONLY, &e) != OK || chain_verify(&db, &report, NULL, &e) != OK)
        fail_msg("verify: %s", e.what);
    db_close(&db);
    return report.broken;
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

/* A workbench with every sort of change in its log. */
static void fill(struct workbench *w, char person[ID_SIZE])
{
    struct error e;
    char other[ID_SIZE];
    workbench_new(w);
    make(w, kind_of(w, KIND_ALLIANCE), other, ALLIANCE_NAME, "Alliance", -1);
    make(w, kind_of(w, KIND_PERSON), person, PERSON_FAMILY_NAME, "Otieno", PERSON_GIVEN_NAME, "Grace", -1);
    make(w, kind_of(w, KIND_PERSON), other, PERSON_FAMILY_NAME, "Abebe", -1);
    assert_int_equal(set(w, kind_of(w, KIND_PERSON), person, PERSON_COUNTRY, "Kenya", &e), OK);
    assert_int_equal(set(w, kind_of(w, KIND_PERSON), person, PERSON_COUNTRY, "", &e), OK);
    assert_int_equal(store_undo(w->store, NULL, &e), OK);
    assert_int_equal(store_undo(w->store, NULL, &e), OK);
    assert_int_equal(store_redo(w->store, NULL, &e), OK);
    assert_int_equal(change_begin(w->store, "Delete", &e), OK);
    assert_int_equal(change_delete(w->store, kind_of(w, KIND_PERSON), other, &e), OK);
    assert_int_equal(change_commit(w->store, &e), OK);
    assert_int_equal(store_undo(w->store, NULL, &e), OK);
}

static void every_change_is_chained(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    char id[ID_SIZE], alliance[ID_SIZE];
    fill(&w, id);
    make(&w, kind_of(&w, KIND_ALLIANCE), alliance, ALLIANCE_NAME, "Other", -1);
    assert_int_equal(change_begin(w.store, "Many", &e), OK);
    assert_int_equal(change_many(w.store, 1200, &e), OK);
    for (int i = 0; i < 1200; i++) {
        struct record r;
        char name[24];
        snprintf(name, sizeof name, "Person %d", i);
        record_init(&r, kind_of(&w, KIND_PERSON));
        record_set(&r, PERSON_FAMILY_NAME, name);
        assert_int_equal(change_create(w.store, &r, &e), OK);
        record_release(&r);
    }
    assert_int_equal(change_commit(w.store, &e), OK);
    assert_int_equal(count_breaks(w.path), 0);
    assert_int_equal(change_begin(w.store, "Dropped", &e), OK); /* leaves nothing behind in the digest of the next */
    assert_int_equal(change_set(w.store, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Ghana", &e), OK);
    change_rollback(w.store);
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Togo", &e), OK);
    assert_int_equal(count_breaks(w.path), 0);
    workbench_free(&w);
}

static void whatever_is_changed_in_the_log_is_found(void **state)
{
    (void)state;
    static const char *const damages[] = {
        "UPDATE log_op SET value = value || 'x' WHERE field = 'country' AND value = 'Kenya'",
        "UPDATE log_op SET value = NULL WHERE field = 'country' AND value = ''",
        "UPDATE log_op SET field = 'city' WHERE field = 'country'",
        "UPDATE log_op SET parents = NULL WHERE field = 'country'",
        "UPDATE log_op SET record = substr(record, 1, 35) || 'x' WHERE field = 'country'",
        "UPDATE log_op SET kind = 'organisation' WHERE field = 'country'",
        "UPDATE log_op SET verb = 2 WHERE verb = 3",
        "UPDATE log_op SET verb = 5 WHERE verb = 3",
        "UPDATE log_op SET change = 1 WHERE change = 4",
        "UPDATE log_op SET seq = 1000 WHERE seq = 4",
        "DELETE FROM log_op WHERE seq = 4",
        "DELETE FROM log_change WHERE seq = 4",
        "DELETE FROM log_change WHERE seq = 4; DELETE FROM log_op WHERE seq = 4",
        "DELETE FROM log_change WHERE seq = 1; DELETE FROM log_op WHERE seq = 1",
        "DELETE FROM log_change WHERE seq > 5", /* leaves operations behind */
        "INSERT INTO log_op SELECT site, 1000, change, verb, kind, record, field, value, parents FROM log_op WHERE seq = 4",
        "INSERT INTO log_op SELECT site + 1, seq, change, verb, kind, record, field, value, parents FROM log_op WHERE seq = 4",
        "UPDATE log_change SET at = at + 1 WHERE seq = 4",
        "UPDATE log_change SET label = label || ' ' WHERE seq = 4",
        "UPDATE log_change SET label_digest = zeroblob(16) WHERE seq = 4",
        "UPDATE log_change SET operations = 2 WHERE seq = 4",
        "UPDATE log_change SET operations = 0 WHERE seq = 4",
        "UPDATE log_change SET operations = 9223372036854775807 WHERE seq = 4",
        "UPDATE log_change SET role = 1 WHERE seq = 4",
        "UPDATE log_change SET target = 2 WHERE seq = 4",
        "UPDATE log_change SET below = 1 WHERE seq = 4",
        "UPDATE log_change SET undo_top = NULL WHERE seq = 4",
        "UPDATE log_change SET redo_top = 2 WHERE seq = 4",
        "UPDATE log_change SET digest = NULL WHERE seq = 4",
        "UPDATE log_change SET digest = zeroblob(16) WHERE seq = 4",
        "UPDATE log_change SET digest = substr(digest, 1, 15) WHERE seq = 4",
        "UPDATE log_site SET since = since + 1",
        "UPDATE log_site SET after_site = 1",
        "UPDATE log_site SET after_seq = 1",
        "DELETE FROM log_site",
        /* two values change places, and two changes */
        "UPDATE log_op SET value = CASE seq WHEN 4 THEN '' ELSE 'Kenya' END WHERE seq IN (4, 5)",
        ("UPDATE log_change SET digest = (SELECT digest FROM log_change WHERE seq = 9 - c.seq) FROM log_change c WHERE "
         "log_change.seq = c.seq AND log_change.seq IN (4, 5)"),
    };
    struct workbench w;
    char id[ID_SIZE], copy[128];
    struct error e;
    fill(&w, id);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        snprintf(copy, sizeof copy, "%s/copy.db", w.folder);
        assert_int_equal(store_backup(w.store, copy, NULL, &e), OK);
        assert_int_equal(count_breaks(copy), 0);
        run_sql(copy, damages[i]);
        if (count_breaks(copy) == 0)
            fail_msg("not found: %s", damages[i]);
        remove(copy);
    }
    workbench_free(&w);
}

/* Takes the content out of what happened to a record, as the schema says. */
static void take_out(const char *path, const char *record)
{
    struct db db;
    assert_int_equal(db_open(&db, path, 0, NULL), OK);
    sqlite3_stmt *read = db_prepare(&db, "SELECT site, seq, verb, kind, record, field, value, parents, change FROM log_op WHERE "
                                         "record = :record");
    sqlite3_stmt *put = db_prepare(&db, "UPDATE log_op SET verb = 5, record = '', field = NULL, value = :leaf, parents = NULL "
                                        "WHERE site = :site AND seq = :seq");
    sqlite3_stmt *label = db_prepare(&db, "UPDATE log_change SET label_digest = :digest, label = '' WHERE site = :site AND seq = "
                                          ":seq AND label_digest IS NULL");
    for (;;) {
        struct chain_text texts[CHAIN_TEXTS];
        struct chain_change change;
        unsigned char leaf[CHAIN_SIZE];
        char hex[CHAIN_HEX];
        db_text(read, ":record", record);
        if (sqlite3_step(read) != SQLITE_ROW)
            break;
        int64_t site = sqlite3_column_int64(read, 0), seq = sqlite3_column_int64(read, 1);
        for (int i = 0; i < CHAIN_TEXTS; i++) {
            texts[i].s = (const char *)sqlite3_column_text(read, 3 + i);
            texts[i].n = (size_t)sqlite3_column_bytes(read, 3 + i);
        }
        chain_leaf(site, seq, sqlite3_column_int64(read, 2), texts, leaf);
        chain_hex(leaf, hex);
        assert_true(chain_read(&db, site, sqlite3_column_int64(read, 8), &change));
        sqlite3_reset(read);
        db_number(put, ":site", site);
        db_number(put, ":seq", seq);
        db_text(put, ":leaf", hex);
        assert_int_equal(db_run(&db, put, "", NULL), OK);
        db_number(label, ":site", site);
        db_number(label, ":seq", change.row.seq);
        sqlite3_bind_blob(label, sqlite3_bind_parameter_index(label, ":digest"), change.row.label, CHAIN_SIZE, SQLITE_STATIC);
        assert_int_equal(db_run(&db, label, "", NULL), OK);
    }
    sqlite3_reset(read);
    db_close(&db);
}

static void gather(void *data, const char *line)
{
    buf_adds(data, line);
}

static void what_was_taken_out_stays_in_the_chain(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    struct change_info list[20], what;
    struct buf line = BUF_INIT;
    char id[ID_SIZE];
    fill(&w, id);
    make(&w, kind_of(&w, KIND_PERSON), NULL, PERSON_FAMILY_NAME, "Mbeki", -1);
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), id, PERSON_COUNTRY, "Togo", &e), OK);
    take_out(w.path, id);
    assert_int_equal(count_breaks(w.path), 0);
    assert_int_equal(store_rebuild(w.store, NULL, &e), OK);
    expect_sound(&w);
    assert_int_equal(store_resolve(w.store, kind_of(&w, KIND_PERSON), "Otieno", NULL, id, &e), ERR_NOT_FOUND);
    size_t n = store_history(w.store, 0, list, 20);
    assert_true(n > 5);
    assert_string_equal(list[0].label, "(removed)");
    assert_int_equal(store_history_detail(w.store, list[0].seq, gather, &line, &e), OK);
    assert_string_equal(buf_str(&line), "Person: (removed)");
    assert_true(store_can_undo(w.store, &what)); /* the one below it */
    assert_string_equal(what.label, "Add");
    assert_int_equal(store_undo(w.store, &what, &e), OK);
    assert_int_equal(store_resolve(w.store, kind_of(&w, KIND_PERSON), "Mbeki", NULL, id, &e), ERR_NOT_FOUND);
    while (store_undo(w.store, &what, &e) == OK) /* to the very beginning */
        expect_sound(&w);
    assert_int_equal(count_breaks(w.path), 0);
    run_sql(w.path, "UPDATE log_op SET value = replace(value, substr(value, 1, 1), '0') WHERE verb = 5 AND substr(value, 1, 1) "
                    "<> '0'");
    assert_true(count_breaks(w.path) > 0);
    buf_release(&line);
    workbench_throw_away(&w);
}

static void the_schema_is_the_one_that_is_known(void **state)
{
    (void)state;
    struct workbench w;
    char digest[CHAIN_HEX];
    workbench_new(&w);
    store_schema(&w.store->db, digest);
    assert_string_equal(digest, LOG_SCHEMA);
    workbench_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schema_is_the_one_that_is_known),
        cmocka_unit_test(every_change_is_chained),
        cmocka_unit_test(whatever_is_changed_in_the_log_is_found),
        cmocka_unit_test(what_was_taken_out_stays_in_the_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
