/* term_input.c: see term_input.h. */
#include "ui/term_input.h"

#include <string.h>

#include "base/utf8.h"

#define ESC '\x1b'
static const char paste_end[] = "\x1b[201~";
enum { PASTE_END = sizeof paste_end - 1, MAX_CSI = 64 };

/* What taking one unit off the front came to. */
enum taken { NEED_MORE, NOTHING, EVENT };

void input_init(struct input *in)
{
    memset(in, 0, sizeof *in);
}

void input_release(struct input *in)
{
    buf_release(&in->paste);
}

void input_learn(struct input *in, const char *seq, int key)
{
    size_t n = strlen(seq);
    if (seq[0] != ESC || n < 3 || n >= INPUT_SEQUENCE || in->learned_count == INPUT_LEARNED)
        return;
    strcpy(in->learned[in->learned_count].seq, seq);
    in->learned[in->learned_count++].key = key;
}

char *input_room(struct input *in, size_t *room)
{
    *room = sizeof in->bytes - in->n;
    return in->bytes + in->n;
}

void input_took(struct input *in, size_t n)
{
    in->n += n;
}

bool input_partial(const struct input *in)
{
    return in->n > 0 || in->pasting;
}

static void drop(struct input *in, size_t n)
{
    memmove(in->bytes, in->bytes + n, in->n - n);
    in->n -= n;
}

static enum taken key_event(struct event *e, int key)
{
    e->type = EVENT_KEY;
    e->key = key;
    return EVENT;
}

/* ---- paste ---- */

static void paste_add(struct input *in, const char *s, size_t n)
{
    size_t room = in->paste.len < PASTE_LIMIT ? PASTE_LIMIT - in->paste.len : 0;
    if (n > room)
        in->cut = true;
    buf_add(&in->paste, s, n < room ? n : room);
}

/* Valid UTF-8, line ends as LF, no other control characters: what was pasted is text and nothing else. */
static void paste_clean(struct buf *paste)
{
    struct buf out = BUF_INIT;
    const char *s = buf_str(paste), *end = s + paste->len;
    while (s < end) {
        int32_t c = utf8_next(&s, end);
        if (c == '\r') {
            if (s < end && *s == '\n')
                s++;
            c = '\n';
        }
        if (c < 0)
            c = 0xFFFD;
        if ((c >= ' ' && c != 127 && !(c >= 0x80 && c < 0xA0)) || c == '\n' || c == '\t')
            utf8_add(&out, c);
    }
    buf_release(paste);
    *paste = out;
}

static enum taken take_paste(struct input *in, bool flush, struct event *e)
{
    char *end = NULL;
    for (size_t i = 0; i + PASTE_END <= in->n && !end; i++) {
        if (memcmp(in->bytes + i, paste_end, PASTE_END) == 0)
            end = in->bytes + i;
    }
    size_t take = end ? (size_t)(end - in->bytes) : in->n;
    if (!end && !flush) { /* the end may have begun */
        size_t keep = in->n < PASTE_END - 1 ? in->n : PASTE_END - 1;
        while (keep > 0 && memcmp(in->bytes + in->n - keep, paste_end, keep) != 0)
            keep--;
        take -= keep;
    }
    paste_add(in, in->bytes, take);
    drop(in, take + (end ? PASTE_END : 0));
    if (!end && !flush)
        return NEED_MORE;
    in->pasting = false;
    paste_clean(&in->paste);
    e->type = EVENT_PASTE;
    e->text = buf_str(&in->paste);
    e->cut = in->cut;
    return EVENT;
}

/* ---- sequences ---- */

static int letter_key(char final)
{
    static const struct {
        char final;
        int key;
    } keys[] = {{'A', K_UP},   {'B', K_DOWN}, {'C', K_RIGHT}, {'D', K_LEFT}, {'H', K_HOME},    {'F', K_END},
                {'P', K_F1},   {'Q', K_F2},   {'R', K_F3},    {'S', K_F4},   {'Z', K_BACK_TAB}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].final == final)
            return keys[i].key;
    }
    return 0;
}

static int tilde_key(int n)
{
    static const int keys[] = {[1] = K_HOME,  [2] = K_INSERT,    [3] = K_DELETE, [4] = K_END, [5] = K_PAGE_UP,
                               [6] = K_PAGE_DOWN, [7] = K_HOME, [8] = K_END,    [11] = K_F1, [12] = K_F2,
                               [13] = K_F3,   [14] = K_F4,       [15] = K_F5,    [17] = K_F6, [18] = K_F7,
                               [19] = K_F8,   [20] = K_F9,       [21] = K_F10,   [23] = K_F11, [24] = K_F12};
    return n > 0 && n < (int)(sizeof keys / sizeof *keys) ? keys[n] : 0;
}

/* xterm's parameter: one more than the sum of Shift 1, Alt 2, Ctrl 4, Meta 8. */
static int modifiers(int param)
{
    int m = param > 1 ? param - 1 : 0;
    return (m & 1 ? KEY_SHIFT : 0) | (m & 10 ? KEY_ALT : 0) | (m & 4 ? KEY_CTRL : 0);
}

/* A key given by its code point and modifiers, as by "CSI u". */
static int coded_key(int code, int mods)
{
    switch (code) {
    case 9: return mods & KEY_SHIFT ? K_BACK_TAB : K_TAB | mods;
    case 10:
    case 13: return K_ENTER | mods;
    case 27: return K_ESCAPE;
    case 8:
    case 127: return K_BACKSPACE | mods;
    default: break;
    }
    if (code < ' ' || code >= KEY_BASE || (code >= 0xD800 && code < 0xE000) || (code >= 0xE000 && code < 0xF900))
        return 0; /* controls, surrogates, and the private numbers of keys we have no use for */
    if (mods & (KEY_CTRL | KEY_ALT))
        return code | (mods & (KEY_CTRL | KEY_ALT));
    return code;
}

static enum taken mouse_event(struct event *e, int button, int col, int row, bool release)
{
    if (button & 32) /* a move */
        return NOTHING;
    int b = button & ~(4 | 8 | 16); /* without Shift, Meta, Ctrl */
    if (b != 0 && b != 64 && b != 65 && !(b == 3))
        return NOTHING;
    e->type = EVENT_MOUSE;
    e->row = row > 0 ? row - 1 : 0;
    e->col = col > 0 ? col - 1 : 0;
    e->mouse = b == 64 ? MOUSE_WHEEL_UP : b == 65 ? MOUSE_WHEEL_DOWN : release || b == 3 ? MOUSE_RELEASE : MOUSE_PRESS;
    return EVENT;
}

/* Reads up to 4 numbers between ';'; what follows a ':' in a number is left out. Returns how many. */
static int numbers(const char *s, const char *end, int out[4])
{
    int n = 0;
    out[0] = out[1] = out[2] = out[3] = 0;
    while (n < 4) {
        bool skip = false;
        for (; s < end && *s != ';'; s++) {
            if (*s == ':')
                skip = true;
            else if (!skip && *s >= '0' && *s <= '9' && out[n] < 10000000)
                out[n] = out[n] * 10 + (*s - '0');
        }
        n++;
        if (s >= end)
            break;
        s++;
    }
    return n;
}

/* Inside of CSI ... final. */
static enum taken csi_event(struct input *in, const char *s, const char *end, char final, struct event *e)
{
    int p[4];
    if (s < end && *s == '<') {
        numbers(s + 1, end, p);
        return final == 'M' || final == 'm' ? mouse_event(e, p[0], p[1], p[2], final == 'm') : NOTHING;
    }
    if (s < end && *s > ';') /* private: an answer to something we did not ask */
        return NOTHING;
    numbers(s, end, p);
    int mods = modifiers(p[1]), key = 0;
    if (final == '~') {
        if (p[0] == 200) {
            in->pasting = true;
            in->cut = false;
            buf_clear(&in->paste);
            return NOTHING;
        }
        if (p[0] == 27 && p[2])
            key = coded_key(p[2], mods);
        else if ((key = tilde_key(p[0])))
            key |= mods;
    } else if (final == 'u') {
        key = coded_key(p[0], mods);
    } else if (final == '$' || final == '^' || final == '@') { /* rxvt */
        if ((key = tilde_key(p[0])))
            key |= final == '$' ? KEY_SHIFT : final == '^' ? KEY_CTRL : KEY_SHIFT | KEY_CTRL;
    } else if (final >= 'a' && final <= 'd') { /* rxvt */
        key = letter_key((char)(final - 32)) | KEY_SHIFT;
    } else if ((key = letter_key(final))) {
        key = key == K_BACK_TAB ? key : key | mods;
    }
    return key ? key_event(e, key) : NOTHING;
}

/* `at`: where "[" is. Sets *used to the length of the whole unit from the start of the buffer. */
static enum taken take_csi(struct input *in, size_t at, size_t *used, struct event *e)
{
    size_t i = at + 1;
    if (i < in->n && in->bytes[i] == '[') { /* Linux console: ESC [ [ A is F1 */
        if (i + 1 >= in->n)
            return NEED_MORE;
        char c = in->bytes[i + 1];
        *used = i + 2;
        return c >= 'A' && c <= 'E' ? key_event(e, K_F1 + (c - 'A')) : NOTHING;
    }
    if (i < in->n && in->bytes[i] == 'M') { /* X10 mouse: three bytes, 32 more than the number each */
        if (i + 3 >= in->n)
            return NEED_MORE;
        *used = i + 4;
        const unsigned char *b = (const unsigned char *)in->bytes + i + 1;
        return mouse_event(e, b[0] - 32, b[1] - 32, b[2] - 32, false);
    }
    while (i < in->n && i < MAX_CSI) {
        unsigned char c = (unsigned char)in->bytes[i];
        if (c >= 0x40 && c <= 0x7e) {
            *used = i + 1;
            return csi_event(in, in->bytes + at + 1, in->bytes + i, (char)c, e);
        }
        if (c == '$' && i > at + 1 && in->bytes[i - 1] >= '0' && in->bytes[i - 1] <= '9') {
            *used = i + 1;
            return csi_event(in, in->bytes + at + 1, in->bytes + i, '$', e);
        }
        if (c < 0x20 || c > 0x7e) { /* broken off: leave what follows alone */
            *used = i;
            return NOTHING;
        }
        i++;
    }
    *used = i;
    return i >= MAX_CSI ? NOTHING : NEED_MORE;
}

static enum taken take_ss3(struct input *in, size_t at, size_t *used, struct event *e)
{
    if (at + 1 >= in->n)
        return NEED_MORE;
    char c = in->bytes[at + 1];
    *used = at + 2;
    int key = letter_key(c);
    if (c >= 'a' && c <= 'd') /* rxvt */
        key = letter_key((char)(c - 32)) | KEY_CTRL;
    else if (c >= 'j' && c <= 'y') /* the number pad */
        key = "*+,-./0123456789"[c - 'j'];
    else if (c == 'M')
        key = K_ENTER;
    else if (c == 'X')
        key = '=';
    return key && key != K_BACK_TAB ? key_event(e, key) : NOTHING;
}

/* The learned sequence at the front, the longest one; NEED_MORE if one of them may have begun. */
static enum taken take_learned(struct input *in, size_t *used, struct event *e)
{
    size_t best = 0;
    bool begun = false;
    for (size_t i = 0; i < in->learned_count; i++) {
        const char *seq = in->learned[i].seq;
        size_t n = strlen(seq);
        if (n <= in->n && memcmp(seq, in->bytes, n) == 0 && n > best) {
            best = n;
            key_event(e, in->learned[i].key);
        } else if (n > in->n && memcmp(seq, in->bytes, in->n) == 0) {
            begun = true;
        }
    }
    *used = best;
    return best ? EVENT : begun ? NEED_MORE : NOTHING;
}

/* ---- characters ---- */

static int control_key(unsigned char c)
{
    switch (c) {
    case 0: return KEY_CTRL | ' ';
    case 8:
    case 127: return K_BACKSPACE;
    case 9: return K_TAB;
    case 10:
    case 13: return K_ENTER;
    case 27: return K_ESCAPE;
    default: break;
    }
    return KEY_CTRL | (c <= 26 ? c + 'a' - 1 : c + '@');
}

/* One character at `at`, which is no ESC; with Alt if it stands behind one. */
static enum taken take_character(struct input *in, size_t at, bool flush, size_t *used, struct event *e)
{
    unsigned char c = (unsigned char)in->bytes[at];
    int alt = at ? KEY_ALT : 0;
    if (c < 0x80) {
        *used = at + 1;
        return key_event(e, (c < ' ' || c == 127 ? control_key(c) : c) | alt);
    }
    const char *s = in->bytes + at;
    size_t need = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;
    if (in->n - at < need && !flush)
        return NEED_MORE;
    int32_t code = utf8_next(&s, in->bytes + in->n);
    *used = (size_t)(s - in->bytes);
    if (code < 0xA0) /* not UTF-8, or a C1 control */
        return NOTHING;
    return key_event(e, code | alt);
}

static enum taken take_escape(struct input *in, bool flush, size_t *used, struct event *e)
{
    enum taken t = take_learned(in, used, e);
    if (t == EVENT || (t == NEED_MORE && !flush))
        return t;
    if (in->n == 1)
        return NEED_MORE;
    size_t at = 1;
    int alt = 0;
    if (in->bytes[1] == ESC) {
        if (in->n == 2)
            return NEED_MORE;
        if (in->bytes[2] != '[' && in->bytes[2] != 'O') {
            *used = 1;
            return key_event(e, K_ESCAPE);
        }
        at = 2;
        alt = KEY_ALT; /* rxvt: ESC before the sequence of the key */
    }
    if (in->bytes[at] == '[')
        t = take_csi(in, at, used, e);
    else if (in->bytes[at] == 'O')
        t = take_ss3(in, at, used, e);
    else
        return take_character(in, at, flush, used, e);
    if (t == EVENT && e->type == EVENT_KEY)
        e->key |= alt;
    return t;
}

/* What has begun and is not going on: an ESC alone, ESC and a character (Alt), or a sequence cut short: that one is
 * dropped whole, for its pieces are nothing that was typed. */
static enum taken take_rest(struct input *in, size_t *used, struct event *e)
{
    bool twice = in->n == 2 && in->bytes[1] == ESC;
    *used = twice ? 1 : in->n;
    if (in->n == 1 || twice)
        return key_event(e, K_ESCAPE);
    return in->n == 2 ? key_event(e, KEY_ALT | in->bytes[1]) : NOTHING;
}

bool input_next(struct input *in, bool flush, struct event *e)
{
    memset(e, 0, sizeof *e);
    while (in->n > 0 || (in->pasting && flush)) {
        enum taken t;
        size_t used = 0;
        if (in->pasting) {
            if (take_paste(in, flush, e) == EVENT)
                return true;
            return false;
        }
        t = in->bytes[0] == ESC ? take_escape(in, flush, &used, e) : take_character(in, 0, flush, &used, e);
        if (t == NEED_MORE && flush)
            t = take_rest(in, &used, e);
        if (t == NEED_MORE)
            return false;
        drop(in, used);
        if (t == EVENT)
            return true;
    }
    return false;
}
