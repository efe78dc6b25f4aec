/* screen.c: the screen of a pty as text and as cells; see pty.h. */
#include "pty/pty.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

static size_t put_utf8(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)((0xf00u >> n) | c);
    return n;
}

/* The text of a cell (at most 6 code points of 4 bytes), without a NUL; 0 for the second half of a wide character. */
static size_t cell_text(const struct pty *p, int row, int col, char out[24])
{
    VTermScreenCell cell;
    size_t n = 0;
    vterm_screen_get_cell(p->screen, (VTermPos){row, col}, &cell);
    if (cell.chars[0] == (uint32_t)-1)
        return 0;
    if (cell.chars[0] == 0)
        out[n++] = ' ';
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
        n += put_utf8(cell.chars[i], out + n);
    return n;
}

/* Appends a row at `at` without its closing blanks; where it ends. There is room for all of it. */
static size_t row_text(struct pty *p, int row, size_t at)
{
    size_t end = at;
    for (int col = 0; col < p->cols; col++) {
        size_t n = cell_text(p, row, col, p->text + at);
        at += n;
        if (n > 0 && !(n == 1 && p->text[at - 1] == ' '))
            end = at;
    }
    return end;
}

static void text_room(struct pty *p)
{
    int rows = p->rows > 0 ? p->rows : 1, cols = p->cols > 0 ? p->cols : 1;
    size_t need = (size_t)rows * ((size_t)cols * 24 + 1) + 1;
    if (need > p->text_size) {
        free(p->text);
        p->text = malloc(need);
        if (!p->text)
            abort();
        p->text_size = need;
    }
    p->text[0] = 0;
}

const char *pty_text(struct pty *p)
{
    size_t at = 0;
    text_room(p);
    for (int row = 0; row < p->rows; row++) {
        at = row_text(p, row, at);
        p->text[at++] = '\n';
    }
    p->text[at] = 0;
    return p->text;
}

const char *pty_line(struct pty *p, int row)
{
    text_room(p);
    if (row >= 0 && row < p->rows)
        p->text[row_text(p, row, 0)] = 0;
    return p->text;
}

bool pty_find(struct pty *p, const char *text, int *row, int *col)
{
    for (int r = 0; r < p->rows; r++) {
        const char *line = pty_line(p, r);
        const char *hit = strstr(line, text);
        if (!hit)
            continue;
        size_t bytes = (size_t)(hit - line), seen = 0;
        int c = 0;
        char cell[24];
        for (; c < p->cols && seen < bytes; c++)
            seen += cell_text(p, r, c, cell);
        while (c < p->cols && cell_text(p, r, c, cell) == 0) /* past the second half of a wide character */
            c++;
        *row = r;
        *col = c;
        return true;
    }
    snprintf(p->why, sizeof p->why, "'%s' is not on the screen", text);
    return false;
}

void pty_cursor(const struct pty *p, int *row, int *col)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &at);
    *row = at.row;
    *col = at.col;
}

static void rgb(const struct pty *p, VTermColor colour, uint8_t out[3])
{
    vterm_screen_convert_color_to_rgb(p->screen, &colour);
    out[0] = colour.rgb.red;
    out[1] = colour.rgb.green;
    out[2] = colour.rgb.blue;
}

bool pty_cell(const struct pty *p, int row, int col, struct pty_cell *cell)
{
    VTermScreenCell c;
    if (row < 0 || row >= p->rows || col < 0 || col >= p->cols ||
        !vterm_screen_get_cell(p->screen, (VTermPos){row, col}, &c))
        return false;
    *cell = (struct pty_cell){.width = c.width};
    cell->text[cell_text(p, row, col, cell->text)] = 0;
    cell->bold = c.attrs.bold;
    cell->underline = c.attrs.underline != 0;
    cell->reverse = c.attrs.reverse;
    cell->italic = c.attrs.italic;
    cell->blink = c.attrs.blink;
    cell->fg_default = VTERM_COLOR_IS_DEFAULT_FG(&c.fg);
    cell->bg_default = VTERM_COLOR_IS_DEFAULT_BG(&c.bg);
    rgb(p, c.fg, cell->fg);
    rgb(p, c.bg, cell->bg);
    return true;
}
