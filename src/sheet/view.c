#include "sheet/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/utf8.h"

const struct sheet_row *sheet_view_row(const struct sheet_view *v, size_t at)
{
    return &v->sheet->rows[v->shown[at]];
}

/* ---- filter ---- */

/* The folded cells of a row, made once. */
static const char *folded(struct sheet_view *v, size_t row)
{
    if (v->folded_count < v->sheet->room) {
        v->folded = xrealloc(v->folded, v->sheet->room * sizeof *v->folded);
        memset(v->folded + v->folded_count, 0, (v->sheet->room - v->folded_count) * sizeof *v->folded);
        v->folded_count = v->sheet->room;
    }
    if (!v->folded[row]) {
        struct buf all = BUF_INIT, fold = BUF_INIT;
        for (int i = 0; i < v->sheet->column_count; i++)
            buf_addf(&all, "%s ", v->sheet->rows[row].cells[i]);
        text_fold(&fold, buf_str(&all), all.len);
        v->folded[row] = buf_take(&fold);
        buf_release(&all);
    }
    return v->folded[row];
}

static void forget_folded(struct sheet_view *v)
{
    for (size_t i = 0; i < v->folded_count; i++)
        free(v->folded[i]);
    free(v->folded);
    v->folded = NULL;
    v->folded_count = 0;
}

static bool fits(struct sheet_view *v, size_t row, const char *words)
{
    const struct sheet *s = v->sheet;
    return s->matches ? s->matches(s, &s->rows[row], words) : text_has_words(folded(v, row), words);
}

/* Lets the rows that are there through the filter, as far as it may look. */
static void look(struct sheet_view *v)
{
    struct buf words = BUF_INIT;
    text_fold(&words, buf_str(&v->words), v->words.len);
    for (; v->looked < v->sheet->count && v->looked < v->may_look; v->looked++)
        if (!words.len || fits(v, v->looked, buf_str(&words))) {
            GROW(v->shown, v->count + 1, v->room);
            v->shown[v->count++] = v->looked;
        }
    buf_release(&words);
}

size_t sheet_view_reach(struct sheet_view *v, size_t need)
{
    if (!v->sheet)
        return 0;
    if (!v->words.len)
        v->may_look = SIZE_MAX;
    look(v);
    while (v->count < need && v->looked < v->may_look && sheet_reach(v->sheet, v->looked + 1) > v->looked)
        look(v);
    return v->count;
}

bool sheet_view_waits(const struct sheet_view *v)
{
    return v->sheet && v->words.len && v->looked >= v->may_look && (v->sheet->more || v->looked < v->sheet->count);
}

void sheet_view_further(struct sheet_view *v)
{
    v->may_look += SHEET_LOOK;
}

/* ---- order ---- */

struct ordered {
    const struct sheet_view *view;
    size_t row;
    char *key; /* folded */
};

/* Numbers by value, texts as they are read; empty cells last. */
static int compare(const void *a, const void *b)
{
    const struct ordered *x = a, *y = b;
    const struct sheet_view *v = x->view;
    if (!*x->key != !*y->key)
        return *x->key ? -1 : 1;
    int order;
    if (v->sheet->columns[v->sorted_by].flags & SHEET_NUMBER) {
        double m = strtod(x->key, NULL), n = strtod(y->key, NULL);
        order = (m > n) - (m < n);
    } else {
        order = strcmp(x->key, y->key);
    }
    return v->down ? -order : order;
}

static char *key_of(const struct sheet_row *row, int column)
{
    struct buf key = BUF_INIT;
    const char *text = row->orders[column] ? row->orders[column] : row->cells[column];
    text_fold(&key, text, strlen(text));
    return buf_take(&key);
}

static void order(struct sheet_view *v)
{
    struct ordered *all = xcalloc(v->count + 1, sizeof *all);
    for (size_t i = 0; i < v->count; i++)
        all[i] = (struct ordered){v, v->shown[i], key_of(sheet_view_row(v, i), v->sorted_by)};
    sort_stable(all, v->count, sizeof *all, compare);
    for (size_t i = 0; i < v->count; i++) {
        v->shown[i] = all[i].row;
        free(all[i].key);
    }
    free(all);
}

/* ---- the whole ---- */

static void choose(struct sheet_view *v, size_t need)
{
    v->count = v->looked = 0;
    v->may_look = SHEET_LOOK;
    sheet_view_reach(v, v->sorted_by >= 0 ? SIZE_MAX : need);
    if (v->sheet && v->sorted_by >= 0)
        order(v);
}

void sheet_view_release(struct sheet_view *v)
{
    forget_folded(v);
    buf_release(&v->words);
    free(v->shown);
}

void sheet_view_show(struct sheet_view *v, struct sheet *s, size_t need)
{
    forget_folded(v);
    v->sheet = s;
    choose(v, need);
}

void sheet_view_filter(struct sheet_view *v, const char *words, size_t need)
{
    buf_clear(&v->words);
    buf_adds(&v->words, words);
    choose(v, need);
}

void sheet_view_sort(struct sheet_view *v, int column, bool down)
{
    v->sorted_by = column;
    v->down = down;
    choose(v, SHEET_LOOK);
}

void sheet_view_apply(struct sheet_view *v)
{
    struct sheet *s = v->sheet;
    while (sheet_view_reach(v, SIZE_MAX), sheet_view_waits(v))
        sheet_view_further(v);
    struct sheet_row *rows = xcalloc(v->count + 1, sizeof *rows);
    bool *kept = xcalloc(s->count + 1, sizeof *kept);
    for (size_t i = 0; i < v->count; i++) {
        rows[i] = s->rows[v->shown[i]];
        kept[v->shown[i]] = true;
    }
    for (size_t i = 0; i < s->count; i++)
        if (!kept[i])
            free(s->rows[i].facts);
    free(kept);
    free(s->rows);
    s->rows = rows;
    s->count = v->count;
    s->room = v->count + 1;
    sheet_view_show(v, NULL, 0);
}
