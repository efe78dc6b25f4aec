/* walk_outline.c: the questions of a phase in order, each with a sign and, where there is room, a word for how far its
 * answer is. See walk.h. */
#include <string.h>

#include "base/utf8.h"
#include "ui/screens/walk.h"

enum {
    WORDS_FROM = 56,  /* columns from which each line ends with the word for its status; below that, a legend */
    WORD_COLS = 14,   /* the longest word: "Needs evidence", "Does not apply" */
    LEGEND_FROM = 16, /* rows */
};

/* ---- one line ---- */

static enum style sign_style(enum walk_status status)
{
    switch (status) {
    case WALK_ANSWERED: return STYLE_GOOD;
    case WALK_NEEDS_EVIDENCE: return STYLE_WARN;
    default: return STYLE_TEXT;
    }
}

/* The chosen line is told apart without colour as well: by a sign at its start. */
static void draw_line(struct ui *ui, const struct walk *w, struct canvas *c, struct rect row, size_t item, bool focused)
{
    const struct instrument *guide = &ui->app->guide;
    const struct item *it = &guide->items[item];
    bool chosen = item == w->item;
    enum walk_status status = w->statuses[item];
    enum style style = chosen ? (focused ? STYLE_SELECTED : STYLE_STRONG) : it->parent < 0 ? STYLE_TITLE : STYLE_TEXT;
    int end = row.col + row.cols, at = row.col + (it->parent < 0 ? 4 : 6);
    if (chosen && focused)
        canvas_fill(c, row, style, ' ');
    if (chosen)
        canvas_put(c, row.row, row.col, 1, style, c->ascii ? ">" : "\xe2\x96\xb8"); /* U+25B8 */
    canvas_put(c, row.row, row.col + 2, end - row.col - 2, chosen && focused ? style : sign_style(status),
               walk_sign(status, c->ascii));
    if (row.cols >= WORDS_FROM) {
        end -= WORD_COLS;
        if (status != WALK_OPEN || chosen)
            canvas_put(c, row.row, end, WORD_COLS, style, walk_word(ui, status));
        end--;
    }
    at += canvas_put(c, row.row, at, end - at, style, it->id) + 1;
    canvas_put(c, row.row, at, end - at, style,
               instrument_question(guide, item, it->for_peers ? w->lens : LENS_FACILITATOR));
    if (chosen && focused)
        canvas_cursor(c, row.row, row.col + 2);
}

/* ---- all of them ---- */

/* What the signs mean. Returns how many lines it takes; draws only if `c` is given. */
static int draw_legend(struct ui *ui, struct canvas *c, struct rect area)
{
    static const enum walk_status order[WALK_STATUSES] = {WALK_ANSWERED, WALK_OPEN, WALK_IN_PROGRESS,
                                                          WALK_NEEDS_EVIDENCE, WALK_NOT_APPLICABLE};
    int row = 0, col = 0;
    bool ascii = ui->canvas.ascii;
    for (int i = 0; i < WALK_STATUSES; i++) {
        enum walk_status status = order[i];
        const char *word = walk_word(ui, status);
        int width = 2 + text_width(word, strlen(word));
        if (col > 0 && col + width > area.cols) {
            row++;
            col = 0;
        }
        if (c) {
            canvas_put(c, area.row + row, area.col + col, 1, sign_style(status), walk_sign(status, ascii));
            canvas_put(c, area.row + row, area.col + col + 2, width - 2, STYLE_DIM, word);
        }
        col += width + 2;
    }
    return row + 1;
}

/* The first question in sight, so that the chosen one is, with one more on each side. */
static void keep_in_sight(struct walk *w, size_t first, size_t last, size_t room)
{
    size_t margin = room > 4 ? 1 : 0;
    size_t above = w->item > first + margin ? w->item - margin : first;
    size_t below = w->item + margin < last ? w->item + margin : last;
    if (w->top < first || w->top > above)
        w->top = above;
    if (below >= w->top + room)
        w->top = below - room + 1;
    if (last - first < room)
        w->top = first;
    else if (w->top + room > last + 1)
        w->top = last + 1 - room;
}

void walk_draw_outline(struct ui *ui, struct walk *w, struct canvas *c, struct rect area, bool focused)
{
    const struct instrument *guide = &ui->app->guide;
    int phase = guide->items[w->item].phase, head = 1;
    size_t first = w->item, last = w->item;
    walk_phase(guide, phase, &first, &last);
    canvas_putf(c, area.row, area.col, area.cols, STYLE_TITLE, "Phase %d / %c  %s", phase, phase_letter(phase),
                phase_name(phase));
    if (area.rows >= LEGEND_FROM && canvas_wrap_height(phase_question(phase), area.cols) == 1) {
        canvas_put(c, area.row + 1, area.col, area.cols, STYLE_DIM, phase_question(phase));
        head = area.rows > (int)(last - first) + 8 ? 3 : 2;
    }
    struct rect rows = {area.row + head, area.col, area.rows - head, area.cols};
    if (area.cols < WORDS_FROM && area.rows >= LEGEND_FROM) {
        int legend = draw_legend(ui, NULL, area);
        rows.rows -= legend + 1;
        draw_legend(ui, c, (struct rect){area.row + area.rows - legend, area.col, legend, area.cols});
        canvas_rule(c, area.row + area.rows - legend - 1, area.col, area.cols);
    }
    rows.rows = rows.rows > 1 ? rows.rows : 1;
    keep_in_sight(w, first, last, (size_t)rows.rows);
    w->rows = rows;
    for (int i = 0; i < rows.rows && w->top + (size_t)i <= last; i++)
        draw_line(ui, w, c, (struct rect){rows.row + i, rows.col, 1, rows.cols}, w->top + (size_t)i, focused);
}
