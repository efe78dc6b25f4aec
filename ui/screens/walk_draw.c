/* walk_draw.c: the question with its explanation, and the answer below it. See walk.h. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "ui/screens/walk.h"

enum {
    WIDE_COLS = 60,
    WIDE_ROWS = 13,   /* less than that: no outline */
    PAIR_COLS = 90,   /* from here on they are side by side */
    SINGLE_ROWS = 10, /* less than that: question or answer, not both */
    PROJECTED = 45,   /* columns of text that a room can read */
    LINE = 72,        /* and one person at a desk */
    FIELD_ROWS = 5,   /* of an answer that is begun */
};

/* ---- the answer ---- */

static const char *answer_note(struct ui *ui, const struct walk *w)
{
    if (ui_private(ui))
        return _("hidden");
    if (!ui_writable(ui, NULL))
        return ui->locked ? _("locked") : _("read only");
    return w->writing ? _("Esc is done") : "";
}

/* While it is typed in, the field is as high as its text and a little more: it grows with it. */
static void draw_field(struct ui *ui, struct walk *w, struct canvas *c, struct rect area)
{
    bool writable = ui_writable(ui, NULL);
    int wanted = editor_lines(&w->editor, area.cols) + 2;
    wanted = wanted < FIELD_ROWS ? FIELD_ROWS : wanted;
    area.rows = area.rows < wanted ? area.rows : wanted;
    w->field = area;
    if (ui_private(ui) && editor_length(&w->editor) > 0) {
        canvas_put(c, area.row, area.col, area.cols, STYLE_TEXT, ui_mask(ui, editor_text(&w->editor)));
        if (w->writing)
            canvas_cursor(c, area.row, area.col);
        return;
    }
    w->editor.placeholder = !writable    ? _("No answer yet.")
                            : w->writing ? _("Type the answer here.")
                                         : _("No answer yet. Enter begins one.");
    editor_draw(&w->editor, c, area, w->writing);
}

/* A line that says where the answer begins, the answer, and the facts about it at the bottom. */
static void draw_answer(struct ui *ui, struct walk *w, struct canvas *c, struct rect area)
{
    struct buf facts = BUF_INIT;
    const char *note = answer_note(ui, w);
    walk_facts(ui, w, area.cols, &facts);
    if (record_has(&w->answer, ANSWER_EVIDENCE))
        buf_addf(&facts, _("\nEvidence: %s"), ui_mask(ui, record_get(&w->answer, ANSWER_EVIDENCE)));
    int foot = canvas_wrap_height(buf_str(&facts), area.cols), at = area.col;
    foot = foot > area.rows / 3 ? area.rows / 3 : foot;
    at += canvas_put(c, area.row, at, area.cols, w->writing ? STYLE_STRONG : STYLE_TITLE, w->answer.kind->label) + 1;
    int note_cols = text_width(note, strlen(note));
    canvas_rule(c, area.row, at, area.col + area.cols - at - (note_cols ? note_cols + 1 : 0));
    canvas_put(c, area.row, area.col + area.cols - note_cols, note_cols, STYLE_DIM, note);
    draw_field(ui, w, c, (struct rect){area.row + 1, area.col, area.rows - 1 - foot, area.cols});
    canvas_wrap(c, (struct rect){area.row + area.rows - foot, area.col, foot, area.cols}, 0, STYLE_DIM,
                buf_str(&facts));
    buf_release(&facts);
}

/* ---- the shapes ---- */

/* How many rows the answer is to have at least: more as it gets longer, and never less than it takes to write in. */
static int answer_rows(struct walk *w, struct rect area)
{
    int least = area.rows >= 30 ? 11 : area.rows >= 15 ? 6 : 4;
    int wanted = editor_lines(&w->editor, area.cols) + 3;
    return wanted < least ? least : wanted > area.rows / 2 ? area.rows / 2 : wanted;
}

/* Question above answer. What explains the question gives way so that the answer has room to be written. */
static void draw_column(struct ui *ui, struct walk *w, struct canvas *c, struct rect area)
{
    struct walk_part parts[WALK_PARTS];
    struct buf headline = BUF_INIT;
    int more = walk_more_lines(w) && area.rows >= 26 ? walk_more_lines(w) + 2 : 0;
    w->more_below = more > 0;
    int answer = answer_rows(w, area);
    walk_headline(ui, w, &headline);
    canvas_put(c, area.row, area.col, area.cols, STYLE_DIM, buf_str(&headline));
    walk_find_parts(ui, w, parts);
    int gap = area.rows >= 18;
    int room = area.rows - 1 - gap - more - answer - 1;
    int used = walk_fit_parts(parts, area.cols, room);
    used = used < room ? used : room > 1 ? room : 1;
    w->text = (struct rect){area.row + 1 + gap, area.col, used, area.cols};
    w->scroll = w->scroll_most = 0;
    walk_draw_parts(c, w->text, 0, parts, w->shape == WALK_WIDE);
    int at = area.row + 1 + gap + used + 1;
    struct rect below = {at, area.col, area.row + area.rows - at - more, area.cols};
    if (w->in_more && !more)
        walk_draw_more(ui, w, c, below); /* in the place of the answer */
    else
        draw_answer(ui, w, c, below);
    if (more)
        walk_draw_more(ui, w, c, (struct rect){area.row + area.rows - more + 1, area.col, more - 1, area.cols});
    if (!w->writing && !w->in_more && w->shape != WALK_WIDE)
        canvas_cursor(c, w->text.row, w->text.col);
    walk_free_parts(parts);
    buf_release(&headline);
}

/* The question to be scrolled; alone, its last line says how far the answer is. */
static void draw_question(struct ui *ui, struct walk *w, struct canvas *c, struct rect area)
{
    struct walk_part parts[WALK_PARTS];
    struct buf line = BUF_INIT;
    int foot = area.rows >= 4;
    walk_headline(ui, w, &line);
    canvas_put(c, area.row, area.col, area.cols, STYLE_DIM, buf_str(&line));
    walk_find_parts(ui, w, parts);
    w->text = (struct rect){area.row + 1, area.col, area.rows - 1 - foot, area.cols};
    int most = walk_draw_parts(c, (struct rect){area.row, area.col, 0, area.cols}, 0, parts, false) - w->text.rows;
    w->scroll_most = most > 0 ? most : 0;
    w->scroll = w->scroll < w->scroll_most ? w->scroll : w->scroll_most;
    walk_draw_parts(c, w->text, w->scroll, parts, false);
    buf_clear(&line);
    if (w->shape == WALK_SINGLE)        /* else the facts stand below the answer */
        walk_facts(ui, w, 1000, &line); /* one line, to be cut */
    const char *more = w->scroll < w->scroll_most ? _("Page Down: more") : "";
    int more_cols = text_width(more, strlen(more)), last = area.row + area.rows - 1;
    if (foot)
        canvas_put(c, last, area.col, area.cols - more_cols - 1, STYLE_DIM, buf_str(&line));
    if (foot)
        canvas_put(c, last, area.col + area.cols - more_cols, more_cols, STYLE_DIM, more);
    if (!w->writing && !w->in_more)
        canvas_cursor(c, w->text.row, w->text.col);
    walk_free_parts(parts);
    buf_release(&line);
}

/* Low and wide: question and answer side by side. */
static void draw_pair(struct ui *ui, struct walk *w, struct canvas *c, struct rect area)
{
    struct rect left = {area.row, area.col + 1, area.rows, PROJECTED};
    struct rect right = {area.row, left.col + left.cols + 3, area.rows, area.cols - left.cols - 5};
    right.cols = right.cols < LINE ? right.cols : LINE;
    draw_question(ui, w, c, left);
    if (w->in_more)
        walk_draw_more(ui, w, c, right);
    else
        draw_answer(ui, w, c, right);
}

/* The answer alone, under its question cut to one line. */
static void draw_single_answer(struct ui *ui, struct walk *w, struct canvas *c, struct rect area)
{
    const struct instrument *guide = &ui->app->guide;
    const struct item *it = &guide->items[w->item];
    if (area.rows >= 4) {
        canvas_putf(c, area.row, area.col, area.cols, STYLE_STRONG, "%s %s", it->id,
                    instrument_question(guide, w->item, it->for_peers ? w->lens : LENS_FACILITATOR));
        area.row++;
        area.rows--;
    }
    if (w->in_more)
        walk_draw_more(ui, w, c, area);
    else
        draw_answer(ui, w, c, area);
}

static int outline_cols(int cols)
{
    int share = cols * 2 / 5 + 2; /* 34 of 80: the legend takes two lines */
    return share < 28 ? 28 : share > 64 ? 64 : share;
}

static void draw_wide(struct ui *ui, struct walk *w, struct canvas *c, struct rect area)
{
    int left = outline_cols(area.cols), right = area.cols - left - 4;
    walk_draw_outline(ui, w, c, (struct rect){area.row, area.col, area.rows, left}, !w->writing && !w->in_more);
    for (int i = 0; i < area.rows; i++)
        canvas_put(c, area.row + i, area.col + left + 1, 1, STYLE_LINE, c->ascii ? "|" : "\xe2\x94\x82"); /* U+2502 */
    draw_column(ui, w, c, (struct rect){area.row, area.col + left + 3, area.rows, right < LINE ? right : LINE});
}

static struct rect projected(struct rect area)
{
    int cols = area.cols - 2 < PROJECTED ? area.cols - 2 : PROJECTED;
    if (area.cols < 10)
        return area;
    return (struct rect){area.row, area.col + (area.cols - cols) / 2, area.rows, cols};
}

void walk_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct walk *w = self;
    bool low = area.rows < WIDE_ROWS;
    w->shape = low && area.cols >= PAIR_COLS  ? WALK_PAIR
               : area.rows < SINGLE_ROWS      ? WALK_SINGLE
               : low || area.cols < WIDE_COLS ? WALK_COLUMN
                                              : WALK_WIDE;
    w->more_below = false;
    w->rows = w->text = w->field = w->more_rows = (struct rect){0, 0, 0, 0};
    if (w->shape == WALK_WIDE)
        draw_wide(ui, w, c, area);
    else if (w->shape == WALK_PAIR)
        draw_pair(ui, w, c, area);
    else if (w->shape == WALK_COLUMN)
        draw_column(ui, w, c, projected(area));
    else if (w->writing || w->in_more)
        draw_single_answer(ui, w, c, projected(area));
    else
        draw_question(ui, w, c, projected(area));
}
