/* sheet_list.h: all sections that have a sheet, an entry each. Commands, screens, menu, action search, accessible mode, help and
 * manual come from it.
 *
 *   SCREEN(ID, name, word, title, keys, needs, args, help)   has a screen of its own
 *   LOOK(...)                                                is shown on the screen "weave"
 *   OWN(...)                                                 as SCREEN, but it tells everything and is never for others
 *
 * SHEET_BARE_LIST(X) has those that screens and pages draw in a way of their own: a maker and a command alone.
 *
 *   X(ID, name, title, needs, args, help)
 *
 * SHEET_OTHER_LIST(X) has those whose command, too, is a row of its own: a maker alone.
 *
 *   X(name, title, help)
 *
 *   ID       CMD_SHEET_ID is the command, CMD_GO_ID the action that opens the screen, ON_SHEET where it is
 *   name     of the command and the screen; its maker is sheet_NAME (src/sheet/NAME.c)
 *   word     the same, as it is typed in the accessible mode
 *   title    in menu and head
 *   keys     that open the screen, "" for none
 *   needs    enum need (command.h): NEEDS_ALLIANCE; SHOWS or GIVES
 *   args     what it can be given besides what all sheets can, in brackets, each with a comma behind it (command/args.h):
 *            (ROUND,); a word behind the command is struct sheet_query's `what`; () for nothing
 *   help     one or two sentences
 */
#ifndef PEERLOOM_APP_SHEET_LIST_H
#define PEERLOOM_APP_SHEET_LIST_H

#include "base/tr.h"

/* clang-format off */
#define SHEET_LIST(SCREEN, LOOK, OWN) \
    SCREEN(NEXT, next, NC_("word typed", "next"), N_("What is next"), "", NEEDS_ALLIANCE | SHOWS, (), \
         N_("What is due, what is to be asked, and who waits for what.")) \
    SCREEN(OBJECTIVES, objectives, NC_("word typed", "objectives"), N_("Objectives"), "F6 Alt+5", NEEDS_ALLIANCE | SHOWS, (), \
         N_("Who learns what, from whom, how, and by when, and how far they are.")) \
    OWN(HISTORY, history, NC_("word typed", "history"), N_("History"), "F7 Alt+6", 0, \
        ({.name = "change", .type = ARG_NUMBER, .flags = ARG_WORD, .least = 1, .shown = "CHANGE", .question = N_("Which change?"), \
          .hint = N_("Its number in the history; without it all are listed.")},), \
        N_("Every change, newest first, and what each did. It tells everything and is for your own eyes.")) \
    SCREEN(TIMELINE, timeline, NC_("word typed", "timeline"), N_("Timeline"), "", NEEDS_ALLIANCE | SHOWS, (), \
         N_("Everything that has a day, the newest first.")) \
    SCREEN(ORGANISATION, organisation, NC_("word typed", "organisation"), N_("Organisation"), "", SHOWS, \
         ({.name = "organisation", .type = ARG_RECORD, .kind = KIND_ORGANISATION, .flags = ARG_WORD | ARG_NEEDED, \
           .shown = "ORGANISATION", .question = N_("Which organisation?")},), \
         N_("What is known of one organisation, its people, and everything that is about it.")) \
    LOOK(ROUNDS, rounds, NC_("word typed", "rounds"), N_("Rounds"), "", NEEDS_ALLIANCE | SHOWS, (ROUND,), \
         N_("With whom each person is, round by round.")) \
    LOOK(BALANCE, balance, NC_("word typed", "balance"), N_("Balance"), "", NEEDS_ALLIANCE | SHOWS, (ROUND,), \
         N_("Who gives and who receives.")) \
    LOOK(PLACES, places, NC_("word typed", "places"), N_("Places"), "", NEEDS_ALLIANCE | SHOWS, (ROUND,), \
         N_("The same between countries or organisations.")) \
    LOOK(MIX, mix, NC_("word typed", "mix"), N_("Mix"), "", NEEDS_ALLIANCE | SHOWS, (ROUND,), \
         N_("Who is mixed with whom, and the rules that care about it.")) \
    LOOK(WAITING, waiting, NC_("word typed", "waiting"), N_("Waiting"), "", NEEDS_ALLIANCE | SHOWS, (ROUND,), \
         N_("Who can be matched now, who should be asked first, and who waits and why.")) \
    LOOK(THEMES, themes, NC_("word typed", "themes"), N_("Themes"), "", NEEDS_ALLIANCE | GIVES, (ROUND,), \
         N_("What is sought and offered, the most pressing first. Confidential records count only for yourself."))

#define SHEET_BARE_LIST(X) \
    X(ROADMAP, roadmap, N_("Road map"), NEEDS_ALLIANCE | SHOWS, (), \
      N_("The five phases, where the alliance stands, and how many questions of each are answered.")) \
    X(GATE, gate, N_("Before the next phase"), NEEDS_ALLIANCE | SHOWS, \
      ({.name = "phase", .type = ARG_PHASE, .flags = ARG_WORD, .question = N_("To which phase?")},), \
      N_("The points worth a look before the alliance goes on to a phase, or back, and the changes of phase so far.")) \
    X(SCORECARD, scorecard, N_("Scorecard"), NEEDS_ALLIANCE | SHOWS, \
      (THE_CHECKLIST, SUBJECT, {.name = "all", .type = ARG_CHOICE, .choices = arg_subjects},), \
      N_("The rating of each point and how it has changed; --all shows many side by side.")) \
    X(PERSON, person, N_("Person"), SHOWS, (PERSON_WORD("person", "PERSON", N_("Which person?")),), \
      N_("What is known of one person: how they stand in the alliance, and everything that is about them."))

#define SHEET_OTHER_LIST(X) \
    X(library, N_("Library"), N_("Tools, risks, cases, words and more to look up.")) \
    X(shelf, N_("Shelf"), N_("Tools, risks, cases, words and more to look up.")) \
    X(search, N_("Find everywhere"), N_("Words in questions, answers, people, notes, checklists and the library."))
/* clang-format on */

#endif
