/* show.h: the one gate between text from outside and a terminal.
 *
 * Every string that came from a file, a database, the environment or a person passes show() before it is drawn or
 * printed. What comes out is valid UTF-8 that holds no control character, no escape, no bidirectional or zero-width
 * character, no unassigned or private code point: each is replaced by a visible mark such as <U+202E>, an invalid byte by
 * U+FFFD, more than two marks on one character by <+n>; a mark without a character stands on U+25CC. Stored bytes are
 * never changed; only what is shown is.
 * Source: doc/reliability.md, "Terminal"; Trojan Source (CVE-2021-42574).
 */
#ifndef PEERLOOM_BASE_SHOW_H
#define PEERLOOM_BASE_SHOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Appends the safe form of the n bytes. A line feed becomes a visible U+21B5 (downwards arrow with corner leftwards) and a
 * tab a space, unless `lines` is true: then "\n" (and "\r\n") stay line feeds, for multi-line text. */
void show(struct buf *out, const char *s, size_t n, bool lines);

/* Is this code point (not -1) one that is never shown as it is? */
bool show_hides(int32_t codepoint);

/* The safe form of a C string on one line, in `out` (cleared first). Returns out's text, valid until out changes. */
const char *show_line(struct buf *out, const char *s);

#endif
