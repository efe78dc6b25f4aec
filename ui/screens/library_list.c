/* library_list.c: the shelves, and the entries of one: what filter and limits let through. See library.h. */
#include "ui/screens/library.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"

/* ---- the shelves ---- */

static const struct library *library_of(const struct library_screen *s)
{
    return &s->ui->app->content->library;
}

static bool shelf_fits(const struct library_screen *s, size_t i)
{
    const struct kind *k = library_of(s)->shelves[i].kind;
    struct buf text = BUF_INIT, folded = BUF_INIT;
    buf_addf(&text, "%s %s %s", k->plural, k->label_plural, k->hint);
    text_fold(&folded, text.s, text.len);
    bool fits = text_has_words(buf_str(&folded), buf_str(&s->words));
    buf_release(&text);
    buf_release(&folded);
    return fits;
}

static void shelf_cell(void *data, size_t at, int column, struct buf *out)
{
    struct library_screen *s = data;
    const struct shelf *shelf = &library_of(s)->shelves[s->shown[at]];
    if (column == 1)
        buf_addf(out, "%zu", shelf_count(shelf));
    else
        buf_adds(out, column == 0 ? shelf->kind->label_plural : shelf->kind->hint);
}

static enum style shelf_style(void *data, size_t at, int column)
{
    (void)data, (void)at;
    return column == 0 ? STYLE_STRONG : column == 1 ? STYLE_TEXT : STYLE_DIM;
}

/* ---- the entries ---- */

bool library_shaded(const struct shelf *shelf)
{
    int numbers = 0;
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++) {
        const struct field *f = &shelf->kind->fields[i];
        if (!(f->flags & FIELD_LISTED) || (f->flags & FIELD_TITLE))
            continue;
        if (f->type != FIELD_INTEGER)
            return false;
        numbers++;
    }
    return numbers > 2;
}

long library_highest(const struct shelf *shelf)
{
    long most = 1;
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++)
        for (size_t e = 0; shelf->kind->fields[i].type == FIELD_INTEGER && e < shelf_count(shelf); e++) {
            long n = strtol(shelf_text(shelf, e, shelf->kind->fields[i].name), NULL, 10);
            most = n > most ? n : most;
        }
    return most;
}

static void add_shade(struct library_screen *s, const struct shelf *shelf, const char *number, struct buf *out)
{
    static const char *const signs[] = {"\u2591", "\u2592", "\u2593", "\u2588"};
    static const char *const plain[] = {".", "-", "+", "#"};
    long n = strtol(number, NULL, 10), most = library_highest(shelf);
    int level = (int)((n * 3 + most / 2) / most);
    level = level < 0 ? 0 : level > 3 ? 3 : level;
    buf_addf(out, "%s%ld", s->ui->canvas.ascii ? plain[level] : n == 0 ? " " : signs[level], n);
}

static void add_use(const struct own_use *use, struct buf *out)
{
    if (use->planned == 0)
        return;
    buf_addf(out, use->done ? _("%zu, %zu done") : "%zu", use->planned, use->done);
}

static void entry_cell(void *data, size_t at, int column, struct buf *out)
{
    struct library_screen *s = data;
    const struct shelf *shelf = library_shelf_shown(s->ui, s);
    size_t entry = s->shown[at];
    if (!shelf)
        return;
    if (s->fields[column] == COLUMN_USE) {
        if (s->use)
            add_use(&s->use[entry], out);
        return;
    }
    const struct field *f = &shelf->kind->fields[s->fields[column]];
    const char *text = shelf_text(shelf, entry, f->name);
    if (library_shaded(shelf) && f->type == FIELD_INTEGER) {
        add_shade(s, shelf, text, out);
    } else if (strcmp(f->name, "phases") == 0) { /* numbers: their names would need the whole line */
        for (; *text; text++)
            buf_addc(out, *text == ';' ? ' ' : *text);
    } else {
        shelf_show(shelf, entry, s->fields[column], out);
        for (size_t i = 0; i < out->len; i++)
            out->s[i] = out->s[i] == '\n' ? ' ' : out->s[i];
    }
}

static enum style entry_style(void *data, size_t at, int column)
{
    struct library_screen *s = data;
    const struct shelf *shelf = library_shelf_shown(s->ui, s);
    int field = s->fields[column];
    (void)at;
    return shelf && field >= 0 && shelf->kind->fields[field].type == FIELD_NOTE ? STYLE_DIM : STYLE_TEXT;
}

/* ---- the source of both ---- */

static size_t source_count(void *data)
{
    return ((struct library_screen *)data)->shown_count;
}

static size_t source_total(void *data)
{
    struct library_screen *s = data;
    const struct shelf *shelf = s->level == LIBRARY_SHELVES ? NULL : library_shelf_shown(s->ui, s);
    return shelf ? shelf_count(shelf) : library_of(s)->count;
}

static const char *id_of(struct library_screen *s, size_t at)
{
    const struct shelf *shelf = library_shelf_shown(s->ui, s);
    if (at >= s->shown_count)
        return NULL;
    if (s->level == LIBRARY_SHELVES || !shelf)
        return library_of(s)->shelves[s->shown[at]].kind->name;
    return shelf_id(shelf, s->shown[at]);
}

static const char *source_id(void *data, size_t at)
{
    struct library_screen *s = data;
    const char *id = id_of(s, at);
    snprintf(s->source_id, sizeof s->source_id, "%s", id ? id : "");
    return id ? s->source_id : NULL;
}

static size_t source_find(void *data, const char *id)
{
    struct library_screen *s = data;
    size_t i = 0;
    while (i < s->shown_count && strcmp(id_of(s, i), id) != 0)
        i++;
    return i;
}

void library_sift(struct library_screen *s)
{
    struct shelf *shelf = s->level == LIBRARY_SHELVES ? NULL : library_shelf_shown(s->ui, s);
    size_t total = shelf ? shelf_count(shelf) : library_of(s)->count;
    s->shown = xrealloc(s->shown, (total + 1) * sizeof *s->shown);
    s->shown_count = 0;
    for (size_t i = 0; i < total; i++)
        if (shelf ? limits_allow(&s->limits, shelf, i) && shelf_matches(shelf, i, buf_str(&s->words)) : shelf_fits(s, i))
            s->shown[s->shown_count++] = i;
}

static void source_filter(void *data, const char *words)
{
    struct library_screen *s = data;
    buf_clear(&s->words);
    text_fold(&s->words, words, strlen(words));
    library_sift(s);
}

/* ---- making the list ---- */

static int shelf_columns(struct list_column *columns)
{
    columns[0] = (struct list_column){.title = N_("Shelf"), .min = 21};
    columns[1] = (struct list_column){.title = N_("Entries"), .right = true, .min = 7};
    columns[2] = (struct list_column){.title = N_("What is on it"), .min = 12, .max = 300};
    return 3;
}

/* A column that shows less of a choice tells nothing: better none. */
static int least_columns(const struct field *f)
{
    int most = 9;
    for (size_t i = 0; f->type == FIELD_CHOICE && i < f->choice_count; i++) {
        int width = text_width(f->choices[i].label, strlen(f->choices[i].label));
        most = width > most ? width : most;
    }
    return f->type == FIELD_NOTE || f->type == FIELD_TEXT ? 16 : most > 14 ? 14 : most;
}

/* The name, short facts, and texts last, which take what room there is. */
static int entry_columns(struct library_screen *s, const struct shelf *shelf, struct list_column *columns)
{
    static const char *const numbers[] = {"", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"};
    bool shaded = library_shaded(shelf);
    int n = 0;
    for (int pass = 0; pass < 3; pass++) {
        for (size_t i = FIELD_FIRST; i < shelf->kind->field_count && n < LIST_COLUMNS - 1; i++) {
            const struct field *f = &shelf->kind->fields[i];
            int own = f->flags & FIELD_TITLE ? 0 : f->type == FIELD_NOTE || f->type == FIELD_TEXT ? 2 : 1;
            if (own != pass || !(f->flags & FIELD_LISTED))
                continue;
            s->fields[n] = (int)i;
            columns[n] = (struct list_column){.title = shaded && pass == 1 ? numbers[n] : f->label,
                                              .min = pass == 0 ? (shaded ? 12 : 24) : shaded ? 2 : least_columns(f),
                                              .max = pass == 2 ? 300 : 0};
            n++;
        }
        if (pass == 0 && strcmp(shelf->kind->name, "tool") == 0) {
            s->fields[n] = COLUMN_USE;
            columns[n++] = (struct list_column){.title = N_("Planned"), .min = 9};
        }
    }
    return n;
}

void library_watch(struct ui *ui, struct library_screen *s, enum library_level level)
{
    struct list_source source = {.data = s, .count = source_count, .total = source_total, .id = source_id,
                                 .find = source_find, .filter = source_filter};
    struct list_column columns[LIST_COLUMNS];
    s->level = level;
    const struct shelf *shelf = level == LIBRARY_SHELVES ? NULL : library_shelf_shown(ui, s);
    source.cell = shelf ? entry_cell : shelf_cell;
    source.style = shelf ? entry_style : shelf_style;
    if (s->list.source.data)
        list_release(&s->list);
    buf_clear(&s->words);
    library_read_use(ui, s);
    library_sift(s);
    list_init(&s->list, &source);
    s->list.plain = true;
    list_set_columns(&s->list, columns, shelf ? entry_columns(s, shelf, columns) : shelf_columns(columns));
    s->list.empty = shelf ? _("Nothing fits these limits. Esc takes them off.") : NULL;
    if (!shelf && *s->shelf)
        list_select(&s->list, s->shelf); /* where one came from */
}

/* ---- own use ---- */

struct counting {
    const struct shelf *tools;
    struct own_use *use;
};

static bool count_one(void *data, const struct record *r)
{
    struct counting *c = data;
    long entry = shelf_find(c->tools, record_get(r, PLANNED_TOOL_TOOL));
    if (entry >= 0) {
        c->use[entry].planned++;
        c->use[entry].done += record_yes(r, PLANNED_TOOL_DONE);
    }
    return true;
}

void library_read_use(struct ui *ui, struct library_screen *s)
{
    struct error e;
    const struct shelf *tools = library_shelf(&ui->app->content->library, "tool");
    free(s->use);
    s->use = NULL;
    if (!tools || !ui->app->store)
        return;
    s->use = xcalloc(shelf_count(tools) + 1, sizeof *s->use);
    struct counting c = {tools, s->use};
    if (store_each(ui->app->store, ui->app->model.kinds[KIND_PLANNED_TOOL], -1, NULL, count_one, &c, &e) != OK)
        ui_fail(ui, &e);
}

/* ---- drawing ---- */

static void draw_title(struct ui *ui, struct library_screen *s, const struct shelf *shelf, struct canvas *c, struct rect area)
{
    struct buf count = BUF_INIT, limits = BUF_INIT;
    int col = area.col + canvas_put(c, area.row, area.col, area.cols, STYLE_TITLE, shelf ? shelf->kind->label_plural : _("Shelves")) + 2;
    size_t total = source_total(s);
    if (s->shown_count < total)
        buf_addf(&count, _("%zu of %zu"), s->shown_count, total);
    else
        buf_addf(&count, "%zu", total);
    col += canvas_put(c, area.row, col, area.cols - (col - area.col), STYLE_TEXT, buf_str(&count)) + 2;
    if (shelf)
        limits_describe(&s->limits, &ui->app->content->library, shelf, &limits);
    bool shaded = shelf && library_shaded(shelf); /* its hint stands below */
    canvas_put(c, area.row, col, area.cols - (col - area.col), limits.len ? STYLE_WARN : STYLE_DIM,
               limits.len ? limits.s : !shelf || shaded ? "" : shelf->kind->hint);
    buf_release(&count);
    buf_release(&limits);
}

/* The numbers of the columns, two beside each other; returns the lines used. */
static int draw_key(struct library_screen *s, const struct shelf *shelf, struct canvas *c, struct rect area)
{
    int half = area.cols >= 60 ? area.cols / 2 : area.cols, per_row = area.cols >= 60 ? 2 : 1, n = 0;
    for (int i = 1; i < s->list.column_count && s->fields[i] >= 0; i++, n++) {
        int row = n / per_row;
        if (row < area.rows)
            canvas_putf(c, area.row + row, area.col + n % per_row * half, half - 1, STYLE_DIM, "%d %s", i,
                        shelf->kind->fields[s->fields[i]].label);
    }
    return (n + per_row - 1) / per_row;
}

/* A table of shades: below it what the columns are, and always what it does not say. In little room the hint's end, where
 * that stands. */
static struct rect draw_below(struct library_screen *s, const struct shelf *shelf, struct canvas *c, struct rect area)
{
    int hint = canvas_wrap_height(shelf->kind->hint, area.cols);
    int per_row = area.cols >= 60 ? 2 : 1, key = (s->list.column_count + per_row - 2) / per_row;
    int room = area.rows - 5;
    if (hint + key > room)
        key = hint > room ? 0 : room - hint;
    int shown = hint < room ? hint : room > 2 ? room : 2;
    if (area.rows < 6)
        shown = area.rows - 3 > 0 ? area.rows - 3 : 0;
    canvas_wrap(c, (struct rect){area.row + area.rows - shown, area.col, shown, area.cols}, hint - shown, STYLE_TEXT,
                shelf->kind->hint);
    if (key > 0)
        draw_key(s, shelf, c, (struct rect){area.row + area.rows - shown - key, area.col, key, area.cols});
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
    if (shelf && library_shaded(shelf) && area.rows > 3)
        area = draw_below(s, shelf, c, area);
    list_draw(ui, &s->list, c, area, focused);
}
