/* menu.h: the menu bar: every action that has a menu, with its key; one that can't be used now is shown and says why. */
#ifndef PEERLOOM_UI_MENU_H
#define PEERLOOM_UI_MENU_H

#include "ui/ui.h"

void menu_run(struct ui *ui); /* opens the bar; carries out what is chosen */

#endif
