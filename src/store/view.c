/* view.c: see view.h. Rows are read in view_page.c, filter and order are in view_choose.c. */
#include "store/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/view_internal.h"

struct view *view_new(struct store *store, const struct kind *kind, const char *alliance)
{
    struct view *v = xcalloc(1, sizeof *v);
    v->store = store;
    v->kind = kind;
    v->by_title = true;
    window_new(v);
    if (alliance && kind->alliance >= 0 && strlen(alliance) < ID_SIZE)
        strcpy(v->alliance, alliance);
    return v;
}

void view_free(struct view *v)
{
    if (!v)
        return;
    window_free(v);
    corpus_clear(&v->corpus);
    buf_release(&v->words);
    buf_release(&v->look);
    free(v->matches);
    free(v);
}

const struct kind *view_kind(const struct view *v)
{
    return v->kind;
}

bool view_column(const struct kind *kind, const char *path, struct column *column)
{
    const char *dot = strchr(path, '.');
    *column = (struct column){-1, -1};
    if (dot) {
        char name[64];
        if ((size_t)(dot - path) >= sizeof name)
            return false;
        memcpy(name, path, (size_t)(dot - path));
        name[dot - path] = '\0';
        column->through = kind_field(kind, name);
        if (column->through < 0 || kind->fields[column->through].type != FIELD_REFERENCE)
            return false;
        kind = kind->fields[column->through].reference;
        path = dot + 1;
    }
    column->field = kind_field(kind, path);
    return column->field >= 0;
}

const struct field *view_column_field(const struct kind *kind, struct column column)
{
    return column.through < 0 ? &kind->fields[column.field]
                              : &kind->fields[column.through].reference->fields[column.field];
}

/* ---- filter and order ---- */

void view_rank(struct view *v)
{
    v->ranked = true;
}

enum status view_filter(struct view *v, const char *words, struct error *e)
{
    struct buf folded = BUF_INIT;
    text_fold(&folded, words, strlen(words));
    const char *start = buf_str(&folded) + strspn(buf_str(&folded), " ");
    if (strcmp(start, buf_str(&v->words)) == 0) {
        buf_release(&folded);
        return OK;
    }
    bool narrower = v->chosen && v->words.len && strncmp(start, v->words.s, v->words.len) == 0;
    buf_clear(&v->words);
    buf_adds(&v->words, start);
    buf_release(&folded);
    choose_words(v);
    return choose_rows(v, narrower, e);
}

enum status view_sort(struct view *v, const struct column *column, bool descending, struct error *e)
{
    v->by_title = column == NULL;
    v->sort = column ? *column : (struct column){-1, -1};
    v->descending = descending;
    corpus_clear(&v->corpus);
    return choose_rows(v, false, e);
}

void view_refresh(struct view *v)
{
    v->total_known = false;
    corpus_clear(&v->corpus);
    choose_words(v); /* another language may be spoken */
    choose_rows(v, false, NULL);
}

/* ---- what the list shows ---- */

size_t view_total(struct view *v)
{
    if (!v->total_known)
        v->total = store_count(v->store, v->kind, *v->alliance ? v->kind->alliance : -1, v->alliance);
    v->total_known = true;
    return v->total;
}

size_t view_matched(struct view *v)
{
    return v->chosen ? v->match_count : view_total(v);
}

const char *view_id(struct view *v, size_t at)
{
    struct view_row *r = row_at(v, at);
    return r ? r->id : NULL;
}

const char *view_title(struct view *v, size_t at)
{
    struct view_row *r = row_at(v, at);
    return r ? r->title : NULL;
}

/* ---- cells ---- */

static bool same_column(struct column a, struct column b)
{
    return a.through == b.through && a.field == b.field;
}

/* The place of a column among those remembered, which it may join; VIEW_COLUMNS if there is no room. */
static size_t place_of(struct view *v, struct column column)
{
    size_t i = 0;
    while (i < v->wanted_count && !same_column(v->wanted[i], column))
        i++;
    if (i == v->wanted_count && i < VIEW_COLUMNS)
        v->wanted[v->wanted_count++] = column;
    return i;
}

void view_want(struct view *v, const struct column *columns, size_t count)
{
    count = count < VIEW_COLUMNS ? count : VIEW_COLUMNS;
    bool same = count == v->wanted_count;
    for (size_t i = 0; i < count && same; i++)
        same = same_column(v->wanted[i], columns[i]);
    if (same)
        return;
    memcpy(v->wanted, columns, count * sizeof *columns);
    v->wanted_count = count;
    window_clear(v);
}

/* The record behind a row, or the one it refers to; NULL if it is not there. */
static const struct record *record_of(struct view *v, const struct view_row *row, int through)
{
    if (!v->own.kind || v->own_rowid != row->rowid) {
        record_release(&v->own);
        record_release(&v->other);
        v->own = v->other = (struct record){0};
        v->own_rowid = row->rowid;
        if (store_get(v->store, v->kind, row->id, &v->own, NULL) != OK)
            return NULL;
    }
    if (through < 0)
        return &v->own;
    if (v->other.kind && v->other_through == through)
        return &v->other;
    record_release(&v->other);
    v->other_through = through;
    const char *id = record_get(&v->own, through);
    return store_get(v->store, v->kind->fields[through].reference, id, &v->other, NULL) == OK ? &v->other : NULL;
}

/* What was not read with the row: links, and columns that were not known to be wanted. */
static void make_cell(struct view *v, const struct view_row *row, struct column column, struct buf *out)
{
    const struct record *r = record_of(v, row, column.through);
    if (r)
        store_display(v->store, r, column.field, out);
}

void view_cell(struct view *v, size_t at, struct column column, struct buf *out)
{
    struct view_row *row = row_at(v, at);
    size_t i = place_of(v, column);
    if (!row)
        return;
    if (i == VIEW_COLUMNS) {
        make_cell(v, row, column, out);
        return;
    }
    if (i >= row->cell_count) {
        row->cells = xrealloc(row->cells, sizeof *row->cells * v->wanted_count);
        while (row->cell_count < v->wanted_count)
            row->cells[row->cell_count++] = NULL;
    }
    if (!row->cells[i]) {
        struct buf text = BUF_INIT;
        make_cell(v, row, column, &text);
        row->cells[i] = text.s ? buf_take(&text) : xstrdup("");
    }
    buf_adds(out, row->cells[i]);
}

/* ---- where a record is ---- */

size_t view_find(struct view *v, const char *id)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT rowid, sort_ FROM \"%s\" WHERE id = :id", v->kind->name);
    sqlite3_stmt *stmt = db_prepare(&v->store->db, sql.s);
    if (!stmt) {
        buf_release(&sql);
        return view_matched(v);
    }
    db_text(stmt, ":id", id);
    size_t at = view_matched(v);
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        int64_t rowid = sqlite3_column_int64(stmt, 0);
        char *sort = xstrdup(db_column(stmt, 1));
        buf_clear(&sql);
        buf_addf(&sql, "SELECT count(*) FROM \"%s\" WHERE %s(sort_ < :sort OR (sort_ = :sort AND rowid < :rowid))",
                 v->kind->name, *v->alliance ? "alliance = :alliance AND " : "");
        sqlite3_stmt *count = v->chosen ? NULL : db_prepare(&v->store->db, sql.s);
        if (v->chosen)
            at = find_match(v, rowid);
        if (count) {
            bind_alliance(v, count);
            db_text(count, ":sort", sort);
            db_number(count, ":rowid", rowid);
            if (sqlite3_step(count) == SQLITE_ROW)
                at = (size_t)sqlite3_column_int64(count, 0);
            sqlite3_reset(count);
            stand_at(v, at, rowid);
        }
        free(sort);
    }
    sqlite3_reset(stmt);
    buf_release(&sql);
    return at;
}
