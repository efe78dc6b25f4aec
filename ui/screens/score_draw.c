/* score_draw.c: a checklist as a scorecard: the points with bar, score, change and history; below or beside them the one
 * that is focused, with its scale. In a small terminal the focused point alone. See score.h. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "report/scorecard.h"
#include "ui/screens/score.h"

enum {
    SIDE_COLS = 110,  /* from here on list and point stand side by side */
    SMALL_ROWS = 12,  /* below that: the focused point alone */
    DETAIL_ROWS = 8,
    BAR_COLS = 8,
    SPARK_COLS = 8,
    FIGURES_COLS = 26, /* bar, score, change and history, with blanks between */
    SHORT_COLS = 56,   /* narrower: no history */
};

/* ---- figures ---- */

/* The last scores as a row of small bars, the highest step full. In ASCII the scores themselves as digits. */
static void draw_spark(struct canvas *c, int row, int col, enum style style, const struct scale *scale,
                       const struct card_point *p)
{
    static const char *const bars[] = {"\u2581", "\u2582", "\u2583", "\u2584", "\u2585", "\u2586", "\u2587", "\u2588"};
    int first = p->days > SPARK_COLS ? p->days - SPARK_COLS : 0;
    for (int i = first; i < p->days; i++) {
        char digit[2] = {(char)('0' + (int)(p->score[i] < 0 ? 0 : p->score[i] > 9 ? 9 : p->score[i])), 0};
        int level = (int)(scale_part(scale, p->score[i]) * 7 + 0.5);
        canvas_put(c, row, col + i - first, 1, style, c->ascii ? digit : bars[level]);
    }
}

static enum style change_style(double change, enum style otherwise)
{
    return otherwise == STYLE_SELECTED ? otherwise
           : change > 0.04             ? STYLE_GOOD
           : change < -0.04            ? STYLE_BAD
                                       : STYLE_DIM;
}

/* Bar, score, change since the time before, and history. */
static void draw_figures(struct canvas *c, int row, int col, int width, enum style style, const struct item *item,
                         const struct card_point *p)
{
    struct buf text = BUF_INIT;
    if (p->days == 0) {
        canvas_put(c, row, col, width, style == STYLE_SELECTED ? style : STYLE_DIM, _("not rated"));
        return;
    }
    canvas_bar(c, row, col, BAR_COLS, scale_part(&item->scale, card_latest(p)));
    card_value(card_latest(p), &text);
    canvas_put(c, row, col + BAR_COLS + 1, 3, style, buf_str(&text));
    buf_clear(&text);
    if (p->days > 1) {
        card_signed(card_change(p), &text);
        canvas_put(c, row, col + BAR_COLS + 5, 4, change_style(card_change(p), style), buf_str(&text));
    }
    if (width >= FIGURES_COLS)
        draw_spark(c, row, col + BAR_COLS + 10, style, &item->scale, p);
    buf_release(&text);
}

/* ---- the list ---- */

static void draw_line(struct score *s, const struct instrument *in, struct canvas *c, struct rect line, size_t item,
                      bool focused)
{
    int figures = line.cols < SHORT_COLS ? FIGURES_COLS - SPARK_COLS - 2 : FIGURES_COLS;
    enum style style = focused ? STYLE_SELECTED : STYLE_TEXT;
    bool head = in->items[item].head;
    if (focused) {
        canvas_fill(c, line, STYLE_SELECTED, ' ');
        canvas_cursor(c, line.row, line.col);
    }
    int indent = in->items[item].parent >= 0 ? 3 : 1;
    int width = line.cols - indent - (head || figures > line.cols - 20 ? 0 : figures + 1);
    canvas_put(c, line.row, line.col + indent, width, head ? STYLE_TITLE : style, instrument_text(in, item, WORDING_LABEL));
    if (!head && figures <= line.cols - 20 && in->items[item].scale.count > 0)
        draw_figures(c, line.row, line.col + line.cols - figures, figures, style, &in->items[item], &s->card.points[item]);
}

static void draw_list(struct score *s, const struct instrument *in, struct canvas *c, struct rect area)
{
    int at = (int)s->at, last = (int)in->count - 1;
    s->list = area;
    if (at < s->top + 1)
        s->top = at > 0 ? at - 1 : 0; /* the head above it stays in sight */
    if (at >= s->top + area.rows)
        s->top = at - area.rows + 1;
    if (s->top > last - area.rows + 1)
        s->top = last - area.rows + 1 > 0 ? last - area.rows + 1 : 0;
    for (int i = 0; i < area.rows && s->top + i <= last; i++)
        draw_line(s, in, c, (struct rect){area.row + i, area.col, 1, area.cols}, (size_t)(s->top + i), s->top + i == at);
}

/* ---- the focused point ---- */

/* "0 Not yet  1 A little  2 Mostly  3 Fully", the latest score's step marked. Wraps between steps; returns rows. */
static int draw_scale(const struct item *item, const struct card_point *p, struct canvas *c, struct rect area)
{
    int row = 0, col = 0;
    double latest = p->days ? card_latest(p) : NOT_RATED;
    for (size_t i = 0; i < item->scale.count; i++) {
        const struct step *step = &item->scale.steps[i];
        char text[80];
        snprintf(text, sizeof text, " %d %s ", step->value, step->label);
        int width = text_width(text, strlen(text));
        if (col > 0 && col + width > area.cols) {
            row++;
            col = 0;
        }
        bool here = p->days && latest > step->value - 0.5 && latest <= step->value + 0.5;
        if (row < area.rows)
            canvas_put(c, area.row + row, area.col + col, area.cols - col, here ? STYLE_MARKED : STYLE_FIELD, text);
        col += width + 1;
    }
    return item->scale.count ? row + 1 : 0;
}

/* A part of the details, if there is room for a line of it; gives the rows used, with a blank one above. */
static int draw_part(struct canvas *c, struct rect area, int used, const char *title, const char *text, enum style style)
{
    if (!*text || area.rows - used < 2)
        return used;
    used += area.rows > DETAIL_ROWS;
    struct rect r = {area.row + used, area.col + 7, area.rows - used, area.cols - 7};
    canvas_put(c, r.row, area.col, 6, STYLE_DIM, title);
    return used + canvas_wrap(c, r, 0, style, text);
}

/* How often and by how many, with a wording for each. */
static void draw_when(const struct card_point *p, struct canvas *c, int row, int col, int width)
{
    if (p->days && p->raters > 1)
        canvas_putf(c, row, col, width, STYLE_DIM, "%s, the mean of %d", p->day[p->days - 1], p->raters);
    else if (p->days)
        canvas_putf(c, row, col, width, STYLE_DIM, "%s", p->day[p->days - 1]);
}

static void draw_point(struct ui *ui, struct score *s, const struct instrument *in, struct canvas *c, struct rect area,
                       bool alone)
{
    const struct item *item = &in->items[s->at];
    const struct card_point *p = &s->card.points[s->at];
    int used = canvas_wrap(c, area, 0, STYLE_STRONG, instrument_text(in, s->at, WORDING_LABEL));
    if (alone)
        canvas_cursor(c, area.row, area.col);
    used += area.rows > DETAIL_ROWS;
    used += draw_scale(item, p, c, (struct rect){area.row + used, area.col, area.rows - used, area.cols});
    if (p->days && used < area.rows)
        draw_when(p, c, area.row + used++, area.col + 1, area.cols - 1);
    if (s->at < s->own_count)
        used = draw_part(c, area, used, item->scale.count ? _("Note") : _("Answer"), ui_mask(ui, buf_str(&s->own[s->at].note)),
                         STYLE_TEXT);
    used = draw_part(c, area, used, _("Aloud"), instrument_text(in, s->at, WORDING_ALOUD), STYLE_TEXT);
    used = draw_part(c, area, used, _("Why"), instrument_text(in, s->at, WORDING_WHY), STYLE_TEXT);
    draw_part(c, area, used, _("E.g."), instrument_text(in, s->at, WORDING_EXAMPLE), STYLE_DIM);
}

/* ---- all of it ---- */

/* The checklist's title; whom it is about and how far it is at the right, or below. Returns rows. */
static int draw_title(struct ui *ui, struct score *s, const struct instrument *in, struct canvas *c, struct rect area)
{
    struct buf right = BUF_INIT;
    size_t scored = 0;
    double mean = card_mean(in, &s->card);
    for (size_t i = 0; i < in->count; i++)
        scored += instrument_scored(in, i);
    const char *who = s->what == SUBJECT_ALLIANCE ? _("the alliance")
                      : score_secret(ui, s)       ? ui_mask(ui, buf_str(&s->subject))
                                                  : buf_str(&s->subject);
    if (s->comparing)
        buf_addf(&right, _("%zu compared"), s->heat.count);
    else
        buf_addf(&right, _("%s: %zu of %zu rated"), who, s->card.rated, scored);
    if (mean >= 0 && !s->comparing)
        buf_addf(&right, ", %d %%", (int)(mean * 100 + 0.5));
    int title = canvas_put(c, area.row, area.col + 1, area.cols - 1, STYLE_TITLE, instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL));
    int width = text_width(buf_str(&right), right.len), rows = 1;
    if (title + width + 4 <= area.cols)
        canvas_put(c, area.row, area.col + area.cols - width - 1, width, STYLE_DIM, buf_str(&right));
    else if (area.rows > 4)
        canvas_put(c, area.row + rows++, area.col + 1, area.cols - 1, STYLE_DIM, buf_str(&right));
    buf_release(&right);
    return rows;
}

static void draw_gone(struct canvas *c, struct rect area)
{
    canvas_wrap(c, area, 0, STYLE_TEXT, _("This checklist is not there any more. Choose another one."));
    canvas_cursor(c, area.row, area.col);
}

void score_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct score *s = self;
    const struct instrument *in = score_instrument(ui, s);
    if (!in)
        draw_gone(c, area);
    if (!in || in->count != s->card.count)
        return; /* another checklist was chosen, and whom it is about is being asked */
    int used = draw_title(ui, s, in, c, area);
    used += area.rows > 16;
    area.row += used;
    area.rows -= used;
    if (s->comparing) {
        score_draw_heat(ui, s, c, area);
    } else if (score_secret(ui, s)) {
        canvas_put(c, area.row, area.col + 1, area.cols - 1, STYLE_DIM, _("Hidden: the same key shows it again."));
        canvas_cursor(c, area.row, area.col);
    } else if (area.cols >= SIDE_COLS) {
        int left = area.cols * 3 / 5;
        draw_list(s, in, c, (struct rect){area.row, area.col, area.rows, left});
        draw_point(ui, s, in, c, (struct rect){area.row, area.col + left + 3, area.rows, area.cols - left - 4}, false);
    } else if (area.rows >= SMALL_ROWS) {
        int below = area.rows - DETAIL_ROWS - 1;
        draw_list(s, in, c, (struct rect){area.row, area.col, below, area.cols});
        canvas_rule(c, area.row + below, area.col, area.cols);
        draw_point(ui, s, in, c, (struct rect){area.row + below + 1, area.col + 1, DETAIL_ROWS, area.cols - 2}, false);
    } else {
        draw_point(ui, s, in, c, (struct rect){area.row, area.col + 1, area.rows, area.cols - 2}, true);
    }
}
