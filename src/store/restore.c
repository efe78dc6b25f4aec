/* restore.c: bringing back a backup (doc/reliability.md, "Backups"), so that a crash at any moment leaves the old file
 * or the new one. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/site.h"

void care_name_kept(const char *path, const char *why, struct buf *kept)
{
    char stamp[STAMP_SIZE];
    care_stamp(stamp);
    buf_addf(kept, "%s.before-%s-%s", path, why, stamp);
    for (int again = 2; access(kept->s, F_OK) == 0; again++) { /* of another in the same second */
        buf_clear(kept);
        buf_addf(kept, "%s.before-%s-%s-%d", path, why, stamp, again);
    }
}

static enum status in_use(const char *path, struct error *e)
{
    error_set(e, ERR_BUSY, "'%s' is being read or written in another window", path);
    return error_hint(e, ERR_BUSY, "close that window, or wait a moment, and try again");
}

/* ---- into a workbench that can be opened ---- */

/* Puts all pages of `from` into `to`, in one transaction of `to`: done whole or not at all, and seen by other windows that
 * have the file open. */
static enum status replace_pages(struct db *from, struct db *to, struct error *e)
{
    sqlite3_backup *copy = sqlite3_backup_init(to->sqlite, "main", from->sqlite, "main");
    int rc = copy ? sqlite3_backup_step(copy, -1) : SQLITE_ERROR;
    if (copy && sqlite3_backup_finish(copy) == SQLITE_OK && rc == SQLITE_DONE)
        return OK;
    return rc == SQLITE_BUSY || rc == SQLITE_LOCKED ? in_use(to->path, e) : db_fail(to, "restore", e);
}

/* What is in it is copied first. */
static enum status restore_into(struct db *from, struct db *there, struct buf *kept, struct error *e)
{
    care_name_kept(there->path, "restore", kept);
    enum status status = care_write_copy(there, kept->s, NULL, e);
    return status == OK ? replace_pages(from, there, e) : status;
}

/* ---- in place of a file that is no workbench any more, or of none ---- */

/* The file and its journal get names of their own before they lose the old ones: at no moment is there one without the
 * other. The journal must go, as it would be played back into the file that comes in its place. */
static enum status set_aside(const char *path, struct buf *kept, struct error *e)
{
    struct buf journal = BUF_INIT, kept_journal = BUF_INIT;
    struct stat st;
    care_name_kept(path, "restore", kept);
    buf_addf(&journal, "%s-journal", path);
    buf_addf(&kept_journal, "%s-journal", kept->s);
    bool filled = stat(journal.s, &st) == 0 && st.st_size > 0;
    bool linked = link(path, kept->s) == 0 && (!filled || link(journal.s, kept_journal.s) == 0);
    enum status status = OK;
    if (linked)
        status = care_sync_folder(path, e);
    if (status == OK && (linked ? unlink(path) : rename(path, kept->s)) != 0)
        status = care_io_fail("keep", path, e);
    if (status == OK && (linked || !filled ? unlink(journal.s) : rename(journal.s, kept_journal.s)) != 0 && errno != ENOENT)
        status = care_io_fail("keep", journal.s, e);
    buf_release(&journal);
    buf_release(&kept_journal);
    return status;
}

/* Written beside it and renamed. */
static enum status restore_anew(struct db *from, const char *path, struct buf *kept, struct error *e)
{
    struct care_temporary t;
    bool renamed = false;
    enum status status = care_temporary_open(&t, path, e);
    if (status != OK)
        return status;
    status = care_copy_pages(from, &t, NULL, e);
    if (status == OK && access(path, F_OK) == 0)
        status = set_aside(path, kept, e);
    if (status == OK && !(renamed = rename(t.path, path) == 0))
        status = care_io_fail("write", path, e);
    care_temporary_close(&t, !renamed);
    return status == OK ? care_sync_folder(path, e) : status;
}

/* Opens what stands there, which plays back a journal that a crash left; false if it cannot be used. ERR_BUSY if another
 * window is writing. */
static enum status open_there(struct db *there, const char *path, bool *usable, struct error *e)
{
    struct error why = {0};
    *usable = false;
    if (access(path, F_OK) != 0)
        return OK;
    enum status status = db_open(there, path, 0, &why);
    if (status == OK && db_value(there, "SELECT count(*) FROM sqlite_schema", -1) < 0)
        status = db_fail(there, "open", &why);
    else if (status == OK)
        *usable = care_sound(there, NULL);
    if (!*usable)
        db_close(there);
    if (status == ERR_BUSY || (!*usable && care_open_elsewhere(path)))
        return in_use(path, e);
    return OK;
}

/* Reads the backup into memory, and there takes off where its file was: what is written from here on needs other numbers
 * than what was written after it. */
static enum status read_backup(const char *from, struct db *backup, struct error *e)
{
    struct store file = {0};
    enum status status = db_open(&file.db, from, DB_READ_ONLY, e);
    if (status != OK)
        return status;
    status = care_sound(&file.db, e) ? OK : e ? e->status : ERR_DAMAGED;
    if (status == OK)
        status = store_copy_to_memory(&file, backup, e);
    db_close(&file.db);
    if (status == OK && (status = db_exec(backup, "DELETE FROM local WHERE key = 'file'", "restore", e)) != OK)
        db_close(backup);
    return status;
}

enum status store_restore(const char *path, const char *from, struct buf *kept, struct error *e)
{
    struct db backup, there = {0};
    bool usable;
    enum status status = read_backup(from, &backup, e);
    if (status != OK)
        return status;
    status = open_there(&there, path, &usable, e);
    /* A file that can be used is changed in place, so that a window that has it open goes on with what was brought back
     * and does not write into a file that is gone; any other is set aside. */
    if (status == OK)
        status = usable ? restore_into(&backup, &there, kept, e) : restore_anew(&backup, path, kept, e);
    if (status == OK) /* what was last written here is not what stands here now, and somebody wanted it so */
        site_remove_head(path);
    db_close(&there);
    db_close(&backup);
    return status;
}
