/* test-backups.c: the newest work is in the newest backup, whatever the clock says; backups age by the rule and no
 * faster; and a power cut at any moment leaves them. The clock, the disk's room and the calls that matter to a disk are
 * replaced. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/backup.h"
#include "unit/cmocka-all.h"
#include "workbench.h"

#define DAY ((int64_t)86400000)
#define START ((int64_t)1525168800000) /* 2018-05-01T10:00:00Z */

/* ---- what is replaced ---- */

static int64_t now = START;
static uint64_t room = 0; /* free bytes; 0: as the disk says */
static struct buf trace;  /* what was done to the disk, a line each */

int64_t __wrap_moment_now(void);
int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __real_link(const char *from, const char *to);
int __wrap_link(const char *from, const char *to);
int __real_unlink(const char *path);
int __wrap_unlink(const char *path);
int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __real_statvfs(const char *path, struct statvfs *st);
int __wrap_statvfs(const char *path, struct statvfs *st);

int64_t __wrap_moment_now(void)
{
    return now;
}

/* "copy" for what ends in .db, "temporary", or the folder's last name. */
static const char *kind_of_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strstr(path, ".part")              ? "temporary"
           : strstr(path, ".before-restore-") ? "kept"
           : strstr(path, "/backup-")         ? "copy"
           : slash                            ? slash + 1
                                              : path;
}

int __wrap_fsync(int fd)
{
    char link_name[64], path[600] = "";
    snprintf(link_name, sizeof link_name, "/proc/self/fd/%d", fd);
    if (readlink(link_name, path, sizeof path - 1) > 0)
        buf_addf(&trace, "sync %s\n", kind_of_file(path));
    return __real_fsync(fd);
}

int __wrap_link(const char *from, const char *to)
{
    buf_addf(&trace, "link %s %s\n", kind_of_file(from), kind_of_file(to));
    return __real_link(from, to);
}

int __wrap_unlink(const char *path)
{
    buf_addf(&trace, "unlink %s\n", kind_of_file(path));
    return __real_unlink(path);
}

int __wrap_rename(const char *from, const char *to)
{
    buf_addf(&trace, "rename %s %s\n", kind_of_file(from), kind_of_file(to));
    return __real_rename(from, to);
}

int __wrap_statvfs(const char *path, struct statvfs *st)
{
    int rc = __real_statvfs(path, st);
    if (room)
        st->f_bavail = (fsblkcnt_t)(room / st->f_frsize);
    return rc;
}

/* ---- helpers ---- */

/* One change: the person's note says which. */
static void work(struct workbench *w, char id[ID_SIZE], int number)
{
    char text[24];
    snprintf(text, sizeof text, "work %d", number);
    if (!*id)
        make(w, kind_of(w, KIND_PERSON), id, PERSON_FAMILY_NAME, "Otieno", PERSON_NOTES, text, -1);
    else
        assert_int_equal(set(w, kind_of(w, KIND_PERSON), id, PERSON_NOTES, text, NULL), OK);
}

static char *back_up(struct workbench *w, bool written)
{
    struct backup_report report = {0};
    struct error e = {0};
    if (store_backup_rotate(w->store, &report, NULL, &e) != OK)
        fail_msg("backup: %s", e.what);
    assert_int_equal(report.written, written);
    assert_int_equal(access(buf_str(&report.path), F_OK), 0);
    return buf_take(&report.path);
}

static char *newest_of(struct workbench *w)
{
    struct buf newest = BUF_INIT;
    assert_int_equal(store_newest_backup(w->path, &newest, NULL), OK);
    return buf_take(&newest);
}

static void expect_newest(struct workbench *w, const char *path)
{
    char *newest = newest_of(w);
    assert_string_equal(newest, path);
    free(newest);
}

static int count_backups(struct workbench *w)
{
    char folder[128];
    int n = 0;
    snprintf(folder, sizeof folder, "%s.backups", w->path);
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        n += entry->d_name[0] != '.';
    if (dir)
        closedir(dir);
    return n;
}

static bool there(const char *path)
{
    return access(path, F_OK) == 0;
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static void damage(const char *path)
{
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    fputs("this is no database any more", f);
    assert_int_equal(fclose(f), 0);
}

/* ---- clocks that go wrong ---- */

/* The clock on a day of two years: right, back in 2000, 30 years ahead, and changing every day. */
static int64_t clock_on(int day, int days)
{
    int64_t right = START + day * DAY;
    int tenth = days / 10, at = day / tenth;
    bool back = at == 2 || (at == 6 && day % 2) || (at == 8 && day % 3 == 0);
    bool ahead = at == 4 || (at == 8 && day % 3 == 1);
    return back ? right - 18 * 365 * DAY : ahead ? right + 30 * 365 * DAY : right;
}

static void the_newest_work_is_in_the_newest_backup(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE] = "";
    int days = getenv("LONG") ? 730 : 120, lost = 0;
    now = START;
    workbench_new(&w);
    for (int day = 0; day < days; day++) {
        now = clock_on(day, days);
        work(&w, id, day);
        char *written = back_up(&w, true);
        char *newest = newest_of(&w);
        lost += strcmp(written, newest) != 0;
        assert_in_range(count_backups(&w), day < 5 ? day + 1 : 5, 36);
        free(written);
        free(newest);
    }
    assert_int_equal(lost, 0);
    if (days == 730) /* the last two years were not forgotten for a clock's sake */
        assert_in_range(count_backups(&w), 20, 36);
    char *newest = newest_of(&w), note[24];
    store_close(w.store);
    w.store = NULL;
    damage(w.path);
    struct buf named = BUF_INIT, kept = BUF_INIT;
    assert_int_equal(store_newest_backup(w.path, &named, NULL), OK); /* also when the workbench cannot be asked */
    assert_string_equal(named.s, newest);
    assert_int_equal(store_restore(w.path, newest, &kept, NULL), OK);
    workbench_reopen(&w);
    snprintf(note, sizeof note, "work %d", days - 1);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_NOTES, note);
    buf_release(&named);
    buf_release(&kept);
    free(newest);
    workbench_free(&w);
}

static void a_second_that_comes_twice_takes_two_names(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE] = "", *paths[3];
    now = START;
    workbench_new(&w);
    for (int i = 0; i < 3; i++) {
        work(&w, id, i);
        paths[i] = back_up(&w, true);
        expect_newest(&w, paths[i]);
    }
    assert_int_equal(count_backups(&w), 3);
    char *again = back_up(&w, false); /* nothing changed since */
    assert_string_equal(again, paths[2]);
    damage(paths[2]); /* and a copy that went bad is none */
    free(again);
    again = back_up(&w, true);
    assert_string_not_equal(again, paths[2]);
    assert_true(there(paths[2]));
    free(again);
    for (int i = 0; i < 3; i++)
        free(paths[i]);
    workbench_free(&w);
}

static void a_clock_beyond_all_years_stops_no_backup(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE] = "";
    now = START;
    workbench_new(&w);
    work(&w, id, 0);
    now = (int64_t)400000000000 * 1000;
    char *path = back_up(&w, true);
    expect_newest(&w, path);
    free(path);
    now = START;
    workbench_free(&w);
}

static void dates_recover_when_the_clock_does(void **state)
{
    (void)state;
    struct workbench w;
    struct change_info list[3];
    char id[ID_SIZE] = "", then[33], again[33];
    static const int64_t moments[] = {START, START + 30 * 365 * DAY, START + DAY};
    workbench_new(&w);
    for (int i = 0; i < 3; i++) {
        now = moments[i];
        work(&w, id, i);
    }
    assert_int_equal(store_history(w.store, 0, list, 3), 3);
    for (int i = 0; i < 3; i++) /* in the order they were made */
        assert_int_equal(list[i].at, moments[2 - i]);
    store_digest(w.store, then, NULL);
    assert_int_equal(store_undo(w.store, &list[0], NULL), OK);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_NOTES, "work 1");
    assert_int_equal(store_redo(w.store, &list[0], NULL), OK);
    assert_int_equal(store_rebuild(w.store, NULL, NULL), OK);
    store_digest(w.store, again, NULL);
    assert_string_equal(then, again);
    workbench_free(&w);
}

/* Two laptops' logs in one file: what one of them did last stays last, though its clock was set back in between. */
static void a_clock_set_back_does_not_turn_a_merged_log_round(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE] = "";
    workbench_new(&w);
    assert_int_equal(sqlite3_exec(w.store->db.sqlite, "INSERT INTO log_site (site, since) VALUES (7, 0)", NULL, NULL, NULL),
                     SQLITE_OK);
    for (int i = 0; i < 3; i++) {
        now = START - i * DAY;
        work(&w, id, i);
    }
    assert_int_equal(store_rebuild(w.store, NULL, NULL), OK);
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_NOTES, "work 2");
    struct change_info what;
    assert_int_equal(change_begin(w.store, "Delete", NULL), OK);
    assert_int_equal(change_delete(w.store, kind_of(&w, KIND_PERSON), id, NULL), OK);
    assert_int_equal(change_commit(w.store, NULL), OK);
    assert_int_equal(store_undo(w.store, &what, NULL), OK); /* brings it back from its own operations */
    expect_field(&w, kind_of(&w, KIND_PERSON), id, PERSON_NOTES, "work 2");
    workbench_free(&w);
}

static void expect_clock(struct workbench *w, int64_t moment, enum clock_says says, const char *other)
{
    char today[DATE_SIZE], last[DATE_SIZE];
    now = moment;
    assert_int_equal(store_clock(w->store, today, last), says);
    if (other)
        assert_string_equal(last, other);
}

static void a_wrong_clock_is_noticed(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE] = "";
    int64_t back = START - 18 * 365 * DAY, ahead = START + 30 * 365 * DAY;
    now = START;
    workbench_new(&w);
    expect_clock(&w, START, CLOCK_FINE, NULL); /* an empty one */
    now = START;
    for (int i = 0; i < 60; i++)
        work(&w, id, i);
    expect_clock(&w, START + DAY, CLOCK_FINE, NULL);
    expect_clock(&w, START - DAY, CLOCK_FINE, NULL); /* time zones and the like */
    expect_clock(&w, START - DAY - 1, CLOCK_BEHIND, "2018-05-01");
    expect_clock(&w, START + 4 * 365 * DAY, CLOCK_FINE, NULL); /* nobody can know */
    expect_clock(&w, ahead, CLOCK_AHEAD, "2018-05-01");
    now = back;
    for (int i = 0; i < 30; i++)
        work(&w, id, 100 + i);
    expect_clock(&w, back, CLOCK_BEHIND, "2018-05-01"); /* for as long as it is back */
    now = START;
    for (int i = 0; i < 30; i++)
        work(&w, id, 200 + i);
    now = ahead;
    work(&w, id, 300);
    expect_clock(&w, START, CLOCK_BEHIND, "2048-04-23"); /* it is right again, and some dates are not */
    now = START;
    for (int i = 0; i < 20; i++)
        work(&w, id, 400 + i);
    expect_clock(&w, START, CLOCK_FINE, NULL); /* but that is soon past */
    workbench_free(&w);
}

/* ---- the order ---- */

static char *rename_to(struct workbench *w, char *path, const char *name)
{
    struct buf to = BUF_INIT;
    buf_addf(&to, "%s.backups/%s", w->path, name);
    assert_int_equal(rename(path, to.s), 0);
    free(path);
    return buf_take(&to);
}

static void the_log_decides_whatever_the_names_say(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE] = "", *paths[4];
    static const char *const names[] = {"20991231T235959Z.db", "20180131T140203Z.db",
                                        "backup-999999-20180201T000000Z.db",
                                        "20000101T000000Z.db"}; /* as they were before there were numbers, too */
    now = START;
    workbench_new(&w);
    for (int i = 0; i < 4; i++) {
        work(&w, id, i);
        paths[i] = rename_to(&w, back_up(&w, true), names[i]);
        expect_newest(&w, paths[i]);
    }
    struct backup_list list;
    backup_list_read(&list, w.path, &w.store->db);
    assert_int_equal(list.count, 4);
    for (int i = 0; i < 4; i++)
        assert_string_equal(list.items[i].path, paths[3 - i]);
    backup_list_release(&list);
    damage(paths[3]);
    expect_newest(&w, paths[2]);
    char *next = back_up(&w, true);
    assert_non_null(strstr(next, "/backup-1000000-"));
    expect_newest(&w, next);
    free(next);
    for (int i = 0; i < 4; i++)
        free(paths[i]);
    workbench_free(&w);
}

/* A history that was left by bringing back an older backup. `named`: with names from before there were numbers. */
static void leave_a_history(bool named)
{
    struct workbench w;
    struct buf kept = BUF_INIT;
    char id[ID_SIZE] = "", *paths[8], name[32];
    now = START;
    workbench_new(&w);
    for (int i = 0; i < 8; i++) {
        work(&w, id, i);
        paths[i] = back_up(&w, true);
        snprintf(name, sizeof name, "20180501T10000%dZ.db", i);
        if (named)
            paths[i] = rename_to(&w, paths[i], name);
        if (i == 4) { /* the third one is brought back; the clock stands still, so that only the texts differ */
            assert_int_equal(store_restore(w.path, paths[2], &kept, NULL), OK);
            workbench_reopen(&w);
            expect_newest(&w, paths[2]);
            char *same = back_up(&w, false);
            assert_string_equal(same, paths[2]);
            free(same);
        } else {
            expect_newest(&w, paths[i]);
        }
    }
    /* The fourth and fifth were left: they keep their place. The first one's turn is over. */
    static const int order[] = {7, 6, 5, 4, 3, 2, 1};
    struct backup_list list;
    backup_list_read(&list, w.path, &w.store->db);
    assert_int_equal(list.count, 7);
    for (int i = 0; i < 7; i++) {
        assert_string_equal(list.items[i].path, paths[order[i]]);
        assert_int_equal(list.items[i].aside, order[i] == 3 || order[i] == 4);
    }
    backup_list_release(&list);
    store_close(w.store);
    w.store = NULL;
    damage(w.path);
    expect_newest(&w, paths[7]);
    struct error e = {0};
    buf_clear(&kept);
    if (store_restore(w.path, paths[7], &kept, &e) != OK)
        fail_msg("restore: %s", e.what);
    workbench_reopen(&w);
    for (int i = 0; i < 8; i++)
        free(paths[i]);
    buf_release(&kept);
    workbench_free(&w);
}

static void what_was_left_by_restoring_is_never_the_newest(void **state)
{
    (void)state;
    leave_a_history(false);
    leave_a_history(true);
}

/* ---- what stays ---- */

struct sheaf {
    char folder[64];
    struct backup_list list;
};

/* A list of empty files, newest first; days[i] counts from 1970. */
static void sheaf_new(struct sheaf *s, const long *days, size_t n)
{
    *s = (struct sheaf){0};
    strcpy(s->folder, "/tmp/peerloom-test-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    for (size_t i = 0; i < n; i++) {
        struct buf path = BUF_INIT;
        buf_addf(&path, "%s/%zu", s->folder, i);
        write_file(path.s, "");
        GROW(s->list.items, s->list.count + 1, s->list.cap);
        s->list.items[s->list.count++] =
            (struct backup){.path = buf_take(&path), .day = days[i], .readable = true, .reach = (int64_t)(n - i)};
    }
}

static bool stays(const struct sheaf *s, size_t i)
{
    char path[96];
    snprintf(path, sizeof path, "%s/%zu", s->folder, i);
    return there(path);
}

static void sheaf_free(struct sheaf *s)
{
    backup_list_release(&s->list);
    remove_folder(s->folder);
}

static void the_last_five_of_a_day_stay(void **state)
{
    (void)state;
    long days[9] = {0};
    struct sheaf s;
    for (int i = 0; i < 9; i++)
        days[i] = 17652;
    sheaf_new(&s, days, 9);
    assert_int_equal(backup_thin(&s.list, INT64_MAX), 0);
    for (size_t i = 0; i < 9; i++)
        assert_int_equal(stays(&s, i), i < 5);
    sheaf_free(&s);
}

/* The rule in other words: with one a day, by what the calendar calls the day. */
static bool rule_keeps(size_t age, long newest)
{
    static const int weeks = 10, months = 9;
    time_t t = (time_t)(newest - (long)age) * 86400, first = (time_t)newest * 86400;
    struct tm day = {0}, next = {0}, last = {0};
    gmtime_r(&t, &day);
    t += 86400;
    gmtime_r(&t, &next);
    gmtime_r(&first, &last);
    if (age < 12)
        return true;
    long to_sunday = (7 - last.tm_wday) % 7; /* weeks end on Sundays; the newest one need not be full */
    bool sunday = day.tm_wday == 0 && ((long)age + to_sunday) / 7 < weeks;
    int back = (last.tm_year - day.tm_year) * 12 + last.tm_mon - day.tm_mon;
    return sunday || (next.tm_mon != day.tm_mon && back < months);
}

static void backups_age_exactly_by_the_rule(void **state)
{
    (void)state;
    long days[500];
    for (long newest = 17870; newest < 17910; newest++) {
        struct sheaf s;
        for (int i = 0; i < 500; i++)
            days[i] = newest - i;
        sheaf_new(&s, days, 500);
        backup_thin(&s.list, INT64_MAX);
        for (size_t i = 0; i < 500; i++)
            if (stays(&s, i) != rule_keeps(i, newest))
                fail_msg("%zu days before %ld: %s", i, newest, stays(&s, i) ? "stays" : "is gone");
        sheaf_free(&s);
    }
}

static void what_is_aside_takes_nobodys_place(void **state)
{
    (void)state;
    long days[40];
    struct sheaf s;
    for (int i = 0; i < 40; i++)
        days[i] = 17870;
    sheaf_new(&s, days, 40);
    for (int i = 3; i < 6; i++)
        s.list.items[i].aside = true;
    backup_thin(&s.list, INT64_MAX);
    for (size_t i = 0; i < 40; i++)
        assert_int_equal(stays(&s, i), i < 8); /* five, and the three that lie between them */
    sheaf_free(&s);
}

static void expect_days(const long *says, const long *wanted, size_t n)
{
    struct sheaf s;
    long days[16];
    sheaf_new(&s, says, n);
    backup_days(&s.list, days);
    for (size_t i = 0; i < n; i++)
        if (days[i] != wanted[i])
            fail_msg("%zu: day %ld, not %ld", i, days[i], wanted[i]);
    sheaf_free(&s);
}

static void a_day_that_cannot_be_lies_between_its_neighbours(void **state)
{
    (void)state;
    /* newest first */
    expect_days((long[]){105, 104, 103, 101}, (long[]){105, 104, 103, 101}, 4);             /* all right */
    expect_days((long[]){105, 104, -6000, 101, 100}, (long[]){105, 104, 101, 101, 100}, 5); /* back for a day */
    expect_days((long[]){105, 104, 9000, 101, 100}, (long[]){105, 104, 101, 101, 100}, 5);  /* ahead for a day */
    expect_days((long[]){107, 106, 105, 9002, 9000, 104, 103}, (long[]){107, 106, 105, 105, 104, 104, 103}, 7);
    expect_days((long[]){105, 9002, 9001, 9000, 104, 103}, (long[]){9002, 9002, 9001, 9000, 104, 103},
                6); /* most decide */
    expect_days((long[]){-5998, -6000, 103, 102, 101}, (long[]){105, 103, 103, 102, 101},
                5); /* still back: it goes on */
    expect_days((long[]){-5998, -5999, -6000, 103, 101}, (long[]){-5998, -5999, -6000, -6000, -6002}, 5); /* for long */
    expect_days((long[]){50}, (long[]){50}, 1);
}

/* ---- the disk ---- */

static void older_ones_make_room_but_never_the_newest_two(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE] = "", *paths[5];
    now = START;
    workbench_new(&w);
    for (int i = 0; i < 5; i++) {
        work(&w, id, i);
        paths[i] = back_up(&w, true);
    }
    struct backup_list list;
    backup_list_read(&list, w.path, &w.store->db);
    int64_t size = list.items[0].size;
    assert_int_equal(backup_thin(&list, 5 * size), 0);
    assert_int_equal(backup_thin(&list, 5 * size - 1), 1);
    assert_false(there(paths[0]));
    assert_true(there(paths[1]));
    damage(paths[3]);
    assert_int_equal(backup_thin(&list, 1), 1); /* the newest, one that is bad, and another good one */
    assert_true(there(paths[4]) && there(paths[3]) && there(paths[2]));
    assert_false(there(paths[1]));
    backup_list_release(&list);
    for (int i = 0; i < 5; i++)
        free(paths[i]);
    workbench_free(&w);
}

static void the_limit_is_two_billion_bytes_or_a_tenth_of_the_disk(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE] = "", *paths[4];
    struct backup_report report = {0};
    now = START;
    room = 1000000000;
    workbench_new(&w);
    for (int i = 0; i < 4; i++) {
        work(&w, id, i);
        paths[i] = back_up(&w, true);
    }
    for (int i = 0; i < 4; i++)
        assert_int_equal(truncate(paths[i], 700000000), 0); /* large, and a sound database all the same */
    room = 40000000000;
    work(&w, id, 4);
    free(back_up(&w, true));
    assert_int_equal(count_backups(&w), 5); /* 4 billion may be taken */
    room = 1000000000;
    work(&w, id, 5);
    assert_int_equal(store_backup_rotate(w.store, &report, NULL, NULL), OK);
    assert_int_equal(report.early, 1); /* one went as the sixth, by the rule, and the next two because of the room */
    assert_int_equal(report.most_bytes, 2000000000);
    assert_true(there(paths[3]) && there(report.path.s));
    room = 0;
    buf_release(&report.path);
    for (int i = 0; i < 4; i++)
        free(paths[i]);
    workbench_free(&w);
}

static void a_full_disk_keeps_all_there_is(void **state)
{
    (void)state;
    struct workbench w;
    struct error e = {0};
    char id[ID_SIZE] = "";
    now = START;
    workbench_new(&w);
    for (int i = 0; i < 5; i++) {
        work(&w, id, i);
        free(back_up(&w, true));
    }
    work(&w, id, 5);
    room = 100000;
    assert_int_equal(store_backup_rotate(w.store, NULL, NULL, &e), ERR_FULL);
    assert_non_null(strstr(e.what, "none was made"));
    assert_int_equal(count_backups(&w), 5);
    room = 0;
    workbench_free(&w);
}

/* A copy is whole before it has its name, has its name for good before the folder's other names go, and the folder
 * itself is there for good. */
static void a_power_cut_at_any_moment_leaves_the_copies(void **state)
{
    (void)state;
    struct workbench w;
    char id[ID_SIZE] = "", named[128];
    now = START;
    workbench_new(&w);
    work(&w, id, 0);
    buf_clear(&trace);
    free(back_up(&w, true));
    const char *folder = strrchr(w.folder, '/') + 1;
    snprintf(named, sizeof named,
             "sync %s\nsync temporary\nlink temporary copy\nunlink temporary\nsync workbench.db.backups\n", folder);
    assert_string_equal(trace.s, named);
    for (int i = 1; i < 5; i++) {
        work(&w, id, i);
        free(back_up(&w, true));
    }
    work(&w, id, 5);
    buf_clear(&trace);
    free(back_up(&w, true));
    assert_string_equal(trace.s, "sync temporary\nlink temporary copy\nunlink temporary\nsync workbench.db.backups\n"
                                 "unlink copy\n");
    buf_release(&trace);
    workbench_free(&w);
}

/* What stood there has its second name for good before it loses the first, and the copy is whole before it takes that.
 */
static void a_power_cut_while_restoring_leaves_one_or_the_other(void **state)
{
    (void)state;
    struct workbench w;
    struct buf kept = BUF_INIT;
    char id[ID_SIZE] = "", wanted[300];
    now = START;
    workbench_new(&w);
    work(&w, id, 0);
    char *copy = back_up(&w, true);
    const char *folder = strrchr(w.folder, '/') + 1;
    buf_clear(&trace);
    assert_int_equal(store_restore(w.path, copy, &kept, NULL), OK); /* into the file that can be opened */
    snprintf(wanted, sizeof wanted, "sync temporary\nlink temporary kept\nunlink temporary\nsync %s\nunlink workbench.db.head\n", folder);
    assert_string_equal(trace.s, wanted);
    store_close(w.store);
    w.store = NULL;
    damage(w.path);
    buf_clear(&trace);
    buf_clear(&kept);
    assert_int_equal(store_restore(w.path, copy, &kept, NULL), OK); /* in place of one that cannot */
    snprintf(wanted, sizeof wanted,
             "sync temporary\nlink workbench.db kept\nsync %s\nunlink workbench.db\nunlink workbench.db-journal\n"
             "rename temporary workbench.db\nsync %s\nunlink workbench.db.head\n",
             folder, folder);
    assert_string_equal(trace.s, wanted);
    workbench_reopen(&w);
    buf_release(&trace);
    buf_release(&kept);
    free(copy);
    workbench_free(&w);
}

/* ---- other people's files ---- */

static void nobodys_file_is_taken_for_a_temporary_one(void **state)
{
    (void)state;
    static const char *const names[] = {
        "copy.db.part",     "copy.db.part-journal",           "workbench.db.restoring",
        ".peerloom-x.part", "workbench.db.restoring-journal", ".peerloom-0123456789abcdef.part.txt"};
    struct workbench w;
    struct error e;
    struct buf kept = BUF_INIT;
    char copy[128], left[128], held[128], path[160], id[ID_SIZE] = "";
    now = START;
    workbench_new(&w);
    work(&w, id, 0);
    snprintf(copy, sizeof copy, "%s/copy.db", w.folder);
    snprintf(left, sizeof left, "%s/.peerloom-0123456789abcdef.part", w.folder);
    snprintf(held, sizeof held, "%s/.peerloom-fedcba9876543210.part", w.folder);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", w.folder, names[i]);
        write_file(path, "mine");
    }
    write_file(left, "of a run that was cut short");
    write_file(held, "of a window that is writing now");
    int fd = open(held, O_RDWR);
    assert_int_equal(store_backup(w.store, copy, NULL, &e), OK);
    assert_false(there(left));
    assert_true(there(held));
    close(fd);
    store_close(w.store);
    w.store = NULL;
    damage(w.path);
    assert_int_equal(store_restore(w.path, copy, &kept, &e), OK);
    assert_false(there(held));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", w.folder, names[i]);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_size, 4);
    }
    workbench_reopen(&w);
    buf_release(&kept);
    workbench_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_work_is_in_the_newest_backup),
        cmocka_unit_test(a_second_that_comes_twice_takes_two_names),
        cmocka_unit_test(a_clock_beyond_all_years_stops_no_backup),
        cmocka_unit_test(dates_recover_when_the_clock_does),
        cmocka_unit_test(a_clock_set_back_does_not_turn_a_merged_log_round),
        cmocka_unit_test(a_wrong_clock_is_noticed),
        cmocka_unit_test(the_log_decides_whatever_the_names_say),
        cmocka_unit_test(what_was_left_by_restoring_is_never_the_newest),
        cmocka_unit_test(the_last_five_of_a_day_stay),
        cmocka_unit_test(backups_age_exactly_by_the_rule),
        cmocka_unit_test(what_is_aside_takes_nobodys_place),
        cmocka_unit_test(a_day_that_cannot_be_lies_between_its_neighbours),
        cmocka_unit_test(older_ones_make_room_but_never_the_newest_two),
        cmocka_unit_test(the_limit_is_two_billion_bytes_or_a_tenth_of_the_disk),
        cmocka_unit_test(a_full_disk_keeps_all_there_is),
        cmocka_unit_test(a_power_cut_at_any_moment_leaves_the_copies),
        cmocka_unit_test(a_power_cut_while_restoring_leaves_one_or_the_other),
        cmocka_unit_test(nobodys_file_is_taken_for_a_temporary_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
