/* care.c: check, backup, restore. */
#include <string.h>

#include "base/json.h"
#include "command/print.h"
#include "command/run.h"
#include "os/path.h"

static void json_report(struct app *app, const struct check_report *r)
{
    struct buf out = BUF_INIT;
    struct json j;
    json_begin(&j, &out);
    json_object(&j, NULL);
    json_bool(&j, "file_sound", r->file_sound);
    json_bool(&j, "projection_equal", r->projection_equal);
    json_number(&j, "records", (long long)r->records);
    json_number(&j, "changes", (long long)r->changes);
    json_number(&j, "operations", (long long)r->operations);
    json_text(&j, "detail", r->detail);
    json_end(&j);
    fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
}

enum status run_check(struct app *app, const struct args *args, struct error *e)
{
    struct check_report r;
    enum status s = store_check(app->store, false, &r, &app->progress, e);
    if (s != OK)
        return s;
    if (args_flag(args, "json"))
        json_report(app, &r);
    if (!r.file_sound) {
        error_set(e, ERR_DAMAGED, "the workbench '%s' is damaged: %s", store_path(app->store), r.detail);
        return error_hint(e, ERR_DAMAGED, "bring back the newest backup with 'peerloom restore FILE'; the damaged file is kept");
    }
    if (!r.projection_equal) {
        s = store_rebuild(app->store, &app->progress, e);
        if (s == OK)
            say(app, "The tables differed from the log and were made anew; nothing is lost");
        return s;
    }
    say(app, "Sound: %zu records, %zu changes, %zu operations", r.records, r.changes, r.operations);
    return OK;
}

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

static enum status must_be_file(const char *path, struct error *e)
{
    struct buf real = BUF_INIT;
    enum status s = os_path_of_file(path, OS_REFUSE_LINK, &real, e);
    buf_release(&real);
    return s;
}

enum status run_restore(struct app *app, const struct args *args, struct error *e)
{
    struct buf kept = BUF_INIT, from = BUF_INIT;
    enum status s = os_path_of_file(args->words[0], OS_FOLLOW_OWN, &from, e);
    if (s == OK) /* what stands there is moved aside: that must be a file */
        s = must_be_file(app->db, e);
    if (s == OK)
        s = store_restore(app->db, from.s, &kept, e);
    if (s == OK && kept.len)
        say(app, "Restored. What stood there is kept as '%s'", kept.s);
    else if (s == OK)
        say(app, "Restored");
    buf_release(&kept);
    buf_release(&from);
    return s;
}
