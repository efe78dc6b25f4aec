/* objectives.h: the state of the objectives screen, shared by objectives.c and objectives_draw.c. */
#ifndef PEERLOOM_UI_SCREENS_OBJECTIVES_H
#define PEERLOOM_UI_SCREENS_OBJECTIVES_H

#include "ui/list.h"
#include "ui/screens/objectives_rows.h"

struct objectives {
    struct ui *ui;
    struct objective_rows rows;
    size_t *shown; /* indexes of the rows that the filter lets through, in order */
    size_t shown_count;
    struct buf words; /* of the filter */
    int order;        /* the column of the table they are ordered by; -1: when due */
    bool descending;

    struct list list;
    int columns[LIST_COLUMNS]; /* which column of the table each of the list's is */
    int column_count;
    struct buf empty;

    bool in_detail;    /* the lower part has the keys */
    int skip;          /* lines of it scrolled away */
    char in_full[ID_SIZE]; /* whose lines these are */
    int detail_lines;  /* lines it has */
    struct rect detail;
};

const struct objective_row *objectives_chosen(const struct objectives *o); /* NULL if there is none */

void objectives_draw(struct ui *ui, void *self, struct canvas *c, struct rect area);

#endif
