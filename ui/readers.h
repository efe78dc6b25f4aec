/* readers.h: for whom something is written, and what becomes of names in free text that they may not read. */
#ifndef PEERLOOM_UI_READERS_H
#define PEERLOOM_UI_READERS_H

#include "command/args.h"
#include "ui/ui.h"

/* Runs a command that gives something to others. Before, where there are names in free text that these readers may not see,
 * shows them one by one with what becomes of each. ERR_CANCELLED: it was not run. */
enum status readers_run(struct ui *ui, const struct args *args, struct buf *out);

#endif
