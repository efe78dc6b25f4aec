/* hostile.h: text that attacks a terminal or the eye, made from a seed, and a judge of what may be drawn. The judge is
 * written apart from show(): its own decoder, its own list of ranges, beside the categories of utf8proc. */
#ifndef PEERLOOM_TESTS_UNIT_HOSTILE_H
#define PEERLOOM_TESTS_UNIT_HOSTILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "base/buf.h"

/* xorshift64*, Vigna 2016 */
static inline uint32_t random_next(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * 2685821657736338717ULL) >> 32);
}

static inline uint32_t random_below(uint64_t *state, uint32_t n)
{
    return random_next(state) % n;
}

/* Strict UTF-8 by the table of RFC 3629, section 4. Returns the length, 0 if invalid. */
static inline size_t judge_decode(const unsigned char *s, size_t n, uint32_t *c)
{
    static const struct {
        unsigned char low, high, second_low, second_high;
        size_t len;
    } rows[] = {{0x00, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
                {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
                {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (s[0] < rows[i].low || s[0] > rows[i].high || rows[i].len > n)
            continue;
        *c = rows[i].len == 1 ? s[0] : s[0] & (0x7fU >> rows[i].len);
        for (size_t k = 1; k < rows[i].len; k++) {
            if (s[k] < (k == 1 ? rows[i].second_low : 0x80) || s[k] > (k == 1 ? rows[i].second_high : 0xbf))
                return 0;
            *c = *c << 6 | (s[k] & 0x3fU);
        }
        return rows[i].len;
    }
    return 0;
}

static inline bool judge_forbids(uint32_t c)
{
    static const uint32_t ranges[][2] = {
        {0x0000, 0x001f},   {0x007f, 0x009f},   {0x00ad, 0x00ad},   {0x034f, 0x034f},   {0x0600, 0x0605},
        {0x061c, 0x061c},   {0x115f, 0x1160},   {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x200b, 0x200f},
        {0x2028, 0x202e},   {0x2060, 0x206f},   {0x3164, 0x3164},   {0xd800, 0xf8ff},   {0xfdd0, 0xfdef},
        {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0},   {0xfff0, 0xfffb},   {0xfffe, 0xffff},
        {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0x1fffe, 0x1ffff}, {0xe0000, 0x10ffff}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    static const char *const categories[] = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"};
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        if (strcmp(utf8proc_category_string((utf8proc_int32_t)c), categories[i]) == 0)
            return true;
    return false;
}

/* True if the text may be sent to a terminal: valid, nothing forbidden but (with `lines`) line feeds, nothing without
 * columns at the start or more than two such in a row. LC_CTYPE must be a UTF-8 one. */
static inline bool judge_allows(const char *text, size_t n, bool lines)
{
    const unsigned char *s = (const unsigned char *)text;
    int stacked = 3; /* at the start there is nothing to stand on */
    for (size_t i = 0, len; i < n; i += len) {
        uint32_t c = 0;
        len = judge_decode(s + i, n - i, &c);
        if (len == 0)
            return false;
        if (lines && c == '\n') {
            stacked = 3;
            continue;
        }
        if (judge_forbids(c))
            return false;
        stacked = wcwidth((wchar_t)c) == 0 ? stacked + 1 : 0;
        if (stacked > 2)
            return false;
    }
    return true;
}

#define PIECE(literal)                                                                                                 \
    {                                                                                                                  \
        literal, sizeof(literal) - 1                                                                                   \
    }

static const struct {
    const char *s;
    size_t n;
} hostile_pieces[] = {
    /* ECMA-48 in both forms: CSI, OSC (title, palette, clipboard, links), DCS, APC, PM, SOS, two-byte escapes */
    PIECE("\x1b[2J"),
    PIECE("\x1b[31;1m"),
    PIECE("\x1b[6n"),
    PIECE("\x1b[?1049h"),
    PIECE("\x1b[20t"),
    PIECE("\x1b]0;x\x07"),
    PIECE("\x1b]52;c;ZXZpbA==\x1b\\"),
    PIECE("\x1b]8;;http://x\x1b\\y"),
    PIECE("\x1b]4;1;rgb:00/00/00\x07"),
    PIECE("\x1bP$q\"p\x1b\\"),
    PIECE("\x1b_Gx\x1b\\"),
    PIECE("\x1b^x\x1b\\"),
    PIECE("\x1bXx\x1b\\"),
    PIECE("\x1b"
          "c"),
    PIECE("\x1b(0"),
    PIECE("\x1b#8"),
    PIECE("\x1b"),
    PIECE("\x9b"
          "2J"),
    PIECE("\x9d"
          "0;x\x9c"),
    PIECE("\x90q\x9c"),
    PIECE("\xc2\x9b"
          "2J"),
    PIECE("\xc2\x9d"
          "0;x\xc2\x9c"),
    PIECE("\xc2\x90q\xc2\x9c"),
    PIECE("\xc2\x9fx\xc2\x9c"),
    PIECE("\xc2\x85"),
    PIECE("\xc2\x8d"),
    PIECE("\x05"),
    PIECE("\x07"),
    PIECE("\x08\x08"),
    PIECE("\x0b"),
    PIECE("\x0c"),
    PIECE("\x0e"),
    PIECE("\x0f"),
    PIECE("\x7f"),
    PIECE("\r"),
    PIECE("\r\n"),
    PIECE("\n"),
    PIECE("\t"),
    PIECE("\0"),
    /* turning, hiding, joining */
    PIECE("\u202e"),
    PIECE("\u202d"),
    PIECE("\u202a"),
    PIECE("\u202c"),
    PIECE("\u2066"),
    PIECE("\u2067"),
    PIECE("\u2069"),
    PIECE("\u200e"),
    PIECE("\u200f"),
    PIECE("\u061c"),
    PIECE("\u200b"),
    PIECE("\u200c"),
    PIECE("\u200d"),
    PIECE("\u2060"),
    PIECE("\ufeff"),
    PIECE("\u00ad"),
    PIECE("\u034f"),
    PIECE("\u115f"),
    PIECE("\u1160"),
    PIECE("\u3164"),
    PIECE("\uffa0"),
    PIECE("\u180e"),
    PIECE("\ufe0f"),
    PIECE("\ufe00"),
    PIECE("\U000e0100"),
    PIECE("\U000e0041"),
    PIECE("\u2028"),
    PIECE("\u2029"),
    PIECE("\u206a"),
    PIECE("\ufff9"),
    PIECE("\U0001d173"),
    PIECE("\ue000"),
    PIECE("\U0010fffd"),
    PIECE("\ufffe"),
    PIECE("\U0001ffff"),
    PIECE("\u0378"),
    PIECE("\U000c0000"),
    /* heaps of marks, and marks with nothing below */
    PIECE("z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308"),
    PIECE("\u0301"),
    PIECE("\u20dd"),
    PIECE("\u0489"),
    PIECE("\u0915\u093c\u093f\u0902"),
    PIECE("\u0e19\u0e49\u0e33"),
    PIECE("\u0903"),
    PIECE("\u1100\u1161\u1161\u11a8\u11a8"),
    PIECE("\u1161"),
    /* no UTF-8: overlong, surrogates, beyond the end, cut short, stray */
    PIECE("\xc0\xaf"),
    PIECE("\xc1\x9b"),
    PIECE("\xe0\x80\x9b"),
    PIECE("\xf0\x80\x80\x9b"),
    PIECE("\xed\xa0\x80"),
    PIECE("\xed\xbf\xbf"),
    PIECE("\xf4\x90\x80\x80"),
    PIECE("\xf8\x88\x80\x80\x80"),
    PIECE("\xfe"),
    PIECE("\xff"),
    PIECE("\xe2\x80"),
    PIECE("\xf0\x9f\x98"),
    PIECE("\x80"),
    PIECE("\xbf"),
    PIECE("\xc3"),
    /* and harmless text between them */
    PIECE("Amina Otieno"),
    PIECE(" "),
    PIECE("e\u0301"),
    PIECE("\u5e02\u9577"),
    PIECE("\U0001f1f0\U0001f1ea"),
    PIECE("\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    PIECE("\U0001f44d\U0001f3fd"),
    PIECE("<U+202E>"),
    PIECE("\ufffd"),
};

enum { HOSTILE_PIECES = sizeof hostile_pieces / sizeof *hostile_pieces };

/* Some pieces in any order and, at the end, one escape, so that no such text is harmless as it is. Every 500th is 64
 * KiB long. */
static inline void hostile_text(struct buf *out, uint64_t *state, unsigned number)
{
    size_t wanted = number % 500 == 499 ? 65536 : 0;
    buf_clear(out);
    for (uint32_t left = random_below(state, 12); left > 0 || out->len<wanted; left -= left> 0) {
        uint32_t i = random_below(state, HOSTILE_PIECES);
        buf_add(out, hostile_pieces[i].s, hostile_pieces[i].n);
    }
    buf_adds(out, "\x1b[0m");
}

#endif
