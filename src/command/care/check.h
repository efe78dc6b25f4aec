/* check.h: what can be done about damage that a check found. The same on the screen and by lines; on the command line these
 * are options of the command check. */
#ifndef PEERLOOM_COMMAND_CARE_CHECK_H
#define PEERLOOM_COMMAND_CARE_CHECK_H

#include "app/app.h"

enum { CHECK_CHOICES = 4 };

struct check_choice {
    const char *label; /* in the language chosen */
    const char *word;  /* an option for the command check; NULL: leave all as it is */
};

/* What a person can choose; 0: nothing is broken that could be put right here. The first one changes nothing. */
size_t check_choices(struct app *app, struct check_choice choices[CHECK_CHOICES]);

#endif
