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
#include "store/site.h"

/* ---- the file ---- */

static enum status not_there(const char *path, struct error *e)
{
    error_set(e, ERR_NOT_FOUND, "there is no workbench '%s'", path);
    return error_hint(e, ERR_NOT_FOUND, "check the path, or make one: 'peerloom --db FILE add alliance name=NAME', or "
                                        "'peerloom demo --db FILE'");
}

/* Was there a workbench in this place once? */
static bool was_written(const char *path)
{
    struct site_head head;
    struct buf newest = BUF_INIT;
    bool written = site_read_head(path, &head) || store_newest_backup(path, &newest, NULL) == OK;
    buf_release(&newest);
    return written;
}

static enum status emptied(const char *path, struct error *e)
{
    return error_set(e, ERR_DAMAGED, "'%s' is empty, though a workbench was saved there", path);
}

/* An empty file becomes a workbench only where one is to be made: who wants to read has named the wrong one. */
static enum status is_empty(const char *path, struct error *e)
{
    error_set(e, ERR_DAMAGED, "'%s' is empty: there is no workbench in it", path);
    return error_hint(e, ERR_DAMAGED, "choose another file with --db FILE");
}

/* What others may do with a file of ours is taken away; what was found is said. */
static void make_private(struct store *s, const char *path, bool only_look)
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
    make_private(s, path, flags & STORE_READ_ONLY);
}

static enum status open_file(struct store *s, const char *path, unsigned flags, struct error *e)
{
    struct stat st;
    bool there = stat(path, &st) == 0;
    if (!there && !(flags & STORE_CREATE))
        return not_there(path, e);
    if (there && st.st_size == 0 && was_written(path))
        return emptied(path, e);
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

/* Notes a row of `local` with its digest. */
enum status remember_in(struct db *db, const char *key, const char *value, struct error *e)
{
    unsigned char digest[CHAIN_SIZE];
    chain_local(key, value, digest);
    sqlite3_stmt *stmt = db_prepare(db, "INSERT OR REPLACE INTO local (key, value, digest) VALUES (:key, :value, :digest)");
    if (!stmt)
        return db_fail(db, "save in", e);
    db_text(stmt, ":key", key);
    db_text(stmt, ":value", value);
    sqlite3_bind_blob(stmt, sqlite3_bind_parameter_index(stmt, ":digest"), digest, sizeof digest, SQLITE_STATIC);
    return db_run(db, stmt, "save in", e);
}

static enum status seal_local(struct db *db, struct error *e)
{
    struct buf rows = BUF_INIT; /* key and value, each with its NUL */
    sqlite3_stmt *stmt = db_prepare(db, "SELECT key, value FROM local");
    while (stmt && sqlite3_step(stmt) == SQLITE_ROW)
        for (int i = 0; i < 2; i++)
            buf_add(&rows, db_column(stmt, i), strlen(db_column(stmt, i)) + 1);
    sqlite3_reset(stmt);
    enum status status = OK;
    for (const char *key = buf_str(&rows); key < buf_str(&rows) + rows.len && status == OK;) {
        const char *value = key + strlen(key) + 1;
        status = remember_in(db, key, value, e);
        key = value + strlen(value) + 1;
    }
    buf_release(&rows);
    return status;
}

/* Version 2 has digests: those of what is there already. It notes no place for the file, so that the next change begins a
 * new site: two copies of an old file may be carried over, and nobody could tell. */
static enum status fill_in(struct db *db, int from, int to, const struct progress *progress, struct error *e)
{
    enum status status = from < 2 && to >= 2 ? chain_make(db, progress, e) : OK;
    return status == OK && from < 2 && to >= 2 ? seal_local(db, e) : status;
}

/* Brings the log's tables from one version to another. */
static enum status migrate(struct db *db, int from, int to, const struct progress *progress, struct error *e)
{
    struct buf sql = BUF_INIT;
    for (int i = from; i < to; i++)
        buf_adds(&sql, data_schema[i]);
    buf_addf(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %d;", DB_APPLICATION_ID, to);
    enum status status = db_exec(db, "BEGIN IMMEDIATE", "prepare", e);
    /* Another program that starts at the same time may have done it while this one waited. */
    bool still = status == OK && db_value(db, "PRAGMA user_version", -1) == from;
    if (still)
        status = db_exec(db, sql.s, "prepare", e);
    if (still && status == OK)
        status = fill_in(db, from, to, progress, e);
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

/* Works on a copy in memory from here on; the file is not touched. */
static enum status move_to_memory(struct store *s, struct error *e)
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
    return OK;
}

void store_schema(struct db *db, char digest[CHAIN_HEX])
{
    struct buf text = BUF_INIT;
    unsigned char sum[CHAIN_SIZE];
    add_schema(db, &text);
    chain_label((struct chain_text){buf_str(&text), text.len}, sum);
    chain_hex(sum, digest);
    buf_release(&text);
}

/* A file whose log has other tables than ours, or triggers or views, was not made by this program. */
static enum status check_schema(struct store *s, int64_t version, struct error *e)
{
    struct db ideal;
    struct buf wanted = BUF_INIT, found = BUF_INIT;
    char digest[CHAIN_HEX];
    store_schema(&s->db, digest);
    if (version == LOG_VERSION && strcmp(digest, LOG_SCHEMA) == 0)
        return OK;
    enum status status = db_open(&ideal, DB_MEMORY, DB_CREATE, e);
    if (status != OK)
        return status;
    status = migrate(&ideal, 0, (int)version, NULL, e);
    add_schema(&ideal, &wanted);
    add_schema(&s->db, &found);
    db_close(&ideal);
    if (status == OK && strcmp(buf_str(&wanted), buf_str(&found)) != 0) {
        error_set(e, ERR_DAMAGED, "'%s' is not a sound workbench: its tables are not as peerloom makes them", s->db.path);
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

static enum status prepare_schema(struct store *s, const struct progress *progress, struct error *e)
{
    struct file_facts f = {0};
    enum status status = read_facts(s, &f, e);
    if (status != OK)
        return status;
    if (f.application != DB_APPLICATION_ID && (f.application != 0 || f.tables > 0 || !s->writable)) {
        error_set(e, ERR_DAMAGED, "'%s' is not a workbench of peerloom", s->db.path);
        return error_hint(e, ERR_DAMAGED, "choose another file with --db FILE");
    }
    int64_t version = f.version;
    if (version < (f.application == DB_APPLICATION_ID)) {
        error_set(e, ERR_DAMAGED, "'%s' is no sound workbench: its version is %d", s->db.path, (int)version);
        return error_hint(e, ERR_DAMAGED, "do not use it; open a backup you trust");
    }
    if (version > LOG_VERSION)
        return newer(s, version);
    if (version < 0)
        version = 0;
    if (version > 0 || f.tables > 0) /* before anything is done to it */
        status = check_schema(s, version, e);
    if (status != OK || version == LOG_VERSION)
        return status;
    if (!s->writable)
        status = move_to_memory(s, e);
    else if (version > 0)
        status = store_backup_rotate(s, NULL, progress, e);
    if (status == OK)
        status = migrate(&s->db, (int)version, LOG_VERSION, progress, e);
    forget_statements(s);
    return status == OK ? check_schema(s, LOG_VERSION, e) : status;
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

/* Nothing is made from a log that does not fit its digests: what can be seen is what the tables hold, or a copy in memory. */
static void lock_damaged(struct store *s)
{
    s->damaged = s->writable;
    s->writable = false;
    snprintf(s->notice, sizeof s->notice, "%s",
             _("the log of this workbench is damaged, so it is open for reading only: a check says what does not fit, and what "
               "can be done"));
}

/* The projection was made by another program, or from other kinds. In a file that is damaged or may not be written all stays
 * as it is. */
static enum status remake_projection(struct store *s, const struct progress *progress, struct error *e)
{
    enum status status = s->writable ? projection_remake(s, true, progress, e) : check_log(&s->db, progress, e);
    if (status == ERR_DAMAGED)
        lock_damaged(s);
    if (s->writable || (status != OK && status != ERR_DAMAGED))
        return status;
    status = move_to_memory(s, e);
    return status == OK ? projection_remake(s, false, progress, e) : status;
}

static enum status prepare_projection(struct store *s, const struct progress *progress, struct error *e)
{
    bool fits;
    enum status status = projection_fit(s, &fits, e);
    if (status != OK || !fits)
        return status == OK ? remake_projection(s, progress, e) : status;
    if (s->writable && !site_last_fits(s))
        lock_damaged(s);
    return OK;
}

static enum status prepare(struct store *s, const struct progress *progress, struct error *e)
{
    enum status status = prepare_schema(s, progress, e);
    if (status == OK)
        status = site_open(s, e);
    if (status == OK)
        status = prepare_projection(s, progress, e);
    s->data_version = db_value(&s->db, "PRAGMA data_version", 0);
    s->position = log_position(s);
    return status;
}

void store_backup_advice(const char *path, struct buf *out)
{
    struct buf newest = BUF_INIT;
    if (store_newest_backup(path, &newest, NULL) == OK)
        buf_addf(out, _("nothing is deleted; bring back the newest sound backup with 'peerloom --db %s restore %s'"), path,
                 newest.s);
    else
        buf_adds(out, _("there is no sound backup of it; keep the file"));
    buf_release(&newest);
}

/* For a file that cannot be used, say which backup to take. */
static void suggest_backup(const char *path, struct error *e)
{
    struct buf advice = BUF_INIT;
    if (!e || e->status != ERR_DAMAGED)
        return;
    store_backup_advice(path, &advice);
    error_hint(e, ERR_DAMAGED, "%s", advice.s);
    buf_release(&advice);
}

enum status store_open(struct store **store, const char *path, unsigned flags, struct model *model,
                       const struct progress *progress, struct error *e)
{
    struct store *s = xcalloc(1, sizeof *s);
    s->model = model;
    *store = NULL;
    enum status status = open_file(s, path, flags, e);
    if (status == OK) {
        db_trace(&s->db, progress ? progress->trace : NULL);
        status = prepare(s, progress, e);
    }
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
    free(s->line);
    s->line = NULL;
    for (size_t i = 0; i < sizeof s->scratch / sizeof *s->scratch; i++)
        buf_release(&s->scratch[i]);
}

void store_close(struct store *s)
{
    if (!s)
        return;
    change_rollback(s);
    store_expect_nothing(s);
    store_release(s);
    chain_free(s->pending.chain);
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

bool store_damaged(const struct store *s)
{
    return s->damaged;
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
    int64_t position = changed ? log_position(s) : s->position, site = s->site;
    bool kinds;
    if (changed)
        s->site = db_value(&s->db, "SELECT CAST(value AS INTEGER) FROM local WHERE key = 'site'", s->site); /* another file may have been brought back */
    changed = position != s->position || site != s->site;
    s->position = position;
    if (changed && !projection_current(s))
        projection_load_columns(s, &kinds, NULL);
    return changed;
}

bool store_is_behind(struct store *s)
{
    return s && db_value(&s->db, "PRAGMA data_version", s->data_version) != s->data_version;
}
