/* library.c: the library screen: levels, keys, actions. See library.h. */
#include "ui/screens/library.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "base/mem.h"
#include "base/tr.h"
#include "ui/actions.h"
#include "ui/screens/screens.h"

struct shelf *library_shelf_shown(struct ui *ui, const struct library_screen *s)
{
    return *s->shelf ? library_shelf(&ui->app->content->library, s->shelf) : NULL;
}

static struct leaf *leaf_of(struct library_screen *s)
{
    return s->level == LIBRARY_PAGE && s->depth > 0 ? &s->path[s->depth - 1] : NULL;
}

/* The entry that is chosen or read: its shelf and number; -1 if there is none. */
static long chosen(struct ui *ui, struct library_screen *s, struct shelf **shelf)
{
    struct leaf *leaf = leaf_of(s);
    *shelf = leaf ? library_shelf(&ui->app->content->library, leaf->shelf) : library_shelf_shown(ui, s);
    if (!*shelf || s->level == LIBRARY_SHELVES)
        return -1;
    return shelf_find(*shelf, leaf ? leaf->id : list_id(&s->rows.list));
}

/* ---- going ---- */

static void open_page(struct library_screen *s, const char *shelf, const char *id)
{
    if (s->depth == LIBRARY_DEPTH) { /* the oldest is forgotten */
        memmove(s->path, s->path + 1, sizeof *s->path * (LIBRARY_DEPTH - 1));
        s->depth--;
    }
    struct leaf *leaf = &s->path[s->depth++];
    *leaf = (struct leaf){.link = -1};
    snprintf(leaf->shelf, sizeof leaf->shelf, "%s", shelf);
    snprintf(leaf->id, sizeof leaf->id, "%s", id);
    s->level = LIBRARY_PAGE;
}

static void go_to_shelf(struct ui *ui, struct library_screen *s, const char *name)
{
    snprintf(s->shelf, sizeof s->shelf, "%.39s", name);
    s->limits.count = 0;
    s->depth = 0;
    library_show(ui, s, LIBRARY_ENTRIES);
}

/* The next shelf, or the one before; from the last one on to the first. */
static void step_shelf(struct ui *ui, struct library_screen *s, size_t by)
{
    const struct library *lib = &ui->app->content->library;
    const struct shelf *shelf = library_shelf_shown(ui, s);
    size_t at = shelf ? (shelf->kind->index + by) % lib->count : 0;
    go_to_shelf(ui, s, lib->shelves[at].kind->name);
}

static void follow(struct ui *ui, struct library_screen *s, const struct entry_link *link)
{
    struct buf why = BUF_INIT;
    if (link->shelf && link->entry >= 0)
        open_page(s, link->shelf->kind->name, link->id);
    else if (link->shelf)
        ui_say(ui, "'%s' is not in this library", link->id);
    else if (instrument_find(&ui->app->guide, link->id) < 0)
        ui_say(ui, "there is no guiding question %s", link->id);
    else if (!ui_ready(ui, CMD_GO_WALK, &why))
        ui_warn(ui, "%s", buf_str(&why));
    else
        action_visit(ui, "walk", link->id);
    buf_release(&why);
}

static void open_chosen(struct ui *ui, struct library_screen *s)
{
    struct leaf *leaf = leaf_of(s);
    if (leaf) {
        if (leaf->link >= 0 && leaf->link < s->link_count)
            follow(ui, s, &s->links[leaf->link]);
        return;
    }
    char id[LINK_ID];
    snprintf(id, sizeof id, "%s", list_id(&s->rows.list));
    if (s->level == LIBRARY_SHELVES)
        go_to_shelf(ui, s, id);
    else
        open_page(s, s->shelf, id);
}

/* One step back inside the screen; false: there is none. */
static bool step_back(struct ui *ui, struct library_screen *s)
{
    if (s->level == LIBRARY_PAGE && s->depth > 1) {
        s->depth--;
        return true;
    }
    if (s->level == LIBRARY_PAGE) {
        if (!s->listed) /* another screen asked for this page */
            return false;
        s->depth = 0;
        s->level = LIBRARY_ENTRIES;
        return true;
    }
    if (list_act(ui, &s->rows.list, CMD_BACK))
        return true;
    if (s->level == LIBRARY_SHELVES || s->visiting)
        return false;
    if (s->limits.count > 0) {
        s->limits.count = 0;
        library_read(s);
        ui_say(ui, "the limits are taken off");
        return true;
    }
    library_show(ui, s, LIBRARY_SHELVES);
    return true;
}

/* ---- open and close ---- */

static void remember_language(struct ui *ui, struct library_screen *s)
{
    snprintf(s->spoken, sizeof s->spoken, "%s/%s", ui->app->content->first, ui->app->content->second);
}

static void read_uses(struct ui *ui, struct library_screen *s)
{
    const struct shelf *tools = library_shelf(&ui->app->content->library, "tool");
    struct error e;
    free(s->uses);
    s->uses = NULL;
    if (tools && entry_uses(ui->app, tools, &s->uses, &e) != OK)
        ui_fail(ui, &e);
}

static void *library_open(struct ui *ui, const char *place)
{
    struct library_screen *s = xcalloc(1, sizeof *s);
    char shelf[40] = "", rest[200] = "";
    struct error e;
    read_uses(ui, s);
    s->visiting = *place == '>';
    sscanf(place + s->visiting, "%39s %199[^\n]", shelf, rest);
    const struct shelf *found = *shelf ? library_shelf(&ui->app->content->library, shelf) : NULL;
    remember_language(ui, s);
    if (!found) {
        s->visiting = false;
        library_show(ui, s, LIBRARY_SHELVES);
        return s;
    }
    snprintf(s->shelf, sizeof s->shelf, "%s", found->kind->name);
    char *value = *rest == '@' ? strchr(rest, '=') : NULL;
    if (value) {
        *value++ = '\0';
        limits_set(&s->limits, &ui->app->content->library, found, rest + 1, value, &e);
    }
    bool page = *rest && *rest != '@' && shelf_find(found, rest) >= 0;
    if (page && s->visiting) {
        open_page(s, s->shelf, rest); /* no list behind it */
        return s;
    }
    library_show(ui, s, LIBRARY_ENTRIES);
    if (page) {
        list_select(&s->rows.list, rest);
        open_page(s, s->shelf, rest);
    }
    return s;
}

static void library_close(struct ui *ui, void *self)
{
    struct library_screen *s = self;
    (void)ui;
    if (s->listed)
        rows_release(&s->rows);
    sheet_release(&s->sheet);
    free(s->uses);
    free(s);
}

static void library_place(struct ui *ui, void *self, struct buf *out)
{
    struct library_screen *s = self;
    const struct leaf *leaf = leaf_of(s);
    (void)ui;
    if (leaf)
        buf_addf(out, "%s %s", leaf->shelf, leaf->id);
    else if (s->level == LIBRARY_ENTRIES)
        buf_adds(out, s->shelf);
}

/* Other words: titles of columns and choices are not those any more that the list was made with. */
static void speak(struct ui *ui, struct library_screen *s)
{
    char before[sizeof s->spoken];
    snprintf(before, sizeof before, "%s", s->spoken);
    remember_language(ui, s);
    if (strcmp(before, s->spoken) == 0 || !s->listed)
        return;
    enum library_level level = s->level;
    char id[LINK_ID];
    snprintf(id, sizeof id, "%s", list_id(&s->rows.list));
    library_show(ui, s, level == LIBRARY_SHELVES ? level : LIBRARY_ENTRIES);
    list_select(&s->rows.list, id);
    s->level = level;
}

static void library_refresh(struct ui *ui, void *self)
{
    struct library_screen *s = self;
    speak(ui, s);
    read_uses(ui, s);
    if (s->listed)
        library_read(s);
}

/* ---- drawing ---- */

static void library_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct library_screen *s = self;
    speak(ui, s);
    struct leaf *leaf = leaf_of(s);
    struct shelf *shelf = library_shelf_shown(ui, s);
    bool wide = area.cols >= LIBRARY_WIDE && s->listed && s->level != LIBRARY_SHELVES && shelf &&
                !s->sheet.highest;
    if (!wide && leaf) {
        library_draw_page(ui, s, leaf, c, area, true);
        return;
    }
    if (!wide) {
        library_draw_list(ui, s, c, area, true);
        return;
    }
    int left = area.cols * 2 / 5;
    struct leaf glance = {.link = -1};
    library_draw_list(ui, s, c, (struct rect){area.row, area.col, area.rows, left}, !leaf);
    if (!leaf) {
        snprintf(glance.shelf, sizeof glance.shelf, "%s", s->shelf);
        snprintf(glance.id, sizeof glance.id, "%s", list_id(&s->rows.list));
    }
    library_draw_page(ui, s, leaf ? leaf : &glance, c,
                      (struct rect){area.row, area.col + left + 3, area.rows, area.cols - left - 3}, leaf != NULL);
}

/* ---- keys ---- */

static bool scroll(struct library_screen *s, struct leaf *leaf, int by)
{
    int most = s->page_rows - s->page.rows;
    leaf->scroll += by;
    if (leaf->scroll > most)
        leaf->scroll = most;
    if (leaf->scroll < 0)
        leaf->scroll = 0;
    leaf->link = -1;
    return true;
}

/* The entry after or before this one in the list. */
static bool turn(struct library_screen *s, struct leaf *leaf, int by)
{
    if (s->depth != 1 || !s->listed || (by < 0 && s->rows.list.at == 0) ||
        (by > 0 && s->rows.list.at + 1 >= list_count(&s->rows.list)))
        return true;
    list_go(&s->rows.list, by < 0 ? s->rows.list.at - 1 : s->rows.list.at + 1);
    const char *id = list_id(&s->rows.list);
    *leaf = (struct leaf){.link = -1};
    snprintf(leaf->shelf, sizeof leaf->shelf, "%s", s->shelf);
    snprintf(leaf->id, sizeof leaf->id, "%s", id);
    return true;
}

static bool page_key(struct library_screen *s, struct leaf *leaf, int key)
{
    int page = s->page.rows > 2 ? s->page.rows - 1 : 1;
    switch (key) {
    case K_UP: return scroll(s, leaf, -1);
    case K_DOWN: return scroll(s, leaf, 1);
    case K_PAGE_UP: return scroll(s, leaf, -page);
    case K_PAGE_DOWN:
    case ' ': return scroll(s, leaf, page);
    case K_HOME: return scroll(s, leaf, -s->page_rows);
    case K_END: return scroll(s, leaf, s->page_rows);
    case K_LEFT: return turn(s, leaf, -1);
    case K_RIGHT: return turn(s, leaf, 1);
    default: return false;
    }
}

static bool within(const struct rect *r, const struct event *e)
{
    return e->row >= r->row && e->row < r->row + r->rows && e->col >= r->col && e->col < r->col + r->cols;
}

static bool page_mouse(struct ui *ui, struct library_screen *s, struct leaf *leaf, const struct event *e)
{
    if (!within(&s->page, e))
        return true;
    if (e->mouse == MOUSE_WHEEL_UP || e->mouse == MOUSE_WHEEL_DOWN)
        return scroll(s, leaf, e->mouse == MOUSE_WHEEL_UP ? -3 : 3);
    for (int i = 0; e->mouse == MOUSE_PRESS && i < s->link_count; i++)
        if (s->link_row[i] - leaf->scroll == e->row - s->page.row) {
            leaf->link = i;
            ui_act(ui, CMD_ITEM_OPEN);
            break;
        }
    return true;
}

static bool library_key(struct ui *ui, void *self, const struct event *e)
{
    struct library_screen *s = self;
    struct leaf *leaf = leaf_of(s);
    if (leaf)
        return e->type == EVENT_MOUSE ? page_mouse(ui, s, leaf, e) : e->type == EVENT_KEY && page_key(s, leaf, e->key);
    if (rows_key(&s->rows, e))
        return true;
    if (e->type == EVENT_MOUSE && e->mouse == MOUSE_PRESS && within(&s->rows.list.area, e) && list_count(&s->rows.list) > 0)
        ui_act(ui, CMD_ITEM_OPEN);
    return e->type == EVENT_MOUSE;
}

/* ---- actions ---- */

static void step_link(struct library_screen *s, struct leaf *leaf, int by)
{
    if (s->link_count == 0)
        return;
    int to = leaf->link < 0 ? (by > 0 ? 0 : s->link_count - 1) : leaf->link + by;
    leaf->link = (to + s->link_count) % s->link_count;
    int row = s->link_row[leaf->link];
    if (row < leaf->scroll)
        leaf->scroll = row > 0 ? row - 1 : 0;
    if (row >= leaf->scroll + s->page.rows)
        leaf->scroll = row - s->page.rows + 1;
}

static void take_up(struct ui *ui, struct library_screen *s)
{
    struct shelf *shelf;
    long entry = chosen(ui, s, &shelf);
    const char *phase = limits_get(&s->limits, "phases");
    if (entry >= 0)
        library_take_up(ui, shelf, (size_t)entry, *phase && !phase[1] ? *phase - '0' : action_phase(ui));
}

static bool library_act(struct ui *ui, void *self, enum command_id id)
{
    struct library_screen *s = self;
    struct leaf *leaf = leaf_of(s);
    switch (id) {
    case CMD_ITEM_OPEN: open_chosen(ui, s); return true;
    case CMD_NEXT_PANE:
    case CMD_PREVIOUS_PANE:
        if (leaf)
            step_link(s, leaf, id == CMD_NEXT_PANE ? 1 : -1);
        else
            step_shelf(ui, s, id == CMD_NEXT_PANE ? 1 : ui->app->content->library.count - 1);
        return true;
    case CMD_LIMITS: library_ask_limits(ui, s); return true;
    case CMD_TAKE_UP: take_up(ui, s); return true;
    case CMD_BACK: return step_back(ui, s);
    default: return !leaf && list_act(ui, &s->rows.list, id);
    }
}

static bool can_limit(struct ui *ui, const struct shelf *shelf)
{
    for (size_t i = FIELD_FIRST; shelf && i < shelf->kind->field_count; i++)
        if (limit_name(&ui->app->content->library, shelf, (int)i))
            return true;
    return false;
}

static bool library_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct library_screen *s = self;
    struct leaf *leaf = leaf_of(s);
    struct shelf *shelf = NULL;
    long entry = chosen(ui, s, &shelf);
    const char *reason = NULL;
    if (id == CMD_ITEM_OPEN && leaf && (leaf->link < 0 || leaf->link >= s->link_count))
        reason = s->link_count > 0 ? N_("press Tab to choose a link first") : N_("this page has no links");
    else if (id == CMD_ITEM_OPEN && !leaf && list_count(&s->rows.list) == 0)
        reason = N_("nothing fits: Esc takes filter and limits off");
    else if ((id == CMD_NEXT_PANE || id == CMD_PREVIOUS_PANE) && leaf && s->link_count == 0)
        reason = N_("this page has no links");
    else if (id == CMD_LIMITS && (leaf || s->level == LIBRARY_SHELVES))
        reason = N_("limits narrow the entries of a shelf: open one");
    else if (id == CMD_LIMITS && !can_limit(ui, shelf))
        reason = N_("this shelf has nothing to limit by; type a word to filter it");
    else if (id == CMD_FILTER && leaf)
        reason = N_("a page has no filter; Esc goes back to the list");
    else if (id == CMD_TAKE_UP && (entry < 0 || (strcmp(shelf->kind->name, "risk") != 0 && strcmp(shelf->kind->name, "tool") != 0)))
        reason = N_("a risk or a tool can be taken up: choose one");
    if (reason)
        buf_adds(why, _(reason));
    return !reason;
}

static void library_explain(struct ui *ui, void *self, struct buf *out)
{
    struct library_screen *s = self;
    const struct shelf *shelf = NULL;
    struct shelf *found = NULL;
    chosen(ui, s, &found);
    shelf = found;
    buf_addf(out, "%s\n%s\n\n", shelf ? shelf->kind->label_plural : _("Library"),
             shelf ? shelf->kind->hint : _("What is known of peer learning, to look up while you work."));
    if (s->level == LIBRARY_PAGE)
        buf_adds(out, _("Up and Down move the text. Left and Right turn to the entry before and after. Tab chooses a "
                        "link, Enter opens it, Esc goes back the way you came.\n\n"));
    else
        buf_adds(out, _("Type a few letters, and only those that hold them are listed. Tab goes to the next shelf. Enter opens "
                        "the page. Limits narrow a shelf to what fits your time, money, travel and group.\n\n"));
    for (size_t i = FIELD_FIRST; shelf && i < shelf->kind->field_count; i++)
        if (*shelf->kind->fields[i].hint)
            buf_addf(out, _("%s: %s\n"), shelf->kind->fields[i].label, shelf->kind->fields[i].hint);
}

const struct screen_ops screen_library = {
    .name = "library",
    .title = N_("Library"),
    .where = ON_LIBRARY,
    .go = CMD_GO_LIBRARY,
    .open = library_open,
    .close = library_close,
    .draw = library_draw,
    .key = library_key,
    .act = library_act,
    .can = library_can,
    .place = library_place,
    .explain = library_explain,
    .refresh = library_refresh,
};
