/* screens.c: see screens.h. */
#include "ui/screens/screens.h"

#include <string.h>

const struct screen_ops *const screens[] = {
    &screen_home,    &screen_walk, &screen_roster,   &screen_person, &screen_board, &screen_objectives,
    &screen_history, &screen_help, &screen_messages, &screen_import,
    &screen_records, &screen_score, &screen_gate, &screen_library, &screen_plan, &screen_weave, &screen_search,
    NULL,
};

const struct screen_ops *screen_find(const char *name)
{
    for (size_t i = 0; screens[i]; i++) {
        if (strcmp(screens[i]->name, name) == 0)
            return screens[i];
    }
    return NULL;
}

const struct screen_ops *screen_for(enum command_id go)
{
    for (size_t i = 0; screens[i]; i++) {
        if (screens[i]->go == go)
            return screens[i];
    }
    return NULL;
}
