/* box.h: what all boxes over the screen have in common: a question, a list to choose from, a text, the menu.
 *
 * A box runs a loop of its own while the action that opened it waits. Two things hold for every box, because every one of
 * them gets its events here:
 *   1. Nothing below is read anew while it is open (ui.h), so what it asks about stays what it was.
 *   2. The keys that are always there work in it: privacy, lock, leave, help, draw again. The privacy key is in the next
 *      frame; leaving ends the boxes without an answer, and then the program; help explains the box and comes back.
 *
 *     struct box box = {.title = question, .how = _("...")};
 *     box_open(ui, &box);
 *     while (box_waits(ui)) {
 *         struct event e;
 *         ui_draw(ui);
 *         struct rect r = box_draw(ui, &box, keys, rows, cols);
 *         ...
 *         ui_present(ui);
 *         if (!box_event(ui, &box, &e))
 *             continue;
 *         ...
 *     }
 *     box_close(ui, &box);
 */
#ifndef PEERLOOM_UI_BOX_H
#define PEERLOOM_UI_BOX_H

#include "ui/ui.h"

struct box {
    const char *title; /* drawn through veil_text(); NULL: none */
    const char *how;   /* how it is used, for its explanation; NULL: it explains nothing */
    const char *note;  /* said below the question: stands in the explanation as well; NULL */
    /* Appends what is to be said of the chosen line; NULL. */
    void (*explain)(struct ui *ui, void *data, struct buf *out);
    void *data;
    bool open_names;   /* set by box_open(): its texts were made while names could be seen */
};

void box_open(struct ui *ui, struct box *box);
void box_close(struct ui *ui, struct box *box);

/* False: the box is to end without an answer, as the person leaves. */
bool box_waits(const struct ui *ui);

/* Waits for an event and does what is always there. True: the event is for the box; false: draw again. */
bool box_event(struct ui *ui, struct box *box, struct event *e);

/* Draws an empty box for content of that size in the middle of the canvas, with the title above and a hint below (may be
 * NULL), and returns where the content goes. Where the canvas is too small for a frame the box takes all of it. */
struct rect box_draw(struct ui *ui, const struct box *box, const char *hint, int rows, int cols);

/* Masks all that was drawn there: for what was typed. */
void box_hide(struct ui *ui, struct rect r);

/* Says that the action of a key which the box has no use for must wait until the box is closed. */
void box_refuse(struct ui *ui, int key);

#endif
