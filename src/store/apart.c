/* apart.c: what tells records of the same title apart. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "store/internal.h"

enum { FACTS = 2, NAMESAKES = 16 }; /* shown of a record; compared with */

/* Reads up to NAMESAKES other records of the same title. Returns how many. */
static size_t read_namesakes(struct store *s, const struct kind *k, const char *id, struct record *others)
{
    struct buf sql = BUF_INIT;
    char ids[NAMESAKES][ID_SIZE];
    size_t n = 0, read = 0;
    buf_addf(&sql, "SELECT id FROM \"%s\" WHERE sort_ = (SELECT sort_ FROM \"%s\" WHERE id = :id) AND id <> :id ORDER BY id LIMIT "
                   ":most", k->name, k->name);
    sqlite3_stmt *stmt = db_prepare(&s->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return 0;
    db_text(stmt, ":id", id);
    db_number(stmt, ":most", NAMESAKES);
    for (; n < NAMESAKES && sqlite3_step(stmt) == SQLITE_ROW; n++)
        snprintf(ids[n], ID_SIZE, "%s", db_column(stmt, 0));
    sqlite3_reset(stmt);
    for (size_t i = 0; i < n; i++)
        read += store_get(s, k, ids[i], &others[read], NULL) == OK;
    return read;
}

/* A fact that may stand beside a name. */
static bool may_tell(const struct field *f)
{
    return field_stored(f) && !(f->flags & (FIELD_TITLE | FIELD_PERSONAL)) && f->type != FIELD_NOTE && f->type != FIELD_YESNO;
}

/* Appends the first facts in which the record differs from one of the others; listed ones go first. */
static void add_facts(struct store *s, const struct record *r, const struct record *others, size_t count, struct buf *out)
{
    int told = 0;
    for (int listed = 1; listed >= 0; listed--)
        for (size_t i = FIELD_FIRST; i < r->kind->field_count && told < FACTS; i++) {
            const struct field *f = &r->kind->fields[i];
            bool differs = false;
            if (!may_tell(f) || !record_has(r, (int)i) || !(f->flags & FIELD_LISTED) != !listed || (int)i == r->kind->alliance)
                continue;
            for (size_t j = 0; j < count; j++)
                differs |= strcmp(record_get(r, (int)i), record_get(&others[j], (int)i)) != 0;
            if (!differs)
                continue;
            buf_adds(out, told++ ? ", " : "");
            store_display(s, r, (int)i, out);
        }
}

/* The day a record was made; its id's last characters where that is not known. */
static void add_making(struct store *s, const char *id, struct buf *out)
{
    sqlite3_stmt *stmt = db_prepare(&s->db, "SELECT c.at FROM log_op o JOIN log_change c ON c.site = o.site AND c.seq = o.change "
                                            "WHERE o.record = :id AND o.verb = 1 LIMIT 1");
    char stamp[STAMP_SIZE] = "";
    if (stmt) {
        db_text(stmt, ":id", id);
        if (sqlite3_step(stmt) == SQLITE_ROW)
            moment_stamp(sqlite3_column_int64(stmt, 0), stamp);
        sqlite3_reset(stmt);
    }
    if (*stamp)
        buf_addf(out, _("added %.10s %.5s"), stamp, stamp + 11);
    else
        buf_adds(out, strlen(id) > 8 ? id + strlen(id) - 8 : id);
}

void store_title_apart(struct store *s, const struct kind *k, const char *id, struct buf *out)
{
    struct record r = {0}, others[NAMESAKES] = {0};
    struct buf facts = BUF_INIT;
    store_title(s, k, id, out);
    size_t count = store_get(s, k, id, &r, NULL) == OK ? read_namesakes(s, k, id, others) : 0;
    if (count) {
        add_facts(s, &r, others, count, &facts);
        if (!facts.len)
            add_making(s, id, &facts);
        buf_addf(out, " (%s)", buf_str(&facts));
    }
    buf_release(&facts);
    record_release(&r);
    for (size_t i = 0; i < count; i++)
        record_release(&others[i]);
}
