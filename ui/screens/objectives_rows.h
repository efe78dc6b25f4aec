/* objectives_rows.h: the learning objectives of the open alliance with how far each is, read in one go, and what is said
 * about them in words and as a bar. Baseline, now and target in one line of sight answer the question funders ask first. */
#ifndef PEERLOOM_UI_SCREENS_OBJECTIVES_ROWS_H
#define PEERLOOM_UI_SCREENS_OBJECTIVES_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "ui/ui.h"

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
    const char *folded;         /* to filter by */
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

/* Reads; *r is zeroed or read before. */
enum status objective_rows_read(struct ui *ui, struct objective_rows *r, struct error *e);
void objective_rows_release(struct objective_rows *r);

const char *objective_state_word(enum objective_state state);

/* "2018-06-30, overdue by 12 days", "2026-04-01, in 30 days". Appends; nothing without a date. */
void objective_due(const struct objective_row *o, const char *today, struct buf *out);

/* Appends a bar of `width` columns: from the baseline at its left end to the target at its right end, filled up to a mark
 * where things stand now, whether the numbers go up or down; an arrow at an end for what lies beyond it. Blank if there is
 * nothing to draw it from. */
void objective_bar(const struct objective_row *o, int width, bool ascii, struct buf *out);

#endif
