/* match_sheet_whom.c: who has met whom, and who will, over all rounds. See match_sheet.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "command/match_sheet.h"

/* A line: a number, a name, and as many columns of three as still fit. */
enum { NAME_WIDTH = 26, CELL = 3, COLUMNS = (HANDOUT_WIDTH - NAME_WIDTH - 4) / CELL };

struct matrix {
    struct handout *s;
    int *rows; /* whom the sheet names, by name */
    int count;
    int *first, *times; /* m.count x m.count: the round in which two meet first, and how often they do */
};

static size_t cell_of(const struct matrix *x, int a, int b)
{
    return (size_t)a * (size_t)x->s->m.count + (size_t)b;
}

static void count_gathering(struct matrix *x, const struct gathering *g)
{
    for (int i = 0; i < g->count; i++)
        for (int j = 0; j < g->count; j++) {
            size_t at = cell_of(x, g->people[i], g->people[j]);
            if (g->people[i] == g->people[j])
                continue;
            if (x->times[at] == 0 || g->round < x->first[at])
                x->first[at] = g->round;
            x->times[at]++;
        }
}

static int people_met(const struct matrix *x, int person)
{
    int met = 0;
    for (int i = 0; i < x->s->m.count; i++)
        met += x->times[cell_of(x, person, i)] > 0;
    return met;
}

/* Whoever takes part now, and whoever has met somebody. */
static void choose_rows(struct matrix *x)
{
    for (int i = 0; i < x->s->m.count; i++)
        if (handout_shows(x->s, i) && (people_met(x, i) > 0 || x->s->m.people[i].readiness != WAITS_STATUS))
            x->rows[x->count++] = i;
}

/* " 2 ", " 2+" where they meet again; "." where they never do. */
static void add_cell(const struct matrix *x, int row, int column, struct buf *out)
{
    size_t at = cell_of(x, x->rows[row], x->rows[column]);
    if (row == column)
        buf_adds(out, " \\ ");
    else if (x->times[at])
        buf_addf(out, "%2d%c", x->first[at], x->times[at] > 1 ? '+' : ' ');
    else
        buf_adds(out, " . ");
}

static void add_block(const struct matrix *x, int from, struct buf *out)
{
    int to = from + COLUMNS < x->count ? from + COLUMNS : x->count;
    buf_fill(out, ' ', 4 + NAME_WIDTH);
    for (int column = from; column < to; column++)
        buf_addf(out, "%2d ", column + 1);
    handout_end_line(out);
    for (int row = 0; row < x->count; row++) {
        struct buf name = BUF_INIT;
        handout_name(x->s, x->rows[row], &name);
        buf_addf(out, "%3d ", row + 1);
        handout_cell(out, buf_str(&name), NAME_WIDTH);
        for (int column = from; column < to; column++)
            add_cell(x, row, column, out);
        handout_end_line(out);
        buf_release(&name);
    }
    buf_addc(out, '\n');
}

static void add_alone(const struct matrix *x, struct buf *out)
{
    struct buf names = BUF_INIT;
    for (int row = 0; row < x->count; row++)
        if (people_met(x, x->rows[row]) == 0) {
            buf_adds(&names, names.len ? "; " : "");
            handout_name(x->s, x->rows[row], &names);
        }
    if (names.len) {
        handout_wrapped(out, _("In no pair or group yet:"), 0, HANDOUT_WIDTH);
        handout_wrapped(out, names.s, 2, HANDOUT_WIDTH);
    }
    buf_release(&names);
}

void handout_meetings(struct handout *s, struct buf *out)
{
    size_t n = (size_t)s->m.count;
    struct buf title = BUF_INIT;
    struct matrix x = {.s = s,
                       .rows = xcalloc(n + 1, sizeof *x.rows),
                       .first = xcalloc(n * n + 1, sizeof *x.first),
                       .times = xcalloc(n * n + 1, sizeof *x.times)};
    for (size_t i = 0; i < s->gathering_count; i++)
        if (!s->gatherings[i].beside && (!s->one_round || s->gatherings[i].round == s->m.round))
            count_gathering(&x, &s->gatherings[i]);
    choose_rows(&x);
    if (s->one_round)
        buf_addf(&title, _("Who meets whom: round %d"), s->m.round);
    else
        buf_adds(&title, _("Who meets whom, in all rounds"));
    handout_title(s, buf_str(&title), out);
    handout_wrapped(out,
                    _("The number is the round in which two are in one pair or group; + they meet again later; . they "
                      "do not meet."),
                    0, HANDOUT_WIDTH);
    buf_addc(out, '\n');
    for (int from = 0; from < x.count; from += COLUMNS)
        add_block(&x, from, out);
    add_alone(&x, out);
    buf_release(&title);
    free(x.rows);
    free(x.first);
    free(x.times);
}
