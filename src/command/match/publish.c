/* publish.c: what was pending is settled. */
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "command/match/apply.h"
#include "command/args_shared.h"
#include "command/run.h"
#include "model/kinds.h"
#include "round/internal.h"

/* One person is no pair: such a table stays pending. */
static bool is_due(const struct matching_table *t)
{
    return strcmp(t->status, ARRANGEMENT_STATUS_PENDING) == 0 && t->count > 1;
}

static const struct matching_rule *broken_rule(const struct matching *m, const struct matching_table *t)
{
    return t->beside ? NULL : matching_broken_rule(m, t->people, t->count, 0);
}

/* The first of the facilitator's rules that a pending pair or group breaks, and that table. NULL: all are kept. */
static const struct matching_rule *first_broken(const struct matching *m, const struct matching_table **table)
{
    for (int t = 0; t < m->table_count; t++) {
        const struct matching_rule *rule = is_due(m->tables[t]) ? broken_rule(m, m->tables[t]) : NULL;
        *table = m->tables[t];
        if (rule)
            return rule;
    }
    return NULL;
}

static enum status check_rules(const struct matching *m, struct error *e)
{
    const struct matching_table *table;
    const struct matching_rule *rule = first_broken(m, &table);
    if (!rule)
        return OK;
    error_set(e, ERR_INPUT, "'%s' breaks a rule: %s", table->name, rule->words);
    error_personal(e);
    return error_hint(e, ERR_INPUT, "move somebody, or change the rule; or say why not: --anyway=REASON");
}

/* Adds the reason to what is noted about the arrangement. The rule itself is not quoted: it may name people. */
static enum status note_reason(struct matching *m, const struct matching_table *t, const char *reason, struct error *e)
{
    const struct kind *k = m->app->model.kinds[KIND_ARRANGEMENT];
    struct record r;
    struct buf notes = BUF_INIT;
    enum status s = store_get(m->app->store, k, t->id, &r, e);
    if (s != OK)
        return s;
    if (record_has(&r, ARRANGEMENT_NOTES))
        buf_addf(&notes, "%s\n", record_get(&r, ARRANGEMENT_NOTES));
    buf_addf(&notes, _("Published although it breaks a rule: %s"), reason);
    s = change_set(m->app->store, k, t->id, ARRANGEMENT_NOTES, buf_str(&notes), e);
    record_release(&r);
    buf_release(&notes);
    return s;
}

static enum status publish(struct matching *m, const char *reason, int *published, struct error *e)
{
    const struct kind *k = m->app->model.kinds[KIND_ARRANGEMENT];
    enum status s = OK;
    for (int t = 0; t < m->table_count && s == OK; t++) {
        if (!is_due(m->tables[t]))
            continue;
        if (reason && broken_rule(m, m->tables[t]))
            s = note_reason(m, m->tables[t], reason, e);
        if (s == OK)
            s = change_set(m->app->store, k, m->tables[t]->id, ARRANGEMENT_STATUS, ARRANGEMENT_STATUS_PUBLISHED, e);
        ++*published;
    }
    return s;
}

/* "Round 3: 6 published; 1 with fewer than two people stays pending; 2 are drafts" */
static void tell(const struct matching *m, int published)
{
    int small = 0, drafts = 0;
    struct buf left = BUF_INIT;
    for (int t = 0; t < m->table_count; t++) {
        small += strcmp(m->tables[t]->status, ARRANGEMENT_STATUS_PENDING) == 0 && !is_due(m->tables[t]);
        drafts += strcmp(m->tables[t]->status, ARRANGEMENT_STATUS_DRAFT) == 0 && m->tables[t]->count > 0;
    }
    if (small)
        buf_addf(&left, _("; with fewer than two people, so still pending: %d"), small);
    if (drafts)
        buf_addf(&left, _("; still drafts: %d"), drafts);
    if (published)
        say(m->app, "Round %d: %d published%s", m->round, published, buf_str(&left));
    else
        say(m->app, "Round %d: nothing is pending%s", m->round, buf_str(&left));
    buf_release(&left);
}

static enum status publish_round(struct matching *m, const char *reason, struct error *e)
{
    struct buf label = BUF_INIT;
    int published = 0, due = 0;
    for (int t = 0; t < m->table_count; t++)
        due += is_due(m->tables[t]);
    enum status s = reason ? OK : check_rules(m, e);
    if (s == OK && due) {
        buf_addf(&label, _("Publish round %d"), m->round);
        s = change_begin(m->app->store, buf_str(&label), e);
        if (s == OK)
            s = change_end(m->app->store, publish(m, reason, &published, e), e);
    }
    if (s == OK)
        tell(m, published);
    buf_release(&label);
    return s;
}

enum status run_publish(struct app *app, const struct args *args, struct error *e)
{
    struct matching m = {0};
    const char *reason = args_words(args, "anyway");
    enum status s = OK;
    if (args_given(args, "anyway") && !reason) {
        error_set(e, ERR_USAGE, "publishing although a rule is broken needs a reason");
        s = error_hint(e, ERR_USAGE, "say --anyway=\"they asked for it\"");
    }
    if (s != OK)
        return s;
    s = matching_read(&m, app, (int)args_number(args, "round", 0), e);
    if (s == OK)
        s = publish_round(&m, reason, e);
    matching_release(&m);
    return s;
}

/* ---- asking for it ---- */

bool publish_asks_why(struct app *app, const struct args *args)
{
    struct matching m;
    const struct matching_table *table;
    bool broken = matching_read(&m, app, (int)args_number(args, "round", 0), NULL) == OK && first_broken(&m, &table);
    matching_release(&m);
    return broken;
}

void publish_note(struct app *app, const struct args *args, struct buf *out)
{
    struct matching m;
    const struct matching_table *table;
    const struct matching_rule *rule = NULL;
    if (matching_read(&m, app, (int)args_number(args, "round", 0), NULL) == OK)
        rule = first_broken(&m, &table);
    if (rule)
        buf_addf(out, _("'%s' breaks a rule: %s."), table->name, matching_rule_words(&m, rule));
    matching_release(&m);
}
