/* keys.h: the bytes that a key sends, as xterm-256color sends them in application mode (terminfo: smkx; xterm's
 * "ctlseqs", PC-style function keys). Used by the pseudo-terminal driver and by the measuring program.
 */
#ifndef PEERLOOM_TESTS_PTY_KEYS_H
#define PEERLOOM_TESTS_PTY_KEYS_H

#include <stdbool.h>
#include <stddef.h>

/* Turns "text<Enter><Down><C-s>" into the bytes of those keys, in `out`, and their number in *n.
 *
 * Outside <...> every byte stands for itself. Inside, a name, with modifiers before it in any order (S- shift, A- alt,
 * C- control):
 *   Enter Tab Esc Space BS Del Ins Up Down Left Right Home End PgUp PgDn F1 ... F12 lt (a "<"), or one character.
 * A count may follow: <Down*40>.
 * Returns false, with the name that was not understood in `why`, for an unknown key or when `out` is too small. */
bool keys_bytes(const char *spec, char *out, size_t size, size_t *n, char *why, size_t why_size);

#endif
