#include "unit/cmocka-all.h"
#include "made.h"

#include <string.h>

#include "base/date.h"

int64_t __wrap_moment_now(void);
void __wrap_date_today(char out[DATE_SIZE]);

int64_t __wrap_moment_now(void)
{
    return INT64_C(1772460120000); /* 2026-03-02T14:02:00Z */
}

void __wrap_date_today(char out[DATE_SIZE])
{
    moment_day(__wrap_moment_now(), out);
}

void made(struct sheet *s, struct desk *d, const char *name, const char *what)
{
    struct error e = {0};
    const struct sheet_maker *maker = sheet_maker(name);
    assert_non_null(maker);
    if (sheet_make(s, maker, &d->app, &(struct sheet_query){.phase = -1, .what = what}, &e) != OK)
        fail_msg("%s: %s (%s): %s", name, e.what, e.where, e.hint);
}

static int column_of(const struct sheet *s, const char *name)
{
    for (int i = 0; i < s->column_count; i++)
        if (strcmp(s->columns[i].name, name) == 0)
            return i;
    fail_msg("no column %s", name);
    return -1;
}

struct sheet_row *made_row(const struct sheet *s, const char *first)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->rows[i].cells[0], first) == 0)
            return &s->rows[i];
    fail_msg("no row %s", first);
    return NULL;
}

const char *made_cell(const struct sheet *s, const struct sheet_row *row, const char *column)
{
    return row->cells[column_of(s, column)];
}

const struct sheet_fact *made_fact(const struct sheet_row *row, const char *label)
{
    for (size_t i = 0; i < row->fact_count; i++)
        if (strcmp(row->facts[i].label, label) == 0)
            return &row->facts[i];
    fail_msg("no fact %s", label);
    return NULL;
}

const char *made_line(const struct sheet *s, const struct sheet_row *row)
{
    static char text[512];
    struct buf line = BUF_INIT;
    sheet_line(s, row, &line);
    snprintf(text, sizeof text, "%s", buf_str(&line));
    buf_release(&line);
    return text;
}
