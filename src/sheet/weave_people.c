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

enum { ROUNDS = 8 }; /* that are columns: a screen has no room for more */

static struct sheet_row *person_row(struct weave *w, struct sheet *t, int person)
{
    struct sheet_row *row = sheet_add(t, w->handout.m.app->model.kinds[KIND_PERSON], w->handout.m.people[person].id);
    struct buf name = BUF_INIT;
    handout_name(&w->handout, person, &name);
    row->cells[0] = sheet_take(t, &name);
    return row;
}

static void person_column(struct weave *w, struct sheet *t)
{
    sheet_column(t, "person", w->handout.m.app->model.kinds[KIND_PERSON]->label, SHEET_PERSONAL);
}

/* Something in that cell is to be pointed out: it says what. */
static void warn(struct sheet_row *row, int column, bool remark)
{
    if (remark) {
        row->tone = TONE_WARN;
        row->toned |= 1u << column;
    }
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
    const struct handout *s = &w->handout;
    int *all = xcalloc((size_t)s->m.arrangement_count + 1, sizeof *all), count = 0, kept = 0;
    for (int i = 0; i < s->m.arrangement_count; i++)
        if (handout_counts(s, &s->m.arrangements[i]) && s->m.arrangements[i].count > 0)
            all[count++] = s->m.arrangements[i].round;
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
    const struct handout *s = &w->handout;
    int again = 0;
    for (int g = 0; g < s->m.arrangement_count; g++) {
        const struct matching_table *one = &s->m.arrangements[g];
        bool here = one->round == round && handout_counts(s, one) && matching_sits(one, person);
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

void weave_rounds(struct weave *w, struct sheet *t)
{
    bool earlier;
    int rounds[ROUNDS], count = last_rounds(w, rounds, &earlier);
    struct buf about = BUF_INIT;
    buf_adds(&about, _("With whom each person is, round by round; + they have met before."));
    if (earlier)
        buf_addf(&about, _(" The last %d rounds; earlier ones are told of each person."), count);
    sheet_begin(t, _("Rounds"), sheet_take(t, &about), _("Nobody has been put together with anybody yet."));
    person_column(w, t);
    sheet_column(t, "met", _("Met"), SHEET_NUMBER);
    for (int i = 0; i < count; i++) {
        struct buf head = BUF_INIT, name = BUF_INIT;
        buf_addf(&head, _("Round %d"), rounds[i]);
        buf_addf(&name, "round_%d", rounds[i]);
        sheet_column(t, sheet_take(t, &name), sheet_take(t, &head), SHEET_PERSONAL);
    }
    for (int i = 0; i < w->count && count > 0; i++) {
        struct sheet_row *row = person_row(w, t, w->people[i]);
        struct buf detail = BUF_INIT;
        row->cells[1] = sheet_number(t, weave_met(w, w->people[i]));
        for (int r = 0; r < count; r++) {
            struct buf names = BUF_INIT;
            warn(row, 2 + r, company(w, w->people[i], rounds[r], &names) > 0);
            row->cells[2 + r] = sheet_take(t, &names);
        }
        weave_say_rounds(w, w->people[i], &detail);
        weave_say_unmet(w, w->people[i], 3, &detail);
        sheet_fact_personal(t, row, "", buf_str(&detail));
        buf_release(&detail);
    }
}

/* ---- giving and receiving ---- */

static void scale_columns(struct sheet *t)
{
    sheet_column(t, "receives", _("receives"), SHEET_NUMBER);
    sheet_column(t, "scale", "", SHEET_DRAWN);
    sheet_column(t, "gives", _("gives"), SHEET_NUMBER);
    sheet_column(t, "remark", "", 0);
}

/* Numbers, a remark, and a pair of scales between them: "2     <<|>>>>>   5". */
static void add_scale(struct sheet *t, struct sheet_row *row, const struct balance *b)
{
    enum { MOST = 5 };
    struct buf scale = BUF_INIT;
    int takes = b->receives < MOST ? b->receives : MOST, gives = b->gives < MOST ? b->gives : MOST;
    buf_fill(&scale, ' ', (size_t)(MOST - takes));
    buf_fill(&scale, '<', (size_t)takes);
    buf_addc(&scale, '|');
    buf_fill(&scale, '>', (size_t)gives);
    row->cells[1] = sheet_number(t, b->receives);
    row->cells[2] = sheet_take(t, &scale);
    row->cells[3] = sheet_number(t, b->gives);
    row->cells[4] = balance_remark(b);
    warn(row, 4, *row->cells[4]);
}

/* Names of challenges of one side: "Land fees; Meters". */
static void interests(const struct weave *w, int person, int side, const char *label, struct buf *out)
{
    const struct matching *m = &w->handout.m;
    const struct trait *named = &m->people[person].profile.interests[side];
    for (int i = 0; i < named->count; i++)
        buf_addf(out, "%s%s", i ? "; " : label, m->criteria.texts[named->items[i]]);
    buf_adds(out, named->count ? "\n" : "");
}

void weave_balance(struct weave *w, struct sheet *t)
{
    struct handout *s = &w->handout;
    struct balance *people = balance_people(s, balance_field(s));
    sheet_begin(t, _("Balance"), _("How many people of their pairs and groups seek or face what they offer, and the other way round. Among "
                 "equals, everybody gives and receives."),
                _("Nobody has been put together with anybody yet."));
    person_column(w, t);
    scale_columns(t);
    sheet_column(t, "offers", _("offers"), SHEET_NUMBER);
    sheet_column(t, "seeks", _("seeks"), SHEET_NUMBER);
    for (int i = 0; i < w->count; i++) {
        int person = w->people[i];
        struct sheet_row *row = person_row(w, t, person);
        struct buf detail = BUF_INIT;
        add_scale(t, row, &people[person]);
        row->cells[5] = sheet_number(t, s->m.people[person].profile.interests[AS_OFFERS].count);
        row->cells[6] = sheet_number(t, s->m.people[person].profile.interests[AS_SEEKS].count);
        interests(w, person, AS_OFFERS, _("Offers: "), &detail);
        interests(w, person, AS_SEEKS, _("Seeks: "), &detail);
        if (people[person].met && !people[person].receives)
            buf_adds(&detail, _("Ask what they struggle with themselves: others could give it."));
        else if (people[person].met && !people[person].gives)
            buf_adds(&detail, _("Ask what they have done well: there is always something to show."));
        sheet_fact_personal(t, row, "", buf_str(&detail));
        buf_release(&detail);
    }
    free(people);
}

/* The people of a place who only give or only take: "Only give: Barasa". */
static void one_sided(const struct weave *w, int field, const struct balance_place *place, const struct balance *people,
                      bool givers, struct buf *out)
{
    const struct matching *m = &w->handout.m;
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

void weave_places(struct weave *w, struct sheet *t)
{
    struct handout *s = &w->handout;
    size_t count;
    int field = balance_field(s);
    struct balance *people = balance_people(s, field);
    struct balance_place *places = balance_places(s, field, people, &count);
    sheet_begin(t, _("Places"), _("Between countries, or organisations of one country: how many people elsewhere get what they seek or face from "
                 "here, and the other way round."),
                _("Nobody has been put together with anybody yet."));
    sheet_column(t, "place", s->m.app->model.kinds[KIND_PERSON]->fields[field].label, 0);
    scale_columns(t);
    for (size_t i = 0; i < count; i++) {
        struct buf name = BUF_INIT, detail = BUF_INIT;
        balance_place_name(s, field, &places[i], &name);
        const struct balance between = {.met = places[i].in.met, .gives = places[i].in.gives, .receives = places[i].in.receives};
        struct sheet_row *row = sheet_add(t, NULL, places[i].name);
        row->cells[0] = sheet_take(t, &name);
        add_scale(t, row, &between);
        one_sided(w, field, &places[i], people, true, &detail);
        one_sided(w, field, &places[i], people, false, &detail);
        sheet_fact_personal(t, row, "", buf_str(&detail));
        buf_release(&detail);
    }
    free(places);
    free(people);
}

/* ---- who waits ---- */

void weave_waiting(struct weave *w, struct sheet *t)
{
    static const char *const states[MATCHABLES] = {N_("now"), N_("ask first"), N_("waits")};
    const struct matching *m = &w->handout.m;
    struct buf about = BUF_INIT;
    buf_adds(&about, _("Who can be matched now, who should be asked first, who waits and why."));
    if (m->unread)
        buf_addf(&about, _(" %d more are not selected yet, or have left."), m->unread);
    sheet_begin(t, _("Waiting"), sheet_take(t, &about),
                _("Nobody is in this alliance yet."));
    person_column(w, t);
    sheet_column(t, "ready", _("Ready"), 0);
    sheet_column(t, "left_out", _("Left out"), SHEET_NUMBER);
    sheet_column(t, "why", _("Why"), 0);
    sheet_column(t, "place", C_("heading", "Place"), 0);
    for (int state = (int)MATCHABLES - 1; state >= 0; state--)
        for (int i = 0; i < m->count; i++) {
            const struct matching_person *p = &m->people[i];
            if ((int)readiness_state(p) != state)
                continue;
            struct sheet_row *row = person_row(w, t, i);
            struct buf why = BUF_INIT, detail = BUF_INIT;
            readiness_reason(m, i, &why);
            row->cells[1] = tr(states[state]);
            row->cells[2] = p->left_out && p->readiness != WAITS_STATUS ? sheet_number(t, p->left_out) : "";
            row->cells[3] = sheet_take(t, &why);
            row->cells[4] = p->table == MATCHING_NONE ? "" : m->tables[p->table]->name;
            warn(row, 1, state == MATCHABLE_WAITS);
            if (*row->cells[3])
                buf_addf(&detail, "%s.\n", row->cells[3]);
            if (p->left_out && p->readiness == READY)
                buf_adds(&detail, p->left_out > 1 ? _("Left out several times: comes first in the next suggestion.")
                                                  : _("Left out before: comes first in the next suggestion."));
            sheet_fact_personal(t, row, "", buf_str(&detail));
        buf_release(&detail);
        }
}
