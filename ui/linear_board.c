/* linear_board.c: pairs and groups, who is in them and what they share, and who has no place yet. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "round/shared.h"
#include "ui/linear_match.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"

static const struct shared_words in_a_line = {MATCHING_NONE, "; ", true};
static const struct shared_words line_by_line = {MATCHING_NONE, "\n", true};

/* Reads the round of that number; of another one that is there if it is not (0: the last). False: nothing is to be released. */
static bool read_round(struct linear *l, int number, struct matching *m)
{
    struct error e = {0};
    bool read = matching_read_board(m, l->app, number, &e) == OK;
    if (!read || m->refused)
        linear_fail(l, &e);
    if (!read)
        matching_release(m);
    return read;
}

/* ---- telling ---- */

static void add_person(const struct matching *m, const struct matching_place *card, struct buf *out)
{
    const struct matching_person *p = &m->people[card->person];
    buf_adds(out, p->name);
    if (*p->from)
        buf_addf(out, ", %s", p->from);
    if (*card->role_words)
        buf_addf(out, " (%s)", card->role_words);
}

static void tell_column(struct linear *l, const struct matching *m, int number, const struct matching_table *c)
{
    struct buf line = BUF_INIT;
    buf_addf(&line, "%d %s. %s", number, c->name, c->facts);
    if (*c->challenge)
        buf_addf(&line, _(", on: %s"), c->challenge);
    buf_addf(&line, ". %s", c->place_count == 0 ? _("Nobody is here yet.") : "");
    for (int i = 0; i < c->place_count; i++) {
        buf_adds(&line, i ? "; " : "");
        add_person(m, &c->places[i], &line);
    }
    print_wrapped(l->app, line.s, 0, LINEAR_WIDTH);
    buf_clear(&line);
    matching_table_shared(m, c, &in_a_line, &line);
    if (c->place_count > 1)
        linear_fact(l, _("   Shared"), buf_str(&line));
    linear_tell_fit(l, m, c, false, "   ");
    buf_release(&line);
}

static void tell_board(struct linear *l, const struct matching *m)
{
    linear_gather(l);
    print(l->app, "Board, round %d. Pairs and groups: %zu. People without a place: %zu.\n", m->round, (size_t)m->table_count,
          (size_t)m->pool.place_count);
    if (m->table_count == 0)
        print(l->app, "There is no pair or group in this round: type new to make one.\n");
    for (int i = 0; i < m->table_count; i++)
        tell_column(l, m, i + 1, m->tables[i]);
    linear_gathered(l);
}

/* ---- moving people ---- */

/* From one arrangement ("": the pool) to another ("pool": none). */
static bool place(struct linear *l, const char *person, const char *from, const char *to)
{
    return linear_run_command(l, CMD_PLACE, ARGS(arg_text("person", person), arg_if(*from, arg_text("from", from)), arg_text("to", to)), NULL) == OK;
}

/* Who could come into the column: those without a place first. */
static void place_options(const struct matching *m, const struct matching_table *to, struct options *o)
{
    struct buf text = BUF_INIT;
    for (int pooled = 1; pooled >= 0; pooled--)
        for (int i = 0; i < m->known; i++) {
            const struct matching_person *p = &m->people[i];
            if (matching_sits(to, i) || matching_sits(&m->pool, i) != pooled)
                continue;
            buf_clear(&text);
            buf_addf(&text, "%s%s%s%s. ", p->name, *p->from ? ", " : "", p->from,
                     pooled            ? ""
                     : !p->taking_part ? _(" (not taking part)")
                                       : _(" (has a place already)"));
            matching_shared(m, &i, 1, &in_a_line, &text);
            options_add(o, p->id, text.s);
        }
    buf_release(&text);
}

static void place_several(struct linear *l, const struct matching *m, const struct matching_table *to)
{
    struct options o = {0};
    char id[ID_SIZE];
    place_options(m, to, &o);
    snprintf(id, sizeof id, "%s", to->id);
    bool *chosen = xcalloc(o.count + 1, sizeof *chosen);
    if (o.count == 0)
        print(l->app, "Everyone of the alliance is here already.\n");
    else if (linear_choose_several(l, _("Who comes in?"),
                                   _("Everyone of the alliance who is not here, those without a place first."), &o,
                                   chosen))
        for (size_t i = 0; i < o.count; i++)
            if (chosen[i])
                place(l, o.items[i].id, "", id);
    free(chosen);
    options_release(&o);
}

/* An arrangement other than `but`, of all rounds. Its id goes into `id`. */
static bool choose_column(struct linear *l, const struct matching *m, const char *but, char id[ID_SIZE])
{
    struct options o = {0};
    struct buf text = BUF_INIT;
    for (int i = 0; i < m->arrangement_count; i++) {
        const struct matching_table *c = &m->arrangements[i];
        if (strcmp(c->id, but) == 0)
            continue;
        buf_clear(&text);
        buf_addf(&text, _("%s. %s, round %d"), c->name, c->facts, c->round);
        for (int j = 0; j < c->place_count; j++)
            buf_addf(&text, "%s%s", j ? "; " : _(": "), m->people[c->places[j].person].name);
        options_add(&o, c->id, text.s);
    }
    if (o.count == 0)
        print(l->app, "There is no other pair or group: type new on the board to make one.\n");
    long at = o.count ? linear_choose(l, _("Where to?"), _("The pairs and groups of this alliance."), &o) : -1;
    if (at >= 0)
        snprintf(id, ID_SIZE, "%s", o.items[at].id);
    options_release(&o);
    buf_release(&text);
    return at >= 0;
}

void linear_place_person(struct linear *l, const char *person)
{
    struct matching m;
    char id[ID_SIZE];
    if (!read_round(l, 0, &m))
        return;
    if (choose_column(l, &m, "", id))
        place(l, person, "", id);
    matching_release(&m);
}

/* ---- one person of an arrangement ---- */

enum card_action {
    CARD_MOVE,
    CARD_OUT,
    CARD_ROLE,
    CARD_CONTACT,
    CARD_FEEDBACK,
    CARD_TOGETHER,
    CARD_NEVER,
    CARD_ABSENT,
    CARD_PERSON,
    CARD_ACTIONS
};

static void card_act(struct linear *l, const struct matching *m, enum card_action action, const char *person,
                     const char *column)
{
    const struct kind *kind = l->app->model.kinds[KIND_PLACEMENT];
    char id[ID_SIZE], to[ID_SIZE];
    linear_pair_id(kind, PLACEMENT_PERSON, person, PLACEMENT_ARRANGEMENT, column, id);
    if (action == CARD_MOVE && choose_column(l, m, column, to))
        place(l, person, column, to);
    else if (action == CARD_OUT)
        place(l, person, column, "pool");
    else if (action == CARD_ROLE)
        linear_edit(l, kind, id, PLACEMENT_ROLE);
    else if (action == CARD_CONTACT)
        linear_edit_place(l, id, PLACEMENT_CONTACT, PLACEMENT_CONTACT_DATE);
    else if (action == CARD_FEEDBACK)
        linear_edit_place(l, id, PLACEMENT_FEEDBACK, PLACEMENT_FEEDBACK_NOTE);
    else if (action == CARD_TOGETHER || action == CARD_NEVER || action == CARD_ABSENT)
        linear_rule(l, m->round,
                    action == CARD_TOGETHER ? RULE_SORT_TOGETHER
                    : action == CARD_NEVER  ? RULE_SORT_APART
                                            : RULE_SORT_ABSENT,
                    person);
    else if (action == CARD_PERSON)
        linear_person(l, person);
}

static void open_card(struct linear *l, const struct matching *m, const struct matching_table *c,
                      const struct matching_place *card)
{
    const struct action actions[CARD_ACTIONS] = {
        [CARD_MOVE] = {"move", _("to another pair or group"), 0},
        [CARD_OUT] = {"out", _("out of this one"), 0},
        [CARD_ROLE] = {"role", _("member, coach, coachee or lead"), 0},
        [CARD_CONTACT] = {"contact", _("whether they have been in touch with the others, and when"), 0},
        [CARD_FEEDBACK] = {"feedback", _("how well it fits in their eyes, and what they say of it"), 0},
        [CARD_TOGETHER] = {"together", _("with whom they must be, and why"), 0},
        [CARD_NEVER] = {"never", _("with whom they should never be, and why"), 0},
        [CARD_ABSENT] = {"absent", _("they cannot take part in this round"), 0},
        [CARD_PERSON] = {"person", _("the person's own page"), 0},
    };
    const char *person = m->people[card->person].id;
    struct buf text = BUF_INIT;
    char id[ID_SIZE];
    linear_pair_id(l->app->model.kinds[KIND_PLACEMENT], PLACEMENT_PERSON, person, PLACEMENT_ARRANGEMENT, c->id, id);
    linear_gather(l);
    add_person(m, card, &text);
    print(l->app, "%s, in %s\n", text.s, c->name);
    linear_tell_place(l, id);
    buf_clear(&text);
    matching_shared(m, &card->person, 1, &line_by_line, &text);
    print_lines(l->app, buf_str(&text), 0);
    linear_gathered(l);
    struct reply r = linear_ask(l, &(struct page){.actions = actions,
                                                  .action_count = CARD_ACTIONS,
                                                  .gathered = true,
                                                  .help = _("One person of this pair or group.")});
    if (r.what == REPLY_ACTION)
        card_act(l, m, (enum card_action)r.action, person, c->id);
    buf_release(&text);
}

/* ---- one arrangement ---- */

static void tell_members(struct linear *l, const struct matching *m, const struct matching_table *c)
{
    struct buf line = BUF_INIT;
    linear_gather(l);
    print(l->app, "%s. %s, round %d\n", c->name, c->facts, c->round);
    linear_fact(l, _("Works on"), c->challenge);
    for (int i = 0; i < c->place_count; i++) {
        buf_clear(&line);
        buf_addf(&line, "%d ", i + 1);
        add_person(m, &c->places[i], &line);
        print(l->app, "%s\n", line.s);
    }
    buf_clear(&line);
    matching_table_shared(m, c, &line_by_line, &line);
    if (c->place_count == 0)
        print(l->app, "Nobody is here yet.\n");
    else
        linear_fact(l, _("Shared"), buf_str(&line));
    linear_tell_fit(l, m, c, true, "");
    linear_gathered(l);
    buf_release(&line);
}

/* The arrangement of that id with its round, so that the pool is that of its round. False: it is gone, or cannot be read. */
static bool read_column(struct linear *l, const char *id, struct matching *m, const struct matching_table **column)
{
    int round = 0;
    if (!read_round(l, 0, m))
        return false;
    for (int i = 0; i < m->arrangement_count; i++)
        if (strcmp(m->arrangements[i].id, id) == 0)
            round = m->arrangements[i].round;
    if (round && round != m->round) {
        matching_release(m);
        if (!read_round(l, round, m))
            return false;
    }
    int at = matching_table(m, id);
    if (at == MATCHING_NONE)
        matching_release(m);
    else
        *column = m->tables[at];
    return at != MATCHING_NONE;
}

static void open_column(struct linear *l, const char *id)
{
    struct action actions[] = {
        {"place", _("put one or several people in"), 0},
        {"edit", _("change name, form, challenge, round, status or lock"), 0},
        {"delete", _("delete it; its people go back to the pool, and undo brings it back"), ACTION_FULL},
        {"lock", "", 0}};
    const struct kind *kind = l->app->model.kinds[KIND_ARRANGEMENT];
    struct reply r = {.what = REPLY_AGAIN};
    while (r.what != REPLY_BACK && !l->leave && !l->ended) {
        struct matching m;
        const struct matching_table *c;
        if (!read_column(l, id, &m, &c))
            return;
        bool locked = c->locked;
        actions[3].name = locked ? "unlock" : "lock";
        actions[3].help = locked ? _("people can be moved in and out again") : _("nobody is moved in or out, by hand or by a suggestion");
        tell_members(l, &m, c);
        r = linear_ask(l, &(struct page){.numbers = (size_t)c->place_count,
                                         .actions = actions,
                                         .action_count = sizeof actions / sizeof *actions,
                                         .gathered = true,
                                         .help = _("A pair or group: who is in it and what they share.")});
        if (r.what == REPLY_NUMBER)
            open_card(l, &m, c, &c->places[r.number - 1]);
        else if (r.what == REPLY_ACTION && r.action == 0)
            place_several(l, &m, c);
        matching_release(&m);
        if (r.what == REPLY_ACTION && r.action == 1)
            linear_record(l, kind, id);
        else if (r.what == REPLY_ACTION && r.action == 2 && linear_delete(l, kind, id))
            return;
        else if (r.what == REPLY_ACTION && r.action == 3)
            linear_set(l, kind, id, ARRANGEMENT_LOCKED, locked ? FIELD_NO : FIELD_YES);
    }
}

/* ---- the board ---- */

static void tell_pool(struct linear *l, const struct matching *m)
{
    struct options o = {0};
    struct buf text = BUF_INIT;
    for (int i = 0; i < m->pool.place_count; i++) {
        buf_clear(&text);
        add_person(m, &m->pool.places[i], &text);
        buf_adds(&text, ". ");
        matching_shared(m, &m->pool.places[i].person, 1, &in_a_line, &text);
        options_add(&o, m->people[m->pool.places[i].person].id, text.s);
    }
    long at = linear_choose(l, _("Without a place in this round. Choose who is to get one."),
                            _("Everyone who is selected or attending and in no pair or group of this round."), &o);
    char id[ID_SIZE];
    if (at >= 0 && choose_column(l, m, "", id))
        place(l, o.items[at].id, "", id);
    options_release(&o);
    buf_release(&text);
}

static void new_arrangement(struct linear *l, int round)
{
    char id[ID_SIZE], number[16];
    snprintf(number, sizeof number, "%d", round);
    const struct preset presets[] = {{ARRANGEMENT_ROUND, number}};
    if (linear_add(l, l->app->model.kinds[KIND_ARRANGEMENT], presets, 1, id))
        open_column(l, id);
}

/* The number of the round to show, 0 if none was given. */
static int choose_round(struct linear *l, const struct matching *m)
{
    int *numbers = xcalloc((size_t)m->arrangement_count + 1, sizeof *numbers);
    size_t n = matching_rounds(m, numbers);
    struct options o = {0};
    char text[32];
    for (size_t i = 0; i < n; i++) {
        snprintf(text, sizeof text, _("Round %d%s"), numbers[i], i + 1 == n ? ", a new one" : "");
        options_add(&o, "", text);
    }
    if (n == 0)
        print(l->app, "There is no round yet: type new to make the first pair or group.\n");
    long at =
        n ? linear_choose(l, _("Which round?"), _("People meet in rounds; each round has its own pairs and groups."), &o)
          : -1;
    options_release(&o);
    int chosen = at >= 0 ? numbers[at] : 0;
    free(numbers);
    return chosen;
}

enum board_action {
    BOARD_POOL,
    BOARD_NEW,
    BOARD_ROUND,
    BOARD_SUGGEST,
    BOARD_WHY,
    BOARD_WAITING,
    BOARD_RULES,
    BOARD_WEIGHTS,
    BOARD_PUBLISH,
    BOARD_SHEET,
    BOARD_ACTIONS
};

/* What needs the board itself is done by the caller. */
static void board_act(struct linear *l, enum board_action action, int round)
{
    switch (action) {
    case BOARD_NEW: new_arrangement(l, round); break;
    case BOARD_SUGGEST: linear_suggest(l, round); break;
    case BOARD_WHY: linear_why(l, round, buf_str(&l->rest)); break;
    case BOARD_WAITING: linear_waiting(l, round); break;
    case BOARD_RULES: linear_rules(l, round); break;
    case BOARD_WEIGHTS: linear_weights(l, round); break;
    case BOARD_PUBLISH: linear_publish(l, round); break;
    case BOARD_SHEET: linear_paper(l, round); break;
    default: break;
    }
}

void linear_board(struct linear *l)
{
    const struct action actions[BOARD_ACTIONS] = {
        [BOARD_POOL] = {"pool", _("who has no place yet"), 0},
        [BOARD_NEW] = {"new", _("make a pair, trio, group or another arrangement"), 0},
        [BOARD_ROUND] = {"round", _("look at another round"), 0},
        [BOARD_SUGGEST] = {"suggest", _("pairs or groups for everyone who is ready"), 0},
        [BOARD_WHY] = {"why", _("what speaks for two people learning together: why Otieno Barasa"), ACTION_WORDS},
        [BOARD_WAITING] = {"waiting", _("who can be matched now, and who waits and why"), 0},
        [BOARD_RULES] = {"rules", _("who must be together, who never, who is absent"), 0},
        [BOARD_WEIGHTS] = {"weights", _("what counts in this round, and how much"), 0},
        [BOARD_PUBLISH] = {"publish", _("what is pending becomes published"), 0},
        [BOARD_SHEET] = {"sheet", _("who sits where, cards for the tables and more, to print"), 0},
    };
    struct reply r;
    int round = 0;
    do {
        struct matching m;
        if (!read_round(l, round, &m))
            return;
        round = m.round;
        tell_board(l, &m);
        r = linear_ask(
            l, &(struct page){.numbers = (size_t)m.table_count,
                              .actions = actions,
                              .action_count = BOARD_ACTIONS,
                              .gathered = true,
                              .help = _("Pairs and groups of one round, what their people share, and who has no place. "
                                      "A number opens one.")});
        if (r.what == REPLY_ACTION && r.action == BOARD_POOL)
            tell_pool(l, &m);
        int other = r.what == REPLY_ACTION && r.action == BOARD_ROUND ? choose_round(l, &m) : 0;
        char id[ID_SIZE] = "";
        if (r.what == REPLY_NUMBER)
            snprintf(id, sizeof id, "%s", m.tables[r.number - 1]->id);
        matching_release(&m);
        if (*id)
            open_column(l, id);
        else if (r.what == REPLY_ACTION)
            board_act(l, (enum board_action)r.action, round);
        round = other ? other : round;
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}
