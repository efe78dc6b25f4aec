/* texts.h: a list of a box or of a screen's part whose rows are a few texts each: choices, actions, limits, messages. The one
 * source of rows for all lists that are neither a view of the store (list.h) nor a sheet (rows.h).
 *
 *     texts_init(&t, ui, TEXTS_RANKED, columns, 2);
 *     size_t row = texts_add(&t);
 *     texts_cell(&t, row, 0, STYLE_STRONG, label);
 *     texts_done(&t);
 *     list_draw(ui, &t.list, ...);
 *     texts_chosen(&t)            // the number that texts_add() returned
 *
 * Rows that change: texts_clear(), all of them again, texts_done(). The list stays on its line, the filter stays, too.
 */
#ifndef PEERLOOM_UI_TEXTS_H
#define PEERLOOM_UI_TEXTS_H

#include "base/arena.h"
#include "ui/list.h"

enum { TEXTS_COLUMNS = 4 };

/* What typing does. */
enum texts_filter {
    TEXTS_FIXED,    /* nothing */
    TEXTS_FILTERED, /* only rows that hold all of the words */
    TEXTS_RANKED,   /* the same, those whose first cell fits best before the others (text_rank) */
};

struct text_row {
    const char *cells[TEXTS_COLUMNS]; /* never NULL; veil_mark() may be in them */
    enum style styles[TEXTS_COLUMNS];
    const char *found_by; /* looked in instead of the cells; NULL: the cells */
    bool personal;        /* all but the first cell are masked while names are hidden */
};

struct texts {
    struct ui *ui;
    struct list list;
    enum texts_filter filter;
    struct arena *arena;
    struct text_row *rows;
    size_t count, room;
    size_t *shown, shown_count; /* numbers of rows, with the filter */
    char **labels, **folded;    /* first cell and all that is looked in; NULL until the filter is used */
};

/* Columns are copied. The struct must not move afterwards. */
void texts_init(struct texts *t, struct ui *ui, enum texts_filter filter, const struct list_column *columns, int count);
void texts_release(struct texts *t); /* zeroed is fine */

void texts_clear(struct texts *t);
/* A new row of empty cells; returns its number. */
size_t texts_add(struct texts *t);
/* The text is copied. */
void texts_cell(struct texts *t, size_t row, int column, enum style style, const char *text);
/* The same; the buffer is released. */
void texts_cell_take(struct texts *t, size_t row, int column, enum style style, struct buf *text);
void texts_found_by(struct texts *t, size_t row, const char *text);
void texts_done(struct texts *t);

/* The number of the chosen row; -1: there is none. */
long texts_chosen(struct texts *t);

#endif
