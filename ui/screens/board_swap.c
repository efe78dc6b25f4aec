/* board_swap.c: two people change places; finding a card; publishing the round. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "command/match/apply.h"
#include "ui/ask_run.h"
#include "ui/prompt.h"
#include "ui/screens/board.h"
#include "ui/veil.h"

/* Somebody on the board, and where. */
struct place {
    int card;     /* a person */
    size_t column;
    int gain;     /* of a swap */
    bool first;   /* in the column that a carried card is over */
    bool breaks;  /* a rule, where either of the two would be then */
    bool waits;   /* a suggestion would pass them over */
};

struct places {
    struct place *list;
    size_t count;
};

/* Everybody on the board in the order of columns and cards; of locked columns only if wanted. The caller frees. */
static struct places all_places(const struct board *b, bool locked)
{
    struct places p = {0};
    size_t room = 1;
    for (size_t i = 0; i < board_columns(b); i++)
        room += (size_t)board_column(b, i)->place_count;
    p.list = xcalloc(room, sizeof *p.list);
    for (size_t i = 0; i < board_columns(b); i++)
        for (int j = 0; j < board_column(b, i)->place_count && (locked || !board_column(b, i)->locked); j++)
            p.list[p.count++] = (struct place){.card = board_column(b, i)->places[j].person, .column = i};
    return p;
}

/* "+12  Barasa, Protus  (Pair 3)"; without gains the name and the place. -1: never mind. */
static int choose_place(struct ui *ui, const struct board *b, const struct places *p, bool gains, const char *question)
{
    struct buf *labels = xcalloc(p->count + 1, sizeof *labels);
    const char **texts = xcalloc(p->count + 1, sizeof *texts);
    for (size_t i = 0; i < p->count; i++) {
        const struct place *at = &p->list[i];
        struct buf waits = BUF_INIT;
        if (gains)
            buf_addf(&labels[i], "%+4d  %s", at->gain, at->breaks ? _("! rule  ") : "");
        matching_full_name(&b->matching, at->card, &labels[i]);
        buf_addf(&labels[i], "  (%s", board_column(b, at->column)->name);
        board_waits(b, at->card, board_column(b, at->column), false, &waits);
        buf_addf(&labels[i], "%s%s)", waits.len ? ", " : "", buf_str(&waits));
        buf_release(&waits);
        texts[i] = buf_str(&labels[i]);
    }
    int chosen = prompt_choice(ui, question, texts, p->count, 0);
    for (size_t i = 0; i < p->count; i++)
        buf_release(&labels[i]);
    free(labels);
    free(texts);
    return chosen;
}

/* ---- swap ---- */

static int best_first(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->first != y->first)
        return x->first ? -1 : 1;
    if (x->breaks != y->breaks)
        return x->breaks ? 1 : -1;
    if (x->waits != y->waits)
        return x->waits ? 1 : -1;
    if (x->gain != y->gain)
        return x->gain > y->gain ? -1 : 1;
    return (x->card > y->card) - (x->card < y->card);
}

/* Whether a column breaks a rule when one person has gone and another come. */
static bool breaks_with(const struct board *b, const struct matching_table *column, int leaves, int comes)
{
    struct buf broken = BUF_INIT;
    int count, *people = board_members(column, &count);
    for (int i = 0; i < count; i++)
        people[i] = people[i] == leaves ? comes : people[i];
    bool breaks = *column->id && matching_broken(&b->matching, people, count, &broken) > 0;
    buf_release(&broken);
    free(people);
    return breaks;
}

/* Those the card could change places with: in another column that is not locked, and not in the card's own besides. */
static struct places partners(const struct board *b, int card, size_t from)
{
    struct places all = all_places(b, false), p = {.list = all.list};
    const struct matching_table *own = board_column(b, from);
    int one = board_matched(b, card);
    for (size_t i = 0; i < all.count; i++) {
        struct place at = all.list[i];
        const struct matching_table *column = board_column(b, at.column);
        int other = board_matched(b, at.card);
        if (at.column == from || matching_sits(own, at.card) || matching_sits(column, card))
            continue;
        if (one != MATCHING_NONE && other != MATCHING_NONE) {
            at.gain = board_gain_of_swap(b, one, own, other, column);
            at.breaks = breaks_with(b, own, one, other) || breaks_with(b, column, other, one);
        }
        struct buf waits = BUF_INIT;
        board_waits(b, at.card, column, true, &waits);
        at.waits = waits.len > 0;
        buf_release(&waits);
        at.first = b->carrying && at.column == b->column;
        p.list[p.count++] = at;
    }
    if (p.count)
        sort_stable(p.list, p.count, sizeof *p.list, best_first);
    return p;
}

static void swap(struct ui *ui, struct board *b, int card, size_t from, const struct place *with)
{
    char first[ID_SIZE], there[ID_SIZE], other[ID_SIZE];
    snprintf(first, sizeof first, "%s", b->matching.people[card].id);
    snprintf(there, sizeof there, "%s", board_column(b, with->column)->id);
    snprintf(other, sizeof other, "%s", b->matching.people[with->card].id);
    const char *here = board_column(b, from)->id;
    const struct board_aftermath after =
        board_aftermath(ui, board_column(b, from), first, board_column(b, with->column), b->matching.people[with->card].id);
    int gain = with->gain;
    b->carrying = false;
    if (ui_run(ui, CMD_PLACE,
               ARGS(arg_text("person", first), arg_text("from", *here ? here : "pool"), arg_text("to", *there ? there : "pool"),
                    arg_text("swap", other)), NULL) != OK)
        return;
    board_reload(ui, b);
    size_t to = board_find_column(b, there);
    board_choose_person(b, to == BOARD_NONE ? 0 : to, first);
    if (after.noted)
        ui_warn(ui, "swapped: fit %+d in both together; contact and feedback of the old places are in the history, and undo brings them back", gain);
    else if (after.again)
        ui_warn(ui, "swapped: fit %+d in both together; what was published is pending again", gain);
    else
        ui_say(ui, "swapped: fit %+d in both together", gain);
}

void board_swap(struct ui *ui, struct board *b)
{
    size_t from;
    int card = board_meant(b, &from);
    if (!b->matched || card == MATCHING_NONE || board_refuse_locked(ui, board_column(b, from)))
        return;
    struct places p = partners(b, card, from);
    if (p.count == 0) {
        ui_warn(ui, "there is nobody in another place to swap with");
    } else {
        int chosen = choose_place(ui, b, &p, true, _("Swap with whom? Fit gained by both places together"));
        if (chosen >= 0 && board_still(ui, b))
            swap(ui, b, card, from, &p.list[chosen]);
    }
    free(p.list);
}

/* ---- find ---- */

void board_find(struct ui *ui, struct board *b)
{
    struct places p = all_places(b, true);
    int chosen = p.count ? choose_place(ui, b, &p, false, _("Go to whom? Type a part of the name")) : -1;
    if (chosen >= 0) {
        if (b->carrying)
            board_put_back(ui, b);
        board_choose_person(b, p.list[chosen].column, b->matching.people[p.list[chosen].card].id);
    } else if (p.count == 0) {
        ui_say(ui, "nobody is on the board yet");
    }
    free(p.list);
}

/* ---- publish ---- */

static bool still(struct ui *ui, void *board)
{
    return board_still(ui, board);
}

void board_publish(struct ui *ui, struct board *b)
{
    enum status s = ask_run(ui, CMD_PUBLISH, ARGS(arg_number("round", b->matching.round)), still, b, NULL);
    if (s == ERR_CANCELLED)
        ui_say(ui, "nothing was published");
    else if (s == OK)
        board_reload(ui, b);
}
