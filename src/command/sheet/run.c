/* run.c: the commands that print sheets, all of them. */
#include "base/tr.h"
#include "command/match/paper.h"
#include "command/run.h"
#include "command/sheet/print.h"
#include "sheet/view.h"

/* What the command can be given of it. */
static void read_query(const struct args *args, struct sheet_query *query)
{
    const struct command *c = args->command;
    const char *what = args_first(args);
    *query = (struct sheet_query){.what = *what ? what : NULL,
                                  .round = command_arg(c, "round") ? (int)args_number(args, "round", 0) : 0,
                                  .phase = command_arg(c, "phase") ? (int)args_number(args, "phase", -1) : -1};
}

static void filter(struct sheet *s, const char *words)
{
    struct sheet_view v = SHEET_VIEW_INIT;
    if (!words)
        return;
    sheet_view_show(&v, s, 0);
    sheet_view_filter(&v, words, SIZE_MAX);
    sheet_view_apply(&v);
    sheet_view_release(&v);
    if (!s->count)
        s->empty = _("None holds these words.");
}

enum status run_sheet_of(struct app *app, const struct args *args, struct error *e)
{
    struct sheet sheet = {0};
    struct sheet_query query;
    struct buf out = BUF_INIT;
    bool exact = args_flag(args, "json") || args_flag(args, "csv");
    read_query(args, &query);
    enum status s = sheet_make(&sheet, sheet_maker(args->command->name), app, &query, e);
    if (s == OK)
        filter(&sheet, args_text(args, "filter"));
    if (s == OK && args_flag(args, "json"))
        sheet_print_json(&sheet, &out);
    else if (s == OK && args_flag(args, "csv"))
        sheet_print_csv(&sheet, &out);
    else if (s == OK)
        sheet_print_text(&sheet, args_flag(args, "detail"), &out);
    if (s == OK)
        s = handout_put(app, args, tr(sheet.title), &out, exact, e);
    sheet_release(&sheet);
    buf_release(&out);
    return s;
}
