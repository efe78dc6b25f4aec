/* sheet.h: the screen of any sheet. The screens themselves are in screens.h. */
#ifndef PEERLOOM_UI_SCREENS_SHEET_H
#define PEERLOOM_UI_SCREENS_SHEET_H

#include "sheet/sheet.h"

/* The row chosen on such a screen, whose `self` is given; NULL: none. Valid until the screen is read anew. */
const struct sheet_row *sheet_screen_row(const void *self);

#endif
