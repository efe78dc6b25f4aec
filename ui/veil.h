/* veil.h: the last gate for names: what the privacy key promises, kept whoever drew and whatever was put into words before.
 *
 * Screens mask what is personal while they draw (ui_mask). But a box holds texts that were made before it opened, people
 * write names into plain fields, and somebody may forget. So ui_present() has every frame pass here while names are
 * hidden: each word that is part of a person's name in the workbench becomes a mask, also at the end of a text that is
 * cut off. What else is personal in the words of a box (an answer, a reason) is marked by veil_mark() where they are
 * made.
 */
#ifndef PEERLOOM_UI_VEIL_H
#define PEERLOOM_UI_VEIL_H

#include "base/buf.h"

struct ui;
struct veil;

/* Appends a text that is masked as a whole while names are hidden. For texts that are drawn by veil_text() only. */
void veil_mark(struct buf *out, const char *text);

/* A text of a box as it may be shown now, in `room` (cleared first) or the text itself: without marks, or masked where they
 * are. NULL stays NULL. */
const char *veil_text(const struct ui *ui, const char *text, struct buf *room);

/* Masks all names on the canvas but in the footer, whose words are the program's. */
void veil_canvas(struct ui *ui);

/* The names are read when they are first needed; this forgets them, as the data has changed. NULL is fine. */
void veil_free(struct veil *veil);

#endif
