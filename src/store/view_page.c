/* view_page.c: the rows of a view near the place looked at, read a page at a time with the columns that are shown.
 *
 * A page next to the window is found by the key of the row at its edge, and is small: a list that is stepped through
 * reads a few rows now and then and never so many that a key press would wait.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/view_internal.h"

enum {
    PAGE = 40,    /* rows read at once after a jump: about a screen */
    STEP = 8,     /* rows read at once next to those that are there */
    WINDOW = 256, /* rows kept at most */
};

/* ---- the window ---- */

static void row_release(struct view_row *r)
{
    free(r->id);
    free(r->title);
    free(r->sort);
    for (size_t i = 0; i < r->cell_count; i++)
        free(r->cells[i]);
    free(r->cells);
    *r = (struct view_row){0};
}

void window_new(struct view *v)
{
    v->window = xcalloc(WINDOW, sizeof *v->window);
}

void window_clear(struct view *v)
{
    for (size_t i = 0; i < v->count; i++)
        row_release(&v->window[i]);
    v->first = v->count = 0;
    record_release(&v->own);
    record_release(&v->other);
    v->own = v->other = (struct record){0};
}

void window_free(struct view *v)
{
    window_clear(v);
    free(v->window);
}

/* Makes room at one end by dropping rows at the other. */
static void drop_front(struct view *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        row_release(&v->window[i]);
    memmove(v->window, v->window + n, (v->count - n) * sizeof *v->window);
    v->count -= n;
    v->first += n;
}

static void drop_back(struct view *v, size_t n)
{
    for (size_t i = v->count - n; i < v->count; i++)
        row_release(&v->window[i]);
    v->count -= n;
}

static void add_behind(struct view *v, const struct view_row *rows, size_t n)
{
    if (v->count + n > WINDOW)
        drop_front(v, v->count + n - WINDOW);
    memcpy(v->window + v->count, rows, n * sizeof *rows);
    v->count += n;
}

/* `rows` from the nearest to the farthest. */
static void add_before(struct view *v, const struct view_row *rows, size_t n)
{
    if (v->count + n > WINDOW)
        drop_back(v, v->count + n - WINDOW);
    memmove(v->window + n, v->window, v->count * sizeof *v->window);
    for (size_t i = 0; i < n; i++)
        v->window[i] = rows[n - 1 - i];
    v->first -= n;
    v->count += n;
}

/* ---- what is read of a row ---- */

/* NULL if its kind has no such field any more (an own column can be taken away), or if it is no text to read here: links
 * are several rows each, and left for later. */
static const struct field *wanted_field(const struct view *v, size_t i)
{
    struct column c = v->wanted[i];
    const struct kind *k = v->kind;
    if (c.through >= 0)
        k = (size_t)c.through < k->field_count ? k->fields[c.through].reference : NULL;
    if (!k || c.field < 0 || (size_t)c.field >= k->field_count || k->fields[c.field].type == FIELD_LINKS)
        return NULL;
    return &k->fields[c.field];
}

/* k is the list's own table, t<field> one that is referred to, r<column> the one whose title a cell shows. */
static void select_cell(const struct view *v, size_t i, struct buf *sql)
{
    const struct field *f = wanted_field(v, i);
    char table[24] = "k";
    if (v->wanted[i].through >= 0)
        snprintf(table, sizeof table, "t%d", v->wanted[i].through);
    if (!f)
        buf_adds(sql, ", NULL");
    else if (f->type == FIELD_REFERENCE)
        buf_addf(sql, ", CASE WHEN %s.\"%s\" IS NOT NULL THEN coalesce(r%zu.title_, '(not there)') END", table,
                 f->name, i);
    else
        buf_addf(sql, ", %s.\"%s\"", table, f->name);
}

static void join_cell(const struct view *v, size_t i, struct buf *sql)
{
    const struct field *f = wanted_field(v, i);
    int through = v->wanted[i].through;
    bool joined = through < 0;
    for (size_t before = 0; before < i; before++)
        joined |= v->wanted[before].through == through && wanted_field(v, before);
    if (!f)
        return;
    if (!joined)
        buf_addf(sql, " LEFT JOIN \"%s\" t%d ON t%d.id = k.\"%s\"", v->kind->fields[through].reference->name, through,
                 through, v->kind->fields[through].name);
    if (f->type != FIELD_REFERENCE)
        return;
    buf_addf(sql, " LEFT JOIN \"%s\" r%zu ON r%zu.id = ", f->reference->name, i, i);
    if (through < 0)
        buf_addf(sql, "k.\"%s\"", f->name);
    else
        buf_addf(sql, "t%d.\"%s\"", through, f->name);
}

static void select_rows(const struct view *v, const char *where, const char *order, struct buf *sql)
{
    buf_adds(sql, "SELECT k.rowid, k.id, k.title_, k.sort_");
    for (size_t i = 0; i < v->wanted_count; i++)
        select_cell(v, i, sql);
    buf_addf(sql, " FROM \"%s\" k", v->kind->name);
    for (size_t i = 0; i < v->wanted_count; i++)
        join_cell(v, i, sql);
    buf_addf(sql, " WHERE %s%s%s", *v->alliance ? "k.alliance = :alliance AND " : "", where, order);
}

void bind_alliance(const struct view *v, sqlite3_stmt *stmt)
{
    if (*v->alliance)
        db_text(stmt, ":alliance", v->alliance);
}

static void read_row(const struct view *v, sqlite3_stmt *stmt, struct view_row *r)
{
    *r = (struct view_row){.rowid = sqlite3_column_int64(stmt, 0), .id = xstrdup(db_column(stmt, 1)),
                      .title = xstrdup(db_column(stmt, 2)), .sort = xstrdup(db_column(stmt, 3)),
                      .cells = xcalloc(v->wanted_count ? v->wanted_count : 1, sizeof *r->cells),
                      .cell_count = v->wanted_count};
    for (size_t i = 0; i < v->wanted_count; i++) {
        const struct field *f = wanted_field(v, i);
        const char *value = db_column(stmt, (int)i + 4);
        struct buf text = BUF_INIT;
        if (!f)
            continue;
        if (f->type == FIELD_REFERENCE)
            buf_adds(&text, value); /* its title already */
        else
            field_show(f, value, &text);
        r->cells[i] = text.s ? buf_take(&text) : xstrdup("");
    }
}

/* ---- pages by key ---- */

/* Reads up to n rows behind (or before) a row; `from` NULL: from the top (or the end). In the order read. */
static size_t read_page(struct view *v, const struct view_row *from, bool backwards, struct view_row *rows, size_t n)
{
    static const char down[] = " ORDER BY k.sort_, k.rowid LIMIT :limit";
    static const char up[] = " ORDER BY k.sort_ DESC, k.rowid DESC LIMIT :limit";
    struct buf sql = BUF_INIT;
    const char *where = !from ? "1" : backwards ? "k.sort_ <= :sort AND (k.sort_ < :sort OR k.rowid < :rowid)"
                                                : "k.sort_ >= :sort AND (k.sort_ > :sort OR k.rowid > :rowid)";
    select_rows(v, where, backwards ? up : down, &sql);
    sqlite3_stmt *stmt = db_prepare(&v->store->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return 0;
    bind_alliance(v, stmt);
    db_number(stmt, ":limit", (int64_t)n);
    if (from) {
        db_text(stmt, ":sort", from->sort);
        db_number(stmt, ":rowid", from->rowid);
    }
    size_t got = 0;
    while (got < n && sqlite3_step(stmt) == SQLITE_ROW)
        read_row(v, stmt, &rows[got++]);
    sqlite3_reset(stmt);
    return got;
}

static void extend_down(struct view *v, size_t most)
{
    struct view_row rows[PAGE];
    size_t n = read_page(v, v->count ? &v->window[v->count - 1] : NULL, false, rows, most);
    add_behind(v, rows, n);
}

static void extend_up(struct view *v, size_t most)
{
    struct view_row rows[PAGE];
    size_t n = read_page(v, &v->window[0], true, rows, most);
    while (n > v->first) /* another window added rows above */
        row_release(&rows[--n]);
    add_before(v, rows, n);
}

/* The last page of the list, for the End key. */
static void jump_end(struct view *v)
{
    struct view_row rows[PAGE];
    window_clear(v);
    size_t n = read_page(v, NULL, true, rows, PAGE);
    v->first = view_total(v);
    while (n > v->first)
        row_release(&rows[--n]);
    add_before(v, rows, n);
}

/* Anywhere else: the row before is found by counting along the index, the one thing that costs more further down. */
static void jump(struct view *v, size_t at)
{
    window_clear(v);
    if (at == 0) {
        extend_down(v, PAGE);
        return;
    }
    struct buf sql = BUF_INIT;
    select_rows(v, "1", " ORDER BY k.sort_, k.rowid LIMIT 1 OFFSET :at", &sql);
    sqlite3_stmt *stmt = db_prepare(&v->store->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return;
    bind_alliance(v, stmt);
    db_number(stmt, ":at", (int64_t)at - 1);
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        read_row(v, stmt, &v->window[0]);
        v->first = at - 1;
        v->count = 1;
    }
    sqlite3_reset(stmt);
    if (v->count)
        extend_down(v, PAGE);
}

/* ---- rows by number, from the matches ---- */

static sqlite3_stmt *by_rowid(struct view *v)
{
    struct buf sql = BUF_INIT;
    select_rows(v, "k.rowid = :rowid", "", &sql);
    sqlite3_stmt *stmt = db_prepare(&v->store->db, sql.s);
    buf_release(&sql);
    if (stmt)
        bind_alliance(v, stmt);
    return stmt;
}

static bool read_by_rowid(const struct view *v, sqlite3_stmt *stmt, int64_t rowid, struct view_row *r)
{
    if (!stmt)
        return false;
    db_number(stmt, ":rowid", rowid);
    bool found = sqlite3_step(stmt) == SQLITE_ROW;
    if (found)
        read_row(v, stmt, r);
    sqlite3_reset(stmt);
    return found;
}

/* Up to n matches from place `at` on, or, backwards, those before it. In the order read. */
static size_t read_matches(struct view *v, size_t at, bool backwards, struct view_row *rows, size_t n)
{
    sqlite3_stmt *stmt = by_rowid(v);
    size_t left = backwards ? at : v->match_count - at, got = 0;
    n = n < left ? n : left;
    while (got < n && read_by_rowid(v, stmt, match_rowid(v, backwards ? at - 1 - got : at + got), &rows[got]))
        got++;
    return got;
}

static void load_matches(struct view *v, size_t at)
{
    struct view_row rows[PAGE];
    size_t end = v->first + v->count;
    if (v->count && at >= end && at < end + STEP) {
        add_behind(v, rows, read_matches(v, end, false, rows, STEP));
    } else if (v->count && at < v->first && at + STEP >= v->first) {
        add_before(v, rows, read_matches(v, v->first, true, rows, STEP));
    } else {
        window_clear(v);
        v->first = at > PAGE / 2 ? at - PAGE / 2 : 0;
        add_behind(v, rows, read_matches(v, v->first, false, rows, PAGE));
    }
}

/* ---- from outside ---- */

void view_each_id(struct view *v, void (*each)(void *data, const char *id), void *data)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT id FROM \"%s\"%s", v->kind->name,
             v->chosen ? " WHERE rowid = :rowid" : *v->alliance ? " WHERE alliance = :alliance" : "");
    sqlite3_stmt *stmt = db_prepare(&v->store->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return;
    if (!v->chosen)
        bind_alliance(v, stmt);
    store_hold(v->store);
    for (size_t i = 0; i < (v->chosen ? v->match_count : 1); i++) {
        if (v->chosen)
            db_number(stmt, ":rowid", match_rowid(v, i));
        while (sqlite3_step(stmt) == SQLITE_ROW)
            each(data, db_column(stmt, 0));
        sqlite3_reset(stmt);
    }
    store_let_go(v->store);
}

static bool held(const struct view *v, size_t at)
{
    return at >= v->first && at < v->first + v->count;
}

struct view_row *row_at(struct view *v, size_t at)
{
    size_t end = v->first + v->count;
    if (held(v, at))
        return &v->window[at - v->first];
    if (v->chosen) {
        if (at >= v->match_count)
            return NULL;
        load_matches(v, at);
    } else if (v->count && at >= end && at < end + PAGE) {
        extend_down(v, at < end + STEP ? STEP : PAGE);
    } else if (v->count && at < v->first && at + PAGE >= v->first) {
        extend_up(v, at + STEP >= v->first ? STEP : PAGE);
    } else if (at > PAGE && at < view_total(v) && at + PAGE >= view_total(v)) {
        jump_end(v);
    } else {
        jump(v, at);
    }
    return held(v, at) ? &v->window[at - v->first] : NULL;
}

void stand_at(struct view *v, size_t at, int64_t rowid)
{
    if (held(v, at))
        return;
    window_clear(v);
    v->first = at;
    v->count = read_by_rowid(v, by_rowid(v), rowid, &v->window[0]);
    if (v->count)
        extend_down(v, PAGE);
}
