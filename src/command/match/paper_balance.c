/* paper_balance.c: what each person, and each country or organisation, gives and receives (balance.h), on paper. See
 * paper.h. What somebody only could give or would like to have is told beside it. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "command/match/paper.h"
#include "model/kinds.h"
#include "round/balance.h"

enum { NAME_WIDTH = 26, NUMBER = 9 };

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

static void add_people(struct handout *s, const struct balance *people, struct buf *out)
{
    add_heads(out, s->m.app->model.kinds[KIND_PERSON]->label, true);
    for (int i = 0; i < s->m.count; i++) {
        const struct trait *interests = s->m.people[i].profile.interests;
        struct buf name = BUF_INIT;
        if (!balance_counts(s, people, i))
            continue;
        handout_name(s, i, &name);
        handout_cell(out, buf_str(&name), NAME_WIDTH - 1);
        buf_addc(out, ' ');
        add_number(out, interests[AS_OFFERS].count);
        add_number(out, interests[AS_SEEKS].count);
        add_number(out, people[i].gives);
        add_number(out, people[i].receives);
        handout_cell(out, balance_remark(&people[i]),
                     HANDOUT_WIDTH - NAME_WIDTH - 4 * NUMBER);
        handout_end_line(out);
        buf_release(&name);
    }
}

static void add_places(struct handout *s, int field, const struct balance *people, struct buf *out)
{
    size_t count;
    struct balance_place *places = balance_places(s, field, people, &count);
    add_heads(out, s->m.app->model.kinds[KIND_PERSON]->fields[field].label, false);
    for (size_t i = 0; i < count; i++) {
        struct buf name = BUF_INIT;
        balance_place_name(s, field, &places[i], &name);
        if (name.len) {
            handout_cell(out, name.s, NAME_WIDTH + 2 * NUMBER - 1);
            buf_addc(out, ' ');
            add_number(out, places[i].in.gives);
            add_number(out, places[i].in.receives);
            handout_cell(out, balance_remark(&places[i].in), HANDOUT_WIDTH - NAME_WIDTH - 4 * NUMBER);
            handout_end_line(out);
        }
        buf_release(&name);
    }
    free(places);
}

void handout_balance(struct handout *s, struct buf *out)
{
    int field = balance_field(s);
    struct balance *people = balance_people(s, field);
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
    add_people(s, people, out);
    buf_addc(out, '\n');
    handout_wrapped(out, field == PERSON_COUNTRY ? _("Between countries") : _("Between organisations"), 0,
                    HANDOUT_WIDTH);
    add_places(s, field, people, out);
    buf_release(&title);
    free(people);
}
