/* key.c: see key.h. */
#include "ui/key.h"

#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "ui/term.h"

static const struct {
    const char *name; /* as the command table has it, and as shown: the first name of a number */
    int key;
} names[] = {
    /* clang-format off */
    {NC_("key", "Up"), K_UP}, {NC_("key", "Down"), K_DOWN}, {NC_("key", "Left"), K_LEFT},
    {NC_("key", "Right"), K_RIGHT}, {NC_("key", "Home"), K_HOME}, {NC_("key", "End"), K_END},
    {NC_("key", "Page Up"), K_PAGE_UP}, {NC_("key", "Page Down"), K_PAGE_DOWN}, {NC_("key", "Insert"), K_INSERT},
    {NC_("key", "Delete"), K_DELETE}, {NC_("key", "Backspace"), K_BACKSPACE}, {NC_("key", "Shift+Tab"), K_BACK_TAB},
    {"Tab", K_TAB}, {NC_("key", "Enter"), K_ENTER}, {NC_("key", "Esc"), K_ESCAPE}, {NC_("key", "Space"), ' '},
    {"F1", K_F1}, {"F2", K_F2}, {"F3", K_F3}, {"F4", K_F4}, {"F5", K_F5}, {"F6", K_F6}, {"F7", K_F7}, {"F8", K_F8},
    {"F9", K_F9}, {"F10", K_F10}, {"F11", K_F11}, {"F12", K_F12}, {"PgUp", K_PAGE_UP}, {"PgDn", K_PAGE_DOWN},
    {"Ins", K_INSERT}, {"Del", K_DELETE}, {"Escape", K_ESCAPE}, {"Return", K_ENTER}, {"BackTab", K_BACK_TAB},
    /* clang-format on */
};

static const struct {
    const char *name;
    int flag;
} modifiers[] = {{"Ctrl+", KEY_CTRL}, {"Alt+", KEY_ALT}, {NC_("key", "Shift+"), KEY_SHIFT}};

/* Letters by the place of their key on the Russian and Ukrainian layouts and on the Greek one. */
static const char *const cyrillic = "йцукенгшщзфывапролдячсмить";
static const char *const cyrillic_place = "qwertyuiopasdfghjklzxcvbnm";
static const char *const greek = "ςερτυθιοπασδφγηξκλζχψωβνμ";
static const char *const greek_place = "wertyuiopasdfghjklzxcvbnm";

static int place_in(const char *letters, const char *places, int32_t c)
{
    const char *end = letters + strlen(letters);
    while (letters < end) {
        if (utf8_next(&letters, end) == c)
            return *places;
        places++;
    }
    return 0;
}

static int32_t lower(int32_t c)
{
    if (c >= 'A' && c <= 'Z')
        return c + 32;
    if (c >= 0x0410 && c <= 0x042F) /* Cyrillic capitals */
        return c + 32;
    if (c >= 0x0391 && c <= 0x03A9) /* Greek capitals */
        return c + 32;
    return c;
}

int key_plain(int key)
{
    int mods = key & (KEY_SHIFT | KEY_ALT | KEY_CTRL);
    int32_t c = key & ~(KEY_SHIFT | KEY_ALT | KEY_CTRL);
    if (!(mods & (KEY_ALT | KEY_CTRL)) || c >= KEY_BASE)
        return key;
    c = lower(c);
    int place = c == 0x0456 ? 's' : place_in(cyrillic, cyrillic_place, c); /* U+0456: the Ukrainian i */
    if (!place)
        place = place_in(greek, greek_place, c);
    return (mods & ~KEY_SHIFT) | (place ? place : c);
}

/* Compares ignoring case, and taking "_" and nothing for a blank. */
static bool same_name(const char *known, const char *name, size_t n)
{
    size_t i = 0;
    for (; *known; known++) {
        if (*known == ' ') {
            if (i < n && (name[i] == '_' || name[i] == ' '))
                i++;
            continue;
        }
        if (i >= n || lower((unsigned char)name[i]) != lower((unsigned char)*known))
            return false;
        i++;
    }
    return i == n;
}

int key_number(const char *name, size_t n)
{
    int mods = 0;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            if (same_name(tr_source(names[i].name), name, n))
                return names[i].key | mods;
        }
        for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++) {
            size_t len = strlen(tr_source(modifiers[i].name));
            if (n > len && same_name(tr_source(modifiers[i].name), name, len)) {
                mods |= modifiers[i].flag;
                name += len;
                n -= len;
                more = true;
                break;
            }
        }
    }
    const char *s = name;
    int32_t c = n ? utf8_next(&s, name + n) : -1;
    if (c < 0 || s != name + n)
        return 0;
    return key_plain(c | mods);
}

/* Keys without a context, such as F1, have one name in all languages. */
static const char *shown_name(const char *name)
{
    return tr_source(name) == name ? name : tr(name);
}

void key_name(int key, struct buf *out)
{
    for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++) {
        if (key & modifiers[i].flag)
            buf_adds(out, shown_name(modifiers[i].name));
    }
    int mods = key & (KEY_SHIFT | KEY_ALT | KEY_CTRL);
    int32_t c = key & ~mods;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].key == c) {
            buf_adds(out, shown_name(names[i].name));
            return;
        }
    }
    utf8_add(out, mods && c >= 'a' && c <= 'z' ? c - 32 : c);
}

/* The next name of a `keys` column: its length, 0 at the end; *keys points to it. */
static size_t next_name(const char **keys)
{
    *keys += strspn(*keys, " ");
    return strcspn(*keys, " ");
}

bool key_in(const char *keys, int key)
{
    size_t n;
    key = key_plain(key);
    while ((n = next_name(&keys)) > 0) {
        if (key_number(keys, n) == key)
            return true;
        keys += n;
    }
    return false;
}

void key_first(const char *keys, struct buf *out)
{
    key_sent(keys, true, out);
}

bool key_sent(const char *keys, bool modified, struct buf *out)
{
    for (size_t n; (n = next_name(&keys)) > 0; keys += n) {
        int key = key_number(keys, n), mods = key & (KEY_SHIFT | KEY_ALT | KEY_CTRL);
        if (!key || (mods && !modified && (key & ~mods) >= KEY_BASE))
            continue;
        key_name(key, out);
        return true;
    }
    return false;
}

void key_list(const char *keys, struct buf *out)
{
    for (size_t n, begin = out->len; (n = next_name(&keys)) > 0; keys += n) {
        if (out->len > begin)
            buf_adds(out, ", ");
        key_name(key_number(keys, n), out);
    }
}

bool key_types(int key)
{
    return key >= ' ' && key != 127 && key < KEY_BASE && !(key >= 0x80 && key < 0xA0);
}
