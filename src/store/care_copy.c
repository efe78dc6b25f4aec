/* care_copy.c: copies of a workbench, checked and synced, never over a file that is there. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/id.h"
#include "os/path.h"
#include "store/internal.h"

enum status care_io_fail(const char *doing, const char *path, struct error *e)
{
    enum status status = errno == ENOSPC || errno == EDQUOT ? ERR_FULL : errno == EROFS ? ERR_READ_ONLY : ERR_IO;
    error_set(e, status, "could not %s '%s': %s", doing, path, strerror(errno));
    return error_hint(e, status, "choose another place that has room and may be written");
}

static enum status sync_file(int fd, const char *path, struct error *e)
{
    return fsync(fd) == 0 ? OK : care_io_fail("write", path, e);
}

static char *folder_of(const char *path)
{
    struct buf folder = BUF_INIT;
    os_path_folder(path, &folder);
    return buf_take(&folder);
}

enum status care_sync_folder(const char *path, struct error *e)
{
    char *folder = folder_of(path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = fd < 0 ? care_io_fail("write", folder, e) : sync_file(fd, folder, e);
    if (fd >= 0)
        close(fd);
    free(folder);
    return status;
}

/* ---- temporary files ---- */

#define PREFIX ".peerloom-"
#define SUFFIX ".part"
#define DIGITS 16

/* Is this the form of our temporary names: .peerloom-0123456789abcdef.part? */
static bool temporary_name(const char *name)
{
    size_t prefix = strlen(PREFIX);
    return strncmp(name, PREFIX, prefix) == 0 && strspn(name + prefix, "0123456789abcdef") == DIGITS &&
           strcmp(name + prefix + DIGITS, SUFFIX) == 0;
}

bool care_open_elsewhere(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool taken = fd >= 0 && fcntl(fd, F_SETLEASE, F_WRLCK) != 0 && errno == EAGAIN;
    if (fd >= 0)
        close(fd); /* and the lease with it */
    return taken;
}

/* A lease is given only to the owner of a regular file that nobody has open: a window that is writing its copy keeps it. */
static void remove_if_left(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd >= 0 && fcntl(fd, F_SETLEASE, F_WRLCK) == 0)
        unlinkat(folder, name, 0);
    if (fd >= 0)
        close(fd);
}

/* Removes what runs that were cut short left in the folder, and nothing that may be somebody else's. */
static void remove_left(const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (temporary_name(entry->d_name))
            remove_if_left(dirfd(dir), entry->d_name);
    if (dir)
        closedir(dir);
}

enum status care_temporary_open(struct care_temporary *t, const char *path, struct error *e)
{
    struct buf name = BUF_INIT;
    char *folder = folder_of(path);
    remove_left(folder);
    buf_addf(&name, "%s/" PREFIX "%016llx" SUFFIX, folder, (unsigned long long)site_new());
    free(folder);
    t->path = buf_take(&name);
    t->fd = open(t->path, O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_RDWR, 0600);
    if (t->fd >= 0)
        return OK;
    enum status status = care_io_fail("write", path, e);
    free(t->path);
    *t = (struct care_temporary){NULL, -1};
    return status;
}

void care_temporary_close(struct care_temporary *t, bool remove)
{
    if (remove && t->path)
        unlink(t->path);
    if (t->fd >= 0)
        close(t->fd);
    free(t->path);
    *t = (struct care_temporary){NULL, -1};
}

/* ---- copies ---- */

enum status care_copy_pages(struct db *from, struct care_temporary *t, const struct progress *progress, struct error *e)
{
    struct db to;
    enum status status = db_open(&to, t->path, 0, e);
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
        error_set(e, ERR_DAMAGED, "the copy '%s' is not sound: %s", t->path, report.detail);
        status = error_hint(e, ERR_DAMAGED, "check the disk, and run 'peerloom check'");
    }
    return status == OK ? sync_file(t->fd, t->path, e) : status;
}

/* Gives the copy its name. link(), unlike rename(), refuses to overwrite; some file systems have no links. */
static enum status give_name(struct care_temporary *t, const char *path, bool *named, struct error *e)
{
    *named = false;
    if (link(t->path, path) == 0)
        return OK;
    if (errno != EPERM && errno != EOPNOTSUPP)
        return care_io_fail("write", path, e);
    if (access(path, F_OK) == 0) {
        errno = EEXIST;
        return care_io_fail("write", path, e);
    }
    *named = rename(t->path, path) == 0;
    return *named ? OK : care_io_fail("write", path, e);
}

enum status care_write_copy(struct db *from, const char *path, const struct progress *progress, struct error *e)
{
    struct care_temporary t;
    bool renamed = false;
    enum status status = care_temporary_open(&t, path, e);
    if (status != OK)
        return status;
    status = care_copy_pages(from, &t, progress, e);
    if (status == OK)
        status = give_name(&t, path, &renamed, e);
    care_temporary_close(&t, !renamed);
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

void care_stamp(char out[STAMP_SIZE])
{
    char stamp[STAMP_SIZE], *end = out;
    moment_stamp(moment_now(), stamp);
    for (const char *p = stamp; *p; p++)
        if (*p != '-' && *p != ':')
            *end++ = *p;
    *end = '\0';
    if (strlen(out) != CARE_STAMP) /* a clock that is beyond all years */
        strcpy(out, "00000000T000000Z");
}
