/* form.c: see form.h. State, keys and saving; drawing is in form_draw.c, choosing in form_pick.c. */
#include "ui/form_internal.h"

#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "base/mem.h"
#include "base/tr.h"
#include "ui/conflict.h"
#include "ui/key.h"

/* ---- fields ---- */

const struct field *form_focused(const struct form *f)
{
    return &f->kind->fields[f->fields[f->at]];
}

int form_field(const struct form *f)
{
    return f->fields[f->at];
}

const char *form_id(const struct form *f)
{
    return f->id;
}

bool form_typed(const struct field *field)
{
    switch (field->type) {
    case FIELD_CHOICE:
    case FIELD_CHOICES:
    case FIELD_YESNO:
    case FIELD_REFERENCE:
    case FIELD_LINKS: return false;
    default: return true;
    }
}

bool form_masked(const struct ui *ui, const struct form *f, const struct field *field)
{
    bool typing = f->open && field == form_focused(f) && editor_length(&f->editor) > 0;
    if (!ui_private(ui) || (!typing && !*record_get(&f->values, (int)(field - f->kind->fields))))
        return false;
    return (field->flags & FIELD_PERSONAL) || field->type == FIELD_NOTE;
}

/* The record as it is now, and what that is of the focused field: read at one state of the file, so that what is shown is
 * what counts as seen. */
static void reload(struct ui *ui, struct form *f)
{
    struct record r;
    struct error e;
    if (!*f->id)
        return;
    store_hold(ui->app->store);
    enum status s = store_get(ui->app->store, f->kind, f->id, &r, &e);
    f->gone = s == ERR_NOT_FOUND; /* one that could not be read is there all the same */
    if (s == OK) {
        record_release(&f->values);
        f->values = r;
    }
    if (!form_dirty(f) && s == OK)
        store_seen(ui->app->store, f->kind, f->id, form_field(f), &f->seen, &e);
    store_let_go(ui->app->store);
}

/* The text that is typed in: what is stored, with the lists' separator as people write it. */
void form_load(struct ui *ui, struct form *f)
{
    const struct field *field = form_focused(f);
    f->open = false;
    reload(ui, f);
    f->open = form_typed(field) && ui_writable(ui, NULL) && !form_masked(ui, f, field);
    if (f->open) {
        editor_release(&f->editor);
        editor_init(&f->editor, field->type != FIELD_NOTE);
        const char *value = record_get(&f->values, form_field(f));
        editor_set_text(&f->editor, value, strlen(value));
        f->editor.placeholder = field->type == FIELD_DATE ? _("YYYY-MM-DD") : NULL;
        f->loaded = f->editor.changes;
    }
    form_keep_field(ui, f);
}

bool form_dirty(const struct form *f)
{
    return f->open && f->editor.changes != f->loaded &&
           strcmp(editor_text(&f->editor), record_get(&f->values, form_field(f))) != 0;
}

void form_display(struct ui *ui, struct form *f, int field, struct buf *out)
{
    const char *entry = taken_from(ui->app, f->kind, field, record_get(&f->values, field));
    if (entry) {
        buf_adds(out, entry);
        return;
    }
    if (*f->id || f->kind->fields[field].type != FIELD_LINKS) {
        store_display(ui->app->store, &f->values, field, out);
        return;
    }
    const struct field *links = &f->kind->fields[field]; /* of a record not made yet: ids, or titles of new ones */
    const struct kind *kind = links->reference->fields[links->link_to].reference;
    for (const char *s = record_get(&f->values, field); *s;) {
        struct buf id = BUF_INIT;
        size_t n = strcspn(s, ";");
        buf_add(&id, s, n);
        buf_adds(out, out->len > 0 ? ", " : "");
        if (id_valid(buf_str(&id)))
            store_title(ui->app->store, kind, buf_str(&id), out);
        else
            buf_adds(out, buf_str(&id));
        buf_release(&id);
        s += n + (s[n] == ';');
    }
}

/* ---- start and end ---- */

static bool preset(const struct form_value *values, size_t count, int field)
{
    for (size_t i = 0; i < count; i++) {
        if (values[i].field == field)
            return true;
    }
    return false;
}

/* What a record is tied to names it in the title, and cannot be another one once the record is made. */
static bool tied(const struct field *field)
{
    return (field->flags & FIELD_KEY) && (field->flags & FIELD_OWNER);
}

static struct form *form_make(const struct kind *kind, const struct form_value *values, size_t count, bool made)
{
    struct form *f = xcalloc(1, sizeof *f);
    f->kind = kind;
    f->fields = xcalloc(kind->field_count, sizeof *f->fields);
    f->lines = xcalloc(kind->field_count + 1, sizeof *f->lines);
    record_init(&f->values, kind);
    editor_init(&f->editor, true);
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        if ((int)i != kind->alliance && !preset(values, count, (int)i) && !(made && tied(&kind->fields[i])))
            f->fields[f->count++] = (int)i;
    }
    f->fields[f->count++] = FIELD_VISIBILITY; /* last: seldom changed */
    return f;
}

struct form *form_new(struct ui *ui, const struct kind *kind, const char *id)
{
    struct form *f = form_make(kind, NULL, 0, true);
    struct error e;
    record_release(&f->values);
    enum status s = store_get(ui->app->store, kind, id, &f->values, &e);
    if (s == ERR_NOT_FOUND)
        ui_warn(ui, "this was deleted meanwhile in another window: nothing was done");
    else if (s != OK)
        ui_fail(ui, &e);
    if (s != OK) {
        record_init(&f->values, kind);
        form_free(f);
        return NULL;
    }
    memcpy(f->id, id, strnlen(id, ID_SIZE - 1));
    form_keep_begin(ui, f, NULL, 0);
    form_load(ui, f);
    return f;
}

struct form *form_new_record(struct ui *ui, const struct kind *kind, const struct form_value *values, size_t count)
{
    struct form *f = form_make(kind, values, count, false);
    for (size_t i = 0; i < count; i++)
        record_set(&f->values, values[i].field, values[i].value);
    form_load(ui, f);
    form_keep_begin(ui, f, values, count);
    return f;
}

void form_free(struct form *f)
{
    if (!f)
        return;
    form_keep_end(f);
    editor_release(&f->editor);
    record_release(&f->values);
    free(f->fields);
    free(f->lines);
    free(f);
}

/* ---- saving ---- */

static bool required_there(const struct form *f)
{
    for (size_t i = FIELD_FIRST; i < f->kind->field_count; i++) {
        if ((f->kind->fields[i].flags & FIELD_REQUIRED) && (int)i != f->kind->alliance && !record_has(&f->values, (int)i))
            return false;
    }
    return true;
}

/* All that was typed becomes a record. */
static bool create(struct ui *ui, struct form *f)
{
    struct args given;
    struct buf id = BUF_INIT;
    args_init(&given, &commands[CMD_ADD]);
    args_give(&given, arg_text("kind", f->kind->name));
    for (size_t i = FIELD_VISIBILITY; i < f->kind->field_count; i++)
        args_give(&given, arg_if(record_has(&f->values, (int)i), arg_field(f->kind, (int)i, record_get(&f->values, (int)i))));
    bool done = ui_run(ui, CMD_ADD, given.values, &id) == OK;
    if (done) {
        size_t len = strcspn(buf_str(&id), "\n");
        memcpy(f->id, buf_str(&id), len < ID_SIZE ? len : ID_SIZE - 1);
        memcpy(ui->made, f->id, ID_SIZE);
        form_keep_drop(f);
        f->loaded = f->editor.changes;
        reload(ui, f);
    }
    args_release(&given);
    buf_release(&id);
    return done;
}

/* A field of a record that is there. Links are records of their own, and have been read just now. */
static bool set(struct ui *ui, struct form *f, int field, const char *value)
{
    struct buf text = BUF_INIT;
    enum status s;
    buf_adds(&text, value);
    s = form_focused(f)->type == FIELD_LINKS ? ui_set(ui, f->kind, f->id, field, value)
                                             : conflict_set(ui, f->kind, f->id, field, &f->seen, &text);
    buf_release(&text);
    f->contested = s == ERR_CONFLICT;
    if (s == OK) {
        form_keep_drop(f);
        f->loaded = f->editor.changes; /* what is in the record now counts */
    }
    reload(ui, f);
    return s == OK;
}

bool form_store(struct ui *ui, struct form *f, const char *value)
{
    int field = form_field(f);
    if (*f->id)
        return set(ui, f, field, value);
    struct buf parsed = BUF_INIT;
    struct error e;
    bool links = form_focused(f)->type == FIELD_LINKS; /* not parsed: there is no stored form */
    bool fine = links || field_parse(form_focused(f), value, &parsed, &e) == OK;
    char *before = xstrdup(record_get(&f->values, field));
    if (!fine)
        ui_fail(ui, &e);
    else
        record_set(&f->values, field, links ? value : buf_str(&parsed));
    if (fine && required_there(f) && !create(ui, f)) {
        record_set(&f->values, field, before);
        fine = false;
    }
    free(before);
    buf_release(&parsed);
    return fine;
}

/* Saves what was typed; false keeps the focus. */
static bool commit(struct ui *ui, struct form *f)
{
    if (!form_dirty(f))
        return true;
    if (!form_store(ui, f, editor_text(&f->editor))) {
        if (!f->contested)
            f->refused = f->editor.changes;
        return false;
    }
    form_load(ui, f);
    return true;
}

bool form_leave(struct ui *ui, struct form *f)
{
    reload(ui, f);
    if (f->gone)
        return true; /* what is typed into it has no place: it stays a draft (form_keep_end) */
    if (!commit(ui, f) && !ui->done && !ui->locking && !f->gone)
        return false;
    if (*f->id || ui->done || ui->locking)
        return true;
    if (f->warned) {
        f->dropped = true;
        form_keep_drop(f);
        return true;
    }
    bool typed = false;
    const char *missing = NULL;
    for (int i = 0; i < f->count; i++) {
        const struct field *each = &f->kind->fields[f->fields[i]];
        bool has = record_has(&f->values, f->fields[i]);
        typed |= has && f->fields[i] != FIELD_VISIBILITY;
        if (!has && !missing && (each->flags & FIELD_REQUIRED))
            missing = each->label;
    }
    if (!typed || !missing)
        return true;
    f->warned = true;
    ui_warn(ui, "not saved: %s is empty; fill it in, or press Esc again to discard", missing);
    return false;
}

/* ---- moving ---- */

static bool focus(struct ui *ui, struct form *f, int to)
{
    if (to < 0 || to >= f->count)
        return false;
    if (!commit(ui, f))
        return true; /* stays, the message says why */
    f->at = to;
    form_load(ui, f);
    return true;
}

void form_go(struct ui *ui, struct form *f, int field)
{
    for (int i = 0; i < f->count; i++) {
        if (f->fields[i] == field) {
            focus(ui, f, i);
            return;
        }
    }
}

static bool move_key(struct ui *ui, struct form *f, int key)
{
    int last = f->count - 1;
    switch (key) {
    case K_UP: return focus(ui, f, f->at - 1) || true;
    case K_DOWN: return focus(ui, f, f->at + 1) || true;
    case K_BACK_TAB: return focus(ui, f, f->at - 1);
    case K_TAB: return focus(ui, f, f->at + 1);
    case K_PAGE_UP: return focus(ui, f, f->at > 5 ? f->at - 5 : 0);
    case K_PAGE_DOWN: return focus(ui, f, f->at + 5 < last ? f->at + 5 : last);
    case K_HOME: return focus(ui, f, 0);
    case K_END: return focus(ui, f, last);
    case K_ENTER: return focus(ui, f, f->at < last ? f->at + 1 : last);
    default: return false;
    }
}

/* ---- keys ---- */

/* In a note, Up on the first line and Down on the last one leave it. */
static bool leaves_note(struct form *f, int key)
{
    int cols = f->editor.area.cols > 0 ? f->editor.area.cols : 1;
    return (key == K_UP && editor_line(&f->editor) == 0) ||
           (key == K_DOWN && editor_line(&f->editor) + 1 >= editor_lines(&f->editor, cols));
}

/* Esc keeps what is typed, and goes on. What the field cannot hold was refused and stays to be mended; then Esc drops it. */
static bool save_or_drop(struct ui *ui, struct form *f)
{
    if (f->refused != f->editor.changes)
        return commit(ui, f) || f->gone;
    f->loaded = f->editor.changes;
    form_keep_drop(f);
    form_load(ui, f);
    ui_say(ui, "the value is as it was");
    return false;
}

static bool typed_key(struct ui *ui, struct form *f, int key)
{
    if (key == K_ESCAPE && form_dirty(f))
        return !save_or_drop(ui, f);
    if (key == (KEY_CTRL | 'z'))
        return editor_undo(&f->editor);
    if (key == (KEY_CTRL | 'y'))
        return editor_redo(&f->editor);
    bool note = form_focused(f)->type == FIELD_NOTE;
    if (key == K_TAB || key == K_BACK_TAB || (note && leaves_note(f, key)))
        return false;
    bool used = editor_key(&f->editor, key);
    if (f->editor.refused)
        ui_warn(ui, "the text is full: it holds %d characters at most", EDITOR_LIMIT);
    return used;
}

/* A field that is chosen: Enter and Space open its list. */
static bool chosen_key(struct ui *ui, struct form *f, int key)
{
    const struct field *field = form_focused(f);
    bool opens = key == K_ENTER || (key == ' ' && (field->type != FIELD_CHOICE && field->type != FIELD_YESNO));
    bool adds = key == K_INSERT && (field->type == FIELD_REFERENCE || field->type == FIELD_LINKS);
    bool changes = opens || adds || key == ' ' || key == K_LEFT || key == K_RIGHT || key == K_DELETE || key_types(key);
    struct buf why = BUF_INIT;
    if (changes && form_masked(ui, f, field)) {
        ui_warn(ui, "names and answers are hidden: show them again before you change them");
    } else if (changes && !ui_writable(ui, &why)) {
        ui_warn(ui, "nothing can be changed: %s", buf_str(&why));
    } else if (opens) {
        form_choose(ui, f);
    } else if (adds) {
        form_add_target(ui, f);
    } else if (changes) {
        changes = form_choice_key(ui, f, key);
    }
    buf_release(&why);
    return changes;
}

static bool mouse_key(struct ui *ui, struct form *f, const struct event *e)
{
    const struct rect *a = &f->area;
    if (e->row < a->row || e->row >= a->row + a->rows || e->col < a->col || e->col >= a->col + a->cols)
        return false;
    if (e->mouse == MOUSE_WHEEL_UP || e->mouse == MOUSE_WHEEL_DOWN)
        return focus(ui, f, f->at + (e->mouse == MOUSE_WHEEL_UP ? -1 : 1)) || true;
    if (e->mouse != MOUSE_PRESS)
        return true;
    int line = f->top + e->row - a->row;
    for (int i = 0; i < f->count; i++) {
        if (line < f->lines[i] || line >= f->lines[i + 1])
            continue;
        if (i == f->at && f->open)
            editor_click(&f->editor, e->row, e->col);
        else if (i == f->at)
            chosen_key(ui, f, K_ENTER);
        else
            focus(ui, f, i);
        return true;
    }
    return true;
}

/* What was typed before the lock is saved all the same. */
static void commit_typed(struct ui *ui, struct form *f)
{
    struct store *store = ui->app->store;
    if (!store || !store_writable(store))
        return;
    store_lock(store, false);
    commit(ui, f);
    store_lock(store, ui->locked);
}

/* May the focused field be typed in now? */
static bool may_type(struct ui *ui, const struct form *f)
{
    const struct field *field = form_focused(f);
    return form_typed(field) && ui_writable(ui, NULL) && !form_masked(ui, f, field);
}

void form_agree(struct ui *ui, struct form *f)
{
    bool may = may_type(ui, f);
    if (f->open && !may && form_dirty(f) && !f->gone)
        commit_typed(ui, f);
    if (f->open != may && (may || !form_dirty(f))) /* what could not be saved stays */
        form_load(ui, f);
}

bool form_key(struct ui *ui, struct form *f, const struct event *e)
{
    if (e->type == EVENT_MOUSE)
        return mouse_key(ui, f, e);
    if (e->type == EVENT_PASTE && f->open && may_type(ui, f)) {
        if (!editor_paste(&f->editor, e->text, strlen(e->text)))
            ui_warn(ui, "this does not fit: nothing was pasted");
        return true;
    }
    if (e->type != EVENT_KEY)
        return false;
    form_agree(ui, f);
    if (key_types(e->key))
        f->warned = false;
    bool may = may_type(ui, f);
    if (f->open && (may || e->key == K_ESCAPE) && typed_key(ui, f, e->key))
        return true;
    if (!(f->open && may) && form_typed(form_focused(f)) && (key_types(e->key) || e->key == K_BACKSPACE)) {
        struct buf why = BUF_INIT;
        if (ui_writable(ui, &why))
            buf_adds(&why, _("it is hidden"));
        ui_warn(ui, "nothing can be changed: %s", buf_str(&why));
        buf_release(&why);
        return true;
    }
    if (!form_typed(form_focused(f)) && chosen_key(ui, f, e->key))
        return true;
    return move_key(ui, f, e->key);
}

bool form_act(struct ui *ui, struct form *f, enum command_id id)
{
    if (id == CMD_SAVE) {
        if (commit(ui, f))
            ui_say(ui, *f->id ? N_("everything is saved") : N_("saved as soon as the fields marked * are filled in"));
        return true;
    }
    return false;
}

unsigned form_mode(const struct form *f)
{
    return f->open ? ON_FORM | ON_EDITOR : ON_FORM;
}

void form_refresh(struct ui *ui, struct form *f)
{
    struct buf now = BUF_INIT;
    bool dirty = form_dirty(f), was_gone = f->gone;
    reload(ui, f);
    if (f->gone && !was_gone)
        ui_warn(ui, "this record was deleted in another window: nothing more is saved here; Esc leads back");
    if (f->gone)
        return; /* what stands here stays to be read */
    if (!dirty || !ui_writable(ui, NULL)) {
        form_load(ui, f);
        return;
    }
    if (*f->id)
        store_seen(ui->app->store, f->kind, f->id, form_field(f), &now, NULL);
    ui->apart |= *f->id && strcmp(buf_str(&now), buf_str(&f->seen)) != 0;
    buf_release(&now);
}

void form_explain(struct ui *ui, struct form *f, struct buf *out)
{
    const struct field *field = form_focused(f);
    (void)ui;
    buf_addf(out, "%s\n%s%s", field->label, field->hint, *field->hint ? "\n\n" : "");
    if (field->flags & FIELD_REQUIRED)
        buf_adds(out, _("This field must be filled in.\n"));
    if (field->flags & FIELD_PERSONAL)
        buf_adds(out, _("Personal: hidden by the privacy key and left out of what others get to see.\n"));
    switch (field->type) {
    case FIELD_NOTE: buf_adds(out, _("Several lines: Enter is a new line, Tab goes on.")); break;
    case FIELD_DATE: buf_adds(out, _("A day such as 2026-03-31.")); break;
    case FIELD_LIST: buf_adds(out, _("Several things, with a semicolon between them.")); break;
    case FIELD_CHOICE:
    case FIELD_YESNO: buf_adds(out, _("Left and Right change it, Enter opens the list, Delete empties it.")); break;
    case FIELD_CHOICES: buf_adds(out, _("Enter opens the list; Space marks.")); break;
    case FIELD_REFERENCE:
        buf_adds(out, _("Enter opens the list; type a few letters to find one. Insert adds a new one."));
        break;
    case FIELD_LINKS: buf_adds(out, _("Enter opens the list; Space marks or unmarks. Insert adds a new one.")); break;
    default: buf_adds(out, _("Saved as soon as you go on to another field. Esc brings the old value back.")); break;
    }
}
