/* desk.h: a program at work in a temporary folder, without a screen, for the tests of import and export. */
#ifndef PEERLOOM_TESTS_DESK_H
#define PEERLOOM_TESTS_DESK_H

#include "app/app.h"
#include "command/run.h"
#include "model/kinds.h"

struct desk {
    struct app app;
    char folder[64];
    char path[128];     /* of the workbench */
    char paths[4][256]; /* a ring: what desk_path() gave last */
    unsigned next_path;
    char *output; /* what the last command wrote */
    size_t output_size;
};

/* An empty workbench; with an alliance of that name that is open, unless NULL. Fails the test if anything goes wrong.
 */
void desk_new(struct desk *d, const char *alliance);
void desk_free(struct desk *d); /* checks that projection and log agree, then removes the folder */

/* `option` and the path of a name in the folder; valid until the fourth next call. */
const char *desk_path(struct desk *d, const char *option, const char *name);
/* Writes a file into the folder; its path is valid as that of desk_path(). */
const char *desk_file(struct desk *d, const char *name, const char *bytes, size_t n);
/* The whole file as a heap string, NULL if it is not there. */
char *desk_read(struct desk *d, const char *name);

/* Runs import or export with these words, ended by NULL; words that begin with -- are options ("--mode=fill"). What was
 * written is in d->output, what it said in d->app.message. */
enum status desk_import(struct desk *d, struct error *e, ...);
enum status desk_export(struct desk *d, struct error *e, ...);

/* Creates a record in a change of its own; field, value, ... ended by -1. Its id goes into out, unless NULL. */
void desk_make(struct desk *d, enum kind_id kind, char out[ID_SIZE], ...);
size_t desk_count(struct desk *d, enum kind_id kind);
/* The id of the record with that title. */
void desk_find(struct desk *d, enum kind_id kind, const char *title, char out[ID_SIZE]);
/* Fails the test unless the field of the record with that title shows that text. */
void desk_expect(struct desk *d, enum kind_id kind, const char *title, int field, const char *text);
void desk_digest(struct desk *d, char out[33]);

/* Fails the test, showing the text, unless it holds the piece. */
void expect_piece(const char *text, const char *piece);

#endif
