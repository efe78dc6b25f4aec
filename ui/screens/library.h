/* library.h: what the files of the library screen share. Three levels: the shelves, the entries of one, and an entry's page
 * with links to others. With room the page stands beside the entries. Esc leads back the way one came.
 *
 * A place is "" (the shelves), "SHELF", "SHELF ENTRY" or "SHELF @LIMIT=VALUE"; with ">" in front Esc leads back to the
 * screen that opened it, and not up to the shelves.
 */
#ifndef PEERLOOM_UI_SCREENS_LIBRARY_H
#define PEERLOOM_UI_SCREENS_LIBRARY_H

#include "app/entry.h"
#include "model/entry_links.h"
#include "model/limits.h"
#include "ui/rows.h"
#include "ui/ui.h"

enum library_level { LIBRARY_SHELVES, LIBRARY_ENTRIES, LIBRARY_PAGE };

enum { LIBRARY_DEPTH = 24, LIBRARY_WIDE = 100 };

/* A page: names, not pointers, for the library is read anew when another language is spoken. */
struct leaf {
    char shelf[40], id[LINK_ID];
    int scroll; /* lines out of sight above */
    int link;   /* the chosen one, -1: none */
};

struct library_screen {
    enum library_level level;
    bool visiting;       /* the first level in sight was asked for by another screen */
    char shelf[40];      /* kind's name; "" none chosen yet */
    char spoken[32];     /* languages the columns were made in */
    bool listed;         /* there is a list; none behind a page that another screen asked for */
    struct rows rows;    /* of shelves or of entries */
    struct sheet sheet;
    struct limits limits;
    struct entry_use *uses; /* of the tools, for their pages; NULL: there is no workbench */

    struct leaf path[LIBRARY_DEPTH]; /* pages opened one from the other */
    int depth;
    struct entry_link links[LINKS_MOST]; /* of the page as last drawn */
    int link_row[LINKS_MOST];            /* line of the page */
    int link_count;
    int page_rows;                       /* lines of the page as last drawn */
    struct rect page;                    /* where it was drawn */
};

/* NULL if the shelf is gone. */
struct shelf *library_shelf_shown(struct ui *ui, const struct library_screen *s);
/* library_list.c: the two lists */
void library_show(struct ui *ui, struct library_screen *s, enum library_level level); /* makes the list of that level */
void library_read(struct library_screen *s); /* its rows anew: limits, uses or words are others */
void library_draw_list(struct ui *ui, struct library_screen *s, struct canvas *c, struct rect area, bool focused);

/* library_page.c */
void library_draw_page(struct ui *ui, struct library_screen *s, struct leaf *leaf, struct canvas *c, struct rect area,
                       bool focused);

/* library_limits.c: asks for limits in a box; they count at once. */
void library_ask_limits(struct ui *ui, struct library_screen *s);

/* library_take.c: makes a risk or a planned tool of the entry. `phase`: -1 unknown. */
void library_take_up(struct ui *ui, const struct shelf *shelf, size_t entry, int phase);
/* Plans a tool for a phase and a part; true if it was done. */
bool library_plan(struct ui *ui, const char *tool, int phase, const char *part);

#endif
