/* linear_care.c: history, export, worksheet, backup, check. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/date.h"
#include "base/tr.h"
#include "command/care/check.h"
#include "model/instrument.h"
#include "ui/linear_ask.h"
#include "ui/linear_sections.h"

/* ---- history ---- */

/* Shows a page of it; returns how many changes there are on it. */
static size_t tell_history(struct linear *l, int64_t before, struct change_info *list)
{
    size_t n = store_history(l->app->store, before, list, LINEAR_ROWS);
    linear_gather(l);
    print(l->app, "%s\n", n ? _("History, newest first") : _("There is no older change."));
    for (size_t i = 0; i < n; i++) {
        char day[DATE_SIZE], clock[CLOCK_SIZE];
        moment_day(list[i].at, day);
        moment_clock(list[i].at, clock);
        print(l->app, "%zu %s %s: %s%s\n", i + 1, day, clock, list[i].label, list[i].undone ? _(" (undone)") : "");
    }
    linear_gathered(l);
    return n;
}

static void tell_change(struct linear *l, const struct change_info *c)
{
    buf_clear(&l->page);
    if (linear_run_command(l, CMD_HISTORY, ARGS(arg_number("change", (long)c->seq)), &l->page) == OK)
        linear_ask(l, &(struct page){.gathered = true, .help = _("What this change did, a line for each field.")});
}

void linear_history(struct linear *l)
{
    struct change_info list[LINEAR_ROWS];
    struct reply r;
    int64_t before = 0;
    do {
        size_t n = tell_history(l, before, list);
        r = linear_ask(
            l, &(struct page){.numbers = n,
                              .gathered = true,
                              .empty = n == LINEAR_ROWS ? _("goes on to older ones")
                                       : before         ? _("goes back to the newest")
                                                        : NULL,
                              .help = _("Every change, newest first. A number says what it did; undo takes back the "
                                        "last one not yet undone.")});
        if (r.what == REPLY_NUMBER)
            tell_change(l, &list[r.number - 1]);
        if (r.what == REPLY_AGAIN)
            before = n == LINEAR_ROWS ? list[n - 1].seq : 0;
        else if (r.what != REPLY_NUMBER)
            before = 0;
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}

/* ---- export, worksheet ---- */

void linear_export(struct linear *l)
{
    linear_ask_run(l, CMD_EXPORT, ARGS(arg_text("kind", "all")), NULL);
}

void linear_worksheet(struct linear *l)
{
    linear_ask_run(l, CMD_WORKSHEET, NULL, NULL);
}

/* ---- care ---- */

void linear_backup(struct linear *l)
{
    const struct action actions[] = {{"beside", _("beside the workbench, among the backups that rotate"), 0},
                                            {"file", _("to a new file of your choice, for a stick"), 0}};
    print(l->app, "A checked copy of the whole workbench\n");
    struct reply r =
        linear_ask(l, &(struct page){.actions = actions,
                                     .action_count = 2,
                                     .help = _("A copy of the whole workbench, checked after it was written.")});
    if (r.what != REPLY_ACTION)
        return;
    if (r.action == 0)
        linear_run_command(l, CMD_BACKUP, NULL, NULL);
    else
        linear_ask_for(l, CMD_BACKUP, "file");
}

void linear_check(struct linear *l)
{
    struct check_choice choices[CHECK_CHOICES];
    struct options o = {0};
    buf_clear(&l->page);
    enum status s = linear_run_command(l, CMD_CHECK, NULL, &l->page);
    size_t n = s == ERR_DAMAGED ? check_choices(l->app, choices) : 0;
    if (l->page.len)
        print_lines(l->app, buf_str(&l->page), 0);
    for (size_t i = 0; i < n; i++)
        options_add(&o, "", choices[i].label);
    long at = n ? linear_choose(l, _("Damage: what is to be done?"),
                                _("A number, or the beginning of the line."), &o) : -1;
    if (at > 0)
        linear_run_command(l, CMD_CHECK, choices[at].given, NULL);
    options_release(&o);
}
