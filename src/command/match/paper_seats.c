/* paper_seats.c: who sits where, to be hung up or read out. See paper.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "command/match/paper.h"
#include "model/kinds.h"

enum { NAME_WIDTH = 30 };

static bool shows_table(const struct handout *s, const struct matching_table *t)
{
    return t->count + handout_absent(s, t) > 0;
}

static bool is_settled(const struct matching_table *t)
{
    return strcmp(t->status, ARRANGEMENT_STATUS_PUBLISHED) == 0 || strcmp(t->status, ARRANGEMENT_STATUS_ENDED) == 0;
}

static void add_table(struct handout *s, const struct matching_table *t, struct buf *out)
{
    struct buf line = BUF_INIT;
    buf_addf(&line, "%s%s", t->name, is_settled(t) ? "" : _("  (not published yet)"));
    handout_wrapped(out, buf_str(&line), 0, HANDOUT_WIDTH);
    if (*t->challenge)
        handout_wrapped(out, t->challenge, 2, HANDOUT_WIDTH);
    for (int i = 0; i < t->count; i++) {
        buf_clear(&line);
        handout_name(s, t->people[i], &line);
        handout_wrapped(out, buf_str(&line), 4, HANDOUT_WIDTH);
    }
    if (handout_absent(s, t)) {
        buf_clear(&line);
        buf_addf(&line, _("and %d not named here"), handout_absent(s, t));
        handout_wrapped(out, buf_str(&line), 4, HANDOUT_WIDTH);
    }
    buf_addc(out, '\n');
    buf_release(&line);
}

/* "Abdi, Halima          Pair 3": all places of one person. */
static void add_person(struct handout *s, int person, struct buf *out)
{
    struct buf name = BUF_INIT;
    bool first = true;
    handout_name(s, person, &name);
    for (int i = 0; i < s->m.table_count; i++) {
        const struct matching_table *t = s->m.tables[i];
        if (!matching_sits(t, person))
            continue;
        handout_cell(out, first ? buf_str(&name) : "", NAME_WIDTH);
        buf_adds(out, "  ");
        handout_cell(out, t->name, HANDOUT_WIDTH - NAME_WIDTH - 2);
        handout_end_line(out);
        first = false;
    }
    buf_release(&name);
}

void handout_seats(struct handout *s, struct buf *out)
{
    struct buf title = BUF_INIT;
    size_t start;
    buf_addf(&title, _("Who sits where: round %d"), s->m.round);
    handout_title(s, buf_str(&title), out);
    start = out->len;
    for (int i = 0; i < s->m.table_count; i++)
        if (shows_table(s, s->m.tables[i]))
            add_table(s, s->m.tables[i], out);
    if (out->len == start) {
        handout_wrapped(out, _("Nobody has a place yet. 'peerloom match' suggests who sits with whom."), 0,
                        HANDOUT_WIDTH);
    } else {
        handout_wrapped(out, _("By name"), 0, HANDOUT_WIDTH);
        for (int person = 0; person < s->m.count; person++)
            add_person(s, person, out);
    }
    buf_release(&title);
}
