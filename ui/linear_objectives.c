/* linear_objectives.c: one learning objective as lines: its fields, its assessments. The list: src/sheet/objectives.c. */
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "sheet/sheet.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"

void linear_assess(struct linear *l, const char *objective)
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

/* Calls with the row of the objective in the sheet of all. */
static void with_row(struct linear *l, const char *id, void (*each)(struct linear *l, const struct sheet *s, const struct sheet_row *row, void *data), void *data)
{
    struct sheet s;
    struct error e = {0};
    if (sheet_make(&s, sheet_maker("objectives"), l->app, &(struct sheet_query){.phase = -1}, &e) != OK)
        linear_fail(l, &e);
    for (size_t i = 0; i < s.count; i++)
        if (strcmp(s.rows[i].id, id) == 0)
            each(l, &s, &s.rows[i], data);
    sheet_release(&s);
}

static void add_assessments(struct linear *l, const struct sheet *s, const struct sheet_row *row, void *data)
{
    (void)l;
    (void)s;
    for (size_t i = 0; i < row->fact_count; i++)
        if (row->facts[i].kind)
            options_add(data, row->facts[i].id, row->facts[i].text);
}

static void list_assessments(struct linear *l, const char *objective)
{
    const struct kind *k = l->app->model.kinds[KIND_ASSESSMENT];
    long at;
    do {
        struct options list = {0};
        with_row(l, objective, add_assessments, &list);
        at = linear_choose(l, list.count ? _("Assessments") : _("There is no assessment yet."),
                           _("Where the objective stood on each day. A number opens one, to change or delete it."), &list);
        if (at >= 0)
            linear_record(l, k, list.items[at].id);
        options_release(&list);
    } while (at >= 0 && !l->leave && !l->ended);
}

static void print_line(struct linear *l, const struct sheet *s, const struct sheet_row *row, void *data)
{
    struct buf line = BUF_INIT;
    (void)data;
    sheet_line(s, row, &line);
    print_wrapped(l->app, buf_str(&line), 0, LINEAR_WIDTH);
    buf_release(&line);
}

static void print_objective(struct linear *l, const char *id, const struct fields *s)
{
    linear_gather(l);
    with_row(l, id, print_line, NULL);
    fields_print(l, s);
    print(l->app, "Assessments: %zu\n",
          store_count(l->app->store, l->app->model.kinds[KIND_ASSESSMENT], ASSESSMENT_OBJECTIVE, id));
    linear_gathered(l);
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
            print_objective(l, id, &s);
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
            linear_assess(l, id);
        else if (r.what == REPLY_ACTION && r.action == 1)
            list_assessments(l, id);
        else if (r.what == REPLY_ACTION && linear_delete(l, k, id))
            break;
    }
    fields_release(&s);
}
