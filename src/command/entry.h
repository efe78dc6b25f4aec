/* entry.h: what screens and commands say of the library's entries. */
#ifndef PEERLOOM_COMMAND_ENTRY_H
#define PEERLOOM_COMMAND_ENTRY_H

#include "command/content.h"
#include "model/terms.h"

/* Appends a field as it is read: links by what they lead to, " (en)" where English stands in; nothing if it is empty. */
void entry_value(struct app *app, const struct shelf *shelf, size_t entry, int field, struct buf *out);

/* Appends what the entry is about, in its own words: the first listed text that is not its name. */
void entry_gist(struct app *app, const struct shelf *shelf, size_t entry, struct buf *out);

/* Appends the meaning of a term or acronym, and on a line of its own what to see besides. */
void term_text(struct app *app, const struct term_hit *hit, struct buf *out);

#endif
