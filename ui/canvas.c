#include "ui/canvas.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/show.h"
#include "base/tr.h"
#include "base/utf8.h"

/* ---- the grid ---- */

void canvas_init(struct canvas *c, int rows, int cols)
{
    memset(c, 0, sizeof *c);
    canvas_resize(c, rows, cols);
}

void canvas_release(struct canvas *c)
{
    free(c->cells);
    memset(c, 0, sizeof *c);
}

void canvas_resize(struct canvas *c, int rows, int cols)
{
    free(c->cells);
    c->rows = rows > 0 ? rows : 0;
    c->cols = cols > 0 ? cols : 0;
    c->cells = xcalloc((size_t)c->rows * (size_t)c->cols, sizeof *c->cells);
    canvas_clear(c);
}

static const struct cell blank = {.text = " ", .width = 1, .style = STYLE_TEXT};

/* For each frame: rows are copied. */
void canvas_clear(struct canvas *c)
{
    size_t cols = (size_t)c->cols;
    for (size_t i = 0; i < cols && c->rows > 0; i++)
        c->cells[i] = blank;
    for (int row = 1; row < c->rows; row++)
        memcpy(c->cells + (size_t)row * cols, c->cells, cols * sizeof blank);
    c->cursor_row = c->cursor_col = 0;
    c->cursor_shown = false;
}

/* Empties a cell that is about to be drawn over, and the other half if it holds one of a wide character. */
static void clear_cell(struct canvas *c, int col, struct cell *cell)
{
    struct cell *other = cell->width == 0 ? cell - 1 : cell + 1;
    if ((cell->width == 0 && col > 0) || (cell->width == 2 && col + 1 < c->cols)) {
        uint8_t style = other->style;
        *other = blank;
        other->style = style;
    }
    *cell = blank;
}

/* Puts one character of one or two columns. Bytes behind its end are zero: cells can be compared as memory. */
static void put_cell(struct canvas *c, int row, int col, enum style style, const char *text, size_t n, int width)
{
    if (row < 0 || row >= c->rows || col >= c->cols || col + width <= 0)
        return;
    bool whole = col >= 0 && col + width <= c->cols;
    for (int i = col < 0 ? 0 : col; i < col + width && i < c->cols; i++) {
        struct cell *cell = &c->cells[(size_t)row * (size_t)c->cols + (size_t)i];
        clear_cell(c, i, cell);
        cell->style = (uint8_t)style;
        if (whole && i == col)
            memcpy(cell->text, text, n < CELL_TEXT ? n : CELL_TEXT - 1);
    }
    if (whole && width == 2) { /* only now, as clearing the right cell looks at the left one */
        struct cell *left = &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
        left->width = 2;
        left[1].width = 0;
        left[1].text[0] = '\0';
    }
}

/* One character of our own: a line, a corner, a bar. */
static void put_sign(struct canvas *c, int row, int col, enum style style, const char *unicode, const char *ascii)
{
    const char *sign = c->ascii ? ascii : unicode;
    put_cell(c, row, col, style, sign, strlen(sign), 1);
}

/* ---- text ---- */

/* What of the text at s goes into one place on the grid: a character and the marks on it. Not a whole grapheme:
 * terminals give each character of a flag or of an Indic syllable columns of its own. Returns how many bytes; *width
 * gets its columns, -1 if the character cannot be drawn. */
static size_t cluster(const char *s, const char *end, int *width)
{
    const char *p = s;
    *width = utf8_width(utf8_next(&p, end));
    while (p < end && (unsigned char)*p >= 0x80) {
        const char *next = p;
        if (utf8_width(utf8_next(&next, end)) != 0 || next - s >= CELL_TEXT)
            break;
        p = next;
    }
    return (size_t)(p - s);
}

/* A printable ASCII character: what nearly all cells hold. */
static void put_plain(struct canvas *c, int row, int col, enum style style, char ch)
{
    if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
        return;
    struct cell *cell = &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
    if (cell->width != 1)
        clear_cell(c, col, cell);
    *cell = (struct cell){.text = {ch}, .width = 1, .style = (uint8_t)style};
}

/* Draws text that went through show(), without a limit but the grid. Returns its columns. */
static int draw(struct canvas *c, int row, int col, enum style style, const char *s, size_t n)
{
    int from = col;
    for (const char *end = s + n; s < end;) {
        if (*s >= 0x20 && *s < 0x7f && (s + 1 == end || (unsigned char)s[1] < 0x80)) {
            put_plain(c, row, col++, style, *s++);
            continue;
        }
        int width;
        size_t len = cluster(s, end, &width);
        if (width > 0 && !(c->ascii && len == 3 && memcmp(s, "\u21b5", 3) == 0)) {
            put_cell(c, row, col, style, s, len, width);
        } else if (width != 0) {
            put_sign(c, row, col, style, width < 0 ? "\ufffd" : "\u21b5", width < 0 ? "?" : "/");
            width = 1;
        }
        col += width;
        s += len;
    }
    return col - from;
}

static bool all_plain(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] < 0x20 || s[i] >= 0x7f)
            return false;
    return true;
}

/* Text through show() into `safe` where it needs that. Of a text far longer than `width` columns only the start is
 * looked at; *more tells so. */
static const char *make_safe(struct buf *safe, const char *text, int width, size_t *n, bool *more)
{
    size_t limit = (size_t)width * 16 + 256;
    *n = strnlen(text, limit + 1);
    *more = *n > limit;
    if (*more)
        for (*n = limit; *n > limit - 4 && ((unsigned char)text[*n] & 0xc0) == 0x80;)
            --*n; /* not within a character */
    if (all_plain(text, *n))
        return text;
    show(safe, text, *n, false);
    *n = safe->len;
    return buf_str(safe);
}

int canvas_put(struct canvas *c, int row, int col, int width, enum style style, const char *text)
{
    if (row < 0 || row >= c->rows || col >= c->cols || col < -c->cols || width <= 0)
        return 0;
    width = width < c->cols - col ? width : c->cols - col;
    struct buf safe = BUF_INIT;
    size_t n;
    bool more;
    const char *s = make_safe(&safe, text, width, &n, &more);
    int used;
    if (!more && text_width(s, n) <= width) {
        used = draw(c, row, col, style, s, n);
    } else {
        const char *ellipsis = !c->ascii ? "\u2026" : width < 8 ? ">" : "...";
        int room = width - (c->ascii && width >= 8 ? 3 : 1);
        n = text_fit(s, n, room, NULL);
        used = draw(c, row, col, style, s, n);
        used += draw(c, row, col + used, style, ellipsis, strlen(ellipsis));
    }
    buf_release(&safe);
    return used;
}

int canvas_putf(struct canvas *c, int row, int col, int width, enum style style, const char *fmt, ...)
{
    struct buf text = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&text, tr(fmt), args);
    va_end(args);
    int used = canvas_put(c, row, col, width, style, buf_str(&text));
    buf_release(&text);
    return used;
}

void canvas_row(struct canvas *c, int row, int col, int width, enum style style, const char *text)
{
    canvas_fill(c, (struct rect){row, col, 1, width}, style, ' ');
    canvas_put(c, row, col, width, style, text);
}

/* ---- shapes ---- */

/* The part of the area that lies on the grid. */
static struct rect clipped(const struct canvas *c, struct rect r)
{
    long bottom = (long)r.row + (r.rows > 0 ? r.rows : 0), right = (long)r.col + (r.cols > 0 ? r.cols : 0);
    int row = r.row > 0 ? r.row : 0, col = r.col > 0 ? r.col : 0;
    bottom = bottom < c->rows ? bottom : c->rows;
    right = right < c->cols ? right : c->cols;
    return (struct rect){row, col, bottom > row ? (int)bottom - row : 0, right > col ? (int)right - col : 0};
}

void canvas_fill(struct canvas *c, struct rect area, enum style style, char fill)
{
    struct rect r = clipped(c, area);
    if (fill < 0x20 || fill >= 0x7f)
        fill = ' ';
    for (int row = r.row; row < r.row + r.rows; row++)
        for (int col = r.col; col < r.col + r.cols; col++)
            put_plain(c, row, col, style, fill);
}

void canvas_rule(struct canvas *c, int row, int col, int width)
{
    struct rect r = clipped(c, (struct rect){row, col, 1, width});
    for (int i = 0; r.rows > 0 && i < r.cols; i++)
        put_sign(c, row, r.col + i, STYLE_LINE, "\u2500", "-");
}

void canvas_box(struct canvas *c, struct rect area)
{
    if (area.rows <= 0 || area.cols <= 0)
        return;
    int bottom = area.row + area.rows - 1, right = area.col + area.cols - 1;
    struct rect r = clipped(c, area);
    canvas_rule(c, area.row, area.col, area.cols);
    canvas_rule(c, bottom, area.col, area.cols);
    for (int row = r.row; row < r.row + r.rows; row++) {
        put_sign(c, row, area.col, STYLE_LINE, "\u2502", "|");
        put_sign(c, row, right, STYLE_LINE, "\u2502", "|");
    }
    put_sign(c, area.row, area.col, STYLE_LINE, "\u250c", "+");
    put_sign(c, area.row, right, STYLE_LINE, "\u2510", "+");
    put_sign(c, bottom, area.col, STYLE_LINE, "\u2514", "+");
    put_sign(c, bottom, right, STYLE_LINE, "\u2518", "+");
}

void canvas_bar(struct canvas *c, int row, int col, int width, double done)
{
    if (!(done > 0)) /* also "not a number" */
        done = 0;
    int full = done >= 1 ? width : (int)(done * width + 0.5);
    if (done > 0 && full == 0 && width > 1)
        full = 1; /* begun is not nothing, */
    if (done < 1 && full == width && width > 0)
        full = width - 1; /* and nearly done is not done */
    struct rect r = clipped(c, (struct rect){row, col, 1, width});
    for (int i = r.col; r.rows > 0 && i < r.col + r.cols; i++) {
        if (i - col < full)
            put_sign(c, row, i, STYLE_GOOD, "\u2588", "#");
        else
            put_sign(c, row, i, STYLE_DIM, "\u2591", "-");
    }
}

void canvas_cursor(struct canvas *c, int row, int col)
{
    row = row < c->rows ? row : c->rows - 1;
    col = col < c->cols ? col : c->cols - 1;
    c->cursor_row = row > 0 ? row : 0;
    c->cursor_col = col > 0 ? col : 0;
    c->cursor_shown = true;
}

/* ---- text of several lines ---- */

/* Draws nothing without a canvas. */
static int wrap(struct canvas *c, struct rect area, int skip, enum style style, const char *text)
{
    struct buf safe = BUF_INIT;
    size_t n = strlen(text);
    int line = 0;
    show(&safe, text, n, true);
    text = buf_str(&safe);
    n = safe.len;
    for (size_t at = 0, next; at < n; at = next, line++) {
        size_t end = text_wrap(text, n, at, area.cols, NULL, NULL, &next);
        if (!c || line < skip || line - skip >= area.rows)
            continue;
        end = at + text_fit(text + at, end - at, area.cols, NULL); /* hanging blanks; a wide character in one column */
        draw(c, area.row + line - skip, area.col, style, text + at, end - at);
    }
    buf_release(&safe);
    return line;
}

int canvas_wrap(struct canvas *c, struct rect area, int skip, enum style style, const char *text)
{
    return wrap(c, area, skip, style, text);
}

int canvas_wrap_cut(struct canvas *c, struct rect area, enum style style, const char *text)
{
    int lines = area.rows > 0 && area.cols > 0 ? canvas_wrap(c, area, 0, style, text) : 0;
    if (lines > area.rows)
        canvas_put(c, area.row + area.rows - 1, area.col + area.cols - 1, 1, style, c->ascii ? ">" : "\u2026");
    return lines;
}

void canvas_wrap_tight(struct canvas *c, struct rect area, enum style style, struct buf *text)
{
    for (size_t at = 0; canvas_wrap_height(buf_str(text), area.cols) > area.rows;) {
        at += strcspn(buf_str(text) + at, "\n");
        if (at == text->len)
            break;
        bool ended = at > 0 && text->s[at - 1] == '.';
        buf_splice(text, at, 1, ended ? " " : ". ", ended ? 1 : 2);
    }
    canvas_wrap_cut(c, area, style, buf_str(text));
}

int canvas_wrap_height(const char *text, int width)
{
    return wrap(NULL, (struct rect){0, 0, 0, width}, 0, STYLE_TEXT, text);
}
