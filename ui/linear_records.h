/* linear_records.h: lists of records and the page of one record, of any kind, from the kind's description alone. */
#ifndef PEERLOOM_UI_LINEAR_RECORDS_H
#define PEERLOOM_UI_LINEAR_RECORDS_H

#include "store/view.h"
#include "ui/linear_pick.h"

/* ---- a list, with filter, order and columns ---- */

struct record_list {
    const struct kind *kind;
    const char *alliance; /* id; NULL: of all alliances */
    const char *title;    /* "People" */
    const char *help;
    const char *columns; /* shown until others are chosen: "status person.country"; NULL: the listed fields */
    void (*open)(struct linear *l, const char *id);                  /* NULL: linear_record() */
    bool (*add)(struct linear *l, char id[ID_SIZE]);                 /* NULL: linear_add(); the new one is opened */
    void (*line)(struct linear *l, const char *id, struct buf *out); /* NULL: title and columns */
};

/* Shows the list and does what is asked until the reader goes back. */
void linear_list(struct linear *l, const struct record_list *list);

/* ---- adding ---- */

struct preset {
    int field;
    const char *value;
};

/* Asks for what the record must have (and for what names it), adds it, and gives its id. False: nothing was added. */
bool linear_add(struct linear *l, const struct kind *kind, const struct preset *presets, size_t count,
                char id[ID_SIZE]);

/* ---- the fields of one or two records as numbered lines ---- */

struct fields {
    struct fields_line {
        const struct kind *kind;
        char id[ID_SIZE];
        int field;
        const char *heading; /* of the part that begins here, or NULL */
    } * lines;
    size_t count, room;
};

void fields_add(struct fields *s, const struct kind *kind, const char *id, int field, const char *heading);
/* All fields that a person can change. */
void fields_add_record(struct fields *s, const struct kind *kind, const char *id, const char *heading);
void fields_release(struct fields *s);
/* Prints them: those that hold something a line each, the empty ones in one line at the end of each part. */
void fields_print(struct linear *l, const struct fields *s);
/* The line whose label the typed words begin; -1 if none. */
long fields_find(const struct fields *s, const char *typed);

/* Changes the field that the reply to a page with this sheet names. True if the page is to be shown again: after a
 * change what was said is enough. */
bool fields_edit(struct linear *l, const struct fields *s, const struct reply *r);

/* For struct page: how to hear more of a field. */
void fields_explain(struct linear *l, void *data);

/* The page of a record: its fields, each of which can be changed, and delete. */
void linear_record(struct linear *l, const struct kind *kind, const char *id);

/* All records of a kind, as a list. */
void linear_kind(struct linear *l, const struct kind *kind);
/* The same of the kind, unless it is hidden (model/kind.h), whose plural the line is: "Sessions". False: there is none. */
bool linear_kind_named(struct linear *l, const char *line);

/* Deletes a record by CMD_DELETE, which undo brings back. */
bool linear_delete(struct linear *l, const struct kind *kind, const char *id);

/* The id of the record of a keyed kind that joins two others: a membership, a place. */
void linear_pair_id(const struct kind *kind, int field, const char *value, int other, const char *other_value,
                    char id[ID_SIZE]);

/* Is the record still there? Says so if not. */
bool linear_there(struct linear *l, const struct kind *kind, const char *id);

#endif
