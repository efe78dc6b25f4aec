/* screens.h: the table of all screens. */
#ifndef PEERLOOM_UI_SCREENS_SCREENS_H
#define PEERLOOM_UI_SCREENS_SCREENS_H

#include "app/sheet_list.h"
#include "ui/ui.h"

#define SCREEN_DECLARED(bit, ops) extern const struct screen_ops screen_##ops;
SCREEN_LIST(SCREEN_DECLARED)
#define SHEET_DECLARED(ID, maker, ...) extern const struct screen_ops screen_sheet_##maker;
#define SHEET_NOT_DECLARED(...)
SHEET_LIST(SHEET_DECLARED, SHEET_NOT_DECLARED, SHEET_DECLARED)
#undef SCREEN_DECLARED
#undef SHEET_DECLARED
#undef SHEET_NOT_DECLARED

/* All of them in the order of app/screen_id.h and app/sheet_list.h, ended by NULL. */
extern const struct screen_ops *const screens[];

/* The screen of that name, or the one an action goes to; NULL if there is none. */
const struct screen_ops *screen_find(const char *name);
const struct screen_ops *screen_for(enum command_id go);

#endif
