/* scorecard.c: see scorecard.h. */
#include "report/scorecard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "model/kinds.h"

int card_field(enum subject what)
{
    static const int fields[SUBJECTS] = {RATING_ALLIANCE, RATING_PERSON, RATING_ORGANISATION, RATING_ARRANGEMENT,
                                         RATING_SESSION};
    return fields[what];
}

/* True if the rating is about something of that sort: nothing nearer than the alliance, or just that. */
static bool is_about(const struct record *r, enum subject what)
{
    for (int i = SUBJECT_PERSON; i < SUBJECTS; i++)
        if (record_has(r, card_field((enum subject)i)) != (i == (int)what))
            return false;
    return true;
}

static double score_of(const struct record *r)
{
    return strtod(record_get(r, RATING_SCORE), NULL);
}

/* ---- one subject ---- */

/* A rating on its way into a card. */
struct mark {
    int item;
    char day[DATE_SIZE];
    double score;
};

struct gathering {
    const struct instrument *in;
    const char *alliance;
    struct card_subject subject;
    struct mark *marks;
    size_t count, cap;
};

static bool take_mark(void *data, const struct record *r)
{
    struct gathering *g = data;
    int item = instrument_find(g->in, record_get(r, RATING_ITEM));
    if (item < 0 || !record_has(r, RATING_SCORE) || strcmp(record_get(r, RATING_ALLIANCE), g->alliance) != 0 || !is_about(r, g->subject.what) ||
        strcmp(record_get(r, card_field(g->subject.what)), g->subject.id) != 0)
        return true;
    GROW(g->marks, g->count + 1, g->cap);
    struct mark *m = &g->marks[g->count++];
    *m = (struct mark){.item = item, .score = score_of(r)};
    snprintf(m->day, sizeof m->day, "%s", record_get(r, RATING_DATE));
    return true;
}

static int compare_marks(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    return x->item != y->item ? x->item - y->item : strcmp(x->day, y->day);
}

/* Adds the mean of the marks from `from` up to `to`, all of one item and day. */
static void add_day(struct card_point *p, const struct mark *from, const struct mark *to)
{
    double sum = 0;
    for (const struct mark *m = from; m < to; m++)
        sum += m->score;
    if (p->days == CARD_HISTORY) { /* the oldest day goes */
        memmove(p->score, p->score + 1, sizeof p->score - sizeof *p->score);
        memmove(p->day, p->day + 1, sizeof p->day - sizeof *p->day);
        p->days--;
    }
    p->raters = (int)(to - from);
    p->score[p->days] = sum / p->raters;
    memcpy(p->day[p->days++], from->day, DATE_SIZE);
}

static void fill_card(struct scorecard *card, struct mark *marks, size_t count)
{
    if (count)
        sort_stable(marks, count, sizeof *marks, compare_marks);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && compare_marks(&marks[i], &marks[end]) == 0;)
            end++;
        struct card_point *p = &card->points[marks[i].item];
        card->rated += p->days == 0;
        add_day(p, &marks[i], &marks[end]);
        if (!*card->first || strcmp(marks[i].day, card->first) < 0)
            memcpy(card->first, marks[i].day, DATE_SIZE);
        if (strcmp(marks[i].day, card->last) > 0)
            memcpy(card->last, marks[i].day, DATE_SIZE);
    }
}

enum status scorecard_read(struct store *store, const struct instrument *in, const char *alliance,
                           struct card_subject subject, struct scorecard *card, struct error *e)
{
    const struct kind *kind = store_model(store)->kinds[KIND_RATING];
    struct gathering g = {.in = in, .alliance = alliance, .subject = subject};
    *card = (struct scorecard){.points = xcalloc(in->count + 1, sizeof *card->points), .count = in->count};
    enum status s = store_each(store, kind, RATING_INSTRUMENT, in->name, take_mark, &g, e);
    fill_card(card, g.marks, g.count);
    free(g.marks);
    return s;
}

void scorecard_release(struct scorecard *card)
{
    free(card->points);
    *card = (struct scorecard){0};
}

/* ---- what one rater said ---- */

void rating_id(const struct store *store, const struct instrument *in, size_t item, const char *alliance,
               struct card_subject subject, const char *day, const char *rater, char id[ID_SIZE])
{
    struct record r;
    record_init(&r, store_model(store)->kinds[KIND_RATING]);
    record_set(&r, RATING_INSTRUMENT, in->name);
    record_set(&r, RATING_ITEM, in->items[item].id);
    record_set(&r, RATING_ALLIANCE, alliance);
    record_set(&r, RATING_DATE, day);
    record_set(&r, RATING_RATER, rater);
    if (subject.what != SUBJECT_ALLIANCE)
        record_set(&r, card_field(subject.what), subject.id);
    record_make_id(&r);
    snprintf(id, ID_SIZE, "%s", record_id(&r));
    record_release(&r);
}

struct own_search {
    const struct gathering *of; /* its marks are not used */
    const char *rater;
    struct own_rating *own;
};

static bool take_own(void *data, const struct record *r)
{
    struct own_search *o = data;
    const struct gathering *g = o->of;
    const char *day = record_get(r, RATING_DATE);
    int item = instrument_find(g->in, record_get(r, RATING_ITEM));
    bool same = item >= 0 && strcmp(record_get(r, RATING_ALLIANCE), g->alliance) == 0 && is_about(r, g->subject.what) &&
                strcmp(record_get(r, card_field(g->subject.what)), g->subject.id) == 0 &&
                strcmp(record_get(r, RATING_RATER), o->rater) == 0;
    if (same && strcmp(day, o->own[item].day) >= 0) {
        struct own_rating *own = &o->own[item];
        snprintf(own->day, sizeof own->day, "%s", day);
        snprintf(own->score, sizeof own->score, "%s", record_get(r, RATING_SCORE));
        buf_clear(&own->note);
        buf_adds(&own->note, record_get(r, RATING_NOTE));
    }
    return true;
}

enum status own_ratings_read(struct store *store, const struct instrument *in, const char *alliance, struct card_subject subject,
                             const char *rater, struct own_rating **own, struct error *e)
{
    struct gathering g = {.in = in, .alliance = alliance, .subject = subject};
    struct own_search o = {.of = &g, .rater = rater, .own = *own = xcalloc(in->count + 1, sizeof **own)};
    return store_each(store, store_model(store)->kinds[KIND_RATING], RATING_INSTRUMENT, in->name, take_own, &o, e);
}

void own_ratings_free(struct own_rating *own, size_t count)
{
    for (size_t i = 0; own && i < count; i++)
        buf_release(&own[i].note);
    free(own);
}

/* ---- figures ---- */

double card_latest(const struct card_point *p)
{
    return p->score[p->days - 1];
}

double card_change(const struct card_point *p)
{
    return p->days > 1 ? p->score[p->days - 1] - p->score[p->days - 2] : 0;
}

double card_mean(const struct instrument *in, const struct scorecard *card)
{
    double sum = 0;
    int n = 0;
    for (size_t i = 0; i < card->count; i++)
        if (card->points[i].days && instrument_scored(in, i)) {
            sum += scale_part(&in->items[i].scale, card_latest(&card->points[i]));
            n++;
        }
    return n ? sum / n : -1;
}

/* ---- many subjects ---- */

struct heating {
    const struct instrument *in;
    const char *alliance;
    enum subject what;
    struct heat *heat;
    char (*days)[DATE_SIZE]; /* of the latest score, by row and item */
    int *raters;
    size_t cap;
};

static size_t heat_row(struct heating *h, const char *id)
{
    struct heat *heat = h->heat;
    for (size_t i = heat->count; i-- > 0;) /* ratings of one subject stand together more often than not */
        if (strcmp(heat->rows[i].id, id) == 0)
            return i;
    GROW(heat->rows, heat->count + 1, heat->cap);
    struct heat_row *row = &heat->rows[heat->count];
    snprintf(row->id, sizeof row->id, "%s", id);
    row->score = xcalloc(heat->items + 1, sizeof *row->score);
    for (size_t i = 0; i < heat->items; i++)
        row->score[i] = NOT_RATED;
    size_t cells = (heat->count + 1) * heat->items;
    h->days = xrealloc(h->days, (cells + 1) * sizeof *h->days);
    h->raters = xrealloc(h->raters, (cells + 1) * sizeof *h->raters);
    memset(h->days + cells - heat->items, 0, heat->items * sizeof *h->days);
    memset(h->raters + cells - heat->items, 0, heat->items * sizeof *h->raters);
    return heat->count++;
}

static bool take_heat(void *data, const struct record *r)
{
    struct heating *h = data;
    int item = instrument_find(h->in, record_get(r, RATING_ITEM));
    if (item < 0 || !record_has(r, RATING_SCORE) || strcmp(record_get(r, RATING_ALLIANCE), h->alliance) != 0 || !is_about(r, h->what))
        return true;
    size_t at = heat_row(h, record_get(r, card_field(h->what))), cell = at * h->heat->items + (size_t)item;
    double *score = &h->heat->rows[at].score[item];
    int newer = strcmp(record_get(r, RATING_DATE), h->days[cell]);
    if (newer > 0) {
        snprintf(h->days[cell], DATE_SIZE, "%s", record_get(r, RATING_DATE));
        h->raters[cell] = 1;
        *score = score_of(r);
    } else if (newer == 0) { /* another rater on the same day: the mean */
        *score += (score_of(r) - *score) / ++h->raters[cell];
    }
    return true;
}

enum status heat_read(struct store *store, const struct instrument *in, const char *alliance, enum subject what,
                      struct heat *heat, struct error *e)
{
    *heat = (struct heat){.items = in->count};
    struct heating h = {.in = in, .alliance = alliance, .what = what, .heat = heat};
    enum status s = store_each(store, store_model(store)->kinds[KIND_RATING], RATING_INSTRUMENT, in->name, take_heat, &h, e);
    free(h.days);
    free(h.raters);
    return s;
}

void heat_release(struct heat *heat)
{
    for (size_t i = 0; i < heat->count; i++)
        free(heat->rows[i].score);
    free(heat->rows);
    *heat = (struct heat){0};
}

/* ---- what is said of it ---- */

void card_value(double score, struct buf *out)
{
    if (score == (double)(long)score)
        buf_addf(out, "%ld", (long)score);
    else
        buf_addf(out, "%.1f", score);
}

void card_signed(double change, struct buf *out)
{
    if (change > 0.04)
        buf_addc(out, '+');
    if (change > 0.04 || change < -0.04)
        card_value(change, out);
    else
        buf_adds(out, "=");
}

const struct kind *card_kind(const struct model *model, enum subject what)
{
    static const enum kind_id kinds[SUBJECTS] = {KIND_ALLIANCE, KIND_PERSON, KIND_ORGANISATION, KIND_ARRANGEMENT, KIND_SESSION};
    return model->kinds[kinds[what]];
}

enum status card_check_subject(const struct instrument *in, enum subject what, struct error *e)
{
    if (in->subjects & 1u << what)
        return OK;
    error_set(e, ERR_INPUT, "the checklist '%s' is not about %s", in->name,
              what == SUBJECT_ALLIANCE ? _("the alliance") : subject_name(what));
    for (int i = 0; i < SUBJECTS; i++)
        if (in->subjects & 1u << i)
            return error_hint(e, ERR_INPUT, "say whom or what it is about, such as --%s NAME", subject_name((enum subject)i));
    return ERR_INPUT;
}
