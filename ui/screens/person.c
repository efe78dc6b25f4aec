/* person.c: the page of one person. On the left the parts of it, on the right what the part holds; where there is
 * little room, one of the two. First comes an overview; Enter on one of its lines goes to where that is changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "sheet/about.h"
#include "ui/ask_run.h"
#include "ui/keep.h"
#include "ui/prompt.h"
#include "ui/screens/ask.h"
#include "ui/screens/person.h"
#include "ui/screens/screens.h"

enum { WIDE = 72, PARTS_WIDTH = 22, HEAD = 4, HEAD_FROM = 14 };

const struct kind *person_kind(const struct person *p, enum kind_id kind)
{
    return p->ui->app->model.kinds[kind];
}

/* ---- the parts ---- */

/* Kinds whose part is there even while it is empty, and those whose words are other than the kind's. */
static const struct {
    enum kind_id kind;
    const char *label;
} known_parts[] = {
    {KIND_PERSON, N_("Person")},
    {KIND_MEMBERSHIP, N_("In the alliance")},
    {KIND_INTEREST, N_("Faces, offers, seeks")},
    {KIND_PLACEMENT, N_("Pairs and groups")},
    {KIND_OBJECTIVE, N_("Objectives")},
};
enum { KNOWN_PARTS = sizeof known_parts / sizeof *known_parts };

static const char *part_label(const struct person *p, int part)
{
    if (part == PART_OVERVIEW)
        return _("Overview");
    return part <= KNOWN_PARTS ? tr(known_parts[part - 1].label) : p->kinds[part]->label_plural;
}

static const char *part_name(const struct person *p, int part)
{
    return part == PART_OVERVIEW ? "overview" : p->kinds[part]->name;
}

static bool has_part(const struct person *p, const struct kind *kind)
{
    bool has = false;
    for (int i = 1; i < p->part_count && !has; i++)
        has = p->kinds[i] == kind;
    return has;
}

static void add_part(struct person *p, const struct kind *kind)
{
    if (p->part_count < PARTS_MOST && !has_part(p, kind))
        p->kinds[p->part_count++] = kind;
}

static bool is_about_people(const struct person *p, const struct kind *kind)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++)
        if (about_is(&kind->fields[i], person_kind(p, KIND_PERSON)))
            return true;
    return false;
}

/* The known ones, kinds with a list of their own that can be about people, and whatever else the page holds. */
static void choose_parts(struct person *p)
{
    const struct model *m = &p->ui->app->model;
    const struct kind *chosen = p->kinds[p->part];
    p->part_count = 1;
    for (size_t i = 0; i < KNOWN_PARTS; i++)
        add_part(p, m->kinds[known_parts[i].kind]);
    for (size_t i = 0; i < m->count; i++)
        if (!m->kinds[i]->hidden && is_about_people(p, m->kinds[i]))
            add_part(p, m->kinds[i]);
    for (size_t i = 0; i < p->page.count; i++)
        add_part(p, p->page.rows[i].kind);
    for (int i = 1; i < p->part_count; i++) /* what was chosen may have moved */
        if (p->kinds[i] == chosen)
            p->part = i;
    if (p->part >= p->part_count || p->kinds[p->part] != chosen)
        p->part = PART_OVERVIEW;
}

/* ---- what is shown ---- */

static bool is_form(int part)
{
    return part == PART_PERSON || part == PART_MEMBERSHIP;
}

static bool exists(struct person *p, enum kind_id kind, const char *id)
{
    struct record r;
    if (store_get(p->ui->app->store, person_kind(p, kind), id, &r, NULL) != OK)
        return false;
    record_release(&r);
    return true;
}

/* Everything about the person, by which there are parts. */
static void read_page(struct person *p)
{
    struct sheet_query query = {.phase = -1, .what = p->id, .masked = ui_private(p->ui)};
    struct error e = {0};
    sheet_release(&p->page);
    p->masked = query.masked;
    if (p->there && sheet_make(&p->page, sheet_maker("person"), p->ui->app, &query, &e) != OK)
        ui_fail(p->ui, &e);
    choose_parts(p);
}

/* Whether person and membership are there, now. The membership's id follows from the two it joins. */
static void look(struct person *p)
{
    struct record m;
    record_init(&m, person_kind(p, KIND_MEMBERSHIP));
    record_set(&m, MEMBERSHIP_PERSON, p->id);
    record_set(&m, MEMBERSHIP_ALLIANCE, p->ui->app->alliance);
    record_make_id(&m);
    snprintf(p->membership, sizeof p->membership, "%s", record_id(&m));
    record_release(&m);
    p->there = exists(p, KIND_PERSON, p->id);
    p->member = p->there && exists(p, KIND_MEMBERSHIP, p->membership);
    read_page(p);
}

/* Reads what the part shown needs. */
static void load(struct person *p)
{
    bool form = p->there && is_form(p->part) && (p->part == PART_PERSON || p->member);
    if (form && !p->form)
        p->form = p->part == PART_PERSON ? form_new(p->ui, person_kind(p, KIND_PERSON), p->id)
                                         : form_new(p->ui, person_kind(p, KIND_MEMBERSHIP), p->membership);
    if (!form) {
        form_free(p->form);
        p->form = NULL;
    }
    if (p->part == PART_OVERVIEW)
        facts_read(p);
    else if (!is_form(p->part))
        related_read(p);
}

/* False: a field holds something that cannot be saved. */
static bool let_go(struct person *p)
{
    return !p->form || form_leave(p->ui, p->form);
}

static bool go_to(struct person *p, int part)
{
    if (part == p->part)
        return true;
    if (!let_go(p))
        return false;
    form_free(p->form);
    p->form = NULL;
    p->part = part;
    list_go(&p->rows.list, 0);
    load(p);
    return true;
}

/* ---- open and close ---- */

static void *person_open(struct ui *ui, const char *place)
{
    struct person *p = xcalloc(1, sizeof *p);
    const char *part = place + strcspn(place, " ");
    p->ui = ui;
    snprintf(p->id, sizeof p->id, "%.*s", (int)(part - place), place);
    look(p);
    for (int i = 0; i < p->part_count && *part; i++)
        if (strcmp(part + 1, part_name(p, i)) == 0)
            p->part = i;
    if (!p->there) {
        ui_warn(ui, "this person is not there any more");
        sheet_release(&p->page);
        free(p);
        return NULL;
    }
    p->wide = ui->canvas.cols >= WIDE;
    p->inside = !p->wide || *part;
    rows_init(&p->rows, ui);
    load(p);
    return p;
}

static void person_close(struct ui *ui, void *self)
{
    struct person *p = self;
    (void)ui;
    form_free(p->form);
    facts_release(&p->facts);
    rows_release(&p->rows);
    sheet_release(&p->related);
    sheet_release(&p->page);
    free(p);
}

static void person_place(struct ui *ui, void *self, struct buf *out)
{
    struct person *p = self;
    (void)ui;
    buf_addf(out, "%s %s", p->id, part_name(p, p->part));
}

/* In a list, the record as well; what is typed in a form stays what it is. */
static void person_chosen(struct ui *ui, void *self, struct buf *out)
{
    struct person *p = self;
    person_place(ui, self, out);
    if (p->inside && !p->form && p->part != PART_OVERVIEW)
        buf_addf(out, " %s", list_id(&p->rows.list));
}

static void person_refresh(struct ui *ui, void *self)
{
    struct person *p = self;
    look(p);
    if (p->form && ((p->part == PART_PERSON && p->there) || (p->part == PART_MEMBERSHIP && p->member)))
        form_refresh(ui, p->form);
    else
        load(p);
}

static bool person_leave(struct ui *ui, void *self)
{
    (void)ui;
    return let_go(self);
}

/* ---- drawing ---- */

/* "Director of Revenue - runs all collection" */
static void join(struct buf *out, const char *between, const char *text)
{
    if (*text)
        buf_addf(out, "%s%s", out->len > 0 ? between : "", text);
}

/* Who this is: three lines and a rule, or one line where there is little room. */
static void draw_head(struct person *p, struct canvas *c, struct rect *area)
{
    struct record r;
    struct buf name = BUF_INIT, line = BUF_INIT, home = BUF_INIT;
    if (store_get(p->ui->app->store, person_kind(p, KIND_PERSON), p->id, &r, NULL) != OK)
        return;
    store_title(p->ui->app->store, r.kind, p->id, &name);
    ui_mask_buf(p->ui, &name);
    bool whole = area->rows >= HEAD_FROM;
    if (!whole && !p->wide)
        buf_addf(&name, " - %s", p->inside ? part_label(p, p->part) : _("choose a part"));
    canvas_put(c, area->row, area->col, area->cols, STYLE_TITLE, buf_str(&name));
    if (whole) {
        join(&line, "", ui_mask(p->ui, record_get(&r, PERSON_POSITION_TITLE)));
        join(&line, " - ", record_get(&r, PERSON_LOCAL_FUNCTION));
        canvas_put(c, area->row + 1, area->col, area->cols, STYLE_TEXT, buf_str(&line));
        store_display(p->ui->app->store, &r, PERSON_ORGANISATION, &home);
        join(&home, ", ", record_get(&r, PERSON_ORG_UNIT));
        join(&home, ", ", record_get(&r, PERSON_COUNTRY));
        canvas_put(c, area->row + 2, area->col, area->cols, STYLE_DIM, buf_str(&home));
        canvas_rule(c, area->row + 3, area->col, area->cols);
    }
    int used = whole ? HEAD : 1;
    area->row += used;
    area->rows -= used;
    record_release(&r);
    buf_release(&name);
    buf_release(&line);
    buf_release(&home);
}

static void draw_parts(struct person *p, struct canvas *c, struct rect area)
{
    p->parts = area;
    for (int i = 0; i < p->part_count && i < area.rows; i++) {
        bool chosen = i == p->part;
        enum style style = !chosen ? STYLE_TEXT : p->inside ? STYLE_STRONG : STYLE_SELECTED;
        canvas_row(c, area.row + i, area.col, area.cols, style, part_label(p, i));
        if (chosen && !p->inside)
            canvas_cursor(c, area.row + i, area.col);
    }
}

static void draw_part(struct person *p, struct canvas *c, struct rect area)
{
    if (p->part == PART_OVERVIEW) {
        facts_draw(p, c, area, p->inside);
    } else if (p->form) {
        form_draw(p->ui, p->form, c, area, p->inside);
    } else if (is_form(p->part)) {
        canvas_wrap(c, area, 0, STYLE_DIM, _("Not a member of this alliance. Press Insert to add the person to it."));
        if (p->inside)
            canvas_cursor(c, area.row, area.col);
    } else {
        list_draw(p->ui, &p->rows.list, c, area, p->inside);
    }
}

static void person_draw(struct ui *ui, void *self, struct canvas *c, struct rect area)
{
    struct person *p = self;
    if (p->masked != ui_private(ui)) {
        read_page(p);
        load(p);
    }
    p->wide = area.cols >= WIDE;
    if (!p->there) {
        canvas_wrap(c, area, 0, STYLE_DIM,
                    _("This person is no longer there. Undo may bring them back; Esc goes back."));
        canvas_cursor(c, area.row, area.col);
        return;
    }
    draw_head(p, c, &area);
    if (!p->wide && area.rows >= HEAD_FROM - HEAD && p->inside) { /* the part's name, where no list of parts shows it */
        canvas_put(c, area.row, area.col, area.cols, STYLE_STRONG, part_label(p, p->part));
        area.row++;
        area.rows--;
    }
    p->parts = (struct rect){0, 0, 0, 0};
    if (p->wide || !p->inside)
        draw_parts(p, c, (struct rect){area.row, area.col, area.rows, p->wide ? PARTS_WIDTH : area.cols});
    if (p->wide) {
        area.col += PARTS_WIDTH + 2;
        area.cols -= PARTS_WIDTH + 2;
    }
    if (p->wide || p->inside)
        draw_part(p, c, area);
}

/* ---- keys ---- */

static bool parts_key(struct person *p, int key)
{
    int to = p->part;
    switch (key) {
    case K_UP:
        to--;
        break;
    case K_DOWN:
        to++;
        break;
    case K_HOME:
    case K_PAGE_UP:
        to = 0;
        break;
    case K_END:
    case K_PAGE_DOWN:
        to = p->part_count - 1;
        break;
    case K_RIGHT:
    case K_ENTER:
        p->inside = true;
        return true;
    default:
        return false;
    }
    if (to >= 0 && to < p->part_count)
        go_to(p, to);
    return true;
}

static void open_fact(struct person *p)
{
    if (p->facts.at >= p->facts.count)
        return;
    const struct kind *kind = p->facts.items[p->facts.at].kind;
    int field = p->facts.items[p->facts.at].field, part = 1;
    while (part < p->part_count && p->kinds[part] != kind)
        part++;
    if (part < p->part_count && go_to(p, part) && p->form && field >= 0)
        form_go(p->ui, p->form, field);
}

static void open_chosen(struct person *p)
{
    if (!p->inside)
        p->inside = true;
    else if (p->part == PART_OVERVIEW)
        open_fact(p);
    else if (!is_form(p->part))
        related_open(p);
}

static bool part_key(struct person *p, const struct event *e)
{
    if (p->form)
        return form_key(p->ui, p->form, e);
    bool used = p->part == PART_OVERVIEW ? facts_key(p, e) : !is_form(p->part) && rows_key(&p->rows, e);
    if (used)
        return true;
    if (pressed_in(e, p->part == PART_OVERVIEW ? p->facts.area : p->rows.list.area) ||
        (e->type == EVENT_KEY && e->key == K_ENTER)) {
        open_chosen(p);
        return true;
    }
    if (e->type == EVENT_KEY && e->key == K_LEFT) {
        p->inside = false;
        return true;
    }
    return false;
}

static bool person_key(struct ui *ui, void *self, const struct event *e)
{
    struct person *p = self;
    (void)ui;
    if (!p->there)
        return false;
    if (pressed_in(e, p->parts)) {
        int at = e->row - p->parts.row;
        if (at < p->part_count && go_to(p, at))
            p->inside = !p->wide;
        return true;
    }
    if (e->type == EVENT_MOUSE && e->mouse == MOUSE_PRESS)
        p->inside = true;
    if (p->inside)
        return part_key(p, e) || e->type == EVENT_MOUSE;
    return (e->type == EVENT_KEY && parts_key(p, e->key)) || e->type == EVENT_MOUSE;
}

static unsigned person_mode(struct ui *ui, void *self)
{
    struct person *p = self;
    (void)ui;
    return ON_PERSON | (p->inside && p->form ? form_mode(p->form) : 0);
}

/* ---- actions ---- */

static void join_alliance(struct person *p)
{
    const struct kind *k = person_kind(p, KIND_MEMBERSHIP);
    ui_run(p->ui, CMD_ADD, ARGS(arg_text("kind", k->name), arg_field(k, MEMBERSHIP_PERSON, p->id), arg_field(k, MEMBERSHIP_STATUS, MEMBERSHIP_STATUS_INVITED)), NULL);
}

/* The person with all that belongs to them, from all alliances. */
static void delete_person(struct person *p)
{
    struct ui *ui = p->ui;
    struct buf name = BUF_INIT;
    store_title(ui->app->store, person_kind(p, KIND_PERSON), p->id, &name);
    ui_mask_buf(ui, &name);
    if (ui_run(ui, CMD_DELETE, ARGS(arg_text("kind", "person"), arg_text("record", p->id)), NULL) == OK) {
        form_free(p->form);
        p->form = NULL;
        p->there = false;
        ui_back(ui); /* p is gone now, unless this is the first screen */
        ui_say(ui, "%s was deleted with everything noted about them; undo brings all of it back", buf_str(&name));
    }
    buf_release(&name);
}

/* What would go is counted first; only the whole name, typed, lets it go. */
static void forget_person(struct person *p)
{
    struct ui *ui = p->ui;
    char id[ID_SIZE];
    memcpy(id, p->id, sizeof id);
    if (ask_run(ui, CMD_FORGET, ARGS(arg_text("person", id)), NULL, NULL, NULL) != OK)
        return;
    form_free(p->form);
    p->form = NULL;
    p->there = false;
    ui_back(ui);
}

static void add(struct person *p)
{
    if (p->part == PART_MEMBERSHIP && !p->member)
        join_alliance(p);
    else if (p->part == PART_OVERVIEW || is_form(p->part))
        form_open_new(p->ui, person_kind(p, KIND_PERSON), NULL, 0);
    else
        related_add(p);
}

static bool step_back(struct person *p)
{
    if (!p->inside || !p->there || (!p->wide && p->part == PART_OVERVIEW))
        return false;
    if (let_go(p))
        p->inside = false;
    return true;
}

static bool person_act(struct ui *ui, void *self, enum command_id id)
{
    struct person *p = self;
    if (p->inside && p->form && form_act(ui, p->form, id))
        return true;
    switch (id) {
    case CMD_BACK:
        return step_back(p);
    case CMD_NEXT_PANE:
    case CMD_PREVIOUS_PANE:
        if (!p->inside || let_go(p))
            p->inside = !p->inside;
        return true;
    case CMD_ITEM_OPEN:
        open_chosen(p);
        return true;
    case CMD_ITEM_NEW:
        add(p);
        return true;
    case CMD_ITEM_DELETE:
        if (p->inside && !is_form(p->part) && p->part != PART_OVERVIEW)
            related_delete(p);
        else
            delete_person(p);
        return true;
    case CMD_FORGET:
        if (let_go(p))
            forget_person(p);
        return true;
    default:
        return false;
    }
}

static bool person_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct person *p = self;
    const char *reason = NULL;
    (void)ui;
    bool changes = id == CMD_ITEM_NEW || id == CMD_ITEM_DELETE || id == CMD_FORGET;
    if (changes && !p->there)
        reason = _("this person is not there any more");
    else if (changes && p->inside && p->form)
        reason = _("you are typing in a field; Esc goes back to the parts, where this concerns the whole person");
    else if (id == CMD_ITEM_DELETE && p->inside && p->kinds[p->part] == person_kind(p, KIND_OBJECTIVE))
        reason = _("an objective is deleted on the screen Objectives");
    else if (id == CMD_ITEM_DELETE && p->inside && p->part > PART_MEMBERSHIP && p->related.count == 0)
        reason = _("there is nothing in the list");
    if (reason)
        buf_adds(why, reason);
    return !reason;
}

/* ---- help ---- */

static const char *part_help(const struct person *p)
{
    if (p->part == PART_OVERVIEW)
        return _("What matters about this person, on one page. Enter on a line goes to where it is changed.");
    switch (p->kinds[p->part]->index) {
    case KIND_PERSON: return _("Everything noted about the person. Each field is saved as soon as you leave it.");
    case KIND_MEMBERSHIP:
        return _("The person in this alliance: how far they have come, who authorised them, whether they are willing, "
                 "engaged and authorised, and what makes it worthwhile for them.");
    case KIND_INTEREST:
        return _("What the person struggles with, what they have solved and can share, and what they want to learn. Pairs and "
                 "groups "
                 "are found from this. Insert adds, Enter says how pressing it is, Delete takes away.");
    case KIND_PLACEMENT:
        return _("The pairs and groups of this alliance that the person is in. Insert puts them into one, Delete takes them "
                 "out.");
    case KIND_OBJECTIVE: return _("Objectives in which this person learns, and those in which others learn from them.");
    default: return p->kinds[p->part]->hint;
    }
}

static void person_explain(struct ui *ui, void *self, struct buf *out)
{
    struct person *p = self;
    if (p->inside && p->form)
        form_explain(ui, p->form, out);
    else if (p->inside && p->part == PART_OVERVIEW)
        facts_explain(p, out);
    else
        buf_addf(out, _("%s\n%s\n\nTab goes from the parts on the left to what they hold and back."), part_label(p, p->part),
                 part_help(p));
}

const struct screen_ops screen_person = {
    .name = "person",
    .title = N_("Person"),
    .where = ON_PERSON,
    .go = COMMANDS,
    .open = person_open,
    .close = person_close,
    .draw = person_draw,
    .key = person_key,
    .act = person_act,
    .can = person_can,
    .mode = person_mode,
    .place = person_place,
    .chosen = person_chosen,
    .explain = person_explain,
    .refresh = person_refresh,
    .leave = person_leave,
};
