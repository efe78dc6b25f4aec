/* form.h: the fields of one record of any kind, filled in where they stand.
 *
 * Label and value a line; notes several lines. A field is saved (CMD_SET) as soon as it is left; a wrong value says why
 * and keeps the focus; Esc brings the old value back. A new record is created (CMD_ADD) once its required fields have
 * values; what was typed before that is kept and goes in with it. By type:
 *   text, email, phone, number  typed in place       note   typed in place, Enter is a new line
 *   date       typed, checked                        yesno, choice   Left/Right/Space change it, Enter opens the list
 *   reference, choices   Enter opens a list to pick from (type to filter)
 *   links      Enter opens a list; Space marks; each mark is a record made or deleted
 *   list       typed, separated by semicolons
 */
#ifndef PEERLOOM_UI_FORM_H
#define PEERLOOM_UI_FORM_H

#include "ui/ui.h"

struct form;

struct form_value {
    int field;
    const char *value; /* stored form */
};

/* A form for the record `id`; NULL (with the reason in the message line) if it is not there. Fields that are never typed
 * in (id) are left out. */
struct form *form_new(struct ui *ui, const struct kind *kind, const char *id);
/* A form for a record to be made, with first values that are not shown when `preset` says so. */
struct form *form_new_record(struct ui *ui, const struct kind *kind, const struct form_value *values, size_t count);
void form_free(struct form *f);

void form_draw(struct ui *ui, struct form *f, struct canvas *c, struct rect area, bool focused);
bool form_key(struct ui *ui, struct form *f, const struct event *e);
bool form_act(struct ui *ui, struct form *f, enum command_id id); /* save, undo in the field, back (drops the draft) */
unsigned form_mode(const struct form *f);                         /* ON_FORM, and ON_EDITOR while text is typed */
bool form_leave(struct ui *ui, struct form *f);                   /* saves the field; false: its value is wrong */
void form_refresh(struct ui *ui, struct form *f);
void form_explain(struct ui *ui, struct form *f, struct buf *out);
const char *form_id(const struct form *f); /* of the record; "" while it is not made yet */
int form_field(const struct form *f);      /* the focused field */
void form_go(struct ui *ui, struct form *f, int field); /* focuses a field of the kind; saves the one it comes from */

/* Opens a form as a screen of its own; Esc comes back. */
bool form_open(struct ui *ui, const struct kind *kind, const char *id);
/* Opens it with the cursor in that field. */
bool form_open_at(struct ui *ui, const struct kind *kind, const char *id, int field);
bool form_open_new(struct ui *ui, const struct kind *kind, const struct form_value *values, size_t count);

#endif
