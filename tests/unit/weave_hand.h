/* weave_hand.h: a weave made by hand, without a store, its pictures drawn on a canvas, and what judges them. */
#ifndef PEERLOOM_TESTS_WEAVE_HAND_H
#define PEERLOOM_TESTS_WEAVE_HAND_H

#include "ui/screens/weave_parts.h"

enum { MOST_CALLED = 64, MARGIN = 3 };

/* People 0, 1, 2 ... Names stand in brackets, so that it is seen whether one was cut or drawn over. */
struct hand {
    struct weave_screen s;
    char (*called)[MOST_CALLED];
};

/* Names of 2 + 1 to `longest` letters, at most 40; every fourth one of wide characters. Nobody has met anybody. Free it. */
void hand_new(struct hand *f, int count, int longest);
void hand_free(struct hand *f);
void hand_meet(struct hand *f, int a, int b, int round);
/* Everybody meets the one to three after them, and person 0 meets a third of all. */
void hand_mingle(struct hand *f);

/* A canvas full of #, of the size of the picture and a margin on each side, and the picture in the midst of it. */
void hand_draw(struct canvas *c, struct hand *f, const struct weave_picture *p, int rows, int cols);
void hand_print(const struct canvas *c); /* to standard error */

const struct cell *hand_cell(const struct canvas *c, int row, int col);
bool hand_within(struct rect r, int row, int col);
/* Is all that lies outside of the area as it was? */
bool hand_kept_inside(const struct canvas *c, struct rect area);
/* Does each name that begins also end, with its bracket or an ellipsis, and none end that did not begin? */
bool hand_names_whole(const struct canvas *c, int row);
bool hand_all_names_whole(const struct canvas *c);
/* In how many cells that text stands; whether the row has it somewhere. */
int hand_count(const struct canvas *c, const char *text);
bool hand_row_has(const struct canvas *c, int row, const char *text);

#endif
