/* linear_care.c: export, worksheet, backup, check. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "command/care/check.h"
#include "model/instrument.h"
#include "ui/linear_ask.h"
#include "ui/linear_sections.h"

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
