/* made.h: a section's sheet over a workbench made by hand, for the tests of its maker. Today is Monday 2 March 2026: link
 * with -Wl,--wrap=moment_now -Wl,--wrap=date_today. */
#ifndef PEERLOOM_TESTS_MADE_H
#define PEERLOOM_TESTS_MADE_H

#include "exchange/desk.h"
#include "sheet/sheet.h"

/* Makes the sheet of that name; fails the test if it cannot be made. `what`: the word behind the command, or NULL. */
void made(struct sheet *s, struct desk *d, const char *name, const char *what);

/* The row whose first cell is that; fails the test if there is none. */
struct sheet_row *made_row(const struct sheet *s, const char *first);
/* The cell in the column of that name. */
const char *made_cell(const struct sheet *s, const struct sheet_row *row, const char *column);
/* The fact with that label, the first such; fails the test if there is none. */
const struct sheet_fact *made_fact(const struct sheet_row *row, const char *label);
/* The row as a line, as it is read out; valid until the next call. */
const char *made_line(const struct sheet *s, const struct sheet_row *row);

#endif
