/* log.c: appending to the operation log and reading from it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/site.h"

/* SQLite refuses a row of more than SQLITE_LIMIT_LENGTH (db.c), and a title stands in its row up to four times: as the
 * field, as the title, to sort by and to search in. */
#define MOST_VALUE 240000

enum status log_check(const struct op *op, struct error *e)
{
    if (!op->value || strlen(op->value) <= MOST_VALUE)
        return OK;
    error_set(e, ERR_INPUT, "a text of %zu bytes is too long for a record", strlen(op->value));
    return error_hint(e, ERR_INPUT, "shorten it to %d bytes, or keep it in a file and note where", MOST_VALUE);
}

/* Adds the operation to the digest of the change that is being made. */
static void chain_operation(struct store *s, const struct op *op, const char *const texts[CHAIN_TEXTS])
{
    struct pending *p = &s->pending;
    struct chain_text parts[CHAIN_TEXTS];
    unsigned char leaf[CHAIN_SIZE];
    for (int i = 0; i < CHAIN_TEXTS; i++)
        parts[i] = (struct chain_text){texts[i], texts[i] ? strlen(texts[i]) : 0};
    if (!p->chain)
        p->chain = chain_new();
    if (op->seq == p->first)
        chain_begin(p->chain, p->before);
    chain_leaf(op->site, op->seq, op->verb, parts, leaf);
    chain_add(p->chain, leaf);
}

enum status log_append(struct store *s, struct op *op, struct error *e)
{
    enum status fits = log_check(op, e);
    if (fits != OK)
        return fits;
    if (s->pending.next == s->pending.first) {
        enum status status = change_open_row(s, e);
        if (status != OK)
            return status;
    }
    op->site = s->site;
    op->seq = s->pending.next++;
    if (!s->append) /* by far the most used one: not looked for by its text, its parameters not by their names */
        s->append = db_prepare(&s->db, "INSERT INTO log_op (site, seq, change, verb, kind, record, field, value, parents) VALUES "
                                       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    if (!s->append)
        return db_fail(&s->db, "save in", e);
    const char *texts[] = {op->kind, op->record, op->field, op->value, op->parents && *op->parents ? op->parents : NULL};
    chain_operation(s, op, texts);
    sqlite3_bind_int64(s->append, 1, op->site);
    sqlite3_bind_int64(s->append, 2, op->seq);
    sqlite3_bind_int64(s->append, 3, s->pending.first);
    sqlite3_bind_int(s->append, 4, op->verb);
    for (int i = 0; i < 5; i++)
        sqlite3_bind_text(s->append, i + 5, texts[i], -1, SQLITE_STATIC); /* NULL binds NULL */
    return db_run(&s->db, s->append, "save in", e);
}

/* One operation that may be a head: nobody has built on it yet. */
struct head {
    int64_t site, seq;
    bool built_on;
};

static void strike_out(struct head *heads, size_t count, const char *parents)
{
    while (*parents) {
        char *end;
        int64_t site = strtoll(parents, &end, 10);
        int64_t seq = *end == '.' ? strtoll(end + 1, &end, 10) : 0;
        for (size_t i = 0; i < count; i++)
            if (heads[i].site == site && heads[i].seq == seq)
                heads[i].built_on = true;
        parents = *end == ' ' ? end + 1 : end + strlen(end);
    }
}

enum status log_heads(struct store *s, const char *record, const char *field, struct buf *out, struct error *e)
{
    enum status status = bulk_settle(s, e); /* whoever builds on an operation changes what is there */
    if (status != OK)
        return status;
    /* The operations on this field and the creation. Most records have few; an answer saved a thousand times has many,
     * so only the newest 64 are looked at: an older one that nobody built on would be a conflict a merge settles. */
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT site, seq, parents FROM log_op WHERE record = :record AND (verb = 1 "
                                            "OR field IS :field) ORDER BY seq DESC LIMIT 64");
    if (!stmt)
        return db_fail(&s->db, "read", e);
    db_text(stmt, ":record", record);
    db_text(stmt, ":field", field);
    struct head heads[64];
    size_t count = 0;
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
        heads[count++] = (struct head){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1), false};
    sqlite3_reset(stmt);
    if (rc != SQLITE_DONE)
        return db_fail(&s->db, "read", e);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        strike_out(heads, count, db_column(stmt, 2));
    sqlite3_reset(stmt);
    for (size_t i = 0; i < count; i++)
        if (!heads[i].built_on)
            buf_addf(out, "%s%lld.%lld", out->len ? " " : "", (long long)heads[i].site, (long long)heads[i].seq);
    return OK;
}

static void encode_text(struct buf *out, const char *text)
{
    char digits[24], *p = digits + sizeof digits;
    size_t n = strlen(text), rest = n;
    *--p = ':';
    do
        *--p = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    buf_add(out, p, (size_t)(digits + sizeof digits - p));
    buf_add(out, text, n);
}

void values_encode(const struct record *r, struct buf *out)
{
    for (size_t i = FIELD_VISIBILITY; i < r->count; i++)
        if (record_has(r, (int)i) && field_stored(&r->kind->fields[i])) {
            encode_text(out, r->kind->fields[i].name);
            encode_text(out, r->values[i]);
        }
}

static const char *decode_text(const char *p, const char *end, const char **text, size_t *len)
{
    char *colon;
    unsigned long long n = strtoull(p, &colon, 10);
    if (colon == p || *colon != ':' || n > (unsigned long long)(end - colon - 1))
        return NULL;
    *text = colon + 1;
    *len = (size_t)n;
    return colon + 1 + n;
}

bool values_decode(const char *text, void (*each)(void *data, const char *field, size_t field_len, const char *value,
                                                  size_t value_len), void *data)
{
    const char *end = text + strlen(text), *field, *value;
    size_t field_len, value_len;
    while (text && *text) {
        text = decode_text(text, end, &field, &field_len);
        if (text)
            text = decode_text(text, end, &value, &value_len);
        if (text)
            each(data, field, field_len, value, value_len);
    }
    return text != NULL;
}

struct log_wanted {
    const char *field;
    struct buf *out;
};

static void read_wanted(void *data, const char *field, size_t field_len, const char *value, size_t value_len)
{
    struct log_wanted *w = data;
    if (strlen(w->field) == field_len && memcmp(w->field, field, field_len) == 0)
        buf_add(w->out, value, value_len);
}

enum status log_value_at(struct store *s, const char *parents, const char *field, struct buf *out, struct error *e)
{
    char *dot = NULL;
    int64_t site = parents ? strtoll(parents, &dot, 10) : 0;
    if (!dot || *dot != '.')
        return OK;
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT verb, value FROM log_op WHERE site = :site AND seq = :seq");
    if (!stmt)
        return db_fail(&s->db, "read", e);
    db_number(stmt, ":site", site);
    db_number(stmt, ":seq", strtoll(dot + 1, NULL, 10));
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        if (sqlite3_column_int(stmt, 0) == VERB_CREATE)
            values_decode(db_column(stmt, 1), read_wanted, &(struct log_wanted){field, out});
        else if (sqlite3_column_int(stmt, 0) != VERB_PURGED) /* whose value is no value */
            buf_adds(out, db_column(stmt, 1));
    }
    sqlite3_reset(stmt);
    return OK;
}

/* Calls `each` for the rows of a statement, which goes. */
static enum status each_row(struct store *s, sqlite3_stmt *stmt,
                            enum status (*each)(void *data, const struct op *op, struct error *e), void *data, struct error *e)
{
    enum status status = OK;
    int rc = SQLITE_DONE;
    while (status == OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct op op = {.site = sqlite3_column_int64(stmt, 0),
                        .seq = sqlite3_column_int64(stmt, 1),
                        .verb = (enum verb)sqlite3_column_int(stmt, 2),
                        .kind = db_column(stmt, 3),
                        .record = db_column(stmt, 4),
                        .field = (const char *)sqlite3_column_text(stmt, 5),
                        .value = (const char *)sqlite3_column_text(stmt, 6),
                        .parents = (const char *)sqlite3_column_text(stmt, 7)};
        status = each(data, &op, e);
    }
    if (status == OK && rc != SQLITE_DONE)
        status = db_fail(&s->db, "read", e);
    sqlite3_finalize(stmt);
    return status;
}

/* A statement of its own: one of the same text may be running already. */
static sqlite3_stmt *prepare_own(struct store *s, const char *sql)
{
    sqlite3_stmt *stmt;
    return sqlite3_prepare_v2(s->db.sqlite, sql, -1, &stmt, NULL) == SQLITE_OK ? stmt : NULL;
}

/* The whole log, when all of it is one line: what a site continues comes before it, and nothing needs sorting. */
static enum status each_of_line(struct store *s, enum status (*each)(void *data, const struct op *op, struct error *e),
                                void *data, struct error *e)
{
    size_t count;
    enum status status = OK;
    const struct span *line = site_line(s, &count);
    for (size_t i = count; i-- > 0 && status == OK;) {
        sqlite3_stmt *stmt = prepare_own(s, "SELECT site, seq, verb, kind, record, field, value, parents FROM log_op WHERE site "
                                            "= :site ORDER BY seq");
        if (!stmt)
            return db_fail(&s->db, "read", e);
        db_number(stmt, ":site", line[i].site);
        status = each_row(s, stmt, each, data, e);
    }
    return status;
}

enum status log_each(struct store *s, const char *record,
                     enum status (*each)(void *data, const struct op *op, struct error *e), void *data, struct error *e)
{
    static const char of_line[] = "SELECT site, seq, verb, kind, record, field, value, parents FROM log_op WHERE record = :record "
                                  "ORDER BY seq"; /* along a line numbers go on */
    /* Moments only say whose operation comes first when several laptops changed one record. A clock that was set back must
     * not turn the operations of one laptop round: each counts as made no earlier than those before it. */
    static const char merged[] =
        "SELECT site, seq, verb, kind, record, field, value, parents FROM (SELECT o.*, max(c.at) OVER (PARTITION BY o.record, "
        "o.site ORDER BY o.seq) AS since FROM log_op o LEFT JOIN log_change c ON c.site = o.site AND c.seq = o.change%s) "
        "ORDER BY since, site, seq";
    char sql[420];
    bool alone = site_alone(s);
    if (!record && alone)
        return each_of_line(s, each, data, e);
    snprintf(sql, sizeof sql, alone ? of_line : merged, record ? " WHERE record = :record" : "");
    sqlite3_stmt *stmt = prepare_own(s, sql);
    if (!stmt)
        return db_fail(&s->db, "read", e);
    if (record)
        db_text(stmt, ":record", record);
    return each_row(s, stmt, each, data, e);
}
