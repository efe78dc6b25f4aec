/* objectives_draw.c: the list, and below it the chosen objective in full. On a small screen one of the two. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "ui/screens/objectives.h"

enum { LABEL = 12, BOTH = 14 /* rows from which on list and detail are shown together */ };

/* Text that may be longer than its place: lines are counted from the top, drawn from `skip` on. Without a canvas it only
 * counts. */
struct page {
    struct canvas *c;
    struct rect r;
    int skip, line;
    const struct ui *ui;
};

static void page_text(struct page *p, int indent, enum style style, const char *text)
{
    int width = p->r.cols - indent, height = canvas_wrap_height(text, width);
    int row = p->line - p->skip, hidden = row < 0 ? -row : 0;
    if (p->c && hidden < height && row < p->r.rows) {
        int at = row + hidden;
        canvas_wrap(p->c, (struct rect){p->r.row + at, p->r.col + indent, p->r.rows - at, width}, hidden, style, text);
    }
    p->line += height;
}

/* A label with its value beside it; nothing for an empty value. */
static void page_fact(struct page *p, const char *label, const char *value)
{
    int row = p->line - p->skip, indent = p->r.cols >= 3 * LABEL ? LABEL : p->r.cols / 3;
    if (!*value)
        return;
    if (p->c && row >= 0 && row < p->r.rows)
        canvas_put(p->c, p->r.row + row, p->r.col, indent - 1, STYLE_DIM, label);
    page_text(p, indent, STYLE_TEXT, value);
}

/* "A (b)", or whichever there is. */
static void add_with(struct buf *out, const char *a, const char *b)
{
    buf_adds(out, a);
    if (*b)
        buf_addf(out, *a ? " (%s)" : "%s", b);
}

/* The bar with its numbers: "2.1 |====O--| 3  million KSh, now 3.2". */
static void page_progress(struct page *p, const struct objective_row *o)
{
    struct buf text = BUF_INIT;
    int room = p->r.cols - LABEL - text_width(o->baseline, strlen(o->baseline)) -
               text_width(o->target, strlen(o->target)) - 2;
    objective_bar(o, room < 32 ? room : 32, p->ui->canvas.ascii, &text);
    if (text.len > 0) {
        buf_splice(&text, 0, 0, " ", 1);
        buf_splice(&text, 0, 0, o->baseline, strlen(o->baseline));
        buf_addf(&text, " %s", o->target);
        page_fact(p, _("Progress"), buf_str(&text));
        buf_clear(&text);
    }
    if (*o->now)
        buf_addf(&text, _("now %s%s%s on %s"), o->now, *o->unit ? " " : "", o->unit, o->now_date);
    else
        buf_adds(&text, _("not measured yet"));
    if (*o->baseline)
        buf_addf(&text, _(", began at %s"), o->baseline);
    if (*o->target)
        buf_addf(&text, _(", goal %s"), o->target);
    page_fact(p, o->measured || (*o->baseline && *o->target && !*o->now) ? " " : _("Progress"), buf_str(&text));
    buf_release(&text);
}

static void page_assessment(struct page *p, const struct objective_assessment *a, const char *label)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s%s%s", a->date, *a->value ? _(": ") : "", a->value);
    buf_addf(&text, "%s%s", *a->dimension ? ", " : "", a->dimension);
    if (*a->from_peers)
        buf_addf(&text, _(", thanks to peers: %s"), a->from_peers);
    if (*a->by)
        buf_addf(&text, _(", by %s"), ui_mask(p->ui, a->by));
    if (*a->evidence)
        buf_addf(&text, "\n%s", ui_mask(p->ui, a->evidence));
    page_fact(p, label, buf_str(&text));
    buf_release(&text);
}

static void page_who(struct page *p, const struct objective_row *o)
{
    struct buf text = BUF_INIT;
    add_with(&text, ui_mask(p->ui, o->who), o->level);
    page_fact(p, _("Who learns"), buf_str(&text));
    page_fact(p, _("From whom"), ui_mask(p->ui, o->from_whom));
    page_fact(p, _("How"), o->how);
    buf_clear(&text);
    buf_adds(&text, o->nature);
    if (*o->tacit)
        buf_addf(&text, _("%stechnical or tacit: %s"), text.len > 0 ? "; " : "", o->tacit);
    page_fact(p, _("What kind"), buf_str(&text));
    buf_release(&text);
}

static void page_objective(struct page *p, const struct objective_row *o, const char *today)
{
    struct buf text = BUF_INIT;
    page_text(p, 0, STYLE_STRONG, o->statement);
    page_who(p, o);
    objective_due(o, today, &text);
    page_fact(p, _("By when"), buf_str(&text));
    buf_clear(&text);
    add_with(&text, o->measure, o->unit);
    page_fact(p, _("Measure"), buf_str(&text));
    page_progress(p, o);
    if (o->assessed_count > 0)
        page_assessment(p, &o->assessed[o->assessed_count - 1], _("Assessed"));
    page_fact(p, _("Sharing"), o->share_forward);
    page_fact(p, _("Notes"), ui_mask(p->ui, o->notes));
    for (size_t i = o->assessed_count; i-- > 1;)
        page_assessment(p, &o->assessed[i - 1], i == o->assessed_count - 1 ? _("Before") : " ");
    buf_release(&text);
}

static void draw_detail(struct ui *ui, struct objectives *o, struct canvas *c, struct rect r)
{
    const struct objective_row *row = objectives_chosen(o);
    struct page count = {NULL, r, 0, 0, ui};
    o->detail = r;
    if (!row)
        return;
    if (strcmp(o->in_full, row->id) != 0) {
        o->skip = 0;
        memcpy(o->in_full, row->id, sizeof o->in_full);
    }
    page_objective(&count, row, o->rows.today);
    o->detail_lines = count.line;
    int last = count.line > r.rows ? count.line - r.rows : 0;
    o->skip = o->skip > last ? last : o->skip < 0 ? 0 : o->skip;
    struct page page = {c, r, o->skip, 0, ui};
    page_objective(&page, row, o->rows.today);
    if (o->in_detail)
        canvas_cursor(c, r.row, r.col);
}

/* The line between list and detail says which of the two has the keys, and whether there is more below. */
static void draw_between(const struct objectives *o, struct canvas *c, struct rect area, int row)
{
    canvas_rule(c, row, area.col, area.cols);
    if (!objectives_chosen(o))
        return;
    int below = o->detail_lines - o->skip - o->detail.rows;
    const char *title = o->in_detail ? _(" In full (Tab: back to the list) ") : _(" In full (Tab: go there) ");
    canvas_put(c, row, area.col + 2, area.cols - 4, o->in_detail ? STYLE_SELECTED : STYLE_DIM, title);
    if (below > 0 && area.cols >= 60)
        canvas_putf(c, row, area.col + area.cols - 20, 18, STYLE_DIM, " %d more line%s ", below, below == 1 ? "" : "s");
}

void objectives_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct objectives *o = self;
    o->in_detail &= objectives_chosen(o) != NULL;
    if (area.rows < BOTH) {
        if (o->in_detail)
            draw_detail(ui, o, c, area);
        else
            list_draw(ui, &o->list, c, area, true);
        return;
    }
    int rows = (int)list_count(&o->list) + 2, most = area.rows * 2 / 5;
    rows = rows < most ? rows : most;
    struct rect list = {area.row, area.col, rows, area.cols};
    struct rect detail = {area.row + rows + 1, area.col, area.rows - rows - 1, area.cols};
    list_draw(ui, &o->list, c, list, !o->in_detail);
    draw_detail(ui, o, c, detail);
    draw_between(o, c, area, area.row + rows);
}
