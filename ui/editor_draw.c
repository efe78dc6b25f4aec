#include "ui/editor.h"

#include <string.h>

#include "base/utf8.h"
#include "ui/editor_layout.h"

/* The last column is kept free for the cursor behind a full line, and for the signs that there is more. */
static int text_columns(int cols)
{
    return cols > 1 ? cols - 1 : 1;
}

int editor_lines(struct editor *e, int cols)
{
    layout_fit(e, text_columns(cols));
    return (int)e->line_count;
}

int editor_line(struct editor *e)
{
    return e->cols ? (int)layout_line_of(e, e->at) : 0;
}

/* Draws the text between two offsets, which is cut off at the edge without an ellipsis. */
static void draw_text(struct editor *e, struct canvas *c, struct rect line, bool focused, size_t from, size_t to)
{
    struct buf text = BUF_INIT;
    layout_show(e, from, to, &text);
    if (text.len) {
        text.len = text_fit(text.s, text.len, line.cols, NULL);
        text.s[text.len] = '\0';
    }
    canvas_put(c, line.row, line.col, line.cols, focused ? STYLE_FIELD : STYLE_TEXT, buf_str(&text));
    buf_release(&text);
}

static void draw_more(struct canvas *c, int row, int col, bool above, bool below)
{
    if (above && below)
        canvas_put(c, row, col, 1, STYLE_DIM, c->ascii ? "|" : "\u2195");
    else if (above)
        canvas_put(c, row, col, 1, STYLE_DIM, c->ascii ? "^" : "\u2191");
    else if (below)
        canvas_put(c, row, col, 1, STYLE_DIM, c->ascii ? "v" : "\u2193");
}

static void scroll_lines(struct editor *e, size_t rows)
{
    size_t line = layout_line_of(e, e->at), last = e->line_count > rows ? e->line_count - rows : 0;
    if (line < e->top)
        e->top = line;
    else if (line >= e->top + rows)
        e->top = line - rows + 1;
    e->top = e->top < last ? e->top : last;
}

static void draw_lines(struct editor *e, struct canvas *c, struct rect a, bool focused)
{
    const char *s = buf_str(&e->text);
    size_t rows = (size_t)a.rows;
    scroll_lines(e, rows);
    for (size_t i = 0; i < rows && e->top + i < e->line_count; i++) {
        size_t line = e->top + i, from = e->lines[line];
        size_t to = line + 1 < e->line_count ? e->lines[line + 1] : e->text.len;
        if (to > from && s[to - 1] == '\n')
            to -= to - 1 > from && s[to - 2] == '\r' ? 2 : 1;
        draw_text(e, c, (struct rect){a.row + (int)i, a.col, 1, text_columns(a.cols)}, focused, from, to);
    }
    bool above = e->top > 0, below = e->top + rows < e->line_count;
    if (a.cols > 1) {
        draw_more(c, a.row, a.col + a.cols - 1, above, below && rows == 1);
        draw_more(c, a.row + a.rows - 1, a.col + a.cols - 1, above && rows == 1, below);
    }
    size_t line = layout_line_of(e, e->at);
    int column = layout_column(e, e->lines[line], e->at);
    if (focused)
        canvas_cursor(c, a.row + (int)(line - e->top), a.col + (column < a.cols ? column : a.cols - 1));
}

/* The offset at most `columns` columns before `at`, but not before `limit`. */
static size_t columns_before(struct editor *e, size_t at, size_t limit, int columns)
{
    while (at > limit) {
        size_t before = grapheme_prev(buf_str(&e->text), e->text.len, at);
        columns -= layout_column(e, before, at);
        if (columns < 0)
            break;
        at = before;
    }
    return at;
}

/* One line slides sideways: `left` is the first offset in sight, with a sign before it if it is not the first of all.
 */
static void draw_one_line(struct editor *e, struct canvas *c, struct rect a, bool focused)
{
    if (e->at <= e->left)
        e->left = columns_before(e, e->at, 0, a.cols / 2);
    int sign = e->left > 0 && a.cols > 2 ? 1 : 0;
    if (columns_before(e, e->at, e->left, text_columns(a.cols) - sign) > e->left) {
        sign = a.cols > 2 ? 1 : 0;
        e->left = columns_before(e, e->at, e->left, text_columns(a.cols) - sign);
    }
    size_t in_sight = e->left + (size_t)a.cols * 16; /* enough but for heaps of marks */
    size_t to = in_sight < e->text.len ? in_sight : e->text.len;
    struct rect line = {a.row, a.col + sign, 1, a.cols - sign};
    draw_text(e, c, line, focused, e->left, to);
    if (sign)
        canvas_put(c, a.row, a.col, 1, STYLE_DIM, "<");
    if (a.cols > 2 && (to < e->text.len || layout_column(e, e->left, to) > line.cols))
        canvas_put(c, a.row, a.col + a.cols - 1, 1, STYLE_DIM, ">");
    int column = sign + layout_column(e, e->left, e->at);
    if (focused)
        canvas_cursor(c, a.row, a.col + (column < a.cols ? column : a.cols - 1));
}

void editor_draw(struct editor *e, struct canvas *c, struct rect a, bool focused)
{
    e->area = a;
    if (a.rows <= 0 || a.cols <= 0)
        return;
    layout_fit(e, text_columns(a.cols));
    canvas_fill(c, a, focused ? STYLE_FIELD : STYLE_TEXT, ' ');
    if (e->text.len == 0 && e->placeholder)
        canvas_wrap(c, (struct rect){a.row, a.col, a.rows, text_columns(a.cols)}, 0, STYLE_DIM, e->placeholder);
    if (e->one_line)
        draw_one_line(e, c, a, focused);
    else
        draw_lines(e, c, a, focused);
}

bool editor_click(struct editor *e, int row, int col)
{
    struct rect a = e->area;
    if (row < a.row || row >= a.row + a.rows || col < a.col || col >= a.col + a.cols || e->cols == 0)
        return false;
    size_t line = e->top + (size_t)(row - a.row);
    e->typing = false;
    e->goal = -1;
    if (e->one_line) {
        int sign = e->left > 0 && a.cols > 2 ? 1 : 0, column = col - a.col - sign;
        e->at = layout_offset(e, 0, layout_column(e, 0, e->left) + (column > 0 ? column : 0));
    } else {
        e->at = line < e->line_count ? layout_offset(e, line, col - a.col) : e->text.len;
    }
    return true;
}
