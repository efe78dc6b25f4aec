/* walk_read.c: the walk and the store: reading how far every question is, and saving what was typed. See walk.h. */
#include <string.h>

#include "app/answer.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/conflict.h"
#include "ui/screens/walk.h"

static const char *const names[WALK_STATUSES] = {ANSWER_STATUS_OPEN, ANSWER_STATUS_IN_PROGRESS, ANSWER_STATUS_ANSWERED,
                                                  ANSWER_STATUS_NEEDS_EVIDENCE, ANSWER_STATUS_NOT_APPLICABLE};

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
    store_hold(ui->app->store); /* the text, and what has been seen by whoever reads it, at one state of the file */
    record_release(&w->answer);
    answer_read(ui->app, id, &w->answer);
    walk_seen(ui, w, ANSWER_TEXT, &w->now);
    store_let_go(ui->app->store);
    w->there = record_has(&w->answer, ANSWER_STATUS);
    walk_read_more(ui, w);
}

void walk_seen(struct ui *ui, const struct walk *w, int field, struct buf *seen)
{
    store_seen(ui->app->store, w->answer.kind, record_id(&w->answer), field, seen, NULL);
}

/* The editor's text is the one that stands there. */
static void agree(struct walk *w)
{
    w->saved = w->editor.changes;
    buf_clear(&w->seen);
    buf_adds(&w->seen, buf_str(&w->now));
}

static void load_editor(struct walk *w)
{
    const char *text = record_get(&w->answer, ANSWER_TEXT);
    editor_set_text(&w->editor, text, strlen(text));
    agree(w);
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
    if (strcmp(editor_text(&w->editor), record_get(&w->answer, ANSWER_TEXT)) == 0)
        agree(w);
    else if (!dirty)
        load_editor(w);
    else
        ui->apart |= strcmp(buf_str(&w->now), buf_str(&w->seen)) != 0;
}

/* What was typed into this answer before and could not be saved. */
static void fill_in_draft(struct ui *ui, struct walk *w)
{
    const struct item *item = &ui->app->guide.items[w->item];
    struct buf about = BUF_INIT, title = BUF_INIT, where = BUF_INIT;
    buf_addf(&about, "field answer %s text", record_id(&w->answer));
    buf_addf(&title, _("Answer %.60s"), item->id);
    buf_addf(&where, "walk %s answer", item->id);
    draft_release(&w->draft);
    draft_init(&w->draft, buf_str(&about), buf_str(&title), buf_str(&where));
    if (ui_writable(ui, NULL) && draft_adopt(ui->app->store, &w->draft)) {
        const char *text = buf_str(&w->draft.text);
        editor_replace(&w->editor, text, strcmp(text, " ") == 0 ? 0 : w->draft.text.len); /* a blank: it was emptied */
        buf_clear(&w->seen);
        buf_adds(&w->seen, buf_str(&w->draft.seen));
        ui_say(ui, "filled in as it was typed before, and not saved yet; Ctrl+Z in the answer brings the saved one back");
    }
    buf_release(&about);
    buf_release(&title);
    buf_release(&where);
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
    fill_in_draft(ui, w);
}

/* ---- saving ---- */

bool walk_dirty(const struct walk *w)
{
    return w->editor.changes != w->saved && strcmp(editor_text(&w->editor), record_get(&w->answer, ANSWER_TEXT)) != 0;
}

bool walk_run(struct ui *ui, struct walk *w, const char *name, const char *value)
{
    if (ui_run(ui, CMD_ANSWER, ARGS(arg_text("item", ui->app->guide.items[w->item].id), arg_text(name, value)), NULL) != OK)
        return false;
    w->saved_at = ui->now();
    walk_read(ui, w);
    return true;
}

struct saving {
    struct walk *walk;
    int field;
    const char *status; /* that the answer gets besides; NULL: as it is */
};

/* The first words of an answer also change its status, which is worth a message; from then on saving is quiet. */
static enum status save_field(struct ui *ui, void *data, const char *value)
{
    const struct saving *g = data;
    struct walk *w = g->walk;
    bool begun = w->there && walk_status_of(record_get(&w->answer, ANSWER_STATUS)) != WALK_OPEN;
    if (g->field == ANSWER_TEXT && begun)
        return ui_set(ui, w->answer.kind, record_id(&w->answer), ANSWER_TEXT, value);
    return ui_run(ui, CMD_ANSWER,
                  ARGS(arg_text("item", ui->app->guide.items[w->item].id), arg_text(w->answer.kind->fields[g->field].name, value),
                       arg_if(g->status, arg_text("status", g->status))), NULL);
}

static enum status save(struct ui *ui, struct saving *g, struct buf *seen, struct buf *text, bool ask)
{
    const struct contest c = {.kind = g->walk->answer.kind,
                              .id = record_id(&g->walk->answer),
                              .field = g->field,
                              .seen = seen,
                              .ask = ask,
                              .remakes = true,
                              .save = save_field,
                              .data = g};
    return conflict_save(ui, &c, text);
}

static bool save_text(struct ui *ui, struct walk *w, bool ask)
{
    struct saving g = {w, ANSWER_TEXT, NULL};
    struct buf text = BUF_INIT;
    if (!walk_dirty(w)) {
        w->saved = w->editor.changes;
        draft_drop(ui->app->store, &w->draft);
        return true;
    }
    buf_adds(&text, editor_text(&w->editor));
    bool saved = save(ui, &g, &w->seen, &text, ask) == OK;
    if (saved) {
        draft_drop(ui->app->store, &w->draft);
        if (strcmp(buf_str(&text), editor_text(&w->editor)) != 0)
            editor_replace(&w->editor, buf_str(&text), text.len); /* theirs, or both: Undo in the answer shows the other */
        w->saved = w->editor.changes;
        w->saved_at = ui->now();
        walk_read(ui, w);
    }
    buf_release(&text);
    return saved;
}

bool walk_save(struct ui *ui, struct walk *w)
{
    return save_text(ui, w, !ui->done);
}

void walk_keep(struct ui *ui, void *walk)
{
    struct walk *w = walk;
    if (save_text(ui, w, false))
        return;
    buf_clear(&w->draft.seen);
    buf_adds(&w->draft.seen, buf_str(&w->seen));
    keep_text(ui, &w->draft, editor_length(&w->editor) ? editor_text(&w->editor) : " ");
}

enum status walk_run_text(struct ui *ui, struct walk *w, int field, struct buf *seen, struct buf *text, const char *status)
{
    struct saving g = {w, field, status};
    enum status s = save(ui, &g, seen, text, true);
    if (s == OK)
        w->saved_at = ui->now();
    walk_read(ui, w);
    return s;
}
