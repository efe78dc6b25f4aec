/* csvwrite.h: writes CSV in the two flavours of the conventions (csv-conventions 3.2). There is one way to begin, and it
 * must be told for whom the file is.
 *
 * FLAVOUR_SPREADSHEET: for whatever people open in a spreadsheet. Byte order mark, and a guard against formulas
 * (formula.h) in heads and cells. The mark tells the importer to take the guard off again: the file comes back exactly.
 * FLAVOUR_INTERCHANGE: UTF-8, comma, CRLF, fields quoted only when needed (RFC 4180): exact. For programs: an export where
 * it is asked for, and files that only we ourselves read.
 */
#ifndef PEERLOOM_EXCHANGE_CSVWRITE_H
#define PEERLOOM_EXCHANGE_CSVWRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"

enum flavour { FLAVOUR_INTERCHANGE = 1, FLAVOUR_SPREADSHEET };

struct csv_writer {
    struct buf *out;
    enum flavour flavour;
    bool in_row; /* a cell of the row has been written */
};

/* Begins a file at the end of `out`, which the caller owns and may empty between two rows. */
struct csv_writer csv_begin(struct buf *out, enum flavour flavour);
/* Appends one cell. */
void csv_cell(struct csv_writer *w, const char *text);
void csv_number(struct csv_writer *w, long long number);
void csv_end_row(struct csv_writer *w);

#endif
