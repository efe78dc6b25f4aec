/* bar.h: how far something has come, as a bar of text. */
#ifndef PEERLOOM_UI_BAR_H
#define PEERLOOM_UI_BAR_H

#include "base/buf.h"
#include "sheet/sheet.h"

/* Appends a bar of `width` columns: from where it began at its left end to the goal at its right end, filled up to a mark
 * where things stand now; an arrow at an end for what lies beyond it. Nothing where it is too narrow. */
void bar_add(const struct sheet_bar *bar, int width, bool ascii, struct buf *out);

#endif
