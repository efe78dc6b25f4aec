/* guide.h: how the guiding questions are written to paper and terminal. */
#ifndef PEERLOOM_COMMAND_GUIDE_GUIDE_H
#define PEERLOOM_COMMAND_GUIDE_GUIDE_H

#include "app/app.h"

enum { GUIDE_WIDTH = 78 };

/* "Phase 2 / C  Sustained contact" and the phase's question, with blank lines around. */
void guide_print_phase(struct app *app, int phase);

/* A wording, wrapped behind `indent` blanks; below it the second language, where one is spoken. */
void guide_print_wording(struct app *app, size_t item, enum wording wording, int indent);

#endif
