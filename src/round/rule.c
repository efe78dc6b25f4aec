/* rule.c: rules that cannot be meant are refused when they are written down. See rule.h. */
#include "round/rule.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "model/kinds.h"

static enum status check_two(const struct record *r, struct error *e)
{
    if (!record_has(r, RULE_PERSON) || !record_has(r, RULE_OTHER)) {
        error_set(e, ERR_INPUT, "this rule is about two people, and names %s",
                  record_has(r, RULE_PERSON) || record_has(r, RULE_OTHER) ? _("one") : _("none"));
        return error_hint(e, ERR_INPUT, "say both: person=NAME other=NAME");
    }
    if (strcmp(record_get(r, RULE_PERSON), record_get(r, RULE_OTHER)) != 0)
        return OK;
    error_set(e, ERR_INPUT, "this rule names the same person twice");
    return error_hint(e, ERR_INPUT, "say the other one with other=NAME");
}

/* A value that none can have is a slip of the pen. */
static enum status check_value(struct app *app, const struct record *r, struct error *e)
{
    const struct kind *person = app->model.kinds[KIND_PERSON];
    const char *value = record_get(r, RULE_VALUE);
    int field = kind_field(person, record_get(r, RULE_FIELD));
    const struct field *f = field < 0 ? NULL : &person->fields[field];
    if (!*value || !f || !f->choice_count || field_choice(f, value))
        return OK;
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < f->choice_count; i++)
        buf_addf(&all, "%s%s", i ? ", " : "", f->choices[i].name);
    error_set(e, ERR_INPUT, "'%s' is not a value of the field '%s'", value, f->label);
    error_hint(e, ERR_INPUT, "use one of %s", buf_str(&all));
    buf_release(&all);
    return ERR_INPUT;
}

static enum status check_field(struct app *app, const struct record *r, struct error *e)
{
    if (!record_has(r, RULE_FIELD)) {
        error_set(e, ERR_INPUT, "this rule does not say what it looks at");
        return error_hint(e, ERR_INPUT, "say which field of people: field=country, field=organisation, field=sex ...");
    }
    if (RECORD_IS(r, RULE_SORT, AT_MOST) && record_has(r, RULE_VALUE)) {
        error_set(e, ERR_INPUT, "'at most' looks at all values of a field, not at '%s' alone",
                  record_get(r, RULE_VALUE));
        return error_hint(e, ERR_INPUT, "leave out value");
    }
    if (RECORD_IS(r, RULE_SORT, AT_LEAST) && !record_has(r, RULE_VALUE)) {
        error_set(e, ERR_INPUT, "this rule does not say at least so many of what");
        return error_hint(e, ERR_INPUT, "say which value: field=position_level value=director");
    }
    return check_value(app, r, e);
}

/* At least one: of a count, and of a round. */
static enum status check_number(const struct record *r, int field, struct error *e)
{
    const struct field *f = &r->kind->fields[field];
    if (!record_has(r, field) || atoi(record_get(r, field)) >= 1)
        return OK;
    error_set(e, ERR_INPUT, "'%s' cannot be %s", f->label, record_get(r, field));
    return error_hint(e, ERR_INPUT, "give 1 or more, or leave it out");
}

enum status match_rule_check(struct app *app, const struct record *r, struct error *e)
{
    enum status s = check_number(r, RULE_COUNT, e);
    if (s == OK)
        s = check_number(r, RULE_ROUND, e);
    if (s != OK)
        return s;
    if (RECORD_IS(r, RULE_SORT, TOGETHER) || RECORD_IS(r, RULE_SORT, APART))
        return check_two(r, e);
    if (RECORD_IS(r, RULE_SORT, AT_MOST) || RECORD_IS(r, RULE_SORT, AT_LEAST) || RECORD_IS(r, RULE_SORT, NEVER_ALONE))
        return check_field(app, r, e);
    if (RECORD_IS(r, RULE_SORT, ABSENT) && !record_has(r, RULE_PERSON)) {
        error_set(e, ERR_INPUT, "this rule does not say who is absent");
        return error_hint(e, ERR_INPUT, "say who: person=NAME");
    }
    if (RECORD_IS(r, RULE_SORT, SHARED) && record_has(r, RULE_FIELD) && !RECORD_IS(r, RULE_FIELD, LANGUAGES)) {
        error_set(e, ERR_INPUT, "'one language for all' looks at languages, and at nothing else");
        return error_hint(e, ERR_INPUT,
                          "leave out field; to mix or keep apart by another one, use at_most, at_least or never_alone");
    }
    return OK;
}
