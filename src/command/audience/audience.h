/* audience.h: runs a command for whom it is. What an audience may see: app/viewer.h. */
#ifndef PEERLOOM_COMMAND_AUDIENCE_AUDIENCE_H
#define PEERLOOM_COMMAND_AUDIENCE_AUDIENCE_H

#include "app/viewer.h"
#include "command/command.h"

/* Runs a command that gives or shows something, for whom --for says. app->viewer is set meanwhile. Its
 * message then tells for whom it is and what was left out. */
enum status audience_run(struct app *app, const struct command *c, const struct args *args, struct error *e);

/* For whom a command is, by what it is given. */
enum audience audience_of(const struct app *app, const struct args *args);

/* The hits in what that command is made of, in the eyes of that audience, without writing anything. `what`: its first word,
 * or "". */
enum status audience_hits(struct app *app, enum command_id id, const char *what, enum audience audience,
                          enum mention_choice (*decide)(void *data, const struct mention_hit *hit), void *data,
                          struct error *e);
#endif
