/* matching_wish.c: what is asked for, kept with the round. See matching.h. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "command/matching.h"
#include "model/kinds.h"

enum { NUMBER = 16 };

bool matching_size(const char *text, int *least, int *most)
{
    int a, b, used = 0;
    if (sscanf(text, "%5d - %5d %n", &a, &b, &used) != 2 || text[used]) {
        used = 0;
        if (sscanf(text, "%5d %n", &a, &used) != 1 || text[used])
            return false;
        b = a;
    }
    if (a < 2 || b < a || b > MATCH_MOST_PEOPLE)
        return false;
    *least = a;
    *most = b;
    return true;
}

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

bool matching_wishes(const struct matching *m, enum method method, const struct matching_wish *w)
{
    return method != m->method || w->least != m->wish.least || w->most != m->wish.most || w->aim != m->wish.aim ||
           w->seats != m->wish.seats;
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

void matching_wish_options(const struct matching *m, enum method method, const struct matching_wish *w,
                           char options[MATCHING_OPTIONS][MATCHING_OPTION])
{
    const struct kind *k = m->app->model.kinds[KIND_MATCHING];
    snprintf(options[0], MATCHING_OPTION, "--round=%d", m->round);
    snprintf(options[1], MATCHING_OPTION, "--size=%d-%d", w->least, w->most);
    snprintf(options[2], MATCHING_OPTION, "--method=%s", k->fields[MATCHING_METHOD].choices[method].name);
    snprintf(options[3], MATCHING_OPTION, "--aim=%s", k->fields[MATCHING_AIM].choices[w->aim].name);
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

/* In the order of the choices in data/kinds/matching.csv. */
static const char *const methods_mean[METHODS] = {
    N_("shared challenges first, then position and task"),
    N_("people who are equally far with their reform"),
    N_("one has done what the other is about to do"),
    N_("several agencies work on one problem"),
};
static const char *const aims_mean[] = {
    [MATCH_TOTAL] = N_("the highest fit, though somebody may get little"),
    [MATCH_FAIREST] = N_("first whoever is worst off, then the rest"),
    [MATCH_LEAST_CHANGE] = N_("those together stay so unless others fit much better"),
};

void matching_choice_words(const struct matching *m, int field, size_t choice, struct buf *out)
{
    const struct field *f = &m->app->model.kinds[KIND_MATCHING]->fields[field];
    const char *const *mean = field == MATCHING_METHOD ? methods_mean : aims_mean;
    buf_addf(out, _("%s: %s"), f->choices[choice].label, tr(mean[choice]));
}
