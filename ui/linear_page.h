/* linear_page.h: for linear_read.c, linear_page.c and linear_find.c, which are one thing in three files: reading lines,
 * the words that are taken everywhere, and finding actions. Other parts use linear_parts.h. */
#ifndef PEERLOOM_UI_LINEAR_PAGE_H
#define PEERLOOM_UI_LINEAR_PAGE_H

#include "ui/linear_parts.h"

/* Reads a line into l->typed. False at the end of input. The last line may have no line feed (l->whole is false then).
 */
bool linear_read(struct linear *l);
/* The same behind "> ", without blanks at its ends; half a line at the end of input is no answer: false. */
bool linear_read_line(struct linear *l);

/* The English name of the word taken everywhere that was typed in full; NULL: it is none. */
const char *linear_everywhere(const char *typed);
/* Does what that word says, except "back". */
void linear_do_everywhere(struct linear *l, const char *word);

/* Finds an action of the command table by words, with its help; does it, or says where it is done. linear_find.c */
void linear_find(struct linear *l, const char *words);
/* Is there a way to do it, or to say where it is done? */
bool linear_does(const struct command *c);

#endif
