/* linear_ask.h: runs a command in the accessible mode after asking, line by line, for what it still lacks. */
#ifndef PEERLOOM_UI_LINEAR_ASK_H
#define PEERLOOM_UI_LINEAR_ASK_H

#include "ui/linear_pick.h"

/* As ask_run() (ui/ask_run.h) on the screen: the same questions, in the same words. */
enum status linear_ask_run(struct linear *l, enum command_id id, const struct arg_value *given, struct buf *out);

/* The same after asking for the one argument of that name, which could be left out. */
enum status linear_ask_for(struct linear *l, enum command_id id, const char *name);

/* The same; what can be left out is offered by number before the command runs. */
enum status linear_ask_all(struct linear *l, enum command_id id, struct buf *out);

#endif
