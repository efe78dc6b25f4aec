/* import_known.h: what the files that plan an import share: which record a row is (import_known.c), which record a cell
 * names, and what would happen to a row (import_row.c). */
#ifndef PEERLOOM_COMMAND_EXCHANGE_IMPORT_KNOWN_H
#define PEERLOOM_COMMAND_EXCHANGE_IMPORT_KNOWN_H

#include "command/exchange/import.h"

/* ---- recognising: an index of the records of one kind ---- */

struct known {
    const struct kind *kind;
    struct dict keys; /* "i:FIELD:VALUE" > id; "t:TITLE" > struct namesakes */
    struct arena *arena;
};

enum known_answer {
    KNOWN_NOT,       /* a new record */
    KNOWN_NAMESAKE,  /* a new record; another one has the same title and a different identity */
    KNOWN_FOUND,     /* *id says which */
    KNOWN_AMBIGUOUS, /* several of that title */
};

enum status known_load(struct known *k, struct store *store, const struct kind *kind, struct arena *arena,
                       struct error *e);
void known_release(struct known *k);
void known_add(struct known *k, const struct record *r);
enum known_answer known_find(const struct known *k, const struct record *r, char id[ID_SIZE]);

/* ---- resolving: what a cell of a reference means, remembered for the next row ---- */

struct resolver {
    struct app *app;
    struct import_plan *plan;
    struct dict *renamed;
    struct dict answers; /* "KIND:folded text" > struct resolved */
    struct dict makings; /* id > struct import_making */
};

/* The id of the record of `kind` that `text` names; may be one that is yet to be made where `make` is true. The message
 * of an error is for the reader of the row. */
enum status resolver_find(struct resolver *r, const struct kind *kind, const char *text, bool make, const char **id,
                          struct error *e);
void resolver_release(struct resolver *r);

/* ---- planning ---- */

struct planner {
    struct app *app;
    struct import_plan *plan;
    struct known known;
    struct resolver resolver;
    struct dict touched; /* id > index + 1 of the row that was about this record */
    const char **values; /* per column, of the row being looked at; kept only if something is written */
    size_t seen;         /* rows of the file that hold something */
    bool looking;        /* inside a transaction */
};

/* Adds the row to the plan, with what would happen to it. */
void plan_row(struct planner *p, long line, const char *const *cells, const size_t *lengths, size_t count);

bool is_blank(const char *text); /* nothing, or only blanks */

#endif
