/* projection.c: one table per kind, generated from its fields, filled from the log. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/kinds.h"
#include "store/internal.h"

bool field_stored(const struct field *f)
{
    return f->type != FIELD_LINKS;
}

void stored_columns(const struct kind *k, struct buf *sql)
{
    for (size_t i = 0; i < k->field_count; i++)
        if (field_stored(&k->fields[i])) {
            buf_adds(sql, i ? ", " : "");
            sql_name(sql, k->fields[i].name);
        }
}

static enum status make_index(struct store *s, const struct kind *k, const char *suffix, const char *columns,
                              struct error *e)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "CREATE INDEX \"%s__%s\" ON \"%s\" (%s)", k->name, suffix, k->name, columns);
    enum status status = db_exec(&s->db, sql.s, "prepare", e);
    buf_release(&sql);
    return status;
}

static enum status make_table(struct store *s, const struct kind *k, struct error *e)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "DROP TABLE IF EXISTS \"%s\"; CREATE TABLE \"%s\" (\"id\" TEXT PRIMARY KEY NOT NULL", k->name, k->name);
    for (size_t i = FIELD_VISIBILITY; i < k->field_count; i++)
        if (field_stored(&k->fields[i]))
            buf_addf(&sql, ", \"%s\" TEXT", k->fields[i].name);
    buf_adds(&sql, ", title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT");
    enum status status = db_exec(&s->db, sql.s, "prepare", e);
    buf_release(&sql);
    return status;
}

static bool indexed(const struct kind *k, size_t field)
{
    return k->fields[field].type == FIELD_REFERENCE && (int)field != k->alliance;
}

enum status projection_make_indexes(struct store *s, const struct kind *k, struct error *e)
{
    struct buf sql = BUF_INIT;
    enum status status = OK;
    for (size_t i = FIELD_FIRST; i < k->field_count && status == OK; i++)
        if (indexed(k, i)) {
            buf_clear(&sql);
            sql_name(&sql, k->fields[i].name);
            status = make_index(s, k, k->fields[i].name, sql.s, e);
        }
    if (status == OK) /* the order in which lists are paged through */
        status = make_index(s, k, "sort", k->alliance >= 0 ? "alliance, sort_" : "sort_", e);
    buf_release(&sql);
    return status;
}

enum status projection_drop_indexes(struct store *s, const struct kind *k, struct error *e)
{
    struct buf sql = BUF_INIT;
    for (size_t i = FIELD_FIRST; i < k->field_count; i++)
        if (indexed(k, i))
            buf_addf(&sql, "DROP INDEX IF EXISTS \"%s__%s\";", k->name, k->fields[i].name);
    buf_addf(&sql, "DROP INDEX IF EXISTS \"%s__sort\"", k->name);
    enum status status = db_exec(&s->db, sql.s, "prepare", e);
    buf_release(&sql);
    return status;
}

/* ---- how many records there are of each kind and alliance: kept, as counting 100,000 would cost the first frame ---- */

enum status projection_tally(struct store *s, const struct kind *k, const char *alliance, int64_t by, struct error *e)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "INSERT INTO projection_count (kind, alliance, n) VALUES (:kind, :alliance, :by) "
                                            "ON CONFLICT DO UPDATE SET n = n + excluded.n");
    if (!stmt)
        return db_fail(&s->db, "save in", e);
    db_text(stmt, ":kind", k->name);
    db_text(stmt, ":alliance", alliance);
    db_number(stmt, ":by", by);
    return db_run(&s->db, stmt, "save in", e);
}

static enum status tally(struct store *s, const struct kind *k, const char *alliance, int by, struct error *e)
{
    return bulk_running(s) ? bulk_tally(s, k, alliance, by, e) : projection_tally(s, k, alliance, by, e);
}

/* The record moves from its alliance to another. */
static enum status tally_move(struct store *s, const struct kind *k, const char *id, const char *to, struct error *e)
{
    struct record r;
    bool found;
    enum status status = projection_get(s, k, id, &r, &found, e);
    if (status != OK || !found)
        return status;
    status = tally(s, k, record_get(&r, k->alliance), -1, e);
    record_release(&r);
    return status == OK ? tally(s, k, to ? to : "", 1, e) : status;
}

static void build_insert(const struct kind *k, struct buf *sql)
{
    buf_addf(sql, "INSERT INTO \"%s\" (", k->name);
    stored_columns(k, sql);
    buf_adds(sql, ", title_, sort_, find_) VALUES (");
    for (size_t i = 0; i < k->field_count; i++)
        if (field_stored(&k->fields[i]))
            buf_adds(sql, "?, ");
    buf_adds(sql, "?, ?, ?)");
}

enum status projection_insert(struct store *s, const struct record *r, struct error *e)
{
    const struct kind *k = r->kind;
    struct buf *derived = &s->scratch[2]; /* title, sort and find */
    sqlite3_stmt *stmt = kind_statement(s, k, FOR_INSERT, build_insert);
    if (!stmt)
        return db_fail(&s->db, "save in", e);
    for (int i = 0; i < 3; i++)
        buf_clear(&derived[i]);
    derive_texts(s, r, &derived[0], &derived[1], &derived[2]);
    int at = 1;
    for (size_t i = 0; i < k->field_count; i++)
        if (field_stored(&k->fields[i])) {
            if (record_has(r, (int)i))
                sqlite3_bind_text(stmt, at, r->values[i], -1, SQLITE_STATIC);
            else
                sqlite3_bind_null(stmt, at);
            at++;
        }
    for (int i = 0; i < 3; i++)
        sqlite3_bind_text(stmt, at++, buf_str(&derived[i]), -1, SQLITE_STATIC);
    enum status status = db_run(&s->db, stmt, "save in", e);
    return status == OK ? tally(s, k, record_get(r, k->alliance), 1, e) : status;
}

enum status projection_set(struct store *s, const struct kind *k, const char *id, int field, const char *value,
                           struct error *e)
{
    struct buf sql = BUF_INIT;
    enum status status = field == k->alliance ? tally_move(s, k, id, value, e) : OK;
    if (status != OK)
        return status;
    buf_addf(&sql, "UPDATE \"%s\" SET \"%s\" = :value WHERE id = :id", k->name, k->fields[field].name);
    sqlite3_stmt *stmt = db_prepare(&s->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return db_fail(&s->db, "save in", e);
    db_text(stmt, ":value", value && *value ? value : NULL);
    db_text(stmt, ":id", id);
    return db_run(&s->db, stmt, "save in", e);
}

enum status projection_delete(struct store *s, const struct kind *k, const char *id, struct error *e)
{
    struct buf sql = BUF_INIT, alliance = BUF_INIT;
    buf_addf(&sql, "DELETE FROM \"%s\" WHERE id = :id RETURNING %s", k->name, k->alliance >= 0 ? "alliance" : "''");
    sqlite3_stmt *stmt = db_prepare(&s->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return db_fail(&s->db, "save in", e);
    db_text(stmt, ":id", id);
    int rc = sqlite3_step(stmt);
    bool was_there = rc == SQLITE_ROW;
    if (was_there) {
        buf_adds(&alliance, db_column(stmt, 0));
        rc = sqlite3_step(stmt);
    }
    enum status status = rc == SQLITE_DONE ? OK : db_fail(&s->db, "save in", e);
    sqlite3_reset(stmt);
    if (status == OK && was_there)
        status = tally(s, k, buf_str(&alliance), -1, e);
    buf_release(&alliance);
    return status;
}

/* ---- from operations to rows ---- */

/* A record that grows as its operations are read. */
struct growing {
    struct record record;
    bool there;
};

static void read_value(void *data, const char *field, size_t field_len, const char *value, size_t value_len)
{
    struct record *r = data;
    for (size_t i = FIELD_VISIBILITY; i < r->kind->field_count; i++)
        if (strlen(r->kind->fields[i].name) == field_len && memcmp(r->kind->fields[i].name, field, field_len) == 0) {
            struct buf text = BUF_INIT; /* a field this program does not know stays in the log only */
            buf_add(&text, value, value_len);
            record_set(r, (int)i, text.s);
            buf_release(&text);
            return;
        }
}

static void record_first_values(struct record *r, const struct kind *k, const char *id, const char *values)
{
    record_init(r, k);
    record_set(r, FIELD_ID, id);
    values_decode(values ? values : "", read_value, r);
}

static enum status grow(void *data, const struct op *op, struct error *e)
{
    (void)e;
    struct growing *g = data;
    const struct kind *k = g->record.kind;
    int field = op->field ? kind_field(k, op->field) : -1;
    if (op->verb == VERB_CREATE) {
        record_release(&g->record);
        record_first_values(&g->record, k, op->record, op->value);
    }
    if (op->verb == VERB_CREATE || op->verb == VERB_RESTORE)
        g->there = true;
    if (op->verb == VERB_DELETE)
        g->there = false;
    if (op->verb == VERB_SET && field >= 0)
        record_set(&g->record, field, op->value);
    return OK;
}

static enum status grow_from_log(struct store *s, const struct kind *k, const char *id, struct growing *g, struct error *e)
{
    *g = (struct growing){.there = false};
    record_init(&g->record, k);
    record_set(&g->record, FIELD_ID, id);
    return log_each(s, id, grow, g, e);
}

enum status projection_recall(struct store *s, const struct kind *k, const char *id, struct record *r, struct error *e)
{
    struct growing g;
    enum status status = grow_from_log(s, k, id, &g, e);
    *r = g.record;
    return status;
}

enum status projection_replay(struct store *s, const struct kind *k, const char *id, struct error *e)
{
    struct growing g;
    enum status status = grow_from_log(s, k, id, &g, e);
    if (status == OK)
        status = projection_delete(s, k, id, e);
    if (status == OK && g.there)
        status = projection_insert(s, &g.record, e);
    record_release(&g.record);
    return status;
}

/* A rebuild goes through the log once. Creations and settings go straight to the table; a record that was deleted and
 * restored is replayed on its own, which is rare. */
struct rebuild {
    struct store *store;
    const struct progress *progress;
    size_t done, total;
};

static enum status rebuild_op(void *data, const struct op *op, struct error *e)
{
    struct rebuild *b = data;
    struct store *s = b->store;
    if (++b->done % 1024 == 0 && progress_stop(b->progress, "preparing", b->done, b->total))
        return error_set(e, ERR_CANCELLED, "stopped");
    const struct kind *k = model_kind(s->model, op->kind);
    if (!k)
        return OK; /* written by a program that knows more kinds: kept in the log, and so in every copy of it */
    int field = op->field ? kind_field(k, op->field) : -1;
    struct record r;
    enum status status = OK;
    switch (op->verb) {
    case VERB_CREATE:
        record_first_values(&r, k, op->record, op->value);
        status = projection_delete(s, k, op->record, e); /* two laptops may have made the same keyed record */
        if (status == OK)
            status = projection_insert(s, &r, e);
        record_release(&r);
        break;
    case VERB_SET:
        if (field >= 0 && field_stored(&k->fields[field]))
            status = projection_set(s, k, op->record, field, op->value, e);
        break;
    case VERB_DELETE:
        status = projection_delete(s, k, op->record, e);
        break;
    case VERB_RESTORE:
        status = projection_replay(s, k, op->record, e);
        break;
    case VERB_PURGED:
    case VERB_NOTE:
        break;
    }
    return status;
}

enum status projection_rebuild(struct store *s, const struct progress *progress, struct error *e)
{
    enum status status = db_exec(&s->db, "DROP TABLE IF EXISTS projection_count; CREATE TABLE projection_count (kind TEXT NOT "
                                         "NULL, alliance TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, alliance)) "
                                         "STRICT, WITHOUT ROWID", "prepare", e);
    for (size_t i = 0; i < s->model->count && status == OK; i++)
        status = make_table(s, s->model->kinds[i], e);
    forget_statements(s);
    store_cache(s, true);
    struct rebuild b = {s, progress, 0, (size_t)db_value(&s->db, "SELECT count(*) FROM log_op", 0)};
    if (status == OK)
        status = log_each(s, NULL, rebuild_op, &b, e);
    if (status == OK)
        status = derive_all(s, progress, e);
    for (size_t i = 0; i < s->model->count && status == OK; i++) /* of rows that are all there: cheaper than with each row */
        status = projection_make_indexes(s, s->model->kinds[i], e);
    store_cache(s, false);
    return status;
}

/* ---- own columns and digests ---- */

static enum status save_digest(struct store *s, const char *key, unsigned long long digest, struct error *e)
{
    char text[24];
    snprintf(text, sizeof text, "%016llx", digest);
    sqlite3_stmt *stmt = db_prepare(&s->db, "INSERT OR REPLACE INTO projection (key, value) VALUES (:key, :value)");
    if (!stmt)
        return db_fail(&s->db, "save in", e);
    db_text(stmt, ":key", key);
    db_text(stmt, ":value", text);
    return db_run(&s->db, stmt, "save in", e);
}

static bool kept(struct store *s, const char *key, unsigned long long digest)
{
    char text[24];
    snprintf(text, sizeof text, "%016llx", digest);
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT value FROM projection WHERE key = :key");
    if (!stmt)
        return false;
    db_text(stmt, ":key", key);
    bool same = sqlite3_step(stmt) == SQLITE_ROW && strcmp(db_column(stmt, 0), text) == 0;
    sqlite3_reset(stmt);
    return same;
}

/* One record of kind `column` as a table of one field, in the form of the files in data/kinds. */
static bool load_column(void *data, const struct record *r)
{
    struct model *model = data;
    static const char *const header[] = {"field", "type", "choices", "flags", "label::English (en)", "hint::English (en)"};
    char flags[40];
    snprintf(flags, sizeof flags, "%s %s", record_yes(r, COLUMN_PERSONAL) ? "personal" : "",
             record_yes(r, COLUMN_LISTED) ? "listed" : "");
    const char *cells[] = {record_get(r, COLUMN_NAME),  record_get(r, COLUMN_TYPE),  record_get(r, COLUMN_CHOICES), flags,
                           record_get(r, COLUMN_LABEL), record_get(r, COLUMN_HINT)};
    const struct kind *k = model_kind(model, record_get(r, COLUMN_KIND));
    struct table table = {k ? k->name : "", sizeof header / sizeof *header, 1, header, cells};
    if (k) /* one that cannot be used (a type this program does not know) stays a record and no column */
        model_add(model, &table, FIELD_OWN, NULL);
    return true;
}

enum status projection_load_columns(struct store *s, bool *changed, struct error *e)
{
    unsigned long long before = model_digest(s->model);
    model_drop_own(s->model);
    forget_statements(s);
    enum status status = store_each(s, s->model->kinds[KIND_COLUMN], -1, NULL, load_column, s->model, e);
    if (status == OK)
        status = model_link(s->model, e);
    *changed = model_digest(s->model) != before;
    return status;
}

bool projection_current(struct store *s)
{
    return kept(s, "full", model_digest(s->model));
}

static enum status rebuild_and_keep(struct store *s, unsigned long long basic, const struct progress *progress,
                                    struct error *e)
{
    bool changed = false;
    enum status status = projection_rebuild(s, progress, e);
    if (status == OK)
        status = projection_load_columns(s, &changed, e);
    if (status == OK && changed)
        status = projection_rebuild(s, progress, e);
    if (status == OK)
        status = save_digest(s, "basic", basic, e);
    if (status == OK)
        status = save_digest(s, "full", model_digest(s->model), e);
    return status;
}

enum status projection_renew(struct store *s, struct error *e)
{
    enum status status = projection_rebuild(s, NULL, e);
    return status == OK ? save_digest(s, "full", model_digest(s->model), e) : status;
}

enum status projection_fit(struct store *s, bool *fits, struct error *e)
{
    bool changed;
    model_drop_own(s->model);
    *fits = false;
    if (!kept(s, "basic", model_digest(s->model)))
        return OK;
    enum status status = projection_load_columns(s, &changed, e);
    *fits = status == OK && projection_current(s);
    return status;
}

enum status projection_anew(struct store *s, const struct progress *progress, struct error *e)
{
    model_drop_own(s->model);
    return rebuild_and_keep(s, model_digest(s->model), progress, e);
}

enum status projection_remake(struct store *s, bool proved, const struct progress *progress, struct error *e)
{
    enum status status = db_exec(&s->db, "BEGIN IMMEDIATE", "prepare", e);
    if (status == OK && proved)
        status = check_log(&s->db, progress, e);
    if (status == OK)
        status = projection_anew(s, progress, e);
    if (status == OK)
        status = db_exec(&s->db, "COMMIT", "prepare", e);
    if (status != OK && !sqlite3_get_autocommit(s->db.sqlite))
        db_exec(&s->db, "ROLLBACK", "prepare", NULL);
    return status;
}
