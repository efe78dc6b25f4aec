/* membership.h: people join alliances. */
#ifndef PEERLOOM_COMMAND_RECORDS_MEMBERSHIP_H
#define PEERLOOM_COMMAND_RECORDS_MEMBERSHIP_H

#include "app/app.h"

/* A person's membership of the open alliance as it starts, with its id. To be released. */
void membership_init(struct app *app, struct record *membership, const char *person);

/* Hooks, see hooks.h: a membership starts with an invitation, and a new person joins the open alliance unless it was said
 * which alliances are theirs. */
void membership_start(struct record *membership);
enum status membership_join(struct app *app, const struct record *person, const bool *given, struct error *e);

#endif
