/* care.c: what is done when nobody is typing. Both cost more than the first frame with a large workbench, so they wait for
 * it (doc/reliability.md, "Backups"). */
#include "command/care/care.h"
#include "ui/ui.h"

enum { BACKUP_MS = 30 * 60 * 1000 };

static bool key_has_come(void *data, const char *what, size_t done, size_t total)
{
    struct ui *ui = data;
    (void)what, (void)done, (void)total;
    return ui->term->ops->pending(ui->term);
}

/* What a check found may quote what was done. */
static void warn(struct ui *ui, const struct check_report *report)
{
    struct buf newest = BUF_INIT;
    bool there = store_newest_backup(store_path(ui->app->store), &newest, NULL) == OK;
    const char *what = !report->file_sound ? report->detail : ui_mask(ui, report->detail);
    if (there)
        ui_warn(ui, "the workbench is not as it was saved (%s); nothing was changed. Check says what can be done; the newest sound "
                    "backup is %s", what, newest.s);
    else
        ui_warn(ui, "the workbench is not as it was saved (%s); nothing was changed. Check says what can be done; there is no "
                    "sound backup", what);
    buf_release(&newest);
}

static void check(struct ui *ui, const struct progress *progress)
{
    struct check_report report;
    struct error e = {0};
    enum status status = store_check(ui->app->store, true, &report, progress, &e);
    if (status == ERR_CANCELLED)
        return;
    ui->checked = true;
    if (status != OK)
        ui_fail(ui, &e);
    else if (!check_sound(&report))
        warn(ui, &report);
}

static void back_up(struct ui *ui, const struct progress *progress)
{
    struct error e = {0};
    struct backup_report report = {0};
    struct buf words = BUF_INIT;
    enum status status = store_backup_rotate(ui->app->store, &report, progress, &e);
    buf_release(&report.path);
    if (status == ERR_CANCELLED)
        return;
    ui->backed_up_at = ui->now();
    if (status != OK)
        ui_fail(ui, &e);
    else if (care_early_words(&report, &words))
        ui_warn(ui, "%s", words.s);
    buf_release(&words);
}

/* Said once: whoever cannot set the clock need not read it every half hour. */
static void look_at_clock(struct ui *ui)
{
    struct buf words = BUF_INIT;
    if (!ui->clock_said && care_clock_words(ui->app, &words)) {
        ui->clock_said = true;
        ui_warn(ui, "%s", words.s);
    }
    buf_release(&words);
}

void ui_care(struct ui *ui)
{
    const struct progress progress = {.step = key_has_come, .data = ui};
    struct store *s = ui->app->store;
    if (!s || (!store_writable(s) && !store_damaged(s)))
        return;
    if (!ui->checked)
        check(ui, &progress);
    if (ui->checked && store_writable(s) && (!ui->backed_up_at || ui_due(ui, ui->backed_up_at, BACKUP_MS))) {
        back_up(ui, &progress);
        look_at_clock(ui);
    }
}
