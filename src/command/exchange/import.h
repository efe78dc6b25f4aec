/* import.h: taking in records from a CSV file: first a plan that says what would happen to every row, then the change.
 *
 * A row is recognised as a record that is there already by its id; else by a field flagged identity (email); else by
 * its title and the records it belongs to. Two people of one name with different addresses are two people. References
 * and lists (a person's challenges) are given as ids or titles; what is missing is made where the kind says so (flag
 * make). People become members of the open alliance. Nothing is ever emptied: an empty cell means that the file does
 * not say.
 *
 * The plan reads the workbench and writes nothing; import_apply() writes all of it as one change, and so as one undo.
 */
#ifndef PEERLOOM_COMMAND_EXCHANGE_IMPORT_H
#define PEERLOOM_COMMAND_EXCHANGE_IMPORT_H

#include "app/app.h"
#include "base/arena.h"
#include "base/dict.h"
#include "exchange/csvread.h"
#include "exchange/mapping.h"

enum import_mode {
    IMPORT_ADD,    /* new rows are added, records that are there get what differs in the file */
    IMPORT_UPDATE, /* only records that are there */
    IMPORT_FILL,   /* as add, but only empty fields are filled */
    IMPORT_SKIP,   /* only new rows are added */
};

enum import_result { IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME, IMPORT_LEFT, IMPORT_REJECTED, IMPORT_RESULTS };

struct import_row {
    long line; /* in the file, from 1 */
    enum import_result result;
    const char *title;        /* what the row is called; "" if it has no name */
    const char *detail;       /* changed: labels of the fields; rejected: why; else a remark, or "" */
    int column;               /* rejected: the column at fault, from 0; -1: none in particular */
    char id[ID_SIZE];         /* of the record, there or to be made */
    bool joins;               /* becomes a member of the open alliance */
    bool in_alliance;         /* new: belongs to the open alliance */
    const char **values;      /* new, changed: per column what is to be written (links: ids joined by ;), or NULL */
    const char *const *cells; /* rejected: as they were */
    size_t cell_count;
    uint64_t hash; /* of the cells */
};

/* A record that a reference names and that is not there yet. */
struct import_making {
    const struct kind *kind;
    char id[ID_SIZE];
    const char *title;
    bool needed; /* by a row that is not rejected */
    const char *like; /* the title of another one, there or new, that is nearly the same; NULL if none is */
    struct import_making *next;
};

struct import_plan {
    const struct kind *kind;
    const struct kind *member; /* the kind of memberships where people join the open alliance; else NULL */
    char *path;                /* as given */
    const char *name;          /* its last part */
    enum import_mode mode;
    bool exact; /* part of a whole export: nothing is added that the files do not hold */
    struct csv_shape shape;
    const char *const *headers; /* column_count */
    struct import_column *columns;
    size_t column_count;
    struct import_row *rows;
    size_t row_count, row_room;
    size_t counts[IMPORT_RESULTS];
    bool foreign_ids; /* the id column holds something else than ids of workbenches; it was not used */
    bool tagged;      /* a row of HXL tags was passed over */
    struct import_making *makings, *last_making; /* in the order in which the file names them */
    size_t made;                                 /* how many of them are needed */
    const struct table *map; /* while it is made */
    struct arena *arena;
};

struct import_options {
    enum import_mode mode;
    const struct table *map; /* a mapping (mapping.h), or NULL; it need not outlive import_plan_new() */
    bool exact;      /* see struct import_plan */
    const struct table
        *table;           /* the rows, instead of the file's (the demonstration's, compiled in); NULL: read the file */
    struct dict *renamed; /* ids of the file > ids here (struct import_row's id), for files that follow; NULL: none */
};

/* Plans the import of one file ("-": standard input) of records of `kind`. The plan is the caller's; free it before the
 * workbench is closed. On an error *plan is NULL. */
enum status import_plan_new(struct app *app, const struct kind *kind, const char *path,
                            const struct import_options *options, struct import_plan **plan, struct error *e);
void import_plan_free(struct import_plan *plan);

/* Writes what the plan says as one change with the label "Import 40 people from peers.csv". Does nothing when there is
 * nothing to write. On an error nothing was written. */
enum status import_apply(struct app *app, const struct import_plan *plan, struct error *e);

/* Rows that would be written. */
size_t import_writes(const struct import_plan *plan);

/* "new", "changed", "same", "left", "rejected". */
const char *import_result_name(enum import_result result);

/* The summary in one line: "40 rows: 30 new, 8 changed, 2 rejected; 12 organisations would be made". Appended. */
void import_summary(const struct import_plan *plan, struct buf *out);

/* Sets `like` of the records to be made. import_like(): true if two names differ in so little (case, accents, punctuation,
 * one or two letters in longer ones, but no digit) that they may be meant as one. */
void import_find_like(struct app *app, struct import_plan *plan);
bool import_like(const char *a, const char *b);

/* Writes the rejected rows as they were, with the columns line and reason behind them. */
enum status import_write_rejects(const struct import_plan *plan, const char *path, struct error *e);

#endif
