/* look_up.c: what a word means, from any screen: see actions.h. */
#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "base/mem.h"
#include "base/tr.h"
#include "ui/actions.h"
#include "ui/entry_pick.h"
#include "ui/prompt.h"

/* ---- the text on the screen ---- */

static bool drawn_line(const struct cell *cell)
{
    return strncmp(cell->text, "\u2502", 3) == 0 || strncmp(cell->text, "\u2500", 3) == 0 || strcmp(cell->text, "|") == 0;
}

static bool blank(const struct cell *cell)
{
    return cell->width > 0 && (cell->text[0] == ' ' || cell->text[0] == '\0');
}

/* The piece of a row that begins at or before `col` and ends before two blanks or a drawn line. */
static void add_piece(const struct canvas *c, int row, int col, struct buf *out)
{
    const struct cell *cells = c->cells + (size_t)row * (size_t)c->cols;
    for (; col < c->cols && !drawn_line(&cells[col]); col++) {
        if (blank(&cells[col]) && (col + 1 == c->cols || blank(&cells[col + 1])))
            break;
        buf_adds(out, blank(&cells[col]) ? " " : cells[col].text);
    }
}

/* Panes stand beside each other, and a term may be broken at a line's end: each piece of a row is read together with the
 * piece that begins below it in the same column. */
static void read_screen(const struct canvas *c, struct rect area, struct buf *out)
{
    for (int row = area.row; row < area.row + area.rows; row++) {
        const struct cell *cells = c->cells + (size_t)row * (size_t)c->cols;
        bool gap = true;
        for (int col = area.col; col < area.col + area.cols; col++) {
            bool empty = blank(&cells[col]) || drawn_line(&cells[col]);
            if (!empty && gap) {
                add_piece(c, row, col, out);
                buf_addc(out, ' ');
                if (row + 1 < area.row + area.rows)
                    add_piece(c, row + 1, col, out);
                buf_addc(out, '\n');
            }
            gap = drawn_line(&cells[col]) || (empty && (col == area.col || blank(&cells[col - 1]) || gap));
        }
    }
}

/* ---- the list ---- */

struct words {
    struct entry_choice *list;
    size_t count;
};

static bool listed(const struct words *w, const struct shelf *shelf, size_t entry)
{
    for (size_t i = 0; i < w->count; i++)
        if (w->list[i].shelf == shelf && w->list[i].entry == entry)
            return true;
    return false;
}

/* Those on the screen in the order they stand there, then all others. */
static void gather(struct ui *ui, struct words *w)
{
    static const char *const names[] = {"terms", "acronyms"};
    const struct library *lib = &ui->app->content->library;
    struct term_hit hits[TERMS_MOST];
    struct buf text = BUF_INIT;
    ui_draw(ui);
    read_screen(&ui->canvas, ui_frame(ui).area, &text);
    size_t n = terms_in(lib, buf_str(&text), hits, TERMS_MOST), total = n;
    for (int i = 0; i < 2; i++)
        total += library_shelf(lib, names[i]) ? shelf_count(library_shelf(lib, names[i])) : 0;
    w->list = xcalloc(total + 1, sizeof *w->list);
    for (size_t i = 0; i < n; i++)
        w->list[w->count++] = (struct entry_choice){hits[i].shelf, hits[i].entry, _("on the screen")};
    size_t first = w->count;
    for (int i = 0; i < 2; i++) {
        const struct shelf *shelf = library_shelf(lib, names[i]);
        for (size_t entry = 0; shelf && entry < shelf_count(shelf); entry++) {
            struct words seen = {w->list, first};
            if (!listed(&seen, shelf, entry))
                w->list[w->count++] = (struct entry_choice){shelf, entry, ""};
        }
    }
    buf_release(&text);
}

void action_look_up(struct ui *ui)
{
    struct words w = {0};
    long at = 0;
    gather(ui, &w);
    while (!ui->done && at >= 0) {
        at = entry_pick(ui, _("Look up a word"), _("Type to filter, Enter shows the meaning, Esc goes back"), "", w.list,
                        w.count, (size_t)at);
        if (at < 0)
            break;
        struct term_hit hit = {w.list[at].shelf, w.list[at].entry, 0};
        struct buf text = BUF_INIT;
        term_text(ui->app, &hit, &text);
        prompt_plain_text(ui, shelf_label(hit.shelf, hit.entry), buf_str(&text));
        buf_release(&text);
    }
    free(w.list);
}
