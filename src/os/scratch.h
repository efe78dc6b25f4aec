/* scratch.h: bytes handed on as a file that is nowhere: in memory, under a path of this process only. What it holds is about
 * people, so nothing of it may be left in /tmp. */
#ifndef PEERLOOM_OS_SCRATCH_H
#define PEERLOOM_OS_SCRATCH_H

#include "base/buf.h"
#include "base/error.h"

/* Fills `path` (fresh) with where the bytes can be read until os_scratch_drop(). ERR_IO. */
enum status os_scratch(const char *bytes, size_t n, struct buf *path, struct error *e);
/* Fine with NULL and "". */
void os_scratch_drop(const char *path);

#endif
