/* hooks.h: what a kind asks for besides what its file says, when commands add and change its records. The commands know no
 * kind: they call these, and hooks.c has one table with a row for each kind that asks for something.
 */
#ifndef PEERLOOM_COMMAND_RECORDS_HOOKS_H
#define PEERLOOM_COMMAND_RECORDS_HOOKS_H

#include "app/app.h"
#include "model/kinds.h"

/* All may be NULL. Those that return a status refuse by ERR_INPUT, with what is wrong and what to do. */
struct kind_hook {
    enum kind_id kind;
    void (*start)(struct record *r);                                                   /* hook_start() */
    enum status (*check_new)(struct app *app, const struct record *r, struct error *e); /* hook_check_new() */
    enum status (*added)(struct app *app, const struct record *r, const bool *given, struct error *e); /* hook_added() */
    enum status (*check_changed)(struct app *app, const struct record *r, struct error *e); /* hook_check_changed() */
};

/* Fills in what a record starts with that comes into being as a link between two others. */
void hook_start(struct record *r);

/* May the record be added? Asked before a change begins. */
enum status hook_check_new(struct app *app, const struct record *r, struct error *e);

/* The record has been added, with its links; within the same change. `given` says of each field of the kind whether a value
 * was given for it, an empty one, too. */
enum status hook_added(struct app *app, const struct record *r, const bool *given, struct error *e);

/* Does the record of that id still mean something after its fields were set? Asked within the change. */
enum status hook_check_changed(struct app *app, const struct kind *kind, const char *id, struct error *e);

#endif
