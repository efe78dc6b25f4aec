/* query.c: reading records. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/internal.h"

bool progress_stop(const struct progress *p, const char *what, size_t done, size_t total)
{
    return p && p->step && p->step(p->data, what, done, total);
}

void row_record(sqlite3_stmt *stmt, struct record *r)
{
    int column = 0;
    for (size_t i = 0; i < r->kind->field_count; i++)
        if (field_stored(&r->kind->fields[i]))
            record_set(r, (int)i, (const char *)sqlite3_column_text(stmt, column++));
}

static void select_records(const struct kind *k, struct buf *sql)
{
    buf_adds(sql, "SELECT ");
    stored_columns(k, sql);
    buf_addf(sql, " FROM \"%s\"", k->name);
}

static void build_get(const struct kind *k, struct buf *sql)
{
    select_records(k, sql);
    buf_adds(sql, " WHERE id = :id");
}

enum status projection_get(struct store *s, const struct kind *k, const char *id, struct record *r, bool *found,
                           struct error *e)
{
    sqlite3_stmt *stmt = kind_statement(s, k, FOR_GET, build_get);
    *found = false;
    if (!stmt)
        return db_fail(&s->db, "read", e);
    db_text(stmt, ":id", id);
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW) {
        *found = true;
        record_init(r, k);
        row_record(stmt, r);
    }
    sqlite3_reset(stmt);
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? OK : db_fail(&s->db, "read", e);
}

enum status store_get(struct store *s, const struct kind *k, const char *id, struct record *r, struct error *e)
{
    bool found;
    *r = (struct record){0};
    enum status status = projection_get(s, k, id, r, &found, e);
    if (status == OK && !found)
        return error_set(e, ERR_NOT_FOUND, "there is no %s '%s'", k->label, id);
    return status;
}

static void build_name(const struct kind *k, struct buf *sql)
{
    buf_addf(sql, "SELECT title_ FROM \"%s\" WHERE id = :id", k->name);
}

void store_title(struct store *s, const struct kind *k, const char *id, struct buf *out)
{
    sqlite3_stmt *stmt = kind_statement(s, k, FOR_NAME, build_name);
    if (!stmt)
        return;
    db_text(stmt, ":id", id);
    buf_adds(out, sqlite3_step(stmt) == SQLITE_ROW ? db_column(stmt, 0) : "(not there)");
    sqlite3_reset(stmt);
}

/* The titles behind a links field, joined by ", ". */
static void display_links(struct store *s, const struct field *f, const char *id, struct buf *out)
{
    const struct kind *via = f->reference;
    const struct field *to = &via->fields[f->link_to];
    struct buf sql = BUF_INIT;
    if (to->type == FIELD_REFERENCE)
        buf_addf(&sql, "SELECT t.title_ FROM \"%s\" v JOIN \"%s\" t ON t.id = v.\"%s\"", via->name, to->reference->name,
                 to->name);
    else
        buf_addf(&sql, "SELECT v.\"%s\" FROM \"%s\" v", to->name, via->name);
    buf_addf(&sql, " WHERE v.\"%s\" = :id", via->fields[f->link_from].name);
    if (f->link_fixed >= 0)
        buf_addf(&sql, " AND v.\"%s\" = :fixed", via->fields[f->link_fixed].name);
    buf_adds(&sql, " ORDER BY 1");
    sqlite3_stmt *stmt = db_prepare(&s->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return;
    db_text(stmt, ":id", id);
    if (f->link_fixed >= 0)
        db_text(stmt, ":fixed", f->link_value);
    for (bool first = true; sqlite3_step(stmt) == SQLITE_ROW; first = false)
        buf_addf(out, "%s%s", first ? "" : ", ", db_column(stmt, 0));
    sqlite3_reset(stmt);
}

void store_display(struct store *s, const struct record *r, int field, struct buf *out)
{
    const struct field *f = &r->kind->fields[field];
    if (f->type == FIELD_LINKS)
        display_links(s, f, record_id(r), out);
    else if (f->type == FIELD_REFERENCE && record_has(r, field))
        store_title(s, f->reference, record_get(r, field), out);
    else
        field_show(f, record_get(r, field), out);
}

/* ---- finding by what a person says ---- */

enum { CANDIDATES = 4 }; /* named where several fit */

struct query_candidates {
    char ids[CANDIDATES][ID_SIZE];
    size_t count;
};

static void read_candidate(struct query_candidates *c, sqlite3_stmt *stmt)
{
    if (c->count < CANDIDATES) /* another program's id may be longer than ours */
        snprintf(c->ids[c->count], ID_SIZE, "%s", db_column(stmt, 0));
    c->count++;
}

/* 'Otieno, Grace (Kenya)' (0a1b2c3d): in words, and as a command takes it. */
static void name_candidates(struct store *s, const struct kind *k, const struct query_candidates *c, struct buf *out)
{
    for (size_t i = 0; i < c->count && i < CANDIDATES; i++) {
        size_t n = strlen(c->ids[i]);
        buf_adds(out, i ? ", '" : "'");
        store_title_apart(s, k, c->ids[i], out);
        buf_addf(out, "' (%s)", c->ids[i] + (n > 8 ? n - 8 : 0));
    }
}

static enum status collect_candidates(struct store *s, const struct kind *k, const char *where, const char *value, const char *alliance,
                        struct query_candidates *c, struct error *e)
{
    struct buf sql = BUF_INIT;
    bool scoped = alliance && *alliance && k->alliance >= 0;
    buf_addf(&sql, "SELECT id FROM \"%s\" WHERE %s%s ORDER BY sort_, rowid LIMIT 6", k->name, where,
             scoped ? " AND (alliance = :alliance OR alliance IS NULL)" : "");
    sqlite3_stmt *stmt = db_prepare(&s->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return db_fail(&s->db, "read", e);
    db_text(stmt, ":value", value);
    if (scoped)
        db_text(stmt, ":alliance", alliance);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        read_candidate(c, stmt);
    sqlite3_reset(stmt);
    return OK;
}

/* Is the title made of several fields, a plain one first? Then that one alone may say who is meant: a family name. */
static bool title_in_parts(const struct kind *k)
{
    size_t parts = 0;
    bool plain = false;
    for (size_t i = FIELD_FIRST; i < k->field_count; i++)
        if (k->fields[i].flags & FIELD_TITLE) {
            plain |= parts == 0 && k->fields[i].type == FIELD_TEXT;
            parts++;
        }
    return plain && parts > 1;
}

enum status store_resolve(struct store *s, const struct kind *k, const char *text, const char *alliance, char id[ID_SIZE],
                          struct error *e)
{
    struct query_candidates c = {.count = 0};
    struct buf folded = BUF_INIT;
    text_fold(&folded, text, strlen(text));
    enum status status = collect_candidates(s, k, "id = :value", text, NULL, &c, e);
    if (status == OK && c.count == 0 && strlen(text) >= 8)
        status = collect_candidates(s, k, "id >= :value AND id < :value || 'g'", text, NULL, &c, e);
    if (status == OK && c.count == 0)
        status = collect_candidates(s, k, "sort_ = :value", buf_str(&folded), alliance, &c, e);
    if (status == OK && c.count == 0 && title_in_parts(k)) /* from "otieno, " to "otieno,!" */
        status = collect_candidates(s, k, "sort_ > :value || ', ' AND sort_ < :value || ',!'", buf_str(&folded), alliance, &c, e);
    if (status == OK && c.count == 0 && strlen(text) == 8) /* as lists show it */
        status = collect_candidates(s, k, "substr(id, -8) = :value", text, NULL, &c, e);
    if (status == OK && c.count == 0) {
        error_set(e, ERR_NOT_FOUND, "there is no %s '%s'", k->label, text);
        status = error_hint(e, ERR_NOT_FOUND, "see 'peerloom list %s'", k->name);
    } else if (status == OK && c.count > 1) {
        struct buf names = BUF_INIT;
        name_candidates(s, k, &c, &names);
        error_set(e, ERR_INPUT, "'%s' fits several: %s", text, buf_str(&names));
        buf_release(&names);
        status = error_hint(e, ERR_INPUT, "give the id that 'peerloom list %s' shows", k->name);
    } else if (status == OK) {
        memcpy(id, c.ids[0], ID_SIZE);
    }
    buf_release(&folded);
    return status;
}

/* ---- many records ---- */

static void where_value(const struct kind *k, int field, const char *value, struct buf *sql)
{
    if (field >= 0)
        buf_addf(sql, " WHERE \"%s\" %s", k->fields[field].name, *value ? "= :value" : "IS NULL");
}

enum status store_each(struct store *s, const struct kind *k, int field, const char *value,
                       bool (*each)(void *data, const struct record *r), void *data, struct error *e)
{
    struct buf sql = BUF_INIT;
    select_records(k, &sql);
    where_value(k, field, value, &sql);
    buf_adds(&sql, " ORDER BY sort_, rowid");
    bool own; /* `each` may read the same kind */
    sqlite3_stmt *stmt = db_borrow(&s->db, sql.s, &own);
    int rc = SQLITE_OK;
    buf_release(&sql);
    if (!stmt)
        return db_fail(&s->db, "read", e);
    if (field >= 0 && *value)
        db_text(stmt, ":value", value);
    struct record r;
    record_init(&r, k);
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        row_record(stmt, &r);
        if (!each(data, &r)) {
            rc = SQLITE_DONE;
            break;
        }
    }
    enum status status = rc == SQLITE_DONE ? OK : db_fail(&s->db, "read", e);
    db_give_back(stmt, own);
    record_release(&r);
    return status;
}

/* All records of a kind, or those of one alliance: kept by the projection. */
static size_t count_kept(struct store *s, const struct kind *k, const char *alliance)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT sum(n) FROM projection_count WHERE kind = :kind AND (:alliance IS NULL OR "
                                            "alliance = :alliance)");
    if (!stmt)
        return 0;
    db_text(stmt, ":kind", k->name);
    db_text(stmt, ":alliance", alliance);
    size_t n = sqlite3_step(stmt) == SQLITE_ROW ? (size_t)sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return n;
}

size_t store_count(struct store *s, const struct kind *k, int field, const char *value)
{
    if (field < 0 || field == k->alliance)
        return count_kept(s, k, field < 0 ? NULL : value);
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT count(*) FROM \"%s\"", k->name);
    where_value(k, field, value, &sql);
    sqlite3_stmt *stmt = db_prepare(&s->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return 0;
    if (*value)
        db_text(stmt, ":value", value);
    size_t n = sqlite3_step(stmt) == SQLITE_ROW ? (size_t)sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return n;
}

enum status referring_ids(struct store *s, const struct kind *k, int field, const char *id, struct buf *ids,
                          struct error *e)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT id FROM \"%s\" WHERE \"%s\" = :id", k->name, k->fields[field].name);
    sqlite3_stmt *stmt = db_prepare(&s->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return db_fail(&s->db, "read", e);
    db_text(stmt, ":id", id);
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
        buf_add(ids, db_column(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0) + 1);
    enum status status = rc == SQLITE_DONE ? OK : db_fail(&s->db, "read", e);
    sqlite3_reset(stmt);
    return status;
}

/* Once a frame, so the statements are kept: reading their text would cost more than running them. */
static bool run_kept(struct store *s, const char *sql)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, sql);
    return stmt && db_run(&s->db, stmt, "read", NULL) == OK;
}

void store_hold(struct store *s)
{
    if (s->held++ == 0 && sqlite3_get_autocommit(s->db.sqlite))
        s->holding = run_kept(s, "BEGIN");
}

void store_let_go(struct store *s)
{
    if (--s->held == 0 && s->holding) {
        s->holding = false;
        if (!run_kept(s, "COMMIT")) /* nothing was written: ending it is all there is to do */
            run_kept(s, "ROLLBACK");
    }
}
