/* sheet.c: the screen of any sheet (src/sheet/sheet.h): its rows as a list, below them the chosen one in full, and what can
 * be done with it. On a small screen one of the two. The screens themselves come from app/sheet_list.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/sheet_list.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "ui/actions.h"
#include "ui/bar.h"
#include "ui/form.h"
#include "ui/key.h"
#include "ui/prompt.h"
#include "ui/rows.h"
#include "ui/screens/ask.h"
#include "ui/screens/screens.h"
#include "ui/screens/sheet.h"
#include "ui/screens/sheet_acts.h"
#include "ui/subject.h"

enum {
    BOTH = 14,      /* rows of the screen from which on list and detail are shown together */
    ABOUT_FROM = 26, /* and from which on how to read it is said above */
    LABEL = 12,
};

struct sheet_screen {
    const struct sheet_maker *maker;
    char about[ID_SIZE]; /* the record that it is about, where it needs one; "" */
    struct sheet sheet;
    struct rows rows;
    struct buf empty;
    bool known;  /* it could be made */
    bool masked; /* as it was made */
    bool in_detail;
    char in_full[LIST_ID]; /* the row whose detail is shown */
    int skip, detail_lines; /* lines of the detail above its first one in sight, and in all */
    struct rect detail;
};

const struct sheet_row *sheet_screen_row(const void *self)
{
    const struct sheet_screen *s = self;
    return s->known ? rows_chosen(&s->rows) : NULL;
}

static const struct sheet_row *chosen(const struct sheet_screen *s)
{
    return sheet_screen_row(s);
}

/* ---- reading ---- */

static void say_empty(struct sheet_screen *s)
{
    buf_clear(&s->empty);
    buf_adds(&s->empty, s->sheet.empty);
    if (s->sheet.kind && !s->rows.view.words.len) {
        buf_adds(&s->empty, "\n\n");
        ui_key_of(CMD_ITEM_NEW, &s->empty);
        buf_addf(&s->empty, _(" adds one: %s"), s->sheet.kind->hint);
    }
    s->rows.list.empty = buf_str(&s->empty);
}

static void recall_columns(struct ui *ui, struct sheet_screen *s)
{
    struct buf key = BUF_INIT, text = BUF_INIT;
    unsigned wanted = 1;
    buf_addf(&key, "%s.columns", s->maker->name);
    store_recall(ui->app->store, buf_str(&key), &text);
    for (size_t i = 1; i < SHEET_COLUMNS; i++)
        wanted |= i >= text.len || text.s[i] == '1' ? 1u << i : 0;
    rows_choose_columns(&s->rows, wanted);
    buf_release(&key);
    buf_release(&text);
}

static void read_sheet(struct ui *ui, struct sheet_screen *s)
{
    struct error e = {0};
    struct sheet before = s->sheet;
    s->masked = ui_private(ui);
    s->known = sheet_make(&s->sheet, s->maker, ui->app, &(struct sheet_query){.phase = -1, .what = *s->about ? s->about : NULL, .masked = s->masked}, &e) == OK;
    if (!s->known)
        ui_fail(ui, &e);
    if (s->known && s->sheet.newest_first && s->rows.list.at == 0)
        s->rows.list.id[0] = '\0';
    rows_show(&s->rows, s->known ? &s->sheet : NULL);
    if (s->known)
        say_empty(s);
    sheet_release(&before);
}

/* The kind of record that a sheet of that name is about; NULL: it needs none. */
static const struct kind *about_kind(const struct ui *ui, const char *name)
{
    const struct arg *arg = command_args(command_find(name));
    return arg->name && arg->type == ARG_RECORD && arg->flags & ARG_NEEDED ? ui->app->model.kinds[arg->kind] : NULL;
}

static void sheet_close(struct ui *ui, void *self)
{
    struct sheet_screen *s = self;
    (void)ui;
    rows_release(&s->rows);
    sheet_release(&s->sheet);
    buf_release(&s->empty);
    free(s);
}

/* "WHAT ROW" where the sheet is about a record, which is asked for if it is not said; else "ROW". */
static void *sheet_open(struct ui *ui, const char *name, const char *place)
{
    const struct kind *kind = about_kind(ui, name);
    char about[ID_SIZE] = "";
    if (kind) {
        snprintf(about, sizeof about, "%.*s", (int)strcspn(place, " "), place);
        place += strcspn(place, " ");
        place += *place == ' ';
        if (!*about && (!prompt_record(ui, arg_question(ui->app, NULL, command_args(command_find(name))), kind, false, about) || !*about))
            return NULL;
    }
    struct sheet_screen *s = xcalloc(1, sizeof *s);
    s->maker = sheet_maker(name);
    memcpy(s->about, about, sizeof about);
    rows_init(&s->rows, ui);
    recall_columns(ui, s);
    read_sheet(ui, s);
    if (!s->known) {
        sheet_close(ui, s);
        return NULL;
    }
    list_select(&s->rows.list, place);
    return s;
}

static void sheet_place(struct ui *ui, void *self, struct buf *out)
{
    struct sheet_screen *s = self;
    (void)ui;
    buf_addf(out, "%s%s%s", s->about, *s->about ? " " : "", list_id(&s->rows.list));
}

/* With the records of its detail, below: one of them is what is asked about. */
static void sheet_chosen(struct ui *ui, void *self, struct buf *out)
{
    struct sheet_screen *s = self;
    const struct sheet_row *row = chosen(s);
    sheet_place(ui, self, out);
    for (size_t i = 0; row && s->in_detail && i < row->fact_count; i++)
        if (row->facts[i].kind)
            buf_addf(out, " %s", row->facts[i].id);
}

static void sheet_status(struct ui *ui, void *self, struct buf *out)
{
    struct sheet_screen *s = self;
    if (s->known && s->sheet.more && !s->rows.view.words.len)
        buf_addf(out, _("%zu and more"), s->rows.view.count);
    else
        list_describe(&s->rows.list, out);
    if (ui->status.len > 0)
        buf_addf(out, " - %s", buf_str(&ui->status));
}

static void sheet_refresh(struct ui *ui, void *self)
{
    read_sheet(ui, self);
}

/* ---- drawing ---- */

/* Text that may be longer than its place: lines are counted from the top, drawn from `skip` on. Without a canvas it only
 * counts. */
struct page {
    struct canvas *c;
    struct rect r;
    int skip, line;
    const struct ui *ui;
};

static void page_text(struct page *p, int indent, enum style style, const char *text)
{
    int width = p->r.cols - indent, height = canvas_wrap_height(text, width);
    int row = p->line - p->skip, hidden = row < 0 ? -row : 0;
    if (p->c && hidden < height && row < p->r.rows) {
        int at = row + hidden;
        canvas_wrap(p->c, (struct rect){p->r.row + at, p->r.col + indent, p->r.rows - at, width}, hidden, style, text);
    }
    p->line += height;
}

static void page_fact(struct page *p, const char *label, const char *text, bool personal)
{
    int row = p->line - p->skip, indent = !*label ? 0 : p->r.cols >= 3 * LABEL ? LABEL : p->r.cols / 3;
    if (p->c && indent && row >= 0 && row < p->r.rows)
        canvas_put(p->c, p->r.row + row, p->r.col, indent - 1, STYLE_DIM, label);
    page_text(p, indent, STYLE_TEXT, personal ? ui_mask(p->ui, text) : text);
}

/* The bar with its ends: "2.1 |====O--| 3". False: there was no room. */
static bool page_bar(struct page *p, const struct sheet_bar *bar)
{
    enum { MOST = 32 };
    struct buf text = BUF_INIT, drawn = BUF_INIT;
    int room = p->r.cols - LABEL - text_width(bar->from, strlen(bar->from)) - text_width(bar->to, strlen(bar->to)) - 2;
    bar_add(bar, room < MOST ? room : MOST, p->ui->canvas.ascii, &drawn);
    buf_addf(&text, "%s %s %s", bar->from, buf_str(&drawn), bar->to);
    if (drawn.len)
        page_fact(p, bar->label, buf_str(&text), false);
    bool any = drawn.len > 0;
    buf_release(&text);
    buf_release(&drawn);
    return any;
}

static void page_row(struct page *p, const struct sheet *s, const struct sheet_row *row)
{
    bool personal = s->columns[s->called].flags & SHEET_PERSONAL;
    page_text(p, 0, STYLE_STRONG, personal ? ui_mask(p->ui, row->cells[s->called]) : row->cells[s->called]);
    for (size_t i = 0; i < row->fact_count; i++) {
        bool drawn = row->bar && strcmp(row->facts[i].label, row->bar->label) == 0 && page_bar(p, row->bar);
        page_fact(p, drawn ? " " : row->facts[i].label, row->facts[i].text, row->facts[i].personal);
    }
}

static void draw_detail(struct ui *ui, struct sheet_screen *s, struct canvas *c, struct rect r)
{
    const struct sheet_row *row = chosen(s);
    struct page count = {NULL, r, 0, 0, ui};
    s->detail = r;
    if (!row)
        return;
    sheet_detail(&s->sheet, row);
    if (strcmp(s->in_full, row->id) != 0) {
        s->skip = 0;
        snprintf(s->in_full, sizeof s->in_full, "%s", row->id);
    }
    page_row(&count, &s->sheet, row);
    s->detail_lines = count.line;
    int last = count.line > r.rows ? count.line - r.rows : 0;
    s->skip = s->skip > last ? last : s->skip < 0 ? 0 : s->skip;
    page_row(&(struct page){c, r, s->skip, 0, ui}, &s->sheet, row);
    if (s->in_detail)
        canvas_cursor(c, r.row, r.col);
}

/* The line between list and detail says which of the two has the keys, and whether there is more below. */
static void draw_between(const struct sheet_screen *s, struct canvas *c, struct rect area, int row)
{
    canvas_rule(c, row, area.col, area.cols);
    if (!chosen(s))
        return;
    int below = s->detail_lines - s->skip - s->detail.rows;
    const char *title = s->in_detail ? _(" In full (Tab: back to the list) ") : _(" In full (Tab: go there) ");
    canvas_put(c, row, area.col + 2, area.cols - 4, s->in_detail ? STYLE_SELECTED : STYLE_DIM, title);
    if (below > 0 && area.cols >= 60)
        canvas_putf(c, row, area.col + area.cols - 20, 18, STYLE_DIM, trn(" %d more line ", " %d more lines ", (unsigned long)below), below);
}

static void draw_list(struct ui *ui, struct sheet_screen *s, struct canvas *c, struct rect area, bool focused)
{
    rows_reach(&s->rows, (size_t)(area.rows > 0 ? area.rows : 0));
    if (rows_wait(&s->rows) && area.rows > 6) {
        area.rows--;
        canvas_putf(c, area.row + area.rows, area.col, area.cols, STYLE_DIM,
                    "Looked through the first %zu. End looks further.", s->rows.view.looked);
    }
    list_draw(ui, &s->rows.list, c, area, focused);
}

static bool has_facts(const struct sheet *s)
{
    return s->told || s->detail;
}

static void sheet_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct sheet_screen *s = self;
    if (s->masked != ui_private(ui))
        read_sheet(ui, s); /* names may be part of the texts */
    if (!s->known)
        return;
    s->in_detail &= chosen(s) != NULL && has_facts(&s->sheet);
    if (area.rows >= ABOUT_FROM && *s->sheet.about) {
        int rows = canvas_wrap_height(s->sheet.about, area.cols);
        canvas_wrap(c, (struct rect){area.row, area.col, rows, area.cols}, 0, STYLE_DIM, s->sheet.about);
        area = (struct rect){area.row + rows + 1, area.col, area.rows - rows - 1, area.cols};
    }
    if (area.rows < BOTH || !has_facts(&s->sheet)) {
        if (s->in_detail)
            draw_detail(ui, s, c, area);
        else
            draw_list(ui, s, c, area, true);
        return;
    }
    int rows = (int)list_count(&s->rows.list) + 2, most = area.rows * 2 / 5;
    rows = rows < most ? rows : most;
    struct rect below = {area.row + rows + 1, area.col, area.rows - rows - 1, area.cols};
    draw_list(ui, s, c, (struct rect){area.row, area.col, rows, area.cols}, !s->in_detail);
    draw_detail(ui, s, c, below);
    draw_between(s, c, area, area.row + rows);
}

/* ---- actions ---- */

/* Those that can be left out: places of columns. The first one that is seen always stays. */
static size_t free_columns(const struct sheet *s, int places[SHEET_COLUMNS])
{
    size_t n = 0;
    bool first = true;
    for (int i = 0; i < s->column_count; i++) {
        if (s->columns[i].flags & SHEET_UNSEEN)
            continue;
        if (!first && *s->columns[i].title)
            places[n++] = i;
        first = false;
    }
    return n;
}

static void ask_columns(struct ui *ui, struct sheet_screen *s)
{
    const char *labels[SHEET_COLUMNS];
    bool wanted[SHEET_COLUMNS] = {false};
    char kept[SHEET_COLUMNS + 1] = "";
    int places[SHEET_COLUMNS];
    struct buf key = BUF_INIT;
    size_t count = free_columns(&s->sheet, places);
    for (size_t i = 0; i < count; i++) {
        labels[i] = s->sheet.columns[places[i]].title;
        for (int c = 0; c < s->rows.list.column_count; c++)
            wanted[i] |= s->rows.columns[c] == places[i];
    }
    if (!prompt_choices(ui, _("Which columns?"), labels, count, wanted))
        return;
    memset(kept, '1', SHEET_COLUMNS);
    for (size_t i = 0; i < count; i++)
        kept[places[i]] = wanted[i] ? '1' : '0';
    buf_addf(&key, "%s.columns", s->maker->name);
    store_remember(ui->app->store, buf_str(&key), kept, NULL);
    buf_release(&key);
    recall_columns(ui, s);
    list_refresh(&s->rows.list);
}

static void add_one(struct ui *ui, const struct kind *kind)
{
    const struct form_value values[] = {{kind->alliance, ui->app->alliance}};
    form_open_new(ui, kind, values, kind->alliance >= 0);
}

/* ---- records that facts are about ---- */

static size_t count_records(const struct sheet_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < row->fact_count; i++)
        n += row->facts[i].kind != NULL;
    return n;
}

/* Which of them? All of one kind. False: none was chosen, or it is not as it was. Texts and ids are copied: while it is asked,
 * hiding the names makes the sheet anew. */
static bool ask_record(struct ui *ui, const struct sheet_row *row, const char *title, const struct kind **kind, char id[ID_SIZE])
{
    size_t n = 0, room = count_records(row);
    struct arena *copies = arena_new();
    const char **texts = xcalloc(room + 1, sizeof *texts), **ids = xcalloc(room + 1, sizeof *ids);
    for (size_t i = 0; i < row->fact_count; i++)
        if (row->facts[i].kind) {
            *kind = row->facts[i].kind;
            texts[n] = arena_text(copies, row->facts[i].text, strlen(row->facts[i].text));
            ids[n++] = arena_text(copies, row->facts[i].id, strlen(row->facts[i].id));
        }
    bool done = subject_choice(ui, *kind, title, texts, ids, n, id);
    free(texts);
    free(ids);
    arena_free(copies);
    return done;
}

static void open_fact(struct ui *ui, const struct sheet_row *row)
{
    const struct kind *kind;
    char id[ID_SIZE];
    if (ask_record(ui, row, _("Open which one?"), &kind, id))
        form_open(ui, kind, id);
}

static void delete_fact(struct ui *ui, const struct sheet_row *row)
{
    const struct kind *kind;
    char id[ID_SIZE];
    if (ask_record(ui, row, _("Delete which one?"), &kind, id))
        sheet_delete_record(ui, kind, id);
}

/* Where all rows are records of one kind, this is their page: the form. */
static void open_row(struct ui *ui, const struct sheet *s, const struct sheet_row *row)
{
    if (row->kind && row->kind == s->kind)
        form_open(ui, row->kind, row->id);
    else if (row->kind || row->leads != COMMANDS)
        sheet_open_row(ui, row);
}

static bool sheet_act(struct ui *ui, void *self, enum command_id id)
{
    struct sheet_screen *s = self;
    const struct sheet_row *row = chosen(s);
    switch (id) {
    case CMD_ITEM_OPEN:
        if (s->in_detail && count_records(row))
            open_fact(ui, row);
        else if (row->kind || row->leads != COMMANDS)
            open_row(ui, &s->sheet, row);
        else
            s->in_detail = true;
        return true;
    case CMD_ITEM_NEW: add_one(ui, s->sheet.kind); return true;
    case CMD_ITEM_EDIT: form_open(ui, row->kind, row->id); return true;
    case CMD_ITEM_DELETE:
        if (s->in_detail)
            delete_fact(ui, row);
        else
            sheet_delete_record(ui, row->kind, row->id);
        return true;
    case CMD_COLUMNS: ask_columns(ui, s); return true;
    case CMD_SHEET_EXPORT: sheet_export(ui, s->maker); return true;
    case CMD_NEXT_PANE:
    case CMD_PREVIOUS_PANE: s->in_detail = !s->in_detail; return true;
    case CMD_BACK:
        if (s->in_detail) {
            s->in_detail = false;
            return true;
        }
        break;
    default: break;
    }
    return list_act(ui, &s->rows.list, id) || sheet_do(ui, id, row ? row->kind : NULL, row ? row->id : "");
}

/* An action of sheets that not all have: only where this one offers it. */
static bool offers(const struct sheet_screen *s, enum command_id id, bool *on_row)
{
    for (int i = 0; i < s->sheet.action_count; i++)
        if (s->sheet.actions[i].command == id) {
            *on_row = s->sheet.actions[i].on_row;
            return true;
        }
    return !sheet_does(id);
}

static const char *why_not(struct ui *ui, const struct sheet_screen *s, enum command_id id)
{
    const struct sheet_row *row = chosen(s);
    bool on_row = id == CMD_ITEM_OPEN || id == CMD_ITEM_EDIT || id == CMD_ITEM_DELETE, about_record = on_row;
    if (!s->known || !offers(s, id, &on_row))
        return _("this is not for this table");
    if (id == CMD_ITEM_NEW && !s->sheet.kind)
        return _("nothing is added here");
    if (on_row && !row)
        return _("nothing is chosen");
    if (about_record && !row->kind && !(id == CMD_ITEM_OPEN && (row->leads != COMMANDS || has_facts(&s->sheet))))
        return _("this has no page of its own");
    if (id == CMD_ITEM_DELETE && s->in_detail && !count_records(row))
        return _("there is nothing to delete in this part; Tab goes back to the list");
    if (id == CMD_ITEM_OPEN && ui_private(ui) && row->kind && row->kind->index == KIND_PERSON)
        return _("names and answers are hidden: show them again first");
    return NULL;
}

static bool sheet_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    const char *reason = why_not(ui, self, id);
    if (reason)
        buf_adds(why, reason);
    return !reason;
}

/* ---- keys ---- */

static bool scroll(struct sheet_screen *s, int key)
{
    int page = s->detail.rows > 1 ? s->detail.rows - 1 : 1;
    switch (key) {
    case K_UP: s->skip--; break;
    case K_DOWN: s->skip++; break;
    case K_PAGE_UP: s->skip -= page; break;
    case K_PAGE_DOWN: s->skip += page; break;
    case K_HOME: s->skip = 0; break;
    case K_END: s->skip = s->detail_lines; break;
    default: return false;
    }
    return true; /* drawing keeps it within bounds */
}

static bool sheet_key(struct ui *ui, void *self, const struct event *e)
{
    struct sheet_screen *s = self;
    (void)ui;
    if (s->in_detail && e->type == EVENT_KEY)
        return scroll(s, e->key);
    bool used = rows_key(&s->rows, e);
    if (used && e->type == EVENT_MOUSE)
        s->in_detail = false;
    if (!used && pressed_in(e, s->rows.list.area) && chosen(s)) {
        ui_act(ui, CMD_ITEM_OPEN);
        return true;
    }
    return used;
}

static void sheet_explain(struct ui *ui, void *self, struct buf *out)
{
    struct sheet_screen *s = self;
    bool on_row;
    (void)ui;
    buf_addf(out, "%s\n%s\n", tr(s->maker->title), tr(s->maker->help));
    if (s->known && *s->sheet.about)
        buf_addf(out, "\n%s\n", s->sheet.about);
    buf_addc(out, '\n');
    for (int i = 0; s->known && i < s->sheet.action_count; i++)
        if (offers(s, s->sheet.actions[i].command, &on_row)) {
            ui_key_of(s->sheet.actions[i].command, out);
            buf_addf(out, "  %s: %s\n", command_label(&commands[s->sheet.actions[i].command]),
                     command_help(&commands[s->sheet.actions[i].command]));
        }
    buf_adds(out, _("Letters filter the list; Tab goes to the lower part and back."));
}

/* ---- one screen a sheet ---- */

#define SHEET_OPS(ID, maker, word, label, keys, needs, args, help) \
    static void *open_##maker(struct ui *ui, const char *place) \
    { \
        return sheet_open(ui, #maker, place); \
    } \
    const struct screen_ops screen_sheet_##maker = { \
        .name = #maker, \
        .title = label, \
        .where = ON_SHEET, \
        .go = CMD_GO_##ID, \
        .open = open_##maker, \
        .close = sheet_close, \
        .draw = sheet_draw, \
        .key = sheet_key, \
        .act = sheet_act, \
        .can = sheet_can, \
        .place = sheet_place, \
        .chosen = sheet_chosen, \
        .status = sheet_status, \
        .explain = sheet_explain, \
        .refresh = sheet_refresh, \
    };
#define NO_OPS(...)
SHEET_LIST(SHEET_OPS, NO_OPS, SHEET_OPS)
