/* stage.h: the full screen on a fake terminal, over a fresh workbench in a temporary folder, at a fixed moment.
 *
 * Link with -Wl,--wrap=moment_now -Wl,--wrap=date_today: then the whole program, not only the frame, lives on Monday
 * 2 March 2026, 14:02 UTC, and every screen is the same each time.
 */
#ifndef PEERLOOM_TESTS_STAGE_H
#define PEERLOOM_TESTS_STAGE_H

#include <stdio.h>

#include "app/app.h"
#include "ui/ui.h"

struct stage {
    char folder[64], db[96];
    struct app app;
    struct ui ui;
    struct term *term;
    char *text; /* what the terminal wrote: shots and failed expectations */
    size_t size;
    FILE *out;
    FILE *null; /* what commands print */
};

int64_t stage_now(void);

/* Makes the workbench and opens it. Anything that goes wrong ends the program with a message. */
void stage_new(struct stage *s);
/* The same with the facilitator's own files in FOLDER/peerloom. */
void stage_new_with(struct stage *s, const char *folder);
/* Runs a command as from the command line: words ended by NULL. */
void stage_command(struct stage *s, ...);
/* The same for one line of words; "..." holds words with blanks. */
void stage_line(struct stage *s, const char *line, size_t n);
/* Prepares the screen for the script (term.h); screens may be pushed before stage_play(). */
void stage_screen(struct stage *s, const char *script, int rows, int cols);
/* Plays to the end; returns how many expectations failed. s->text is what was written, until stage_free(). */
int stage_play(struct stage *s);
void stage_free(struct stage *s);

#endif
