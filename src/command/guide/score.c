/* score.c: rating a checklist. See checklist.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/content.h"
#include "app/print.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/guide/checklist.h"
#include "command/run.h"
#include "model/kinds.h"

/* ---- whom it is about ---- */

enum status card_subject_option(struct app *app, const struct args *args, const struct instrument *in,
                                struct card_subject *subject, char id[ID_SIZE], struct error *e)
{
    snprintf(id, ID_SIZE, "%s", app->alliance);
    *subject = (struct card_subject){SUBJECT_ALLIANCE, id};
    for (int i = SUBJECT_PERSON; i < SUBJECTS; i++) {
        if (!args_given(args, subject_name((enum subject)i)))
            continue;
        subject->what = (enum subject)i;
        enum status s = args_record(app, args, subject_name((enum subject)i), id, e);
        if (s != OK)
            return s;
    }
    return card_check_subject(in, subject->what, e);
}

/* ---- score ---- */

/* The step meant by "2", or by its label. */
static const struct step *find_step(const struct scale *scale, const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (*text && !*end)
        return scale_step(scale, (int)value);
    for (size_t i = 0; i < scale->count; i++)
        if (text_alike(scale->steps[i].label, text))
            return &scale->steps[i];
    return NULL;
}

/* What "P3=2" means. */
static enum status read_score(const struct instrument *in, const struct arg_value *pair, size_t *item, const struct step **step,
                              struct error *e)
{
    const char *id = pair->key;
    int at = id ? instrument_find(in, id) : -1;
    if (at < 0) {
        error_set(e, ERR_INPUT, id ? N_("'%s' has no point '%s'") : N_("'%s' needs POINT=SCORE, not '%s'"), in->name, id ? id : pair->text);
        return error_hint(e, ERR_INPUT, "see 'peerloom checklists %s'", in->name);
    }
    *item = (size_t)at;
    *step = NULL;
    if (in->items[at].scale.count == 0 && !in->items[at].head && !*pair->text)
        return OK; /* answered in words, with --note */
    if (!instrument_scored(in, *item))
        return error_set(e, ERR_INPUT, "the point '%s' of '%s' is not given a score", id, in->name);
    *step = find_step(&in->items[at].scale, pair->text);
    if (*step)
        return OK;
    error_set(e, ERR_INPUT, "'%s' is not on the scale of '%s'", pair->text, id);
    const struct scale *scale = &in->items[at].scale;
    return error_hint(e, ERR_INPUT, "give a number from %d (%s) to %d (%s)", scale->steps[0].value, scale->steps[0].label,
                      scale->steps[scale->count - 1].value, scale->steps[scale->count - 1].label);
}

/* What all the ratings of one call have in common. */
static enum status fill_rating(struct app *app, const struct args *args, const struct instrument *in,
                               struct card_subject subject, struct record *r, struct error *e)
{
    const char *day = args_text(args, "date");
    char today[DATE_SIZE];
    date_today(today);
    record_set(r, RATING_INSTRUMENT, in->name);
    record_set(r, RATING_ALLIANCE, app->alliance);
    if (subject.what != SUBJECT_ALLIANCE)
        record_set(r, card_field(subject.what), subject.id);
    record_set(r, FIELD_VISIBILITY, in->visibility);
    record_set(r, RATING_DATE, day && *day ? day : today);
    record_set(r, RATING_NOTE, args_text(args, "note"));
    char id[ID_SIZE];
    enum status s = args_record(app, args, "rater", id, e);
    record_set(r, RATING_RATER, s == OK ? id : "");
    return s;
}

/* `noted`: there is a note, which may be an empty one to take out what was there. */
static enum status keep_rating(struct app *app, struct record *r, const char *item, const struct step *step, bool noted,
                               struct error *e)
{
    char score[12];
    struct record kept;
    if (!step && !record_has(r, RATING_NOTE)) {
        error_set(e, ERR_INPUT, "the point '%s' is answered in words", item);
        return error_hint(e, ERR_INPUT, "give them with --note TEXT");
    }
    snprintf(score, sizeof score, "%d", step ? step->value : 0);
    record_set(r, RATING_ITEM, item);
    record_set(r, RATING_SCORE, step ? score : "");
    record_set(r, FIELD_ID, NULL);
    record_make_id(r);
    if (store_get(app->store, r->kind, record_id(r), &kept, NULL) != OK)
        return change_create(app->store, r, e);
    record_release(&kept);
    enum status s = change_set(app->store, r->kind, record_id(r), RATING_SCORE, record_get(r, RATING_SCORE), e);
    if (s == OK && noted)
        s = change_set(app->store, r->kind, record_id(r), RATING_NOTE, record_get(r, RATING_NOTE), e);
    return s;
}

enum { LABEL = 160 };

/* "Rate trust P3=2"; without the point where there are several. */
static void label_ratings(const char *checklist, const struct arg_value *point, char label[LABEL])
{
    struct buf what = BUF_INIT;
    if (point)
        buf_addf(&what, "%s=%s", point->key ? point->key : "", point->text);
    snprintf(label, LABEL, _("Rate %.60s%s%.20s"), checklist, point ? " " : "", buf_str(&what));
    buf_release(&what);
}

enum status run_score(struct app *app, const struct args *args, struct error *e)
{
    struct checklist *list;
    struct card_subject subject;
    struct record r;
    char id[ID_SIZE], label[LABEL];
    enum status s = content_find_checklist(app, args_text(args, "checklist"), &list, e);
    if (s == OK)
        s = card_subject_option(app, args, &list->instrument, &subject, id, e);
    if (s != OK)
        return s;
    const struct instrument *in = &list->instrument;
    record_init(&r, app->model.kinds[KIND_RATING]);
    s = fill_rating(app, args, in, subject, &r, e);
    const struct arg_value *point = args_nth(args, "point", 0);
    size_t points = args_count(args, "point");
    label_ratings(in->name, points == 1 ? point : NULL, label);
    if (s == OK)
        s = change_begin(app->store, label, e);
    if (s == OK) {
        for (size_t i = 0; s == OK && (point = args_nth(args, "point", i)); i++) {
            size_t item = 0;
            const struct step *step;
            s = read_score(in, point, &item, &step, e);
            if (s == OK)
                s = keep_rating(app, &r, in->items[item].id, step, args_given(args, "note"), e);
        }
        s = change_end(app->store, s, e);
    }
    const char *title = instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL);
    if (s == OK && points == 1)
        say(app, "Rated: %s, one point", title);
    else if (s == OK)
        say(app, "Rated: %s, %zu points", title, points);
    record_release(&r);
    return s;
}
