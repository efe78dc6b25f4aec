/* answer.h: the answer record of a guiding question. */
#ifndef PEERLOOM_COMMAND_ANSWER_H
#define PEERLOOM_COMMAND_ANSWER_H

#include "command/app.h"

/* Reads the facilitator's answer of the open alliance into *r (fresh; release it). Where there is none yet, *r is an empty
 * one with the id it will have. */
void answer_read(struct app *app, const char *item, struct record *r);

#endif
