/* args_parse.c: from the words of a command line to arguments, and back to a line of usage. See args.h. */
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/tr.h"
#include "command/args.h"
#include "command/command.h"

/* ---- the usage ---- */

static void add_choices(const struct arg *arg, struct buf *out)
{
    for (const struct arg_choice *c = arg->choices; c->word; c++)
        buf_addf(out, "%s%s", c == arg->choices ? "" : "|", c->word);
}

void arg_shown(const struct arg *arg, struct buf *out)
{
    static const char *const by_type[] = {
        [ARG_TEXT] = "TEXT", [ARG_FLAG] = "", [ARG_NUMBER] = "N", [ARG_CHOICE] = "", [ARG_FIELD] = "TEXT",
        [ARG_PHASE] = "N|A", [ARG_KIND] = "KIND", [ARG_RECORD] = "NAME", [ARG_PAIR] = "NAME=VALUE", [ARG_READ] = "FILE",
        [ARG_WRITE] = "FILE|-", [ARG_TABLE] = "FILE.csv",
    };
    buf_adds(out, arg->shown ? arg->shown : by_type[arg->type]);
    if (arg->type == ARG_CHOICE && !arg->shown)
        add_choices(arg, out);
    if (arg->type == ARG_KIND && arg->flags & ARG_ALL)
        buf_adds(out, "|all");
}

/* "KIND", "[ITEM]", "field=value ...", "[--mode add|update]" */
static void add_arg(const struct arg *arg, struct buf *out)
{
    bool bare = arg->flags & ARG_WORD, needed = arg->flags & ARG_NEEDED;
    buf_adds(out, needed ? " " : " [");
    if (!bare)
        buf_addf(out, "--%s%s", arg->name, arg->type == ARG_FLAG ? "" : " ");
    arg_shown(arg, out);
    if (bare && arg->flags & ARG_MANY && !(arg->flags & ARG_IDS))
        buf_adds(out, " ...");
    buf_adds(out, needed ? "" : "]");
}

void command_usage(const struct command *c, struct buf *out)
{
    buf_adds(out, c->name);
    for (const struct arg *a = command_args(c); a->name; a++)
        if (a->flags & ARG_WORD)
            add_arg(a, out);
    for (const struct arg *a = command_args(c); a->name; a++)
        if (!(a->flags & ARG_WORD))
            add_arg(a, out);
}

enum status args_usage(const struct command *c, enum status status, struct error *e)
{
    struct buf usage = BUF_INIT;
    command_usage(c, &usage);
    error_hint(e, status, "usage: peerloom %s", buf_str(&usage));
    buf_release(&usage);
    return status;
}

/* ---- options ---- */

static enum status refuse_option(const struct command *c, const char *name, struct error *e)
{
    struct near near = {.word = name};
    for (const struct arg *a = command_args(c); a->name; a++)
        if (!(a->flags & ARG_WORD))
            near_offer(&near, a->name);
    error_set(e, ERR_USAGE, "'%s' has no option '--%.60s'", c->name, name);
    if (near_best(&near))
        return error_hint(e, ERR_USAGE, "did you mean '--%s'? 'peerloom %s --help' lists all", near_best(&near), c->name);
    return args_usage(c, ERR_USAGE, e);
}

static enum status parse_option(struct args *args, const char *const *words, size_t count, size_t *i, struct error *e)
{
    const struct command *c = args->command;
    const char *word = words[*i] + 2, *equals = strchr(word, '=');
    const char *name = arena_text(args->arena, word, equals ? (size_t)(equals - word) : strlen(word));
    const struct arg *arg = command_arg(c, name);
    if (!arg || arg->flags & ARG_WORD)
        return refuse_option(c, name, e);
    if (arg->type == ARG_FLAG && equals)
        return args_usage(c, error_set(e, ERR_USAGE, "the option '--%s' takes no value", name), e);
    const char *value = arg->type == ARG_FLAG ? "" : equals ? equals + 1 : *i + 1 < count ? words[++*i] : NULL;
    if (!value)
        return args_usage(c, error_set(e, ERR_USAGE, "the option '--%s' needs a value", name), e);
    args_give_typed(args, arg, value);
    return OK;
}

/* ---- words ---- */

static bool all_ids(const char *word)
{
    char id[ID_SIZE];
    for (const char *p = word; *p; p += strcspn(p, ","), p += *p == ',') {
        size_t n = strcspn(p, ",");
        if (n != ID_SIZE - 1)
            return false;
        memcpy(id, p, n);
        id[n] = '\0';
        if (!id_valid(id))
            return false;
    }
    return true;
}

/* One record; or several by their whole ids with commas between them. (A name may hold a comma, an id cannot.) */
static void give_records(struct args *args, const struct arg *arg, const char *word)
{
    if (!strchr(word, ',') || !all_ids(word)) {
        args_give_typed(args, arg, word);
        return;
    }
    for (const char *p = word; *p; p += p[ID_SIZE - 1] == ',' ? ID_SIZE : ID_SIZE - 1)
        args_give(args, arg_text(arg->name, arena_text(args->arena, p, ID_SIZE - 1)));
}

/* What must be there gets its words; what stands earlier goes before what stands later among the rest. */
static enum status sort_words(struct args *args, const char *const *words, size_t count, struct error *e)
{
    const struct arg *list = command_args(args->command);
    size_t least = 0, at = 0;
    for (const struct arg *a = list; a->name; a++)
        least += a->flags & ARG_WORD && a->flags & ARG_NEEDED;
    size_t spare = count > least ? count - least : 0;
    for (const struct arg *a = list; a->name; a++) {
        if (!(a->flags & ARG_WORD))
            continue;
        bool needed = a->flags & ARG_NEEDED, many = a->flags & ARG_MANY && !(a->flags & ARG_IDS);
        size_t more = many ? spare : !needed && spare ? 1 : 0, n = more + needed;
        for (; n > 0 && at < count; n--, at++)
            a->flags & ARG_IDS ? give_records(args, a, words[at]) : args_give_typed(args, a, words[at]);
        spare -= more;
    }
    if (count >= least && at == count)
        return OK;
    error_set(e, ERR_USAGE, at < count ? N_("'%s' was given too many words") : N_("'%s' needs more words"), args->command->name);
    return args_usage(args->command, ERR_USAGE, e);
}

enum status args_parse(struct args *args, const char *const *words, size_t count, struct error *e)
{
    bool only_words = args->command->id == CMD_COMPLETE; /* an option to be completed is no option of its own */
    const char **bare = xcalloc(count + 1, sizeof *bare);
    size_t n = 0;
    enum status s = OK;
    for (size_t i = 0; i < count && s == OK; i++) {
        if (!only_words && strcmp(words[i], "--") == 0)
            only_words = true;
        else if (!only_words && strncmp(words[i], "--", 2) == 0)
            s = parse_option(args, words, count, &i, e);
        else
            bare[n++] = words[i];
    }
    if (s == OK)
        s = sort_words(args, bare, n, e);
    free(bare);
    return s;
}
