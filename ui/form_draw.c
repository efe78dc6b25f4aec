/* form_draw.c: how a form looks, and a form as a screen of its own. */
#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/form_internal.h"

enum { LABEL_MOST = 28, NOTE_ROWS = 6, NARROW = 44, SHOWN_MOST = 4 };

struct form_layout {
    int label;    /* width of the labels' column; 0: labels stand above the values */
    int value;    /* width of the values */
    bool focused; /* the form has the keys */
};

static struct form_layout layout_of(const struct form *f, int cols)
{
    struct form_layout l = {0, cols, true};
    if (cols < NARROW)
        return l;
    for (int i = 0; i < f->count; i++) {
        const char *label = f->kind->fields[f->fields[i]].label;
        int width = text_width(label, strlen(label)) + 4;
        l.label = width > l.label ? width : l.label;
    }
    l.label = l.label > LABEL_MOST ? LABEL_MOST : l.label;
    l.value = cols - l.label;
    return l;
}

static const char *shown_value(struct ui *ui, struct form *f, int i, struct buf *text)
{
    const struct field *field = &f->kind->fields[f->fields[i]];
    form_display(ui, f, f->fields[i], text);
    if (form_masked(ui, f, field))
        ui_mask_buf(ui, text);
    return buf_str(text);
}

/* Lines of a field's value. */
static int value_rows(struct ui *ui, struct form *f, int i, const struct form_layout *l)
{
    const struct field *field = &f->kind->fields[f->fields[i]];
    if (i == f->at && f->open && field->type == FIELD_NOTE && !form_masked(ui, f, field)) {
        int lines = editor_lines(&f->editor, l->value) + 1;
        return lines > NOTE_ROWS ? lines > 12 ? 12 : lines : 3;
    }
    if (i == f->at && f->open)
        return 1;
    struct buf text = BUF_INIT;
    int lines = canvas_wrap_height(shown_value(ui, f, i, &text), l->value);
    buf_release(&text);
    return lines < 1 ? 1 : lines > SHOWN_MOST ? SHOWN_MOST : lines;
}

static void measure(struct ui *ui, struct form *f, const struct form_layout *l)
{
    int line = 0;
    for (int i = 0; i < f->count; i++) {
        f->lines[i] = line;
        line += value_rows(ui, f, i, l) + (l->label == 0 ? 1 : 0);
    }
    f->lines[f->count] = line;
}

/* The part of a rectangle of the form that is in sight; rows 0 if none is. */
static struct rect in_sight(const struct rect *area, int row, int col, int rows, int cols)
{
    struct rect r = {row, col, rows, cols};
    if (r.row < area->row) {
        r.rows -= area->row - r.row;
        r.row = area->row;
    }
    if (r.row + r.rows > area->row + area->rows)
        r.rows = area->row + area->rows - r.row;
    if (r.rows < 0)
        r.rows = 0;
    return r;
}

static void draw_label(struct canvas *c, const struct field *field, const struct rect *r, bool here)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s%s", field->label, field->flags & FIELD_REQUIRED ? " *" : "");
    if (r->rows > 0)
        canvas_put(c, r->row, r->col, r->cols, here ? STYLE_TITLE : STYLE_DIM, buf_str(&text));
    buf_release(&text);
}

static void draw_value(struct ui *ui, struct form *f, struct canvas *c, int i, struct rect r, int above, bool focused)
{
    const struct field *field = &f->kind->fields[f->fields[i]];
    bool here = i == f->at;
    if (r.rows <= 0)
        return;
    if (here && f->open && !form_masked(ui, f, field)) {
        canvas_fill(c, r, STYLE_FIELD, ' ');
        editor_draw(&f->editor, c, r, focused);
        return;
    }
    struct buf text = BUF_INIT;
    const char *value = shown_value(ui, f, i, &text);
    enum style style = here && focused ? STYLE_SELECTED : STYLE_TEXT;
    if (here)
        canvas_fill(c, (struct rect){r.row, r.col, r.rows, r.cols}, style, ' ');
    if (here && !*value)
        canvas_put(c, r.row, r.col, r.cols, style, form_typed(field) ? "" : _("(none)"));
    canvas_wrap(c, r, above, style, value);
    if (here && focused)
        canvas_cursor(c, r.row, r.col);
    buf_release(&text);
}

static void draw_field(struct ui *ui, struct form *f, struct canvas *c, const struct form_layout *l, int i)
{
    const struct field *field = &f->kind->fields[f->fields[i]];
    const struct rect *a = &f->area;
    int row = a->row + f->lines[i] - f->top, rows = f->lines[i + 1] - f->lines[i];
    int label_cols = l->label ? l->label - 2 : a->cols;
    struct rect label = in_sight(a, row, a->col, 1, label_cols);
    draw_label(c, field, &label, i == f->at);
    if (l->label == 0) {
        row++;
        rows--;
    }
    struct rect value = in_sight(a, row, a->col + l->label, rows, l->value);
    draw_value(ui, f, c, i, value, value.row - row, l->focused);
}

enum { HINT_MOST = 4 };

/* What to know about the focused field; of the short name of a library's entry, first what that is called. */
static void hint_text(struct ui *ui, const struct form *f, struct buf *out)
{
    const struct field *field = form_focused(f);
    const char *entry = taken_from(ui->app, f->kind, form_field(f), record_get(&f->values, form_field(f)));
    const char *how = field->type == FIELD_NOTE          ? _("Several lines; Tab goes on.")
                      : field->type == FIELD_DATE        ? _("A day such as 2026-03-31.")
                      : field->type == FIELD_LIST        ? _("Several, with a semicolon between them.")
                      : field->type == FIELD_REFERENCE   ? _("Enter chooses, Insert adds a new one.")
                      : field->type == FIELD_LINKS       ? _("Enter chooses, Insert adds a new one.")
                      : field->type == FIELD_CHOICES     ? _("Enter opens the list.")
                      : form_typed(field)                ? ""
                                                         : _("Left and Right change it, Enter opens the list.");
    if (entry)
        buf_addf(out, "%s. ", entry);
    buf_addf(out, "%s%s%s", field->hint, *field->hint && *how ? " " : "", how);
}

/* The hint at the bottom of the area, on as many lines as it needs and the form can spare. Gives those lines. */
static int draw_hint(struct ui *ui, struct form *f, struct canvas *c, const struct rect *area)
{
    struct buf text = BUF_INIT;
    hint_text(ui, f, &text);
    int rows = canvas_wrap_height(buf_str(&text), area->cols), most = area->rows < 12 ? 1 : HINT_MOST;
    rows = rows < 1 ? 1 : rows > most ? most : rows;
    struct rect r = {area->row + area->rows - rows, area->col, rows, area->cols};
    if (most == 1)
        canvas_put(c, r.row, r.col, r.cols, STYLE_DIM, buf_str(&text)); /* cut with an ellipsis, not at a word */
    else
        canvas_wrap(c, r, 0, STYLE_DIM, buf_str(&text));
    buf_release(&text);
    return rows;
}

/* On the blank line above the hint: the form goes on below. */
static void draw_more(struct canvas *c, const struct rect *area)
{
    const char *text = _("Page Down: more");
    int width = text_width(text, strlen(text));
    if (width < area->cols)
        canvas_put(c, area->row + area->rows, area->col + area->cols - width, width, STYLE_DIM, text);
}

void form_draw(struct ui *ui, struct form *f, struct canvas *c, struct rect area, bool focused)
{
    if (area.rows <= 0 || area.cols <= 0 || f->count == 0)
        return;
    if (!form_dirty(f))
        form_agree(ui, f); /* nothing can be saved while a frame is drawn */
    bool hint = focused && area.rows >= 6;
    if (hint)
        area.rows -= draw_hint(ui, f, c, &area) + 1;
    struct form_layout l = layout_of(f, area.cols);
    l.focused = focused;
    f->area = area;
    measure(ui, f, &l);
    int from = f->lines[f->at], to = f->lines[f->at + 1];
    if (to > f->top + area.rows)
        f->top = to - area.rows;
    if (from < f->top)
        f->top = from;
    if (l.label == 0 && area.rows == 1)
        f->top = from + 1; /* room for the value alone */
    for (int i = 0; i < f->count; i++) {
        if (f->lines[i + 1] > f->top && f->lines[i] < f->top + area.rows)
            draw_field(ui, f, c, &l, i);
    }
    if (hint && f->lines[f->count] > f->top + area.rows)
        draw_more(c, &area);
}

/* ---- as a screen ---- */

/* How to get out again, at the right of the title: nobody has to look for a button that saves. Gives its columns. */
static int draw_way_out(struct form *f, struct canvas *c, const struct rect *area)
{
    bool refused = form_dirty(f) && f->refused == f->editor.changes;
    const char *text = refused       ? _("Esc takes it back.")
                       : *form_id(f) ? _("Saved as you go. Esc is done.")
                                     : _("Saved once * is filled in. Esc goes back.");
    int width = text_width(text, strlen(text));
    if (area->cols < 2 * width - 16)
        return 0;
    canvas_put(c, area->row, area->col + area->cols - width - 1, width, STYLE_DIM, text);
    return width + 2;
}

static void screen_close(struct ui *ui, void *self)
{
    (void)ui;
    form_free(self);
}

/* What the record is called; nothing while it is not made. A planned tool bears the tool's name, not its short one. */
static void add_title(struct ui *ui, struct form *f, struct buf *title)
{
    const char *entry = NULL;
    bool personal = false;
    for (size_t i = FIELD_FIRST; i < f->kind->field_count; i++) {
        if (!(f->kind->fields[i].flags & FIELD_TITLE))
            continue;
        personal |= f->kind->fields[i].flags & FIELD_PERSONAL;
        entry = entry ? entry : taken_from(ui->app, f->kind, (int)i, record_get(&f->values, (int)i));
    }
    if (*form_id(f) && entry)
        buf_adds(title, entry);
    else if (*form_id(f))
        store_title(ui->app->store, f->kind, form_id(f), title);
    if (personal)
        ui_mask_buf(ui, title);
}

static void screen_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct form *f = self;
    if (area.rows > 8) {
        struct buf title = BUF_INIT;
        add_title(ui, f, &title);
        int taken = draw_way_out(f, c, &area);
        canvas_putf(c, area.row, area.col + 1, area.cols - 1 - taken, STYLE_TITLE, title.len ? "%s: %s" : N_("New: %s%s"),
                    f->kind->label, buf_str(&title));
        buf_release(&title);
        area.row += 2;
        area.rows -= 2;
    }
    if (area.cols > 20) {
        area.col++;
        area.cols -= 2;
    }
    form_draw(ui, f, c, area, true);
}

static bool screen_key(struct ui *ui, void *self, const struct event *e)
{
    return form_key(ui, self, e);
}

static bool screen_act(struct ui *ui, void *self, enum command_id id)
{
    return form_act(ui, self, id);
}

static unsigned screen_mode(struct ui *ui, void *self)
{
    (void)ui;
    return form_mode(self);
}

static void screen_explain(struct ui *ui, void *self, struct buf *out)
{
    form_explain(ui, self, out);
}

static void screen_refresh(struct ui *ui, void *self)
{
    form_refresh(ui, self);
}

static bool screen_leave(struct ui *ui, void *self)
{
    return form_leave(ui, self);
}

static const struct screen_ops screen_form = {
    .name = "form",
    .title = N_("Record"),
    .where = ON_FORM,
    .go = COMMANDS,
    .close = screen_close,
    .draw = screen_draw,
    .key = screen_key,
    .act = screen_act,
    .mode = screen_mode,
    .explain = screen_explain,
    .refresh = screen_refresh,
    .leave = screen_leave,
};

bool form_open(struct ui *ui, const struct kind *kind, const char *id)
{
    struct form *f = form_new(ui, kind, id);
    return f && ui_push(ui, &screen_form, f);
}

bool form_open_at(struct ui *ui, const struct kind *kind, const char *id, int field)
{
    struct form *f = form_new(ui, kind, id);
    if (!f || !ui_push(ui, &screen_form, f))
        return false;
    form_go(ui, f, field);
    return true;
}

bool form_open_new(struct ui *ui, const struct kind *kind, const struct form_value *values, size_t count)
{
    return ui_push(ui, &screen_form, form_new_record(ui, kind, values, count));
}
