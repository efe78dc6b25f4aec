/* veil.h: what was put into words while names could be seen, shown while they are hidden.
 *
 * A box (pick.h, prompt.h) holds texts that were made before it opened: its question, its lines, a hint. The privacy key
 * works while it is open, so those texts are drawn through here: in them every word that is part of a person's name in
 * the workbench is masked, whoever wrote the text and whether they thought of names or not. What else is personal (an
 * answer, a reason) is marked by veil_mark() where the text is made.
 */
#ifndef PEERLOOM_UI_VEIL_H
#define PEERLOOM_UI_VEIL_H

#include "base/buf.h"

struct ui;
struct veil;

/* Appends a text that is masked as a whole while names are hidden. For texts that are drawn by veil_text() only. */
void veil_mark(struct buf *out, const char *text);

/* The text as it may be shown now, in `room` (cleared first) or the text itself: without marks, and while names are hidden
 * without names. NULL stays NULL. */
const char *veil_text(struct ui *ui, const char *text, struct buf *room);

/* The names are read when they are first needed; this forgets them, as the data has changed. NULL is fine. */
void veil_free(struct veil *veil);

#endif
