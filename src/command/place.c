/* place.c: who is in which arrangement; which alliance is open. */
#include <string.h>

#include "base/tr.h"
#include "command/print.h"
#include "command/run.h"
#include "model/kinds.h"

static enum status arrangement_of(struct app *app, const char *text, char id[ID_SIZE], struct error *e)
{
    id[0] = '\0';
    if (strcmp(text, "pool") == 0)
        return OK;
    struct record r;
    enum status s = store_resolve(app->store, app->model.kinds[KIND_ARRANGEMENT], text, app->alliance, id, e);
    if (s == OK)
        s = store_get(app->store, app->model.kinds[KIND_ARRANGEMENT], id, &r, e);
    if (s != OK)
        return s;
    if (strcmp(record_get(&r, ARRANGEMENT_LOCKED), "yes") == 0) {
        error_set(e, ERR_INPUT, "'%s' is locked", record_get(&r, ARRANGEMENT_NAME));
        s = error_hint(e, ERR_INPUT, "unlock it first: nobody is moved in or out of a locked arrangement");
    }
    record_release(&r);
    return s;
}

struct leaving {
    struct app *app;
    struct buf ids; /* of the placements to delete, each with its NUL */
};

/* Places in the open alliance's arrangements that are not locked. */
static bool gather_place(void *data, const struct record *r)
{
    struct leaving *l = data;
    struct record a;
    if (store_get(l->app->store, l->app->model.kinds[KIND_ARRANGEMENT], record_get(r, PLACEMENT_ARRANGEMENT), &a, NULL) != OK)
        return true;
    if (strcmp(record_get(&a, ARRANGEMENT_ALLIANCE), l->app->alliance) == 0 &&
        strcmp(record_get(&a, ARRANGEMENT_LOCKED), "yes") != 0)
        buf_add(&l->ids, record_id(r), strlen(record_id(r)) + 1);
    record_release(&a);
    return true;
}

static enum status leave_all(struct app *app, const char *person, struct error *e)
{
    const struct kind *k = app->model.kinds[KIND_PLACEMENT];
    struct leaving l = {app, BUF_INIT};
    enum status s = store_each(app->store, k, PLACEMENT_PERSON, person, gather_place, &l, e);
    for (const char *p = buf_str(&l.ids); p < buf_str(&l.ids) + l.ids.len && s == OK; p += strlen(p) + 1)
        s = change_delete(app->store, k, p, e);
    buf_release(&l.ids);
    return s;
}

static enum status move_person(struct app *app, const char *person, const char *from, const char *to, const char *role,
                               struct error *e)
{
    const struct kind *k = app->model.kinds[KIND_PLACEMENT];
    struct record r;
    enum status s = OK;
    if (!*from && !*to)
        return leave_all(app, person, e);
    record_init(&r, k);
    record_set(&r, PLACEMENT_PERSON, person);
    if (*from) {
        record_set(&r, PLACEMENT_ARRANGEMENT, from);
        record_make_id(&r);
        s = change_delete(app->store, k, record_id(&r), e);
        record_set(&r, FIELD_ID, "");
    }
    if (s == OK && *to) {
        record_set(&r, PLACEMENT_ARRANGEMENT, to);
        record_set(&r, PLACEMENT_ROLE, role ? role : "member");
        s = change_create(app->store, &r, e);
    }
    record_release(&r);
    return s;
}

enum status run_place(struct app *app, const struct args *args, struct error *e)
{
    char person[ID_SIZE], from[ID_SIZE] = "", to[ID_SIZE], other[ID_SIZE] = "";
    struct buf name = BUF_INIT, label = BUF_INIT;
    enum status s = store_resolve(app->store, app->model.kinds[KIND_PERSON], args->words[0], NULL, person, e);
    if (s == OK && args->count > 2)
        s = arrangement_of(app, args->words[1], from, e);
    if (s == OK)
        s = arrangement_of(app, args->words[args->count - 1], to, e);
    if (s != OK)
        return s;
    if (args_option(args, "swap")) {
        s = store_resolve(app->store, app->model.kinds[KIND_PERSON], args_option(args, "swap"), NULL, other, e);
        if (s != OK)
            return s;
    }
    store_title(app->store, app->model.kinds[KIND_PERSON], person, &name);
    buf_addf(&label, _("Move %s to "), name.s);
    if (*to)
        store_title(app->store, app->model.kinds[KIND_ARRANGEMENT], to, &label);
    else
        buf_adds(&label, _("the pool"));
    s = change_begin(app->store, label.s, e);
    if (s == OK) {
        s = move_person(app, person, from, to, args_option(args, "role"), e);
        if (s == OK && *other)
            s = move_person(app, other, to, from, NULL, e);
        s = change_end(app->store, s, e);
    }
    if (s == OK)
        say(app, "%s", label.s);
    buf_release(&name);
    buf_release(&label);
    return s;
}

/* ---- alliance ---- */

enum status run_alliance(struct app *app, const struct args *args, struct error *e)
{
    enum status s = args->count ? app_choose_alliance(app, args->words[0], e) : OK;
    if (s != OK)
        return s;
    if (!*app->alliance) {
        say(app, "No alliance yet: 'peerloom add alliance name=NAME' makes one");
        return OK;
    }
    struct buf title = BUF_INIT;
    store_title(app->store, app->model.kinds[KIND_ALLIANCE], app->alliance, &title);
    print(app, "%s\n", buf_str(&title));
    buf_release(&title);
    return OK;
}
