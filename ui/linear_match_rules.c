/* linear_match_rules.c: who must, may never or cannot be matched, and what counts how much, as lines. See linear_match.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/linear_match.h"
#include "ui/linear_records.h"

/* ---- adding a rule ---- */

static bool is_absent(const struct matching *m, int person)
{
    for (int i = 0; i < m->rule_count; i++)
        if (m->rules[i].rule.type == MATCH_ABSENT && m->rules[i].rule.people[0] == person)
            return true;
    return false;
}

/* Why, which may stay unsaid; then adds it. A rule about two people is confidential: it says what they would not. */
static void add_rule(struct linear *l, const struct matching *m, const char *sort, int person, int other)
{
    const struct kind *k = l->app->model.kinds[KIND_RULE];
    struct buf reason = BUF_INIT;
    char round[12];
    bool absent = other == MATCHING_NONE;
    enum given given = linear_may_line(l, absent ? _("Why are they absent?") : _("Why? The reason stays confidential"),
                                       _("One line, or an empty one to say nothing of it."), &reason);
    if (given != GIVEN_NOT) {
        snprintf(round, sizeof round, "%d", m->round);
        const struct arg_value *rule =
            ARGS(arg_text("kind", k->name), arg_field(k, RULE_SORT, sort), arg_field(k, RULE_PERSON, m->people[person].id),
                 absent ? arg_field(k, RULE_ROUND, round) : arg_field(k, RULE_OTHER, m->people[other].id),
                 arg_field(k, FIELD_VISIBILITY, FIELD_VISIBILITY_CONFIDENTIAL), arg_if(given == GIVEN, arg_field(k, RULE_REASON, buf_str(&reason))));
        const struct matching_rule *opposite = absent ? NULL : matching_opposite(m, strcmp(sort, RULE_SORT_TOGETHER) == 0, person, other);
        if (linear_run_command(l, CMD_ADD, rule, NULL) == OK && opposite)
            linear_say(l, "Another rule says the opposite: %s. Type rules to delete one of them.", matching_rule_words(m, opposite));
    }
    buf_release(&reason);
}

void linear_rule(struct linear *l, int round, const char *sort, const char *person)
{
    struct matching m;
    bool absent = strcmp(sort, RULE_SORT_ABSENT) == 0, together = strcmp(sort, RULE_SORT_TOGETHER) == 0;
    if (!linear_may_write(l) || !linear_matching(l, round, &m))
        return;
    int other = MATCHING_NONE, who = matching_person(&m, person);
    if (!*person)
        who = linear_match_person(l, &m, absent ? _("Who is absent in this round?") : _("Who?"), MATCHING_NONE);
    else if (who == MATCHING_NONE)
        linear_say(l, "This person is not in the open alliance.");
    if (who != MATCHING_NONE && absent && is_absent(&m, who))
        linear_say(l, "%s is absent in this round already. To have them back, delete the rule: type rules on the board.", m.people[who].name);
    else if (who != MATCHING_NONE && absent)
        add_rule(l, &m, sort, who, MATCHING_NONE);
    else if (who != MATCHING_NONE)
        other = linear_match_person(l, &m, together ? _("With whom must they be?") : _("With whom should they never be?"), who);
    if (other != MATCHING_NONE)
        add_rule(l, &m, sort, who, other);
    matching_release(&m);
}

/* ---- a rule about groups ---- */

/* Gives a value of the field to what is to be added; false: the reader stopped. A field that may be empty is left out by an
 * empty line. */
static bool ask_part(struct linear *l, const struct kind *k, int field, bool needed, struct args *given)
{
    struct buf value = BUF_INIT;
    enum value v = linear_value(l, k, field, "", "", &value);
    bool left = v == VALUE_NONE && !needed && !l->ended && !l->leave && !l->typed.len, has = v == VALUE_GIVEN && value.len;
    if (has)
        args_give(given, arg_field(k, field, arena_text(given->arena, value.s, value.len)));
    buf_release(&value);
    return left || (v == VALUE_GIVEN && (!needed || has));
}

/* At most, at least, never one alone, one language: asks what each of them needs, and nothing else. */
static void add_group_rule(struct linear *l)
{
    static const char *const sorts[] = {RULE_SORT_AT_MOST, RULE_SORT_NEVER_ALONE, RULE_SORT_AT_LEAST, RULE_SORT_SHARED};
    enum { SORTS = sizeof sorts / sizeof *sorts };
    const struct kind *k = l->app->model.kinds[KIND_RULE];
    struct options o = {0};
    struct args given;
    for (int i = 0; i < SORTS; i++)
        options_add(&o, sorts[i], field_choice_label(&k->fields[RULE_SORT], sorts[i]));
    long at = linear_may_write(l) ? linear_choose(l, k->fields[RULE_SORT].label, _("Rules about everybody in a pair or group."), &o) : -1;
    args_init(&given, &commands[CMD_ADD]);
    args_give(&given, arg_text("kind", k->name));
    args_give(&given, arg_if(at >= 0, arg_field(k, RULE_SORT, sorts[at >= 0 ? at : 0])));
    bool good = at >= 0, most = at == 0, alone = at == 1, least = at == 2;
    if (good && (most || alone || least))
        good = ask_part(l, k, RULE_FIELD, true, &given);
    if (good && (alone || least))
        good = ask_part(l, k, RULE_VALUE, least, &given);
    if (good && (most || least))
        good = ask_part(l, k, RULE_COUNT, false, &given);
    if (good)
        linear_run_command(l, CMD_ADD, given.values, NULL);
    else if (!l->ended)
        linear_say(l, "Nothing was added.");
    args_release(&given);
    options_release(&o);
}

/* ---- the rules there are ---- */

struct listing {
    struct linear *l;
    const struct matching *m;
    struct options options;
};

/* In the words of matching; a rule that says nothing in this round by its title. */
static bool list_rule(void *data, const struct record *r)
{
    struct listing *g = data;
    struct buf text = BUF_INIT;
    for (int i = 0; i < g->m->rule_count && !text.len; i++)
        if (strcmp(g->m->rules[i].record, record_id(r)) == 0)
            buf_adds(&text, matching_rule_words(g->m, &g->m->rules[i]));
    bool idle = text.len == 0;
    if (idle)
        store_title(g->l->app->store, r->kind, record_id(r), &text);
    if (record_has(r, RULE_ROUND))
        buf_addf(&text, _(", in round %s only"), record_get(r, RULE_ROUND));
    else if (idle)
        buf_adds(&text, _(", has no effect: it names nobody in this alliance"));
    options_add(&g->options, record_id(r), buf_str(&text));
    buf_release(&text);
    return true;
}

static void tell_rules(const struct listing *g)
{
    struct linear *l = g->l;
    struct buf line = BUF_INIT;
    int meetings = 0;
    for (int i = 0; i < g->m->rule_count; i++)
        meetings += !*g->m->rules[i].record;
    linear_gather(l);
    print(l->app, "Rules of matching: %zu\n", g->options.count);
    for (size_t i = 0; i < g->options.count; i++) {
        buf_clear(&line);
        buf_addf(&line, "%zu %s", i + 1, g->options.items[i].text);
        linear_tell(l, line.s);
    }
    if (meetings)
        print(l->app, "Besides, whoever was together in an earlier round is kept apart: %d\n", meetings);
    linear_gathered(l);
    buf_release(&line);
}

enum rules_action { RULES_TOGETHER, RULES_NEVER, RULES_ABSENT, RULES_NEW, RULES_DELETE };

/* `number`: what was typed behind delete, from 1. */
static void rules_act(struct linear *l, const struct listing *g, int round, enum rules_action action, size_t number)
{
    const struct kind *k = l->app->model.kinds[KIND_RULE];
    if (action == RULES_TOGETHER)
        linear_rule(l, round, RULE_SORT_TOGETHER, "");
    else if (action == RULES_NEVER)
        linear_rule(l, round, RULE_SORT_APART, "");
    else if (action == RULES_ABSENT)
        linear_rule(l, round, RULE_SORT_ABSENT, "");
    else if (action == RULES_NEW)
        add_group_rule(l);
    else if (action == RULES_DELETE && number >= 1 && number <= g->options.count)
        linear_delete(l, k, g->options.items[number - 1].id);
    else if (action == RULES_DELETE)
        linear_say(l, g->options.count ? N_("Type delete and the number of a rule: delete 1.") : N_("There is no rule to delete."));
}

void linear_rules(struct linear *l, int round)
{
    const struct action actions[] = {
        [RULES_TOGETHER] = {"together", _("two people must be together"), 0},
        [RULES_NEVER] = {"never", _("two people are never together"), 0},
        [RULES_ABSENT] = {"absent", _("somebody is absent in this round"), 0},
        [RULES_NEW] = {"new", _("a rule about groups: at most, at least, never one alone, one language"), 0},
        [RULES_DELETE] = {"delete", _("delete the rule with that number, which undo brings back: delete 1"), ACTION_FULL | ACTION_WORDS},
    };
    const struct kind *k = l->app->model.kinds[KIND_RULE];
    struct reply r = {.what = REPLY_BACK};
    do {
        struct matching m;
        if (!linear_matching(l, round, &m))
            return;
        struct listing g = {.l = l, .m = &m};
        store_each(l->app->store, k, RULE_ALLIANCE, l->app->alliance, list_rule, &g, NULL);
        tell_rules(&g);
        r = linear_ask(l, &(struct page){.numbers = g.options.count,
                                         .actions = actions,
                                         .action_count = sizeof actions / sizeof *actions,
                                         .gathered = true,
                                         .help = _("What every pair and group must keep to. A number opens a rule, to read or change it.")});
        if (r.what == REPLY_NUMBER)
            linear_record(l, k, g.options.items[r.number - 1].id);
        else if (r.what == REPLY_ACTION)
            rules_act(l, &g, round, (enum rules_action)r.action,
                      l->rest.len && strspn(l->rest.s, "0123456789") == l->rest.len ? strtoul(l->rest.s, NULL, 10) : 0);
        options_release(&g.options);
        matching_release(&m);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}

/* ---- weights ---- */

static void save_weight(struct linear *l, const struct matching *m, const char *criterion, const char *value)
{
    linear_run_command(l, CMD_MATCH, ARGS(arg_flag("keep"), arg_number("round", m->round), arg_pair("weight", criterion, value)), NULL);
}

static void ask_weight(struct linear *l, const struct matching *m, const struct criterion *c)
{
    struct buf prompt = BUF_INIT, given = BUF_INIT;
    bool wrong = true;
    if (!linear_may_write(l))
        return;
    buf_addf(&prompt, _("%s: %d now. How much, from 0 to 10?"), c->label, c->weight);
    while (wrong && linear_line(l, prompt.s, _("0 does not count; the higher, the more it counts against the other criteria."), &given)) {
        wrong = given.len > 2 || strspn(given.s, "0123456789") != given.len || atoi(given.s) > CRITERION_MOST_WEIGHT;
        if (wrong)
            linear_say(l, "'%s' is not a weight: type a whole number from 0 to 10.", given.s);
    }
    if (!wrong)
        save_weight(l, m, c->id, given.s);
    buf_release(&prompt);
    buf_release(&given);
}

void linear_weights(struct linear *l, int round)
{
    const struct kind *k = l->app->model.kinds[KIND_MATCHING];
    long at;
    do {
        struct matching m;
        struct options o = {0};
        struct buf text = BUF_INIT;
        if (!linear_matching(l, round, &m))
            return;
        for (size_t i = 0; i < m.criteria.count; i++) {
            buf_clear(&text);
            buf_addf(&text, m.criteria.list[i].weight ? _("%s: %d") : _("%s: does not count"), m.criteria.list[i].label, m.criteria.list[i].weight);
            options_add(&o, m.criteria.list[i].id, text.s);
        }
        buf_clear(&text);
        buf_addf(&text, _("What counts in round %d, and how much. Method: %s"), m.round,
                 k->fields[MATCHING_METHOD].choices[m.method].label);
        at = linear_choose(l, text.s, _("The order is the Guide's, the numbers are ours. Choose one to change it; the method is asked by suggest."), &o);
        if (at >= 0)
            ask_weight(l, &m, &m.criteria.list[at]);
        options_release(&o);
        buf_release(&text);
        matching_release(&m);
    } while (at >= 0 && !l->leave && !l->ended);
}
