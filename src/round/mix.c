/* mix.c: see mix.h. */
#include "round/mix.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "round/internal.h"

const int mix_fields[MIX_FIELDS] = {PERSON_SEX, PERSON_POSITION_LEVEL, PERSON_ORGANISATION, PERSON_COUNTRY};

void mix_values(struct handout *s, int field, const int *people, int count, struct buf *out)
{
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

int mix_rules(struct handout *s, int field, const struct matching_table *t, struct buf *out)
{
    const struct kind *kind = s->m.app->model.kinds[KIND_RULE];
    int broken = 0;
    for (int i = 0; i < s->m.rule_count && !t->beside && !handout_absent(s, t); i++) {
        struct record r;
        const struct matching_rule *rule = &s->m.rules[i];
        if (!*rule->record || store_get(s->m.app->store, kind, rule->record, &r, NULL) != OK)
            continue;
        if (is_about(s, &r, rule->rule.type, field)) {
            bool breaks = matching_breaks(rule, t->people, t->count);
            broken += breaks;
            buf_addf(out, "%s ", breaks ? _("! broken:") : _("= kept:"));
            add_rule_words(s, &r, &rule->rule, field, out);
            buf_addc(out, '\n');
        }
        record_release(&r);
    }
    return broken;
}

bool mix_other(const struct handout *s, int field)
{
    for (size_t i = 0; i < MIX_FIELDS; i++)
        if (mix_fields[i] == field)
            return false;
    return s->m.app->model.kinds[KIND_PERSON]->fields[field].type != FIELD_LINKS;
}

void mix_remarks(const struct handout *s, const struct matching_table *t, struct buf *out)
{
    if (t->count > 1 && !t->beside && !handout_absent(s, t))
        matching_flag_words(matching_flags(&s->m, t->people, t->count) & (FLAG_ISOLATED | FLAG_NO_SENIOR | FLAG_ONE_UNIT),
                            out);
}
