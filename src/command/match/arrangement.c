/* arrangement.c: form, name, challenge and status follow the people. See arrangement.h. */
#include "command/match/arrangement.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/criteria.h"
#include "model/kinds.h"

static const struct kind *arrangements(const struct app *app)
{
    return app->model.kinds[KIND_ARRANGEMENT];
}

/* ---- form and name ---- */

const char *arrangement_form(int count)
{
    return count == 2 ? ARRANGEMENT_FORM_PAIR : count == 3 ? ARRANGEMENT_FORM_TRIO : ARRANGEMENT_FORM_GROUP;
}

static bool follows_size(const char *form)
{
    return !*form || strcmp(form, ARRANGEMENT_FORM_PAIR) == 0 || strcmp(form, ARRANGEMENT_FORM_TRIO) == 0 ||
           strcmp(form, ARRANGEMENT_FORM_GROUP) == 0;
}

void arrangement_number(struct app *app, const char *form, int *number, struct buf *name)
{
    const struct field *f = &arrangements(app)->fields[ARRANGEMENT_FORM];
    char id[ID_SIZE];
    do {
        buf_clear(name);
        buf_addf(name, "%s %d", field_choice_label(f, form), ++*number);
    } while (store_resolve(app->store, arrangements(app), buf_str(name), app->alliance, id, NULL) != ERR_NOT_FOUND);
}

bool arrangement_numbered(const struct app *app, const char *form, const char *name)
{
    const char *label = field_choice_label(&arrangements(app)->fields[ARRANGEMENT_FORM], form);
    size_t n = strlen(label);
    return strncmp(name, label, n) == 0 && name[n] == ' ' && name[n + 1] && name[n + 1 + strspn(name + n + 1, "0123456789")] == '\0';
}

/* ---- challenge ---- */

struct theme {
    char id[ID_SIZE];
    int worth, givers;
    size_t people, last; /* how many have named it; the last of them */
};

struct themes {
    struct theme *list; /* as first named */
    size_t count, cap;
    size_t person; /* who is asked, from 1 */
};

static bool take_interest(void *data, const struct record *r)
{
    struct themes *t = data;
    const char *id = record_get(r, INTEREST_CHALLENGE);
    size_t at = 0;
    while (at < t->count && strcmp(t->list[at].id, id) != 0)
        at++;
    if (at == t->count) {
        GROW(t->list, t->count + 1, t->cap);
        t->list[t->count] = (struct theme){0};
        memcpy(t->list[t->count++].id, id, strnlen(id, ID_SIZE - 1));
    }
    struct theme *theme = &t->list[at];
    theme->people += theme->last != t->person;
    theme->last = t->person;
    if (RECORD_IS(r, INTEREST_ROLE, OFFERS))
        theme->givers++;
    else
        theme->worth += 10 + criteria_pressing(atoi(record_get(r, INTEREST_PRESSING)));
    return true;
}

enum status arrangement_theme(struct app *app, const char (*people)[ID_SIZE], size_t count, char id[ID_SIZE], struct error *e)
{
    struct themes t = {0};
    enum status s = OK;
    int most = 0;
    *id = '\0';
    for (t.person = 1; t.person <= count && s == OK; t.person++)
        s = store_each(app->store, app->model.kinds[KIND_INTEREST], INTEREST_PERSON, people[t.person - 1], take_interest, &t, e);
    for (size_t i = 0; i < t.count; i++) {
        const struct theme *theme = &t.list[i];
        int worth = theme->worth && theme->people > 1 ? theme->worth + 10 * theme->givers : 0;
        /* among equals the one made first, so that the same people have the same theme in whatever order they are read */
        if (worth > most || (worth && worth == most && strcmp(theme->id, id) < 0)) {
            most = worth;
            memcpy(id, theme->id, ID_SIZE);
        }
    }
    free(t.list);
    return s;
}

/* ---- before and after ---- */

struct members {
    char (*ids)[ID_SIZE];
    size_t count, cap;
};

static bool take_member(void *data, const struct record *r)
{
    struct members *m = data;
    GROW(m->ids, m->count + 1, m->cap);
    memset(m->ids[m->count], 0, ID_SIZE);
    memcpy(m->ids[m->count++], record_get(r, PLACEMENT_PERSON), strnlen(record_get(r, PLACEMENT_PERSON), ID_SIZE - 1));
    return true;
}

/* How many are in it, and what they should work on. */
static enum status ask_members(struct app *app, const char *id, size_t *count, char theme[ID_SIZE], struct error *e)
{
    struct members m = {0};
    enum status s = store_each(app->store, app->model.kinds[KIND_PLACEMENT], PLACEMENT_ARRANGEMENT, id, take_member, &m, e);
    *count = m.count;
    if (s == OK)
        s = arrangement_theme(app, (const char (*)[ID_SIZE])m.ids, m.count, theme, e);
    free(m.ids);
    return s;
}

enum status arrangement_look(struct app *app, const char *id, struct arrangement_before *before, struct error *e)
{
    size_t count;
    *before = (struct arrangement_before){0};
    memcpy(before->id, id, strnlen(id, ID_SIZE - 1));
    return *id ? ask_members(app, id, &count, before->theme, e) : OK;
}

static enum status set(struct app *app, const struct record *r, int field, const char *value, struct error *e)
{
    bool same = strcmp(record_get(r, field), value) == 0;
    return same ? OK : change_set(app->store, r->kind, record_id(r), field, value, e);
}

static enum status follow_size(struct app *app, const struct record *r, size_t count, bool suggested, struct error *e)
{
    const char *before = record_get(r, ARRANGEMENT_FORM), *form = arrangement_form((int)count);
    if (count < 2 || !follows_size(before) || strcmp(before, form) == 0)
        return OK;
    enum status s = set(app, r, ARRANGEMENT_FORM, form, e);
    if (s == OK && suggested && arrangement_numbered(app, before, record_get(r, ARRANGEMENT_NAME))) {
        struct buf name = BUF_INIT;
        int number = 0;
        arrangement_number(app, form, &number, &name);
        s = set(app, r, ARRANGEMENT_NAME, buf_str(&name), e);
        buf_release(&name);
    }
    return s;
}

static enum status follow(struct app *app, const struct record *r, const struct arrangement_before *before, bool suggested,
                          bool *again, struct error *e)
{
    const char *challenge = record_get(r, ARRANGEMENT_CHALLENGE);
    char theme[ID_SIZE];
    size_t count;
    *again = RECORD_IS(r, ARRANGEMENT_STATUS, PUBLISHED);
    enum status s = ask_members(app, record_id(r), &count, theme, e);
    if (s == OK)
        s = follow_size(app, r, count, suggested, e);
    bool chosen = *challenge && strcmp(challenge, before->theme) != 0;
    if (s == OK && !chosen)
        s = set(app, r, ARRANGEMENT_CHALLENGE, theme, e);
    if (s == OK && (*again || suggested))
        s = set(app, r, ARRANGEMENT_STATUS, ARRANGEMENT_STATUS_PENDING, e);
    return s;
}

enum status arrangement_follow(struct app *app, const struct arrangement_before *before, bool suggested, bool *again,
                               struct error *e)
{
    struct record r;
    *again = false;
    if (!*before->id)
        return OK;
    enum status s = store_get(app->store, arrangements(app), before->id, &r, e);
    if (s != OK)
        return s;
    s = follow(app, &r, before, suggested, again, e);
    record_release(&r);
    return s;
}

/* ---- in and out ---- */

enum status arrangement_place(struct app *app, const char *id, const char *person, struct record *place, struct error *e)
{
    struct record key;
    record_init(&key, app->model.kinds[KIND_PLACEMENT]);
    record_set(&key, PLACEMENT_PERSON, person);
    record_set(&key, PLACEMENT_ARRANGEMENT, id);
    record_make_id(&key);
    enum status s = store_get(app->store, key.kind, record_id(&key), place, e);
    if (s != OK)
        *place = (struct record){0};
    record_release(&key);
    return s;
}

enum status arrangement_leave(struct app *app, const char *id, const char *person, struct record *place, struct error *e)
{
    enum status s = arrangement_place(app, id, person, place, e);
    if (s == ERR_NOT_FOUND)
        error_set(e, s, "this person is not in that pair or group");
    return s == OK ? change_delete(app->store, place->kind, record_id(place), e) : s;
}

enum status arrangement_join(struct app *app, const char *id, const char *person, const char *role, const struct record *place,
                             struct error *e)
{
    struct record r;
    record_init(&r, app->model.kinds[KIND_PLACEMENT]);
    record_set(&r, PLACEMENT_PERSON, person);
    record_set(&r, PLACEMENT_ARRANGEMENT, id);
    record_set(&r, PLACEMENT_ROLE, role);
    if (place && place->kind) {
        record_set(&r, PLACEMENT_EXPECTS, record_get(place, PLACEMENT_EXPECTS));
        record_set(&r, PLACEMENT_NOTES, record_get(place, PLACEMENT_NOTES));
        record_set(&r, FIELD_VISIBILITY, record_get(place, FIELD_VISIBILITY));
    }
    enum status s = change_create(app->store, &r, e);
    record_release(&r);
    return s;
}

const char *arrangement_role(const struct record *place)
{
    return place->kind ? record_or(place, PLACEMENT_ROLE, PLACEMENT_ROLE_MEMBER) : PLACEMENT_ROLE_MEMBER;
}

bool arrangement_noted(const struct record *place)
{
    return place->kind && (record_has(place, PLACEMENT_CONTACT) || record_has(place, PLACEMENT_CONTACT_DATE) ||
                           record_has(place, PLACEMENT_FEEDBACK) || record_has(place, PLACEMENT_FEEDBACK_NOTE));
}
