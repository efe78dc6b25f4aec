#include "ui/linear_ask.h"

#include "app/print.h"
#include "base/tr.h"
#include "command/ask.h"
#include "ui/linear_readers.h"

static bool is_path(const struct arg *arg)
{
    return arg->type == ARG_READ || arg->type == ARG_WRITE || arg->type == ARG_TABLE;
}

/* What is not asked for by itself has no question: then it is asked for by its name. */
static const char *question(struct linear *l, const struct args *args, const struct arg *arg)
{
    const char *words = arg_question(l->app, args, arg);
    return *words ? words : arg->name;
}

static bool may_be_empty(const struct arg *arg)
{
    return !(arg->flags & (ARG_NEEDED | ARG_ASK)) && !arg->asked;
}

static void tell_first(struct linear *l, const struct args *args, const struct arg *arg, const struct error *again)
{
    struct buf note = BUF_INIT;
    if (again)
        linear_fail(l, again);
    if (arg->note && !again)
        arg->note(l->app, args, &note);
    if (note.len)
        print_lines(l->app, note.s, 0);
    buf_release(&note);
}

/* False: none was chosen, though one is needed. */
static bool ask_choice(struct linear *l, struct args *args, const struct arg *arg, const struct offered *o)
{
    struct options list = {0};
    const char *hint = arg_hint(l->app, arg);
    for (size_t i = 0; i < o->count; i++)
        options_add(&list, o->words[i], o->labels[i]);
    long at = linear_choose(l, question(l, args, arg), *hint ? hint : _("A number, or the beginning of the line."), &list);
    if (at >= 0 && *o->words[at])
        args_give_typed(args, arg, o->words[at]);
    options_release(&list);
    return at >= 0 || may_be_empty(arg);
}

static bool ask_record(struct linear *l, struct args *args, const struct arg *arg)
{
    char id[ID_SIZE];
    const struct kind *kind = arg_kind(l->app, args, arg);
    bool given = kind && linear_pick(l, kind, question(l, args, arg), id);
    if (given)
        args_give_typed(args, arg, id);
    return given || may_be_empty(arg);
}

static bool ask_line(struct linear *l, struct args *args, const struct arg *arg)
{
    struct buf text = BUF_INIT;
    const char *words = question(l, args, arg), *hint = arg_hint(l->app, arg);
    const char *about = arg->flags & (ARG_PASSING | ARG_PLAIN) || arg->type == ARG_NUMBER ? NULL : "";
    bool given = is_path(arg) ? linear_path(l, words, hint, &text) : linear_line_about(l, about, words, hint, &text);
    if (given)
        args_give_typed(args, arg, text.s);
    buf_release(&text);
    return given || (may_be_empty(arg) && !l->leave && !l->ended);
}

static bool ask(void *data, struct args *args, const struct arg *arg, const struct error *again)
{
    struct linear *l = data;
    struct offered o;
    tell_first(l, args, arg, again);
    if (arg->type == ARG_RECORD)
        return ask_record(l, args, arg);
    if (arg->type == ARG_FLAG) {
        args_give(args, arg_flag(arg->name));
        return true;
    }
    if (!offered_read(&o, l->app, args, arg))
        return ask_line(l, args, arg);
    bool given = ask_choice(l, args, arg, &o);
    offered_release(&o);
    return given;
}

static enum status run(struct linear *l, const struct args *args, struct buf *out)
{
    if (args->command->needs & (GIVES | SHOWS))
        return linear_readers_run(l, args, out);
    return linear_run_command(l, args->command->id, args->values, out);
}

enum status linear_ask_run(struct linear *l, enum command_id id, const struct arg_value *given, struct buf *out)
{
    struct args args;
    enum status s = ERR_CANCELLED;
    if (commands[id].needs & NEEDS_WRITE && !linear_may_write(l))
        return ERR_READ_ONLY;
    args_init(&args, &commands[id]);
    for (; given && given->name; given++)
        args_give(&args, *given);
    if (args_ask(l->app, &args, &(struct asker){ask, l}))
        s = run(l, &args, out);
    else if (!l->ended)
        linear_say(l, "Nothing was done.");
    args_release(&args);
    return s;
}

/* ---- all that can be given ---- */

/* First "Do it", then a line each for what was not given yet: "filter: Which words must be in it?" */
static void list_optional(struct linear *l, const struct args *args, struct options *o)
{
    struct buf line = BUF_INIT;
    options_add(o, "", _("Do it"));
    for (const struct arg *a = command_args(args->command); a->name; a++) {
        if (args_given(args, a->name) && !(a->flags & ARG_MANY))
            continue;
        buf_clear(&line);
        buf_adds(&line, a->name);
        if (*arg_question(l->app, args, a))
            buf_addf(&line, ": %s", arg_question(l->app, args, a));
        options_add(o, a->name, line.s);
    }
    buf_release(&line);
}

/* Asks for one after the other. False: never mind. */
static bool ask_optional(struct linear *l, struct args *args)
{
    long at;
    do {
        struct options o = {0};
        list_optional(l, args, &o);
        at = o.count == 1 ? 0 : linear_choose(l, command_label(args->command), command_help(args->command), &o);
        if (at > 0)
            ask(l, args, command_arg(args->command, o.items[at].id), NULL);
        options_release(&o);
    } while (at > 0 && !l->ended);
    return at == 0;
}

enum status linear_ask_all(struct linear *l, enum command_id id, struct buf *out)
{
    struct args args;
    enum status s = ERR_CANCELLED;
    if (commands[id].needs & NEEDS_WRITE && !linear_may_write(l))
        return ERR_READ_ONLY;
    args_init(&args, &commands[id]);
    if (args_ask(l->app, &args, &(struct asker){ask, l}) && ask_optional(l, &args))
        s = run(l, &args, out);
    else if (!l->ended)
        linear_say(l, "Nothing was done.");
    args_release(&args);
    return s;
}

enum status linear_ask_for(struct linear *l, enum command_id id, const char *name)
{
    struct args args;
    enum status s = ERR_CANCELLED;
    args_init(&args, &commands[id]);
    if (ask(l, &args, command_arg(&commands[id], name), NULL) && args_given(&args, name))
        s = run(l, &args, NULL);
    args_release(&args);
    return s;
}
