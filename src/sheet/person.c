/* person.c: the page of one person: how they stand in the open alliance, how they are reached, what is still to be asked, and
 * everything that is about them (about.h). */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "sheet/about.h"
#include "sheet/makers.h"

struct person_page {
    struct sheet *s;
    const struct record *person, *member; /* member: NULL where they do not belong to the open alliance */
    bool masked;
};

static void add_fact(const struct person_page *p, const struct record *r, int field, const char *label, struct buf *text)
{
    about_fact(p->s, r->kind, record_id(r), field < 0 ? "" : r->kind->fields[field].name, label, text);
}

static const char *choice(const struct record *r, int field, const char *otherwise)
{
    return record_has(r, field) ? field_choice_label(&r->kind->fields[field], record_get(r, field)) : otherwise;
}

/* ---- the standing in the alliance ---- */

static void add_standing(const struct person_page *p)
{
    const struct record *m = p->member;
    struct buf text = BUF_INIT;
    buf_adds(&text, choice(m, MEMBERSHIP_STATUS, _("No status yet")));
    if (record_has(m, MEMBERSHIP_JOINED))
        buf_addf(&text, _(" since %s"), record_get(m, MEMBERSHIP_JOINED));
    if (record_has(m, MEMBERSHIP_LEFT))
        buf_addf(&text, _(", left on %s"), record_get(m, MEMBERSHIP_LEFT));
    if (record_yes(m, MEMBERSHIP_FOCAL_POINT))
        buf_adds(&text, _(", focal point"));
    if (record_yes(m, MEMBERSHIP_CHAMPION))
        buf_adds(&text, _(", champion"));
    add_fact(p, m, MEMBERSHIP_STATUS, _("In the alliance"), &text);
}

static void add_mandate(const struct person_page *p)
{
    const struct record *m = p->member;
    struct buf text = BUF_INIT;
    buf_adds(&text, choice(m, MEMBERSHIP_MANDATE_STATUS, _("Not known")));
    if (record_has(m, MEMBERSHIP_MANDATE_BY) && !p->masked)
        buf_addf(&text, _(" by %s"), record_get(m, MEMBERSHIP_MANDATE_BY));
    if (record_has(m, MEMBERSHIP_MANDATE_UNTIL))
        buf_addf(&text, _(", until %s"), record_get(m, MEMBERSHIP_MANDATE_UNTIL));
    add_fact(p, m, MEMBERSHIP_MANDATE_STATUS, _("Mandate"), &text);
}

static void add_readiness(const struct person_page *p)
{
    static const int parts[] = {MEMBERSHIP_WILLING, MEMBERSHIP_ENGAGED, MEMBERSHIP_AUTHORISED};
    struct buf text = BUF_INIT;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buf_adds(&text, i > 0 ? ", " : "");
        buf_addf(&text, _("%s: %s"), p->member->kind->fields[parts[i]].label, choice(p->member, parts[i], _("Not known")));
    }
    add_fact(p, p->member, MEMBERSHIP_WILLING, _("Ready"), &text);
}

static void add_membership(const struct person_page *p)
{
    if (p->member) {
        add_standing(p);
        add_mandate(p);
        add_readiness(p);
        return;
    }
    struct buf text = BUF_INIT;
    buf_adds(&text, _("Not a member of this alliance"));
    about_fact(p->s, p->s->app->model.kinds[KIND_MEMBERSHIP], "", "", _("In the alliance"), &text);
}

/* ---- the person ---- */

static void add_reach(const struct person_page *p)
{
    const struct record *r = p->person;
    struct buf text = BUF_INIT;
    if (p->masked)
        return;
    buf_adds(&text, record_get(r, PERSON_EMAIL));
    if (record_has(r, PERSON_PHONE))
        buf_addf(&text, "%s%s", text.len ? ", " : "", record_get(r, PERSON_PHONE));
    if (text.len > 0 && !record_yes(r, PERSON_CONSENT_CONTACT))
        buf_addf(&text, " (%s)", record_has(r, PERSON_CONSENT_CONTACT) ? _("does not want to be contacted")
                                                                       : _("not asked yet whether others may use this"));
    add_fact(p, r, PERSON_EMAIL, _("Reached at"), &text);
}

static void add_languages(const struct person_page *p)
{
    struct buf text = BUF_INIT;
    store_display(p->s->app->store, p->person, PERSON_LANGUAGES, &text);
    add_fact(p, p->person, PERSON_LANGUAGES, p->person->kind->fields[PERSON_LANGUAGES].label, &text);
}

/* What a facilitator would ask next. */
static void add_missing(const struct person_page *p)
{
    static const int wanted[] = {PERSON_ORGANISATION,   PERSON_COUNTRY, PERSON_POSITION_TITLE,
                                 PERSON_LOCAL_FUNCTION, PERSON_EMAIL,   PERSON_LANGUAGES,
                                 PERSON_CHALLENGES,     PERSON_OFFERS,  PERSON_SEEKS};
    struct buf text = BUF_INIT, value = BUF_INIT, label = BUF_INIT;
    int first = -1;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        buf_clear(&value);
        store_display(p->s->app->store, p->person, wanted[i], &value);
        if (value.len > 0)
            continue;
        first = first < 0 ? wanted[i] : first;
        buf_clear(&label);
        text_fold(&label, p->person->kind->fields[wanted[i]].label, strlen(p->person->kind->fields[wanted[i]].label));
        buf_addf(&text, "%s%s", text.len > 0 ? ", " : "", buf_str(&label));
    }
    add_fact(p, p->person, first, _("Still to ask"), &text);
    buf_release(&value);
    buf_release(&label);
}

/* "Director of Revenue - runs all collection", and where. */
static const char *who_it_is(const struct person_page *p)
{
    static const int fields[] = {PERSON_POSITION_TITLE, PERSON_LOCAL_FUNCTION, PERSON_ORGANISATION, PERSON_ORG_UNIT, PERSON_COUNTRY};
    struct buf text = BUF_INIT, value = BUF_INIT;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (p->masked && p->person->kind->fields[fields[i]].flags & FIELD_PERSONAL)
            continue;
        buf_clear(&value);
        store_display(p->s->app->store, p->person, fields[i], &value);
        if (value.len)
            buf_addf(&text, "%s%s", !text.len ? "" : i == 1 ? " - " : ", ", value.s);
    }
    buf_release(&value);
    return sheet_take(p->s, &text);
}

/* The membership's id follows from the two it joins. */
static bool read_member(struct app *app, const char *person, struct record *m)
{
    struct record key;
    record_init(&key, app->model.kinds[KIND_MEMBERSHIP]);
    record_set(&key, MEMBERSHIP_PERSON, person);
    record_set(&key, MEMBERSHIP_ALLIANCE, app->alliance);
    record_make_id(&key);
    bool there = store_get(app->store, key.kind, record_id(&key), m, NULL) == OK;
    record_release(&key);
    return there;
}

static void fill(struct person_page *p)
{
    struct sheet *s = p->s;
    struct buf name = BUF_INIT;
    if (!p->masked)
        store_title(s->app->store, p->person->kind, record_id(p->person), &name);
    else
        buf_adds(&name, p->person->kind->label);
    sheet_begin(s, sheet_take(s, &name), who_it_is(p), _("Nothing is known yet."));
    about_columns(s);
    add_membership(p);
    about_records(s, &(struct about){.kind = p->person->kind, .id = record_id(p->person), .masked = p->masked,
                                     .except = s->app->model.kinds[KIND_MEMBERSHIP]});
    add_reach(p);
    add_languages(p);
    add_missing(p);
}

enum status sheet_person(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    struct app *app = s->app;
    const struct kind *kind = app->model.kinds[KIND_PERSON];
    struct record person, member;
    char id[ID_SIZE];
    enum status status = store_resolve(app->store, kind, query->what ? query->what : "", app->alliance, id, e);
    if (status == OK)
        status = store_get(app->store, kind, id, &person, e);
    if (status != OK)
        return status;
    bool belongs = read_member(app, id, &member);
    fill(&(struct person_page){s, &person, belongs ? &member : NULL, query->masked});
    if (belongs)
        record_release(&member);
    record_release(&person);
    return OK;
}
