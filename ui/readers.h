/* readers.h: for whom something is written, and what becomes of names in free text that they may not read. */
#ifndef PEERLOOM_UI_READERS_H
#define PEERLOOM_UI_READERS_H

#include "app/viewer.h"
#include "ui/ui.h"

/* Who will read it? The alliance is chosen first. False: never mind. */
bool readers_ask(struct ui *ui, enum audience *audience);
/* "--for=alliance". */
const char *readers_option(enum audience audience);

/* Runs the command, whose words say for whom it is. Before, where there are names in free text that these readers may not
 * see, shows them one by one with what becomes of each. */
void readers_run(struct ui *ui, enum command_id id, enum audience audience, const char *const *words, size_t count);

#endif
