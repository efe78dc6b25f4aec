/* audit.c: see audit.h. Bytes are gathered in `unit` until they are one whole character or sequence, then judged. */
#include "pty/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const int modes[AUDIT_MODES] = {1, 5, 7, 12, 25, 1000, 1002, 1006, 1049, 2004, 2026};

void audit_init(struct audit *a)
{
    memset(a, 0, sizeof *a);
}

static bool finding(struct audit *a, const char *what)
{
    a->found = true;
    a->offset = a->fed - a->n;
    int n = snprintf(a->what, sizeof a->what, "%s:", what);
    for (size_t i = 0; i < a->n && i < 24 && n > 0 && (size_t)n < sizeof a->what - 4; i++)
        n += snprintf(a->what + n, sizeof a->what - (size_t)n, " %02x", (unsigned char)a->unit[i]);
    return false;
}

static int mode_index(int mode)
{
    for (int i = 0; i < AUDIT_MODES; i++) {
        if (modes[i] == mode)
            return i;
    }
    return -1;
}

bool audit_mode(const struct audit *a, int mode)
{
    int i = mode_index(mode);
    return i >= 0 && a->mode_on[i];
}

/* CSI ? N ; N h or l: every N must be a mode of ours. */
static bool private_modes(struct audit *a, const char *params, bool on)
{
    for (const char *s = params; *s; s += *s == ';') {
        char *end;
        int i = mode_index((int)strtol(s, &end, 10));
        if (end == s || i < 0 || (*end && *end != ';'))
            return finding(a, "private mode not ours");
        a->mode_on[i] = on;
        s = end;
    }
    return true;
}

/* A whole CSI sequence: ESC [ parameters final. */
static bool judge_csi(struct audit *a)
{
    char params[sizeof a->unit];
    char final = a->unit[a->n - 1];
    memcpy(params, a->unit + 2, a->n - 3);
    params[a->n - 3] = 0;
    if (params[0] == '?') {
        const char *p = params + 1;
        if ((final == 'h' || final == 'l') && *p && p[strspn(p, "0123456789;")] == 0)
            return private_modes(a, p, final == 'h');
        if (final == 'c' && (strcmp(p, "0") == 0 || strcmp(p, "1") == 0 || strcmp(p, "8") == 0))
            return true;
        return finding(a, "private sequence not ours");
    }
    if (params[strspn(params, "0123456789;")] != 0)
        return finding(a, "CSI parameters not ours");
    if (final == 't')
        return strcmp(params, "22;0;0") == 0 || strcmp(params, "23;0;0") == 0 || finding(a, "window operation");
    if (final == 'h' || final == 'l')
        return strcmp(params, "4") == 0 || finding(a, "mode not ours");
    return strchr("ABCDEFGHIJKLMPSTXZ@`abdefmr", final) != NULL || finding(a, "CSI final not ours");
}

/* Names of the categories that are not allowed, for the message; NULL for one that is. */
static const char *bad_category(int32_t c)
{
    const utf8proc_property_t *p = utf8proc_get_property(c);
    switch (p->category) {
    case UTF8PROC_CATEGORY_CC:
        return "control character (Cc)";
    case UTF8PROC_CATEGORY_CF:
        return "format character (Cf)";
    case UTF8PROC_CATEGORY_CS:
        return "surrogate (Cs)";
    case UTF8PROC_CATEGORY_CO:
        return "private use (Co)";
    case UTF8PROC_CATEGORY_CN:
        return "unassigned code point (Cn)";
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return "line or paragraph separator (Zl, Zp)";
    default:
        return p->ignorable ? "ignorable code point" : NULL;
    }
}

enum unit { MORE, WHOLE, BAD };

static enum unit bad(struct audit *a, const char *what)
{
    finding(a, what);
    return BAD;
}

static enum unit take_text(struct audit *a)
{
    unsigned char first = (unsigned char)a->unit[0];
    size_t need = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : 4;
    if (first >= 0x80 && (first < 0xc2 || first > 0xf4))
        return bad(a, "not UTF-8 (or an 8-bit control)");
    for (size_t i = 1; i < a->n; i++) {
        if (((unsigned char)a->unit[i] & 0xc0) != 0x80)
            return bad(a, "not UTF-8");
    }
    if (a->n < need)
        return MORE;
    utf8proc_int32_t c;
    if (utf8proc_iterate((const utf8proc_uint8_t *)a->unit, (utf8proc_ssize_t)need, &c) != (utf8proc_ssize_t)need)
        return bad(a, "not UTF-8");
    const char *why = bad_category(c);
    return why ? bad(a, why) : WHOLE;
}

static enum unit take_escape(struct audit *a)
{
    if (a->n < 2)
        return MORE;
    char kind = a->unit[1], last = a->unit[a->n - 1];
    if (kind == '[') {
        if (a->n == 2)
            return MORE;
        if (a->n == sizeof a->unit || last < 0x20)
            return bad(a, "CSI sequence without an end");
        return last < 0x40 ? MORE : judge_csi(a) ? WHOLE : BAD;
    }
    if (kind == '(' || kind == ')')
        return a->n == 2 ? MORE : last == 'B' || last == '0' ? WHOLE : bad(a, "character set not ours");
    if (kind == ']')
        return bad(a, "operating system command (OSC)");
    return strchr("78=>DM", kind) && kind ? WHOLE : bad(a, "escape sequence not ours");
}

bool audit_feed(struct audit *a, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n && !a->found; i++) {
        a->unit[a->n++] = bytes[i];
        a->fed++;
        enum unit u;
        if (a->unit[0] == '\033')
            u = take_escape(a);
        else if (memchr("\r\n\b\t\016\017", a->unit[0], 6))
            u = WHOLE;
        else
            u = take_text(a);
        if (u == WHOLE)
            a->n = 0;
    }
    return !a->found;
}

bool audit_end(struct audit *a)
{
    return !a->found && (a->n == 0 || finding(a, "cut short at the end"));
}

void audit_raw(void *a, const char *bytes, size_t n)
{
    audit_feed(a, bytes, n);
}
