/* command.h: everything the program can be told to do, in one table.
 *
 * Keys, menu bar, action search, footer, help, completion, the command line and the manual page's command section all
 * come from the rows of command/table.c. A row with `run` works on the store and serves both the command line and the
 * screen; a row without is an action of the screen itself (move, open, switch), carried out in ui/.
 * The dispatcher checks `needs`; nobody else does.
 */
#ifndef PEERLOOM_COMMAND_COMMAND_H
#define PEERLOOM_COMMAND_COMMAND_H

#include "app/app.h"
#include "app/command_id.h"
#include "app/screen_id.h"
#include "command/args.h"

/* Where an action can be chosen: one bit a screen (ON_HOME ...), and what else can have the keys. */
#define ON_SCREEN(bit, ops) ON_##bit = 1 << SCREEN_##bit,
enum where {
    SCREEN_LIST(ON_SCREEN)
    ON_SHEET = 1 << SCREENS,             /* the screen of any sheet (app/sheet_list.h) */
    ON_EDITOR = 1 << (SCREENS + 1),      /* the answer editor has the keys */
    ON_FORM = 1 << (SCREENS + 2),        /* a form has the keys */
    ON_SHELL = 1 << (SCREENS + 3),       /* the command line */
    ON_EVERY_SCREEN = ON_SHELL - 1,
};
#undef ON_SCREEN
_Static_assert(SCREENS + 3 < 31, "a bit for each screen");

enum need {
    NEEDS_STORE = 1 << 0,    /* an open workbench */
    NEEDS_ALLIANCE = 1 << 1, /* an open alliance */
    NEEDS_WRITE = 1 << 2,    /* one that can be written, and not locked for projecting */
    NEEDS_FILE = 1 << 3,     /* a path to the workbench; the command opens it itself */
    /* Whose eyes what it writes or prints is for (audience.h); the dispatcher sees to it. */
    GIVES = 1 << 4, /* others': for the alliance unless --for says otherwise */
    SHOWS = 1 << 5, /* the owner's, unless --for says otherwise */
    PAPER = 1 << 6, /* with GIVES: for a meeting, by which people find each other */
};

struct command {
    enum command_id id;
    const char *name;    /* the word on the command line, or the stable name of a screen action */
    const char *label;   /* in menus and footer: "Undo" */
    const char *menu;    /* the menu it is in: "Edit"; NULL: none */
    const char *keys;    /* default keys, first one shown: "Ctrl+Z"; several separated by a blank; NULL: none */
    unsigned where;      /* enum where */
    unsigned needs;      /* enum need */
    int footer;          /* order in the footer, 1 first; 0: not there */
    const struct arg *args; /* what it can be given, ended by one without a name; NULL: nothing */
    const char *help;    /* one or two sentences */
    enum status (*run)(struct app *app, const struct args *args, struct error *e);
    enum command_id runs;          /* of an action of the screen: the command on the store that it ends in; 0: none, or several */
    const struct arg_value *given; /* ... what is given to it; then the frame asks for the rest and runs it. NULL: the screen does */
};

extern const struct command commands[COMMANDS];

/* What people read of a command, in the language chosen. */
const char *command_label(const struct command *c);
const char *command_help(const struct command *c);
/* Its keys; "" if it has none. */
const char *command_keys(const struct command *c);

const struct command *command_find(const char *name);
/* ERR_USAGE: there is no such command; says which one may have been meant. */
enum status command_unknown(const char *name, struct error *e);

/* True if the command can be run now; otherwise why not, in `why` (appended). */
bool command_ready(const struct app *app, const struct command *c, struct buf *why);

/* Checks needs and what was given (arg.h; NULL: nothing), and runs it. What it did in words is in app->message afterwards;
 * data went to app->out. */
enum status command_run(struct app *app, enum command_id id, const struct arg_value *given, struct error *e);

/* The same with the words of a command line. */
enum status command_line(struct app *app, enum command_id id, const char *const *words, size_t count, struct error *e);

#endif
