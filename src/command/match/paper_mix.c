/* paper_mix.c: who is mixed with whom, field by field, with the rule that cares about it. See paper.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "command/match/paper.h"
#include "model/kinds.h"
#include "round/mix.h"

enum { LABEL = 18 };

/* Each rule about the field, with how it stands here. */
static void add_rules(struct handout *s, int field, const struct matching_table *t, struct buf *out)
{
    struct buf lines = BUF_INIT;
    mix_rules(s, field, t, &lines);
    for (const char *line = buf_str(&lines); *line; line += strcspn(line, "\n") + 1) {
        char *one = xstrndup(line, strcspn(line, "\n"));
        handout_wrapped(out, one, LABEL + 2, HANDOUT_WIDTH);
        free(one);
    }
    buf_release(&lines);
}

static void add_field(struct handout *s, int field, bool always, const struct matching_table *t, struct buf *out)
{
    struct buf values = BUF_INIT, wrapped = BUF_INIT, rules = BUF_INIT;
    add_rules(s, field, t, &rules);
    if (rules.len || always) {
        mix_values(s, field, t->people, t->count, &values);
        handout_wrapped(&wrapped, buf_str(&values), LABEL + 2, HANDOUT_WIDTH);
        buf_adds(out, "  ");
        handout_cell(out, s->m.app->model.kinds[KIND_PERSON]->fields[field].label, LABEL);
        buf_adds(out, wrapped.len > LABEL + 2 ? wrapped.s + LABEL + 2 : "\n");
        buf_adds(out, buf_str(&rules));
    }
    buf_release(&values);
    buf_release(&wrapped);
    buf_release(&rules);
}

static void add_table(struct handout *s, const struct matching_table *t, struct buf *out)
{
    struct buf head = BUF_INIT;
    buf_addf(&head, _("%s: %d people"), t->name, t->count + handout_absent(s, t));
    handout_wrapped(out, head.s, 0, HANDOUT_WIDTH);
    if (handout_absent(s, t)) {
        buf_clear(&head);
        buf_addf(&head, _("and %d not named here"), handout_absent(s, t));
        handout_wrapped(out, head.s, 2, HANDOUT_WIDTH);
    }
    for (size_t i = 0; i < MIX_FIELDS; i++)
        add_field(s, mix_fields[i], true, t, out);
    for (int field = FIELD_FIRST; field < (int)s->m.app->model.kinds[KIND_PERSON]->field_count; field++)
        if (mix_other(s, field))
            add_field(s, field, false, t, out);
    buf_clear(&head);
    mix_remarks(s, t, &head);
    for (const char *line = buf_str(&head); *line; line += strcspn(line, "\n"), line += *line == '\n') {
        char *one = xstrndup(line, strcspn(line, "\n"));
        buf_adds(out, "  ! ");
        struct buf wrapped = BUF_INIT;
        handout_wrapped(&wrapped, one, 4, HANDOUT_WIDTH);
        buf_adds(out, buf_str(&wrapped) + 4);
        buf_release(&wrapped);
        free(one);
    }
    buf_addc(out, '\n');
    buf_release(&head);
}

void handout_mix(struct handout *s, struct buf *out)
{
    struct buf title = BUF_INIT;
    size_t start;
    buf_addf(&title, _("Who is mixed with whom: round %d"), s->m.round);
    handout_title(s, buf_str(&title), out);
    start = out->len;
    for (int i = 0; i < s->m.table_count; i++)
        if (s->m.tables[i]->count)
            add_table(s, s->m.tables[i], out);
    if (out->len == start)
        handout_wrapped(out, _("Nobody has a place yet. 'peerloom match' suggests who sits with whom."), 0,
                        HANDOUT_WIDTH);
    buf_release(&title);
}
