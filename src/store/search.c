/* search.c: see search.h. */
#include "store/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "store/internal.h"

/* A row: its title, folded, and the text looked in, which may begin with that. Offsets in the text while it is read. */
struct search_line {
    int64_t rowid;
    union {
        size_t at;
        const char *s;
    } sort, text;
};

struct search {
    struct store *store;
    const struct kind *kind;
    char alliance[ID_SIZE];
    struct buf words;  /* last looked for */
    struct buf text;   /* of all rows, each NUL-terminated */
    struct search_line *lines; /* in the order of titles */
    size_t count, cap;
    bool loaded;
    size_t *found;     /* places in lines */
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
    free(s->lines);
    buf_release(&s->text);
    buf_clear(&s->words);
    s->lines = NULL;
    s->count = s->cap = s->found_count = 0;
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

/* Not in the order of titles: following an index through 100,000 rows costs more than sorting what was read. Of mere
 * links only those are read that say something. */
static void build(const struct search *s, struct buf *sql)
{
    const struct kind *k = s->kind;
    struct buf own = BUF_INIT;
    buf_addf(sql, "SELECT rowid, sort_, %s", k->keyed ? "''" : "find_");
    for (size_t i = FIELD_FIRST; i < k->field_count; i++)
        if (search_field(k, (int)i) && !folded_already(k, i)) {
            buf_adds(sql, ", ");
            sql_name(sql, k->fields[i].name);
            buf_adds(&own, own.len ? " OR " : "");
            sql_name(&own, k->fields[i].name);
            buf_adds(&own, " IS NOT NULL");
        }
    buf_addf(sql, " FROM \"%s\" WHERE %s", k->name, *s->alliance ? "alliance = :alliance" : "1");
    if (k->keyed)
        buf_addf(sql, " AND (%s)", own.len ? own.s : "0");
    buf_release(&own);
}

static void read_row(struct search *s, sqlite3_stmt *stmt, int columns)
{
    GROW(s->lines, s->count + 1, s->cap);
    struct search_line *line = &s->lines[s->count++];
    line->rowid = sqlite3_column_int64(stmt, 0);
    line->sort.at = line->text.at = s->text.len;
    buf_adds(&s->text, db_column(stmt, 1));
    if (s->kind->keyed) { /* its title says nothing of its own */
        buf_addc(&s->text, '\0');
        line->text.at = s->text.len;
    }
    for (int i = 2; i < columns; i++) {
        const char *text = db_column(stmt, i);
        if (!*text)
            continue;
        buf_addc(&s->text, '\n'); /* no word stands across two fields */
        if (i == 2)
            buf_adds(&s->text, text);
        else
            text_fold(&s->text, text, strlen(text));
    }
    buf_addc(&s->text, '\0');
}

static int by_title(const void *a, const void *b)
{
    const struct search_line *x = a, *y = b;
    int order = strcmp(x->sort.s, y->sort.s);
    return order ? order : x->rowid < y->rowid ? -1 : x->rowid > y->rowid;
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
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
        read_row(s, stmt, columns);
    sqlite3_reset(stmt);
    for (size_t i = 0; i < s->count; i++) { /* the text stays where it is from now on */
        s->lines[i].sort.s = s->text.s + s->lines[i].sort.at;
        s->lines[i].text.s = s->text.s + s->lines[i].text.at;
    }
    if (s->count)
        sort_stable(s->lines, s->count, sizeof *s->lines, by_title);
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
        if (text_has_words(s->lines[at].text.s, folded))
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
    db_number(stmt, ":rowid", s->lines[s->found[i]].rowid);
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
