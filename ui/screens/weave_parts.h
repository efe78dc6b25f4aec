/* weave_parts.h: what the files of the screen "Weave" share. weave.c is the screen: which look is shown, its keys and its
 * foot; a look is either a sheet of src/sheet/weave.h, shown as a list, or a picture that draws itself. */
#ifndef PEERLOOM_UI_SCREENS_WEAVE_PARTS_H
#define PEERLOOM_UI_SCREENS_WEAVE_PARTS_H

#include "sheet/weave.h"
#include "ui/rows.h"
#include "ui/ui.h"

enum { WEAVE_LOOKS = 8 };

struct weave_screen {
    struct weave weave;
    bool known;   /* it could be read */
    bool masked;  /* as it was read */
    int round;    /* 0: all of them */
    size_t look;  /* number in weave.c's list of looks */
    int person;   /* the chosen one in a picture, a number of the matching; MATCHING_NONE if there is nobody */
    int other;    /* in the matrix: whom they are compared with */
    int top, left; /* in the matrix: the first row and column seen */
    struct rect area; /* of the picture, as last drawn, for the mouse */
    int tab_row, tab_cols[WEAVE_LOOKS + 1]; /* of the looks' names, as last drawn: where each begins; all 0: not all are shown */
    struct rows rows; /* of a sheet */
};

/* ---- pictures ---- */

/* A picture. People are numbers of weave.handout.m; those in it are weave.people. */
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
