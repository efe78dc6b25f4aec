#include "ui/screens/sheet_acts.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "report/objectives.h"
#include "ui/actions.h"
#include "ui/ask_run.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/screens/screens.h"
#include "ui/subject.h"

/* What the record's field refers to, or its text; "" if the record is gone. */
static void value_of(struct ui *ui, const struct kind *kind, const char *id, int field, struct buf *out)
{
    struct record r;
    if (store_get(ui->app->store, kind, id, &r, NULL) != OK)
        return;
    buf_adds(out, record_get(&r, field));
    record_release(&r);
}

void sheet_open_record(struct ui *ui, const struct kind *kind, const char *id)
{
    struct buf place = BUF_INIT;
    switch (kind->index) {
    case KIND_ANSWER:
        value_of(ui, kind, id, ANSWER_ITEM, &place);
        if (instrument_find(&ui->app->guide, buf_str(&place)) >= 0)
            action_visit(ui, "walk", buf_str(&place));
        else
            form_open(ui, kind, id);
        break;
    case KIND_PERSON: action_visit(ui, "person", id); break;
    case KIND_MEMBERSHIP:
        value_of(ui, kind, id, MEMBERSHIP_PERSON, &place);
        action_visit(ui, "person", buf_str(&place));
        break;
    case KIND_OBJECTIVE: action_visit(ui, "objectives", id); break;
    case KIND_ORGANISATION: action_visit(ui, "organisation", id); break;
    case KIND_ARRANGEMENT:
        value_of(ui, kind, id, ARRANGEMENT_ROUND, &place);
        buf_addf(&place, "%s %s", place.len ? "" : "1", id);
        action_visit(ui, "board", buf_str(&place));
        break;
    default: form_open(ui, kind, id); break;
    }
    buf_release(&place);
}

void sheet_open_row(struct ui *ui, const struct sheet_row *row)
{
    struct buf why = BUF_INIT;
    if (row->kind)
        sheet_open_record(ui, row->kind, row->id);
    else if (ui_ready(ui, row->leads, &why))
        action_visit(ui, screen_for(row->leads)->name, row->place);
    else
        ui_warn(ui, "%s", buf_str(&why));
    buf_release(&why);
}

void sheet_delete_record(struct ui *ui, const struct kind *kind, const char *id)
{
    ui_run(ui, CMD_DELETE, ARGS(arg_text("kind", kind->name), arg_text("record", id)), NULL);
}

void sheet_export(struct ui *ui, const struct sheet_maker *maker)
{
    ask_run(ui, command_find(maker->name)->id, ARGS(arg_flag("csv")), NULL, NULL, NULL);
}

/* ---- actions of some ---- */

/* The value is asked for first, as it is all that many will enter; then the form for evidence and the rest. */
static void assess(struct ui *ui, const struct kind *kind, const char *objective)
{
    const struct kind *k = ui->app->model.kinds[KIND_ASSESSMENT];
    struct buf question = BUF_INIT, hint = BUF_INIT, value = BUF_INIT, id = BUF_INIT;
    char day[DATE_SIZE], about[ID_SIZE];
    date_today(day);
    snprintf(about, sizeof about, "%s", objective);
    objective_question(ui->app->store, &ui->app->model, about, &question, &hint);
    enum status s = ERR_INPUT;
    while (s == ERR_INPUT && prompt_line(ui, buf_str(&question), buf_str(&hint), &value)) {
        if (!subject_there(ui, kind, about))
            break;
        s = ui_run(ui, CMD_ADD,
                   ARGS(arg_text("kind", k->name), arg_field(k, ASSESSMENT_OBJECTIVE, about), arg_field(k, ASSESSMENT_DATE, day),
                        arg_if(value.len, arg_field(k, ASSESSMENT_VALUE, buf_str(&value)))),
                   &id);
    }
    if (s == OK) {
        id.s[strcspn(buf_str(&id), "\n")] = '\0';
        form_open(ui, k, buf_str(&id));
        ui_say(ui, "noted; add the evidence, and Esc comes back");
    }
    buf_release(&question);
    buf_release(&hint);
    buf_release(&value);
    buf_release(&id);
}

static const struct sheet_act {
    enum command_id id;
    void (*run)(struct ui *ui, const struct kind *kind, const char *record);
} acts[] = {
    {CMD_ASSESS, assess},
};
enum { ACTS = sizeof acts / sizeof *acts };

bool sheet_does(enum command_id id)
{
    for (size_t i = 0; i < ACTS; i++)
        if (acts[i].id == id)
            return true;
    return false;
}

bool sheet_do(struct ui *ui, enum command_id id, const struct kind *kind, const char *record)
{
    for (size_t i = 0; i < ACTS; i++)
        if (acts[i].id == id) {
            acts[i].run(ui, kind, record);
            return true;
        }
    return false;
}
