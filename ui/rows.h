/* rows.h: the rows of a sheet as a list. The one source of rows for all lists that show a sheet (src/sheet/view.h: filter and
 * order); list.h does marks, moves and drawing.
 *
 *     rows_init(&r, ui);
 *     rows_show(&r, sheet);       // again whenever the sheet was made anew: it stays on the same row
 *     list_draw(ui, &r.list, ...);
 *     rows_chosen(&r)
 */
#ifndef PEERLOOM_UI_ROWS_H
#define PEERLOOM_UI_ROWS_H

#include "sheet/view.h"
#include "ui/list.h"

struct rows {
    struct ui *ui;
    struct list list;
    struct sheet_view view;
    int columns[LIST_COLUMNS]; /* of the sheet, in the order of the list's */
    int all_columns;           /* how many the sheet has */
    unsigned wanted;           /* a bit for each that is to be shown; 0: all */
};

void rows_init(struct rows *r, struct ui *ui); /* must not move afterwards */
void rows_release(struct rows *r);

/* Shows the sheet (NULL: none). Filter, order and the chosen row stay where the sheet has the same columns. */
void rows_show(struct rows *r, struct sheet *s);
/* Only these columns of it (a bit each; 0: all) from now on, at most LIST_COLUMNS. */
void rows_choose_columns(struct rows *r, unsigned columns);

/* The chosen row; NULL: there is none. */
const struct sheet_row *rows_chosen(const struct rows *r);
/* Before drawing: reads on as far as `height` rows below the chosen one. */
void rows_reach(struct rows *r, size_t height);
/* True while a filter has not gone through all rows; going on at the end of the list lets it look further. */
bool rows_wait(const struct rows *r);
/* list_key(), and going on at the end. */
bool rows_key(struct rows *r, const struct event *e);

#endif
