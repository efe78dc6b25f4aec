/* test-weave.c: the two pictures of the weave, matrix and network, drawn from people made by hand: at all sizes, with long
 * and wide names, with few and with many people; keys, mouse and words. Nobody at all: tests/screen/weave-empty. */
#include "cmocka-all.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/screens/weave_parts.h"

enum { MOST_CALLED = 64, LONG = 40, SHORT = 6 };

/* People 0, 1, 2 ... Names stand in brackets, so that it is seen whether one was cut or drawn over. */
struct fixture {
    struct weave_screen s;
    char (*called)[MOST_CALLED];
};

static void meet(struct fixture *f, int a, int b, int round)
{
    for (int i = 0; i < 2; i++) {
        struct meeting *m = &f->s.weave.meetings[i ? b * f->s.weave.count + a : a * f->s.weave.count + b];
        m->first = m->times++ && m->first < round ? m->first : round;
    }
}

/* Names of 2 + 1 to `longest` letters; every fourth one of wide characters. */
static void fixture_new(struct fixture *f, int count, int longest)
{
    struct weave *w = &f->s.weave;
    struct matching *m = &w->sheet.m;
    size_t n = (size_t)count;
    *f = (struct fixture){0};
    w->meetings = xcalloc(n * n + 1, sizeof *w->meetings);
    w->people = xcalloc(n + 1, sizeof *w->people);
    m->people = xcalloc(n + 1, sizeof *m->people);
    m->score = xcalloc(n * n + 1, sizeof *m->score);
    m->count = w->count = count;
    m->last_round = 3;
    f->called = xcalloc(n + 1, sizeof *f->called);
    for (int i = 0; i < count; i++) {
        char *name = f->called[i];
        int letters = 1 + i * 7 % longest;
        strcat(name, "(");
        for (int l = 0; l < (i % 4 == 3 ? letters / 3 + 1 : letters); l++)
            strcat(name, i % 4 == 3 ? "\u4f1a" : (char[]){(char)('a' + (i + l) % 14), '\0'}); /* no o: that is a node */
        strcat(name, ")");
        m->people[i].name = m->people[i].called = name;
        w->people[i] = i;
    }
    f->s.other = count > 1;
}

static void fixture_free(struct fixture *f)
{
    free(f->s.weave.meetings);
    free(f->s.weave.people);
    free(f->s.weave.sheet.m.people);
    free(f->s.weave.sheet.m.score);
    free(f->called);
}

/* Everybody meets the one to three after them, and person 0 meets a third of all. */
static void mingle(struct fixture *f)
{
    int count = f->s.weave.count;
    for (int i = 0; i < count; i++)
        for (int j = i + 1; j < count; j++)
            if (j - i <= i % 3 + 1 || (i == 0 && j % 3 == 0))
                meet(f, i, j, 1 + j % 3);
}

/* ---- what was drawn ---- */

enum { MARGIN = 3 };

/* A canvas full of #, and the picture in the midst of it. */
static void draw(struct canvas *c, struct fixture *f, const struct weave_picture *p, int rows, int cols)
{
    canvas_clear(c);
    canvas_resize(c, rows + 2 * MARGIN, cols + 2 * MARGIN);
    canvas_fill(c, (struct rect){0, 0, c->rows, c->cols}, STYLE_TEXT, '#');
    f->s.area = (struct rect){MARGIN, MARGIN, rows, cols};
    canvas_fill(c, f->s.area, STYLE_TEXT, ' ');
    p->draw(NULL, &f->s, c, f->s.area);
}

static const struct cell *cell_at(const struct canvas *c, int row, int col)
{
    return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

static bool within(struct rect r, int row, int col)
{
    return row >= r.row && row < r.row + r.rows && col >= r.col && col < r.col + r.cols;
}

/* Is all that lies outside of the area as it was? */
static bool kept_inside(const struct canvas *c, struct rect area)
{
    for (int row = 0; row < c->rows; row++)
        for (int col = 0; col < c->cols; col++)
            if (!within(area, row, col) && strcmp(cell_at(c, row, col)->text, "#") != 0)
                return false;
    return true;
}

/* Does each name that begins also end, with its bracket or an ellipsis, and none end that did not begin? */
static bool names_whole(const struct canvas *c, int row)
{
    bool open = false;
    for (int col = 0; col < c->cols; col++) {
        const char *text = cell_at(c, row, col)->text;
        bool begins = strcmp(text, "(") == 0, ends = strcmp(text, ")") == 0, cut = strcmp(text, "\u2026") == 0;
        bool inside = (*text >= 'a' && *text <= 'n') || strcmp(text, "\u4f1a") == 0 || !*text;
        if ((begins && open) || (ends && !open) || (open && !ends && !cut && !inside))
            return false;
        open = begins || (open && !ends && !cut);
    }
    return !open;
}

static bool all_names_whole(const struct canvas *c)
{
    for (int row = 0; row < c->rows; row++)
        if (!names_whole(c, row))
            return false;
    return true;
}

static int count_text(const struct canvas *c, const char *text)
{
    int found = 0;
    for (int i = 0; i < c->rows * c->cols; i++)
        found += strcmp(c->cells[i].text, text) == 0;
    return found;
}

static bool row_has(const struct canvas *c, int row, const char *text)
{
    struct buf all = BUF_INIT;
    for (int col = 0; col < c->cols; col++)
        buf_adds(&all, cell_at(c, row, col)->text);
    bool has = strstr(buf_str(&all), text) != NULL;
    buf_release(&all);
    return has;
}

static void print(const struct canvas *c)
{
    for (int row = 0; row < c->rows; row++) {
        for (int col = 0; col < c->cols; col++)
            fputs(cell_at(c, row, col)->text, stderr);
        fputc('\n', stderr);
    }
}

/* ---- controls: what judges here sees what is wrong ---- */

static void judges_see_faults(void **state)
{
    struct canvas c;
    struct rect area = {1, 1, 1, 18};
    (void)state;
    canvas_init(&c, 3, 20);
    canvas_fill(&c, (struct rect){0, 0, 3, 20}, STYLE_TEXT, '#');
    assert_true(kept_inside(&c, area));
    canvas_put(&c, 1, 1, 18, STYLE_TEXT, "(abc) (def\u2026 (\u4f1a\u4f1a)");
    assert_true(kept_inside(&c, area));
    assert_true(names_whole(&c, 1));
    canvas_put(&c, 1, 3, 1, STYLE_TEXT, "("); /* one name runs into the other */
    assert_false(names_whole(&c, 1));
    canvas_row(&c, 1, 1, 18, STYLE_TEXT, "(abc o");
    assert_false(names_whole(&c, 1));
    canvas_row(&c, 1, 1, 18, STYLE_TEXT, "bc)");
    assert_false(names_whole(&c, 1));
    canvas_put(&c, 1, 19, 1, STYLE_TEXT, " ");
    assert_false(kept_inside(&c, area));
    canvas_release(&c);
}

/* ---- all sizes ---- */

static const int sizes[][2] = {{1, 1},  {1, 40}, {3, 24},  {3, 23},  {5, 40},   {6, 40},
                               {2, 12}, {14, 80}, {17, 80}, {30, 120}, {60, 200}, {40, 30}};
static const int crowds[] = {1, 2, 5, 9, 10, 23, 60, 120};

static void fits_everywhere(const struct weave_picture *p, int longest)
{
    struct canvas c;
    canvas_init(&c, 1, 1);
    c.dots = true;
    for (size_t n = 0; n < sizeof crowds / sizeof *crowds; n++) {
        struct fixture f;
        fixture_new(&f, crowds[n], longest);
        mingle(&f);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            for (f.s.person = 0; f.s.person < crowds[n]; f.s.person += 1 + crowds[n] / 5) {
                c.cursor_shown = false;
                draw(&c, &f, p, sizes[i][0], sizes[i][1]);
                bool whole = p != &weave_network || all_names_whole(&c);
                if (!kept_inside(&c, f.s.area) || !c.cursor_shown || !within(f.s.area, c.cursor_row, c.cursor_col) || !whole) {
                    print(&c);
                    fail_msg("%s of %d, person %d, at %dx%d", p->title, crowds[n], f.s.person, sizes[i][1], sizes[i][0]);
                }
            }
        fixture_free(&f);
    }
    canvas_release(&c);
}

static void matrix_fits_everywhere(void **state)
{
    (void)state;
    fits_everywhere(&weave_matrix, SHORT);
    fits_everywhere(&weave_matrix, LONG);
}

static void network_fits_everywhere(void **state)
{
    (void)state;
    fits_everywhere(&weave_network, SHORT);
    fits_everywhere(&weave_network, LONG);
}

/* ---- matrix ---- */

static void press_key(struct fixture *f, const struct weave_picture *p, int key)
{
    struct event e = {.type = EVENT_KEY, .key = key};
    assert_true(p->key(NULL, &f->s, &e));
}

static void matrix_says_who_met(void **state)
{
    struct fixture f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    fixture_new(&f, 5, SHORT);
    meet(&f, 0, 3, 2);
    meet(&f, 1, 4, 3);
    meet(&f, 1, 4, 1);
    f.s.person = 3;
    f.s.other = 0;
    draw(&c, &f, &weave_matrix, 8, 60);
    static const char *const ends[] = {"\\ . . 2 . ", ". \\ . . 1+", ". . \\ . . ", "2 . . \\ . ", ". 1+. . \\ "};
    for (int i = 0; i < 5; i++) {
        assert_true(row_has(&c, MARGIN + 1 + i, ends[i]));
        assert_true(row_has(&c, MARGIN + 1 + i, f.called[i]));
    }
    assert_string_equal(cell_at(&c, c.cursor_row, c.cursor_col)->text, "2");
    assert_int_equal(cell_at(&c, c.cursor_row, c.cursor_col)->style, STYLE_SELECTED);
    assert_int_equal(cell_at(&c, MARGIN, c.cursor_col)->style, STYLE_STRONG);
    assert_int_equal(cell_at(&c, c.cursor_row, MARGIN + 2)->style, STYLE_STRONG);
    fixture_free(&f);
    canvas_release(&c);
}

/* The chosen cell is always seen, and where something is left out, it is said. */
static void matrix_scrolls(void **state)
{
    enum { COUNT = 60 };
    struct fixture f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    fixture_new(&f, COUNT, SHORT);
    mingle(&f);
    draw(&c, &f, &weave_matrix, 14, 80);
    assert_true(row_has(&c, MARGIN, "1-28 of 60"));
    assert_true(row_has(&c, MARGIN + 1, "1-12 of 60"));
    press_key(&f, &weave_matrix, K_END);
    for (int i = 0; i < 2 * COUNT; i++)
        press_key(&f, &weave_matrix, i % 2 ? K_PAGE_DOWN : K_DOWN);
    assert_int_equal(f.s.person, COUNT - 1);
    assert_int_equal(f.s.other, COUNT - 1);
    draw(&c, &f, &weave_matrix, 14, 80);
    assert_true(row_has(&c, MARGIN, "33-60 of 60"));
    assert_true(row_has(&c, MARGIN + 1, "49-60 of 60"));
    assert_string_equal(cell_at(&c, c.cursor_row, c.cursor_col)->text, "\\");
    for (int i = 0; i < COUNT; i++)
        press_key(&f, &weave_matrix, i % 2 ? K_PAGE_UP : K_UP);
    press_key(&f, &weave_matrix, K_LEFT);
    assert_int_equal(f.s.person, 0);
    assert_int_equal(f.s.other, COUNT - 2);
    press_key(&f, &weave_matrix, K_HOME);
    press_key(&f, &weave_matrix, K_LEFT);
    assert_int_equal(f.s.other, 0);
    press_key(&f, &weave_matrix, K_RIGHT);
    assert_int_equal(f.s.other, 1);
    fixture_free(&f);
    canvas_release(&c);
}

static void matrix_is_clicked(void **state)
{
    struct fixture f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    fixture_new(&f, 23, SHORT);
    for (int at = 0; at < 23; at += 5) {
        f.s.person = at;
        f.s.other = 22 - at;
        draw(&c, &f, &weave_matrix, 25, 80);
        struct event e = {.type = EVENT_MOUSE, .mouse = MOUSE_PRESS, .row = c.cursor_row, .col = c.cursor_col};
        f.s.person = f.s.other = 7;
        assert_true(weave_matrix.key(NULL, &f.s, &e));
        assert_int_equal(f.s.person, at);
        assert_int_equal(f.s.other, 22 - at);
        e.row = 0;
        assert_false(weave_matrix.key(NULL, &f.s, &e));
    }
    fixture_free(&f);
    canvas_release(&c);
}

/* ---- network ---- */

static void network_marks_who_met(void **state)
{
    struct fixture f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    fixture_new(&f, 9, SHORT);
    meet(&f, 2, 5, 1);
    meet(&f, 2, 8, 1);
    meet(&f, 0, 1, 1);
    f.s.person = 2;
    for (int dots = 0; dots < 2; dots++) {
        c.dots = dots;
        c.ascii = !dots;
        draw(&c, &f, &weave_network, 9, 70);
        assert_int_equal(count_text(&c, "o"), 9);
        assert_int_equal(count_text(&c, ">"), 1);
        assert_int_equal(cell_at(&c, c.cursor_row, c.cursor_col)->style, STYLE_SELECTED);
        int marked = 0, lines = 0;
        for (int i = 0; i < c.rows * c.cols; i++) {
            marked += strcmp(c.cells[i].text, "*") == 0 && c.cells[i].style == STYLE_STRONG;
            lines += dots ? strncmp(c.cells[i].text, "\u2800", 2) == 0 : c.cells[i].style == STYLE_LINE;
            assert_true(dots || (unsigned char)c.cells[i].text[0] < 0x80 || strcmp(c.cells[i].text, "\u4f1a") == 0);
        }
        assert_int_equal(marked, 2);
        assert_true(lines > 5);
    }
    fixture_free(&f);
    canvas_release(&c);
}

/* Those who met stand next to each other, whatever their names. */
static void network_puts_friends_together(void **state)
{
    struct fixture f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    fixture_new(&f, 8, SHORT);
    for (int i = 0; i < 4; i++)
        meet(&f, i, 7 - i, 1);
    draw(&c, &f, &weave_network, 4, 70);
    for (int i = 0; i < 4; i++) {
        bool same_row = false;
        for (int row = MARGIN; row < MARGIN + 4; row++)
            same_row |= row_has(&c, row, f.called[i]) && row_has(&c, row, f.called[7 - i]);
        assert_true(same_row);
    }
    fixture_free(&f);
    canvas_release(&c);
}

/* From anybody, arrows reach everybody, whether all are shown or not. */
static void network_keys_reach_all(void **state)
{
    static const int keys[] = {K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END};
    static const int rows[] = {12, 5};
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        enum { COUNT = 23 };
        struct fixture f;
        bool reached[COUNT] = {[4] = true};
        int todo[COUNT] = {4}, count = 1;
        fixture_new(&f, COUNT, SHORT);
        mingle(&f);
        draw(&c, &f, &weave_network, rows[r], 60);
        for (int at = 0; at < count; at++)
            for (size_t k = 0; k < sizeof keys / sizeof *keys - 2; k++) {
                f.s.person = todo[at];
                press_key(&f, &weave_network, keys[k]);
                assert_in_range(f.s.person, 0, COUNT - 1);
                if (!reached[f.s.person])
                    todo[count++] = f.s.person;
                reached[f.s.person] = true;
            }
        assert_int_equal(count, COUNT);
        press_key(&f, &weave_network, K_HOME);
        assert_int_equal(f.s.person, 0);
        press_key(&f, &weave_network, K_END);
        assert_int_equal(f.s.person, COUNT - 1);
        fixture_free(&f);
    }
    canvas_release(&c);
}

static void network_is_clicked(void **state)
{
    enum { COUNT = 23 };
    struct fixture f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    fixture_new(&f, COUNT, SHORT);
    mingle(&f);
    for (int person = 0; person < COUNT; person++) {
        f.s.person = person;
        draw(&c, &f, &weave_network, 12, 60);
        struct event e = {.type = EVENT_MOUSE, .mouse = MOUSE_PRESS, .row = c.cursor_row, .col = c.cursor_col};
        f.s.person = (person + 1) % COUNT;
        assert_true(weave_network.key(NULL, &f.s, &e));
        assert_int_equal(f.s.person, person);
        e.col = MARGIN + 30; /* between both sides */
        assert_false(weave_network.key(NULL, &f.s, &e));
    }
    fixture_free(&f);
    canvas_release(&c);
}

/* More than there are places for: the chosen one and whom they met, and how many of all that is. */
static void network_shows_own_circle(void **state)
{
    struct fixture f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    fixture_new(&f, 60, SHORT);
    for (int other = 10; other < 15; other++)
        meet(&f, 40, other, 2);
    meet(&f, 20, 21, 1);
    f.s.person = 40;
    draw(&c, &f, &weave_network, 9, 70);
    assert_int_equal(count_text(&c, "o"), 5 + 1); /* those around, and that of "of" */
    assert_true(row_has(&c, MARGIN, "Has met 5 of 59. "));
    for (int other = 10; other < 15; other++) {
        bool seen = false;
        for (int row = MARGIN + 1; row < c.rows; row++)
            seen |= row_has(&c, row, f.called[other]);
        assert_true(seen);
    }
    assert_true(row_has(&c, c.cursor_row, f.called[40]));
    for (int other = 10; other < 40; other++)
        meet(&f, 40, other, 3);
    draw(&c, &f, &weave_network, 5, 70);
    assert_true(row_has(&c, MARGIN, "Has met 30 of 59; there is room for 8."));
    f.s.person = 50;
    draw(&c, &f, &weave_network, 5, 70);
    assert_true(row_has(&c, MARGIN, "Has met 0 of 59. "));
    fixture_free(&f);
    canvas_release(&c);
}

/* ---- words ---- */

static void assert_told(const struct fixture *f, const struct weave_picture *p, const char *headline, const char *begin)
{
    struct buf head = BUF_INIT, text = BUF_INIT;
    p->tell(&f->s, &head, &text);
    assert_string_equal(buf_str(&head), headline);
    if (strncmp(buf_str(&text), begin, strlen(begin)) != 0)
        fail_msg("\"%s\", not \"%s\"", buf_str(&text), begin);
    buf_release(&head);
    buf_release(&text);
}

static void words(void **state)
{
    struct fixture f;
    (void)state;
    fixture_new(&f, 7, SHORT);
    meet(&f, 2, 0, 1);
    meet(&f, 2, 4, 1);
    f.s.person = 2;
    f.s.other = 6;
    assert_told(&f, &weave_matrix, "(cde) and (g)", "Not together yet.");
    assert_told(&f, &weave_network, "(cde)", "Has met 2 of 6.\nNot met yet, the best fit first: ");
    f.s.weave.sheet.m.masked = true;
    f.s.weave.sheet.names = NAMES_NUMBERS;
    assert_told(&f, &weave_matrix, "Person 3 and Person 7", "Not together yet.");
    assert_told(&f, &weave_network, "Person 3", "Has met 2 of 6.\nNot met yet, the best fit first: Person 2");
    f.s.other = 2;
    assert_told(&f, &weave_matrix, "Person 3", "Has met 2 of 6.\n");
    fixture_free(&f);
}

/* No name is seen in either picture while names are masked. */
static void masked(void **state)
{
    static const struct weave_picture *const pictures[] = {&weave_matrix, &weave_network};
    struct fixture f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    fixture_new(&f, 23, SHORT);
    mingle(&f);
    for (size_t i = 0; i < 2; i++) {
        draw(&c, &f, pictures[i], 26, 80);
        assert_true(count_text(&c, "(") >= 23);
        f.s.weave.sheet.m.masked = true;
        draw(&c, &f, pictures[i], 26, 80);
        assert_int_equal(count_text(&c, "("), 0);
        f.s.weave.sheet.m.masked = false;
    }
    fixture_free(&f);
    canvas_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_see_faults),
        cmocka_unit_test(matrix_fits_everywhere),
        cmocka_unit_test(network_fits_everywhere),
        cmocka_unit_test(matrix_says_who_met),
        cmocka_unit_test(matrix_scrolls),
        cmocka_unit_test(matrix_is_clicked),
        cmocka_unit_test(network_marks_who_met),
        cmocka_unit_test(network_puts_friends_together),
        cmocka_unit_test(network_keys_reach_all),
        cmocka_unit_test(network_is_clicked),
        cmocka_unit_test(network_shows_own_circle),
        cmocka_unit_test(words),
        cmocka_unit_test(masked),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
