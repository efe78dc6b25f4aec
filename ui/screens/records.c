/* records.c: all records of any kind, as its description says: organisations, challenges, own columns, and kinds that the
 * facilitator has added. Whatever has no screen of its own is found, made and changed here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/prompt.h"
#include "ui/screens/screens.h"

struct records {
    const struct kind *kind;
    char alliance[ID_SIZE]; /* that the view is of */
    struct view *view;
    struct list list;
    struct buf empty;
};

/* ---- which kind ---- */

static void watch(struct ui *ui, struct records *r, const struct kind *kind)
{
    if (r->view) {
        list_release(&r->list);
        view_free(r->view);
    }
    r->kind = kind;
    snprintf(r->alliance, sizeof r->alliance, "%s", ui->app->alliance);
    r->view = view_new(ui->app->store, kind, r->alliance);
    view_rank(r->view);
    list_init_view(&r->list, ui->app, r->view);
    struct list_column columns[LIST_COLUMNS];
    list_set_columns(&r->list, columns, list_view_columns(kind, "", columns, LIST_COLUMNS));
    buf_clear(&r->empty);
    buf_addf(&r->empty, _("%s: none yet.\n\n"), kind->label_plural);
    ui_key_of(CMD_ITEM_NEW, &r->empty);
    buf_adds(&r->empty, _(" adds one; "));
    ui_key_of(CMD_NEXT_PANE, &r->empty);
    buf_adds(&r->empty, _(" goes to the next kind."));
    r->list.empty = buf_str(&r->empty);
}

/* Asks which kind of record; NULL if none was chosen. */
static const struct kind *choose_kind(struct ui *ui)
{
    const struct model *m = &ui->app->model;
    const char **labels = xcalloc(m->count, sizeof *labels);
    for (size_t i = 0; i < m->count; i++)
        labels[i] = m->kinds[i]->label_plural;
    int chosen = prompt_choice(ui, _("Which records?"), labels, m->count, 1);
    free(labels);
    return chosen < 0 ? NULL : m->kinds[chosen];
}

static void step(struct ui *ui, struct records *r, size_t by)
{
    const struct model *m = &ui->app->model;
    watch(ui, r, m->kinds[(r->kind->index + by) % m->count]);
}

/* ---- open, draw, close ---- */

static void *records_open(struct ui *ui, const char *place)
{
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(place, " "), place);
    const struct kind *kind = *name ? model_kind(&ui->app->model, name) : NULL;
    if (!kind && !(kind = choose_kind(ui)))
        return NULL;
    struct records *r = xcalloc(1, sizeof *r);
    watch(ui, r, kind);
    if (strchr(place, ' '))
        list_select(&r->list, strchr(place, ' ') + 1);
    return r;
}

static void records_close(struct ui *ui, void *self)
{
    struct records *r = self;
    (void)ui;
    list_release(&r->list);
    view_free(r->view);
    buf_release(&r->empty);
    free(r);
}

static void records_place(struct ui *ui, void *self, struct buf *out)
{
    struct records *r = self;
    (void)ui;
    buf_addf(out, "%s %s", r->kind->name, list_id(&r->list));
}

static void records_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct records *r = self;
    struct buf count = BUF_INIT;
    list_describe(&r->list, &count);
    if (area.rows > 3) {
        int used = canvas_put(c, area.row, area.col, area.cols, STYLE_TITLE, r->kind->label_plural);
        used += canvas_putf(c, area.row, area.col + used + 2, area.cols - used - 2, STYLE_TEXT, "%s", buf_str(&count)) + 4;
        canvas_put(c, area.row, area.col + used, area.cols - used, STYLE_DIM, r->kind->hint);
        area.row++;
        area.rows--;
    }
    buf_release(&count);
    list_draw(ui, &r->list, c, area, true);
}

static void records_refresh(struct ui *ui, void *self)
{
    struct records *r = self;
    if (strcmp(r->alliance, ui->app->alliance) != 0) {
        watch(ui, r, r->kind);
        return;
    }
    struct list_column columns[LIST_COLUMNS]; /* a column of one's own may have come or gone */
    list_set_columns(&r->list, columns, list_view_columns(r->kind, "", columns, LIST_COLUMNS));
    list_refresh(&r->list);
    if (*ui->made)
        list_select(&r->list, ui->made);
    ui->made[0] = '\0';
}

/* ---- actions ---- */

static void delete_one(struct ui *ui, struct records *r)
{
    ui_run(ui, CMD_DELETE, ARGS(arg_text("kind", r->kind->name), arg_text("record", list_id(&r->list))), NULL);
}

static bool records_act(struct ui *ui, void *self, enum command_id id)
{
    struct records *r = self;
    switch (id) {
    case CMD_ITEM_OPEN:
    case CMD_ITEM_EDIT:
        form_open(ui, r->kind, list_id(&r->list));
        return true;
    case CMD_ITEM_NEW: {
        struct form_value alliance = {r->kind->alliance, ui->app->alliance};
        form_open_new(ui, r->kind, &alliance, r->kind->alliance >= 0 && *ui->app->alliance ? 1 : 0);
        return true;
    }
    case CMD_ITEM_DELETE:
        delete_one(ui, r);
        return true;
    case CMD_NEXT_PANE:
        step(ui, r, 1);
        return true;
    case CMD_PREVIOUS_PANE:
        step(ui, r, ui->app->model.count - 1);
        return true;
    default:
        return list_act(ui, &r->list, id);
    }
}

static bool records_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct records *r = self;
    (void)ui;
    bool needs_one = id == CMD_ITEM_OPEN || id == CMD_ITEM_EDIT || id == CMD_ITEM_DELETE;
    if (needs_one && list_count(&r->list) == 0) {
        buf_adds(why, r->list.filter.len > 0 ? _("none fits the filter") : _("there is none yet"));
        return false;
    }
    if (id == CMD_ITEM_DELETE && r->list.filtering) {
        buf_adds(why, _("you are typing in the filter; press Up or Down to choose a record"));
        return false;
    }
    if (id == CMD_COLUMNS) {
        buf_adds(why, _("the columns of this list are those its kind lists"));
        return false;
    }
    return true;
}

static bool records_key(struct ui *ui, void *self, const struct event *e)
{
    struct records *r = self;
    return list_key(ui, &r->list, e) || e->type == EVENT_MOUSE;
}

static void records_explain(struct ui *ui, void *self, struct buf *out)
{
    struct records *r = self;
    (void)ui;
    buf_addf(out, _("%s\n%s\n\nType a few letters, and only those that fit are listed; Esc shows all again. "),
             r->kind->label_plural, r->kind->hint);
    ui_key_of(CMD_NEXT_PANE, out);
    buf_adds(out, _(" goes to the next kind of record. A record of the kind Own columns adds a field to another kind.\n\n"));
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++)
        if (*r->kind->fields[i].hint)
            buf_addf(out, _("%s: %s\n"), r->kind->fields[i].label, r->kind->fields[i].hint);
}

const struct screen_ops screen_records = {
    .name = "records",
    .title = N_("Records"),
    .where = ON_RECORDS,
    .go = CMD_GO_RECORDS,
    .over = "board",
    .open = records_open,
    .close = records_close,
    .draw = records_draw,
    .key = records_key,
    .act = records_act,
    .can = records_can,
    .place = records_place,
    .explain = records_explain,
    .refresh = records_refresh,
};
