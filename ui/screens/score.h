/* score.h: what the files of the scores screen share. A checklist of the alliance, of a person, an organisation, a pair or
 * a session: its points with bar, change and history, rated by digits; and the table that compares many. */
#ifndef PEERLOOM_UI_SCREENS_SCORE_H
#define PEERLOOM_UI_SCREENS_SCORE_H

#include "app/content.h"
#include "report/scorecard.h"
#include "ui/ui.h"

struct score {
    char name[64];      /* of the checklist: looked up anew each time, for it may be changed or gone */
    enum subject what;
    char id[ID_SIZE];    /* of whom or what; for the alliance, that one */
    char rater[ID_SIZE]; /* who gives the scores; "" the facilitator */
    struct buf subject;  /* its title */
    size_t at;           /* the focused point */
    int top;             /* first line of the list in sight */
    struct scorecard card;
    struct own_rating *own; /* by point of the card: of the one who rates now */
    size_t own_count;
    bool comparing;
    struct heat heat;
    struct buf *titles;  /* of the heat's rows */
    size_t row, row_top;
    struct rect list;    /* where the list was last drawn, for the mouse */
};

/* The checklist, NULL if it is gone. */
const struct instrument *score_instrument(struct ui *ui, const struct score *s);
/* The points that can be chosen: not the heads. */
bool score_can_focus(const struct instrument *in, size_t item);
/* The records a subject is chosen from. */
const struct kind *score_kind(struct ui *ui, enum subject what);
void score_read(struct ui *ui, struct score *s);      /* the card, and the heat table while comparing */
bool score_secret(struct ui *ui, const struct score *s); /* the subject's name is hidden by the privacy key */

/* score_draw.c, score_heat.c */
void score_draw(struct ui *ui, void *self, struct canvas *c, struct rect area);
void score_draw_heat(struct ui *ui, struct score *s, struct canvas *c, struct rect area);

#endif
