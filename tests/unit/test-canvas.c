/* The canvas: clipping, wide characters, ellipsis, shapes and wrapping; and that nothing hostile ever stands in a cell.
 */
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/show.h"
#include "base/utf8.h"
#include "ui/canvas.h"
#include "unit/cmocka-all.h"
#include "unit/hostile.h"

static const struct cell *cell_at(const struct canvas *c, int row, int col)
{
    return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

/* What a row says, blanks at its end left out. */
static const char *row_text(const struct canvas *c, int row, struct buf *out)
{
    buf_clear(out);
    for (int col = 0; col < c->cols; col++)
        buf_adds(out, cell_at(c, row, col)->text);
    while (out->len && out->s[out->len - 1] == ' ')
        out->s[--out->len] = '\0';
    return buf_str(out);
}

static void expect_row(const struct canvas *c, int row, const char *wanted)
{
    struct buf got = BUF_INIT;
    if (strcmp(row_text(c, row, &got), wanted) != 0)
        fail_msg("row %d: \"%s\", not \"%s\"", row, buf_str(&got), wanted);
    buf_release(&got);
}

/* Is the cell what term.h may send: text that the judge allows, one character with its marks, of the width it says, the
 * right half of a wide one behind it and nothing behind the end of its text? */
static bool cell_is_sound(const struct canvas *c, int row, int col)
{
    const struct cell *cell = cell_at(c, row, col);
    size_t n = strnlen(cell->text, CELL_TEXT);
    for (size_t i = n; i < CELL_TEXT; i++)
        if (cell->text[i])
            return false;
    if (n == CELL_TEXT || cell->style >= STYLES)
        return false;
    if (cell->width == 0)
        return n == 0 && col > 0 && cell_at(c, row, col - 1)->width == 2;
    if (cell->width == 2 && (col + 1 >= c->cols || cell_at(c, row, col + 1)->width != 0))
        return false;
    if (n == 0 || cell->width > 2 || !judge_allows(cell->text, n, false))
        return false;
    const char *s = cell->text, *end = s + n;
    if (utf8_width(utf8_next(&s, end)) != cell->width)
        return false;
    while (s < end)
        if (utf8_width(utf8_next(&s, end)) != 0)
            return false;
    return true;
}

static void expect_sound(const struct canvas *c)
{
    for (int row = 0; row < c->rows; row++)
        for (int col = 0; col < c->cols; col++)
            if (!cell_is_sound(c, row, col))
                fail_msg("cell %d,%d: \"%.28s\" width %d", row, col, cell_at(c, row, col)->text,
                         cell_at(c, row, col)->width);
}

/* ---- text ---- */

static void test_put(void **state)
{
    (void)state;
    struct canvas c;
    canvas_init(&c, 4, 10);
    assert_int_equal(canvas_put(&c, 0, 0, 10, STYLE_TITLE, "abc"), 3);
    assert_int_equal(canvas_put(&c, 0, 4, 6, STYLE_TEXT, "e\u0301te\u0301"), 3);
    expect_row(&c, 0, "abc e\u0301te\u0301");
    assert_string_equal(cell_at(&c, 0, 4)->text, "e\u0301");
    assert_int_equal(cell_at(&c, 0, 2)->style, STYLE_TITLE);
    assert_int_equal(canvas_put(&c, 1, 0, 5, STYLE_TEXT, "abcdefgh"), 5);
    expect_row(&c, 1, "abcd\u2026");
    assert_int_equal(canvas_put(&c, 2, 7, 50, STYLE_TEXT, "abcdefgh"), 3); /* the edge is nearer */
    expect_row(&c, 2, "       ab\u2026");
    assert_int_equal(canvas_putf(&c, 3, 0, 10, STYLE_TEXT, "%d of %d", 7, 42), 7);
    expect_row(&c, 3, "7 of 42");
    assert_int_equal(canvas_put(&c, 3, 0, 1, STYLE_TEXT, "xy"), 1);
    expect_row(&c, 3, "\u2026 of 42");
    canvas_row(&c, 3, 0, 10, STYLE_BAR, "z");
    expect_row(&c, 3, "z");
    assert_int_equal(cell_at(&c, 3, 9)->style, STYLE_BAR);
    expect_sound(&c);
    canvas_release(&c);
}

static void test_put_ascii(void **state)
{
    (void)state;
    struct canvas c;
    canvas_init(&c, 4, 12);
    c.ascii = true;
    canvas_put(&c, 0, 0, 5, STYLE_TEXT, "abcdefgh");
    expect_row(&c, 0, "abcd>");
    canvas_put(&c, 1, 0, 9, STYLE_TEXT, "abcdefghijkl");
    expect_row(&c, 1, "abcdef...");
    canvas_put(&c, 2, 0, 12, STYLE_TEXT, "\u00e9\u5e02 1\n2"); /* letters stay, our signs change */
    expect_row(&c, 2, "\u00e9\u5e02 1/2");
    canvas_rule(&c, 3, 0, 3);
    expect_row(&c, 3, "---");
    canvas_release(&c);
}

static void test_put_hostile(void **state)
{
    (void)state;
    struct canvas c;
    canvas_init(&c, 2, 40);
    canvas_put(&c, 0, 0, 40, STYLE_TEXT, "a\x1b[2J\u202e");
    expect_row(&c, 0, "a<U+001B>[2J<U+202E>");
    canvas_put(&c, 1, 0, 40, STYLE_TEXT, "1\n2\t3\xff");
    expect_row(&c, 1,
               "1\u21b5"
               "2 3\ufffd");
    expect_sound(&c);
    canvas_release(&c);
}

/* A character that show() lets pass but the C library does not know: curses would not draw it. */
static void test_put_unknown(void **state)
{
    (void)state;
    struct canvas c;
    canvas_init(&c, 1, 4);
    int32_t unknown = 0;
    struct buf text = BUF_INIT, shown = BUF_INIT;
    for (int32_t i = 0x1f000; i < 0x20000 && !unknown; i++) {
        buf_clear(&text);
        buf_clear(&shown);
        utf8_add(&text, i);
        show(&shown, text.s, text.len, false);
        if (strcmp(text.s, shown.s) == 0 && utf8_width(i) < 0)
            unknown = i;
    }
    if (unknown) {
        assert_int_equal(canvas_put(&c, 0, 0, 4, STYLE_TEXT, text.s), 1);
        expect_row(&c, 0, "\ufffd");
    }
    buf_release(&text);
    buf_release(&shown);
    canvas_release(&c);
}

static void test_wide(void **state)
{
    (void)state;
    struct canvas c;
    canvas_init(&c, 1, 6);
    canvas_put(&c, 0, 0, 6, STYLE_TEXT, "\u5e02\u9577a");
    expect_row(&c, 0, "\u5e02\u9577a");
    expect_sound(&c);
    canvas_put(&c, 0, 1, 1, STYLE_TEXT, "x"); /* over a right half */
    expect_row(&c, 0, " x\u9577a");
    expect_sound(&c);
    canvas_put(&c, 0, 2, 1, STYLE_TEXT, "y"); /* over a left half */
    expect_row(&c, 0, " xy a");
    expect_sound(&c);
    canvas_put(&c, 0, 0, 6, STYLE_TEXT, "\u5e02\u5e02\u5e02");
    canvas_put(&c, 0, 1, 2, STYLE_TEXT, "\u9577"); /* over two halves */
    expect_row(&c, 0, " \u9577 \u5e02");
    expect_sound(&c);
    canvas_clear(&c);
    canvas_put(&c, 0, 0, 4, STYLE_TEXT, "a\u5e02\u5e02"); /* the second one does not fit with the ellipsis */
    expect_row(&c, 0, "a\u5e02\u2026");
    canvas_clear(&c);
    canvas_put(&c, 0, -1, 7, STYLE_TEXT, "\u5e02\u9577"); /* cut in half by the edge */
    expect_row(&c, 0, " \u9577");
    expect_sound(&c);
    canvas_resize(&c, 1, 1);
    canvas_put(&c, 0, 0, 1, STYLE_TEXT, "\u5e02");
    expect_row(&c, 0, "\u2026");
    expect_sound(&c);
    canvas_release(&c);
}

/* A flag and an Indic syllable are one grapheme each, but several characters with columns of their own. */
static void test_wide_graphemes(void **state)
{
    (void)state;
    struct canvas c;
    canvas_init(&c, 1, 10);
    assert_int_equal(canvas_put(&c, 0, 0, 10, STYLE_TEXT, "\U0001f1f0\U0001f1ea|\u0915\u093f|"), 6);
    expect_row(&c, 0, "\U0001f1f0\U0001f1ea|\u0915\u093f|");
    expect_sound(&c);
    canvas_release(&c);
}

/* ---- clipping ---- */

static void draw_everything(struct canvas *c, struct rect r, const char *text)
{
    canvas_put(c, r.row, r.col, r.cols, STYLE_TEXT, text);
    canvas_putf(c, r.row, r.col, r.cols, STYLE_DIM, "%s%s", text, text);
    canvas_row(c, r.row, r.col, r.cols, STYLE_SELECTED, text);
    canvas_wrap(c, r, 0, STYLE_TEXT, text);
    canvas_wrap(c, r, 2, STYLE_TEXT, text);
    canvas_fill(c, r, STYLE_FIELD, '.');
    canvas_rule(c, r.row, r.col, r.cols);
    canvas_box(c, r);
    canvas_bar(c, r.row, r.col, r.cols, 0.5);
    canvas_cursor(c, r.row, r.col);
    canvas_put(c, r.row, r.col + 1, r.cols, STYLE_TEXT, text);
}

static void test_clipping(void **state)
{
    (void)state;
    static const int edges[] = {-1000, -3, -1, 0, 1, 2, 7, 1000};
    static const int sizes[] = {-5, 0, 1, 2, 3, 9, 1000};
    static const int grids[][2] = {{0, 0}, {1, 1}, {1, 2}, {3, 7}};
    for (size_t g = 0; g < 4; g++) {
        struct canvas c;
        canvas_init(&c, grids[g][0], grids[g][1]);
        for (size_t i = 0; i < 8 * 8 * 7 * 7; i++) {
            struct rect r = {edges[i % 8], edges[i / 8 % 8], sizes[i / 64 % 7], sizes[i / 448]};
            draw_everything(&c, r, "a\u5e02\u9577 e\u0301 bc\x1b");
            assert_true(c.cursor_row >= 0 && c.cursor_col >= 0);
            assert_true(c.cursor_row == 0 || c.cursor_row < c.rows);
            assert_true(c.cursor_col == 0 || c.cursor_col < c.cols);
            expect_sound(&c);
        }
        canvas_release(&c);
    }
}

static void test_far_away(void **state)
{
    (void)state;
    struct canvas c;
    canvas_init(&c, 2, 2);
    assert_int_equal(canvas_put(&c, INT_MIN, 0, 5, STYLE_TEXT, "a"), 0);
    assert_int_equal(canvas_put(&c, 0, INT_MIN, INT_MAX, STYLE_TEXT, "a"), 0);
    assert_int_equal(canvas_put(&c, 0, INT_MAX, INT_MAX, STYLE_TEXT, "a"), 0);
    canvas_fill(&c, (struct rect){INT_MIN, INT_MIN, INT_MAX, INT_MAX}, STYLE_TEXT, 'x');
    expect_row(&c, 0, "");
    canvas_fill(&c, (struct rect){-1, -1, INT_MAX, INT_MAX}, STYLE_TEXT, 'x');
    expect_row(&c, 1, "xx");
    canvas_fill(&c, (struct rect){0, 0, 1, 1}, STYLE_TEXT, '\x1b');
    expect_sound(&c);
    canvas_release(&c);
}

static void test_resize(void **state)
{
    (void)state;
    struct canvas c;
    canvas_init(&c, 2, 3);
    canvas_put(&c, 1, 0, 3, STYLE_BAD, "abc");
    canvas_cursor(&c, 1, 2);
    canvas_resize(&c, 3, 5);
    assert_int_equal(c.rows, 3);
    assert_int_equal(c.cols, 5);
    assert_false(c.cursor_shown);
    for (int row = 0; row < 3; row++)
        expect_row(&c, row, "");
    expect_sound(&c);
    canvas_resize(&c, -1, 5);
    assert_int_equal(c.rows, 0);
    canvas_release(&c);
}

/* ---- shapes ---- */

static void test_shapes(void **state)
{
    (void)state;
    struct canvas c;
    canvas_init(&c, 3, 5);
    canvas_box(&c, (struct rect){0, 0, 3, 4});
    expect_row(&c, 0, "\u250c\u2500\u2500\u2510");
    expect_row(&c, 1, "\u2502  \u2502");
    expect_row(&c, 2, "\u2514\u2500\u2500\u2518");
    canvas_clear(&c);
    canvas_box(&c, (struct rect){-1, -1, 3, 4}); /* its corner is off the grid */
    expect_row(&c, 0, "  \u2502");
    expect_row(&c, 1, "\u2500\u2500\u2518");
    c.ascii = true;
    canvas_clear(&c);
    canvas_box(&c, (struct rect){0, 0, 3, 5});
    expect_row(&c, 0, "+---+");
    expect_row(&c, 1, "|   |");
    canvas_release(&c);
}

static void test_bar(void **state)
{
    (void)state;
    static const struct {
        double done;
        const char *bar;
    } rows[] = {{0, "----------"},    {0.001, "#---------"}, {0.5, "#####-----"},
                {0.96, "#########-"}, {1, "##########"},     {7, "##########"},
                {-1, "----------"},   {NAN, "----------"},   {INFINITY, "##########"}};
    struct canvas c;
    canvas_init(&c, 1, 12);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        c.ascii = true;
        canvas_bar(&c, 0, 1, 10, rows[i].done);
        struct buf wanted = BUF_INIT;
        buf_addf(&wanted, " %s", rows[i].bar);
        expect_row(&c, 0, wanted.s);
        buf_release(&wanted);
    }
    c.ascii = false;
    canvas_bar(&c, 0, 1, 4, 0.5);
    assert_string_equal(cell_at(&c, 0, 1)->text, "\u2588");
    assert_string_equal(cell_at(&c, 0, 4)->text, "\u2591");
    canvas_release(&c);
}

/* ---- several lines ---- */

static void test_wrapping(void **state)
{
    (void)state;
    struct canvas c;
    canvas_init(&c, 3, 8);
    const char *text = "one two three\n\nfour";
    assert_int_equal(canvas_wrap(&c, (struct rect){0, 0, 3, 8}, 0, STYLE_TEXT, text), 4);
    expect_row(&c, 0, "one two");
    expect_row(&c, 1, "three");
    expect_row(&c, 2, "");
    canvas_clear(&c);
    assert_int_equal(canvas_wrap(&c, (struct rect){1, 1, 2, 6}, 3, STYLE_TEXT, text), 5);
    expect_row(&c, 0, "");
    expect_row(&c, 1, "");
    expect_row(&c, 2, " four");
    assert_int_equal(canvas_wrap_height(text, 8), 4);
    assert_int_equal(canvas_wrap_height("", 8), 0);
    assert_int_equal(canvas_wrap_height("a\n", 8), 1);
    assert_int_equal(canvas_wrap_height("a\x1b", 4), 3); /* a<U+001B> */
    canvas_release(&c);
}

/* ---- hostile text, everywhere ---- */

static void test_anything(void **state)
{
    (void)state;
    struct canvas c;
    struct buf text = BUF_INIT;
    uint64_t seed = 3;
    canvas_init(&c, 4, 40);
    for (unsigned i = 0; i < 10000; i++) {
        hostile_text(&text, &seed, i);
        int row = (int)random_below(&seed, 6) - 1, col = (int)random_below(&seed, 50) - 5;
        int width = (int)random_below(&seed, 60) - 5;
        c.ascii = i % 3 == 0;
        canvas_put(&c, row, col, width, STYLE_TEXT, text.s);
        canvas_row(&c, row + 1, col, width, STYLE_BAR, text.s);
        canvas_wrap(&c, (struct rect){row, col, 3, width}, (int)random_below(&seed, 3), STYLE_DIM, text.s);
        expect_sound(&c);
    }
    /* The judge finds fault with the raw text in a cell. */
    memcpy(c.cells[0].text, "\x1b", 2);
    assert_false(cell_is_sound(&c, 0, 0));
    memcpy(c.cells[0].text, "\u202e", 4);
    assert_false(cell_is_sound(&c, 0, 0));
    memcpy(c.cells[0].text, "ab", 3);
    assert_false(cell_is_sound(&c, 0, 0));
    buf_release(&text);
    canvas_release(&c);
}

int main(void)
{
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 99;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_put),         cmocka_unit_test(test_put_ascii), cmocka_unit_test(test_put_hostile),
        cmocka_unit_test(test_put_unknown), cmocka_unit_test(test_wide),      cmocka_unit_test(test_wide_graphemes),
        cmocka_unit_test(test_clipping),    cmocka_unit_test(test_far_away),  cmocka_unit_test(test_resize),
        cmocka_unit_test(test_shapes),      cmocka_unit_test(test_bar),       cmocka_unit_test(test_wrapping),
        cmocka_unit_test(test_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
