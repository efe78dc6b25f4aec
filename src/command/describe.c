/* describe.c: what the program can say about itself: kinds, commands, completion, the manual's command section. */
#include <string.h>

#include "app/content.h"
#include "app/print.h"
#include "base/json.h"
#include "base/near.h"
#include "base/tr.h"
#include "command/run.h"
#include "config.h"
#include "os/protect.h"

/* ---- kinds ---- */

static void print_field(struct app *app, const struct field *f)
{
    struct buf notes = BUF_INIT;
    field_flags(f, &notes);
    buf_addf(&notes, "%s%s", notes.len ? " " : "", f->flags & FIELD_OWN ? "own " : "");
    if (f->reference)
        buf_addf(&notes, "> %s ", f->reference->name);
    for (size_t i = 0; i < f->choice_count && f->type != FIELD_YESNO && f->type != FIELD_LINKS; i++)
        buf_addf(&notes, "%s%s", i ? " | " : "", f->choices[i].name);
    print_cell(app, f->name, 20);
    fputc(' ', app->out);
    print_cell(app, field_type_name(f->type), 10);
    fputc(' ', app->out);
    print_cell(app, f->label, 24);
    fputc(' ', app->out);
    print_text(app, buf_str(&notes));
    fputc('\n', app->out);
    buf_release(&notes);
}

static void json_field(struct json *j, const struct field *f)
{
    struct buf flags = BUF_INIT;
    field_flags(f, &flags);
    json_object(j, NULL);
    json_text(j, "name", f->name);
    json_text(j, "type", field_type_name(f->type));
    json_text(j, "label", f->label);
    json_text(j, "hint", f->hint);
    json_bool(j, "required", f->flags & FIELD_REQUIRED);
    json_bool(j, "personal", f->flags & FIELD_PERSONAL);
    json_text(j, "flags", buf_str(&flags));
    if (f->reference)
        json_text(j, "reference", f->reference->name);
    if (f->choice_count) {
        json_array(j, "choices");
        for (size_t i = 0; i < f->choice_count; i++)
            json_text(j, NULL, f->choices[i].name);
        json_end(j);
    }
    json_end(j);
    buf_release(&flags);
}

static void json_kind(struct json *j, const struct kind *k)
{
    struct buf flags = BUF_INIT;
    kind_flags(k, &flags);
    json_object(j, NULL);
    json_text(j, "kind", k->name);
    json_text(j, "file", k->plural);
    json_text(j, "label", k->label);
    json_text(j, "hint", k->hint);
    json_text(j, "flags", buf_str(&flags));
    json_array(j, "fields");
    for (size_t i = 0; i < k->field_count; i++)
        json_field(j, &k->fields[i]);
    json_end(j);
    json_end(j);
    buf_release(&flags);
}

enum status run_kinds(struct app *app, const struct args *args, struct error *e)
{
    struct error none;
    if (!app->store && app->db) /* for the columns that the facilitator added; without a workbench there are none */
        app_open(app, STORE_READ_ONLY, &none);
    const struct kind *only = args_kind(app, args, "kind");
    (void)e;
    struct buf out = BUF_INIT;
    struct json j;
    json_begin(&j, &out);
    json_array(&j, NULL);
    for (size_t i = 0; i < app->model.count; i++) {
        const struct kind *k = app->model.kinds[i];
        if (only && k != only)
            continue;
        if (args_flag(args, "json")) {
            json_kind(&j, k);
        } else if (!only) {
            print_cell(app, k->name, 16);
            print_text(app, k->hint);
            fputc('\n', app->out);
        }
        for (size_t f = 0; only && !args_flag(args, "json") && f < k->field_count; f++)
            print_field(app, &k->fields[f]);
    }
    json_end(&j);
    if (args_flag(args, "json"))
        fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
    return OK;
}

/* ---- help ---- */

static const char general[] =
    N_("peerloom - a workbench for people who facilitate peer learning between public officials\n"
    "\n"
    "usage: peerloom [--db FILE] [--alliance NAME] [COMMAND ...]\n"
    "\n"
    "Without a command the workbench opens on the full screen; with --accessible as numbered\n"
    "lines, for screen readers and plain terminals.\n"
    "\n"
    "  --db FILE         the workbench (default: ~/.local/share/peerloom/workbench.db)\n"
    "  --alliance NAME   the learning alliance to work on (default: the one last opened)\n"
    "  --accessible      the same work as numbered lines\n"
    "  --ascii           draw with plain ASCII signs only\n"
    "  --lang CODE       the language, such as fr; fr+es: two together (default: the one last chosen)\n"
    "  --read-only       change nothing\n"
    "  COMMAND --help    what the command does, and what it can be given\n"
    "\n");

static void print_command(struct app *app, const struct command *c)
{
    struct buf line = BUF_INIT;
    command_usage(c, &line);
    print_wrapped(app, buf_str(&line), 2, 90);
    print_wrapped(app, command_help(c), 6, 90);
    buf_release(&line);
}

/* What each argument is for, as it would be asked for. */
static void print_args(struct app *app, const struct command *c)
{
    struct buf line = BUF_INIT;
    for (const struct arg *a = command_args(c); a->name; a++) {
        if (!*arg_question(app, NULL, a))
            continue;
        buf_clear(&line);
        buf_adds(&line, a->flags & ARG_WORD ? "" : "--");
        a->flags & ARG_WORD ? arg_shown(a, &line) : buf_adds(&line, a->name);
        buf_addf(&line, "  %s %s", arg_question(app, NULL, a), arg_hint(app, a));
        print_wrapped(app, buf_str(&line), 6, 90);
    }
    buf_release(&line);
}

enum status command_unknown(const char *name, struct error *e)
{
    struct near near = {.word = name};
    for (size_t i = 0; i < COMMANDS; i++)
        if (commands[i].where & ON_SHELL)
            near_offer(&near, commands[i].name);
    error_set(e, ERR_USAGE, "there is no command '%s'", name);
    if (near_best(&near))
        return error_hint(e, ERR_USAGE, "did you mean '%s'? 'peerloom help' lists all", near_best(&near));
    return error_hint(e, ERR_USAGE, "see 'peerloom help'");
}

enum status run_help(struct app *app, const struct args *args, struct error *e)
{
    const char *name = args_text(args, "command");
    const struct command *only = name ? command_find(name) : NULL;
    if (name && (!only || !(only->where & ON_SHELL)))
        return command_unknown(name, e);
    if (only) {
        print_command(app, only);
        print_args(app, only);
        return OK;
    }
    print(app, "%s", tr(general));
    for (size_t i = 0; i < COMMANDS; i++)
        if (commands[i].where & ON_SHELL)
            print_command(app, &commands[i]);
    print(app, "\nExit status: 0 done, 1 failed, 2 wrong usage, 3 done but some rows were rejected.\n");
    return OK;
}

enum status run_version(struct app *app, const struct args *args, struct error *e)
{
    (void)args, (void)e;
    print(app, "peerloom %s\nCopyright the peerloom authors. Licence GPL-3.0-or-later; there is no warranty.\n", PACKAGE_VERSION);
    print(app, "%s\n", app->protection & OS_FILES_KEPT
                           ? _("Writing elsewhere than you asked for, and starting programs: refused by the kernel (Landlock)")
                           : _("Writing elsewhere than you asked for, and starting programs: not refused (this kernel has no Landlock)"));
    print(app, "%s\n", app->protection & OS_CALLS_REFUSED
                           ? _("Network, and reaching into other programs: refused by the kernel (seccomp)")
                           : _("Network, and reaching into other programs: not refused (no seccomp here)"));
    return OK;
}

/* ---- completion ---- */

struct completion {
    struct app *app;
    const char *start;
};

static void complete_word(void *data, const char *word, const char *label)
{
    const struct completion *c = data;
    (void)label;
    if (*word && strncmp(word, c->start, strlen(c->start)) == 0)
        print(c->app, "%s\n", word);
}

/* The options of the command, or of all. */
static void complete_options(struct completion *c, const struct command *only)
{
    static const char *const all[] = {"--db", "--alliance", "--accessible", "--ascii", "--lang", "--read-only"};
    struct buf option = BUF_INIT;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        complete_word(c, all[i], NULL);
    for (size_t i = 0; i < COMMANDS; i++)
        for (const struct arg *a = command_args(&commands[i]); a->name && (!only || only == &commands[i]); a++) {
            if (a->flags & ARG_WORD || !(commands[i].where & ON_SHELL))
                continue;
            buf_clear(&option);
            buf_addf(&option, "--%s", a->name);
            complete_word(c, option.s, NULL);
        }
    buf_release(&option);
}

/* What the first word behind the command can be, or what can stand behind one of its options. */
static void complete_value(struct completion *c, const struct command *of, const char *option)
{
    struct args args;
    args_init(&args, of);
    const struct arg *a = command_args(of);
    while (a->name && (option ? strcmp(a->name, option) != 0 : !(a->flags & ARG_WORD)))
        a++;
    if (a->name)
        arg_offers(c->app, &args, a, complete_word, c);
    args_release(&args);
}

/* Called by the shell as: peerloom complete COMMAND WORD PREVIOUS (bash's complete -C), with the whole line in COMP_LINE.
 * Names that can follow are printed, one a line. */
enum status run_complete(struct app *app, const struct args *args, struct error *e)
{
    (void)e;
    const struct arg_value *typed = args_nth(args, "word", 1), *previous = args_nth(args, "word", 2);
    struct completion c = {app, typed ? typed->text : ""};
    const char *before = previous ? previous->text : "";
    const struct command *of = command_find(before);
    const struct shelf *shelf = app->content && !of ? library_shelf(&app->content->library, before) : NULL;
    if (strncmp(c.start, "--", 2) == 0) {
        complete_options(&c, of);
    } else if (shelf) {
        for (size_t i = 0; i < shelf_count(shelf); i++)
            complete_word(&c, shelf_id(shelf, i), NULL);
    } else if (strncmp(before, "--", 2) == 0) {
        for (size_t i = 0; i < COMMANDS; i++)
            if (command_arg(&commands[i], before + 2)) {
                complete_value(&c, &commands[i], before + 2);
                break;
            }
    } else {
        complete_value(&c, of ? of : &commands[CMD_HELP], NULL);
    }
    return OK;
}

/* ---- the manual's command section, in man(7) form ---- */

static void roff(struct app *app, const char *text)
{
    for (; *text; text++)
        if (*text == '-')
            fputs("\\-", app->out);
        else if (*text == '\\')
            fputs("\\e", app->out);
        else
            fputc(*text, app->out);
    fputc('\n', app->out);
}

enum status run_manual(struct app *app, const struct args *args, struct error *e)
{
    (void)args, (void)e;
    fputs(".SH COMMANDS\n", app->out);
    for (size_t i = 0; i < COMMANDS; i++) {
        struct buf line = BUF_INIT;
        if (!(commands[i].where & ON_SHELL))
            continue;
        command_usage(&commands[i], &line);
        fputs(".TP\n.B ", app->out);
        roff(app, buf_str(&line));
        roff(app, commands[i].help);
        buf_release(&line);
    }
    fputs(".SH KEYS\nLetters are never needed; every action is in the menu (F10) and in the search (Ctrl+P).\n", app->out);
    for (size_t i = 0; i < COMMANDS; i++)
        if (commands[i].keys) {
            fputs(".TP\n.B ", app->out);
            roff(app, commands[i].keys);
            fprintf(app->out, "%s. ", tr_source(commands[i].label));
            roff(app, commands[i].help);
        }
    return OK;
}
