/* keep.c: what is asked for, written with the round. */
#include "command/match/apply.h"

#include <stdio.h>

#include "model/kinds.h"

enum { NUMBER = 16 };

/* Sets the fields of the record that has these keys, or makes it. Takes over the record. */
static enum status keep(struct matching *m, struct record *r, const int *fields, size_t count, struct error *e)
{
    struct record there;
    record_make_id(r);
    bool known = store_get(m->app->store, r->kind, record_id(r), &there, NULL) == OK;
    enum status s = known ? OK : change_create(m->app->store, r, e);
    for (size_t i = 0; i < count && known && s == OK; i++)
        s = change_set(m->app->store, r->kind, record_id(r), fields[i], record_get(r, fields[i]), e);
    if (known)
        record_release(&there);
    record_release(r);
    return s;
}

static void set_number(struct record *r, int field, int number)
{
    char text[NUMBER];
    snprintf(text, sizeof text, "%d", number);
    record_set(r, field, text);
}

enum status matching_keep(struct matching *m, enum method method, const struct matching_wish *w, struct error *e)
{
    static const int fields[] = {MATCHING_LEAST, MATCHING_MOST, MATCHING_METHOD, MATCHING_AIM, MATCHING_SEATS};
    const struct kind *k = m->app->model.kinds[KIND_MATCHING];
    struct record r;
    if (!matching_wishes(m, method, w))
        return OK;
    record_init(&r, k);
    record_set(&r, MATCHING_ALLIANCE, m->app->alliance);
    set_number(&r, MATCHING_ROUND, m->round);
    set_number(&r, MATCHING_LEAST, w->least);
    set_number(&r, MATCHING_MOST, w->most);
    if (w->seats)
        set_number(&r, MATCHING_SEATS, w->seats);
    record_set(&r, MATCHING_METHOD, k->fields[MATCHING_METHOD].choices[method].name);
    record_set(&r, MATCHING_AIM, k->fields[MATCHING_AIM].choices[w->aim].name);
    return keep(m, &r, fields, sizeof fields / sizeof *fields, e);
}

enum status matching_keep_weight(struct matching *m, int criterion, int weight, struct error *e)
{
    static const int fields[] = {WEIGHT_WEIGHT};
    struct record r;
    record_init(&r, m->app->model.kinds[KIND_WEIGHT]);
    record_set(&r, WEIGHT_ALLIANCE, m->app->alliance);
    record_set(&r, WEIGHT_CRITERION, m->criteria.list[criterion].id);
    set_number(&r, WEIGHT_ROUND, m->round);
    set_number(&r, WEIGHT_WEIGHT, weight);
    return keep(m, &r, fields, 1, e);
}
