/* draft.h: words that were typed and are in no record yet, kept so that no end of the program loses them.
 *
 * A draft says what it belongs to (`about`), what a person calls that, where it is typed, what was seen before, and holds
 * the text. It is written to the workbench's local state; where that fails (the disk is full, another window writes) to a
 * file of mode 0600 beside the workbench. It stays until the text is saved or dropped on purpose. Each box and form writes
 * its own draft, so two windows never overwrite one another's. Both faces of the program use this module.
 *
 * `about` names a place in words that stay the same from start to start:
 *     new KIND FIELD=VALUE ...    a record to be made, with its presets; the text is a list of values (draft_add())
 *     field KIND ID FIELD         a field of a record
 *     line SCREEN PLACE|QUESTION  a box with one line
 *     ask PROMPT                  a line of the accessible mode
 */
#ifndef PEERLOOM_UI_DRAFT_H
#define PEERLOOM_UI_DRAFT_H

#include "base/buf.h"
#include "store/store.h"

struct draft {
    struct buf about, title, where, seen; /* where: "SCREEN PLACE" for ui_open(); seen: see store_seen() */
    struct buf text;    /* as last written, "" while it is not */
    struct buf key;     /* under which it is kept; "" while it is not */
    struct buf adopted; /* of an earlier run's draft that was taken over and is to go once this one is kept */
};

void draft_init(struct draft *d, const char *about, const char *title, const char *where);
void draft_release(struct draft *d); /* only the memory: what is kept stays kept */

/* Writes the text, unless it is kept already; "" drops the draft. On an error it is kept nowhere, or as it was before. */
enum status draft_keep(struct store *store, struct draft *d, const char *text, struct error *e);
void draft_drop(struct store *store, struct draft *d);

/* The newest draft about this place becomes *d (initialized; what it was initialized with stays, but for seen and text).
 * False if there is none. */
bool draft_adopt(struct store *store, struct draft *d);

/* Calls `each` with every draft, the oldest first; returns how many. It may not change the workbench. `each` may be NULL. */
size_t draft_each(struct store *store, void (*each)(void *data, const struct draft *d), void *data);

/* ---- several values in one text ---- */

void draft_add(struct buf *text, const char *name, const char *value);
/* The next value at *at, which begins as the text; false at the end. Release neither. */
bool draft_next(const char **at, struct buf *name, struct buf *value);

#endif
