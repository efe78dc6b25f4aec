/* seen.c: what a person saw of a field before they wrote it. A field is named by record and field, a state of it by the
 * operations it comes from (log_heads()). See store_seen() and store_expect(). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/internal.h"

/* What the person who changes this field has seen of it. */
struct expectation {
    char id[ID_SIZE];
    const struct kind *kind;
    int field;
    struct buf seen;
};

static bool there(struct store *s, const struct kind *kind, const char *id)
{
    struct record r;
    bool found = false;
    if (projection_get(s, kind, id, &r, &found, NULL) == OK && found)
        record_release(&r);
    return found;
}

enum status store_seen(struct store *s, const struct kind *kind, const char *id, int field, struct buf *out, struct error *e)
{
    buf_clear(out);
    return there(s, kind, id) ? log_heads(s, id, kind->fields[field].name, out, e) : OK;
}

void store_expect(struct store *s, const struct kind *kind, const char *id, int field, const char *seen)
{
    s->expected = xrealloc(s->expected, (s->expected_count + 1) * sizeof *s->expected);
    struct expectation *x = &s->expected[s->expected_count++];
    *x = (struct expectation){.kind = kind, .field = field};
    memcpy(x->id, id, strnlen(id, ID_SIZE - 1));
    buf_adds(&x->seen, seen);
}

void store_expect_nothing(struct store *s)
{
    for (size_t i = 0; i < s->expected_count; i++)
        buf_release(&s->expected[i].seen);
    free(s->expected);
    s->expected = NULL;
    s->expected_count = 0;
}

static const struct expectation *find(const struct store *s, const char *id, int field)
{
    for (size_t i = 0; i < s->expected_count; i++)
        if (strcmp(s->expected[i].id, id) == 0 && (field < 0 || s->expected[i].field == field))
            return &s->expected[i];
    return NULL;
}

/* Is the operation of `len` bytes among those, which have a blank between them? */
static bool among(const char *op, size_t len, const char *ops)
{
    while (*ops) {
        size_t n = strcspn(ops, " ");
        if (n == len && memcmp(ops, op, n) == 0)
            return true;
        ops += n + (ops[n] == ' ');
    }
    return false;
}

/* How many operations of `from` are not among `known`. */
static size_t count_missing(const char *from, const char *known)
{
    size_t missing = 0;
    while (*from) {
        size_t n = strcspn(from, " ");
        missing += n > 0 && !among(from, n, known);
        from += n + (from[n] == ' ');
    }
    return missing;
}

static void add_missing(const char *from, struct buf *out)
{
    while (*from) {
        size_t n = strcspn(from, " ");
        if (n > 0 && !among(from, n, buf_str(out)))
            buf_addf(out, "%s%.*s", out->len ? " " : "", (int)n, from);
        from += n + (from[n] == ' ');
    }
}

static enum status conflict(const struct field *field, struct error *e)
{
    error_set(e, ERR_CONFLICT, "'%s' was changed in another window meanwhile", field->label);
    return error_hint(e, ERR_CONFLICT, "read what stands there now, then save yours once more");
}

enum status seen_check(struct store *s, const struct kind *k, const char *id, int field, const char *now, struct error *e)
{
    const struct expectation *x = find(s, id, field);
    if (!x)
        return OK;
    struct buf heads = BUF_INIT, value = BUF_INIT;
    enum status status = log_heads(s, id, k->fields[field].name, &heads, e);
    if (status == OK && count_missing(buf_str(&heads), buf_str(&x->seen)) > 0) {
        status = log_value_at(s, buf_str(&x->seen), k->fields[field].name, &value, e);
        if (status == OK && strcmp(buf_str(&value), now) != 0) /* who sees the same text has seen it */
            status = conflict(&k->fields[field], e);
    }
    buf_release(&heads);
    buf_release(&value);
    return status;
}

enum status seen_check_gone(struct store *s, const char *id, struct error *e)
{
    for (size_t i = 0; i < s->expected_count; i++)
        if (strcmp(s->expected[i].id, id) == 0 && s->expected[i].seen.len > 0) {
            error_set(e, ERR_CONFLICT, "this %s was deleted in another window meanwhile", s->expected[i].kind->label);
            return error_hint(e, ERR_CONFLICT, "Undo brings it back");
        }
    return OK;
}

void seen_parents(struct store *s, const char *id, int field, struct buf *parents)
{
    const struct expectation *x = find(s, id, field);
    if (x)
        add_missing(buf_str(&x->seen), parents);
}

enum status store_last_write(struct store *s, const struct kind *kind, const char *id, int field, int64_t *at, struct error *e)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT c.at FROM log_op o JOIN log_change c ON c.site = o.site AND c.seq = o.change "
                                            "WHERE o.record = :record AND (o.verb <> 2 OR o.field IS :field) "
                                            "ORDER BY c.at DESC, o.seq DESC LIMIT 1");
    if (!stmt)
        return db_fail(&s->db, "read", e);
    db_text(stmt, ":record", id);
    db_text(stmt, ":field", kind->fields[field].name);
    *at = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    sqlite3_reset(stmt);
    return OK;
}
