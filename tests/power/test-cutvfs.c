/* test-cutvfs.c: proof of the power-cut VFS with plain SQLite, and of SQLite's settings with it.
 *
 * A session of small transactions is cut at a random operation; half the time the power goes once more while SQLite
 * recovers. Then the file must be sound and hold every transaction that was acknowledged, and what is in it must be
 * exactly what that many transactions give. Settings known to be unsafe are the negative control: they must fail here
 * (doc/reliability.md, "Power cuts"). The figures are printed.
 */
#include "unit/cmocka-all.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "power/cutvfs.h"
#include "power/disk.h"

#define DB "/virtual/workbench.db"

enum { COMMITS = 12 };

struct mode {
    const char *journal, *synchronous;
};

struct tally {
    int cuts, lost, damaged; /* cuts after which a commit was missing; after which the file was not sound */
    unsigned long ops;
};

static sqlite3 *open_db(const struct mode *m)
{
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW;
    char pragmas[160];
    snprintf(pragmas, sizeof pragmas, "PRAGMA journal_mode=%s; PRAGMA synchronous=%s", m->journal, m->synchronous);
    if (sqlite3_open_v2(DB, &db, flags, NULL) == SQLITE_OK && sqlite3_exec(db, pragmas, NULL, NULL, NULL) == SQLITE_OK)
        return db;
    sqlite3_close(db);
    return NULL;
}

/* The k-th transaction: a new note of 200 to 5,000 bytes, an older one rewritten, the counter set. */
static bool transaction(sqlite3 *db, int k)
{
    char sql[600];
    snprintf(sql, sizeof sql,
             "BEGIN IMMEDIATE;"
             "INSERT INTO note(id, version, body) VALUES (%d, 1, printf('%%.*c', 200 + (%d * 1237) %% 4800, 'a'));"
             "UPDATE note SET version = version + 1,"
             " body = printf('%%.*c', length(body), char(unicode(body) + 1)) WHERE id = %d;"
             "UPDATE counter SET k = %d;"
             "COMMIT",
             k, k, 1 + k * 7 % k, k);
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* The number of the last acknowledged transaction: 0 if only the tables were made, -1 if not even those. */
static int session(const struct mode *m, int commits)
{
    sqlite3 *db = open_db(m);
    int acknowledged = -1;
    if (db && sqlite3_exec(db,
                           "BEGIN IMMEDIATE;"
                           "CREATE TABLE note(id INTEGER PRIMARY KEY, version INTEGER, body TEXT) STRICT;"
                           "CREATE TABLE counter(k INTEGER) STRICT; INSERT INTO counter VALUES (0);"
                           "COMMIT",
                           NULL, NULL, NULL) == SQLITE_OK) {
        do
            acknowledged++;
        while (acknowledged < commits && transaction(db, acknowledged + 1));
    }
    sqlite3_close(db);
    return acknowledged;
}

/* The first column of the first row as a number, or -1. */
static long ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *q = NULL;
    long answer = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
        answer = sqlite3_column_int64(q, 0);
    return sqlite3_finalize(q) == SQLITE_OK ? answer : -1;
}

static bool sound(sqlite3 *db)
{
    sqlite3_stmt *q = NULL;
    bool ok = sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &q, NULL) == SQLITE_OK &&
              sqlite3_step(q) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(q, 0), "ok") == 0;
    return sqlite3_finalize(q) == SQLITE_OK && ok;
}

enum verdict { KEPT, LOST, DAMAGED };

static enum verdict judge(const struct mode *m, int acknowledged)
{
    sqlite3 *db = open_db(m);
    if (!db)
        return DAMAGED;
    enum verdict v = DAMAGED;
    if (sound(db)) {
        long tables = ask(db, "SELECT count(*) FROM sqlite_schema");
        long k = tables == 0 ? -1 : ask(db, "SELECT k FROM counter");
        bool whole = tables == 0 || (tables == 2 && k >= 0 && ask(db, "SELECT count(*) FROM note") == k &&
                                     ask(db, "SELECT total(version) FROM note") == 2 * k &&
                                     ask(db, "SELECT count(*) FROM note WHERE body <> printf('%.*c',"
                                             " 200 + (id * 1237) % 4800, char(96 + version))") == 0);
        bool works = tables == 0 || transaction(db, (int)k + 1);
        if (whole && works)
            v = k >= acknowledged ? KEPT : LOST;
    }
    sqlite3_close(db);
    return v;
}

/* One session on a disk of its own, cut at operation `cut`, perhaps again while it recovers. */
static void one_cut(const struct mode *m, uint64_t seed, unsigned long cut, unsigned long again, struct tally *t)
{
    struct cutvfs *v = cutvfs_new(seed);
    cutvfs_cut_after(v, cut);
    int acknowledged = session(m, COMMITS);
    cutvfs_power_on(v);
    if (again) {
        cutvfs_cut_after(v, again);
        judge(m, acknowledged);
        cutvfs_power_on(v);
    }
    enum verdict verdict = judge(m, acknowledged);
    t->cuts++;
    t->lost += verdict == LOST;
    t->damaged += verdict == DAMAGED;
    cutvfs_free(v);
}

static struct tally run(const char *journal, const char *synchronous, int cuts)
{
    const struct mode m = {journal, synchronous};
    struct tally t = {0};
    struct disk dice;
    disk_init(&dice, 20240229);
    struct cutvfs *v = cutvfs_new(1);
    assert_int_equal(session(&m, COMMITS), COMMITS); /* without a cut all is well ... */
    t.ops = cutvfs_ops(v);
    assert_int_equal(judge(&m, COMMITS), KEPT);
    cutvfs_free(v);
    for (int i = 0; i < cuts; i++) {
        unsigned long cut = 1 + disk_random(&dice, t.ops);
        one_cut(&m, (uint64_t)i + 1, cut, disk_random(&dice, 2) ? 1 + disk_random(&dice, 8) : 0, &t);
    }
    print_message("%-9s %-7s %4d cuts among %3lu operations: a commit lost after %3d, damaged after %3d\n", journal,
                  synchronous, t.cuts, t.ops, t.lost, t.damaged);
    return t;
}

static void our_settings_lose_nothing(void **state)
{
    (void)state;
    struct tally t = run("TRUNCATE", "EXTRA", 1000);
    assert_int_equal(t.lost, 0);
    assert_int_equal(t.damaged, 0);
}

/* The same at every single operation, with three fates each. */
static void at_every_operation(void **state)
{
    (void)state;
    const struct mode m = {"TRUNCATE", "EXTRA"};
    struct cutvfs *v = cutvfs_new(1);
    session(&m, COMMITS);
    unsigned long ops = cutvfs_ops(v);
    cutvfs_free(v);
    struct tally t = {0};
    for (unsigned long cut = 1; cut <= ops; cut++) {
        for (uint64_t seed = 0; seed < 3; seed++)
            one_cut(&m, cut * 3 + seed, cut, 0, &t);
    }
    assert_int_equal(t.cuts, 3 * ops);
    assert_int_equal(t.lost + t.damaged, 0);
}

static void the_defaults_lose_commits(void **state)
{
    (void)state;
    struct tally t = run("DELETE", "FULL", 500);
    assert_true(t.lost > 0);
    assert_int_equal(t.damaged, 0);
    t = run("DELETE", "EXTRA", 500);
    assert_int_equal(t.lost + t.damaged, 0);
}

static void without_syncs_files_break(void **state)
{
    (void)state;
    struct tally t = run("TRUNCATE", "NORMAL", 500);
    assert_true(t.lost + t.damaged > 0);
    t = run("TRUNCATE", "OFF", 500);
    assert_true(t.damaged > 0);
    t = run("DELETE", "OFF", 500);
    assert_true(t.damaged > 0);
}

/* --- the model itself ------------------------------------------------------------------------------------------- */

/* What can stay of unsynced changes is what disk.h says: each outcome is seen, and no other. */
static void pieces_stay_one_by_one(void **state)
{
    (void)state;
    unsigned seen = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct disk d;
        char piece[2 * DISK_PIECE], got[2 * DISK_PIECE];
        disk_init(&d, seed);
        struct node *f = disk_create(&d, "/a");
        memset(piece, 'o', sizeof piece);
        disk_write(f, piece, sizeof piece, 0);
        disk_sync(&d, f);
        memset(piece, 'n', sizeof piece);
        disk_write(f, piece, sizeof piece, 0);
        disk_lose_power(&d);
        assert_ptr_equal(disk_find(&d, "/a"), f);
        assert_int_equal(disk_read(f, got, sizeof got, 0), sizeof got);
        for (int i = 0; i < 2; i++) {
            for (int k = 1; k < DISK_PIECE; k++)
                assert_int_equal(got[i * DISK_PIECE + k], got[i * DISK_PIECE]);
        }
        assert_true(strchr("on", got[0]) && strchr("on", got[DISK_PIECE]));
        seen |= 1u << ((got[0] == 'n') + 2 * (got[DISK_PIECE] == 'n'));
        disk_release(&d);
    }
    assert_int_equal(seen, 15);
}

static void lengths_and_names_stay_in_order(void **state)
{
    (void)state;
    unsigned seen = 0, names = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct disk d;
        char got[16] = "";
        disk_init(&d, seed);
        struct node *f = disk_create(&d, "/x/a");
        disk_write(f, "abcdef", 6, 0);
        disk_sync(&d, f);
        disk_truncate(f, 0);
        disk_write(f, "xyz", 3, 0);
        disk_create(&d, "/x/new");
        disk_create(&d, "/x/old");
        disk_sync_folder(&d, "/x/any");
        disk_delete(&d, "/x/old");
        disk_create(&d, "/x/newer");
        disk_lose_power(&d);
        int64_t n = disk_read(f, got, sizeof got, 0);
        seen |= 1u << n;
        assert_true(n == 0 || n == 6 || n == 3);
        if (n == 3)
            assert_true(memcmp(got, "xyz", 3) == 0 || memcmp(got, "\0\0\0", 3) == 0); /* never what was cut off */
        assert_non_null(disk_find(&d, "/x/new"));
        names |= 1u << ((disk_find(&d, "/x/old") != NULL) + 2 * (disk_find(&d, "/x/newer") != NULL));
        disk_release(&d);
    }
    assert_int_equal(seen, 1 << 0 | 1 << 3 | 1 << 6);
    assert_int_equal(names, 15);
}

static void the_same_seed_gives_the_same_disk(void **state)
{
    (void)state;
    const struct mode m = {"DELETE", "OFF"};
    long length[2];
    for (int i = 0; i < 2; i++) {
        struct cutvfs *v = cutvfs_new(77);
        cutvfs_cut_after(v, 60);
        session(&m, COMMITS);
        assert_true(cutvfs_is_cut(v));
        assert_int_equal(cutvfs_ops(v), 60);
        assert_int_equal(session(&m, 1), -1); /* nothing works while the power is off */
        cutvfs_power_on(v);
        char path[] = "/tmp/cutvfs-XXXXXX";
        int fd = mkstemp(path);
        assert_true(fd >= 0);
        assert_true(cutvfs_export(v, DB, path));
        assert_false(cutvfs_export(v, "/virtual/none", path));
        length[i] = lseek(fd, 0, SEEK_END);
        close(fd);
        unlink(path);
        cutvfs_free(v);
    }
    assert_int_equal(length[0], length[1]);
}

/* Out to a real file, read there by the system's VFS, and in again. */
static void files_go_out_and_in(void **state)
{
    (void)state;
    const struct mode m = {"TRUNCATE", "EXTRA"};
    char path[] = "/tmp/cutvfs-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct cutvfs *v = cutvfs_new(3);
    assert_int_equal(session(&m, 5), 5);
    assert_true(cutvfs_export(v, DB, path));
    cutvfs_free(v);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_true(sound(db));
    assert_int_equal(ask(db, "SELECT k FROM counter"), 5);
    sqlite3_close(db);
    v = cutvfs_new(4);
    assert_true(cutvfs_import(v, path, DB));
    assert_false(cutvfs_import(v, "/no/such/file", DB));
    cutvfs_power_on(v); /* imported means synced */
    assert_int_equal(judge(&m, 5), KEPT);
    cutvfs_free(v);
    unlink(path);
}

static void two_connections_keep_their_turn(void **state)
{
    (void)state;
    const struct mode m = {"TRUNCATE", "EXTRA"};
    struct cutvfs *v = cutvfs_new(5);
    assert_int_equal(session(&m, 1), 1);
    sqlite3 *a = open_db(&m), *b = open_db(&m);
    assert_true(a && b);
    assert_int_equal(sqlite3_exec(a, "BEGIN IMMEDIATE; UPDATE counter SET k = 2", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(b, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_BUSY);
    assert_int_equal(ask(b, "SELECT k FROM counter"), 1);
    sqlite3_stmt *reader = NULL;
    assert_int_equal(sqlite3_prepare_v2(b, "SELECT * FROM note", -1, &reader, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(reader), SQLITE_ROW);
    assert_int_equal(sqlite3_exec(a, "COMMIT", NULL, NULL, NULL), SQLITE_BUSY); /* b reads */
    sqlite3_finalize(reader);
    assert_int_equal(sqlite3_exec(a, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(ask(b, "SELECT k FROM counter"), 2);
    sqlite3_close(a);
    sqlite3_close(b);
    cutvfs_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_stay_one_by_one),
        cmocka_unit_test(lengths_and_names_stay_in_order),
        cmocka_unit_test(the_same_seed_gives_the_same_disk),
        cmocka_unit_test(files_go_out_and_in),
        cmocka_unit_test(two_connections_keep_their_turn),
        cmocka_unit_test(our_settings_lose_nothing),
        cmocka_unit_test(at_every_operation),
        cmocka_unit_test(the_defaults_lose_commits),
        cmocka_unit_test(without_syncs_files_break),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
