/* paper_whom.c: who has met whom, and who will, over all rounds. See paper.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "command/match/paper.h"
#include "round/meetings.h"

/* A line: a number, a name, and as many columns of three as still fit. */
enum { NAME_WIDTH = 26, CELL = 3, COLUMNS = (HANDOUT_WIDTH - NAME_WIDTH - 4) / CELL };

struct matrix {
    struct handout *s;
    int *rows; /* whom the sheet names, by name */
    int count;
    struct meeting *meetings;
};

/* " 2 ", " 2+" where they meet again; "." where they never do. */
static void add_cell(const struct matrix *x, int row, int column, struct buf *out)
{
    const struct meeting *both = &x->meetings[(size_t)x->rows[row] * (size_t)x->s->m.count + (size_t)x->rows[column]];
    if (row == column)
        buf_adds(out, " \\ ");
    else if (both->times)
        buf_addf(out, "%2d%c", both->first, both->times > 1 ? '+' : ' ');
    else
        buf_adds(out, " . ");
}

/* Rows are counted; people without names are called by their number already. */
static int number_of(const struct matrix *x, int row)
{
    return (x->s->names == NAMES_NUMBERS ? x->rows[row] : row) + 1;
}

static void add_block(const struct matrix *x, int from, struct buf *out)
{
    int to = from + COLUMNS < x->count ? from + COLUMNS : x->count;
    buf_fill(out, ' ', 4 + NAME_WIDTH);
    for (int column = from; column < to; column++)
        buf_addf(out, "%2d ", number_of(x, column));
    handout_end_line(out);
    for (int row = 0; row < x->count; row++) {
        struct buf name = BUF_INIT;
        handout_name(x->s, x->rows[row], &name);
        buf_addf(out, "%3d ", number_of(x, row));
        handout_cell(out, buf_str(&name), NAME_WIDTH);
        for (int column = from; column < to; column++)
            add_cell(x, row, column, out);
        handout_end_line(out);
        buf_release(&name);
    }
    buf_addc(out, '\n');
}

/* Somebody whom the audience may not know is company too. */
static bool has_company(const struct matrix *x, int person)
{
    const struct handout *s = x->s;
    bool any = meetings_met(s, x->meetings, person) > 0;
    for (int i = 0; i < s->m.arrangement_count && !any; i++) {
        const struct matching_table *t = &s->m.arrangements[i];
        any = handout_counts(s, t) && matching_sits(t, person) && handout_absent(s, t) > 0;
    }
    return any;
}

static void add_alone(const struct matrix *x, struct buf *out)
{
    struct buf names = BUF_INIT;
    for (int row = 0; row < x->count; row++)
        if (!has_company(x, x->rows[row])) {
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
    struct buf title = BUF_INIT;
    struct matrix x = {.s = s, .rows = xcalloc((size_t)s->m.count + 1, sizeof *x.rows), .meetings = meetings_of(s)};
    for (int i = 0; i < s->m.count; i++)
        if (meetings_count(s, x.meetings, i))
            x.rows[x.count++] = i;
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
    free(x.meetings);
}
