/* linear_pick.h: choosing one thing out of several by its number or by words, and asking for the value of any field. */
#ifndef PEERLOOM_UI_LINEAR_PICK_H
#define PEERLOOM_UI_LINEAR_PICK_H

#include "ui/linear_parts.h"

/* A list of things with their names, in memory: for lists that a person can overlook. Zeroed it is empty. */
struct options {
    struct option {
        char *id, *text;
    } * items;
    size_t count, room;
};

void options_add(struct options *o, const char *id, const char *text); /* copies both */
void options_release(struct options *o);

/* What was printed under each number: a number that is typed means that record, whatever another window does to the file
 * meanwhile. Zeroed it is empty. */
struct printed {
    char (*ids)[ID_SIZE];
    size_t count, room;
};

void printed_note(struct printed *p, size_t at, const char *id);
/* The id printed there (from 0); "" if none was. */
const char *printed_id(const struct printed *p, size_t at);
void printed_release(struct printed *p);

/* Shows the list (those that hold the words typed, once words were typed) and asks for one. Returns its index, or -1
 * when none was chosen. `title` is the first line (may be ""), `help` answers `?`. */
long linear_choose(struct linear *l, const char *title, const char *help, const struct options *o);

/* The same for several, as numbers with blanks between them. Marks them in chosen[o->count]; false: none was given. */
bool linear_choose_several(struct linear *l, const char *title, const char *help, const struct options *o,
                           bool *chosen);

/* Lets the reader find a record of the kind by words and number; its id goes into `id`. Where the kind has a name of
 * its own, `new` makes one. False: none was chosen. */
bool linear_pick(struct linear *l, const struct kind *kind, const char *title, char id[ID_SIZE]);

enum value {
    VALUE_NONE,  /* leave it as it is */
    VALUE_GIVEN, /* `out` has what to give to CMD_SET or CMD_ADD; "" empties the field */
    VALUE_ENDED, /* the input ended in the middle of a text: the same, but nothing further is asked */
};

/* Asks for a value of the field in the way of its type. `now`: what it is, in stored form. Checked as far as it can be
 * without the workbench; a wrong one is asked for again. Not for FIELD_LINKS. `draft`: see linear_text(); "" for a
 * record that is not made yet. */
enum value linear_value(struct linear *l, const struct kind *kind, int field, const char *now, const char *draft,
                        struct buf *out);

/* Asks for a new value of a field of a record and saves it; links fields too. */
void linear_edit(struct linear *l, const struct kind *kind, const char *id, int field);

#endif
