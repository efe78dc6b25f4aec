/* weave_people.c: tables by person and by place: rounds side by side, giving and receiving, who waits. See weave.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "round/balance.h"
#include "round/readiness.h"
#include "sheet/weave.h"

enum { ROUNDS = WEAVE_COLUMNS - 2 }; /* besides the name and how many were met */

static const char *name_of(const struct weave *w, int person)
{
    struct buf name = BUF_INIT;
    handout_name(&w->sheet, person, &name);
    const char *text = weave_text(w, buf_str(&name));
    buf_release(&name);
    return text;
}

static struct weave_row *person_row(struct weave *w, struct weave_table *t, int person)
{
    struct weave_row *row = weave_row(t, w->sheet.m.app->model.kinds[KIND_PERSON], w->sheet.m.people[person].id);
    row->cells[0] = name_of(w, person);
    return row;
}

/* ---- rounds ---- */

static int ascending(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* The last rounds that have a pair or group; returns how many. *earlier: whether there are more. */
static int last_rounds(const struct weave *w, int rounds[ROUNDS], bool *earlier)
{
    const struct handout *s = &w->sheet;
    int *all = xcalloc(s->gathering_count + 1, sizeof *all), count = 0, kept = 0;
    for (size_t i = 0; i < s->gathering_count; i++)
        if (handout_counts(s, &s->gatherings[i]) && s->gatherings[i].count > 0)
            all[count++] = s->gatherings[i].round;
    sort_stable(all, (size_t)count, sizeof *all, ascending);
    for (int i = count - 1; i >= 0 && kept < ROUNDS; i--)
        if (i == count - 1 || all[i] != all[i + 1])
            rounds[kept++] = all[i];
    sort_stable(rounds, (size_t)kept, sizeof *rounds, ascending);
    *earlier = kept > 0 && all[0] < rounds[0];
    free(all);
    return kept;
}

/* Whether two were together before that round. */
static bool met_before(const struct weave *w, int a, int b, int round)
{
    const struct meeting *both = weave_meeting(w, a, b);
    return both->times > 1 && both->first < round;
}

/* "Barasa, +Ouma": with whom the person is in that round; + says that they met before. Returns how many met again. */
static int company(const struct weave *w, int person, int round, struct buf *out)
{
    const struct handout *s = &w->sheet;
    int again = 0;
    for (size_t g = 0; g < s->gathering_count; g++) {
        const struct gathering *one = &s->gatherings[g];
        bool here = false;
        for (int i = 0; i < one->count && one->round == round && handout_counts(s, one); i++)
            here |= one->people[i] == person;
        for (int i = 0; i < one->count && here; i++) {
            if (one->people[i] == person)
                continue;
            bool met = met_before(w, person, one->people[i], round);
            buf_addf(out, "%s%s", out->len ? ", " : "", met ? "+" : "");
            matching_called(&s->m, one->people[i], out);
            again += met;
        }
    }
    return again;
}

void weave_rounds(struct weave *w, struct weave_table *t)
{
    bool earlier;
    int rounds[ROUNDS], count = last_rounds(w, rounds, &earlier);
    t->title = _("Rounds");
    struct buf about = BUF_INIT;
    buf_adds(&about, _("With whom each person is, round by round; + they have met before."));
    if (earlier)
        buf_addf(&about, _(" The last %d rounds; earlier ones are told of each person."), count);
    t->about = weave_keep(w, &about);
    t->empty = _("Nobody has been put together with anybody yet.");
    t->columns[t->column_count++].title = w->sheet.m.app->model.kinds[KIND_PERSON]->label;
    t->columns[t->column_count++] = (struct weave_column){.title = _("Met"), .right = true};
    for (int i = 0; i < count; i++) {
        struct buf head = BUF_INIT;
        buf_addf(&head, _("Round %d"), rounds[i]);
        t->columns[t->column_count++].title = weave_keep(w, &head);
    }
    for (int i = 0; i < w->count && count > 0; i++) {
        struct weave_row *row = person_row(w, t, w->people[i]);
        struct buf detail = BUF_INIT;
        row->cells[1] = weave_number(w, weave_met(w, w->people[i]));
        for (int r = 0; r < count; r++) {
            struct buf names = BUF_INIT;
            row->remark |= company(w, w->people[i], rounds[r], &names) > 0;
            row->cells[2 + r] = weave_keep(w, &names);
        }
        weave_tell_rounds(w, w->people[i], &detail);
        weave_tell_unmet(w, w->people[i], 3, &detail);
        row->detail = weave_keep(w, &detail);
    }
}

/* ---- giving and receiving ---- */

/* Numbers, a remark, and a pair of scales between them: "2     <<|>>>>>   5". */
static void add_scale(const struct weave *w, struct weave_row *row, const struct balance *b)
{
    enum { MOST = 5 };
    struct buf scale = BUF_INIT;
    int takes = b->receives < MOST ? b->receives : MOST, gives = b->gives < MOST ? b->gives : MOST;
    buf_fill(&scale, ' ', (size_t)(MOST - takes));
    buf_fill(&scale, '<', (size_t)takes);
    buf_addc(&scale, '|');
    buf_fill(&scale, '>', (size_t)gives);
    row->cells[1] = weave_number(w, b->receives);
    row->cells[2] = weave_keep(w, &scale);
    row->cells[3] = weave_number(w, b->gives);
    row->cells[4] = balance_remark(b);
    row->remark = *row->cells[4];
}

/* Names of challenges of one side: "Land fees; Meters". */
static void interests(const struct weave *w, int person, int side, const char *label, struct buf *out)
{
    const struct matching *m = &w->sheet.m;
    const struct trait *t = &m->people[person].profile.interests[side];
    for (int i = 0; i < t->count; i++)
        buf_addf(out, "%s%s", i ? "; " : label, m->criteria.texts[t->items[i]]);
    buf_adds(out, t->count ? "\n" : "");
}

void weave_balance(struct weave *w, struct weave_table *t)
{
    struct handout *s = &w->sheet;
    struct balance *people = balance_people(s, balance_field(s));
    t->title = _("Balance");
    t->about = _("How many people of their pairs and groups seek or face what they offer, and the other way round. Among "
                 "equals, everybody gives and receives.");
    t->empty = _("Nobody has been put together with anybody yet.");
    const struct weave_column columns[] = {{s->m.app->model.kinds[KIND_PERSON]->label, false}, {_("receives"), true}, {"", false},
                                           {_("gives"), true}, {"", false}, {_("offers"), true}, {_("seeks"), true}};
    memcpy(t->columns, columns, sizeof columns);
    t->column_count = sizeof columns / sizeof *columns;
    for (int i = 0; i < w->count; i++) {
        int person = w->people[i];
        struct weave_row *row = person_row(w, t, person);
        struct buf detail = BUF_INIT;
        add_scale(w, row, &people[person]);
        row->cells[5] = weave_number(w, s->m.people[person].profile.interests[AS_OFFERS].count);
        row->cells[6] = weave_number(w, s->m.people[person].profile.interests[AS_SEEKS].count);
        interests(w, person, AS_OFFERS, _("Offers: "), &detail);
        interests(w, person, AS_SEEKS, _("Seeks: "), &detail);
        if (people[person].met && !people[person].receives)
            buf_adds(&detail, _("Ask what they struggle with themselves: others could give it."));
        else if (people[person].met && !people[person].gives)
            buf_adds(&detail, _("Ask what they have done well: there is always something to show."));
        row->detail = weave_keep(w, &detail);
    }
    free(people);
}

/* The people of a place who only give or only take: "Only give: Barasa". */
static void one_sided(const struct weave *w, int field, const struct balance_place *place, const struct balance *people,
                      bool givers, struct buf *out)
{
    const struct matching *m = &w->sheet.m;
    int *found = xcalloc((size_t)m->count + 1, sizeof *found), count = 0;
    for (int i = 0; i < m->count; i++)
        if (text_alike(record_get(&m->people[i].record, field), place->name) &&
            (givers ? people[i].outside_gives && !people[i].outside_receives
                    : people[i].outside_receives && !people[i].outside_gives))
            found[count++] = i;
    if (count) {
        buf_adds(out, givers ? _("Only give to others: ") : _("Only take from others: "));
        matching_names(m, found, count, out);
        buf_addc(out, '\n');
    }
    free(found);
}

void weave_places(struct weave *w, struct weave_table *t)
{
    struct handout *s = &w->sheet;
    size_t count;
    int field = balance_field(s);
    struct balance *people = balance_people(s, field);
    struct balance_place *places = balance_places(s, field, people, &count);
    t->title = _("Places");
    t->about = _("Between countries, or organisations of one country: how many people elsewhere get what they seek or face from "
                 "here, and the other way round.");
    t->empty = _("Nobody has been put together with anybody yet.");
    const struct weave_column columns[] = {{s->m.app->model.kinds[KIND_PERSON]->fields[field].label, false},
                                           {_("receives"), true}, {"", false}, {_("gives"), true}, {"", false}};
    memcpy(t->columns, columns, sizeof columns);
    t->column_count = sizeof columns / sizeof *columns;
    for (size_t i = 0; i < count; i++) {
        struct buf name = BUF_INIT, detail = BUF_INIT;
        balance_place_name(s, field, &places[i], &name);
        const struct balance between = {.met = places[i].in.met, .gives = places[i].in.gives, .receives = places[i].in.receives};
        struct weave_row *row = weave_row(t, NULL, weave_text(w, places[i].name));
        row->cells[0] = weave_keep(w, &name);
        add_scale(w, row, &between);
        one_sided(w, field, &places[i], people, true, &detail);
        one_sided(w, field, &places[i], people, false, &detail);
        row->detail = weave_keep(w, &detail);
    }
    free(places);
    free(people);
}

/* ---- who waits ---- */

void weave_waiting(struct weave *w, struct weave_table *t)
{
    static const char *const states[MATCHABLES] = {N_("now"), N_("ask first"), N_("waits")};
    const struct matching *m = &w->sheet.m;
    t->title = _("Waiting");
    struct buf about = BUF_INIT;
    buf_adds(&about, _("Who can be matched now, who should be asked first, who waits and why."));
    if (m->unread)
        buf_addf(&about, _(" %d more are not selected yet, or have left."), m->unread);
    t->about = weave_keep(w, &about);
    t->empty = _("Nobody is in this alliance yet.");
    const struct weave_column columns[] = {{m->app->model.kinds[KIND_PERSON]->label, false}, {_("Ready"), false}, {_("Left out"), true},
                                           {_("Why"), false}, {C_("heading", "Place"), false}};
    memcpy(t->columns, columns, sizeof columns);
    t->column_count = sizeof columns / sizeof *columns;
    for (int state = (int)MATCHABLES - 1; state >= 0; state--)
        for (int i = 0; i < m->count; i++) {
            const struct matching_person *p = &m->people[i];
            if ((int)readiness_state(p) != state)
                continue;
            struct weave_row *row = person_row(w, t, i);
            struct buf why = BUF_INIT, detail = BUF_INIT;
            readiness_reason(m, i, &why);
            row->cells[1] = tr(states[state]);
            row->cells[2] = p->left_out && p->readiness != WAITS_STATUS ? weave_number(w, p->left_out) : "";
            row->cells[3] = weave_keep(w, &why);
            row->cells[4] = p->table == MATCHING_NONE ? "" : m->tables[p->table].name;
            row->remark = state == MATCHABLE_WAITS;
            if (*row->cells[3])
                buf_addf(&detail, "%s.\n", row->cells[3]);
            if (p->left_out && p->readiness == READY)
                buf_adds(&detail, p->left_out > 1 ? _("Left out several times: comes first in the next suggestion.")
                                                  : _("Left out before: comes first in the next suggestion."));
            row->detail = weave_keep(w, &detail);
        }
}
