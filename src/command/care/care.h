/* care.h: what backups and the clock come to in words, the same in all three faces. */
#ifndef PEERLOOM_COMMAND_CARE_CARE_H
#define PEERLOOM_COMMAND_CARE_CARE_H

#include "app/app.h"

/* Appends what is to be said of this computer's clock, in one or two sentences; nothing, and false, if there is nothing. */
bool care_clock_words(struct app *app, struct buf *out);
/* Appends that older backups were removed before their time; nothing, and false, if none were. */
bool care_early_words(const struct backup_report *report, struct buf *out);

#endif
