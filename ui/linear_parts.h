/* linear_parts.h: what every page of the accessible mode (linear.h) is made of: lines that are read, pages that are
 * shown twenty lines at a time, prompts that say what can be typed, and commands that are run.
 *
 * A part of the mode is a function that shows a page, asks with linear_ask() and does what was asked until the answer
 * is REPLY_BACK or REPLY_LEAVE; then it returns. Pages inside pages are calls inside calls. When the reader wants to go
 * home, to leave or to another part, or when the input has ended, linear_ask() gives REPLY_LEAVE all the way up.
 *
 * Nothing here gives an answer in the reader's place: an empty line leaves things as they are, and so does the end of
 * input. What goes out passes show() (print.h), so that no byte of it drives the terminal.
 */
#ifndef PEERLOOM_UI_LINEAR_PARTS_H
#define PEERLOOM_UI_LINEAR_PARTS_H

#include "command/command.h"

enum { LINEAR_PAGE = 20, LINEAR_ROWS = 15, LINEAR_WIDTH = 78, LINEAR_MESSAGES = 40 };

struct linear {
    struct app *app;
    bool ended;         /* the input has ended */
    bool leave;         /* back to home, from however deep */
    bool quit;          /* and out */
    bool locked;        /* for projecting: nothing can be changed */
    enum command_id go; /* the part to open once home is reached; COMMANDS: none */
    enum lens lens;     /* of the questions */
    char *raw;          /* the line as it came, of `room` bytes */
    size_t room;
    bool whole;       /* the line ended with a line feed, not with the input */
    struct buf typed; /* the same as text, without blanks at its ends */
    struct buf rest;  /* what stood behind the word of an action; until the next linear_ask() */
    struct buf page;  /* output being gathered, see linear_gather() */
    char *memory;
    size_t memory_size;
    FILE *out;                       /* app->out while output is gathered; else NULL */
    struct linear_kept *kept; /* what was typed and is in no record yet: linear_keep.c */
    struct buf seen; /* of the field that is being asked for: see store_seen() */
    char *messages[LINEAR_MESSAGES]; /* ring of what was said */
    size_t message_count;
};

/* ---- writing ---- */

/* Prints a line and keeps it among the messages. */
void linear_say(struct linear *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* "Could not: WHAT (WHERE): HINT" */
void linear_fail(struct linear *l, const struct error *e);
/* Prints "Label: text"; several lines are put below the label, indented. Prints nothing when the text is empty. */
void linear_fact(struct linear *l, const char *label, const char *text);

/* Prints a text wrapped, line feeds in it as visible marks: for a line that must stay one item. */
void linear_tell(struct linear *l, const char *text);

/* Prints a text line by line, each as one item, without its indents and empty lines. */
void linear_tell_lines(struct linear *l, const char *text);

/* Between these two, what is printed is gathered in l->page (cleared first) instead of being written. */
void linear_gather(struct linear *l);
void linear_gathered(struct linear *l);

/* ---- asking ---- */

enum action_flag {
    ACTION_WORDS = 1 << 0, /* words may stand behind it */
    ACTION_FULL = 1 << 1,  /* it must be typed in full: delete */
};

struct action {
    const char *name; /* one word */
    const char *help; /* "look only at those whose text holds the WORDS" */
    unsigned flags;   /* enum action_flag */
};

enum reply_what {
    REPLY_LEAVE, /* go home, or out: return */
    REPLY_BACK,  /* one step back: return */
    REPLY_AGAIN, /* an empty line: show it anew, go on to the next page of a list, or leave a value as it is */
    REPLY_FRESH, /* something may have changed (undo, find): show it anew from the start */
    REPLY_NUMBER,
    REPLY_ACTION, /* index into the actions; l->rest has the words behind it */
    REPLY_TEXT,   /* any other words, in l->typed */
};

struct reply {
    enum reply_what what;
    size_t number; /* from 1 */
    int action;
};

struct page {
    size_t numbers;               /* the highest number that can be typed; 0: none */
    const char *text;             /* what other words are for ("words to look for"); NULL: they are not taken */
    const struct action *actions; /* may be NULL */
    size_t action_count;
    const char *help;                              /* what this page is, for `?` */
    void (*explain)(struct linear *l, void *data); /* prints more help, or NULL */
    void *data;
    /* Does what the whole line names that no action does; false: it names nothing. NULL */
    bool (*named)(struct linear *l, const char *line);
    bool gathered;     /* l->page holds what is to be shown first, twenty lines at a time */
    bool top;          /* the first page: there is nothing to go back to */
    const char *empty; /* what an empty line does: "leaves it as it is"; NULL: the page is written again */
};

/* Shows the page, says what can be typed and reads until it is an answer. ?, back, home, undo, redo, find, messages and
 * quit are taken everywhere, numbers only up to page->numbers, an action also by the start of its name. */
struct reply linear_ask(struct linear *l, const struct page *page);

/* Asks for one line of text: "PROMPT" and what can be typed. False when nothing was given: an empty line, back, or the
 * end. The words of linear_ask() work here too; to give one of them as the text itself, it is put in quotes. `help`
 * answers ?. */
bool linear_line(struct linear *l, const char *prompt, const char *help, struct buf *out);

/* The same for a value of what `about` names ("field KIND ID FIELD", a kind): what was typed for it before and not saved is
 * offered. NULL: it is for no record, and is not kept. */
bool linear_line_about(struct linear *l, const char *about, const char *prompt, const char *help, struct buf *out);

/* The same for the path of a file or folder: quotes around it and "~/" mean what they mean in a shell. "-" is refused:
 * the input is the reader's. */
bool linear_path(struct linear *l, const char *prompt, const char *help, struct buf *out);

/* Yes only if "yes" is typed in full. */
bool linear_yes(struct linear *l, const char *question);

enum text_end {
    TEXT_NONE,  /* nothing was typed */
    TEXT_DONE,  /* it was ended as it should be */
    TEXT_ENDED, /* the input ended before: what there is is in `out` and must be kept, but not as finished */
};

/* Reads lines up to one that holds only a full stop, and appends them to `out` (which may hold a text to be gone on
 * with). After each line the whole is kept as a draft (ui/draft.h) under the words `draft`, so that a program that is
 * killed loses nothing. */
enum text_end linear_text(struct linear *l, const char *draft, struct buf *out);

/* ---- linear_keep.c: what was typed and is in no record yet ---- */

/* Keeps it until a command that saves has done so; `where`: the words of a text ("answer ALLIANCE ITEM", "set KIND ID
 * FIELD"), "" for a line. */
void linear_keep(struct linear *l, const char *about, const char *title, const char *where, const char *text);
/* What was typed about this before and not saved; false if there is none. */
bool linear_kept(struct linear *l, const char *about, struct buf *text);
void linear_drop_kept(struct linear *l, const char *about);
/* A command that saves has run: what was kept for it is saved, or stays a draft. */
void linear_ran(struct linear *l, enum status s);
void linear_leave_drafts(struct linear *l); /* they stay, whatever is saved next */
void linear_drop_drafts(struct linear *l); /* it was given up on purpose */
void linear_keep_end(struct linear *l); /* who quits gives up what is half entered; an input that ends does not */
/* At the start: texts that the program was stopped in are put where they belong, and what else is kept is said. */
void linear_find_drafts(struct linear *l);

/* ---- linear_conflict.c: two windows on one text ---- */

/* Saves by `save`, which runs a command and gives its status. Where another window's text stands that was not seen
 * (l->seen), both are read out and the reader chooses. ERR_CONFLICT: nobody did; what was typed stays a draft. */
enum status linear_contest(struct linear *l, const struct kind *kind, const char *id, int field, struct buf *value,
                           enum status (*save)(struct linear *l, void *data, const char *value), void *data);

/* ---- doing ---- */

/* Runs a command and says what it did, or why it could not. What it printed is appended to `out` (NULL: dropped). */
enum status linear_run_command(struct linear *l, enum command_id id, const struct arg_value *given, struct buf *out);
/* CMD_SET of one field, to a value as a person gives it. */
enum status linear_set(struct linear *l, const struct kind *kind, const char *id, int field, const char *value);

/* Can anything be changed? Says why not: asked before the reader types something that could not be kept. */
bool linear_may_write(struct linear *l);

/* Does the typed word stand for the start of `name` (ignoring case and accents)? */
bool linear_starts(const char *name, const char *typed);

#endif
