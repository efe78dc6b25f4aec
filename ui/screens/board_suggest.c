/* board_suggest.c: asking the engine, watching it, and taking what it suggests: all, some or none of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/box.h"
#include "ui/prompt.h"
#include "ui/screens/board.h"

enum { SHOW_EVERY_MS = 80 };

/* ---- what is wanted ---- */

static bool ask_size(struct ui *ui, struct matching_wish *w)
{
    struct buf size = BUF_INIT;
    bool known = false;
    buf_addf(&size, w->least == w->most ? "%d" : "%d-%d", w->least, w->most);
    const char *hint = _("2 makes pairs; 3-5 groups of three to five");
    while (!known && prompt_plain_line(ui, _("How many together?"), hint, &size)) {
        known = matching_size(buf_str(&size), &w->least, &w->most);
        hint = _("a number from 2 on, or two with a hyphen, such as 3-5");
    }
    buf_release(&size);
    return known;
}

static int ask_choice(struct ui *ui, const struct matching *m, const char *question, int field, int now)
{
    const struct field *f = &ui->app->model.kinds[KIND_MATCHING]->fields[field];
    struct buf *labels = xcalloc(f->choice_count + 1, sizeof *labels);
    const char **texts = xcalloc(f->choice_count + 1, sizeof *texts);
    for (size_t i = 0; i < f->choice_count; i++) {
        matching_choice_words(m, field, i, &labels[i]);
        texts[i] = buf_str(&labels[i]);
    }
    int chosen = prompt_choice(ui, question, texts, f->choice_count, now);
    for (size_t i = 0; i < f->choice_count; i++)
        buf_release(&labels[i]);
    free(labels);
    free(texts);
    return chosen;
}

/* Keeps what was asked for with the round. */
static void save_wish(struct ui *ui, const struct matching *m, enum method method, const struct matching_wish *w)
{
    struct matching_given given;
    matching_wish_given(m, method, w, &given);
    ui_run(ui, CMD_MATCH, given.list, NULL);
}

/* Size, start and aim, one after the other; Esc goes back to the question before. */
static bool ask_wish(struct ui *ui, struct matching *m, struct matching_wish *w)
{
    int method = (int)m->method, aim = (int)m->wish.aim, chosen;
    *w = m->wish;
    for (int question = 0; question < 3;) {
        if (question == 0)
            chosen = ask_size(ui, w) ? 0 : -1;
        else if (question == 1)
            chosen = ask_choice(ui, m, _("What does it start from?"), MATCHING_METHOD, method);
        else
            chosen = ask_choice(ui, m, _("What is best?"), MATCHING_AIM, aim);
        if (chosen < 0 && question == 0)
            return false;
        if (chosen >= 0 && question > 0)
            *(question == 1 ? &method : &aim) = chosen;
        question += chosen < 0 ? -1 : 1;
    }
    w->aim = (enum match_aim)aim;
    if (matching_wishes(m, (enum method)method, w))
        save_wish(ui, m, (enum method)method, w);
    if (method != (int)m->method) {
        m->method = (enum method)method;
        criteria_use(&m->criteria, m->method);
        matching_weigh(m);
    }
    return true;
}

/* ---- watching the engine ---- */

struct watching {
    struct ui *ui;
    bool bounded; /* what is reported is about the total alone, and about all who could be in it */
    bool repairs; /* the suggestion is there; what would keep its rules is looked for */
    struct box box;
    int64_t shown_at;
    bool stopped;
};

static void show_progress(struct ui *ui, const struct match_progress *p, bool bounded, bool repairs)
{
    if (repairs)
        ui_say(ui, "a rule is not kept: looking for what keeps all of them; Esc stops");
    else if (!p->found)
        ui_say(ui, "looking for an arrangement; Esc stops");
    else if (!bounded || p->bound == INT64_MAX || p->bound <= 0 || p->worth <= 0)
        ui_say(ui, "one is found, looking for better ones; Esc takes the best so far");
    else
        ui_say(ui, "within %.1f %% of the best possible; Esc takes the best so far",
               100.0 * (double)(p->bound - p->worth) / (double)p->bound);
    ui_draw(ui);
    ui_present(ui);
}

/* Esc stops; every other key is dropped, as there is nothing else to do meanwhile. */
static bool watch(void *data, const struct match_progress *p)
{
    struct watching *w = data;
    if (!ui_due(w->ui, w->shown_at, SHOW_EVERY_MS))
        return w->stopped; /* at first nobody sees a search to be stopped: what is typed then is meant for what follows */
    while (!w->stopped && w->ui->term->ops->pending(w->ui->term)) {
        struct event e;
        bool ours = box_event(w->ui, &w->box, &e);
        w->stopped = !box_waits(w->ui) || (ours && e.type == EVENT_KEY && e.key == K_ESCAPE);
    }
    w->shown_at = w->ui->now();
    show_progress(w->ui, p, w->bounded, w->repairs);
    return w->stopped;
}

/* ---- taking it ---- */

static bool is_new(const struct suggested *g)
{
    return g->changed;
}

/* What may be taken: the groups that change something. */
static size_t changes(const struct suggestion *s)
{
    size_t count = 0;
    for (int g = 0; g < s->count; g++)
        count += is_new(&s->groups[g]);
    return count;
}

/* "Abdi, Mutua and Mwakio (Trio 2): 45 of 100, 31 before" */
static void tell_change(const struct matching *m, const struct suggested *g, struct buf *out)
{
    struct buf broken = BUF_INIT;
    if (matching_broken(m, g->people, g->count, &broken))
        buf_adds(out, _("! rule  ")); /* in front: the end may be cut off */
    buf_release(&broken);
    suggestion_tell_group(m, g, out);
    const struct matching_table *t = g->table == MATCHING_NONE ? NULL : m->tables[g->table];
    if (!t)
        buf_adds(out, _(", new"));
    else if (t->count > 1)
        buf_addf(out, _(", %d before"), matching_fit(m, matching_sum(m, t->people, t->count), t->count));
}

static bool tick(struct ui *ui, const struct matching *m, struct suggestion *s)
{
    size_t count = changes(s), at = 0;
    struct buf *labels = xcalloc(count + 1, sizeof *labels);
    const char **texts = xcalloc(count + 1, sizeof *texts);
    bool *chosen = xcalloc(count + 1, sizeof *chosen);
    for (int g = 0; g < s->count; g++)
        if (is_new(&s->groups[g])) {
            tell_change(m, &s->groups[g], &labels[at]);
            texts[at] = buf_str(&labels[at]);
            chosen[at++] = true;
        }
    bool taken = prompt_tick(ui, _("Which do you want to use? Space ticks or unticks."), texts, count, chosen);
    at = 0;
    for (int g = 0; g < s->count && taken; g++)
        if (is_new(&s->groups[g]))
            s->groups[g].accepted = chosen[at++];
    for (size_t i = 0; i < count; i++)
        buf_release(&labels[i]);
    free(labels);
    free(texts);
    free(chosen);
    return taken;
}

/* ---- what a suggestion rests on ---- */

static bool add_to_stamp(void *data, const struct record *r)
{
    uint64_t *stamp = data;
    for (size_t i = 0; i < r->kind->field_count; i++) {
        const char *value = record_get(r, (int)i);
        *stamp = dict_hash(*stamp, value, strlen(value) + 1);
    }
    return true;
}

/* The rules, and who takes part. */
static uint64_t asked_stamp(struct ui *ui)
{
    const struct app *app = ui->app;
    uint64_t stamp = DICT_HASH;
    store_each(app->store, app->model.kinds[KIND_RULE], RULE_ALLIANCE, app->alliance, add_to_stamp, &stamp, NULL);
    store_each(app->store, app->model.kinds[KIND_MEMBERSHIP], MEMBERSHIP_ALLIANCE, app->alliance, add_to_stamp, &stamp, NULL);
    return stamp;
}

/* A rule that another window has set meanwhile is one that the suggestion does not know. */
static bool still_asked(struct ui *ui, const struct board *b)
{
    if (!store_is_behind(ui->app->store) || asked_stamp(ui) == b->asked)
        return true;
    ui_warn(ui, "another window changed the rules or who takes part: nothing was done");
    return false;
}


static void take(struct ui *ui, const struct board *b, const struct suggestion *s)
{
    const struct matching *m = &b->matching;
    struct buf groups = BUF_INIT;
    suggestion_groups(m, s, &groups);
    if (!groups.len)
        ui_say(ui, "nothing taken: the board is as it was");
    else if (board_still(ui, b) && still_asked(ui, b))
        ui_run(ui, CMD_MATCH, ARGS(arg_number("round", m->round), arg_text("groups", groups.s)), NULL);
    buf_release(&groups);
}

/* "This is the best possible. 7 changes: fit 34 to 46." */
static void headline(const struct matching *m, const struct suggestion *s, struct buf *out)
{
    int now = matching_mean_fit(m), then = suggestion_mean_fit(m, s);
    suggestion_headline(s, out);
    if (now)
        buf_addf(out, _(" %zu changes: fit %d to %d."), changes(s), now, then);
    else
        buf_addf(out, _(" %zu changes: fit %d."), changes(s), then);
}

enum way { TAKE_ALL, TAKE_PART, READ, REPAIR, LEAVE, WAYS };

/* True: what keeps the rules is to be asked for instead. */
static bool offer(struct ui *ui, const struct board *b, struct suggestion *s, const char *repair)
{
    const struct matching *m = &b->matching;
    struct buf title = BUF_INIT, text = BUF_INIT;
    headline(m, s, &title);
    suggestion_tell(m, s, &text);
    const char *const ways[WAYS] = {_("Take all of it"), _("Take a part"), _("Read it: who, why, what is not met, who waits"),
                                    *repair ? repair : _("Leave the board as it is"), _("Leave the board as it is")};
    int chosen = 0, none = *repair ? LEAVE : REPAIR; /* without a repair the last one is in its place */
    for (bool again = true; again;) {
        chosen = prompt_choice(ui, buf_str(&title), ways, (size_t)none + 1, chosen);
        chosen = chosen == none ? LEAVE : chosen;
        again = chosen == READ || (chosen == TAKE_PART && !tick(ui, m, s));
        if (chosen == READ)
            prompt_text(ui, _("Suggestion"), buf_str(&text));
        else if (chosen == TAKE_ALL || (chosen == TAKE_PART && !again))
            take(ui, b, s);
        else if (!again && chosen != REPAIR)
            ui_say(ui, "the board is as it was");
    }
    buf_release(&title);
    buf_release(&text);
    return chosen == REPAIR;
}

enum clash { CLASH_AGAIN, CLASH_RULES, CLASH_REPAIR, CLASH_LEAVE, CLASH_WAYS };

/* What clashes, and what can be done about it. */
static enum clash tell_clash(struct ui *ui, const struct suggestion *s, const char *repair)
{
    struct buf text = BUF_INIT;
    const char *const ways[CLASH_WAYS] = {_("Other sizes, or another start"), _("Go to the rules"),
                                          *repair ? repair : _("Leave the board as it is"), _("Leave the board as it is")};
    int chosen = CLASH_LEAVE, none = *repair ? CLASH_LEAVE : CLASH_REPAIR;
    suggestion_verdict(s, &text);
    buf_addf(&text, "\n\n%s\n", buf_str(&s->clash));
    if (s->state == MATCH_INFEASIBLE && !s->sizes_alone)
        buf_adds(&text, _("\nAny one of them dropped or changed would do."));
    if (*repair)
        buf_addf(&text, "\n%s", repair);
    prompt_text(ui, _("No suggestion"), buf_str(&text));
    if (s->state == MATCH_INFEASIBLE)
        chosen = prompt_choice(ui, _("What is to change?"), ways, (size_t)none + 1, 0);
    if (chosen == CLASH_RULES)
        ui_open(ui, "records", "rule");
    buf_release(&text);
    return chosen < 0 || chosen == none ? CLASH_LEAVE : (enum clash)chosen;
}

static void tell_no_change(struct ui *ui, const struct suggestion *s, const char *repair)
{
    struct buf verdict = BUF_INIT;
    suggestion_verdict(s, &verdict);
    if (*repair)
        buf_addf(&verdict, " %s", repair);
    ui_say(ui, "The board stays as it is. %s", buf_str(&verdict));
    buf_release(&verdict);
}

/* Asks for what keeps the rules: other people, kept as a rule of the round, or other sizes. False: it could not be kept. */
static bool take_repair(struct ui *ui, const struct matching *m, const struct repair *repair, struct matching_wish *wish)
{
    struct matching_given rule;
    bool done = true;
    *wish = repair->wish;
    if (repair->without != MATCHING_NONE) {
        matching_absent_given(m, repair->without, &rule);
        done = ui_run(ui, CMD_ADD, rule.list, NULL) == OK;
    }
    return done;
}

enum next { NEXT_DONE, NEXT_ASK, NEXT_REPAIR };

static enum next solve_once(struct ui *ui, struct board *b, const struct matching_wish *wish, struct repair *repair)
{
    struct matching *m = &b->matching;
    struct suggestion s = {0};
    struct error e = {0};
    struct buf words = BUF_INIT;
    enum next next = NEXT_DONE;
    struct watching watching = {.ui = ui, .shown_at = ui->now(), .bounded = wish->aim != MATCH_FAIREST && wish->seats == 0,
                                .box = {.title = _("Suggestion"), .how = _("An arrangement is looked for. Esc stops and takes the best found so far.")}};
    const struct match_control control = {.poll = watch, .data = &watching};
    b->asked = asked_stamp(ui);
    box_open(ui, &watching.box);
    enum status status = matching_solve(m, wish, &control, &s, &e);
    *repair = (struct repair){.found = false};
    watching.repairs = true;
    if (status == OK && !watching.stopped)
        matching_repair(m, wish, &s, &control, repair);
    box_close(ui, &watching.box);
    if (status == OK && repair->found)
        repair_words(m, wish, repair, &words);
    if (status != OK) {
        ui_fail(ui, &e);
    } else if (s.state != MATCH_FEASIBLE) {
        enum clash clash = tell_clash(ui, &s, buf_str(&words));
        next = clash == CLASH_REPAIR ? NEXT_REPAIR : clash == CLASH_AGAIN ? NEXT_ASK : NEXT_DONE;
    } else if (changes(&s) == 0) {
        tell_no_change(ui, &s, buf_str(&words));
    } else {
        next = offer(ui, b, &s, buf_str(&words)) ? NEXT_REPAIR : NEXT_DONE;
    }
    suggestion_release(&s);
    buf_release(&words);
    return next;
}

/* True: ask again. */
static bool suggest_once(struct ui *ui, struct board *b)
{
    struct matching_wish wish;
    struct repair repair;
    enum next next = NEXT_REPAIR;
    if (!ask_wish(ui, &b->matching, &wish))
        return false;
    while (next == NEXT_REPAIR && b->matched) {
        next = solve_once(ui, b, &wish, &repair);
        if (next == NEXT_REPAIR) {
            next = take_repair(ui, &b->matching, &repair, &wish) ? NEXT_REPAIR : NEXT_DONE;
            board_reload(ui, b);
        }
    }
    return next == NEXT_ASK;
}

void board_suggest(struct ui *ui, struct board *b)
{
    bool again = b->matched && matching_takes_part(&b->matching) >= 2;
    if (!b->matched)
        board_reload(ui, b); /* says why there is nothing to go by */
    else if (!again)
        ui_warn(ui, "fewer than two people can be matched in this round: Waiting in the weave says who waits and why");
    while (again) {
        again = suggest_once(ui, b);
        board_reload(ui, b);
    }
}
