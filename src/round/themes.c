/* themes.c: see themes.h. */
#include "round/themes.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "round/readiness.h"

static bool take_theme(void *data, const struct record *r)
{
    struct themes *t = data;
    struct arena *arena = t->sheet->m.arena;
    const char *name = record_get(r, CHALLENGE_NAME), *id = record_id(r);
    GROW(t->list, t->count + 1, t->room);
    t->list[t->count++] =
        (struct theme){.name = arena_text(arena, name, strlen(name)), .id = arena_text(arena, id, strlen(id))};
    return true;
}

/* The challenge's number among the texts of the criteria; false if nobody has it. */
static bool number_of(const struct matching *m, const char *name, uint32_t *number)
{
    struct buf folded = BUF_INIT;
    text_fold(&folded, name, strlen(name));
    uintptr_t known = (uintptr_t)dict_get(&m->criteria.numbers, buf_str(&folded));
    buf_release(&folded);
    *number = (uint32_t)known - 1;
    return known > 0;
}

/* How pressing the person finds the item; 0: it is none of theirs. */
static int pressing(const struct trait *t, uint32_t item)
{
    for (int i = 0; i < t->count; i++)
        if (t->items[i] == item)
            return t->pressing[i];
    return 0;
}

static bool was_served(const struct handout *s, int person, const char *challenge)
{
    for (int i = 0; i < s->m.arrangement_count; i++)
        if (strcmp(s->m.arrangements[i].challenge_id, challenge) == 0 && matching_sits(&s->m.arrangements[i], person))
            return true;
    return false;
}

/* How pressing the person finds a challenge that they want; 0: they do not. */
static int wants(const struct matching *m, uint32_t item, int person)
{
    const struct trait *interests = m->people[person].profile.interests;
    int seeks = pressing(&interests[AS_SEEKS], item);
    return seeks ? seeks : m->demand_faces ? pressing(&interests[AS_FACES], item) : 0;
}

static void count_person(const struct themes *themes, struct theme *t, uint32_t item, int person)
{
    const struct matching *m = &themes->sheet->m;
    const struct matching_person *p = &m->people[person];
    const struct trait *interests = p->profile.interests;
    int wanted = wants(m, item, person);
    t->seeks += pressing(&interests[AS_SEEKS], item) > 0;
    t->faces += pressing(&interests[AS_FACES], item) > 0;
    if (trait_has(&interests[AS_OFFERS], item)) {
        t->offers++;
        t->seats += p->readiness != READY ? 0 : p->capacity < 0 ? 1 : p->capacity;
    }
    if (wanted && !was_served(themes->sheet, person, t->id)) {
        t->waiting++;
        t->pressure += wanted;
    }
}

/* The most pressing first; among equals those with the fewest seats. */
static int by_pressure(const void *a, const void *b)
{
    const struct theme *x = a, *y = b;
    if (x->pressure != y->pressure)
        return x->pressure < y->pressure ? 1 : -1;
    if (x->seats != y->seats)
        return x->seats > y->seats ? 1 : -1;
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->id, y->id); /* two of one name: the same order with every C library */
}

enum status themes_init(struct themes *t, struct handout *sheet, struct error *e)
{
    *t = (struct themes){.sheet = sheet};
    struct matching *m = &sheet->m;
    struct app *app = m->app;
    enum status s =
        store_each(app->store, app->model.kinds[KIND_CHALLENGE], CHALLENGE_ALLIANCE, app->alliance, take_theme, t, e);
    t->here = arena_alloc(m->arena, (size_t)m->count + 1);
    for (int i = 0; i < m->count && s == OK; i++) {
        struct record r;
        t->here[i] = readiness_membership(m, i, &r);
        if (!t->here[i])
            continue;
        t->here[i] = !RECORD_IS(&r, MEMBERSHIP_STATUS, LEFT);
        record_release(&r);
    }
    for (size_t i = 0; i < t->count; i++) {
        uint32_t item;
        for (int p = 0; number_of(m, t->list[i].name, &item) && p < m->count; p++)
            if (t->here[p])
                count_person(t, &t->list[i], item, p);
    }
    if (t->count)
        sort_stable(t->list, t->count, sizeof *t->list, by_pressure);
    return s;
}

void themes_release(struct themes *t)
{
    free(t->list);
    *t = (struct themes){0};
}

bool theme_waits(const struct themes *t, const struct theme *theme, int person)
{
    const struct matching *m = &t->sheet->m;
    uint32_t item;
    return t->here[person] && number_of(m, theme->name, &item) && wants(m, item, person) &&
           !was_served(t->sheet, person, theme->id);
}

bool theme_offers(const struct themes *t, const struct theme *theme, int person)
{
    const struct matching *m = &t->sheet->m;
    uint32_t item;
    return t->here[person] && number_of(m, theme->name, &item) && trait_has(&m->people[person].profile.interests[AS_OFFERS], item);
}
