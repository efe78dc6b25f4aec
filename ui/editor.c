#include "ui/editor.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/editor_layout.h"
#include "ui/key.h"
#include "ui/term.h"

enum edit_kind { EDIT_TYPE, EDIT_BACK, EDIT_DELETE, EDIT_OTHER };

/* One step of undo: at `at`, `removed` was replaced by `inserted`. */
struct edit {
    enum edit_kind kind;
    size_t at;
    struct buf removed, inserted;
};

/* ---- the text ---- */

static void drop_edits(struct editor *e, size_t from)
{
    for (size_t i = from; i < e->edit_count; i++) {
        buf_release(&e->edits[i].removed);
        buf_release(&e->edits[i].inserted);
    }
    e->edit_count = from;
}

void editor_init(struct editor *e, bool one_line)
{
    *e = (struct editor){.one_line = one_line, .goal = -1};
}

void editor_release(struct editor *e)
{
    drop_edits(e, 0);
    free(e->edits);
    free(e->lines);
    buf_release(&e->text);
    buf_release(&e->scratch);
    editor_init(e, e->one_line);
}

void editor_set_text(struct editor *e, const char *s, size_t n)
{
    drop_edits(e, 0);
    e->done = 0;
    buf_clear(&e->text);
    buf_add(&e->text, s, n);
    e->at = n;
    e->goal = -1;
    e->top = e->left = 0;
    e->typing = e->refused = false;
    e->cols = 0;
}

const char *editor_text(const struct editor *e)
{
    return buf_str(&e->text);
}

size_t editor_length(const struct editor *e)
{
    return e->text.len;
}

static size_t next_of(const struct editor *e, size_t at)
{
    return grapheme_next(buf_str(&e->text), e->text.len, at);
}

static size_t prev_of(const struct editor *e, size_t at)
{
    return grapheme_prev(buf_str(&e->text), e->text.len, at);
}

/* ---- changes, and back again ---- */

static void replace(struct editor *e, size_t at, size_t cut, const char *s, size_t n)
{
    buf_splice(&e->text, at, cut, s, n);
    layout_changed(e, at, cut, n);
    at += n;
    e->at = at ? next_of(e, prev_of(e, at)) : 0; /* what follows may have joined the grapheme before */
    e->goal = -1;
    e->changes++;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* Adds a change to the last step of undo if both belong to one run: of typing up to the next word, of Backspace or of
 * Delete. */
static bool join_edit(struct edit *last, enum edit_kind kind, size_t at, const char *removed, size_t cut,
                      const char *inserted, size_t n)
{
    if (last->kind != kind)
        return false;
    if (kind == EDIT_TYPE && cut == 0 && at == last->at + last->inserted.len &&
        !(last->inserted.len && blank(last->inserted.s[last->inserted.len - 1]) && !blank(*inserted))) {
        buf_add(&last->inserted, inserted, n);
        return true;
    }
    if (kind == EDIT_BACK && at + cut == last->at) {
        buf_splice(&last->removed, 0, 0, removed, cut);
        last->at = at;
        return true;
    }
    if (kind == EDIT_DELETE && at == last->at) {
        buf_add(&last->removed, removed, cut);
        return true;
    }
    return false;
}

/* Every change by a person comes through here. False if the text would become too long. */
static bool change(struct editor *e, enum edit_kind kind, size_t at, size_t cut, const char *s, size_t n)
{
    if (n > cut && e->text.len - cut + n > EDITOR_LIMIT) {
        e->refused = true;
        return false;
    }
    if (cut == 0 && n == 0)
        return true;
    drop_edits(e, e->done);
    const char *removed = buf_str(&e->text) + at;
    if (!e->typing || e->done == 0 || !join_edit(&e->edits[e->done - 1], kind, at, removed, cut, s, n)) {
        GROW(e->edits, e->edit_count + 1, e->edit_cap);
        struct edit *edit = &e->edits[e->edit_count++];
        *edit = (struct edit){kind, at, BUF_INIT, BUF_INIT};
        buf_add(&edit->removed, removed, cut);
        buf_add(&edit->inserted, s, n);
        e->done = e->edit_count;
    }
    replace(e, at, cut, s, n);
    e->typing = true;
    return true;
}

bool editor_undo(struct editor *e)
{
    e->typing = false;
    if (e->done == 0)
        return false;
    const struct edit *edit = &e->edits[--e->done];
    replace(e, edit->at, edit->inserted.len, buf_str(&edit->removed), edit->removed.len);
    return true;
}

bool editor_redo(struct editor *e)
{
    e->typing = false;
    if (e->done == e->edit_count)
        return false;
    const struct edit *edit = &e->edits[e->done++];
    replace(e, edit->at, edit->removed.len, buf_str(&edit->inserted), edit->inserted.len);
    return true;
}

/* Puts in what comes from outside, for `cut` bytes. */
static bool put_in(struct editor *e, size_t at, size_t cut, const char *s, size_t n)
{
    struct buf clean = BUF_INIT;
    e->refused = e->typing = false;
    if (e->one_line) /* a line copied with its end is still one line */
        while (n > 0 && (s[n - 1] == '\n' || s[n - 1] == '\r'))
            n--;
    for (const char *p = s, *end = s + n; p < end;) {
        if (*p == '\r' || *p == '\n') {
            p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
            buf_addc(&clean, e->one_line ? ' ' : '\n');
            continue;
        }
        int32_t c = utf8_next(&p, end);
        bool control = (c >= 0 && c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0);
        if (!control)
            utf8_add(&clean, c < 0 ? 0xfffd : c);
    }
    bool fits = change(e, EDIT_OTHER, at, cut, buf_str(&clean), clean.len);
    e->typing = false;
    buf_release(&clean);
    return fits;
}

bool editor_paste(struct editor *e, const char *s, size_t n)
{
    return put_in(e, e->at, 0, s, n);
}

bool editor_replace(struct editor *e, const char *s, size_t n)
{
    return put_in(e, 0, e->text.len, s, n);
}

/* ---- moving ---- */

static void move_to(struct editor *e, size_t at)
{
    e->at = at;
    e->goal = -1;
    e->typing = false;
}

/* Part of a word: letters, digits and all that is not ASCII. */
static bool in_word(const struct editor *e, size_t at)
{
    unsigned char c = (unsigned char)e->text.s[at];
    return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
}

static size_t word_right(const struct editor *e, size_t at)
{
    while (at < e->text.len && in_word(e, at))
        at = next_of(e, at);
    while (at < e->text.len && !in_word(e, at))
        at = next_of(e, at);
    return at;
}

static size_t word_left(const struct editor *e, size_t at)
{
    size_t before;
    while (at > 0 && !in_word(e, before = prev_of(e, at)))
        at = before;
    while (at > 0 && in_word(e, before = prev_of(e, at)))
        at = before;
    return at;
}

/* Up (below 0) or down by lines as shown, in the column where the first of these moves began; past the first or last
 * line to the start or end of the text. */
static void move_lines(struct editor *e, long lines)
{
    size_t line = layout_line_of(e, e->at);
    int goal = e->goal >= 0 ? e->goal : layout_column(e, e->lines[line], e->at);
    if (lines < 0 && line == 0)
        move_to(e, 0);
    else if (lines > 0 && line + 1 == e->line_count)
        move_to(e, e->text.len);
    else {
        long to = (long)line + lines, last = (long)e->line_count - 1;
        move_to(e, layout_offset(e, (size_t)(to < 0 ? 0 : to > last ? last : to), goal));
    }
    e->goal = goal;
}

static size_t line_feed(const struct editor *e, size_t at)
{
    size_t feed = at;
    while (feed < e->text.len && e->text.s[feed] != '\n')
        feed++;
    if (feed > at && feed < e->text.len && e->text.s[feed - 1] == '\r')
        feed--;
    return feed;
}

static void cut_line(struct editor *e)
{
    size_t end = line_feed(e, e->at);
    change(e, EDIT_OTHER, e->at, (end > e->at ? end : next_of(e, e->at)) - e->at, "", 0);
}

/* ---- keys ---- */

static void remove_before(struct editor *e, size_t from)
{
    change(e, EDIT_BACK, from, e->at - from, "", 0);
}

static void remove_behind(struct editor *e, size_t to)
{
    change(e, EDIT_DELETE, e->at, to - e->at, "", 0);
}

static void type(struct editor *e, int32_t codepoint)
{
    struct buf one = BUF_INIT;
    utf8_add(&one, codepoint);
    change(e, EDIT_TYPE, e->at, 0, buf_str(&one), one.len);
    buf_release(&one);
}

static bool control_key(struct editor *e, int key)
{
    switch (key) {
    case KEY_CTRL | K_LEFT:
        move_to(e, word_left(e, e->at));
        return true;
    case KEY_CTRL | K_RIGHT:
        move_to(e, word_right(e, e->at));
        return true;
    case KEY_CTRL | K_HOME:
        move_to(e, 0);
        return true;
    case KEY_CTRL | K_END:
        move_to(e, e->text.len);
        return true;
    case KEY_CTRL | K_BACKSPACE:
        remove_before(e, word_left(e, e->at));
        return true;
    case KEY_CTRL | K_DELETE:
        remove_behind(e, word_right(e, e->at));
        return true;
    case KEY_CTRL | 'k':
        cut_line(e);
        return true;
    case KEY_CTRL | 'z':
        editor_undo(e);
        return true;
    case KEY_CTRL | 'y':
        editor_redo(e);
        return true;
    default:
        return false;
    }
}

/* Keys that only make sense with several lines. */
static bool lines_key(struct editor *e, int key)
{
    long page = e->area.rows > 2 ? e->area.rows - 1 : 1;
    switch (key) {
    case K_UP:
        move_lines(e, -1);
        return true;
    case K_DOWN:
        move_lines(e, 1);
        return true;
    case K_PAGE_UP:
        move_lines(e, -page);
        return true;
    case K_PAGE_DOWN:
        move_lines(e, page);
        return true;
    case K_ENTER:
        type(e, '\n');
        return true;
    default:
        return false;
    }
}

bool editor_key(struct editor *e, int key)
{
    e->refused = false;
    if (e->cols == 0)
        layout_fit(e, 80); /* not drawn yet */
    switch (key) {
    case K_LEFT:
        move_to(e, prev_of(e, e->at));
        return true;
    case K_RIGHT:
        move_to(e, next_of(e, e->at));
        return true;
    case K_HOME:
        move_to(e, e->lines[layout_line_of(e, e->at)]);
        return true;
    case K_END:
        move_to(e, layout_line_end(e, layout_line_of(e, e->at)));
        return true;
    case K_BACKSPACE:
        remove_before(e, prev_of(e, e->at));
        return true;
    case K_DELETE:
        remove_behind(e, next_of(e, e->at));
        return true;
    default:
        break;
    }
    if (key & KEY_CTRL)
        return control_key(e, key_plain(key));
    if (!e->one_line && lines_key(e, key))
        return true;
    if (!key_types(key) || (key >= 0xd800 && key < 0xe000))
        return false;
    type(e, key);
    return true;
}
