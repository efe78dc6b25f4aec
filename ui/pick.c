/* pick.c: see pick.h. */
#include "ui/pick.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"

struct rect box_draw(struct canvas *c, const char *title, const char *hint, int rows, int cols)
{
    int least = 0;
    if (title)
        least = text_width(title, strlen(title)) + 4;
    if (hint && text_width(hint, strlen(hint)) + 4 > least)
        least = text_width(hint, strlen(hint)) + 4;
    if (cols < least)
        cols = least;
    struct rect r = {0, 0, rows + 2, cols + 4};
    r.rows = r.rows > c->rows ? c->rows : r.rows;
    r.cols = r.cols > c->cols ? c->cols : r.cols;
    if (c->rows < 6 || c->cols < 16) {
        r = (struct rect){0, 0, c->rows, c->cols};
        canvas_fill(c, r, STYLE_TEXT, ' ');
        if (title && c->rows > 2) {
            canvas_row(c, 0, 0, c->cols, STYLE_TITLE, title);
            r.row++;
            r.rows--;
        }
        return r;
    }
    r.row = (c->rows - r.rows) / 2;
    r.col = (c->cols - r.cols) / 2;
    canvas_fill(c, r, STYLE_TEXT, ' ');
    canvas_box(c, r);
    if (title) {
        int width = text_width(title, strlen(title)) + 2;
        width = width > r.cols - 4 ? r.cols - 4 : width;
        canvas_putf(c, r.row, r.col + 2, width, STYLE_TITLE, " %s ", title);
    }
    if (hint) {
        int width = text_width(hint, strlen(hint)) + 2;
        width = width > r.cols - 4 ? r.cols - 4 : width;
        canvas_putf(c, r.row + r.rows - 1, r.col + 2, width, STYLE_DIM, " %s ", hint);
    }
    return (struct rect){r.row + 1, r.col + 2, r.rows - 2, r.cols - 4};
}

void box_refuse(struct ui *ui, int key)
{
    enum command_id id = ui_command_of_key(ui, key);
    if (id < COMMANDS && id != CMD_BACK)
        ui_warn(ui, "%s has to wait: finish this with Enter, or leave it with Esc", command_label(&commands[id]));
}

bool pick_run(struct ui *ui, struct pick *p)
{
    while (!ui->done) {
        struct event e;
        ui_draw(ui);
        const char *hint = p->list->filter.len ? _("Enter is done, Esc clears what was typed") : p->hint;
        struct rect inner = box_draw(&ui->canvas, p->title, hint, p->rows, p->cols);
        list_draw(ui, p->list, &ui->canvas, inner, true);
        ui_draw_message(ui); /* why a key did nothing, also where the box leaves no room for it */
        ui_present(ui);
        ui_event(ui, &e);
        bool space = e.type == EVENT_KEY && e.key == ' ' && p->toggle && !p->list->filtering;
        if (space && list_count(p->list) > 0) {
            p->toggle(ui, p->data, p->list->at);
            list_refresh(p->list);
            continue;
        }
        if (e.type == EVENT_KEY && e.key == K_ESCAPE && p->list->filter.len == 0)
            return false; /* with nothing typed there is no filter to leave first */
        if (list_key(ui, p->list, &e))
            continue;
        bool press = e.type == EVENT_MOUSE && e.mouse == MOUSE_PRESS;
        bool enter = e.type == EVENT_KEY && e.key == K_ENTER;
        if (e.type == EVENT_KEY && e.key == K_ESCAPE)
            return false;
        if (press && (e.row < inner.row || e.row >= inner.row + inner.rows || e.col < inner.col ||
                      e.col >= inner.col + inner.cols))
            return false; /* a click beside the box */
        if ((enter || press) && list_count(p->list) > 0)
            return true;
        if (e.type == EVENT_KEY && !enter)
            box_refuse(ui, e.key);
    }
    return false;
}

size_t pick_filter(const char *words, const char *const *folded, size_t count, size_t *places)
{
    struct buf wanted = BUF_INIT;
    size_t n = 0;
    text_fold(&wanted, words, strlen(words));
    for (size_t i = 0; i < count; i++)
        if (text_has_words(folded[i], buf_str(&wanted)))
            places[n++] = i;
    buf_release(&wanted);
    return n;
}

size_t pick_ranked(const char *words, const char *const *labels, const char *const *folded, size_t count, size_t *places)
{
    struct buf wanted = BUF_INIT;
    size_t *found = xcalloc(count + 1, sizeof *found), fit = pick_filter(words, folded, count, found), n = 0;
    text_fold(&wanted, words, strlen(words));
    for (int rank = 0; rank < TEXT_RANKS; rank++)
        for (size_t i = 0; i < fit; i++)
            if ((int)text_rank(labels[found[i]], strlen(labels[found[i]]), buf_str(&wanted)) == rank)
                places[n++] = found[i];
    free(found);
    buf_release(&wanted);
    return n;
}
