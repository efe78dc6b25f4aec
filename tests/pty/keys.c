/* keys.c: see keys.h. */
#include "pty/keys.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How a key is coded: plain bytes; ESC O x (with modifiers ESC [ 1 ; m x); ESC [ n ~ (with modifiers ESC [ n ; m ~). */
enum coding { PLAIN, LETTER, TILDE };

struct key {
    const char *name;
    enum coding coding;
    const char *code;
};

static const struct key keys[] = {
    {"Enter", PLAIN, "\r"}, {"Tab", PLAIN, "\t"}, {"Esc", PLAIN, "\033"}, {"Space", PLAIN, " "},  {"BS", PLAIN, "\177"},
    {"lt", PLAIN, "<"},     {"Up", LETTER, "A"},  {"Down", LETTER, "B"},  {"Right", LETTER, "C"}, {"Left", LETTER, "D"},
    {"Home", LETTER, "H"},  {"End", LETTER, "F"}, {"F1", LETTER, "P"},    {"F2", LETTER, "Q"},    {"F3", LETTER, "R"},
    {"F4", LETTER, "S"},    {"Ins", TILDE, "2"},  {"Del", TILDE, "3"},    {"PgUp", TILDE, "5"},   {"PgDn", TILDE, "6"},
    {"F5", TILDE, "15"},    {"F6", TILDE, "17"},  {"F7", TILDE, "18"},    {"F8", TILDE, "19"},    {"F9", TILDE, "20"},
    {"F10", TILDE, "21"},   {"F11", TILDE, "23"}, {"F12", TILDE, "24"},
};

enum { SHIFT = 1, ALT = 2, CONTROL = 4 };

/* One plain byte under modifiers. Control is the letter with its upper bits off; alt puts an escape before. */
static int plain(const char *code, int mods, char *out, size_t size)
{
    char c = code[0];
    if ((mods & SHIFT) && c == '\t')
        return snprintf(out, size, "%s\033[Z", (mods & ALT) ? "\033" : "");
    if (mods & CONTROL) {
        int up = toupper((unsigned char)c);
        if (up != ' ' && (up < '@' || up > '_'))
            return -1;
        c = (char)(up & 0x1f);
    } else if (mods & SHIFT) {
        c = (char)toupper((unsigned char)c);
    }
    size_t n = 0;
    if (mods & ALT)
        out[n++] = '\033';
    out[n++] = c;
    return (int)n;
}

/* The bytes of one name without its brackets; the number of bytes, or -1 for an unknown name. */
static int one_key(const char *name, size_t len, char *out, size_t size)
{
    int mods = 0;
    while (len > 2 && name[1] == '-') {
        int bit = name[0] == 'S' ? SHIFT : name[0] == 'A' ? ALT : name[0] == 'C' ? CONTROL : 0;
        if (!bit)
            return -1;
        mods |= bit;
        name += 2;
        len -= 2;
    }
    if (len == 1) {
        const char code[2] = {name[0], 0};
        return plain(code, mods, out, size);
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct key *k = &keys[i];
        if (strlen(k->name) != len || memcmp(k->name, name, len) != 0)
            continue;
        if (k->coding == PLAIN)
            return plain(k->code, mods, out, size);
        if (k->coding == LETTER)
            return mods ? snprintf(out, size, "\033[1;%d%s", mods + 1, k->code)
                        : snprintf(out, size, "\033O%s", k->code);
        return mods ? snprintf(out, size, "\033[%s;%d~", k->code, mods + 1) : snprintf(out, size, "\033[%s~", k->code);
    }
    return -1;
}

bool keys_bytes(const char *spec, char *out, size_t size, size_t *n, char *why, size_t why_size)
{
    *n = 0;
    for (const char *s = spec; *s;) {
        char code[32] = {*s, 0};
        long times = 1;
        int len = 1;
        const char *close = *s == '<' ? strchr(s, '>') : NULL;
        if (*s == '<') {
            if (!close) {
                snprintf(why, why_size, "a key name without its '>' in '%s'", s);
                return false;
            }
            const char *star = memchr(s + 1, '*', (size_t)(close - s - 1));
            const char *end = star && star > s + 1 ? star : close;
            if (end == star)
                times = strtol(star + 1, NULL, 10);
            len = one_key(s + 1, (size_t)(end - s - 1), code, sizeof code);
            if (len < 0 || times < 1) {
                snprintf(why, why_size, "unknown key '%.*s'", (int)(close - s + 1), s);
                return false;
            }
        }
        if ((size_t)len * (size_t)times > size - *n) {
            snprintf(why, why_size, "too many keys");
            return false;
        }
        for (; times > 0; times--, *n += (size_t)len)
            memcpy(out + *n, code, (size_t)len);
        s = close ? close + 1 : s + 1;
    }
    return true;
}
