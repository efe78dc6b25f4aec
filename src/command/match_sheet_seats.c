/* match_sheet_seats.c: who sits where, to be hung up or read out. See match_sheet.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "command/match_sheet.h"
#include "model/kinds.h"

enum { NAME_WIDTH = 30 };

static bool shows_table(struct handout *s, const struct matching_table *t)
{
    return t->count > 0 && handout_shows_id(s, s->m.app->model.kinds[KIND_ARRANGEMENT], t->id);
}

static bool is_settled(const struct matching_table *t)
{
    return strcmp(t->status, "published") == 0 || strcmp(t->status, "ended") == 0;
}

static void add_table(struct handout *s, const struct matching_table *t, struct buf *out)
{
    int *shown = xcalloc((size_t)t->count + 1, sizeof *shown), count = handout_shown(s, t->people, t->count, shown);
    const char *challenge = handout_challenge(s, t);
    struct buf line = BUF_INIT;
    buf_addf(&line, "%s%s", t->name, is_settled(t) ? "" : _("  (not published yet)"));
    handout_wrapped(out, buf_str(&line), 0, HANDOUT_WIDTH);
    if (*challenge)
        handout_wrapped(out, challenge, 2, HANDOUT_WIDTH);
    for (int i = 0; i < count; i++) {
        buf_clear(&line);
        handout_name(s, shown[i], &line);
        handout_wrapped(out, buf_str(&line), 4, HANDOUT_WIDTH);
    }
    if (count < t->count) {
        buf_clear(&line);
        buf_addf(&line, _("and %d not named here"), t->count - count);
        handout_wrapped(out, buf_str(&line), 4, HANDOUT_WIDTH);
    }
    buf_addc(out, '\n');
    buf_release(&line);
    free(shown);
}

/* "Abdi, Halima          Pair 3": all places of one person. */
static void add_person(struct handout *s, int person, struct buf *out)
{
    struct buf name = BUF_INIT;
    bool first = true;
    handout_name(s, person, &name);
    for (int i = 0; i < s->m.table_count; i++) {
        const struct matching_table *t = &s->m.tables[i];
        bool in = false;
        for (int j = 0; j < t->count; j++)
            in |= t->people[j] == person;
        if (!in || !shows_table(s, t))
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
        if (shows_table(s, &s->m.tables[i]))
            add_table(s, &s->m.tables[i], out);
    if (out->len == start) {
        handout_wrapped(out, _("Nobody has a place yet. 'peerloom match' suggests who sits with whom."), 0,
                        HANDOUT_WIDTH);
    } else {
        handout_wrapped(out, _("By name"), 0, HANDOUT_WIDTH);
        for (int person = 0; person < s->m.count; person++)
            if (handout_shows(s, person))
                add_person(s, person, out);
    }
    buf_release(&title);
}
