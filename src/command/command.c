#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "app/viewer.h"
#include "base/mem.h"
#include "base/tr.h"
#include "command/audience/audience.h"
#include "command/outputs.h"
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

const char *command_usage(const struct command *c)
{
    return c->usage ? c->usage : "";
}

const char *command_options(const struct command *c)
{
    return c->options ? c->options : "";
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

const char *args_option(const struct args *args, const char *name)
{
    for (size_t i = 0; i < args->option_count; i++)
        if (strcmp(args->options[2 * i], name) == 0)
            return args->options[2 * i + 1];
    return NULL;
}

bool args_flag(const struct args *args, const char *name)
{
    return args_option(args, name) != NULL;
}

/* ---- words into arguments ---- */

struct parsed {
    const char **words, **options;
    size_t words_cap, options_cap;
    char **names; /* copies of option names */
    size_t name_count, names_cap;
    struct args args;
};

static void parsed_release(struct parsed *p)
{
    for (size_t i = 0; i < p->name_count; i++)
        free(p->names[i]);
    free(p->names);
    free(p->words);
    free(p->options);
}

/* Looks the option up in the command's own list: -1 unknown, 0 a flag, 1 takes a value. */
static int option_kind(const struct command *c, const char *name, size_t n)
{
    for (const char *p = command_options(c); *p;) {
        size_t len = strcspn(p, "= ");
        if (len == n && memcmp(p, name, n) == 0)
            return p[len] == '=';
        p += strcspn(p, " ");
        p += strspn(p, " ");
    }
    return -1;
}

static enum status usage(const struct command *c, struct error *e)
{
    struct buf options = BUF_INIT;
    for (const char *p = command_options(c); *p;) {
        size_t n = strcspn(p, " ");
        buf_addf(&options, " [--%.*s]", (int)n, p);
        p += n;
        p += strspn(p, " ");
    }
    error_hint(e, ERR_USAGE, "usage: peerloom %s%s%s%s", c->name, *command_usage(c) ? " " : "", command_usage(c), buf_str(&options));
    buf_release(&options);
    return ERR_USAGE;
}

static enum status parse_option(const struct command *c, struct parsed *p, const char *const *words, size_t count, size_t *i,
                                struct error *e)
{
    const char *name = words[*i] + 2, *equals = strchr(name, '=');
    size_t n = equals ? (size_t)(equals - name) : strlen(name);
    int kind = option_kind(c, name, n);
    const char *value = "";
    if (kind < 0) {
        error_set(e, ERR_USAGE, "'%s' has no option '--%.*s'", c->name, (int)(n > 60 ? 60 : n), name);
        return usage(c, e);
    }
    if (kind == 0 && equals) {
        error_set(e, ERR_USAGE, "the option '--%.*s' takes no value", (int)n, name);
        return usage(c, e);
    }
    if (kind == 1) {
        value = equals ? equals + 1 : *i + 1 < count ? words[++*i] : NULL;
        if (!value) {
            error_set(e, ERR_USAGE, "the option '--%.*s' needs a value", (int)n, name);
            return usage(c, e);
        }
    }
    GROW(p->names, p->name_count + 1, p->names_cap);
    p->names[p->name_count++] = xstrndup(name, n);
    GROW(p->options, 2 * p->args.option_count + 2, p->options_cap);
    p->options[2 * p->args.option_count] = p->names[p->name_count - 1];
    p->options[2 * p->args.option_count + 1] = value;
    p->args.option_count++;
    return OK;
}

/* How many words the usage asks for at least and allows at most ("..." allows any number). */
static void word_bounds(const char *usage_text, size_t *least, size_t *most)
{
    *least = *most = 0;
    for (const char *p = usage_text; *p;) {
        size_t n = strcspn(p, " ");
        if (memcmp(p, "...", n < 3 ? n : 3) == 0 || (n > 4 && memcmp(p + n - 4, "...]", 4) == 0))
            *most = 1000000;
        else
            *most += 1;
        if (*p != '[' && *p != '.')
            *least += 1;
        p += n;
        p += strspn(p, " ");
    }
}

static enum status parse(const struct command *c, struct parsed *p, const char *const *words, size_t count, struct error *e)
{
    bool only_words = c->id == CMD_COMPLETE; /* an option to be completed is no option of its own */
    enum status s = OK;
    for (size_t i = 0; i < count && s == OK; i++) {
        if (!only_words && strcmp(words[i], "--") == 0) {
            only_words = true;
        } else if (!only_words && strncmp(words[i], "--", 2) == 0) {
            s = parse_option(c, p, words, count, &i, e);
        } else {
            GROW(p->words, p->args.count + 1, p->words_cap);
            p->words[p->args.count++] = words[i];
        }
    }
    p->args.words = p->words;
    p->args.options = p->options;
    size_t least, most;
    word_bounds(command_usage(c), &least, &most);
    if (s == OK && (p->args.count < least || p->args.count > most)) {
        error_set(e, ERR_USAGE, p->args.count < least ? N_("'%s' needs more words") : N_("'%s' was given too many words"), c->name);
        s = usage(c, e);
    }
    return s;
}

/* Is it for the process that may write where this one may not? */
static bool writes_elsewhere(const struct app *app, const struct command *c, const char *const *words, size_t count)
{
    const char *outputs[MOST_OUTPUTS];
    return app->writer && command_outputs(c, words, count, outputs) > 0;
}

enum status command_run(struct app *app, enum command_id id, const char *const *words, size_t count, struct error *e)
{
    const struct command *c = &commands[id];
    struct buf why = BUF_INIT;
    buf_clear(&app->message);
    if (!c->run || !command_ready(app, c, &why)) {
        error_set(e, ERR_INPUT, "cannot %s: %s", c->name, c->run ? buf_str(&why) : "this is an action of the screen");
        buf_release(&why);
        return ERR_INPUT;
    }
    struct parsed p = {.args.command = id};
    enum status s = parse(c, &p, words, count, e);
    if (s == OK)
        s = writes_elsewhere(app, c, words, count) ? writer_run(app, id, words, count, e) : c->needs & (GIVES | SHOWS) ? audience_run(app, c, &p.args, e) : c->run(app, &p.args, e);
    parsed_release(&p);
    buf_release(&why);
    return s;
}
