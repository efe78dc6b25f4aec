/* walk_draw.c: the question with its explanation, and the answer below it. See walk.h. */
#include <string.h>

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
    LABEL = 7,        /* columns of "Aloud" and what is between it and its text */
};

/* ---- the text of a question: parts one below the other ---- */

struct part {
    const char *label; /* "" for the question itself */
    const char *text;
    enum style style;
};

/* In the order in which room is given to them, and in which they are read where there is little of it. */
enum { QUESTION, ALOUD, WHY, EXAMPLE, WANTED };

static int part_rows(const struct part *p, int cols)
{
    int width = *p->label ? cols - LABEL : cols;
    return width > 0 && *p->text ? canvas_wrap_height(p->text, width) : 0;
}

/* The parts of the question shown; those without text have "". */
static void find_parts(struct ui *ui, const struct walk *w, struct part parts[WANTED])
{
    const struct instrument *guide = &ui->app->guide;
    enum lens lens = guide->items[w->item].for_peers ? w->lens : LENS_FACILITATOR;
    parts[QUESTION] = (struct part){"", instrument_question(guide, w->item, lens), STYLE_STRONG};
    parts[ALOUD] = (struct part){"Aloud", instrument_text(guide, w->item, WORDING_ALOUD), STYLE_TEXT};
    parts[WHY] = (struct part){"Why", instrument_text(guide, w->item, WORDING_WHY), STYLE_TEXT};
    parts[EXAMPLE] = (struct part){"E.g.", instrument_text(guide, w->item, WORDING_EXAMPLE), STYLE_DIM};
}

/* Takes out the text of parts there is no room for, and of those behind them. The question stays in any case. Returns
 * the rows of the rest, each part with a blank line above it. */
static int fit_parts(struct part parts[WANTED], int cols, int rows)
{
    int used = part_rows(&parts[QUESTION], cols);
    bool full = false;
    for (int i = QUESTION + 1; i < WANTED; i++) {
        int more = part_rows(&parts[i], cols);
        full |= used + more + 1 > rows;
        if (full)
            parts[i].text = "";
        else
            used += more ? more + 1 : 0;
    }
    return used;
}

/* Draws from line `skip` on; returns how many lines there are. At a desk the reason comes before the words to say. */
static int draw_parts(struct canvas *c, struct rect area, int skip, const struct part parts[WANTED], bool desk)
{
    static const int order[2][WANTED] = {{QUESTION, ALOUD, WHY, EXAMPLE}, {QUESTION, WHY, ALOUD, EXAMPLE}};
    int line = 0;
    for (int i = 0; i < WANTED; i++) {
        const struct part *p = &parts[order[desk][i]];
        int rows = part_rows(p, area.cols), indent = *p->label ? LABEL : 0;
        if (!rows)
            continue;
        line += line > 0;
        int at = line > skip ? line - skip : 0, hidden = line < skip ? skip - line : 0;
        if (at < area.rows && hidden == 0 && indent)
            canvas_put(c, area.row + at, area.col, LABEL - 1, STYLE_TITLE, p->label);
        if (at < area.rows && hidden < rows)
            canvas_wrap(c, (struct rect){area.row + at, area.col + indent, area.rows - at, area.cols - indent}, hidden,
                        p->style, p->text);
        line += rows;
    }
    return line;
}

/* ---- the answer ---- */

static const char *answer_note(struct ui *ui, const struct walk *w)
{
    if (ui_private(ui))
        return "hidden";
    if (!ui_writable(ui, NULL))
        return ui->locked ? "locked" : "read only";
    return w->writing ? "Esc is done" : "";
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
    w->editor.placeholder = !writable    ? "No answer yet."
                            : w->writing ? "Type the answer here."
                                         : "No answer yet. Enter begins one.";
    editor_draw(&w->editor, c, area, w->writing);
}

/* A line that says where the answer begins, the answer, and the facts about it at the bottom. */
static void draw_answer(struct ui *ui, struct walk *w, struct canvas *c, struct rect area)
{
    struct buf facts = BUF_INIT;
    const char *note = answer_note(ui, w);
    walk_facts(ui, w, area.cols, &facts);
    if (record_has(&w->answer, ANSWER_EVIDENCE))
        buf_addf(&facts, "\nEvidence: %s", ui_mask(ui, record_get(&w->answer, ANSWER_EVIDENCE)));
    int foot = canvas_wrap_height(buf_str(&facts), area.cols), at = area.col;
    foot = foot > area.rows / 3 ? area.rows / 3 : foot;
    at += canvas_put(c, area.row, at, area.cols, w->writing ? STYLE_STRONG : STYLE_TITLE, "Answer") + 1;
    int note_cols = text_width(note, strlen(note));
    canvas_rule(c, area.row, at, area.col + area.cols - at - (note_cols ? note_cols + 1 : 0));
    canvas_put(c, area.row, area.col + area.cols - note_cols, note_cols, STYLE_DIM, note);
    draw_field(ui, w, c, (struct rect){area.row + 1, area.col, area.rows - 1 - foot, area.cols});
    canvas_wrap(c, (struct rect){area.row + area.rows - foot, area.col, foot, area.cols}, 0, STYLE_DIM,
                buf_str(&facts));
    buf_release(&facts);
}

/* The open follow-up actions, a line each. */
static void draw_actions(struct ui *ui, const struct walk *w, struct canvas *c, struct rect area)
{
    canvas_put(c, area.row, area.col, area.cols, STYLE_TITLE, "To do because of this question");
    for (int i = 0; i < w->noted_count && i + 1 < area.rows; i++) {
        int at = area.col + canvas_put(c, area.row + 1 + i, area.col, 2, STYLE_TEXT, "- ");
        canvas_put(c, area.row + 1 + i, at, area.col + area.cols - at, STYLE_TEXT,
                   ui_private(ui) ? ui_mask(ui, "x") : buf_str(&w->noted[i]));
    }
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
    struct part parts[WANTED];
    struct buf headline = BUF_INIT;
    int actions = w->noted_count && area.rows >= 26 ? w->noted_count + 2 : 0;
    int answer = answer_rows(w, area);
    walk_headline(ui, w, &headline);
    canvas_put(c, area.row, area.col, area.cols, STYLE_DIM, buf_str(&headline));
    find_parts(ui, w, parts);
    int gap = area.rows >= 18;
    int room = area.rows - 1 - gap - actions - answer - 1;
    int used = fit_parts(parts, area.cols, room);
    used = used < room ? used : room > 1 ? room : 1;
    w->text = (struct rect){area.row + 1 + gap, area.col, used, area.cols};
    w->scroll = w->scroll_most = 0;
    draw_parts(c, w->text, 0, parts, w->shape == WALK_WIDE);
    int at = area.row + 1 + gap + used + 1;
    draw_answer(ui, w, c, (struct rect){at, area.col, area.row + area.rows - at - actions, area.cols});
    if (actions)
        draw_actions(ui, w, c, (struct rect){area.row + area.rows - actions + 1, area.col, actions - 1, area.cols});
    if (!w->writing && w->shape != WALK_WIDE)
        canvas_cursor(c, w->text.row, w->text.col);
    buf_release(&headline);
}

/* The question to be scrolled; alone, its last line says how far the answer is. */
static void draw_question(struct ui *ui, struct walk *w, struct canvas *c, struct rect area)
{
    struct part parts[WANTED];
    struct buf line = BUF_INIT;
    int foot = area.rows >= 4;
    walk_headline(ui, w, &line);
    canvas_put(c, area.row, area.col, area.cols, STYLE_DIM, buf_str(&line));
    find_parts(ui, w, parts);
    w->text = (struct rect){area.row + 1, area.col, area.rows - 1 - foot, area.cols};
    int most = draw_parts(c, (struct rect){area.row, area.col, 0, area.cols}, 0, parts, false) - w->text.rows;
    w->scroll_most = most > 0 ? most : 0;
    w->scroll = w->scroll < w->scroll_most ? w->scroll : w->scroll_most;
    draw_parts(c, w->text, w->scroll, parts, false);
    buf_clear(&line);
    if (w->shape == WALK_SINGLE)        /* else the facts stand below the answer */
        walk_facts(ui, w, 1000, &line); /* one line, to be cut */
    const char *more = w->scroll < w->scroll_most ? "Page Down: more" : "";
    int more_cols = text_width(more, strlen(more)), last = area.row + area.rows - 1;
    if (foot)
        canvas_put(c, last, area.col, area.cols - more_cols - 1, STYLE_DIM, buf_str(&line));
    if (foot)
        canvas_put(c, last, area.col + area.cols - more_cols, more_cols, STYLE_DIM, more);
    if (!w->writing)
        canvas_cursor(c, w->text.row, w->text.col);
    buf_release(&line);
}

/* Low and wide: question and answer side by side. */
static void draw_pair(struct ui *ui, struct walk *w, struct canvas *c, struct rect area)
{
    struct rect left = {area.row, area.col + 1, area.rows, PROJECTED};
    struct rect right = {area.row, left.col + left.cols + 3, area.rows, area.cols - left.cols - 5};
    right.cols = right.cols < LINE ? right.cols : LINE;
    draw_question(ui, w, c, left);
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
    walk_draw_outline(ui, w, c, (struct rect){area.row, area.col, area.rows, left}, !w->writing);
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
    w->rows = w->text = w->field = (struct rect){0, 0, 0, 0};
    if (w->shape == WALK_WIDE)
        draw_wide(ui, w, c, area);
    else if (w->shape == WALK_PAIR)
        draw_pair(ui, w, c, area);
    else if (w->shape == WALK_COLUMN)
        draw_column(ui, w, c, projected(area));
    else if (w->writing)
        draw_single_answer(ui, w, c, projected(area));
    else
        draw_question(ui, w, c, projected(area));
}
