/* shape.c: a record as an audience may read it. See audience.h. */
#include <stdlib.h>
#include <string.h>

#include "app/coarse.h"
#include "app/viewer.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"

/* ---- free text ---- */

/* Texts that name what they are about by short names and words of their own: no place for people. */
static bool is_free(const struct viewer *v, const struct kind *kind, int field)
{
    static const char *const others[] = {"country",   "languages", "item", "instrument", "criterion",
                                         "tool",      "tools",     "kind", "entry"};
    const struct field *f = &kind->fields[field];
    if (kind == v->app->model.kinds[KIND_COLUMN] && (field == COLUMN_NAME || field == COLUMN_CHOICES))
        return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i], f->name) == 0)
            return false;
    return f->type == FIELD_TEXT || f->type == FIELD_NOTE || f->type == FIELD_LIST;
}

static void add_replacement(const struct viewer *v, const struct mention *m, enum mention_choice choice, struct buf *out)
{
    const char *role = choice == MENTIONS_ROLE && m->person != MENTION_NOBODY ? v->people[m->person].role : "";
    if (m->sort != MENTION_NAME)
        buf_adds(out, _("[contact]"));
    else if (*role)
        buf_addf(out, "[%s]", role);
    else
        buf_adds(out, _("[name]"));
}

/* Appends what becomes of the mention; counts it. */
static void replace(struct viewer *v, const struct mention_hit *hit, struct buf *out)
{
    bool matters = audience_matters(v, hit->record->kind);
    enum mention_choice choice = v->decide && matters ? v->decide(v->data, hit) : v->mentions;
    if (choice == MENTIONS_KEEP && (hit->mention.sort == MENTION_NAME || v->decide)) {
        buf_add(out, hit->text + hit->mention.at, hit->mention.len);
        v->kept += matters;
        return;
    }
    add_replacement(v, &hit->mention, choice, out);
    v->replaced += matters;
}

/* Returns whether anything was replaced. */
static bool shape_text(struct viewer *v, struct record *r, int field)
{
    struct mention_hit hit = {.record = r, .field = field, .text = record_get(r, field)};
    struct buf out = BUF_INIT;
    struct mention_scan scan;
    size_t at = 0;
    mentions_begin(&scan, &v->names, hit.text);
    while (mentions_next(&scan, &hit.mention)) {
        buf_add(&out, hit.text + at, hit.mention.at - at);
        replace(v, &hit, &out);
        at = hit.mention.at + hit.mention.len;
    }
    bool replaced = false;
    if (at > 0) {
        buf_adds(&out, hit.text + at);
        replaced = strcmp(out.s, hit.text) != 0;
        record_set(r, field, out.s);
    }
    buf_release(&out);
    return replaced;
}

/* ---- consent: any field "consent_..." of any kind, those of one's own among them ---- */

static bool agreed(const struct record *r, int field)
{
    return field >= 0 && record_yes(r, field);
}

/* Other kinds than people may ask it as well; whose name is not given is "[name]" there. */
static void hide_name(const struct viewer *v, struct record *r, int consent)
{
    bool first = true;
    if (r->kind == v->app->model.kinds[KIND_PERSON] || agreed(r, consent) || (v->paper && !record_has(r, consent)))
        return;
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++) {
        const struct field *f = &r->kind->fields[i];
        if (f->type != FIELD_TEXT || (f->flags & (FIELD_TITLE | FIELD_PERSONAL)) != (FIELD_TITLE | FIELD_PERSONAL))
            continue;
        record_set(r, (int)i, first ? _("[name]") : NULL);
        first = false;
    }
}

/* consent_report: to be named; consent_contact: email and phone; consent_NAME: the field NAME. */
static void obey_consent(const struct viewer *v, struct record *r)
{
    const struct kind *kind = r->kind;
    int report = kind_field(kind, "consent_report"), contact = kind_field(kind, "consent_contact");
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        const struct field *f = &kind->fields[i];
        int about = strncmp(f->name, "consent_", 8) == 0 ? kind_field(kind, f->name + 8) : -1;
        if (about >= FIELD_FIRST && !agreed(r, (int)i))
            record_set(r, about, NULL);
        if ((f->type == FIELD_EMAIL || f->type == FIELD_PHONE) && (f->flags & FIELD_PERSONAL) && !agreed(r, contact))
            record_set(r, (int)i, NULL);
    }
    if (report >= 0)
        hide_name(v, r, report);
}

/* ---- people ---- */

static void shape_person(const struct viewer *v, struct record *r, const struct seen_person *p)
{
    struct buf name = BUF_INIT;
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++) {
        const struct field *f = &r->kind->fields[i];
        if ((!p->named && (f->type == FIELD_EMAIL || f->type == FIELD_PHONE)) ||
            (v->audience == AUDIENCE_PUBLIC && coarse_drops(r->kind, (int)i, p->coarse)))
            record_set(r, (int)i, NULL);
    }
    if (!p->named) {
        buf_addf(&name, _("Person %d"), p->number);
        record_set(r, PERSON_FAMILY_NAME, name.s);
        record_set(r, PERSON_GIVEN_NAME, NULL);
    }
    buf_release(&name);
}

/* ---- all ---- */

static void shape_reference(struct viewer *v, struct record *r, int field)
{
    char id[ID_SIZE];
    const struct kind *to = r->kind->fields[field].reference;
    bool sees = viewer_id(v, to, record_get(r, field));
    if (sees)
        viewer_shown_id(v, to, record_get(r, field), id);
    record_set(r, field, sees ? id : NULL);
}

/* Who it is about is left out of rows (viewer_field), but what is counted from rows needs it: places, interests; and an
 * answer without its peer would be the facilitator's. */
static bool stays(const struct viewer *v, const struct record *r, int field)
{
    const struct field *f = &r->kind->fields[field];
    bool counts = f->type == FIELD_REFERENCE && f->reference == v->app->model.kinds[KIND_PERSON] &&
                  (f->flags & (FIELD_PERSONAL | FIELD_KEY)) != FIELD_PERSONAL;
    return counts || viewer_field(v, r->kind, field);
}

/* A keyed record has the id that its fields make, so that it is found by what it is about; unless two could be the same by
 * now, as a text among these fields was taken away or replaced. */
static void shape_id(const struct viewer *v, struct record *r, bool same_key)
{
    char id[ID_SIZE];
    viewer_shown_id(v, r->kind, record_id(r), id);
    if (r->kind->keyed && same_key && v->audience == AUDIENCE_PUBLIC)
        record_make_id(r);
    else
        record_set(r, FIELD_ID, id);
}

static void touch(struct viewer *v, const struct record *r, int field)
{
    struct buf key = BUF_INIT;
    buf_addf(&key, "%s.%d", record_id(r), field);
    dict_put(&v->touched, key.s, (void *)"y");
    buf_release(&key);
}

/* Returns whether the field was taken away, or names in its text were replaced. */
static bool shape_field(struct viewer *v, struct record *r, int field)
{
    bool name = r->kind == v->app->model.kinds[KIND_PERSON] && (field == PERSON_FAMILY_NAME || field == PERSON_GIVEN_NAME);
    if (!record_has(r, field) || name)
        return false;
    if (!stays(v, r, field)) {
        record_set(r, field, NULL);
        return true;
    }
    if (r->kind->fields[field].type == FIELD_REFERENCE)
        shape_reference(v, r, field);
    return is_free(v, r->kind, field) && shape_text(v, r, field);
}

void viewer_shape(struct viewer *v, struct record *r)
{
    const struct seen_person *p = r->kind == v->app->model.kinds[KIND_PERSON] ? viewer_person(v, record_id(r)) : NULL;
    bool *replaced = xcalloc(r->kind->field_count, sizeof *replaced);
    bool same_key = true;
    obey_consent(v, r);
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++) {
        replaced[i] = shape_field(v, r, (int)i);
        same_key &= !(replaced[i] && (r->kind->fields[i].flags & FIELD_KEY));
    }
    if (p)
        shape_person(v, r, p);
    shape_id(v, r, same_key);
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++)
        if (replaced[i])
            touch(v, r, (int)i);
    free(replaced);
}
