/* check.h: what can be done about damage that a check found. The same on the screen and by lines; on the command line these
 * are arguments of the command check. */
#ifndef PEERLOOM_COMMAND_CARE_CHECK_H
#define PEERLOOM_COMMAND_CARE_CHECK_H

#include "app/app.h"
#include "app/arg.h"

enum { CHECK_CHOICES = 4 };

struct check_choice {
    const char *label; /* in the language chosen */
    struct arg_value given[2]; /* to the command check; without a name: leave all as it is */
};

/* What a person can choose; 0: nothing is broken that could be put right here. The first one changes nothing. */
size_t check_choices(struct app *app, struct check_choice choices[CHECK_CHOICES]);

#endif
