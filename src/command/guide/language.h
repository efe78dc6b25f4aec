/* language.h: the option --lang, for commands that have it. */
#ifndef PEERLOOM_COMMAND_GUIDE_LANGUAGE_H
#define PEERLOOM_COMMAND_GUIDE_LANGUAGE_H

#include "app/language.h"
#include "command/command.h"

/* For the time of one command that has the option --lang: speaks what it names. Give back in any case. */
struct languages_before {
    char codes[28]; /* "" when nothing was changed */
};
enum status language_borrow(struct app *app, const struct args *args, struct languages_before *before, struct error *e);
void language_give_back(struct app *app, const struct languages_before *before);

#endif
