/* board_rules.c: what the facilitator says beforehand, card by card: locks, rules, swaps, contact; and why two fit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/actions.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/screens/board.h"
#include "ui/screens/why.h"
#include "ui/subject.h"

static int meant(const struct board *b)
{
    size_t from;
    return board_matched(b, board_meant(b, &from));
}

/* Another person of the alliance; those in the same column first. MATCHING_NONE: never mind. */
static int ask_other(struct ui *ui, const struct board *b, int person, const char *question)
{
    const struct matching *m = &b->matching;
    const struct matching_table *here = board_column(b, b->column);
    int *order = xcalloc((size_t)m->count * 2 + 1, sizeof *order), n = 0;
    struct buf *labels = xcalloc((size_t)m->count + 1, sizeof *labels);
    const char **texts = xcalloc((size_t)m->count + 1, sizeof *texts);
    for (int i = 0; i < here->count && b->column != 0; i++)
        if (here->people[i] != person)
            order[n++] = here->people[i];
    for (int i = 0, first = n; i < m->count; i++) {
        bool listed = i == person;
        for (int j = 0; j < first; j++)
            listed |= order[j] == i;
        if (!listed)
            order[n++] = i;
    }
    for (int i = 0; i < n; i++) {
        matching_full_name(m, order[i], &labels[i]);
        texts[i] = buf_str(&labels[i]);
    }
    int chosen = n ? prompt_choice(ui, question, texts, (size_t)n, 0) : -1, other = chosen < 0 ? MATCHING_NONE : order[chosen];
    for (int i = 0; i < n; i++)
        buf_release(&labels[i]);
    free(labels);
    free(texts);
    free(order);
    return other;
}

/* ---- rules ---- */

void board_rule(struct ui *ui, struct board *b, const char *sort)
{
    int person = meant(b), other = MATCHING_NONE;
    bool together = strcmp(sort, RULE_SORT_TOGETHER) == 0;
    const struct kind *k = ui->app->model.kinds[KIND_RULE];
    struct buf reason = BUF_INIT;
    if (person != MATCHING_NONE)
        other = ask_other(ui, b, person, together ? _("With whom must they be?") : _("With whom should they never be?"));
    if (other != MATCHING_NONE && prompt_line(ui, _("Why? This is confidential."), _("empty is fine"), &reason)) {
        const struct kind *people = ui->app->model.kinds[KIND_PERSON];
        const char *one = b->matching.people[person].id, *two = b->matching.people[other].id;
        if (subject_there(ui, people, one) && subject_there(ui, people, two) &&
            ui_run(ui, CMD_ADD,
                   ARGS(arg_text("kind", k->name), arg_field(k, RULE_SORT, sort), arg_field(k, RULE_PERSON, one), arg_field(k, RULE_OTHER, two),
                        arg_field(k, FIELD_VISIBILITY, FIELD_VISIBILITY_CONFIDENTIAL), arg_if(reason.len, arg_field(k, RULE_REASON, buf_str(&reason)))),
                   NULL) == OK) {
            board_reload(ui, b);
            const struct matching_rule *opposite = matching_opposite(&b->matching, together, person, other);
            if (opposite)
                ui_warn(ui, "noted, but another rule says the opposite: %s. Rules... in the menu Board lists both",
                        matching_rule_words(&b->matching, opposite));
            else
                ui_say(ui, together ? N_("noted: these two must be together") : N_("noted: these two are never together"));
        }
    }
    buf_release(&reason);
}

/* Notes that the person is away in this round, or that they are back. */
void board_absent(struct ui *ui, struct board *b)
{
    int person = meant(b);
    if (person == MATCHING_NONE)
        return;
    const struct matching *m = &b->matching;
    for (int i = 0; i < m->rule_count; i++)
        if (m->rules[i].rule.type == MATCH_ABSENT && m->rules[i].rule.people[0] == person) {
            if (ui_run(ui, CMD_DELETE, ARGS(arg_text("kind", "rule"), arg_text("record", m->rules[i].record)), NULL) == OK) {
                board_reload(ui, b);
                ui_say(ui, "noted: here again");
            }
            return;
        }
    struct matching_given rule;
    matching_absent_given(m, person, &rule);
    if (ui_run(ui, CMD_ADD, rule.list, NULL) == OK) {
        board_reload(ui, b);
        ui_say(ui, "noted: absent in this round; suggestions leave them out");
    }
}

void board_lock(struct ui *ui, struct board *b)
{
    const struct matching_table *c = board_column(b, b->column);
    struct buf name = BUF_INIT;
    bool lock = !c->locked;
    const struct kind *k = ui->app->model.kinds[KIND_ARRANGEMENT];
    buf_adds(&name, c->name);
    if (ui_run(ui, CMD_SET, ARGS(arg_text("kind", k->name), arg_text("record", c->id), arg_field(k, ARRANGEMENT_LOCKED, lock ? "yes" : "no")), NULL) == OK) {
        board_reload(ui, b);
        ui_say(ui, lock ? N_("locked '%s': nobody is moved in or out") : N_("unlocked '%s'"), buf_str(&name));
    }
    buf_release(&name);
}

/* ---- why ---- */

void board_why(struct ui *ui, struct board *b)
{
    const struct matching_table *here = board_column(b, b->column);
    int person = meant(b), other = MATCHING_NONE;
    if (person != MATCHING_NONE && b->column != 0 && here->count == 2)
        other = here->people[here->people[0] == person];
    else if (person != MATCHING_NONE)
        other = ask_other(ui, b, person, _("Why these two? With whom?"));
    if (other != MATCHING_NONE)
        why_show(ui, &b->matching, person, other);
}

/* ---- after matching ---- */

/* The placement's form: contact, what is expected, feedback. */
void board_contact(struct ui *ui, struct board *b)
{
    const struct matching_table *c = board_column(b, b->column);
    const struct matching_place *card = board_card(b);
    struct record r;
    if (!card || !*c->id)
        return;
    record_init(&r, ui->app->model.kinds[KIND_PLACEMENT]);
    record_set(&r, PLACEMENT_PERSON, b->matching.people[card->person].id);
    record_set(&r, PLACEMENT_ARRANGEMENT, c->id);
    record_make_id(&r);
    form_open(ui, r.kind, record_id(&r));
    record_release(&r);
}

/* ---- weights ---- */

static void save_weight(struct ui *ui, const struct matching *m, size_t criterion, const char *value)
{
    ui_run(ui, CMD_MATCH,
           ARGS(arg_flag("keep"), arg_number("round", m->round), arg_pair("weight", m->criteria.list[criterion].id, value)), NULL);
}

static int ask_criterion(struct ui *ui, const struct matching *m, int at)
{
    struct buf *labels = xcalloc(m->criteria.count + 1, sizeof *labels);
    const char **texts = xcalloc(m->criteria.count + 1, sizeof *texts);
    for (size_t i = 0; i < m->criteria.count; i++) {
        const struct criterion *c = &m->criteria.list[i];
        buf_addf(&labels[i], "%2d  ", c->weight);
        buf_fill(&labels[i], '#', (size_t)c->weight);
        buf_fill(&labels[i], '.', (size_t)(CRITERION_MOST_WEIGHT - c->weight));
        buf_addf(&labels[i], "  %s", c->label);
        texts[i] = buf_str(&labels[i]);
    }
    int chosen = prompt_choice(ui, _("The order is the Guide's, the numbers are ours. Which is to change?"), texts,
                               m->criteria.count, at);
    for (size_t i = 0; i < m->criteria.count; i++)
        buf_release(&labels[i]);
    free(labels);
    free(texts);
    return chosen;
}

/* Asks again until it is a weight; false: never mind. */
static bool ask_weight(struct ui *ui, const char *question, struct buf *weight)
{
    const char *hint = _("0 (does not count) to 10");
    while (prompt_plain_line(ui, question, hint, weight)) {
        char *end;
        long value = strtol(buf_str(weight), &end, 10);
        if (weight->len && !*end && value >= 0 && value <= CRITERION_MOST_WEIGHT)
            return true;
        hint = _("a weight goes from 0 to 10");
    }
    return false;
}

void board_weights(struct ui *ui, struct board *b)
{
    for (int at = 0; b->matched && (at = ask_criterion(ui, &b->matching, at)) >= 0;) {
        struct buf weight = BUF_INIT;
        buf_addf(&weight, "%d", b->matching.criteria.list[at].weight);
        if (ask_weight(ui, b->matching.criteria.list[at].label, &weight)) {
            save_weight(ui, &b->matching, (size_t)at, buf_str(&weight));
            board_reload(ui, b);
        }
        buf_release(&weight);
    }
}
