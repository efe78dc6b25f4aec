/* editor_layout.h: inside the editor: how its text falls into lines, and where on them an offset is. Lines are kept and
 * brought up to date around each change, so that a key in a long text costs no more than in a short one. */
#ifndef PEERLOOM_UI_EDITOR_LAYOUT_H
#define PEERLOOM_UI_EDITOR_LAYOUT_H

#include "ui/editor.h"

/* Wraps the text anew if `cols` is another width than before. */
void layout_fit(struct editor *e, int cols);

/* Brings the lines up to date: at `at`, `cut` bytes have been replaced by `added` ones. */
void layout_changed(struct editor *e, size_t at, size_t cut, size_t added);

size_t layout_line_of(const struct editor *e, size_t at);        /* the line an offset is on */
size_t layout_line_end(struct editor *e, size_t line);           /* the last offset on it where a cursor may stand */
int layout_column(struct editor *e, size_t from, size_t at);     /* columns of the text between two offsets */
size_t layout_offset(struct editor *e, size_t line, int column); /* the offset on a line nearest to a column */

/* Appends the text between two offsets as drawn: each grapheme through show(). */
void layout_show(const struct editor *e, size_t from, size_t to, struct buf *out);

#endif
