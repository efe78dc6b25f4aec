/* wish.c: what is asked for, kept with the round. See matching.h. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "model/kinds.h"
#include "round/matching.h"

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

bool matching_wishes(const struct matching *m, enum method method, const struct matching_wish *w)
{
    return method != m->method || w->least != m->wish.least || w->most != m->wish.most || w->aim != m->wish.aim ||
           w->seats != m->wish.seats;
}

void matching_wish_given(const struct matching *m, enum method method, const struct matching_wish *w, struct matching_given *given)
{
    *given = (struct matching_given){{arg_flag("keep"), arg_number("round", m->round), arg_text("size", given->size),
                                      arg_number("method", (long)method), arg_number("aim", (long)w->aim), {0}}, ""};
    snprintf(given->size, sizeof given->size, "%d-%d", w->least, w->most);
}

void matching_absent_given(const struct matching *m, int person, struct matching_given *given)
{
    const struct kind *k = m->app->model.kinds[KIND_RULE];
    *given = (struct matching_given){{arg_text("kind", k->name), arg_field(k, RULE_SORT, "absent"),
                                      arg_field(k, RULE_PERSON, m->people[person].id), arg_field(k, RULE_ROUND, given->size), {0}}, ""};
    snprintf(given->size, sizeof given->size, "%d", m->round);
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
