#include "ui/screens/sheet_acts.h"

#include "base/tr.h"
#include "model/kinds.h"
#include "ui/actions.h"
#include "ui/form.h"
#include "ui/readers.h"

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
    const char *words[] = {kind->name, id};
    ui_run(ui, CMD_DELETE, words, 2, NULL);
}

void sheet_export(struct ui *ui, const struct sheet_maker *maker)
{
    enum audience audience;
    struct buf path = BUF_INIT, out = BUF_INIT;
    buf_addf(&path, "%s.csv", maker->name);
    if (readers_ask(ui, &audience) && action_ask_path(ui, _("Into which file?"), _("For a spreadsheet; nothing is overwritten."), &path)) {
        buf_addf(&out, "--out=%s", buf_str(&path));
        const char *words[] = {"--csv", readers_option(audience), buf_str(&out)};
        readers_run(ui, command_find(maker->name)->id, audience, words, 3);
    }
    buf_release(&path);
    buf_release(&out);
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
