/* plan.c: the planning grid of the Guide's figure 8: five phases by the four parts of the work, with the tools planned for
 * each, and cells that are still empty. Phases are numbered as in the Guide's text, 0 to 4 (the figure's own numbers are
 * one too high). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/pick.h"
#include "ui/screens/library.h"
#include "ui/screens/screens.h"
#include "ui/subject.h"

enum { PARTS = 4, NAME_COLS = 9 /* less shows numbers, not names */ };

struct planned {
    char id[ID_SIZE], tool[LINK_ID], date[12];
    int phase, part;
    bool done;
    char *reason;
};

struct plan {
    struct planned *tools;
    size_t count, cap;
    int phase, part;         /* the chosen cell */
    struct rect cells[PHASES][PARTS]; /* as last drawn, for the mouse */
};

/* ---- reading ---- */

static const struct field *part_field(struct ui *ui)
{
    return &ui->app->model.kinds[KIND_PLANNED_TOOL]->fields[PLANNED_TOOL_PART];
}

static int part_of(const struct field *parts, const char *name)
{
    for (size_t i = 0; i < parts->choice_count && i < PARTS; i++)
        if (strcmp(parts->choices[i].name, name) == 0)
            return (int)i;
    return -1;
}

static bool take(void *data, const struct record *r)
{
    struct plan *p = data;
    const char *phase = record_get(r, PLANNED_TOOL_PHASE);
    struct planned t = {.phase = *phase - '0', .part = part_of(&r->kind->fields[PLANNED_TOOL_PART], record_get(r, PLANNED_TOOL_PART))};
    if (t.phase < 0 || t.phase >= PHASES || t.part < 0)
        return true;
    snprintf(t.id, sizeof t.id, "%s", record_id(r));
    snprintf(t.tool, sizeof t.tool, "%s", record_get(r, PLANNED_TOOL_TOOL));
    snprintf(t.date, sizeof t.date, "%s", record_get(r, PLANNED_TOOL_DATE));
    t.done = record_yes(r, PLANNED_TOOL_DONE);
    t.reason = xstrdup(record_get(r, PLANNED_TOOL_REASON));
    GROW(p->tools, p->count + 1, p->cap);
    p->tools[p->count++] = t;
    return true;
}

static void forget(struct plan *p)
{
    for (size_t i = 0; i < p->count; i++)
        free(p->tools[i].reason);
    p->count = 0;
}

static void plan_refresh(struct ui *ui, void *self)
{
    struct error e;
    forget(self);
    if (store_each(ui->app->store, ui->app->model.kinds[KIND_PLANNED_TOOL], PLANNED_TOOL_ALLIANCE, ui->app->alliance, take, self, &e) != OK)
        ui_fail(ui, &e);
}

static const struct shelf *tools_of(struct ui *ui)
{
    return library_shelf(&ui->app->content->library, "tool");
}

static const char *tool_label(struct ui *ui, const char *id)
{
    const struct shelf *shelf = tools_of(ui);
    long entry = shelf ? shelf_find(shelf, id) : -1;
    return entry >= 0 ? shelf_label(shelf, (size_t)entry) : id;
}

static bool in_cell(const struct planned *t, int phase, int part)
{
    return t->phase == phase && t->part == part;
}

static size_t cell_count(const struct plan *p, int phase, int part)
{
    size_t n = 0;
    for (size_t i = 0; i < p->count; i++)
        n += in_cell(&p->tools[i], phase, part);
    return n;
}

/* ---- open and close ---- */

static void *plan_open(struct ui *ui, const char *place)
{
    struct plan *p = xcalloc(1, sizeof *p);
    int phase = 0, part = 0;
    if (sscanf(place, "%d %d", &phase, &part) == 2 && phase >= 0 && phase < PHASES && part >= 0 && part < PARTS) {
        p->phase = phase;
        p->part = part;
    }
    plan_refresh(ui, p);
    return p;
}

static void plan_close(struct ui *ui, void *self)
{
    struct plan *p = self;
    (void)ui;
    forget(p);
    free(p->tools);
    free(p);
}

static void plan_place(struct ui *ui, void *self, struct buf *out)
{
    const struct plan *p = self;
    (void)ui;
    buf_addf(out, "%d %d", p->phase, p->part);
}

/* ---- drawing ---- */

static const char *done_sign(const struct canvas *c)
{
    return c->ascii ? "+ " : "\u2713 ";
}

/* Is there a word that does not fit into a line? */
static bool word_too_wide(const char *text, int cols)
{
    bool wide = false;
    for (size_t n; *text && !wide; text += n + (text[n] == ' ')) {
        n = strcspn(text, " ");
        wide = text_width(text, n) > cols;
    }
    return wide;
}

/* No word is broken: where one is wider than the area, the whole is one line that ends with an ellipsis. Gives the rows. */
static int put_words(struct canvas *c, struct rect area, enum style style, const char *text)
{
    if (area.rows > 1 && !word_too_wide(text, area.cols))
        return canvas_wrap_cut(c, area, style, text);
    canvas_put(c, area.row, area.col, area.cols, style, text);
    return 1;
}

static int name_rows(struct ui *ui, const struct planned *t, int cols)
{
    const char *name = tool_label(ui, t->tool);
    cols -= t->done ? 2 : 0;
    return word_too_wide(name, cols) ? 1 : canvas_wrap_height(name, cols);
}

/* The names of what is planned: in full where there is room, else a line each; what finds none is counted. */
static void draw_names(struct ui *ui, const struct plan *p, struct canvas *c, struct rect area, int phase, int part,
                       enum style style)
{
    size_t left = cell_count(p, phase, part);
    int row = 0, wanted = 0;
    for (size_t i = 0; i < p->count; i++)
        wanted += in_cell(&p->tools[i], phase, part) ? name_rows(ui, &p->tools[i], area.cols) : 0;
    for (size_t i = 0; i < p->count && row < area.rows; i++) {
        const struct planned *t = &p->tools[i];
        if (!in_cell(t, phase, part))
            continue;
        if (row == area.rows - 1 && left > 1) {
            canvas_putf(c, area.row + row, area.col, area.cols, style, area.rows == 1 ? N_("%zu tools") : N_("%zu more"), left);
            return;
        }
        int used = t->done ? canvas_put(c, area.row + row, area.col, area.cols, style, done_sign(c)) : 0;
        if (wanted <= area.rows)
            row += put_words(c, (struct rect){area.row + row, area.col + used, area.rows - row, area.cols - used}, style,
                             tool_label(ui, t->tool));
        else
            canvas_put(c, area.row + row++, area.col + used, area.cols - used, style, tool_label(ui, t->tool));
        left--;
    }
}

static void draw_cell(struct ui *ui, struct plan *p, struct canvas *c, struct rect area, int phase, int part)
{
    bool chosen = phase == p->phase && part == p->part;
    enum style style = chosen ? STYLE_SELECTED : STYLE_TEXT;
    size_t count = cell_count(p, phase, part);
    p->cells[phase][part] = area;
    if (chosen) {
        canvas_fill(c, area, style, ' ');
        canvas_cursor(c, area.row, area.col);
    }
    if (count == 0)
        canvas_put(c, area.row, area.col, area.cols, chosen ? style : STYLE_DIM, area.cols >= NAME_COLS ? _("none yet") : "-");
    else if (area.cols >= NAME_COLS)
        draw_names(ui, p, c, area, phase, part, style);
    else
        canvas_putf(c, area.row, area.col, area.cols, style, "%zu", count);
}

/* What the chosen cell holds, where the cells have room for numbers only. */
static void draw_chosen(struct ui *ui, const struct plan *p, struct canvas *c, struct rect area)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, _("%s, %s: "), phase_name(p->phase), part_field(ui)->choices[p->part].label);
    size_t start = text.len;
    for (size_t i = 0; i < p->count; i++)
        if (in_cell(&p->tools[i], p->phase, p->part))
            buf_addf(&text, "%s%s", text.len > start ? ", " : "", tool_label(ui, p->tools[i].tool));
    if (text.len == start)
        buf_adds(&text, _("none yet"));
    canvas_wrap(c, area, 0, STYLE_DIM, text.s);
    buf_release(&text);
}

static void plan_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct plan *p = self;
    int name = area.cols >= 110 ? 24 : area.cols >= 70 ? 19 : area.cols >= 60 ? 15 : area.cols >= 30 ? 12 : 3;
    int width = (area.cols - name) / PARTS, head = area.rows >= 7 ? 1 : 0;
    bool numbers = width - 2 < NAME_COLS;
    int rows = (area.rows - head - (numbers ? 2 : 0)) / PHASES;
    rows = rows < 1 ? 1 : numbers ? 1 : rows > 7 ? 7 : rows;
    for (int part = 0; part < PARTS && head; part++)
        canvas_put(c, area.row, area.col + name + part * width, width - 1, STYLE_TITLE, part_field(ui)->choices[part].label);
    int top = area.rows < PHASES && p->phase >= area.rows ? p->phase - area.rows + 1 : 0; /* very low: scroll */
    for (int phase = 0; phase < PHASES; phase++) {
        int row = area.row + head + (phase - top) * rows;
        int lines = rows > 1 ? rows - 1 : 1; /* an empty line between phases */
        if (row < area.row || row >= area.row + area.rows)
            continue;
        canvas_putf(c, row, area.col, 2, STYLE_TITLE, "%d", phase);
        put_words(c, (struct rect){row, area.col + 2, lines, name - 3}, STYLE_TITLE, phase_name(phase));
        for (int part = 0; part < PARTS; part++)
            draw_cell(ui, p, c, (struct rect){row, area.col + name + part * width, lines, width - 1}, phase, part);
    }
    int used = head + PHASES * rows;
    if (numbers && area.rows - used > 0)
        draw_chosen(ui, p, c, (struct rect){area.row + used, area.col, area.rows - used, area.cols});
}

/* ---- one cell ---- */

struct cell_list {
    struct ui *ui;
    const struct plan *p;
    const struct shelf *shelf;
    size_t *planned, planned_count; /* of the plan */
    size_t *fits, fits_count;       /* entries of the library that suit the cell and are not planned for it */
    char **folded;
    size_t *shown, shown_count;
};

static size_t cell_rows(void *data)
{
    return ((struct cell_list *)data)->shown_count;
}

static size_t cell_total(void *data)
{
    struct cell_list *l = data;
    return l->planned_count + l->fits_count;
}

static const char *cell_name(const struct cell_list *l, size_t i)
{
    return i < l->planned_count ? tool_label(l->ui, l->p->tools[l->planned[i]].tool)
                                : shelf_label(l->shelf, l->fits[i - l->planned_count]);
}

static void cell_text(void *data, size_t at, int column, struct buf *out)
{
    struct cell_list *l = data;
    size_t i = l->shown[at];
    if (column == 0) {
        buf_adds(out, cell_name(l, i));
        return;
    }
    if (i >= l->planned_count) {
        size_t entry = l->fits[i - l->planned_count];
        buf_adds(out, column == 1 ? _("fits here") : shelf_text(l->shelf, entry, "purpose"));
        return;
    }
    const struct planned *t = &l->p->tools[l->planned[i]];
    if (column == 2)
        buf_adds(out, t->reason);
    else
        buf_addf(out, *t->date ? "%s %s" : "%s", t->done ? _("done") : _("planned"), t->date);
}

static enum style cell_style(void *data, size_t at, int column)
{
    struct cell_list *l = data;
    bool planned = l->shown[at] < l->planned_count;
    return planned ? STYLE_STRONG : column == 0 ? STYLE_TEXT : STYLE_DIM;
}

static void cell_filter(void *data, const char *words)
{
    struct cell_list *l = data;
    l->shown_count = pick_filter(words, (const char *const *)l->folded, cell_total(l), l->shown);
}

static bool is_planned(const struct plan *p, const char *tool)
{
    for (size_t i = 0; i < p->count; i++)
        if (in_cell(&p->tools[i], p->phase, p->part) && strcmp(p->tools[i].tool, tool) == 0)
            return true;
    return false;
}

static void cell_fill(struct cell_list *l)
{
    const struct plan *p = l->p;
    char phase[2] = {(char)('0' + p->phase), '\0'};
    const char *part = part_field(l->ui)->choices[p->part].name;
    size_t entries = l->shelf ? shelf_count(l->shelf) : 0;
    l->planned = xcalloc(p->count + 1, sizeof *l->planned);
    l->fits = xcalloc(entries + 1, sizeof *l->fits);
    l->planned_count = l->fits_count = 0;
    for (size_t i = 0; i < p->count; i++)
        if (in_cell(&p->tools[i], p->phase, p->part))
            l->planned[l->planned_count++] = i;
    for (size_t i = 0; i < entries; i++)
        if (shelf_has(l->shelf, i, "phases", phase) && shelf_has(l->shelf, i, "parts", part) && !is_planned(p, shelf_id(l->shelf, i)))
            l->fits[l->fits_count++] = i;
    size_t total = cell_total(l);
    l->folded = xcalloc(total + 1, sizeof *l->folded);
    l->shown = xcalloc(total + 1, sizeof *l->shown);
    for (size_t i = 0; i < total; i++) {
        struct buf folded = BUF_INIT;
        const char *name = cell_name(l, i);
        text_fold(&folded, name, strlen(name));
        buf_adds(&folded, "");
        l->folded[i] = buf_take(&folded);
        l->shown[i] = i;
    }
    l->shown_count = total;
}

static void cell_release(struct cell_list *l)
{
    for (size_t i = 0; i < cell_total(l); i++)
        free(l->folded[i]);
    free(l->folded);
    free(l->shown);
    free(l->planned);
    free(l->fits);
}

/* The box of a cell: what is planned is opened, what fits is planned. */
static void open_cell(struct ui *ui, struct plan *p)
{
    const struct list_column columns[] = {
        {.title = _("Tool"), .min = 16, .max = 40}, {.title = _("State"), .min = 9}, {.title = _("Why, or what for"), .min = 12, .max = 160}};
    struct cell_list l = {.ui = ui, .p = p, .shelf = tools_of(ui)};
    struct list_source source = {
        .data = &l, .count = cell_rows, .total = cell_total, .cell = cell_text, .style = cell_style, .filter = cell_filter};
    struct list list;
    struct buf title = BUF_INIT;
    char open[ID_SIZE] = "", plan[LINK_ID] = "";
    cell_fill(&l);
    list_init(&list, &source);
    list_set_columns(&list, columns, 3);
    list.empty = _("Nothing is planned here, and the library has no tool for this phase and part.");
    buf_addf(&title, "%d %s, %s", p->phase, phase_name(p->phase), part_field(ui)->choices[p->part].label);
    struct pick pick = {.title = title.s, .hint = _("Enter opens what is planned, or plans what fits; Esc goes back"),
                        .list = &list, .rows = 16, .cols = 100};
    if (pick_run(ui, &pick)) {
        size_t i = l.shown[list.at];
        if (i < l.planned_count)
            snprintf(open, sizeof open, "%s", p->tools[l.planned[i]].id);
        else
            snprintf(plan, sizeof plan, "%s", shelf_id(l.shelf, l.fits[i - l.planned_count]));
    }
    list_release(&list);
    cell_release(&l);
    buf_release(&title);
    if (*open && form_open(ui, ui->app->model.kinds[KIND_PLANNED_TOOL], open))
        form_go(ui, ui_top(ui)->self, PLANNED_TOOL_DATE); /* which tool, and where, is said already */
    else if (*plan && !ui_writable(ui, NULL))
        ui_warn(ui, "nothing can be planned now: the workbench cannot be changed");
    else if (*plan && library_plan(ui, plan, p->phase, part_field(ui)->choices[p->part].name))
        ui_say(ui, "planned: %s; Enter shows it again, to say when and why", tool_label(ui, plan));
}

/* Takes one out: the only one, or the one chosen. */
static void take_out(struct ui *ui, struct plan *p)
{
    size_t n = 0;
    const char **ids = xcalloc(p->count + 1, sizeof *ids), **labels = xcalloc(p->count + 1, sizeof *labels);
    const struct kind *kind = ui->app->model.kinds[KIND_PLANNED_TOOL];
    char id[ID_SIZE] = "";
    for (size_t i = 0; i < p->count; i++)
        if (in_cell(&p->tools[i], p->phase, p->part)) {
            ids[n] = p->tools[i].id;
            labels[n++] = tool_label(ui, p->tools[i].tool);
        }
    if (n == 1)
        snprintf(id, sizeof id, "%s", ids[0]);
    if (n == 1 || subject_choice(ui, kind, _("Take which one out?"), labels, ids, n, id))
        ui_run(ui, CMD_DELETE, ARGS(arg_text("kind", kind->name), arg_text("record", id)), NULL);
    free(ids);
    free(labels);
}

/* ---- keys and actions ---- */

static bool plan_key(struct ui *ui, void *self, const struct event *e)
{
    struct plan *p = self;
    if (e->type == EVENT_MOUSE) {
        for (int i = 0; e->mouse == MOUSE_PRESS && i < PHASES * PARTS; i++) {
            const struct rect *r = &p->cells[i / PARTS][i % PARTS];
            if (e->row < r->row || e->row >= r->row + r->rows || e->col < r->col || e->col >= r->col + r->cols)
                continue;
            bool again = p->phase == i / PARTS && p->part == i % PARTS;
            p->phase = i / PARTS;
            p->part = i % PARTS;
            if (again)
                ui_act(ui, CMD_ITEM_OPEN);
            break;
        }
        return true;
    }
    if (e->type != EVENT_KEY)
        return false;
    switch (e->key) {
    case K_UP: p->phase -= p->phase > 0; return true;
    case K_DOWN: p->phase += p->phase < PHASES - 1; return true;
    case K_LEFT: p->part -= p->part > 0; return true;
    case K_RIGHT: p->part += p->part < PARTS - 1; return true;
    case K_HOME: p->phase = p->part = 0; return true;
    case K_END: p->phase = PHASES - 1; p->part = PARTS - 1; return true;
    default: return false;
    }
}

static bool plan_act(struct ui *ui, void *self, enum command_id id)
{
    switch (id) {
    case CMD_ITEM_OPEN:
    case CMD_ITEM_NEW: open_cell(ui, self); return true;
    case CMD_ITEM_DELETE: take_out(ui, self); return true;
    default: return false;
    }
}

static bool plan_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    const struct plan *p = self;
    (void)ui;
    if (id != CMD_ITEM_DELETE || cell_count(p, p->phase, p->part) > 0)
        return true;
    buf_adds(why, _("nothing is planned here"));
    return false;
}

static void plan_chosen(struct ui *ui, void *self, struct buf *out)
{
    const struct plan *p = self;
    (void)ui;
    buf_addf(out, "%d %d", p->phase, p->part);
    for (size_t i = 0; i < p->count; i++)
        if (in_cell(&p->tools[i], p->phase, p->part))
            buf_addf(out, " %s", p->tools[i].id);
}

static void plan_status(struct ui *ui, void *self, struct buf *out)
{
    const struct plan *p = self;
    int empty = 0, done = 0;
    (void)ui;
    for (int i = 0; i < PHASES * PARTS; i++)
        empty += cell_count(p, i / PARTS, i % PARTS) == 0;
    for (size_t i = 0; i < p->count; i++)
        done += p->tools[i].done;
    buf_addf(out, _("%zu planned, %d done, %d of 20 cells empty"), p->count, done, empty);
}

static void plan_explain(struct ui *ui, void *self, struct buf *out)
{
    const struct plan *p = self;
    const struct field *parts = part_field(ui);
    (void)p;
    buf_addf(out, _("Tools planned\nWhich tools the alliance means to use, in which phase and for which of the four "
                    "parts of the work: %s, %s, %s, and %s with applying and spreading. An empty cell is not a "
                    "fault, but worth a thought.\n\n"),
             parts->choices[0].label, parts->choices[1].label, parts->choices[2].label, parts->choices[3].label);
    buf_adds(out, _("Arrows go from cell to cell. Enter lists what is planned in a cell, and below it the tools of the library that "
                    "suit it; Enter on one of those plans it. Delete takes one out.\n\n"));
    for (int i = 0; i < PHASES; i++)
        buf_addf(out, _("%d %s: %s\n"), i, phase_name(i), phase_question(i));
}

const struct screen_ops screen_plan = {
    .name = "plan",
    .title = N_("Tools planned"),
    .where = ON_PLAN,
    .go = CMD_GO_PLAN,
    .open = plan_open,
    .close = plan_close,
    .draw = plan_draw,
    .key = plan_key,
    .act = plan_act,
    .can = plan_can,
    .place = plan_place,
    .chosen = plan_chosen,
    .status = plan_status,
    .explain = plan_explain,
    .refresh = plan_refresh,
};
