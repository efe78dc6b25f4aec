/* weave.c: reading, meetings, and what is said of them. See weave.h. */
#include "sheet/weave.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "model/kinds.h"

enum status weave_init(struct weave *w, struct app *app, int round, bool masked, struct error *e)
{
    *w = (struct weave){0};
    enum status status =
        handout_init(&w->handout, app, round, masked ? NAMES_NUMBERS : NAMES_FULL, e);
    if (status != OK)
        return status;
    w->meetings = meetings_of(&w->handout);
    w->people = xcalloc((size_t)w->handout.m.count + 1, sizeof *w->people);
    for (int i = 0; i < w->handout.m.count; i++)
        if (meetings_count(&w->handout, w->meetings, i))
            w->people[w->count++] = i;
    return OK;
}

void weave_release(struct weave *w)
{
    for (size_t i = 0; i < WEAVE_TABLES; i++)
        sheet_release(&w->sheets[i]);
    free(w->people);
    free(w->meetings);
    handout_release(&w->handout);
    *w = (struct weave){0};
}

/* ---- meetings ---- */

const struct meeting *weave_meeting(const struct weave *w, int a, int b)
{
    return &w->meetings[(size_t)a * (size_t)w->handout.m.count + (size_t)b];
}

int weave_met(const struct weave *w, int person)
{
    return meetings_met(&w->handout, w->meetings, person);
}

static int by_round(const void *a, const void *b)
{
    const struct matching_table *x = *(const struct matching_table *const *)a, *y = *(const struct matching_table *const *)b;
    return x->round != y->round ? (x->round > y->round) - (x->round < y->round) : strcmp(x->id, y->id);
}

/* The pairs and groups that hold the person and `with` (MATCHING_NONE: anybody), by round. The caller frees. */
static const struct matching_table **gatherings_of(const struct weave *w, int person, int with, size_t *count)
{
    const struct handout *s = &w->handout;
    const struct matching_table **found = xcalloc((size_t)s->m.arrangement_count + 1, sizeof *found);
    *count = 0;
    for (int i = 0; i < s->m.arrangement_count; i++) {
        const struct matching_table *g = &s->m.arrangements[i];
        if (handout_counts(s, g) && matching_sits(g, person) && (with == MATCHING_NONE || matching_sits(g, with)))
            found[(*count)++] = g;
    }
    sort_stable(found, *count, sizeof *found, by_round);
    return found;
}

void weave_say_rounds(const struct weave *w, int person, struct buf *out)
{
    const struct matching *m = &w->handout.m;
    size_t count;
    const struct matching_table **found = gatherings_of(w, person, MATCHING_NONE, &count);
    for (size_t i = 0; i < count; i++) {
        struct buf title = BUF_INIT, names = BUF_INIT;
        int *others = xcalloc((size_t)found[i]->count, sizeof *others), n = 0;
        for (int p = 0; p < found[i]->count; p++)
            if (found[i]->people[p] != person)
                others[n++] = found[i]->people[p];
        store_title(m->app->store, m->app->model.kinds[KIND_ARRANGEMENT], found[i]->id, &title);
        matching_names(m, others, n, &names);
        if (n > 0)
            buf_addf(out, _("Round %d, %s: with %s"), found[i]->round, buf_str(&title), buf_str(&names));
        else
            buf_addf(out, _("Round %d, %s: alone"), found[i]->round, buf_str(&title));
        buf_addc(out, '\n');
        free(others);
        buf_release(&title);
        buf_release(&names);
    }
    free(found);
}

void weave_say_pair(const struct weave *w, int a, int b, struct buf *out)
{
    const struct matching *m = &w->handout.m;
    size_t count;
    const struct matching_table **found = gatherings_of(w, a, b, &count);
    if (count == 0)
        buf_adds(out, w->handout.one_round ? _("Not together in this round.") : _("Not together yet."));
    for (size_t i = 0; i < count; i++) {
        struct buf title = BUF_INIT;
        store_title(m->app->store, m->app->model.kinds[KIND_ARRANGEMENT], found[i]->id, &title);
        buf_adds(out, i ? "; " : _("Together in "));
        buf_addf(out, _("round %d, %s"), found[i]->round, buf_str(&title));
        buf_release(&title);
    }
    buf_adds(out, count ? ". " : " ");
    buf_addf(out, _("Fit %d of 100."), matching_fit(m, matching_score(m, a, b), 2));
    buf_addc(out, '\n');
    free(found);
}

void weave_say_unmet(const struct weave *w, int person, int most, struct buf *out)
{
    const struct matching *m = &w->handout.m;
    bool *said = xcalloc((size_t)m->count + 1, sizeof *said);
    int unmet = 0, shown = 0;
    for (int i = 0; i < w->count; i++)
        unmet += w->people[i] != person && !weave_meeting(w, person, w->people[i])->times;
    for (; shown < most && shown < unmet; shown++) {
        int best = MATCHING_NONE;
        for (int i = 0; i < w->count; i++) {
            int other = w->people[i];
            if (other != person && !said[other] && !weave_meeting(w, person, other)->times &&
                (best == MATCHING_NONE || matching_score(m, person, other) > matching_score(m, person, best)))
                best = other;
        }
        said[best] = true;
        buf_adds(out, shown ? ", " : _("Not met yet, the best fit first: "));
        matching_called(m, best, out);
        buf_addf(out, " (%d)", matching_fit(m, matching_score(m, person, best), 2));
    }
    if (unmet > shown)
        buf_addf(out, _(" and %d more"), unmet - shown);
    buf_adds(out, unmet ? "\n" : "");
    free(said);
}

/* ---- sheets ---- */

static void (*const makers[WEAVE_TABLES])(struct weave *, struct sheet *) = {
    [WEAVE_ROUNDS] = weave_rounds, [WEAVE_BALANCE] = weave_balance, [WEAVE_PLACES] = weave_places,
    [WEAVE_MIX] = weave_mix,       [WEAVE_WAITING] = weave_waiting, [WEAVE_THEMES] = weave_themes,
};

struct sheet *weave_sheet(struct weave *w, enum weave_look look)
{
    struct sheet *t = &w->sheets[look];
    if (!t->title) {
        sheet_init(t, w->handout.m.app);
        makers[look](w, t);
    }
    return t;
}

static void free_weave(struct sheet *s)
{
    weave_release(s->data);
    free(s->data);
}

enum status weave_look(struct sheet *s, enum weave_look look, const struct sheet_query *query, struct error *e)
{
    struct weave *w = xcalloc(1, sizeof *w);
    s->data = w; /* its texts are in the rows */
    s->release = free_weave;
    enum status status = weave_init(w, s->app, query->round, query->masked, e);
    if (status == OK)
        makers[look](w, s);
    return status;
}
