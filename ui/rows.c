#include "ui/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "ui/bar.h"
#include "ui/key.h"

static enum style style_of(enum sheet_tone tone)
{
    static const enum style styles[SHEET_TONES] = {
        [TONE_PLAIN] = STYLE_TEXT, [TONE_GOOD] = STYLE_GOOD, [TONE_LATE] = STYLE_BAD, [TONE_WARN] = STYLE_WARN, [TONE_DIM] = STYLE_DIM,
    };
    return styles[tone];
}

static const struct sheet_row *row_at(const struct rows *r, size_t at)
{
    return &r->sheet->rows[r->shown[at]];
}

/* ---- which rows ---- */

/* The folded cells of a row, made once. */
static const char *folded(struct rows *r, size_t row)
{
    if (r->folded_count < r->sheet->room) {
        r->folded = xrealloc(r->folded, r->sheet->room * sizeof *r->folded);
        memset(r->folded + r->folded_count, 0, (r->sheet->room - r->folded_count) * sizeof *r->folded);
        r->folded_count = r->sheet->room;
    }
    if (!r->folded[row]) {
        struct buf all = BUF_INIT, fold = BUF_INIT;
        for (int i = 0; i < r->sheet->column_count; i++)
            buf_addf(&all, "%s ", r->sheet->rows[row].cells[i]);
        text_fold(&fold, buf_str(&all), all.len);
        r->folded[row] = buf_take(&fold);
        buf_release(&all);
    }
    return r->folded[row];
}

static void forget_folded(struct rows *r)
{
    for (size_t i = 0; i < r->folded_count; i++)
        free(r->folded[i]);
    free(r->folded);
    r->folded = NULL;
    r->folded_count = 0;
}

/* Lets the rows that are there through the filter, as far as it may look. */
static void look(struct rows *r)
{
    struct buf words = BUF_INIT;
    text_fold(&words, buf_str(&r->words), r->words.len);
    for (; r->looked < r->sheet->count && r->looked < r->may_look; r->looked++)
        if (!words.len || text_has_words(folded(r, r->looked), buf_str(&words))) {
            GROW(r->shown, r->count + 1, r->room);
            r->shown[r->count++] = r->looked;
        }
    buf_release(&words);
}

/* Until `need` rows are shown, or there are no more, or the filter may look no further. */
static void read_for(struct rows *r, size_t need)
{
    if (!r->words.len)
        r->may_look = SIZE_MAX;
    look(r);
    while (r->count < need && r->looked < r->may_look && sheet_reach(r->sheet, r->looked + 1) > r->looked)
        look(r);
}

/* ---- in which order ---- */

/* Numbers by value; what stands in orders[] byte by byte; else as it is read. Empty cells go last. */
static int compare_cells(const struct rows *r, const struct sheet_row *a, const struct sheet_row *b)
{
    int c = r->sorted_by;
    const char *x = a->orders[c] ? a->orders[c] : a->cells[c], *y = b->orders[c] ? b->orders[c] : b->cells[c];
    if (!*x != !*y)
        return *x ? -1 : 1;
    int order;
    if (r->sheet->columns[c].flags & SHEET_NUMBER) {
        double m = strtod(x, NULL), n = strtod(y, NULL);
        order = (m > n) - (m < n);
    } else {
        order = strcmp(x, y);
    }
    return r->down ? -order : order;
}

struct ordered {
    const struct rows *rows;
    size_t row;
};

static int compare_rows(const void *a, const void *b)
{
    const struct ordered *x = a, *y = b;
    return compare_cells(x->rows, &x->rows->sheet->rows[x->row], &y->rows->sheet->rows[y->row]);
}

static void order_rows(struct rows *r)
{
    struct ordered *all = xcalloc(r->count + 1, sizeof *all);
    for (size_t i = 0; i < r->count; i++)
        all[i] = (struct ordered){r, r->shown[i]};
    sort_stable(all, r->count, sizeof *all, compare_rows);
    for (size_t i = 0; i < r->count; i++)
        r->shown[i] = all[i].row;
    free(all);
}

static void choose_rows(struct rows *r)
{
    r->count = r->looked = 0;
    r->may_look = ROWS_LOOK;
    if (!r->sheet)
        return;
    read_for(r, r->sorted_by >= 0 ? SIZE_MAX : r->list.at + ROWS_LOOK / 10);
    if (r->sorted_by >= 0)
        order_rows(r);
}

/* ---- the list's source ---- */

static size_t source_count(void *data)
{
    return ((struct rows *)data)->count;
}

static size_t source_total(void *data)
{
    const struct rows *r = data;
    return !r->sheet ? 0 : r->sheet->more && r->words.len ? r->looked : r->sheet->count;
}

static void source_cell(void *data, size_t at, int column, struct buf *out)
{
    enum { BAR = 10 };
    const struct rows *r = data;
    const struct sheet_row *row = row_at(r, at);
    const char *text = row->cells[r->columns[column]];
    size_t start = out->len;
    if (r->sheet->columns[r->columns[column]].flags & SHEET_BAR)
        bar_add(row->bar, BAR, r->ui->canvas.ascii, out);
    buf_addf(out, "%s%s", *text && out->len > start ? " " : "", text);
}

static enum style source_style(void *data, size_t at, int column)
{
    const struct rows *r = data;
    const struct sheet_row *row = row_at(r, at);
    bool toned = !row->toned || (row->toned >> r->columns[column] & 1);
    return toned ? style_of(row->tone) : STYLE_TEXT;
}

static const char *source_id(void *data, size_t at)
{
    const struct rows *r = data;
    return at < r->count ? row_at(r, at)->id : NULL;
}

static size_t source_find(void *data, const char *id)
{
    const struct rows *r = data;
    size_t at = 0;
    while (at < r->count && strcmp(row_at(r, at)->id, id) != 0)
        at++;
    return at;
}

static void source_filter(void *data, const char *words)
{
    struct rows *r = data;
    buf_clear(&r->words);
    buf_adds(&r->words, words);
    choose_rows(r);
}

static bool source_sort(void *data, int column, bool descending)
{
    struct rows *r = data;
    r->sorted_by = column < 0 ? -1 : r->columns[column];
    r->down = descending;
    choose_rows(r);
    return true;
}

static void init_list(struct rows *r)
{
    r->sorted_by = -1;
    list_init(&r->list, &(struct list_source){.data = r,
                                              .count = source_count,
                                              .total = source_total,
                                              .cell = source_cell,
                                              .style = source_style,
                                              .id = source_id,
                                              .find = source_find,
                                              .filter = source_filter,
                                              .sort = source_sort});
}

/* ---- columns ---- */

/* A column is as wide as its longest cell, a number's as its head; names of groups and texts give way where there is no room. */
static int longest(const struct sheet *s, int column, int enough)
{
    enum { SIGN = 2 }; /* of the order */
    const char *title = s->columns[column].title;
    int most = s->columns[column].flags & SHEET_NUMBER ? text_width(title, strlen(title)) + SIGN : 0;
    for (size_t i = 0; i < s->count && most < enough; i++) {
        int width = text_width(s->rows[i].cells[column], strlen(s->rows[i].cells[column]));
        most = width > most ? width : most;
    }
    return most < enough ? most : enough;
}

static struct list_column list_column(const struct sheet *s, int i)
{
    enum { FIRST = 12, ENOUGH = 16, MOST = 60 };
    const struct sheet_column *c = &s->columns[i];
    return (struct list_column){.title = c->title,
                                .personal = c->flags & SHEET_PERSONAL,
                                .right = c->flags & SHEET_NUMBER,
                                .min = c->least ? c->least : i ? longest(s, i, ENOUGH) : FIRST,
                                .max = c->most ? c->most : longest(s, i, MOST)};
}

void rows_choose_columns(struct rows *r, unsigned columns)
{
    struct list_column shown[LIST_COLUMNS];
    int n = 0;
    for (int i = 0; r->sheet && i < r->sheet->column_count; i++)
        if ((!columns || columns >> i & 1) && !(r->sheet->columns[i].flags & SHEET_DATA)) {
            r->columns[n] = i;
            shown[n++] = list_column(r->sheet, i);
        }
    list_set_columns(&r->list, shown, n);
}

static int shown_columns(const struct sheet *s)
{
    int n = 0;
    for (int i = 0; i < s->column_count; i++)
        n += !(s->columns[i].flags & SHEET_DATA);
    return n;
}

/* ---- the whole ---- */

void rows_init(struct rows *r, struct ui *ui)
{
    *r = (struct rows){.ui = ui};
    init_list(r);
}

void rows_release(struct rows *r)
{
    forget_folded(r);
    list_release(&r->list);
    buf_release(&r->words);
    free(r->shown);
}

void rows_show(struct rows *r, struct sheet *s)
{
    bool same = r->sheet && s && r->list.column_count == shown_columns(s); /* read anew: stay where we are */
    forget_folded(r);
    r->sheet = s;
    r->count = 0;
    if (!s)
        return;
    if (!same) {
        list_release(&r->list);
        buf_clear(&r->words);
        init_list(r);
    }
    choose_rows(r);
    rows_choose_columns(r, 0);
    r->list.empty = s->empty;
    list_refresh(&r->list);
}

const struct sheet_row *rows_chosen(const struct rows *r)
{
    return r->sheet && r->list.at < r->count ? row_at(r, r->list.at) : NULL;
}

void rows_reach(struct rows *r, size_t height)
{
    size_t before = r->count;
    if (!r->sheet || r->sorted_by >= 0)
        return;
    read_for(r, r->list.at + height + ROWS_LOOK / 20);
    if (r->count != before)
        list_refresh(&r->list);
}

bool rows_wait(const struct rows *r)
{
    return r->sheet && r->words.len && r->looked >= r->may_look && (r->sheet->more || r->looked < r->sheet->count);
}

/* At the end of what was found, going on means looking further. */
static void look_further(struct rows *r, int key)
{
    bool onwards = key == K_PAGE_DOWN || key == K_END || (key == K_DOWN && r->list.at + 1 >= r->count);
    if (!onwards || !rows_wait(r))
        return;
    r->may_look += ROWS_LOOK;
    read_for(r, r->count + ROWS_LOOK / 10);
    list_refresh(&r->list);
}

bool rows_key(struct rows *r, const struct event *e)
{
    if (e->type == EVENT_KEY)
        look_further(r, e->key);
    return list_key(r->ui, &r->list, e);
}
