#include "ui/screens/sheet_acts.h"

#include "base/tr.h"
#include "model/kinds.h"
#include "ui/actions.h"
#include "ui/ask_run.h"
#include "ui/form.h"

void sheet_open_record(struct ui *ui, const struct kind *kind, const char *id)
{
    struct buf place = BUF_INIT;
    switch (kind->index) {
    case KIND_PERSON: action_visit(ui, "person", id); break;
    case KIND_ARRANGEMENT:
        buf_addf(&place, "0 %s", id);
        action_visit(ui, "board", buf_str(&place));
        break;
    default: form_open(ui, kind, id); break;
    }
    buf_release(&place);
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

static const struct sheet_act {
    enum command_id id;
    void (*run)(struct ui *ui, const struct kind *kind, const char *record);
} acts[] = {
    {CMD_SHEET_EXPORT, NULL}, /* all have it */
};
enum { ACTS = sizeof acts / sizeof *acts };

bool sheet_does(enum command_id id)
{
    for (size_t i = 0; i < ACTS; i++)
        if (acts[i].id == id)
            return acts[i].run != NULL;
    return false;
}

bool sheet_do(struct ui *ui, enum command_id id, const struct kind *kind, const char *record)
{
    for (size_t i = 0; i < ACTS; i++)
        if (acts[i].id == id && acts[i].run) {
            acts[i].run(ui, kind, record);
            return true;
        }
    return false;
}
