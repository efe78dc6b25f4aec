/* frame.c: the top line, the message line and the footer around a screen. */
#include <string.h>

#include "base/date.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/key.h"
#include "ui/ui.h"

/* With many rows every part has its own; with few the message stands in the top line's place, and in the end only the
 * screen itself is left. */
struct frame ui_frame(const struct ui *ui)
{
    int rows = ui->canvas.rows, cols = ui->canvas.cols;
    struct frame f = {-1, -1, -1, {0, 0, rows, cols}};
    if (rows >= 3) {
        f.footer = rows - 1;
        f.area.rows--;
    }
    if (rows >= 5) {
        f.top = 0;
        f.area.row++;
        f.area.rows--;
    }
    f.message = f.top >= 0 ? f.top : rows - 1;
    if (rows > 12) {
        f.message = rows - 2;
        f.area.rows--;
    }
    return f;
}

/* ---- top line ---- */

enum { NAME_LEAST = 12 }; /* less of an alliance's name tells nothing */

static void draw_top(struct ui *ui, int row)
{
    struct canvas *c = &ui->canvas;
    struct open_screen *s = ui_top(ui);
    struct buf right = BUF_INIT, status = BUF_INIT;
    int at = 0, width = c->cols;
    canvas_fill(c, (struct rect){row, 0, 1, width}, STYLE_BAR, ' ');
    if (ui->locked)
        buf_adds(&right, _(" [Locked]"));
    if (ui->hidden)
        buf_adds(&right, _(" [Hidden]"));
    if (ui->app->store && !store_writable(ui->app->store))
        buf_adds(&right, _(" [Read only]"));
    int right_width = text_width(buf_str(&right), right.len);
    if (right_width > 0 && right_width <= width) {
        width -= right_width;
        canvas_put(c, row, width, right_width, STYLE_BAR_KEY, buf_str(&right));
    }
    if (s && s->ops->status)
        s->ops->status(ui, s->self, &status);
    if (status.len == 0)
        buf_adds(&status, buf_str(&ui->status));
    const char *title = s ? tr(s->ops->title) : "";
    /* Where the work stands matters more than whose it is: the alliance's name gets what is left. */
    int left = width - text_width(title, strlen(title)) - text_width(buf_str(&status), status.len) - 5;
    if (width >= 60 && left >= NAME_LEAST) {
        at += canvas_put(c, row, at, 1, STYLE_BAR, " ");
        at += canvas_put(c, row, at, left, STYLE_BAR, ui->alliance.len ? ui->alliance.s : "peerloom");
        at++;
    }
    at += canvas_put(c, row, at, width - at, STYLE_BAR, " ");
    at += canvas_put(c, row, at, width - at, STYLE_BAR_KEY, title);
    if (width - at > 8)
        canvas_put(c, row, at + 2, width - at - 2, STYLE_BAR, buf_str(&status));
    buf_release(&right);
    buf_release(&status);
}

/* ---- footer ---- */

void ui_key_of(enum command_id id, struct buf *out)
{
    key_first(command_keys(&commands[id]), out);
}

/* While text is typed, a key that types or edits is not an action. */
static bool key_edits(const char *keys)
{
    int key = key_number(keys, strcspn(keys, " "));
    return key_types(key) || key == K_ENTER || key == K_DELETE || key == K_INSERT;
}

static bool in_footer(struct ui *ui, const struct command *c, unsigned where)
{
    if (c->footer == 0 || !c->keys || !(c->where & where) || !command_ready(ui->app, c, NULL))
        return false;
    if (ui->locked && (c->needs & NEEDS_WRITE))
        return false;
    struct open_screen *s = ui_top(ui);
    struct buf why = BUF_INIT;
    bool refused = !key_sent(command_keys(c), ui->term->modified, &why) || (s && s->ops->can && !s->ops->can(ui, s->self, c->id, &why));
    buf_release(&why);
    return !refused && !((where & ON_EDITOR) && key_edits(command_keys(c)));
}

/* Those that belong in the footer now, in the table's order. */
static int fill_footer(struct ui *ui, const struct command *list[UI_FOOTER])
{
    unsigned where = ui_where(ui);
    int n = 0;
    for (int i = 0; i < COMMANDS; i++) {
        const struct command *c = &commands[i];
        if (n == UI_FOOTER || !in_footer(ui, c, where))
            continue;
        int at = n++;
        for (; at > 0 && list[at - 1]->footer > c->footer; at--)
            list[at] = list[at - 1];
        list[at] = c;
    }
    return n;
}

static void saved_text(struct ui *ui, struct buf *out)
{
    int64_t at = ui->app->store ? store_saved_at(ui->app->store) : 0;
    if (at != ui->saved_seen) {
        ui->saved_seen = at;
        ui->saved_at = ui->now();
    }
    if (ui->saved_at) {
        char clock[CLOCK_SIZE];
        moment_clock(ui->saved_at, clock);
        buf_addf(out, _(" Saved %s "), clock);
    }
}

static void draw_footer(struct ui *ui, int row)
{
    struct canvas *c = &ui->canvas;
    struct buf text = BUF_INIT, saved = BUF_INIT;
    const struct command *list[UI_FOOTER];
    int at = 0, width = c->cols, count = fill_footer(ui, list);
    canvas_fill(c, (struct rect){row, 0, 1, width}, STYLE_BAR, ' ');
    saved_text(ui, &saved);
    ui->footer_count = 0;
    int saved_width = text_width(buf_str(&saved), saved.len);
    if (saved_width > 0 && width >= saved_width + 19) { /* Help and Menu need 19 */
        width -= saved_width;
        canvas_put(c, row, width, saved_width, STYLE_BAR, buf_str(&saved));
    }
    for (int i = 0; i < count && at + 4 < width; i++) {
        const struct command *cmd = list[i];
        buf_clear(&text);
        key_sent(command_keys(cmd), ui->term->modified, &text);
        int key_width = text_width(buf_str(&text), text.len);
        int label_width = text_width(command_label(cmd), strlen(command_label(cmd)));
        if (at + key_width + label_width + 2 > width)
            continue; /* a shorter one may still fit */
        struct footer_key *drawn = &ui->footer[ui->footer_count++];
        *drawn = (struct footer_key){.id = cmd->id, .from = at};
        at += canvas_put(c, row, at, key_width, STYLE_BAR_KEY, buf_str(&text)) + 1;
        if (strcmp(buf_str(&text), command_label(cmd)) == 0)
            at++; /* a key that is called what it does, Delete, is not said twice */
        else
            at += canvas_put(c, row, at, label_width, STYLE_BAR, command_label(cmd)) + 2;
        drawn->to = at - 2;
    }
    buf_release(&text);
    buf_release(&saved);
}

enum command_id ui_command_at(const struct ui *ui, int row, int col)
{
    for (int i = 0; row == ui_frame(ui).footer && i < ui->footer_count; i++)
        if (col >= ui->footer[i].from && col < ui->footer[i].to)
            return ui->footer[i].id;
    return COMMANDS;
}

/* ---- all of it ---- */

enum { MESSAGE_MOST = 3 };

/* A message that is longer than its line stands over the last lines of the screen until the next key: what to do comes at
 * its end, and must not be cut off. In a low terminal it has its one line, and F8 shows the rest. */
void ui_draw_message(struct ui *ui)
{
    struct canvas *c = &ui->canvas;
    int row = ui_frame(ui).message;
    enum style style = ui->message_bad ? STYLE_BAD : STYLE_STRONG;
    if (ui->message.len == 0)
        return;
    int rows = canvas_wrap_height(buf_str(&ui->message), c->cols);
    if (rows <= 1 || c->rows <= 12) {
        canvas_row(c, row, 0, c->cols, style, buf_str(&ui->message));
        return;
    }
    rows = rows > MESSAGE_MOST ? MESSAGE_MOST : rows;
    struct rect r = {row - rows + 1, 0, rows, c->cols};
    canvas_fill(c, r, style, ' ');
    canvas_wrap(c, r, 0, style, buf_str(&ui->message));
}

void ui_draw(struct ui *ui)
{
    struct canvas *c = &ui->canvas;
    int rows, cols;
    if (ui->app->store)
        store_hold(ui->app->store); /* one lock for all that is read for this frame */
    struct open_screen *s = ui_top(ui);
    ui->term->ops->size(ui->term, &rows, &cols);
    if (rows != c->rows || cols != c->cols)
        canvas_resize(c, rows, cols);
    else
        canvas_clear(c);
    struct frame f = ui_frame(ui);
    if (s)
        s->ops->draw(ui, s->self, c, f.area);
    if (f.top >= 0) /* the frame comes over what a screen drew beyond its area */
        draw_top(ui, f.top);
    if (f.footer >= 0)
        draw_footer(ui, f.footer);
    ui_draw_message(ui);
    if (ui->app->store)
        store_let_go(ui->app->store);
}
