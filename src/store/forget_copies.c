/* forget_copies.c: the copies that stand beside a workbench, see forget.h.
 *
 * A copy is rewritten in place, in one transaction, with its tables made anew from what is left of its log; freed pages
 * are overwritten (secure_delete). Its chain is the same afterwards. A copy that cannot be opened or is of another format
 * is dropped: nobody could say what it holds. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/path.h"
#include "store/forget.h"

struct copies {
    struct store *store;
    const struct kind *kind;
    const char *id;
    bool really;
    struct forget_report *report;
    const struct progress *progress;
};

/* How a copy stands: it is not about the person, it can be rewritten, or it cannot. */
enum standing { COPY_FREE, COPY_HOLDS, COPY_UNREADABLE };

static enum standing standing_of(struct copies *c, struct store *copy)
{
    if (db_value(&copy->db, "PRAGMA application_id", 0) != DB_APPLICATION_ID ||
        db_value(&copy->db, "PRAGMA user_version", 0) != LOG_VERSION)
        return COPY_UNREADABLE;
    sqlite3_stmt *stmt = db_prepare(&copy->db, "SELECT EXISTS (SELECT 1 FROM log_op WHERE record = :id)");
    if (!stmt)
        return COPY_UNREADABLE;
    db_text(stmt, ":id", c->id);
    bool read = sqlite3_step(stmt) == SQLITE_ROW, holds = read && sqlite3_column_int(stmt, 0);
    sqlite3_reset(stmt);
    return !read ? COPY_UNREADABLE : holds ? COPY_HOLDS : COPY_FREE;
}

static enum status rewrite(struct copies *c, struct store *copy, struct error *e)
{
    struct forgetting f;
    struct forget_report counted = {0};
    enum status status = db_exec(&copy->db, "BEGIN IMMEDIATE", "forget in", e);
    if (status != OK)
        return status;
    status = forget_gather(&f, copy, c->kind, c->id, &counted, e);
    if (status == OK)
        status = forget_apply(&f, e);
    if (status == OK)
        status = projection_rebuild(copy, c->progress, e);
    if (status == OK) /* made from the kinds of now: whoever restores it makes its tables anew */
        status = db_exec(&copy->db, "DELETE FROM projection", "forget in", e);
    forget_release(&f);
    if (status == OK)
        return db_exec(&copy->db, "COMMIT", "forget in", e);
    db_exec(&copy->db, "ROLLBACK", "forget in", NULL);
    return status;
}

static void drop(struct copies *c, const char *path)
{
    struct buf journal = BUF_INIT;
    buf_addf(&journal, "%s-journal", path);
    if (c->really && (unlink(path) != 0 || (unlink(journal.s) != 0 && errno != ENOENT)))
        c->report->left++;
    else
        c->report->dropped++;
    buf_release(&journal);
}

static void check_copy(struct copies *c, const char *path)
{
    struct store copy = {.model = c->store->model, .writable = true};
    struct stat st;
    if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return;
    enum standing standing = COPY_UNREADABLE;
    if (db_open(&copy.db, path, 0, NULL) == OK) {
        standing = standing_of(c, &copy);
        if (standing == COPY_HOLDS && c->really && rewrite(c, &copy, NULL) != OK)
            standing = COPY_UNREADABLE;
        store_release(&copy);
        db_close(&copy.db);
    }
    if (standing == COPY_HOLDS)
        c->report->rewritten++;
    else if (standing == COPY_UNREADABLE)
        drop(c, path);
}

static bool ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n >= m && strcmp(name + n - m, end) == 0;
}

/* Files in `folder` whose names begin with `start`; journals go with their files. */
static void check_folder(struct copies *c, const char *folder, const char *start, const char *end)
{
    DIR *dir = opendir(folder);
    struct buf path = BUF_INIT;
    for (const struct dirent *entry; dir && (entry = readdir(dir));)
        if (strncmp(entry->d_name, start, strlen(start)) == 0 && ends_with(entry->d_name, end) && !ends_with(entry->d_name, "-journal")) {
            buf_clear(&path);
            buf_addf(&path, "%s/%s", folder, entry->d_name);
            check_copy(c, path.s);
        }
    if (dir)
        closedir(dir);
    buf_release(&path);
}

/* The folder of the workbench into `folder`; returns the name of its file. */
static const char *split(const char *path, struct buf *folder)
{
    const char *slash = strrchr(path, '/');
    os_path_folder(path, folder);
    return slash ? slash + 1 : path;
}

/* The text of a small file; nothing if it cannot be read. */
static void read_text(const char *path, struct buf *out)
{
    char piece[4096];
    FILE *file = fopen(path, "re");
    for (size_t n; file && (n = fread(piece, 1, sizeof piece, file)) > 0;)
        buf_add(out, piece, n);
    if (file)
        fclose(file);
}

void forget_drafts(struct forgetting *f, bool really)
{
    struct buf folder = BUF_INIT, start = BUF_INIT, path = BUF_INIT, text = BUF_INIT;
    buf_addf(&start, "%s.draft-", split(f->store->db.path, &folder));
    DIR *dir = opendir(folder.s);
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        if (strncmp(entry->d_name, start.s, start.len) != 0)
            continue;
        buf_clear(&path);
        buf_clear(&text);
        buf_addf(&path, "%s/%s", folder.s, entry->d_name);
        read_text(path.s, &text);
        if (!forget_identified(f, buf_str(&text)) && !forget_named(f, buf_str(&text)))
            continue;
        f->report->local++;
        if (really && unlink(path.s) != 0)
            f->report->left++;
    }
    if (dir)
        closedir(dir);
    buf_release(&folder);
    buf_release(&start);
    buf_release(&path);
    buf_release(&text);
}

enum status forget_copies(struct store *s, const struct kind *k, const char *id, bool really, struct forget_report *report,
                          const struct progress *progress, struct error *e)
{
    struct copies c = {s, k, id, really, report, progress};
    struct buf folder = BUF_INIT, start = BUF_INIT;
    buf_addf(&folder, "%s.backups", s->db.path);
    check_folder(&c, folder.s, "", ".db");
    check_folder(&c, folder.s, ".peerloom-", ".part");
    buf_clear(&folder);
    buf_addf(&start, "%s.before-", split(s->db.path, &folder));
    check_folder(&c, folder.s, start.s, "");
    check_folder(&c, folder.s, ".peerloom-", ".part"); /* what a run that was cut short left */
    buf_release(&folder);
    buf_release(&start);
    if (report->left == 0)
        return OK;
    error_set(e, ERR_IO, "%zu copies beside '%s' could not be rewritten and could not be deleted", report->left, s->db.path);
    return error_hint(e, ERR_IO, "the workbench itself has forgotten; delete the copies that do not open by hand");
}
