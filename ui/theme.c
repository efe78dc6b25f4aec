/* theme.c: see theme.h. Fixed themes use the colour cube and the greys (16 to 255) alone: the first sixteen colours are
 * whatever the terminal's owner made of them. */
#include "ui/theme.h"

#include "base/tr.h"
#define C(fg, bg)                                                                                                      \
    {                                                                                                                  \
        (fg), (bg), false, false, false, false                                                                         \
    }
#define BOLD(fg, bg)                                                                                                   \
    {                                                                                                                  \
        (fg), (bg), true, false, false, false                                                                          \
    }
#define UNDER(fg, bg)                                                                                                  \
    {                                                                                                                  \
        (fg), (bg), false, true, false, false                                                                          \
    }
#define REVERSE(bold, under)                                                                                           \
    {                                                                                                                  \
        -1, -1, (bold), (under), true, false                                                                           \
    }
#define FAINT                                                                                                          \
    {                                                                                                                  \
        -1, -1, false, false, false, true                                                                              \
    }

static const struct look looks[THEMES][STYLES] = {
    [THEME_TERMINAL] =
        {
            [STYLE_TEXT] = C(-1, -1),
            [STYLE_DIM] = C(-1, -1),
            [STYLE_TITLE] = BOLD(-1, -1),
            [STYLE_STRONG] = BOLD(-1, -1),
            [STYLE_SELECTED] = REVERSE(false, false),
            [STYLE_MARKED] = BOLD(3, -1),
            [STYLE_BAR] = REVERSE(false, false),
            [STYLE_BAR_KEY] = REVERSE(true, false),
            [STYLE_FIELD] = UNDER(-1, -1),
            [STYLE_GOOD] = C(2, -1),
            [STYLE_WARN] = C(3, -1),
            [STYLE_BAD] = BOLD(1, -1),
            [STYLE_LINE] = C(-1, -1),
            [STYLE_OFF] = FAINT,
        },
    [THEME_LIGHT] =
        {
            [STYLE_TEXT] = C(233, 231),
            [STYLE_DIM] = C(239, 231),
            [STYLE_TITLE] = BOLD(18, 231),
            [STYLE_STRONG] = BOLD(16, 231),
            [STYLE_SELECTED] = BOLD(231, 18),
            [STYLE_MARKED] = C(16, 222),
            [STYLE_BAR] = C(255, 236),
            [STYLE_BAR_KEY] = BOLD(222, 236),
            [STYLE_FIELD] = UNDER(16, 254),
            [STYLE_GOOD] = C(22, 231),
            [STYLE_WARN] = C(94, 231),
            [STYLE_BAD] = BOLD(124, 231),
            [STYLE_LINE] = C(241, 231),
            [STYLE_OFF] = C(241, 231),
        },
    [THEME_DARK] =
        {
            [STYLE_TEXT] = C(253, 234),
            [STYLE_DIM] = C(249, 234),
            [STYLE_TITLE] = BOLD(117, 234),
            [STYLE_STRONG] = BOLD(231, 234),
            [STYLE_SELECTED] = C(16, 117),
            [STYLE_MARKED] = C(16, 222),
            [STYLE_BAR] = C(253, 238),
            [STYLE_BAR_KEY] = BOLD(222, 238),
            [STYLE_FIELD] = UNDER(231, 237),
            [STYLE_GOOD] = C(114, 234),
            [STYLE_WARN] = C(221, 234),
            [STYLE_BAD] = BOLD(210, 234),
            [STYLE_LINE] = C(246, 234),
            [STYLE_OFF] = C(246, 234),
        },
    /* The nearest colours of the cube to Okabe and Ito's (Color Universal Design, 2008): sky blue for good, yellow for
     * warning, vermillion for bad, orange for marks; on black, where all of them are bright enough. */
    [THEME_SAFE] =
        {
            [STYLE_TEXT] = C(255, 16),
            [STYLE_DIM] = C(250, 16),
            [STYLE_TITLE] = BOLD(74, 16),
            [STYLE_STRONG] = BOLD(231, 16),
            [STYLE_SELECTED] = C(16, 74),
            [STYLE_MARKED] = C(16, 214),
            [STYLE_BAR] = C(255, 237),
            [STYLE_BAR_KEY] = BOLD(227, 237),
            [STYLE_FIELD] = UNDER(231, 236),
            [STYLE_GOOD] = C(74, 16),
            [STYLE_WARN] = C(227, 16),
            [STYLE_BAD] = BOLD(202, 16),
            [STYLE_LINE] = C(246, 16),
            [STYLE_OFF] = C(246, 16),
        },
    [THEME_MONO] =
        {
            [STYLE_TEXT] = C(-1, -1),
            [STYLE_DIM] = C(-1, -1),
            [STYLE_TITLE] = BOLD(-1, -1),
            [STYLE_STRONG] = BOLD(-1, -1),
            [STYLE_SELECTED] = REVERSE(false, false),
            [STYLE_MARKED] = BOLD(-1, -1),
            [STYLE_BAR] = REVERSE(false, false),
            [STYLE_BAR_KEY] = REVERSE(true, false),
            [STYLE_FIELD] = UNDER(-1, -1),
            [STYLE_GOOD] = C(-1, -1),
            [STYLE_WARN] = UNDER(-1, -1),
            [STYLE_BAD] = BOLD(-1, -1),
            [STYLE_LINE] = C(-1, -1),
            [STYLE_OFF] = FAINT,
        },
};

static const struct {
    const char *name, *label;
} names[THEMES] = {
    [THEME_TERMINAL] = {"terminal", N_("The terminal's own colours")},
    [THEME_LIGHT] = {"light", N_("Light room")},
    [THEME_DARK] = {"dark", N_("Dark room")},
    [THEME_SAFE] = {"safe", N_("Safe for colour blindness")},
    [THEME_MONO] = {"mono", N_("No colours")},
};

const struct look *theme_look(enum theme theme, enum style style)
{
    return &looks[theme < THEMES ? theme : THEME_TERMINAL][style < STYLES ? style : STYLE_TEXT];
}

const char *theme_name(enum theme theme)
{
    return names[theme].name;
}

const char *theme_label(enum theme theme)
{
    return tr(names[theme].label);
}

/* The first sixteen are xterm's defaults; 16 to 231 are a cube of six steps, 232 to 255 greys (xterm's 256colres). */
void theme_rgb(int color, int rgb[3])
{
    static const unsigned char first[16][3] = {
        {0, 0, 0},       {205, 0, 0},   {0, 205, 0},   {205, 205, 0},   {0, 0, 238},    {205, 0, 205},
        {0, 205, 205},   {229, 229, 229}, {127, 127, 127}, {255, 0, 0}, {0, 255, 0},    {255, 255, 0},
        {92, 92, 255},   {255, 0, 255}, {0, 255, 255}, {255, 255, 255},
    };
    static const unsigned char step[6] = {0, 95, 135, 175, 215, 255};
    if (color < 0)
        color = 0;
    if (color < 16) {
        for (int i = 0; i < 3; i++)
            rgb[i] = first[color][i];
    } else if (color < 232) {
        rgb[0] = step[(color - 16) / 36];
        rgb[1] = step[(color - 16) / 6 % 6];
        rgb[2] = step[(color - 16) % 6];
    } else {
        rgb[0] = rgb[1] = rgb[2] = 8 + (color - 232) * 10;
    }
}
