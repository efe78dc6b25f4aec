/* export.h: records as CSV, in the two flavours of the conventions (csv-conventions 3.2, 3.6).
 *
 * Interchange: all stored fields under their names, references as ids: importing it elsewhere gives the same records, if it
 * is for the owner. Excel: labels and titles to read, lists of titles joined by ";", formulas guarded. Both hold what
 * app->viewer may see.
 */
#ifndef PEERLOOM_COMMAND_EXCHANGE_EXPORT_H
#define PEERLOOM_COMMAND_EXCHANGE_EXPORT_H

#include "app/viewer.h"
#include "exchange/csvwrite.h"

struct export_options {
    enum flavour flavour;
};

struct export_result {
    size_t files, records;
};

/* Writes PLURAL.csv of each of `count` kinds and datapackage.json into the folder, which is made (mode 0700) if it is
 * not there. Files are written aside and put in place together at the end; what an earlier export left there is
 * replaced, what somebody else put there is not (ERR_INPUT). */
enum status export_folder(struct app *app, const struct kind *const *kinds, size_t count, const char *folder,
                          const struct export_options *options, struct export_result *result, struct error *e);

/* Writes one kind as CSV to app->out. */
enum status export_stream(struct app *app, const struct kind *kind, const struct export_options *options,
                          struct export_result *result, struct error *e);

#endif
