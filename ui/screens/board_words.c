/* board_words.c: what the board says in words at the foot of the screen and under the heads of its columns. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "ui/screens/board.h"

void board_column_shares(const struct ui *ui, const struct board *b, const struct board_column *column, struct buf *out)
{
    size_t *people = xcalloc(column->count + 1, sizeof *people);
    const struct board_words words = {BOARD_NONE, ui_private(ui), "\n", true};
    for (size_t i = 0; i < column->count; i++)
        people[i] = column->cards[i].person;
    board_shared(&b->model, people, column->count, &words, out);
    free(people);
}

static void tell_person(const struct ui *ui, const struct board *b, size_t person, struct buf *headline, struct buf *text)
{
    const struct board_person *p = &b->model.people[person];
    const struct board_words words = {BOARD_NONE, ui_private(ui), "\n", true};
    if (ui_private(ui)) {
        board_name(&b->model, person, true, headline);
    } else {
        buf_adds(headline, p->name);
        if (*p->from)
            buf_addf(headline, ", %s", p->from);
    }
    if (p->at_once > 0 && p->capacity >= 0)
        buf_addf(headline, _(" (in %d now, has time for %d)"), p->at_once, p->capacity);
    else if (p->capacity >= 0)
        buf_addf(headline, _(" (has time for %d)"), p->capacity);
    board_tell_waits(b, person, board_column(b, b->column), text);
    board_has_met(b, person, text);
    board_shared(&b->model, &person, 1, &words, text);
}

static void tell_column(const struct ui *ui, const struct board *b, const struct board_column *column, struct buf *headline,
                        struct buf *text)
{
    buf_adds(headline, column->name);
    if (!*column->id) {
        buf_adds(text, _("Everyone who is selected or attending and has no place in this round."));
        return;
    }
    if (*column->challenge)
        buf_addf(headline, _(", on: %s"), column->challenge);
    buf_addf(headline, " (%s)", column->facts);
    if (column->count == 0)
        buf_adds(text, _("Nobody is here yet."));
    else {
        board_remarks(b, column, text);
        board_column_shares(ui, b, column, text);
    }
}

/* What the carried person would share with those who are in the column. */
static void tell_preview(const struct ui *ui, const struct board *b, size_t person, const struct board_column *column,
                         struct buf *text)
{
    size_t *people = xcalloc(column->count + 1, sizeof *people), n = 0;
    bool masked = ui_private(ui);
    const struct board_words words = {person, masked, "; ", false};
    for (size_t i = 0; i < column->count; i++)
        if (column->cards[i].person != person)
            people[n++] = column->cards[i].person;
    board_tell_gain(b, person, column, text);
    if (n > 0) {
        buf_adds(text, _("With "));
        board_names(&b->model, people, n, masked, text);
        buf_adds(text, _(": "));
    } else {
        buf_adds(text, _("Alone there: "));
    }
    people[n++] = person;
    board_shared(&b->model, people, n, &words, text);
    buf_addc(text, '.');
    free(people);
}

static void tell_move(const struct ui *ui, const struct board *b, size_t person, struct buf *headline, struct buf *text)
{
    const struct board_column *column = board_column(b, b->column);
    bool here = strcmp(column->id, b->from) == 0;
    if (ui_private(ui))
        board_name(&b->model, person, true, headline);
    else
        buf_adds(headline, b->model.people[person].name);
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
        tell_preview(ui, b, person, column, text);
}

void board_tell(const struct ui *ui, const struct board *b, struct buf *headline, struct buf *text)
{
    size_t carried = board_carried(b);
    const struct board_card *card = board_card(b);
    if (carried != BOARD_NONE)
        tell_move(ui, b, carried, headline, text);
    else if (card)
        tell_person(ui, b, card->person, headline, text);
    else
        tell_column(ui, b, board_column(b, b->column), headline, text);
}
