/* linear_sheet.h: any sheet (src/sheet/sheet.h) as pages of the accessible mode: its rows as numbered lines, what is said of
 * a row, its record, its actions. */
#ifndef PEERLOOM_UI_LINEAR_SHEET_H
#define PEERLOOM_UI_LINEAR_SHEET_H

#include "sheet/sheet.h"
#include "ui/linear_parts.h"

/* Shows the sheet, made anew each time, until the reader goes back. */
void linear_sheet(struct linear *l, const struct sheet_maker *maker, const struct sheet_query *query);

/* The page of a record, whatever its kind: of a person, an objective, the person of a membership, else its fields. */
void linear_open_record(struct linear *l, const struct kind *kind, const char *id);

#endif
