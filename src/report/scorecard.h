/* scorecard.h: how an alliance, a person, an organisation, a pair or a session stands on the points of a checklist, and how
 * that has changed. Reads the ratings of the store; writes nothing. Where several people rated a point on the same day,
 * the score of that day is their mean.
 */
#ifndef PEERLOOM_REPORT_SCORECARD_H
#define PEERLOOM_REPORT_SCORECARD_H

#include "base/date.h"
#include "model/instrument.h"
#include "store/store.h"

enum { CARD_HISTORY = 24 }; /* days kept for the sparkline: the latest ones */

/* One point of the checklist. */
struct card_point {
    double score[CARD_HISTORY]; /* by day, oldest first */
    char day[CARD_HISTORY][DATE_SIZE];
    int days;   /* 0: not rated yet */
    int raters; /* on the latest day */
};

struct scorecard {
    struct card_point *points; /* one for each item of the instrument, in its order */
    size_t count, rated;       /* rated: points with a score */
    char first[DATE_SIZE], last[DATE_SIZE]; /* of all ratings; "" if none */
};

/* Whom ratings are about: `id` of the record; for SUBJECT_ALLIANCE of the alliance. */
struct card_subject {
    enum subject what;
    const char *id;
};

/* Reads the ratings of one subject in the alliance. Release it, also after an error. */
enum status scorecard_read(struct store *store, const struct instrument *in, const char *alliance,
                           struct card_subject subject, struct scorecard *card, struct error *e);
void scorecard_release(struct scorecard *card);

/* The latest score; the change since the day before it (0 with one day only). Only for points with days > 0. */
double card_latest(const struct card_point *p);
double card_change(const struct card_point *p);
/* The mean of the latest scores, each between 0 (lowest step) and 1 (highest); -1 if nothing is rated. */
double card_mean(const struct instrument *in, const struct scorecard *card);

/* What one rater said last of a point. */
struct own_rating {
    char day[DATE_SIZE]; /* "" if there is none */
    char score[12];      /* "" where the point is answered in words */
    struct buf note;     /* what it rests on, or the answer */
};

/* One for each item of the instrument; `rater`: a person, "" for the facilitator. Free it, also after an error. */
enum status own_ratings_read(struct store *store, const struct instrument *in, const char *alliance, struct card_subject subject,
                             const char *rater, struct own_rating **own, struct error *e);
void own_ratings_free(struct own_rating *own, size_t count);

/* The latest score of many subjects of one sort, for the heat table. */
struct heat_row {
    char id[ID_SIZE];
    double *score; /* one for each item; -1e9 where not rated */
};

struct heat {
    struct heat_row *rows; /* in the order in which their records were first met */
    size_t count, cap, items;
};

#define NOT_RATED (-1e9)

enum status heat_read(struct store *store, const struct instrument *in, const char *alliance, enum subject what,
                      struct heat *heat, struct error *e);
void heat_release(struct heat *heat);

/* Appends a score as a person reads it: "2", "2.5"; a change: "+1", "-0.5", "=". */
void card_value(double score, struct buf *out);
void card_signed(double change, struct buf *out);

/* The kind of such a subject. */
const struct kind *card_kind(const struct model *model, enum subject what);
/* ERR_INPUT if the checklist is not about such. */
enum status card_check_subject(const struct instrument *in, enum subject what, struct error *e);
/* The field of a rating that refers to such a subject. */
int card_field(enum subject what);
/* The id that a rating of the point on that day has, or would have. */
void rating_id(const struct store *store, const struct instrument *in, size_t item, const char *alliance,
               struct card_subject subject, const char *day, const char *rater, char id[ID_SIZE]);

#endif
