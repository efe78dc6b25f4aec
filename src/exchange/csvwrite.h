/* csvwrite.h: writes CSV in the two flavours of the conventions (csv-conventions 3.2).
 * Interchange: UTF-8, comma, CRLF, fields quoted only when needed (RFC 4180): exact, for reading back.
 * Spreadsheet: byte order mark, guard against formulas (OWASP ASVS 1.2.10): a cell that begins with = + - @ TAB CR gets
 * an apostrophe in front, which the importer takes off again.
 */
#ifndef PEERLOOM_EXCHANGE_CSVWRITE_H
#define PEERLOOM_EXCHANGE_CSVWRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"

enum flavour { FLAVOUR_INTERCHANGE, FLAVOUR_SPREADSHEET };

/* Appends what a file begins with: nothing, or the byte order mark. */
void csv_begin(struct buf *out, enum flavour flavour);
/* Appends one cell; `first` in its row: no separator before it. */
void csv_cell(struct buf *out, enum flavour flavour, bool first, const char *text);
void csv_end_row(struct buf *out);

#endif
