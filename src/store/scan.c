/* scan.c: all records of a kind as fast as the file can be read, for exports and for what looks at everything. */
#include <stdlib.h>

#include "base/mem.h"
#include "store/internal.h"

/* Lets the record point at the row's texts, which are SQLite's. */
static void borrow_row(sqlite3_stmt *stmt, struct record *r)
{
    int column = 0;
    for (size_t i = 0; i < r->kind->field_count; i++)
        if (field_stored(&r->kind->fields[i])) {
            char *text = (char *)sqlite3_column_text(stmt, column++);
            r->values[i] = text && *text ? text : NULL;
        }
}

enum status store_scan(struct store *s, const struct kind *k, bool (*each)(void *data, const struct record *r), void *data,
                       struct error *e)
{
    struct buf sql = BUF_INIT;
    buf_adds(&sql, "SELECT ");
    stored_columns(k, &sql);
    buf_addf(&sql, " FROM \"%s\" ORDER BY id", k->name);
    sqlite3_stmt *stmt;
    int rc = sqlite3_prepare_v2(s->db.sqlite, sql.s, -1, &stmt, NULL);
    buf_release(&sql);
    if (rc != SQLITE_OK)
        return db_fail(&s->db, "read", e);
    struct record r = {.kind = k, .values = xcalloc(k->field_count, sizeof(char *)), .count = k->field_count};
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        borrow_row(stmt, &r);
        if (!each(data, &r)) {
            rc = SQLITE_DONE;
            break;
        }
    }
    enum status status = rc == SQLITE_DONE ? OK : db_fail(&s->db, "read", e);
    sqlite3_finalize(stmt);
    free(r.values); /* not what they point at */
    return status;
}
