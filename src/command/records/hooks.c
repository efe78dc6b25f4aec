/* hooks.c: the table of what kinds ask for. See hooks.h. */
#include "command/records/hooks.h"

#include <stddef.h>

#include "command/records/column.h"
#include "command/records/membership.h"
#include "round/rule.h"

static const struct kind_hook hooks[] = {
    {.kind = KIND_PERSON, .added = membership_join},
    {.kind = KIND_MEMBERSHIP, .start = membership_start},
    {.kind = KIND_COLUMN, .check_new = column_check},
    {.kind = KIND_RULE, .check_new = match_rule_check, .check_changed = match_rule_check},
};

static const struct kind_hook *hook_of(const struct kind *kind)
{
    static const struct kind_hook none = {.start = NULL};
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++)
        if (hooks[i].kind == kind->index)
            return &hooks[i];
    return &none;
}

void hook_start(struct record *r)
{
    const struct kind_hook *hook = hook_of(r->kind);
    if (hook->start)
        hook->start(r);
}

enum status hook_check_new(struct app *app, const struct record *r, struct error *e)
{
    const struct kind_hook *hook = hook_of(r->kind);
    return hook->check_new ? hook->check_new(app, r, e) : OK;
}

enum status hook_added(struct app *app, const struct record *r, const bool *given, struct error *e)
{
    const struct kind_hook *hook = hook_of(r->kind);
    return hook->added ? hook->added(app, r, given, e) : OK;
}

enum status hook_check_changed(struct app *app, const struct kind *kind, const char *id, struct error *e)
{
    const struct kind_hook *hook = hook_of(kind);
    struct record r;
    if (!hook->check_changed)
        return OK;
    enum status s = store_get(app->store, kind, id, &r, e);
    if (s != OK)
        return s;
    s = hook->check_changed(app, &r, e);
    record_release(&r);
    return s;
}
