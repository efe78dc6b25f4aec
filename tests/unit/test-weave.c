/* test-weave.c: the two pictures of the weave, matrix and network, drawn from people made by hand: at all sizes, with long
 * and wide names, with few and with many people; keys, mouse and words. Nobody at all: tests/screen/weave-empty. */
#include "cmocka-all.h"

#include <locale.h>
#include <string.h>

#include "unit/weave_hand.h"

enum { LONG = 40, SHORT = 6 };

/* ---- controls: what judges here sees what is wrong ---- */

static void judges_see_faults(void **state)
{
    struct canvas c;
    struct rect area = {1, 1, 1, 18};
    (void)state;
    canvas_init(&c, 3, 20);
    canvas_fill(&c, (struct rect){0, 0, 3, 20}, STYLE_TEXT, '#');
    assert_true(hand_kept_inside(&c, area));
    canvas_put(&c, 1, 1, 18, STYLE_TEXT, "(abc) (def\u2026 (\u4f1a\u4f1a)");
    assert_true(hand_kept_inside(&c, area));
    assert_true(hand_names_whole(&c, 1));
    canvas_put(&c, 1, 3, 1, STYLE_TEXT, "("); /* one name runs into the other */
    assert_false(hand_names_whole(&c, 1));
    canvas_row(&c, 1, 1, 18, STYLE_TEXT, "(abc o");
    assert_false(hand_names_whole(&c, 1));
    canvas_row(&c, 1, 1, 18, STYLE_TEXT, "bc)");
    assert_false(hand_names_whole(&c, 1));
    canvas_put(&c, 1, 19, 1, STYLE_TEXT, " ");
    assert_false(hand_kept_inside(&c, area));
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
        struct hand f;
        hand_new(&f, crowds[n], longest);
        hand_mingle(&f);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            for (f.s.person = 0; f.s.person < crowds[n]; f.s.person += 1 + crowds[n] / 5) {
                c.cursor_shown = false;
                hand_draw(&c, &f, p, sizes[i][0], sizes[i][1]);
                bool whole = p != &weave_network || hand_all_names_whole(&c);
                if (!hand_kept_inside(&c, f.s.area) || !c.cursor_shown || !hand_within(f.s.area, c.cursor_row, c.cursor_col) || !whole) {
                    hand_print(&c);
                    fail_msg("%s of %d, person %d, at %dx%d", p->title, crowds[n], f.s.person, sizes[i][1], sizes[i][0]);
                }
            }
        hand_free(&f);
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

static void press_key(struct hand *f, const struct weave_picture *p, int key)
{
    struct event e = {.type = EVENT_KEY, .key = key};
    assert_true(p->key(NULL, &f->s, &e));
}

static void matrix_says_who_met(void **state)
{
    struct hand f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    hand_new(&f, 5, SHORT);
    hand_meet(&f, 0, 3, 2);
    hand_meet(&f, 1, 4, 3);
    hand_meet(&f, 1, 4, 1);
    f.s.person = 3;
    f.s.other = 0;
    hand_draw(&c, &f, &weave_matrix, 8, 60);
    static const char *const ends[] = {"\\ . . 2 . ", ". \\ . . 1+", ". . \\ . . ", "2 . . \\ . ", ". 1+. . \\ "};
    for (int i = 0; i < 5; i++) {
        assert_true(hand_row_has(&c, MARGIN + 1 + i, ends[i]));
        assert_true(hand_row_has(&c, MARGIN + 1 + i, f.called[i]));
    }
    assert_string_equal(hand_cell(&c, c.cursor_row, c.cursor_col)->text, "2");
    assert_int_equal(hand_cell(&c, c.cursor_row, c.cursor_col)->style, STYLE_SELECTED);
    assert_int_equal(hand_cell(&c, MARGIN, c.cursor_col)->style, STYLE_STRONG);
    assert_int_equal(hand_cell(&c, c.cursor_row, MARGIN + 2)->style, STYLE_STRONG);
    hand_free(&f);
    canvas_release(&c);
}

/* The chosen cell is always seen, and where something is left out, it is said. */
static void matrix_scrolls(void **state)
{
    enum { COUNT = 60 };
    struct hand f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    hand_new(&f, COUNT, SHORT);
    hand_mingle(&f);
    hand_draw(&c, &f, &weave_matrix, 14, 80);
    assert_true(hand_row_has(&c, MARGIN, "1-28 of 60"));
    assert_true(hand_row_has(&c, MARGIN + 1, "1-12 of 60"));
    press_key(&f, &weave_matrix, K_END);
    for (int i = 0; i < 2 * COUNT; i++)
        press_key(&f, &weave_matrix, i % 2 ? K_PAGE_DOWN : K_DOWN);
    assert_int_equal(f.s.person, COUNT - 1);
    assert_int_equal(f.s.other, COUNT - 1);
    hand_draw(&c, &f, &weave_matrix, 14, 80);
    assert_true(hand_row_has(&c, MARGIN, "33-60 of 60"));
    assert_true(hand_row_has(&c, MARGIN + 1, "49-60 of 60"));
    assert_string_equal(hand_cell(&c, c.cursor_row, c.cursor_col)->text, "\\");
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
    hand_free(&f);
    canvas_release(&c);
}

static void matrix_is_clicked(void **state)
{
    struct hand f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    hand_new(&f, 23, SHORT);
    for (int at = 0; at < 23; at += 5) {
        f.s.person = at;
        f.s.other = 22 - at;
        hand_draw(&c, &f, &weave_matrix, 25, 80);
        struct event e = {.type = EVENT_MOUSE, .mouse = MOUSE_PRESS, .row = c.cursor_row, .col = c.cursor_col};
        f.s.person = f.s.other = 7;
        assert_true(weave_matrix.key(NULL, &f.s, &e));
        assert_int_equal(f.s.person, at);
        assert_int_equal(f.s.other, 22 - at);
        e.row = 0;
        assert_false(weave_matrix.key(NULL, &f.s, &e));
    }
    hand_free(&f);
    canvas_release(&c);
}

/* ---- network ---- */

static void network_marks_who_met(void **state)
{
    struct hand f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    hand_new(&f, 9, SHORT);
    hand_meet(&f, 2, 5, 1);
    hand_meet(&f, 2, 8, 1);
    hand_meet(&f, 0, 1, 1);
    f.s.person = 2;
    for (int dots = 0; dots < 2; dots++) {
        c.dots = dots;
        c.ascii = !dots;
        hand_draw(&c, &f, &weave_network, 9, 70);
        assert_int_equal(hand_count(&c, "o"), 9);
        assert_int_equal(hand_count(&c, ">"), 1);
        assert_int_equal(hand_cell(&c, c.cursor_row, c.cursor_col)->style, STYLE_SELECTED);
        int marked = 0, lines = 0;
        for (int i = 0; i < c.rows * c.cols; i++) {
            marked += strcmp(c.cells[i].text, "*") == 0 && c.cells[i].style == STYLE_STRONG;
            lines += dots ? strncmp(c.cells[i].text, "\u2800", 2) == 0 : c.cells[i].style == STYLE_LINE;
            assert_true(dots || (unsigned char)c.cells[i].text[0] < 0x80 || strcmp(c.cells[i].text, "\u4f1a") == 0);
        }
        assert_int_equal(marked, 2);
        assert_true(lines > 5);
    }
    hand_free(&f);
    canvas_release(&c);
}

/* Those who met stand next to each other, whatever their names. */
static void network_puts_friends_together(void **state)
{
    struct hand f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    hand_new(&f, 8, SHORT);
    for (int i = 0; i < 4; i++)
        hand_meet(&f, i, 7 - i, 1);
    hand_draw(&c, &f, &weave_network, 4, 70);
    for (int i = 0; i < 4; i++) {
        bool same_row = false;
        for (int row = MARGIN; row < MARGIN + 4; row++)
            same_row |= hand_row_has(&c, row, f.called[i]) && hand_row_has(&c, row, f.called[7 - i]);
        assert_true(same_row);
    }
    hand_free(&f);
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
        struct hand f;
        bool reached[COUNT] = {[4] = true};
        int todo[COUNT] = {4}, count = 1;
        hand_new(&f, COUNT, SHORT);
        hand_mingle(&f);
        hand_draw(&c, &f, &weave_network, rows[r], 60);
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
        hand_free(&f);
    }
    canvas_release(&c);
}

static void network_is_clicked(void **state)
{
    enum { COUNT = 23 };
    struct hand f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    hand_new(&f, COUNT, SHORT);
    hand_mingle(&f);
    for (int person = 0; person < COUNT; person++) {
        f.s.person = person;
        hand_draw(&c, &f, &weave_network, 12, 60);
        struct event e = {.type = EVENT_MOUSE, .mouse = MOUSE_PRESS, .row = c.cursor_row, .col = c.cursor_col};
        f.s.person = (person + 1) % COUNT;
        assert_true(weave_network.key(NULL, &f.s, &e));
        assert_int_equal(f.s.person, person);
        e.col = MARGIN + 30; /* between both sides */
        assert_false(weave_network.key(NULL, &f.s, &e));
    }
    hand_free(&f);
    canvas_release(&c);
}

/* More than there are places for: the chosen one and whom they met, and how many of all that is. */
static void network_shows_own_circle(void **state)
{
    struct hand f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    hand_new(&f, 60, SHORT);
    for (int other = 10; other < 15; other++)
        hand_meet(&f, 40, other, 2);
    hand_meet(&f, 20, 21, 1);
    f.s.person = 40;
    hand_draw(&c, &f, &weave_network, 9, 70);
    assert_int_equal(hand_count(&c, "o"), 5 + 1); /* those around, and that of "of" */
    assert_true(hand_row_has(&c, MARGIN, "Has met 5 of 59. "));
    for (int other = 10; other < 15; other++) {
        bool seen = false;
        for (int row = MARGIN + 1; row < c.rows; row++)
            seen |= hand_row_has(&c, row, f.called[other]);
        assert_true(seen);
    }
    assert_true(hand_row_has(&c, c.cursor_row, f.called[40]));
    for (int other = 10; other < 40; other++)
        hand_meet(&f, 40, other, 3);
    hand_draw(&c, &f, &weave_network, 5, 70);
    assert_true(hand_row_has(&c, MARGIN, "Has met 30 of 59; there is room for 8."));
    f.s.person = 50;
    hand_draw(&c, &f, &weave_network, 5, 70);
    assert_true(hand_row_has(&c, MARGIN, "Has met 0 of 59. "));
    hand_free(&f);
    canvas_release(&c);
}

/* ---- words ---- */

static void assert_told(const struct hand *f, const struct weave_picture *p, const char *headline, const char *begin)
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
    struct hand f;
    (void)state;
    hand_new(&f, 7, SHORT);
    hand_meet(&f, 2, 0, 1);
    hand_meet(&f, 2, 4, 1);
    f.s.person = 2;
    f.s.other = 6;
    assert_told(&f, &weave_matrix, "(cde) and (g)", "Not together yet.");
    assert_told(&f, &weave_network, "(cde)", "Has met 2 of 6.\nNot met yet, the best fit first: ");
    f.s.weave.handout.m.masked = true;
    f.s.weave.handout.names = NAMES_NUMBERS;
    assert_told(&f, &weave_matrix, "Person 3 and Person 7", "Not together yet.");
    assert_told(&f, &weave_network, "Person 3", "Has met 2 of 6.\nNot met yet, the best fit first: Person 2");
    f.s.other = 2;
    assert_told(&f, &weave_matrix, "Person 3", "Has met 2 of 6.\n");
    hand_free(&f);
}

/* No name is seen in either picture while names are masked. */
static void masked(void **state)
{
    static const struct weave_picture *const pictures[] = {&weave_matrix, &weave_network};
    struct hand f;
    struct canvas c;
    (void)state;
    canvas_init(&c, 1, 1);
    hand_new(&f, 23, SHORT);
    hand_mingle(&f);
    for (size_t i = 0; i < 2; i++) {
        hand_draw(&c, &f, pictures[i], 26, 80);
        assert_true(hand_count(&c, "(") >= 23);
        f.s.weave.handout.m.masked = true;
        hand_draw(&c, &f, pictures[i], 26, 80);
        assert_int_equal(hand_count(&c, "("), 0);
        f.s.weave.handout.m.masked = false;
    }
    hand_free(&f);
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
