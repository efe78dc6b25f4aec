/* search.c: words looked for everywhere (app/find.h), in one list by groups; Enter goes there. The list's filter is what
 * is looked for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/find.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/actions.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/screens/ask.h"
#include "ui/screens/screens.h"

enum { MOST = 20, ALL = 500 };

enum { GROUP, NAME, EXCERPT, COLUMNS };

struct row {
    size_t group;
    size_t hit; /* SIZE_MAX: "and N more" */
};

struct search_screen {
    struct ui *ui;
    struct finder *finder;
    struct list list;
    struct buf words;
    size_t most;
    struct row *rows;
    size_t count, cap;
    char id[260];
    char language[12];
};

/* ---- looking ---- */

static void look(struct search_screen *s)
{
    struct error e;
    s->count = 0;
    if (finder_words(s->finder, buf_str(&s->words), s->most, &e) != OK) {
        ui_fail(s->ui, &e);
        return;
    }
    for (size_t g = 0; g < finder_groups(s->finder); g++) {
        const struct found_group *group = finder_group(s->finder, g);
        GROW(s->rows, s->count + group->hit_count + 1, s->cap);
        for (size_t h = 0; h < group->hit_count; h++)
            s->rows[s->count++] = (struct row){g, h};
        if (group->count > group->hit_count)
            s->rows[s->count++] = (struct row){g, SIZE_MAX};
    }
}

static const struct found *hit_at(const struct search_screen *s, size_t at)
{
    const struct row *r = &s->rows[at];
    return r->hit == SIZE_MAX ? NULL : &finder_group(s->finder, r->group)->hits[r->hit];
}

/* ---- the list's source ---- */

static size_t source_count(void *data)
{
    return ((struct search_screen *)data)->count;
}

static void source_cell(void *data, size_t at, int column, struct buf *out)
{
    struct search_screen *s = data;
    const struct row *r = &s->rows[at];
    const struct found_group *group = finder_group(s->finder, r->group);
    const struct found *hit = hit_at(s, at);
    if (column == GROUP) {
        if (at == 0 || s->rows[at - 1].group != r->group)
            buf_addf(out, "%s (%zu)", group->label, group->count);
    } else if (!hit) {
        if (column == NAME)
            buf_addf(out, _("and %zu more"), group->count - group->hit_count);
    } else if (column == NAME) {
        buf_adds(out, hit->personal ? ui_mask(s->ui, buf_str(&hit->title)) : buf_str(&hit->title));
    } else {
        finder_excerpt(s->finder, hit, out);
        if (hit->what == FOUND_RECORD)
            ui_mask_buf(s->ui, out);
    }
}

static enum style source_style(void *data, size_t at, int column)
{
    struct search_screen *s = data;
    if (column == GROUP)
        return STYLE_TITLE;
    return s->rows[at].hit == SIZE_MAX || column == EXCERPT ? STYLE_DIM : STYLE_TEXT;
}

static const char *source_id(void *data, size_t at)
{
    struct search_screen *s = data;
    if (at >= s->count)
        return NULL;
    const struct found *hit = hit_at(s, at);
    snprintf(s->id, sizeof s->id, "%s/%s%s", finder_group(s->finder, s->rows[at].group)->name, hit ? hit->list : "",
             hit ? hit->id : "*");
    return s->id;
}

static size_t source_find(void *data, const char *id)
{
    struct search_screen *s = data;
    size_t at = 0;
    while (at < s->count && strncmp(source_id(s, at), id, 79) != 0)
        at++;
    return at;
}

static void source_filter(void *data, const char *words)
{
    struct search_screen *s = data;
    buf_clear(&s->words);
    buf_adds(&s->words, words);
    s->most = MOST;
    look(s);
}

/* ---- open and close ---- */

static void *search_open(struct ui *ui, const char *place)
{
    static const struct list_column columns[COLUMNS] = {
        {.title = "", .min = 14, .max = 24}, {.title = "", .min = 24, .max = 60}, {.title = "", .min = 16, .max = 200}};
    struct search_screen *s = xcalloc(1, sizeof *s);
    struct list_source source = {.data = s, .count = source_count, .cell = source_cell, .style = source_style,
                                 .id = source_id, .find = source_find, .filter = source_filter};
    s->ui = ui;
    s->most = MOST;
    s->finder = finder_new(ui->app);
    list_init(&s->list, &source);
    list_set_columns(&s->list, columns, COLUMNS);
    s->list.no_header = true;
    s->list.filtering = true;
    if (*place) {
        struct event paste = {.type = EVENT_PASTE, .text = place};
        list_key(ui, &s->list, &paste);
    }
    return s;
}

static void search_close(struct ui *ui, void *self)
{
    struct search_screen *s = self;
    (void)ui;
    list_release(&s->list);
    finder_free(s->finder);
    buf_release(&s->words);
    free(s->rows);
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
    buf_adds(out, list_id(&((struct search_screen *)self)->list));
}

static void search_refresh(struct ui *ui, void *self)
{
    struct search_screen *s = self;
    (void)ui;
    finder_refresh(s->finder);
    look(s);
    list_refresh(&s->list);
}

static void search_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct search_screen *s = self;
    s->list.filtering = true; /* words are typed here at all times */
    s->list.empty = _("Type a word or two. They are looked for in the questions, your answers, people, the notes of every "
                      "record, the checklists and the library.");
    list_draw(ui, &s->list, c, area, true);
}

/* ---- going there ---- */

static void open_record(struct ui *ui, const struct found *hit)
{
    const struct kind *const *kinds = (const struct kind *const *)ui->app->model.kinds;
    struct record r;
    struct error e;
    char id[ID_SIZE], item[80] = "";
    snprintf(id, sizeof id, "%.36s", hit->id);
    if (store_get(ui->app->store, hit->kind, id, &r, &e) != OK) {
        ui_fail(ui, &e);
        return;
    }
    if (hit->kind == kinds[KIND_ANSWER])
        snprintf(item, sizeof item, "%s", record_get(&r, ANSWER_ITEM));
    record_release(&r);
    if (*item && instrument_find(&ui->app->guide, item) >= 0)
        action_visit(ui, "walk", item);
    else if (hit->kind == kinds[KIND_PERSON])
        action_visit(ui, "person", id);
    else if (hit->kind == kinds[KIND_OBJECTIVE])
        action_visit(ui, "objectives", id);
    else
        form_open(ui, hit->kind, id);
}

static void open_point(struct ui *ui, const struct found *hit)
{
    struct buf place = BUF_INIT, why = BUF_INIT;
    buf_addf(&place, "%s alliance - %s", hit->list, hit->id);
    if (ui_ready(ui, CMD_GO_SCORES, &why))
        action_visit(ui, "scores", place.s);
    else
        ui_warn(ui, "%s", buf_str(&why));
    buf_release(&place);
    buf_release(&why);
}

static void open_hit(struct ui *ui, const struct found *hit)
{
    struct buf place = BUF_INIT, why = BUF_INIT;
    switch (hit->what) {
    case FOUND_RECORD: open_record(ui, hit); break;
    case FOUND_POINT: open_point(ui, hit); break;
    case FOUND_QUESTION:
        if (ui_ready(ui, CMD_GO_WALK, &why))
            action_visit(ui, "walk", hit->id);
        else
            ui_warn(ui, "%s", buf_str(&why));
        break;
    case FOUND_ENTRY:
        buf_addf(&place, ">%s %s", hit->kind->name, hit->id);
        action_visit(ui, "library", place.s);
        break;
    }
    buf_release(&place);
    buf_release(&why);
}

/* ---- keys and actions ---- */

static bool search_key(struct ui *ui, void *self, const struct event *e)
{
    struct search_screen *s = self;
    if (e->type == EVENT_KEY && e->key == K_ESCAPE && s->list.filter.len == 0)
        return false; /* nothing typed: one step back */
    if (list_key(ui, &s->list, e))
        return true;
    if (pressed_in(e, s->list.area) && s->count > 0)
        ui_act(ui, CMD_ITEM_OPEN);
    return e->type == EVENT_MOUSE;
}

/* The first hit of the next group, or of the one before. */
static void step_group(struct search_screen *s, bool next)
{
    size_t at = s->list.at, group = s->rows[at].group;
    if (next) {
        while (at < s->count && s->rows[at].group == group)
            at++;
        list_go(&s->list, at < s->count ? at : 0);
        return;
    }
    while (at > 0 && s->rows[at].group == group)
        at--;
    if (s->rows[at].group == group) /* it was the first one: on to the last */
        at = s->count - 1;
    while (at > 0 && s->rows[at - 1].group == s->rows[at].group)
        at--;
    list_go(&s->list, at);
}

static bool search_act(struct ui *ui, void *self, enum command_id id)
{
    struct search_screen *s = self;
    if ((id == CMD_NEXT_PANE || id == CMD_PREVIOUS_PANE) && s->count > 0) {
        step_group(s, id == CMD_NEXT_PANE);
        return true;
    }
    if (id == CMD_ITEM_OPEN && s->count > 0) {
        const struct found *hit = hit_at(s, s->list.at);
        if (hit) {
            open_hit(ui, hit);
        } else { /* "and N more" */
            s->most = ALL;
            look(s);
            list_refresh(&s->list);
        }
        return true;
    }
    return id == CMD_BACK && s->list.filter.len > 0 && list_act(ui, &s->list, id);
}

static bool search_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct search_screen *s = self;
    const struct found *hit = s->count > 0 ? hit_at(s, s->list.at < s->count ? s->list.at : 0) : NULL;
    const char *reason = NULL;
    if (id == CMD_ITEM_OPEN && s->count == 0)
        reason = s->words.len > 0 ? N_("nothing has these words") : N_("type a word first");
    else if (id == CMD_ITEM_OPEN && ui_private(ui) && hit && hit->what == FOUND_RECORD && hit->personal)
        reason = N_("names and answers are hidden: show them again first");
    else if ((id == CMD_NEXT_PANE || id == CMD_PREVIOUS_PANE) && s->count == 0)
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
