/* file.h: what the bytes of a file say before SQLite may touch it. SQLite would convert a stranger's file from WAL, or play
 * a journal back into it, before anybody could say that it is no workbench. Internal to src/store. */
#ifndef PEERLOOM_STORE_FILE_H
#define PEERLOOM_STORE_FILE_H

#include <stdbool.h>

#include "base/error.h"

/* OK for our own files, for what is not there or empty, and for what only SQLite can judge (damage, a file whose making was
 * cut short). ERR_DAMAGED for a database of another program, and for one with our mark that we cannot have written.
 * `real` is opened, `path` stands in messages. */
enum status file_check(const char *real, const char *path, struct error *e);

/* Is there a journal with something in it? */
bool file_has_journal(const char *path);

/* Has another program put the file into WAL mode? */
bool file_is_wal(const char *path);

#endif
