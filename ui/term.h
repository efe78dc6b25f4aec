/* term.h: the terminal, seen through a keyhole: show a canvas, get an event. Two implementations: term_curses.c (the
 * only file that includes curses) and term_fake.c (a script of keys in, screens as text out, for tests). */
#ifndef PEERLOOM_UI_TERM_H
#define PEERLOOM_UI_TERM_H

#include "base/buf.h"
#include "base/error.h"
#include "ui/canvas.h"
#include "ui/theme.h"

enum event_type {
    EVENT_NONE,   /* the time given to term_event() has passed */
    EVENT_KEY,    /* a key: `key` */
    EVENT_PASTE,  /* pasted text: `text`, data and never commands */
    EVENT_MOUSE,
    EVENT_RESIZE, /* term_size() has changed */
    EVENT_SUSPEND_RETURN, /* back from suspend: draw anew */
    EVENT_END,    /* SIGHUP, SIGTERM, SIGINT or the terminal is gone: save and leave */
};

/* A key is a code point, or one of these, with modifiers. Ctrl+letter arrives as KEY_CTRL | 'a'..'z'. */
enum {
    KEY_BASE = 0x110000,
    K_UP = KEY_BASE, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PAGE_UP, K_PAGE_DOWN, K_INSERT, K_DELETE, K_BACKSPACE,
    K_TAB, K_BACK_TAB, K_ENTER, K_ESCAPE, K_F1, K_F2, K_F3, K_F4, K_F5, K_F6, K_F7, K_F8, K_F9, K_F10, K_F11, K_F12,
    KEY_SHIFT = 1 << 22, KEY_ALT = 1 << 23, KEY_CTRL = 1 << 24,
};

enum { PASTE_LIMIT = 65536 }; /* bytes of one paste */

struct event {
    enum event_type type;
    int key;
    const char *text; /* EVENT_PASTE: NUL-terminated, valid until the next event */
    bool cut;         /* EVENT_PASTE: there was more than PASTE_LIMIT; the rest was dropped */
    int row, col;     /* EVENT_MOUSE */
    enum { MOUSE_PRESS, MOUSE_RELEASE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN } mouse;
};

struct term;

struct term_ops {
    void (*close)(struct term *t);
    void (*size)(struct term *t, int *rows, int *cols);
    void (*present)(struct term *t, const struct canvas *c); /* sends what differs from the last one */
    void (*event)(struct term *t, int timeout_ms, struct event *e); /* timeout -1: wait for ever */
    bool (*pending)(struct term *t); /* input is waiting */
    void (*suspend)(struct term *t);
    void (*theme)(struct term *t, enum theme theme);
    void (*mouse)(struct term *t, bool on);
};

struct term {
    const struct term_ops *ops;
    bool color, unicode; /* what it can do */
    bool modified;       /* it sends Ctrl and Alt with arrows, Page Up and the like: the Linux console and a VT100 do not */
    bool dots;           /* its font has braille dots: not so on the Linux console (512 glyphs at most) */
};

/* Starts curses on the terminal of standard input and output. A TERM that is not known falls back to one that is, with
 * `notice` saying so. ERR_NOT_FOUND when there is no terminal or it can only print lines (TERM=dumb): use the accessible
 * mode. NO_COLOR (no-color.org) and `ascii` are obeyed. */
enum status term_open_curses(struct term **t, bool ascii, struct buf *notice, struct error *e);

/* Reads events from `script`, one step a line; blank lines and those that begin with # are skipped:
 *   keys TEXT      typed; <Enter> <Esc> <C-s> <A-2> <S-Tab> <F1> <Page_Down> <Space> <lt> ... name the other keys
 *   paste TEXT     pasted; \n in it is a line feed
 *   size 80x24     columns by rows
 *   click ROW COL, wheel up ROW COL, wheel down ROW COL
 *   shot NAME [styles]  writes what was last presented to `out`: rows (blanks at their ends left off), the cursor, and
 *                  with `styles` a letter a cell for the style
 *   expect TEXT / reject TEXT  must / must not be on the screen; a failure is written to `out` and counted
 *   end            like SIGTERM; the end of the script is the same
 * `script` must outlive the terminal; `out_file` is a FILE. */
struct term *term_open_fake(const char *script, int rows, int cols, void *out_file);
int term_fake_failures(const struct term *t); /* expectations that were not met, and steps that were not understood */

#endif
