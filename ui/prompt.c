/* prompt.c: the prompts for a line, a yes or no, and text to read. Choosing from lists is in prompt_pick.c. */
#include "ui/prompt.h"

#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "ui/box.h"
#include "ui/editor.h"
#include "ui/keep.h"
#include "ui/key.h"
#include "ui/veil.h"

enum { TEXT_COLS = 72, LINE_COLS = 60 };

/* ---- one line ---- */

/* Esc leaves the question, but what was typed is kept for the next one. */
static void keep_dropped(struct ui *ui, const struct editor *editor, const struct buf *before)
{
    if (!editor_length(editor) || strcmp(editor_text(editor), buf_str(before)) == 0)
        return;
    ui_keep_typed(ui, editor_text(editor));
}

/* A box with one line, while it is open. */
struct prompt_box {
    struct ui *ui;
    struct editor editor;
    struct draft draft;
    const struct buf *before; /* the first suggestion */
    struct typing typing;
    bool filled; /* with an earlier draft that is not the suggestion */
    bool owed;   /* with an earlier draft: it is in no record, even if it is what the caller suggests */
};

static void line_keep(struct ui *ui, void *data)
{
    struct prompt_box *l = data;
    bool same = !l->owed && strcmp(editor_text(&l->editor), buf_str(l->before)) == 0;
    if (!same || l->draft.key.len || l->draft.adopted.len)
        keep_text(ui, &l->draft, same ? "" : editor_text(&l->editor));
}

/* "line SCREEN PLACE|QUESTION|ABOUT" */
static void name_draft(struct ui *ui, const char *about, const char *question, struct draft *d)
{
    struct buf name = BUF_INIT, where = BUF_INIT;
    keep_where(ui, &where);
    buf_addf(&name, "line %s|%s|%s", buf_str(&where), question, about);
    draft_init(d, buf_str(&name), question, buf_str(&where));
    buf_release(&name);
    buf_release(&where);
}

static void line_open(struct ui *ui, struct prompt_box *l, const char *about, const char *question, const struct buf *text)
{
    *l = (struct prompt_box){.ui = ui, .before = text, .typing = {line_keep, l, NULL}};
    editor_init(&l->editor, true);
    editor_set_text(&l->editor, buf_str(text), text->len);
    name_draft(ui, about, question, &l->draft);
    if (ui->app->store && !ui_private(ui) && draft_adopt(ui->app->store, &l->draft)) {
        l->owed = true;
        l->filled = strcmp(buf_str(&l->draft.text), buf_str(text)) != 0;
        editor_replace(&l->editor, buf_str(&l->draft.text), l->draft.text.len);
    }
    keep_begin(ui, &l->typing);
}

static bool line_close(struct prompt_box *l, bool given, struct buf *text)
{
    struct ui *ui = l->ui;
    if (!given && ui->leaving)
        line_keep(ui, l); /* the program is about to end */
    keep_end(ui, &l->typing);
    if (given) {
        buf_clear(text);
        buf_add(text, editor_text(&l->editor), editor_length(&l->editor));
        if (strcmp(buf_str(text), buf_str(&ui->dropped)) == 0)
            buf_clear(&ui->dropped); /* it has found its place */
        keep_given(ui, &l->draft, buf_str(text));
    } else {
        keep_dropped(ui, &l->editor, text);
        if (!ui->done && !ui->leaving && ui->app->store)
            draft_drop(ui->app->store, &l->draft);
    }
    editor_release(&l->editor);
    draft_release(&l->draft);
    return given;
}

static void line_key(struct ui *ui, struct editor *editor, int key)
{
    if (key == (KEY_CTRL | 'y') && ui->dropped.len) {
        if (!editor_redo(editor))
            editor_paste(editor, buf_str(&ui->dropped), ui->dropped.len);
    } else if (!editor_key(editor, key)) {
        box_refuse(ui, key);
    }
}

/* Draws what is asked, and below it the hint and what an earlier draft is. */
static void line_draw(struct prompt_box *l, const struct box *box, const char *keys, bool personal)
{
    struct ui *ui = l->ui;
    struct buf room = BUF_INIT, below = BUF_INIT;
    const char *hint = veil_text(ui, box->note, &room);
    buf_adds(&below, hint ? hint : "");
    if (l->filled)
        buf_addf(&below, "%s%s", below.len ? "\n" : "",
                 _("This was typed before and not saved. Ctrl+Z takes it back out; Esc drops it."));
    int cols = ui->canvas.cols - 4 < LINE_COLS ? ui->canvas.cols - 4 : LINE_COLS;
    int lines = below.len ? canvas_wrap_height(below.s, cols > 1 ? cols : 1) : 0;
    struct rect r = box_draw(ui, box, keys, lines ? 2 + lines : 1, LINE_COLS), line = {r.row, r.col, 1, r.cols};
    editor_draw(&l->editor, &ui->canvas, line, true);
    if (personal && ui_private(ui))
        box_hide(ui, line);
    if (lines && r.rows >= 3)
        canvas_wrap(&ui->canvas, (struct rect){r.row + 2, r.col, r.rows - 2, r.cols}, 0, STYLE_DIM, below.s);
    buf_release(&room);
    buf_release(&below);
}

static bool ask_line(struct ui *ui, const char *about, const char *question, const char *hint, struct buf *text, bool personal)
{
    struct prompt_box l;
    struct box box = {.title = question, .note = hint, .how = _("Type the answer on the line. Enter is done, Esc goes back without it; what was typed is kept, and Ctrl+Y brings it back in the next question.")};
    bool done = false, given = false;
    const char *keys = ui->dropped.len ? _("Enter is done, Esc goes back, Ctrl+Y: as typed before") : _("Enter is done, Esc goes back");
    line_open(ui, &l, about, question, text);
    box_open(ui, &box);
    while (box_waits(ui) && !done) {
        struct event e;
        ui_draw(ui);
        line_draw(&l, &box, keys, personal);
        ui_present(ui);
        if (!box_event(ui, &box, &e))
            continue;
        if (e.type == EVENT_PASTE) {
            editor_paste(&l.editor, e.text, strlen(e.text));
        } else if (e.type == EVENT_MOUSE && e.mouse == MOUSE_PRESS) {
            editor_click(&l.editor, e.row, e.col);
        } else if (e.type == EVENT_KEY) {
            given = e.key == K_ENTER;
            done = given || e.key == K_ESCAPE;
            if (!done)
                line_key(ui, &l.editor, e.key);
        }
        if (l.editor.refused)
            ui_warn(ui, "the text is too long");
    }
    box_close(ui, &box);
    return line_close(&l, given, text);
}

bool prompt_line_about(struct ui *ui, const char *about, const char *question, const char *hint, struct buf *text)
{
    return ask_line(ui, about, question, hint, text, true);
}

bool prompt_line(struct ui *ui, const char *question, const char *hint, struct buf *text)
{
    return ask_line(ui, "", question, hint, text, true);
}

bool prompt_plain_line(struct ui *ui, const char *question, const char *hint, struct buf *text)
{
    return ask_line(ui, "", question, hint, text, false);
}

/* ---- yes or no ---- */

static void draw_answers(struct canvas *c, const struct rect *r, bool yes)
{
    int row = r->row + r->rows - 1;
    int at = r->col + canvas_put(c, row, r->col, r->cols, yes ? STYLE_TEXT : STYLE_SELECTED, _("  No  ")) + 3;
    canvas_put(c, row, at, r->col + r->cols - at, yes ? STYLE_SELECTED : STYLE_TEXT, _("  Yes  "));
    canvas_cursor(c, row, yes ? at + 2 : r->col + 2);
}

enum yes_no { NO, YES, NOT_YET };

static enum yes_no answer_key(struct ui *ui, int key, bool *yes)
{
    if (key == K_ENTER)
        return *yes ? YES : NO;
    if (key == K_ESCAPE)
        return NO;
    if (key == K_LEFT || key == K_RIGHT || key == K_UP || key == K_DOWN || key == K_TAB || key == K_BACK_TAB || key == ' ')
        *yes = !*yes;
    else
        box_refuse(ui, key);
    return NOT_YET;
}

static enum yes_no answer_click(const struct event *e, const struct rect *r)
{
    if (e->mouse != MOUSE_PRESS || e->row != r->row + r->rows - 1)
        return NOT_YET;
    return e->col >= r->col && e->col < r->col + 6 ? NO : e->col >= r->col + 9 && e->col < r->col + 16 ? YES : NOT_YET;
}

bool prompt_yes(struct ui *ui, const char *question, const char *detail)
{
    struct box box = {.title = question, .note = detail, .how = _("Left and Right choose between No and Yes, Enter is done. Esc is No.")};
    struct buf room = BUF_INIT;
    enum yes_no answer = NOT_YET;
    bool yes = false;
    box_open(ui, &box);
    while (box_waits(ui) && answer == NOT_YET) {
        struct event e;
        ui_draw(ui);
        const char *text = detail ? veil_text(ui, detail, &room) : "";
        int lines = *text ? canvas_wrap_height(text, 60) + 1 : 0;
        struct rect r = box_draw(ui, &box, _("Left and Right choose, Enter is done"), lines + 1, 60);
        canvas_wrap(&ui->canvas, (struct rect){r.row, r.col, r.rows - 1, r.cols}, 0, STYLE_TEXT, text);
        draw_answers(&ui->canvas, &r, yes);
        ui_present(ui);
        if (!box_event(ui, &box, &e))
            continue;
        if (e.type == EVENT_MOUSE)
            answer = answer_click(&e, &r);
        else if (e.type == EVENT_KEY)
            answer = answer_key(ui, e.key, &yes);
    }
    box_close(ui, &box);
    buf_release(&room);
    return answer == YES;
}

/* ---- text to read ---- */

/* Moves the first line shown; false for a key that does not scroll. */
static bool scroll(int key, int *top, int lines, int rows)
{
    int last = lines > rows ? lines - rows : 0;
    switch (key) {
    case K_UP: *top -= 1; break;
    case K_DOWN: *top += 1; break;
    case K_PAGE_UP: *top -= rows; break;
    case K_PAGE_DOWN:
    case ' ': *top += rows; break;
    case K_HOME: *top = 0; break;
    case K_END: *top = last; break;
    default: return false;
    }
    *top = *top > last ? last : *top;
    *top = *top < 0 ? 0 : *top;
    return true;
}

/* What is read: given once, or composed again whenever names are hidden or shown. */
struct prompt_reading {
    struct box box;
    const char *text;  /* NULL: composed */
    bool plain;
    void (*compose)(struct ui *ui, void *data, struct buf *out);
    void *data;
    struct buf title, body;
    bool hidden;       /* as last composed */
};

static void compose(struct ui *ui, struct prompt_reading *r)
{
    struct buf whole = BUF_INIT;
    r->hidden = ui_private(ui);
    r->compose(ui, r->data, &whole);
    const char *text = buf_str(&whole), *body = strchr(text, '\n');
    buf_clear(&r->title);
    buf_clear(&r->body);
    buf_add(&r->title, text, body ? (size_t)(body - text) : whole.len);
    buf_adds(&r->body, body ? body + 1 : "");
    r->box.title = buf_str(&r->title);
    buf_release(&whole);
}

/* The text as it may be shown now. */
static const char *shown_text(struct ui *ui, struct prompt_reading *r, struct buf *room)
{
    if (r->compose && r->hidden != ui_private(ui))
        compose(ui, r);
    if (r->compose)
        return veil_text(ui, buf_str(&r->body), room);
    if (!r->plain && r->box.open_names && ui_private(ui))
        return _("Names and answers are hidden.");
    return veil_text(ui, r->text, room);
}

static void read_text(struct ui *ui, struct prompt_reading *r)
{
    struct buf room = BUF_INIT;
    int top = 0;
    bool done = false;
    box_open(ui, &r->box);
    while (box_waits(ui) && !done) {
        struct event e;
        ui_draw(ui);
        const char *text = shown_text(ui, r, &room);
        int cols = ui->canvas.cols - 4 < TEXT_COLS ? ui->canvas.cols - 4 : TEXT_COLS;
        cols = cols > 1 ? cols : 1;
        int lines = canvas_wrap_height(text, cols);
        bool all = lines <= ui->canvas.rows - 2;
        struct rect in = box_draw(ui, &r->box, all ? _("Any key goes on") : _("Up and Down scroll, Esc goes back"), lines, cols);
        lines = canvas_wrap(&ui->canvas, in, top, STYLE_TEXT, text);
        canvas_cursor(&ui->canvas, in.row, in.col);
        ui_present(ui);
        if (!box_event(ui, &r->box, &e))
            continue;
        if (e.type == EVENT_MOUSE && (e.mouse == MOUSE_WHEEL_UP || e.mouse == MOUSE_WHEEL_DOWN))
            scroll(e.mouse == MOUSE_WHEEL_UP ? K_UP : K_DOWN, &top, lines, in.rows);
        else
            done = (e.type == EVENT_MOUSE && e.mouse == MOUSE_PRESS) ||
                   (e.type == EVENT_KEY && !scroll(e.key, &top, lines, in.rows));
    }
    box_close(ui, &r->box);
    buf_release(&room);
}

void prompt_text(struct ui *ui, const char *title, const char *text)
{
    struct prompt_reading r = {.box = {.title = title}, .text = text};
    read_text(ui, &r);
}

void prompt_plain_text(struct ui *ui, const char *title, const char *text)
{
    struct prompt_reading r = {.box = {.title = title}, .text = text, .plain = true};
    read_text(ui, &r);
}

bool prompt_explain(struct ui *ui, void (*composed)(struct ui *ui, void *data, struct buf *out), void *data)
{
    struct prompt_reading r = {.compose = composed, .data = data};
    compose(ui, &r);
    bool any = r.title.len + r.body.len > 0;
    if (any)
        read_text(ui, &r);
    buf_release(&r.title);
    buf_release(&r.body);
    return any;
}
