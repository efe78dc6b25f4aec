/* import_rows.c: the rows of the file with what would become of each. Rejected ones stand first. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/pick.h"
#include "ui/prompt.h"
#include "ui/screens/import_parts.h"

static const struct import_row *row_at(const struct importing *m, size_t at)
{
    return &m->plan->rows[m->order[m->shown[at]]];
}

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

static size_t rows_count(void *data)
{
    const struct importing *m = data;
    return m->plan ? m->shown_count : 0;
}

static size_t rows_total(void *data)
{
    const struct importing *m = data;
    return m->plan ? m->plan->row_count : 0;
}

static void rows_cell(void *data, size_t at, int column, struct buf *out)
{
    const struct importing *m = data;
    const struct import_row *row = row_at(m, at);
    switch (column) {
    case 0:
        buf_addf(out, "%ld", row->line);
        break;
    case 1:
        buf_adds(out, fate(row->result));
        break;
    case 2:
        buf_adds(out, *row->title ? row->title : _("(no name)"));
        break;
    default:
        add_detail(m, row, out);
    }
}

static enum style rows_style(void *data, size_t at, int column)
{
    static const enum style styles[IMPORT_RESULTS] = {STYLE_GOOD, STYLE_WARN, STYLE_DIM, STYLE_DIM, STYLE_BAD};
    enum import_result result = row_at(data, at)->result;
    if (column == 1)
        return styles[result];
    return result == IMPORT_SAME || result == IMPORT_LEFT ? STYLE_DIM : STYLE_TEXT;
}

static void fold_rows(struct importing *m)
{
    struct buf text = BUF_INIT;
    m->folded = xcalloc(m->plan->row_count + 1, sizeof *m->folded);
    for (size_t i = 0; i < m->plan->row_count; i++) {
        const struct import_row *row = &m->plan->rows[m->order[i]];
        struct buf folded = BUF_INIT;
        buf_clear(&text);
        buf_addf(&text, "%ld %s %s ", row->line, fate(row->result), row->title);
        add_detail(m, row, &text);
        text_fold(&folded, buf_str(&text), text.len);
        m->folded[i] = xstrdup(buf_str(&folded));
        buf_release(&folded);
    }
    buf_release(&text);
}

static void rows_filter(void *data, const char *words)
{
    struct importing *m = data;
    if (!m->plan)
        return;
    if (!m->folded)
        fold_rows(m);
    m->shown_count = pick_filter(words, (const char *const *)m->folded, m->plan->row_count, m->shown);
}

void import_start_rows(struct importing *m)
{
    const struct list_column columns[] = {
        {.title = _("Line"), .min = 5, .right = true},
        {.title = _("Result"), .min = 9, .max = 10},
        {.title = _("Name"), .personal = true, .min = 18, .max = 32},
        {.title = _("What changes, or why not"), .personal = true, .min = 10, .max = 90}};
    struct list_source source = {.data = m,
                                 .count = rows_count,
                                 .total = rows_total,
                                 .cell = rows_cell,
                                 .style = rows_style,
                                 .filter = rows_filter};
    list_init(&m->lists[PANE_ROWS], &source);
    list_set_columns(&m->lists[PANE_ROWS], columns, 4);
    m->lists[PANE_ROWS].empty = _("No rows to show.");
}

/* ---- the plan's rows ---- */

void import_forget_rows(struct importing *m)
{
    for (size_t i = 0; m->folded && m->plan && i < m->plan->row_count; i++)
        free(m->folded[i]);
    free(m->folded);
    free(m->order);
    free(m->shown);
    m->folded = NULL;
    m->order = m->shown = NULL;
    m->shown_count = 0;
}

void import_take_rows(struct importing *m)
{
    struct list *l = &m->lists[PANE_ROWS];
    size_t count = m->plan ? m->plan->row_count : 0, n = 0;
    m->order = xcalloc(count + 1, sizeof *m->order);
    m->shown = xcalloc(count + 1, sizeof *m->shown);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++) {
            if ((m->plan->rows[i].result == IMPORT_REJECTED) == (pass == 0))
                m->order[n++] = i;
        }
    }
    for (size_t i = 0; i < count; i++)
        m->shown[i] = i;
    m->shown_count = count;
    if (l->filter.len > 0)
        rows_filter(m, buf_str(&l->filter));
    l->laid_out = false;
    list_refresh(l);
}

void import_show_row(struct importing *m)
{
    struct list *l = &m->lists[PANE_ROWS];
    struct buf title = BUF_INIT, text = BUF_INIT;
    if (l->at >= list_count(l))
        return;
    const struct import_row *row = row_at(m, l->at);
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
