/* linear_readers.h: in lines: for whom something is written, and what becomes of names in free text (ui/readers.h). */
#ifndef PEERLOOM_UI_LINEAR_READERS_H
#define PEERLOOM_UI_LINEAR_READERS_H

#include "app/viewer.h"
#include "ui/linear_pick.h"

/* Who will read it? False: never mind. */
bool linear_readers_ask(struct linear *l, enum audience *audience);
const char *linear_readers_option(enum audience audience);

/* Runs the command, whose words say for whom it is, after the names in free text that these readers may not see were
 * gone through, if there are any. False: never mind. */
bool linear_readers_run(struct linear *l, enum command_id id, enum audience audience, const char *const *words, size_t count);

#endif
