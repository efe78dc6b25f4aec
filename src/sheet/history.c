/* history.c: every change, newest first, read as far as it is looked at; or what one change did. */
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/tr.h"
#include "sheet/makers.h"

enum { PORTION = 100, MOST_LINES = 300 };

enum column { NUMBER, DAY, TIME, WHAT, LABEL, AT, OPERATIONS, UNDONE };

/* ---- the list ---- */

static void add_change(struct sheet *s, const struct change_info *c)
{
    char number[24], day[DATE_SIZE], clock[CLOCK_SIZE], stamp[STAMP_SIZE];
    struct buf what = BUF_INIT;
    snprintf(number, sizeof number, "%lld", (long long)c->seq);
    moment_day(c->at, day);
    moment_clock(c->at, clock);
    moment_stamp(c->at, stamp);
    buf_addf(&what, "%s%s", c->undone ? _("(undone) ") : "", c->label);
    struct sheet_row *row = sheet_add(s, NULL, number);
    row->cells[NUMBER] = row->id;
    row->cells[DAY] = sheet_text(s, day);
    row->cells[TIME] = sheet_text(s, clock);
    row->cells[WHAT] = sheet_take(s, &what);
    row->cells[LABEL] = sheet_text(s, c->label);
    row->cells[AT] = sheet_text(s, stamp);
    row->cells[OPERATIONS] = sheet_number(s, c->operations);
    row->cells[UNDONE] = c->undone ? "yes" : "";
    row->tone = c->undone ? TONE_DIM : TONE_PLAIN;
}

static bool read_more(struct sheet *s)
{
    struct change_info page[PORTION];
    int64_t *before = s->data;
    size_t n = store_history(s->app->store, *before, page, PORTION);
    for (size_t i = 0; i < n; i++)
        add_change(s, &page[i]);
    if (n)
        *before = page[n - 1].seq;
    return n == PORTION;
}

/* ---- what a change did ---- */

struct lines {
    struct sheet *sheet;
    size_t row, count;
};

static void add_fact(void *data, const char *line)
{
    struct lines *l = data;
    if (l->count++ < MOST_LINES)
        sheet_fact_personal(l->sheet, &l->sheet->rows[l->row], "", line);
}

static void read_detail(struct sheet *s, size_t row)
{
    struct lines lines = {s, row, 0};
    store_history_detail(s->app->store, strtoll(s->rows[row].id, NULL, 10), add_fact, &lines, NULL);
    if (lines.count > MOST_LINES) {
        struct buf more = BUF_INIT;
        buf_addf(&more, _("... and %zu more"), lines.count - MOST_LINES);
        sheet_fact(s, &s->rows[row], "", buf_str(&more));
        buf_release(&more);
    }
}

static void add_line(void *data, const char *line)
{
    struct sheet *s = data;
    struct sheet_row *row = sheet_add(s, NULL, sheet_number(s, (long long)s->count + 1));
    row->cells[0] = sheet_text(s, line);
}

static enum status one_change(struct sheet *s, const char *number, struct error *e)
{
    sheet_begin(s, _("History"), "", _("This change did nothing."));
    sheet_column(s, "did", _("What it did"), SHEET_PERSONAL);
    return store_history_detail(s->app->store, strtoll(number, NULL, 10), add_line, s, e);
}

enum status sheet_history(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    if (query->what)
        return one_change(s, query->what, e);
    sheet_begin(s, _("History"), "",
                _("Nothing has been changed yet. Every change you make will be listed here, and each can be undone."));
    sheet_column(s, "change", _("Change"), SHEET_NUMBER | SHEET_HANDLE);
    sheet_column(s, "day", _("Day"), 0);
    sheet_column(s, "time", _("Time"), 0);
    sheet_column(s, "what", _("What"), SHEET_PERSONAL);
    s->newest_first = true;
    s->called = WHAT;
    s->columns[WHAT].least = 16;
    s->columns[WHAT].most = 400;
    sheet_column(s, "label", _("Label"), SHEET_PERSONAL | SHEET_DATA);
    sheet_column(s, "at", _("Time"), SHEET_DATA);
    sheet_column(s, "operations", _("Operations"), SHEET_NUMBER | SHEET_DATA);
    sheet_column(s, "undone", _("Undone"), SHEET_DATA);
    s->data = arena_alloc(s->arena, sizeof(int64_t));
    s->more = read_more;
    s->detail = read_detail;
    return OK;
}
