/* linear_objectives.c: the learning strategy as lines: who learns what, from whom, how, by when, and how far they are.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"

/* ---- baseline, now, target ---- */

struct latest {
    char date[16], value[40];
    struct linear *l;
    struct options *list; /* all assessments, or NULL */
};

static bool gather_assessment(void *data, const struct record *r)
{
    struct latest *n = data;
    const struct kind *k = r->kind;
    const char *date = record_get(r, ASSESSMENT_DATE);
    if (record_has(r, ASSESSMENT_VALUE) && strcmp(date, n->date) >= 0) {
        snprintf(n->date, sizeof n->date, "%s", date);
        snprintf(n->value, sizeof n->value, "%s", record_get(r, ASSESSMENT_VALUE));
    }
    if (!n->list)
        return true;
    static const int fields[] = {ASSESSMENT_VALUE, ASSESSMENT_DIMENSION, ASSESSMENT_FROM_PEERS, ASSESSMENT_EVIDENCE,
                                 ASSESSMENT_ASSESSED_BY};
    struct buf line = BUF_INIT, shown = BUF_INIT;
    buf_adds(&line, date);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        buf_clear(&shown);
        field_show(&k->fields[fields[i]], record_get(r, fields[i]), &shown);
        buf_adds(&line, shown.len ? "; " : "");
        if (shown.len)
            buf_addf(&line, _("%s: %s"), k->fields[fields[i]].label, shown.s);
    }
    options_add(n->list, record_id(r), line.s);
    buf_release(&line);
    buf_release(&shown);
    return true;
}

/* "; 40 % of the way", "; target exceeded (122 %)" */
static void add_part(double part, struct buf *out)
{
    if (part > 100)
        buf_addf(out, _("; target exceeded (%.0f %%)"), part);
    else
        buf_addf(out, _("; %.0f %% of the way"), part);
}

/* "; baseline 10, now 14, target 20 percent by 2027-01-31; 40 % of the way" */
static void add_progress(const struct record *o, const struct latest *now, struct buf *out)
{
    const char *baseline = record_get(o, OBJECTIVE_BASELINE), *target = record_get(o, OBJECTIVE_TARGET);
    buf_addf(out, _("; baseline %s, now %s, target %s"), *baseline ? baseline : _("not known"),
             *now->value ? now->value : _("not assessed"), *target ? target : _("not set"));
    if (record_has(o, OBJECTIVE_UNIT))
        buf_addf(out, " %s", record_get(o, OBJECTIVE_UNIT));
    if (record_has(o, OBJECTIVE_TARGET_DATE))
        buf_addf(out, _(" by %s"), record_get(o, OBJECTIVE_TARGET_DATE));
    double from = strtod(baseline, NULL), to = strtod(target, NULL);
    if (*baseline && *target && *now->value && from != to)
        add_part(100 * (strtod(now->value, NULL) - from) / (to - from), out);
}

/* Whose objective it is: a person, or the level. */
static void add_learner(struct app *app, const struct record *o, struct buf *out)
{
    if (record_has(o, OBJECTIVE_PERSON))
        store_display(app->store, o, OBJECTIVE_PERSON, out);
    else if (record_has(o, OBJECTIVE_LEVEL))
        store_display(app->store, o, OBJECTIVE_LEVEL, out);
    else
        buf_adds(out, _("Nobody named"));
}

/* Who learns what from whom: one sentence. */
static void add_learning(struct app *app, const struct record *o, struct buf *out)
{
    struct buf who = BUF_INIT, from = BUF_INIT;
    const char *what = record_get(o, OBJECTIVE_STATEMENT);
    add_learner(app, o, &who);
    if (record_has(o, OBJECTIVE_VIA_PERSON)) {
        store_display(app->store, o, OBJECTIVE_VIA_PERSON, &from);
        buf_addf(out, _("%s learns from %s: %s"), buf_str(&who), buf_str(&from), what);
    } else {
        buf_addf(out, _("%s learns: %s"), buf_str(&who), what);
    }
    if (record_has(o, OBJECTIVE_METHOD))
        buf_addf(out, _("; how: %s"), record_get(o, OBJECTIVE_METHOD));
    buf_release(&who);
    buf_release(&from);
}

static void objective_line(struct linear *l, const char *id, struct buf *out)
{
    struct app *app = l->app;
    struct record o;
    struct latest now = {.l = l};
    if (store_get(app->store, app->model.kinds[KIND_OBJECTIVE], id, &o, NULL) != OK)
        return;
    store_each(app->store, app->model.kinds[KIND_ASSESSMENT], ASSESSMENT_OBJECTIVE, id, gather_assessment, &now, NULL);
    add_learning(app, &o, out);
    add_progress(&o, &now, out);
    record_release(&o);
}

/* ---- one objective ---- */

static void assess(struct linear *l, const char *objective)
{
    char id[ID_SIZE];
    const struct kind *k = l->app->model.kinds[KIND_ASSESSMENT];
    static const int more[] = {ASSESSMENT_VALUE, ASSESSMENT_DIMENSION, ASSESSMENT_FROM_PEERS, ASSESSMENT_EVIDENCE};
    const struct preset presets[] = {{ASSESSMENT_OBJECTIVE, objective}};
    if (!linear_add(l, k, presets, 1, id))
        return;
    for (size_t i = 0; i < sizeof more / sizeof *more && !l->leave && !l->ended; i++)
        linear_edit(l, k, id, more[i]);
}

static void list_assessments(struct linear *l, const char *objective)
{
    const struct kind *k = l->app->model.kinds[KIND_ASSESSMENT];
    long at;
    do {
        struct options list = {0};
        struct latest now = {.l = l, .list = &list};
        store_each(l->app->store, k, ASSESSMENT_OBJECTIVE, objective, gather_assessment, &now, NULL);
        at = linear_choose(l, list.count ? _("Assessments") : _("There is no assessment yet."),
                           _("Where the objective stood on each day. A number opens one, to change or delete it."), &list);
        if (at >= 0)
            linear_record(l, k, list.items[at].id);
        options_release(&list);
    } while (at >= 0 && !l->leave && !l->ended);
}

static void tell_objective(struct linear *l, const char *id, const struct fields *s)
{
    struct buf line = BUF_INIT;
    objective_line(l, id, &line);
    linear_gather(l);
    print_wrapped(l->app, buf_str(&line), 0, LINEAR_WIDTH);
    fields_print(l, s);
    print(l->app, "Assessments: %zu\n",
          store_count(l->app->store, l->app->model.kinds[KIND_ASSESSMENT], ASSESSMENT_OBJECTIVE, id));
    linear_gathered(l);
    buf_release(&line);
}

void linear_objective(struct linear *l, const char *id)
{
    const struct action actions[] = {
        {"assess", _("note how far it has come on a day, with evidence"), 0},
        {"assessments", _("list what was noted so far"), 0},
        {"delete", _("delete it with its assessments; undo brings them back"), ACTION_FULL}};
    const struct kind *k = l->app->model.kinds[KIND_OBJECTIVE];
    struct reply r = {.what = REPLY_AGAIN};
    struct fields s = {0}; /* as it was printed: a number means what stood there */
    bool show = true;
    while (r.what != REPLY_BACK && !l->leave && !l->ended && linear_there(l, k, id)) {
        if (show) {
            fields_release(&s);
            fields_add_record(&s, k, id, NULL);
            tell_objective(l, id, &s);
        }
        r = linear_ask(l, &(struct page){.numbers = s.count,
                                         .text = _("the name of a field"),
                                         .actions = actions,
                                         .action_count = 3,
                                         .help = k->hint,
                                         .explain = fields_explain,
                                         .gathered = show});
        show = fields_edit(l, &s, &r);
        if (r.what == REPLY_ACTION && r.action == 0)
            assess(l, id);
        else if (r.what == REPLY_ACTION && r.action == 1)
            list_assessments(l, id);
        else if (r.what == REPLY_ACTION && linear_delete(l, k, id))
            break;
    }
    fields_release(&s);
}

void linear_objectives(struct linear *l)
{
    linear_list(l,
                &(struct record_list){.kind = l->app->model.kinds[KIND_OBJECTIVE],
                                      .alliance = l->app->alliance,
                                      .title = _("Learning objectives"),
                                      .open = linear_objective,
                                      .line = objective_line,
                                      .help = _("The learning strategy: who learns what, from whom, how and by when, and "
                                              "how far they are. Open one to change or assess it.")});
}
