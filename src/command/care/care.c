/* care.c: backup, restore, and what the clock comes to in words; see also check.c. */
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "command/care/care.h"
#include "command/run.h"
#include "os/path.h"

bool care_clock_words(struct app *app, struct buf *out)
{
    char today[DATE_SIZE], other[DATE_SIZE];
    switch (store_clock(app->store, today, other)) {
    case CLOCK_BEHIND:
        buf_addf(out, _("Check this computer's date and time: it says %s, but work was saved here on later dates, up to %s. "
                        "Nothing is lost"), today, other);
        return true;
    case CLOCK_AHEAD:
        buf_addf(out, _("Check this computer's date and time: it says %s, years after the last work saved here (%s)"), today,
                 other);
        return true;
    case CLOCK_FINE: break;
    }
    return false;
}

bool care_early_words(const struct backup_report *report, struct buf *out)
{
    if (report->early)
        buf_addf(out, _("Older backups were removed earlier than usual, as all of them together may take %lld GB: %zu"),
                 (long long)(report->most_bytes / 1000000000), report->early);
    return report->early > 0;
}

/* What was done, then what else there is to know, a sentence each. */
static void say_backup(struct app *app, const struct backup_report *report)
{
    struct buf text = BUF_INIT, more = BUF_INIT;
    if (!report->path.len)
        buf_adds(&text, _("The workbench is empty: there is nothing to back up yet"));
    else
        buf_addf(&text, report->written ? _("Backed up and checked: '%s'")
                                        : _("Nothing changed since the backup '%s', which was checked"), report->path.s);
    if (care_early_words(report, &more))
        buf_addf(&text, ". %s", more.s);
    buf_clear(&more);
    if (care_clock_words(app, &more))
        buf_addf(&text, ". %s", more.s);
    say(app, "%s", text.s);
    buf_release(&text);
    buf_release(&more);
}

enum status run_backup(struct app *app, const struct args *args, struct error *e)
{
    const char *file = args_text(args, "file");
    if (file) {
        enum status s = store_backup(app->store, file, &app->progress, e);
        if (s == OK)
            say(app, "Backed up to '%s' and checked. It is not encrypted: keep it as safe as the workbench", file);
        return s;
    }
    struct backup_report report = {0};
    enum status s = store_backup_rotate(app->store, &report, &app->progress, e);
    if (s == OK)
        say_backup(app, &report);
    buf_release(&report.path);
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
    enum status s = os_path_of_file(args_text(args, "file"), OS_FOLLOW_OWN, &from, e);
    if (s == OK) /* what stands there is moved aside: that must be a file */
        s = must_be_file(app->db, e);
    if (s == OK)
        s = store_restore(app->db, from.s, &kept, e);
    if (s == OK && kept.len)
        say(app, "Restored. The previous file is kept as '%s'", kept.s);
    else if (s == OK)
        say(app, "Restored");
    buf_release(&kept);
    buf_release(&from);
    return s;
}
