/* objectives.h: the learning objectives of the open alliance with how far each is, read in one go, and what is said
 * about them in words. Baseline, now and target in one line of sight answer the question funders ask first. */
#ifndef PEERLOOM_REPORT_OBJECTIVES_H
#define PEERLOOM_REPORT_OBJECTIVES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "model/kinds.h"
#include "store/store.h"

enum objective_state { OBJECTIVE_NOT_BEGUN, OBJECTIVE_UNDER_WAY, OBJECTIVE_OVERDUE, OBJECTIVE_REACHED };

/* Texts as a person reads them, "" where nothing was entered. */
struct objective_assessment {
    char id[ID_SIZE];
    const char *date, *value, *dimension, *from_peers, *evidence, *by;
};

struct objective_row {
    char id[ID_SIZE];
    const char *statement, *who, *from_whom, *how, *level, *nature, *tacit, *measure, *unit;
    const char *baseline, *baseline_date, *target, *target_date, *share_forward, *notes;
    const char *now, *now_date; /* of the latest assessment with a value */
    struct objective_assessment *assessed; /* by date, the latest last */
    size_t assessed_count, assessed_cap;
    enum objective_state state;
    bool measured;   /* baseline, target and now are known and differ, so that there is a share */
    double share;    /* of the way from baseline to target; below 0 and above 1 are possible */
};

struct objective_rows {
    struct arena *arena;
    struct objective_row *rows;
    size_t count, cap;
    char today[DATE_SIZE];
};

/* Reads those of the alliance; *r is zeroed. Release it in any case. */
enum status objective_rows_read(struct store *store, const struct model *model, const char *alliance, struct objective_rows *r,
                                struct error *e);
void objective_rows_release(struct objective_rows *r);

const char *objective_state_word(enum objective_state state);

/* "2018-06-30, overdue by 12 days", "2026-04-01, in 30 days". Appends; nothing without a date. */
void objective_due(const struct objective_row *o, const char *today, struct buf *out);
/* Of the way, rounded; 99 at most until it is reached, below 0 and above 100 are possible. 0 unless measured. */
long objective_percent(const struct objective_row *o);
/* "now 3 counties on 2018-05-31, began at 0, goal 4; 75 % of the way", "not measured yet, goal 3". Appends. */
void objective_progress(const struct objective_row *o, struct buf *out);
/* "2018-05-31: 3.2, Applying, thanks to peers: Yes, by Mwakio, Salome" and below it the evidence. Appends. */
void objective_assessed(const struct objective_assessment *a, struct buf *out);

/* "What is its value today? (points)" and "Began at 3, goal 8, was 5 on 2018-05-28. May stay empty." of that objective.
 * Appends. */
void objective_question(struct store *store, const struct model *model, const char *id, struct buf *question, struct buf *hint);

#endif
