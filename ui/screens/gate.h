/* gate.h: the page between two phases: what is worth a look before the alliance goes on, to be rated there; the change
 * itself; and the changes there have been. It advises and never blocks. */
#ifndef PEERLOOM_UI_SCREENS_GATE_H
#define PEERLOOM_UI_SCREENS_GATE_H

#include "report/gate.h"
#include "ui/ui.h"

enum { PAGE_SPOTS = 48 };

struct gate_page {
    int to;           /* the phase the alliance would go to */
    struct gate gate; /* as read; to == from once it is done */
    size_t at;        /* the chosen point; gate.count: the line that changes the phase */
    int top;          /* the first line in sight */
    int rows;         /* of the lines, when last drawn */
    struct {
        size_t at;
        struct rect area;
    } spots[PAGE_SPOTS]; /* for the mouse */
    size_t spot_count;
};

/* gate_draw.c */
void gate_draw(struct ui *ui, void *self, struct canvas *c, struct rect area);
/* "Go on to phase 3, Learning outcomes"; appends. */
void gate_action(const struct gate_page *p, struct buf *out);

/* Asks for what is needed (a reason, the value reached) and does it; false if it was left with Esc. The page need not be
 * open: Home closes and opens an alliance with these. */
bool gate_pass(struct ui *ui, int to);
bool gate_close_alliance(struct ui *ui);
bool gate_reopen_alliance(struct ui *ui);

/* CMD_PASS_GATE where no phase is chosen yet: asks which, the next one first, and opens its page. */
void gate_ask(struct ui *ui);
/* Can the phase be changed? If not, *why says so. */
bool gate_can_ask(struct ui *ui, struct buf *why);

#endif
