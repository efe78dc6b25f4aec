#include "app/coarse.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/kinds.h"

bool coarse_drops(const struct kind *person, int field, int step)
{
    const struct field *f = &person->fields[field];
    if (field == PERSON_COUNTRY)
        return step >= COARSE_ROW;
    if (field == PERSON_ORGANISATION)
        return step >= COARSE_PLACE;
    bool choice = (f->type == FIELD_CHOICE || f->type == FIELD_YESNO) && !(f->flags & FIELD_OWN);
    return step >= (choice ? COARSE_CHOICES : COARSE_WORDS);
}

/* What a row tells at its step, as one text. */
static void add_row(const struct viewer *v, const struct seen_person *p, struct buf *out)
{
    const struct kind *kind = v->app->model.kinds[KIND_PERSON];
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        if (p->values[i] && !coarse_drops(kind, (int)i, p->coarse))
            buf_adds(out, p->values[i]);
        buf_addc(out, '\x1f');
    }
}

static void count_rows(const struct viewer *v, struct dict *rows)
{
    struct buf row = BUF_INIT;
    for (size_t i = 0; i < v->person_count; i++) {
        if (!v->people[i].visible)
            continue;
        buf_clear(&row);
        add_row(v, &v->people[i], &row);
        dict_put(rows, row.s, (void *)((uintptr_t)dict_get(rows, row.s) + 1));
    }
    buf_release(&row);
}

/* Whoever stands at this step, and whose row too few share, goes on to the next one. Rows that enough share stay as they
 * are from then on, so earlier steps need no second look. */
static void go_on(struct viewer *v, int step)
{
    struct dict rows = {0};
    struct buf row = BUF_INIT;
    count_rows(v, &rows);
    for (size_t i = 0; i < v->person_count; i++) {
        struct seen_person *p = &v->people[i];
        if (!p->visible || p->coarse != step)
            continue;
        buf_clear(&row);
        add_row(v, p, &row);
        if ((uintptr_t)dict_get(&rows, row.s) < AUDIENCE_FEWEST)
            p->coarse++;
    }
    buf_release(&row);
    dict_release(&rows);
}

void coarse_people(struct viewer *v)
{
    bool counts = audience_matters(v, v->app->model.kinds[KIND_PERSON]);
    for (int step = COARSE_NOTHING; step < COARSE_ROW; step++)
        go_on(v, step);
    for (size_t i = 0; i < v->person_count && counts; i++) {
        v->coarsened += v->people[i].visible && v->people[i].coarse > COARSE_NOTHING && v->people[i].coarse < COARSE_ROW;
        v->counted += v->people[i].visible && v->people[i].coarse == COARSE_ROW;
    }
}
