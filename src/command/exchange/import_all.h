/* import_all.h: taking in a whole export: every PLURAL.csv of a folder, those that others refer to first, as one
 * change.
 *
 * The facilitator's own columns come first and are a change of their own, as the fields of the others depend on them.
 * Ids are kept, so that an export taken into an empty workbench gives the same records; a record that is recognised
 * here under another id keeps the one it has here, and what the files say of it is put there.
 */
#ifndef PEERLOOM_COMMAND_EXCHANGE_IMPORT_ALL_H
#define PEERLOOM_COMMAND_EXCHANGE_IMPORT_ALL_H

#include "base/json.h"
#include "command/exchange/import.h"

enum status import_all(struct app *app, const char *folder, enum import_mode mode, bool dry, bool as_json,
                       struct error *e);

/* Prints what a plan says: encoding, columns, rows that are changed or rejected, summary. `brief`: rejected rows only.
 */
void import_print(struct app *app, const struct import_plan *plan, bool brief);

/* Writes it as one JSON object. */
void import_json(struct json *j, const struct import_plan *plan, bool written);

#endif
