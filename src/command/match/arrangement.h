/* arrangement.h: what of an arrangement follows from the people in it.
 *
 * A pair that a third one joins is a trio. The challenge that people were put together for is no longer theirs when others
 * sit there: one that nobody chose follows them, one that the facilitator chose stays. And what was published has not been
 * told to anybody in its new form.
 */
#ifndef PEERLOOM_COMMAND_MATCH_ARRANGEMENT_H
#define PEERLOOM_COMMAND_MATCH_ARRANGEMENT_H

#include "app/app.h"

/* ARRANGEMENT_FORM_PAIR, _TRIO or _GROUP for so many people. */
const char *arrangement_form(int count);

/* "Pair 3": the first number above *number that no arrangement of the open alliance bears with that form. *number and
 * *name become it. */
void arrangement_number(struct app *app, const char *form, int *number, struct buf *name);
/* Is that such a name? */
bool arrangement_numbered(const struct app *app, const char *form, const char *name);

/* What these people should work on: what most of them face or seek, the more so where one of them offers it. The id of a
 * challenge, "" if there is none that two of them have named. */
enum status arrangement_theme(struct app *app, const char (*people)[ID_SIZE], size_t count, char id[ID_SIZE], struct error *e);

/* An arrangement before people move. */
struct arrangement_before {
    char id[ID_SIZE]; /* "" for the pool: nothing follows */
    char theme[ID_SIZE];
};
enum status arrangement_look(struct app *app, const char *id, struct arrangement_before *before, struct error *e);
/* After they have moved, within the same change: form and challenge follow; what was published is pending. With `suggested`
 * a name that is a number follows, too, and drafts are pending. *again: it was published. */
enum status arrangement_follow(struct app *app, const struct arrangement_before *before, bool suggested, bool *again,
                               struct error *e);

/* What is noted about a person's place in it: *place is to be released. On an error it is empty. */
enum status arrangement_place(struct app *app, const char *id, const char *person, struct record *place, struct error *e);
/* The same, and they leave it; within a change. */
enum status arrangement_leave(struct app *app, const char *id, const char *person, struct record *place, struct error *e);
/* A person joins it, within a change. What they expect and what is noted about them comes along from the place they had (NULL
 * or empty: none). */
enum status arrangement_join(struct app *app, const char *id, const char *person, const char *role, const struct record *place,
                             struct error *e);
/* The role in that place, PLACEMENT_ROLE_MEMBER where none is said. */
const char *arrangement_role(const struct record *place);
/* Was contact or feedback noted? It is about those who sat there together, and stays in History. */
bool arrangement_noted(const struct record *place);

#endif
