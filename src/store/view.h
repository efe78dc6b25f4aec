/* view.h: an ordered, filtered list of the records of one kind, read a page at a time, so that a key press costs the same
 * with 40 and with 100,000 records.
 *
 * Columns may follow one reference: for memberships "status" and "person.email" both work. Sorted by title, a page next to
 * the last one is found by its key (keyset paging); with a filter or another order the ids that match are held in memory
 * (8 bytes each) after one pass over the folded text.
 */
#ifndef PEERLOOM_STORE_VIEW_H
#define PEERLOOM_STORE_VIEW_H

#include "store/store.h"

struct view;

struct column {
    int through; /* the reference field that is followed first, or -1 */
    int field;   /* a field of the kind, or of the kind referred to */
};

/* A view of all records of `kind`, or of those of one alliance (an id; NULL: all; ignored for kinds without alliance).
 * Free it before the store is closed. */
struct view *view_new(struct store *store, const struct kind *kind, const char *alliance);
void view_free(struct view *view);

const struct kind *view_kind(const struct view *view);

/* The column a path such as "person.country" means; false if there is none. */
bool view_column(const struct kind *kind, const char *path, struct column *column);
const struct field *view_column_field(const struct kind *kind, struct column column);

/* Words that must all be found in the record's title and listed fields, ignoring case and accents; "" for all. */
enum status view_filter(struct view *view, const char *words, struct error *e);
/* From here on a filter puts what fits best first: titles that begin with the words, then those in which they begin words, then
 * those that hold them, then what only fits by other fields; each in the order of titles. For lists that are chosen from.
 * Another order than by title stays as it is. */
void view_rank(struct view *view);
/* Order by a column; NULL is the title. */
enum status view_sort(struct view *view, const struct column *column, bool descending, struct error *e);
/* Reads again after a change; filter and order stay. */
void view_refresh(struct view *view);

size_t view_total(struct view *view);   /* records without the filter */
size_t view_matched(struct view *view); /* records with it */

/* The record at place `at` (from 0) of the list: id and title, valid until the next call; NULL behind the end. */
const char *view_id(struct view *view, size_t at);
const char *view_title(struct view *view, size_t at);
/* Calls `each` for the ids of all records in the list, in any order: reading them by place would read their rows. */
void view_each_id(struct view *view, void (*each)(void *data, const char *id), void *data);

/* The columns that will be asked for (at most 24 are remembered): they are read together with their rows. Columns that
 * were not named can be asked for all the same, and cost more the first time. */
void view_want(struct view *view, const struct column *columns, size_t count);
/* Appends the column's text as a person reads it. */
void view_cell(struct view *view, size_t at, struct column column, struct buf *out);

/* The place of a record, or the count of the list if it is not in it. */
size_t view_find(struct view *view, const char *id);

#endif
