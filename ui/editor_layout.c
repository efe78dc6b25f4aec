#include "ui/editor_layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/show.h"
#include "base/utf8.h"

static int measure(void *data, const char *s, size_t n)
{
    struct buf *scratch = data;
    buf_clear(scratch);
    show(scratch, s, n, false);
    return text_width(buf_str(scratch), scratch->len);
}

/* Where the line after the one that begins at `start` begins, and *end where that one ends. False: it is the last. */
static bool next_line(struct editor *e, size_t start, size_t *end, size_t *next)
{
    const struct buf *t = &e->text;
    *next = t->len;
    *end = e->one_line ? t->len : text_wrap(buf_str(t), t->len, start, e->cols, measure, &e->scratch, next);
    return *next < t->len || (!e->one_line && *end < t->len); /* a feed at the very end begins a line without text */
}

static void add_line(struct editor *e, size_t start)
{
    GROW(e->lines, e->line_count + 1, e->line_cap);
    e->lines[e->line_count++] = start;
}

static void wrap_all(struct editor *e)
{
    size_t end, next;
    e->line_count = 0;
    add_line(e, 0);
    while (next_line(e, e->lines[e->line_count - 1], &end, &next))
        add_line(e, next);
}

void layout_fit(struct editor *e, int cols)
{
    cols = cols > 1 ? cols : 1;
    if (e->cols == cols)
        return;
    e->cols = cols;
    wrap_all(e);
}

size_t layout_line_of(const struct editor *e, size_t at)
{
    size_t low = 0, high = e->line_count;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (e->lines[mid] <= at)
            low = mid;
        else
            high = mid;
    }
    return low;
}

/* Puts `n` fresh line starts in the place of those from `first` to before `old`, and moves the later ones by the
 * change. */
static void splice_lines(struct editor *e, size_t first, size_t old, const size_t *fresh, size_t n, size_t shift)
{
    size_t tail = e->line_count - old;
    GROW(e->lines, first + n + tail, e->line_cap);
    memmove(e->lines + first + n, e->lines + old, tail * sizeof *e->lines);
    if (n)
        memcpy(e->lines + first, fresh, n * sizeof *fresh);
    for (size_t i = first + n; i < first + n + tail; i++)
        e->lines[i] += shift;
    e->line_count = first + n + tail;
}

void layout_changed(struct editor *e, size_t at, size_t cut, size_t added)
{
    if (e->cols == 0)
        return;
    /* The change can make the grapheme before it longer (bytes that become a character reach back three more), and the
     * first word of its line fit on the line before. The lines before those stay. */
    size_t first = layout_line_of(e, at > 4 ? at - 4 : 0);
    first = first > 0 ? first - 1 : 0;
    size_t start = e->lines[first], old = first + 1, shift = added - cut; /* may wrap around, and back when added */
    size_t *fresh = NULL, n = 0, cap = 0, end, next;
    bool more;
    while ((more = next_line(e, start, &end, &next))) {
        while (old < e->line_count && (e->lines[old] < at + cut || e->lines[old] + shift < next))
            old++;
        if (old < e->line_count && e->lines[old] + shift == next)
            break; /* behind the change a line begins where one did before: from here on all is as it was */
        GROW(fresh, n + 1, cap);
        fresh[n++] = start = next;
    }
    splice_lines(e, first + 1, more ? old : e->line_count, fresh, n, shift);
    free(fresh);
}

size_t layout_line_end(struct editor *e, size_t line)
{
    size_t end, next;
    if (!next_line(e, e->lines[line], &end, &next))
        return e->text.len;
    /* A line broken inside a word: its end is the next one's start, so the last place on it is before its last
     * grapheme. */
    return end < next ? end : grapheme_prev(buf_str(&e->text), e->text.len, end);
}

int layout_column(struct editor *e, size_t from, size_t at)
{
    const char *s = buf_str(&e->text);
    int column = 0;
    for (size_t next; from < at; from = next) {
        next = grapheme_next(s, e->text.len, from);
        bool plain = next == from + 1 && s[from] >= 0x20 && s[from] < 0x7f;
        column += plain ? 1 : measure(&e->scratch, s + from, next - from);
    }
    return column;
}

size_t layout_offset(struct editor *e, size_t line, int column)
{
    const char *s = buf_str(&e->text);
    size_t at = e->lines[line], end = layout_line_end(e, line);
    while (at < end) {
        size_t next = grapheme_next(s, e->text.len, at);
        int width = layout_column(e, at, next);
        if (column < width && (column * 2 < width || column == 0))
            break;
        at = next;
        column -= width;
        if (column <= 0)
            break;
    }
    return at < end ? at : end;
}

void layout_show(const struct editor *e, size_t from, size_t to, struct buf *out)
{
    const char *s = buf_str(&e->text);
    while (from < to) {
        size_t next = from, plain = from;
        while (plain < to && s[plain] >= 0x20 && s[plain] < 0x7f)
            plain++;
        if (plain > from + 1) {
            next = plain - 1; /* a mark may follow the last one */
            buf_add(out, s + from, next - from);
        } else {
            next = grapheme_next(s, e->text.len, from);
            show(out, s + from, next - from, false);
        }
        from = next;
    }
}
