#include "command/exchange/import_known.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

/* Records of one title (and owner). */
struct namesakes {
    size_t count, bare;                 /* all; those without any identity field */
    char id[ID_SIZE], bare_id[ID_SIZE]; /* of the last one of each */
};

/* ---- keys ---- */

static void add_folded(struct buf *out, const char *text)
{
    text_fold(out, text, strlen(text));
    buf_addc(out, '\x1f');
}

static bool has_identity(const struct record *r)
{
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++)
        if ((r->kind->fields[i].flags & FIELD_IDENTITY) && record_has(r, (int)i))
            return true;
    return false;
}

/* What names the record, and whose it is: two people may have objectives of the same words. */
static bool title_key(const struct record *r, struct buf *out)
{
    bool named = false;
    buf_clear(out);
    buf_adds(out, "t:");
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++) {
        const struct field *f = &r->kind->fields[i];
        bool whose = (f->flags & FIELD_OWNER) || (f->type == FIELD_REFERENCE && (f->flags & FIELD_PERSONAL));
        if (!(f->flags & FIELD_TITLE) && !whose)
            continue;
        named |= (f->flags & FIELD_TITLE) && record_has(r, (int)i);
        add_folded(out, record_get(r, (int)i));
    }
    return named;
}

static void identity_key(const struct record *r, size_t field, struct buf *out)
{
    buf_clear(out);
    buf_adds(out, "i:");
    buf_adds(out, r->kind->fields[field].name);
    buf_addc(out, ':');
    add_folded(out, record_get(r, (int)field));
}

/* ---- recognising ---- */

void known_add(struct known *k, const struct record *r)
{
    struct buf key = BUF_INIT;
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++)
        if ((r->kind->fields[i].flags & FIELD_IDENTITY) && record_has(r, (int)i)) {
            identity_key(r, i, &key);
            dict_put(&k->keys, key.s, arena_text(k->arena, record_id(r), strlen(record_id(r))));
        }
    if (title_key(r, &key)) {
        struct namesakes *n = dict_get(&k->keys, key.s);
        if (!n) {
            n = arena_alloc(k->arena, sizeof *n);
            dict_put(&k->keys, key.s, n);
        }
        n->count++;
        memcpy(n->id, record_id(r), ID_SIZE);
        if (!has_identity(r)) {
            n->bare++;
            memcpy(n->bare_id, record_id(r), ID_SIZE);
        }
    }
    buf_release(&key);
}

static bool load_one(void *data, const struct record *r)
{
    if (strlen(record_id(r)) == ID_SIZE - 1)
        known_add(data, r);
    return true;
}

enum status known_load(struct known *k, struct store *store, const struct kind *kind, struct arena *arena,
                       struct error *e)
{
    *k = (struct known){.kind = kind, .arena = arena};
    if (kind->keyed) /* known by their ids */
        return OK;
    return store_each(store, kind, -1, NULL, load_one, k, e);
}

void known_release(struct known *k)
{
    dict_release(&k->keys);
}

static enum known_answer found(const char *id, char out[ID_SIZE])
{
    memcpy(out, id, ID_SIZE);
    return KNOWN_FOUND;
}

enum known_answer known_find(const struct known *k, const struct record *r, char id[ID_SIZE])
{
    struct buf key = BUF_INIT;
    const char *same = NULL;
    for (size_t i = FIELD_FIRST; i < r->kind->field_count && !same; i++)
        if ((r->kind->fields[i].flags & FIELD_IDENTITY) && record_has(r, (int)i)) {
            identity_key(r, i, &key);
            same = dict_get(&k->keys, key.s);
        }
    const struct namesakes *n = !same && title_key(r, &key) ? dict_get(&k->keys, key.s) : NULL;
    buf_release(&key);
    if (same)
        return found(same, id);
    if (!n)
        return KNOWN_NOT;
    if (has_identity(r)) /* only one whose identity is not known can be this one */
        return n->bare == 1 ? found(n->bare_id, id) : n->bare ? KNOWN_AMBIGUOUS : KNOWN_NAMESAKE;
    return n->count == 1 ? found(n->id, id) : KNOWN_AMBIGUOUS;
}

/* ---- resolving ---- */

struct resolved {
    enum status status;
    const char *id, *what, *hint;
};

/* A kind that needs nothing but a name, and perhaps the open alliance. */
static int name_field(const struct app *app, const struct kind *kind)
{
    int name = -1;
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        const struct field *f = &kind->fields[i];
        if (name < 0 && (f->flags & FIELD_TITLE) && f->type == FIELD_TEXT)
            name = (int)i;
        else if ((f->flags & FIELD_REQUIRED) && ((int)i != kind->alliance || !*app->alliance))
            return -1;
    }
    return kind->keyed ? -1 : name;
}

static struct import_making *make(struct resolver *r, const struct kind *kind, const char *title)
{
    struct import_plan *plan = r->plan;
    struct import_making *m = arena_alloc(plan->arena, sizeof *m);
    m->kind = kind;
    m->title = arena_text(plan->arena, title, strlen(title));
    id_new(m->id);
    struct import_making **last = plan->last_making ? &plan->last_making->next : &plan->makings;
    *last = plan->last_making = m;
    dict_put(&r->makings, m->id, m);
    return m;
}

static const char *copy_text(struct resolver *r, const char *text)
{
    return arena_text(r->plan->arena, text, strlen(text));
}

static struct resolved *resolve(struct resolver *r, const struct kind *kind, const char *text, bool may_make)
{
    struct resolved *answer = arena_alloc(r->plan->arena, sizeof *answer);
    struct error e = {0};
    char id[ID_SIZE];
    const char *other = id_valid(text) && r->renamed ? dict_get(r->renamed, text) : NULL;
    answer->status = store_resolve(r->app->store, kind, other ? other : text, r->app->alliance, id, &e);
    if (answer->status == ERR_NOT_FOUND && may_make && !id_valid(text) && name_field(r->app, kind) >= 0) {
        answer->status = OK;
        answer->id = make(r, kind, text)->id;
    } else if (answer->status == OK) {
        answer->id = copy_text(r, id);
    } else {
        answer->what = copy_text(r, e.what);
        answer->hint = copy_text(r, e.hint);
    }
    return answer;
}

enum status resolver_find(struct resolver *r, const struct kind *kind, const char *text, bool may_make, const char **id,
                          struct error *e)
{
    struct buf key = BUF_INIT;
    buf_addc(&key, may_make ? '+' : '-');
    buf_adds(&key, kind->name);
    buf_addc(&key, ':');
    if (id_valid(text))
        buf_adds(&key, text);
    else
        add_folded(&key, text);
    struct resolved *answer = dict_get(&r->answers, key.s);
    if (!answer) {
        answer = resolve(r, kind, text, may_make);
        dict_put(&r->answers, key.s, answer);
    }
    buf_release(&key);
    *id = answer->id;
    if (answer->status == OK)
        return OK;
    error_set(e, answer->status, "%s", answer->what);
    return error_hint(e, answer->status, "%s", answer->hint);
}

void resolver_release(struct resolver *r)
{
    dict_release(&r->answers);
    dict_release(&r->makings);
}
