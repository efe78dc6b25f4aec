#include "store/db.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "os/path.h"
#include "os/trace.h"
#include "store/file.h"

/* The defaults lose the last saved edit on a power cut (DELETE, FULL: 613 of 2,000 cuts); these lose none. synchronous is
 * not kept in the file, so every connection sets it. temp_store keeps sorted text out of /var/tmp. */
#ifndef DB_DURABILITY /* a test sets another to see that it loses answers */
#define DB_DURABILITY "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=EXTRA;"
#endif
static const char settings[] = DB_DURABILITY "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;"
                                             "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;";

static void harden(sqlite3 *sqlite)
{
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    /* A column that another window took away must be an error, not its name read as a text in quotes. */
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_busy_timeout(sqlite, DB_PATIENCE_MS);
    sqlite3_extended_result_codes(sqlite, 1);
    sqlite3_limit(sqlite, SQLITE_LIMIT_LENGTH, 1000000);
    sqlite3_limit(sqlite, SQLITE_LIMIT_SQL_LENGTH, 100000);
    sqlite3_limit(sqlite, SQLITE_LIMIT_ATTACHED, 1);
    sqlite3_limit(sqlite, SQLITE_LIMIT_EXPR_DEPTH, 20);
    sqlite3_limit(sqlite, SQLITE_LIMIT_COMPOUND_SELECT, 4);
    sqlite3_limit(sqlite, SQLITE_LIMIT_VDBE_OP, 25000);
    sqlite3_limit(sqlite, SQLITE_LIMIT_FUNCTION_ARG, 8);
    sqlite3_limit(sqlite, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50);
    sqlite3_limit(sqlite, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
    sqlite3_hard_heap_limit64((int64_t)1 << 30); /* a hostile file cannot take all memory */
}

/* SQLite takes paths of 512 bytes, with what it appends to them. */
enum { LONGEST_PATH = 500 };

/* The file that is meant, without links, and fit to be opened. */
static enum status find_file(const char *path, struct buf *real, struct error *e)
{
    enum status s = os_path_of_file(path, OS_REFUSE_LINK, real, e);
    if (s != OK)
        return s;
    if (real->len > LONGEST_PATH) {
        error_set(e, ERR_INPUT, "the path of the file is too long (%zu bytes, %d are the most)", real->len, LONGEST_PATH);
        return error_hint(e, ERR_INPUT, "choose a folder with a shorter path");
    }
    return file_check(real->s, path, e);
}

static enum status open_hardened(struct db *db, const char *real, int open_flags, struct error *e)
{
    mode_t before = umask(077); /* the workbench and its journal are for nobody else's eyes */
    int rc = sqlite3_open_v2(real, &db->sqlite, open_flags, NULL);
    if (rc == SQLITE_OK) {
        harden(db->sqlite);
        rc = sqlite3_exec(db->sqlite, settings, NULL, NULL, NULL);
    }
    umask(before);
    return rc == SQLITE_OK ? OK : db_fail(db, "open", e);
}

enum status db_open(struct db *db, const char *path, unsigned flags, struct error *e)
{
    bool memory = strcmp(path, DB_MEMORY) == 0;
    struct buf real = BUF_INIT;
    *db = (struct db){.path = xstrdup(path)};
    int open_flags = SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX; /* there are no threads */
    open_flags |= flags & DB_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (flags & DB_CREATE)
        open_flags |= SQLITE_OPEN_CREATE;
    enum status s = memory ? OK : find_file(path, &real, e);
    if (s == OK)
        s = open_hardened(db, memory ? path : real.s, open_flags, e);
    buf_release(&real);
    if (s != OK)
        db_close(db);
    return s;
}

static int trace_statement(unsigned type, void *trace, void *stmt, void *nanoseconds)
{
    struct buf line = BUF_INIT;
    (void)type;
    /* SQLite's clock counts milliseconds; the steps of its machine say more of what is short, and the same each time. */
    buf_addf(&line, "sql %lld ms, %d steps: %s", (long long)(*(sqlite3_int64 *)nanoseconds / 1000000),
             sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_VM_STEP, 1), sqlite3_sql(stmt));
    trace_line(trace, line.s);
    buf_release(&line);
    return 0;
}

void db_trace(struct db *db, struct trace *trace)
{
    if (trace)
        sqlite3_trace_v2(db->sqlite, SQLITE_TRACE_PROFILE, trace_statement, trace);
}

void db_close(struct db *db)
{
    db_forget_statements(db);
    free(db->cache);
    sqlite3_close(db->sqlite);
    free(db->path);
    *db = (struct db){0};
}

static enum status full(struct db *db, const char *doing, struct error *e)
{
    error_set(e, ERR_FULL, "the disk is full or takes no more: could not %s '%s'", doing, db->path);
    return error_hint(e, ERR_FULL, "what was saved before is safe; make room on the disk, or write a copy to another "
                                   "one (peerloom backup FILE)");
}

enum status db_fail(struct db *db, const char *doing, struct error *e)
{
    int rc = sqlite3_extended_errcode(db->sqlite), os = sqlite3_system_errno(db->sqlite);
    const char *path = db->path;
    /* A write that stops half way is the disk's end, a quota's or a size limit's; SQLite does not always keep which. */
    if (rc == SQLITE_IOERR_WRITE || ((rc & 0xff) == SQLITE_IOERR && (os == ENOSPC || os == EDQUOT || os == EFBIG)))
        return full(db, doing, e);
    switch (rc & 0xff) {
    case SQLITE_FULL:
        return full(db, doing, e);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        error_set(e, ERR_READ_ONLY, "could not %s '%s': it may only be read", doing, path);
        return error_hint(e, ERR_READ_ONLY, "copy it to a folder of your own and open it there");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        error_set(e, ERR_DAMAGED, "could not %s '%s': the file is damaged or is not a workbench", doing, path);
        return error_hint(e, ERR_DAMAGED, "keep the file, and put the newest backup in its place (peerloom restore)");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        error_set(e, ERR_BUSY, "could not %s '%s': another window is writing", doing, path);
        return error_hint(e, ERR_BUSY, "try again in a moment");
    case SQLITE_TOOBIG:
        error_set(e, ERR_INPUT, "could not %s '%s': the record would hold too much text", doing, path);
        return error_hint(e, ERR_INPUT, "shorten its texts, or keep them in a file and note where");
    case SQLITE_INTERRUPT:
        return error_set(e, ERR_CANCELLED, "stopped");
    case SQLITE_NOMEM:
        die_out_of_memory();
    case SQLITE_CANTOPEN:
        if (file_is_wal(path)) {
            error_set(e, ERR_READ_ONLY, "could not %s '%s': another program has put it into WAL mode, which needs a folder "
                                        "that may be written", doing, path);
            return error_hint(e, ERR_READ_ONLY, "copy it, with the files beside it, to a folder of your own and open it there");
        }
        if (os == ENOENT) {
            error_set(e, ERR_NOT_FOUND, "could not %s '%s': there is no such file or folder", doing, path);
            return error_hint(e, ERR_NOT_FOUND, "check the path");
        }
        error_set(e, ERR_IO, "could not %s '%s'%s%s", doing, path, os ? ": " : "", os ? strerror(os) : "");
        return error_hint(e, ERR_IO, "check that the file and its folder are your own");
    default:
        error_set(e, ERR_IO, "could not %s '%s': %s%s%s", doing, path, sqlite3_errmsg(db->sqlite), os ? ": " : "",
                  os ? strerror(os) : "");
        return error_hint(e, ERR_IO, "check the disk; what was saved before is safe");
    }
}

enum status db_exec(struct db *db, const char *sql, const char *doing, struct error *e)
{
    return sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK ? OK : db_fail(db, doing, e);
}

sqlite3_stmt *db_prepare(struct db *db, const char *sql)
{
    for (size_t i = 0; i < db->cached; i++)
        if (strcmp(db->cache[i].sql, sql) == 0) {
            struct db_statement found = db->cache[i];
            if (i > 0) { /* towards the front: what is used most is found first */
                db->cache[i] = db->cache[i / 2];
                db->cache[i / 2] = found;
            }
            sqlite3_reset(found.stmt);
            return found.stmt;
        }
    sqlite3_stmt *stmt;
    if (sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
        return NULL;
    GROW(db->cache, db->cached + 1, db->cache_cap);
    db->cache[db->cached++] = (struct db_statement){xstrdup(sql), stmt};
    return stmt;
}

sqlite3_stmt *db_borrow(struct db *db, const char *sql, bool *own)
{
    *own = false;
    for (size_t i = 0; i < db->cached && !*own; i++)
        *own = strcmp(db->cache[i].sql, sql) == 0 && sqlite3_stmt_busy(db->cache[i].stmt);
    if (!*own)
        return db_prepare(db, sql);
    sqlite3_stmt *stmt;
    return sqlite3_prepare_v2(db->sqlite, sql, -1, &stmt, NULL) == SQLITE_OK ? stmt : NULL;
}

void db_give_back(sqlite3_stmt *stmt, bool own)
{
    if (own)
        sqlite3_finalize(stmt);
    else
        sqlite3_reset(stmt);
}

void db_forget_statements(struct db *db)
{
    for (size_t i = 0; i < db->cached; i++) {
        free(db->cache[i].sql);
        sqlite3_finalize(db->cache[i].stmt);
    }
    db->cached = 0;
}

void db_text(sqlite3_stmt *stmt, const char *name, const char *text)
{
    int i = sqlite3_bind_parameter_index(stmt, name);
    /* What is too long must not leave the text bound before, which may be gone by now. */
    if (!text || sqlite3_bind_text(stmt, i, text, -1, SQLITE_STATIC) != SQLITE_OK)
        sqlite3_bind_null(stmt, i);
}

void db_number(sqlite3_stmt *stmt, const char *name, int64_t n)
{
    sqlite3_bind_int64(stmt, sqlite3_bind_parameter_index(stmt, name), n);
}

void db_number_or_null(sqlite3_stmt *stmt, const char *name, int64_t n)
{
    if (n)
        db_number(stmt, name, n);
    else
        db_text(stmt, name, NULL);
}

enum status db_run(struct db *db, sqlite3_stmt *stmt, const char *doing, struct error *e)
{
    enum status s = stmt && sqlite3_step(stmt) == SQLITE_DONE ? OK : db_fail(db, doing, e);
    sqlite3_reset(stmt);
    return s;
}

const char *db_column(sqlite3_stmt *stmt, int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt, column);
    return text ? text : "";
}

bool db_blob(sqlite3_stmt *stmt, int column, unsigned char *out, size_t size)
{
    memset(out, 0, size);
    if (sqlite3_column_type(stmt, column) != SQLITE_BLOB || (size_t)sqlite3_column_bytes(stmt, column) != size)
        return false;
    memcpy(out, sqlite3_column_blob(stmt, column), size);
    return true;
}

int64_t db_value(struct db *db, const char *sql, int64_t otherwise)
{
    sqlite3_stmt *stmt = db_prepare(db, sql);
    int64_t n = otherwise;
    if (stmt && sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_type(stmt, 0) != SQLITE_NULL)
        n = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return n;
}

void sql_name(struct buf *sql, const char *name)
{
    buf_addf(sql, "\"%s\"", name); /* names are checked on loading: letters, digits, underscores */
}
