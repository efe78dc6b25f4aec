/* buf.h: a growing string. `s` is always NUL-terminated once anything was added, may hold NULs inside, and is NULL only
 * in a fresh (all zero, or BUF_INIT) buffer; buf_str() gives "" then. Out of memory ends the program. */
#ifndef PEERLOOM_BASE_BUF_H
#define PEERLOOM_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *s;
    size_t len; /* bytes, without the closing NUL */
    size_t cap;
};

#define BUF_INIT                                                                                                       \
    {                                                                                                                  \
        NULL, 0, 0                                                                                                     \
    }

void buf_release(struct buf *b);              /* gives the memory back; the buffer is fresh again */
void buf_clear(struct buf *b);                /* empties it, keeps the memory */
const char *buf_str(const struct buf *b);     /* the text, never NULL; valid until the buffer changes */
char *buf_take(struct buf *b);                /* the text as a heap string the caller frees; the buffer is fresh again */
void buf_reserve(struct buf *b, size_t more); /* room for `more` further bytes */

void buf_add(struct buf *b, const char *s, size_t n);
void buf_adds(struct buf *b, const char *s);
void buf_addc(struct buf *b, char c);
void buf_fill(struct buf *b, char c, size_t n); /* n times c */
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list args) __attribute__((format(printf, 2, 0)));

/* Replaces `cut` bytes at `at` by the n bytes at s (for insertion cut = 0, for removal n = 0). */
void buf_splice(struct buf *b, size_t at, size_t cut, const char *s, size_t n);

#endif
