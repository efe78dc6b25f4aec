/* search.c: see search.h. */
#include "store/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/internal.h"

struct search {
    struct store *store;
    const struct kind *kind;
    char alliance[ID_SIZE];
    struct buf words;  /* last looked for */
    struct buf text;   /* of all rows, each NUL-terminated */
    int64_t *rowids;
    size_t *offsets;   /* in text */
    size_t count, cap, offset_cap;
    bool loaded;
    size_t *found;     /* places in rowids */
    size_t found_count, found_cap;
};

struct search *search_new(struct store *store, const struct kind *kind, const char *alliance)
{
    struct search *s = xcalloc(1, sizeof *s);
    s->store = store;
    s->kind = kind;
    if (alliance && kind->alliance >= 0 && strlen(alliance) < ID_SIZE)
        strcpy(s->alliance, alliance);
    return s;
}

void search_refresh(struct search *s)
{
    free(s->rowids);
    free(s->offsets);
    buf_release(&s->text);
    buf_clear(&s->words);
    s->rowids = NULL;
    s->offsets = NULL;
    s->count = s->cap = s->offset_cap = s->found_count = 0;
    s->loaded = false;
}

void search_free(struct search *s)
{
    if (!s)
        return;
    search_refresh(s);
    buf_release(&s->words);
    free(s->found);
    free(s);
}

bool search_field(const struct kind *kind, int field)
{
    const struct field *f = &kind->fields[field];
    if (field < FIELD_FIRST || (f->flags & FIELD_KEY))
        return false;
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_NOTE:
    case FIELD_LIST:
    case FIELD_EMAIL:
    case FIELD_PHONE: return true;
    default: return !kind->keyed && (f->flags & FIELD_LISTED) && f->type != FIELD_LINKS;
    }
}

/* Listed facts of kinds that are no mere links are folded in the table already. */
static bool folded_already(const struct kind *k, size_t field)
{
    return !k->keyed && (k->fields[field].flags & (FIELD_LISTED | FIELD_TITLE));
}

static void build(const struct search *s, struct buf *sql)
{
    const struct kind *k = s->kind;
    buf_addf(sql, "SELECT rowid, %s, %s", k->keyed ? "''" : "sort_", k->keyed ? "''" : "find_");
    for (size_t i = FIELD_FIRST; i < k->field_count; i++)
        if (search_field(k, (int)i) && !folded_already(k, i)) {
            buf_adds(sql, ", ");
            sql_name(sql, k->fields[i].name);
        }
    buf_addf(sql, " FROM \"%s\"%s ORDER BY sort_, rowid", k->name, *s->alliance ? " WHERE alliance = :alliance" : "");
}

static enum status load(struct search *s, struct error *e)
{
    struct buf sql = BUF_INIT;
    build(s, &sql);
    sqlite3_stmt *stmt = db_prepare(&s->store->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return db_fail(&s->store->db, "search", e);
    if (*s->alliance)
        db_text(stmt, ":alliance", s->alliance);
    int rc, columns = sqlite3_column_count(stmt);
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        GROW(s->rowids, s->count + 1, s->cap);
        GROW(s->offsets, s->count + 1, s->offset_cap);
        s->rowids[s->count] = sqlite3_column_int64(stmt, 0);
        s->offsets[s->count++] = s->text.len;
        for (int i = 1; i < columns; i++) {
            const char *text = db_column(stmt, i);
            if (!*text)
                continue;
            if (i < 3)
                buf_adds(&s->text, text);
            else
                text_fold(&s->text, text, strlen(text));
            buf_addc(&s->text, '\n'); /* no word stands across two fields */
        }
        buf_addc(&s->text, '\0');
    }
    sqlite3_reset(stmt);
    s->loaded = rc == SQLITE_DONE;
    return s->loaded ? OK : db_fail(&s->store->db, "search", e);
}

enum status search_words(struct search *s, const char *folded, struct error *e)
{
    bool narrower = s->words.len > 0 && strncmp(folded, s->words.s, s->words.len) == 0;
    enum status status = s->loaded || !*folded ? OK : load(s, e);
    if (status != OK)
        search_refresh(s);
    size_t from = !*folded ? 0 : narrower ? s->found_count : s->count, kept = 0;
    GROW(s->found, from, s->found_cap);
    for (size_t i = 0; i < from; i++) {
        size_t at = narrower ? s->found[i] : i;
        if (text_has_words(s->text.s + s->offsets[at], folded))
            s->found[kept++] = at;
    }
    s->found_count = kept;
    buf_clear(&s->words);
    buf_adds(&s->words, folded);
    return status;
}

size_t search_count(const struct search *s)
{
    return s->found_count;
}

bool search_hit(struct search *s, size_t i, char id[ID_SIZE], struct buf *title)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT id, title_ FROM \"%s\" WHERE rowid = :rowid", s->kind->name);
    sqlite3_stmt *stmt = i < s->found_count ? db_prepare(&s->store->db, sql.s) : NULL;
    buf_release(&sql);
    if (!stmt)
        return false;
    db_number(stmt, ":rowid", s->rowids[s->found[i]]);
    bool there = sqlite3_step(stmt) == SQLITE_ROW;
    if (there) {
        const char *text = db_column(stmt, 0);
        size_t n = strnlen(text, ID_SIZE - 1);
        memcpy(id, text, n);
        id[n] = '\0';
        buf_adds(title, db_column(stmt, 1));
    }
    sqlite3_reset(stmt);
    return there;
}
