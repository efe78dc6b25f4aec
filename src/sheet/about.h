/* about.h: the page of a record as rows: facts of its own, and behind them all records that are about it: kinds say so with the
 * flag `about` (model/kind.h), so that a kind of the facilitator's own is there, too. Of the open alliance only.
 */
#ifndef PEERLOOM_SHEET_ABOUT_H
#define PEERLOOM_SHEET_ABOUT_H

#include "sheet/sheet.h"

enum about_column { ABOUT_WHAT, ABOUT_NAME, ABOUT_AS, ABOUT_MORE, ABOUT_WHEN };

struct about {
    const struct kind *kind; /* what the page is about, */
    const char *id;
    const struct kind *only;   /* records of this kind; NULL: of all kinds */
    const struct kind *except; /* but not of this one; NULL */
    bool masked;               /* names and what is personal are left out */
};

void about_columns(struct sheet *s);

/* A row "LABEL  TEXT" about the record; nothing where the text is empty. `field`: which one is changed for it, "" for none.
 * The text is released. */
void about_fact(struct sheet *s, const struct kind *kind, const char *id, const char *field, const char *label, struct buf *text);

/* Appends the rows of all records that are about it, kind by kind, the newest first. */
void about_records(struct sheet *s, const struct about *a);

/* Where there is little room, records with one word for what they are stand in one line: appends "Cash flow; Day tickets
 * (2018-06-30); 3 more", those of the row `at` and behind it; returns the row of the next line. */
size_t about_line(const struct sheet *s, size_t at, struct buf *text);

/* What a row says besides its kind, for other sheets of records of several kinds: fills the cells from ABOUT_NAME to ABOUT_MORE
 * and adds the fields as facts. */
void about_describe(struct sheet *s, struct sheet_row *row, const struct record *r, bool masked);

/* Does the field say that a record is about one of this kind? */
bool about_is(const struct field *f, const struct kind *kind);

/* Does the record belong to an alliance that is not the open one, itself or by what owns it? */
bool about_elsewhere(struct app *app, const struct record *r);

/* Is what stands in the field personal, or the name of a person? It is left out while names are masked. */
bool about_names(const struct field *f);

#endif
