/* search.c: words looked for everywhere (sheet/search.c), in one list by groups; Enter goes there. The list's filter is what
 * is looked for. */
#include <stdlib.h>

#include "app/find.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/rows.h"
#include "ui/screens/ask.h"
#include "ui/screens/screens.h"
#include "ui/screens/sheet_acts.h"

enum { MOST = 20 };

struct search_screen {
    struct rows rows; /* first: it is what the list's source is given */
    struct sheet sheet;
    struct finder *finder;
    struct buf words;
    bool whole; /* groups are listed to their ends */
};

/* ---- looking ---- */

static void look(struct search_screen *s)
{
    struct error e;
    struct sheet before = s->sheet;
    struct sheet_query query = {
        .phase = -1, .what = buf_str(&s->words), .most = s->whole ? 0 : MOST, .finder = s->finder};
    if (sheet_make(&s->sheet, sheet_maker("search"), s->rows.ui->app, &query, &e) != OK)
        ui_fail(s->rows.ui, &e);
    rows_show(&s->rows, &s->sheet);
    sheet_release(&before);
}

static void filter(void *data, const char *words)
{
    struct search_screen *s = data;
    buf_clear(&s->words);
    buf_adds(&s->words, words);
    s->whole = false;
    look(s);
}

static const struct sheet_row *chosen(const struct search_screen *s)
{
    return rows_chosen(&s->rows);
}

/* ---- open and close ---- */

static void *search_open(struct ui *ui, const char *place)
{
    struct search_screen *s = xcalloc(1, sizeof *s);
    s->finder = finder_new(ui->app);
    rows_init(&s->rows, ui);
    look(s);
    s->rows.list.source.filter = filter;
    s->rows.list.source.total = NULL; /* each group says how many it has */
    s->rows.list.source.sort = NULL;
    s->rows.list.filtering = true;
    if (*place) {
        struct event paste = {.type = EVENT_PASTE, .text = place};
        rows_key(&s->rows, &paste);
    }
    return s;
}

static void search_close(struct ui *ui, void *self)
{
    struct search_screen *s = self;
    (void)ui;
    rows_release(&s->rows);
    sheet_release(&s->sheet);
    finder_free(s->finder);
    buf_release(&s->words);
    free(s);
}

static void search_place(struct ui *ui, void *self, struct buf *out)
{
    (void)ui;
    buf_adds(out, buf_str(&((struct search_screen *)self)->words));
}

static void search_chosen(struct ui *ui, void *self, struct buf *out)
{
    (void)ui;
    buf_adds(out, list_id(&((struct search_screen *)self)->rows.list));
}

static void search_refresh(struct ui *ui, void *self)
{
    struct search_screen *s = self;
    (void)ui;
    finder_refresh(s->finder);
    look(s);
}

static void search_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct search_screen *s = self;
    rows_reach(&s->rows, (size_t)(area.rows > 0 ? area.rows : 0));
    s->rows.list.filtering = true; /* words are typed here at all times */
    s->rows.list.empty = _("Type a word or two. They are looked for in the questions, your answers, people, the notes of every "
                           "record, the checklists and the library.");
    list_draw(ui, &s->rows.list, c, area, true);
}

/* ---- keys and actions ---- */

static bool search_key(struct ui *ui, void *self, const struct event *e)
{
    struct search_screen *s = self;
    if (e->type == EVENT_KEY && e->key == K_ESCAPE && s->rows.list.filter.len == 0)
        return false; /* nothing typed: one step back */
    if (rows_key(&s->rows, e))
        return true;
    if (pressed_in(e, s->rows.list.area) && chosen(s))
        ui_act(ui, CMD_ITEM_OPEN);
    return e->type == EVENT_MOUSE;
}

/* The first hit of the next group, or of the one before. */
static void step_group(struct search_screen *s, bool next)
{
    size_t count = sheet_view_reach(&s->rows.view, SIZE_MAX), at = s->rows.list.at;
    list_refresh(&s->rows.list);
    do
        at = next ? (at + 1) % count : (at + count - 1) % count;
    while (at != s->rows.list.at && !sheet_heading(&s->sheet, sheet_view_row(&s->rows.view, at), at ? sheet_view_row(&s->rows.view, at - 1) : NULL));
    list_go(&s->rows.list, at);
}

static bool search_act(struct ui *ui, void *self, enum command_id id)
{
    struct search_screen *s = self;
    const struct sheet_row *row = chosen(s);
    if ((id == CMD_NEXT_PANE || id == CMD_PREVIOUS_PANE) && row) {
        step_group(s, id == CMD_NEXT_PANE);
        return true;
    }
    if (id == CMD_ITEM_OPEN && row && !row->aside) {
        sheet_open_row(ui, row);
        return true;
    }
    if (id == CMD_ITEM_OPEN && row) { /* "and N more" */
        s->whole = true;
        look(s);
        return true;
    }
    return id == CMD_BACK && s->rows.list.filter.len > 0 && list_act(ui, &s->rows.list, id);
}

static bool search_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct search_screen *s = self;
    const struct sheet_row *row = chosen(s);
    const char *reason = NULL;
    if (id == CMD_ITEM_OPEN && !row)
        reason = s->words.len > 0 ? N_("nothing has these words") : N_("type a word first");
    else if (id == CMD_ITEM_OPEN && ui_private(ui) && row->kind && row->personal >> sheet_name_column(&s->sheet) & 1)
        reason = N_("names and answers are hidden: show them again first");
    else if ((id == CMD_NEXT_PANE || id == CMD_PREVIOUS_PANE) && !row)
        reason = N_("nothing was found yet");
    if (reason)
        buf_adds(why, _(reason));
    return !reason;
}

static void search_explain(struct ui *ui, void *self, struct buf *out)
{
    (void)ui, (void)self;
    buf_adds(out, _("Find everywhere\nType words: whatever holds all of them is listed, wherever they are in it. "
                    "Capital letters and accents make no difference.\n\nTab goes to the next group, Enter to what is "
                    "chosen; Esc comes back here. Of a long group the first twenty are shown; Enter on the line "
                    "below them shows more.\n\nWhat is confidential is found here too: this is your own search. Hide "
                    "names and answers before you project it."));
}

const struct screen_ops screen_search = {
    .name = "search",
    .title = N_("Find everywhere"),
    .where = ON_SEARCH,
    .go = CMD_GO_SEARCH,
    .open = search_open,
    .close = search_close,
    .draw = search_draw,
    .key = search_key,
    .act = search_act,
    .can = search_can,
    .place = search_place,
    .chosen = search_chosen,
    .explain = search_explain,
    .refresh = search_refresh,
};
