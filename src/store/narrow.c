/* narrow.c: see narrow.h. A temporary table hides the table of the same name: no other part of the store knows. */
#include "store/narrow.h"

#include "store/internal.h"

static enum status hide_table(struct store *s, const struct kind *k, struct error *e)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "CREATE TEMP TABLE \"%s\" (\"id\" TEXT PRIMARY KEY NOT NULL", k->name);
    for (size_t i = FIELD_VISIBILITY; i < k->field_count; i++)
        if (field_stored(&k->fields[i]))
            buf_addf(&sql, ", \"%s\" TEXT", k->fields[i].name);
    buf_adds(&sql, ", title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT");
    enum status status = db_exec(&s->db, sql.s, "prepare", e);
    buf_release(&sql);
    return status;
}

static enum status hide_tables(struct store *s, struct error *e)
{
    enum status status = db_exec(&s->db, "CREATE TEMP TABLE projection_count (kind TEXT NOT NULL, alliance TEXT NOT NULL, "
                                         "n INTEGER NOT NULL, PRIMARY KEY (kind, alliance)) STRICT, WITHOUT ROWID",
                                 "prepare", e);
    for (size_t i = 0; i < s->model->count && status == OK; i++)
        status = hide_table(s, s->model->kinds[i], e);
    forget_statements(s);
    return status;
}

static enum status copy_kind(struct store *s, const struct kind *k, bool (*keep)(void *data, struct record *r), void *data,
                             struct error *e)
{
    struct buf sql = BUF_INIT;
    sqlite3_stmt *stmt;
    buf_adds(&sql, "SELECT ");
    stored_columns(k, &sql);
    buf_addf(&sql, " FROM main.\"%s\" ORDER BY rowid", k->name);
    int rc = sqlite3_prepare_v2(s->db.sqlite, sql.s, -1, &stmt, NULL);
    buf_release(&sql);
    if (rc != SQLITE_OK)
        return db_fail(&s->db, "read", e);
    enum status status = OK;
    while (status == OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct record r;
        record_init(&r, k);
        row_record(stmt, &r);
        if (keep(data, &r))
            status = projection_insert(s, &r, e);
        record_release(&r);
    }
    sqlite3_finalize(stmt);
    return status == OK && rc != SQLITE_DONE ? db_fail(&s->db, "read", e) : status;
}

enum status store_narrow(struct store *s, bool (*keep)(void *data, struct record *r), void *data, struct error *e)
{
    store_hold(s); /* one state of the file, and one transaction for all rows */
    s->narrowed = true;
    enum status status = hide_tables(s, e);
    for (size_t i = 0; i < s->model->count && status == OK; i++)
        status = copy_kind(s, s->model->kinds[i], keep, data, e);
    if (status == OK)
        status = derive_all(s, NULL, e);
    for (size_t i = 0; i < s->model->count && status == OK; i++)
        status = projection_make_indexes(s, s->model->kinds[i], e);
    store_let_go(s);
    if (status != OK)
        store_widen(s);
    return status;
}

void store_widen(struct store *s)
{
    struct buf sql = BUF_INIT;
    if (!s->narrowed)
        return;
    s->narrowed = false;
    forget_statements(s);
    buf_adds(&sql, "DROP TABLE IF EXISTS temp.projection_count;");
    for (size_t i = 0; i < s->model->count; i++)
        buf_addf(&sql, "DROP TABLE IF EXISTS temp.\"%s\";", s->model->kinds[i]->name);
    db_exec(&s->db, sql.s, "prepare", NULL);
    forget_statements(s);
    buf_release(&sql);
}

int64_t store_secret(const struct store *s)
{
    return s->site;
}
