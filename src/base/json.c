#include "base/json.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/show.h"
#include "base/utf8.h"

static void add_escape(struct buf *out, unsigned c)
{
    switch (c) {
    case '"':
        buf_adds(out, "\\\"");
        break;
    case '\\':
        buf_adds(out, "\\\\");
        break;
    case '\n':
        buf_adds(out, "\\n");
        break;
    case '\r':
        buf_adds(out, "\\r");
        break;
    case '\t':
        buf_adds(out, "\\t");
        break;
    default:
        if (c >= 0x10000) /* two halves (RFC 8259, section 7) */
            buf_addf(out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + (c & 0x3ff));
        else
            buf_addf(out, "\\u%04x", c);
    }
}

/* What JSON wants escaped, and what must not reach a terminal: JSON is looked at, too. */
static bool must_escape(int32_t c)
{
    return c == '"' || c == '\\' || show_hides(c);
}

void json_string(struct buf *out, const char *s)
{
    const char *end = s + strlen(s);
    buf_addc(out, '"');
    while (s < end) {
        const char *start = s;
        while (s < end && *s >= 0x20 && *s < 0x7f && *s != '"' && *s != '\\')
            s++;
        buf_add(out, start, (size_t)(s - start));
        if (s == end)
            break;
        start = s;
        int32_t c = utf8_next(&s, end);
        if (c < 0)
            buf_adds(out, "\xef\xbf\xbd");
        else if (must_escape(c))
            add_escape(out, (unsigned)c);
        else
            buf_add(out, start, (size_t)(s - start));
    }
    buf_addc(out, '"');
}

void json_begin(struct json *j, struct buf *out)
{
    *j = (struct json){.out = out};
}

/* Comma, new line, indentation and key of the next value. */
static void start(struct json *j, const char *key)
{
    if (j->depth == 0)
        return;
    if (j->filled[j->depth - 1])
        buf_addc(j->out, ',');
    j->filled[j->depth - 1] = true;
    buf_addc(j->out, '\n');
    buf_fill(j->out, ' ', (size_t)j->depth * 2);
    if (key) {
        json_string(j->out, key);
        buf_adds(j->out, ": ");
    }
}

static void open_level(struct json *j, const char *key, char open, char close)
{
    start(j, key);
    assert(j->depth < JSON_DEPTH);
    buf_addc(j->out, open);
    j->close[j->depth] = close;
    j->filled[j->depth++] = false;
}

void json_object(struct json *j, const char *key)
{
    open_level(j, key, '{', '}');
}

void json_array(struct json *j, const char *key)
{
    open_level(j, key, '[', ']');
}

void json_end(struct json *j)
{
    assert(j->depth > 0);
    j->depth--;
    if (j->filled[j->depth]) {
        buf_addc(j->out, '\n');
        buf_fill(j->out, ' ', (size_t)j->depth * 2);
    }
    buf_addc(j->out, j->close[j->depth]);
    if (j->depth == 0)
        buf_addc(j->out, '\n');
}

void json_text(struct json *j, const char *key, const char *value)
{
    start(j, key);
    if (value)
        json_string(j->out, value);
    else
        buf_adds(j->out, "null");
}

void json_number(struct json *j, const char *key, long long value)
{
    start(j, key);
    buf_addf(j->out, "%lld", value);
}

void json_real(struct json *j, const char *key, double value)
{
    char text[40];
    size_t n = (size_t)snprintf(text, sizeof text, "%.2f", value);
    while (text[n - 1] == '0')
        n--;
    n -= text[n - 1] == '.';
    start(j, key);
    buf_add(j->out, text, n);
}

void json_bool(struct json *j, const char *key, bool value)
{
    start(j, key);
    buf_adds(j->out, value ? "true" : "false");
}
