/* cutvfs.h: SQLite on a disk whose power can be cut at any operation.
 *
 * cutvfs_new() registers itself as SQLite's default VFS, so that a program's own store code runs over it unchanged; its
 * files live in memory (disk.h says what of them survives) under ordinary absolute names such as
 * "/virtual/workbench.db". A sweep through every operation of a scenario looks like this:
 *
 *     for (unsigned long cut = 1;; cut++) {
 *         struct cutvfs *v = cutvfs_new(cut);
 *         cutvfs_cut_after(v, cut);
 *         acknowledged = scenario("/virtual/workbench.db");   // fails at some point with SQLITE_IOERR, and closes
 *         bool done = !cutvfs_is_cut(v);
 *         cutvfs_power_on(v);
 *         check("/virtual/workbench.db", acknowledged);       // nothing acknowledged may be missing
 *         cutvfs_free(v);
 *         if (done)
 *             break;
 *     }
 *
 * One thread. Several connections at a time are fine: locks are kept as SQLite's file locking describes them. No shared
 * memory, so no WAL except in exclusive mode. Only what goes through SQLite's VFS is seen: calls of the program to
 * open(), rename() or stat() go to the real system.
 */
#ifndef PEERLOOM_TESTS_POWER_CUTVFS_H
#define PEERLOOM_TESTS_POWER_CUTVFS_H

#include <stdbool.h>
#include <stdint.h>

struct cutvfs;

/* A new empty disk, registered as the default VFS (named "cut"). There is one at a time. */
struct cutvfs *cutvfs_new(uint64_t seed);

/* Unregisters it, so that the system's VFS is the default again. Every connection must have been closed. */
void cutvfs_free(struct cutvfs *v);

/* The power goes at the n-th operation from now, n from 1; 0 takes the order back. Counted are writes, truncations,
 * syncs and deletions. The operation in flight is left half done, it and everything after it fails with SQLITE_IOERR.
 */
void cutvfs_cut_after(struct cutvfs *v, unsigned long n);

unsigned long cutvfs_ops(const struct cutvfs *v); /* operations so far, over all power cuts */
bool cutvfs_is_cut(const struct cutvfs *v);       /* the power is off */

/* The power is on again: decides what survived (also when nothing had cut it before: then this is the cut). Close every
 * connection first; one that was left open can only be closed afterwards. */
void cutvfs_power_on(struct cutvfs *v);

/* Copies a file out of the disk and into it (a database of an older version, say; it counts as synced). False with
 * errno set if that fails, ENOENT for a name that is not there. */
bool cutvfs_export(const struct cutvfs *v, const char *name, const char *path);
bool cutvfs_import(struct cutvfs *v, const char *path, const char *name);

#endif
