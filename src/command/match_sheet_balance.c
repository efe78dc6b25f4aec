/* match_sheet_balance.c: what each person, and each country or organisation, gives and receives (2018 paper, principle
 * 1: learning among equals has no teachers and no pupils). See match_sheet.h.
 *
 * A gives to B when they are in one pair or group and A offers a challenge that B seeks or faces; each such person
 * counts once a round. What somebody only could give or would like to have is told beside it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/match_sheet.h"
#include "model/kinds.h"

enum { NAME_WIDTH = 26, NUMBER = 9 };

/* By person. */
struct tally {
    int met; /* pairs and groups they are in */
    int gives, receives;
    int outside_gives, outside_receives; /* to and from people of another place */
};

struct place {
    const char *name; /* "" unknown */
    struct tally tally;
};

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

static bool counts(const struct handout *s, const struct gathering *g)
{
    return !g->beside && g->count > 1 && (!s->one_round || g->round == s->m.round);
}

/* What a place is: the country; where all are from one, the organisation. */
static int place_field(const struct handout *s)
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

static struct tally *tally_people(struct handout *s, int field)
{
    struct tally *tallies = xcalloc((size_t)s->m.count + 1, sizeof *tallies);
    for (size_t g = 0; g < s->gathering_count; g++) {
        const struct gathering *one = &s->gatherings[g];
        for (int i = 0; i < one->count && counts(s, one); i++) {
            struct tally *t = &tallies[one->people[i]];
            t->met++;
            for (int j = 0; j < one->count; j++) {
                int other = one->people[j];
                bool gives = i != j && gives_to(&s->m, one->people[i], other),
                     receives = i != j && gives_to(&s->m, other, one->people[i]),
                     outside = !same_place(s, field, one->people[i], other);
                t->gives += gives;
                t->receives += receives;
                t->outside_gives += gives && outside;
                t->outside_receives += receives && outside;
            }
        }
    }
    return tallies;
}

/* A sign and words; both directions are what is hoped for and get neither. */
static const char *remark(int met, int gives, int receives)
{
    return !met                  ? _("in none yet")
           : !gives && !receives ? _("- neither")
           : !receives           ? _("> only gives")
           : !gives              ? _("< only takes")
                                 : "";
}

static void add_number(struct buf *out, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    handout_cell(out, text, NUMBER);
}

static void add_heads(struct buf *out, const char *who, bool people)
{
    handout_cell(out, who, NAME_WIDTH);
    handout_cell(out, people ? _("offers") : "", NUMBER);
    handout_cell(out, people ? _("seeks") : "", NUMBER);
    handout_cell(out, _("gives"), NUMBER);
    handout_cell(out, _("receives"), NUMBER);
    handout_end_line(out);
}

static void add_people(struct handout *s, const struct tally *tallies, struct buf *out)
{
    add_heads(out, s->m.app->model.kinds[KIND_PERSON]->label, true);
    for (int i = 0; i < s->m.count; i++) {
        const struct trait *interests = s->m.people[i].profile.interests;
        struct buf name = BUF_INIT;
        if (!handout_shows(s, i) || (!tallies[i].met && s->m.people[i].readiness == WAITS_STATUS))
            continue;
        handout_name(s, i, &name);
        handout_cell(out, buf_str(&name), NAME_WIDTH - 1);
        buf_addc(out, ' ');
        add_number(out, interests[AS_OFFERS].count);
        add_number(out, interests[AS_SEEKS].count);
        add_number(out, tallies[i].gives);
        add_number(out, tallies[i].receives);
        handout_cell(out, remark(tallies[i].met, tallies[i].gives, tallies[i].receives),
                     HANDOUT_WIDTH - NAME_WIDTH - 4 * NUMBER);
        handout_end_line(out);
        buf_release(&name);
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct place *)a)->name, ((const struct place *)b)->name);
}

static struct place *places_of(struct handout *s, int field, const struct tally *tallies, size_t *count)
{
    struct place *places = xcalloc((size_t)s->m.count + 1, sizeof *places);
    *count = 0;
    for (int i = 0; i < s->m.count; i++) {
        const char *name = record_get(&s->m.people[i].record, field);
        size_t at = 0;
        if (!*name || (!tallies[i].met && s->m.people[i].readiness == WAITS_STATUS))
            continue;
        while (at < *count && !text_alike(places[at].name, name))
            at++;
        places[at].name = name;
        *count += at == *count;
        places[at].tally.met += tallies[i].met;
        places[at].tally.gives += tallies[i].outside_gives;
        places[at].tally.receives += tallies[i].outside_receives;
    }
    qsort(places, *count, sizeof *places, by_name);
    return places;
}

static void add_places(struct handout *s, int field, const struct tally *tallies, struct buf *out)
{
    const struct field *f = &s->m.app->model.kinds[KIND_PERSON]->fields[field];
    size_t count;
    struct place *places = places_of(s, field, tallies, &count);
    add_heads(out, f->label, false);
    for (size_t i = 0; i < count; i++) {
        struct buf name = BUF_INIT;
        if (f->type != FIELD_REFERENCE)
            buf_adds(&name, places[i].name);
        else if (handout_shows_id(s, f->reference, places[i].name))
            store_title(s->m.app->store, f->reference, places[i].name, &name);
        if (name.len) {
            handout_cell(out, name.s, NAME_WIDTH + 2 * NUMBER - 1);
            buf_addc(out, ' ');
            add_number(out, places[i].tally.gives);
            add_number(out, places[i].tally.receives);
            handout_cell(out, remark(places[i].tally.met, places[i].tally.gives, places[i].tally.receives),
                         HANDOUT_WIDTH - NAME_WIDTH - 4 * NUMBER);
            handout_end_line(out);
        }
        buf_release(&name);
    }
    free(places);
}

void handout_balance(struct handout *s, struct buf *out)
{
    int field = place_field(s);
    struct tally *tallies = tally_people(s, field);
    struct buf title = BUF_INIT;
    if (s->one_round)
        buf_addf(&title, _("Giving and receiving: round %d"), s->m.round);
    else
        buf_adds(&title, _("Giving and receiving, in all rounds"));
    handout_title(s, buf_str(&title), out);
    handout_wrapped(
        out,
        _("Gives: to how many people of their pairs and groups, who seek or face what they offer. Among equals, "
          "everybody does both: ask whoever only takes what they could show, and whoever only gives what they "
          "struggle with."),
        0, HANDOUT_WIDTH);
    buf_addc(out, '\n');
    add_people(s, tallies, out);
    buf_addc(out, '\n');
    handout_wrapped(out, field == PERSON_COUNTRY ? _("Between countries") : _("Between organisations"), 0,
                    HANDOUT_WIDTH);
    add_places(s, field, tallies, out);
    buf_release(&title);
    free(tallies);
}
