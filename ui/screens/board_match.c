/* board_match.c: what the board says of numbers: how well a column fits, and what a card would gain or lose there. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "ui/screens/board.h"

void board_match_read(struct ui *ui, struct board *b)
{
    struct error e = {0};
    matching_release(&b->matching);
    b->matched = matching_read(&b->matching, ui->app, b->round.number, &e) == OK;
    b->matching.masked = ui_private(ui);
    if (!b->matched)
        ui_fail(ui, &e);
}

int *board_members(const struct board *b, const struct board_column *column, int *count)
{
    int *people = xcalloc(column->count + 1, sizeof *people);
    *count = 0;
    for (size_t i = 0; i < column->count; i++) {
        int person = b->matched ? matching_person(&b->matching, b->model.people[column->cards[i].person].id) : MATCHING_NONE;
        if (person != MATCHING_NONE)
            people[(*count)++] = person;
    }
    return people;
}

/* The fit with and without a person, who may or may not be in the column. */
static void fits(const struct board *b, const struct board_column *column, int person, int *without, int *with)
{
    int count, others = 0, *people = board_members(b, column, &count);
    for (int i = 0; i < count; i++)
        if (people[i] != person)
            people[others++] = people[i];
    int64_t sum = matching_sum(&b->matching, people, others);
    *without = matching_fit(&b->matching, sum, others);
    *with = matching_fit(&b->matching, sum + matching_gain(&b->matching, person, people, others), others + 1);
    free(people);
}

void board_fit_words(const struct board *b, const struct board_column *column, struct buf *out)
{
    struct buf broken = BUF_INIT;
    int count, *people = board_members(b, column, &count);
    if (!*column->id || !b->matched || count == 0) {
        free(people);
        return;
    }
    size_t carried = board_carried(b);
    int person = carried == BOARD_NONE ? MATCHING_NONE : matching_person(&b->matching, b->model.people[carried].id);
    if (person != MATCHING_NONE) {
        int without, with;
        bool here = strcmp(column->id, b->from) == 0;
        fits(b, column, person, &without, &with);
        if (here)
            buf_addf(out, _("Fit %d, without %d"), with, without);
        else
            buf_addf(out, _("Fit %d, with %d"), without, with);
    } else if (count > 1) {
        buf_addf(out, _("Fit %d"), matching_fit(&b->matching, matching_sum(&b->matching, people, count), count));
        if (matching_broken(&b->matching, people, count, &broken))
            buf_adds(out, _(", ! breaks a rule"));
        else if (matching_flags(&b->matching, people, count))
            buf_adds(out, " !");
    }
    buf_release(&broken);
    free(people);
}

/* The rules that are broken and what else is to be pointed out, a line each. */
void board_remarks(const struct board *b, const struct board_column *column, struct buf *out)
{
    int count, *people = board_members(b, column, &count);
    struct buf broken = BUF_INIT, flags = BUF_INIT;
    if (b->matched && *column->id) {
        if (matching_broken(&b->matching, people, count, &broken))
            buf_addf(out, _("Breaks a rule: %s\n"), buf_str(&broken));
        matching_flag_words(matching_flags(&b->matching, people, count), &flags);
        if (flags.len)
            buf_addf(out, "%s\n", buf_str(&flags));
    }
    buf_release(&broken);
    buf_release(&flags);
    free(people);
}

/* What putting the card down here would change, in a line: "Fit 45 here now, 52 with Otieno; where Otieno is, 48 becomes 51." */
void board_tell_gain(const struct board *b, size_t carried, const struct board_column *column, struct buf *out)
{
    int person = b->matched ? matching_person(&b->matching, b->model.people[carried].id) : MATCHING_NONE;
    size_t from = board_find_column(b, b->from);
    if (person == MATCHING_NONE || from == BOARD_NONE)
        return;
    int without, with;
    struct buf broken = BUF_INIT;
    int count, *people = board_members(b, column, &count);
    fits(b, column, person, &without, &with);
    if (count > 0 && *column->id)
        buf_addf(out, _(" Fit: %d now, %d with them here."), without, with);
    if (from != 0) {
        fits(b, board_column(b, from), person, &without, &with);
        buf_addf(out, _(" Where they are: %d now, %d without them."), with, without);
    }
    people[count++] = person; /* there is room for one more */
    if (*column->id && matching_broken(&b->matching, people, count, &broken))
        buf_addf(out, _(" Breaks a rule: %s."), buf_str(&broken));
    buf_release(&broken);
    free(people);
}
