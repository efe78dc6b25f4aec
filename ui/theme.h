/* theme.h: how each style looks. Fixed themes set foreground and background both; the test computes the contrast of each
 * pair (WCAG 2.2, 1.4.3): at least 4.5:1, body text 7:1. */
#ifndef PEERLOOM_UI_THEME_H
#define PEERLOOM_UI_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "ui/canvas.h"

enum theme {
    THEME_TERMINAL, /* the terminal's own colours (default) */
    THEME_LIGHT,    /* for a light room */
    THEME_DARK,     /* for a dark room */
    THEME_SAFE,     /* told apart by people with any colour blindness (Okabe and Ito) */
    THEME_MONO,     /* no colour at all: bold, underline, reverse; NO_COLOR */
    THEMES
};

struct look {
    int16_t fg, bg; /* 256-colour numbers, -1 = the terminal's own */
    bool bold, underline, reverse, dim;
};

const struct look *theme_look(enum theme theme, enum style style);
const char *theme_name(enum theme theme);  /* as remembered: "light" */
const char *theme_label(enum theme theme); /* as shown: "Light room" */
/* The red, green and blue parts (0..255) of one of the 256 colours. */
void theme_rgb(int color, int rgb[3]);

#endif
