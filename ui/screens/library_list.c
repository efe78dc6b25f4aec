/* library_list.c: the shelves, and the entries of one, as lists of their sheets (sheet/shelf.c). See library.h. */
#include "ui/screens/library.h"

#include <stdlib.h>

#include "base/tr.h"

/* ---- making the list ---- */

/* Columns of a table of shades are numbers, which the lines below it explain. */
static void number_columns(struct library_screen *s)
{
    static const char *const numbers[] = {"", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"};
    for (int i = 1; s->sheet.highest && i < s->rows.list.column_count; i++)
        s->rows.list.columns[i].title = numbers[i];
}

void library_read(struct library_screen *s)
{
    struct ui *ui = s->rows.ui;
    const char *name = s->level == LIBRARY_SHELVES || !library_shelf_shown(ui, s) ? "library" : "shelf";
    struct sheet before = s->sheet;
    struct error e = {0};
    if (sheet_make(&s->sheet, sheet_maker(name), ui->app, &(struct sheet_query){.phase = -1, .what = s->shelf, .limits = &s->limits}, &e) != OK)
        ui_fail(ui, &e);
    rows_show(&s->rows, &s->sheet);
    number_columns(s);
    sheet_release(&before);
}

void library_show(struct ui *ui, struct library_screen *s, enum library_level level)
{
    if (s->listed)
        rows_release(&s->rows);
    rows_init(&s->rows, ui);
    s->listed = true;
    s->level = level;
    library_read(s);
    s->rows.list.source.sort = NULL;
    s->rows.list.plain = true;
    if (level == LIBRARY_SHELVES && *s->shelf)
        list_select(&s->rows.list, s->shelf); /* where one came from */
}

/* ---- drawing ---- */

static void draw_title(struct ui *ui, struct library_screen *s, const struct shelf *shelf, struct canvas *c, struct rect area)
{
    struct buf count = BUF_INIT, limits = BUF_INIT;
    int col = area.col + canvas_put(c, area.row, area.col, area.cols, STYLE_TITLE, shelf ? shelf->kind->label_plural : _("Shelves")) + 2;
    size_t total = shelf ? shelf_count(shelf) : s->sheet.count, count_shown = s->rows.view.count;
    if (count_shown < total)
        buf_addf(&count, _("%zu of %zu"), count_shown, total);
    else
        buf_addf(&count, "%zu", total);
    col += canvas_put(c, area.row, col, area.cols - (col - area.col), STYLE_TEXT, buf_str(&count)) + 2;
    if (shelf)
        limits_describe(&s->limits, &ui->app->content->library, shelf, &limits);
    bool shaded = shelf && s->sheet.highest; /* its hint stands below */
    canvas_put(c, area.row, col, area.cols - (col - area.col), limits.len ? STYLE_WARN : STYLE_DIM,
               limits.len ? limits.s : !shelf || shaded ? "" : shelf->kind->hint);
    buf_release(&count);
    buf_release(&limits);
}

/* The numbers of the columns, two beside each other; returns the lines used. */
static int draw_key(const struct library_screen *s, struct canvas *c, struct rect area)
{
    int half = area.cols >= 60 ? area.cols / 2 : area.cols, per_row = area.cols >= 60 ? 2 : 1, n = 0;
    for (int i = 1; i < s->rows.list.column_count; i++, n++) {
        int row = n / per_row;
        if (row < area.rows)
            canvas_putf(c, area.row + row, area.col + n % per_row * half, half - 1, STYLE_DIM, "%d %s", i,
                        s->sheet.columns[i].title);
    }
    return (n + per_row - 1) / per_row;
}

/* A table of shades: below it what the columns are, and always what it does not say. In little room the hint's end, where
 * that stands. */
static struct rect draw_below(struct library_screen *s, const struct shelf *shelf, struct canvas *c, struct rect area)
{
    int hint = canvas_wrap_height(shelf->kind->hint, area.cols);
    int per_row = area.cols >= 60 ? 2 : 1, key = (s->rows.list.column_count + per_row - 2) / per_row;
    int room = area.rows - 5;
    if (hint + key > room)
        key = hint > room ? 0 : room - hint;
    int shown = hint < room ? hint : room > 2 ? room : 2;
    if (area.rows < 6)
        shown = area.rows - 3 > 0 ? area.rows - 3 : 0;
    canvas_wrap(c, (struct rect){area.row + area.rows - shown, area.col, shown, area.cols}, hint - shown, STYLE_TEXT,
                shelf->kind->hint);
    if (key > 0)
        draw_key(s, c, (struct rect){area.row + area.rows - shown - key, area.col, key, area.cols});
    area.rows -= shown + key + (key > 0 && area.rows - shown - key > 6);
    return area;
}

void library_draw_list(struct ui *ui, struct library_screen *s, struct canvas *c, struct rect area, bool focused)
{
    const struct shelf *shelf = s->level == LIBRARY_SHELVES ? NULL : library_shelf_shown(ui, s);
    if (area.rows > 3) {
        draw_title(ui, s, shelf, c, area);
        area.row++;
        area.rows--;
    }
    if (shelf && s->sheet.highest && area.rows > 3)
        area = draw_below(s, shelf, c, area);
    list_draw(ui, &s->rows.list, c, area, focused);
}
