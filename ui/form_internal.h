/* form_internal.h: what the files of the form share and nobody else sees. */
#ifndef PEERLOOM_UI_FORM_INTERNAL_H
#define PEERLOOM_UI_FORM_INTERNAL_H

#include "model/record.h"
#include "ui/editor.h"
#include "ui/form.h"

struct form {
    const struct kind *kind;
    char id[ID_SIZE];     /* "" while the record is not made */
    struct record values; /* as saved; of a new record, as typed; links as ids joined by ";" only while it is new */
    int *fields;          /* those shown */
    int count;
    int at;               /* which of them is focused */
    int top;              /* first line shown */
    int *lines;           /* where each field begins, when last drawn, and behind the last one */
    struct rect area;
    struct editor editor; /* of the focused field, if it is typed in */
    unsigned long loaded; /* editor.changes when it was loaded */
    bool open;            /* the editor holds the focused field */
    bool warned;          /* was told that leaving now drops the new record */
    bool gone;            /* another window has deleted the record */
    unsigned long refused; /* editor.changes when what is typed could not be saved */
};

/* ---- form.c ---- */

const struct field *form_focused(const struct form *f);
bool form_typed(const struct field *field);   /* typed in, not chosen */
bool form_masked(const struct ui *ui, const struct form *f, const struct field *field); /* hidden by the privacy key */
bool form_dirty(const struct form *f);        /* something was typed that is not saved yet */
/* Opens or closes the editor when lock or privacy was switched; what was typed is saved first. */
void form_agree(struct ui *ui, struct form *f);
/* Saves a stored value for the focused field, or keeps it for the record to be made. False: it was refused. */
bool form_store(struct ui *ui, struct form *f, const char *value);
/* Appends the value as a person reads it. */
void form_display(struct ui *ui, struct form *f, int field, struct buf *out);

/* ---- form_pick.c: fields that are chosen ---- */

/* Opens the list that belongs to the focused field. */
void form_choose(struct ui *ui, struct form *f);
/* The next or previous choice, or the next one that begins with the key's letter; false if the key is not for this. */
bool form_choice_key(struct ui *ui, struct form *f, int key);
/* Asks for the name of a new record to refer to or to link, and makes it. */
void form_add_target(struct ui *ui, struct form *f);

#endif
