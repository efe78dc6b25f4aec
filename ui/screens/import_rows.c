/* import_rows.c: the rows of the file with what would become of each. Rejected ones stand first. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "ui/prompt.h"
#include "ui/screens/import_parts.h"

static const char *fate(enum import_result result)
{
    switch (result) {
    case IMPORT_NEW:
        return "new";
    case IMPORT_CHANGED:
        return "changes";
    case IMPORT_SAME:
        return _("as it is");
    case IMPORT_LEFT:
        return _("left out");
    default:
        return "rejected";
    }
}

/* "Email: 'x' is no email address", "Country, Position title" */
static void add_detail(const struct importing *m, const struct import_row *row, struct buf *out)
{
    if (row->result == IMPORT_REJECTED && row->column >= 0 && (size_t)row->column < m->plan->column_count)
        buf_addf(out, _("%s: "), m->plan->headers[row->column]);
    buf_adds(out, row->detail);
}

/* ---- as a list ---- */

void import_start_rows(struct importing *m)
{
    const struct list_column columns[] = {
        {.title = _("Line"), .min = 5, .right = true},
        {.title = _("Result"), .min = 9, .max = 10},
        {.title = _("Name"), .personal = true, .min = 18, .max = 32},
        {.title = _("What changes, or why not"), .personal = true, .min = 10, .max = 90}};
    texts_init(&m->lists[PANE_ROWS], m->ui, TEXTS_FILTERED, columns, 4);
    m->lists[PANE_ROWS].list.empty = _("No rows to show.");
}

static void add_row(struct importing *m, const struct import_row *r)
{
    static const enum style styles[IMPORT_RESULTS] = {STYLE_GOOD, STYLE_WARN, STYLE_DIM, STYLE_DIM, STYLE_BAD};
    struct texts *t = &m->lists[PANE_ROWS];
    enum style style = r->result == IMPORT_SAME || r->result == IMPORT_LEFT ? STYLE_DIM : STYLE_TEXT;
    struct buf line = BUF_INIT, detail = BUF_INIT;
    size_t row = texts_add(t);
    buf_addf(&line, "%ld", r->line);
    add_detail(m, r, &detail);
    texts_cell_take(t, row, 0, style, &line);
    texts_cell(t, row, 1, styles[r->result], fate(r->result));
    texts_cell(t, row, 2, style, *r->title ? r->title : _("(no name)"));
    texts_cell_take(t, row, 3, style, &detail);
}

void import_show_rows(struct importing *m)
{
    struct texts *t = &m->lists[PANE_ROWS];
    size_t count = m->plan ? m->plan->row_count : 0;
    texts_clear(t);
    free(m->order);
    m->order = xcalloc(count + 1, sizeof *m->order);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < count; i++)
            if ((m->plan->rows[i].result == IMPORT_REJECTED) == (pass == 0)) {
                m->order[t->count] = i;
                add_row(m, &m->plan->rows[i]);
            }
    texts_done(t);
}

void import_show_row(struct importing *m)
{
    long chosen = texts_chosen(&m->lists[PANE_ROWS]);
    struct buf title = BUF_INIT, text = BUF_INIT;
    if (chosen < 0)
        return;
    const struct import_row *row = &m->plan->rows[m->order[chosen]];
    buf_addf(&title, _("Line %ld: %s"), row->line, fate(row->result));
    if (*row->title)
        buf_addf(&text, "%s\n\n", ui_mask(m->ui, row->title));
    if (row->result == IMPORT_CHANGED)
        buf_adds(&text, _("These fields would change: "));
    else if (row->result == IMPORT_SAME)
        buf_adds(&text, _("Everything in the row is noted already. "));
    else if (row->result == IMPORT_NEW)
        buf_adds(&text, row->joins ? _("A new person, who joins the alliance. ") : _("A new person. "));
    add_detail(m, row, &text);
    if (ui_private(m->ui) && row->result == IMPORT_REJECTED) {
        buf_clear(&text);
        buf_adds(&text, ui_mask(m->ui, "x"));
    }
    prompt_text(m->ui, buf_str(&title), buf_str(&text));
    buf_release(&title);
    buf_release(&text);
}
