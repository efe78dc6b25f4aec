/* matching_apply.c: an accepted suggestion as one change. See matching.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "command/matching_internal.h"
#include "model/kinds.h"

/* What two to three people are, and more. */
static const char *form_of(int count)
{
    return count == 2 ? "pair" : count == 3 ? "trio" : "group";
}

static bool form_follows_size(const char *form)
{
    return !*form || strcmp(form, "pair") == 0 || strcmp(form, "trio") == 0 || strcmp(form, "group") == 0;
}

static enum status leave(struct matching *m, int person, const char *arrangement, struct error *e)
{
    struct record r;
    record_init(&r, m->app->model.kinds[KIND_PLACEMENT]);
    record_set(&r, PLACEMENT_PERSON, m->people[person].id);
    record_set(&r, PLACEMENT_ARRANGEMENT, arrangement);
    record_make_id(&r);
    enum status s = change_delete(m->app->store, r.kind, record_id(&r), e);
    record_release(&r);
    return s;
}

static enum status join(struct matching *m, int person, const char *arrangement, struct error *e)
{
    struct record r;
    record_init(&r, m->app->model.kinds[KIND_PLACEMENT]);
    record_set(&r, PLACEMENT_PERSON, m->people[person].id);
    record_set(&r, PLACEMENT_ARRANGEMENT, arrangement);
    record_set(&r, PLACEMENT_ROLE, "member");
    enum status s = change_create(m->app->store, &r, e);
    record_release(&r);
    return s;
}

static bool stays(const struct matching *m, int person, const struct suggested *g)
{
    return g->round == 0 && g->table != MATCHING_NONE && m->people[person].table == g->table;
}

static bool is_in(const struct suggested *g, int person)
{
    for (int i = 0; i < g->count; i++)
        if (g->people[i] == person)
            return true;
    return false;
}

/* Whether the person loses their place: they go elsewhere, or others take all of it over. */
static bool gives_way(const struct matching *m, const struct suggestion *s, int person)
{
    int table = m->people[person].table;
    for (int i = 0; i < s->count; i++) {
        const struct suggested *g = &s->groups[i];
        if (!g->accepted || g->round > 0)
            continue;
        bool in = is_in(g, person);
        if ((in && !stays(m, person, g)) || (!in && g->changed && g->table == table))
            return true;
    }
    return false;
}

/* Everybody who gives way leaves first, so that nobody is in two places. */
static enum status leave_tables(struct matching *m, const struct suggestion *s, int *left, struct error *e)
{
    enum status status = OK;
    for (int person = 0; person < m->count && status == OK; person++) {
        int table = m->people[person].table;
        if (table == MATCHING_NONE || m->tables[table].fixed || !gives_way(m, s, person))
            continue;
        left[table]++;
        status = leave(m, person, m->tables[table].id, e);
    }
    return status;
}

/* "Pair 3": the next number that no pair of the alliance has. */
static void next_name(struct matching *m, const char *form, int *number, struct buf *out)
{
    const struct field *f = &m->app->model.kinds[KIND_ARRANGEMENT]->fields[ARRANGEMENT_FORM];
    char id[ID_SIZE];
    do {
        buf_clear(out);
        buf_addf(out, "%s %d", field_choice_label(f, form), ++*number);
    } while (store_resolve(m->app->store, m->app->model.kinds[KIND_ARRANGEMENT], buf_str(out), m->app->alliance, id, NULL) != ERR_NOT_FOUND);
}

static enum status make_table(struct matching *m, const struct suggested *g, int *number, char id[ID_SIZE], struct error *e)
{
    struct record r;
    struct buf name = BUF_INIT;
    char round[16];
    snprintf(round, sizeof round, "%d", m->round + g->round);
    next_name(m, form_of(g->count), number, &name);
    record_init(&r, m->app->model.kinds[KIND_ARRANGEMENT]);
    record_set(&r, ARRANGEMENT_NAME, buf_str(&name));
    record_set(&r, ARRANGEMENT_ALLIANCE, m->app->alliance);
    record_set(&r, ARRANGEMENT_FORM, form_of(g->count));
    record_set(&r, ARRANGEMENT_CHALLENGE, g->challenge);
    record_set(&r, ARRANGEMENT_ROUND, round);
    record_set(&r, ARRANGEMENT_STATUS, "pending");
    enum status s = change_create(m->app->store, &r, e);
    if (s == OK)
        memcpy(id, record_id(&r), ID_SIZE);
    record_release(&r);
    buf_release(&name);
    return s;
}

/* One that goes on: its form follows its size, and it is pending until it is published. */
static enum status renew_table(struct matching *m, const struct suggested *g, struct error *e)
{
    const struct kind *k = m->app->model.kinds[KIND_ARRANGEMENT];
    const struct matching_table *t = &m->tables[g->table];
    enum status s = OK;
    if (form_follows_size(t->form))
        s = change_set(m->app->store, k, t->id, ARRANGEMENT_FORM, form_of(g->count), e);
    if (s == OK && !*t->challenge && *g->challenge)
        s = change_set(m->app->store, k, t->id, ARRANGEMENT_CHALLENGE, g->challenge, e);
    return s == OK ? change_set(m->app->store, k, t->id, ARRANGEMENT_STATUS, "pending", e) : s;
}

static enum status seat(struct matching *m, const struct suggested *g, int *number, int *left, struct error *e)
{
    char id[ID_SIZE];
    enum status s = g->table == MATCHING_NONE ? make_table(m, g, number, id, e) : renew_table(m, g, e);
    if (g->table != MATCHING_NONE) {
        memcpy(id, m->tables[g->table].id, sizeof id);
        left[g->table] = -1; /* it goes on */
    }
    for (int i = 0; i < g->count && s == OK; i++)
        if (!stays(m, g->people[i], g))
            s = join(m, g->people[i], id, e);
    return s;
}

/* A pair or group that everybody has left is gone, unless something was noted about it. */
static enum status clear_empty(struct matching *m, const int *left, struct error *e)
{
    const struct kind *k = m->app->model.kinds[KIND_ARRANGEMENT];
    enum status s = OK;
    for (int t = 0; t < m->table_count && s == OK; t++) {
        struct record r;
        if (left[t] <= 0 || left[t] < m->tables[t].count)
            continue;
        s = store_get(m->app->store, k, m->tables[t].id, &r, e);
        if (s != OK)
            break;
        bool noted = record_has(&r, ARRANGEMENT_NOTES);
        record_release(&r);
        if (!noted)
            s = change_delete(m->app->store, k, m->tables[t].id, e);
    }
    return s;
}

enum status matching_apply(struct matching *m, const struct suggestion *suggestion, struct error *e)
{
    struct buf label = BUF_INIT;
    int number = 0;
    int *left = arena_alloc(suggestion->arena, ((size_t)m->table_count + 1) * sizeof *left);
    buf_addf(&label, _("Match round %d"), m->round);
    enum status s = change_begin(m->app->store, buf_str(&label), e);
    buf_release(&label);
    if (s != OK)
        return s;
    s = leave_tables(m, suggestion, left, e);
    for (int i = 0; i < suggestion->count && s == OK; i++)
        if (suggestion->groups[i].accepted && suggestion->groups[i].changed)
            s = seat(m, &suggestion->groups[i], &number, left, e);
        else if (suggestion->groups[i].table != MATCHING_NONE)
            left[suggestion->groups[i].table] = -1;
    if (s == OK)
        s = clear_empty(m, left, e);
    return change_end(m->app->store, s, e);
}
