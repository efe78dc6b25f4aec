/* run.c: the commands that print sheets, all of them. */
#include "base/tr.h"
#include "command/guide/phase.h"
#include "command/match/paper.h"
#include "command/run.h"
#include "command/sheet/print.h"

static enum status read_query(const struct args *args, struct sheet_query *query, struct error *e)
{
    *query = (struct sheet_query){.phase = -1, .what = args->count ? args->words[0] : NULL};
    enum status s = handout_round_option(args, &query->round, e);
    return s == OK ? phase_option(args, &query->phase, e) : s;
}

enum status run_sheet_of(struct app *app, const struct args *args, struct error *e)
{
    struct sheet sheet = {0};
    struct sheet_query query;
    struct buf out = BUF_INIT;
    bool exact = args_flag(args, "json") || args_flag(args, "csv");
    enum status s = read_query(args, &query, e);
    if (s == OK)
        s = sheet_make(&sheet, sheet_maker(commands[args->command].name), app, &query, e);
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
