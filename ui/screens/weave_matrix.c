/* weave_matrix.c: who meets whom, as a square of people by people. See weave_parts.h. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "ui/screens/weave_parts.h"

/* What is seen of the square: heads of rows and columns stay, the rest scrolls with the chosen cell. */
struct square {
    int digits;     /* of the highest number: as many lines has the head of a column */
    int head_width; /* number and name of a row */
    int cell;       /* columns that a cell takes */
    int rows, cols; /* cells that are seen */
};

static int place_of(const struct weave *w, int person)
{
    int at = 0;
    while (at < w->count && w->people[at] != person)
        at++;
    return at;
}

/* The number at the head of a row or column: while names are hidden, the one by which the person is called. */
static int number_at(const struct weave *w, int at)
{
    return w->handout.m.masked ? w->people[at] + 1 : at + 1;
}

static struct square square_of(const struct weave *w, struct rect area)
{
    int most = w->count > 0 ? number_at(w, w->count - 1) : 0;
    struct square f = {.digits = most < 10 ? 1 : most < 100 ? 2 : 3};
    int name = area.cols / 4 < 8 ? 8 : area.cols / 4 > 20 ? 20 : area.cols / 4;
    f.cell = w->handout.m.last_round < 10 ? 2 : 3;
    f.head_width = f.digits + 1 + name + 1;
    f.rows = area.rows - f.digits;
    f.cols = (area.cols - f.head_width) / f.cell;
    f.rows = f.rows > w->count ? w->count : f.rows;
    f.cols = f.cols > w->count ? w->count : f.cols;
    return f;
}

/* Moves what is seen no further than it takes to see the chosen one. */
static void scroll(int *first, int at, int seen, int count)
{
    if (at < *first)
        *first = at;
    if (at >= *first + seen)
        *first = at - seen + 1;
    if (*first > count - seen)
        *first = count > seen ? count - seen : 0;
}

static void draw_heads(const struct weave_screen *s, const struct square *f, struct canvas *c, struct rect area)
{
    const struct weave *w = &s->weave;
    int chosen_row = place_of(w, s->person), chosen_col = place_of(w, s->other);
    for (int i = 0; i < f->cols; i++) {
        char number[16];
        int at = s->left + i;
        snprintf(number, sizeof number, "%*d", f->digits, number_at(w, at));
        for (int d = 0; d < f->digits; d++)
            canvas_put(c, area.row + d, area.col + f->head_width + i * f->cell, 1, at == chosen_col ? STYLE_STRONG : STYLE_DIM,
                       (char[]){number[d], '\0'});
    }
    for (int i = 0; i < f->rows; i++) {
        struct buf name = BUF_INIT;
        int at = s->top + i;
        enum style style = at == chosen_row ? STYLE_STRONG : STYLE_TEXT;
        matching_called(&w->handout.m, w->people[at], &name);
        canvas_putf(c, area.row + f->digits + i, area.col, f->digits, STYLE_DIM, "%*d", f->digits,
                     number_at(w, at));
        canvas_put(c, area.row + f->digits + i, area.col + f->digits + 1, f->head_width - f->digits - 2, style, buf_str(&name));
        buf_release(&name);
    }
}

static void draw_cell(const struct weave_screen *s, const struct square *f, struct canvas *c, struct rect area, int row, int col)
{
    const struct weave *w = &s->weave;
    int one = w->people[s->top + row], other = w->people[s->left + col];
    const struct meeting *both = weave_meeting(w, one, other);
    bool chosen = one == s->person && other == s->other;
    struct rect at = {area.row + f->digits + row, area.col + f->head_width + col * f->cell, 1, f->cell};
    enum style style = chosen ? STYLE_SELECTED : both->times > 1 ? STYLE_WARN : both->times ? STYLE_STRONG : STYLE_DIM;
    char text[24] = ".";
    if (one == other)
        snprintf(text, sizeof text, "\\");
    else if (both->times)
        snprintf(text, sizeof text, "%d%s", both->first, both->times > 1 ? "+" : "");
    if (chosen)
        canvas_fill(c, at, style, ' ');
    canvas_put(c, at.row, at.col, f->cell, style, text);
    if (chosen)
        canvas_cursor(c, at.row, at.col);
}

static void draw(struct ui *ui, struct weave_screen *s, struct canvas *c, struct rect area)
{
    const struct weave *w = &s->weave;
    struct square f = square_of(w, area);
    (void)ui;
    if (f.rows < 1 || f.cols < 1) { /* no room for a square: the two who are chosen */
        struct buf names = BUF_INIT, text = BUF_INIT;
        weave_matrix.tell(s, &names, &text);
        canvas_put(c, area.row, area.col, area.cols, STYLE_SELECTED, buf_str(&names));
        canvas_cursor(c, area.row, area.col);
        buf_release(&names);
        buf_release(&text);
        return;
    }
    scroll(&s->top, place_of(w, s->person), f.rows, w->count);
    scroll(&s->left, place_of(w, s->other), f.cols, w->count);
    if (f.cols < w->count)
        canvas_putf(c, area.row, area.col, f.head_width - 1, STYLE_DIM, N_("> %d-%d of %d"), s->left + 1, s->left + f.cols, w->count);
    if (f.rows < w->count && f.digits > 1)
        canvas_putf(c, area.row + 1, area.col, f.head_width - 1, STYLE_DIM, N_("v %d-%d of %d"), s->top + 1, s->top + f.rows, w->count);
    draw_heads(s, &f, c, area);
    for (int row = 0; row < f.rows; row++)
        for (int col = 0; col < f.cols; col++)
            draw_cell(s, &f, c, area, row, col);
}

/* ---- keys ---- */

static int within(int at, int count)
{
    return at < 0 ? 0 : at >= count ? count - 1 : at;
}

static bool press(struct weave_screen *s, const struct square *f, const struct event *e)
{
    int row = e->row - s->area.row - f->digits, col = e->col - s->area.col;
    if (e->mouse != MOUSE_PRESS || row < 0 || row >= f->rows || col < 0)
        return false;
    s->person = s->weave.people[s->top + row];
    col = col < f->head_width ? -1 : (col - f->head_width) / f->cell;
    if (col >= 0 && col < f->cols)
        s->other = s->weave.people[s->left + col];
    return true;
}

static bool key(struct ui *ui, struct weave_screen *s, const struct event *e)
{
    const struct weave *w = &s->weave;
    struct square f = square_of(w, s->area);
    int row = place_of(w, s->person), col = place_of(w, s->other), page = f.rows > 1 ? f.rows - 1 : 1;
    (void)ui;
    if (e->type == EVENT_MOUSE && (e->mouse == MOUSE_WHEEL_UP || e->mouse == MOUSE_WHEEL_DOWN))
        row += e->mouse == MOUSE_WHEEL_UP ? -1 : 1;
    else if (e->type == EVENT_MOUSE)
        return press(s, &f, e);
    else if (e->type != EVENT_KEY)
        return false;
    else
        switch (e->key) {
        case K_UP: row--; break;
        case K_DOWN: row++; break;
        case K_LEFT: col--; break;
        case K_RIGHT: col++; break;
        case K_PAGE_UP: row -= page; break;
        case K_PAGE_DOWN: row += page; break;
        case K_HOME: col = 0; break;
        case K_END: col = w->count - 1; break;
        default: return false;
        }
    s->person = w->people[within(row, w->count)];
    s->other = w->people[within(col, w->count)];
    return true;
}

/* ---- words ---- */

static void tell(const struct weave_screen *s, struct buf *headline, struct buf *text)
{
    const struct matching *m = &s->weave.handout.m;
    const int two[2] = {s->person, s->other};
    struct buf reasons = BUF_INIT;
    enum { MOST_REASONS = 2 };
    if (s->person == s->other) {
        matching_called(m, s->person, headline);
        buf_addf(text, _("Has met %d of %d.\n"), weave_met(&s->weave, s->person), s->weave.count - 1);
        weave_say_rounds(&s->weave, s->person, text);
        return;
    }
    matching_names(m, two, 2, headline);
    weave_say_pair(&s->weave, s->person, s->other, text);
    matching_reasons(m, two, 2, MOST_REASONS, &reasons);
    if (reasons.len)
        buf_addf(text, _("What counts most: %s\n"), buf_str(&reasons));
    buf_release(&reasons);
}

const struct weave_picture weave_matrix = {
    .title = N_("Matrix"),
    .about = N_("Who meets whom: the round in which two first meet; + again later; . not yet."),
    .draw = draw,
    .key = key,
    .tell = tell,
};
