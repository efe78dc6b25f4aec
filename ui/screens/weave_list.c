/* weave_list.c: a table of the weave as a list: filter, order, columns. See weave_parts.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/screens/weave_parts.h"

/* ---- which rows, in which order ---- */

static bool has_words(const struct weave_row *row, int columns, const char *words)
{
    struct buf all = BUF_INIT, folded = BUF_INIT;
    for (int i = 0; i < columns; i++)
        buf_addf(&all, "%s ", row->cells[i]);
    text_fold(&folded, all.s, all.len);
    bool has = text_has_words(buf_str(&folded), words);
    buf_release(&all);
    buf_release(&folded);
    return has;
}

struct ordering {
    const struct weave_table *table;
    int column;
    bool down;
};

static int compare(const struct ordering *o, size_t a, size_t b)
{
    const char *x = o->table->rows[a].cells[o->column], *y = o->table->rows[b].cells[o->column];
    int order = o->table->columns[o->column].right ? (atoi(x) > atoi(y)) - (atoi(x) < atoi(y)) : strcmp(x, y);
    return o->down ? -order : order;
}

/* Equal rows stay as they are. */
static void sort(const struct ordering *o, size_t *rows, size_t *room, size_t count)
{
    size_t half = count / 2, a = 0, b = half, n = 0;
    if (count < 2)
        return;
    sort(o, rows, room, half);
    sort(o, rows + half, room, count - half);
    while (a < half || b < count)
        room[n++] = b == count || (a < half && compare(o, rows[a], rows[b]) <= 0) ? rows[a++] : rows[b++];
    memcpy(rows, room, count * sizeof *rows);
}

static void choose_rows(struct weave_screen *s)
{
    const struct weave_table *t = s->table;
    struct buf folded = BUF_INIT;
    text_fold(&folded, buf_str(&s->words), s->words.len);
    s->count = 0;
    s->order = xrealloc(s->order, 2 * (t->count + 1) * sizeof *s->order);
    for (size_t i = 0; i < t->count; i++)
        if (has_words(&t->rows[i], t->column_count, buf_str(&folded)))
            s->order[s->count++] = i;
    if (s->sorted_by >= 0)
        sort(&(struct ordering){t, s->sorted_by, s->down}, s->order, s->order + t->count + 1, s->count);
    buf_release(&folded);
}

/* ---- the list's source ---- */

static const struct weave_row *row_at(const struct weave_screen *s, size_t at)
{
    return &s->table->rows[s->order[at]];
}

static size_t source_count(void *data)
{
    return ((struct weave_screen *)data)->count;
}

static size_t source_total(void *data)
{
    return ((struct weave_screen *)data)->table->count;
}

static void source_cell(void *data, size_t at, int column, struct buf *out)
{
    buf_adds(out, row_at(data, at)->cells[column]);
}

static enum style source_style(void *data, size_t at, int column)
{
    const struct weave_row *row = row_at(data, at);
    return row->remark && column > 0 && strchr("!<>-+", row->cells[column][0]) && *row->cells[column] ? STYLE_WARN : STYLE_TEXT;
}

static const char *source_id(void *data, size_t at)
{
    struct weave_screen *s = data;
    return at < s->count ? row_at(s, at)->id : NULL;
}

static size_t source_find(void *data, const char *id)
{
    struct weave_screen *s = data;
    size_t at = 0;
    while (at < s->count && strcmp(row_at(s, at)->id, id) != 0)
        at++;
    return at;
}

static void source_filter(void *data, const char *words)
{
    struct weave_screen *s = data;
    buf_clear(&s->words);
    buf_adds(&s->words, words);
    choose_rows(s);
}

static bool source_sort(void *data, int column, bool descending)
{
    struct weave_screen *s = data;
    s->sorted_by = column;
    s->down = descending;
    choose_rows(s);
    return true;
}

/* ---- the list ---- */

void weave_list_init(struct weave_screen *s)
{
    s->sorted_by = -1;
    list_init(&s->list, &(struct list_source){.data = s,
                                              .count = source_count,
                                              .total = source_total,
                                              .cell = source_cell,
                                              .style = source_style,
                                              .id = source_id,
                                              .find = source_find,
                                              .filter = source_filter,
                                              .sort = source_sort});
}

/* A column is as wide as its longest cell, a number's as its head; names of groups and texts give way where there is no room. */
static int longest(const struct weave_table *t, int column, int enough)
{
    enum { SIGN = 2 }; /* of the order */
    const char *title = t->columns[column].title;
    int most = t->columns[column].right ? text_width(title, strlen(title)) + SIGN : 0;
    for (size_t i = 0; i < t->count && most < enough; i++) {
        int width = text_width(t->rows[i].cells[column], strlen(t->rows[i].cells[column]));
        most = width > most ? width : most;
    }
    return most < enough ? most : enough;
}

enum { ENOUGH = 16, MOST = 60 };

void weave_list_show(struct weave_screen *s, const struct weave_table *t)
{
    struct list_column columns[LIST_COLUMNS] = {0};
    bool same = s->table && t && s->list.column_count == t->column_count; /* read anew: stay where we are */
    s->table = t;
    s->count = 0;
    if (!t)
        return;
    for (int i = 0; i < t->column_count; i++)
        columns[i] = (struct list_column){.title = t->columns[i].title, .right = t->columns[i].right, .min = i ? longest(t, i, ENOUGH) : 12, .max = longest(t, i, MOST)};
    if (!same) {
        list_release(&s->list);
        buf_clear(&s->words);
        weave_list_init(s);
    }
    choose_rows(s);
    list_set_columns(&s->list, columns, t->column_count);
    s->list.empty = t->empty;
    list_refresh(&s->list);
}

const struct weave_row *weave_list_row(struct weave_screen *s)
{
    return s->table && s->list.at < s->count ? row_at(s, s->list.at) : NULL;
}

void weave_list_release(struct weave_screen *s)
{
    list_release(&s->list);
    buf_release(&s->words);
    free(s->order);
}
