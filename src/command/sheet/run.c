/* run.c: the commands that print sheets, all of them. */
#include "base/tr.h"
#include "command/put.h"
#include "command/run.h"
#include "command/sheet/print.h"
#include "sheet/view.h"

/* Whom or what it is about: a record that one of the arguments names, or all of a kind. */
static enum status read_subject(struct app *app, const struct args *args, struct sheet_query *query, struct error *e)
{
    for (const struct arg *arg = command_args(args->command); arg->name; arg++) {
        if (arg->type != ARG_RECORD || !args_given(args, arg->name))
            continue;
        query->of_kind = app->model.kinds[arg->kind];
        return args_record(app, args, arg->name, query->of, e);
    }
    if (command_arg(args->command, "all") && args_given(args, "all"))
        query->of_kind = model_kind(&app->model, args_text(args, "all"));
    return OK;
}

/* What the command can be given of it; the words behind it go to `what`. */
static enum status read_query(struct app *app, const struct args *args, struct buf *what, struct sheet_query *query, struct error *e)
{
    const struct command *c = args->command;
    if (*args_first(args))
        args_joined(args, c->args[0].name, what);
    *query = (struct sheet_query){.what = what->len ? buf_str(what) : NULL,
                                  .round = command_arg(c, "round") ? (int)args_number(args, "round", 0) : 0,
                                  .phase = command_arg(c, "phase") ? (int)args_number(args, "phase", -1) : -1,
                                  .lens = command_arg(c, "lens") ? (enum lens)args_choice(args, "lens", LENS_FACILITATOR) : LENS_FACILITATOR};
    return read_subject(app, args, query, e);
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
    struct buf out = BUF_INIT, what = BUF_INIT;
    bool exact = args_flag(args, "json") || args_flag(args, "csv");
    enum status s = read_query(app, args, &what, &query, e);
    if (s == OK)
        s = sheet_make(&sheet, sheet_maker(args->command->name), app, &query, e);
    if (s == OK)
        filter(&sheet, args_text(args, "filter"));
    if (s == OK && args_flag(args, "json"))
        sheet_print_json(&sheet, &out);
    else if (s == OK && args_flag(args, "csv"))
        sheet_print_csv(&sheet, &out);
    else if (s == OK)
        sheet_print_text(&sheet, args_flag(args, "detail"), &out);
    if (s == OK)
        s = command_put(app, args, tr(sheet.title), &out, exact, e);
    sheet_release(&sheet);
    buf_release(&out);
    buf_release(&what);
    return s;
}
