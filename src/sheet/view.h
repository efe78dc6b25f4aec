/* view.h: the rows of a sheet with a filter and in an order, for all faces.
 *
 * Folded texts are made once a row, when a filter first needs them. A sheet that comes in portions is read as far as is
 * asked; a filter goes through SHEET_LOOK rows and waits to be told to go on.
 */
#ifndef PEERLOOM_SHEET_VIEW_H
#define PEERLOOM_SHEET_VIEW_H

#include "sheet/sheet.h"

enum { SHEET_LOOK = 1000 };

struct sheet_view {
    struct sheet *sheet;        /* NULL: nothing. The caller's */
    size_t *shown, count, room; /* numbers of rows in the order shown, with the filter */
    size_t looked, may_look;    /* rows that the filter has gone through, and may go through */
    char **folded;              /* by row, NULL until it is needed */
    size_t folded_count;
    struct buf words;           /* of the filter, as typed */
    int sorted_by;              /* a column; -1: the sheet's own order */
    bool down;
};

/* *v is zeroed but for sorted_by = -1: SHEET_VIEW_INIT. */
#define SHEET_VIEW_INIT {.sorted_by = -1}
void sheet_view_release(struct sheet_view *v);

/* Shows another sheet, or one that was made anew, with the filter and order there are. Reads on for `need` rows. */
void sheet_view_show(struct sheet_view *v, struct sheet *s, size_t need);
/* Only rows that hold all of the words, in any of their cells. */
void sheet_view_filter(struct sheet_view *v, const char *words, size_t need);
/* By a column; -1: as the maker ordered them. Reads the sheet to its end. */
void sheet_view_sort(struct sheet_view *v, int column, bool down);

/* Reads on until `need` rows are shown; fewer only at the end, or where the filter waits. Returns how many there are. */
size_t sheet_view_reach(struct sheet_view *v, size_t need);
/* True while the filter has not gone through all rows; sheet_view_further() lets it go on. */
bool sheet_view_waits(const struct sheet_view *v);
void sheet_view_further(struct sheet_view *v);

/* The sheet holds only what is shown from now on, in that order: for who prints it. */
void sheet_view_apply(struct sheet_view *v);

const struct sheet_row *sheet_view_row(const struct sheet_view *v, size_t at);

#endif
