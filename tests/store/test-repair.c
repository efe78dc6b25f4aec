/* test-repair.c: what a digest proves is put right; what nothing proves waits for a person, and their decision stands in the
 * history. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "data.h"
#include "store/site.h"
#include "unit/cmocka-all.h"
#include "workbench.h"

struct patient {
    struct workbench w;
    char person[ID_SIZE], other[ID_SIZE];
    char digest[33]; /* of all records before the damage */
    struct buf lines;
};

static void fill(struct patient *p, bool backup)
{
    *p = (struct patient){.lines = BUF_INIT};
    workbench_new(&p->w);
    make(&p->w, kind_of(&p->w, KIND_PERSON), p->person, PERSON_FAMILY_NAME, "Otieno", PERSON_COUNTRY, "Togo", -1);
    make(&p->w, kind_of(&p->w, KIND_PERSON), p->other, PERSON_FAMILY_NAME, "Abebe", -1);
    set(&p->w, kind_of(&p->w, KIND_PERSON), p->person, PERSON_COUNTRY, "Kenya", NULL);
    set(&p->w, kind_of(&p->w, KIND_PERSON), p->person, PERSON_COUNTRY, "Ghana", NULL);
    if (backup)
        assert_int_equal(store_backup_rotate(p->w.store, NULL, NULL, NULL), OK);
    set(&p->w, kind_of(&p->w, KIND_PERSON), p->other, PERSON_COUNTRY, "Mali", NULL);
    assert_int_equal(store_digest(p->w.store, p->digest, NULL), OK);
}

static void open_it(struct patient *p)
{
    struct error e;
    assert_int_equal(model_init(&p->w.model, data_kinds, DATA_KINDS_COUNT, &e), OK);
    assert_int_equal(store_open(&p->w.store, p->w.path, 0, &p->w.model, NULL, &e), OK);
}

static void hurt(struct patient *p, const char *sql)
{
    sqlite3 *db;
    store_close(p->w.store);
    model_release(&p->w.model);
    assert_int_equal(sqlite3_open(p->w.path, &db), SQLITE_OK);
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
    open_it(p);
}

static void hear(void *data, const char *line)
{
    buf_addf(data, "%s\n", line);
}

static enum status repair(struct patient *p, bool really, enum trust trust, struct repair_report *found)
{
    struct error e = {0};
    buf_clear(&p->lines);
    enum status status = store_repair(p->w.store, really, trust, hear, &p->lines, found, NULL, &e);
    if (status != OK && status != ERR_DAMAGED)
        fail_msg("repair: %s", e.what);
    return status;
}

static void is_as_before(struct patient *p)
{
    char now[33];
    workbench_reopen(&p->w);
    assert_true(store_writable(p->w.store));
    assert_int_equal(store_digest(p->w.store, now, NULL), OK);
    assert_string_equal(now, p->digest);
    buf_release(&p->lines);
    workbench_free(&p->w); /* with a check */
}

static void what_is_proved_is_put_right(void **state)
{
    (void)state;
    static const struct {
        bool backup;
        const char *sql, *by;
    } damages[] = {
        {false, "UPDATE log_op SET value = 'Ghanb' WHERE seq = 4", "the tables"},
        {false, "UPDATE log_op SET value = replace(value, 'Abebe', 'Abeba') WHERE seq = 2", "the tables"},
        {false, "UPDATE log_op SET value = replace(value, '5:Abebe', '7:Abebe') WHERE seq = 2", "the tables"},
        {false, "UPDATE log_op SET value = 'Malj' WHERE seq = 5", "the tables"},
        {false, "UPDATE log_change SET digest = zeroblob(16) WHERE seq = 3", "only its digest"},
        {false, "UPDATE log_change SET digest = NULL WHERE seq = 5", "only its digest"}, /* the head proves the last */
        {false, "UPDATE log_op SET change = 3 WHERE seq = 2", "only its digest"},
        {true, "UPDATE log_op SET value = 'Kenyb' WHERE seq = 3", "backup"}, /* set since: the tables do not know it */
        {true, "UPDATE log_op SET record = 'x' || substr(record, 2) WHERE seq = 1", "backup"},
        {true, "UPDATE log_change SET at = at + 1 WHERE seq = 2", "backup"},
        {true, "UPDATE log_change SET label = 'Sex' WHERE seq = 3", "backup"},
        {true, "DELETE FROM log_op WHERE seq = 2", "backup"},
        {true, "DELETE FROM log_change WHERE seq = 2; DELETE FROM log_op WHERE seq = 2", "backup"},
        {true, "UPDATE log_change SET operations = 100000000 WHERE seq = 2", "backup"},
        {true, "UPDATE log_site SET since = since + 1", "backup"},
        {true, "UPDATE log_op SET value = 'Kenyb' WHERE seq = 3; UPDATE log_op SET value = 'Malj' WHERE seq = 5", "backup"},
        {true, "UPDATE log_op SET value = 'Kenyb' WHERE seq = 3; UPDATE log_change SET digest = zeroblob(16) WHERE seq = 3",
         "backup"},
        {false, "INSERT INTO log_op SELECT site, 9, 9, verb, kind, record, field, value, parents FROM log_op WHERE seq = 4",
         "belong to no change"},
        {false, "UPDATE local SET value = 'x' WHERE key = 'file'", "forgotten"},
    };
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct patient p;
        struct repair_report found;
        fill(&p, damages[i].backup);
        hurt(&p, damages[i].sql);
        assert_int_equal(repair(&p, false, TRUST_NOBODY, &found), OK); /* only a look */
        buf_release(&found.kept);
        if (repair(&p, true, TRUST_NOBODY, &found) != OK || !strstr(buf_str(&p.lines), damages[i].by))
            fail_msg("%s: %s", damages[i].sql, buf_str(&p.lines));
        assert_int_equal(found.open, 0);
        assert_int_equal(access(found.kept.s, F_OK), 0);
        buf_release(&found.kept);
        is_as_before(&p);
    }
}

static size_t count_changes(struct patient *p, struct change_info *newest)
{
    struct change_info list[20];
    size_t n = store_history(p->w.store, 0, list, 20);
    *newest = list[0];
    return n;
}

static void what_nothing_proves_waits_for_a_person(void **state)
{
    (void)state;
    static const struct {
        bool backup;
        const char *sql;
        enum trust trust;
        const char *country; /* of the first person, of "Ghana" as saved */
    } cases[] = {
        {false, "UPDATE log_op SET value = 'Kenyb' WHERE seq = 3", TRUST_LOG, "Ghana"},
        {false, "UPDATE log_op SET value = 'Ghanb' WHERE seq = 4; UPDATE person SET country = 'Ghano' WHERE country = 'Ghana'", TRUST_LOG,
         "Ghanb"},
        {false, "UPDATE log_op SET value = 'Ghanb' WHERE seq = 4; UPDATE person SET country = 'Ghano' WHERE country = 'Ghana'",
         TRUST_TABLES, "Ghano"},
        {false, "UPDATE log_change SET label = 'Other' WHERE seq = 2", TRUST_LOG, "Ghana"},
        {true, "UPDATE log_op SET value = 'Malj' WHERE seq = 5; UPDATE person SET country = 'Malk' WHERE country = 'Mali'",
         TRUST_TABLES, "Ghana"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct patient p;
        struct repair_report found;
        struct change_info newest, what;
        fill(&p, cases[i].backup);
        size_t before = count_changes(&p, &newest);
        hurt(&p, cases[i].sql);
        assert_int_equal(repair(&p, true, TRUST_NOBODY, &found), ERR_DAMAGED);
        assert_true(found.open > 0);
        buf_release(&found.kept);
        assert_int_equal(count_changes(&p, &newest), before); /* nothing was done */
        assert_int_equal(repair(&p, true, TRUST_BACKUP, &found), ERR_DAMAGED); /* which does not know it */
        buf_release(&found.kept);
        assert_int_equal(repair(&p, true, cases[i].trust, &found), OK);
        assert_int_equal(found.open, 1); /* those after it fit */
        assert_int_equal(access(found.kept.s, F_OK), 0);
        buf_release(&found.kept);
        workbench_reopen(&p.w);
        expect_field(&p.w, kind_of(&p.w, KIND_PERSON), p.person, PERSON_COUNTRY, cases[i].country);
        assert_int_equal(count_changes(&p, &newest), before + 1);
        assert_non_null(strstr(newest.label, "trusted"));
        assert_int_equal(store_undo(p.w.store, &what, NULL), OK); /* the last thing a person did, not the note */
        assert_null(strstr(what.label, "trusted"));
        buf_release(&p.lines);
        workbench_free(&p.w);
    }
}

/* A damaged file and its copy, both decided: the notes of the two are not one number that names two things. */
static void a_copy_decides_on_a_site_of_its_own(void **state)
{
    (void)state;
    struct patient p, copy;
    struct repair_report found;
    struct log_comparison c;
    fill(&p, false);
    hurt(&p, "UPDATE log_change SET label = 'Other' WHERE seq = 2");
    copy = (struct patient){.lines = BUF_INIT};
    copy.w = p.w;
    snprintf(copy.w.path, sizeof copy.w.path, "%s/copy.db", p.w.folder);
    copy_file(p.w.path, copy.w.path);
    struct patient *both[] = {&p, &copy};
    for (size_t i = 0; i < 2; i++) {
        if (i == 1)
            open_it(both[i]);
        assert_int_equal(repair(both[i], true, TRUST_LOG, &found), OK);
        buf_release(&found.kept);
    }
    assert_int_equal(store_compare(p.w.store, copy.w.store, &c, NULL, NULL), OK);
    assert_int_equal(c.relation, LOGS_APART);
    buf_release(&p.lines);
    buf_release(&copy.lines);
    store_close(copy.w.store);
    model_release(&copy.w.model);
    workbench_free(&p.w);
}

static void a_damaged_log_changes_nothing_on_opening(void **state)
{
    (void)state;
    struct patient p;
    struct error e;
    fill(&p, false);
    hurt(&p, "UPDATE log_op SET value = 'Kenyb' WHERE seq = 3; DELETE FROM projection"); /* as if the kinds had changed */
    assert_false(store_writable(p.w.store));
    assert_non_null(strstr(store_notice(p.w.store), "damaged"));
    assert_int_equal(set(&p.w, kind_of(&p.w, KIND_PERSON), p.person, PERSON_COUNTRY, "Chad", &e), ERR_READ_ONLY);
    assert_int_equal(store_rebuild(p.w.store, NULL, &e), ERR_DAMAGED);
    buf_release(&p.lines);
    workbench_throw_away(&p.w);
    fill(&p, false);
    hurt(&p, "UPDATE log_op SET value = 'Malj' WHERE seq = 5"); /* the last change: seen at once */
    assert_false(store_writable(p.w.store));
    buf_release(&p.lines);
    workbench_throw_away(&p.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_proved_is_put_right),
        cmocka_unit_test(what_nothing_proves_waits_for_a_person),
        cmocka_unit_test(a_copy_decides_on_a_site_of_its_own),
        cmocka_unit_test(a_damaged_log_changes_nothing_on_opening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
