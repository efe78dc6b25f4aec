/* pick.h: a list in a box over the screen. Used by prompts and the action search. */
#ifndef PEERLOOM_UI_PICK_H
#define PEERLOOM_UI_PICK_H

#include "ui/box.h"
#include "ui/list.h"
#include "ui/ui.h"

struct pick {
    const char *title, *hint;
    struct list *list;
    int rows, cols; /* wanted size of the list; cut to what there is */
    /* Space on a row; NULL: Space goes to the filter. */
    void (*toggle)(struct ui *ui, void *data, size_t at);
    void *data;
    const char *how; /* for its explanation (F1); NULL: as lists are used */
    void (*explain)(struct ui *ui, void *data, struct buf *out); /* of the chosen row, with `data`; NULL */
};

/* True: Enter was pressed on a row (list->at); false: Esc, or the program is to leave. */
bool pick_run(struct ui *ui, struct pick *p);

/* The same for choosing: those whose label fits best go first (text_rank); labels are folded, too. */
size_t pick_ranked(const char *words, const char *const *labels, const char *const *folded, size_t count, size_t *places);

/* Folded texts to filter by: appends the places of those that hold all words to `places` and returns how many. */
size_t pick_filter(const char *words, const char *const *folded, size_t count, size_t *places);

#endif
