/* test-paint.c: what is sent makes the terminal show the canvas: from any picture to any other, on rich and on poor
 * terminals (libvterm stands for all of them, with descriptions from which capabilities were taken away), and with few
 * bytes. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vterm.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/term_paint.h"
#include "unit/cmocka-all.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h> /* last: it defines small words as macros */

enum { HIGH = 14, WIDE = 40, FRAMES = 400 };

struct world {
    struct paint paint;
    VTerm *vt;
    VTermScreen *screen;
    struct canvas canvas;
    struct buf out;
};

static VTerm *new_terminal(VTermScreen **screen)
{
    VTerm *vt = vterm_new(HIGH, WIDE);
    vterm_set_utf8(vt, 1);
    *screen = vterm_obtain_screen(vt);
    vterm_screen_reset(*screen, 1);
    return vt;
}

/* False if this computer does not know the terminal. */
static bool world_new(struct world *w, const char *terminal)
{
    int err;
    memset(w, 0, sizeof *w);
    if (setupterm(terminal, STDOUT_FILENO, &err) != 0)
        return false;
    paint_init(&w->paint);
    w->paint.unicode = true;
    paint_theme(&w->paint, THEME_TERMINAL);
    canvas_init(&w->canvas, HIGH, WIDE);
    w->vt = new_terminal(&w->screen);
    return true;
}

static void world_free(struct world *w)
{
    paint_release(&w->paint);
    canvas_release(&w->canvas);
    buf_release(&w->out);
    vterm_free(w->vt);
    del_curterm(cur_term);
}

static size_t show_frame(struct world *w)
{
    buf_clear(&w->out);
    paint_frame(&w->paint, &w->canvas, &w->out);
    vterm_input_write(w->vt, buf_str(&w->out), w->out.len);
    return w->out.len;
}

/* ---- comparing ---- */

static VTermScreenCell seen(VTermScreen *screen, int row, int col)
{
    VTermScreenCell cell;
    vterm_screen_get_cell(screen, (VTermPos){row, col}, &cell);
    if (cell.chars[0] == 0)
        cell.chars[0] = ' ', cell.chars[1] = 0;
    return cell;
}

/* The letters of a cell are those of the canvas. */
static bool same_text(const VTermScreenCell *have, const struct cell *want)
{
    const char *s = want->text, *end = s + strnlen(s, sizeof want->text);
    int i = 0;
    for (; s < end; i++)
        if (have->chars[i] != (uint32_t)utf8_next(&s, end))
            return false;
    return have->chars[i] == 0;
}

static bool blank(const VTermScreenCell *c)
{
    return c->chars[0] == ' ' && c->chars[1] == 0;
}

/* They look the same: of a blank only what can be seen counts. */
static bool same_look(const VTermScreenCell *a, const VTermScreenCell *b)
{
    bool ink = !blank(a) || a->attrs.reverse;
    return a->attrs.reverse == b->attrs.reverse && a->attrs.underline == b->attrs.underline &&
           memcmp(&a->bg, &b->bg, sizeof a->bg) == 0 &&
           (!ink || (memcmp(&a->fg, &b->fg, sizeof a->fg) == 0 && a->attrs.bold == b->attrs.bold));
}

/* The first cell where the terminal does not show the canvas, or looks other than one on which it was drawn at once;
 * -1 if there is none. */
static int first_wrong(struct world *w)
{
    VTermScreen *fresh;
    VTerm *vt = new_terminal(&fresh);
    struct paint once = w->paint;
    struct buf out = BUF_INIT;
    int wrong = -1;
    once.sent = (struct canvas){0};
    paint_forget(&once);
    paint_frame(&once, &w->canvas, &out);
    vterm_input_write(vt, buf_str(&out), out.len);
    for (int i = 0; i < HIGH * WIDE && wrong < 0; i++) {
        const struct cell *want = &w->canvas.cells[i];
        VTermScreenCell have = seen(w->screen, i / WIDE, i % WIDE), clean = seen(fresh, i / WIDE, i % WIDE);
        if (w->paint.wraps && i >= HIGH * WIDE - 2)
            continue; /* what reaches the last corner cannot be drawn */
        if (want->width != 0 && (!same_text(&have, want) || !same_text(&clean, want) || !same_look(&have, &clean)))
            wrong = i;
    }
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(w->vt), &at);
    if (wrong < 0 && (at.row != w->canvas.cursor_row || at.col != w->canvas.cursor_col))
        wrong = HIGH * WIDE;
    canvas_release(&once.sent);
    buf_release(&out);
    vterm_free(vt);
    return wrong;
}

static void expect_shown(struct world *w, const char *what, int number)
{
    int wrong = first_wrong(w);
    if (wrong >= 0)
        fail_msg("%s, frame %d: row %d, column %d is wrong", what, number, wrong / WIDE, wrong % WIDE);
}

/* ---- pictures ---- */

static int dice(int n)
{
    return rand() % n;
}

static void random_text(struct canvas *c)
{
    static const char *const pieces[] = {"a", "plain words ", "e\u0301", "\u00e9", "\u6771\u4eac", " ", "      ",
                                         "\u2026", "\u2500\u2502", "n\u0303o", "\ud55c", "x", "Ministry of Finance"};
    struct buf text = BUF_INIT;
    for (int i = dice(8); i >= 0; i--)
        buf_adds(&text, pieces[dice((int)(sizeof pieces / sizeof *pieces))]);
    canvas_put(c, dice(HIGH), dice(WIDE), 1 + dice(WIDE), (enum style)dice(STYLES), buf_str(&text));
    buf_release(&text);
}

/* Rows first..last one or more up or down, as a list scrolls. */
static void random_scroll(struct canvas *c)
{
    int first = dice(HIGH), last = first + dice(HIGH - first), by = 1 + dice(4);
    size_t row = WIDE * sizeof *c->cells;
    if (last - first < by)
        return;
    struct cell *top = c->cells + (size_t)first * WIDE, *shifted = top + (size_t)by * WIDE;
    size_t n = (size_t)(last - first + 1 - by) * row;
    bool up = dice(2);
    memmove(up ? top : shifted, up ? shifted : top, n);
    canvas_fill(c, (struct rect){up ? last - by + 1 : first, 0, by, WIDE}, (enum style)dice(STYLES), ' ');
}

static void random_change(struct canvas *c)
{
    switch (dice(8)) {
    case 0: random_scroll(c); break;
    case 1:
        canvas_fill(c, (struct rect){dice(HIGH), dice(WIDE), 1 + dice(3), WIDE}, (enum style)dice(STYLES), ' ');
        break;
    case 2: canvas_row(c, dice(HIGH), 0, WIDE, (enum style)dice(STYLES), "a row of one style"); break;
    case 3: canvas_put(c, HIGH - 1, WIDE - dice(3), 3, (enum style)dice(STYLES), "end"); break;
    case 4: canvas_box(c, (struct rect){dice(HIGH), dice(WIDE), 4, 9}); break;
    default: random_text(c); break;
    }
    canvas_cursor(c, dice(HIGH), dice(WIDE));
    c->cursor_shown = dice(2);
}

/* libvterm 0.1.4 loses a mark in the last column, or takes it to the next line. */
static void spare_libvterm(struct canvas *c)
{
    for (int row = 0; row < HIGH; row++) {
        const struct cell *last = &c->cells[row * WIDE + WIDE - 1];
        const char *s = last->text, *end = s + strnlen(s, sizeof last->text);
        utf8_next(&s, end);
        if (last->width == 1 && s < end)
            canvas_put(c, row, WIDE - 1, 1, (enum style)last->style, "x");
    }
}

static void walk_through(struct world *w, const char *what)
{
    for (int i = 0; i < FRAMES; i++) {
        for (int n = dice(4); n >= 0; n--)
            random_change(&w->canvas);
        if (dice(50) == 0)
            canvas_clear(&w->canvas);
        spare_libvterm(&w->canvas);
        if (dice(60) == 0)
            paint_theme(&w->paint, (enum theme)dice(THEMES));
        show_frame(w);
        expect_shown(w, what, i);
    }
}

static void shows_every_picture_on_every_terminal(void **state)
{
    (void)state;
    static const char *const names[] = {"xterm-256color", "xterm", "linux", "vt100", "screen", "screen-256color",
                                        "tmux-256color", "rxvt", "vt220", "ansi"};
    int known = 0;
    srand(11);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct world w;
        if (!world_new(&w, names[i]))
            continue;
        known++;
        walk_through(&w, names[i]);
        world_free(&w);
    }
    assert_true(known > 0);
}

static void shows_every_picture_with_less(void **state)
{
    static const enum capability gone[] = {CAP_COLUMN, CAP_FORWARD,   CAP_ERASE,
                                           CAP_REGION, CAP_SCROLL_UP, CAP_SCROLL_DOWN};
    (void)state;
    srand(12);
    for (int round = 0; round < 24; round++) {
        struct world w;
        char what[40];
        assert_true(world_new(&w, "xterm-256color"));
        for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
            if (dice(2))
                *w.paint.can[gone[i]] = 0;
        w.paint.wraps = dice(2);
        w.paint.moves_styled = dice(2);
        w.paint.erases_coloured = dice(2);
        if (dice(3) == 0)
            w.paint.colors = 8 * dice(2);
        paint_theme(&w.paint, (enum theme)dice(THEMES));
        snprintf(what, sizeof what, "round %d", round);
        walk_through(&w, what);
        world_free(&w);
    }
}

/* The control: what the painter does not know of is not put right by it, and is seen here. */
static void sees_a_picture_that_is_wrong(void **state)
{
    (void)state;
    struct world w;
    assert_true(world_new(&w, "xterm-256color"));
    canvas_put(&w.canvas, 3, 3, 20, STYLE_TEXT, "right");
    show_frame(&w);
    expect_shown(&w, "before", 0);
    vterm_input_write(w.vt, "\x1b[s\x1b[4;4HW\x1b[u", 12);
    canvas_put(&w.canvas, 5, 3, 20, STYLE_TEXT, "more");
    show_frame(&w);
    assert_int_equal(first_wrong(&w), 3 * WIDE + 3);
    paint_forget(&w.paint);
    show_frame(&w);
    expect_shown(&w, "anew", 0);
    vterm_input_write(w.vt, "\x1b[4;4H\x1b[7mr\x1b[m", 14);
    canvas_cursor(&w.canvas, 0, 0);
    paint_frame(&w.paint, &w.canvas, &w.out);
    assert_int_equal(first_wrong(&w), 3 * WIDE + 3); /* the right letter in a wrong look */
    world_free(&w);
}

/* ---- few bytes ---- */

static void sends_nothing_when_nothing_changed(void **state)
{
    (void)state;
    struct world w;
    assert_true(world_new(&w, "xterm-256color"));
    random_text(&w.canvas);
    assert_true(show_frame(&w) > 0);
    assert_int_equal(show_frame(&w), 0);
    canvas_cursor(&w.canvas, 2, 2);
    assert_in_range(show_frame(&w), 1, 24); /* the cursor: where, and that it can be seen */
    world_free(&w);
}

/* A list that is stepped through at its end sends two rows, not all of them. */
static void scrolls_with_two_rows(void **state)
{
    (void)state;
    struct world w;
    assert_true(world_new(&w, "xterm-256color"));
    for (int i = 0; i < 100; i++) {
        canvas_clear(&w.canvas);
        canvas_row(&w.canvas, 0, 0, WIDE, STYLE_BAR, "title");
        for (int row = 1; row < HIGH - 1; row++) {
            char text[WIDE + 1];
            snprintf(text, sizeof text, "row number %d of many", i + row);
            canvas_row(&w.canvas, row, 0, WIDE, row == HIGH - 2 ? STYLE_SELECTED : STYLE_TEXT, text);
        }
        canvas_row(&w.canvas, HIGH - 1, 0, WIDE, STYLE_BAR, "footer");
        canvas_cursor(&w.canvas, HIGH - 2, 0);
        size_t bytes = show_frame(&w);
        expect_shown(&w, "list", i);
        if (i > 0)
            assert_in_range(bytes, WIDE, 2 * WIDE + 40);
    }
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_every_picture_on_every_terminal),
        cmocka_unit_test(shows_every_picture_with_less),
        cmocka_unit_test(sees_a_picture_that_is_wrong),
        cmocka_unit_test(sends_nothing_when_nothing_changed),
        cmocka_unit_test(scrolls_with_two_rows),
    };
    if (!setlocale(LC_ALL, "C.UTF-8"))
        return 77;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
