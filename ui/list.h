/* list.h: rows to choose from, of a view of the store or of anything that can number its rows.
 *
 * It knows: arrows, Page Up/Down, Home, End, wheel and click; a filter that begins when a letter or digit is typed
 * ("Filter: ken  7 of 42", Esc clears it); an order by column; marks on several rows. The actions Enter, Insert, Delete
 * and so on belong to the screen (CMD_ITEM_OPEN ...). Rows are asked for only while visible, and kept as drawn cells, so
 * that a step costs at most one new row.
 */
#ifndef PEERLOOM_UI_LIST_H
#define PEERLOOM_UI_LIST_H

#include "store/view.h"
#include "ui/ui.h"

#define LIST_COLUMNS 12
#define LIST_ID 80

struct list_column {
    const char *title;
    struct column of;   /* of the view; not used with callbacks */
    bool title_column;  /* view: the record's title instead of a field */
    bool personal;      /* masked when private */
    bool right;         /* numbers */
    int min, max;       /* widths; 0: found from the title and what is visible first */
};

/* Where rows come from. `count` and `cell` are needed; the others may be NULL. */
struct list_source {
    void *data;
    size_t (*count)(void *data);                                          /* rows with the filter */
    size_t (*total)(void *data);                                          /* rows without it */
    void (*cell)(void *data, size_t at, int column, struct buf *out);     /* appends the text */
    enum style (*style)(void *data, size_t at, int column);               /* STYLE_TEXT if NULL */
    const char *(*id)(void *data, size_t at);                             /* needed for marks and to stay on a row */
    size_t (*find)(void *data, const char *id);                           /* its place, or count */
    void (*filter)(void *data, const char *words);                        /* without it typing does nothing */
    bool (*sort)(void *data, int column, bool descending);                /* column -1: the first order */
    void (*refresh)(void *data);
};

struct list {
    struct list_source source;
    struct view *view; /* when it is a list of a view; owned by the caller */
    const struct app *app; /* then it names what comes from the library */
    struct list_column columns[LIST_COLUMNS];
    int column_count;
    int widths[LIST_COLUMNS];
    bool no_header;      /* one column needs no header */
    const char *empty;   /* said when there is nothing: "No one yet. Press Insert to add a person." */

    size_t at, top;      /* the chosen row, the first visible row */
    char id[LIST_ID];    /* the id of the chosen row, to find it again after a refresh */
    struct buf filter;
    bool filtering;      /* typed characters go to the filter */
    bool plain;          /* it lists nobody: what is typed is shown also while names are hidden */
    int sort_column;     /* -1: first order */
    bool sort_down;
    char **marks;        /* ids */
    size_t mark_count, mark_cap;

    struct rect area;    /* of the rows, when last drawn */
    struct canvas rows;  /* the drawn rows */
    size_t *row_at;      /* which row of the source each drawn row is; SIZE_MAX: none */
    char (*row_id)[LIST_ID]; /* and its id: a row that is in sight is the record that was drawn, whatever the file holds now */
    size_t count;        /* source.count() when last asked; SIZE_MAX: ask */
    bool was_private, was_ascii;
    bool laid_out;       /* widths are right for the columns and the width of rows */
};

void list_init(struct list *l, const struct list_source *source); /* copies *source */
/* The list must not move afterwards. */
void list_init_view(struct list *l, const struct app *app, struct view *view); /* columns: title only, until list_set_columns() */
void list_release(struct list *l);

void list_set_columns(struct list *l, const struct list_column *columns, int count);
/* The columns of a view: the title and the listed fields that are no part of it, at most LIST_COLUMNS. `prefix` is "" or
 * "person." to take the fields of a reference. */
int list_view_columns(const struct kind *kind, const char *prefix, struct list_column *out, int room);

/* Draws header, rows and, when there is a filter, its line. The cursor goes to the chosen row (to the filter while it is
 * typed in) if `focused`. */
void list_draw(struct ui *ui, struct list *l, struct canvas *c, struct rect area, bool focused);

/* Moves, filter and mouse; true if the event was used. A click on the row that is chosen already is not: it opens. */
bool list_key(struct ui *ui, struct list *l, const struct event *e);
/* CMD_FILTER, CMD_SORT (asks for the column), CMD_MARK, CMD_MARK_ALL, CMD_BACK while there is a filter or are marks. */
bool list_act(struct ui *ui, struct list *l, enum command_id id);

void list_refresh(struct list *l); /* reads again; stays on the same record where it is still there */
size_t list_count(struct list *l);
/* Of the chosen row; "" if there is none. It is that of the record that was drawn there. Valid while the list lives, and
 * the same while nobody moves in it: also while a box is open. */
const char *list_id(struct list *l);
bool list_select(struct list *l, const char *id); /* goes to that record; false if it is not in the list */
void list_go(struct list *l, size_t at);

size_t list_marked(const struct list *l);
const char *list_mark(const struct list *l, size_t i); /* the id of the i-th mark */
bool list_is_marked(const struct list *l, const char *id);
void list_unmark(struct list *l); /* takes all marks off */
/* Takes the marks off records of a view that are not there any more; how many that were. */
size_t list_unmark_gone(struct list *l);

/* "7 of 42", "42", "42, 3 marked": for titles. */
void list_describe(struct list *l, struct buf *out);

#endif
