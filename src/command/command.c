#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "app/viewer.h"
#include "base/mem.h"
#include "base/tr.h"
#include "command/audience/audience.h"
#include "command/outputs.h"
#include "command/trace.h"
#include "command/writer.h"

const char *command_label(const struct command *c)
{
    return tr(c->label);
}

const char *command_help(const struct command *c)
{
    return tr(c->help);
}

const char *command_keys(const struct command *c)
{
    return c->keys ? c->keys : "";
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

bool command_ready(const struct app *app, const struct command *c, struct buf *why)
{
    const char *reason = NULL;
    if ((c->needs & (NEEDS_STORE | NEEDS_ALLIANCE | NEEDS_WRITE)) && !app->store)
        reason = N_("no workbench is open");
    else if ((c->needs & NEEDS_WRITE) && !store_writable(app->store))
        reason = *store_notice(app->store) ? store_notice(app->store) : N_("the workbench is open for reading only");
    else if ((c->needs & NEEDS_ALLIANCE) && !*app->alliance)
        reason = N_("there is no alliance yet: make one first (New, on Home)");
    if (reason && why)
        buf_adds(why, tr(reason));
    return reason == NULL;
}

/* Is it for the process that may write where this one may not? */
static bool writes_elsewhere(const struct app *app, const struct args *args)
{
    const char *outputs[MOST_OUTPUTS];
    return app->writer && command_outputs(args, outputs) > 0;
}

static enum status refuse_unready(const struct app *app, const struct command *c, struct error *e)
{
    struct buf why = BUF_INIT;
    enum status s = OK;
    if (!c->run || !command_ready(app, c, &why))
        s = error_set(e, ERR_INPUT, "cannot %s: %s", c->name, c->run ? buf_str(&why) : "this is an action of the screen");
    buf_release(&why);
    return s;
}

static enum status run_checked(struct app *app, struct args *args, struct error *e)
{
    const struct command *c = args->command;
    enum status s = args_check(app, args, e);
    if (s != OK)
        return s;
    if (writes_elsewhere(app, args))
        return writer_run(app, args, e);
    return c->needs & (GIVES | SHOWS) ? audience_run(app, c, args, e) : c->run(app, args, e);
}

/* With what was given already sorted into arguments. */
static enum status run_args(struct app *app, struct args *args, struct error *e)
{
    double began = command_trace_begin(app, args);
    enum status s = run_checked(app, args, e);
    command_trace_end(app, args, s, began);
    return s;
}

enum status command_run(struct app *app, enum command_id id, const struct arg_value *given, struct error *e)
{
    struct args args;
    buf_clear(&app->message);
    enum status s = refuse_unready(app, &commands[id], e);
    if (s != OK)
        return s;
    args_init(&args, &commands[id]);
    for (; given && given->name; given++)
        args_give(&args, *given);
    s = run_args(app, &args, e);
    args_release(&args);
    return s;
}

enum status command_line(struct app *app, enum command_id id, const char *const *words, size_t count, struct error *e)
{
    struct args args;
    buf_clear(&app->message);
    enum status s = refuse_unready(app, &commands[id], e);
    if (s != OK)
        return s;
    args_init(&args, &commands[id]);
    s = args_parse(&args, words, count, e);
    if (s == OK)
        s = run_args(app, &args, e);
    args_release(&args);
    return s;
}
