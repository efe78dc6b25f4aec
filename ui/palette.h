/* palette.h: find an action by a word of its name, menu or help (Ctrl+P). */
#ifndef PEERLOOM_UI_PALETTE_H
#define PEERLOOM_UI_PALETTE_H

#include "ui/ui.h"

void palette_run(struct ui *ui); /* carries out what is chosen */

#endif
