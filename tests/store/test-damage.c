/* test-damage.c: random damage of many sorts to a workbench with a backup. A check must never call a file fine that holds
 * anything else than what was saved, and must name a sound backup. The same without the chain must be fooled. LONG=1 in the
 * environment does 1,000 damages instead of 150. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "data.h"
#include "store/site.h"
#include "unit/cmocka-all.h"
#include "workbench.h"

struct rig {
    struct workbench w;
    unsigned random;
    char good[160], good_head[160]; /* what was saved */
    char content[65];               /* digest of all of it */
};

static unsigned dice(struct rig *r, unsigned sides)
{
    r->random ^= r->random << 13;
    r->random ^= r->random >> 17;
    r->random ^= r->random << 5;
    return r->random % sides;
}

static char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *bytes = calloc(1, 4 << 20);
    *n = f ? fread(bytes, 1, 4 << 20, f) : 0;
    if (f)
        fclose(f);
    return bytes;
}

static void write_file(const char *path, const char *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

/* All rows of all tables that hold what somebody saved, as one digest: what a person would see. "" if it cannot be read. */
static void content_of(const char *path, char out[65])
{
    static const char tables[] = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('projection') ORDER BY name";
    sqlite3 *db;
    sqlite3_stmt *names = NULL, *rows;
    unsigned char sum[CHAIN_SIZE], row[CHAIN_SIZE];
    struct buf all = BUF_INIT;
    bool good = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(db, tables, -1, &names, NULL) == SQLITE_OK;
    int rc = SQLITE_ERROR;
    while (good && (rc = sqlite3_step(names)) == SQLITE_ROW) {
        char sql[200];
        snprintf(sql, sizeof sql, "SELECT * FROM \"%s\" ORDER BY 1, 2", sqlite3_column_text(names, 0));
        buf_addf(&all, "%s:", sqlite3_column_text(names, 0));
        if (!(good = sqlite3_prepare_v2(db, sql, -1, &rows, NULL) == SQLITE_OK))
            break;
        while ((rc = sqlite3_step(rows)) == SQLITE_ROW)
            for (int i = 0; i < sqlite3_column_count(rows); i++) {
                buf_addf(&all, "%d,%d:", sqlite3_column_type(rows, i), sqlite3_column_bytes(rows, i));
                if (sqlite3_column_blob(rows, i))
                    buf_add(&all, sqlite3_column_blob(rows, i), (size_t)sqlite3_column_bytes(rows, i));
            }
        good = rc == SQLITE_DONE;
        sqlite3_finalize(rows);
    }
    good = good && rc == SQLITE_DONE;
    sqlite3_finalize(names);
    if (db)
        sqlite3_close_v2(db);
    chain_label((struct chain_text){buf_str(&all), all.len}, sum);
    chain_label((struct chain_text){"", 0}, row);
    *out = '\0';
    if (good)
        chain_hex(sum, out);
    buf_release(&all);
}

/* ---- damages ---- */

/* Runs SQL as another program might, with everything allowed. */
static bool run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_open(path, &db);
    sqlite3_exec(db, "PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON", NULL, NULL, NULL);
    bool done = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
    if (!done && getenv("SHOW"))
        print_message("%s: %s\n", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
    return done;
}

/* Flips a bit of a page of that table or index; "" for any page. */
static void flip_bit(struct rig *r, const char *where)
{
    int64_t pages[2000];
    size_t count = 0, n;
    sqlite3 *db;
    sqlite3_stmt *stmt;
    char *bytes = read_file(r->w.path, &n);
    sqlite3_open(r->w.path, &db);
    if (*where && sqlite3_prepare_v2(db, "SELECT pageno FROM dbstat WHERE name = ?", -1, &stmt, NULL) == SQLITE_OK) {
        sqlite3_bind_text(stmt, 1, where, -1, SQLITE_STATIC);
        while (count < 2000 && sqlite3_step(stmt) == SQLITE_ROW)
            pages[count++] = sqlite3_column_int64(stmt, 0);
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
    size_t at = 0;
    for (int tries = 0; tries < 200 && (tries == 0 || !bytes[at]); tries++) /* rarely where nothing stands */
        at = count ? (size_t)(pages[dice(r, (unsigned)count)] - 1) * 4096 + dice(r, 4096) : dice(r, (unsigned)n);
    bytes[at] = (char)(bytes[at] ^ (1 << dice(r, 8)));
    write_file(r->w.path, bytes, n);
    free(bytes);
}

/* Changes a letter within a text that stands in a page of that table: always within the content. */
static void change_text(struct rig *r, const char *table, const char *column)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "UPDATE \"%s\" SET \"%s\" = substr(\"%s\", 1, %u) || 'q' || substr(\"%s\", %u) WHERE \"%s\" = (SELECT \"%s\" FROM "
             "\"%s\" WHERE length(\"%s\") > 0 ORDER BY random() LIMIT 1)",
             table, column, column, dice(r, 4), column, dice(r, 4) + 2, column, column, table, column);
    run_sql(r->w.path, sql);
}

static void change_number(struct rig *r, const char *table, const char *column)
{
    char sql[300];
    snprintf(sql, sizeof sql, "UPDATE \"%s\" SET \"%s\" = coalesce(\"%s\", 0) + %u WHERE (site, seq) = (SELECT site, seq FROM \"%s\" "
                              "ORDER BY random() LIMIT 1)",
             table, column, column, 1 + dice(r, 3), table);
    run_sql(r->w.path, sql);
}

static void swap_rows(struct rig *r)
{
    (void)r;
    run_sql(r->w.path,
            "CREATE TEMP TABLE two AS SELECT site, seq, record, value FROM log_op WHERE verb = 2 ORDER BY random() LIMIT 2;"
            "UPDATE log_op SET (record, value) = (SELECT record, value FROM two WHERE two.seq <> log_op.seq) WHERE seq IN "
            "(SELECT seq FROM two)");
}

static void zero_sector(struct rig *r)
{
    size_t n;
    char *bytes = read_file(r->w.path, &n);
    size_t at = 0;
    for (int tries = 0; tries < 200 && (tries == 0 || !bytes[at]); tries++)
        at = dice(r, (unsigned)n);
    memset(bytes + at / 512 * 512, 0, 512);
    write_file(r->w.path, bytes, n);
    free(bytes);
}

/* The newest change goes, and the rows that it made in the tables with it. */
static void cut_history(struct rig *r)
{
    (void)r;
    struct model model;
    struct store *s;
    struct error e;
    run_sql(r->w.path, "DELETE FROM log_op WHERE change = (SELECT max(seq) FROM log_change);"
                       "DELETE FROM log_change WHERE seq = (SELECT max(seq) FROM log_change); DELETE FROM projection");
    assert_int_equal(model_init(&model, data_kinds, DATA_KINDS_COUNT, &e), OK);
    if (store_open(&s, r->w.path, 0, &model, NULL, &e) == OK) /* the tables are rebuilt from what is left */
        store_close(s);
    model_release(&model);
}

enum { SORTS = 22 };

static const char *damage(struct rig *r, unsigned sort)
{
    char sql[200];
    switch (sort) {
    case 0: flip_bit(r, "log_op"); return "a bit of log_op";
    case 1: flip_bit(r, "log_change"); return "a bit of log_change";
    case 2: flip_bit(r, "person"); return "a bit of a table";
    case 3: flip_bit(r, "log_op_record"); return "a bit of the log's index";
    case 4: flip_bit(r, "person__sort"); return "a bit of an index";
    case 5: flip_bit(r, "projection_count"); return "a bit of the counts";
    case 6: flip_bit(r, "local"); return "a bit of local";
    case 7: flip_bit(r, "log_site"); return "a bit of log_site";
    case 8: flip_bit(r, "sqlite_schema"); return "a bit of the schema or the header";
    case 9: flip_bit(r, ""); return "a bit anywhere";
    case 10: change_text(r, "log_op", "value"); return "a text in the log";
    case 11: change_text(r, "log_op", "record"); return "an id in the log";
    case 12: change_text(r, "log_change", "label"); return "a label";
    case 13: change_text(r, "person", "family_name"); return "a text in a table";
    case 14: change_text(r, "local", "value"); return "a text of local";
    case 15: change_number(r, "log_change", "at"); return "a moment";
    case 16: change_number(r, "log_change", "undo_top"); return "a link";
    case 17: swap_rows(r); return "two rows swapped";
    case 18: zero_sector(r); return "a sector of zeros";
    case 19: cut_history(r); return "the newest change gone, with its rows";
    case 20:
        snprintf(sql, sizeof sql, "DELETE FROM %s WHERE rowid = (SELECT rowid FROM person ORDER BY random() LIMIT 1)", "person");
        run_sql(r->w.path, sql);
        return "a row of a table gone";
    default:
        if (truncate(r->w.path, dice(r, 8) == 0 ? 0 : (off_t)dice(r, 100) * 4096) != 0)
            fail();
        return "the file cut short";
    }
}

/* ---- the rig ---- */

static void make_content(struct rig *r)
{
    char id[ID_SIZE], value[40];
    for (int i = 0; i < 25; i++) {
        snprintf(value, sizeof value, "Name %u", dice(r, 100000));
        make(&r->w, kind_of(&r->w, KIND_PERSON), id, PERSON_FAMILY_NAME, value, PERSON_NOTES, "Notes of some length, so that pages "
             "fill up and damage hits text", -1);
        set(&r->w, kind_of(&r->w, KIND_PERSON), id, PERSON_COUNTRY, i % 2 ? "Kenya" : "Ghana", NULL);
        if (i == 15)
            assert_int_equal(store_backup_rotate(r->w.store, NULL, NULL, NULL), OK);
    }
    store_remember(r->w.store, "alliance", "none", NULL);
}

static void begin(struct rig *r)
{
    *r = (struct rig){.random = 20181};
    workbench_new(&r->w);
    make_content(r);
    store_close(r->w.store);
    model_release(&r->w.model);
    snprintf(r->good, sizeof r->good, "%s/good", r->w.folder);
    snprintf(r->good_head, sizeof r->good_head, "%s/good-head", r->w.folder);
    copy_file(r->w.path, r->good);
    char head[160];
    snprintf(head, sizeof head, "%s.head", r->w.path);
    copy_file(head, r->good_head);
    content_of(r->good, r->content);
    assert_true(*r->content);
}

static void put_back(struct rig *r)
{
    char name[160];
    copy_file(r->good, r->w.path);
    snprintf(name, sizeof name, "%s.head", r->w.path);
    copy_file(r->good_head, name);
    snprintf(name, sizeof name, "%s-journal", r->w.path);
    unlink(name);
}

/* Does a check call it fine? Where not, *named tells whether a sound backup was named. */
static bool called_fine(struct rig *r, bool chain, bool *named)
{
    struct model model;
    struct store *s = NULL;
    struct check_report report = {0};
    struct error e = {0};
    struct buf advice = BUF_INIT;
    assert_int_equal(model_init(&model, data_kinds, DATA_KINDS_COUNT, &e), OK);
    enum status status = store_open(&s, r->w.path, STORE_CREATE, &model, NULL, &e);
    bool opened = status == OK;
    if (opened)
        status = store_check(s, false, &report, NULL, &e);
    if (opened && !chain)
        report.chain_whole = report.local_whole = report.up_to_date = report.projection_equal = report.file_sound;
    bool fine = status == OK && check_sound(&report) && (!chain || store_writable(s));
    store_close(s);
    model_release(&model);
    store_backup_advice(r->w.path, &advice); /* what the command prints in every failing case */
    *named = strstr(buf_str(&advice), ".backups/") != NULL && (opened || !*e.hint || e.status != ERR_DAMAGED || strstr(e.hint, ".backups/"));
    buf_release(&advice);
    return fine;
}

static void damages_are_found(void **state)
{
    (void)state;
    struct rig *r = calloc(1, sizeof *r);
    unsigned count = getenv("LONG") ? 1000 : 150, harmless = 0, found = 0, wrong = 0, unnamed = 0;
    begin(r);
    for (unsigned i = 0; i < count; i++) {
        char content[65];
        bool named;
        put_back(r);
        const char *what = damage(r, i % SORTS);
        content_of(r->w.path, content);
        bool same = strcmp(content, r->content) == 0;
        bool fine = called_fine(r, true, &named);
        if (getenv("SHOW"))
            print_message("%s: %s %s\n", what, fine ? "fine" : "found", same ? "same" : "other");
        harmless += fine && same;
        found += !fine;
        if (fine && !same) {
            char after[65];
            content_of(r->w.path, after); /* what was rebuilt from a log that is proved is right again */
            if (strcmp(after, r->content) != 0) {
                wrong++;
                print_message("damage %u (%s) is called fine\n", i, what);
            }
        }
        if (!fine && !named) {
            unnamed++;
            print_message("damage %u (%s): no backup is named\n", i, what);
        }
    }
    print_message("%u damages of %d sorts: %u found, %u without effect, %u wrong and called fine, %u without a backup named\n",
                  count, SORTS, found, harmless, wrong, unnamed);
    assert_int_equal(wrong, 0);
    assert_int_equal(unnamed, 0);
    assert_true(found > count / 2);
    remove_folder(r->w.folder);
    free(r);
}

/* The control: without chain and head, damages to the log are called fine. */
static void without_the_chain_some_are_not(void **state)
{
    (void)state;
    struct rig *r = calloc(1, sizeof *r);
    unsigned wrong = 0;
    begin(r);
    for (unsigned i = 0; i < 3 * SORTS; i++) {
        char content[65];
        bool named;
        put_back(r);
        damage(r, i % SORTS);
        content_of(r->w.path, content);
        wrong += called_fine(r, false, &named) && strcmp(content, r->content) != 0;
    }
    print_message("without the chain: %u of %d wrong and called fine\n", wrong, 3 * SORTS);
    assert_true(wrong > 5);
    remove_folder(r->w.folder);
    free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(damages_are_found), cmocka_unit_test(without_the_chain_some_are_not)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
