/* column.h: columns of one's own. */
#ifndef PEERLOOM_COMMAND_RECORDS_COLUMN_H
#define PEERLOOM_COMMAND_RECORDS_COLUMN_H

#include "app/app.h"

/* A hook, see hooks.h: a column must go somewhere, and not over another. (One that comes with an import may be for a kind
 * that is not known here: it is kept.) */
enum status column_check(struct app *app, const struct record *column, struct error *e);

#endif
