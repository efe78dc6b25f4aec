/* paper.h: what a round looks like on paper and in a spreadsheet: who sits where, cards for the tables, who meets
 * whom, what people and countries give and receive, who is mixed with whom. Each maker appends plain text of at most
 * HANDOUT_WIDTH columns, already safe to show; screens may use them too.
 *
 * A sheet is for somebody (app/viewer.h) and made of what they may see. Where others sit with them, only how many is
 * told. Reasons of rules are the facilitator's alone.
 */
#ifndef PEERLOOM_COMMAND_MATCH_PAPER_H
#define PEERLOOM_COMMAND_MATCH_PAPER_H

#include "command/command.h"
#include "exchange/csvwrite.h"
#include "round/handout.h"

enum { HANDOUT_WIDTH = 78 };

/* ---- layout ---- */

/* Appends the text, made safe and cut or filled with blanks to `width` columns. */
void handout_cell(struct buf *out, const char *text, int width);
/* Ends a line of cells: without the blanks at its end. */
void handout_end_line(struct buf *out);
/* Appends the text, made safe and wrapped, each line behind `indent` blanks. */
void handout_wrapped(struct buf *out, const char *text, int indent, int width);
/* The alliance and a line below it. */
void handout_title(const struct handout *s, const char *title, struct buf *out);

/* ---- the sheets ---- */

void handout_seats(struct handout *s, struct buf *out);    /* paper_seats.c */
void handout_cards(struct handout *s, struct buf *out);    /* paper_cards.c */
void handout_meetings(struct handout *s, struct buf *out); /* paper_whom.c */
void handout_balance(struct handout *s, struct buf *out);  /* paper_balance.c */
void handout_mix(struct handout *s, struct buf *out);      /* paper_mix.c */
/* CSV for a spreadsheet (paper_rows.c): the line of column names, then the rows of the sheet's round. */
struct csv_writer handout_rows_begin(struct buf *out);
void handout_arrangements(struct handout *s, struct csv_writer *w);

/* ---- output, for the commands of this family ---- */

/* Prints lines, each wrapped behind the blanks it begins with. */
void handout_print(struct app *app, const char *text);

#endif
