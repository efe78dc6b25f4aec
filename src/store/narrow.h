/* narrow.h: what of a workbench others may see, in the place of the workbench.
 *
 * While a store is narrowed, everything that reads it (records, titles, counts, lists, searches) finds only the records
 * that were let through, with the values they were given. They stand in tables in memory that hide those of the file, so
 * that what was not let through cannot be reached, neither directly nor by counting (doc/design.md, "Who may see what").
 * The log and the settings are not narrowed: history and checks are the owner's. Nothing can be changed meanwhile
 * (change_begin refuses).
 */
#ifndef PEERLOOM_STORE_NARROW_H
#define PEERLOOM_STORE_NARROW_H

#include "store/store.h"

/* Calls `keep` for every record of every kind, in the order in which they were added. It may change values, the id too,
 * and returns whether the record is let through; it must not read the store. On an error nothing is narrowed. */
enum status store_narrow(struct store *store, bool (*keep)(void *data, struct record *r), void *data, struct error *e);

/* Everything is there again. Fine when nothing is narrowed. */
void store_widen(struct store *store);

/* A number that only this copy of the workbench knows: what is derived from it cannot be told from outside. */
int64_t store_secret(const struct store *store);

#endif
