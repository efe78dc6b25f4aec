/* The editor: each key, undo, paste, limits, drawing; and long random sessions against a plain array of bytes. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/show.h"
#include "base/utf8.h"
#include "ui/editor.h"
#include "ui/term.h"
#include "unit/cmocka-all.h"
#include "unit/hostile.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void start(struct editor *e, const char *text, bool one_line)
{
    editor_init(e, one_line);
    editor_set_text(e, text, strlen(text));
}

static void press(struct editor *e, int key, int times)
{
    while (times-- > 0)
        assert_true(editor_key(e, key));
}

/* Types ASCII and anything else, character by character; line feeds as Enter. */
static void type_text(struct editor *e, const char *s)
{
    for (const char *end = s + strlen(s); s < end;) {
        int32_t c = utf8_next(&s, end);
        press(e, c == '\n' ? K_ENTER : c, 1);
    }
}

/* Text and cursor, which is written as "|". */
static void expect_at(const struct editor *e, const char *wanted)
{
    struct buf got = BUF_INIT;
    buf_add(&got, editor_text(e), editor_length(e));
    buf_splice(&got, e->at, 0, "|", 1);
    if (strcmp(got.s, wanted) != 0)
        fail_msg("\"%s\", not \"%s\"", got.s, wanted);
    buf_release(&got);
}

/* ---- keys ---- */

static void test_typing(void **state)
{
    (void)state;
    struct editor e;
    editor_init(&e, false);
    assert_string_equal(editor_text(&e), "");
    type_text(&e, "Ye\u0301s\nno");
    expect_at(&e, "Ye\u0301s\nno|");
    assert_int_equal(e.changes, 7);
    press(&e, K_LEFT, 6);
    expect_at(&e, "|Ye\u0301s\nno");
    press(&e, K_RIGHT, 2);
    expect_at(&e, "Ye\u0301|s\nno"); /* the accent is no place to stand */
    press(&e, K_BACKSPACE, 1);
    expect_at(&e, "Y|s\nno");
    press(&e, K_DELETE, 2);
    expect_at(&e, "Y|no");
    press(&e, K_DELETE, 5);
    press(&e, K_BACKSPACE, 5);
    expect_at(&e, "|");
    assert_false(editor_key(&e, K_TAB));
    assert_false(editor_key(&e, K_ESCAPE));
    assert_false(editor_key(&e, K_F1));
    assert_false(editor_key(&e, KEY_CTRL | 's'));
    assert_false(editor_key(&e, KEY_ALT | 'x'));
    assert_false(editor_key(&e, 0x1b));
    assert_false(editor_key(&e, 0x9b));
    assert_false(editor_key(&e, 0xd800));
    expect_at(&e, "|");
    editor_release(&e);
}

/* A mark typed behind a character joins it, and a letter typed between two parts of a flag lets the cursor stand. */
static void test_joining(void **state)
{
    (void)state;
    struct editor e;
    start(&e, "e", false);
    press(&e, 0x301, 1);
    expect_at(&e, "e\u0301|");
    press(&e, K_BACKSPACE, 1);
    expect_at(&e, "|");
    editor_set_text(&e, "a\n\u0301", 4);
    press(&e, KEY_CTRL | K_HOME, 1);
    press(&e, K_RIGHT, 1);
    press(&e, K_DELETE, 1);
    expect_at(&e, "a\u0301|"); /* never inside */
    press(&e, KEY_CTRL | 'z', 1);
    assert_string_equal(editor_text(&e), "a\n\u0301");
    press(&e, KEY_CTRL | K_HOME, 1);
    press(&e, K_RIGHT, 2);
    press(&e, K_BACKSPACE, 2); /* the line feed, and then the letter with its mark: no run */
    expect_at(&e, "|");
    press(&e, KEY_CTRL | 'z', 2);
    assert_string_equal(editor_text(&e), "a\n\u0301");
    editor_release(&e);
}

static void test_words(void **state)
{
    (void)state;
    struct editor e;
    start(&e, "one, t\u0308wo  three\nfour", false);
    press(&e, KEY_CTRL | K_LEFT, 2);
    expect_at(&e, "one, t\u0308wo  |three\nfour");
    press(&e, KEY_CTRL | K_LEFT, 1);
    expect_at(&e, "one, |t\u0308wo  three\nfour");
    press(&e, KEY_CTRL | K_RIGHT, 2);
    expect_at(&e, "one, t\u0308wo  three\n|four");
    press(&e, KEY_CTRL | K_BACKSPACE, 1);
    expect_at(&e, "one, t\u0308wo  |four");
    press(&e, KEY_CTRL | K_HOME, 1);
    press(&e, KEY_CTRL | K_DELETE, 1);
    expect_at(&e, "|t\u0308wo  four");
    press(&e, KEY_CTRL | K_LEFT, 1);
    expect_at(&e, "|t\u0308wo  four");
    press(&e, KEY_CTRL | K_END, 1);
    press(&e, KEY_CTRL | K_RIGHT, 1);
    expect_at(&e, "t\u0308wo  four|");
    editor_release(&e);
}

static void test_cut_line(void **state)
{
    (void)state;
    struct editor e;
    start(&e, "one two\r\nthree\n", false);
    press(&e, KEY_CTRL | K_HOME, 1);
    press(&e, KEY_CTRL | K_RIGHT, 1);
    press(&e, KEY_CTRL | 'k', 1);
    expect_at(&e, "one |\r\nthree\n");
    press(&e, KEY_CTRL | 'K', 1); /* as some keyboards send it */
    expect_at(&e, "one |three\n");
    press(&e, KEY_CTRL | 'k', 3);
    expect_at(&e, "one |");
    press(&e, KEY_CTRL | 'z', 3);
    assert_string_equal(editor_text(&e), "one \r\nthree\n");
    editor_release(&e);
}

/* Up and down go by lines as shown and keep their column over short ones. */
static void test_lines(void **state)
{
    (void)state;
    struct editor e;
    start(&e, "one two three four\nx\nfive six seven", false);
    assert_int_equal(editor_lines(&e, 11), 5); /* "one two", "three four", "x", "five six", "seven" */
    press(&e, KEY_CTRL | K_HOME, 1);
    press(&e, K_RIGHT, 5);
    press(&e, K_DOWN, 1);
    expect_at(&e, "one two three| four\nx\nfive six seven");
    press(&e, K_DOWN, 1);
    expect_at(&e, "one two three four\nx|\nfive six seven");
    press(&e, K_DOWN, 1);
    expect_at(&e, "one two three four\nx\nfive |six seven");
    assert_int_equal(editor_line(&e), 3);
    press(&e, K_UP, 3);
    expect_at(&e, "one t|wo three four\nx\nfive six seven");
    press(&e, K_END, 1);
    expect_at(&e, "one two| three four\nx\nfive six seven");
    press(&e, K_UP, 1);
    expect_at(&e, "|one two three four\nx\nfive six seven");
    press(&e, K_DOWN, 1);
    expect_at(&e, "one two three f|our\nx\nfive six seven");
    press(&e, K_HOME, 1);
    expect_at(&e, "one two |three four\nx\nfive six seven");
    press(&e, K_PAGE_DOWN, 9);
    expect_at(&e, "one two three four\nx\nfive six seven|");
    press(&e, K_PAGE_UP, 9);
    expect_at(&e, "|one two three four\nx\nfive six seven");
    editor_set_text(&e, "abcdefghij", 10); /* a word broken over lines */
    assert_int_equal(editor_lines(&e, 5), 3);
    press(&e, KEY_CTRL | K_HOME, 1);
    press(&e, K_END, 1);
    expect_at(&e, "abc|defghij");
    editor_release(&e);
}

static void test_one_line(void **state)
{
    (void)state;
    struct editor e;
    start(&e, "name", true);
    assert_false(editor_key(&e, K_ENTER));
    assert_false(editor_key(&e, K_UP));
    assert_false(editor_key(&e, K_DOWN));
    assert_false(editor_key(&e, K_PAGE_DOWN));
    assert_true(editor_paste(&e, " a\r\nb\n\n", 7));
    expect_at(&e, "name a b|");
    press(&e, K_HOME, 1);
    expect_at(&e, "|name a b");
    press(&e, K_END, 1);
    expect_at(&e, "name a b|");
    editor_release(&e);
}

/* ---- undo ---- */

static void test_undo(void **state)
{
    (void)state;
    struct editor e;
    start(&e, "", false);
    assert_false(editor_undo(&e));
    assert_false(editor_redo(&e));
    type_text(&e, "two words\nmore");
    press(&e, KEY_CTRL | 'z', 1); /* a word, with the blanks behind it, is one step */
    expect_at(&e, "two words\n|");
    press(&e, KEY_CTRL | 'z', 1);
    expect_at(&e, "two |");
    press(&e, KEY_CTRL | 'y', 1);
    expect_at(&e, "two words\n|");
    press(&e, KEY_CTRL | K_HOME, 1);
    type_text(&e, "x");
    assert_false(editor_redo(&e)); /* another way was taken */
    press(&e, K_END, 1);
    press(&e, K_BACKSPACE, 3); /* a run is one step */
    expect_at(&e, "xtwo wo|\n");
    press(&e, KEY_CTRL | 'z', 1);
    expect_at(&e, "xtwo words|\n");
    press(&e, K_HOME, 1);
    press(&e, K_DELETE, 2);
    expect_at(&e, "|wo words\n");
    unsigned long changes = e.changes;
    press(&e, KEY_CTRL | 'z', 1);
    assert_string_equal(editor_text(&e), "xtwo words\n");
    assert_true(e.changes > changes);
    press(&e, KEY_CTRL | 'z', 9);
    expect_at(&e, "|");
    editor_set_text(&e, "new", 3);
    assert_false(editor_undo(&e));
    assert_false(editor_redo(&e));
    editor_release(&e);
}

/* ---- paste and limit ---- */

static void test_paste(void **state)
{
    (void)state;
    struct editor e;
    start(&e, "<>", false);
    press(&e, K_LEFT, 1);
    static const char pasted[] = "a\r\nb\rc\n\td\x1b[2J\x07\x7f\xc2\x9b\0"
                                 "e\xff\u202e";
    assert_true(editor_paste(&e, pasted, sizeof pasted - 1));
    expect_at(&e, "<a\nb\nc\n\td[2Je\ufffd\u202e|>");
    assert_true(editor_undo(&e)); /* in one step */
    expect_at(&e, "<|>");
    assert_true(editor_paste(&e, "", 0));
    assert_true(editor_redo(&e)); /* an empty paste is no change */
    editor_release(&e);
}

static void test_limit(void **state)
{
    (void)state;
    struct editor e;
    struct buf full = BUF_INIT;
    buf_fill(&full, 'x', EDITOR_LIMIT - 1);
    start(&e, full.s, false);
    assert_false(editor_paste(&e, "yz", 2)); /* as a whole, not cut */
    assert_true(e.refused);
    assert_string_equal(editor_text(&e), full.s);
    assert_int_equal(e.changes, 0);
    assert_true(editor_key(&e, 0xe9));
    assert_true(e.refused);
    assert_true(editor_key(&e, 'y'));
    assert_false(e.refused);
    assert_int_equal(editor_length(&e), EDITOR_LIMIT);
    assert_true(editor_key(&e, 'y'));
    assert_true(e.refused);
    press(&e, K_BACKSPACE, 1);
    assert_false(e.refused);
    buf_fill(&full, 'x', 5000); /* longer than allowed: kept, and can be made shorter */
    editor_set_text(&e, full.s, full.len);
    press(&e, K_BACKSPACE, 1);
    assert_false(e.refused);
    assert_int_equal(editor_length(&e), full.len - 1);
    press(&e, KEY_CTRL | 'z', 1);
    assert_string_equal(editor_text(&e), full.s);
    buf_release(&full);
    editor_release(&e);
}

/* ---- drawing ---- */

static const struct cell *cell_at(const struct canvas *c, int row, int col)
{
    return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

static void expect_screen(const struct canvas *c, const char *wanted)
{
    struct buf got = BUF_INIT;
    for (int row = 0; row < c->rows; row++) {
        for (int col = 0; col < c->cols; col++)
            buf_adds(&got, cell_at(c, row, col)->text);
        while (got.len && got.s[got.len - 1] == ' ')
            got.s[--got.len] = '\0';
        buf_addc(&got, '/');
    }
    if (strcmp(got.s, wanted) != 0)
        fail_msg("\"%s\", not \"%s\"", got.s, wanted);
    buf_release(&got);
}

static void draw(struct editor *e, struct canvas *c)
{
    canvas_clear(c);
    editor_draw(e, c, (struct rect){0, 0, c->rows, c->cols}, true);
}

static void expect_cursor(const struct canvas *c, int row, int col)
{
    assert_true(c->cursor_shown);
    assert_int_equal(c->cursor_row, row);
    assert_int_equal(c->cursor_col, col);
}

static void test_draw(void **state)
{
    (void)state;
    struct editor e;
    struct canvas c;
    canvas_init(&c, 3, 9);
    start(&e, "", false);
    e.placeholder = "Type here please";
    draw(&e, &c);
    expect_screen(&c, "Type/here/please/");
    assert_int_equal(cell_at(&c, 0, 0)->style, STYLE_DIM);
    expect_cursor(&c, 0, 0);
    type_text(&e, "one two three ");
    draw(&e, &c);
    expect_screen(&c, "one two/three//");
    expect_cursor(&c, 1, 6);
    type_text(&e, "\n4\n5");
    draw(&e, &c);
    expect_screen(&c, "three   \u2191/4/5/");
    expect_cursor(&c, 2, 1);
    press(&e, KEY_CTRL | K_HOME, 1);
    draw(&e, &c);
    expect_screen(&c, "one two/three/4       \u2193/");
    expect_cursor(&c, 0, 0);
    canvas_clear(&c);
    editor_draw(&e, &c, (struct rect){1, 2, 1, 5}, false);
    expect_screen(&c, "/  one \u2193//");
    assert_false(c.cursor_shown);
    editor_set_text(&e, "1\n2\n3\n4\nfive ", 13);
    draw(&e, &c);
    expect_screen(&c, "3       \u2191/4/five/");
    press(&e, KEY_CTRL | K_BACKSPACE, 2); /* a text that became shorter fills the area */
    draw(&e, &c);
    expect_screen(&c, "2       \u2191/3//");
    type_text(&e, "       ");
    canvas_clear(&c);
    editor_draw(&e, &c, (struct rect){0, 1, 3, 4}, true);
    expect_cursor(&c, 2, 4); /* inside the area, whatever hangs over */
    canvas_release(&c);
    editor_release(&e);
}

/* The cursor's column is what a terminal shows: marks take none, wide characters two, a hidden character its mark's. */
static void test_draw_columns(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int column;
    } rows[] = {{"e\u0301e\u0301", 2},
                {"\u5e02", 2},
                {"\u0915\u093f", 2},
                {"\u0915\u094d\u0930", 2},
                {"\u0e19\u0e49\u0e33", 2},
                {"a\u202e", 9},
                {"\t", 1},
                {"\u0301", 1},
                {"z\u0301\u0302\u0303\u0304", 5},
                {"\xff", 1},
                {"\U0001f44d", 2},
                {"\r", 8}};
    struct canvas c;
    struct editor e;
    canvas_init(&c, 1, 20);
    editor_init(&e, false);
    for (size_t i = 0; i < COUNT(rows); i++) {
        editor_set_text(&e, rows[i].text, strlen(rows[i].text));
        draw(&e, &c);
        if (c.cursor_col != rows[i].column)
            fail_msg("row %zu: column %d", i, c.cursor_col);
        assert_string_equal(editor_text(&e), rows[i].text);
    }
    canvas_release(&c);
    editor_release(&e);
}

static void test_draw_one_line(void **state)
{
    (void)state;
    struct editor e;
    struct canvas c;
    canvas_init(&c, 1, 8);
    start(&e, "0123456", true);
    draw(&e, &c);
    expect_screen(&c, "0123456/");
    expect_cursor(&c, 0, 7);
    type_text(&e, "78");
    draw(&e, &c);
    expect_screen(&c, "<345678/");
    expect_cursor(&c, 0, 7);
    press(&e, K_HOME, 1);
    draw(&e, &c);
    expect_screen(&c, "0123456>/");
    expect_cursor(&c, 0, 0);
    press(&e, K_END, 1);
    press(&e, K_LEFT, 6);
    draw(&e, &c);
    assert_string_equal(cell_at(&c, 0, c.cursor_col)->text, "3");
    editor_set_text(&e, "a\nb", 3); /* came from elsewhere: shown, not broken */
    draw(&e, &c);
    expect_screen(&c, "a\u21b5"
                      "b/");
    canvas_release(&c);
    editor_release(&e);
}

static void test_click(void **state)
{
    (void)state;
    struct editor e;
    struct canvas c;
    canvas_init(&c, 5, 10);
    start(&e, "one two three\n\u5e02\u5e02", false);
    assert_false(editor_click(&e, 0, 0)); /* not drawn yet */
    editor_draw(&e, &c, (struct rect){1, 1, 4, 9}, true);
    assert_false(editor_click(&e, 0, 1));
    assert_false(editor_click(&e, 1, 0));
    assert_true(editor_click(&e, 1, 3));
    expect_at(&e, "on|e two three\n\u5e02\u5e02");
    assert_true(editor_click(&e, 2, 9));
    expect_at(&e, "one two three|\n\u5e02\u5e02");
    assert_true(editor_click(&e, 3, 2)); /* on the right half of a wide one */
    expect_at(&e, "one two three\n\u5e02|\u5e02");
    assert_true(editor_click(&e, 4, 1));
    expect_at(&e, "one two three\n\u5e02\u5e02|");
    editor_release(&e);
    start(&e, "0123456789abc", true);
    canvas_clear(&c);
    editor_draw(&e, &c, (struct rect){0, 0, 1, 8}, true);
    assert_true(editor_click(&e, 0, 3));
    const char *under = cell_at(&c, 0, 3)->text;
    assert_int_equal(editor_text(&e)[e.at], *under);
    canvas_release(&c);
    editor_release(&e);
}

static void test_tiny(void **state)
{
    (void)state;
    for (int one_line = 0; one_line < 2; one_line++) {
        for (int size = 0; size < 16; size++) {
            struct editor e;
            struct canvas c;
            canvas_init(&c, size / 4, size % 4);
            start(&e, "\u5e02 a\u202e\n\u0301", one_line);
            for (int i = 0; i < 12; i++) {
                draw(&e, &c);
                press(&e, i < 6 ? K_LEFT : 'x', 1);
            }
            canvas_release(&c);
            editor_release(&e);
        }
    }
}

/* ---- long sessions ---- */

static const char *const typed[] = {"a",      "b",      "c",      " ",          " ",       "word ",
                                    "\u00e9", "\u0301", "\u0323", "\u0915",     "\u093f",  "\u094d",
                                    "\u0e01", "\u0e49", "\u5e02", "\U0001f1f0", "\u200d",  "\U0001f468",
                                    "\u202e", "\u0600", "\u1100", "\u1161",     "longword"};

struct model {
    struct buf bytes;
    size_t at;
};

/* The first boundary at or behind `at`, found by walking from the very start. */
static size_t boundary(const struct buf *b, size_t at)
{
    size_t i = 0;
    while (i < at)
        i = grapheme_next(b->s, b->len, i);
    return i;
}

static size_t boundary_before(const struct buf *b, size_t at)
{
    size_t i = 0, before = 0;
    while (i < at) {
        before = i;
        i = grapheme_next(b->s, b->len, i);
    }
    return before;
}

static void model_replace(struct model *m, size_t at, size_t cut, const char *s, size_t n)
{
    buf_splice(&m->bytes, at, cut, s, n);
    m->at = boundary(&m->bytes, at + n);
}

static void random_typing(struct editor *e, struct model *m, uint64_t *seed)
{
    const char *s = typed[random_below(seed, COUNT(typed))];
    for (const char *p = s, *end = s + strlen(s); p < end;) {
        const char *from = p;
        assert_true(editor_key(e, utf8_next(&p, end)));
        model_replace(m, m->at, 0, from, (size_t)(p - from));
    }
}

static void random_paste(struct editor *e, struct model *m, uint64_t *seed)
{
    struct buf text = BUF_INIT;
    for (uint32_t i = random_below(seed, 6); i > 0; i--)
        buf_adds(&text, random_below(seed, 4) ? typed[random_below(seed, COUNT(typed))] : "\n");
    assert_true(editor_paste(e, buf_str(&text), text.len));
    if (text.len)
        model_replace(m, m->at, 0, text.s, text.len);
    buf_release(&text);
}

/* One operation on both. Long texts are made shorter. */
static void random_step(struct editor *e, struct model *m, uint64_t *seed)
{
    static const int moves[] = {K_UP,
                                K_DOWN,
                                K_HOME,
                                K_END,
                                K_PAGE_UP,
                                K_PAGE_DOWN,
                                KEY_CTRL | K_LEFT,
                                KEY_CTRL | K_RIGHT,
                                KEY_CTRL | K_HOME,
                                KEY_CTRL | K_END};
    uint32_t what = m->bytes.len > 1200 ? 60 + random_below(seed, 14) : random_below(seed, 100);
    size_t to;
    if (what < 45) {
        random_typing(e, m, seed);
    } else if (what < 50) {
        random_paste(e, m, seed);
    } else if (what < 60) {
        press(e, K_ENTER, 1);
        model_replace(m, m->at, 0, "\n", 1);
    } else if (what < 67) {
        press(e, K_BACKSPACE, 1);
        to = boundary_before(&m->bytes, m->at);
        model_replace(m, to, m->at - to, "", 0);
    } else if (what < 73) {
        press(e, K_DELETE, 1);
        to = boundary(&m->bytes, m->at < m->bytes.len ? m->at + 1 : m->at);
        model_replace(m, m->at, to - m->at, "", 0);
    } else if (what < 74) {
        press(e, KEY_CTRL | K_BACKSPACE, 1); /* how far is the editor's matter */
        size_t cut = m->bytes.len - editor_length(e);
        model_replace(m, m->at - cut, cut, "", 0);
    } else if (what < 80) {
        press(e, K_LEFT, 1);
        m->at = boundary_before(&m->bytes, m->at);
    } else if (what < 85) {
        press(e, K_RIGHT, 1);
        m->at = boundary(&m->bytes, m->at < m->bytes.len ? m->at + 1 : m->at);
    } else {
        press(e, moves[random_below(seed, COUNT(moves))], 1);
        m->at = e->at;
    }
}

static void expect_same(const struct editor *e, const struct model *m)
{
    assert_int_equal(editor_length(e), m->bytes.len);
    if (m->bytes.len)
        assert_memory_equal(editor_text(e), m->bytes.s, m->bytes.len);
    assert_int_equal(e->at, m->at);
    assert_int_equal(boundary(&m->bytes, e->at), e->at);
}

/* The lines kept up to date are those of a fresh editor with the same text, and the cursor stands on the grapheme that
 * follows it. */
static void expect_same_screen(struct editor *e, struct canvas *c, struct canvas *fresh_canvas)
{
    struct editor fresh;
    struct buf shown = BUF_INIT;
    draw(e, c);
    editor_init(&fresh, e->one_line);
    editor_set_text(&fresh, editor_text(e), editor_length(e));
    fresh.at = e->at;
    fresh.top = e->top;
    fresh.left = e->left;
    draw(&fresh, fresh_canvas);
    assert_int_equal(fresh.line_count, e->line_count);
    assert_memory_equal(fresh.lines, e->lines, e->line_count * sizeof *e->lines);
    assert_memory_equal(c->cells, fresh_canvas->cells, sizeof *c->cells * (size_t)c->rows * (size_t)c->cols);
    size_t next = grapheme_next(editor_text(e), editor_length(e), e->at);
    show(&shown, editor_text(e) + e->at, next - e->at, false);
    const struct cell *under = cell_at(c, c->cursor_row, c->cursor_col);
    bool visible = next > e->at && editor_text(e)[next - 1] != '\n' && editor_text(e)[e->at] != ' ' &&
                   text_width(shown.s, shown.len) < c->cols; /* none is drawn that is wider than the area */
    if (visible && c->cursor_col < c->cols - 1)
        assert_memory_equal(under->text, shown.s, strlen(under->text));
    buf_release(&shown);
    editor_release(&fresh);
}

static void session(uint64_t seed, int steps, int cols, const char *first)
{
    struct editor e;
    struct canvas c, fresh;
    struct model m = {BUF_INIT, strlen(first)};
    struct buf last = BUF_INIT;
    canvas_init(&c, 7, cols);
    canvas_init(&fresh, 7, cols);
    start(&e, first, false);
    buf_adds(&m.bytes, first);
    draw(&e, &c);
    for (int i = 0; i < steps; i++) {
        random_step(&e, &m, &seed);
        expect_same(&e, &m);
        if (i % 7 == 0)
            expect_same_screen(&e, &c, &fresh);
    }
    buf_adds(&last, editor_text(&e));
    int undone = 0, redone = 0;
    while (editor_undo(&e)) {
        assert_int_equal(boundary(&e.text, e.at), e.at);
        if (++undone % 16 == 0)
            expect_same_screen(&e, &c, &fresh);
    }
    assert_string_equal(editor_text(&e), first);
    while (editor_redo(&e))
        redone++;
    assert_string_equal(editor_text(&e), buf_str(&last));
    assert_int_equal(undone, redone);
    assert_true(undone > steps / 8);
    expect_same_screen(&e, &c, &fresh);
    buf_release(&last);
    buf_release(&m.bytes);
    canvas_release(&c);
    canvas_release(&fresh);
    editor_release(&e);
}

static void test_session_wide(void **state)
{
    (void)state;
    session(101, 8000, 40, "");
}

static void test_session_narrow(void **state)
{
    (void)state;
    session(202, 8000, 9, "Some first words.\r\nAnd more.");
}

/* On bytes that are no text, two columns wide. */
static void test_session_invalid(void **state)
{
    (void)state;
    session(303, 4000, 2,
            "\xf0\x9f\x98 \xc3\xc3\xa9\x80\x80\x1b[2J\u202e\r\r\n\xe2\x82"
            "a");
}

/* Whatever is loaded comes back byte for byte, after being walked through and drawn. */
static void test_round_trip(void **state)
{
    (void)state;
    struct editor e;
    struct canvas c;
    struct buf text = BUF_INIT;
    uint64_t seed = 7;
    canvas_init(&c, 5, 30);
    editor_init(&e, false);
    for (unsigned i = 0; i < 1000; i++) {
        hostile_text(&text, &seed, i);
        editor_set_text(&e, text.s, text.len);
        for (int k = 0; k < 8; k++) {
            draw(&e, &c);
            press(&e, k & 1 ? K_LEFT : K_UP, 1);
        }
        for (size_t cell = 0; cell < 150; cell++)
            assert_true(c.cells[cell].width == 0 ||
                        judge_allows(c.cells[cell].text, strlen(c.cells[cell].text), false));
        press(&e, 'x', 1);
        press(&e, KEY_CTRL | 'z', 1);
        assert_int_equal(editor_length(&e), text.len);
        assert_memory_equal(editor_text(&e), text.s, text.len);
    }
    buf_release(&text);
    canvas_release(&c);
    editor_release(&e);
}

int main(void)
{
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 99;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typing),
        cmocka_unit_test(test_joining),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_cut_line),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_one_line),
        cmocka_unit_test(test_undo),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_draw),
        cmocka_unit_test(test_draw_columns),
        cmocka_unit_test(test_draw_one_line),
        cmocka_unit_test(test_click),
        cmocka_unit_test(test_tiny),
        cmocka_unit_test(test_session_wide),
        cmocka_unit_test(test_session_narrow),
        cmocka_unit_test(test_session_invalid),
        cmocka_unit_test(test_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
