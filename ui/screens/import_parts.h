/* import_parts.h: what the files of the import screen share and nobody else sees. */
#ifndef PEERLOOM_UI_SCREENS_IMPORT_PARTS_H
#define PEERLOOM_UI_SCREENS_IMPORT_PARTS_H

#include <sys/stat.h>

#include "command/exchange/import.h"
#include "ui/texts.h"
#include "ui/ui.h"

enum import_pane { PANE_ACTIONS, PANE_COLUMNS, PANE_ROWS, PANES };

/* One column of the file. */
struct file_column {
    char *header;
    char *example; /* the first cell that is not empty */
    char *chosen;  /* what the user said: a field as a mapping names it, "" to leave it out; NULL: as found by itself */
};

struct importing {
    struct ui *ui;
    char *path;
    struct stat seen; /* the file when it was looked at */
    enum import_mode mode;
    struct file_column *columns;
    size_t column_count, column_cap;
    struct buf map;           /* the chosen columns as a mapping (exchange/mapping.h); "" if none is chosen */
    struct import_plan *plan; /* NULL: see problem */
    struct buf problem;
    struct buf done; /* what was imported last, until something else changes */
    bool own;        /* the next refresh follows from that */
    enum import_pane pane;
    struct texts lists[PANES];
    size_t *order; /* rows of the plan by row of the list: rejected ones first */
};

/* ---- import_file.c ---- */

/* Asks for the path of a file until there is one. A folder is listed to choose from. False: no answer. */
bool import_ask_path(struct ui *ui, struct buf *path);
/* Headers and first cells of the file; false, having said why, if it cannot be read. */
bool import_read_columns(struct importing *m);

/* ---- import_mapping.c ---- */

void import_release_columns(struct importing *m);
void import_start_columns(struct importing *m); /* makes the list */
void import_show_columns(struct importing *m);  /* fills it */
/* Asks where the chosen column goes; true: somewhere else than before. */
bool import_choose_target(struct importing *m);
/* Writes the mapping anew. */
void import_write_map(struct importing *m);

/* ---- import_rows.c ---- */

void import_start_rows(struct importing *m); /* makes the list */
void import_show_rows(struct importing *m);  /* fills it: the plan is another one */
void import_show_row(struct importing *m);   /* the chosen one, whole */

#endif
