/* handout.h: a round, or all of them, as papers and tables show it: who was with whom, and by which names.
 *
 * It is for somebody (app/viewer.h) and made of what they may see. Where others sit with them, only how many is told.
 */
#ifndef PEERLOOM_ROUND_HANDOUT_H
#define PEERLOOM_ROUND_HANDOUT_H

#include "app/viewer.h"
#include "round/matching.h"

enum handout_names {
    NAMES_FULL,    /* "Otieno, Grace" */
    NAMES_SHORT,   /* "Otieno" */
    NAMES_NUMBERS, /* "Person 3" */
};

struct handout {
    struct matching m;
    enum handout_names names;
    bool one_round; /* that of m alone; else all rounds where it makes sense */
};

/* Reads round `round` (0: the last one there is, and all of them where a sheet is about all). Release it in any case.
 */
enum status handout_init(struct handout *s, struct app *app, int round, enum handout_names names, struct error *e);
void handout_release(struct handout *s);

/* Is it a pair or group, of the sheet's rounds? */
bool handout_counts(const struct handout *s, const struct matching_table *t);
/* How many sit at the table whom the audience may not know. */
int handout_absent(const struct handout *s, const struct matching_table *t);
/* Appends the person's name. */
void handout_name(const struct handout *s, int person, struct buf *out);

#endif
