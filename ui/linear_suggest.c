/* linear_suggest.c: asking the engine and taking what it suggests: all, some or none of it, as lines. See linear_match.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/linear_match.h"
#include "ui/linear_records.h"

/* ---- what is wanted ---- */

struct wanted {
    struct matching_wish wish;
    int method, aim;
};

/* An empty line leaves it as it is with the round. False: stop. */
static bool ask_size(struct linear *l, struct wanted *w)
{
    struct buf prompt = BUF_INIT, given = BUF_INIT;
    enum given answer;
    bool known = false;
    buf_addf(&prompt, w->wish.least == w->wish.most ? _("How many together? Now %d") : _("How many together? Now %d-%d"), w->wish.least, w->wish.most);
    do {
        answer = linear_may_line(l, buf_str(&prompt), _("2 makes pairs, and one trio if the number is odd; 3-5 makes groups of three to five."),
                                 &given);
        known = answer != GIVEN || matching_size(buf_str(&given), &w->wish.least, &w->wish.most);
        if (!known) {
            linear_say(l, "'%s' is not a size: type a number from 2 on, or two with a hyphen, such as 3-5.", buf_str(&given));
        }
    } while (!known);
    buf_release(&prompt);
    buf_release(&given);
    return answer != GIVEN_NOT;
}

/* One of the choices of a field of the kind `matching`. False: stop. */
static bool ask_choice(struct linear *l, const struct matching *m, const char *question, int field, int *chosen)
{
    const struct field *f = &l->app->model.kinds[KIND_MATCHING]->fields[field];
    struct options o = {0};
    struct buf title = BUF_INIT, label = BUF_INIT;
    buf_addf(&title, _("%s Now: %s"), question, f->choices[*chosen].label);
    for (size_t i = 0; i < f->choice_count; i++) {
        buf_clear(&label);
        matching_choice_words(m, field, i, &label);
        options_add(&o, f->choices[i].name, buf_str(&label));
    }
    long at = linear_choose(l, title.s, f->hint, &o);
    bool stopped = at < 0 && (l->ended || l->leave || l->typed.len);
    if (at >= 0)
        *chosen = (int)at;
    options_release(&o);
    buf_release(&title);
    buf_release(&label);
    return !stopped;
}

/* Keeps what is wanted with the round, and reads the matching anew by it. */
static bool keep_wanted(struct linear *l, struct matching *m, const struct wanted *w)
{
    struct matching_given given;
    struct matching fresh;
    matching_wish_given(m, (enum method)w->method, &w->wish, &given);
    if (linear_run_command(l, CMD_MATCH, given.list, NULL) != OK || !linear_matching(l, m->round, &fresh))
        return false;
    matching_release(m);
    *m = fresh;
    return true;
}

static bool ask_wanted(struct linear *l, struct matching *m)
{
    struct wanted w = {m->wish, (int)m->method, (int)m->wish.aim};
    if (!ask_size(l, &w) || !ask_choice(l, m, _("What does it start from?"), MATCHING_METHOD, &w.method) ||
        !ask_choice(l, m, _("What is best?"), MATCHING_AIM, &w.aim))
        return false;
    w.wish.aim = (enum match_aim)w.aim;
    return !matching_wishes(m, (enum method)w.method, &w.wish) || keep_wanted(l, m, &w);
}

/* ---- taking a suggestion ---- */

static int changes(const struct suggestion *s, bool accepted)
{
    int count = 0;
    for (int g = 0; g < s->count; g++)
        count += s->groups[g].changed && (s->groups[g].accepted || !accepted);
    return count;
}

static void take(struct linear *l, const struct matching *m, const struct suggestion *s)
{
    struct buf groups = BUF_INIT;
    suggestion_groups(m, s, &groups);
    linear_run_command(l, CMD_MATCH, ARGS(arg_number("round", m->round), arg_text("groups", buf_str(&groups))), NULL);
    buf_release(&groups);
}

/* "1 3": accepts those groups and no others. */
static bool accept_numbers(struct suggestion *s, const char *text)
{
    for (int g = 0; g < s->count; g++)
        s->groups[g].accepted = false;
    for (const char *p = text; *p;) {
        char *end = NULL;
        unsigned long n = *p >= '0' && *p <= '9' ? strtoul(p, &end, 10) : 0;
        if (n < 1 || n > (unsigned long)s->count)
            return false;
        s->groups[n - 1].accepted = true;
        p = end + strspn(end, " ,;");
    }
    return *text;
}

/* Asks which. False: none, or elsewhere. */
static bool choose_groups(struct linear *l, const struct matching *m, struct suggestion *s)
{
    struct options o = {0};
    struct buf line = BUF_INIT;
    for (int g = 0; g < s->count; g++) {
        buf_clear(&line);
        suggestion_tell_group(m, &s->groups[g], &line);
        options_add(&o, "", line.s);
    }
    bool *chosen = xcalloc(o.count + 1, sizeof *chosen);
    bool any = linear_choose_several(l, _("Which do you want to use?"), _("The others stay as they are."), &o, chosen);
    for (int g = 0; g < s->count && any; g++)
        s->groups[g].accepted = chosen[g];
    free(chosen);
    options_release(&o);
    buf_release(&line);
    return any;
}

enum offer { OFFER_ALL, OFFER_SOME, OFFER_NONE, OFFER_REPAIR, OFFERS };

/* True: what is accepted is to be taken. */
static bool some_of_it(struct linear *l, const struct matching *m, struct suggestion *s, bool *wrong)
{
    *wrong = l->rest.len && !accept_numbers(s, buf_str(&l->rest));
    if (*wrong)
        linear_say(l, "Type some and numbers from 1 to %d: some 1 2.", s->count);
    else if (!l->rest.len && !choose_groups(l, m, s))
        return false;
    else if (!changes(s, true))
        linear_say(l, "What you chose is on the board already.");
    else
        return true;
    return false;
}

static void tell_suggestion(struct linear *l, const struct matching *m, const struct suggestion *s)
{
    struct buf text = BUF_INIT;
    suggestion_tell(m, s, &text);
    linear_gather(l);
    linear_tell_lines(l, buf_str(&text));
    linear_gathered(l);
    buf_release(&text);
}

/* True: what keeps the rules is to be asked for instead; `repair`: in words, "" if there is nothing of the kind. */
static bool offer(struct linear *l, const struct matching *m, struct suggestion *s, const char *repair)
{
    const struct action actions[OFFERS] = {
        [OFFER_ALL] = {"all", _("take all of it; undo brings back what was there"), 0},
        [OFFER_SOME] = {"some", _("take those with these numbers: some 1 3"), ACTION_WORDS},
        [OFFER_NONE] = {"none", _("leave the board as it is"), 0},
        [OFFER_REPAIR] = {"repair", repair, 0},
    };
    bool again = true, taken = false, show = true, other = false;
    while (again) {
        bool wrong = false;
        if (show)
            tell_suggestion(l, m, s);
        struct reply r = linear_ask(l, &(struct page){.numbers = (size_t)s->count, .actions = actions, .action_count = *repair ? OFFERS : OFFER_REPAIR, .gathered = true,
                                                      .help = _("A suggestion for this round. Nobody is moved until you "
                                                                "say all or some. A number tells why those people suit each other.")});
        show = r.what != REPLY_NUMBER;
        if (r.what == REPLY_NUMBER)
            linear_tell_why(l, m, s->groups[r.number - 1].people, s->groups[r.number - 1].count);
        taken = (r.what == REPLY_ACTION && r.action == OFFER_ALL) ||
                (r.what == REPLY_ACTION && r.action == OFFER_SOME && some_of_it(l, m, s, &wrong));
        other = r.what == REPLY_ACTION && r.action == OFFER_REPAIR;
        again = wrong || r.what == REPLY_NUMBER || r.what == REPLY_AGAIN || r.what == REPLY_FRESH;
        show &= !wrong;
        if (wrong)
            buf_clear(&l->page);
    }
    if (taken)
        take(l, m, s);
    else if (!l->ended && !other)
        linear_say(l, "The board is as it was.");
    return other;
}

/* ---- asking for one ---- */

/* What would keep all rules, and what to type for it. */
static void tell_repair(struct linear *l, const struct matching *m, const struct matching_wish *wish, const struct repair *repair)
{
    struct buf words = BUF_INIT, who = BUF_INIT;
    repair_words(m, wish, repair, &words);
    linear_say(l, "%s", buf_str(&words));
    if (repair->without != MATCHING_NONE) {
        matching_called(m, repair->without, &who);
        linear_say(l, "For that, type rules and make %s absent, then suggest.", buf_str(&who));
    } else if (repair->wish.whoever && !wish->whoever) {
        linear_say(l, "For that, type waiting: it says who is not ready and why.");
    } else {
        linear_say(l, "For that, type suggest and then %d-%d.", repair->wish.least, repair->wish.most);
    }
    buf_release(&words);
    buf_release(&who);
}

static void tell_clash(struct linear *l, const struct matching *m, const struct matching_wish *wish, const struct suggestion *s,
                       const struct repair *repair)
{
    struct buf verdict = BUF_INIT;
    suggestion_verdict(s, &verdict);
    linear_say(l, "No suggestion. %s", buf_str(&verdict));
    linear_tell_lines(l, buf_str(&s->clash));
    if (s->state == MATCH_INFEASIBLE && !s->sizes_alone)
        linear_say(l, "Any one of them dropped or changed would do: type rules. Other sizes may do, too.");
    if (repair->found)
        tell_repair(l, m, wish, repair);
    buf_release(&verdict);
}

/* Makes who is to be left out absent from the round. False: it could not be. */
static bool leave_out(struct linear *l, struct matching *m, int person)
{
    struct matching fresh;
    struct matching_given rule;
    matching_absent_given(m, person, &rule);
    bool done = linear_run_command(l, CMD_ADD, rule.list, NULL) == OK && linear_matching(l, m->round, &fresh);
    if (done) {
        matching_release(m);
        *m = fresh;
    }
    return done;
}

/* True: what keeps the rules is to be asked for instead, which *repair says. */
static bool solve_once(struct linear *l, struct matching *m, const struct matching_wish *wish, struct repair *repair)
{
    const struct match_control control = {0};
    struct suggestion s = {0};
    struct error e = {0};
    struct buf verdict = BUF_INIT, words = BUF_INIT;
    bool other = false;
    print(l->app, "Looking for the best.\n");
    fflush(l->app->out); /* with many people it takes some seconds */
    enum status status = matching_solve(m, wish, &control, &s, &e);
    if (status == OK)
        matching_repair(m, wish, &s, NULL, repair);
    if (status == OK && repair->found)
        repair_words(m, wish, repair, &words);
    if (status != OK) {
        linear_fail(l, &e);
    } else if (s.state != MATCH_FEASIBLE) {
        tell_clash(l, m, wish, &s, repair);
    } else if (changes(&s, false) == 0) {
        suggestion_verdict(&s, &verdict);
        linear_say(l, "The board stays as it is. %s", buf_str(&verdict));
        if (repair->found)
            tell_repair(l, m, wish, repair);
    } else {
        other = offer(l, m, &s, buf_str(&words));
    }
    suggestion_release(&s);
    buf_release(&verdict);
    buf_release(&words);
    return other;
}

static void solve(struct linear *l, struct matching *m)
{
    struct matching_wish wish = m->wish;
    struct repair repair;
    wish.rounds = 1;
    while (solve_once(l, m, &wish, &repair)) {
        wish = repair.wish;
        if (repair.without != MATCHING_NONE && !leave_out(l, m, repair.without))
            return;
    }
}

void linear_suggest(struct linear *l, int round)
{
    struct matching m;
    if (!linear_may_write(l) || !linear_matching(l, round, &m))
        return;
    if (ask_wanted(l, &m))
        solve(l, &m);
    matching_release(&m);
}
