/* utf8.h: text as a person sees it. Bytes in, never a locale; wraps utf8proc (Unicode) and wcwidth (what ncurses and the
 * terminal measure). All lengths are bytes, all widths terminal columns. Invalid bytes count as one character each. */
#ifndef PEERLOOM_BASE_UTF8_H
#define PEERLOOM_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Reads the code point at *s (before end) and moves *s behind it. Returns -1 for a byte that is no valid UTF-8 (RFC 3629:
 * no overlong forms, no surrogates, nothing above U+10FFFF) and moves on by that one byte. */
int32_t utf8_next(const char **s, const char *end);

/* Can the code point be inside a word: a letter, a mark or a digit? Apostrophes cannot, nor letters that look like one. */
bool utf8_letter(int32_t codepoint);

/* Appends the code point as UTF-8. */
void utf8_add(struct buf *out, int32_t codepoint);

/* True if all n bytes are valid UTF-8. */
bool utf8_valid(const char *s, size_t n);

/* The byte offset of the grapheme boundary after / before `at` (UAX 29, extended clusters); n at the end, 0 at the start. */
size_t grapheme_next(const char *s, size_t n, size_t at);
size_t grapheme_prev(const char *s, size_t n, size_t at);

/* Columns of one code point: 0 for a mark, 2 for a wide one, -1 for a control character and for what the C library cannot
 * place (-1 itself, newer characters): curses would not draw that. Needs LC_CTYPE to be a UTF-8 one. */
int utf8_width(int32_t codepoint);

/* Columns that the text takes on a terminal, by wcwidth of each code point (0 for marks, 2 for wide ones). Meant for text
 * that went through show(); a control or invalid byte counts 1. */
int text_width(const char *s, size_t n);

/* The longest start of the text, whole graphemes only, that fits in `columns`; *width gets its width (may be NULL). */
size_t text_fit(const char *s, size_t n, int columns, int *width);

/* Wraps at words: the line that begins at `at` and fits in `columns` ends before the offset returned (blanks at a break
 * left out), the next line begins at *next (n: there is none). A line feed, or CR LF, ends a line in any case; a word
 * longer than a line is broken between graphemes; a line holds at least one grapheme. Blanks that do not fit hang over
 * the edge. `measure` gives the columns of one grapheme (NULL: text_width). */
typedef int (*text_measure_fn)(void *data, const char *s, size_t n);
size_t text_wrap(const char *s, size_t n, size_t at, int columns, text_measure_fn measure, void *data, size_t *next);

/* Appends a form for comparing and searching: compatibility decomposition, case folded, accents removed (the vowel signs
 * of Indic, Thai and Lao scripts stay), every run of blanks one space and none at the ends, so that "OTIENO", "Otieno"
 * and "Otiénò" are equal. Never fails: invalid bytes become U+FFFD. */
void text_fold(struct buf *out, const char *s, size_t n);

/* True if both are equal once folded: but for case, accents and blanks. */
bool text_alike(const char *a, const char *b);

/* True if the folded text holds every one of the folded words (blanks between them); no words: true. */
bool text_has_words(const char *folded, const char *words);

/* How well a label fits what somebody typed to choose it; the best first. */
enum text_rank {
    RANK_START, /* the label begins with all that was typed */
    RANK_WORDS, /* each word typed begins a word of the label */
    RANK_INSIDE, /* each word typed occurs in the label */
    RANK_ELSEWHERE,
    TEXT_RANKS
};

/* The rank of a label of n bytes; both folded. */
enum text_rank text_rank(const char *label, size_t n, const char *words);

#endif
