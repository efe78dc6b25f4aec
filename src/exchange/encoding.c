#include "exchange/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The line and the byte in it at which `at` stands, both from 1, for messages. */
static void place(const char *bytes, size_t at, long *line, long *byte)
{
    *line = 1;
    size_t start = 0;
    for (size_t i = 0; i < at; i++)
        if (bytes[i] == '\n') {
            ++*line;
            start = i + 1;
        }
    *byte = (long)(at - start) + 1;
}

static enum status refuse(const char *bytes, size_t at, const char *name, const char *what, const char *hint,
                          struct error *e)
{
    long line, byte;
    place(bytes, at, &line, &byte);
    error_set(e, ERR_INPUT, "'%s' cannot be read: %s", name, what);
    if (e)
        snprintf(e->where, sizeof e->where, "%.200s, line %ld, byte %ld", name, line, byte);
    return error_hint(e, ERR_INPUT, "%s", hint);
}

/* ---- UTF-8 ---- */

/* The length of the valid UTF-8 sequence at s (RFC 3629, section 4), 0 if there is none. */
static size_t sequence(const unsigned char *s, size_t left)
{
    if (s[0] < 0x80)
        return 1;
    size_t n = s[0] >= 0xc2 && s[0] <= 0xdf ? 2 : (s[0] & 0xf0) == 0xe0 ? 3 : s[0] >= 0xf0 && s[0] <= 0xf4 ? 4 : 0;
    if (n == 0 || n > left)
        return 0;
    unsigned char low = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : 0x80;
    unsigned char high = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : 0xbf;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    return n;
}

struct scan {
    size_t sequences; /* valid ones of more than one byte */
    size_t invalid;   /* bytes that belong to no sequence */
    size_t first;     /* the first of them */
};

static struct scan scan_utf8(const char *bytes, size_t n)
{
    struct scan scan = {0, 0, 0};
    const unsigned char *s = (const unsigned char *)bytes;
    for (size_t i = 0; i < n;) {
        uint64_t eight;
        while (i + 8 <= n && (memcpy(&eight, s + i, 8), (eight & UINT64_C(0x8080808080808080)) == 0))
            i += 8;
        if (i == n)
            break;
        size_t length = sequence(s + i, n - i);
        if (length == 0 && scan.invalid++ == 0)
            scan.first = i;
        scan.sequences += length > 1;
        i += length ? length : 1;
    }
    return scan;
}

static void add_codepoint(struct buf *out, uint32_t c)
{
    if (c < 0x80) {
        buf_addc(out, (char)c);
        return;
    }
    char s[4];
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        s[i] = (char)(0x80 | (c & 0x3f));
    s[0] = (char)((0xf00 >> n & 0xff) | c);
    buf_add(out, s, n);
}

/* ---- Windows-1252 ---- */

/* 0x80 to 0x9f; 0 where the table has nothing. */
static const uint16_t cp1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static enum status decode_1252(const char *bytes, size_t n, const char *name, struct buf *out, struct error *e)
{
    buf_reserve(out, n + n / 8);
    for (size_t i = 0; i < n; i++) {
        unsigned char b = (unsigned char)bytes[i];
        uint32_t c = b >= 0x80 && b < 0xa0 ? cp1252[b - 0x80] : b;
        if (c == 0 && b != 0) {
            buf_release(out);
            return refuse(bytes, i, name, "this byte is text neither in UTF-8 nor in Windows-1252",
                          "save the file as 'CSV UTF-8' in the program it comes from, and try again", e);
        }
        add_codepoint(out, c);
    }
    return OK;
}

/* ---- UTF-16 ---- */

static uint32_t unit(const char *bytes, bool big)
{
    unsigned char first = (unsigned char)bytes[0], second = (unsigned char)bytes[1];
    return big ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

static enum status decode_16(const char *bytes, size_t n, const char *name, bool big, struct buf *out, struct error *e)
{
    static const char hint[] = "save the file as 'CSV UTF-8' in the program it comes from, and try again";
    buf_reserve(out, n);
    size_t i = 0;
    for (; i + 2 <= n; i += 2) {
        uint32_t c = unit(bytes + i, big);
        if (c >= 0xd800 && c <= 0xdfff) { /* two halves make one character */
            uint32_t other = c < 0xdc00 && i + 4 <= n ? unit(bytes + i + 2, big) : 0;
            if (other < 0xdc00 || other > 0xdfff) {
                buf_release(out);
                return refuse(bytes, i, name, "half a character stands here: the UTF-16 text is damaged", hint, e);
            }
            c = 0x10000 + ((c - 0xd800) << 10) + (other - 0xdc00);
            i += 2;
        }
        add_codepoint(out, c);
    }
    if (i == n)
        return OK;
    buf_release(out);
    return refuse(bytes, i, name, "the UTF-16 text ends in the middle of a character", hint, e);
}

/* UTF-16 without a mark: Western text has a NUL in nearly every second byte. 0, 'l' or 'b'. */
static char guess_16(const char *bytes, size_t n)
{
    size_t look = n < 4096 ? n & ~(size_t)1 : 4096, nuls[2] = {0, 0};
    for (size_t i = 0; i < look; i++)
        nuls[i & 1] += bytes[i] == '\0';
    size_t pairs = look / 2;
    if (pairs < 2)
        return 0;
    if (nuls[1] * 10 >= pairs * 4 && nuls[0] * 10 < pairs)
        return 'l';
    return nuls[0] * 10 >= pairs * 4 && nuls[1] * 10 < pairs ? 'b' : 0;
}

/* ---- any other, by name ---- */

#if defined __GNUC__ && !defined __clang__ && __GNUC__ >= 12
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak" /* -fanalyzer takes the -1 of a failed iconv_open() for something open */
#endif

static enum status decode_named(const char *bytes, size_t n, const char *name, const char *encoding, struct buf *out,
                                struct error *e)
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    if (cd == (iconv_t)-1) {
        error_set(e, ERR_INPUT, "the encoding '%s' is not known", encoding);
        return error_hint(e, ERR_INPUT, "use UTF-8, UTF-16LE, UTF-16BE, Windows-1252 or a name that 'iconv -l' lists");
    }
    char *from = (char *)bytes; /* iconv() does not write there */
    size_t left = n;
    enum status status = OK;
    while (left > 0 && status == OK) {
        buf_reserve(out, 4096);
        char *to = out->s + out->len;
        size_t room = out->cap - out->len - 1;
        if (iconv(cd, &from, &left, &to, &room) == (size_t)-1 && errno != E2BIG) {
            char what[120];
            snprintf(what, sizeof what, "this byte is not text in %s", encoding);
            status = refuse(bytes, n - left, name, what, "name another encoding, or save the file as UTF-8", e);
        }
        out->len = (size_t)(to - out->s);
        out->s[out->len] = '\0';
    }
    iconv_close(cd);
    if (status != OK)
        buf_release(out);
    return status;
}

/* ---- choosing ---- */

static bool begins(const char *bytes, size_t n, const char *mark, size_t length)
{
    return n >= length && memcmp(bytes, mark, length) == 0;
}

static enum status find_encoding(const char *bytes, size_t n, const char *name, struct decoded *d, struct error *e)
{
    char sixteen = begins(bytes, n, "\xff\xfe", 2) ? 'l' : begins(bytes, n, "\xfe\xff", 2) ? 'b' : 0;
    if (sixteen)
        d->bom = true;
    else if (!d->bom)
        sixteen = guess_16(bytes, n);
    if (sixteen) {
        d->encoding = sixteen == 'b' ? "UTF-16BE" : "UTF-16LE";
        return OK;
    }
    struct scan scan = scan_utf8(bytes, n);
    d->encoding = "UTF-8";
    if (scan.invalid == 0)
        return OK;
    /* A file that is UTF-8 nearly everywhere is a damaged one; read as Windows-1252 every accent in it would be wrong.
     */
    if (d->bom || scan.sequences > scan.invalid)
        return refuse(bytes, scan.first, name, "the file is UTF-8, but this byte is not",
                      "correct the character there, or save the file as UTF-8 again", e);
    d->encoding = "Windows-1252";
    return OK;
}

static enum status decode_as(const char *bytes, size_t n, const char *name, struct decoded *d, struct error *e)
{
    size_t mark = d->bom && d->encoding[4] == '1' ? 2 : 0; /* UTF-16 */
    if (strcasecmp(d->encoding, "UTF-16LE") == 0 || strcasecmp(d->encoding, "UTF-16BE") == 0)
        return decode_16(bytes + mark, n - mark, name, strcasecmp(d->encoding, "UTF-16BE") == 0, &d->made, e);
    if (strcasecmp(d->encoding, "Windows-1252") == 0)
        return decode_1252(bytes, n, name, &d->made, e);
    return decode_named(bytes, n, name, d->encoding, &d->made, e);
}

enum status encoding_decode(const char *bytes, size_t n, const char *name, const char *encoding, struct decoded *d,
                            struct error *e)
{
    *d = (struct decoded){.encoding = encoding};
    if (begins(bytes, n, "\xef\xbb\xbf", 3)) {
        d->bom = true;
        bytes += 3;
        n -= 3;
    }
    enum status status = OK;
    if (!encoding) {
        status = find_encoding(bytes, n, name, d, e);
    } else if (strcasecmp(encoding, "UTF-8") == 0) {
        struct scan scan = scan_utf8(bytes, n);
        if (scan.invalid)
            status = refuse(bytes, scan.first, name, "this byte is no UTF-8",
                            "leave out the encoding, so that it is found, or name the right one", e);
    } else if (strncasecmp(encoding, "UTF-16", 6) == 0) {
        d->bom = begins(bytes, n, "\xff\xfe", 2) || begins(bytes, n, "\xfe\xff", 2);
        if (strlen(encoding) == 6)
            d->encoding = begins(bytes, n, "\xfe\xff", 2) ? "UTF-16BE" : "UTF-16LE";
    }
    if (status != OK)
        return status;
    d->text = bytes;
    d->length = n;
    if (strcasecmp(d->encoding, "UTF-8") != 0) {
        status = decode_as(bytes, n, name, d, e);
        if (status != OK)
            return status;
        d->text = buf_str(&d->made);
        d->length = d->made.len;
    }
    const char *nul = d->length ? memchr(d->text, '\0', d->length) : NULL;
    if (!nul)
        return OK;
    status = refuse(d->text, (size_t)(nul - d->text), name, "a zero byte stands here, which no CSV file may hold",
                    "check that this is a CSV file and not a spreadsheet (.xlsx, .ods): save it as CSV there", e);
    buf_release(&d->made);
    return status;
}
