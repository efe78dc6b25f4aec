/* form_keep.c: drafts of a form: of a record that is not made yet, all that was entered; of one that is, what was typed
 * into a field and is not saved. See keep.h. */
#include <string.h>

#include "base/tr.h"
#include "ui/form_internal.h"

#define TYPED "+typed" /* what stands in the editor of a new record, "FIELD TEXT": it may be no value of the field */

static bool is_new(const struct form *f)
{
    return !*f->id;
}

/* ---- what there is to keep ---- */

/* What a person entered: not the presets, and not what a field has in any case. */
static bool entered(const struct form *f, int field)
{
    for (int i = 0; i < f->count; i++)
        if (f->fields[i] == field)
            return record_has(&f->values, field) && field != FIELD_VISIBILITY;
    return false;
}

static void new_text(const struct form *f, struct buf *out)
{
    for (size_t i = FIELD_FIRST; i < f->kind->field_count; i++)
        if (entered(f, (int)i))
            draft_add(out, f->kind->fields[i].name, record_get(&f->values, (int)i));
    if (!form_dirty(f))
        return;
    struct buf typed = BUF_INIT;
    buf_addf(&typed, "%s %s", form_focused(f)->name, editor_text(&f->editor));
    draft_add(out, TYPED, typed.s);
    buf_release(&typed);
}

static void text_to_keep(const struct form *f, struct buf *out)
{
    if (is_new(f))
        new_text(f, out);
    else if (form_dirty(f))
        buf_adds(out, editor_length(&f->editor) ? editor_text(&f->editor) : " "); /* emptied, which is a change, too */
}

static void keep(struct ui *ui, void *data)
{
    struct form *f = data;
    struct buf text = BUF_INIT;
    if (f->dropped)
        return;
    text_to_keep(f, &text);
    if (!is_new(f)) {
        buf_clear(&f->draft.seen);
        buf_adds(&f->draft.seen, buf_str(&f->seen));
    }
    if (text.len || f->draft.key.len || f->draft.adopted.len)
        keep_text(ui, &f->draft, buf_str(&text));
    buf_release(&text);
}

/* ---- a record to be made ---- */

static void name_new(struct ui *ui, struct form *f, const struct form_value *values, size_t count)
{
    struct buf about = BUF_INIT, title = BUF_INIT, where = BUF_INIT;
    buf_addf(&about, "new %s ", f->kind->name);
    for (size_t i = 0; i < count; i++)
        draft_add(&about, f->kind->fields[values[i].field].name, values[i].value);
    buf_addf(&title, _("New: %s"), f->kind->label);
    keep_where(ui, &where);
    draft_release(&f->draft);
    draft_init(&f->draft, buf_str(&about), buf_str(&title), buf_str(&where));
    buf_release(&about);
    buf_release(&title);
    buf_release(&where);
}

static int place_of(const struct form *f, int field)
{
    for (int i = 0; i < f->count; i++)
        if (f->fields[i] == field)
            return i;
    return -1;
}

/* Fills the values in, and the cursor's field with what was typed there; false if none of it fits the form. */
static bool fill_in(struct form *f, struct buf *typed)
{
    struct buf name = BUF_INIT, value = BUF_INIT;
    bool any = false;
    for (const char *at = buf_str(&f->draft.text); draft_next(&at, &name, &value);) {
        bool raw = strcmp(name.s, TYPED) == 0;
        size_t n = raw ? strcspn(value.s, " ") : 0;
        if (raw) {
            buf_clear(&name);
            buf_add(&name, value.s, n);
        }
        int field = kind_field(f->kind, name.s);
        if (field < 0 || place_of(f, field) < 0)
            continue;
        any = true;
        f->at = place_of(f, field);
        if (raw)
            buf_adds(typed, value.s + n + (value.s[n] == ' '));
        else
            record_set(&f->values, field, value.s);
    }
    buf_release(&name);
    buf_release(&value);
    return any;
}

static void take_new(struct ui *ui, struct form *f)
{
    struct buf typed = BUF_INIT;
    if (!ui_writable(ui, NULL) || !draft_adopt(ui->app->store, &f->draft))
        return;
    if (!fill_in(f, &typed)) { /* fields have other names now: it stays as it is */
        buf_clear(&f->draft.adopted);
        return;
    }
    form_load(ui, f);
    if (typed.len && f->open)
        editor_replace(&f->editor, typed.s, typed.len);
    buf_release(&typed);
    ui_say(ui, "filled in again as it was typed before; to drop it, leave with Esc twice");
}

/* ---- a field ---- */

static void name_field(struct ui *ui, struct form *f)
{
    const struct field *field = form_focused(f);
    struct buf about = BUF_INIT, title = BUF_INIT, where = BUF_INIT;
    buf_addf(&about, "field %s %s %s", f->kind->name, f->id, field->name);
    buf_addf(&title, _("%s: %s"), f->kind->label, field->label);
    keep_where(ui, &where);
    draft_release(&f->draft);
    draft_init(&f->draft, buf_str(&about), buf_str(&title), buf_str(&where));
    buf_release(&about);
    buf_release(&title);
    buf_release(&where);
}

void form_keep_field(struct ui *ui, struct form *f)
{
    f->dropped = false;
    if (is_new(f))
        return;
    name_field(ui, f);
    if (!f->open || !draft_adopt(ui->app->store, &f->draft))
        return;
    const struct buf *text = &f->draft.text;
    if (strcmp(buf_str(text), record_get(&f->values, form_field(f))) == 0) { /* it was saved after all */
        draft_drop(ui->app->store, &f->draft);
        return;
    }
    editor_replace(&f->editor, buf_str(text), strcmp(buf_str(text), " ") == 0 ? 0 : text->len);
    buf_clear(&f->seen); /* what was seen when it was typed counts, not what stands there now */
    buf_adds(&f->seen, buf_str(&f->draft.seen));
    ui_say(ui, "%s is filled in as it was typed before, and not saved yet; Ctrl+Z brings the saved value back",
           form_focused(f)->label);
}

/* ---- begin and end ---- */

void form_keep_begin(struct ui *ui, struct form *f, const struct form_value *values, size_t count)
{
    f->ui = ui;
    f->typing = (struct typing){keep, f, NULL};
    keep_begin(ui, &f->typing);
    if (!is_new(f))
        return;
    name_new(ui, f, values, count);
    take_new(ui, f);
}

void form_keep_drop(struct form *f)
{
    if (f->ui && f->ui->app->store)
        draft_drop(f->ui->app->store, &f->draft);
}

void form_keep_end(struct form *f)
{
    struct buf text = BUF_INIT;
    if (f->ui)
        keep_end(f->ui, &f->typing);
    if (f->ui && !f->dropped)
        text_to_keep(f, &text);
    if (text.len) {
        buf_clear(&f->draft.seen);
        buf_adds(&f->draft.seen, buf_str(&f->seen));
        keep_orphan(f->ui, &f->draft, buf_str(&text));
        ui_warn(f->ui, "what was typed into %s is kept as a draft", f->kind->label);
    }
    draft_release(&f->draft);
    buf_release(&f->seen);
    buf_release(&text);
}
