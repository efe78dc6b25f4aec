/* repair_tables.c: what the tables say of an operation of the log, and how that reads. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "store/repair.h"

/* An operation, copied out of its statement. */
struct said {
    int64_t seq;
    int verb;
    char *kind, *record, *field, *value;
};

static void said_release(struct said *o)
{
    free(o->kind);
    free(o->record);
    free(o->field);
    free(o->value);
}

static bool read_said(struct db *db, int64_t site, int64_t seq, struct said *o)
{
    sqlite3_stmt *stmt = db_prepare(db, "SELECT verb, kind, record, field, value FROM log_op WHERE site = :site AND seq = :seq");
    if (!stmt)
        return false;
    db_number(stmt, ":site", site);
    db_number(stmt, ":seq", seq);
    bool found = sqlite3_step(stmt) == SQLITE_ROW;
    if (found)
        *o = (struct said){seq, sqlite3_column_int(stmt, 0), xstrdup(db_column(stmt, 1)), xstrdup(db_column(stmt, 2)),
                           xstrdup(db_column(stmt, 3)), xstrdup(db_column(stmt, 4))};
    sqlite3_reset(stmt);
    return found;
}

/* Was the field set again after that operation? The table's value is not about it then. */
static bool set_later(struct store_repair *r, const char *record, const char *field, int64_t seq)
{
    sqlite3_stmt *stmt = db_prepare(&r->work.db, "SELECT 1 FROM log_op WHERE record = :record AND field = :field AND seq > :seq "
                                                 "LIMIT 1");
    if (!stmt)
        return true;
    db_text(stmt, ":record", record);
    db_text(stmt, ":field", field);
    db_number(stmt, ":seq", seq);
    bool later = sqlite3_step(stmt) == SQLITE_ROW;
    sqlite3_reset(stmt);
    return later;
}

static bool plain_name(const char *name)
{
    return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name);
}

/* Appends the value that the table holds; false if it has no such row. */
static bool table_value(struct store_repair *r, const char *kind, const char *record, const char *field, struct buf *out)
{
    struct buf sql = BUF_INIT;
    if (!plain_name(kind) || !plain_name(field))
        return false;
    buf_addf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE id = :id", field, kind);
    sqlite3_stmt *stmt = db_prepare(&r->work.db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return false;
    db_text(stmt, ":id", record);
    bool found = sqlite3_step(stmt) == SQLITE_ROW;
    if (found)
        buf_adds(out, db_column(stmt, 0));
    sqlite3_reset(stmt);
    return found;
}

static void add_pair(struct buf *out, const char *field, const char *value)
{
    buf_addf(out, "%zu:%s%zu:%s", strlen(field), field, strlen(value), value);
}

/* First values, pair by pair, with those of the table where the field was not set since. */
struct pairs {
    struct store_repair *r;
    const struct said *o;
    struct buf out;
    bool known; /* so far all fields are those of the table */
};

static void patch_pair(void *data, const char *field, size_t field_len, const char *value, size_t value_len)
{
    struct pairs *p = data;
    char *name = xstrndup(field, field_len), *old = xstrndup(value, value_len);
    struct buf now = BUF_INIT;
    bool there = table_value(p->r, p->o->kind, p->o->record, name, &now);
    p->known &= there;
    add_pair(&p->out, name, there && now.len && !set_later(p->r, p->o->record, name, p->o->seq) ? now.s : old);
    buf_release(&now);
    free(name);
    free(old);
}

/* The row itself as first values, without what was set since, which was most often empty at first. */
static bool pairs_of_row(struct store_repair *r, const struct said *o, struct buf *out)
{
    struct buf sql = BUF_INIT;
    if (!plain_name(o->kind))
        return false;
    buf_addf(&sql, "SELECT * FROM \"%s\" WHERE id = :id", o->kind);
    sqlite3_stmt *stmt = db_prepare(&r->work.db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return false;
    db_text(stmt, ":id", o->record);
    bool found = sqlite3_step(stmt) == SQLITE_ROW;
    for (int i = 1; found && i < sqlite3_column_count(stmt) - 3; i++) /* between the id and the derived texts */
        if (*db_column(stmt, i) && !set_later(r, o->record, sqlite3_column_name(stmt, i), o->seq))
            add_pair(out, sqlite3_column_name(stmt, i), db_column(stmt, i));
    sqlite3_reset(stmt);
    return found;
}

/* Appends what the tables say that the operation's value was; false if they say nothing about it. */
static bool tables_say(struct store_repair *r, const struct said *o, struct buf *out)
{
    if (o->verb == VERB_SET)
        return !set_later(r, o->record, o->field, o->seq) && table_value(r, o->kind, o->record, o->field, out);
    if (o->verb != VERB_CREATE)
        return false;
    struct pairs p = {r, o, BUF_INIT, true};
    bool read = values_decode(o->value, patch_pair, &p) && p.known && p.out.len > 0;
    if (read)
        buf_adds(out, p.out.s);
    buf_release(&p.out);
    return read || pairs_of_row(r, o, out);
}

static bool put_value(struct store_repair *r, int64_t site, int64_t seq, const char *value)
{
    sqlite3_stmt *stmt = db_prepare(&r->work.db, "UPDATE log_op SET value = :value WHERE site = :site AND seq = :seq");
    if (!stmt)
        return false;
    db_number(stmt, ":site", site);
    db_number(stmt, ":seq", seq);
    db_text(stmt, ":value", value);
    return db_run(&r->work.db, stmt, "repair", NULL) == OK;
}

enum { MOST_OPERATIONS = 200000 };

size_t repair_from_tables(struct store_repair *r, const struct chain_change *c, int64_t only)
{
    struct buf value = BUF_INIT;
    int64_t differing = 0;
    size_t put = 0;
    for (int64_t seq = c->row.seq; seq < c->row.seq + c->row.operations && seq < c->row.seq + MOST_OPERATIONS; seq++) {
        struct said o;
        if (!read_said(&r->work.db, c->row.site, seq, &o))
            continue;
        buf_clear(&value);
        if (tables_say(r, &o, &value) && strcmp(buf_str(&value), o.value) != 0) {
            if (only < 0 || differing == only)
                put += put_value(r, c->row.site, seq, buf_str(&value));
            differing++;
        }
        said_release(&o);
        if (only >= 0 && differing > only)
            break;
    }
    buf_release(&value);
    return put;
}

/* ---- what each of them says ---- */

static void quote(struct buf *out, const char *text)
{
    enum { MOST = 120 };
    if (!text)
        buf_adds(out, _("nothing"));
    else
        buf_addf(out, strlen(text) > MOST ? "\"%.*s...\"" : "\"%.*s\"", MOST, text);
}

static void say_operation(struct store_repair *r, const struct chain_change *c, const struct said *o, const char *tables,
                          const char *backup)
{
    struct buf line = BUF_INIT, what = BUF_INIT, says[3] = {BUF_INIT, BUF_INIT, BUF_INIT};
    const struct kind *k = model_kind(r->store->model, o->kind);
    int field = k && *o->field ? kind_field(k, o->field) : -1;
    buf_addf(&what, "%s ", k ? k->label : o->kind);
    if (k)
        store_title(r->store, k, o->record, &what);
    else
        buf_adds(&what, o->record);
    if (*o->field)
        buf_addf(&what, ", %s", field >= 0 ? k->fields[field].label : o->field);
    quote(&says[0], o->value);
    quote(&says[1], tables);
    quote(&says[2], backup);
    buf_addf(&line, _("Change %lld: %s: the log says %s, the tables say %s, the newest sound backup says %s"),
             (long long)c->row.seq, what.s, says[0].s, says[1].s, says[2].s);
    r->each(r->data, line.s);
    for (int i = 0; i < 3; i++)
        buf_release(&says[i]);
    buf_release(&line);
    buf_release(&what);
}

void repair_say_all(struct store_repair *r, const struct chain_change *c)
{
    struct buf value = BUF_INIT;
    size_t said = 0;
    for (int64_t seq = c->row.seq; seq < c->row.seq + c->row.operations && said < 20; seq++) {
        struct said log, backup = {0};
        if (!read_said(&r->work.db, c->row.site, seq, &log))
            break;
        buf_clear(&value);
        bool by_tables = tables_say(r, &log, &value);
        bool by_backup = r->has_backup && read_said(&r->backup, c->row.site, seq, &backup);
        bool differs = (by_tables && strcmp(buf_str(&value), log.value) != 0) ||
                       (by_backup && (strcmp(backup.value, log.value) != 0 || strcmp(backup.record, log.record) != 0));
        if (differs || c->row.operations == 1) {
            say_operation(r, c, &log, by_tables ? buf_str(&value) : NULL, by_backup ? backup.value : NULL);
            said++;
        }
        said_release(&log);
        if (by_backup)
            said_release(&backup);
    }
    if (!said) {
        buf_clear(&value);
        buf_addf(&value, _("Change %lld, \"%s\": neither the tables nor a backup say anything else than the log"),
                 (long long)c->row.seq, c->label);
        r->each(r->data, value.s);
    }
    buf_release(&value);
}
