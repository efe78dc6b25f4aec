/* box.c: see box.h. */
#include "ui/box.h"

#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "ui/prompt.h"
#include "ui/veil.h"

void box_open(struct ui *ui, struct box *box)
{
    box->open_names = !ui_private(ui);
    ui->boxes++;
}

void box_close(struct ui *ui, struct box *box)
{
    (void)box;
    ui->boxes--;
}

bool box_waits(const struct ui *ui)
{
    return !ui->done && !ui->leaving;
}

/* ---- help ---- */

/* What is asked, how to answer, and what the screen says about the thing it is asked about. */
static void compose_help(struct ui *ui, void *data, struct buf *out)
{
    const struct box *box = data;
    const struct open_screen *s = ui_top(ui);
    struct buf room = BUF_INIT, below = BUF_INIT;
    buf_addf(out, "%s\n", box->title ? veil_text(ui, box->title, &room) : _("Help"));
    if (box->note)
        buf_addf(out, "%s\n\n", veil_text(ui, box->note, &room));
    if (box->explain) {
        box->explain(ui, box->data, out);
        buf_adds(out, "\n\n");
    }
    buf_adds(out, box->how);
    if (s && s->ops->explain && !box->explain)
        s->ops->explain(ui, s->self, &below);
    if (below.len)
        buf_addf(out, "\n\n%s", buf_str(&below));
    buf_release(&room);
    buf_release(&below);
}

/* ---- events ---- */

static void leave(struct ui *ui)
{
    ui->leaving = true;
}

static bool always(struct ui *ui, const struct box *box, enum command_id id)
{
    switch (id) {
    case CMD_PRIVACY:
    case CMD_LOCK:
    case CMD_REDRAW: ui_always(ui, id); return true;
    case CMD_QUIT: leave(ui); return true;
    case CMD_EXPLAIN:
        if (box && box->how)
            prompt_explain(ui, compose_help, (void *)box);
        return box && box->how;
    default: return false;
    }
}

bool box_event(struct ui *ui, struct box *box, struct event *e)
{
    ui_event(ui, e);
    if (e->type == EVENT_KEY)
        return !always(ui, box, ui_always_key(e->key));
    return e->type == EVENT_PASTE || e->type == EVENT_MOUSE;
}

/* ---- drawing ---- */

static int needed(const char *text)
{
    return text ? text_width(text, strlen(text)) + 4 : 0;
}

/* On the frame: the title above, the hint below. */
static void draw_edge(struct canvas *c, const struct rect *r, int row, enum style style, const char *text)
{
    int width = needed(text) - 2;
    if (text)
        canvas_putf(c, row, r->col + 2, width > r->cols - 4 ? r->cols - 4 : width, style, " %s ", text);
}

static struct rect draw_whole(struct canvas *c, const char *title)
{
    struct rect r = {0, 0, c->rows, c->cols};
    canvas_fill(c, r, STYLE_TEXT, ' ');
    if (title && c->rows > 2) {
        canvas_row(c, 0, 0, c->cols, STYLE_TITLE, title);
        r.row++;
        r.rows--;
    }
    return r;
}

struct rect box_draw(struct ui *ui, const struct box *box, const char *hint, int rows, int cols)
{
    struct canvas *c = &ui->canvas;
    struct buf room = BUF_INIT;
    const char *title = veil_text(ui, box->title, &room);
    struct rect inner;
    cols = cols < needed(title) ? needed(title) : cols;
    cols = cols < needed(hint) ? needed(hint) : cols;
    if (c->rows < 6 || c->cols < 16) {
        inner = draw_whole(c, title);
    } else {
        struct rect r = {0, 0, rows + 2, cols + 4};
        r.rows = r.rows > c->rows ? c->rows : r.rows;
        r.cols = r.cols > c->cols ? c->cols : r.cols;
        r.row = (c->rows - r.rows) / 2;
        r.col = (c->cols - r.cols) / 2;
        canvas_fill(c, r, STYLE_TEXT, ' ');
        canvas_box(c, r);
        draw_edge(c, &r, r.row, STYLE_TITLE, title);
        draw_edge(c, &r, r.row + r.rows - 1, STYLE_DIM, hint);
        inner = (struct rect){r.row + 1, r.col + 2, r.rows - 2, r.cols - 4};
    }
    buf_release(&room);
    return inner;
}

void box_hide(struct ui *ui, struct rect r)
{
    struct canvas *c = &ui->canvas;
    const char *sign = c->ascii ? "*" : "\xe2\x80\xa2"; /* U+2022 */
    for (int row = r.row; row < r.row + r.rows && row < c->rows; row++)
        for (int col = r.col; col < r.col + r.cols && col < c->cols; col++) {
            const struct cell *cell = &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
            if (cell->text[0] && strcmp(cell->text, " ") != 0)
                canvas_put(c, row, col, cell->width > 0 ? cell->width : 1, (enum style)cell->style, sign);
        }
}

void box_refuse(struct ui *ui, int key)
{
    enum command_id id = ui_command_of_key(ui, key);
    if (id < COMMANDS && id != CMD_BACK)
        ui_warn(ui, "%s has to wait: finish this with Enter, or leave it with Esc", command_label(&commands[id]));
}
