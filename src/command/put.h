/* put.h: where a command's text goes: to the file of its argument "out", or to standard output. */
#ifndef PEERLOOM_COMMAND_PUT_H
#define PEERLOOM_COMMAND_PUT_H

#include "command/command.h"

/* Writes to the file that --out names (never over one that is there), or to standard output. `exact`: bytes for a
 * program, else text for eyes. `what` is said of a file: "Survey". */
enum status command_put(struct app *app, const struct args *args, const char *what, const struct buf *text, bool exact, struct error *e);

#endif
