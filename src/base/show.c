#include "base/show.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

#define MOST_MARKS 2 /* combining marks on one base; more is an attack or a mistake */

/* What the characters before leave behind: is there a base for a mark, and how many marks does it have? */
struct state {
    bool base;
    int marks;
};

static bool forbidden(const utf8proc_property_t *p)
{
    switch (p->category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        /* Default_Ignorable_Code_Point: fillers and variation selectors, called letters and marks but never seen. */
        return p->ignorable;
    }
}

bool show_hides(int32_t codepoint)
{
    return forbidden(utf8proc_get_property(codepoint));
}

/* Drawn onto the character before it, without a column of its own. The middle and end parts of a Hangul syllable are
 * letters by category, yet terminals treat them so. */
static bool stacks(const utf8proc_property_t *p)
{
    return p->category == UTF8PROC_CATEGORY_MN || p->category == UTF8PROC_CATEGORY_ME ||
           p->boundclass == UTF8PROC_BOUNDCLASS_V || p->boundclass == UTF8PROC_BOUNDCLASS_T;
}

static void new_base(struct buf *out, struct state *state)
{
    if (state->marks > MOST_MARKS)
        buf_addf(out, "<+%d>", state->marks - MOST_MARKS);
    state->marks = 0;
    state->base = true;
}

static void show_one(struct buf *out, struct state *state, int32_t c)
{
    const utf8proc_property_t *p = c < 0 ? NULL : utf8proc_get_property(c);
    if (!p) {
        new_base(out, state);
        buf_adds(out, "\ufffd");
    } else if (forbidden(p)) {
        new_base(out, state);
        buf_addf(out, "<U+%04X>", (unsigned)c);
    } else if (stacks(p)) {
        if (!state->base)
            buf_adds(out, "\u25cc"); /* a mark with nothing below it would fall on whatever is drawn before it */
        state->base = true;
        if (++state->marks <= MOST_MARKS)
            utf8_add(out, c);
    } else {
        if (!state->base && p->category == UTF8PROC_CATEGORY_MC)
            buf_adds(out, "\u25cc");
        new_base(out, state);
        utf8_add(out, c);
    }
}

void show(struct buf *out, const char *s, size_t n, bool lines)
{
    const char *end = s + n;
    struct state state = {false, 0};
    while (s < end) {
        const char *plain = s;
        while (s < end && *s >= 0x20 && *s < 0x7f)
            s++;
        if (s > plain) {
            new_base(out, &state);
            buf_add(out, plain, (size_t)(s - plain));
        } else if (*s == '\n' || *s == '\t' || (*s == '\r' && s + 1 < end && s[1] == '\n')) {
            new_base(out, &state);
            state.base = false;
            buf_adds(out, *s == '\t' ? " " : lines ? "\n" : "\u21b5");
            s += *s == '\r' ? 2 : 1;
        } else {
            show_one(out, &state, utf8_next(&s, end));
        }
    }
    new_base(out, &state);
}

const char *show_line(struct buf *out, const char *s)
{
    buf_clear(out);
    show(out, s, strlen(s), false);
    return buf_str(out);
}
