#include "exchange/csvwrite.h"

#include <string.h>

void csv_begin(struct buf *out, enum flavour flavour)
{
    if (flavour == FLAVOUR_SPREADSHEET)
        buf_adds(out, "\xef\xbb\xbf");
}

/* A cell that begins with apostrophes and then a formula gets one more, so that taking one off is always right. */
static bool needs_guard(const char *text)
{
    text += strspn(text, "'");
    return *text && strchr("=+-@\t\r", *text);
}

/* Readers drop blanks around an unquoted cell, and U+FEFF at the beginning of a file. */
static bool needs_quotes(const char *text, size_t n)
{
    return n > 0 && (strpbrk(text, ",\"\r\n") || strchr(" \t", text[0]) || strchr(" \t", text[n - 1]) ||
                     strncmp(text, "\xef\xbb\xbf", 3) == 0);
}

void csv_cell(struct buf *out, enum flavour flavour, bool first, const char *text)
{
    size_t n = strlen(text);
    bool guard = flavour == FLAVOUR_SPREADSHEET && needs_guard(text), quote = needs_quotes(text, n);
    buf_reserve(out, 2 * n + 4); /* all that may follow: each byte is a quote that is doubled, and four signs around */
    char *p = out->s + out->len;
    if (!first)
        *p++ = ',';
    if (quote)
        *p++ = '"';
    if (guard)
        *p++ = '\'';
    if (quote) {
        for (; *text; text++) {
            *p++ = *text;
            if (*text == '"')
                *p++ = '"';
        }
        *p++ = '"';
    } else {
        memcpy(p, text, n);
        p += n;
    }
    *p = '\0';
    out->len = (size_t)(p - out->s);
}

/* A row of one empty cell would be a blank line, which readers skip. */
static bool row_is_blank(const struct buf *out)
{
    return out->len == 0 || out->s[out->len - 1] == '\n' || (out->len == 3 && out->s[0] == '\xef');
}

void csv_end_row(struct buf *out)
{
    if (row_is_blank(out))
        buf_adds(out, "\"\"");
    buf_adds(out, "\r\n");
}
