/* care_copy.c: copies of a workbench, checked and synced, never over a file that is there. */
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
        status = care_check_file(&to, true, &report, progress, e);
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
