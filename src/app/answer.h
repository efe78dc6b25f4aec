/* answer.h: the answer record of a guiding question. */
#ifndef PEERLOOM_APP_ANSWER_H
#define PEERLOOM_APP_ANSWER_H

#include "app/app.h"

/* Reads the facilitator's answer of the open alliance into *r (fresh; release it). Where there is none yet, *r is an empty
 * one with the id it will have. */
void answer_read(struct app *app, const char *item, struct record *r);
/* The same for the answer of a peer (the id of a person; "" is the facilitator). */
void answer_read_of(struct app *app, const char *item, const char *person, struct record *r);

/* Calls `each` with every answer that a peer of the open alliance has given to the question, in words or with a reason why
 * it does not apply, in the order of their titles. Returns how many. */
size_t answers_of_peers(struct app *app, const char *item, void (*each)(void *data, const struct record *r), void *data);

/* The place of a guiding question; ERR_INPUT if there is none of that id. */
enum status answer_item(struct app *app, const char *id, size_t *item, struct error *e);

#endif
