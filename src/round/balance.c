/* balance.c: see balance.h. */
#include "round/balance.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"

static bool shares_any(const struct trait *a, const struct trait *b)
{
    for (int i = 0; i < a->count; i++)
        if (trait_has(b, a->items[i]))
            return true;
    return false;
}

static bool gives_to(const struct matching *m, int giver, int taker)
{
    const struct trait *offers = &m->people[giver].profile.interests[AS_OFFERS];
    const struct trait *wants = m->people[taker].profile.interests;
    return shares_any(offers, &wants[AS_SEEKS]) || shares_any(offers, &wants[AS_FACES]);
}

int balance_field(const struct handout *s)
{
    const char *first = "";
    for (int i = 0; i < s->m.count; i++) {
        const char *country = record_get(&s->m.people[i].record, PERSON_COUNTRY);
        if (*first && *country && !text_alike(first, country))
            return PERSON_COUNTRY;
        first = *first ? first : country;
    }
    return PERSON_ORGANISATION;
}

static bool same_place(const struct handout *s, int field, int a, int b)
{
    const char *x = record_get(&s->m.people[a].record, field), *y = record_get(&s->m.people[b].record, field);
    return text_alike(x, y);
}

/* What the i-th of a gathering has with all the others. */
static void add_up(const struct handout *s, const struct matching_table *g, int i, int field, struct balance *b)
{
    b->met++;
    for (int j = 0; j < g->count; j++) {
        if (j == i)
            continue;
        bool gives = gives_to(&s->m, g->people[i], g->people[j]), receives = gives_to(&s->m, g->people[j], g->people[i]),
             outside = !same_place(s, field, g->people[i], g->people[j]);
        b->gives += gives;
        b->receives += receives;
        b->outside_gives += gives && outside;
        b->outside_receives += receives && outside;
    }
}

struct balance *balance_people(const struct handout *s, int field)
{
    struct balance *people = xcalloc((size_t)s->m.count + 1, sizeof *people);
    for (int g = 0; g < s->m.arrangement_count; g++) {
        const struct matching_table *one = &s->m.arrangements[g];
        bool company = one->count + viewer_absent(s->m.app->viewer, one->id) > 1;
        for (int i = 0; i < one->count && handout_counts(s, one) && company; i++)
            add_up(s, one, i, field, &people[one->people[i]]);
    }
    return people;
}

bool balance_counts(const struct handout *s, const struct balance *people, int person)
{
    return people[person].met || s->m.people[person].readiness != WAITS_STATUS;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct balance_place *)a)->name, ((const struct balance_place *)b)->name);
}

struct balance_place *balance_places(const struct handout *s, int field, const struct balance *people, size_t *count)
{
    struct balance_place *places = xcalloc((size_t)s->m.count + 1, sizeof *places);
    *count = 0;
    for (int i = 0; i < s->m.count; i++) {
        const char *name = record_get(&s->m.people[i].record, field);
        size_t at = 0;
        if (!*name || !balance_counts(s, people, i))
            continue;
        while (at < *count && !text_alike(places[at].name, name))
            at++;
        places[at].name = name;
        *count += at == *count;
        places[at].in.met += people[i].met;
        places[at].in.gives += people[i].outside_gives;
        places[at].in.receives += people[i].outside_receives;
    }
    sort_stable(places, *count, sizeof *places, by_name);
    return places;
}

void balance_place_name(struct handout *s, int field, const struct balance_place *place, struct buf *out)
{
    const struct field *f = &s->m.app->model.kinds[KIND_PERSON]->fields[field];
    if (f->type != FIELD_REFERENCE)
        buf_adds(out, place->name);
    else
        store_title(s->m.app->store, f->reference, place->name, out);
}

const char *balance_remark(const struct balance *b)
{
    return !b->met                     ? _("in none yet")
           : !b->gives && !b->receives ? _("- neither")
           : !b->receives              ? _("> only gives")
           : !b->gives                 ? _("< only takes")
                                       : "";
}
