/* limits.h: a facilitator's own limits, by which a shelf of the library is narrowed (Guide 3.2 b: own limits, peers' time
 * and travel, backgrounds, goals).
 *
 * What can be limited follows from the shelf's fields:
 *   choices                   (phases, parts) the entry has it
 *   choice                    the entry has it, or the choice `any`
 *   choice time, cost, travel the entry's comes no later in the order of the choices: at most
 *   size_min with size_max    as the one limit `size`, a number of people: the entry suits a group of that size
 *   list of ids               (goals, tools, questions) the entry names it
 * A limit may hold several values joined by ;, of which one is enough. An entry that says nothing about a choice fits.
 */
#ifndef PEERLOOM_MODEL_LIMITS_H
#define PEERLOOM_MODEL_LIMITS_H

#include "model/library.h"

enum { LIMITS_MOST = 12 };

struct limit {
    char field[40];  /* its name, or "size" */
    char value[160]; /* stored form */
};

/* Zeroed: none. */
struct limits {
    struct limit items[LIMITS_MOST];
    size_t count;
};

/* The name of the limit that the field gives ("size" for size_min), NULL if it gives none. */
const char *limit_name(const struct library *lib, const struct shelf *shelf, int field);
/* What a limit is called ("Group size"), and whether it means "at most". */
const char *limit_label(const struct shelf *shelf, const char *name);
bool limit_at_most(const struct shelf *shelf, const char *name);
/* Appends a value as a person reads it: labels of choices and entries, "at most" where it means that and there is less. */
void limit_show(const struct library *lib, const struct shelf *shelf, const struct limit *limit, struct buf *out);

/* Sets a limit; name and value may be given as stored or as shown; "" takes it off. ERR_INPUT if the shelf cannot be
 * limited by that, or the value is unknown. */
enum status limits_set(struct limits *l, const struct library *lib, const struct shelf *shelf, const char *name,
                       const char *value, struct error *e);
/* The value of a limit, "" if there is none. */
const char *limits_get(const struct limits *l, const char *name);

bool limits_allow(const struct limits *l, const struct shelf *shelf, size_t entry);

/* "Phases: Sustained contact; Time: at most Half a day". Appends. */
void limits_describe(const struct limits *l, const struct library *lib, const struct shelf *shelf, struct buf *out);

#endif
