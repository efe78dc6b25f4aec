/* take_up.c: from knowing to doing: what CMD_ADD is given to make a risk or a planned tool of a library entry. */
#include <string.h>

#include "app/entry.h"
#include "base/mem.h"
#include "model/instrument.h"
#include "model/kinds.h"

static void begin(const struct kind *kind, struct take_up *t)
{
    *t = (struct take_up){.count = 1};
    t->given[0] = arg_text("kind", kind->name);
}

static void add(const struct kind *kind, int field, const char *value, struct take_up *t)
{
    if (*value)
        t->given[t->count++] = arg_field(kind, field, value);
}

/* The phase in question where the entry belongs to it, else the entry's first. */
static void fitting_phase(const struct shelf *shelf, size_t entry, int phase, char out[2])
{
    const char *phases = shelf_text(shelf, entry, "phases");
    char asked[2] = {phase >= 0 && phase < PHASES ? (char)('0' + phase) : '\0', '\0'};
    out[0] = *asked && (!*phases || shelf_has(shelf, entry, "phases", asked)) ? *asked : *phases;
    out[1] = '\0';
}

void take_up_risk(struct app *app, const struct shelf *shelf, size_t entry, int phase, struct take_up *t)
{
    const struct kind *kind = app->model.kinds[KIND_RISK];
    begin(kind, t);
    fitting_phase(shelf, entry, phase, t->phase);
    add(kind, RISK_WHAT, shelf_label(shelf, entry), t);
    add(kind, RISK_ALLIANCE, app->alliance, t);
    add(kind, RISK_PHASE, t->phase, t);
    add(kind, RISK_MANAGEMENT, shelf_text(shelf, entry, "manage"), t);
    add(kind, RISK_STATUS, RISK_STATUS_OPEN, t);
    add(kind, RISK_ENTRY, shelf_id(shelf, entry), t);
}

void take_up_tool(struct app *app, const char *tool, int phase, const char *part, struct take_up *t)
{
    const struct kind *kind = app->model.kinds[KIND_PLANNED_TOOL];
    begin(kind, t);
    t->phase[0] = (char)('0' + phase);
    add(kind, PLANNED_TOOL_TOOL, tool, t);
    add(kind, PLANNED_TOOL_PHASE, t->phase, t);
    add(kind, PLANNED_TOOL_PART, part, t);
}

const char *taken_from(const struct app *app, const struct kind *kind, int field, const char *id)
{
    bool tool = kind == app->model.kinds[KIND_PLANNED_TOOL] && field == PLANNED_TOOL_TOOL;
    bool risk = kind == app->model.kinds[KIND_RISK] && field == RISK_ENTRY;
    if ((!tool && !risk) || !app->content)
        return NULL;
    const struct shelf *shelf = library_shelf(&app->content->library, tool ? "tool" : "risk");
    long entry = shelf ? shelf_find(shelf, id) : -1;
    return entry < 0 ? NULL : shelf_label(shelf, (size_t)entry);
}

const char *taken_title(const struct app *app, const struct kind *kind, const char *title)
{
    const char *entry = kind == app->model.kinds[KIND_PLANNED_TOOL] ? taken_from(app, kind, PLANNED_TOOL_TOOL, title) : NULL;
    return entry ? entry : title;
}

/* ---- how often it was taken up ---- */

struct counting {
    const struct shelf *tools;
    struct entry_use *uses;
};

static bool count_one(void *data, const struct record *r)
{
    struct counting *c = data;
    long entry = shelf_find(c->tools, record_get(r, PLANNED_TOOL_TOOL));
    if (entry >= 0) {
        c->uses[entry].planned++;
        c->uses[entry].done += record_yes(r, PLANNED_TOOL_DONE);
    }
    return true;
}

enum status entry_uses(struct app *app, const struct shelf *shelf, struct entry_use **uses, struct error *e)
{
    *uses = NULL;
    if (!app->store || strcmp(shelf->kind->name, "tool") != 0)
        return OK;
    *uses = xcalloc(shelf_count(shelf) + 1, sizeof **uses);
    struct counting c = {shelf, *uses};
    return store_each(app->store, app->model.kinds[KIND_PLANNED_TOOL], -1, NULL, count_one, &c, e);
}
