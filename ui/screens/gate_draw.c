/* gate_draw.c: the points of the gate a line each, the line that changes the phase, below them the chosen point's reason
 * and the changes there have been. See gate.h. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "app/phase.h"
#include "ui/screens/gate.h"

enum {
    SIDE_COLS = 110,  /* from here on the chosen point stands beside the list */
    SMALL_ROWS = 12,  /* less than that: list only */
    WORD_COLS = 12,   /* of a rating's word */
    LINE_COLS = 76,   /* text is not wider than that */
};

void gate_action(const struct gate_page *p, struct buf *out)
{
    if (p->to < p->gate.from)
        buf_addf(out, _("Go back to phase %d, %s"), p->to, phase_name(p->to));
    else
        buf_addf(out, _("Go on to phase %d, %s"), p->to, phase_name(p->to));
}

/* ---- the list ---- */

static enum style begin_line(struct gate_page *p, struct canvas *c, struct rect row, size_t at)
{
    if (p->spot_count < PAGE_SPOTS) {
        p->spots[p->spot_count].at = at;
        p->spots[p->spot_count++].area = row;
    }
    if (p->at != at)
        return STYLE_TEXT;
    canvas_fill(c, row, STYLE_SELECTED, ' ');
    canvas_cursor(c, row.row, row.col + 1);
    return STYLE_SELECTED;
}

/* Sign, text, and at the right the word of its rating; the sign tells open from met without colour. */
static void draw_point(struct gate_page *p, const struct instrument *gates, struct canvas *c, struct rect row, size_t at)
{
    const struct gate_point *point = &p->gate.points[at];
    enum style style = begin_line(p, c, row, at);
    enum style word = style == STYLE_SELECTED ? style : !point->rated ? STYLE_DIM : point->open ? STYLE_WARN : STYLE_GOOD;
    const char *sign = !point->open ? (c->ascii ? "+" : "\xe2\x9c\x93") : point->rated ? "!" : "."; /* U+2713 */
    bool wide = row.cols >= 50;
    canvas_put(c, row.row, row.col + 1, 1, word, sign);
    canvas_put(c, row.row, row.col + 3, row.cols - 4 - (wide ? WORD_COLS + 1 : 0), style,
               instrument_text(gates, point->item, WORDING_LABEL));
    if (wide)
        canvas_put(c, row.row, row.col + row.cols - WORD_COLS, WORD_COLS - 1, word, gate_rating_word(gates, point));
}

static void draw_action(struct gate_page *p, struct canvas *c, struct rect row)
{
    struct buf text = BUF_INIT;
    enum style style = begin_line(p, c, row, p->gate.count);
    gate_action(p, &text);
    canvas_put(c, row.row, row.col + 1, 1, style, c->ascii ? ">" : "\xe2\x86\x92"); /* U+2192, arrow */
    canvas_put(c, row.row, row.col + 3, row.cols - 4, style == STYLE_SELECTED ? style : STYLE_STRONG, buf_str(&text));
    buf_release(&text);
}

/* The points, as many as there is room for, and below them, always in sight, the action. Returns the rows used. */
static int draw_list(struct gate_page *p, const struct instrument *gates, struct canvas *c, struct rect area)
{
    int count = (int)p->gate.count, gap = count > 0 && area.rows > count + 1;
    int room = area.rows - 1 - gap < count ? area.rows - 1 - gap : count;
    int at = p->at < p->gate.count ? (int)p->at : count - 1;
    room = room < 0 ? 0 : room;
    p->top = at < p->top ? at : at >= p->top + room ? at - room + 1 : p->top;
    p->top = p->top > count - room ? count - room : p->top < 0 ? 0 : p->top;
    for (int i = 0; i < room; i++)
        draw_point(p, gates, c, (struct rect){area.row + i, area.col, 1, area.cols}, (size_t)(p->top + i));
    draw_action(p, c, (struct rect){area.row + room + gap, area.col, 1, area.cols});
    return room + gap + 1;
}

/* ---- what there is to read ---- */

/* The chosen point in full, why it matters, and its scale. Returns rows. */
static int draw_chosen(struct gate_page *p, const struct instrument *gates, struct canvas *c, struct rect area)
{
    struct buf text = BUF_INIT;
    int used = 0;
    if (p->at < p->gate.count) {
        const struct gate_point *point = &p->gate.points[p->at];
        const struct scale *scale = &gates->items[point->item].scale;
        used += canvas_wrap(c, area, 0, STYLE_STRONG, instrument_text(gates, point->item, WORDING_LABEL));
        for (size_t i = 0; i < scale->count; i++)
            buf_addf(&text, "%s%d %s", i ? "   " : "", scale->steps[i].value, scale->steps[i].label);
        if (point->rated)
            buf_addf(&text, "   (%s)", point->day);
        if (used < area.rows)
            canvas_put(c, area.row + used, area.col, area.cols, STYLE_DIM, buf_str(&text));
        used += 2;
        buf_clear(&text);
        buf_adds(&text, instrument_text(gates, point->item, WORDING_WHY));
    } else if (p->gate.to < p->gate.from) {
        buf_adds(&text, _("Going back to an earlier phase is part of the work. The reason is kept."));
    } else if (p->gate.open) {
        buf_adds(&text, _("You can go on with points open. You are asked why, and the reason is kept."));
    } else {
        buf_adds(&text, _("Nothing is open."));
    }
    if (used < area.rows)
        used += canvas_wrap(c, (struct rect){area.row + used, area.col, area.rows - used, area.cols}, 0, STYLE_TEXT,
                            buf_str(&text));
    buf_release(&text);
    return used < area.rows ? used : area.rows;
}

static void past_text(struct ui *ui, const struct gate_passage *past, struct buf *out)
{
    buf_addf(out, "%s  ", past->day);
    gate_passage_text(past, out);
    if (*past->reason)
        buf_addf(out, ": %s", ui_mask(ui, past->reason));
}

static void draw_past(struct ui *ui, struct gate_page *p, struct canvas *c, struct rect area)
{
    struct buf text = BUF_INIT;
    if (area.rows < 2)
        return;
    canvas_put(c, area.row, area.col, area.cols, STYLE_TITLE, _("Changes of phase so far"));
    int at = 1;
    if (p->gate.past_count == 0)
        canvas_put(c, area.row + at, area.col, area.cols, STYLE_DIM, _("None yet."));
    for (size_t i = 0; i < p->gate.past_count && at < area.rows; i++) {
        buf_clear(&text);
        past_text(ui, &p->gate.past[i], &text);
        at += canvas_wrap(c, (struct rect){area.row + at, area.col, area.rows - at, area.cols}, 0, STYLE_DIM,
                          buf_str(&text));
    }
    buf_release(&text);
}

/* ---- all of it ---- */

/* "Before phase 3, Learning outcomes" and how many points are met. Returns rows. */
static int draw_title(struct gate_page *p, struct canvas *c, struct rect area)
{
    struct buf title = BUF_INIT, right = BUF_INIT;
    if (p->to < p->gate.from)
        buf_addf(&title, _("Back to phase %d / %c, %s"), p->to, phase_letter(p->to), phase_name(p->to));
    else
        buf_addf(&title, _("Before phase %d / %c, %s"), p->to, phase_letter(p->to), phase_name(p->to));
    if (p->gate.count)
        buf_addf(&right, _("%zu of %zu points met"), p->gate.count - (size_t)p->gate.open, p->gate.count);
    int used = canvas_put(c, area.row, area.col + 1, area.cols - 1, STYLE_TITLE, buf_str(&title));
    int cols = text_width(buf_str(&right), right.len);
    if (cols && used + cols + 4 <= area.cols)
        canvas_put(c, area.row, area.col + area.cols - cols - 1, cols, STYLE_DIM, buf_str(&right));
    buf_release(&title);
    buf_release(&right);
    return area.rows > 8 ? 2 : 1;
}

void gate_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct gate_page *p = self;
    const struct instrument *gates = phase_gates(ui->app);
    p->spot_count = 0;
    int used = draw_title(p, c, area);
    struct rect rest = {area.row + used, area.col, area.rows - used, area.cols};
    if (area.cols >= SIDE_COLS) {
        int left = area.cols * 3 / 5, right = area.cols - left - 4;
        struct rect side = {rest.row, area.col + left + 3, rest.rows, right < LINE_COLS ? right : LINE_COLS};
        draw_list(p, gates, c, (struct rect){rest.row, rest.col, rest.rows, left});
        int at = draw_chosen(p, gates, c, (struct rect){side.row, side.col, side.rows / 2, side.cols}) + 1;
        draw_past(ui, p, c, (struct rect){side.row + at, side.col, side.rows - at, side.cols});
    } else if (area.rows >= SMALL_ROWS) {
        int list = (int)p->gate.count + 2, most = rest.rows - 8;
        list = draw_list(p, gates, c, (struct rect){rest.row, rest.col, list < most ? list : most, rest.cols});
        canvas_rule(c, rest.row + list, rest.col, rest.cols);
        struct rect below = {rest.row + list + 1, rest.col + 1, rest.rows - list - 1, rest.cols - 2};
        below.cols = below.cols < LINE_COLS ? below.cols : LINE_COLS;
        struct rect chosen = {below.row, below.col, p->gate.past_count ? below.rows - 3 : below.rows, below.cols};
        int at = draw_chosen(p, gates, c, chosen) + 1;
        draw_past(ui, p, c, (struct rect){below.row + at, below.col, below.rows - at, below.cols});
    } else {
        draw_list(p, gates, c, rest);
    }
}
