/* ui.h: the frame around all screens: main loop, stack of open screens, dispatch of keys to commands, top line, message
 * line and footer.
 *
 * A screen is a const table of functions (struct screen_ops) in ui/screens/NAME.c, listed in screens/screens.c. It draws
 * into the area it is given and changes data only by ui_run(). How a key finds its way:
 *   1. the screen's key() may take it (an editor its text, a list its arrows);
 *   2. otherwise the row of the command table that has this key and is valid here (`where` against ui_where()) is looked
 *      up and ui_act() called. That asks command_ready(), lock and the screen's can(); an action that can't be used says
 *      why in the message line.
 *   3. ui_act() offers the action to the screen's act(); what it does not want and the frame knows (go to, back, menu,
 *      undo ...) the frame does.
 *
 * What is shown is read anew in one place, ui_loop(), between two events: before an event is handled, and before the
 * next frame. Never while an action runs, and so never while a box is open: what an action holds of its screen (rows,
 * records, places in a list) stays as it is until the action is done. Commands only mark it as outdated. Where another
 * window's changes take away what was chosen, the key that came is dropped, and the message says so.
 *
 * Boxes (box.h) run a loop of their own over ui_draw(), an overlay and box_event(); when that loop ends because the
 * program must leave, they report "cancelled". What a box asks about is held by its id (subject.h).
 */
#ifndef PEERLOOM_UI_UI_H
#define PEERLOOM_UI_UI_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "command/command.h"
#include "ui/canvas.h"
#include "ui/term.h"
#include "ui/theme.h"

struct ui;
struct typing;
struct answered;

struct screen_ops {
    const char *name;   /* stable; remembered as the place to come back to: "roster" */
    const char *title;  /* as shown: "People" */
    unsigned where;     /* its bit of enum where */
    enum command_id go; /* the action that opens it; COMMANDS if it is only opened by other screens */
    const char *over;   /* a main screen: opened from the screen of that name it goes on top, so that Esc leads back; NULL */

    /* Makes the screen. `place` is what place() wrote, or what the caller of ui_open() wants shown, or "". May ui_fail()
     * and return NULL: nothing is opened then. */
    void *(*open)(struct ui *ui, const char *place);
    void (*close)(struct ui *ui, void *self);

    /* Draws into area and puts the cursor on the focused item (canvas_cursor). The area may be as small as 1x1. */
    void (*draw)(struct ui *ui, void *self, struct canvas *c, struct rect area);

    /* All that follow may be NULL. */
    bool (*key)(struct ui *ui, void *self, const struct event *e); /* keys, pastes, mouse (row and column of the screen) */
    bool (*act)(struct ui *ui, void *self, enum command_id id);    /* true: done, or said why not */
    /* Can the action be used now? Only asked about actions valid here; false needs a reason in `why` (appended). */
    bool (*can)(struct ui *ui, void *self, enum command_id id, struct buf *why);
    /* What has the keys: NULL means ops->where; a screen whose editor or form is active returns ops->where | ON_EDITOR
     * or ops->where | ON_FORM. */
    unsigned (*mode)(struct ui *ui, void *self);
    void (*place)(struct ui *ui, void *self, struct buf *out);   /* where open() is to come back to */
    /* What a key would be about now: ids, in any form; NULL: what place() writes. If it is another after a change of
     * another window, the key is dropped. Nothing is saved or changed here. */
    void (*chosen)(struct ui *ui, void *self, struct buf *out);
    void (*status)(struct ui *ui, void *self, struct buf *out);  /* for the top line; default: ui_status() */
    void (*explain)(struct ui *ui, void *self, struct buf *out); /* F1: about the focused item; first line is the title */
    void (*refresh)(struct ui *ui, void *self); /* the data has changed: read again what is shown */
    bool (*leave)(struct ui *ui, void *self);   /* save what is unsaved; false: stay (the message says why) */
};

struct open_screen {
    const struct screen_ops *ops;
    void *self;
};

enum { UI_DEPTH = 16, UI_MESSAGES = 500, UI_FOOTER = 32 };

/* An action in the footer, as last drawn: the columns it takes. */
struct footer_key {
    enum command_id id;
    int from, to;
};

struct message {
    int64_t at; /* ui->now() */
    bool bad;
    char *text;
    bool open_names; /* said while names could be seen: not shown while they are hidden */
};

struct veil;

struct ui {
    struct app *app;
    struct term *term;
    int64_t (*now)(void); /* milliseconds since 1970; fixed in tests */
    struct canvas canvas;
    struct open_screen stack[UI_DEPTH]; /* the last one is on top */
    int depth;

    enum theme theme;
    bool locked;   /* for projecting: nothing can be changed */
    bool locking;  /* what is typed is being saved before that; nobody leaves */
    bool hidden;   /* privacy: names and answers are masked (ui_private) */
    bool mouse;
    bool done;     /* leave the loop */

    struct buf message; /* shown until the next key */
    bool message_bad;
    struct message *messages; /* ring of the last UI_MESSAGES */
    size_t message_count;     /* ever said */

    struct buf alliance;    /* its name, for the top line */
    struct footer_key footer[UI_FOOTER];
    int footer_count;
    struct buf status;      /* of the alliance: "Phase 2 of 5 ..." (ui_set_status) */
    int64_t saved_at;       /* moment shown as "Saved 14:02", by ui->now(); 0: nothing saved yet */
    int64_t saved_seen;     /* store_saved_at() when last looked */
    int64_t checked_at;     /* when another window's changes were last looked for */
    struct buf place;       /* as last remembered */
    int skipped;            /* events handled since the last draw */
    bool idle;              /* nothing has happened since all that is typed was kept */
    bool checked;           /* the file was found sound since the start */
    bool clock_said;        /* that the computer's clock must be wrong */
    int64_t backed_up_at;   /* when a backup was last looked after; 0: not since the start */
    bool stale;             /* data has changed: ui_loop() refreshes before the next event and the next frame */
    int boxes;              /* how many are open (box.h) */
    bool leaving;           /* the key to leave came in a box: all boxes end, then the program */
    bool locked_in_box;     /* what was typed before is saved when the boxes are closed */
    struct veil *veil;      /* the names, for boxes while they are hidden; NULL: not read */
    struct buf dropped;     /* what was typed into a prompt that Esc left or nothing came of: Ctrl+Y brings it back in the next */
    char made[ID_SIZE];     /* the record a form made last, for the list it was asked for from to go to; "" */
    struct typing *typing;  /* where words are typed that are in no record yet (keep.h) */
    struct answered *given;    /* the text of a box on its way into a record; NULL (keep.h) */
    int64_t kept_at;        /* when drafts were last written */
    bool apart;             /* another window has changed data, and a screen that was refreshed has text of its own in that place */
};

/* Takes over an open app and terminal (both stay the caller's). Reads theme, mouse and place from the workbench. */
void ui_init(struct ui *ui, struct app *app, struct term *term, int64_t (*now)(void));
void ui_release(struct ui *ui); /* closes all screens */

/* Opens the place remembered, else home, and runs until the user leaves. */
void ui_loop(struct ui *ui);

/* ---- screens ---- */

/* Opens a screen on top of the others. One of the main screens (go != COMMANDS) replaces all but home, and the one
 * it is to go over, so that Esc leads back in few steps; false if it would not open or the one on top would not let go. */
bool ui_open(struct ui *ui, const char *name, const char *place);
/* The same for a screen that is in no table (a form, a test's own): always goes on top. Takes over `self`. */
bool ui_push(struct ui *ui, const struct screen_ops *ops, void *self);
bool ui_back(struct ui *ui); /* closes the one on top; false at the first one, or if it would not let go */
struct open_screen *ui_top(struct ui *ui); /* NULL if none */
unsigned ui_where(struct ui *ui);          /* bits of enum where that hold now */
void ui_refresh(struct ui *ui);            /* all screens read anew what they show; for ui_loop() and tests alone */
void ui_theme(struct ui *ui, enum theme theme);

/* ---- actions ---- */

/* True if the action can be chosen here and now; else why not (appended to `why`, may be NULL). */
bool ui_ready(struct ui *ui, enum command_id id, struct buf *why);
/* Carries out an action; false, with the reason in the message line, if it can't be used. */
bool ui_act(struct ui *ui, enum command_id id);
/* The action that the footer shows there, or COMMANDS. */
enum command_id ui_command_at(const struct ui *ui, int row, int col);
/* The action that a key means here, or COMMANDS. */
enum command_id ui_command_of_key(struct ui *ui, int key);

/* Runs a command on the store and shows what it did, or why it failed, in the message line. `given`: as for command_run().
 * On success all screens are refreshed before the next draw. What it printed is appended to `out` (NULL: dropped). */
enum status ui_run(struct ui *ui, enum command_id id, const struct arg_value *given, struct buf *out);
/* Sets one field (CMD_SET) to a stored value. Quiet unless it fails. */
enum status ui_set(struct ui *ui, const struct kind *kind, const char *id, int field, const char *value);

/* ---- messages ---- */

void ui_say(struct ui *ui, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void ui_warn(struct ui *ui, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void ui_fail(struct ui *ui, const struct error *e);

/* ---- what screens ask ---- */

bool ui_writable(struct ui *ui, struct buf *why); /* not locked and the workbench can be written */
bool ui_private(const struct ui *ui);             /* names and answers must not be shown */
/* The text, or its mask ("•••", the same for every text) when private. Empty stays empty. */
const char *ui_mask(const struct ui *ui, const char *text);
void ui_mask_buf(const struct ui *ui, struct buf *text); /* the same in place */
/* The line of the alliance for the top line, kept until the next one: "Phase 2 of 5 - 5 of 12 answered - next: ..." */
void ui_set_status(struct ui *ui, const char *text);

/* The first key of an action as shown, "" if it has none: for texts such as "Press Ctrl+N to add one". Appends. */
void ui_key_of(enum command_id id, struct buf *out);

/* ---- care.c ---- */

/* For moments when nobody types: checks the file once, and looks after the rotating backups at the start and every half
 * hour of work. Stops at once when a key comes, and goes on in the next such moment. */
void ui_care(struct ui *ui);

/* Whether `ms` have passed since that moment (of ui->now). Also true when the clock was set back meanwhile: what is due must
 * not wait until the clock has come round again. */
bool ui_due(const struct ui *ui, int64_t since, int64_t ms);

/* ---- for loops of their own (prompt.c, menu.c, palette.c) ---- */

/* Where the parts of the frame are; a row of -1: there is no room for it. */
struct frame {
    int top, message, footer;
    struct rect area; /* the screen's */
};
struct frame ui_frame(const struct ui *ui);
void ui_draw(struct ui *ui);    /* the whole frame with the top screen into ui->canvas; nothing is sent */
void ui_draw_message(struct ui *ui); /* once more, over a box that covers it */
void ui_present(struct ui *ui); /* sends the canvas */
/* True if more input waits, so that this frame need not be drawn; false now and then in any case. */
bool ui_hurry(struct ui *ui);
/* Waits for an event. Resize is taken care of; EVENT_END sets ui->done. */
void ui_event(struct ui *ui, struct event *e);

/* The action of a key that works in every state, whatever has the keys: privacy, lock, leave, help, draw again. COMMANDS:
 * none of them. */
enum command_id ui_always_key(int key);
/* Privacy, lock or draw again, also in a box: changes nothing that an action below may hold. */
void ui_always(struct ui *ui, enum command_id id);
/* Keeps a text that has found no place: Ctrl+Y brings it back in the next question. */
void ui_keep_typed(struct ui *ui, const char *text);
/* Saves what is typed on all screens, also while locked: it was typed before. False: the one on top would not let go. */
bool ui_save_typed(struct ui *ui);
/* The same before the lock holds: what cannot be saved stays a draft, and nothing is given up. */
void ui_save_for_lock(struct ui *ui);

#endif
