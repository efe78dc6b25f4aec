/* prompt.h: short questions in a box over the screen. Each runs its own loop and comes back with the answer; Esc, and the
 * program being told to leave, are "no answer". */
#ifndef PEERLOOM_UI_PROMPT_H
#define PEERLOOM_UI_PROMPT_H

#include "store/view.h"
#include "ui/ui.h"

/* All texts given to these pass veil_text(): while names are hidden, none is seen in them, whenever they were made. */

/* One line. `text` holds the first suggestion and gets the answer; `hint` is shown below (may be NULL). While names are
 * hidden, so is what is typed. What is typed is a draft (keep.h) until the command that it is for has run; an earlier draft
 * is filled in. */
bool prompt_line(struct ui *ui, const char *question, const char *hint, struct buf *text);
/* The same for what is never personal: a file, a number, a day. It is always shown. */
bool prompt_plain_line(struct ui *ui, const char *question, const char *hint, struct buf *text);
/* The same where the open screen's place does not say what the text belongs to: `about` does, such as a record's id. */
bool prompt_line_about(struct ui *ui, const char *about, const char *question, const char *hint, struct buf *text);

/* Yes or no; No is chosen first. Only for what cannot be undone: name the object and the number affected. */
bool prompt_yes(struct ui *ui, const char *question, const char *detail);

/* One of several; returns its index, or -1. `selected` is chosen first. Typing filters. */
int prompt_choice(struct ui *ui, const char *title, const char *const *labels, size_t count, int selected);

/* Several of several: `chosen` has one flag an entry; false: nothing was changed. */
bool prompt_choices(struct ui *ui, const char *title, const char *const *labels, size_t count, bool *chosen);

/* The same where leaving all as ticked is an answer, too; false: never mind. */
bool prompt_tick(struct ui *ui, const char *title, const char *const *labels, size_t count, bool *chosen);

/* A record of a kind, of the open alliance for kinds that belong to one. *id holds the first choice, or "", and gets the
 * answer. With `none` a first line "(none)" stands for "". */
bool prompt_record(struct ui *ui, const char *title, const struct kind *kind, bool none, char id[ID_SIZE]);

/* Several records: `chosen(data, id)` says which are chosen, `toggle` is called with each one switched and tells whether
 * it worked. Nothing else to confirm: every switch counts at once. */
void prompt_records(struct ui *ui, const char *title, const struct kind *kind,
                    bool (*chosen)(void *data, const char *id), bool (*toggle)(void *data, const char *id),
                    void *data);

/* Text to read, with a title; scrolls; any other key closes it. What was composed while names could be seen is not shown
 * while they are hidden. */
void prompt_text(struct ui *ui, const char *title, const char *text);
/* The same for a text of the program itself, which is about nobody. */
void prompt_plain_text(struct ui *ui, const char *title, const char *text);
/* The same for a text that can be composed anew: again whenever names are hidden or shown. The first line is its title.
 * False, with nothing shown, if it is empty. */
bool prompt_explain(struct ui *ui, void (*compose)(struct ui *ui, void *data, struct buf *out), void *data);

#endif
