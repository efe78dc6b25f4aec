/* local.c: what belongs to this copy of the workbench and is no data (store_remember() and its fellows), and whether
 * another window has changed more than that. */
#include <string.h>

#include "store/internal.h"

/* ---- local state ---- */

enum status store_remember(struct store *s, const char *key, const char *value, struct error *e)
{
    if (!s->writable)
        return OK;
    return remember_in(&s->db, key, value, e);
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

enum status store_forget(struct store *s, const char *key, struct error *e)
{
    if (!s->writable)
        return OK;
    sqlite3_stmt *stmt = db_prepare(&s->db, "DELETE FROM local WHERE key = :key");
    if (!stmt)
        return db_fail(&s->db, "save in", e);
    db_text(stmt, ":key", key);
    return db_run(&s->db, stmt, "save in", e);
}

void store_recall_each(struct store *s, const char *prefix, void (*each)(void *data, const char *key, const char *value),
                       void *data)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT key, value FROM local WHERE substr(key, 1, length(:prefix)) = :prefix "
                                            "ORDER BY key");
    if (!stmt)
        return;
    db_text(stmt, ":prefix", prefix);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        each(data, db_column(stmt, 0), db_column(stmt, 1));
    sqlite3_reset(stmt);
}

int store_patience(struct store *s, int ms)
{
    int before = s->patience ? s->patience : DB_PATIENCE_MS;
    s->patience = ms;
    sqlite3_busy_timeout(s->db.sqlite, ms);
    return before;
}

/* ---- has anything but that changed? ---- */

int64_t log_position(struct store *s)
{
    return db_value(&s->db, "SELECT count(*) FROM log_change", 0);
}
