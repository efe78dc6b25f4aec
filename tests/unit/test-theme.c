/* Contrast of the fixed themes: WCAG 2.2, success criterion 1.4.3, and 7:1 (1.4.6) for body text. */
#include "unit/cmocka-all.h"

#include <math.h>
#include <string.h>

#include "ui/theme.h"

/* Relative luminance of an sRGB colour (WCAG 2.2, definitions). */
static double luminance(int color)
{
    static const double weight[3] = {0.2126, 0.7152, 0.0722};
    int rgb[3];
    double sum = 0;
    theme_rgb(color, rgb);
    for (int i = 0; i < 3; i++) {
        double c = rgb[i] / 255.0;
        sum += weight[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(int a, int b)
{
    double la = luminance(a), lb = luminance(b);
    return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}

static bool is_fixed(enum theme t)
{
    return t == THEME_LIGHT || t == THEME_DARK || t == THEME_SAFE;
}

static bool is_body(enum style s)
{
    return s == STYLE_TEXT || s == STYLE_STRONG || s == STYLE_SELECTED || s == STYLE_FIELD || s == STYLE_DIM;
}

static void the_measure_is_right(void **state)
{
    (void)state;
    assert_true(fabs(contrast(16, 231) - 21.0) < 0.01); /* black and white */
    assert_true(fabs(contrast(243, 231) - 4.54) < 0.05); /* #767676 on white, the classic border case */
    assert_true(contrast(248, 231) < 4.5);               /* what must be found is found */
}

static void fixed_themes_can_be_read(void **state)
{
    (void)state;
    for (int t = 0; t < THEMES; t++) {
        for (int s = 0; s < STYLES && is_fixed((enum theme)t); s++) {
            const struct look *look = theme_look((enum theme)t, (enum style)s);
            if (look->fg < 16 || look->bg < 16)
                fail_msg("%s, style %d: both colours must be fixed", theme_name((enum theme)t), s);
            double least = is_body((enum style)s) ? 7.0 : 4.5, is = contrast(look->fg, look->bg);
            if (is < least)
                fail_msg("%s, style %d: %.2f is less than %.1f", theme_name((enum theme)t), s, is, least);
            assert_false(look->dim); /* would lower it */
        }
    }
}

static void others_leave_the_terminal_its_background(void **state)
{
    (void)state;
    for (int s = 0; s < STYLES; s++) {
        assert_int_equal(theme_look(THEME_TERMINAL, (enum style)s)->bg, -1);
        assert_int_equal(theme_look(THEME_MONO, (enum style)s)->fg, -1);
        assert_int_equal(theme_look(THEME_MONO, (enum style)s)->bg, -1);
    }
}

/* Colour is never alone: what is chosen can be told in every theme, also without colours. */
static void the_chosen_line_stands_out(void **state)
{
    (void)state;
    for (int t = 0; t < THEMES; t++) {
        const struct look *text = theme_look((enum theme)t, STYLE_TEXT);
        const struct look *selected = theme_look((enum theme)t, STYLE_SELECTED);
        assert_true(selected->reverse || (selected->bg != text->bg && contrast(selected->bg, text->bg) >= 3.0));
        assert_true(strlen(theme_name((enum theme)t)) > 0 && strlen(theme_label((enum theme)t)) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_measure_is_right),
        cmocka_unit_test(fixed_themes_can_be_read),
        cmocka_unit_test(others_leave_the_terminal_its_background),
        cmocka_unit_test(the_chosen_line_stands_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
