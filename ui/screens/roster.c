/* roster.c: everyone in the open alliance: filtered as one types, sorted and with columns as one likes, several changed
 * at once. Rows are memberships; name, country and so on follow their reference to the person. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/screens/ask.h"
#include "ui/screens/columns.h"
#include "ui/screens/screens.h"

enum { NARROW = 60 }; /* below this the status stands next to the name */

struct roster {
    struct view *view;
    char alliance[ID_SIZE]; /* that the view is of */
    struct list list;
    struct columns columns;
    bool narrow;
    struct buf empty;
};

static const struct kind *membership(const struct ui *ui)
{
    return ui->app->model.kinds[KIND_MEMBERSHIP];
}

static const struct kind *people(const struct ui *ui)
{
    return ui->app->model.kinds[KIND_PERSON];
}

/* ---- open and close ---- */

static void watch_alliance(struct ui *ui, struct roster *r)
{
    view_free(r->view);
    snprintf(r->alliance, sizeof r->alliance, "%s", ui->app->alliance);
    r->view = view_new(ui->app->store, membership(ui), r->alliance);
    view_rank(r->view);
    r->list.view = r->view;
}

static void say_empty(struct roster *r)
{
    buf_adds(&r->empty, _("No one is in this alliance yet.\n\n"));
    ui_key_of(CMD_ITEM_NEW, &r->empty);
    buf_adds(&r->empty, _(" adds a person; "));
    ui_key_of(CMD_GO_IMPORT, &r->empty);
    buf_adds(&r->empty, _(" imports a list from a spreadsheet."));
}

static void *roster_open(struct ui *ui, const char *place)
{
    struct roster *r = xcalloc(1, sizeof *r);
    r->view = view_new(ui->app->store, membership(ui), ui->app->alliance);
    list_init_view(&r->list, ui->app, r->view);
    watch_alliance(ui, r);
    say_empty(r);
    r->list.empty = buf_str(&r->empty);
    columns_init(ui, &r->columns, membership(ui), "person", "roster.columns",
                 "person.organisation person.position_title person.country status mandate_status");
    columns_apply(&r->columns, NULL, &r->list);
    list_select(&r->list, place);
    return r;
}

static void roster_close(struct ui *ui, void *self)
{
    struct roster *r = self;
    (void)ui;
    list_release(&r->list);
    view_free(r->view);
    columns_release(&r->columns);
    buf_release(&r->empty);
    free(r);
}

static void roster_place(struct ui *ui, void *self, struct buf *out)
{
    (void)ui;
    buf_adds(out, list_id(&((struct roster *)self)->list));
}

/* ---- drawing ---- */

static void set_columns(struct roster *r)
{
    columns_apply(&r->columns, r->narrow ? "status" : NULL, &r->list);
}

static void roster_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct roster *r = self;
    if ((area.cols < NARROW) != r->narrow) {
        r->narrow = area.cols < NARROW;
        set_columns(r);
    }
    list_draw(ui, &r->list, c, area, true);
}

static void roster_status(struct ui *ui, void *self, struct buf *out)
{
    list_describe(&((struct roster *)self)->list, out);
    if (ui->status.len > 0)
        buf_addf(out, " - %s", buf_str(&ui->status));
}

/* To the person just added: the id of a membership follows from person and alliance. */
static void go_to_made(struct ui *ui, struct roster *r)
{
    struct record m;
    if (!*ui->made)
        return;
    record_init(&m, membership(ui));
    record_set(&m, MEMBERSHIP_PERSON, ui->made);
    record_set(&m, MEMBERSHIP_ALLIANCE, ui->app->alliance);
    record_make_id(&m);
    list_select(&r->list, record_id(&m));
    record_release(&m);
    ui->made[0] = '\0';
}

static void roster_refresh(struct ui *ui, void *self)
{
    struct roster *r = self;
    if (strcmp(r->alliance, ui->app->alliance) != 0) {
        watch_alliance(ui, r);
        list_unmark(&r->list);
    }
    set_columns(r); /* a column of one's own may have come or gone */
    list_refresh(&r->list);
    go_to_made(ui, r);
}

/* ---- who is meant ---- */

static bool person_of(struct ui *ui, const char *member, char id[ID_SIZE])
{
    struct record r;
    struct error e;
    if (store_get(ui->app->store, membership(ui), member, &r, &e) != OK) {
        ui_fail(ui, &e);
        return false;
    }
    snprintf(id, ID_SIZE, "%s", record_get(&r, MEMBERSHIP_PERSON));
    record_release(&r);
    return true;
}

/* The ids of all marked, joined by commas: of the memberships, or of their people. */
static void give_marked(struct ui *ui, struct roster *r, bool of_people, struct args *given)
{
    for (size_t i = 0; i < list_marked(&r->list); i++) {
        char id[ID_SIZE];
        const char *mark = list_mark(&r->list, i);
        if (!of_people)
            args_give(given, arg_text("record", mark));
        else if (person_of(ui, mark, id))
            args_give(given, arg_text("record", arena_text(given->arena, id, strlen(id))));
    }
}

/* False, with nothing to be done: some of those marked were deleted in another window, and are marked no more. */
static bool marks_hold(struct ui *ui, struct roster *r)
{
    size_t gone = list_unmark_gone(&r->list);
    if (gone > 0)
        ui_warn(ui, "%zu of those marked were deleted meanwhile in another window, so nothing was done; %zu are marked now", gone,
                list_marked(&r->list));
    return gone == 0;
}

/* ---- actions ---- */

static void open_person(struct ui *ui, struct roster *r, const char *part)
{
    char id[ID_SIZE];
    struct buf place = BUF_INIT;
    if (person_of(ui, list_id(&r->list), id)) {
        buf_addf(&place, "%s%s", id, part);
        ui_open(ui, "person", buf_str(&place));
    }
    buf_release(&place);
}

/* Could several people sensibly have the same value there? */
static bool for_several(const struct kind *kind, size_t field)
{
    const struct field *f = &kind->fields[field];
    return !(f->flags & (FIELD_TITLE | FIELD_OWNER | FIELD_IDENTITY)) && (int)field != kind->alliance &&
           f->type != FIELD_LINKS && f->type != FIELD_NOTE && f->type != FIELD_EMAIL && f->type != FIELD_PHONE;
}

struct target {
    const struct kind *kind;
    const struct field *field;
};

static size_t add_targets(const struct kind *kind, struct target *targets, const char **labels, size_t n)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        if (!for_several(kind, i))
            continue;
        targets[n] = (struct target){kind, &kind->fields[i]};
        labels[n++] = kind->fields[i].label;
    }
    return n;
}

/* Which field is to be set: first what changes most, the standing in the alliance. */
static bool choose_target(struct ui *ui, struct roster *r, struct target *target)
{
    size_t room = membership(ui)->field_count + people(ui)->field_count, n = 0;
    struct target *targets = xcalloc(room, sizeof *targets);
    const char **labels = xcalloc(room, sizeof *labels);
    struct buf title = BUF_INIT;
    n = add_targets(membership(ui), targets, labels, n);
    n = add_targets(people(ui), targets, labels, n);
    buf_addf(&title, _("Which field of all %zu?"), list_marked(&r->list));
    int chosen = prompt_choice(ui, buf_str(&title), labels, n, 0);
    if (chosen >= 0)
        *target = targets[chosen];
    free(targets);
    free(labels);
    buf_release(&title);
    return chosen >= 0;
}

/* One field of all marked: one change, and so one undo. */
static void edit_marked(struct ui *ui, struct roster *r)
{
    struct target target;
    struct buf title = BUF_INIT, value = BUF_INIT;
    struct args given;
    if (!marks_hold(ui, r) || !choose_target(ui, r, &target))
        return;
    args_init(&given, &commands[CMD_SET]);
    buf_addf(&title, _("%s of all %zu"), target.field->label, list_marked(&r->list));
    if (ask_value(ui, target.field, buf_str(&title), &value) && marks_hold(ui, r)) {
        args_give(&given, arg_text("kind", target.kind->name));
        give_marked(ui, r, target.kind == people(ui), &given);
        args_give(&given, arg_pair("field", target.field->name, buf_str(&value)));
        if (ui_run(ui, CMD_SET, given.values, NULL) == OK)
            ui_say(ui, "%s of %zu people: %s; undo takes it back", target.field->label, list_marked(&r->list),
                   value.len > 0 ? "changed" : "emptied");
    }
    buf_release(&title);
    buf_release(&value);
    args_release(&given);
}

/* Off the list, not out of the workbench: the person may be in other alliances. */
static void take_off(struct ui *ui, struct roster *r)
{
    struct buf name = BUF_INIT;
    struct args given;
    size_t marked = list_marked(&r->list);
    if (!marks_hold(ui, r))
        return;
    args_init(&given, &commands[CMD_DELETE]);
    args_give(&given, arg_text("kind", "membership"));
    give_marked(ui, r, false, &given);
    args_give(&given, arg_if(marked == 0, arg_text("record", list_id(&r->list))));
    store_title(ui->app->store, membership(ui), list_id(&r->list), &name);
    if (ui_run(ui, CMD_DELETE, given.values, NULL) == OK) {
        if (marked > 0)
            ui_say(ui, "%zu left the list; the people are kept; undo brings all of them back", marked);
        else
            ui_say(ui, "%s left the list; the person is kept; undo brings it back", ui_mask(ui, buf_str(&name)));
        list_unmark(&r->list);
    }
    args_release(&given);
    buf_release(&name);
}

static bool roster_act(struct ui *ui, void *self, enum command_id id)
{
    struct roster *r = self;
    switch (id) {
    case CMD_ITEM_OPEN:
        open_person(ui, r, "");
        return true;
    case CMD_ITEM_NEW:
        form_open_new(ui, people(ui), NULL, 0);
        return true;
    case CMD_ITEM_EDIT:
        if (list_marked(&r->list) > 0)
            edit_marked(ui, r);
        else
            open_person(ui, r, " person");
        return true;
    case CMD_ITEM_DELETE:
        take_off(ui, r);
        return true;
    case CMD_COLUMNS:
        if (columns_choose(ui, &r->columns))
            set_columns(r);
        return true;
    default:
        return list_act(ui, &r->list, id);
    }
}

static bool roster_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct roster *r = self;
    (void)ui;
    bool needs_one =
        id == CMD_ITEM_OPEN || id == CMD_ITEM_EDIT || id == CMD_ITEM_DELETE || id == CMD_MARK || id == CMD_MARK_ALL;
    if (needs_one && list_count(&r->list) == 0 && list_marked(&r->list) == 0) {
        buf_adds(why, r->list.filter.len > 0 ? _("nobody fits the filter") : _("nobody is in the list yet"));
        return false;
    }
    if (id == CMD_ITEM_DELETE && r->list.filtering) {
        buf_adds(why, _("you are typing in the filter; press Up or Down to choose someone"));
        return false;
    }
    return true;
}

static bool roster_key(struct ui *ui, void *self, const struct event *e)
{
    struct roster *r = self;
    if (list_key(ui, &r->list, e))
        return true;
    if (pressed_in(e, r->list.area) && list_count(&r->list) > 0) {
        ui_act(ui, CMD_ITEM_OPEN);
        return true;
    }
    return e->type == EVENT_MOUSE;
}

/* ---- help ---- */

static void roster_explain(struct ui *ui, void *self, struct buf *out)
{
    struct roster *r = self;
    (void)ui;
    buf_adds(out,
             _("People\nEveryone in this alliance. People learn, not organisations: name persons, never only posts.\n\n"
             "Type a few letters of a name, a country or an organisation, and only those that fit are listed; Esc "
             "shows all again. Space marks people, to change one field of all of them at once.\n\n"));
    for (size_t i = 0; i < r->columns.count; i++) {
        struct column column;
        if (!view_column(membership(ui), r->columns.paths[i], &column))
            continue;
        const struct field *f = view_column_field(membership(ui), column);
        if (*f->hint)
            buf_addf(out, _("%s: %s\n"), f->label, f->hint);
    }
}

const struct screen_ops screen_roster = {
    .name = "roster",
    .title = N_("People"),
    .where = ON_ROSTER,
    .go = CMD_GO_ROSTER,
    .open = roster_open,
    .close = roster_close,
    .draw = roster_draw,
    .key = roster_key,
    .act = roster_act,
    .can = roster_can,
    .place = roster_place,
    .status = roster_status,
    .explain = roster_explain,
    .refresh = roster_refresh,
};
