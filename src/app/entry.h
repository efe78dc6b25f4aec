/* entry.h: what screens and commands say of the library's entries, and make of them. */
#ifndef PEERLOOM_APP_ENTRY_H
#define PEERLOOM_APP_ENTRY_H

#include "app/arg.h"
#include "app/content.h"
#include "model/terms.h"

/* Appends a field as it is read: links by what they lead to, " (en)" where English stands in; nothing if it is empty. */
void entry_value(struct app *app, const struct shelf *shelf, size_t entry, int field, struct buf *out);

/* Appends what the entry is about, in its own words: the first listed text that is not its name. */
void entry_gist(struct app *app, const struct shelf *shelf, size_t entry, struct buf *out);

/* How often each entry of a shelf is planned in the open alliance's workbench, and how often that was done; only tools are. */
struct entry_use {
    size_t planned, done;
};
/* By entry, to be freed; NULL for another shelf, and without a workbench. */
enum status entry_uses(struct app *app, const struct shelf *shelf, struct entry_use **uses, struct error *e);

/* Appends the meaning of a term or acronym, and on a line of its own what to see besides. */
void term_text(struct app *app, const struct term_hit *hit, struct buf *out);

/* ---- take_up.c: from knowing to doing ---- */

enum { TAKE_UP_MOST = 8 };

/* What CMD_ADD is given to make a record of an entry; valid while the library is in the same language. */
struct take_up {
    struct arg_value given[TAKE_UP_MOST];
    size_t count;
    char phase[2];
};

/* A risk of the alliance's own, in the phase in question where the entry belongs to it (-1: in the entry's first). */
void take_up_risk(struct app *app, const struct shelf *shelf, size_t entry, int phase, struct take_up *t);
/* A tool planned for a phase and a part of the work. */
void take_up_tool(struct app *app, const char *tool, int phase, const char *part, struct take_up *t);
/* What the library calls the entry that a field of a risk or of a planned tool names by its id, in the language spoken; NULL
 * for any other field, and where there is no such entry. */
const char *taken_from(const struct app *app, const struct kind *kind, int field, const char *id);
/* A record's title as a person reads it: of a planned tool what the library calls it. Anything else is given back. */
const char *taken_title(const struct app *app, const struct kind *kind, const char *title);

#endif
