/* screens.h: the table of all screens. */
#ifndef PEERLOOM_UI_SCREENS_SCREENS_H
#define PEERLOOM_UI_SCREENS_SCREENS_H

#include "ui/ui.h"

extern const struct screen_ops screen_home, screen_walk, screen_roster, screen_person, screen_board, screen_objectives,
    screen_history, screen_help, screen_messages, screen_import, screen_records, screen_score, screen_gate, screen_library, screen_plan,
    screen_weave, screen_search;

/* All of them, ended by NULL. */
extern const struct screen_ops *const screens[];

/* The screen of that name, or the one an action goes to; NULL if there is none. */
const struct screen_ops *screen_find(const char *name);
const struct screen_ops *screen_for(enum command_id go);

#endif
