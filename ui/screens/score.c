/* score.c: a checklist rated over time. See score.h. */
#include "ui/screens/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "ui/conflict.h"
#include "ui/prompt.h"
#include "ui/screens/ask.h"
#include "ui/screens/import_parts.h"
#include "ui/screens/screens.h"

/* ---- what is shown ---- */

const struct instrument *score_instrument(struct ui *ui, const struct score *s)
{
    struct checklist *list = content_checklist(ui->app, s->name);
    return list ? &list->instrument : NULL;
}

bool score_can_focus(const struct instrument *in, size_t item)
{
    return !in->items[item].head;
}

const struct kind *score_kind(struct ui *ui, enum subject what)
{
    return card_kind(&ui->app->model, what);
}

bool score_secret(struct ui *ui, const struct score *s)
{
    return s->what == SUBJECT_PERSON && ui_private(ui);
}

static void free_heat(struct score *s)
{
    for (size_t i = 0; s->titles && i < s->heat.count; i++)
        buf_release(&s->titles[i]);
    free(s->titles);
    s->titles = NULL;
    heat_release(&s->heat);
}

static void read_heat(struct ui *ui, struct score *s, const struct instrument *in)
{
    struct error e;
    enum subject what = s->what == SUBJECT_ALLIANCE ? SUBJECT_PERSON : s->what;
    free_heat(s);
    if (heat_read(ui->app->store, in, ui->app->alliance, what, &s->heat, &e) != OK)
        ui_fail(ui, &e);
    s->titles = xcalloc(s->heat.count + 1, sizeof *s->titles);
    for (size_t i = 0; i < s->heat.count; i++)
        store_title(ui->app->store, score_kind(ui, what), s->heat.rows[i].id, &s->titles[i]);
    if (s->row >= s->heat.count)
        s->row = s->heat.count ? s->heat.count - 1 : 0;
}

/* ---- what the one who rates has said ---- */

static void free_own(struct score *s)
{
    own_ratings_free(s->own, s->own_count);
    s->own = NULL;
    s->own_count = 0;
}

static void read_own(struct ui *ui, struct score *s, const struct instrument *in)
{
    struct error e;
    s->own_count = in->count;
    if (own_ratings_read(ui->app->store, in, ui->app->alliance, (struct card_subject){s->what, s->id}, s->rater, &s->own, &e) != OK)
        ui_fail(ui, &e);
}

void score_read(struct ui *ui, struct score *s)
{
    const struct instrument *in = score_instrument(ui, s);
    struct error e;
    scorecard_release(&s->card);
    free_own(s);
    if (!in) {
        s->comparing = false;
        return;
    }
    if (s->what == SUBJECT_ALLIANCE)
        snprintf(s->id, sizeof s->id, "%s", ui->app->alliance);
    if (scorecard_read(ui->app->store, in, ui->app->alliance, (struct card_subject){s->what, s->id}, &s->card, &e) != OK)
        ui_fail(ui, &e);
    read_own(ui, s, in);
    buf_clear(&s->subject);
    store_title(ui->app->store, score_kind(ui, s->what), s->id, &s->subject);
    if (s->comparing)
        read_heat(ui, s, in);
    if (s->at >= in->count)
        s->at = 0;
    while (s->at + 1 < in->count && !score_can_focus(in, s->at))
        s->at++;
}

/* ---- choosing ---- */

static bool choose_checklist(struct ui *ui, struct score *s)
{
    struct content *c = ui->app->content;
    const char **labels = xcalloc(c->count, sizeof *labels);
    size_t n = 0;
    int before = 0;
    for (size_t i = 1; i < c->count; i++) { /* [0], the guiding questions, are walked */
        before = strcmp(c->checklists[i].instrument.name, s->name) == 0 ? (int)n : before;
        labels[n++] = instrument_text(&c->checklists[i].instrument, INSTRUMENT_ITSELF, WORDING_LABEL);
    }
    int chosen = prompt_choice(ui, _("Which checklist?"), labels, n, before);
    free(labels);
    if (chosen >= 0) {
        snprintf(s->name, sizeof s->name, "%s", c->checklists[chosen + 1].instrument.name);
        s->at = 0;
        s->top = 0;
    }
    return chosen >= 0;
}

static const char *const subject_words[SUBJECTS] = {N_("The alliance"), N_("A person"), N_("An organisation"), N_("A pair or group"),
                                                    N_("A session")};

/* Asks whom it is about, of those the checklist knows. */
static bool choose_subject(struct ui *ui, struct score *s)
{
    const struct instrument *in = score_instrument(ui, s);
    const char *labels[SUBJECTS];
    enum subject of[SUBJECTS];
    char id[ID_SIZE] = "";
    int n = 0, before = 0, chosen = 0;
    for (int i = 0; in && i < SUBJECTS; i++) {
        if (!(in->subjects & 1u << i))
            continue;
        before = (int)s->what == i ? n : before;
        of[n] = (enum subject)i;
        labels[n++] = tr(subject_words[i]);
    }
    if (n > 1 && (chosen = prompt_choice(ui, _("About whom?"), labels, (size_t)n, before)) < 0)
        return false;
    if (n == 0)
        return false;
    if (of[chosen] == s->what)
        snprintf(id, sizeof id, "%s", s->id);
    if (of[chosen] != SUBJECT_ALLIANCE && !prompt_record(ui, labels[chosen], score_kind(ui, of[chosen]), false, id))
        return false;
    s->what = of[chosen];
    snprintf(s->id, sizeof s->id, "%s", s->what == SUBJECT_ALLIANCE ? ui->app->alliance : id);
    return true;
}

/* A checklist that is not about what was shown before asks anew; if nothing is chosen it stays as it was. */
static void change_checklist(struct ui *ui, struct score *s)
{
    char before[sizeof s->name];
    size_t at = s->at;
    snprintf(before, sizeof before, "%s", s->name);
    if (!choose_checklist(ui, s))
        return;
    const struct instrument *in = score_instrument(ui, s);
    s->comparing = false;
    if (in && !(in->subjects & 1u << s->what) && !choose_subject(ui, s)) {
        snprintf(s->name, sizeof s->name, "%s", before);
        s->at = at;
    }
    score_read(ui, s);
}

/* ---- rating ---- */

/* Runs `score` for the focused point; value "" with words only, day "" for today. */
static enum status keep(struct ui *ui, struct score *s, const char *value, const char *note, const char *day)
{
    const struct instrument *in = score_instrument(ui, s);
    return ui_run(ui, CMD_SCORE,
                  ARGS(arg_text("checklist", s->name), arg_pair("point", in->items[s->at].id, value),
                       arg_if(s->what != SUBJECT_ALLIANCE, arg_text(subject_name(s->what), s->id)), arg_if(*s->rater, arg_text("rater", s->rater)),
                       arg_if(note, arg_text("note", note)), arg_if(*day, arg_text("date", day))), NULL);
}

static bool rate(struct ui *ui, struct score *s, int value)
{
    char text[12];
    snprintf(text, sizeof text, "%d", value);
    return keep(ui, s, text, NULL, "") == OK;
}

static const struct card_point *focused_point(const struct score *s)
{
    return s->at < s->card.count ? &s->card.points[s->at] : NULL;
}

/* The place on the scale of the latest score, -1 if there is none. */
static int place_on_scale(const struct scale *scale, const struct card_point *p)
{
    int place = -1;
    for (size_t i = 0; p && p->days && i < scale->count; i++)
        if (scale->steps[i].value <= card_latest(p) + 0.5)
            place = (int)i;
    return place;
}

static void step_score(struct ui *ui, struct score *s, const struct instrument *in, int by)
{
    const struct scale *scale = &in->items[s->at].scale;
    int place = place_on_scale(scale, focused_point(s)) + by;
    if (scale->count == 0)
        return;
    place = place < 0 ? 0 : place >= (int)scale->count ? (int)scale->count - 1 : place;
    rate(ui, s, scale->steps[place].value);
}

/* A note that is about to be saved. */
struct noting {
    struct score *score;
    bool words; /* the point is answered in words */
};

static enum status save_note(struct ui *ui, void *data, const char *note)
{
    const struct noting *n = data;
    struct score *s = n->score;
    char score[sizeof s->own->score] = "", day[DATE_SIZE] = "";
    score_read(ui, s); /* another window may have rated it anew while the note was typed */
    if (s->at < s->own_count && !n->words) { /* the score is that of its day; an answer is one of today */
        snprintf(score, sizeof score, "%s", s->own[s->at].score);
        snprintf(day, sizeof day, "%s", s->own[s->at].day);
    }
    return keep(ui, s, score, note, day);
}

/* The record that the note will be in: that of the score's day, for an answer in words that of today. */
static void noted_in(struct ui *ui, const struct score *s, const struct instrument *in, bool words, char id[ID_SIZE])
{
    char day[DATE_SIZE];
    date_today(day);
    rating_id(ui->app->store, in, s->at, ui->app->alliance, (struct card_subject){s->what, s->id}, words ? day : s->own[s->at].day,
              s->rater, id);
}

static void ask_note(struct ui *ui, struct score *s, const struct instrument *in)
{
    bool words = in->items[s->at].scale.count == 0, again = true;
    score_read(ui, s);
    const struct own_rating *own = s->at < s->own_count ? &s->own[s->at] : NULL;
    struct buf note = BUF_INIT, seen = BUF_INIT, about = BUF_INIT;
    char id[ID_SIZE];
    if (!own || (!words && !*own->score)) {
        ui_say(ui, "rate the point first, then say what the score rests on");
        return;
    }
    buf_adds(&note, buf_str(&own->note));
    struct noting n = {s, words};
    noted_in(ui, s, in, words, id);
    const struct contest c = {.kind = ui->app->model.kinds[KIND_RATING], .id = id, .field = RATING_NOTE, .seen = &seen,
                              .ask = true, .remakes = true, .save = save_note, .data = &n};
    store_seen(ui->app->store, c.kind, id, RATING_NOTE, &seen, NULL);
    buf_addf(&about, "%s %s %s", in->name, in->items[s->at].id, s->id);
    while (again && prompt_line_about(ui, buf_str(&about), words ? _("Your answer") : _("What does the score rest on?"), NULL, &note))
        again = conflict_save(ui, &c, &note) == ERR_CONFLICT && !ui->done;
    buf_release(&note);
    buf_release(&seen);
    buf_release(&about);
}

static void ask_score(struct ui *ui, struct score *s, const struct instrument *in)
{
    const struct scale *scale = &in->items[s->at].scale;
    if (scale->count == 0) {
        ask_note(ui, s, in);
        return;
    }
    const char **labels = xcalloc(scale->count, sizeof *labels);
    struct buf *texts = xcalloc(scale->count, sizeof *texts);
    for (size_t i = 0; i < scale->count; i++) {
        buf_addf(&texts[i], "%d  %s", scale->steps[i].value, scale->steps[i].label);
        labels[i] = buf_str(&texts[i]);
    }
    int chosen = prompt_choice(ui, instrument_text(in, s->at, WORDING_LABEL), labels, scale->count,
                               place_on_scale(scale, focused_point(s)));
    if (chosen >= 0)
        rate(ui, s, scale->steps[chosen].value);
    for (size_t i = 0; i < scale->count; i++)
        buf_release(&texts[i]);
    free(texts);
    free(labels);
}

/* ---- open and close ---- */

/* "principles person 0193... P3" */
static void *score_open(struct ui *ui, const char *place)
{
    struct score *s = xcalloc(1, sizeof *s);
    char subject[16] = "", item[64] = "";
    int n = sscanf(place, "%63s %15s %79s %63s", s->name, subject, s->id, item);
    for (int i = 0; n >= 3 && i < SUBJECTS; i++)
        if (strcmp(subject, subject_name((enum subject)i)) == 0)
            s->what = (enum subject)i;
    const struct instrument *in = *s->name ? score_instrument(ui, s) : NULL;
    if (!in && !choose_checklist(ui, s)) {
        free(s);
        return NULL;
    }
    in = score_instrument(ui, s);
    if (in && !(in->subjects & 1u << s->what) && !choose_subject(ui, s)) {
        free(s);
        return NULL;
    }
    int at = in && *item ? instrument_find(in, item) : -1;
    s->at = at > 0 ? (size_t)at : 0;
    score_read(ui, s);
    return s;
}

static void score_close(struct ui *ui, void *self)
{
    struct score *s = self;
    (void)ui;
    free_heat(s);
    free_own(s);
    scorecard_release(&s->card);
    buf_release(&s->subject);
    free(s);
}

static void score_place(struct ui *ui, void *self, struct buf *out)
{
    struct score *s = self;
    const struct instrument *in = score_instrument(ui, s);
    buf_addf(out, "%s %s %s %s", s->name, subject_name(s->what), *s->id ? s->id : "-",
             in && s->at < in->count ? in->items[s->at].id : "");
}

static void score_refresh(struct ui *ui, void *self)
{
    score_read(ui, self);
}

/* ---- keys ---- */

static void move(struct score *s, const struct instrument *in, int by)
{
    size_t to = s->at;
    for (int left = by < 0 ? -by : by; left > 0; left--) {
        size_t next = to;
        do {
            if (by < 0 ? next == 0 : next + 1 >= in->count)
                break;
            next += by < 0 ? (size_t)-1 : 1;
        } while (!score_can_focus(in, next));
        if (score_can_focus(in, next))
            to = next;
    }
    s->at = to;
}

static bool heat_key(struct score *s, int key)
{
    size_t last = s->heat.count ? s->heat.count - 1 : 0;
    switch (key) {
    case K_UP: s->row -= s->row > 0; return true;
    case K_DOWN: s->row += s->row < last; return true;
    case K_PAGE_UP: s->row = s->row > 10 ? s->row - 10 : 0; return true;
    case K_PAGE_DOWN: s->row = s->row + 10 < last ? s->row + 10 : last; return true;
    case K_HOME: s->row = 0; return true;
    case K_END: s->row = last; return true;
    default: return false;
    }
}

static bool list_move(struct score *s, const struct instrument *in, int key)
{
    switch (key) {
    case K_UP: move(s, in, -1); return true;
    case K_DOWN: move(s, in, 1); return true;
    case K_PAGE_UP: move(s, in, -8); return true;
    case K_PAGE_DOWN: move(s, in, 8); return true;
    case K_HOME: move(s, in, -(int)in->count); return true;
    case K_END: move(s, in, (int)in->count); return true;
    default: return false;
    }
}

static bool score_key(struct ui *ui, void *self, const struct event *e)
{
    struct score *s = self;
    const struct instrument *in = score_instrument(ui, s);
    if (!in)
        return false;
    if (e->type == EVENT_MOUSE && (e->mouse == MOUSE_WHEEL_UP || e->mouse == MOUSE_WHEEL_DOWN))
        return s->comparing ? heat_key(s, e->mouse == MOUSE_WHEEL_UP ? K_UP : K_DOWN)
                            : list_move(s, in, e->mouse == MOUSE_WHEEL_UP ? K_UP : K_DOWN);
    if (e->type != EVENT_KEY)
        return false;
    if (s->comparing)
        return heat_key(s, e->key);
    if (list_move(s, in, e->key))
        return true;
    bool digit = e->key >= '0' && e->key <= '9', side = e->key == K_LEFT || e->key == K_RIGHT;
    struct buf why = BUF_INIT;
    bool may = !(digit || side) || ui_ready(ui, CMD_RATE, &why);
    if (!may)
        ui_warn(ui, "%s", buf_str(&why));
    else if (digit && scale_step(&in->items[s->at].scale, e->key - '0'))
        rate(ui, s, e->key - '0');
    else if (side)
        step_score(ui, s, in, e->key == K_LEFT ? -1 : 1);
    buf_release(&why);
    return digit || side;
}

/* ---- actions ---- */

/* From the table to the one it was on. */
static void open_row(struct ui *ui, struct score *s)
{
    if (s->what == SUBJECT_ALLIANCE)
        s->what = SUBJECT_PERSON;
    memcpy(s->id, s->heat.rows[s->row].id, ID_SIZE);
    s->comparing = false;
    score_read(ui, s);
}

static void choose_rater(struct ui *ui, struct score *s)
{
    struct buf name = BUF_INIT;
    if (!prompt_record(ui, _("Who rates? (none): you"), ui->app->model.kinds[KIND_PERSON], true, s->rater))
        return;
    if (*s->rater)
        store_title(ui->app->store, ui->app->model.kinds[KIND_PERSON], s->rater, &name);
    ui_say(ui, "scores are now noted as given by %s", *s->rater ? ui_mask(ui, buf_str(&name)) : _("you"));
    score_read(ui, s); /* the notes shown are those of the one who rates */
    buf_release(&name);
}

static bool score_act(struct ui *ui, void *self, enum command_id id)
{
    struct score *s = self;
    const struct instrument *in = score_instrument(ui, s);
    switch (id) {
    case CMD_RATE:
        if (s->comparing && s->heat.count)
            open_row(ui, s);
        else if (in && !s->comparing)
            ask_score(ui, s, in);
        return true;
    case CMD_RATE_NOTE: ask_note(ui, s, in); return true;
    case CMD_CHOOSE_CHECKLIST: change_checklist(ui, s); return true;
    case CMD_ABOUT:
        if (choose_subject(ui, s)) {
            s->comparing = false;
            score_read(ui, s);
        }
        return true;
    case CMD_COMPARE:
        s->comparing = !s->comparing;
        score_read(ui, s);
        return true;
    case CMD_RATER: choose_rater(ui, s); return true;
    case CMD_BACK:
        if (!s->comparing)
            return false;
        s->comparing = false;
        return true;
    default: return false;
    }
}

static bool score_can(struct ui *ui, void *self, enum command_id id, struct buf *why)
{
    struct score *s = self;
    const struct instrument *in = score_instrument(ui, s);
    const char *reason = NULL;
    bool many = in && (in->subjects & ~(1u << SUBJECT_ALLIANCE));
    if (!in && id != CMD_CHOOSE_CHECKLIST)
        reason = _("this checklist is not there any more: choose another one");
    else if (id == CMD_COMPARE && !many)
        reason = _("this checklist is about the alliance only");
    else if ((id == CMD_RATE || id == CMD_RATE_NOTE) && s->comparing && s->heat.count == 0)
        reason = _("nobody has been rated yet");
    else if (id == CMD_RATE_NOTE && s->comparing)
        reason = _("open one of them first");
    else if ((id == CMD_RATE && score_secret(ui, s)) || (id == CMD_RATE_NOTE && ui_private(ui)))
        reason = _("names and answers are hidden: show them again first");
    if (reason)
        buf_adds(why, reason);
    return !reason;
}

static void score_explain(struct ui *ui, void *self, struct buf *out)
{
    struct score *s = self;
    const struct instrument *in = score_instrument(ui, s);
    if (!in)
        return;
    buf_addf(out, _("%s\n%s\n\nHow to introduce it\n%s\n\nHow to read it\n%s\n\n"), instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL),
             instrument_text(in, INSTRUMENT_ITSELF, WORDING_WHY), instrument_text(in, INSTRUMENT_ITSELF, WORDING_ALOUD),
             instrument_text(in, INSTRUMENT_ITSELF, WORDING_EXAMPLE));
    buf_addf(out, _("%s\n%s\n\nSource: %s"), instrument_text(in, s->at, WORDING_LABEL), instrument_text(in, s->at, WORDING_WHY),
             *in->items[s->at].source ? in->items[s->at].source : in->source);
}

const struct screen_ops screen_score = {
    .name = "scores",
    .title = N_("Scores"),
    .where = ON_SCORES,
    .go = CMD_GO_SCORES,
    .open = score_open,
    .close = score_close,
    .draw = score_draw,
    .key = score_key,
    .act = score_act,
    .can = score_can,
    .place = score_place,
    .explain = score_explain,
    .refresh = score_refresh,
};
