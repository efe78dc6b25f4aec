#include "exchange/csvwrite.h"

#include <assert.h>
#include <string.h>

#include "exchange/formula.h"

struct csv_writer csv_begin(struct buf *out, enum flavour flavour)
{
    assert(flavour == FLAVOUR_INTERCHANGE || flavour == FLAVOUR_SPREADSHEET);
    if (flavour == FLAVOUR_SPREADSHEET)
        buf_adds(out, "\xef\xbb\xbf");
    return (struct csv_writer){.out = out, .flavour = flavour};
}

/* Readers drop blanks around an unquoted cell, and U+FEFF at the beginning of a file. */
static bool needs_quotes(const char *text, size_t n)
{
    return n > 0 && (strpbrk(text, ",\"\r\n") || strchr(" \t", text[0]) || strchr(" \t", text[n - 1]) ||
                     strncmp(text, "\xef\xbb\xbf", 3) == 0);
}

void csv_cell(struct csv_writer *w, const char *text)
{
    size_t n = strlen(text);
    struct buf *out = w->out;
    bool guard = w->flavour == FLAVOUR_SPREADSHEET && formula_needs_guard(text), quote = needs_quotes(text, n);
    buf_reserve(out, 2 * n + 4); /* all that may follow: each byte is a quote that is doubled, and four signs around */
    char *p = out->s + out->len;
    if (w->in_row)
        *p++ = ',';
    w->in_row = true;
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

void csv_number(struct csv_writer *w, long long number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", number);
    csv_cell(w, text);
}

/* A row of one empty cell would be a blank line, which readers skip. */
static bool row_is_blank(const struct buf *out)
{
    return out->len == 0 || out->s[out->len - 1] == '\n' || (out->len == 3 && out->s[0] == '\xef');
}

void csv_end_row(struct csv_writer *w)
{
    if (row_is_blank(w->out))
        buf_adds(w->out, "\"\"");
    buf_adds(w->out, "\r\n");
    w->in_row = false;
}
