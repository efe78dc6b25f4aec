#include "command/audience.h"

#include <string.h>

#include "base/tr.h"
#include "model/kinds.h"

static const char *const names[] = {"owner", "alliance", "public"};

bool audience_find(const char *name, enum audience *audience)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) {
            *audience = (enum audience)i;
            return true;
        }
    return false;
}

const char *audience_name(enum audience audience)
{
    return names[audience];
}

const char *audience_words(enum audience audience)
{
    switch (audience) {
    case AUDIENCE_ALLIANCE:
        return _("for the alliance, without what is confidential");
    case AUDIENCE_PUBLIC:
        return _("for the public, without names and other personal fields");
    case AUDIENCE_OWNER:
        break;
    }
    return _("for you only: everything, including what is confidential");
}

enum status viewer_init(struct viewer *v, struct app *app, enum audience audience, struct error *e)
{
    *v = (struct viewer){.app = app, .audience = audience};
    if (audience != AUDIENCE_ALLIANCE || *app->alliance)
        return OK;
    error_set(e, ERR_INPUT, "no alliance is open that this could be for");
    return error_hint(e, ERR_INPUT, "choose one with --alliance, or say --for owner or --for public");
}

void viewer_release(struct viewer *v)
{
    dict_release(&v->seen);
}

bool viewer_field(const struct viewer *v, const struct kind *kind, int field)
{
    const struct field *f = &kind->fields[field];
    if (v->audience == AUDIENCE_OWNER || !(f->flags & FIELD_PERSONAL))
        return true;
    bool contact = f->type == FIELD_EMAIL || f->type == FIELD_PHONE; /* viewer_value() asks for consent */
    bool common = (f->flags & (FIELD_TITLE | FIELD_LISTED)) && f->type != FIELD_NOTE;
    return v->audience == AUDIENCE_ALLIANCE && (common || contact || f->type == FIELD_REFERENCE);
}

static bool allowed(const struct viewer *v, const char *visibility)
{
    return v->audience == AUDIENCE_OWNER || strcmp(visibility, "open") == 0 ||
           (v->audience == AUDIENCE_ALLIANCE && strcmp(visibility, "alliance") == 0);
}

static bool is_member(struct viewer *v, const char *person)
{
    struct record m, there = {0};
    record_init(&m, v->app->model.kinds[KIND_MEMBERSHIP]);
    record_set(&m, MEMBERSHIP_PERSON, person);
    record_set(&m, MEMBERSHIP_ALLIANCE, v->app->alliance);
    record_make_id(&m);
    bool member = store_get(v->app->store, m.kind, record_id(&m), &there, NULL) == OK;
    record_release(&m);
    record_release(&there);
    return member;
}

/* Of two alliances in one workbench, neither gets what belongs to the other. */
static bool of_alliance(struct viewer *v, const struct record *r)
{
    const char *alliance = v->app->alliance;
    if (v->audience != AUDIENCE_ALLIANCE)
        return true;
    if (r->kind == v->app->model.kinds[KIND_ALLIANCE])
        return strcmp(record_id(r), alliance) == 0;
    if (r->kind == v->app->model.kinds[KIND_PERSON])
        return is_member(v, record_id(r));
    return r->kind->alliance < 0 || !record_has(r, r->kind->alliance) ||
           strcmp(record_get(r, r->kind->alliance), alliance) == 0;
}

bool viewer_record(struct viewer *v, const struct record *r)
{
    if (v->audience == AUDIENCE_OWNER)
        return true;
    if (!allowed(v, record_get(r, FIELD_VISIBILITY)) || !of_alliance(v, r))
        return false;
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++) {
        const struct field *f = &r->kind->fields[i];
        if (f->type == FIELD_REFERENCE && (f->flags & FIELD_OWNER) && record_has(r, (int)i) &&
            !viewer_id(v, f->reference, record_get(r, (int)i)))
            return false;
    }
    return true;
}

bool viewer_id(struct viewer *v, const struct kind *kind, const char *id)
{
    if (v->audience == AUDIENCE_OWNER)
        return true;
    const char *known = dict_get(&v->seen, id);
    if (known)
        return *known == 'y';
    struct record r = {0};
    dict_put(&v->seen, id, (void *)"n"); /* a circle of owners ends here */
    bool sees = store_get(v->app->store, kind, id, &r, NULL) == OK && viewer_record(v, &r);
    record_release(&r);
    dict_put(&v->seen, id, (void *)(sees ? "y" : "n"));
    return sees;
}

bool viewer_titles(const struct viewer *v, const struct kind *kind)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        const struct field *f = &kind->fields[i];
        if ((f->flags & FIELD_TITLE) &&
            (!viewer_field(v, kind, (int)i) || (f->type == FIELD_REFERENCE && !viewer_titles(v, f->reference))))
            return false;
    }
    return true;
}

bool viewer_value(struct viewer *v, const struct record *r, int field)
{
    const struct field *f = &r->kind->fields[field];
    if (v->audience == AUDIENCE_OWNER)
        return true;
    if (!viewer_field(v, r->kind, field))
        return false;
    if (f->type == FIELD_REFERENCE)
        return !record_has(r, field) || viewer_id(v, f->reference, record_get(r, field));
    if ((f->type == FIELD_EMAIL || f->type == FIELD_PHONE) && (f->flags & FIELD_PERSONAL) &&
        r->kind == v->app->model.kinds[KIND_PERSON])
        return strcmp(record_get(r, PERSON_CONSENT_CONTACT), "yes") == 0;
    return true;
}

struct filter {
    struct viewer *v;
    bool (*each)(void *data, const struct record *r);
    void *data;
    bool stopped;
};

static bool pass_on(void *data, const struct record *r)
{
    struct filter *f = data;
    if (!viewer_record(f->v, r))
        return true;
    f->stopped = !f->each(f->data, r);
    return !f->stopped;
}

enum status viewer_each(struct viewer *v, const struct kind *kind, bool (*each)(void *data, const struct record *r),
                        void *data, struct error *e)
{
    struct filter f = {v, each, data, false};
    if (v->audience == AUDIENCE_OWNER)
        return store_each(v->app->store, kind, -1, NULL, pass_on, &f, e);
    enum status status = store_each(v->app->store, kind, FIELD_VISIBILITY, "open", pass_on, &f, e);
    if (status == OK && !f.stopped && v->audience == AUDIENCE_ALLIANCE)
        status = store_each(v->app->store, kind, FIELD_VISIBILITY, "alliance", pass_on, &f, e);
    return status;
}
