/* viewer.c: which records and fields an audience may see, and the store made of these. See audience.h. */
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "app/coarse.h"
#include "app/viewer.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "store/narrow.h"

/* ---- audiences by name ---- */

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
        return _("for the public, without what is not open and without personal fields");
    case AUDIENCE_OWNER:
        break;
    }
    return _("for you only: everything, including what is confidential");
}

static bool refers_to(const struct kind *kind, const struct kind *other)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++)
        if (kind->fields[i].reference == other)
            return true;
    return kind == other;
}

bool audience_matters(const struct viewer *v, const struct kind *kind)
{
    static const enum kind_id round[] = {KIND_PERSON,      KIND_MEMBERSHIP, KIND_CHALLENGE, KIND_INTEREST, KIND_ORGANISATION,
                                         KIND_ARRANGEMENT, KIND_PLACEMENT,  KIND_RULE};
    const struct kind *one;
    switch (v->command) {
    case CMD_EXPORT:
    case CMD_LIST:
    case CMD_SHOW:
        one = model_kind(&v->app->model, v->what);
        return !one || kind == one || (kind->index == KIND_PERSON && refers_to(one, kind));
    case CMD_WORKSHEET:
    case CMD_ANSWER:
        return kind->index == KIND_ANSWER;
    case CMD_SURVEY:
    case CMD_SHEET:
    case CMD_SHEET_THEMES:
    case CMD_WHY:
    case CMD_READY:
        for (size_t i = 0; i < sizeof round / sizeof *round; i++)
            if (kind->index == round[i])
                return true;
        return false;
    default:
        return true;
    }
}

enum audience viewer_audience(const struct viewer *v)
{
    return v ? v->audience : AUDIENCE_OWNER;
}

/* ---- fields ---- */

static bool is_person(const struct viewer *v, const struct kind *kind)
{
    return kind == v->app->model.kinds[KIND_PERSON];
}

static bool hidden_column(const struct viewer *v, const struct kind *kind, const struct field *f)
{
    struct buf key = BUF_INIT;
    buf_addf(&key, "%s.%s", kind->name, f->name);
    bool hidden = (f->flags & FIELD_OWN) && dict_get(&v->columns, key.s);
    buf_release(&key);
    return hidden;
}

/* What was agreed is for the facilitator to know and for the public none of its business; rows that say whose they are, or
 * list what one person wants, could be joined. */
static bool shows_public(const struct viewer *v, const struct kind *kind, int field)
{
    const struct field *f = &kind->fields[field];
    if (f->type == FIELD_REFERENCE && is_person(v, f->reference))
        return false;
    return !is_person(v, kind) ||
           (f->type != FIELD_LINKS && field != PERSON_CONSENT_CONTACT && field != PERSON_CONSENT_REPORT);
}

bool viewer_field(const struct viewer *v, const struct kind *kind, int field)
{
    const struct field *f = &kind->fields[field];
    if (viewer_audience(v) == AUDIENCE_OWNER)
        return true;
    if (hidden_column(v, kind, f))
        return false;
    if (v->audience == AUDIENCE_PUBLIC)
        return !(f->flags & FIELD_PERSONAL) && shows_public(v, kind, field);
    bool contact = f->type == FIELD_EMAIL || f->type == FIELD_PHONE; /* viewer_shape() asks for consent */
    bool common = (f->flags & (FIELD_TITLE | FIELD_LISTED)) && f->type != FIELD_NOTE;
    return !(f->flags & FIELD_PERSONAL) || common || contact || f->type == FIELD_REFERENCE;
}

/* ---- records ---- */

static bool allowed(const struct viewer *v, const char *visibility)
{
    return strcmp(visibility, FIELD_VISIBILITY_OPEN) == 0 ||
           (v->audience == AUDIENCE_ALLIANCE && strcmp(visibility, FIELD_VISIBILITY_ALLIANCE) == 0);
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
    if (is_person(v, r->kind))
        return is_member(v, record_id(r));
    return r->kind->alliance < 0 || !record_has(r, r->kind->alliance) ||
           strcmp(record_get(r, r->kind->alliance), alliance) == 0;
}

bool viewer_record(struct viewer *v, const struct record *r)
{
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
    const char *known = dict_get(&v->seen, id);
    if (known || v->settled)
        return known && *known == 'y';
    struct record r = {0};
    dict_put(&v->seen, id, (void *)"n"); /* a circle of owners ends here */
    bool sees = store_get(v->app->store, kind, id, &r, NULL) == OK && viewer_record(v, &r);
    record_release(&r);
    dict_put(&v->seen, id, (void *)(sees ? "y" : "n"));
    return sees;
}

bool viewer_row(const struct viewer *v, const struct record *r)
{
    if (viewer_audience(v) != AUDIENCE_PUBLIC || !is_person(v, r->kind))
        return true;
    const struct seen_person *p = viewer_person(v, record_id(r));
    return !p || p->coarse < COARSE_ROW;
}

bool viewer_exact(const struct viewer *v, const struct record *r, int field)
{
    const struct seen_person *p = v && is_person(v, r->kind) ? viewer_person(v, record_id(r)) : NULL;
    struct buf key = BUF_INIT;
    if (p && !p->named && v->audience != AUDIENCE_OWNER && (field == PERSON_FAMILY_NAME || field == PERSON_GIVEN_NAME))
        return false;
    buf_addf(&key, "%s.%d", record_id(r), field);
    bool touched = v && dict_get(&v->touched, key.s);
    buf_release(&key);
    return !touched;
}

int viewer_absent(const struct viewer *v, const char *arrangement)
{
    return v ? (int)(uintptr_t)dict_get(&v->absent, arrangement) : 0;
}

/* ---- people ---- */

struct seen_person *viewer_person(const struct viewer *v, const char *id)
{
    uintptr_t place = (uintptr_t)dict_get(&v->numbers, id);
    return place ? &v->people[place - 1] : NULL;
}

void viewer_shown_id(const struct viewer *v, const struct kind *kind, const char *id, char out[ID_SIZE])
{
    uint8_t bytes[16], key[crypto_generichash_KEYBYTES_MIN] = {0};
    int64_t secret = store_secret(v->app->store);
    memcpy(key, &secret, sizeof secret);
    snprintf(out, ID_SIZE, "%s", id);
    if (v->audience != AUDIENCE_PUBLIC || kind == v->app->model.kinds[KIND_ALLIANCE] || !*id)
        return;
    crypto_generichash(bytes, sizeof bytes, (const unsigned char *)id, strlen(id), key, sizeof key);
    id_from_bytes(bytes, 8, out);
}

/* See "WHO IS NAMED" in audience.h. */
static bool may_be_named(const struct viewer *v, const struct record *r)
{
    return v->audience == AUDIENCE_ALLIANCE &&
           (record_yes(r, PERSON_CONSENT_REPORT) || (v->paper && !record_has(r, PERSON_CONSENT_REPORT)));
}

/* What the public could read in the person's row. */
static void read_values(struct viewer *v, struct seen_person *p, const struct record *r)
{
    p->values = xcalloc(r->kind->field_count, sizeof *p->values);
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++) {
        const struct field *f = &r->kind->fields[i];
        if (record_has(r, (int)i) && viewer_field(v, r->kind, (int)i) &&
            (f->type != FIELD_REFERENCE || viewer_id(v, f->reference, record_get(r, (int)i))))
            p->values[i] = xstrdup(record_get(r, (int)i));
    }
}

static void read_person(struct viewer *v, const struct record *r, bool sees)
{
    GROW(v->people, v->person_count + 1, v->room);
    struct seen_person *p = &v->people[v->person_count++];
    const struct field *level = &r->kind->fields[PERSON_POSITION_LEVEL];
    *p = (struct seen_person){.role = field_choice_label(level, record_get(r, PERSON_POSITION_LEVEL)), .visible = sees};
    if (!field_choice(level, record_get(r, PERSON_POSITION_LEVEL)))
        p->role = "";
    snprintf(p->id, sizeof p->id, "%s", record_id(r));
    viewer_shown_id(v, r->kind, p->id, p->shown_id);
    p->named = sees && may_be_named(v, r);
    v->unasked += p->named && !record_has(r, PERSON_CONSENT_REPORT) && audience_matters(v, r->kind);
    v->unnamed += p->visible && !p->named && audience_matters(v, r->kind);
    if (!p->named)
        mentions_name(&v->names, record_get(r, PERSON_FAMILY_NAME), record_get(r, PERSON_GIVEN_NAME),
                      (int)v->person_count - 1);
    if (sees && v->audience == AUDIENCE_PUBLIC)
        read_values(v, p, r);
}

static int by_shown_id(const void *a, const void *b)
{
    const struct seen_person *const *x = a, *const *y = b;
    return strcmp((*x)->shown_id, (*y)->shown_id);
}

/* Numbers say nothing of the names: the order of the ids is that of making, or for the public one that nobody knows. */
static void number_people(struct viewer *v)
{
    struct seen_person **order = xcalloc(v->person_count + 1, sizeof(struct seen_person *));
    size_t count = 0;
    for (size_t i = 0; i < v->person_count; i++) {
        dict_put(&v->numbers, v->people[i].id, (void *)(uintptr_t)(i + 1));
        dict_put(&v->numbers, v->people[i].shown_id, (void *)(uintptr_t)(i + 1)); /* for viewer_row() */
        if (v->people[i].visible && !v->people[i].named)
            order[count++] = &v->people[i];
    }
    sort_stable(order, count, sizeof(struct seen_person *), by_shown_id);
    for (size_t i = 0; i < count; i++)
        order[i]->number = (int)i + 1;
    free(order);
}

/* ---- reading all ---- */

/* Somebody whom the audience may not know sits where it may look. */
static void read_place(struct viewer *v, const struct record *r)
{
    const char *arrangement = record_get(r, PLACEMENT_ARRANGEMENT);
    const struct kind *kind = v->app->model.kinds[KIND_ARRANGEMENT];
    char shown[ID_SIZE];
    if (viewer_id(v, v->app->model.kinds[KIND_PERSON], record_get(r, PLACEMENT_PERSON)) || !viewer_id(v, kind, arrangement))
        return;
    viewer_shown_id(v, kind, arrangement, shown);
    dict_put(&v->absent, shown, (void *)((uintptr_t)dict_get(&v->absent, shown) + 1));
}

static bool read_record(void *data, const struct record *r)
{
    struct viewer *v = data;
    bool sees = viewer_record(v, r);
    dict_put(&v->seen, record_id(r), (void *)(sees ? "y" : "n"));
    v->left_out += !sees && audience_matters(v, r->kind);
    if (r->kind == v->app->model.kinds[KIND_COLUMN] && !sees) {
        struct buf key = BUF_INIT;
        buf_addf(&key, "%s.%s", record_get(r, COLUMN_KIND), record_get(r, COLUMN_NAME));
        dict_put(&v->columns, key.s, (void *)"hidden");
        buf_release(&key);
    }
    if (is_person(v, r->kind))
        read_person(v, r, sees);
    if (r->kind == v->app->model.kinds[KIND_PLACEMENT])
        read_place(v, r);
    return true;
}

/* Columns first: they decide which fields of the others there are. */
static enum status read_all(struct viewer *v, struct error *e)
{
    const struct model *m = &v->app->model;
    enum status status = store_scan(v->app->store, m->kinds[KIND_COLUMN], read_record, v, e);
    for (size_t i = 0; i < m->count && status == OK; i++)
        if (i != KIND_COLUMN)
            status = store_scan(v->app->store, m->kinds[i], read_record, v, e);
    number_people(v);
    if (v->audience == AUDIENCE_PUBLIC)
        coarse_people(v);
    v->settled = true;
    return status;
}

static bool filter_record(void *data, struct record *r)
{
    struct viewer *v = data;
    if (!viewer_id(v, r->kind, record_id(r)))
        return false;
    viewer_shape(v, r);
    return true;
}

enum status viewer_open(struct viewer *v, struct error *e)
{
    struct app *app = v->app;
    if (v->audience == AUDIENCE_ALLIANCE && !*app->alliance) {
        error_set(e, ERR_INPUT, "no alliance is open that this could be for");
        return error_hint(e, ERR_INPUT, "choose one with --alliance, or say --for owner or --for public");
    }
    if (!app->store)
        return OK;
    store_hold(app->store);
    enum status status = read_all(v, e);
    if (status == OK)
        status = store_narrow(app->store, filter_record, v, e);
    store_let_go(app->store);
    return status;
}

void viewer_close(struct viewer *v)
{
    const struct kind *kind = v->app->model.kinds[KIND_PERSON];
    if (v->app->store)
        store_widen(v->app->store);
    for (size_t i = 0; i < v->person_count; i++) {
        for (size_t k = 0; k < kind->field_count && v->people[i].values; k++)
            free(v->people[i].values[k]);
        free(v->people[i].values);
    }
    free(v->people);
    dict_release(&v->seen);
    dict_release(&v->columns);
    dict_release(&v->absent);
    dict_release(&v->numbers);
    dict_release(&v->touched);
    mentions_release(&v->names);
}
