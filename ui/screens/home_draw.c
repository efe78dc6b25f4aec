/* home_draw.c: the road map and what is next, side by side, one below the other, or one at a time. See home.h. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "ui/screens/home.h"

enum {
    SHORT_COLS = 60, /* less than that: "overdue" without a day */
    SIDE_COLS = 100, /* from here on both parts stand side by side */
    BOTH_ROWS = 18,  /* and from here on one below the other; else Tab switches between them */
    MAP_COLS = 62,
    MAP_MOST = 78,
    NAME_COLS = 24,     /* of a phase: "Foundational engagement" */
    QUESTION_COLS = 39, /* of its question: "How does it reach their organisations?" */
    INDENT = 5,         /* of what stands below it */
    WORDS_COLS = 54,    /* "  12 of 27 answered, 10 in progress, 1 needs evidence" */
    BRIEF_COLS = 38,    /* the same without what is in progress */
};

/* ---- shared ---- */

static bool chosen(const struct home *h, enum home_part part, int at)
{
    return h->part == part && (part == HOME_MAP ? h->line : (int)h->step) == at;
}

static void add_spot(struct home *h, enum home_part part, int at, struct rect area)
{
    if (h->spot_count < sizeof h->spots / sizeof *h->spots)
        h->spots[h->spot_count++] = (struct home_spot){part, at, area};
}

/* The first line of what can be chosen: filled when it is. Gives the style for its text. */
static enum style begin_spot(struct home *h, struct canvas *c, enum home_part part, int at, struct rect area,
                             enum style style)
{
    add_spot(h, part, at, area);
    if (!chosen(h, part, at))
        return style;
    canvas_fill(c, (struct rect){area.row, area.col, 1, area.cols}, STYLE_SELECTED, ' ');
    canvas_cursor(c, area.row, area.col + 1);
    return STYLE_SELECTED;
}

/* Text at the right end of a line; returns the columns it takes, with a blank before it. */
static int put_right(struct canvas *c, int row, int col, int width, enum style style, const char *text)
{
    int cols = text_width(text, strlen(text));
    if (!*text || cols > width)
        return 0;
    canvas_put(c, row, col + width - cols, cols, style, text);
    return cols + 1;
}

/* ---- the road map ---- */

/* That it is closed, and with what value. Returns rows. */
static int draw_closed(struct ui *ui, const struct home *h, struct canvas *c, struct rect area)
{
    struct buf text = BUF_INIT;
    if (h->value.len)
        buf_addf(&text, _("Closed. Value reached: %s"), ui_mask(ui, h->value.s));
    else
        buf_adds(&text, _("Closed."));
    int rows = canvas_wrap(c, area, 0, STYLE_STRONG, buf_str(&text));
    buf_release(&text);
    return rows < area.rows ? rows : area.rows;
}

/* Name and, at the right, which of how many; below it what kind of alliance. Returns rows. */
static int draw_alliance(struct ui *ui, struct home *h, struct canvas *c, struct rect area, bool roomy)
{
    struct buf place = BUF_INIT;
    int at = 0;
    for (size_t i = 0; i < h->count; i++)
        at = strcmp(h->ids[i], ui->app->alliance) == 0 ? (int)i + 1 : at;
    if (h->count > 1)
        buf_addf(&place, area.cols >= 60 ? _("Alliance %d of %zu") : _("%d of %zu"), at, h->count);
    enum style style = begin_spot(h, c, HOME_MAP, HOME_ALLIANCE,
                                  (struct rect){area.row, area.col, roomy ? 2 : 1, area.cols}, STYLE_TITLE);
    int right = put_right(c, area.row, area.col, area.cols - 1, style, buf_str(&place));
    canvas_put(c, area.row, area.col + 1, area.cols - 2 - right, style, buf_str(&ui->alliance));
    if (roomy)
        canvas_put(c, area.row + 1, area.col + 1, area.cols - 2, STYLE_DIM, buf_str(&h->about));
    buf_release(&place);
    int rows = roomy ? 2 : 1;
    if (h->closed && area.rows >= PHASES + 3)
        rows += draw_closed(ui, h, c, (struct rect){area.row + rows, area.col + 1, area.rows >= 20 ? 2 : 1, area.cols - 2});
    return rows;
}

static const char *here_sign(const struct canvas *c)
{
    return c->ascii ? "*" : "\xe2\x97\x8f"; /* U+25CF, a filled circle */
}

/* One line: sign, number, name, "here", "5 of 14". */
static void draw_phase_line(struct home *h, struct canvas *c, struct rect area, int phase, enum style style)
{
    const struct phase_progress *p = &h->map.phases[phase];
    struct buf right = BUF_INIT;
    bool here = phase == h->map.phase;
    if (here)
        buf_addf(&right, "%s  ", h->closed ? _("ended") : _("here"));
    buf_addf(&right, _("%d of %d"), phase_done(p), p->total);
    int used = put_right(c, area.row, area.col, area.cols - 1, style, buf_str(&right));
    canvas_put(c, area.row, area.col + 1, 1, style, here ? here_sign(c) : " ");
    canvas_putf(c, area.row, area.col + 3, area.cols - 4 - used, style, "%d  %s", phase, phase_name(phase));
    buf_release(&right);
}

/* Bar and words; the same widths for all phases, so that bars can be compared. */
static void draw_progress(const struct home *h, struct canvas *c, int row, int col, int width, int phase)
{
    const struct phase_progress *p = &h->map.phases[phase];
    struct buf words = BUF_INIT;
    bool whole = width >= WORDS_COLS + 10;
    int bar = width - (whole ? WORDS_COLS : BRIEF_COLS);
    bar = bar > 20 ? 20 : bar < 6 ? 6 : bar;
    canvas_bar(c, row, col, bar, p->total ? (double)phase_done(p) / p->total : 0);
    home_progress(p, !whole, &words);
    canvas_put(c, row, col + bar + 2, width - bar - 2, STYLE_TEXT, buf_str(&words));
    buf_release(&words);
}

/* The words for the sign, at the right end of the line, as long as there is room for them. */
static void put_here(const struct home *h, struct canvas *c, int row, int col, int width, bool roomy, enum style style)
{
    const char *words = h->closed ? _("the alliance ended here") : _("the alliance is here");
    const char *brief = h->closed ? _("ended") : _("here now");
    if (!roomy || !put_right(c, row, col, width, style, words))
        put_right(c, row, col, width, style, brief);
}

/* A phase in one, two or three lines. */
static void draw_phase(struct home *h, struct canvas *c, struct rect area, int phase)
{
    bool here = phase == h->map.phase;
    enum style style = begin_spot(h, c, HOME_MAP, HOME_PHASE + phase, area, here ? STYLE_STRONG : STYLE_TEXT);
    enum style dim = style == STYLE_SELECTED ? style : STYLE_DIM;
    int col = area.col + INDENT + 1, width = area.cols - INDENT - 2;
    if (area.rows == 1) {
        draw_phase_line(h, c, area, phase, style);
        return;
    }
    canvas_put(c, area.row, area.col + 1, 1, style, here ? here_sign(c) : " ");
    int at =
        area.col + 3 + canvas_putf(c, area.row, area.col + 3, NAME_COLS + 3, style, "%d  %s", phase, phase_name(phase));
    if (area.rows == 2 && width - NAME_COLS >= QUESTION_COLS) {
        at = col + NAME_COLS + 1;
        at += canvas_put(c, area.row, at, col + width - at, dim, phase_question(phase));
    } else if (area.rows == 3) {
        canvas_put(c, area.row + 1, col, width, STYLE_DIM, phase_question(phase));
    }
    if (here)
        put_here(h, c, area.row, at + 1, col + width - at - 1, area.rows == 3, style);
    draw_progress(h, c, area.row + area.rows - 1, col, width, phase);
}

/* How many rows each phase gets, and whether a blank line follows it. */
static int phase_rows(int room, int *gap)
{
    int rows = room >= PHASES * 3 + 4 ? 3 : room >= PHASES * 2 ? 2 : 1;
    *gap = room >= PHASES * (rows + 1) - 1;
    return rows;
}

/* The first phase in sight where there is not a line for each: the chosen one stays in sight. */
static int first_phase(const struct home *h, int room)
{
    int chosen_phase = h->line - HOME_PHASE, last = chosen_phase < PHASES ? chosen_phase : PHASES - 1;
    return room < PHASES && last >= room && last > 0 ? last - (room > 0 ? room - 1 : 0) : 0;
}

/* Returns the rows used. */
static int draw_map(struct ui *ui, struct home *h, struct canvas *c, struct rect area)
{
    int other = home_lines(h) > HOME_OTHER, gap;
    bool roomy = area.rows >= 20 && h->about.len > 0;
    int at = area.row + draw_alliance(ui, h, c, area, roomy), blank = area.rows >= 13;
    at += blank;
    int rows = phase_rows(area.row + area.rows - at - other - (other && area.rows >= 16), &gap);
    for (int i = first_phase(h, area.row + area.rows - at - other); i < PHASES; i++, at += rows + gap)
        draw_phase(h, c, (struct rect){at, area.col, rows, area.cols}, i);
    if (other) {
        at += area.rows >= 16 && !gap;
        enum style style =
            begin_spot(h, c, HOME_MAP, HOME_OTHER, (struct rect){at, area.col, 1, area.cols}, STYLE_TEXT);
        canvas_put(c, at, area.col + 3, area.cols - 4, style,
                   c->ascii ? _("Another alliance...") : _("Another alliance\xe2\x80\xa6"));
        at++;
    }
    return at - area.row;
}

/* ---- what is next ---- */

static void step_texts(struct ui *ui, struct home *h, size_t at, struct buf *text, struct buf *due)
{
    buf_clear(text);
    buf_clear(due);
    home_step(ui, &h->steps[at], text);
    home_due(&h->steps[at], h->today, due);
}

/* One line, with the day at its end; or, with more rows, text of up to two lines and the day below it. */
static int step_rows(struct ui *ui, struct home *h, size_t at, int cols, bool roomy)
{
    struct buf text = BUF_INIT, due = BUF_INIT;
    step_texts(ui, h, at, &text, &due);
    int lines = canvas_wrap_height(buf_str(&text), cols - 4);
    lines = lines > 2 ? 2 : lines < 1 ? 1 : lines;
    int rows = roomy ? lines + (due.len > 0) + 1 : 1;
    buf_release(&text);
    buf_release(&due);
    return rows;
}

static void draw_step(struct ui *ui, struct home *h, struct canvas *c, struct rect area, size_t at, bool roomy)
{
    struct buf text = BUF_INIT, due = BUF_INIT;
    bool late = h->steps[at].late;
    step_texts(ui, h, at, &text, &due);
    if (!roomy)
        area.rows = 1;
    if (!roomy && late && area.cols < SHORT_COLS) {
        buf_clear(&due);
        buf_adds(&due, _("overdue"));
    }
    enum style style = begin_spot(h, c, HOME_NEXT, (int)at, area, STYLE_TEXT);
    enum style due_style = style == STYLE_SELECTED && !roomy ? style : late ? STYLE_BAD : STYLE_DIM;
    canvas_put(c, area.row, area.col + 1, 1,
               style == STYLE_SELECTED ? style
               : late                  ? STYLE_BAD
                                       : STYLE_DIM,
               late ? "!" : "-");
    if (!roomy) {
        int right = put_right(c, area.row, area.col, area.cols - 1, due_style, buf_str(&due));
        canvas_put(c, area.row, area.col + 3, area.cols - 4 - right, style, buf_str(&text));
    } else {
        int lines = area.rows - 1 - (due.len > 0);
        if (style == STYLE_SELECTED)
            canvas_fill(c, (struct rect){area.row, area.col, lines, area.cols}, style, ' ');
        if (style == STYLE_SELECTED)
            canvas_put(c, area.row, area.col + 1, 1, style, late ? "!" : "-");
        canvas_wrap(c, (struct rect){area.row, area.col + 3, lines, area.cols - 4}, 0, style, buf_str(&text));
        canvas_put(c, area.row + lines, area.col + 3, area.cols - 4, due_style, buf_str(&due));
    }
    buf_release(&text);
    buf_release(&due);
}

/* The first step in sight, so that the chosen one is. */
static void keep_in_sight(struct ui *ui, struct home *h, int cols, int rows, bool roomy)
{
    int used = 0;
    if (h->top > h->step)
        h->top = h->step;
    for (size_t i = h->top; i <= h->step && i < h->step_count; i++)
        used += step_rows(ui, h, i, cols, roomy);
    while (used > rows + roomy && h->top < h->step) /* the last one needs no blank line below it */
        used -= step_rows(ui, h, h->top++, cols, roomy);
}

static void draw_next(struct ui *ui, struct home *h, struct canvas *c, struct rect area)
{
    int at = area.row, end = area.row + area.rows, need = 0;
    if (area.rows >= 4) {
        canvas_put(c, at, area.col + 1, area.cols - 2, STYLE_TITLE, h->closed ? _("Promised, and still open") : _("What is next"));
        at += area.rows >= 16 ? 2 : 1;
    }
    if (h->closed && area.rows >= 6) {
        struct rect way = {at, area.col + 1, 2, area.cols - 2};
        int rows = canvas_wrap_cut(c, way, STYLE_DIM, _("Closed: 'Open the alliance again' in the menu Edit goes on with it."));
        at += (rows < way.rows ? rows : way.rows) + (area.rows >= 16);
    }
    if (h->step_count == 0) {
        canvas_wrap(c, (struct rect){at, area.col + 1, end - at, area.cols - 2}, 0, STYLE_DIM,
                    h->closed ? _("No action is open.")
                              : _("Nothing is waiting: every question is answered and no action is open."));
        return;
    }
    for (size_t i = 0; i < h->step_count; i++)
        need += step_rows(ui, h, i, area.cols, true);
    bool roomy = end - at >= 12 || need <= end - at + 1;
    keep_in_sight(ui, h, area.cols, end - at, roomy);
    for (size_t i = h->top; i < h->step_count; i++) {
        int rows = step_rows(ui, h, i, area.cols, roomy);
        if (at + rows - roomy > end && i > h->top)
            break;
        draw_step(ui, h, c, (struct rect){at, area.col, rows, area.cols}, i, roomy);
        at += rows;
    }
}

/* ---- all of it ---- */

static void draw_welcome(struct canvas *c, struct rect area)
{
    struct buf make = BUF_INIT;
    buf_adds(&make, _("Press "));
    ui_key_of(CMD_ITEM_NEW, &make);
    buf_adds(&make, _(" to make the first one. It only needs a name."));
    const char *const lines[] = {
        _("Welcome to peerloom."),
        _("There is no learning alliance here yet: a group of people who learn from each other about one reform."),
        buf_str(&make),
        _("To see an example first, leave with Ctrl+Q and start: peerloom demo"),
    };
    int cols = area.cols - 2 < 70 ? area.cols - 2 : 70, at = area.row, gap = area.rows >= 14;
    at += area.rows >= 18 ? 2 : 0;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct rect r = {at, area.col + 1, area.row + area.rows - at, cols};
        at += canvas_wrap(c, r, 0, i == 0 ? STYLE_TITLE : STYLE_TEXT, lines[i]) + gap;
    }
    canvas_cursor(c, area.row, area.col);
    buf_release(&make);
}

static void draw_side_by_side(struct ui *ui, struct home *h, struct canvas *c, struct rect area)
{
    int left = area.cols * 3 / 5;
    left = left < MAP_COLS ? MAP_COLS : left > MAP_MOST ? MAP_MOST : left;
    int right = area.cols - left - 4;
    draw_map(ui, h, c, (struct rect){area.row, area.col, area.rows, left});
    for (int i = 0; i < area.rows; i++)
        canvas_put(c, area.row + i, area.col + left + 1, 1, STYLE_LINE, c->ascii ? "|" : "\xe2\x94\x82"); /* U+2502 */
    draw_next(ui, h, c, (struct rect){area.row, area.col + left + 3, area.rows, right < 72 ? right : 72});
}

static void draw_stacked(struct ui *ui, struct home *h, struct canvas *c, struct rect area)
{
    int map = area.rows * 2 / 3 < 14 ? 14 : area.rows * 2 / 3;
    map = draw_map(ui, h, c, (struct rect){area.row, area.col, map, area.cols}) + 1;
    draw_next(ui, h, c, (struct rect){area.row + map, area.col, area.rows - map, area.cols});
}

void home_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct home *h = self;
    h->spot_count = 0;
    if (!*ui->app->alliance) {
        draw_welcome(c, area);
        return;
    }
    if (h->outdated)
        home_read_steps(ui, h);
    if (area.cols >= SIDE_COLS && area.rows >= PHASES + 2)
        draw_side_by_side(ui, h, c, area);
    else if (area.rows >= BOTH_ROWS)
        draw_stacked(ui, h, c, area);
    else if (h->part == HOME_MAP)
        draw_map(ui, h, c, area);
    else
        draw_next(ui, h, c, area);
}
