#include "ui/rows.h"

#include <stdlib.h>
#include <string.h>

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

/* Rows below the chosen one that are read ahead. */
enum { AHEAD = 50 };

/* ---- the list's source ---- */

static size_t source_count(void *data)
{
    return ((struct rows *)data)->view.count;
}

static size_t source_total(void *data)
{
    const struct rows *r = data;
    return !r->view.sheet ? 0 : r->view.sheet->more && r->view.words.len ? r->view.looked : r->view.sheet->count;
}

static void add_shade(const struct rows *r, const char *number, struct buf *out)
{
    static const char *const signs[] = {" ", "\u2591", "\u2592", "\u2593", "\u2588"}, *const plain[] = {".", ".", "-", "+", "#"};
    long n = strtol(number, NULL, 10), most = r->view.sheet->highest;
    long level = (n * 3 + most / 2) / most;
    level = n == 0 ? 0 : level < 0 ? 1 : level > 3 ? 4 : level + 1;
    buf_adds(out, r->ui->canvas.ascii ? plain[level] : signs[level]);
}

static void source_cell(void *data, size_t at, int column, struct buf *out)
{
    enum { BAR = 10 };
    const struct rows *r = data;
    const struct sheet_row *row = sheet_view_row(&r->view, at);
    const char *text = row->cells[r->columns[column]];
    size_t start = out->len;
    if (r->view.sheet->columns[r->columns[column]].flags & SHEET_GROUP) {
        const char *heading = sheet_heading(r->view.sheet, row, at ? sheet_view_row(&r->view, at - 1) : NULL);
        buf_adds(out, heading ? heading : "");
        return;
    }
    if (r->view.sheet->columns[r->columns[column]].flags & SHEET_SHADE)
        add_shade(r, text, out);
    if (row->personal >> r->columns[column] & 1)
        text = ui_mask(r->ui, text);
    if (r->view.sheet->columns[r->columns[column]].flags & SHEET_BAR)
        bar_add(row->bar, BAR, r->ui->canvas.ascii, out);
    buf_addf(out, "%s%s", *text && out->len > start && row->bar ? " " : "", text);
}

static enum style source_style(void *data, size_t at, int column)
{
    const struct rows *r = data;
    const struct sheet_row *row = sheet_view_row(&r->view, at);
    unsigned flags = r->view.sheet->columns[r->columns[column]].flags;
    bool toned = row->tone != TONE_PLAIN && (!row->toned || (row->toned >> r->columns[column] & 1));
    if (flags & SHEET_GROUP)
        return STYLE_TITLE;
    return toned ? style_of(row->tone) : flags & SHEET_STRONG ? STYLE_STRONG : flags & SHEET_DIM ? STYLE_DIM : STYLE_TEXT;
}

static const char *source_id(void *data, size_t at)
{
    const struct rows *r = data;
    return at < r->view.count ? sheet_view_row(&r->view, at)->id : NULL;
}

static size_t source_find(void *data, const char *id)
{
    const struct rows *r = data;
    size_t at = 0;
    while (at < r->view.count && strcmp(sheet_view_row(&r->view, at)->id, id) != 0)
        at++;
    return at;
}

static void source_filter(void *data, const char *words)
{
    struct rows *r = data;
    sheet_view_filter(&r->view, words, r->list.at + AHEAD);
}

static bool source_sort(void *data, int column, bool descending)
{
    struct rows *r = data;
    sheet_view_sort(&r->view, column < 0 ? -1 : r->columns[column], descending);
    return true;
}

static void init_list(struct rows *r)
{
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

static void set_columns(struct rows *r)
{
    struct list_column shown[LIST_COLUMNS] = {0};
    int n = 0;
    for (int i = 0; r->view.sheet && i < r->view.sheet->column_count && n < LIST_COLUMNS; i++)
        if ((!r->wanted || r->wanted >> i & 1) && !(r->view.sheet->columns[i].flags & SHEET_UNSEEN)) {
            r->columns[n] = i;
            shown[n++] = list_column(r->view.sheet, i);
        }
    list_set_columns(&r->list, shown, n);
    for (int i = 0; i < n; i++)
        if (r->columns[i] == r->view.sorted_by)
            r->list.sort_column = i;
    r->list.sort_down = r->view.down;
}

void rows_choose_columns(struct rows *r, unsigned columns)
{
    r->wanted = columns;
    set_columns(r);
}

/* ---- the whole ---- */

void rows_init(struct rows *r, struct ui *ui)
{
    *r = (struct rows){.ui = ui, .view = SHEET_VIEW_INIT};
    init_list(r);
}

void rows_release(struct rows *r)
{
    list_release(&r->list);
    sheet_view_release(&r->view);
}

void rows_show(struct rows *r, struct sheet *s)
{
    bool same = r->view.sheet && s && r->all_columns == s->column_count; /* read anew: stay where we are */
    if (s && !same) {
        list_release(&r->list);
        sheet_view_release(&r->view);
        r->view = (struct sheet_view)SHEET_VIEW_INIT;
        init_list(r);
    }
    sheet_view_show(&r->view, s, r->list.at + AHEAD);
    if (!s)
        return;
    r->all_columns = s->column_count;
    set_columns(r);
    r->list.empty = s->empty;
    list_refresh(&r->list);
}

const struct sheet_row *rows_chosen(const struct rows *r)
{
    return r->view.sheet && r->list.at < r->view.count ? sheet_view_row(&r->view, r->list.at) : NULL;
}

void rows_reach(struct rows *r, size_t height)
{
    size_t before = r->view.count;
    if (r->view.sorted_by < 0 && sheet_view_reach(&r->view, r->list.at + height + AHEAD) != before)
        list_refresh(&r->list);
}

bool rows_wait(const struct rows *r)
{
    return sheet_view_waits(&r->view);
}

/* At the end of what was found, going on means looking further. */
static void look_further(struct rows *r, int key)
{
    bool onwards = key == K_PAGE_DOWN || key == K_END || (key == K_DOWN && r->list.at + 1 >= r->view.count);
    if (!onwards || !rows_wait(r))
        return;
    sheet_view_further(&r->view);
    sheet_view_reach(&r->view, r->view.count + AHEAD);
    list_refresh(&r->list);
}

bool rows_key(struct rows *r, const struct event *e)
{
    if (e->type == EVENT_KEY)
        look_further(r, e->key);
    return list_key(r->ui, &r->list, e);
}
