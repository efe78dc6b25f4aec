/* score_heat.c: many subjects beside each other: a line each, a shaded figure for each point. The shade and the figure say
 * the same, so that neither colour nor a full set of signs is needed. See score.h. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "report/scorecard.h"
#include "ui/screens/score.h"

enum { NAME_COLS = 22, CELL_COLS = 4 };

static const char *shade(const struct canvas *c, double part)
{
    static const char *const signs[] = {"\u2591", "\u2592", "\u2593", "\u2588"};
    static const char *const plain[] = {".", "-", "+", "#"};
    int level = (int)(part * 3 + 0.5);
    return c->ascii ? plain[level] : signs[level];
}

/* The scored points that fit, from `first` on; returns how many. */
static size_t columns_in_sight(const struct instrument *in, struct rect area, size_t *items)
{
    size_t most = area.cols > NAME_COLS + CELL_COLS ? (size_t)(area.cols - NAME_COLS - 1) / CELL_COLS : 0, n = 0;
    for (size_t i = 0; i < in->count && n < most && n < 64; i++)
        if (instrument_scored(in, i))
            items[n++] = i;
    return n;
}

static void draw_row(struct ui *ui, struct score *s, const struct instrument *in, struct canvas *c, struct rect line,
                     size_t row, const size_t *items, size_t count)
{
    bool focused = row == s->row, personal = s->what == SUBJECT_ALLIANCE || s->what == SUBJECT_PERSON;
    enum style style = focused ? STYLE_SELECTED : STYLE_TEXT;
    const char *title = buf_str(&s->titles[row]);
    if (focused) {
        canvas_fill(c, line, style, ' ');
        canvas_cursor(c, line.row, line.col);
    }
    canvas_put(c, line.row, line.col + 1, NAME_COLS - 2, style, personal ? ui_mask(ui, title) : title);
    for (size_t i = 0; i < count; i++) {
        double score = s->heat.rows[row].score[items[i]];
        int col = line.col + NAME_COLS + (int)i * CELL_COLS;
        struct buf text = BUF_INIT;
        if (score == NOT_RATED || (personal && ui_private(ui))) {
            canvas_put(c, line.row, col, 1, focused ? style : STYLE_DIM, "-");
            continue;
        }
        buf_adds(&text, shade(c, scale_part(&in->items[items[i]].scale, score)));
        card_value((double)(int)(score + 0.5), &text);
        canvas_put(c, line.row, col, CELL_COLS - 1, style, buf_str(&text));
        buf_release(&text);
    }
}

/* The numbers of the points above the columns; the names below the table. */
static void draw_key(const struct instrument *in, struct canvas *c, struct rect area, const size_t *items, size_t count)
{
    for (size_t i = 0; i < count && (int)i < area.rows; i++)
        canvas_putf(c, area.row + (int)i, area.col + 1, area.cols - 2, STYLE_DIM, "%2zu  %s", i + 1,
                    instrument_text(in, items[i], WORDING_LABEL));
}

void score_draw_heat(struct ui *ui, struct score *s, struct canvas *c, struct rect area)
{
    const struct instrument *in = score_instrument(ui, s);
    size_t items[64], count = columns_in_sight(in, area, items);
    if (s->heat.count == 0) {
        canvas_wrap(c, (struct rect){area.row, area.col + 1, area.rows, area.cols - 2}, 0, STYLE_TEXT,
                    _("Nobody has been rated with this checklist yet. Choose About whom, rate, and come back."));
        canvas_cursor(c, area.row, area.col);
        return;
    }
    for (size_t i = 0; i < count; i++)
        canvas_putf(c, area.row, area.col + NAME_COLS + (int)i * CELL_COLS, CELL_COLS - 1, STYLE_DIM, "%zu", i + 1);
    int rows = (int)s->heat.count < area.rows - 2 ? (int)s->heat.count : area.rows - 2;
    int key = area.rows - rows - 3;
    if (key < 3 && area.rows >= 14) { /* the names of the first points at least */
        rows -= 4;
        key = area.rows - rows - 3;
    }
    if (s->row < s->row_top)
        s->row_top = s->row;
    if (s->row >= s->row_top + (size_t)rows)
        s->row_top = s->row - (size_t)rows + 1;
    for (int i = 0; i < rows && s->row_top + (size_t)i < s->heat.count; i++)
        draw_row(ui, s, in, c, (struct rect){area.row + 1 + i, area.col, 1, area.cols}, s->row_top + (size_t)i, items, count);
    if (key > 0)
        draw_key(in, c, (struct rect){area.row + rows + 2, area.col, key, area.cols}, items, count);
}
