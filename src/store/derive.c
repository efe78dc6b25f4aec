/* derive.c: title_, sort_ and find_, which follow from a record's own fields and from the titles of those it refers to.
 * Titles never refer in a circle (model_link checks), so following them ends. */
#include <string.h>

#include "base/utf8.h"
#include "store/internal.h"

static void build_title(const struct kind *k, struct buf *sql)
{
    buf_addf(sql, "SELECT title_, find_ FROM \"%s\" WHERE id = :id", k->name);
}

/* What a row shows of another one. */
static void add_shown(const struct field *f, const char *other_title, const char *other_find, struct buf *title, struct buf *find)
{
    buf_adds(title, other_title);
    if (f->flags & FIELD_TITLE) {
        buf_adds(find, other_find);
        buf_addc(find, ' ');
    }
}

static void add_other(struct store *s, const struct field *f, const char *id, struct buf *title, struct buf *find)
{
    const char *other_title, *other_find;
    bool bulk = bulk_running(s);
    if (bulk && bulk_recall(s, f->reference, id, &other_title, &other_find)) {
        add_shown(f, other_title, other_find, title, find);
        return;
    }
    sqlite3_stmt *stmt = kind_statement(s, f->reference, FOR_TITLE, build_title);
    if (!stmt)
        return;
    db_text(stmt, ":id", id);
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        other_title = db_column(stmt, 0);
        other_find = db_column(stmt, 1);
        add_shown(f, other_title, other_find, title, find);
        if (bulk)
            bulk_remember(s, f->reference, id, other_title, other_find);
    }
    sqlite3_reset(stmt);
}

void derive_texts(struct store *s, const struct record *r, struct buf *title, struct buf *sort, struct buf *find)
{
    struct buf *text = &s->scratch[0], *listed = &s->scratch[1]; /* kept from row to row: there are many */
    buf_clear(listed);
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++) {
        const struct field *f = &r->kind->fields[i];
        if (!(f->flags & (FIELD_TITLE | FIELD_LISTED)) || !record_has(r, (int)i))
            continue;
        buf_clear(text);
        if (f->type == FIELD_REFERENCE)
            add_other(s, f, r->values[i], text, find);
        else if (field_stored(f))
            field_show_source(f, r->values[i], text);
        if (!text->len)
            continue;
        struct buf *out = f->flags & FIELD_TITLE ? title : listed;
        if (out == title && title->len)
            buf_adds(title, ", ");
        buf_add(out, text->s, text->len);
        if (out == listed)
            buf_addc(listed, ' ');
    }
    text_fold(sort, buf_str(title), title->len);
    text_fold(find, buf_str(listed), listed->len);
}

/* Writes the derived texts of *r if they differ from the row's; tells what changed. */
static enum status write_texts(struct store *s, const struct record *r, const char *old_title, const char *old_find,
                               bool *title_changed, bool *find_changed, struct error *e)
{
    struct buf title = BUF_INIT, sort = BUF_INIT, find = BUF_INIT, sql = BUF_INIT;
    derive_texts(s, r, &title, &sort, &find);
    *title_changed = strcmp(buf_str(&title), old_title) != 0;
    *find_changed = strcmp(buf_str(&find), old_find) != 0;
    enum status status = OK;
    if (*title_changed || *find_changed) {
        buf_addf(&sql, "UPDATE \"%s\" SET title_ = :title, sort_ = :sort, find_ = :find WHERE id = :id", r->kind->name);
        sqlite3_stmt *stmt = db_prepare(&s->db, sql.s);
        if (stmt) {
            db_text(stmt, ":title", buf_str(&title));
            db_text(stmt, ":sort", buf_str(&sort));
            db_text(stmt, ":find", buf_str(&find));
            db_text(stmt, ":id", record_id(r));
        }
        status = db_run(&s->db, stmt, "save in", e);
    }
    buf_release(&title);
    buf_release(&sort);
    buf_release(&find);
    buf_release(&sql);
    return status;
}

static void select_row(const struct kind *k, const char *where, struct buf *sql)
{
    buf_adds(sql, "SELECT ");
    stored_columns(k, sql);
    buf_addf(sql, ", title_, find_ FROM \"%s\"%s", k->name, where);
}

/* Columns of stored fields, and so the index of title_. */
static int stored_count(const struct kind *k)
{
    int n = 0;
    for (size_t i = 0; i < k->field_count; i++)
        n += field_stored(&k->fields[i]);
    return n;
}

static enum status dependents(struct store *s, const struct kind *k, const char *id, unsigned flags, struct error *e);

enum status derive_row(struct store *s, const struct kind *k, const char *id, bool appeared, struct error *e)
{
    struct buf sql = BUF_INIT, title = BUF_INIT, find = BUF_INIT;
    select_row(k, " WHERE id = :id", &sql);
    sqlite3_stmt *stmt = db_prepare(&s->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return db_fail(&s->db, "read", e);
    db_text(stmt, ":id", id);
    bool title_changed = false, find_changed = false;
    enum status status = OK;
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        struct record r;
        record_init(&r, k);
        row_record(stmt, &r);
        buf_adds(&title, db_column(stmt, stored_count(k)));
        buf_adds(&find, db_column(stmt, stored_count(k) + 1));
        sqlite3_reset(stmt);
        status = write_texts(s, &r, buf_str(&title), buf_str(&find), &title_changed, &find_changed, e);
        record_release(&r);
    }
    sqlite3_reset(stmt);
    buf_release(&title);
    buf_release(&find);
    if (status == OK && (title_changed || appeared))
        status = dependents(s, k, id, FIELD_TITLE | FIELD_LISTED, e);
    else if (status == OK && find_changed)
        status = dependents(s, k, id, FIELD_TITLE, e);
    return status;
}

/* Rows of one kind that refer to the record by one field. Their ids are gathered first: they are changed on the way. */
static enum status dependent_rows(struct store *s, const struct kind *k, int field, const char *id, struct error *e)
{
    struct buf ids = BUF_INIT;
    enum status status = referring_ids(s, k, field, id, &ids, e);
    for (const char *p = buf_str(&ids); p < buf_str(&ids) + ids.len && status == OK; p += strlen(p) + 1)
        status = derive_row(s, k, p, false, e);
    buf_release(&ids);
    return status;
}

static enum status dependents(struct store *s, const struct kind *k, const char *id, unsigned flags, struct error *e)
{
    enum status status = OK;
    for (size_t i = 0; i < s->model->count && status == OK; i++)
        for (size_t j = FIELD_FIRST; j < s->model->kinds[i]->field_count && status == OK; j++) {
            const struct field *f = &s->model->kinds[i]->fields[j];
            if (f->type == FIELD_REFERENCE && f->reference == k && (f->flags & flags))
                status = dependent_rows(s, s->model->kinds[i], (int)j, id, e);
        }
    return status;
}

enum status derive_dependents(struct store *s, const struct kind *k, const char *id, struct error *e)
{
    return dependents(s, k, id, FIELD_TITLE | FIELD_LISTED, e);
}

static enum status derive_kind(struct store *s, const struct kind *k, struct error *e)
{
    struct buf sql = BUF_INIT;
    select_row(k, "", &sql);
    sqlite3_stmt *stmt;
    int rc = sqlite3_prepare_v2(s->db.sqlite, sql.s, -1, &stmt, NULL);
    buf_release(&sql);
    if (rc != SQLITE_OK)
        return db_fail(&s->db, "read", e);
    int titles = stored_count(k);
    enum status status = OK;
    while (status == OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct record r;
        bool title_changed, find_changed;
        record_init(&r, k);
        row_record(stmt, &r);
        status = write_texts(s, &r, db_column(stmt, titles), db_column(stmt, titles + 1), &title_changed, &find_changed, e);
        record_release(&r);
    }
    sqlite3_finalize(stmt);
    return status == OK && rc != SQLITE_DONE ? db_fail(&s->db, "read", e) : status;
}

/* How many references the longest chain of titles from this kind follows. */
static int title_depth(const struct kind *k)
{
    int depth = 0;
    for (size_t i = FIELD_FIRST; i < k->field_count; i++)
        if ((k->fields[i].flags & FIELD_TITLE) && k->fields[i].type == FIELD_REFERENCE) {
            int below = 1 + title_depth(k->fields[i].reference);
            depth = below > depth ? below : depth;
        }
    return depth;
}

enum status derive_all(struct store *s, const struct progress *progress, struct error *e)
{
    enum status status = OK;
    /* First all titles, the deepest first; then the search texts, which may show any title. */
    for (int pass = 0; pass < 2; pass++)
        for (int depth = 0; depth <= 5; depth++)
            for (size_t i = 0; i < s->model->count && status == OK; i++) {
                if (title_depth(s->model->kinds[i]) != depth)
                    continue;
                if (progress_stop(progress, "preparing titles", i, s->model->count))
                    return error_set(e, ERR_CANCELLED, "stopped");
                status = derive_kind(s, s->model->kinds[i], e);
            }
    return status;
}
