/* subject.h: the record that a question is about, held by its id while the question is open.
 *
 *     struct held_subject about;
 *     subject_hold(ui, &about, kind, row->id);
 *     if (prompt_choice(...) == DELETE && subject_still(ui, &about))
 *         ... about.id ...
 *     subject_let_go(&about);
 *
 * Nothing of the screen's rows is needed after the question. Where another window has deleted or changed the record
 * meanwhile, subject_still() says so, and nothing is to be done.
 */
#ifndef PEERLOOM_UI_SUBJECT_H
#define PEERLOOM_UI_SUBJECT_H

#include "model/record.h"
#include "ui/ui.h"

struct held_subject {
    char id[ID_SIZE];
    struct record was; /* as it was when the question was opened; kind NULL: it was not there */
};

void subject_hold(struct ui *ui, struct held_subject *s, const struct kind *kind, const char *id);
void subject_let_go(struct held_subject *s);

/* The record is there and as it was; else says what happened to it. */
bool subject_still(struct ui *ui, const struct held_subject *s);
/* Which of these records? Asks, and holds all of them meanwhile. False: none was chosen, or the one that was is not as it
 * was. `labels` and `ids` are in the same order. */
bool subject_choice(struct ui *ui, const struct kind *kind, const char *title, const char *const *labels,
                    const char *const *ids, size_t count, char id[ID_SIZE]);
/* The same where only its being there matters. */
bool subject_there(struct ui *ui, const struct kind *kind, const char *id);

#endif
