/* columns.h: the columns of a list that the user chooses: fields of a kind, and of the record that one of its
 * references names ("status", "person.country"). Kept as paths, because fields may move when a column of one's own is
 * added; the choice is remembered in this copy of the workbench. */
#ifndef PEERLOOM_UI_SCREENS_COLUMNS_H
#define PEERLOOM_UI_SCREENS_COLUMNS_H

#include "ui/list.h"

struct columns {
    const struct kind *kind;
    int through;     /* the reference whose record's fields can be chosen as well; -1: none */
    const char *key; /* what the choice is remembered by: "roster.columns"; stays the caller's */
    char **paths;    /* chosen, from left to right; the title stands before them in any case */
    size_t count, cap;
};

/* Takes what is remembered, else `defaults` (paths with a blank between them). */
void columns_init(struct ui *ui, struct columns *c, const struct kind *kind, const char *through, const char *key,
                  const char *defaults);
void columns_release(struct columns *c);

/* Asks which columns are wanted and remembers them; what is new stands next to the title, what was there
 * stays in its order. True: they are others now. */
bool columns_choose(struct ui *ui, struct columns *c);

/* The columns for a list of a view of this kind: the title, then `first` if it is among them and not NULL, then the
 * others; at most LIST_COLUMNS. Returns how many. A path that means nothing any more is left out. */
int columns_fill(const struct columns *c, const char *first, struct list_column out[LIST_COLUMNS]);

/* Sets them on the list, which stays sorted as it was. */
void columns_apply(const struct columns *c, const char *first, struct list *list);

#endif
