/* walk_read.c: the walk and the store: reading how far every question is, and saving what was typed. See walk.h. */
#include <string.h>

#include "base/mem.h"
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

static void read_answer(struct ui *ui, struct walk *w)
{
    const char *id = ui->app->guide.items[w->item].id;
    record_release(&w->answer);
    answer_read(ui->app, id, &w->answer);
    w->there = record_has(&w->answer, ANSWER_STATUS);
    walk_read_more(ui, w);
}

static void load_editor(struct walk *w)
{
    const char *text = record_get(&w->answer, ANSWER_TEXT);
    editor_set_text(&w->editor, text, strlen(text));
    w->saved = w->editor.changes;
}

/* With another language the facilitator's own file is read again, and may hold other questions than before. The question
 * shown stays the same one wherever it stands now; if it is gone, the first one takes its place. */
static void make_room(struct ui *ui, struct walk *w)
{
    size_t count = ui->app->guide.count;
    const char *shown = w->answer.kind ? record_get(&w->answer, ANSWER_ITEM) : "";
    if (w->status_count != count) {
        w->statuses = xrealloc(w->statuses, (count + 1) * sizeof *w->statuses);
        w->status_count = count;
    }
    int at = *shown ? instrument_find(&ui->app->guide, shown) : -1;
    if (at >= 0)
        w->item = (size_t)at;
    else if (w->item >= count || *shown)
        w->item = 0;
}

void walk_read(struct ui *ui, struct walk *w)
{
    struct reading g = {ui->app, w};
    struct error e = {0};
    make_room(ui, w);
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
    w->in_more = false;
    w->more_at = 0;
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
