/* library_take.c: from knowing to doing: a risk of the library becomes one of the alliance's, with who and by when; a tool
 * becomes a planned one. See library.h. */
#include <stdio.h>
#include <string.h>

#include "app/entry.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/screens/library.h"

/* ---- risks ---- */

static void take_risk(struct ui *ui, const struct shelf *shelf, size_t entry, int phase)
{
    const struct kind *kind = ui->app->model.kinds[KIND_RISK];
    struct buf out = BUF_INIT;
    struct take_up t;
    char id[ID_SIZE];
    take_up_risk(ui->app, shelf, entry, phase, &t);
    bool done = ui_run(ui, CMD_ADD, t.given, &out) == OK;
    snprintf(id, sizeof id, "%.*s", (int)strcspn(buf_str(&out), "\n"), buf_str(&out));
    if (done && form_open(ui, kind, id)) {
        form_go(ui, ui_top(ui)->self, RISK_WHO);
        ui_say(ui, "added to the alliance's risks; say who watches it, and by when");
    }
    buf_release(&out);
}

/* ---- tools ---- */

/* Is it planned for that phase and part? The id of a planned tool follows from what it is about. */
static bool is_planned(struct ui *ui, const char *tool, int phase, const char *part)
{
    char of_phase[2] = {(char)('0' + phase), '\0'};
    struct record r, kept;
    record_init(&r, ui->app->model.kinds[KIND_PLANNED_TOOL]);
    record_set(&r, PLANNED_TOOL_TOOL, tool);
    record_set(&r, PLANNED_TOOL_ALLIANCE, ui->app->alliance);
    record_set(&r, PLANNED_TOOL_PHASE, of_phase);
    record_set(&r, PLANNED_TOOL_PART, part);
    record_make_id(&r);
    bool there = store_get(ui->app->store, r.kind, record_id(&r), &kept, NULL) == OK;
    if (there)
        record_release(&kept);
    record_release(&r);
    return there;
}

bool library_plan(struct ui *ui, const char *tool, int phase, const char *part)
{
    struct take_up t;
    const struct field *parts = &ui->app->model.kinds[KIND_PLANNED_TOOL]->fields[PLANNED_TOOL_PART];
    if (is_planned(ui, tool, phase, part)) {
        ui_say(ui, "it is planned for phase %d, %s already; see Tools planned", phase, field_choice_label(parts, part));
        return false;
    }
    take_up_tool(ui->app, tool, phase, part, &t);
    return ui_run(ui, CMD_ADD, t.given, NULL) == OK;
}

/* One of the choices that the entry has in a field; asks only where there are several. -1: none was chosen. */
static int choose_of(struct ui *ui, const struct shelf *shelf, size_t entry, const char *field, const char *title,
                     const char *before)
{
    const struct field *f = &shelf->kind->fields[kind_field(shelf->kind, field)];
    const char *labels[16];
    int of[16], n = 0, selected = 0;
    bool any = !*shelf_text(shelf, entry, field);
    for (size_t i = 0; i < f->choice_count && n < 16; i++)
        if (any || shelf_has(shelf, entry, field, f->choices[i].name)) {
            selected = strcmp(f->choices[i].name, before) == 0 ? n : selected;
            of[n] = (int)i;
            labels[n++] = f->choices[i].label;
        }
    int chosen = n == 1 ? 0 : prompt_choice(ui, title, labels, (size_t)n, selected);
    return chosen < 0 ? -1 : of[chosen];
}

static void take_tool(struct ui *ui, const struct shelf *shelf, size_t entry, int phase)
{
    char before[2] = {phase >= 0 ? (char)('0' + phase) : '\0', '\0'}, id[LINK_ID];
    snprintf(id, sizeof id, "%s", shelf_id(shelf, entry));
    int p = choose_of(ui, shelf, entry, "phases", _("Planned for which phase?"), before);
    int q = p < 0 ? -1 : choose_of(ui, shelf, entry, "parts", _("For which part of the work?"), "");
    if (q < 0)
        return;
    const struct field *parts = &shelf->kind->fields[kind_field(shelf->kind, "parts")];
    if (library_plan(ui, id, p, parts->choices[q].name))
        ui_say(ui, "planned for phase %d, %s; see Tools planned", p, parts->choices[q].label);
}

void library_take_up(struct ui *ui, const struct shelf *shelf, size_t entry, int phase)
{
    if (strcmp(shelf->kind->name, "risk") == 0)
        take_risk(ui, shelf, entry, phase);
    else
        take_tool(ui, shelf, entry, phase);
}
