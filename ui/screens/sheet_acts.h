/* sheet_acts.h: what can be done with the record that a row of a sheet is about. */
#ifndef PEERLOOM_UI_SCREENS_SHEET_ACTS_H
#define PEERLOOM_UI_SCREENS_SHEET_ACTS_H

#include "sheet/sheet.h"
#include "ui/ui.h"

/* Opens its page: a person's, an answer's question, an arrangement's place on the board, else its form. */
void sheet_open_record(struct ui *ui, const struct kind *kind, const char *id);
/* The same for what a row is about, or where it leads. */
void sheet_open_row(struct ui *ui, const struct sheet_row *row);
/* Deletes it, with what belongs to it; undo brings it back. */
void sheet_delete_record(struct ui *ui, const struct kind *kind, const char *id);
/* Writes the table as CSV, for whoever will read it: asks for whom and into which file. */
void sheet_export(struct ui *ui, const struct sheet_maker *maker);

/* Actions that only some sheets offer (struct sheet, actions): is it one, and doing it. False: not known here. */
bool sheet_does(enum command_id id);
bool sheet_do(struct ui *ui, enum command_id id, const struct kind *kind, const char *record);

#endif
