/* screens.c: see screens.h. */
#include "ui/screens/screens.h"

#include <string.h>

#define SCREEN_OPS(bit, ops) &screen_##ops,
#define SHEET_OPS(ID, maker, ...) &screen_sheet_##maker,
#define NO_OPS(...)
const struct screen_ops *const screens[] = {SCREEN_LIST(SCREEN_OPS) SHEET_LIST(SHEET_OPS, NO_OPS, SHEET_OPS) NULL};

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
