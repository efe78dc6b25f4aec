/* term_input.h: bytes from a terminal become keys, pastes and mouse events. No curses, no terminal in here: bytes in,
 * events out, in whatever pieces they arrive, so that it can be tested and fuzzed alone.
 *
 * Sequences: ECMA-48 CSI and SS3 as xterm, the Linux console, rxvt and screen send them, with xterm's modifiers
 * ("CSI 1 ; 5 C"), "CSI code ; modifiers u", SGR and X10 mouse, bracketed paste; and what the terminal's own description
 * adds (input_learn). Unknown sequences are swallowed whole.
 */
#ifndef PEERLOOM_UI_TERM_INPUT_H
#define PEERLOOM_UI_TERM_INPUT_H

#include "ui/term.h"

enum { INPUT_BUFFER = 4096, INPUT_LEARNED = 64, INPUT_SEQUENCE = 16 };

struct input {
    char bytes[INPUT_BUFFER]; /* read and not yet used */
    size_t n;
    struct buf paste;
    bool pasting, cut;
    struct {
        char seq[INPUT_SEQUENCE];
        int key;
    } learned[INPUT_LEARNED];
    size_t learned_count;
};

void input_init(struct input *in);
void input_release(struct input *in);

/* A key of this terminal. Ignored unless it begins with ESC and two bytes more. */
void input_learn(struct input *in, const char *seq, int key);

/* Where to read to, and how much fits. input_took() tells how much was read. */
char *input_room(struct input *in, size_t *room);
void input_took(struct input *in, size_t n);

/* The next event; false if there is none (yet). `flush`: nothing more came for a while, so what has begun is whole: an
 * ESC alone is the Esc key, and a paste without end is over. */
bool input_next(struct input *in, bool flush, struct event *e);

/* True if something has begun that input_next() waits for the rest of. */
bool input_partial(const struct input *in);

#endif
