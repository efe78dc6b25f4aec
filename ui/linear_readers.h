/* linear_readers.h: in lines: for whom something is written, and what becomes of names in free text (ui/readers.h). */
#ifndef PEERLOOM_UI_LINEAR_READERS_H
#define PEERLOOM_UI_LINEAR_READERS_H

#include "command/args.h"
#include "ui/linear_pick.h"

/* Runs a command that gives something to others, after the names in free text that these readers may not see were gone
 * through, if there are any. ERR_CANCELLED: never mind. */
enum status linear_readers_run(struct linear *l, const struct args *args, struct buf *out);

#endif
