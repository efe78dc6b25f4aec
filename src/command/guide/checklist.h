/* checklist.h: what screens and commands share about rating a checklist. */
#ifndef PEERLOOM_COMMAND_GUIDE_CHECKLIST_H
#define PEERLOOM_COMMAND_GUIDE_CHECKLIST_H

#include "command/command.h"
#include "report/scorecard.h"

/* Columns for its longest id and two blanks. */
int checklist_columns(const struct instrument *in);

/* Whom the options --person, --organisation, --arrangement or --session name (by id or title); without one, the open
 * alliance. The id goes to `id`, to which subject->id points. ERR_INPUT if the checklist is not about such. */
enum status card_subject_option(struct app *app, const struct args *args, const struct instrument *in,
                                struct card_subject *subject, char id[ID_SIZE], struct error *e);

#endif
