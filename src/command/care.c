/* care.c: backup, restore; see also check.c. */
#include "command/print.h"
#include "command/run.h"

enum status run_backup(struct app *app, const struct args *args, struct error *e)
{
    if (args->count) {
        enum status s = store_backup(app->store, args->words[0], &app->progress, e);
        if (s == OK)
            say(app, "Backed up to '%s' and checked. It is not encrypted: keep it as safe as the workbench", args->words[0]);
        return s;
    }
    enum status s = store_backup_rotate(app->store, &app->progress, e);
    struct buf newest = BUF_INIT;
    if (s == OK)
        s = store_newest_backup(store_path(app->store), &newest, e);
    if (s == OK)
        say(app, "Backed up and checked: '%s'", newest.s);
    buf_release(&newest);
    return s;
}

enum status run_restore(struct app *app, const struct args *args, struct error *e)
{
    struct buf kept = BUF_INIT;
    enum status s = store_restore(app->db, args->words[0], &kept, e);
    if (s == OK && kept.len)
        say(app, "Restored. The previous file is kept as '%s'", kept.s);
    else if (s == OK)
        say(app, "Restored");
    buf_release(&kept);
    return s;
}
