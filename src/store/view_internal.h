/* view_internal.h: what the files of a view share: view.c (the face), view_page.c (rows read a page at a time),
 * view_choose.c (filter and order). */
#ifndef PEERLOOM_STORE_VIEW_INTERNAL_H
#define PEERLOOM_STORE_VIEW_INTERNAL_H

#include "store/internal.h"
#include "store/view.h"

#define VIEW_COLUMNS 24 /* columns remembered: more than a list shows */

struct view_row {
    int64_t rowid;
    char *id, *title, *sort;
    char **cells; /* in the order of view->wanted; NULL: not read yet */
    size_t cell_count;
};

/* All rows of the list with the text a filter looks in, in the chosen order; only there once somebody filters or sorts. */
struct corpus {
    int64_t *rowids;
    size_t *offsets; /* of each row's text, NUL-terminated, in `text`; its title is what stands before the first line end */
    size_t count, cap, offset_cap;
    struct buf text;
    bool loaded;
};

struct view {
    struct store *store;
    const struct kind *kind;
    char alliance[ID_SIZE];
    struct column wanted[VIEW_COLUMNS]; /* read together with the row */
    size_t wanted_count;
    struct buf words; /* the filter, folded */
    struct buf look;  /* the same taken apart: each word and what stands for it, NUL behind each, one more behind the last */
    struct column sort;
    bool by_title, descending;
    bool ranked; /* view_rank() */
    struct corpus corpus;
    size_t *matches; /* indices into the corpus */
    size_t match_count, match_cap;
    bool chosen; /* matches are in use: filtered, or in another order than by title */
    struct view_row *window;
    size_t first, count;      /* the window holds places first .. first + count - 1 */
    struct record own, other; /* the last record that a cell was made from, and the one it refers to */
    int64_t own_rowid;
    int other_through;
    size_t total;
    bool total_known;
};

/* ---- view_page.c ---- */

void window_new(struct view *v);
void window_free(struct view *v);
void window_clear(struct view *v);
void bind_alliance(const struct view *v, sqlite3_stmt *stmt);

/* The row at a place of the list; NULL behind its end. Valid until the next call. */
struct view_row *row_at(struct view *v, size_t at);
/* Puts the window where the row is: what is asked for next is found by its key. */
void stand_at(struct view *v, size_t at, int64_t rowid);

/* ---- view_choose.c ---- */

int64_t match_rowid(const struct view *v, size_t at);
/* The place of a row among those that match; their number if it is not one of them. */
size_t find_match(const struct view *v, int64_t rowid);
/* Brings what is chosen into agreement with filter and order. `narrower`: the filter only grew longer. */
/* Takes v->words apart into v->look. */
void choose_words(struct view *v);
enum status choose_rows(struct view *v, bool narrower, struct error *e);
void corpus_clear(struct corpus *c);

#endif
