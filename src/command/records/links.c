#include "command/records/links.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum status stored_value(struct app *app, const struct field *f, const char *text, struct buf *out, struct error *e)
{
    enum status s = field_parse(f, text, out, e);
    if (s != OK || f->type != FIELD_REFERENCE || !out->len)
        return s;
    char id[ID_SIZE];
    s = store_resolve(app->store, f->reference, buf_str(out), app->alliance, id, e);
    if (s == OK) {
        buf_clear(out);
        buf_adds(out, id);
    }
    return s;
}

struct link_state {
    const struct field *field;
    const char *to;
    char id[ID_SIZE];
};

static bool same_link(void *data, const struct record *r)
{
    struct link_state *l = data;
    const struct field *f = l->field;
    if (strcmp(record_get(r, f->link_to), l->to) != 0 ||
        (f->link_fixed >= 0 && strcmp(record_get(r, f->link_fixed), f->link_value) != 0))
        return true;
    snprintf(l->id, sizeof l->id, "%s", record_id(r));
    return false;
}

enum status link_find(struct app *app, const struct field *f, const char *from, const char *to, char id[ID_SIZE],
                      struct error *e)
{
    struct link_state l = {f, to, ""};
    enum status s = store_each(app->store, f->reference, f->link_from, from, same_link, &l, e);
    memcpy(id, l.id, ID_SIZE);
    return s;
}

/* The record a title means in a links field; made if it is not there and the field allows it. */
static enum status link_target(struct app *app, const struct field *f, const char *title, char id[ID_SIZE], struct error *e)
{
    const struct field *to = &f->reference->fields[f->link_to];
    enum status s = store_resolve(app->store, to->reference, title, app->alliance, id, e);
    if (s != ERR_NOT_FOUND || !(f->flags & FIELD_MAKE))
        return s;
    struct record r;
    record_init(&r, to->reference);
    for (size_t i = FIELD_FIRST; i < to->reference->field_count; i++)
        if (to->reference->fields[i].flags & FIELD_TITLE) {
            record_set(&r, (int)i, title);
            break;
        }
    if (to->reference->alliance >= 0)
        record_set(&r, to->reference->alliance, app->alliance);
    s = change_create(app->store, &r, e);
    if (s == OK)
        snprintf(id, ID_SIZE, "%s", record_id(&r));
    record_release(&r);
    return s;
}

enum status link_add(struct app *app, const struct field *f, const char *from, const char *title, struct error *e)
{
    char to[ID_SIZE], there[ID_SIZE];
    enum status s = link_target(app, f, title, to, e);
    if (s == OK)
        s = link_find(app, f, from, to, there, e);
    if (s != OK || *there)
        return s;
    struct record r;
    record_init(&r, f->reference);
    record_set(&r, f->link_from, from);
    record_set(&r, f->link_to, to);
    if (f->link_fixed >= 0)
        record_set(&r, f->link_fixed, f->link_value);
    s = change_create(app->store, &r, e);
    record_release(&r);
    return s;
}

struct wanted_links {
    const struct field *field;
    char **ids; /* of the records linked to */
    size_t count;
    struct buf extra; /* ids of links that are not wanted, each with its NUL */
};

static bool find_extra(void *data, const struct record *r)
{
    struct wanted_links *w = data;
    const struct field *f = w->field;
    if (f->link_fixed >= 0 && strcmp(record_get(r, f->link_fixed), f->link_value) != 0)
        return true;
    for (size_t i = 0; i < w->count; i++)
        if (strcmp(w->ids[i], record_get(r, f->link_to)) == 0)
            return true;
    buf_add(&w->extra, record_id(r), strlen(record_id(r)) + 1);
    return true;
}

enum status links_set(struct app *app, const struct field *f, const char *from, const char *titles, struct error *e)
{
    struct wanted_links w = {.field = f, .extra = BUF_INIT};
    struct buf list = BUF_INIT, title = BUF_INIT;
    size_t cap = 0;
    enum status s = field_parse(f, titles, &list, e);
    for (const char *p = buf_str(&list); *p && s == OK; p += strcspn(p, ";"), p += *p == ';') {
        buf_clear(&title);
        buf_add(&title, p, strcspn(p, ";"));
        char to[ID_SIZE];
        s = link_target(app, f, buf_str(&title), to, e);
        if (s == OK)
            s = link_add(app, f, from, to, e);
        GROW(w.ids, w.count + 1, cap);
        w.ids[w.count++] = xstrdup(s == OK ? to : "");
    }
    if (s == OK)
        s = store_each(app->store, f->reference, f->link_from, from, find_extra, &w, e);
    for (const char *p = buf_str(&w.extra); p < buf_str(&w.extra) + w.extra.len && s == OK; p += strlen(p) + 1)
        s = change_delete(app->store, f->reference, p, e);
    for (size_t i = 0; i < w.count; i++)
        free(w.ids[i]);
    free(w.ids);
    buf_release(&w.extra);
    buf_release(&list);
    buf_release(&title);
    return s;
}
