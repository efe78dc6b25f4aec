/* test-sessions.c: 200 random editing sessions, undone to the start and redone to the end, across restarts; and the log of a
 * program that knows more than this one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "unit/cmocka-all.h"
#include "workbench.h"

#define SESSIONS 200
#define EDITS 40

/* A small generator of its own, so that a failing session can be run again (xorshift, G. Marsaglia 2003). */
static unsigned next_random(unsigned *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

struct session {
    struct workbench w;
    unsigned random;
    char alliance[ID_SIZE];
    char ids[3][64][ID_SIZE]; /* people, challenges, arrangements that may be there */
    size_t counts[3];
};

static const enum kind_id kinds[3] = {KIND_PERSON, KIND_CHALLENGE, KIND_ARRANGEMENT};

static unsigned dice(struct session *s, unsigned sides)
{
    return next_random(&s->random) % sides;
}

static enum status create(struct session *s, struct record *r)
{
    enum status status = change_create(s->w.store, r, NULL);
    record_release(r);
    return status;
}

static enum status add_one(struct session *s, unsigned which)
{
    struct record r;
    char name[40];
    snprintf(name, sizeof name, "\u00c9t\u00e9 %u\n\x1b[2J", dice(s, 1000)); /* stored as it is, whatever it holds */
    record_init(&r, kind_of(&s->w, kinds[which]));
    record_set(&r, FIELD_FIRST, name);
    if (which > 0)
        record_set(&r, r.kind->alliance, s->alliance);
    if (which == 2)
        record_set(&r, ARRANGEMENT_FORM, "group");
    record_make_id(&r);
    if (s->counts[which] < 64)
        strcpy(s->ids[which][s->counts[which]++], record_id(&r));
    return create(s, &r);
}

static const char *some(struct session *s, unsigned which)
{
    return s->counts[which] ? s->ids[which][dice(s, (unsigned)s->counts[which])] : "";
}

static enum status link_two(struct session *s)
{
    struct record r;
    bool interest = dice(s, 2);
    record_init(&r, kind_of(&s->w, interest ? KIND_INTEREST : KIND_PLACEMENT));
    record_set(&r, interest ? INTEREST_PERSON : PLACEMENT_PERSON, some(s, 0));
    record_set(&r, interest ? INTEREST_CHALLENGE : PLACEMENT_ARRANGEMENT, some(s, interest ? 1 : 2));
    if (interest)
        record_set(&r, INTEREST_ROLE, dice(s, 2) ? "faces" : "offers");
    return create(s, &r);
}

/* One operation; many of them are refused (the record is gone, the link is there already), which must leave nothing. */
static enum status operate(struct session *s)
{
    unsigned which = dice(s, 3);
    const struct kind *k = kind_of(&s->w, kinds[which]);
    char value[24];
    switch (dice(s, 6)) {
    case 0:
    case 1:
        return add_one(s, which);
    case 2:
        return change_delete(s->w.store, k, some(s, which), NULL);
    case 3:
        return link_two(s);
    default:
        snprintf(value, sizeof value, "value %u", dice(s, 100));
        return change_set(s->w.store, k, some(s, which), which == 0 ? PERSON_COUNTRY : FIELD_FIRST, value, NULL);
    }
}

/* A change of one to four operations; true if it was saved and did something. */
static bool edit(struct session *s)
{
    unsigned n = 1 + dice(s, 4);
    struct change_info before = {0}, after = {0};
    store_can_undo(s->w.store, &before);
    assert_int_equal(change_begin(s->w.store, "Edit", NULL), OK);
    for (unsigned i = 0; i < n; i++)
        if (operate(s) != OK) {
            change_rollback(s->w.store);
            return false;
        }
    assert_int_equal(change_commit(s->w.store, NULL), OK);
    store_can_undo(s->w.store, &after);
    return after.seq != before.seq;
}

static void run_session(unsigned seed)
{
    struct session *s = calloc(1, sizeof *s);
    char start[33], *states = calloc(EDITS + 1, 33);
    size_t done = 0;
    s->random = seed;
    workbench_new(&s->w);
    make(&s->w, kind_of(&s->w, KIND_ALLIANCE), s->alliance, ALLIANCE_NAME, "Alliance", -1);
    store_digest(s->w.store, start, NULL);
    strcpy(states, start);
    for (int i = 0; i < EDITS; i++)
        if (edit(s)) {
            done++;
            store_digest(s->w.store, states + done * 33, NULL);
        }
    expect_sound(&s->w);
    for (size_t i = done; i-- > 0;) {
        char now[33];
        if (i == done / 2)
            workbench_reopen(&s->w);
        assert_int_equal(store_undo(s->w.store, NULL, NULL), OK);
        store_digest(s->w.store, now, NULL);
        assert_string_equal(now, states + i * 33);
    }
    workbench_reopen(&s->w);
    for (size_t i = 1; i <= done; i++) {
        char now[33];
        assert_int_equal(store_redo(s->w.store, NULL, NULL), OK);
        store_digest(s->w.store, now, NULL);
        assert_string_equal(now, states + i * 33);
    }
    assert_int_equal(store_redo(s->w.store, NULL, NULL), ERR_NOT_FOUND);
    workbench_free(&s->w);
    free(states);
    free(s);
}

static void sessions_undone_and_redone_end_where_they_were(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= SESSIONS; seed++)
        run_session(seed * 2654435761u + 1);
}

/* ---- a log written by a program with a kind and a field that this one does not know ---- */

static void write_foreign(const char *path, const char *person)
{
    sqlite3 *db;
    char sql[1200];
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    snprintf(sql, sizeof sql,
             "INSERT INTO log_change (site, seq, operations, at, label, role, below, undo_top) SELECT site, max(seq + "
             "operations), 3, max(at), 'Of the future', 0, max(seq), max(seq + operations) FROM log_change;"
             "INSERT INTO log_op SELECT site, seq, seq, 1, 'spaceship', 'ship-1', NULL, '4:name6:Apollo', NULL FROM log_change "
             "WHERE label = 'Of the future';"
             "INSERT INTO log_op SELECT site, seq + 1, seq, 2, 'person', '%s', 'shoe_size', '42', NULL FROM log_change WHERE "
             "label = 'Of the future';"
             "INSERT INTO log_op SELECT site, seq + 2, seq, 2, 'person', '%s', 'country', 'Ghana', NULL FROM log_change WHERE "
             "label = 'Of the future';",
             person, person);
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("foreign log: %s", message);
    sqlite3_close(db);
    rechain(path);
}

static int count_foreign(const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_prepare_v2(db, "SELECT count(*) FROM log_op WHERE kind = 'spaceship' OR field = 'shoe_size'", -1, &stmt, NULL);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int n = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return n;
}

static void what_a_newer_program_wrote_survives(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    char person[ID_SIZE];
    workbench_new(&w);
    make(&w, kind_of(&w, KIND_PERSON), person, PERSON_FAMILY_NAME, "Otieno", -1);
    write_foreign(w.path, person);
    assert_int_equal(store_rebuild(w.store, NULL, &e), OK);
    expect_field(&w, kind_of(&w, KIND_PERSON), person, PERSON_COUNTRY, "Ghana"); /* what it knows, it shows */
    assert_int_equal(set(&w, kind_of(&w, KIND_PERSON), person, PERSON_COUNTRY, "Kenya", &e), OK);
    assert_int_equal(store_undo(w.store, NULL, &e), OK);
    assert_int_equal(store_undo(w.store, NULL, &e), ERR_INPUT); /* the foreign change: refused, in words */
    assert_non_null(strstr(e.what, "does not know"));
    workbench_reopen(&w);
    expect_field(&w, kind_of(&w, KIND_PERSON), person, PERSON_COUNTRY, "Ghana");
    assert_int_equal(count_foreign(w.path), 2);
    workbench_free(&w);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void half_a_change_is_not_taken_back(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    char person[ID_SIZE];
    workbench_new(&w);
    make(&w, kind_of(&w, KIND_PERSON), person, PERSON_FAMILY_NAME, "Otieno", -1);
    assert_int_equal(change_begin(w.store, "Both", &e), OK);
    change_set(w.store, kind_of(&w, KIND_PERSON), person, PERSON_GIVEN_NAME, "Grace", &e);
    change_set(w.store, kind_of(&w, KIND_PERSON), person, PERSON_COUNTRY, "Kenya", &e);
    assert_int_equal(change_commit(w.store, &e), OK);
    run_sql(w.path, "DELETE FROM log_op WHERE field = 'given_name'"); /* as if it could not be read */
    assert_int_equal(store_undo(w.store, NULL, &e), ERR_DAMAGED);
    expect_field(&w, kind_of(&w, KIND_PERSON), person, PERSON_COUNTRY, "Kenya");
    workbench_throw_away(&w);
}

static void long_ids_of_another_program_do_not_overflow(void **state)
{
    (void)state;
    struct workbench w;
    struct error e;
    char found[ID_SIZE];
    workbench_new(&w);
    make(&w, kind_of(&w, KIND_PERSON), found, PERSON_FAMILY_NAME, "Otieno", -1);
    run_sql(w.path, "UPDATE log_op SET record = 'a-much-longer-id-than-any-that-this-program-would-ever-think-of-giving'");
    rechain(w.path);
    assert_int_equal(store_rebuild(w.store, NULL, &e), OK);
    assert_int_equal(store_resolve(w.store, kind_of(&w, KIND_PERSON), "otieno", NULL, found, &e), OK);
    assert_non_null(memchr(found, '\0', sizeof found));
    workbench_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions_undone_and_redone_end_where_they_were),
        cmocka_unit_test(what_a_newer_program_wrote_survives),
        cmocka_unit_test(half_a_change_is_not_taken_back),
        cmocka_unit_test(long_ids_of_another_program_do_not_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
