/* screen_id.h: the list of all screens, from which their numbers, their bits in a command's row (command.h, enum where) and
 * the order of the table of screens (ui/screens/screens.c) come. A new screen is one line here: X(BIT, OPS). */
#ifndef PEERLOOM_APP_SCREEN_ID_H
#define PEERLOOM_APP_SCREEN_ID_H

/* clang-format off */
#define SCREEN_LIST(X) \
    X(HOME, home) \
    X(WALK, walk) \
    X(ROSTER, roster) \
    X(PERSON, person) \
    X(BOARD, board) \
    X(HELP, help) \
    X(MESSAGES, messages) \
    X(IMPORT, import) \
    X(RECORDS, records) \
    X(SCORES, score) \
    X(GATE, gate) \
    X(LIBRARY, library) \
    X(PLAN, plan) \
    X(WEAVE, weave) \
    X(SEARCH, search)
/* clang-format on */

#define SCREEN_ID(bit, ops) SCREEN_##bit,
enum screen_id { SCREEN_LIST(SCREEN_ID) SCREENS };
#undef SCREEN_ID

#endif
