/* term_paint.c: see term_paint.h.
 *
 * A row is sent as runs of cells that differ; a gap of a few cells between two runs is sent as well where that is
 * shorter than a move. Blanks are erased where that looks the same. Rows that moved up or down by a few are scrolled by
 * the terminal. Behind text that terminals may measure differently (wide characters, marks) the cursor is placed anew,
 * so that what follows stands in its column.
 */
#include "ui/term_paint.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/utf8.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>

enum { MARKS = 4, GAP = 4, ERASE_GAIN = 4, SCROLL_LEAST = 6, SCROLL_MOST = 3, UNKNOWN = -1 };

/* ---- what the terminal can do ---- */

static const char *const names[CAPABILITIES] = {
    [CAP_MOVE] = "cup",       [CAP_COLUMN] = "hpa",       [CAP_FORWARD] = "cuf",      [CAP_ERASE] = "el",
    [CAP_CLEAR] = "clear",    [CAP_REGION] = "csr",       [CAP_SCROLL_UP] = "ind",    [CAP_SCROLL_DOWN] = "ri",
    [CAP_RESET] = "sgr0",     [CAP_PLAIN] = "sgr0",       [CAP_BOLD] = "bold",        [CAP_DIM] = "dim",
    [CAP_UNDERLINE] = "smul", [CAP_REVERSE] = "rev",      [CAP_FOREGROUND] = "setaf", [CAP_BACKGROUND] = "setab",
    [CAP_NO_COLORS] = "op",   [CAP_HIDE] = "civis",       [CAP_SHOW] = "cnorm",
};

char *paint_capability(const char *name)
{
    const char *s = tigetstr(name);
    struct buf out = BUF_INIT;
    buf_adds(&out, "");
    while (s && s != (const char *)-1 && *s) {
        const char *end = s[0] == '$' && s[1] == '<' ? strchr(s, '>') : NULL; /* padding: "$<5>" */
        if (end)
            s = end + 1;
        else
            buf_addc(&out, *s++);
    }
    return buf_take(&out);
}

/* Cuts every `part` out of s. */
static void cut_out(char *s, const char *part)
{
    size_t n = strlen(part);
    for (char *at = s; (at = strstr(at, part));)
        memmove(at, at + n, strlen(at + n) + 1);
}

void paint_init(struct paint *p)
{
    memset(p, 0, sizeof *p);
    for (int i = 0; i < CAPABILITIES; i++)
        p->can[i] = paint_capability(names[i]);
    cut_out(p->can[CAP_PLAIN], "\x1b(B"); /* back to the usual character set, which is never left */
    cut_out(p->can[CAP_PLAIN], "\x0f");
    p->wraps = tigetflag("am") > 0 && tigetflag("xenl") <= 0;
    p->moves_styled = tigetflag("msgr") > 0;
    p->erases_coloured = tigetflag("bce") > 0;
    if (*p->can[CAP_FOREGROUND] && *p->can[CAP_BACKGROUND] && *p->can[CAP_NO_COLORS])
        p->colors = tigetnum("colors");
    for (int i = 0; i < STYLES; i++)
        p->styles[i].on = xstrdup("");
    paint_forget(p);
}

void paint_release(struct paint *p)
{
    for (int i = 0; i < CAPABILITIES; i++)
        free(p->can[i]);
    for (int i = 0; i < STYLES; i++)
        free(p->styles[i].on);
    canvas_release(&p->sent);
}

void paint_forget(struct paint *p)
{
    p->sent_valid = false;
    p->row = p->col = p->behind = p->style = UNKNOWN;
}

void paint_put(const struct paint *p, enum capability cap, int a, int b, struct buf *out)
{
    const char *s = *p->can[cap] ? tiparm(p->can[cap], a, b) : NULL;
    buf_adds(out, s ? s : "");
}

/* ---- styles ---- */

/* The number itself where there are 256 colours, else the nearest of those there are. */
static int nearest_color(const struct paint *p, int color)
{
    if (color < 0 || color < p->colors)
        return color;
    int want[3], best = 0;
    long best_distance = -1;
    theme_rgb(color, want);
    for (int i = 0; i < p->colors && i < 16; i++) {
        int have[3];
        theme_rgb(i, have);
        long d = 0;
        for (int k = 0; k < 3; k++)
            d += (long)(want[k] - have[k]) * (want[k] - have[k]);
        if (best_distance < 0 || d < best_distance) {
            best_distance = d;
            best = i;
        }
    }
    return best;
}

/* Which attributes (bits of terminfo's ncv) can't be seen together with colours. */
enum { NO_UNDERLINE = 2, NO_REVERSE = 4, NO_DIM = 16, NO_BOLD = 32 };

static void learn_style(struct paint *p, const struct look *look, struct paint_style *s)
{
    struct buf on = BUF_INIT;
    int fg = p->colors > 0 ? nearest_color(p, look->fg) : -1, bg = p->colors > 0 ? nearest_color(p, look->bg) : -1;
    bool merged = fg == bg && fg >= 0; /* too few colours to tell them apart */
    if (merged)
        fg = bg = -1;
    s->coloured = fg >= 0 || bg >= 0;
    int ncv = s->coloured ? tigetnum("ncv") : 0;
    int without = ncv > 0 ? ncv : 0;
    bool reverse = (look->reverse || merged) && !(without & NO_REVERSE);
    bool underline = look->underline && !(without & NO_UNDERLINE);
    buf_adds(&on, "");
    if (look->bold && !(without & NO_BOLD))
        paint_put(p, CAP_BOLD, 0, 0, &on);
    if (look->dim && !(without & NO_DIM))
        paint_put(p, CAP_DIM, 0, 0, &on);
    if (underline)
        paint_put(p, CAP_UNDERLINE, 0, 0, &on);
    if (reverse)
        paint_put(p, CAP_REVERSE, 0, 0, &on);
    if (fg >= 0)
        paint_put(p, CAP_FOREGROUND, fg, 0, &on);
    if (bg >= 0)
        paint_put(p, CAP_BACKGROUND, bg, 0, &on);
    s->erasable = !reverse && !underline && (bg < 0 || p->erases_coloured);
    free(s->on);
    s->on = buf_take(&on);
}

void paint_theme(struct paint *p, enum theme theme)
{
    for (int i = 0; i < STYLES; i++) {
        struct paint_style *s = &p->styles[i];
        learn_style(p, theme_look(theme, (enum style)i), s);
        s->same = 0;
        while (strcmp(p->styles[s->same].on, s->on) != 0)
            s->same++;
    }
    paint_forget(p);
}

static void make_plain(struct paint *p, struct buf *out)
{
    const char *plain = p->can[CAP_PLAIN];
    buf_adds(out, plain);
    if (!strstr(plain, "[m") && !strstr(plain, "[0")) /* SGR 0 takes the colours off, other ways may not */
        buf_adds(out, p->style == UNKNOWN || p->styles[p->style].coloured ? p->can[CAP_NO_COLORS] : "");
}

static void set_style(struct paint *p, int style, struct buf *out)
{
    int same = p->styles[style < STYLES ? style : STYLE_TEXT].same;
    if (p->style == same)
        return;
    if (p->style == UNKNOWN || *p->styles[p->style].on)
        make_plain(p, out);
    buf_adds(out, p->styles[same].on);
    p->style = same;
}

/* ---- the cursor ---- */

static void move_to(struct paint *p, int row, int col, struct buf *out)
{
    if (p->row == row && p->col == col)
        return;
    if (!p->moves_styled && p->style != UNKNOWN && *p->styles[p->style].on) {
        make_plain(p, out);
        p->style = UNKNOWN;
    }
    if (p->row == row && col == 0)
        buf_addc(out, '\r');
    else if (p->row >= 0 && p->row + 1 == row && col == 0)
        buf_adds(out, "\r\n");
    else if (p->row == row && p->col >= 0 && p->col < col && *p->can[CAP_FORWARD])
        paint_put(p, CAP_FORWARD, col - p->col, 0, out);
    else if (p->row == row && *p->can[CAP_COLUMN])
        paint_put(p, CAP_COLUMN, col, 0, out);
    else
        paint_put(p, CAP_MOVE, row, col, out);
    p->row = row;
    p->col = col;
    p->behind = UNKNOWN;
}

/* ---- rows ---- */

static struct cell *row_of(const struct canvas *c, int row)
{
    return c->cells + (size_t)row * (size_t)c->cols;
}

static bool differ(const struct cell *a, const struct cell *b)
{
    return memcmp(a, b, sizeof *a) != 0;
}

static bool blank_of(const struct cell *cell, uint8_t style)
{
    return cell->text[0] == ' ' && cell->text[1] == 0 && cell->style == style;
}

static const struct cell unknown = {.width = UINT8_MAX}; /* equal to nothing */

static struct cell blank_in(uint8_t style)
{
    return (struct cell){.text = " ", .width = 1, .style = style};
}

/* Might a terminal measure it otherwise than we do? */
static bool doubtful(const struct cell *cell)
{
    unsigned char c = (unsigned char)cell->text[0];
    size_t whole = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    return cell->width != 1 || cell->text[whole];
}

/* The cell's text. A cluster of several characters with a width each is cut to its first. */
static void put_text(const struct paint *p, const struct cell *cell, struct buf *out)
{
    const char *s = cell->text, *end = s + strnlen(s, sizeof cell->text);
    if (end - s == 1 && *s >= 0x20 && *s < 0x7f) {
        buf_addc(out, *s);
        return;
    }
    int32_t c = s < end ? utf8_next(&s, end) : ' ';
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (!p->unicode && c > 126)) {
        buf_adds(out, cell->width == 2 ? "? " : "?");
        return;
    }
    utf8_add(out, c);
    for (int n = 0; s < end && n < MARKS && p->unicode; n++) {
        c = utf8_next(&s, end);
        if (c < 0x20 || wcwidth((wchar_t)c) != 0)
            return;
        utf8_add(out, c);
    }
}

static void put_cell(struct paint *p, const struct canvas *c, int row, int col, struct buf *out)
{
    const struct cell *cell = row_of(c, row) + col;
    if (p->wraps && row == c->rows - 1 && col + cell->width >= c->cols)
        return; /* the screen would scroll */
    bool doubt = doubtful(cell);
    if (doubt && p->row == row && p->behind == col)
        p->col = col; /* one word of such characters stays together */
    move_to(p, row, col, out);
    set_style(p, cell->style, out);
    put_text(p, cell, out);
    p->col = col + cell->width;
    p->behind = UNKNOWN;
    if (p->col >= c->cols) {
        p->col = UNKNOWN;
        p->row = p->wraps ? UNKNOWN : row;
    } else if (doubt) {
        p->behind = p->col;
        p->col = UNKNOWN;
    }
}

/* Sends the cells from..to-1. */
static void put_run(struct paint *p, const struct canvas *c, int row, int from, int to, struct buf *out)
{
    const struct cell *now = row_of(c, row);
    for (int col = from; col < to; col++) {
        if (now[col].width != 0)
            put_cell(p, c, row, col, out);
    }
}

/* Erases the row from `from` on if more cells become right by it than wrong. */
static void erase_rest(struct paint *p, const struct canvas *c, int row, int from, struct buf *out)
{
    const struct cell *now = row_of(c, row);
    struct cell *old = row_of(&p->sent, row);
    uint8_t style = now[c->cols - 1].style;
    int gain = 0;
    if (!*p->can[CAP_ERASE] || style >= STYLES || !p->styles[style].erasable)
        return;
    for (int col = from; col < c->cols; col++) {
        bool blank = blank_of(&now[col], style), right = !differ(&now[col], &old[col]);
        gain += blank && !right ? 1 : !blank && right ? -1 : 0;
    }
    if (gain < ERASE_GAIN)
        return;
    move_to(p, row, from, out);
    set_style(p, style, out);
    buf_adds(out, p->can[CAP_ERASE]);
    for (int col = from; col < c->cols; col++)
        old[col] = blank_in(style);
}

static void paint_row(struct paint *p, const struct canvas *c, int row, struct buf *out)
{
    const struct cell *now = row_of(c, row);
    struct cell *old = row_of(&p->sent, row);
    int col = 0;
    if (memcmp(now, old, sizeof *now * (size_t)c->cols) == 0)
        return;
    while (!differ(&now[col], &old[col]))
        col++;
    if (now[col].width == 0 && col > 0)
        col--; /* the left half of a wide character comes with its right half */
    erase_rest(p, c, row, col, out);
    while (col < c->cols) {
        if (!differ(&now[col], &old[col])) {
            col++;
            continue;
        }
        int from = col - (now[col].width == 0 && col > 0), to = col + 1;
        for (col = to; col < c->cols && (col - to <= GAP || now[col].width == 0); col++) {
            if (now[col].style != now[to - 1].style)
                break;
            if (differ(&now[col], &old[col]))
                to = col + 1;
        }
        while (to < c->cols && now[to].width == 0)
            to++;
        put_run(p, c, row, from, to, out);
        col = to;
    }
    memcpy(old, now, sizeof *now * (size_t)c->cols);
}

/* ---- rows that moved ---- */

/* True if row `a` of what is to be shown is row `b` of what is shown. */
static bool same_row(const struct paint *p, const struct canvas *c, int a, int b)
{
    return memcmp(row_of(c, a), row_of(&p->sent, b), sizeof *c->cells * (size_t)c->cols) == 0;
}

/* The rows that come in are empty, or, when they can't be made to look so, not known. */
static void move_rows(struct paint *p, int first, int last, int by, struct buf *out)
{
    struct canvas *sent = &p->sent;
    int n = abs(by), height = last - first + 1;
    size_t cols = (size_t)sent->cols, moved = (size_t)(height - n) * cols;
    struct cell *top = row_of(sent, first), *shifted = row_of(sent, first + n);
    bool whole = height == sent->rows;
    if (!whole) {
        paint_put(p, CAP_REGION, first, last, out);
        p->row = p->col = UNKNOWN;
    }
    move_to(p, by > 0 ? last : first, 0, out);
    set_style(p, STYLE_TEXT, out); /* the rows that come in have its background */
    for (int i = 0; i < n; i++)
        buf_adds(out, p->can[by > 0 ? CAP_SCROLL_UP : CAP_SCROLL_DOWN]);
    if (!whole) {
        paint_put(p, CAP_REGION, 0, sent->rows - 1, out);
        p->row = p->col = UNKNOWN;
    }
    if (p->wraps && last == sent->rows - 1) /* the corner was not drawn */
        for (int col = sent->cols > 1 ? sent->cols - 2 : 0; col < sent->cols; col++)
            row_of(sent, last)[col] = unknown;
    memmove(by > 0 ? top : shifted, by > 0 ? shifted : top, moved * sizeof *top);
    struct cell *in = by > 0 ? top + moved : top;
    for (size_t i = 0; i < (size_t)n * cols; i++)
        in[i] = p->styles[STYLE_TEXT].erasable ? blank_in(STYLE_TEXT) : unknown;
}

/* When most of the rows that differ are there already, a few rows up or down, the terminal is told to scroll them. */
static void scroll_rows(struct paint *p, const struct canvas *c, struct buf *out)
{
    int first = 0, last = c->rows - 1;
    while (first <= last && same_row(p, c, first, first))
        first++;
    while (last > first && same_row(p, c, last, last))
        last--;
    int height = last - first + 1;
    if (height < SCROLL_LEAST || !*p->can[CAP_REGION])
        return;
    for (int by = -SCROLL_MOST; by <= SCROLL_MOST; by++) {
        int same = 0;
        for (int row = first; row <= last; row++)
            same += by != 0 && row + by >= first && row + by <= last && same_row(p, c, row, row + by);
        if (same * 2 > height && *p->can[by > 0 ? CAP_SCROLL_UP : CAP_SCROLL_DOWN]) {
            move_rows(p, first, last, by, out);
            return;
        }
    }
}

/* ---- frames ---- */

/* An empty screen, and what is known of it. */
static void begin_anew(struct paint *p, const struct canvas *c, struct buf *out)
{
    paint_forget(p);
    canvas_resize(&p->sent, c->rows, c->cols);
    buf_adds(out, p->can[CAP_RESET]); /* heals what another program left, such as a strange character set */
    paint_put(p, CAP_REGION, 0, c->rows - 1, out);
    set_style(p, STYLE_TEXT, out);
    buf_adds(out, p->can[CAP_CLEAR]);
    p->row = p->col = *p->can[CAP_CLEAR] ? 0 : UNKNOWN;
    if (!p->styles[STYLE_TEXT].erasable || !*p->can[CAP_CLEAR])
        for (size_t i = 0; i < (size_t)c->rows * (size_t)c->cols; i++)
            p->sent.cells[i] = unknown;
}

static bool nothing_changed(const struct paint *p, const struct canvas *c)
{
    return p->sent.cursor_row == c->cursor_row && p->sent.cursor_col == c->cursor_col &&
           p->sent.cursor_shown == c->cursor_shown &&
           memcmp(p->sent.cells, c->cells, sizeof *c->cells * (size_t)c->rows * (size_t)c->cols) == 0;
}

void paint_frame(struct paint *p, const struct canvas *c, struct buf *out)
{
    bool anew = !p->sent_valid || p->sent.rows != c->rows || p->sent.cols != c->cols;
    if (!anew && nothing_changed(p, c))
        return;
    if (anew)
        begin_anew(p, c, out);
    else
        scroll_rows(p, c, out);
    for (int row = 0; row < c->rows; row++)
        paint_row(p, c, row, out);
    set_style(p, STYLE_TEXT, out); /* whoever writes next to us writes plainly */
    if (anew || p->sent.cursor_shown != c->cursor_shown)
        buf_adds(out, p->can[c->cursor_shown ? CAP_SHOW : CAP_HIDE]);
    move_to(p, c->cursor_row, c->cursor_col, out); /* last: where the reader's attention is */
    p->sent.cursor_row = c->cursor_row;
    p->sent.cursor_col = c->cursor_col;
    p->sent.cursor_shown = c->cursor_shown;
    p->sent_valid = true;
}
