#include "ui/texts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/pick.h"
#include "ui/veil.h"

static const struct text_row *row_at(const struct texts *t, size_t at)
{
    return &t->rows[t->shown[at]];
}

/* ---- the filter ---- */

static char *folded(const char *text)
{
    struct buf out = BUF_INIT;
    text_fold(&out, text, strlen(text));
    buf_adds(&out, "");
    return buf_take(&out);
}

static void fold_rows(struct texts *t)
{
    t->labels = xcalloc(t->count + 1, sizeof *t->labels);
    t->folded = xcalloc(t->count + 1, sizeof *t->folded);
    for (size_t i = 0; i < t->count; i++) {
        const struct text_row *row = &t->rows[i];
        struct buf all = BUF_INIT;
        for (int c = 0; c < TEXTS_COLUMNS && !row->found_by; c++)
            buf_addf(&all, "%s ", row->cells[c]);
        t->labels[i] = folded(row->cells[0]);
        t->folded[i] = folded(row->found_by ? row->found_by : buf_str(&all));
        buf_release(&all);
    }
}

static void forget_folded(struct texts *t)
{
    for (size_t i = 0; t->folded && i < t->count; i++) {
        free(t->labels[i]);
        free(t->folded[i]);
    }
    free(t->labels);
    free(t->folded);
    t->labels = t->folded = NULL;
}

static void filter_rows(struct texts *t, const char *words)
{
    if (!*words) {
        for (size_t i = 0; i < t->count; i++)
            t->shown[i] = i;
        t->shown_count = t->count;
        return;
    }
    if (!t->folded)
        fold_rows(t);
    const char *const *labels = (const char *const *)t->labels, *const *all = (const char *const *)t->folded;
    t->shown_count = t->filter == TEXTS_RANKED ? pick_ranked(words, labels, all, t->count, t->shown)
                                               : pick_filter(words, all, t->count, t->shown);
}

/* ---- the list's source ---- */

static size_t source_count(void *data)
{
    return ((struct texts *)data)->shown_count;
}

static size_t source_total(void *data)
{
    return ((struct texts *)data)->count;
}

static void source_cell(void *data, size_t at, int column, struct buf *out)
{
    struct texts *t = data;
    const struct text_row *row = row_at(t, at);
    struct buf room = BUF_INIT;
    const char *text = veil_text(t->ui, row->cells[column], &room);
    buf_adds(out, row->personal && column > 0 ? ui_mask(t->ui, text) : text);
    buf_release(&room);
}

static enum style source_style(void *data, size_t at, int column)
{
    return row_at(data, at)->styles[column];
}

static void source_filter(void *data, const char *words)
{
    filter_rows(data, words);
}

/* ---- the whole ---- */

void texts_init(struct texts *t, struct ui *ui, enum texts_filter filter, const struct list_column *columns, int count)
{
    struct list_source source = {.data = t, .count = source_count, .total = source_total, .cell = source_cell,
                                 .style = source_style, .filter = filter == TEXTS_FIXED ? NULL : source_filter};
    *t = (struct texts){.ui = ui, .filter = filter, .arena = arena_new()};
    list_init(&t->list, &source);
    list_set_columns(&t->list, columns, count);
}

void texts_clear(struct texts *t)
{
    forget_folded(t);
    arena_free(t->arena);
    t->arena = arena_new();
    t->count = t->shown_count = 0;
}

void texts_release(struct texts *t)
{
    forget_folded(t);
    list_release(&t->list);
    arena_free(t->arena);
    free(t->rows);
    free(t->shown);
}

size_t texts_add(struct texts *t)
{
    GROW(t->rows, t->count + 1, t->room);
    t->rows[t->count] = (struct text_row){.cells = {"", "", "", ""}};
    return t->count++;
}

void texts_cell(struct texts *t, size_t row, int column, enum style style, const char *text)
{
    t->rows[row].cells[column] = arena_text(t->arena, text, strlen(text));
    t->rows[row].styles[column] = style;
}

void texts_cell_take(struct texts *t, size_t row, int column, enum style style, struct buf *text)
{
    texts_cell(t, row, column, style, buf_str(text));
    buf_release(text);
}

void texts_found_by(struct texts *t, size_t row, const char *text)
{
    t->rows[row].found_by = arena_text(t->arena, text, strlen(text));
}

void texts_done(struct texts *t)
{
    t->shown = xrealloc(t->shown, (t->count + 1) * sizeof *t->shown);
    filter_rows(t, buf_str(&t->list.filter));
    list_refresh(&t->list);
}

long texts_chosen(struct texts *t)
{
    return t->list.at < t->shown_count ? (long)t->shown[t->list.at] : -1;
}
