/* person_facts.c: the overview of a person's page: who this is to the alliance, in a dozen lines. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/screens/person.h"

enum { LABEL = 17 }; /* columns of the labels, with the gap behind */

static void add_fact(struct facts *f, const char *label, enum part part, int field, struct buf *text)
{
    if (text->len > 0) {
        GROW(f->items, f->count + 1, f->cap);
        f->items[f->count++] = (struct fact){label, buf_take(text), part, field};
    }
    buf_release(text);
}

static void clear(struct facts *f)
{
    for (size_t i = 0; i < f->count; i++)
        free(f->items[i].text);
    f->count = 0;
}

void facts_release(struct facts *f)
{
    clear(f);
    free(f->items);
}

/* ---- the standing in the alliance ---- */

static const char *choice(const struct record *r, int field)
{
    return field_choice_label(&r->kind->fields[field], record_get(r, field));
}

static void add_standing(struct person *p, const struct record *m)
{
    struct buf text = BUF_INIT;
    buf_adds(&text, record_has(m, MEMBERSHIP_STATUS) ? choice(m, MEMBERSHIP_STATUS) : _("No status yet"));
    if (record_has(m, MEMBERSHIP_JOINED))
        buf_addf(&text, _(" since %s"), record_get(m, MEMBERSHIP_JOINED));
    if (record_has(m, MEMBERSHIP_LEFT))
        buf_addf(&text, _(", left on %s"), record_get(m, MEMBERSHIP_LEFT));
    if (record_yes(m, MEMBERSHIP_FOCAL_POINT))
        buf_adds(&text, _(", focal point"));
    if (record_yes(m, MEMBERSHIP_CHAMPION))
        buf_adds(&text, _(", champion"));
    add_fact(&p->facts, _("In the alliance"), PART_MEMBERSHIP, MEMBERSHIP_STATUS, &text);
}

static void add_mandate(struct person *p, const struct record *m)
{
    struct buf text = BUF_INIT;
    const char *by = record_get(m, MEMBERSHIP_MANDATE_BY);
    buf_adds(&text, record_has(m, MEMBERSHIP_MANDATE_STATUS) ? choice(m, MEMBERSHIP_MANDATE_STATUS) : _("Not known"));
    if (*by)
        buf_addf(&text, _(" by %s"), ui_mask(p->ui, by));
    if (record_has(m, MEMBERSHIP_MANDATE_UNTIL))
        buf_addf(&text, _(", until %s"), record_get(m, MEMBERSHIP_MANDATE_UNTIL));
    add_fact(&p->facts, _("Mandate"), PART_MEMBERSHIP, MEMBERSHIP_MANDATE_STATUS, &text);
}

static void add_readiness(struct person *p, const struct record *m)
{
    static const int parts[] = {MEMBERSHIP_WILLING, MEMBERSHIP_ENGAGED, MEMBERSHIP_AUTHORISED};
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buf_adds(&text, i > 0 ? ", " : "");
        buf_addf(&text, _("%s: %s"), m->kind->fields[parts[i]].label, record_has(m, parts[i]) ? choice(m, parts[i]) : _("Not known"));
    }
    add_fact(&p->facts, _("Ready"), PART_MEMBERSHIP, MEMBERSHIP_WILLING, &text);
}

/* ---- what the person faces, offers and seeks; whom they work with ---- */

static void add_links(struct person *p, const struct record *r, int field)
{
    struct buf text = BUF_INIT;
    store_display(p->ui->app->store, r, field, &text);
    add_fact(&p->facts, r->kind->fields[field].label, PART_INTERESTS, -1, &text);
}

struct gather {
    struct person *p;
    struct buf text;
};

static bool of_alliance(struct person *p, const struct kind *kind, const char *id)
{
    struct record r;
    if (store_get(p->ui->app->store, kind, id, &r, NULL) != OK)
        return false;
    bool same = strcmp(record_get(&r, kind->alliance), p->ui->app->alliance) == 0;
    record_release(&r);
    return same;
}

static bool add_arrangement(void *data, const struct record *place)
{
    struct gather *g = data;
    const char *id = record_get(place, PLACEMENT_ARRANGEMENT);
    const struct kind *kind = person_kind(g->p, KIND_ARRANGEMENT);
    if (!of_alliance(g->p, kind, id))
        return true;
    buf_adds(&g->text, g->text.len > 0 ? "; " : "");
    store_title(g->p->ui->app->store, kind, id, &g->text);
    return true;
}

static bool add_objective(void *data, const struct record *objective)
{
    struct gather *g = data;
    if (strcmp(record_get(objective, OBJECTIVE_ALLIANCE), g->p->ui->app->alliance) != 0)
        return true;
    buf_addf(&g->text, "%s%s", g->text.len > 0 ? "; " : "", record_get(objective, OBJECTIVE_STATEMENT));
    if (record_has(objective, OBJECTIVE_TARGET_DATE))
        buf_addf(&g->text, _(" (by %s)"), record_get(objective, OBJECTIVE_TARGET_DATE));
    return true;
}

static void add_gathered(struct person *p, const char *label, enum part part, enum kind_id kind, int field,
                         bool (*each)(void *data, const struct record *r))
{
    struct gather g = {p, BUF_INIT};
    store_each(p->ui->app->store, person_kind(p, kind), field, p->id, each, &g, NULL);
    add_fact(&p->facts, label, part, -1, &g.text);
}

/* ---- how to reach them ---- */

static void add_reach(struct person *p, const struct record *r)
{
    struct buf text = BUF_INIT;
    const char *email = record_get(r, PERSON_EMAIL), *phone = record_get(r, PERSON_PHONE);
    const char *consent = record_get(r, PERSON_CONSENT_CONTACT);
    if (*email)
        buf_adds(&text, ui_mask(p->ui, email));
    if (*phone)
        buf_addf(&text, "%s%s", *email ? ", " : "", ui_mask(p->ui, phone));
    if (text.len > 0 && !record_yes(r, PERSON_CONSENT_CONTACT))
        buf_addf(&text, " (%s)",
                 *consent ? _("does not want to be contacted") : _("not asked yet whether others may use this"));
    add_fact(&p->facts, _("Reached at"), PART_PERSON, PERSON_EMAIL, &text);
}

static void add_field(struct person *p, const struct record *r, int field)
{
    struct buf text = BUF_INIT;
    store_display(p->ui->app->store, r, field, &text);
    if (r->kind->fields[field].flags & FIELD_PERSONAL)
        ui_mask_buf(p->ui, &text);
    add_fact(&p->facts, r->kind->fields[field].label, PART_PERSON, field, &text);
}

/* What a facilitator would ask next. */
static void add_missing(struct person *p, const struct record *r)
{
    static const int wanted[] = {PERSON_ORGANISATION,   PERSON_COUNTRY, PERSON_POSITION_TITLE,
                                 PERSON_LOCAL_FUNCTION, PERSON_EMAIL,   PERSON_LANGUAGES,
                                 PERSON_CHALLENGES,     PERSON_OFFERS,  PERSON_SEEKS};
    struct buf text = BUF_INIT, value = BUF_INIT, label = BUF_INIT;
    int first = -1;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        buf_clear(&value);
        store_display(p->ui->app->store, r, wanted[i], &value);
        if (value.len > 0)
            continue;
        first = first < 0 ? wanted[i] : first;
        buf_clear(&label);
        text_fold(&label, r->kind->fields[wanted[i]].label, strlen(r->kind->fields[wanted[i]].label));
        buf_addf(&text, "%s%s", text.len > 0 ? ", " : "", buf_str(&label));
    }
    add_fact(&p->facts, _("Still to ask"), PART_PERSON, first, &text);
    buf_release(&value);
    buf_release(&label);
}

static void read_membership(struct person *p)
{
    struct record m;
    if (!p->member || store_get(p->ui->app->store, person_kind(p, KIND_MEMBERSHIP), p->membership, &m, NULL) != OK) {
        struct buf text = BUF_INIT;
        buf_adds(&text, _("Not a member of this alliance"));
        add_fact(&p->facts, _("In the alliance"), PART_MEMBERSHIP, -1, &text);
        return;
    }
    add_standing(p, &m);
    add_mandate(p, &m);
    add_readiness(p, &m);
    record_release(&m);
}

void facts_read(struct person *p)
{
    struct record r;
    clear(&p->facts);
    p->facts.was_private = ui_private(p->ui);
    if (store_get(p->ui->app->store, person_kind(p, KIND_PERSON), p->id, &r, NULL) != OK)
        return;
    read_membership(p);
    add_links(p, &r, PERSON_CHALLENGES);
    add_links(p, &r, PERSON_OFFERS);
    add_links(p, &r, PERSON_SEEKS);
    add_gathered(p, _("Works in"), PART_GROUPS, KIND_PLACEMENT, PLACEMENT_PERSON, add_arrangement);
    add_gathered(p, _("Learns"), PART_OBJECTIVES, KIND_OBJECTIVE, OBJECTIVE_PERSON, add_objective);
    add_gathered(p, _("Others learn"), PART_OBJECTIVES, KIND_OBJECTIVE, OBJECTIVE_VIA_PERSON, add_objective);
    add_reach(p, &r);
    add_field(p, &r, PERSON_LANGUAGES);
    add_missing(p, &r);
    record_release(&r);
    if (p->facts.at >= p->facts.count)
        p->facts.at = p->facts.count > 0 ? p->facts.count - 1 : 0;
}

/* ---- drawing and keys ---- */

static int label_width(const struct rect *area)
{
    return area->cols >= 34 ? LABEL : 0; /* too narrow: the label on a line of its own */
}

static int fact_height(const struct fact *f, const struct rect *area)
{
    int label = label_width(area), lines = canvas_wrap_height(f->text, area->cols - (label > 0 ? label : 1));
    return (label > 0 ? lines : lines + 1);
}

/* Scrolls so that all of the chosen fact is in sight, or as much as fits. */
static void keep_in_sight(struct facts *f, const struct rect *area)
{
    int first = 0;
    for (size_t i = 0; i < f->at; i++)
        first += fact_height(&f->items[i], area);
    int behind = f->count > 0 ? first + fact_height(&f->items[f->at], area) : 0;
    if (behind > f->top + area->rows)
        f->top = behind - area->rows;
    if (first < f->top)
        f->top = first;
}

static void draw_fact(const struct fact *f, struct canvas *c, struct rect area, int line, bool chosen)
{
    int label = label_width(&area), lines = fact_height(f, &area), skip = line < 0 ? -line : 0;
    int row = area.row + (line > 0 ? line : 0), room = area.row + area.rows - row;
    lines = lines - skip < room ? lines - skip : room;
    if (lines <= 0)
        return;
    struct rect all = {row, area.col, lines, area.cols};
    enum style style = chosen ? STYLE_SELECTED : STYLE_TEXT;
    if (chosen)
        canvas_fill(c, all, STYLE_SELECTED, ' ');
    if (skip == 0)
        canvas_put(c, row, area.col, label > 0 ? label - 1 : area.cols, chosen ? style : STYLE_DIM, f->label);
    if (label > 0) {
        canvas_wrap(c, (struct rect){row, area.col + label, lines, area.cols - label}, skip, style, f->text);
    } else {
        int below = skip == 0 ? 1 : 0;
        canvas_wrap(c, (struct rect){row + below, area.col + 1, lines - below, area.cols - 1}, skip > 0 ? skip - 1 : 0,
                    style, f->text);
    }
}

void facts_draw(struct person *p, struct canvas *c, struct rect area, bool focused)
{
    struct facts *f = &p->facts;
    if (f->was_private != ui_private(p->ui))
        facts_read(p);
    f->area = area;
    keep_in_sight(f, &area);
    int line = -f->top;
    for (size_t i = 0; i < f->count && line < area.rows; i++) {
        int height = fact_height(&f->items[i], &area);
        if (line + height > 0)
            draw_fact(&f->items[i], c, area, line, focused && i == f->at);
        if (focused && i == f->at)
            canvas_cursor(c, area.row + (line > 0 ? line : 0), area.col);
        line += height;
    }
}

static bool click(struct facts *f, const struct event *e)
{
    int line = e->row - f->area.row + f->top;
    for (size_t i = 0; i < f->count; i++) {
        line -= fact_height(&f->items[i], &f->area);
        if (line < 0) {
            bool same = f->at == i;
            f->at = i;
            return !same; /* a second click opens */
        }
    }
    return true;
}

bool facts_key(struct person *p, const struct event *e)
{
    struct facts *f = &p->facts;
    size_t last = f->count > 0 ? f->count - 1 : 0;
    if (e->type == EVENT_MOUSE && e->mouse == MOUSE_PRESS)
        return click(f, e);
    int key = e->type == EVENT_KEY                                     ? e->key
              : e->type == EVENT_MOUSE && e->mouse == MOUSE_WHEEL_UP   ? K_UP
              : e->type == EVENT_MOUSE && e->mouse == MOUSE_WHEEL_DOWN ? K_DOWN
                                                                       : 0;
    switch (key) {
    case K_UP:
        f->at -= f->at > 0;
        return true;
    case K_DOWN:
        f->at += f->at < last;
        return true;
    case K_PAGE_UP:
    case K_HOME:
        f->at = 0;
        return true;
    case K_PAGE_DOWN:
    case K_END:
        f->at = last;
        return true;
    default:
        return false;
    }
}

void facts_explain(const struct person *p, struct buf *out)
{
    const struct facts *f = &p->facts;
    if (f->at >= f->count)
        return;
    const struct fact *fact = &f->items[f->at];
    const struct kind *kind = person_kind(p, fact->part == PART_MEMBERSHIP ? KIND_MEMBERSHIP : KIND_PERSON);
    buf_addf(out, "%s\n", fact->label);
    if (strcmp(fact->label, "Still to ask") == 0)
        buf_adds(out, _("What would help to find this person the right peers and is not noted yet. "));
    else if (fact->field >= 0 && fact->part != PART_INTERESTS)
        buf_addf(out, "%s ", kind->fields[fact->field].hint);
    buf_adds(out, _("Enter goes to where it is changed."));
}
