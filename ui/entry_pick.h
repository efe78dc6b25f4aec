/* entry_pick.h: entries of the library in a box over the screen, to choose one. Typing filters. */
#ifndef PEERLOOM_UI_ENTRY_PICK_H
#define PEERLOOM_UI_ENTRY_PICK_H

#include "model/library.h"
#include "ui/ui.h"

struct entry_choice {
    const struct shelf *shelf;
    size_t entry;
    const char *note; /* shown beside the name: "on the screen"; "" */
};

/* Returns the index of the one chosen, or -1. `selected` stands first. `column` names the notes. */
long entry_pick(struct ui *ui, const char *title, const char *hint, const char *column,
                const struct entry_choice *choices, size_t count, size_t selected);

#endif
