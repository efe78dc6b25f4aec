/* list.h: all sections that have a sheet, a line each: its id, its maker, its name (the command, the screen
 * and the word typed in the accessible mode), what it is called, what it needs (command.h), and what it is for. Commands, screens, menu, action search, accessible mode, help
 * and manual come from these lines.
 *
 *   SCREEN   has a screen of its own: sheet_NAME is made in src/sheet/NAME.c
 *   LOOK     is shown on the screen "weave"
 */
#ifndef PEERLOOM_SHEET_LIST_H
#define PEERLOOM_SHEET_LIST_H

#include "base/tr.h"

/* clang-format off */
#define SHEET_LIST(SCREEN, LOOK) \
    LOOK(ROUNDS, rounds, NC_("word typed", "rounds"), N_("Rounds"), NEEDS_ALLIANCE | SHOWS, \
         N_("With whom each person is, round by round.")) \
    LOOK(BALANCE, balance, NC_("word typed", "balance"), N_("Balance"), NEEDS_ALLIANCE | SHOWS, \
         N_("Who gives and who receives.")) \
    LOOK(PLACES, places, NC_("word typed", "places"), N_("Places"), NEEDS_ALLIANCE | SHOWS, \
         N_("The same between countries or organisations.")) \
    LOOK(MIX, mix, NC_("word typed", "mix"), N_("Mix"), NEEDS_ALLIANCE | SHOWS, \
         N_("Who is mixed with whom, and the rules that care about it.")) \
    LOOK(WAITING, waiting, NC_("word typed", "waiting"), N_("Waiting"), NEEDS_ALLIANCE | SHOWS, \
         N_("Who can be matched now, who should be asked first, and who waits and why.")) \
    LOOK(THEMES, themes, NC_("word typed", "themes"), N_("Themes"), NEEDS_ALLIANCE | GIVES, \
         N_("What is sought and offered, the most pressing first. Confidential records count only for yourself."))
/* clang-format on */

#endif
