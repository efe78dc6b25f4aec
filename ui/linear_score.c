/* linear_score.c: checklists as lines: choose one, and whom it is about; rate its points; see how they have changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/content.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "report/scorecard.h"
#include "sheet/sheet.h"
#include "ui/linear_ask.h"
#include "ui/linear_match.h"
#include "ui/linear_sections.h"

#define TAKE_IN " " /* no checklist has that name */

/* What is being rated. Names are looked up anew: what was chosen may be gone after an undo. */
struct fields_of {
    char name[64];
    enum subject what;
    char id[ID_SIZE];
};

static const struct instrument *instrument_of(struct linear *l, const struct fields_of *s)
{
    struct checklist *list = content_checklist(l->app, s->name);
    return list ? &list->instrument : NULL;
}

static const struct kind *kind_of(struct linear *l, enum subject what)
{
    return card_kind(&l->app->model, what);
}

/* ---- whom it is about ---- */

static bool choose_subject(struct linear *l, const struct instrument *in, struct fields_of *s)
{
    struct options list = {0};
    long at = 0;
    for (int i = 0; i < SUBJECTS; i++)
        if (in->subjects & 1u << i)
            options_add(&list, subject_name((enum subject)i), kind_of(l, (enum subject)i)->label);
    if (list.count > 1)
        at = linear_choose(l, _("About whom or what?"), _("The checklist can be rated for each of these."), &list);
    bool chosen = at >= 0;
    for (int i = 0; chosen && i < SUBJECTS; i++)
        if (strcmp(list.items[at].id, subject_name((enum subject)i)) == 0)
            s->what = (enum subject)i;
    options_release(&list);
    snprintf(s->id, sizeof s->id, "%s", l->app->alliance);
    return chosen && (s->what == SUBJECT_ALLIANCE || linear_pick(l, kind_of(l, s->what), kind_of(l, s->what)->label, s->id));
}

/* ---- one point ---- */

/* Reads the card and what the facilitator said last of each point; release both. */
static void read_card(struct linear *l, const struct fields_of *s, const struct instrument *in, struct scorecard *card,
                      struct own_rating **own)
{
    const struct card_subject subject = {s->what, s->id};
    struct error e;
    if (scorecard_read(l->app->store, in, l->app->alliance, subject, card, &e) != OK)
        linear_fail(l, &e);
    if (own_ratings_read(l->app->store, in, l->app->alliance, subject, "", own, &e) != OK)
        linear_fail(l, &e);
}

static void tell_point(struct linear *l, const struct instrument *in, size_t item, const struct card_point *p,
                       const struct own_rating *own)
{
    bool words = in->items[item].scale.count == 0;
    struct buf text = BUF_INIT;
    print_wrapped(l->app, instrument_question(in, item, l->lens), 0, LINEAR_WIDTH);
    linear_fact(l, _("Aloud"), instrument_text(in, item, WORDING_ALOUD));
    linear_fact(l, _("Why"), instrument_text(in, item, WORDING_WHY));
    linear_fact(l, _("Example"), instrument_text(in, item, WORDING_EXAMPLE));
    for (int d = 0; d < p->days; d++) {
        buf_addf(&text, _("%s%s: "), d ? "; " : "", p->day[d]);
        card_value(p->score[d], &text);
    }
    if (!words)
        linear_fact(l, _("Rated"), p->days ? buf_str(&text) : _("not yet"));
    linear_fact(l, words ? _("Answer") : _("Rests on"), own->note.len || !words ? buf_str(&own->note) : _("none yet"));
    buf_release(&text);
}

static enum status give_score(struct linear *l, const struct fields_of *s, const struct instrument *in, size_t item,
                              const char *score, const char *note)
{
    return linear_run_command(l, CMD_SCORE,
                              ARGS(arg_text("checklist", s->name), arg_pair("point", in->items[item].id, score),
                                   arg_if(s->what != SUBJECT_ALLIANCE, arg_text(subject_name(s->what), s->id)),
                                   arg_if(note, arg_text("note", note))), NULL);
}

/* A score with its note that is about to be saved. */
struct giving {
    const struct fields_of *sheet;
    const struct instrument *in;
    size_t item;
    const char *score;
};

static enum status give_note(struct linear *l, void *data, const char *note)
{
    const struct giving *g = data;
    return give_score(l, g->sheet, g->in, g->item, g->score, note);
}

/* The record of today, which the note will be in. */
static void rated_today(struct linear *l, const struct fields_of *s, const struct instrument *in, size_t item, char id[ID_SIZE])
{
    char today[DATE_SIZE];
    date_today(today);
    rating_id(l->app->store, in, item, l->app->alliance, (struct card_subject){s->what, s->id}, today, "", id);
}

/* "0 Not yet, 1 A little, 2 Mostly, 3 Fully" */
static void add_scale(const struct scale *scale, struct buf *out)
{
    for (size_t i = 0; i < scale->count; i++)
        buf_addf(out, "%s%d %s", i ? ", " : "", scale->steps[i].value, scale->steps[i].label);
}

/* Asks for a score, then for what it rests on; for a point without a scale for words only. */
static void rate(struct linear *l, const struct fields_of *s, const struct instrument *in, size_t item)
{
    const struct scale *scale = &in->items[item].scale;
    struct buf note = BUF_INIT, score = BUF_INIT, prompt = BUF_INIT;
    const struct kind *kind = l->app->model.kinds[KIND_RATING];
    char id[ID_SIZE];
    if (!linear_may_write(l))
        return;
    rated_today(l, s, in, item, id);
    store_seen(l->app->store, kind, id, RATING_NOTE, &l->seen, NULL);
    buf_adds(&prompt, _("Which score? "));
    add_scale(scale, &prompt);
    bool scored = scale->count > 0 && linear_line_about(l, id, buf_str(&prompt), _("The number, or the word behind it."), &score);
    if (scored || scale->count == 0) {
        bool noted = linear_line_about(l, id, scale->count ? _("What does it rest on?") : _("Your answer"),
                                 _("One line, or an empty one for nothing."), &note);
        struct giving g = {s, in, item, buf_str(&score)};
        if (noted)
            linear_contest(l, kind, id, RATING_NOTE, &note, give_note, &g);
        else if (scored && !(l->ended && l->typed.len)) /* half a note stays a draft, with its score */
            give_score(l, s, in, item, buf_str(&score), NULL);
    }
    buf_clear(&l->seen);
    buf_release(&note);
    buf_release(&score);
    buf_release(&prompt);
}

static void point_page(struct linear *l, const struct fields_of *s, size_t item)
{
    const struct action actions[] = {{"rate", _("give a score, and say what it rests on"), 0}};
    struct reply r;
    do {
        const struct instrument *in = instrument_of(l, s);
        struct scorecard card = {0};
        struct own_rating *own;
        if (!in || item >= in->count)
            return;
        read_card(l, s, in, &card, &own);
        linear_gather(l);
        tell_point(l, in, item, &card.points[item], &own[item]);
        linear_gathered(l);
        own_ratings_free(own, card.count);
        scorecard_release(&card);
        r = linear_ask(l, &(struct page){.actions = actions, .action_count = 1, .gathered = true,
                                         .help = _("One point of the checklist, and how it was rated so far.")});
        if (r.what == REPLY_ACTION)
            rate(l, s, in, item);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}

/* ---- the sheet ---- */

/* Numbers only points, heads stand between them; places[] gets the item of each number: the sheet has a row an item. */
static size_t print_sheet(struct linear *l, const struct fields_of *s, const struct instrument *in, size_t *places)
{
    struct sheet sheet = {0};
    struct error e = {0};
    struct buf line = BUF_INIT;
    struct sheet_query query = {.what = s->name, .of_kind = kind_of(l, s->what), .lens = l->lens};
    size_t n = 0;
    snprintf(query.of, sizeof query.of, "%s", s->id);
    if (sheet_make(&sheet, sheet_maker("scorecard"), l->app, &query, &e) != OK) {
        linear_fail(l, &e);
    } else {
        linear_tell(l, sheet.title);
        linear_tell_lines(l, sheet.about);
    }
    for (size_t i = 0; i < sheet.count; i++) {
        buf_clear(&line);
        if (!in->items[i].head) {
            places[n++] = i;
            buf_addf(&line, "%zu ", n);
        }
        sheet_line(&sheet, &sheet.rows[i], &line);
        linear_tell(l, buf_str(&line));
    }
    buf_release(&line);
    sheet_release(&sheet);
    return n;
}

static void compare(struct linear *l, const struct fields_of *s)
{
    struct buf out = BUF_INIT;
    enum subject what = s->what == SUBJECT_ALLIANCE ? SUBJECT_PERSON : s->what;
    if (linear_run_command(l, CMD_SHEET_SCORECARD, ARGS(arg_text("checklist", s->name), arg_text("all", subject_name(what))), &out) == OK)
        print_lines(l->app, buf_str(&out), 0);
    buf_release(&out);
}

static void sheet_page(struct linear *l, struct fields_of *s)
{
    const struct action actions[] = {{"about", _("rate somebody or something else with it"), 0},
                                            {"all", _("rate all points that are not rated yet, one after the other"), 0},
                                            {"compare", _("all who were rated, side by side"), 0}};
    struct reply r;
    do {
        const struct instrument *in = instrument_of(l, s);
        struct scorecard card = {0};
        struct own_rating *own;
        if (!in)
            return;
        size_t *places = xcalloc(in->count + 1, sizeof *places);
        read_card(l, s, in, &card, &own);
        linear_gather(l);
        size_t n = print_sheet(l, s, in, places);
        linear_gathered(l);
        r = linear_ask(l, &(struct page){.numbers = n, .actions = actions, .action_count = 3, .gathered = true,
                                         .help = instrument_text(in, INSTRUMENT_ITSELF, WORDING_WHY)});
        if (r.what == REPLY_NUMBER)
            point_page(l, s, places[r.number - 1]);
        else if (r.what == REPLY_ACTION && r.action == 0)
            choose_subject(l, in, s);
        else if (r.what == REPLY_ACTION && r.action == 2)
            compare(l, s);
        for (size_t i = 0; r.what == REPLY_ACTION && r.action == 1 && i < n && !l->leave && !l->ended; i++)
            if (card.points[places[i]].days == 0 && !own[places[i]].note.len) {
                tell_point(l, in, places[i], &card.points[places[i]], &own[places[i]]);
                rate(l, s, in, places[i]);
            }
        own_ratings_free(own, card.count);
        scorecard_release(&card);
        free(places);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}

/* ---- all checklists ---- */

void linear_scores(struct linear *l)
{
    long at;
    do {
        struct options list = {0};
        struct fields_of s = {.what = SUBJECT_ALLIANCE};
        for (size_t i = 1; i < l->app->content->count; i++) { /* [0], the guiding questions, are walked */
            const struct instrument *in = &l->app->content->checklists[i].instrument;
            options_add(&list, in->name, instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL));
        }
        options_add(&list, TAKE_IN, _("Add one of your own from a file"));
        at = linear_choose(l, _("Checklists"), _("Lists of points to rate: the alliance, a person, a session and so on."), &list);
        if (at >= 0 && strcmp(list.items[at].id, TAKE_IN) == 0) {
            linear_ask_run(l, CMD_CHECKLIST_ADD, NULL, NULL);
        } else if (at >= 0) {
            snprintf(s.name, sizeof s.name, "%s", list.items[at].id);
            const struct instrument *in = instrument_of(l, &s);
            if (in && choose_subject(l, in, &s))
                sheet_page(l, &s);
        }
        options_release(&list);
    } while (at >= 0 && !l->leave && !l->ended);
}
