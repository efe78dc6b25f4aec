/* key.h: the names of keys and their numbers (term.h).
 *
 * A name is what people read in footer and help and what the `keys` column of the command table holds: "Ctrl+S", "F1",
 * "Alt+2", "Shift+Tab", "Page Down" (written Page_Down in the column, whose names are separated by blanks), "Enter", "?".
 * Letters in a combination match whatever their case, and follow the key's place on Greek and Cyrillic layouts: Alt with
 * the letter on the key of the Latin B is Alt+B (doc/style.md, "Words on the screen").
 */
#ifndef PEERLOOM_UI_KEY_H
#define PEERLOOM_UI_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The number of the key called by the n bytes at `name`; 0 if there is none of that name. */
int key_number(const char *name, size_t n);

/* Appends the name of a key as shown: "Ctrl+S". */
void key_name(int key, struct buf *out);

/* True if `key` is one of the keys in a `keys` column. */
bool key_in(const char *keys, int key);

/* Appends all keys of a `keys` column, as they are shown. */
void key_list(const char *keys, struct buf *out);
/* Appends the first key of a `keys` column as shown; nothing if the column is empty. Plain letters are kept. */
void key_first(const char *keys, struct buf *out);

/* The same of the first key that the terminal sends: without `modified` it cannot tell Ctrl+Down from Down. False: none. */
bool key_sent(const char *keys, bool modified, struct buf *out);

/* True for a key that types a character: no modifier, not a control. */
bool key_types(int key);

/* The key in the one form that is compared: letters with Ctrl or Alt in lower case and in their Latin place. */
int key_plain(int key);

#endif
