/* walk.c: the guiding questions, one after the other, each with its answer. What is typed is saved as one goes: when
 * there is a pause, on the way to another question, and before anything else happens. */
#include "ui/screens/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "report/roadmap.h"
#include "ui/form.h"
#include "ui/key.h"
#include "ui/prompt.h"
#include "ui/screens/ask.h"
#include "ui/screens/gate.h"
#include "ui/screens/screens.h"

enum { TYPED_MS = 5000 }; /* of typing without a pause, then it is saved all the same */

/* ---- where we are ---- */

/* "0.1.a", behind it "answer" while the cursor is in the answer. */
static void walk_place(struct ui *ui, void *self, struct buf *out)
{
    struct walk *w = self;
    walk_keep(ui, w); /* the frame asks for the place when nothing was typed for a while */
    buf_addf(out, "%s%s", ui->app->guide.items[w->item].id, w->writing ? " answer" : "");
}

/* The question, and what else there is to it; nothing is saved. */
static void walk_chosen(struct ui *ui, void *self, struct buf *out)
{
    const struct walk *w = self;
    buf_adds(out, ui->app->guide.items[w->item].id);
    if (w->in_more && w->more_at < w->noted_count)
        buf_addf(out, " %s", w->noted[w->more_at].id);
}

/* Which question to come back to, in this alliance, and for whom it is put. */
static void describe_memory(struct ui *ui, const struct walk *w, struct buf *out)
{
    buf_addf(out, "%s %s %s", ui->app->alliance, ui->app->guide.items[w->item].id,
             w->lens == LENS_PEER ? "peer" : "facilitator");
}

static void remember(struct ui *ui, struct walk *w)
{
    struct buf now = BUF_INIT;
    struct error e;
    describe_memory(ui, w, &now);
    if (store_writable(ui->app->store) && strcmp(buf_str(&now), buf_str(&w->remembered)) != 0 &&
        store_remember(ui->app->store, "walk", buf_str(&now), &e) == OK) {
        buf_clear(&w->remembered);
        buf_adds(&w->remembered, buf_str(&now));
    }
    buf_release(&now);
}

/* The question looked at last; else the next open one; else the first. */
static size_t recall(struct ui *ui, struct walk *w)
{
    const struct app *app = ui->app;
    char alliance[ID_SIZE] = "", item[40] = "", lens[12] = "";
    struct roadmap map = {.next_item = -1};
    struct error e;
    store_recall(app->store, "walk", &w->remembered);
    sscanf(buf_str(&w->remembered), "%36s %39s %11s", alliance, item, lens);
    w->lens = strcmp(lens, "peer") == 0 ? LENS_PEER : LENS_FACILITATOR;
    int at = strcmp(alliance, app->alliance) == 0 ? instrument_find(&app->guide, item) : -1;
    if (at < 0 && roadmap_read(app->store, &app->guide, app->alliance, &map, &e) == OK)
        at = map.next_item;
    return at < 0 ? 0 : (size_t)at;
}

static void *walk_open(struct ui *ui, const char *place)
{
    char item[40] = "", part[8] = "";
    const struct instrument *guide = &ui->app->guide;
    if (guide->count == 0) {
        ui_warn(ui, "there are no guiding questions: your own file of them is empty");
        return NULL;
    }
    struct walk *w = xcalloc(1, sizeof *w);
    editor_init(&w->editor, false);
    size_t last = recall(ui, w);
    sscanf(place, "%39s %7s", item, part);
    int at = instrument_find(guide, item);
    walk_load(ui, w, at < 0 ? last : (size_t)at);
    walk_read(ui, w);
    w->writing = at >= 0 && strcmp(part, "answer") == 0;
    w->typing = (struct typing){walk_keep, w, NULL};
    keep_begin(ui, &w->typing);
    return w;
}

static void walk_close(struct ui *ui, void *self)
{
    struct walk *w = self;
    keep_end(ui, &w->typing);
    for (int i = 0; i < WALK_NOTED; i++)
        buf_release(&w->noted[i].text);
    record_release(&w->answer);
    editor_release(&w->editor);
    buf_release(&w->remembered);
    buf_release(&w->now);
    buf_release(&w->seen);
    draft_release(&w->draft);
    free(w->statuses);
    free(w);
}

/* Text that can't be saved (the disk is full) stays a draft. */
static bool walk_leave(struct ui *ui, void *self)
{
    struct walk *w = self;
    remember(ui, w);
    bool may = walk_save(ui, w);
    if (!may) {
        struct buf question = BUF_INIT;
        walk_keep(ui, w);
        buf_addf(&question, _("Leave the answer to %s unsaved?"), ui->app->guide.items[w->item].id);
        may = prompt_yes(ui, buf_str(&question), _("It could not be saved. What was typed is kept as a draft, and filled in again when the question is opened."));
        buf_release(&question);
    }
    if (may)
        w->saved = w->editor.changes;
    return may;
}

static void walk_refresh(struct ui *ui, void *self)
{
    walk_read(ui, self);
}

/* ---- going from question to question ---- */

static void go(struct ui *ui, struct walk *w, size_t item)
{
    if (item != w->item && walk_save(ui, w))
        walk_load(ui, w, item);
}

static int phase_of(struct ui *ui, const struct walk *w)
{
    return ui->app->guide.items[w->item].phase;
}

/* The first question of the next phase that has any, in the direction; false if there is none. */
static bool next_phase(struct ui *ui, const struct walk *w, int step, size_t *item)
{
    size_t last;
    for (int phase = phase_of(ui, w) + step; phase >= 0 && phase < PHASES; phase += step)
        if (walk_phase(&ui->app->guide, phase, item, &last))
            return true;
    return false;
}

/* Moves within the phase; at its ends it says how to go on. */
static void step(struct ui *ui, struct walk *w, long by)
{
    size_t first = w->item, last = w->item, other;
    walk_phase(&ui->app->guide, phase_of(ui, w), &first, &last);
    long to = (long)w->item + by;
    size_t item = to < (long)first ? first : to > (long)last ? last : (size_t)to;
    if (item != w->item)
        go(ui, w, item);
    else if (by == 1 && next_phase(ui, w, 1, &other))
        ui_say(ui, "this is the last question of phase %d; Ctrl+Down goes on to the next phase", phase_of(ui, w));
    else if (by == -1 && next_phase(ui, w, -1, &other))
        ui_say(ui, "this is the first question of phase %d; Ctrl+Up goes back to the phase before", phase_of(ui, w));
}

static void scroll(struct walk *w, int by)
{
    int to = w->scroll + by;
    w->scroll = to < 0 ? 0 : to > w->scroll_most ? w->scroll_most : to;
}

/* ---- writing ---- */

static bool may_write(struct ui *ui)
{
    return ui_writable(ui, NULL) && !ui_private(ui);
}

/* After each change: saved now and then even if nobody pauses. */
static void typed(struct ui *ui, struct walk *w)
{
    if (!walk_dirty(w)) {
        w->unsaved_since = 0;
    } else if (!w->unsaved_since) {
        w->unsaved_since = ui->now();
    } else if (ui_due(ui, w->unsaved_since, TYPED_MS)) {
        w->unsaved_since = 0;
        walk_keep(ui, w);
    }
    if (w->editor.refused)
        ui_warn(ui, "the answer is as long as it can be: nothing was added");
}

/* Undo in the answer ends where it was loaded: what is behind that is the workbench's undo, and not to be mixed up. */
static bool undo_key(struct ui *ui, struct walk *w, int key)
{
    key = key_plain(key);
    if (key == (KEY_CTRL | 'z') && !editor_undo(&w->editor))
        ui_say(ui, "nothing more to take back in this answer; after Esc, Undo takes back earlier changes");
    else if (key == (KEY_CTRL | 'y') && !editor_redo(&w->editor))
        ui_say(ui, "nothing to bring back in this answer");
    return key == (KEY_CTRL | 'z') || key == (KEY_CTRL | 'y');
}

static bool reading_key(int key)
{
    return key == K_UP || key == K_DOWN || key == K_PAGE_UP || key == K_PAGE_DOWN || key == K_HOME || key == K_END ||
           key == K_LEFT || key == K_RIGHT;
}

static bool answer_key(struct ui *ui, struct walk *w, int key)
{
    if (!may_write(ui)) {
        if (!reading_key(key) && !key_types(key) && key != K_BACKSPACE && key != K_DELETE)
            return false;
        if (!reading_key(key))
            walk_why_not(ui);
        else if (!ui_private(ui))
            editor_key(&w->editor, key);
        return true;
    }
    if (!undo_key(ui, w, key) && !editor_key(&w->editor, key))
        return false;
    typed(ui, w);
    return true;
}

static bool paste(struct ui *ui, struct walk *w, const char *text)
{
    if (!w->writing)
        return false;
    if (!may_write(ui)) {
        walk_why_not(ui);
        return true;
    }
    editor_paste(&w->editor, text, strlen(text));
    typed(ui, w);
    return true;
}

/* ---- keys and mouse ---- */

static bool outline_key(struct ui *ui, struct walk *w, int key)
{
    bool wide = w->shape == WALK_WIDE;
    long page = w->rows.rows > 1 ? w->rows.rows - 1 : 1;
    int lines = w->text.rows > 1 ? w->text.rows - 1 : 1;
    switch (key) {
    case K_UP: step(ui, w, -1); return true;
    case K_DOWN: step(ui, w, 1); return true;
    case K_HOME: step(ui, w, -(long)ui->app->guide.count); return true;
    case K_END: step(ui, w, (long)ui->app->guide.count); return true;
    case K_PAGE_UP:
        if (wide)
            step(ui, w, -page - (page == 1));
        else
            scroll(w, -lines);
        return true;
    case K_PAGE_DOWN:
        if (wide)
            step(ui, w, page + (page == 1));
        else
            scroll(w, lines);
        return true;
    default: return false;
    }
}

/* A click on a question goes there, one on the answer writes; the wheel moves through what it is over. */
static bool mouse(struct ui *ui, struct walk *w, const struct event *e)
{
    if (pressed_in(e, w->rows)) {
        size_t item = w->top + (size_t)(e->row - w->rows.row);
        if (item < ui->app->guide.count && ui->app->guide.items[item].phase == phase_of(ui, w)) {
            w->writing = w->in_more = false;
            go(ui, w, item);
        }
        return true;
    }
    if (walk_more_click(ui, w, e))
        return true;
    if (pressed_in(e, w->field)) {
        w->in_more = false;
        w->writing = true;
        editor_click(&w->editor, e->row, e->col);
        return true;
    }
    if (e->mouse != MOUSE_WHEEL_UP && e->mouse != MOUSE_WHEEL_DOWN)
        return false;
    int way = e->mouse == MOUSE_WHEEL_UP ? -1 : 1;
    if (w->writing)
        answer_key(ui, w, way < 0 ? K_UP : K_DOWN);
    else if (w->shape == WALK_SINGLE || w->shape == WALK_PAIR)
        scroll(w, way);
    else
        step(ui, w, way);
    return true;
}

static bool walk_key(struct ui *ui, void *self, const struct event *e)
{
    struct walk *w = self;
    switch (e->type) {
    case EVENT_MOUSE: return mouse(ui, w, e);
    case EVENT_PASTE: return paste(ui, w, e->text);
    case EVENT_KEY:
        return w->writing   ? answer_key(ui, w, e->key)
               : w->in_more ? walk_more_key(ui, w, e->key)
                            : outline_key(ui, w, e->key);
    default: return false;
    }
}

static unsigned walk_mode(struct ui *ui, void *self)
{
    const struct walk *w = self;
    return w->writing && may_write(ui) ? ON_WALK | ON_EDITOR : ON_WALK;
}

/* ---- actions ---- */

static void switch_lens(struct ui *ui, struct walk *w)
{
    w->lens = w->lens == LENS_PEER ? LENS_FACILITATOR : LENS_PEER;
    remember(ui, w);
    ui_say(ui, w->lens == LENS_PEER ? N_("questions as they are put to a peer")
                                    : N_("questions as they are put to the facilitator"));
}

static void new_action(struct ui *ui, const struct walk *w)
{
    const struct form_value values[] = {{ACTION_ITEM, ui->app->guide.items[w->item].id}};
    form_open_new(ui, ui->app->model.kinds[KIND_ACTION], values, 1);
}

/* Moves by questions or phases; can() has made sure that there is one. */
static bool move(struct ui *ui, struct walk *w, enum command_id id)
{
    size_t item;
    switch (id) {
    case CMD_NEXT_QUESTION: go(ui, w, w->item + 1); return true;
    case CMD_PREVIOUS_QUESTION: go(ui, w, w->item - 1); return true;
    case CMD_NEXT_PHASE:
    case CMD_PREVIOUS_PHASE:
        if (next_phase(ui, w, id == CMD_NEXT_PHASE ? 1 : -1, &item))
            go(ui, w, item);
        return true;
    default: return false;
    }
}

/* The cursor goes into the answer, or out of it. */
static void write_answer(struct ui *ui, struct walk *w, bool on)
{
    w->in_more = false;
    if (walk_save(ui, w))
        w->writing = on;
    if (w->writing && !may_write(ui))
        walk_why_not(ui);
}

/* Outline, answer, and what else there is to the question. */
static void next_part(struct ui *ui, struct walk *w, bool forward)
{
    enum { OUTLINE, ANSWER, MORE };
    int parts = walk_more_lines(w) ? 3 : 2, at = w->writing ? ANSWER : w->in_more ? MORE : OUTLINE;
    at = (at + (forward ? 1 : parts - 1)) % parts;
    write_answer(ui, w, at == ANSWER);
    w->in_more = at == MORE && !w->writing;
}

static void go_to_phase(struct ui *ui, struct walk *w)
{
    size_t first, last;
    int phase = walk_ask_phase(ui, w);
    if (phase >= 0 && walk_phase(&ui->app->guide, phase, &first, &last)) {
        w->writing = w->in_more = false;
        go(ui, w, first);
    }
}

/* From the menu, while the cursor is in the answer, the same as with the keys. */
static bool undo_action(struct ui *ui, struct walk *w, enum command_id id)
{
    if (!may_write(ui))
        return false;
    undo_key(ui, w, KEY_CTRL | (id == CMD_UNDO ? 'z' : 'y'));
    typed(ui, w);
    return true;
}

static bool walk_act(struct ui *ui, void *self, enum command_id id)
{
    struct walk *w = self;
    bool saved = walk_save(ui, w); /* whatever it is: it may need the text, or open something on top */
    if (move(ui, w, id))
        return true;
    switch (id) {
    case CMD_UNDO:
    case CMD_REDO: return w->writing && undo_action(ui, w, id);
    case CMD_SAVE:
        if (saved)
            ui_say(ui, "everything is saved");
        return true;
    case CMD_WRITE_ANSWER: write_answer(ui, w, true); return true;
    case CMD_NEXT_PANE:
    case CMD_PREVIOUS_PANE: next_part(ui, w, id == CMD_NEXT_PANE); return true;
    case CMD_GO_PHASE: go_to_phase(ui, w); return true;
    case CMD_BACK:
        if (!w->writing && !w->in_more)
            return false;
        write_answer(ui, w, false);
        return true;
    case CMD_PASS_GATE: gate_ask(ui); return true;
    case CMD_LENS: switch_lens(ui, w); return true;
    case CMD_STATUS:
    case CMD_CONFIDENCE:
    case CMD_NEW_ACTION:
    case CMD_ITEM_EDIT: break;
    default: return false;
    }
    if (!saved)
        return true;
    if (id == CMD_STATUS)
        walk_ask_status(ui, w);
    else if (id == CMD_CONFIDENCE)
        walk_ask_confidence(ui, w);
    else if (id == CMD_NEW_ACTION)
        new_action(ui, w);
    else
        walk_edit_answer(ui, w);
    return true;
}

static bool walk_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct walk *w = self;
    size_t item;
    const char *reason = NULL;
    if (id == CMD_PASS_GATE)
        return gate_can_ask(ui, why);
    if (id == CMD_NEXT_QUESTION && w->item + 1 >= ui->app->guide.count)
        reason = _("this is the last question");
    else if (id == CMD_PREVIOUS_QUESTION && w->item == 0)
        reason = _("this is the first question");
    else if (id == CMD_NEXT_PHASE && !next_phase(ui, w, 1, &item))
        reason = _("this is the last phase");
    else if (id == CMD_PREVIOUS_PHASE && !next_phase(ui, w, -1, &item))
        reason = _("this is the first phase");
    if (reason)
        buf_adds(why, reason);
    return !reason;
}

const struct screen_ops screen_walk = {
    .name = "walk",
    .title = N_("Walk"),
    .where = ON_WALK,
    .go = CMD_GO_WALK,
    .open = walk_open,
    .close = walk_close,
    .draw = walk_draw,
    .key = walk_key,
    .act = walk_act,
    .can = walk_can,
    .mode = walk_mode,
    .place = walk_place,
    .chosen = walk_chosen,
    .status = walk_top_line,
    .explain = walk_explain,
    .refresh = walk_refresh,
    .leave = walk_leave,
};
