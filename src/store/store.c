/* store.c: opening, migrating and closing a workbench; its local state. */
#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/tr.h"
#include "data.h"
#include "os/path.h"
#include "store/file.h"
#include "store/internal.h"

/* ---- the file ---- */

static enum status not_there(const char *path, struct error *e)
{
    error_set(e, ERR_NOT_FOUND, "there is no workbench '%s'", path);
    return error_hint(e, ERR_NOT_FOUND, "check the path, or make one: 'peerloom --db FILE add alliance name=NAME', or "
                                        "'peerloom demo --db FILE'");
}

/* An empty file becomes a workbench only where one is to be made: who wants to read has named the wrong one. */
static enum status is_empty(const char *path, struct error *e)
{
    error_set(e, ERR_DAMAGED, "'%s' is empty: there is no workbench in it", path);
    return error_hint(e, ERR_DAMAGED, "choose another file with --db FILE");
}

/* What others may do with a file of ours is taken away; what was found is said. */
static void keep_private(struct store *s, const char *path, bool only_look)
{
    mode_t mode;
    enum os_privacy found = only_look ? os_path_privacy(path, &mode) : os_path_make_private(path, &mode);
    size_t n = strlen(s->notice);
    if (found == OS_PRIVATE)
        return;
    n += (size_t)snprintf(s->notice + n, sizeof s->notice - n, "%s", n ? "; " : "");
    snprintf(s->notice + n, sizeof s->notice - n,
             found == OS_TIGHTENED ? _("others could open the file (mode %04o); now only you can (0600)")
                                   : _("others on this computer can open the file (mode %04o), and this could not be "
                                       "changed: keep it in a folder of your own"), (unsigned)mode);
}

static void note_mode(struct store *s, const char *path, unsigned flags)
{
    if (flags & STORE_READ_ONLY)
        snprintf(s->notice, sizeof s->notice, "opened for reading only");
    else if (!s->writable)
        snprintf(s->notice, sizeof s->notice, "the file may only be read; copy it to a folder of your own to change it");
    keep_private(s, path, flags & STORE_READ_ONLY);
}

static enum status open_file(struct store *s, const char *path, unsigned flags, struct error *e)
{
    struct stat st;
    bool there = stat(path, &st) == 0;
    if (!there && !(flags & STORE_CREATE))
        return not_there(path, e);
    if (there && S_ISDIR(st.st_mode))
        return error_set(e, ERR_INPUT, "'%s' is a folder, not a workbench", path);
    if (there && S_ISREG(st.st_mode) && st.st_size == 0 && !(flags & STORE_CREATE) && !file_has_journal(path))
        return is_empty(path, e);
    enum status status = there ? OK : os_path_make_folders(path, e);
    if (status != OK)
        return status;
    bool read_only = flags & STORE_READ_ONLY || (there && access(path, W_OK) != 0);
    status = db_open(&s->db, path, read_only ? DB_READ_ONLY : DB_CREATE, e);
    s->writable = status == OK && !read_only && !sqlite3_db_readonly(s->db.sqlite, "main");
    if (status == OK)
        note_mode(s, path, flags);
    return status;
}

/* ---- the log's schema ---- */

static enum status migrate(struct db *db, int from, struct error *e)
{
    struct buf sql = BUF_INIT;
    for (int i = from; i < LOG_VERSION; i++)
        buf_adds(&sql, data_schema[i]);
    buf_addf(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %d;", DB_APPLICATION_ID, LOG_VERSION);
    enum status status = db_exec(db, "BEGIN IMMEDIATE", "prepare", e);
    /* Another program that starts at the same time may have done it while this one waited. */
    if (status == OK && db_value(db, "PRAGMA user_version", -1) == from)
        status = db_exec(db, sql.s, "prepare", e);
    if (status == OK)
        status = db_exec(db, "COMMIT", "prepare", e);
    if (status != OK && !sqlite3_get_autocommit(db->sqlite))
        db_exec(db, "ROLLBACK", "prepare", NULL);
    buf_release(&sql);
    return status;
}

/* What the schema of the log should read like. */
static void add_schema(struct db *db, struct buf *out)
{
    sqlite3_stmt *stmt = db_prepare(db, "SELECT type || ' ' || name || ' ' || sql FROM sqlite_schema WHERE (tbl_name LIKE "
                                        "'log\\_%' ESCAPE '\\' OR tbl_name IN ('local', 'projection') OR type IN "
                                        "('trigger', 'view')) AND sql IS NOT NULL ORDER BY 1");
    while (stmt && sqlite3_step(stmt) == SQLITE_ROW)
        buf_addf(out, "%s\n", db_column(stmt, 0));
    sqlite3_reset(stmt);
}

/* A file whose log has other tables than ours, or triggers or views, was not made by this program. */
static enum status check_schema(struct store *s, struct error *e)
{
    struct db ideal;
    struct buf wanted = BUF_INIT, found = BUF_INIT;
    enum status status = db_open(&ideal, DB_MEMORY, DB_CREATE, e);
    if (status != OK)
        return status;
    status = migrate(&ideal, 0, e);
    add_schema(&ideal, &wanted);
    add_schema(&s->db, &found);
    db_close(&ideal);
    if (status == OK && strcmp(buf_str(&wanted), buf_str(&found)) != 0) {
        error_set(e, ERR_DAMAGED, "'%s' is no sound workbench: its tables are not as peerloom makes them", s->db.path);
        status = error_hint(e, ERR_DAMAGED, "do not use it; open a backup you trust");
    }
    buf_release(&wanted);
    buf_release(&found);
    return status;
}

static enum status newer(struct store *s, int64_t version)
{
    s->writable = false;
    snprintf(s->notice, sizeof s->notice,
             "written by a newer peerloom (version %lld of the log, this program knows %d): open for reading only",
             (long long)version, LOG_VERSION);
    return OK;
}

/* What a file says of itself, all at one moment: another program may just be making it. */
struct file_facts {
    int64_t application, version, tables;
};

static enum status read_facts(struct store *s, struct file_facts *f, struct error *e)
{
    enum status status = db_exec(&s->db, "BEGIN", "open", e);
    if (status != OK)
        return status;
    sqlite3_stmt *stmt = db_prepare(&s->db, "PRAGMA application_id"); /* the first look into the file */
    if (!stmt || sqlite3_step(stmt) != SQLITE_ROW)
        return db_fail(&s->db, "open", e);
    f->application = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    f->version = db_value(&s->db, "PRAGMA user_version", 0);
    f->tables = db_value(&s->db, "SELECT count(*) FROM sqlite_schema", -1);
    if (f->tables < 0)
        return db_fail(&s->db, "open", e);
    return db_exec(&s->db, "COMMIT", "open", e);
}

static enum status prepare_schema(struct store *s, struct error *e)
{
    struct file_facts f = {0};
    enum status status = read_facts(s, &f, e);
    if (status != OK)
        return status;
    if (f.application != DB_APPLICATION_ID && (f.application != 0 || f.tables > 0 || !s->writable)) {
        error_set(e, ERR_DAMAGED, "'%s' is no workbench of peerloom", s->db.path);
        return error_hint(e, ERR_DAMAGED, "choose another file with --db FILE");
    }
    int64_t version = f.version;
    if (version < (f.application == DB_APPLICATION_ID)) {
        error_set(e, ERR_DAMAGED, "'%s' is no sound workbench: its version is %d", s->db.path, (int)version);
        return error_hint(e, ERR_DAMAGED, "do not use it; open a backup you trust");
    }
    if (version > LOG_VERSION)
        return newer(s, version);
    if (version < LOG_VERSION && s->writable) {
        if (version > 0)
            status = store_backup_rotate(s, NULL, e);
        if (status == OK)
            status = migrate(&s->db, (int)version, e);
        forget_statements(s);
    }
    return status == OK ? check_schema(s, e) : status;
}

/* ---- site ---- */

#define SITE "SELECT CAST(value AS INTEGER) FROM local WHERE key = 'site'"

/* Gives this copy of the workbench its number, unless another program that starts at the same time has just done so. */
static enum status make_site(struct store *s, struct error *e)
{
    char text[24], sql[160];
    s->site = db_value(&s->db, SITE, 0);
    if (s->site)
        return OK;
    s->site = site_new();
    snprintf(text, sizeof text, "%lld", (long long)s->site);
    snprintf(sql, sizeof sql, "INSERT INTO log_site (site, since) VALUES (%s, %lld)", text, (long long)moment_now());
    enum status status = db_exec(&s->db, sql, "prepare", e);
    return status == OK ? store_remember(s, "site", text, e) : status;
}

static enum status read_site(struct store *s, struct error *e)
{
    s->site = db_value(&s->db, SITE, 0);
    if (s->site || !s->writable)
        return OK;
    enum status status = db_exec(&s->db, "BEGIN IMMEDIATE", "prepare", e);
    if (status == OK)
        status = make_site(s, e);
    if (status == OK)
        status = db_exec(&s->db, "COMMIT", "prepare", e);
    if (status != OK && !sqlite3_get_autocommit(s->db.sqlite))
        db_exec(&s->db, "ROLLBACK", "prepare", NULL);
    return status;
}

/* ---- statements ---- */

sqlite3_stmt *kind_statement(struct store *s, const struct kind *k, enum purpose purpose,
                             void (*build)(const struct kind *k, struct buf *sql))
{
    if (!s->statements)
        s->statements = xcalloc(s->model->count * PURPOSES, sizeof *s->statements);
    sqlite3_stmt **stmt = &s->statements[k->index * PURPOSES + purpose];
    if (*stmt) {
        sqlite3_reset(*stmt);
        return *stmt;
    }
    struct buf sql = BUF_INIT;
    build(k, &sql);
    *stmt = db_prepare(&s->db, sql.s);
    buf_release(&sql);
    return *stmt;
}

void forget_statements(struct store *s)
{
    free(s->statements);
    s->statements = NULL;
    s->append = NULL;
    db_forget_statements(&s->db);
}

/* ---- opening ---- */

enum status store_copy_to_memory(struct store *s, struct db *memory, struct error *e)
{
    enum status status = db_open(memory, DB_MEMORY, DB_CREATE, e);
    if (status != OK)
        return status;
    sqlite3_backup *copy = sqlite3_backup_init(memory->sqlite, "main", s->db.sqlite, "main");
    bool done = copy && sqlite3_backup_step(copy, -1) == SQLITE_DONE;
    sqlite3_backup_finish(copy);
    if (done)
        return OK;
    status = db_fail(&s->db, "read", e);
    db_close(memory);
    return status;
}

/* A file that may not be written, whose projection was made by another program: the projection is made in memory. */
static enum status prepare_in_memory(struct store *s, const struct progress *progress, struct error *e)
{
    struct db memory;
    enum status status = store_copy_to_memory(s, &memory, e);
    if (status != OK)
        return status;
    forget_statements(s);
    struct db file = s->db;
    free(memory.path);
    memory.path = file.path;
    file.path = NULL;
    db_close(&file);
    s->db = memory;
    return projection_prepare(s, progress, e);
}

static enum status prepare(struct store *s, const struct progress *progress, struct error *e)
{
    enum status status = prepare_schema(s, e);
    if (status == OK)
        status = read_site(s, e);
    if (status == OK)
        status = s->writable || projection_current(s) ? projection_prepare(s, progress, e)
                                                      : prepare_in_memory(s, progress, e);
    s->data_version = db_value(&s->db, "PRAGMA data_version", 0);
    return status;
}

/* For a file that cannot be used, say which backup to take. */
static void suggest_backup(const char *path, struct error *e)
{
    struct buf newest = BUF_INIT;
    if (e && e->status == ERR_DAMAGED && store_newest_backup(path, &newest, NULL) == OK)
        error_hint(e, ERR_DAMAGED, "nothing is deleted; bring back the newest sound backup with 'peerloom --db %s restore %s'",
                   path, newest.s);
    buf_release(&newest);
}

enum status store_open(struct store **store, const char *path, unsigned flags, struct model *model,
                       const struct progress *progress, struct error *e)
{
    struct store *s = xcalloc(1, sizeof *s);
    s->model = model;
    *store = NULL;
    enum status status = open_file(s, path, flags, e);
    if (status == OK)
        status = prepare(s, progress, e);
    if (status != OK) {
        suggest_backup(path, e);
        store_close(s);
        return status;
    }
    *store = s;
    return OK;
}

void store_release(struct store *s)
{
    free(s->statements);
    s->statements = NULL;
    for (size_t i = 0; i < sizeof s->scratch / sizeof *s->scratch; i++)
        buf_release(&s->scratch[i]);
}

void store_close(struct store *s)
{
    if (!s)
        return;
    change_rollback(s);
    store_release(s);
    if (s->db.sqlite)
        db_close(&s->db);
    free(s);
}

/* ---- facts ---- */

const char *store_path(const struct store *s)
{
    return s->db.path;
}

const char *store_notice(const struct store *s)
{
    return s->notice;
}

bool store_writable(const struct store *s)
{
    return s->writable;
}

struct model *store_model(const struct store *s)
{
    return s->model;
}

int64_t store_saved_at(const struct store *s)
{
    return s->saved_at;
}

bool store_changed_elsewhere(struct store *s)
{
    int64_t now = db_value(&s->db, "PRAGMA data_version", s->data_version);
    bool changed = now != s->data_version;
    s->data_version = now;
    bool kinds;
    if (changed)
        s->site = db_value(&s->db, SITE, s->site); /* a backup of another laptop may have been brought back */
    if (changed && !projection_current(s))
        projection_load_columns(s, &kinds, NULL);
    return changed;
}

/* ---- local state ---- */

enum status store_remember(struct store *s, const char *key, const char *value, struct error *e)
{
    if (!s->writable)
        return OK;
    sqlite3_stmt *stmt = db_prepare(&s->db, "INSERT OR REPLACE INTO local (key, value) VALUES (:key, :value)");
    if (!stmt)
        return db_fail(&s->db, "save in", e);
    db_text(stmt, ":key", key);
    db_text(stmt, ":value", value);
    return db_run(&s->db, stmt, "save in", e);
}

void store_recall(struct store *s, const char *key, struct buf *out)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT value FROM local WHERE key = :key");
    if (!stmt)
        return;
    db_text(stmt, ":key", key);
    if (sqlite3_step(stmt) == SQLITE_ROW)
        buf_adds(out, db_column(stmt, 0));
    sqlite3_reset(stmt);
}
