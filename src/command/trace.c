#include "command/trace.h"

#include <string.h>

#include "command/command.h"
#include "os/trace.h"

static bool is_field(const struct app *app, const char *name)
{
    for (size_t i = 0; i < app->model.count; i++)
        if (kind_field(app->model.kinds[i], name) >= 0)
            return true;
    return false;
}

/* Is it a word that describes the data? Anything may have been typed in the place of one. */
static bool is_known(const struct app *app, const struct arg *arg, const char *text)
{
    if (arg->type == ARG_KIND)
        return strcmp(text, "all") == 0 || model_kind(&app->model, text) != NULL;
    for (const struct arg_choice *c = arg->choices; c && c->word; c++)
        if (strcmp(c->word, text) == 0)
            return true;
    return false;
}

static void add_word(bool known, const char *text, struct buf *out)
{
    if (known)
        buf_addf(out, "=%s", text);
    else
        buf_addf(out, "=(%zu)", strlen(text));
}

double command_trace_begin(const struct app *app, const struct args *args)
{
    struct buf line = BUF_INIT;
    if (!app->progress.trace)
        return 0;
    buf_addf(&line, "command %s", args->command->name);
    for (const struct arg_value *v = args->values; v && v->name; v++) {
        const struct arg *arg = command_arg(args->command, v->name);
        buf_addf(&line, " %s", v->name);
        if (v->key)
            add_word(is_field(app, v->key), v->key, &line);
        if (arg && v->text && arg->type != ARG_FLAG)
            add_word(is_known(app, arg, v->text), v->text, &line);
    }
    trace_line(app->progress.trace, buf_str(&line));
    buf_release(&line);
    return trace_now(app->progress.trace);
}

void command_trace_end(const struct app *app, const struct args *args, enum status status, double began)
{
    static const char *const words[] = {[OK] = "ok", [ERR_INPUT] = "refused", [ERR_USAGE] = "wrong usage",
                                        [ERR_NOT_FOUND] = "not found", [ERR_REJECTED] = "some rows rejected",
                                        [ERR_IO] = "input or output failed", [ERR_FULL] = "disk full",
                                        [ERR_READ_ONLY] = "read-only", [ERR_DAMAGED] = "damaged", [ERR_NEWER] = "newer file",
                                        [ERR_BUSY] = "busy", [ERR_CANCELLED] = "cancelled", [ERR_CONFLICT] = "conflict"};
    struct buf line = BUF_INIT;
    if (!app->progress.trace)
        return;
    buf_addf(&line, "end %s, %s, %.3f ms", args->command->name, words[status], trace_now(app->progress.trace) - began);
    trace_line(app->progress.trace, buf_str(&line));
    buf_release(&line);
}
