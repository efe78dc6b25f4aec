/* person_facts.c: the overview of a person's page: who this is to the alliance, in a dozen lines. They are the rows of the
 * person's sheet, those of one kind in one line. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "sheet/about.h"
#include "ui/screens/person.h"

enum { LABEL = 17 }; /* columns of the labels, with the gap behind */

static void clear(struct facts *f)
{
    for (size_t i = 0; i < f->count; i++)
        free(f->items[i].text);
    f->count = 0;
}

void facts_release(struct facts *f)
{
    clear(f);
    free(f->items);
}

void facts_read(struct person *p)
{
    struct facts *f = &p->facts;
    clear(f);
    for (size_t i = 0, next; i < p->page.count; i = next) {
        const struct sheet_row *row = &p->page.rows[i];
        struct buf text = BUF_INIT;
        next = about_line(&p->page, i, &text);
        GROW(f->items, f->count + 1, f->cap);
        f->items[f->count++] = (struct fact){row->cells[ABOUT_WHAT], buf_take(&text), row->kind, *row->place ? kind_field(row->kind, row->place) : -1};
    }
    if (f->at >= f->count)
        f->at = f->count > 0 ? f->count - 1 : 0;
}

/* ---- drawing and keys ---- */

static int label_width(const struct rect *area)
{
    return area->cols >= 34 ? LABEL : 0; /* too narrow: the label on a line of its own */
}

static int fact_height(const struct fact *f, const struct rect *area)
{
    int label = label_width(area), lines = canvas_wrap_height(f->text, area->cols - (label > 0 ? label : 1));
    return (label > 0 ? lines : lines + 1);
}

/* Scrolls so that all of the chosen fact is in sight, or as much as fits. */
static void keep_in_sight(struct facts *f, const struct rect *area)
{
    int first = 0;
    for (size_t i = 0; i < f->at; i++)
        first += fact_height(&f->items[i], area);
    int behind = f->count > 0 ? first + fact_height(&f->items[f->at], area) : 0;
    if (behind > f->top + area->rows)
        f->top = behind - area->rows;
    if (first < f->top)
        f->top = first;
}

static void draw_fact(const struct fact *f, struct canvas *c, struct rect area, int line, bool chosen)
{
    int label = label_width(&area), lines = fact_height(f, &area), skip = line < 0 ? -line : 0;
    int row = area.row + (line > 0 ? line : 0), room = area.row + area.rows - row;
    lines = lines - skip < room ? lines - skip : room;
    if (lines <= 0)
        return;
    struct rect all = {row, area.col, lines, area.cols};
    enum style style = chosen ? STYLE_SELECTED : STYLE_TEXT;
    if (chosen)
        canvas_fill(c, all, STYLE_SELECTED, ' ');
    if (skip == 0)
        canvas_put(c, row, area.col, label > 0 ? label - 1 : area.cols, chosen ? style : STYLE_DIM, f->label);
    if (label > 0) {
        canvas_wrap(c, (struct rect){row, area.col + label, lines, area.cols - label}, skip, style, f->text);
    } else {
        int below = skip == 0 ? 1 : 0;
        canvas_wrap(c, (struct rect){row + below, area.col + 1, lines - below, area.cols - 1}, skip > 0 ? skip - 1 : 0,
                    style, f->text);
    }
}

void facts_draw(struct person *p, struct canvas *c, struct rect area, bool focused)
{
    struct facts *f = &p->facts;
    f->area = area;
    keep_in_sight(f, &area);
    int line = -f->top;
    for (size_t i = 0; i < f->count && line < area.rows; i++) {
        int height = fact_height(&f->items[i], &area);
        if (line + height > 0)
            draw_fact(&f->items[i], c, area, line, focused && i == f->at);
        if (focused && i == f->at)
            canvas_cursor(c, area.row + (line > 0 ? line : 0), area.col);
        line += height;
    }
}

static bool click(struct facts *f, const struct event *e)
{
    int line = e->row - f->area.row + f->top;
    for (size_t i = 0; i < f->count; i++) {
        line -= fact_height(&f->items[i], &f->area);
        if (line < 0) {
            bool same = f->at == i;
            f->at = i;
            return !same; /* a second click opens */
        }
    }
    return true;
}

bool facts_key(struct person *p, const struct event *e)
{
    struct facts *f = &p->facts;
    size_t last = f->count > 0 ? f->count - 1 : 0;
    if (e->type == EVENT_MOUSE && e->mouse == MOUSE_PRESS)
        return click(f, e);
    int key = e->type == EVENT_KEY                                     ? e->key
              : e->type == EVENT_MOUSE && e->mouse == MOUSE_WHEEL_UP   ? K_UP
              : e->type == EVENT_MOUSE && e->mouse == MOUSE_WHEEL_DOWN ? K_DOWN
                                                                       : 0;
    switch (key) {
    case K_UP:
        f->at -= f->at > 0;
        return true;
    case K_DOWN:
        f->at += f->at < last;
        return true;
    case K_PAGE_UP:
    case K_HOME:
        f->at = 0;
        return true;
    case K_PAGE_DOWN:
    case K_END:
        f->at = last;
        return true;
    default:
        return false;
    }
}

void facts_explain(const struct person *p, struct buf *out)
{
    const struct facts *f = &p->facts;
    if (f->at >= f->count)
        return;
    const struct fact *fact = &f->items[f->at];
    buf_addf(out, "%s\n", fact->label);
    if (strcmp(fact->label, _("Still to ask")) == 0)
        buf_adds(out, _("What would help to find this person the right peers and is not noted yet. "));
    else if (fact->field >= 0)
        buf_addf(out, "%s ", fact->kind->fields[fact->field].hint);
    buf_adds(out, _("Enter goes to where it is changed."));
}
