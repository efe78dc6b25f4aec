#include "round/handout.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/facts.h"
#include "model/kinds.h"

/* ---- reading ---- */

struct gatherer {
    struct handout *sheet;
    struct gathering *at;
};

static bool take_member(void *data, const struct record *r)
{
    struct gatherer *g = data;
    int person = matching_person(&g->sheet->m, record_get(r, PLACEMENT_PERSON));
    if (person == MATCHING_NONE)
        return true;
    if (g->at->count == g->at->cap)
        g->at->people =
            xrealloc(g->at->people, (size_t)(g->at->cap = g->at->cap ? 2 * g->at->cap : 4) * sizeof *g->at->people);
    g->at->people[g->at->count++] = person;
    return true;
}

static bool take_gathering(void *data, const struct record *r)
{
    struct handout *s = ((struct gatherer *)data)->sheet;
    const char *round = record_get(r, ARRANGEMENT_ROUND);
    GROW(s->gatherings, s->gathering_count + 1, s->room);
    struct gathering *one = &s->gatherings[s->gathering_count++];
    *one = (struct gathering){.round = *round ? atoi(round) : 1};
    one->beside = arrangement_is_beside(r);
    snprintf(one->id, sizeof one->id, "%s", record_id(r));
    snprintf(one->challenge, sizeof one->challenge, "%s", record_get(r, ARRANGEMENT_CHALLENGE));
    return true;
}

static enum status read_gatherings(struct handout *s, struct error *e)
{
    struct app *app = s->m.app;
    struct gatherer g = {.sheet = s};
    enum status status = store_each(app->store, app->model.kinds[KIND_ARRANGEMENT], ARRANGEMENT_ALLIANCE, app->alliance,
                                    take_gathering, &g, e);
    for (size_t i = 0; i < s->gathering_count && status == OK; i++) {
        g.at = &s->gatherings[i];
        status = store_each(app->store, app->model.kinds[KIND_PLACEMENT], PLACEMENT_ARRANGEMENT, g.at->id, take_member,
                            &g, e);
    }
    return status;
}

enum status handout_init(struct handout *s, struct app *app, int round, enum handout_names names, struct error *e)
{
    *s = (struct handout){.names = names, .one_round = round > 0};
    enum status status = matching_read(&s->m, app, round, e);
    if (status == OK)
        status = read_gatherings(s, e);
    if (viewer_audience(app->viewer) == AUDIENCE_PUBLIC)
        s->names = NAMES_NUMBERS; /* anybody may read it */
    s->m.masked = s->names == NAMES_NUMBERS;
    return status;
}

void handout_release(struct handout *s)
{
    for (size_t i = 0; i < s->gathering_count; i++)
        free(s->gatherings[i].people);
    free(s->gatherings);
    if (s->m.arena)
        matching_release(&s->m);
    *s = (struct handout){0};
}

/* ---- who and what may be shown ---- */

bool handout_counts(const struct handout *s, const struct gathering *g)
{
    return !g->beside && (!s->one_round || g->round == s->m.round);
}

int handout_absent(const struct handout *s, const struct matching_table *t)
{
    return viewer_absent(s->m.app->viewer, t->id);
}

void handout_name(const struct handout *s, int person, struct buf *out)
{
    if (s->names == NAMES_FULL)
        buf_adds(out, s->m.people[person].name);
    else
        matching_called(&s->m, person, out);
}
