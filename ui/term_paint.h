/* term_paint.h: what has to be sent so that a terminal shows a canvas: the picture that is there and the one wanted in,
 * bytes out, collected so that a frame is one write. Curses is asked for the terminal's capabilities (terminfo(5)) and
 * draws nothing: its own update costs three times as much and sends a frame in six pieces.
 *
 * Capabilities used: cup; and where they are there el, hpa, cuf, csr with ind and ri, colours and attributes, civis and
 * cnorm. Padding is left out: no terminal of our days needs it.
 */
#ifndef PEERLOOM_UI_TERM_PAINT_H
#define PEERLOOM_UI_TERM_PAINT_H

#include "base/buf.h"
#include "ui/canvas.h"
#include "ui/theme.h"

enum capability {
    CAP_MOVE, CAP_COLUMN, CAP_FORWARD, CAP_ERASE, CAP_CLEAR, CAP_REGION, CAP_SCROLL_UP, CAP_SCROLL_DOWN,
    CAP_RESET, CAP_PLAIN, CAP_BOLD, CAP_DIM, CAP_UNDERLINE, CAP_REVERSE, CAP_FOREGROUND, CAP_BACKGROUND,
    CAP_NO_COLORS, CAP_HIDE, CAP_SHOW,
    CAPABILITIES
};

/* How a style is sent. */
struct paint_style {
    char *on;        /* after the terminal was made plain */
    int same;        /* the first style that looks like this one */
    bool erasable;   /* a cell erased while it is on looks like a blank of this style */
    bool coloured;
};

struct paint {
    char *can[CAPABILITIES]; /* "" where the terminal cannot */
    bool wraps;              /* a character in the last column takes the cursor to the next line at once */
    bool moves_styled;       /* the cursor may be moved while a style is on */
    bool erases_coloured;    /* erased cells take the background that is on */
    int colors;              /* 0: none */
    bool unicode;            /* set by the caller: text may be more than ASCII */
    struct paint_style styles[STYLES];
    struct canvas sent; /* what the terminal shows */
    bool sent_valid;
    int row, col; /* of the terminal's cursor; -1: not known */
    int behind;   /* the column it is in if the terminal measures the text before it as we do; -1: not known */
    int style;    /* that is on; -1: not known */
};

/* Learns what the terminal of the last newterm() or setupterm() can do. Release it in any case. */
void paint_init(struct paint *p);
void paint_release(struct paint *p);

/* From now on styles look like this; all is sent anew with the next frame. */
void paint_theme(struct paint *p, enum theme theme);

/* What the terminal shows is not known (any more): the next frame clears it and sends everything. */
void paint_forget(struct paint *p);

/* Appends the bytes that make the terminal show the canvas, with its cursor; none if it does already. */
void paint_frame(struct paint *p, const struct canvas *c, struct buf *out);

/* The text of a capability by its terminfo name, without padding, as a heap string; "" if the terminal has it not. */
char *paint_capability(const char *name);

/* Appends a capability with up to two parameters, nothing if there is none. */
void paint_put(const struct paint *p, enum capability cap, int a, int b, struct buf *out);

#endif
