/* weave_parts.h: what the files of the screen "Weave" share. weave.c is the screen: which look is shown, its keys and its
 * foot; a look is either a table of src/command/weave.h, shown as a list, or a picture that draws itself. */
#ifndef PEERLOOM_UI_SCREENS_WEAVE_PARTS_H
#define PEERLOOM_UI_SCREENS_WEAVE_PARTS_H

#include "command/weave.h"
#include "ui/list.h"
#include "ui/ui.h"

struct weave_screen {
    struct weave weave;
    bool known;   /* it could be read */
    int round;    /* 0: all of them */
    size_t look;  /* number in the list of looks */
    int person;   /* the chosen one in a picture, a number of the matching; MATCHING_NONE if there is nobody */
    int other;    /* in the matrix: whom they are compared with */
    struct list list;
    struct rect area; /* of the picture, as last drawn, for the mouse */
};

/* A picture. People are numbers of weave.sheet.m; those in it are weave.people. */
struct weave_picture {
    const char *title;
    const char *about; /* how to read it, for help and where there is room */
    void (*draw)(struct ui *ui, struct weave_screen *s, struct canvas *c, struct rect area); /* cursor on the chosen one */
    bool (*key)(struct ui *ui, struct weave_screen *s, const struct event *e); /* moves; false: not mine */
    void (*tell)(const struct weave_screen *s, struct buf *headline, struct buf *text); /* about the chosen one */
};

extern const struct weave_picture weave_matrix;  /* weave_matrix.c */
extern const struct weave_picture weave_network; /* weave_network.c */

#endif
