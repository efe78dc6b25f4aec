/* pick.h: a list in a box over the screen, and the box itself. Used by prompts and the action search. */
#ifndef PEERLOOM_UI_PICK_H
#define PEERLOOM_UI_PICK_H

#include "ui/list.h"
#include "ui/ui.h"

/* Draws an empty box for content of that size in the middle of the canvas, with a title above and a hint below (both may
 * be NULL), and returns where the content goes. Where the canvas is too small for a frame the box takes all of it. */
struct rect box_draw(struct canvas *c, const char *title, const char *hint, int rows, int cols);

/* Says that the action of a key which the box has no use for must wait until the box is closed. */
void box_refuse(struct ui *ui, int key);

struct pick {
    const char *title, *hint;
    struct list *list;
    int rows, cols; /* wanted size of the list; cut to what there is */
    /* Space on a row; NULL: Space goes to the filter. */
    void (*toggle)(struct ui *ui, void *data, size_t at);
    void *data;
};

/* True: Enter was pressed on a row (list->at); false: Esc, or the program is to leave. */
bool pick_run(struct ui *ui, struct pick *p);

/* The same for choosing: those whose label fits best go first (text_rank); labels are folded, too. */
size_t pick_ranked(const char *words, const char *const *labels, const char *const *folded, size_t count, size_t *places);

/* Folded texts to filter by: appends the places of those that hold all words to `places` and returns how many. */
size_t pick_filter(const char *words, const char *const *folded, size_t count, size_t *places);

#endif
