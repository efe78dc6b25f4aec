/* walk_part.c: the text of a question: the question itself, why it is asked, how to say it aloud and an example, one below
 * the other, each in the second language too where one is spoken. See walk.h. */
#include "base/tr.h"
#include "command/guide/language.h"
#include "ui/screens/walk.h"

enum { LABEL = 7 }; /* columns of "Aloud" and what is between it and its text */

static int text_rows(const struct buf *text, int cols)
{
    return cols > 0 && text->len ? canvas_wrap_height(text->s, cols) : 0;
}

static int part_rows(const struct walk_part *p, int cols)
{
    int width = *p->label ? cols - LABEL : cols;
    return text_rows(&p->text, width) + text_rows(&p->second, width);
}

static void find_part(const struct instrument *guide, size_t item, enum wording wording, struct walk_part *p)
{
    language_text(guide, item, wording, &p->text);
    buf_adds(&p->second, instrument_second(guide, item, wording));
}

void walk_find_parts(struct ui *ui, const struct walk *w, struct walk_part parts[WALK_PARTS])
{
    const struct instrument *guide = &ui->app->guide;
    enum lens lens = guide->items[w->item].for_peers ? w->lens : LENS_FACILITATOR;
    parts[WALK_QUESTION] = (struct walk_part){.label = "", .style = STYLE_STRONG};
    parts[WALK_ALOUD] = (struct walk_part){.label = _("Aloud"), .style = STYLE_TEXT};
    parts[WALK_WHY] = (struct walk_part){.label = _("Why"), .style = STYLE_TEXT};
    parts[WALK_EXAMPLE] = (struct walk_part){.label = _("E.g."), .style = STYLE_DIM};
    find_part(guide, w->item, instrument_lens(guide, w->item, lens), &parts[WALK_QUESTION]);
    find_part(guide, w->item, WORDING_ALOUD, &parts[WALK_ALOUD]);
    find_part(guide, w->item, WORDING_WHY, &parts[WALK_WHY]);
    find_part(guide, w->item, WORDING_EXAMPLE, &parts[WALK_EXAMPLE]);
}

void walk_free_parts(struct walk_part parts[WALK_PARTS])
{
    for (int i = 0; i < WALK_PARTS; i++) {
        buf_release(&parts[i].text);
        buf_release(&parts[i].second);
    }
}

int walk_fit_parts(struct walk_part parts[WALK_PARTS], int cols, int rows)
{
    int used = part_rows(&parts[WALK_QUESTION], cols);
    bool full = false;
    for (int i = WALK_QUESTION + 1; i < WALK_PARTS; i++) {
        int more = part_rows(&parts[i], cols);
        full |= used + more + 1 > rows;
        if (full) {
            buf_clear(&parts[i].text);
            buf_clear(&parts[i].second);
        } else {
            used += more ? more + 1 : 0;
        }
    }
    return used;
}

/* One wording, its first line at `line` of the whole, of which `skip` lines are out of sight. Returns its rows. */
static int draw_text(struct canvas *c, struct rect area, int line, int skip, enum style style, const struct buf *text)
{
    int at = line > skip ? line - skip : 0, hidden = line < skip ? skip - line : 0, rows = text_rows(text, area.cols);
    if (at < area.rows && hidden < rows)
        canvas_wrap(c, (struct rect){area.row + at, area.col, area.rows - at, area.cols}, hidden, style, text->s);
    return rows;
}

int walk_draw_parts(struct canvas *c, struct rect area, int skip, const struct walk_part parts[WALK_PARTS], bool desk)
{
    static const int order[2][WALK_PARTS] = {{WALK_QUESTION, WALK_ALOUD, WALK_WHY, WALK_EXAMPLE},
                                             {WALK_QUESTION, WALK_WHY, WALK_ALOUD, WALK_EXAMPLE}};
    int line = 0;
    for (int i = 0; i < WALK_PARTS; i++) {
        const struct walk_part *p = &parts[order[desk][i]];
        int indent = *p->label ? LABEL : 0;
        struct rect r = {area.row, area.col + indent, area.rows, area.cols - indent};
        if (!part_rows(p, area.cols))
            continue;
        line += line > 0;
        if (indent && line >= skip && line - skip < area.rows)
            canvas_put(c, area.row + line - skip, area.col, LABEL - 1, STYLE_TITLE, p->label);
        line += draw_text(c, r, line, skip, p->style, &p->text);
        line += draw_text(c, r, line, skip, STYLE_DIM, &p->second);
    }
    return line;
}
