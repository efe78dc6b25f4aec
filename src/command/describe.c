/* describe.c: what the program can say about itself: kinds, commands, completion, the manual's command section. */
#include <string.h>

#include "app/content.h"
#include "app/print.h"
#include "base/json.h"
#include "base/tr.h"
#include "command/run.h"
#include "config.h"
#include "os/protect.h"

/* ---- kinds ---- */

static const struct {
    unsigned flag;
    const char *name;
} flags[] = {{FIELD_REQUIRED, "required"}, {FIELD_PERSONAL, "personal"}, {FIELD_KEY, "key"}, {FIELD_OWN, "own"}};

static void print_field(struct app *app, const struct field *f)
{
    struct buf notes = BUF_INIT;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (f->flags & flags[i].flag)
            buf_addf(&notes, "%s ", flags[i].name);
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
    json_object(j, NULL);
    json_text(j, "name", f->name);
    json_text(j, "type", field_type_name(f->type));
    json_text(j, "label", f->label);
    json_text(j, "hint", f->hint);
    json_bool(j, "required", f->flags & FIELD_REQUIRED);
    json_bool(j, "personal", f->flags & FIELD_PERSONAL);
    if (f->reference)
        json_text(j, "reference", f->reference->name);
    if (f->choice_count) {
        json_array(j, "choices");
        for (size_t i = 0; i < f->choice_count; i++)
            json_text(j, NULL, f->choices[i].name);
        json_end(j);
    }
    json_end(j);
}

static void json_kind(struct json *j, const struct kind *k)
{
    json_object(j, NULL);
    json_text(j, "kind", k->name);
    json_text(j, "file", k->plural);
    json_text(j, "label", k->label);
    json_text(j, "hint", k->hint);
    json_array(j, "fields");
    for (size_t i = 0; i < k->field_count; i++)
        json_field(j, &k->fields[i]);
    json_end(j);
    json_end(j);
}

enum status run_kinds(struct app *app, const struct args *args, struct error *e)
{
    struct error none;
    if (!app->store && app->db) /* for the columns that the facilitator added; without a workbench there are none */
        app_open(app, STORE_READ_ONLY, &none);
    const struct kind *only = args->count ? model_kind(&app->model, args->words[0]) : NULL;
    if (args->count && !only) {
        error_set(e, ERR_INPUT, "there is no kind of record '%s'", args->words[0]);
        return error_hint(e, ERR_INPUT, "see 'peerloom kinds'");
    }
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

/* "import KIND|all FILE.csv|FOLDER|- [--mode add|update|fill|skip] [--json]" */
static void usage_line(const struct command *c, struct buf *out)
{
    buf_addf(out, "%s%s%s", c->name, *command_usage(c) ? " " : "", command_usage(c));
    for (const char *p = command_options(c); *p;) {
        size_t n = strcspn(p, " "), name = strcspn(p, "= ");
        buf_addf(out, " [--%.*s", (int)name, p);
        if (name < n)
            buf_addf(out, " %.*s", (int)(n - name - 1), p + name + 1);
        buf_addc(out, ']');
        p += n;
        p += strspn(p, " ");
    }
}

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
    "\n");

enum status run_help(struct app *app, const struct args *args, struct error *e)
{
    const struct command *only = args->count ? command_find(args->words[0]) : NULL;
    if (args->count && (!only || !(only->where & ON_SHELL))) {
        error_set(e, ERR_USAGE, "there is no command '%s'", args->words[0]);
        return error_hint(e, ERR_USAGE, "see 'peerloom help'");
    }
    if (!only)
        print(app, "%s", tr(general));
    for (size_t i = 0; i < COMMANDS; i++) {
        const struct command *c = &commands[i];
        if (!(c->where & ON_SHELL) || (only && c != only))
            continue;
        struct buf line = BUF_INIT;
        usage_line(c, &line);
        print_wrapped(app, buf_str(&line), 2, 90);
        print_wrapped(app, command_help(c), 6, 90);
        buf_release(&line);
    }
    if (!only)
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

static void complete_line(struct app *app, const char *word, const char *start)
{
    if (strncmp(word, start, strlen(start)) == 0)
        print(app, "%s\n", word);
}

/* Called by the shell as: peerloom complete COMMAND WORD PREVIOUS (bash's complete -C), with the whole line in COMP_LINE.
 * Names that can follow are printed, one a line. */
enum status run_complete(struct app *app, const struct args *args, struct error *e)
{
    (void)e;
    const char *word = args->count > 1 ? args->words[1] : "", *before = args->count > 2 ? args->words[2] : "";
    const struct command *c = command_find(before);
    if (strncmp(word, "--", 2) == 0) {
        static const char *const all[] = {"--db", "--alliance", "--accessible", "--ascii", "--lang", "--read-only"};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            complete_line(app, all[i], word);
        for (size_t i = 0; i < COMMANDS; i++)
            for (const char *p = commands[i].where & ON_SHELL ? command_options(&commands[i]) : ""; *p; p += strspn(p, " ")) {
                struct buf option = BUF_INIT;
                buf_addf(&option, "--%.*s", (int)strcspn(p, "= "), p);
                if (c == &commands[i] || !c)
                    complete_line(app, option.s, word);
                buf_release(&option);
                p += strcspn(p, " ");
            }
        return OK;
    }
    const struct shelf *shelf = app->content && !c ? library_shelf(&app->content->library, before) : NULL;
    if (shelf) {
        for (size_t i = 0; i < shelf_count(shelf); i++)
            complete_line(app, shelf_id(shelf, i), word);
    } else if (c && c->id == CMD_LIBRARY) {
        for (size_t i = 0; i < app->content->library.count; i++)
            complete_line(app, app->content->library.shelves[i].kind->plural, word);
    } else if (c && c->id == CMD_TERM) {
        const struct shelf *terms = library_shelf(&app->content->library, "terms");
        for (size_t i = 0; terms && i < shelf_count(terms); i++)
            complete_line(app, shelf_id(terms, i), word);
    } else if (c && strstr(command_usage(c), "KIND")) {
        for (size_t i = 0; i < app->model.count; i++)
            complete_line(app, app->model.kinds[i]->name, word);
        if (strstr(command_usage(c), "all"))
            complete_line(app, "all", word);
    } else if (!c || strcmp(before, "help") == 0) {
        for (size_t i = 0; i < COMMANDS; i++)
            if (commands[i].where & ON_SHELL)
                complete_line(app, commands[i].name, word);
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
        usage_line(&commands[i], &line);
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
