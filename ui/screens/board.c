/* board.c: pairs and groups as columns, people as cards, moved by hand. Every move is one change that can be undone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/mem.h"
#include "base/tr.h"
#include "command/match/arrangement.h"
#include "model/kinds.h"
#include "ui/ask_run.h"
#include "ui/actions.h"
#include "ui/form.h"
#include "ui/keep.h"
#include "ui/prompt.h"
#include "ui/screens/board.h"
#include "ui/screens/screens.h"

/* ---- what is chosen ---- */

size_t board_columns(const struct board *b)
{
    return (size_t)b->matching.table_count + 1;
}

const struct matching_table *board_column(const struct board *b, size_t column)
{
    return column == 0 ? &b->matching.pool : b->matching.tables[column - 1];
}

const struct matching_place *board_card(const struct board *b)
{
    const struct matching_table *c = board_column(b, b->column);
    return !b->carrying && b->row >= 0 && b->row < c->place_count ? &c->places[b->row] : NULL;
}

int board_find_card(const struct board *b, const struct matching_table *column, const char *person)
{
    for (int i = 0; i < column->place_count; i++)
        if (strcmp(b->matching.people[column->places[i].person].id, person) == 0)
            return i;
    return MATCHING_NONE;
}

size_t board_find_column(const struct board *b, const char *id)
{
    for (size_t i = 0; i < board_columns(b); i++)
        if (strcmp(board_column(b, i)->id, id) == 0)
            return i;
    return BOARD_NONE;
}

int board_carried(const struct board *b)
{
    return b->carrying ? matching_known(&b->matching, b->person) : MATCHING_NONE;
}

/* The row that exists next to the wanted one. */
static void choose(struct board *b, size_t column, int row)
{
    int count = board_column(b, column)->place_count;
    if (column != b->column)
        b->top = 0;
    b->column = column;
    b->row = row >= count ? count - 1 : row < BOARD_HEAD ? BOARD_HEAD : row;
}

void board_choose_person(struct board *b, size_t column, const char *person)
{
    int at = board_find_card(b, board_column(b, column), person);
    choose(b, column, at == MATCHING_NONE ? BOARD_HEAD : at);
}

/* ---- reading ---- */

/* Who is where, in which order, and what is locked or published, in all rounds. */
static uint64_t stamp_of(const struct matching *m)
{
    uint64_t stamp = DICT_HASH;
    for (int i = 0; i < m->arrangement_count; i++) {
        const struct matching_table *t = &m->arrangements[i];
        int facts[] = {t->round, t->locked, t->ended, t->published};
        stamp = dict_hash(dict_hash(stamp, t->id, sizeof t->id), facts, sizeof facts);
        for (int j = 0; j < t->place_count; j++)
            stamp = dict_hash(stamp, m->people[t->places[j].person].id, ID_SIZE);
    }
    return stamp;
}

/* Reads the round of that number, or the last one there is. What was read before stays if it cannot be. */
static bool read_round(struct ui *ui, struct board *b, int round)
{
    struct matching m;
    struct error e = {0};
    bool read = matching_read_board(&m, ui->app, round, &e) == OK;
    if (!read || m.refused)
        ui_fail(ui, &e);
    if (!read) {
        matching_release(&m);
        return false;
    }
    matching_release(&b->matching);
    b->matching = m;
    b->matching.masked = ui_private(ui);
    b->matched = !m.refused;
    b->stamp = stamp_of(&m);
    b->rounds = xrealloc(b->rounds, ((size_t)m.arrangement_count + 1) * sizeof *b->rounds);
    b->round_count = matching_rounds(&m, b->rounds);
    return true;
}

/* The card is elsewhere now. */
static void put_away(struct ui *ui, struct board *b)
{
    b->carrying = false;
    ui_warn(ui, "the card that was picked up has another place now: it is in your hand no more");
}

bool board_still(struct ui *ui, const struct board *b)
{
    bool same = !store_is_behind(ui->app->store);
    struct matching now;
    if (!same) {
        same = matching_read_board(&now, ui->app, b->matching.round, NULL) == OK && stamp_of(&now) == b->stamp;
        matching_release(&now);
    }
    if (!same) {
        keep_back(ui);
        ui_warn(ui, "the board was changed meanwhile in another window, so nothing was done: look at it, and ask again");
    }
    return same;
}

/* Reads anew and stays with the same column and card. */
void board_reload(struct ui *ui, struct board *b)
{
    char column[ID_SIZE], person[ID_SIZE] = "";
    int row = b->row;
    snprintf(column, sizeof column, "%s", board_column(b, b->column)->id);
    if (board_card(b))
        snprintf(person, sizeof person, "%s", b->matching.people[board_card(b)->person].id);
    read_round(ui, b, b->matching.round);
    size_t at = board_find_column(b, column), from = board_find_column(b, b->from);
    choose(b, at == BOARD_NONE ? 0 : at, row);
    if (*person && board_find_card(b, board_column(b, b->column), person) != MATCHING_NONE)
        board_choose_person(b, b->column, person);
    if (b->carrying && (from == BOARD_NONE || board_find_card(b, board_column(b, from), b->person) == MATCHING_NONE))
        put_away(ui, b);
}

/* ---- open and close ---- */

static void *board_open(struct ui *ui, const char *place)
{
    struct board *b = xcalloc(1, sizeof *b);
    char column[ID_SIZE] = "", person[ID_SIZE] = "";
    int round = 0, given = sscanf(place, "%d %36[-0-9a-f] %36[0-9a-f-]", &round, column, person);
    if (!read_round(ui, b, round)) {
        free(b);
        return NULL;
    }
    size_t at = board_find_column(b, strcmp(column, "-") == 0 ? "" : column);
    choose(b, at == BOARD_NONE ? 0 : at, given == 2 ? BOARD_HEAD : 0);
    if (*person)
        board_choose_person(b, b->column, person);
    return b;
}

static void board_close(struct ui *ui, void *self)
{
    struct board *b = self;
    (void)ui;
    matching_release(&b->matching);
    free(b->rounds);
    free(b);
}

static void board_place(struct ui *ui, void *self, struct buf *out)
{
    struct board *b = self;
    const struct matching_table *c = board_column(b, b->column);
    (void)ui;
    buf_addf(out, "%d %s", b->matching.round, *c->id ? c->id : "-");
    if (board_card(b))
        buf_addf(out, " %s", b->matching.people[board_card(b)->person].id);
}

static void board_refresh(struct ui *ui, void *self)
{
    board_reload(ui, self);
}

/* ---- arrangements ---- */

static const struct kind *arrangements(const struct ui *ui)
{
    return ui->app->model.kinds[KIND_ARRANGEMENT];
}

/* Form, name and challenge; false: never mind. */
static bool ask_new(struct ui *ui, struct buf *form, struct buf *name, char challenge[ID_SIZE])
{
    const struct field *f = &arrangements(ui)->fields[ARRANGEMENT_FORM];
    const char **labels = xcalloc(f->choice_count + 1, sizeof *labels);
    for (size_t i = 0; i < f->choice_count; i++)
        labels[i] = f->choices[i].label;
    int chosen = prompt_choice(ui, _("What is to be made?"), labels, f->choice_count, 0);
    free(labels);
    if (chosen < 0)
        return false;
    buf_adds(form, f->choices[chosen].name);
    int number = 0;
    arrangement_number(ui->app, f->choices[chosen].name, &number, name);
    bool given = prompt_plain_line(ui, _("What is it called?"), NULL, name) && name->len > 0;
    return given && prompt_record(ui, _("Which challenge does it work on?"), ui->app->model.kinds[KIND_CHALLENGE], true,
                                  challenge);
}

static void make_arrangement(struct ui *ui, struct board *b)
{
    struct buf form = BUF_INIT, name = BUF_INIT, out = BUF_INIT;
    char challenge[ID_SIZE] = "", round[12];
    if (ask_new(ui, &form, &name, challenge)) {
        const struct kind *k = arrangements(ui);
        snprintf(round, sizeof round, "%d", b->matching.round);
        if (ui_run(ui, CMD_ADD,
                   ARGS(arg_text("kind", k->name), arg_field(k, ARRANGEMENT_NAME, buf_str(&name)), arg_field(k, ARRANGEMENT_FORM, buf_str(&form)),
                        arg_field(k, ARRANGEMENT_ROUND, round), arg_field(k, ARRANGEMENT_STATUS, ARRANGEMENT_STATUS_PENDING),
                        arg_if(*challenge, arg_field(k, ARRANGEMENT_CHALLENGE, challenge))), &out) == OK) {
            out.s[strcspn(buf_str(&out), "\n")] = '\0';
            board_reload(ui, b);
            size_t at = board_find_column(b, buf_str(&out));
            choose(b, at == BOARD_NONE ? 0 : at, BOARD_HEAD);
        }
    }
    buf_release(&form);
    buf_release(&name);
    buf_release(&out);
}

/* On a card: out of this column. On a head: the whole column; its people are back in the pool. */
static void remove_chosen(struct ui *ui, struct board *b)
{
    const struct matching_table *c = board_column(b, b->column);
    if (board_card(b)) {
        board_to_pool(ui, b);
        return;
    }
    struct buf name = BUF_INIT;
    size_t count = (size_t)c->place_count;
    buf_adds(&name, c->name);
    if (!board_refuse_locked(ui, c) && ui_run(ui, CMD_DELETE, ARGS(arg_text("kind", "arrangement"), arg_text("record", c->id)), NULL) == OK) {
        board_reload(ui, b);
        ui_say(ui, "deleted '%s'; %zu card%s moved out; undo brings all of it back", buf_str(&name), count,
               count == 1 ? "" : "s");
    }
    buf_release(&name);
}

static void open_chosen(struct ui *ui, struct board *b)
{
    if (b->carrying)
        board_put_down(ui, b);
    else if (board_card(b))
        ui_open(ui, "person", b->matching.people[board_card(b)->person].id);
    else
        form_open(ui, arrangements(ui), board_column(b, b->column)->id);
}

/* ---- rounds ---- */

static void turn(struct ui *ui, struct board *b, int by)
{
    size_t at = 0;
    while (at < b->round_count && b->rounds[at] != b->matching.round)
        at++;
    if (b->round_count < 2 || at + (size_t)by >= b->round_count) {
        ui_say(ui, by < 0 ? N_("this is the first round") : N_("this is the last round"));
        return;
    }
    b->carrying = false;
    read_round(ui, b, b->rounds[at + (size_t)by]);
    b->first = b->top = 0;
    choose(b, 0, 0);
}

static void next_round(struct ui *ui, struct board *b)
{
    if (b->round_count > 1 && b->matching.round == b->rounds[b->round_count - 1]) {
        read_round(ui, b, b->rounds[0]);
        b->carrying = false;
        choose(b, 0, 0);
    } else {
        turn(ui, b, 1);
    }
}

/* ---- keys ---- */

static void step_column(struct board *b, int by)
{
    size_t to = b->column + (size_t)by;
    if (to < board_columns(b))
        choose(b, to, b->row);
}

static bool move_key(struct ui *ui, struct board *b, int key)
{
    int last = board_column(b, b->column)->place_count - 1;
    switch (key) {
    case K_LEFT: step_column(b, -1); break;
    case K_RIGHT: step_column(b, 1); break;
    case K_PAGE_UP: turn(ui, b, -1); break;
    case K_PAGE_DOWN: turn(ui, b, 1); break;
    case K_UP:
    case K_DOWN:
        if (!b->carrying)
            choose(b, b->column, b->row + (key == K_UP ? -1 : 1));
        break;
    case K_HOME: choose(b, b->carrying ? 0 : b->column, 0); break;
    case K_END: choose(b, b->carrying ? board_columns(b) - 1 : b->column, last); break;
    default: return false;
    }
    return true;
}

static bool press(struct ui *ui, struct board *b, const struct board_slot *slot, int row)
{
    int at = row - slot->cards_row, card = BOARD_HEAD;
    if (at >= 0 && slot->card_rows > 0 && at / slot->card_rows < slot->shown)
        card = slot->top + at / slot->card_rows;
    bool again = slot->column == b->column && card != BOARD_HEAD && b->row == card;
    if (b->carrying) {
        b->column = slot->column;
        board_put_down(ui, b);
    } else if (again) {
        ui_act(ui, CMD_PICK_UP);
    } else {
        choose(b, slot->column, card);
    }
    return true;
}

static bool mouse(struct ui *ui, struct board *b, const struct event *e)
{
    if (e->mouse == MOUSE_WHEEL_UP || e->mouse == MOUSE_WHEEL_DOWN)
        return move_key(ui, b, e->mouse == MOUSE_WHEEL_UP ? K_UP : K_DOWN);
    for (int i = 0; i < b->slot_count && e->mouse == MOUSE_PRESS; i++) {
        const struct rect *r = &b->slots[i].area;
        if (e->row >= r->row && e->row < r->row + r->rows && e->col >= r->col && e->col < r->col + r->cols)
            return press(ui, b, &b->slots[i], e->row);
    }
    return false;
}

static bool board_key(struct ui *ui, void *self, const struct event *e)
{
    if (e->type == EVENT_MOUSE)
        return mouse(ui, self, e);
    return e->type == EVENT_KEY && move_key(ui, self, e->key);
}

/* ---- actions ---- */

static bool board_act(struct ui *ui, void *self, enum command_id id)
{
    struct board *b = self;
    b->matching.masked = ui_private(ui); /* names may have been hidden since the round was read */
    switch (id) {
    case CMD_PICK_UP: board_pick_up(ui, b); return true;
    case CMD_DROP: board_ask_where(ui, b); return true;
    case CMD_TO_POOL: board_to_pool(ui, b); return true;
    case CMD_ITEM_NEW:
    case CMD_NEW_ARRANGEMENT: make_arrangement(ui, b); return true;
    case CMD_ITEM_OPEN: open_chosen(ui, b); return true;
    case CMD_ITEM_EDIT: form_open(ui, arrangements(ui), board_column(b, b->column)->id); return true;
    case CMD_ITEM_DELETE: remove_chosen(ui, b); return true;
    case CMD_NEXT_PANE: next_round(ui, b); return true;
    case CMD_PREVIOUS_PANE: turn(ui, b, -1); return true;
    case CMD_SUGGEST: board_suggest(ui, b); return true;
    case CMD_SWAP: board_swap(ui, b); return true;
    case CMD_LOCK_COLUMN: board_lock(ui, b); return true;
    case CMD_MUST: board_rule(ui, b, RULE_SORT_TOGETHER); return true;
    case CMD_NEVER: board_rule(ui, b, RULE_SORT_APART); return true;
    case CMD_RULES: ui_open(ui, "records", "rule"); return true;
    case CMD_ABSENT: board_absent(ui, b); return true;
    case CMD_WHY_TWO: board_why(ui, b); return true;
    case CMD_CONTACT: board_contact(ui, b); return true;
    case CMD_PUBLISH: board_publish(ui, b); return true;
    case CMD_FIND_CARD: board_find(ui, b); return true;
    case CMD_WEIGHTS: board_weights(ui, b); return true;
    case CMD_SHEET_ASK: ask_run(ui, CMD_SHEET, ARGS(arg_number("round", b->matching.round)), NULL, NULL, NULL); return true;
    case CMD_BACK:
        if (b->carrying)
            board_put_back(ui, b);
        else
            return false;
        return true;
    default: return false;
    }
}

static bool board_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct board *b = self;
    size_t from;
    bool card = board_meant(b, &from) != MATCHING_NONE, in_pool = card ? from == 0 : b->column == 0;
    const char *reason = NULL;
    (void)ui;
    bool about_card = id == CMD_PICK_UP || id == CMD_DROP || id == CMD_TO_POOL || id == CMD_SWAP || id == CMD_MUST ||
                      id == CMD_NEVER || id == CMD_ABSENT || id == CMD_WHY_TWO || id == CMD_CONTACT;
    if (about_card && !card)
        reason = b->matching.known ? _("no card is chosen; the arrows go to one") : _("nobody is on the board yet");
    else if (id == CMD_DROP && board_columns(b) == 1)
        reason = _("there is no pair or group yet in this round");
    else if (id == CMD_TO_POOL && in_pool)
        reason = _("the card is in the pool");
    else if (id == CMD_CONTACT && in_pool)
        reason = _("the card is in the pool; contact is noted for a pair or group");
    else if (id == CMD_LOCK_COLUMN && b->column == 0)
        reason = _("the pool cannot be locked; choose a pair or group");
    else if (id == CMD_ITEM_EDIT && b->column == 0)
        reason = _("nothing to edit in the pool; choose a pair or group");
    else if (id == CMD_ITEM_DELETE && in_pool)
        reason = card ? _("the card is in the pool; people are deleted on the People screen") : _("the pool always stays");
    else if (id == CMD_ITEM_OPEN && !card && in_pool)
        reason = _("the pool has no page; go to a card");
    if (reason)
        buf_adds(why, reason);
    return !reason;
}

static void board_explain(struct ui *ui, void *self, struct buf *out)
{
    struct board *b = self;
    struct buf headline = BUF_INIT, text = BUF_INIT;
    b->matching.masked = ui_private(ui);
    board_tell(b, &headline, &text);
    buf_addf(out, _("Board\n%s\n%s\n\n"), buf_str(&headline), buf_str(&text));
    buf_adds(out, _("Each column is a pair or group of this round; the pool holds everyone who is selected or "
                    "attending and has no place yet. Under the name of a column is what its members have in common: "
                    "the challenges that all face, and who offers what another seeks.\n\nSpace picks a card up, Left "
                    "and Right move it, Space puts it down. The foot of the screen says beforehand what the person "
                    "would share there. Every move can be undone.\n\nPage Up and Page Down go to another round. "
                    "Somebody may be in several columns: Move to... offers that. In a locked column nobody is moved "
                    "in or out.\n\nFit goes from 0 to 100: how much of what speaks for learning together is there "
                    "between these people. Shared challenges count most. While a card is carried, each column says "
                    "what it would gain or lose, and the one it comes from, too. Swap lists who to change places "
                    "with, the greatest gain first; over a column, its people come first. Suggest fills what is not "
                    "locked or published, keeps every rule, and asks before it changes anything."));
    buf_release(&headline);
    buf_release(&text);
}

const struct screen_ops screen_board = {
    .name = "board",
    .title = N_("Board"),
    .where = ON_BOARD,
    .go = CMD_GO_BOARD,
    .open = board_open,
    .close = board_close,
    .draw = board_draw,
    .key = board_key,
    .act = board_act,
    .can = board_can,
    .place = board_place,
    .explain = board_explain,
    .refresh = board_refresh,
};
