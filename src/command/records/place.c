/* place.c: who is in which arrangement; which alliance is open. */
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "command/match/arrangement.h"
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
    if (record_yes(&r, ARRANGEMENT_LOCKED)) {
        error_set(e, ERR_INPUT, "'%s' is locked", record_get(&r, ARRANGEMENT_NAME));
        s = error_hint(e, ERR_INPUT, "unlock it first: nobody is moved in or out of a locked arrangement");
    }
    record_release(&r);
    return s;
}

struct leaving {
    struct app *app;
    struct buf ids; /* of the arrangements to leave, each with its NUL */
};

/* The open alliance's arrangements that are not locked. */
static bool gather_place(void *data, const struct record *r)
{
    struct leaving *l = data;
    struct record a;
    if (store_get(l->app->store, l->app->model.kinds[KIND_ARRANGEMENT], record_get(r, PLACEMENT_ARRANGEMENT), &a, NULL) != OK)
        return true;
    if (strcmp(record_get(&a, ARRANGEMENT_ALLIANCE), l->app->alliance) == 0 &&
        !record_yes(&a, ARRANGEMENT_LOCKED))
        buf_add(&l->ids, record_id(&a), strlen(record_id(&a)) + 1);
    record_release(&a);
    return true;
}

/* What a move brings with it that is to be said. */
struct aftermath {
    bool again; /* something that was published is pending */
    bool noted; /* contact or feedback was noted about a place that is left */
};

static enum status leave(struct app *app, const char *arrangement, const char *person, struct record *place,
                         struct aftermath *after, struct error *e)
{
    enum status s = arrangement_leave(app, arrangement, person, place, e);
    after->noted |= arrangement_noted(place);
    return s;
}

static enum status follow(struct app *app, const struct arrangement_before *before, struct aftermath *after, struct error *e)
{
    bool again;
    enum status s = arrangement_follow(app, before, false, &again, e);
    after->again |= again;
    return s;
}

static enum status leave_all(struct app *app, const char *person, struct aftermath *after, struct error *e)
{
    struct leaving l = {app, BUF_INIT};
    enum status s = store_each(app->store, app->model.kinds[KIND_PLACEMENT], PLACEMENT_PERSON, person, gather_place, &l, e);
    for (const char *p = buf_str(&l.ids); p < buf_str(&l.ids) + l.ids.len && s == OK; p += strlen(p) + 1) {
        struct arrangement_before before;
        struct record place = {0};
        s = arrangement_look(app, p, &before, e);
        if (s == OK)
            s = leave(app, p, person, &place, after, e);
        if (s == OK)
            s = follow(app, &before, after, e);
        record_release(&place);
    }
    buf_release(&l.ids);
    return s;
}

/* A move as asked for: who goes where, and who comes the other way. */
struct move {
    char person[ID_SIZE], from[ID_SIZE], to[ID_SIZE], other[ID_SIZE];
    const char *role;
};

static enum status read_move(struct app *app, const struct args *args, struct move *m, struct error *e)
{
    *m = (struct move){.role = args_text(args, "role")};
    enum status s = args_record(app, args, "person", m->person, e);
    if (s == OK && args_given(args, "from"))
        s = arrangement_of(app, args_text(args, "from"), m->from, e);
    if (s == OK)
        s = arrangement_of(app, args_text(args, "to"), m->to, e);
    return s == OK ? args_record(app, args, "swap", m->other, e) : s;
}

/* "Move Abdi, Halima to Pair 3", "Swap Abdi, Halima and Mutua, Rose" */
static void label_move(struct app *app, const struct move *m, struct buf *out)
{
    const struct kind *people = app->model.kinds[KIND_PERSON];
    struct buf name = BUF_INIT, where = BUF_INIT;
    store_title(app->store, people, m->person, &name);
    if (*m->other) {
        store_title(app->store, people, m->other, &where);
        buf_addf(out, _("Swap %s and %s"), buf_str(&name), buf_str(&where));
    } else {
        buf_addf(out, _("Move %s to "), buf_str(&name));
        if (*m->to)
            store_title(app->store, app->model.kinds[KIND_ARRANGEMENT], m->to, out);
        else
            buf_adds(out, _("the pool"));
    }
    buf_release(&name);
    buf_release(&where);
}

/* Who moves keeps their role, unless --role gives another; two who swap take over each other's. */
static enum status change_places(struct app *app, const struct move *m, struct aftermath *after, struct error *e)
{
    struct record place = {0}, others = {0};
    enum status s = *m->from ? leave(app, m->from, m->person, &place, after, e) : OK;
    if (s == OK && *m->other && *m->to)
        s = leave(app, m->to, m->other, &others, after, e);
    if (s == OK && *m->to)
        s = arrangement_join(app, m->to, m->person, m->role ? m->role : arrangement_role(*m->other ? &others : &place), &place, e);
    if (s == OK && *m->other && *m->from)
        s = arrangement_join(app, m->from, m->other, arrangement_role(&place), &others, e);
    record_release(&place);
    record_release(&others);
    return s;
}

/* Moves, and lets the arrangements follow. */
static enum status move(struct app *app, const struct move *m, struct aftermath *after, struct error *e)
{
    struct arrangement_before from, to;
    if (!*m->from && !*m->to)
        return leave_all(app, m->person, after, e);
    enum status s = arrangement_look(app, m->from, &from, e);
    if (s == OK)
        s = arrangement_look(app, m->to, &to, e);
    if (s == OK)
        s = change_places(app, m, after, e);
    if (s == OK)
        s = follow(app, &from, after, e);
    return s == OK ? follow(app, &to, after, e) : s;
}

static void tell(struct app *app, const char *label, const struct aftermath *after)
{
    if (after->noted)
        say(app, "%s; contact and feedback of the old place are in the history, and undo brings them back", label);
    else if (after->again)
        say(app, "%s; what was published is pending again", label);
    else
        say(app, "%s", label);
}

enum status run_place(struct app *app, const struct args *args, struct error *e)
{
    struct move m;
    struct buf label = BUF_INIT;
    struct aftermath after = {0};
    enum status s = read_move(app, args, &m, e);
    if (s != OK)
        return s;
    label_move(app, &m, &label);
    s = change_begin(app->store, label.s, e);
    if (s == OK)
        s = change_end(app->store, move(app, &m, &after, e), e);
    if (s == OK)
        tell(app, label.s, &after);
    buf_release(&label);
    return s;
}

/* ---- alliance ---- */

enum status run_alliance(struct app *app, const struct args *args, struct error *e)
{
    enum status s = args_given(args, "alliance") ? app_choose_alliance(app, args_text(args, "alliance"), e) : OK;
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
