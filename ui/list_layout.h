/* list_layout.h: how the columns of a list share its width. Internal to list.c. */
#ifndef PEERLOOM_UI_LIST_LAYOUT_H
#define PEERLOOM_UI_LIST_LAYOUT_H

#include "ui/list.h"

enum { LIST_GAP = 2 }; /* blanks between columns */

/* Sets l->widths so that the columns fit into `width`, by what their titles and the first `rows` visible rows hold. A
 * column that finds no room gets 0, the last ones first. */
void list_layout(struct list *l, int width, int rows);

#endif
