/* linear_people.c: everyone in the alliance, and the page of one person. */
#include <stdio.h>
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "sheet/about.h"
#include "ui/linear_ask.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"
#include "ui/linear_sheet.h"

/* ---- one person ---- */

/* Where the parts of the page begin. */
static const char *heading_at(size_t field)
{
    switch (field) {
    case PERSON_FAMILY_NAME: return _("Name and contact");
    case PERSON_ORGANISATION: return _("Work");
    case PERSON_CHALLENGES: return _("Challenges and alliances");
    case PERSON_CONSENT_CONTACT: return _("Consent and notes");
    default: return NULL;
    }
}

static void membership_id(struct app *app, const char *person, char id[ID_SIZE])
{
    linear_pair_id(app->model.kinds[KIND_MEMBERSHIP], MEMBERSHIP_PERSON, person, MEMBERSHIP_ALLIANCE, app->alliance,
                   id);
}

static bool is_there(struct app *app, const struct kind *kind, const char *id)
{
    struct record r;
    if (store_get(app->store, kind, id, &r, NULL) != OK)
        return false;
    record_release(&r);
    return true;
}

/* The fields of the person, and of the membership in the open alliance if there is one. */
static bool person_sheet(struct linear *l, const char *person, struct fields *s)
{
    const struct kind *k = l->app->model.kinds[KIND_PERSON], *member = l->app->model.kinds[KIND_MEMBERSHIP];
    char id[ID_SIZE];
    bool own = false;
    for (size_t i = FIELD_FIRST; i < k->field_count; i++) {
        bool first_own = k->fields[i].flags & FIELD_OWN && !own;
        own |= first_own;
        if (first_own)
            fields_add(s, k, person, FIELD_VISIBILITY, NULL);
        fields_add(s, k, person, (int)i, first_own ? _("Your own columns") : heading_at(i));
    }
    if (!own)
        fields_add(s, k, person, FIELD_VISIBILITY, NULL);
    membership_id(l->app, person, id);
    bool belongs = *l->app->alliance && is_there(l->app, member, id);
    if (belongs)
        fields_add_record(s, member, id, _("In this alliance"));
    return belongs;
}

/* What is about the person and is no field of theirs. */
static void tell_about(struct linear *l, const char *person)
{
    struct sheet s = {0};
    struct error e = {0};
    bool placed = false;
    if (sheet_make(&s, sheet_maker("person"), l->app, &(struct sheet_query){.phase = -1, .what = person}, &e) != OK)
        linear_fail(l, &e);
    for (size_t i = 0, next; i < s.count; i = next) {
        struct buf text = BUF_INIT;
        size_t kind = s.rows[i].kind->index;
        next = about_line(&s, i, &text);
        if (kind != KIND_PERSON && kind != KIND_MEMBERSHIP && kind != KIND_INTEREST)
            linear_fact(l, s.rows[i].cells[ABOUT_WHAT], buf_str(&text));
        placed |= kind == KIND_PLACEMENT;
        buf_release(&text);
    }
    if (!placed)
        print(l->app, "Not placed in a pair or group.\n");
    sheet_release(&s);
}

static void tell_person(struct linear *l, const char *person, const struct fields *s, bool belongs)
{
    struct app *app = l->app;
    struct buf title = BUF_INIT;
    store_title(app->store, app->model.kinds[KIND_PERSON], person, &title);
    linear_gather(l);
    print(app, "%s\n", buf_str(&title));
    fields_print(l, s);
    if (!belongs)
        print(app, "Not a member of the open alliance: put it on the list of Alliances to make them one.\n");
    tell_about(l, person);
    linear_gathered(l);
    buf_release(&title);
}

static bool new_objective(struct linear *l, const char *person)
{
    char id[ID_SIZE];
    const struct preset presets[] = {{OBJECTIVE_PERSON, person}};
    if (!linear_add(l, l->app->model.kinds[KIND_OBJECTIVE], presets, 1, id))
        return false;
    linear_objective(l, id);
    return true;
}

void linear_person(struct linear *l, const char *person)
{
    enum { PLACE, OBJECTIVE, ABOUT, DELETE };
    const struct action actions[] = {
        {"place", _("put the person into a pair or group, or move them"), 0},
        {"objective", _("add what this person is to learn"), 0},
        {"about", _("open one of the records that are about the person"), 0},
        {"delete", _("delete the person from the workbench; undo brings all of it back"), ACTION_FULL},
        {"forget", _("take the person out of the workbench, its history and its backups for good"), ACTION_FULL}};
    const struct kind *k = l->app->model.kinds[KIND_PERSON];
    struct reply r = {.what = REPLY_AGAIN};
    struct fields s = {0}; /* as it was printed: a number means what stood there */
    bool show = true;
    while (r.what != REPLY_BACK && !l->leave && !l->ended && linear_there(l, k, person)) {
        if (show) {
            fields_release(&s);
            bool belongs = person_sheet(l, person, &s);
            tell_person(l, person, &s, belongs);
        }
        r = linear_ask(
            l, &(struct page){.numbers = s.count,
                              .text = _("the name of a field"),
                              .actions = actions,
                              .action_count = sizeof actions / sizeof *actions,
                              .gathered = show,
                              .explain = fields_explain,
                              .help = _("One person: who they are, what they face, offer and seek, and how far they "
                                      "have come in this alliance. A number changes that field.")});
        show = fields_edit(l, &s, &r) || (r.what == REPLY_ACTION && r.action == ABOUT);
        if (r.what != REPLY_ACTION)
            continue;
        if (r.action == PLACE)
            linear_place_person(l, person);
        else if (r.action == OBJECTIVE)
            show = new_objective(l, person);
        else if (r.action == ABOUT)
            linear_sheet(l, sheet_maker("person"), &(struct sheet_query){.phase = -1, .what = person});
        else if (r.action == DELETE ? linear_delete(l, k, person) : linear_ask_run(l, CMD_FORGET, ARGS(arg_text("person", person)), NULL) == OK)
            break;
    }
    fields_release(&s);
}

/* ---- all ---- */

static void open_member(struct linear *l, const char *id)
{
    struct record r;
    struct error e = {0};
    if (store_get(l->app->store, l->app->model.kinds[KIND_MEMBERSHIP], id, &r, &e) != OK) {
        linear_fail(l, &e);
        return;
    }
    char person[ID_SIZE];
    snprintf(person, sizeof person, "%s", record_get(&r, MEMBERSHIP_PERSON));
    record_release(&r);
    linear_person(l, person);
}

/* Adds a person, who joins the open alliance by that; the list is of memberships. */
static bool add_person(struct linear *l, char id[ID_SIZE])
{
    char person[ID_SIZE];
    if (!linear_add(l, l->app->model.kinds[KIND_PERSON], NULL, 0, person))
        return false;
    membership_id(l->app, person, id);
    return true;
}

void linear_people(struct linear *l)
{
    linear_list(
        l, &(struct record_list){
               .kind = l->app->model.kinds[KIND_MEMBERSHIP],
               .alliance = l->app->alliance,
               .title = _("People of this alliance"),
               .columns = _("person.position_title person.organisation person.country status"),
               .open = open_member,
               .add = add_person,
               .help = _("Everyone in the open alliance. People of other alliances are under records, People. Many at "
                       "once: import, on the first page.")});
}
