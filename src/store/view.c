#include "store/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/internal.h"

#define PAGE 40      /* rows read at once: about a screen */
#define WINDOW 256   /* rows kept at most */
#define ROW_CELLS 24 /* cells remembered a row */

struct cached_cell {
    struct column column;
    char *text;
};

struct row {
    int64_t rowid;
    char *id, *title, *sort;
    struct record own;        /* read when the first cell is asked for */
    struct record other;      /* the one referred to by the field other_through */
    int other_through;
    struct cached_cell cells[ROW_CELLS];
    size_t cell_count;
};

/* All rows of the list with the text a filter looks in, in the chosen order; only there once somebody filters or sorts. */
struct corpus {
    int64_t *rowids;
    size_t *offsets; /* of each row's text, NUL-terminated, in `text` */
    size_t count, cap, offset_cap;
    struct buf text;
    bool loaded;
};

struct view {
    struct store *store;
    const struct kind *kind;
    char alliance[ID_SIZE];
    struct buf words; /* the filter, folded */
    struct column sort;
    bool by_title, descending;
    struct corpus corpus;
    size_t *matches; /* indices into the corpus */
    size_t match_count, match_cap;
    bool chosen; /* matches are in use: filtered, or in another order than by title */
    struct row *window;
    size_t first, count; /* the window holds places first .. first + count - 1 */
    size_t total;
    bool total_known;
};

struct view *view_new(struct store *store, const struct kind *kind, const char *alliance)
{
    struct view *v = xcalloc(1, sizeof *v);
    v->store = store;
    v->kind = kind;
    v->by_title = true;
    v->window = xcalloc(WINDOW, sizeof *v->window);
    if (alliance && kind->alliance >= 0 && strlen(alliance) < ID_SIZE)
        strcpy(v->alliance, alliance);
    return v;
}

static void row_release(struct row *r)
{
    free(r->id);
    free(r->title);
    free(r->sort);
    for (size_t i = 0; i < r->cell_count; i++)
        free(r->cells[i].text);
    record_release(&r->own);
    record_release(&r->other);
    *r = (struct row){0};
}

static void window_clear(struct view *v)
{
    for (size_t i = 0; i < v->count; i++)
        row_release(&v->window[i]);
    v->first = v->count = 0;
}

static void corpus_clear(struct corpus *c)
{
    free(c->rowids);
    free(c->offsets);
    buf_release(&c->text);
    *c = (struct corpus){.text = BUF_INIT};
}

void view_free(struct view *v)
{
    if (!v)
        return;
    window_clear(v);
    corpus_clear(&v->corpus);
    buf_release(&v->words);
    free(v->matches);
    free(v->window);
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

/* ---- pages by key ---- */

static void bind_alliance(const struct view *v, sqlite3_stmt *stmt)
{
    if (*v->alliance)
        db_text(stmt, ":alliance", v->alliance);
}

static void select_page(const struct view *v, const char *where, const char *order, struct buf *sql)
{
    buf_addf(sql, "SELECT rowid, id, title_, sort_ FROM \"%s\" WHERE %s%s%s LIMIT :limit", v->kind->name,
             *v->alliance ? "alliance = :alliance AND " : "", where, order);
}

static void take_row(sqlite3_stmt *stmt, struct row *r)
{
    *r = (struct row){.rowid = sqlite3_column_int64(stmt, 0), .id = xstrdup(db_column(stmt, 1)),
                      .title = xstrdup(db_column(stmt, 2)), .sort = xstrdup(db_column(stmt, 3))};
}

/* Reads up to PAGE rows behind (or before) a row; `from` NULL: from the top (or the end). In the order read. */
static size_t read_page(struct view *v, const struct row *from, bool backwards, struct row *rows)
{
    static const char down[] = " ORDER BY sort_, rowid", up[] = " ORDER BY sort_ DESC, rowid DESC";
    struct buf sql = BUF_INIT;
    const char *where = !from ? "1" : backwards ? "sort_ <= :sort AND (sort_ < :sort OR rowid < :rowid)"
                                                : "sort_ >= :sort AND (sort_ > :sort OR rowid > :rowid)";
    select_page(v, where, backwards ? up : down, &sql);
    sqlite3_stmt *stmt = db_prepare(&v->store->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return 0;
    bind_alliance(v, stmt);
    db_number(stmt, ":limit", PAGE);
    if (from) {
        db_text(stmt, ":sort", from->sort);
        db_number(stmt, ":rowid", from->rowid);
    }
    size_t n = 0;
    while (n < PAGE && sqlite3_step(stmt) == SQLITE_ROW)
        take_row(stmt, &rows[n++]);
    sqlite3_reset(stmt);
    return n;
}

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

static bool extend_down(struct view *v)
{
    struct row rows[PAGE];
    size_t n = read_page(v, v->count ? &v->window[v->count - 1] : NULL, false, rows);
    if (v->count + n > WINDOW)
        drop_front(v, v->count + n - WINDOW);
    memcpy(v->window + v->count, rows, n * sizeof *rows);
    v->count += n;
    return n > 0;
}

static bool extend_up(struct view *v)
{
    struct row rows[PAGE];
    size_t n = read_page(v, &v->window[0], true, rows);
    while (n > v->first) /* another window added rows above */
        row_release(&rows[--n]);
    if (v->count + n > WINDOW)
        drop_back(v, v->count + n - WINDOW);
    memmove(v->window + n, v->window, v->count * sizeof *v->window);
    for (size_t i = 0; i < n; i++)
        v->window[i] = rows[n - 1 - i];
    v->first -= n;
    v->count += n;
    return n > 0;
}

/* The last page of the list, for the End key. */
static void jump_end(struct view *v)
{
    struct row rows[PAGE];
    window_clear(v);
    size_t n = read_page(v, NULL, true, rows);
    for (size_t i = 0; i < n; i++)
        v->window[i] = rows[n - 1 - i];
    v->first = view_total(v) - n;
    v->count = n;
}

/* Anywhere else: the row before is found by counting along the index, the one thing that costs more further down. */
static void jump(struct view *v, size_t at)
{
    window_clear(v);
    if (at == 0) {
        extend_down(v);
        return;
    }
    struct buf sql = BUF_INIT;
    select_page(v, "1", " ORDER BY sort_, rowid", &sql);
    buf_adds(&sql, " OFFSET :at");
    sqlite3_stmt *stmt = db_prepare(&v->store->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return;
    bind_alliance(v, stmt);
    db_number(stmt, ":limit", 1);
    db_number(stmt, ":at", (int64_t)at - 1);
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        take_row(stmt, &v->window[0]);
        v->first = at - 1;
        v->count = 1;
    }
    sqlite3_reset(stmt);
    if (v->count)
        extend_down(v);
}

/* ---- rows by number, from the matches ---- */

static bool read_by_rowid(struct view *v, int64_t rowid, struct row *r)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT rowid, id, title_, sort_ FROM \"%s\" WHERE rowid = :rowid", v->kind->name);
    sqlite3_stmt *stmt = db_prepare(&v->store->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return false;
    db_number(stmt, ":rowid", rowid);
    bool found = sqlite3_step(stmt) == SQLITE_ROW;
    if (found)
        take_row(stmt, r);
    sqlite3_reset(stmt);
    return found;
}

static int64_t match_rowid(const struct view *v, size_t at)
{
    return v->corpus.rowids[v->matches[at]];
}

static void load_matches(struct view *v, size_t at)
{
    window_clear(v);
    v->first = at > PAGE / 2 ? at - PAGE / 2 : 0;
    while (v->count < PAGE && v->first + v->count < v->match_count) {
        if (!read_by_rowid(v, match_rowid(v, v->first + v->count), &v->window[v->count]))
            break;
        v->count++;
    }
}

static struct row *row_at(struct view *v, size_t at)
{
    if (at >= v->first && at < v->first + v->count)
        return &v->window[at - v->first];
    if (v->chosen) {
        if (at >= v->match_count)
            return NULL;
        load_matches(v, at);
    } else if (v->count && at >= v->first + v->count && at < v->first + v->count + PAGE) {
        extend_down(v);
    } else if (v->count && at < v->first && at + PAGE >= v->first) {
        extend_up(v);
    } else if (at > PAGE && at < view_total(v) && at + PAGE >= view_total(v)) {
        jump_end(v);
    } else {
        jump(v, at);
    }
    return at >= v->first && at < v->first + v->count ? &v->window[at - v->first] : NULL;
}

/* ---- filter and order ---- */

/* Appends what rows are ordered by. Choices are in the order of their description, numbers by value. */
static void order_by(const struct view *v, struct buf *sql)
{
    const char *way = v->descending ? " DESC" : "";
    const struct field *f = v->by_title ? NULL : view_column_field(v->kind, v->sort);
    const char *table = v->sort.through < 0 ? "k" : "t";
    if (!f || f->type == FIELD_LINKS) {
        buf_addf(sql, " ORDER BY k.sort_%s, k.rowid%s", way, way);
        return;
    }
    buf_addf(sql, " ORDER BY %s.\"%s\" IS NULL, ", table, f->name);
    if (f->type == FIELD_INTEGER || f->type == FIELD_NUMBER)
        buf_addf(sql, "CAST(%s.\"%s\" AS REAL)", table, f->name);
    else if (f->type == FIELD_CHOICE)
        buf_addf(sql, "instr(:choices, ';' || %s.\"%s\" || ';')", table, f->name);
    else if (f->type == FIELD_REFERENCE)
        buf_adds(sql, "r.sort_");
    else
        buf_addf(sql, "%s.\"%s\" COLLATE NOCASE", table, f->name);
    buf_addf(sql, "%s, k.sort_, k.rowid", way);
}

static enum status corpus_load(struct view *v, struct error *e)
{
    struct corpus *c = &v->corpus;
    const struct field *f = v->by_title ? NULL : view_column_field(v->kind, v->sort);
    struct buf sql = BUF_INIT, choices = BUF_INIT;
    buf_addf(&sql, "SELECT k.rowid, k.sort_, k.find_ FROM \"%s\" k", v->kind->name);
    if (f && v->sort.through >= 0)
        buf_addf(&sql, " LEFT JOIN \"%s\" t ON t.id = k.\"%s\"", v->kind->fields[v->sort.through].reference->name,
                 v->kind->fields[v->sort.through].name);
    if (f && f->type == FIELD_REFERENCE)
        buf_addf(&sql, " LEFT JOIN \"%s\" r ON r.id = %s.\"%s\"", f->reference->name, v->sort.through < 0 ? "k" : "t",
                 f->name);
    if (*v->alliance)
        buf_adds(&sql, " WHERE k.alliance = :alliance");
    order_by(v, &sql);
    sqlite3_stmt *stmt = db_prepare(&v->store->db, sql.s);
    buf_release(&sql);
    if (!stmt)
        return db_fail(&v->store->db, "read", e);
    bind_alliance(v, stmt);
    if (f && f->type == FIELD_CHOICE) {
        for (size_t i = 0; i < f->choice_count; i++)
            buf_addf(&choices, ";%s;", f->choices[i].name);
        db_text(stmt, ":choices", buf_str(&choices));
    }
    corpus_clear(c);
    int rc;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        GROW(c->rowids, c->count + 1, c->cap);
        GROW(c->offsets, c->count + 1, c->offset_cap);
        c->rowids[c->count] = sqlite3_column_int64(stmt, 0);
        c->offsets[c->count++] = c->text.len;
        buf_add(&c->text, db_column(stmt, 1), (size_t)sqlite3_column_bytes(stmt, 1));
        buf_addc(&c->text, ' ');
        buf_add(&c->text, db_column(stmt, 2), (size_t)sqlite3_column_bytes(stmt, 2) + 1);
    }
    sqlite3_reset(stmt);
    buf_release(&choices);
    c->loaded = rc == SQLITE_DONE;
    return c->loaded ? OK : db_fail(&v->store->db, "read", e);
}

/* Do all words of the filter occur in the text? */
static bool matches(const char *words, const char *text)
{
    char word[128];
    while (*words) {
        size_t n = strcspn(words, " ");
        size_t cut = n < sizeof word - 1 ? n : sizeof word - 1;
        memcpy(word, words, cut);
        word[cut] = '\0';
        if (!strstr(text, word))
            return false;
        words += n;
        words += strspn(words, " ");
    }
    return true;
}

/* Looks in all rows, or, when the filter only grew longer, in those that matched before. */
static void choose(struct view *v, bool narrower)
{
    const struct corpus *c = &v->corpus;
    size_t from = narrower ? v->match_count : c->count, kept = 0;
    GROW(v->matches, c->count, v->match_cap);
    for (size_t i = 0; i < from; i++) {
        size_t at = narrower ? v->matches[i] : i;
        if (matches(buf_str(&v->words), c->text.s + c->offsets[at]))
            v->matches[kept++] = at;
    }
    v->match_count = kept;
    v->total = c->count;
    v->total_known = true;
}

static enum status apply(struct view *v, bool narrower, struct error *e)
{
    window_clear(v);
    v->chosen = v->words.len > 0 || !v->by_title || v->descending;
    if (!v->chosen) {
        corpus_clear(&v->corpus); /* the memory goes with the filter */
        return OK;
    }
    enum status status = v->corpus.loaded ? OK : corpus_load(v, e);
    if (status == OK)
        choose(v, narrower);
    else
        v->chosen = false;
    return status;
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
    return apply(v, narrower, e);
}

enum status view_sort(struct view *v, const struct column *column, bool descending, struct error *e)
{
    v->by_title = column == NULL;
    v->sort = column ? *column : (struct column){-1, -1};
    v->descending = descending;
    corpus_clear(&v->corpus);
    return apply(v, false, e);
}

void view_refresh(struct view *v)
{
    v->total_known = false;
    corpus_clear(&v->corpus);
    apply(v, false, NULL);
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
    struct row *r = row_at(v, at);
    return r ? r->id : NULL;
}

const char *view_title(struct view *v, size_t at)
{
    struct row *r = row_at(v, at);
    return r ? r->title : NULL;
}

/* The record behind a row, or the one it refers to; NULL if it is not there. */
static const struct record *row_record_of(struct view *v, struct row *row, int through)
{
    if (!row->own.kind && store_get(v->store, v->kind, row->id, &row->own, NULL) != OK)
        return NULL;
    if (through < 0)
        return &row->own;
    if (row->other.kind && row->other_through == through)
        return &row->other;
    record_release(&row->other);
    row->other_through = through;
    const char *id = record_get(&row->own, through);
    return store_get(v->store, v->kind->fields[through].reference, id, &row->other, NULL) == OK ? &row->other : NULL;
}

static void make_cell(struct view *v, struct row *row, struct column column, struct buf *out)
{
    const struct record *r = row_record_of(v, row, column.through);
    if (r)
        store_display(v->store, r, column.field, out);
}

void view_cell(struct view *v, size_t at, struct column column, struct buf *out)
{
    struct row *row = row_at(v, at);
    if (!row)
        return;
    for (size_t i = 0; i < row->cell_count; i++)
        if (row->cells[i].column.through == column.through && row->cells[i].column.field == column.field) {
            buf_adds(out, row->cells[i].text);
            return;
        }
    struct buf text = BUF_INIT;
    make_cell(v, row, column, &text);
    buf_adds(out, buf_str(&text));
    if (row->cell_count < ROW_CELLS)
        row->cells[row->cell_count++] = (struct cached_cell){column, buf_take(&text)};
    buf_release(&text);
}

static size_t find_match(struct view *v, int64_t rowid)
{
    size_t at = 0;
    while (at < v->match_count && match_rowid(v, at) != rowid)
        at++;
    return at;
}

/* Puts the window where the row is: what is asked for next is found by its key. */
static void stand_at(struct view *v, size_t at, int64_t rowid)
{
    if (at >= v->first && at < v->first + v->count)
        return;
    window_clear(v);
    v->first = at;
    v->count = read_by_rowid(v, rowid, &v->window[0]);
    if (v->count)
        extend_down(v);
}

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
