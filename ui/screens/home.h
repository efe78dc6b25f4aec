/* home.h: what the files of the home screen share: the road map of the open alliance and what is next for it. The
 * screen itself, its keys and actions, is home.c. */
#ifndef PEERLOOM_UI_SCREENS_HOME_H
#define PEERLOOM_UI_SCREENS_HOME_H

#include "base/date.h"
#include "report/roadmap.h"
#include "ui/ui.h"

enum home_part { HOME_MAP, HOME_NEXT, HOME_PARTS };

/* The lines of the road map: the alliance itself, its phases, and another alliance (if there are several). */
enum { HOME_ALLIANCE, HOME_PHASE, HOME_OTHER = HOME_PHASE + PHASES, HOME_LINES };

enum { HOME_STEPS = 24 };

/* A line, as last drawn, for the mouse. */
struct home_spot {
    enum home_part part;
    int at;
    struct rect area;
};

struct home {
    char (*ids)[ID_SIZE]; /* of all alliances, in the order of their names */
    size_t count, cap;
    bool making; /* one is being made in a form: it is opened when it is there */

    struct roadmap map; /* of the open alliance, if there is one */
    struct buf about;   /* its type and reform area */
    bool closed;
    struct buf value;   /* reached, where it is closed */
    struct next_step steps[HOME_STEPS];
    size_t step_count;
    bool outdated; /* steps are to be read again before they are shown */
    char today[DATE_SIZE];

    enum home_part part;
    int line;         /* HOME_ALLIANCE ... */
    size_t step, top; /* the chosen step and the first in sight */

    struct home_spot spots[HOME_LINES + HOME_STEPS];
    size_t spot_count;
};

int home_lines(const struct home *h); /* of the road map */
void home_read_steps(struct ui *ui, struct home *h);

void home_draw(struct ui *ui, void *self, struct canvas *c, struct rect area);

/* What is said of a phase: "12 of 27 answered, 2 need evidence". Short leaves out what is in progress. Appends. */
void home_progress(const struct phase_progress *p, bool brief, struct buf *out);
/* What there is to do, without names when these are hidden. Appends. */
void home_step(const struct ui *ui, const struct next_step *step, struct buf *out);
/* "overdue by 3 days", "due tomorrow", "by 2026-06-30". Appends; nothing without a day. */
void home_due(const struct next_step *step, const char *today, struct buf *out);
void home_explain(struct ui *ui, void *self, struct buf *out);

#endif
