/* backup.c: the rotating backups beside a workbench (doc/reliability.md, "Backups"). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/backup.h"

/* All backups together take at most this, or a tenth of what they and the free room of the disk come to, if that is
 * more. */
#define MOST_BYTES 2000000000
/* What a backup must leave free, for the work that goes on. */
#define LEAVE_FREE (1 << 20)

/* The room that is free on the disk, -1 if nobody knows. */
static int64_t free_room(const char *folder)
{
    struct statvfs st;
    return statvfs(folder, &st) == 0 && st.f_blocks > 0 ? (int64_t)st.f_bavail * (int64_t)st.f_frsize : -1;
}

static int64_t most_bytes(const struct backup_list *list)
{
    int64_t taken = free_room(list->folder.s);
    for (size_t i = 0; i < list->count; i++)
        taken += list->items[i].size;
    return taken / 10 > MOST_BYTES ? taken / 10 : MOST_BYTES;
}

static enum status make_folder(const char *folder, struct error *e)
{
    if (mkdir(folder, 0700) == 0)
        return care_sync_folder(folder, e); /* or a power cut takes it away with all that is in it */
    return errno == EEXIST ? OK : care_io_fail("make the folder", folder, e);
}

static enum status no_room(const struct backup_list *list, struct error *e)
{
    error_set(e, ERR_FULL,
              "the disk is too full for a backup in '%s': none was made, and the earlier ones are all kept",
              list->folder.s);
    return error_hint(e, ERR_FULL, "make room on the disk, or write a copy to another one (peerloom backup FILE)");
}

/* A disk that is filled up by a copy takes no more work either. */
static bool has_room(struct store *s, const struct backup_list *list)
{
    int64_t size = db_value(&s->db, "PRAGMA page_count", 0) * db_value(&s->db, "PRAGMA page_size", 0);
    int64_t room = free_room(list->folder.s);
    return room < 0 || room >= size + LEAVE_FREE;
}

/* Is the newest one all that is here, and whole? A copy that went bad is no backup: another one is written then. */
static enum status still_good(struct backup_list *list, int64_t reach, const struct progress *progress, bool *good,
                              struct error *e)
{
    struct backup *newest = backup_newest(list);
    struct check_report report = {0};
    struct db db;
    *good = false;
    if (!newest || newest->reach != reach || db_open(&db, newest->path, DB_READ_ONLY, NULL) != OK)
        return OK;
    enum status status = check_pages(&db, true, &report, progress, e);
    db_close(&db);
    *good = status == OK && report.file_sound;
    return status == ERR_CANCELLED ? status : OK;
}

static enum status write_next(struct store *s, const struct backup_list *list, struct buf *path,
                              const struct progress *progress, struct error *e)
{
    enum status status;
    int64_t number = list->number;
    if (!has_room(s, list))
        return no_room(list, e);
    do { /* another window may just have taken the name */
        buf_clear(path);
        backup_name(list, ++number, path);
        errno = 0;
        status = care_write_copy(&s->db, path->s, progress, e);
    } while (status == ERR_IO && errno == EEXIST && number < list->number + 10);
    return status == ERR_FULL ? no_room(list, e) : status;
}

enum status store_backup_rotate(struct store *s, struct backup_report *report, const struct progress *progress,
                                struct error *e)
{
    struct backup_list list;
    struct buf path = BUF_INIT;
    int64_t reach = backup_reach(&s->db);
    bool good = false;
    if (reach == 0)
        return OK; /* an empty workbench needs no copy */
    backup_list_read(&list, s->db.path, &s->db);
    enum status status = make_folder(list.folder.s, e);
    if (status == OK)
        status = still_good(&list, reach, progress, &good, e);
    if (status == OK && good)
        buf_adds(&path, backup_newest(&list)->path);
    if (status == OK && !good) /* a damaged log is not copied over good copies of it */
        status = check_log(&s->db, progress, e);
    if (status == OK && !good)
        status = write_next(s, &list, &path, progress, e);
    if (status == OK && !good) {
        backup_list_add(&list, path.s, reach);
        int64_t most = most_bytes(&list);
        size_t early = backup_thin(&list, most);
        if (report)
            *report = (struct backup_report){.written = true, .early = early, .most_bytes = most};
    }
    if (status == OK && report)
        buf_adds(&report->path, path.s);
    backup_list_release(&list);
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
    struct backup_list list;
    struct db live;
    bool found = false, open = access(path, F_OK) == 0 && db_open(&live, path, DB_READ_ONLY, NULL) == OK;
    backup_list_read(&list, path, open ? &live : NULL);
    if (open)
        db_close(&live);
    for (int aside = 0; aside < 2 && !found; aside++) /* of what was left behind only when there is nothing else */
        for (size_t i = 0; i < list.count && !found; i++) {
            const struct backup *b = &list.items[i];
            found = b->readable && b->aside == aside && sound(b->path);
            if (found)
                buf_adds(newest, b->path);
        }
    backup_list_release(&list);
    return found ? OK : error_set(e, ERR_NOT_FOUND, "there is no sound backup of '%s'", path);
}
