/* care.c: copies and backups (RELIABILITY 2.7); see also check.c and restore.c. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "store/internal.h"

/* ---- copies ---- */

enum status care_io_fail(const char *doing, const char *path, struct error *e)
{
    enum status status = errno == ENOSPC || errno == EDQUOT ? ERR_FULL : errno == EROFS ? ERR_READ_ONLY : ERR_IO;
    error_set(e, status, "could not %s '%s': %s", doing, path, strerror(errno));
    return error_hint(e, status, "choose another place that has room and may be written");
}

static enum status sync_path(const char *path, struct error *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) != 0) {
        enum status status = care_io_fail("write", path, e);
        if (fd >= 0)
            close(fd);
        return status;
    }
    close(fd);
    return OK;
}

enum status care_sync_folder(const char *path, struct error *e)
{
    char *folder = xstrdup(path), *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    enum status status = sync_path(slash ? folder : ".", e);
    free(folder);
    return status;
}

/* Copies the pages of an open database into the new file `path` and checks the copy. */
enum status care_copy_pages(struct db *from, const char *path, const struct progress *progress, struct error *e)
{
    struct db to;
    int fd = open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_RDWR, 0600); /* never over somebody's file */
    if (fd < 0)
        return care_io_fail("write", path, e);
    close(fd);
    enum status status = db_open(&to, path, 0, e);
    if (status != OK)
        return status;
    /* Synced once, when it is whole; a copy that is not finished is thrown away and needs no journal on the disk. */
    db_exec(&to, "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY", "write", NULL);
    sqlite3_backup *copy = sqlite3_backup_init(to.sqlite, "main", from->sqlite, "main");
    int rc = copy ? SQLITE_OK : SQLITE_ERROR;
    while (rc == SQLITE_OK) {
        rc = sqlite3_backup_step(copy, 4096);
        if (rc == SQLITE_OK && progress_stop(progress, "writing a backup",
            (size_t)(sqlite3_backup_pagecount(copy) - sqlite3_backup_remaining(copy)),
            (size_t)sqlite3_backup_pagecount(copy)))
            rc = SQLITE_INTERRUPT;
    }
    sqlite3_backup_finish(copy);
    struct check_report report = {0};
    if (rc == SQLITE_INTERRUPT)
        status = error_set(e, ERR_CANCELLED, "stopped");
    else if (rc != SQLITE_DONE)
        status = db_fail(&to, "write", e);
    else
        status = check_pages(&to, true, &report, progress, e);
    db_close(&to);
    if (status == OK && !report.file_sound) {
        error_set(e, ERR_DAMAGED, "the copy '%s' is not sound: %s", path, report.detail);
        status = error_hint(e, ERR_DAMAGED, "check the disk, and run 'peerloom check'");
    }
    return status == OK ? sync_path(path, e) : status;
}

/* Takes away what a run that was cut short left; its journal would be played back into the new file of that name. */
void care_remove_temporary(const char *path)
{
    struct buf journal = BUF_INIT;
    buf_addf(&journal, "%s-journal", path);
    unlink(path);
    unlink(journal.s);
    buf_release(&journal);
}

/* Copies to a temporary name in the same folder, then gives it its name: never half a file under the real one. */
enum status care_write_copy(struct db *from, const char *path, const struct progress *progress, struct error *e)
{
    struct buf temporary = BUF_INIT;
    buf_addf(&temporary, "%s.part", path);
    care_remove_temporary(temporary.s);
    enum status status = care_copy_pages(from, temporary.s, progress, e);
    if (status == OK && link(temporary.s, path) != 0) { /* link, unlike rename, refuses to overwrite */
        if (errno != EPERM && errno != EOPNOTSUPP)
            status = care_io_fail("write", path, e);
        else if (access(path, F_OK) == 0 || rename(temporary.s, path) != 0) /* file systems without links */
            status = care_io_fail("write", path, e);
    }
    unlink(temporary.s);
    buf_release(&temporary);
    return status == OK ? care_sync_folder(path, e) : status;
}

enum status store_backup(struct store *s, const char *path, const struct progress *progress, struct error *e)
{
    struct stat st;
    if (lstat(path, &st) == 0) {
        error_set(e, ERR_INPUT, "'%s' is there already", path);
        return error_hint(e, ERR_INPUT, "choose a name that is free: a backup never overwrites");
    }
    return care_write_copy(&s->db, path, progress, e);
}

/* ---- the rotating backups ---- */

#define MOST_BACKUPS 512

static void backup_folder(const char *path, struct buf *out)
{
    buf_addf(out, "%s.backups", path);
}

/* The moment in a form that every file system takes: 20180131T140203Z. */
void care_stamp(char out[STAMP_SIZE])
{
    char stamp[STAMP_SIZE];
    moment_stamp(moment_now(), stamp);
    for (const char *p = stamp; *p; p++)
        if (*p != '-' && *p != ':')
            *out++ = *p;
    *out = '\0';
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
    if (status == OK && !(count && same_log(s, path.s)) && (status = check_log(&s->db, progress, e)) == OK) {
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
