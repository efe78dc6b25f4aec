/* past.c: undo and redo. */
#include "app/print.h"
#include "command/run.h"

enum status run_undo(struct app *app, const struct args *args, struct error *e)
{
    (void)args;
    struct change_info what;
    enum status s = store_undo(app->store, &what, e);
    if (s == OK)
        say(app, "Undone: %s", what.label);
    app_check_alliance(app);
    return s;
}

enum status run_redo(struct app *app, const struct args *args, struct error *e)
{
    (void)args;
    struct change_info what;
    enum status s = store_redo(app->store, &what, e);
    if (s == OK)
        say(app, "Redone: %s", what.label);
    app_check_alliance(app);
    return s;
}
