#include "round/handout.h"

enum status handout_init(struct handout *s, struct app *app, int round, enum handout_names names, struct error *e)
{
    *s = (struct handout){.names = names, .one_round = round > 0};
    enum status status = matching_read(&s->m, app, round, e);
    if (viewer_audience(app->viewer) == AUDIENCE_PUBLIC)
        s->names = NAMES_NUMBERS; /* anybody may read it */
    s->m.masked = s->names == NAMES_NUMBERS;
    return status;
}

void handout_release(struct handout *s)
{
    if (s->m.arena)
        matching_release(&s->m);
    *s = (struct handout){0};
}

/* ---- who and what may be shown ---- */

bool handout_counts(const struct handout *s, const struct matching_table *t)
{
    return !t->beside && (!s->one_round || t->round == s->m.round);
}

int handout_absent(const struct handout *s, const struct matching_table *t)
{
    return viewer_absent(s->m.app->viewer, t->id);
}

void handout_name(const struct handout *s, int person, struct buf *out)
{
    if (s->names == NAMES_FULL)
        matching_full_name(&s->m, person, out);
    else
        matching_called(&s->m, person, out);
}
