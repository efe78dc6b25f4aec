/* audit.h: does a program send its terminal anything but drawing?
 *
 * A white list, not a black list: what our own drawing through curses may send is allowed, all else is a finding. So a
 * family of escape sequences that nobody thought of is found too. Allowed are
 *   text     UTF-8 of assigned, visible code points: not Cc Cf Cs Co Cn Zl Zp, not default-ignorable (utf8proc)
 *   control  CR LF BS TAB SO SI
 *   ESC      7 8 = > D M, and ( or ) followed by B or 0 (character sets)
 *   CSI      moves, erasing, scrolling, inserting and deleting, repeating, SGR (A to M, P S T X Z @ ` a b d e f m r),
 *            4h 4l, ?Nh ?Nl for N of 1 5 7 12 25 1000 1002 1006 1049 2004 2026, the window title stack 22;0;0t 23;0;0t,
 *            ?0c ?1c ?8c (the cursor's shape on the Linux console)
 * No OSC (so a program that changes the palette, as curses does after init_color(), fails), no DCS, APC, PM, SOS, no C1
 * control, no request that a terminal answers into the program's input.
 * Source: terminfo entries xterm-256color, linux, vt100; ECMA-48, 5.3 and 8.3; xterm's "ctlseqs".
 *
 * Bytes may be fed in pieces; audit_raw() can be given to a pty as its raw hook.
 */
#ifndef PEERLOOM_TESTS_PTY_AUDIT_H
#define PEERLOOM_TESTS_PTY_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { AUDIT_MODES = 11 };

struct audit {
    bool found;      /* something that is not allowed was seen; nothing after it is looked at */
    uint64_t offset; /* of its first byte, counted from the first byte fed */
    char what[160];  /* what it is, printable */

    /* inner parts */
    uint64_t fed;
    char unit[64]; /* the character or sequence begun but not ended */
    size_t n;
    bool mode_on[AUDIT_MODES];
};

void audit_init(struct audit *a);
bool audit_feed(struct audit *a, const char *bytes, size_t n); /* true as long as nothing was found */
bool audit_end(struct audit *a);                               /* also false if the last sequence was cut short */
void audit_raw(void *a, const char *bytes, size_t n);          /* audit_feed() as a pty_raw_fn */

/* True if the private mode (25 for the cursor, 1049 for the alternate screen, 2004 for bracketed paste ...) was last
 * switched on. For "leaves a clean terminal": after the end only 7, 12 and 25 may be. */
bool audit_mode(const struct audit *a, int mode);

#endif
