/* print.h: any sheet (src/sheet/sheet.h) as text, JSON and CSV. The only printers of sheets there are. */
#ifndef PEERLOOM_COMMAND_SHEET_PRINT_H
#define PEERLOOM_COMMAND_SHEET_PRINT_H

#include "sheet/sheet.h"

enum { SHEET_WIDTH = 78 };

/* Each reads the sheet to its end, and appends.
 * Text: title, what it is about, and the rows below their heads, cells wrapped where SHEET_WIDTH columns are too few; with
 * `facts` what is said of each row below it. Already safe to show. */
void sheet_print_text(struct sheet *s, bool facts, struct buf *out);
/* Makes the sheet of that name and prints it as text, for a command that ends in it. */
enum status sheet_print(struct app *app, const char *name, const struct sheet_query *query, struct error *e);
/* JSON: an array of rows; members are kind and id, a member a column under its stable name (numbers as numbers, empty ones
 * null), tone where it is not plain, and facts. */
void sheet_print_json(struct sheet *s, struct buf *out);
/* CSV for a spreadsheet: a row a row, under the stable names. */
void sheet_print_csv(struct sheet *s, struct buf *out);

#endif
