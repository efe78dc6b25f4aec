/* list.c: see list.h. Rows are drawn once into l->rows, a ring of as many rows as are visible (row r of the source lives
 * in slot r modulo their number), and copied from there into each frame; choosing a row only changes the style of the
 * copied cells. How the columns share the width is in list_layout.c. */
#include "ui/list.h"

#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/box.h"
#include "ui/key.h"
#include "ui/list_layout.h"
#include "ui/prompt.h"

#define NONE SIZE_MAX

/* ---- a view as source ---- */

static size_t of_view_count(void *data)
{
    return view_matched(((struct list *)data)->view);
}

static size_t of_view_total(void *data)
{
    return view_total(((struct list *)data)->view);
}

static void of_view_cell(void *data, size_t at, int column, struct buf *out)
{
    struct list *l = data;
    const char *title;
    if (!l->columns[column].title_column)
        view_cell(l->view, at, l->columns[column].of, out);
    else if ((title = view_title(l->view, at)))
        buf_adds(out, taken_title(l->app, view_kind(l->view), title));
}

static const char *of_view_id(void *data, size_t at)
{
    return view_id(((struct list *)data)->view, at);
}

static size_t of_view_find(void *data, const char *id)
{
    return view_find(((struct list *)data)->view, id);
}

static void of_view_filter(void *data, const char *words)
{
    struct error e;
    view_filter(((struct list *)data)->view, words, &e);
}

static bool of_view_sort(void *data, int column, bool descending)
{
    struct list *l = data;
    struct error e;
    bool by_title = column < 0 || l->columns[column].title_column;
    return view_sort(l->view, by_title ? NULL : &l->columns[column].of, descending, &e) == OK;
}

/* Tells the view what will be asked for. */
static void want_columns(struct list *l)
{
    struct column wanted[LIST_COLUMNS];
    size_t n = 0;
    for (int i = 0; i < l->column_count; i++) {
        if (!l->columns[i].title_column)
            wanted[n++] = l->columns[i].of;
    }
    view_want(l->view, wanted, n);
}

static void of_view_refresh(void *data)
{
    view_refresh(((struct list *)data)->view);
}

/* ---- start and end ---- */

static void forget_rows(struct list *l)
{
    for (int i = 0; i < l->rows.rows; i++)
        l->row_at[i] = NONE;
}

void list_init(struct list *l, const struct list_source *source)
{
    memset(l, 0, sizeof *l);
    l->source = *source;
    l->sort_column = -1;
    l->count = NONE;
}

void list_init_view(struct list *l, const struct app *app, struct view *view)
{
    struct list_source source = {
        .data = l,
        .count = of_view_count,
        .total = of_view_total,
        .cell = of_view_cell,
        .id = of_view_id,
        .find = of_view_find,
        .filter = of_view_filter,
        .sort = of_view_sort,
        .refresh = of_view_refresh,
    };
    list_init(l, &source);
    l->view = view;
    l->app = app;
    struct list_column title = {.title = view_kind(view)->label, .title_column = true};
    list_set_columns(l, &title, 1);
}

void list_unmark(struct list *l)
{
    for (size_t i = 0; i < l->mark_count; i++)
        free(l->marks[i]);
    l->mark_count = 0;
    l->laid_out = false;
}

void list_release(struct list *l)
{
    list_unmark(l);
    free(l->marks);
    free(l->row_at);
    free(l->row_id);
    canvas_release(&l->rows);
    buf_release(&l->filter);
}

void list_set_columns(struct list *l, const struct list_column *columns, int count)
{
    l->column_count = count < LIST_COLUMNS ? count : LIST_COLUMNS;
    memcpy(l->columns, columns, sizeof *columns * (size_t)l->column_count);
    if (l->view)
        want_columns(l);
    l->no_header = true; /* one column needs none, nor do several without titles */
    for (int i = 0; i < l->column_count && l->column_count > 1; i++)
        l->no_header &= !*l->columns[i].title;
    l->sort_column = -1;
    l->laid_out = false;
}

/* ---- where it stands ---- */

size_t list_count(struct list *l)
{
    if (l->count == NONE)
        l->count = l->source.count(l->source.data);
    return l->count;
}

static void copy_id(char out[LIST_ID], const char *id)
{
    size_t n = id ? strnlen(id, LIST_ID - 1) : 0;
    memmove(out, id ? id : "", n);
    out[n] = 0;
}

/* Of the record that was drawn in that row; of one that was not, what the source says. */
static const char *row_id(struct list *l, size_t at)
{
    int slot = l->rows.rows > 0 ? (int)(at % (size_t)l->rows.rows) : -1;
    if (at >= list_count(l) || !l->source.id)
        return NULL;
    return slot >= 0 && l->row_at && l->row_at[slot] == at ? l->row_id[slot] : l->source.id(l->source.data, at);
}

const char *list_id(struct list *l)
{
    copy_id(l->id, row_id(l, l->at));
    return l->id;
}

void list_go(struct list *l, size_t at)
{
    size_t count = list_count(l);
    l->at = count == 0 ? 0 : at < count ? at : count - 1;
}

bool list_select(struct list *l, const char *id)
{
    size_t at = l->source.find && *id ? l->source.find(l->source.data, id) : NONE;
    if (at >= list_count(l))
        return false;
    list_go(l, at);
    return true;
}

/* The rows are others now, but the person stays where they were if that row is still there. */
static void stay(struct list *l)
{
    char id[sizeof l->id];
    memcpy(id, l->id, sizeof id);
    l->count = NONE;
    forget_rows(l);
    if (!list_select(l, id))
        list_go(l, l->at);
}

void list_refresh(struct list *l)
{
    if (l->source.refresh)
        l->source.refresh(l->source.data);
    l->laid_out = false; /* texts may be longer now */
    stay(l);
}

void list_describe(struct list *l, struct buf *out)
{
    size_t count = list_count(l);
    if (l->filter.len > 0 && l->source.total)
        buf_addf(out, _("%zu of %zu"), count, l->source.total(l->source.data));
    else
        buf_addf(out, "%zu", count);
    if (l->mark_count > 0)
        buf_addf(out, _(", %zu marked"), l->mark_count);
}

/* ---- marks: kept in order, so that they are found by halving ---- */

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char **find_mark(const struct list *l, const char *id)
{
    return l->mark_count == 0 ? NULL : bsearch(&id, l->marks, l->mark_count, sizeof *l->marks, compare_ids);
}

size_t list_marked(const struct list *l)
{
    return l->mark_count;
}

const char *list_mark(const struct list *l, size_t i)
{
    return l->marks[i];
}

bool list_is_marked(const struct list *l, const char *id)
{
    return find_mark(l, id) != NULL;
}

static void toggle_mark(struct list *l)
{
    const char *id = list_id(l);
    if (!*id)
        return;
    char **mark = find_mark(l, id);
    l->laid_out &= l->mark_count > 1 || (l->mark_count == 1 && !mark); /* the signs' column comes or goes */
    if (mark) {
        free(*mark);
        size_t i = (size_t)(mark - l->marks);
        memmove(mark, mark + 1, sizeof *mark * (--l->mark_count - i));
    } else {
        GROW(l->marks, l->mark_count + 1, l->mark_cap);
        size_t i = l->mark_count;
        while (i > 0 && strcmp(l->marks[i - 1], id) > 0)
            i--;
        memmove(l->marks + i + 1, l->marks + i, sizeof *l->marks * (l->mark_count++ - i));
        l->marks[i] = xstrdup(id);
    }
    if (l->rows.rows > 0)
        l->row_at[l->at % (size_t)l->rows.rows] = NONE;
}

size_t list_unmark_gone(struct list *l)
{
    size_t kept = 0, before = l->mark_count;
    for (size_t i = 0; i < before; i++) {
        struct record r;
        bool there = !l->view || store_get(l->app->store, view_kind(l->view), l->marks[i], &r, NULL) == OK;
        if (there && l->view)
            record_release(&r);
        if (there)
            l->marks[kept++] = l->marks[i];
        else
            free(l->marks[i]);
    }
    l->mark_count = kept;
    l->laid_out &= kept == before;
    return before - kept;
}

static void add_mark(void *data, const char *id)
{
    struct list *l = data;
    GROW(l->marks, l->mark_count + 1, l->mark_cap);
    l->marks[l->mark_count++] = xstrdup(id);
}

static void mark_all(struct list *l)
{
    bool off = l->mark_count > 0;
    list_unmark(l);
    if (off)
        return;
    size_t count = list_count(l);
    if (l->view)
        view_each_id(l->view, add_mark, l);
    for (size_t i = 0; i < count && !l->view; i++) {
        const char *id = l->source.id(l->source.data, i);
        if (id)
            add_mark(l, id);
    }
    if (l->mark_count > 0)
        sort_stable(l->marks, l->mark_count, sizeof *l->marks, compare_ids);
}

/* ---- filter ---- */

static void filter_changed(struct list *l)
{
    l->source.filter(l->source.data, buf_str(&l->filter));
    stay(l);
    l->top = 0;
}

static void filter_off(struct list *l)
{
    l->filtering = false;
    if (l->filter.len > 0) {
        buf_clear(&l->filter);
        filter_changed(l);
    }
}

static void filter_add(struct list *l, const char *s, size_t n)
{
    l->filtering = true;
    buf_add(&l->filter, s, n);
    filter_changed(l);
}

static bool begins_filter(int key)
{
    return (key >= '0' && key <= '9') || (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z') ||
           (key >= 0xA0 && key < KEY_BASE);
}

static bool filter_key(struct list *l, int key)
{
    if (key == K_ESCAPE && (l->filtering || l->filter.len > 0)) {
        filter_off(l);
    } else if (key == K_BACKSPACE && l->filter.len > 0) {
        size_t at = grapheme_prev(l->filter.s, l->filter.len, l->filter.len);
        buf_splice(&l->filter, at, l->filter.len - at, "", 0);
        l->filtering = true;
        filter_changed(l);
    } else if (key_types(key) && (l->filtering || begins_filter(key))) {
        struct buf typed = BUF_INIT;
        utf8_add(&typed, key);
        filter_add(l, buf_str(&typed), typed.len);
        buf_release(&typed);
    } else {
        return false;
    }
    return true;
}

/* ---- keys ---- */

static bool move_key(struct list *l, int key)
{
    size_t page = l->area.rows > 1 ? (size_t)l->area.rows - 1 : 1;
    size_t last = list_count(l) ? list_count(l) - 1 : 0;
    switch (key) {
    case K_UP: list_go(l, l->at ? l->at - 1 : 0); break;
    case K_DOWN: list_go(l, l->at + 1); break;
    case K_PAGE_UP: list_go(l, l->at > page ? l->at - page : 0); break;
    case K_PAGE_DOWN: list_go(l, l->at + page); break;
    case K_HOME: list_go(l, 0); break;
    case K_END: list_go(l, last); break;
    default: return false;
    }
    l->filtering = false;
    return true;
}

static bool mouse_key(struct list *l, const struct event *e)
{
    const struct rect *a = &l->area;
    if (e->row < a->row || e->row >= a->row + a->rows || e->col < a->col || e->col >= a->col + a->cols)
        return false;
    if (e->mouse == MOUSE_WHEEL_UP || e->mouse == MOUSE_WHEEL_DOWN) {
        list_go(l, e->mouse == MOUSE_WHEEL_DOWN ? l->at + 3 : l->at > 3 ? l->at - 3 : 0);
        return true;
    }
    size_t at = l->top + (size_t)(e->row - a->row);
    if (e->mouse != MOUSE_PRESS || at >= list_count(l))
        return e->mouse != MOUSE_PRESS;
    if (at == l->at)
        return false;
    list_go(l, at);
    return true;
}

bool list_key(struct ui *ui, struct list *l, const struct event *e)
{
    (void)ui;
    if (e->type == EVENT_MOUSE)
        return mouse_key(l, e);
    if (e->type == EVENT_PASTE && l->source.filter) {
        filter_add(l, e->text, strcspn(e->text, "\n"));
        return true;
    }
    if (e->type != EVENT_KEY)
        return false;
    return move_key(l, e->key) || (l->source.filter && filter_key(l, e->key));
}

/* ---- actions ---- */

static void ask_sort(struct ui *ui, struct list *l)
{
    const char *labels[LIST_COLUMNS];
    for (int i = 0; i < l->column_count; i++)
        labels[i] = tr(l->columns[i].title);
    int now = l->sort_column < 0 ? 0 : l->sort_column;
    int chosen = prompt_choice(ui, _("Sort by (the same again turns it round)"), labels, (size_t)l->column_count, now);
    if (chosen < 0)
        return;
    bool down = chosen == now && !l->sort_down;
    if (!l->source.sort(l->source.data, chosen, down))
        return;
    l->sort_column = chosen;
    l->sort_down = down;
    stay(l);
    ui_say(ui, "sorted by %s%s", tr(l->columns[chosen].title), down ? _(", last first") : "");
}

bool list_act(struct ui *ui, struct list *l, enum command_id id)
{
    if (id == CMD_FILTER && l->source.filter) {
        l->filtering = true;
        return true;
    }
    if (id == CMD_SORT && l->source.sort) {
        ask_sort(ui, l);
        return true;
    }
    if (id == CMD_MARK && l->source.id) {
        toggle_mark(l);
        list_go(l, l->at + 1);
        return true;
    }
    if (id == CMD_MARK_ALL && l->source.id) {
        mark_all(l);
        ui_say(ui, l->mark_count > 0 ? N_("%zu marked") : N_("no marks any more"), l->mark_count);
        return true;
    }
    if (id == CMD_BACK && (l->filtering || l->filter.len > 0)) {
        filter_off(l);
        return true;
    }
    if (id == CMD_BACK && l->mark_count > 0) {
        list_unmark(l);
        return true;
    }
    return false;
}

/* ---- drawing ---- */

static void draw_filter(struct ui *ui, struct list *l, struct canvas *c, struct rect *area, bool focused)
{
    struct buf text = BUF_INIT;
    int at = canvas_put(c, area->row, area->col, area->cols, STYLE_DIM, _("Filter: "));
    int used = canvas_put(c, area->row, area->col + at, area->cols - at, STYLE_FIELD,
                          l->filter.len > 0 ? buf_str(&l->filter) : " ");
    if (ui_private(ui) && !l->plain && l->filter.len > 0)
        box_hide(ui, (struct rect){area->row, area->col + at, 1, used});
    if (focused && l->filtering)
        canvas_cursor(c, area->row, area->col + at + (l->filter.len > 0 ? used : 0));
    list_describe(l, &text);
    canvas_put(c, area->row, area->col + at + used + 2, area->cols - at - used - 2, STYLE_DIM, buf_str(&text));
    buf_release(&text);
    area->row++;
    area->rows--;
}

static void draw_row(struct ui *ui, struct list *l, size_t at, int slot)
{
    struct canvas *c = &l->rows;
    struct buf text = BUF_INIT;
    int col = 0;
    canvas_fill(c, (struct rect){slot, 0, 1, c->cols}, STYLE_TEXT, ' ');
    copy_id(l->row_id[slot], l->source.id ? l->source.id(l->source.data, at) : NULL);
    bool marked = l->mark_count > 0 && list_is_marked(l, l->row_id[slot]);
    if (l->mark_count > 0) {
        canvas_put(c, slot, 0, 2, marked ? STYLE_MARKED : STYLE_TEXT, marked ? "* " : "  ");
        col = 2;
    }
    for (int i = 0; i < l->column_count; i++) {
        if (l->widths[i] == 0)
            continue;
        enum style style = marked ? STYLE_MARKED
                           : l->source.style ? l->source.style(l->source.data, at, i)
                                             : STYLE_TEXT;
        buf_clear(&text);
        l->source.cell(l->source.data, at, i, &text);
        if (l->columns[i].personal)
            ui_mask_buf(ui, &text);
        int width = l->columns[i].right ? text_width(buf_str(&text), text.len) : l->widths[i];
        int pad = width < l->widths[i] ? l->widths[i] - width : 0;
        canvas_put(c, slot, col + pad, l->widths[i] - pad, style, buf_str(&text));
        col += l->widths[i] + LIST_GAP;
    }
    buf_release(&text);
    l->row_at[slot] = at;
}

static void draw_header(struct list *l, struct canvas *c, struct rect *area)
{
    int col = area->col + (l->mark_count > 0 ? 2 : 0);
    for (int i = 0; i < l->column_count; i++) {
        if (l->widths[i] == 0)
            continue;
        bool sorted = i == l->sort_column;
        const char *sign = !sorted ? "" : c->ascii ? (l->sort_down ? " v" : " ^") : (l->sort_down ? _(" \u25bc") : " \u25b2");
        canvas_putf(c, area->row, col, l->widths[i], STYLE_TITLE, "%s%s", tr(l->columns[i].title), sign);
        col += l->widths[i] + LIST_GAP;
    }
    area->row++;
    area->rows--;
}

/* Brings ring and widths into agreement with the area. */
static void fit(struct ui *ui, struct list *l, const struct rect *area, bool ascii)
{
    if (l->rows.rows != area->rows || l->rows.cols != area->cols || !l->row_at) {
        canvas_resize(&l->rows, area->rows, area->cols);
        l->row_at = xrealloc(l->row_at, sizeof *l->row_at * (size_t)(area->rows + 1));
        l->row_id = xrealloc(l->row_id, sizeof *l->row_id * (size_t)(area->rows + 1));
        forget_rows(l);
        l->laid_out = false;
    }
    if (!l->laid_out || l->was_private != ui_private(ui) || l->was_ascii != ascii) {
        list_layout(l, area->cols - (l->mark_count > 0 ? 2 : 0), area->rows);
        l->laid_out = list_count(l) > 0;
        l->was_private = ui_private(ui);
        l->was_ascii = l->rows.ascii = ascii;
        forget_rows(l);
    }
}

static void copy_row(const struct list *l, int slot, struct canvas *c, int row, int col, int style)
{
    if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
        return;
    int n = l->rows.cols < c->cols - col ? l->rows.cols : c->cols - col;
    struct cell *to = c->cells + (size_t)row * (size_t)c->cols + col;
    memcpy(to, l->rows.cells + (size_t)slot * (size_t)l->rows.cols, sizeof *to * (size_t)n);
    for (int i = 0; style >= 0 && i < n; i++)
        to[i].style = (uint8_t)style;
}

static void draw_rows(struct ui *ui, struct list *l, struct canvas *c, bool focused)
{
    size_t count = list_count(l), rows = (size_t)l->area.rows;
    if (l->at < l->top)
        l->top = l->at;
    if (l->at >= l->top + rows)
        l->top = l->at - rows + 1;
    if (l->top + rows > count)
        l->top = count > rows ? count - rows : 0;
    for (size_t i = 0; i < rows && l->top + i < count; i++) {
        size_t at = l->top + i;
        int slot = (int)(at % rows);
        if (l->row_at[slot] != at)
            draw_row(ui, l, at, slot);
        int style = at != l->at ? -1 : focused ? STYLE_SELECTED : STYLE_STRONG;
        copy_row(l, slot, c, l->area.row + (int)i, l->area.col, style);
    }
    if (focused && !l->filtering)
        canvas_cursor(c, l->area.row + (int)(l->at - l->top), l->area.col);
}

void list_draw(struct ui *ui, struct list *l, struct canvas *c, struct rect area, bool focused)
{
    if (area.rows <= 0 || area.cols <= 0)
        return;
    if ((l->filtering || l->filter.len > 0) && area.rows > 1)
        draw_filter(ui, l, c, &area, focused);
    bool header = !l->no_header && area.rows > 2;
    struct rect rows = area;
    if (header) {
        rows.row++;
        rows.rows--;
    }
    list_go(l, l->at);
    fit(ui, l, &rows, c->ascii);
    if (header)
        draw_header(l, c, &area);
    l->area = rows;
    if (list_count(l) == 0) {
        const char *empty = l->filter.len > 0 ? _("Nothing fits. Esc shows all again.") : l->empty;
        canvas_wrap(c, rows, 0, STYLE_DIM, empty ? empty : _("Nothing here yet."));
        if (focused && !l->filtering)
            canvas_cursor(c, rows.row, rows.col);
    } else {
        draw_rows(ui, l, c, focused);
    }
    list_id(l);
}
