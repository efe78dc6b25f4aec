/* apply.c: an accepted suggestion as one change. See matching.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "command/match/apply.h"
#include "command/match/arrangement.h"
#include "model/kinds.h"
#include "round/internal.h"

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

/* What stood: as it was, how many have left it without others taking it over, and the places of those who left. */
struct standing {
    struct arrangement_before *before;
    int *left;
    struct record *places; /* by person; empty for who stays or had none */
};

/* Everybody who gives way leaves first, so that nobody is in two places. */
static enum status leave_tables(struct matching *m, const struct suggestion *s, struct standing *st, struct error *e)
{
    enum status status = OK;
    for (int person = 0; person < m->count && status == OK; person++) {
        int table = m->people[person].table;
        if (table == MATCHING_NONE || m->tables[table]->fixed || !gives_way(m, s, person))
            continue;
        st->left[table]++;
        status = arrangement_leave(m->app, m->tables[table]->id, m->people[person].id, &st->places[person], e);
    }
    return status;
}

static enum status make_table(struct matching *m, const struct suggested *g, int *number, char id[ID_SIZE], struct error *e)
{
    struct record r;
    struct buf name = BUF_INIT;
    char round[16];
    const char *form = arrangement_form(g->count);
    snprintf(round, sizeof round, "%d", m->round + g->round);
    arrangement_number(m->app, form, number, &name);
    record_init(&r, m->app->model.kinds[KIND_ARRANGEMENT]);
    record_set(&r, ARRANGEMENT_NAME, buf_str(&name));
    record_set(&r, ARRANGEMENT_ALLIANCE, m->app->alliance);
    record_set(&r, ARRANGEMENT_FORM, form);
    record_set(&r, ARRANGEMENT_ROUND, round);
    record_set(&r, ARRANGEMENT_STATUS, ARRANGEMENT_STATUS_PENDING);
    enum status s = change_create(m->app->store, &r, e);
    if (s == OK)
        memcpy(id, record_id(&r), ID_SIZE);
    record_release(&r);
    buf_release(&name);
    return s;
}

/* The group takes its seats: where most of its people are, or in a new arrangement. */
static enum status seat(struct matching *m, const struct suggested *g, int *number, const struct standing *st, struct error *e)
{
    struct arrangement_before fresh = {0}, *before = &fresh;
    bool again;
    enum status s = OK;
    if (g->table != MATCHING_NONE) {
        before = &st->before[g->table];
    } else {
        s = make_table(m, g, number, fresh.id, e);
    }
    for (int i = 0; i < g->count && s == OK; i++)
        if (!stays(m, g->people[i], g))
            s = arrangement_join(m->app, before->id, m->people[g->people[i]].id, PLACEMENT_ROLE_MEMBER,
                                 &st->places[g->people[i]], e);
    return s == OK ? arrangement_follow(m->app, before, true, &again, e) : s;
}

static enum status look_at_tables(struct matching *m, struct standing *st, struct error *e)
{
    enum status s = OK;
    for (int t = 0; t < m->table_count && s == OK; t++)
        if (!m->tables[t]->fixed)
            s = arrangement_look(m->app, m->tables[t]->id, &st->before[t], e);
    return s;
}

/* One that everybody has left is gone, unless somebody named it or noted something about it. */
static enum status clear_empty(struct matching *m, const struct matching_table *t, struct error *e)
{
    const struct kind *k = m->app->model.kinds[KIND_ARRANGEMENT];
    struct record r;
    enum status s = store_get(m->app->store, k, t->id, &r, e);
    if (s != OK)
        return s;
    bool own = record_has(&r, ARRANGEMENT_NOTES) || record_has(&r, ARRANGEMENT_CONTEXT) || !arrangement_numbered(m->app, t->form, t->name);
    record_release(&r);
    return own ? OK : change_delete(m->app->store, k, t->id, e);
}

/* One that lost people to others. Whoever is left alone is back in the pool. */
static enum status settle_left(struct matching *m, const struct suggestion *suggestion, int t, const struct standing *st,
                               struct error *e)
{
    const struct matching_table *table = m->tables[t];
    int stay = table->count - st->left[t];
    enum status s = OK;
    bool again;
    if (stay > 1)
        return arrangement_follow(m->app, &st->before[t], false, &again, e);
    for (int i = 0; i < table->count && s == OK && stay == 1; i++) {
        struct record place = {0};
        if (m->people[table->people[i]].table != t || !gives_way(m, suggestion, table->people[i]))
            s = arrangement_leave(m->app, table->id, m->people[table->people[i]].id, &place, e);
        record_release(&place);
    }
    return s == OK ? clear_empty(m, table, e) : s;
}

static enum status seat_all(struct matching *m, const struct suggestion *suggestion, struct standing *st, struct error *e)
{
    int number = 0;
    enum status s = leave_tables(m, suggestion, st, e);
    for (int i = 0; i < suggestion->count && s == OK; i++) {
        const struct suggested *g = &suggestion->groups[i];
        if (!g->accepted || !g->changed)
            continue;
        s = seat(m, g, &number, st, e);
        if (g->table != MATCHING_NONE)
            st->left[g->table] = 0;
    }
    for (int t = 0; t < m->table_count && s == OK; t++)
        if (st->left[t] > 0)
            s = settle_left(m, suggestion, t, st, e);
    return s;
}

enum status matching_apply(struct matching *m, const struct suggestion *suggestion, struct error *e)
{
    struct buf label = BUF_INIT;
    size_t tables = (size_t)m->table_count + 1;
    struct standing st = {arena_alloc(suggestion->arena, tables * sizeof *st.before),
                          arena_alloc(suggestion->arena, tables * sizeof *st.left),
                          arena_alloc(suggestion->arena, ((size_t)m->count + 1) * sizeof *st.places)};
    buf_addf(&label, _("Match round %d"), m->round);
    enum status s = change_begin(m->app->store, buf_str(&label), e);
    buf_release(&label);
    if (s != OK)
        return s;
    s = look_at_tables(m, &st, e);
    if (s == OK)
        s = seat_all(m, suggestion, &st, e);
    for (int i = 0; i < m->count; i++)
        record_release(&st.places[i]);
    return change_end(m->app->store, s, e);
}
