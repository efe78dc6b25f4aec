/* backup.c: the rotating backups beside a workbench (RELIABILITY 2.7). */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "store/internal.h"

#define MOST_BACKUPS 512

static void backup_folder(const char *path, struct buf *out)
{
    buf_addf(out, "%s.backups", path);
}

/* Is this one of ours: 20180131T140203Z.db? */
static bool backup_name(const char *name)
{
    if (strlen(name) != 19 || strcmp(name + 16, ".db") != 0 || name[8] != 'T' || name[15] != 'Z')
        return false;
    return strspn(name, "0123456789") == 8 && strspn(name + 9, "0123456789") == 6;
}

static int newest_first(const void *a, const void *b)
{
    return strcmp(*(char *const *)b, *(char *const *)a);
}

/* The names of all backups, newest first. */
static size_t list_backups(const char *folder, char *names[MOST_BACKUPS])
{
    DIR *dir = opendir(folder);
    size_t count = 0;
    for (struct dirent *entry; dir && count < MOST_BACKUPS && (entry = readdir(dir));)
        if (backup_name(entry->d_name))
            names[count++] = xstrdup(entry->d_name);
    if (dir)
        closedir(dir);
    qsort(names, count, sizeof *names, newest_first);
    return count;
}

static void free_names(char *names[MOST_BACKUPS], size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
}

/* Which period of a keeping rule a backup falls into: a day, a week or a month, counted from long ago. */
static long period(const char *name, int rule)
{
    char day[DATE_SIZE];
    snprintf(day, sizeof day, "%.4s-%.2s-%.2s", name, name + 4, name + 6);
    long days = date_days_between("1970-01-01", day);
    return rule == 0 ? days : rule == 1 ? (days + 3) / 7 : atol(day) * 12 + atol(day + 5);
}

/* Keeps the last 5, and the newest of each of 12 days, 10 weeks and 9 months. */
static void thin_out(const char *folder, char *names[MOST_BACKUPS], size_t count)
{
    static const int most[] = {12, 10, 9};
    bool keep[MOST_BACKUPS] = {false};
    for (size_t i = 0; i < count && i < 5; i++)
        keep[i] = true;
    for (int rule = 0; rule < 3; rule++) {
        long last = -1;
        int kept = 0;
        for (size_t i = 0; i < count && kept < most[rule]; i++)
            if (period(names[i], rule) != last) {
                last = period(names[i], rule);
                keep[i] = true;
                kept++;
            }
    }
    for (size_t i = 0; i < count; i++)
        if (!keep[i]) {
            struct buf path = BUF_INIT;
            buf_addf(&path, "%s/%s", folder, names[i]);
            unlink(path.s);
            buf_release(&path);
        }
}

/* What tells one state of the log from another. */
static void log_mark(struct db *db, char out[64])
{
    snprintf(out, 64, "%lld %lld", (long long)db_value(db, "SELECT count(*) FROM log_change", -1),
             (long long)db_value(db, "SELECT max(at) FROM log_change", -1));
}

static bool same_log(struct store *s, const char *path)
{
    struct db backup;
    char here[64], there[64];
    if (db_open(&backup, path, DB_READ_ONLY, NULL) != OK)
        return false;
    log_mark(&s->db, here);
    log_mark(&backup, there);
    db_close(&backup);
    return strcmp(here, there) == 0;
}

enum status store_backup_rotate(struct store *s, const struct progress *progress, struct error *e)
{
    struct buf folder = BUF_INIT, path = BUF_INIT;
    char *names[MOST_BACKUPS], stamp[STAMP_SIZE];
    enum status status = OK;
    if (db_value(&s->db, "SELECT count(*) FROM (SELECT 1 FROM log_change LIMIT 1)", 0) == 0)
        return OK; /* an empty workbench needs no copy */
    backup_folder(s->db.path, &folder);
    if (mkdir(folder.s, 0700) != 0 && errno != EEXIST)
        status = care_io_fail("make the folder", folder.s, e);
    size_t count = list_backups(folder.s, names);
    if (count)
        buf_addf(&path, "%s/%s", folder.s, names[0]);
    if (status == OK && !(count && same_log(s, path.s))) {
        care_stamp(stamp);
        buf_clear(&path);
        buf_addf(&path, "%s/%s.db", folder.s, stamp);
        status = access(path.s, F_OK) == 0 ? OK : care_write_copy(&s->db, path.s, progress, e);
        free_names(names, count);
        count = list_backups(folder.s, names);
        if (status == OK)
            thin_out(folder.s, names, count);
    }
    free_names(names, count);
    buf_release(&folder);
    buf_release(&path);
    return status;
}

static bool sound(const char *path)
{
    struct db db;
    if (db_open(&db, path, DB_READ_ONLY, NULL) != OK)
        return false;
    bool good = care_sound(&db, NULL);
    db_close(&db);
    return good;
}

enum status store_newest_backup(const char *path, struct buf *newest, struct error *e)
{
    struct buf folder = BUF_INIT, candidate = BUF_INIT;
    char *names[MOST_BACKUPS];
    backup_folder(path, &folder);
    size_t count = list_backups(folder.s, names);
    bool found = false;
    for (size_t i = 0; i < count && !found; i++) {
        buf_clear(&candidate);
        buf_addf(&candidate, "%s/%s", folder.s, names[i]);
        found = sound(candidate.s);
    }
    if (found)
        buf_adds(newest, candidate.s);
    free_names(names, count);
    buf_release(&folder);
    buf_release(&candidate);
    return found ? OK : error_set(e, ERR_NOT_FOUND, "there is no sound backup of '%s'", path);
}
