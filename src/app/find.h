/* find.h: words looked for everywhere at once: guiding questions, answers, people, every other kind of record, checklists
 * and the library, ignoring case and accents. For the screen and the command alike.
 *
 * Records belong to the open alliance where their kind does. This is the facilitator's own search: what is confidential is
 * found, too; what others get to see goes through audience.h.
 */
#ifndef PEERLOOM_APP_FIND_H
#define PEERLOOM_APP_FIND_H

#include "app/content.h"

enum found_what { FOUND_QUESTION, FOUND_RECORD, FOUND_POINT, FOUND_ENTRY };

struct found {
    enum found_what what;
    const struct kind *kind; /* FOUND_RECORD, and of the shelf for FOUND_ENTRY */
    char list[64];           /* FOUND_POINT: the checklist's name */
    char id[80];             /* of the record, question, point or entry */
    bool personal;           /* the title names a person */
    struct buf title;
};

struct found_group {
    char name[64];     /* questions, answers, people ..., checklists, library */
    char label[80];    /* as shown */
    size_t count;      /* all that were found */
    struct found *hits; /* the first ones, as many as were asked for */
    size_t hit_count, hit_room;
};

struct finder;

struct finder *finder_new(struct app *app);
void finder_free(struct finder *f);

/* Looks for all the words; groups without a hit are left out. At most `most` hits a group. */
enum status finder_words(struct finder *f, const char *words, size_t most, struct error *e);
/* The same one place after the other: begin, then next until it says that there is no further place. A step adds one group at
 * most to those that there are. */
void finder_begin(struct finder *f, const char *words, size_t most);
enum status finder_next(struct finder *f, bool *further, struct error *e);
/* After a change, of data or of language: the next search reads anew. */
void finder_refresh(struct finder *f);

/* What the last search found; valid until the next one. */
size_t finder_groups(const struct finder *f);
const struct found_group *finder_group(const struct finder *f, size_t i);

/* Appends where in it the words stand: "Notes: ... a budget circular that ..."; for a hit by name what is listed of it. */
void finder_excerpt(struct finder *f, const struct found *hit, struct buf *out);

#endif
