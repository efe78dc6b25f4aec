/* library_take.c: from knowing to doing: a risk of the library becomes one of the alliance's, with who and by when; a tool
 * becomes a planned one. See library.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "model/kinds.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/screens/library.h"

/* ---- risks ---- */

/* The phase of the new record: the one in question where the entry belongs to it, else the entry's first. */
static void choose_phase(const struct shelf *shelf, size_t entry, int phase, char out[2])
{
    const char *phases = shelf_text(shelf, entry, "phases");
    char asked[2] = {phase >= 0 ? (char)('0' + phase) : '\0', '\0'};
    out[0] = *asked && (!*phases || shelf_has(shelf, entry, "phases", asked)) ? *asked : *phases;
    out[1] = '\0';
}

static void take_risk(struct ui *ui, const struct shelf *shelf, size_t entry, int phase)
{
    char of_phase[2];
    choose_phase(shelf, entry, phase, of_phase);
    struct form_value values[] = {
        {RISK_WHAT, shelf_label(shelf, entry)},          {RISK_ALLIANCE, ui->app->alliance},
        {RISK_PHASE, of_phase},                          {RISK_MANAGEMENT, shelf_text(shelf, entry, "manage")},
        {RISK_STATUS, "open"},                           {RISK_ENTRY, shelf_id(shelf, entry)},
    };
    const struct kind *kind = ui->app->model.kinds[KIND_RISK];
    struct buf id = BUF_INIT, pairs[6];
    const char *words[7] = {kind->name};
    for (int i = 0; i < 6; i++) {
        pairs[i] = (struct buf)BUF_INIT;
        buf_addf(&pairs[i], "%s=%s", kind->fields[values[i].field].name, values[i].value);
        words[i + 1] = pairs[i].s;
    }
    if (ui_run(ui, CMD_ADD, words, 7, &id) == OK) {
        char text[ID_SIZE];
        snprintf(text, sizeof text, "%.*s", (int)strcspn(buf_str(&id), "\n"), buf_str(&id));
        if (form_open(ui, kind, text)) {
            form_go(ui_top(ui)->self, RISK_WHO);
            ui_say(ui, "it stands in the alliance's risks now: say who watches it and by when");
        }
    }
    for (int i = 0; i < 6; i++)
        buf_release(&pairs[i]);
    buf_release(&id);
}

/* ---- tools ---- */

bool library_plan(struct ui *ui, const char *tool, int phase, const char *part)
{
    const struct kind *kind = ui->app->model.kinds[KIND_PLANNED_TOOL];
    struct buf tool_word = BUF_INIT, phase_word = BUF_INIT, part_word = BUF_INIT;
    buf_addf(&tool_word, "%s=%s", kind->fields[PLANNED_TOOL_TOOL].name, tool);
    buf_addf(&phase_word, "%s=%d", kind->fields[PLANNED_TOOL_PHASE].name, phase);
    buf_addf(&part_word, "%s=%s", kind->fields[PLANNED_TOOL_PART].name, part);
    const char *words[] = {kind->name, tool_word.s, phase_word.s, part_word.s};
    bool done = ui_run(ui, CMD_ADD, words, 4, NULL) == OK;
    buf_release(&tool_word);
    buf_release(&phase_word);
    buf_release(&part_word);
    return done;
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
