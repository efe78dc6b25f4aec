/* history.c: every change, newest first; a page is read when one comes near its end, never all. Enter shows what a change did.
 * The filter looks at some hundred changes at a time and says how far it has come. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/list.h"
#include "ui/pick.h"
#include "ui/prompt.h"
#include "ui/screens/screens.h"

enum { PAGE = 100, LOOK = 1000 /* changes that a filter goes through before it waits to be asked for more */ };

enum { DAY, TIME, WHAT, COLUMNS };

struct entry {
    struct change_info info;
    char *folded; /* made when a filter needs it */
};

struct history {
    struct ui *ui;
    struct list list;
    struct entry *entries; /* read so far */
    size_t count, cap;
    bool all; /* there are no older ones */
    size_t *shown; /* places of those the filter lets through; only with a filter */
    size_t shown_count, shown_cap;
    size_t looked; /* entries the filter has gone through */
    size_t budget; /* and may go through */
    struct buf words;
    char id[24]; /* that the list asked for last */
};

/* ---- reading ---- */

static void forget(struct history *h)
{
    for (size_t i = 0; i < h->count; i++)
        free(h->entries[i].folded);
    h->count = h->shown_count = h->looked = 0;
    h->all = false;
}

static void read_page(struct history *h)
{
    struct change_info page[PAGE];
    int64_t before = h->count ? h->entries[h->count - 1].info.seq : 0;
    size_t n = store_history(h->ui->app->store, before, page, PAGE);
    GROW(h->entries, h->count + n, h->cap);
    for (size_t i = 0; i < n; i++)
        h->entries[h->count++] = (struct entry){page[i], NULL};
    h->all = n < PAGE;
}

static bool filtered(const struct history *h)
{
    return h->words.len > 0;
}

static size_t shown_count(const struct history *h)
{
    return filtered(h) ? h->shown_count : h->count;
}

static const struct change_info *at(const struct history *h, size_t i)
{
    return i < shown_count(h) ? &h->entries[filtered(h) ? h->shown[i] : i].info : NULL;
}

/* Lets the entries read so far, as far as the budget goes, through the filter. */
static void look(struct history *h)
{
    for (; h->looked < h->count && h->looked < h->budget; h->looked++) {
        struct entry *e = &h->entries[h->looked];
        struct buf folded = BUF_INIT;
        size_t place;
        if (!e->folded) {
            buf_addf(&folded, "%s", e->info.undone ? _("undone ") : "");
            text_fold(&folded, e->info.label, strlen(e->info.label));
            e->folded = buf_take(&folded);
        }
        const char *text = e->folded;
        if (pick_filter(buf_str(&h->words), &text, 1, &place) == 0)
            continue;
        GROW(h->shown, h->shown_count + 1, h->shown_cap);
        h->shown[h->shown_count++] = h->looked;
    }
}

/* Reads until `need` rows can be shown, or there is nothing more, or the filter's budget is used up. */
static void read_for(struct history *h, size_t need)
{
    if (filtered(h))
        look(h);
    while (!h->all && shown_count(h) < need && !(filtered(h) && h->looked >= h->budget)) {
        read_page(h);
        if (filtered(h))
            look(h);
    }
}

/* ---- the list's source ---- */

static size_t source_count(void *data)
{
    return shown_count(data);
}

static size_t source_total(void *data)
{
    const struct history *h = data;
    return filtered(h) ? h->looked : h->count;
}

static void cell(void *data, size_t i, int column, struct buf *out)
{
    const struct change_info *c = at(data, i);
    char day[DATE_SIZE], clock[CLOCK_SIZE];
    moment_day(c->at, day);
    moment_clock(c->at, clock);
    if (column == WHAT)
        buf_addf(out, "%s%s", c->undone ? _("(undone) ") : "", ui_mask(((struct history *)data)->ui, c->label));
    else
        buf_adds(out, column == DAY ? day : clock);
}

static enum style style(void *data, size_t i, int column)
{
    (void)column;
    return at(data, i)->undone ? STYLE_DIM : STYLE_TEXT;
}

static size_t source_find(void *data, const char *id)
{
    const struct history *h = data;
    size_t low = 0, high = shown_count(h);
    int64_t seq = strtoll(id, NULL, 10);
    while (low < high) { /* newest first */
        size_t middle = low + (high - low) / 2;
        if (at(h, middle)->seq > seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low < shown_count(h) && at(h, low)->seq == seq ? low : shown_count(h);
}

static void source_filter(void *data, const char *words)
{
    struct history *h = data;
    buf_clear(&h->words);
    buf_adds(&h->words, words);
    h->shown_count = h->looked = 0;
    h->budget = LOOK;
    read_for(h, PAGE);
}

static const char *source_id(void *data, size_t i)
{
    struct history *h = data;
    if (i >= shown_count(h))
        return NULL;
    snprintf(h->id, sizeof h->id, "%lld", (long long)at(h, i)->seq);
    return h->id;
}

/* ---- open and close ---- */

static void *history_open(struct ui *ui, const char *place)
{
    const struct list_column columns[COLUMNS] = {
        {.title = _("Day"), .min = 10, .max = 10}, {.title = _("Time"), .min = 5, .max = 5}, {.title = _("What"), .min = 16, .max = 400}};
    struct history *h = xcalloc(1, sizeof *h);
    struct list_source source = {
        .data = h,
        .count = source_count,
        .total = source_total,
        .cell = cell,
        .style = style,
        .id = source_id,
        .find = source_find,
        .filter = source_filter,
    };
    h->ui = ui;
    h->budget = LOOK;
    list_init(&h->list, &source);
    list_set_columns(&h->list, columns, COLUMNS);
    h->list.empty = _("Nothing has been changed yet. Every change you make will be listed here, and each can be "
                      "undone.");
    read_for(h, PAGE);
    (void)place;
    return h;
}

static void history_close(struct ui *ui, void *self)
{
    struct history *h = self;
    (void)ui;
    forget(h);
    list_release(&h->list);
    buf_release(&h->words);
    free(h->entries);
    free(h->shown);
    free(h);
}

/* Reads anew as much as was read, for undo changes the signs of older entries. Who is at the top stays at the top. */
static void history_refresh(struct ui *ui, void *self)
{
    struct history *h = self;
    (void)ui;
    forget(h);
    read_for(h, h->list.at + PAGE);
    if (h->list.at == 0)
        h->list.id[0] = '\0';
    list_refresh(&h->list);
}

/* ---- drawing ---- */

static bool waits(const struct history *h)
{
    return filtered(h) && !(h->all && h->looked == h->count) && h->looked >= h->budget;
}

static void history_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct history *h = self;
    size_t before = shown_count(h);
    read_for(h, h->list.at + (size_t)(area.rows > 0 ? area.rows : 0) + PAGE / 2);
    if (shown_count(h) != before)
        list_refresh(&h->list);
    if (waits(h) && area.rows > 6) {
        area.rows--;
        canvas_putf(c, area.row + area.rows, area.col, area.cols, STYLE_DIM,
                    "Looked through the newest %zu changes. End looks further.", h->looked);
    }
    list_draw(ui, &h->list, c, area, true);
}

/* ---- keys and actions ---- */

/* At the end of what was found, going on means looking further. */
static void look_further(struct history *h, int key)
{
    bool onwards = key == K_DOWN || key == K_PAGE_DOWN || key == K_END;
    if (!onwards || !waits(h) || (key == K_DOWN && h->list.at + 1 < shown_count(h)))
        return;
    h->budget += LOOK;
    read_for(h, shown_count(h) + PAGE);
    list_refresh(&h->list);
}

static bool history_key(struct ui *ui, void *self, const struct event *e)
{
    struct history *h = self;
    if (e->type == EVENT_KEY)
        look_further(h, e->key);
    return list_key(ui, &h->list, e);
}

enum { MOST_LINES = 300 };

struct detail {
    struct buf text;
    size_t lines;
};

static void add_line(void *data, const char *line)
{
    struct detail *d = data;
    if (d->lines++ < MOST_LINES)
        buf_addf(&d->text, "\n%s", line);
}

static void show_detail(struct ui *ui, const struct change_info *c)
{
    struct detail d = {BUF_INIT, 0};
    struct error e = {0};
    char day[DATE_SIZE], clock[CLOCK_SIZE];
    struct buf title = BUF_INIT;
    moment_day(c->at, day);
    moment_clock(c->at, clock);
    buf_addf(&title, "%s %s%s", day, clock, c->undone ? _(", undone since") : "");
    buf_addf(&d.text, "%s\n", c->label);
    if (store_history_detail(ui->app->store, c->seq, add_line, &d, &e) != OK) {
        ui_fail(ui, &e);
    } else {
        if (d.lines > MOST_LINES)
            buf_addf(&d.text, _("\n... and %zu more"), d.lines - MOST_LINES);
        prompt_text(ui, buf_str(&title), buf_str(&d.text));
    }
    buf_release(&title);
    buf_release(&d.text);
}

static bool history_act(struct ui *ui, void *self, enum command_id id)
{
    struct history *h = self;
    if (id == CMD_ITEM_OPEN) {
        show_detail(ui, at(h, h->list.at));
        return true;
    }
    return list_act(ui, &h->list, id);
}

static bool history_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct history *h = self;
    const char *reason = NULL;
    if (id == CMD_ITEM_NEW || id == CMD_ITEM_DELETE)
        reason = _("what has happened stays; Undo takes back the last change");
    else if (id == CMD_ITEM_OPEN && !at(h, h->list.at))
        reason = _("no change is chosen");
    else if (id == CMD_ITEM_OPEN && ui_private(ui))
        reason = _("names and answers are hidden");
    if (reason)
        buf_adds(why, reason);
    return !reason;
}

static void history_explain(struct ui *ui, void *self, struct buf *out)
{
    struct change_info next;
    (void)self;
    buf_adds(out, _("History\nEvery change, newest first. Nothing is ever lost: what was taken back stays in the list, marked "
                  "as undone, and taking it back is a change as well.\n\nEnter shows what a change did. "));
    ui_key_of(CMD_UNDO, out);
    buf_adds(out, _(" undoes the last change, even one from last week; "));
    ui_key_of(CMD_REDO, out);
    buf_adds(out, _(" brings it back."));
    if (!ui_private(ui) && store_can_undo(ui->app->store, &next))
        buf_addf(out, _("\n\nUndo would now take back: %s"), next.label);
    if (!ui_private(ui) && store_can_redo(ui->app->store, &next))
        buf_addf(out, _("\nRedo would now bring back: %s"), next.label);
}

const struct screen_ops screen_history = {
    .name = "history",
    .title = N_("History"),
    .where = ON_HISTORY,
    .go = CMD_GO_HISTORY,
    .open = history_open,
    .close = history_close,
    .draw = history_draw,
    .key = history_key,
    .act = history_act,
    .can = history_can,
    .explain = history_explain,
    .refresh = history_refresh,
};
