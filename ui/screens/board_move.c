/* board_move.c: picking a card up, putting it down, and moving it by a list. Every move is one change that can be undone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "command/match/arrangement.h"
#include "ui/prompt.h"
#include "ui/screens/board.h"

bool board_refuse_locked(struct ui *ui, const struct matching_table *c)
{
    struct buf key = BUF_INIT;
    ui_key_of(CMD_LOCK_COLUMN, &key);
    if (c->locked)
        ui_warn(ui, "'%s' is locked: nobody is moved in or out; %s unlocks it", c->name, buf_str(&key));
    buf_release(&key);
    return c->locked;
}

struct board_aftermath board_aftermath(struct ui *ui, const struct matching_table *one, const char *person,
                                       const struct matching_table *other, const char *others)
{
    const struct matching_table *columns[] = {one, other};
    const char *people[] = {person, others};
    struct board_aftermath after = {0};
    for (int i = 0; i < 2; i++) {
        struct record place = {0};
        after.again |= columns[i] && columns[i]->published;
        if (columns[i] && *columns[i]->id && *people[i])
            arrangement_place(ui->app, columns[i]->id, people[i], &place, NULL);
        after.noted |= arrangement_noted(&place);
        record_release(&place);
    }
    return after;
}

/* What has been done, and a warning where the person said that it is too much, or where what was published has changed. */
static void say_moved(struct ui *ui, const struct board *b, int person, const struct matching_table *to, bool also,
                      const struct board_aftermath *after)
{
    const struct matching_person *p = &b->matching.people[person];
    struct buf name = BUF_INIT;
    matching_full_name(&b->matching, person, &name);
    if (*to->id && p->time_for >= 0 && p->at_once > p->time_for)
        ui_warn(ui, "%s is now in %d at once and has time for %d", buf_str(&name), p->at_once, p->time_for);
    else if (after->noted || after->again)
        ui_warn(ui, after->noted ? N_("%s is now in %s%s%s; contact and feedback of the old place are in the history, and undo brings them back")
                                 : N_("%s is now in %s%s%s; what was published is pending again"),
                buf_str(&name), *to->id ? "'" : _("the "), *to->id ? to->name : _("pool"), *to->id ? "'" : "");
    else if (also)
        ui_say(ui, "%s is now also in '%s'", buf_str(&name), to->name);
    else
        ui_say(ui, "%s is now in %s%s%s", buf_str(&name), *to->id ? "'" : _("the "), *to->id ? to->name : _("pool"),
               *to->id ? "'" : "");
    buf_release(&name);
}

/* Moves (or, with also, puts a second time) into another column and goes there. */
static void move(struct ui *ui, struct board *b, int person, size_t from, size_t to, bool also)
{
    const struct matching_table *source = board_column(b, from), *target = board_column(b, to);
    char id[ID_SIZE], to_id[ID_SIZE];
    const char *role = NULL;
    snprintf(id, sizeof id, "%s", b->matching.people[person].id);
    snprintf(to_id, sizeof to_id, "%s", target->id);
    if ((!also && board_refuse_locked(ui, source)) || board_refuse_locked(ui, target))
        return;
    if (board_find_card(b, target, id) != MATCHING_NONE) {
        ui_warn(ui, "this person is in '%s' already", target->name);
        return;
    }
    const struct board_aftermath after = board_aftermath(ui, also ? NULL : source, id, target, "");
    int card = board_find_card(b, source, id);
    if (card != MATCHING_NONE && *source->places[card].role && !also)
        role = source->places[card].role;
    if (ui_run(ui, CMD_PLACE,
               ARGS(arg_text("person", id), arg_text("from", *source->id && !also ? source->id : "pool"),
                    arg_text("to", *to_id ? to_id : "pool"), arg_if(role, arg_text("role", role))), NULL) == OK) {
        b->carrying = false;
        board_reload(ui, b);
        to = board_find_column(b, to_id);
        board_choose_person(b, to == BOARD_NONE ? 0 : to, id);
        int moved = matching_known(&b->matching, id);
        if (moved != MATCHING_NONE)
            say_moved(ui, b, moved, board_column(b, b->column), also, &after);
    }
}

void board_put_back(struct ui *ui, struct board *b)
{
    size_t from = board_find_column(b, b->from);
    b->carrying = false;
    board_choose_person(b, from == BOARD_NONE ? 0 : from, b->person);
    ui_say(ui, "put back");
}

void board_put_down(struct ui *ui, struct board *b)
{
    size_t from = board_find_column(b, b->from);
    int person = board_carried(b);
    if (from == b->column || from == BOARD_NONE || person == MATCHING_NONE)
        board_put_back(ui, b);
    else
        move(ui, b, person, from, b->column, false);
}

void board_pick_up(struct ui *ui, struct board *b)
{
    const struct matching_table *c = board_column(b, b->column);
    if (b->carrying) {
        board_put_down(ui, b);
        return;
    }
    if (board_refuse_locked(ui, c))
        return;
    snprintf(b->person, sizeof b->person, "%s", b->matching.people[board_card(b)->person].id);
    snprintf(b->from, sizeof b->from, "%s", c->id);
    b->carrying = true;
    if (board_columns(b) == 1)
        ui_say(ui, "there is no pair or group to move to yet: make one first");
    else
        ui_say(ui, "picked up: Left and Right move it, Space puts it down, Esc puts it back");
}

/* The card meant: the one picked up, or the one chosen; and the column it is in. */
int board_meant(const struct board *b, size_t *from)
{
    const struct matching_place *card = board_card(b);
    *from = b->carrying ? board_find_column(b, b->from) : b->column;
    return b->carrying ? board_carried(b) : card ? card->person : MATCHING_NONE;
}

void board_to_pool(struct ui *ui, struct board *b)
{
    size_t from;
    int person = board_meant(b, &from);
    char id[ID_SIZE];
    snprintf(id, sizeof id, "%s", b->matching.people[person].id);
    struct buf name = BUF_INIT;
    buf_adds(&name, board_column(b, from)->name);
    move(ui, b, person, from, 0, false);
    if (board_find_card(b, &b->matching.pool, id) == MATCHING_NONE && board_column(b, b->column)->id[0] == '\0')
        ui_say(ui, "taken out of '%s'; there is another place in this round, so the pool is left alone", buf_str(&name));
    buf_release(&name);
}

/* ---- moving by a list ---- */

void board_ask_where(struct ui *ui, struct board *b)
{
    size_t from, n = 0, columns = board_columns(b);
    int person = board_meant(b, &from);
    struct buf title = BUF_INIT, *labels = xcalloc(columns * 2, sizeof *labels);
    const char **texts = xcalloc(columns * 2, sizeof *texts);
    size_t *targets = xcalloc(columns * 2, sizeof *targets);
    for (size_t also = 0; also < 2; also++)
        for (size_t i = also; i < columns; i++) {
            const struct matching_table *c = board_column(b, i);
            if (i == from || (also && from == 0))
                continue;
            buf_addf(&labels[n], also ? _("Also into: %s") : "%s", i ? c->name : _("The pool"));
            buf_adds(&labels[n], c->locked ? _(" (locked)") : "");
            targets[n] = i + also * columns;
            texts[n] = buf_str(&labels[n]);
            n++;
        }
    buf_adds(&title, _("Where does "));
    matching_full_name(&b->matching, person, &title);
    buf_adds(&title, _(" go?"));
    int chosen = prompt_choice(ui, buf_str(&title), texts, n, 0);
    if (chosen >= 0 && board_still(ui, b))
        move(ui, b, person, from, targets[chosen] % columns, targets[chosen] >= columns);
    for (size_t i = 0; i < n; i++)
        buf_release(&labels[i]);
    free(labels);
    free(texts);
    free(targets);
    buf_release(&title);
}
