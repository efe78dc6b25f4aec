/* phase.h: the options --phase and --lens. */
#ifndef PEERLOOM_COMMAND_GUIDE_PHASE_H
#define PEERLOOM_COMMAND_GUIDE_PHASE_H

#include "app/phase.h"
#include "command/command.h"

/* The options --phase (-1: not given) and --lens. ERR_USAGE says what can be given. */
enum status phase_option(const struct args *args, int *phase, struct error *e);
enum status lens_option(const struct args *args, enum lens *lens, struct error *e);

#endif
