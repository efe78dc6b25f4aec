/* match_sheet_mix.c: who is mixed with whom, field by field, with the rule that cares about it. See match_sheet.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/match_sheet.h"
#include "command/matching_internal.h"
#include "model/kinds.h"

enum { LABEL = 18 };

/* "2 Female, 1 Male": how often each value occurs, the most frequent first; people without one are "not known". */
static void add_values(struct handout *s, int field, const int *people, int count, struct buf *out)
{
    const struct field *f = &s->m.app->model.kinds[KIND_PERSON]->fields[field];
    bool *said = xcalloc((size_t)count + 1, sizeof *said);
    for (int wanted = count; wanted > 0; wanted--)
        for (int i = 0; i < count; i++) {
            const char *value = record_get(&s->m.people[people[i]].record, field);
            int same = 0;
            for (int j = 0; j < count && !said[i]; j++)
                same += text_alike(value, record_get(&s->m.people[people[j]].record, field));
            if (said[i] || same != wanted)
                continue;
            for (int j = 0; j < count; j++)
                said[j] |= text_alike(value, record_get(&s->m.people[people[j]].record, field));
            buf_addf(out, "%s%d ", out->len ? ", " : "", same);
            if (!*value)
                buf_adds(out, _("not known"));
            else if (f->type == FIELD_REFERENCE && !handout_shows_id(s, f->reference, value))
                buf_adds(out, _("not named here"));
            else
                store_display(s->m.app->store, &s->m.people[people[i]].record, field, out);
        }
    free(said);
}

/* The rule without its reason, which is the facilitator's. */
static void add_rule_words(const struct handout *s, const struct record *r, const struct match_rule *rule, int field,
                           struct buf *out)
{
    struct buf what = BUF_INIT;
    buf_addf(&what, "%s", s->m.app->model.kinds[KIND_PERSON]->fields[field].label);
    if (record_has(r, RULE_VALUE))
        buf_addf(&what, " %s", record_get(r, RULE_VALUE));
    if (rule->type == MATCH_AT_MOST)
        buf_addf(out, _("at most %d with the same: %s"), rule->limit, buf_str(&what));
    else if (rule->type == MATCH_NEVER_ALONE)
        buf_addf(out, _("never one alone: %s"), buf_str(&what));
    else if (rule->type == MATCH_AT_LEAST)
        buf_addf(out, _("at least %d in each: %s"), rule->limit, buf_str(&what));
    else
        buf_adds(out, _("one language for all"));
    buf_release(&what);
}

/* Is the rule about that field? Rules of one language are about languages. */
static bool is_about(const struct handout *s, const struct record *r, enum match_rule_type type, int field)
{
    const struct field *f = &s->m.app->model.kinds[KIND_PERSON]->fields[field];
    if (type == MATCH_SHARED)
        return field == PERSON_LANGUAGES;
    return (type == MATCH_AT_MOST || type == MATCH_NEVER_ALONE || type == MATCH_AT_LEAST) &&
           strcmp(record_get(r, RULE_FIELD), f->name) == 0;
}

/* All rules about the field, each with how it stands here; false if there is none. */
static bool add_rules(struct handout *s, int field, const struct matching_table *t, struct buf *out)
{
    const struct kind *kind = s->m.app->model.kinds[KIND_RULE];
    bool any = false;
    for (int i = 0; i < s->m.rule_count; i++) {
        struct record r;
        struct buf words = BUF_INIT;
        const struct matching_rule *rule = &s->m.rules[i];
        if (!*rule->record || store_get(s->m.app->store, kind, rule->record, &r, NULL) != OK)
            continue;
        if (is_about(s, &r, rule->rule.type, field) && handout_shows_id(s, kind, rule->record)) {
            buf_addf(&words, "%s ", matching_breaks(rule, t->people, t->count) ? _("! broken:") : _("= kept:"));
            add_rule_words(s, &r, &rule->rule, field, &words);
            handout_wrapped(out, words.s, LABEL + 2, HANDOUT_WIDTH);
            any = true;
        }
        buf_release(&words);
        record_release(&r);
    }
    return any;
}

static void add_field(struct handout *s, int field, bool always, const struct matching_table *t, struct buf *out)
{
    struct buf values = BUF_INIT, wrapped = BUF_INIT, rules = BUF_INIT;
    bool cared = !t->beside && add_rules(s, field, t, &rules);
    if (cared || always) {
        int *shown = xcalloc((size_t)t->count + 1, sizeof *shown), count = handout_shown(s, t->people, t->count, shown);
        add_values(s, field, shown, count, &values);
        free(shown);
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
    static const int fields[] = {PERSON_SEX, PERSON_POSITION_LEVEL, PERSON_ORGANISATION, PERSON_COUNTRY};
    const struct kind *person = s->m.app->model.kinds[KIND_PERSON];
    struct buf head = BUF_INIT;
    buf_addf(&head, _("%s: %d people"), t->name, t->count);
    handout_wrapped(out, head.s, 0, HANDOUT_WIDTH);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        add_field(s, fields[i], true, t, out);
    for (int field = FIELD_FIRST; field < (int)person->field_count; field++) {
        bool listed = false;
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
            listed |= fields[i] == field;
        if (!listed && person->fields[field].type != FIELD_LINKS)
            add_field(s, field, false, t, out);
    }
    buf_clear(&head);
    if (t->count > 1 && !t->beside)
        matching_flag_words(
            matching_flags(&s->m, t->people, t->count) & (FLAG_ISOLATED | FLAG_NO_SENIOR | FLAG_ONE_UNIT), &head);
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
        if (s->m.tables[i].count && handout_shows_id(s, s->m.app->model.kinds[KIND_ARRANGEMENT], s->m.tables[i].id))
            add_table(s, &s->m.tables[i], out);
    if (out->len == start)
        handout_wrapped(out, _("Nobody has a place yet. 'peerloom match' suggests who sits with whom."), 0,
                        HANDOUT_WIDTH);
    buf_release(&title);
}
