/* walk_read.c: the walk and the store: reading how far every question is, and saving what was typed. See walk.h. */
#include <string.h>

#include "command/answer.h"
#include "model/kinds.h"
#include "ui/screens/walk.h"

static const char *const names[WALK_STATUSES] = {"open", "in_progress", "answered", "needs_evidence", "not_applicable"};

const char *walk_status_name(enum walk_status status)
{
    return names[status];
}

enum walk_status walk_status_of(const char *name)
{
    for (int i = 0; i < WALK_STATUSES; i++)
        if (strcmp(name, names[i]) == 0)
            return (enum walk_status)i;
    return WALK_OPEN;
}

bool walk_phase(const struct instrument *guide, int phase, size_t *first, size_t *last)
{
    bool found = false;
    for (size_t i = 0; i < guide->count; i++) {
        if (guide->items[i].phase != phase)
            continue;
        if (!found)
            *first = i;
        *last = i;
        found = true;
    }
    return found;
}

/* ---- reading ---- */

struct reading {
    struct app *app;
    struct walk *walk;
};

static bool take_status(void *data, const struct record *r)
{
    struct reading *g = data;
    int item = instrument_find(&g->app->guide, record_get(r, ANSWER_ITEM));
    if (item >= 0 && strcmp(record_get(r, ANSWER_ALLIANCE), g->app->alliance) == 0)
        g->walk->statuses[item] = walk_status_of(record_get(r, ANSWER_STATUS));
    return true;
}

/* "Send the templates: Nyaboke, by 2026-03-20" */
static void note_action(struct walk *w, const struct record *r)
{
    if (w->noted_count == WALK_NOTED)
        return;
    struct buf *line = &w->noted[w->noted_count++];
    buf_clear(line);
    buf_adds(line, record_get(r, ACTION_WHAT));
    if (record_has(r, ACTION_WHO))
        buf_addf(line, ": %s", record_get(r, ACTION_WHO));
    if (record_has(r, ACTION_DUE))
        buf_addf(line, ", by %s", record_get(r, ACTION_DUE));
}

static bool take_action(void *data, const struct record *r)
{
    struct reading *g = data;
    const char *status = record_get(r, ACTION_STATUS);
    if (strcmp(record_get(r, ACTION_ALLIANCE), g->app->alliance) != 0)
        return true;
    g->walk->actions++;
    if (strcmp(status, "done") != 0 && strcmp(status, "dropped") != 0) {
        g->walk->actions_open++;
        note_action(g->walk, r);
    }
    return true;
}

static void read_answer(struct ui *ui, struct walk *w)
{
    const char *id = ui->app->guide.items[w->item].id;
    struct reading g = {ui->app, w};
    record_release(&w->answer);
    answer_read(ui->app, id, &w->answer);
    w->there = record_has(&w->answer, ANSWER_STATUS);
    w->actions = w->actions_open = w->noted_count = 0;
    store_each(ui->app->store, ui->app->model.kinds[KIND_ACTION], ACTION_ITEM, id, take_action, &g, NULL);
}

static void load_editor(struct walk *w)
{
    const char *text = record_get(&w->answer, ANSWER_TEXT);
    editor_set_text(&w->editor, text, strlen(text));
    w->saved = w->editor.changes;
}

void walk_read(struct ui *ui, struct walk *w)
{
    struct reading g = {ui->app, w};
    struct error e = {0};
    memset(w->statuses, 0, ui->app->guide.count * sizeof *w->statuses); /* all open */
    if (store_each(ui->app->store, ui->app->model.kinds[KIND_ANSWER], ANSWER_PERSON, "", take_status, &g, &e) != OK)
        ui_fail(ui, &e);
    bool dirty = walk_dirty(w); /* against the answer as it was read before */
    read_answer(ui, w);
    if (!dirty && strcmp(editor_text(&w->editor), record_get(&w->answer, ANSWER_TEXT)) != 0)
        load_editor(w);
}

void walk_load(struct ui *ui, struct walk *w, size_t item)
{
    w->item = item;
    w->scroll = 0;
    w->saved_at = 0;
    read_answer(ui, w);
    load_editor(w);
}

/* ---- saving ---- */

bool walk_dirty(const struct walk *w)
{
    return w->editor.changes != w->saved && strcmp(editor_text(&w->editor), record_get(&w->answer, ANSWER_TEXT)) != 0;
}

bool walk_run(struct ui *ui, struct walk *w, const char *first, const char *second)
{
    const char *words[] = {ui->app->guide.items[w->item].id, first, second};
    if (ui_run(ui, CMD_ANSWER, words, second ? 3 : 2, NULL) != OK)
        return false;
    w->saved_at = ui->now();
    walk_read(ui, w);
    return true;
}

/* The first words of an answer also change its status, which is worth a message; from then on saving is quiet. */
bool walk_save(struct ui *ui, struct walk *w)
{
    if (!walk_dirty(w)) {
        w->saved = w->editor.changes;
        return true;
    }
    bool saved;
    if (w->there && walk_status_of(record_get(&w->answer, ANSWER_STATUS)) != WALK_OPEN) {
        saved = ui_set(ui, w->answer.kind, record_id(&w->answer), ANSWER_TEXT, editor_text(&w->editor)) == OK;
    } else {
        struct buf text = BUF_INIT;
        buf_addf(&text, "--text=%s", editor_text(&w->editor));
        saved = walk_run(ui, w, buf_str(&text), NULL);
        buf_release(&text);
    }
    if (!saved)
        return false;
    w->saved = w->editor.changes;
    w->saved_at = ui->now();
    walk_read(ui, w);
    return true;
}
