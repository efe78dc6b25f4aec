/* args.c: what was given to a command, and how it is read. See args.h. */
#include "command/args.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "command/command.h"
#include "exchange/csvread.h"

void args_init(struct args *args, const struct command *c)
{
    *args = (struct args){.command = c, .arena = arena_new()};
    GROW(args->values, 1, args->cap);
    args->values[0] = (struct arg_value){0};
}

void args_release(struct args *args)
{
    free(args->values);
    arena_free(args->arena);
    *args = (struct args){0};
}

void args_give(struct args *args, struct arg_value value)
{
    if (!*value.name)
        return;
    GROW(args->values, args->count + 2, args->cap);
    args->values[args->count++] = value;
    args->values[args->count] = (struct arg_value){0};
}

void args_give_typed(struct args *args, const struct arg *arg, const char *text)
{
    const char *equals = arg->type == ARG_PAIR ? strchr(text, '=') : NULL;
    const char *value = equals ? equals + 1 : text;
    struct arg_value v = arg_text(arg->name, arena_text(args->arena, value, strlen(value)));
    if (equals)
        v.key = arena_text(args->arena, text, (size_t)(equals - text));
    args_give(args, v);
}

bool args_by_id(const struct arg_value *given)
{
    for (; given && given->name; given++)
        if (given->text && id_valid(given->text))
            return true;
    return false;
}

/* ---- the list of a command ---- */

const struct arg *command_args(const struct command *c)
{
    static const struct arg none[1] = {{0}};
    return c->args ? c->args : none;
}

const struct arg *command_arg(const struct command *c, const char *name)
{
    for (const struct arg *a = command_args(c); a->name; a++)
        if (strcmp(a->name, name) == 0)
            return a;
    return NULL;
}

/* ---- reading ---- */

const struct arg_value *args_nth(const struct args *args, const char *name, size_t i)
{
    assert(command_arg(args->command, name));
    for (const struct arg_value *v = args->values; v->name; v++)
        if (strcmp(v->name, name) == 0 && i-- == 0)
            return v;
    return NULL;
}

size_t args_count(const struct args *args, const char *name)
{
    size_t n = 0;
    while (args_nth(args, name, n))
        n++;
    return n;
}

bool args_given(const struct args *args, const char *name)
{
    return args_nth(args, name, 0) != NULL;
}

bool args_flag(const struct args *args, const char *name)
{
    assert(command_arg(args->command, name)->type == ARG_FLAG);
    return args_given(args, name);
}

const char *args_text(const struct args *args, const char *name)
{
    const struct arg_value *v = args_nth(args, name, 0);
    return v ? v->text : NULL;
}

const char *args_words(const struct args *args, const char *name)
{
    const char *text = args_text(args, name);
    return text && text[strspn(text, " \t\n")] ? text : NULL;
}

void args_joined(const struct args *args, const char *name, struct buf *out)
{
    const struct arg_value *v;
    for (size_t i = 0; (v = args_nth(args, name, i)); i++)
        buf_addf(out, "%s%s", i ? " " : "", v->text);
}

long args_number(const struct args *args, const char *name, long otherwise)
{
    const struct arg_value *v = args_nth(args, name, 0);
    return v ? v->number : otherwise;
}

int args_choice(const struct args *args, const char *name, int otherwise)
{
    return (int)args_number(args, name, otherwise);
}

const struct kind *args_kind(const struct app *app, const struct args *args, const char *name)
{
    const char *text = args_text(args, name);
    return text ? model_kind(&app->model, text) : NULL;
}

const struct kind *arg_kind(const struct app *app, const struct args *args, const struct arg *arg)
{
    return command_arg(args->command, "kind") ? args_kind(app, args, "kind") : app->model.kinds[arg->kind];
}

enum status args_record(struct app *app, const struct args *args, const char *name, char id[ID_SIZE], struct error *e)
{
    const struct arg *arg = command_arg(args->command, name);
    const char *text = args_text(args, name);
    assert(arg->type == ARG_RECORD);
    *id = '\0';
    return text ? store_resolve(app->store, arg_kind(app, args, arg), text, app->alliance, id, e) : OK;
}

enum status args_table(const struct args *args, const char *name, struct table **table, struct error *e)
{
    const struct arg_value *v = args_nth(args, name, 0);
    assert(v && command_arg(args->command, name)->type == ARG_TABLE);
    return v->inside ? csv_memory_table(v->text, name, table, e) : csv_read_table(v->text, table, NULL, e);
}

const char *args_first(const struct args *args)
{
    for (const struct arg *a = command_args(args->command); a->name; a++)
        if (a->flags & ARG_WORD)
            return args_given(args, a->name) && args_text(args, a->name) ? args_text(args, a->name) : "";
    return "";
}
