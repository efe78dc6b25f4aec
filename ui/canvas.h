/* canvas.h: a grid of character cells that screens draw on, and the styles they draw with.
 *
 * Text passes show() here, and only here, so nothing that is drawn can hold an escape. Drawing outside the grid is cut
 * off silently: any size from 1x1 works. A wide character that would be cut in half becomes a blank.
 */
#ifndef PEERLOOM_UI_CANVAS_H
#define PEERLOOM_UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* What a piece of text is, not how it looks: the theme gives the look (theme.h). */
enum style {
    STYLE_TEXT,
    STYLE_DIM,      /* hints, secondary facts */
    STYLE_TITLE,    /* names of screens and sections */
    STYLE_STRONG,   /* what matters on the line */
    STYLE_SELECTED, /* the focused line or card */
    STYLE_MARKED,   /* chosen with Space */
    STYLE_BAR,      /* top and bottom line */
    STYLE_BAR_KEY,  /* a key's name in the footer */
    STYLE_FIELD,    /* text that can be typed in */
    STYLE_GOOD,
    STYLE_WARN,
    STYLE_BAD,
    STYLE_LINE,     /* rules and boxes */
    STYLE_OFF,      /* an action that can't be used now */
    STYLES
};

/* A character (4 bytes), the two marks that show() lets through, and a NUL; a cell is 16 bytes, as many are copied. */
#define CELL_TEXT 14

struct cell {
    char text[CELL_TEXT]; /* a character and the marks on it, in UTF-8; "" in the right half of a wide one */
    uint8_t width;        /* 1 or 2; 0 in the right half */
    uint8_t style;
};

struct canvas {
    int rows, cols;
    struct cell *cells; /* row by row */
    int cursor_row, cursor_col; /* where the real cursor stands: on the focused item, always */
    bool cursor_shown;
    bool ascii; /* draw lines and signs with ASCII only */
    bool dots;  /* pictures may be drawn with braille dots */
};

struct rect {
    int row, col, rows, cols;
};

void canvas_init(struct canvas *c, int rows, int cols); /* all blank */
void canvas_release(struct canvas *c);
void canvas_resize(struct canvas *c, int rows, int cols); /* all blank */
void canvas_clear(struct canvas *c);

/* Draws one line of text at most `width` columns wide, or up to the edge; returns the columns used. Text that does not
 * fit ends with an ellipsis. */
int canvas_put(struct canvas *c, int row, int col, int width, enum style style, const char *text);
int canvas_putf(struct canvas *c, int row, int col, int width, enum style style, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
/* The same, with the rest of the width filled in the style. */
void canvas_row(struct canvas *c, int row, int col, int width, enum style style, const char *text);
void canvas_fill(struct canvas *c, struct rect area, enum style style, char fill);
void canvas_rule(struct canvas *c, int row, int col, int width); /* a horizontal line */
void canvas_box(struct canvas *c, struct rect area);             /* a frame */
void canvas_bar(struct canvas *c, int row, int col, int width, double done); /* progress, 0..1; full only at 1 */
void canvas_cursor(struct canvas *c, int row, int col);          /* shows it; kept on the grid */

/* Draws text wrapped at word boundaries into the area, from its line `skip` on; returns how many lines the text has in
 * all (which may be more than fit): 0 for "", and a line feed at the very end begins no further line. */
int canvas_wrap(struct canvas *c, struct rect area, int skip, enum style style, const char *text);
/* The same from its first line on, with an ellipsis where it did not all fit. */
int canvas_wrap_cut(struct canvas *c, struct rect area, enum style style, const char *text);
/* The same for a few lines of room: lines are joined into sentences of one text, the first ones first, until all of it
 * fits; what still does not ends with an ellipsis. Changes the text. */
void canvas_wrap_tight(struct canvas *c, struct rect area, enum style style, struct buf *text);
/* How many lines canvas_wrap() would need. */
int canvas_wrap_height(const char *text, int width);

#endif
