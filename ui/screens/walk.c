/* walk.c: the guiding questions, one after the other, each with its answer. What is typed is saved as one goes: when
 * there is a pause, on the way to another question, and before anything else happens. */
#include "ui/screens/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"
#include "report/roadmap.h"
#include "ui/form.h"
#include "ui/key.h"
#include "ui/prompt.h"
#include "ui/screens/ask.h"
#include "ui/screens/screens.h"

enum { TYPED_MS = 5000 }; /* of typing without a pause, then it is saved all the same */

/* ---- where we are ---- */

/* "0.1.a", behind it "answer" while the cursor is in the answer. */
static void walk_place(struct ui *ui, void *self, struct buf *out)
{
    struct walk *w = self;
    walk_save(ui, w); /* the frame asks for the place when nothing was typed for a while */
    buf_addf(out, "%s%s", ui->app->guide.items[w->item].id, w->writing ? " answer" : "");
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
    w->statuses = xcalloc(guide->count, sizeof *w->statuses);
    editor_init(&w->editor, false);
    size_t last = recall(ui, w);
    sscanf(place, "%39s %7s", item, part);
    int at = instrument_find(guide, item);
    walk_load(ui, w, at < 0 ? last : (size_t)at);
    walk_read(ui, w);
    w->writing = at >= 0 && strcmp(part, "answer") == 0;
    return w;
}

static void walk_close(struct ui *ui, void *self)
{
    struct walk *w = self;
    (void)ui;
    for (int i = 0; i < WALK_NOTED; i++)
        buf_release(&w->noted[i]);
    record_release(&w->answer);
    editor_release(&w->editor);
    buf_release(&w->remembered);
    free(w->statuses);
    free(w);
}

/* Text that can't be saved (the disk is full) is dropped only if the user says so. */
static bool walk_leave(struct ui *ui, void *self)
{
    struct walk *w = self;
    struct buf question = BUF_INIT;
    remember(ui, w);
    bool may = walk_save(ui, w);
    if (!may) {
        buf_addf(&question, "Leave the answer to %s unsaved?", ui->app->guide.items[w->item].id);
        may =
            prompt_yes(ui, buf_str(&question), "It could not be saved: what was typed since it last was will be lost.");
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

static void why_not(struct ui *ui)
{
    struct buf why = BUF_INIT;
    if (ui_writable(ui, &why))
        buf_adds(&why, "it is hidden; F12 shows it");
    ui_warn(ui, "the answer can't be changed: %s", buf_str(&why));
    buf_release(&why);
}

/* After each change: saved now and then even if nobody pauses. */
static void typed(struct ui *ui, struct walk *w)
{
    if (!walk_dirty(w)) {
        w->unsaved_since = 0;
    } else if (!w->unsaved_since) {
        w->unsaved_since = ui->now();
    } else if (ui->now() - w->unsaved_since >= TYPED_MS) {
        w->unsaved_since = 0;
        walk_save(ui, w);
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
            why_not(ui);
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
        why_not(ui);
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
            w->writing = false;
            go(ui, w, item);
        }
        return true;
    }
    if (pressed_in(e, w->field)) {
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
    case EVENT_KEY: return w->writing ? answer_key(ui, w, e->key) : outline_key(ui, w, e->key);
    default: return false;
    }
}

static unsigned walk_mode(struct ui *ui, void *self)
{
    const struct walk *w = self;
    return w->writing && may_write(ui) ? ON_WALK | ON_EDITOR : ON_WALK;
}

/* ---- actions ---- */

/* Asks until there is a reason; false if the question was left with Esc. */
static bool ask_reason(struct ui *ui, struct buf *reason)
{
    const char *hint = "Others will want to know: one line.";
    do {
        if (!prompt_line(ui, "Why does it not apply?", hint, reason))
            return false;
        hint = "A reason is needed: one line. Esc leaves the status as it was.";
    } while (strspn(buf_str(reason), " ") == reason->len);
    return true;
}

static void ask_status(struct ui *ui, struct walk *w)
{
    const char *labels[WALK_STATUSES];
    struct buf reason = BUF_INIT, status = BUF_INIT, because = BUF_INIT;
    for (int i = 0; i < WALK_STATUSES; i++)
        labels[i] = walk_word(ui, (enum walk_status)i);
    int chosen = prompt_choice(ui, "How far is this answer?", labels, WALK_STATUSES,
                               (int)walk_status_of(record_get(&w->answer, ANSWER_STATUS)));
    buf_adds(&reason, record_get(&w->answer, ANSWER_REASON));
    bool reasoned = chosen == WALK_NOT_APPLICABLE;
    if (chosen >= 0 && (!reasoned || ask_reason(ui, &reason))) {
        buf_addf(&status, "--status=%s", walk_status_name((enum walk_status)chosen));
        buf_addf(&because, "--reason=%s", buf_str(&reason));
        walk_run(ui, w, buf_str(&status), reasoned ? buf_str(&because) : NULL);
    }
    buf_release(&reason);
    buf_release(&status);
    buf_release(&because);
}

/* One of a field's choices; with `none` a last line empties the field. */
static void ask_choice(struct ui *ui, struct walk *w, int field, const char *title, const char *option,
                       const char *none)
{
    const struct field *f = &w->answer.kind->fields[field];
    struct buf word = BUF_INIT;
    size_t count = f->choice_count + (none != NULL);
    const char **labels = xcalloc(f->choice_count + 1, sizeof *labels);
    int now = none ? (int)f->choice_count : 0;
    for (size_t i = 0; i < f->choice_count; i++) {
        labels[i] = f->choices[i].label;
        now = strcmp(f->choices[i].name, record_get(&w->answer, field)) == 0 ? (int)i : now;
    }
    labels[f->choice_count] = none;
    int chosen = prompt_choice(ui, title, labels, count, now);
    if (chosen >= 0) {
        f = &w->answer.kind->fields[field]; /* may have moved while the question was asked */
        buf_addf(&word, "--%s=%s", option, (size_t)chosen < f->choice_count ? f->choices[chosen].name : "");
        walk_run(ui, w, buf_str(&word), NULL);
    }
    buf_release(&word);
    free(labels);
}

static void ask_evidence(struct ui *ui, struct walk *w)
{
    struct buf text = BUF_INIT, word = BUF_INIT;
    buf_adds(&text, ui_private(ui) ? "" : record_get(&w->answer, ANSWER_EVIDENCE));
    if (ui_private(ui) && record_has(&w->answer, ANSWER_EVIDENCE)) {
        why_not(ui);
    } else if (prompt_line(ui, "What does the answer rest on?", "A report, a figure, who said so and when.", &text)) {
        buf_addf(&word, "--evidence=%s", buf_str(&text));
        walk_run(ui, w, buf_str(&word), NULL);
    }
    buf_release(&text);
    buf_release(&word);
}

/* What else belongs to the answer. */
static void edit_answer(struct ui *ui, struct walk *w)
{
    static const char *const labels[] = {"Evidence: what the answer rests on", "Who may see the answer"};
    int chosen = prompt_choice(ui, "Change", labels, 2, 0);
    if (chosen == 0)
        ask_evidence(ui, w);
    else if (chosen == 1)
        ask_choice(ui, w, FIELD_VISIBILITY, "Who may see the answer?", "visibility", NULL);
}

static void switch_lens(struct ui *ui, struct walk *w)
{
    w->lens = w->lens == LENS_PEER ? LENS_FACILITATOR : LENS_PEER;
    remember(ui, w);
    ui_say(ui, w->lens == LENS_PEER ? "questions as they are put to a peer"
                                    : "questions as they are put to the facilitator");
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
    if (walk_save(ui, w))
        w->writing = on;
    if (w->writing && !may_write(ui))
        why_not(ui);
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
    case CMD_PREVIOUS_PANE: write_answer(ui, w, !w->writing); return true;
    case CMD_BACK:
        if (!w->writing)
            return false;
        write_answer(ui, w, false);
        return true;
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
        ask_status(ui, w);
    else if (id == CMD_CONFIDENCE)
        ask_choice(ui, w, ANSWER_CONFIDENCE, "How sure are you?", "confidence", "Not said");
    else if (id == CMD_NEW_ACTION)
        new_action(ui, w);
    else
        edit_answer(ui, w);
    return true;
}

static bool walk_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct walk *w = self;
    size_t item;
    const char *reason = NULL;
    if (id == CMD_NEXT_QUESTION && w->item + 1 >= ui->app->guide.count)
        reason = "this is the last question";
    else if (id == CMD_PREVIOUS_QUESTION && w->item == 0)
        reason = "this is the first question";
    else if (id == CMD_NEXT_PHASE && !next_phase(ui, w, 1, &item))
        reason = "this is the last phase";
    else if (id == CMD_PREVIOUS_PHASE && !next_phase(ui, w, -1, &item))
        reason = "this is the first phase";
    if (reason)
        buf_adds(why, reason);
    return !reason;
}

const struct screen_ops screen_walk = {
    .name = "walk",
    .title = "Walk",
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
    .status = walk_top_line,
    .explain = walk_explain,
    .refresh = walk_refresh,
    .leave = walk_leave,
};
