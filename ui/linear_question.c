/* linear_question.c: the page of one guiding question and its answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/answer.h"
#include "app/print.h"
#include "base/tr.h"
#include "command/guide/language.h"
#include "model/kinds.h"
#include "ui/linear_records.h"
#include "ui/linear_sections.h"

/* Those that change something come first. */
enum question_action {
    Q_WRITE,
    Q_ADD,
    Q_STATUS,
    Q_CONFIDENCE,
    Q_EVIDENCE,
    Q_VISIBILITY,
    Q_FOLLOW_UP,
    Q_CHANGE_ACTION,
    Q_PEERS,
    Q_CASES,
    Q_NEXT,
    Q_PREVIOUS,
    Q_LENS
};

static const struct action actions[] = {
    [Q_WRITE] = {"write", N_("write the answer, of as many lines as you like"), 0},
    [Q_ADD] = {"add", N_("add lines to the answer"), 0},
    [Q_STATUS] = {"status", N_("open, in progress, answered, needs evidence, or does not apply because ..."), 0},
    [Q_CONFIDENCE] = {"confidence", N_("how sure you are: low, medium or high"), 0},
    [Q_EVIDENCE] = {"evidence", N_("what the answer rests on"), 0},
    [Q_VISIBILITY] = {"visibility", N_("who may see the answer"), 0},
    [Q_FOLLOW_UP] = {"action", N_("note who does what by when because of this question"), 0},
    [Q_CHANGE_ACTION] = {"actions", N_("open a follow-up action of this question"), 0},
    [Q_PEERS] = {"peers", N_("read what peers have answered"), 0},
    [Q_CASES] = {"cases", N_("how others met this: cases, risks and tools of the library"), 0},
    [Q_NEXT] = {"next", N_("the next question"), 0},
    [Q_PREVIOUS] = {"previous", N_("the question before"), 0},
    [Q_LENS] = {"lens", N_("put the question to the facilitator or to a peer"), 0},
};

/* ---- the page ---- */

static void tell_answer(struct linear *l, const struct record *r)
{
    const struct kind *k = r->kind;
    const char *status = record_or(r, ANSWER_STATUS, ANSWER_STATUS_OPEN);
    linear_fact(l, _("Status"), field_choice_label(&k->fields[ANSWER_STATUS], status));
    linear_fact(l, k->fields[ANSWER_REASON].label, record_get(r, ANSWER_REASON));
    linear_fact(l, _("Confidence"), field_choice_label(&k->fields[ANSWER_CONFIDENCE], record_get(r, ANSWER_CONFIDENCE)));
    linear_fact(l, _("Visibility"), field_choice_label(&k->fields[FIELD_VISIBILITY], record_get(r, FIELD_VISIBILITY)));
    linear_fact(l, _("Evidence"), record_get(r, ANSWER_EVIDENCE));
    if (record_has(r, ANSWER_TEXT))
        linear_fact(l, k->label, record_get(r, ANSWER_TEXT));
    else
        print(l->app, "Answer: none yet\n");
}

static bool tell_follow_up(void *data, const struct record *r)
{
    struct linear *l = data;
    struct buf line = BUF_INIT;
    if (strcmp(record_get(r, ACTION_ALLIANCE), l->app->alliance) != 0)
        return true;
    buf_addf(&line, "%s%s%s%s%s (%s)", record_get(r, ACTION_WHAT), record_has(r, ACTION_WHO) ? _(": ") : "",
             record_get(r, ACTION_WHO), record_has(r, ACTION_DUE) ? _(", by ") : "", record_get(r, ACTION_DUE),
             field_choice_label(&r->kind->fields[ACTION_STATUS],
                                record_or(r, ACTION_STATUS, ACTION_STATUS_OPEN)));
    linear_fact(l, _("Follow-up action"), line.s);
    buf_release(&line);
    return true;
}

/* A wording, and the same in the second language. */
static void tell_wording(struct linear *l, const char *label, size_t item, enum wording wording)
{
    const struct instrument *guide = &l->app->guide;
    struct buf text = BUF_INIT, other = BUF_INIT;
    language_text(guide, item, wording, &text);
    linear_fact(l, label, buf_str(&text));
    buf_addf(&other, "%s (%s)", label, l->app->content->second);
    linear_fact(l, other.s, instrument_second(guide, item, wording));
    buf_release(&text);
    buf_release(&other);
}

static void tell_question(struct linear *l, size_t item, const struct record *answer)
{
    const struct instrument *guide = &l->app->guide;
    const struct item *it = &guide->items[item];
    linear_gather(l);
    print(l->app, "Question %s, phase %d %s, %zu of %zu, as put to %s\n", it->id, it->phase, phase_name(it->phase),
          item + 1, guide->count, l->lens == LENS_PEER && it->for_peers ? _("a peer") : _("the facilitator"));
    if (l->lens == LENS_PEER && !it->for_peers)
        print(l->app, "This one is for the facilitator alone.\n");
    tell_wording(l, _("Question"), item, instrument_lens(guide, item, it->for_peers ? l->lens : LENS_FACILITATOR));
    tell_wording(l, _("Why"), item, WORDING_WHY);
    tell_wording(l, _("Aloud"), item, WORDING_ALOUD);
    tell_wording(l, _("Example"), item, WORDING_EXAMPLE);
    linear_fact(l, _("Source"), it->source);
    tell_answer(l, answer);
    store_each(l->app->store, l->app->model.kinds[KIND_ACTION], ACTION_ITEM, it->id, tell_follow_up, l, NULL);
    size_t peers = answers_of_peers(l->app, it->id, NULL, NULL);
    if (peers)
        print(l->app, peers == 1 ? N_("%zu peer has answered: type peers\n") : N_("%zu peers have answered: type peers\n"), peers);
    linear_gathered(l);
}

static void explain(struct linear *l, void *data)
{
    size_t item = *(size_t *)data;
    tell_wording(l, _("Why we ask"), item, WORDING_WHY);
    tell_wording(l, _("How to ask it aloud"), item, WORDING_ALOUD);
    tell_wording(l, _("Example"), item, WORDING_EXAMPLE);
}

/* ---- changing the answer ---- */

/* A field of the answer that is about to be saved. */
struct saving {
    size_t item;
    const char *name;   /* of the argument */
    const char *status; /* that it gets besides; NULL: as it is */
};

static enum status save_option(struct linear *l, void *data, const char *value)
{
    const struct saving *g = data;
    return linear_run_command(l, CMD_ANSWER,
                              ARGS(arg_text("item", l->app->guide.items[g->item].id), arg_text(g->name, value),
                                   arg_if(g->status, arg_text("status", g->status))), NULL);
}

static void look_at(struct linear *l, const struct record *answer, int field)
{
    store_seen(l->app->store, answer->kind, record_id(answer), field, &l->seen, NULL);
}

/* Saves what was typed for a field that the reader had heard before (look_at()). */
static bool save(struct linear *l, const struct record *answer, int field, struct buf *value, struct saving g)
{
    enum status s = linear_contest(l, answer->kind, record_id(answer), field, value, save_option, &g);
    return s == OK;
}

static void write_answer(struct linear *l, size_t item, const struct record *answer, bool more)
{
    struct buf text = BUF_INIT, draft = BUF_INIT;
    if (more)
        buf_adds(&text, record_get(answer, ANSWER_TEXT));
    buf_addf(&draft, "answer %s %s", l->app->alliance, l->app->guide.items[item].id);
    look_at(l, answer, ANSWER_TEXT);
    enum text_end end = linear_text(l, draft.s, &text);
    struct saving g = {item, "text", end == TEXT_ENDED ? ANSWER_STATUS_IN_PROGRESS : NULL};
    bool saved = end != TEXT_NONE && save(l, answer, ANSWER_TEXT, &text, g);
    if (!saved && end != TEXT_NONE) { /* the draft is kept for the next start, if it could be; and the reader can copy it */
        linear_say(l, "The text was not saved. This is it:");
        print_lines(l->app, text.s, 4);
    }
    if (saved && end == TEXT_ENDED)
        linear_say(l, "The input ended in the middle of the answer. What was typed is kept as in progress.");
    if (end == TEXT_NONE)
        print(l->app, "Left as it was.\n");
    buf_clear(&l->seen);
    buf_release(&text);
    buf_release(&draft);
}

static void set_status(struct linear *l, size_t item, const struct record *answer)
{
    const struct field *f = &answer->kind->fields[ANSWER_STATUS];
    struct options o = {0};
    struct buf reason = BUF_INIT, status = BUF_INIT;
    for (size_t i = 0; i < f->choice_count; i++)
        options_add(&o, f->choices[i].name, f->choices[i].label);
    const char *now = record_or(answer, ANSWER_STATUS, ANSWER_STATUS_OPEN);
    linear_fact(l, _("Status"), field_choice_label(f, now));
    long at = linear_choose(l, _("The new status"), _("How far this answer is. 'Does not apply' asks for the reason."), &o);
    bool reasoned = at >= 0 && strcmp(o.items[at].id, ANSWER_STATUS_NOT_APPLICABLE) == 0;
    look_at(l, answer, reasoned ? ANSWER_REASON : ANSWER_STATUS);
    if (reasoned && !linear_line_about(l, record_id(answer), _("Does not apply because"),
                                       _("A reason in one line; without one the status stays."), &reason))
        at = -1;
    buf_adds(&status, at >= 0 ? o.items[at].id : "");
    if (at >= 0 && reasoned)
        save(l, answer, ANSWER_REASON, &reason, (struct saving){item, "reason", status.s});
    else if (at >= 0)
        save(l, answer, ANSWER_STATUS, &status, (struct saving){item, "status", NULL});
    else if (!l->ended)
        print(l->app, "Left as it was.\n");
    buf_clear(&l->seen);
    options_release(&o);
    buf_release(&reason);
    buf_release(&status);
}

/* Confidence, evidence, visibility. */
static void set_field(struct linear *l, size_t item, const struct record *answer, int field, const char *option)
{
    struct buf out = BUF_INIT, draft = BUF_INIT;
    const char *now = record_get(answer, field);
    buf_addf(&draft, "set answer %s %s", record_id(answer), answer->kind->fields[field].name);
    linear_fact(l, answer->kind->fields[field].label, field_choice_label(&answer->kind->fields[field], now));
    look_at(l, answer, field);
    if (linear_value(l, answer->kind, field, now, draft.s, &out) == VALUE_NONE)
        print(l->app, "Left as it was.\n");
    else
        save(l, answer, field, &out, (struct saving){item, option, NULL});
    buf_clear(&l->seen);
    buf_release(&out);
    buf_release(&draft);
}

/* ---- follow-up ---- */

static void follow_up(struct linear *l, size_t item)
{
    const struct kind *k = l->app->model.kinds[KIND_ACTION];
    static const int fields[] = {ACTION_WHAT, ACTION_WHO, ACTION_DUE};
    struct buf value = BUF_INIT;
    struct args given;
    bool good = true;
    args_init(&given, &commands[CMD_ADD]);
    args_give(&given, arg_text("kind", k->name));
    for (size_t i = 0; i < 3 && good; i++) {
        enum value v = linear_value(l, k, fields[i], "", "", &value);
        good = !l->leave && !l->ended && (i > 0 || (v == VALUE_GIVEN && value.len));
        if (v == VALUE_GIVEN && value.len)
            args_give(&given, arg_field(k, fields[i], arena_text(given.arena, value.s, value.len)));
    }
    args_give(&given, arg_field(k, ACTION_ITEM, l->app->guide.items[item].id));
    if (good)
        linear_run_command(l, CMD_ADD, given.values, NULL);
    else
        linear_say(l, "Nothing was added.");
    args_release(&given);
    buf_release(&value);
}

struct actions_of {
    struct linear *l;
    struct options *options;
};

static bool take_action(void *data, const struct record *r)
{
    struct actions_of *a = data;
    struct buf text = BUF_INIT;
    if (strcmp(record_get(r, ACTION_ALLIANCE), a->l->app->alliance) == 0) {
        store_title(a->l->app->store, r->kind, record_id(r), &text);
        options_add(a->options, record_id(r), buf_str(&text));
    }
    buf_release(&text);
    return true;
}

static void open_action(struct linear *l, size_t item)
{
    struct options o = {0};
    struct actions_of a = {l, &o};
    const struct kind *kind = l->app->model.kinds[KIND_ACTION];
    char id[ID_SIZE] = "";
    store_each(l->app->store, kind, ACTION_ITEM, l->app->guide.items[item].id, take_action, &a, NULL);
    if (o.count == 0)
        print(l->app, "No action follows from this question yet: action notes one.\n");
    long at = o.count == 1 ? 0 : o.count ? linear_choose(l, _("Which action?"), _("It is opened, to be changed."), &o) : -1;
    if (at >= 0)
        snprintf(id, sizeof id, "%s", o.items[at].id);
    options_release(&o);
    if (*id)
        linear_record(l, kind, id);
}

/* ---- peers ---- */

static void tell_peer(void *data, const struct record *r)
{
    struct linear *l = data;
    struct buf name = BUF_INIT;
    store_title(l->app->store, l->app->model.kinds[KIND_PERSON], record_get(r, ANSWER_PERSON), &name);
    linear_fact(l, buf_str(&name), record_get(r, ANSWER_TEXT));
    if (RECORD_IS(r, ANSWER_STATUS, NOT_APPLICABLE)) {
        buf_addf(&name, ", %s", r->kind->fields[ANSWER_REASON].label);
        linear_fact(l, name.s, record_get(r, ANSWER_REASON));
    }
    buf_release(&name);
}

static void tell_peers(struct linear *l, size_t item)
{
    if (answers_of_peers(l->app, l->app->guide.items[item].id, tell_peer, l) == 0)
        print(l->app, "No peer has answered this question yet.\n");
}

/* ---- what is asked ---- */

/* Carries an action out; true if the page is to be shown again. */
static bool act(struct linear *l, int action, size_t *item, const struct record *answer)
{
    size_t count = l->app->guide.count;
    if (action <= Q_FOLLOW_UP && !linear_may_write(l))
        return false;
    switch ((enum question_action)action) {
    case Q_WRITE: write_answer(l, *item, answer, false); return false;
    case Q_ADD: write_answer(l, *item, answer, true); return false;
    case Q_STATUS: set_status(l, *item, answer); return false;
    case Q_CONFIDENCE: set_field(l, *item, answer, ANSWER_CONFIDENCE, "confidence"); return false;
    case Q_EVIDENCE: set_field(l, *item, answer, ANSWER_EVIDENCE, "evidence"); return false;
    case Q_VISIBILITY: set_field(l, *item, answer, FIELD_VISIBILITY, "visibility"); return false;
    case Q_FOLLOW_UP: follow_up(l, *item); return false;
    case Q_CHANGE_ACTION: open_action(l, *item); return true;
    case Q_PEERS: tell_peers(l, *item); return false;
    case Q_LENS: linear_change_lens(l); return true;
    case Q_CASES: linear_cases(l, *item); return true;
    case Q_NEXT:
        if (*item + 1 == count)
            print(l->app, "This is the last question.\n");
        *item += *item + 1 < count;
        return true;
    case Q_PREVIOUS:
        if (*item == 0)
            print(l->app, "This is the first question.\n");
        *item -= *item > 0;
        return true;
    }
    return true;
}

void linear_no_question(struct linear *l, const char *typed)
{
    const struct instrument *guide = &l->app->guide;
    print(l->app, "'%s' is not a question, such as %s, and nothing that can be done here. ? tells what can.\n", typed,
          guide->count ? guide->items[0].id : "1.2.b");
}

void linear_question(struct linear *l, size_t item)
{
    struct reply r;
    bool show = true;
    do {
        struct record answer;
        answer_read(l->app, l->app->guide.items[item].id, &answer);
        store_remember(l->app->store, "linear-question", l->app->guide.items[item].id, NULL);
        if (show)
            tell_question(l, item, &answer);
        r = linear_ask(
            l, &(struct page){.text = _("the id of a question, such as 1.2.b"),
                              .actions = actions,
                              .action_count = sizeof actions / sizeof *actions,
                              .help = N_("One guiding question: what it asks, why, how to ask it aloud, an example, and "
                                         "the answer of this alliance."),
                              .explain = explain,
                              .data = &item,
                              .gathered = show});
        show = true;
        int other = r.what == REPLY_TEXT ? instrument_find(&l->app->guide, l->typed.s) : -1;
        if (r.what == REPLY_ACTION)
            show = act(l, r.action, &item, &answer);
        else if (r.what == REPLY_TEXT && other < 0)
            linear_no_question(l, l->typed.s);
        if (other >= 0)
            item = (size_t)other;
        else if (r.what == REPLY_TEXT)
            show = false;
        record_release(&answer);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}
