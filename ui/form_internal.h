/* form_internal.h: what the files of the form share and nobody else sees. */
#ifndef PEERLOOM_UI_FORM_INTERNAL_H
#define PEERLOOM_UI_FORM_INTERNAL_H

#include "model/record.h"
#include "ui/editor.h"
#include "ui/form.h"
#include "ui/keep.h"

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
    unsigned long refused; /* editor.changes when what is typed could not be saved */
    struct ui *ui;        /* whose list `typing` is in */
    struct typing typing;
    struct draft draft;   /* of the new record, or of the focused field */
    struct buf seen;      /* of the focused field: see store_seen() */
    bool dropped;         /* what is typed was given up on purpose */
    bool contested;       /* another window's value stands there, and nobody has chosen yet */
    bool gone;            /* another window has deleted the record */
};

/* ---- form.c ---- */

const struct field *form_focused(const struct form *f);
bool form_typed(const struct field *field);   /* typed in, not chosen */
bool form_masked(const struct ui *ui, const struct form *f, const struct field *field); /* hidden by the privacy key */
void form_load(struct ui *ui, struct form *f); /* puts the focused field into the editor, if it is typed in */
bool form_dirty(const struct form *f);        /* something was typed that is not saved yet */
/* Opens or closes the editor when lock or privacy was switched; what was typed is saved first. */
void form_agree(struct ui *ui, struct form *f);
/* Saves a stored value for the focused field, or keeps it for the record to be made. False: it was refused. */
bool form_store(struct ui *ui, struct form *f, const char *value);
/* Appends the value as a person reads it. */
void form_display(struct ui *ui, struct form *f, int field, struct buf *out);

/* ---- form_keep.c: what is typed and not saved yet ---- */

/* The form has begun: of a new record, an earlier draft is filled in. */
void form_keep_begin(struct ui *ui, struct form *f, const struct form_value *values, size_t count);
/* The form is closed: what was not given up on purpose stays a draft. */
void form_keep_end(struct form *f);
/* Another field has the editor, whose draft is filled in if there is one. */
void form_keep_field(struct ui *ui, struct form *f);
void form_keep_drop(struct form *f); /* it is saved, or given up on purpose */

/* ---- form_pick.c: fields that are chosen ---- */

/* Opens the list that belongs to the focused field. */
void form_choose(struct ui *ui, struct form *f);
/* The next or previous choice, or the next one that begins with the key's letter; false if the key is not for this. */
bool form_choice_key(struct ui *ui, struct form *f, int key);
/* Asks for the name of a new record to refer to or to link, and makes it. */
void form_add_target(struct ui *ui, struct form *f);

#endif
