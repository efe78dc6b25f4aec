/* board_words.c: what the board says in words at the foot of the screen and under the heads of its columns. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "round/shared.h"
#include "ui/screens/board.h"

static const struct shared_words line_by_line = {MATCHING_NONE, "\n", true};

void board_column_shares(const struct board *b, const struct matching_table *column, struct buf *out)
{
    matching_table_shared(&b->matching, column, &line_by_line, out);
}

static void tell_person(const struct board *b, int person, struct buf *headline, struct buf *text)
{
    const struct matching_person *p = &b->matching.people[person];
    matching_full_name(&b->matching, person, headline);
    if (*p->from && !b->matching.masked)
        buf_addf(headline, ", %s", p->from);
    if (p->at_once > 0 && p->time_for >= 0)
        buf_addf(headline, _(" (in %d now, has time for %d)"), p->at_once, p->time_for);
    else if (p->time_for >= 0)
        buf_addf(headline, _(" (has time for %d)"), p->time_for);
    board_tell_waits(b, person, board_column(b, b->column), text);
    board_has_met(b, person, text);
    matching_shared(&b->matching, &person, 1, &line_by_line, text);
}

static void tell_column(const struct board *b, const struct matching_table *column, struct buf *headline, struct buf *text)
{
    buf_adds(headline, column->name);
    if (!*column->id) {
        buf_adds(text, _("Everyone who is selected or attending and has no place in this round."));
        return;
    }
    if (*column->challenge)
        buf_addf(headline, _(", on: %s"), column->challenge);
    buf_addf(headline, " (%s)", column->facts);
    if (column->place_count == 0)
        buf_adds(text, _("Nobody is here yet."));
    else {
        board_remarks(b, column, text);
        board_column_shares(b, column, text);
    }
}

/* What the carried person would share with those who are in the column. */
static void tell_preview(const struct board *b, int person, const struct matching_table *column, struct buf *text)
{
    int *people = xcalloc((size_t)column->place_count + 1, sizeof *people), n = 0;
    const struct shared_words words = {person, "; ", false};
    for (int i = 0; i < column->place_count; i++)
        if (column->places[i].person != person)
            people[n++] = column->places[i].person;
    board_tell_gain(b, person, column, text);
    if (n > 0) {
        buf_adds(text, _("With "));
        matching_few_names(&b->matching, people, n, text);
        buf_adds(text, _(": "));
    } else {
        buf_adds(text, _("Alone there: "));
    }
    people[n++] = person;
    matching_shared(&b->matching, people, n, &words, text);
    buf_addc(text, '.');
    free(people);
}

static void tell_move(const struct board *b, int person, struct buf *headline, struct buf *text)
{
    const struct matching_table *column = board_column(b, b->column);
    bool here = strcmp(column->id, b->from) == 0;
    matching_full_name(&b->matching, person, headline);
    if (here)
        buf_adds(headline, _(": Left and Right move the card"));
    else
        buf_addf(headline, _(" to %s?"), column->name);
    if (column->locked && !here)
        buf_adds(text, _("Locked: nobody is moved in or out."));
    else if (!*column->id) {
        board_tell_gain(b, person, column, text);
        buf_adds(text, _("Without a place in this round."));
    } else
        tell_preview(b, person, column, text);
}

void board_tell(const struct board *b, struct buf *headline, struct buf *text)
{
    int carried = board_carried(b);
    const struct matching_place *card = board_card(b);
    if (carried != MATCHING_NONE)
        tell_move(b, carried, headline, text);
    else if (card)
        tell_person(b, card->person, headline, text);
    else
        tell_column(b, board_column(b, b->column), headline, text);
}
