/* own.h: the CSV files of a facilitator's own folder. One that cannot be used must not keep anybody from their work, least
 * of all from help, a backup or a restore: it is left out, and that is said once at the start. */
#ifndef PEERLOOM_APP_OWN_H
#define PEERLOOM_APP_OWN_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/table.h"

/* Reads the CSV files of FOLDER/PART in the order of their names and appends them to *tables (heap, grown; each is for
 * csv_table_free()). Folders, pipes and what cannot be read are left out and noted. FOLDER "" or not there: nothing. */
void own_read(const char *folder, const char *part, struct table ***tables, size_t *count, struct buf *notices);

/* Adds a line about the file FOLDER/PART/NAME.csv to the notices (NULL: nobody asks): what is wrong, where, and what is
 * used meanwhile. */
void own_note(struct buf *notices, const char *folder, const char *part, const char *name, const struct error *e);

/* Takes the line about the file of that kind out of the notices and appends it to `line`: for a command that asks for just
 * that kind it is no notice but the reason. False if there is none. */
bool own_take_kind(struct buf *notices, const char *kind, struct buf *line);

#endif
