/* main.c: makes the one struct app, reads the command line, and opens the screen or runs one command. */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/show.h"
#include "base/tr.h"
#include "command/care.h"
#include "command/command.h"
#include "command/language.h"
#include "ui/linear.h"
#include "ui/ui.h"

struct options {
    const char *db, *alliance, *languages;
    bool accessible, ascii, read_only;
    const char **words; /* the command and what follows it */
    size_t count;
};

/* ---- the surroundings ---- */

/* Runs at every exit, after the terminal was given back (handlers run last in, first out). */
static void last_words(int status, void *unused)
{
    (void)unused;
    if (status == EXIT_OUT_OF_MEMORY)
        fputs("peerloom: out of memory; what was saved is safe\n", stderr);
}

static void prepare_process(void)
{
    static const struct rlimit no_core = {0, 0};
    on_exit(last_words, NULL);
    umask(077);                    /* what is written here is for nobody else */
    setrlimit(RLIMIT_CORE, &no_core); /* a core dump would hold confidential answers */
    signal(SIGXFSZ, SIG_IGN);      /* a file size limit is an error to report, not a death */
    signal(SIGPIPE, SIG_IGN);
    setlocale(LC_ALL, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    tr_init();
    setlocale(LC_NUMERIC, "C"); /* files and SQL are not in anybody's language */
    if (sodium_init() < 0)
        abort();
}

/* ---- the command line ---- */

static bool take_value(const char *name, const char *const *words, size_t count, size_t *i, const char **value)
{
    size_t n = strlen(name);
    if (strncmp(words[*i], name, n) != 0)
        return false;
    if (words[*i][n] == '=') {
        *value = words[*i] + n + 1;
        return true;
    }
    if (words[*i][n])
        return false;
    *value = *i + 1 < count ? words[++*i] : ""; /* "" is refused later, by name */
    return true;
}

/* Has the command a --lang of its own? */
static bool has_own_lang(const struct options *o)
{
    const struct command *c = o->count ? command_find(o->words[0]) : NULL;
    return c && strstr(c->options, "lang=");
}

static bool take_global(struct options *o, const char *const *words, size_t count, size_t *i)
{
    static const struct {
        const char *name;
        size_t offset;
    } flags[] = {{"--accessible", offsetof(struct options, accessible)},
                 {"--ascii", offsetof(struct options, ascii)},
                 {"--read-only", offsetof(struct options, read_only)}};
    for (size_t f = 0; f < sizeof flags / sizeof *flags; f++)
        if (strcmp(words[*i], flags[f].name) == 0) {
            *(bool *)((char *)o + flags[f].offset) = true;
            return true;
        }
    return take_value("--db", words, count, i, &o->db) || take_value("--alliance", words, count, i, &o->alliance) ||
           (!has_own_lang(o) && take_value("--lang", words, count, i, &o->languages));
}

/* Takes out the options that every command knows, wherever they stand; the rest is the command's. */
static void read_options(struct options *o, int argc, char **argv)
{
    const char *accessible = getenv("ACCESSIBLE");
    *o = (struct options){.accessible = accessible && *accessible && strcmp(accessible, "0") != 0,
                          .words = xcalloc((size_t)argc + 1, sizeof *o->words)};
    const char *const *words = (const char *const *)argv + 1;
    size_t count = (size_t)argc - 1;
    bool plain = false;
    for (size_t i = 0; i < count; i++) {
        /* Words to be completed are not ours to understand. */
        plain |= strcmp(words[i], "--") == 0 || (o->count == 1 && strcmp(o->words[0], "complete") == 0);
        if (plain || !take_global(o, words, count, &i))
            o->words[o->count++] = words[i];
    }
    if (o->count && (strcmp(o->words[0], "--help") == 0 || strcmp(o->words[0], "-h") == 0))
        o->words[0] = "help";
    if (o->count && (strcmp(o->words[0], "--version") == 0 || strcmp(o->words[0], "-V") == 0))
        o->words[0] = "version";
}

/* ---- doing it ---- */

static void tell_message(struct app *app)
{
    if (app->message.len)
        fprintf(stderr, "%s\n", app->message.s);
    buf_clear(&app->message);
}

static void tell_error(const struct error *e)
{
    char text[1400];
    struct buf safe = BUF_INIT;
    error_text(e, text, sizeof text);
    fprintf(stderr, "peerloom: %s\n", show_line(&safe, text));
    buf_release(&safe);
}

/* Before a command writes a wrong date into the log. */
static void tell_clock(struct app *app)
{
    struct buf words = BUF_INIT;
    if (store_writable(app->store) && care_clock_words(app, &words))
        fprintf(stderr, "peerloom: %s\n", words.s);
    buf_release(&words);
}

static enum status open_store(struct app *app, const struct options *o, unsigned flags, struct error *e)
{
    if (o->read_only)
        flags = STORE_READ_ONLY;
    enum status s = app_open(app, flags, e);
    if (s == OK && *store_notice(app->store) && !o->read_only)
        fprintf(stderr, "peerloom: %s\n", store_notice(app->store));
    if (s == OK && o->alliance)
        s = app_choose_alliance(app, o->alliance, e);
    return s;
}

/* Full screen; where there is none to be had, the accessible mode, saying so. */
static enum status open_screen(struct app *app, const struct options *o, struct error *e)
{
    struct buf notice = BUF_INIT;
    struct term *term = NULL;
    struct ui ui;
    enum status s = o->accessible ? ERR_NOT_FOUND : term_open_curses(&term, o->ascii, &notice, e);
    if (s == ERR_NOT_FOUND) {
        struct buf why = BUF_INIT;
        if (!o->accessible)
            fprintf(stderr, "peerloom: no full screen here (%s); this is the accessible mode\n", show_line(&why, e->what));
        buf_release(&why);
        s = linear_run(app, e);
    } else if (s == OK) {
        ui_init(&ui, app, term, moment_now);
        if (notice.len)
            ui_say(&ui, "%s", notice.s);
        ui_loop(&ui);
        ui_release(&ui);
        term->ops->close(term);
    }
    buf_release(&notice);
    return s;
}

static enum status run(struct app *app, const struct options *o, struct error *e)
{
    const struct command *c = o->count ? command_find(o->words[0]) : &commands[CMD_OPEN];
    if ((o->db && !*o->db) || (o->alliance && !*o->alliance) || (o->languages && !*o->languages))
        return error_set(e, ERR_USAGE, "the option '%s' needs a value", o->db && !*o->db ? "--db" : o->alliance && !*o->alliance ? "--alliance" : "--lang");
    if (!c || !(c->where & ON_SHELL)) {
        error_set(e, ERR_USAGE, "there is no command '%s'", o->words[0]);
        return error_hint(e, ERR_USAGE, "see 'peerloom help'");
    }
    enum status s = OK;
    bool screen = c->id == CMD_OPEN || c->id == CMD_DEMO;
    if (screen || (c->needs & NEEDS_STORE))
        s = open_store(app, o, screen || (c->needs & NEEDS_WRITE) ? STORE_CREATE : 0, e);
    if (s == OK && !screen && (c->needs & NEEDS_STORE) && (c->needs & NEEDS_WRITE))
        tell_clock(app);
    if (s == OK && c->run)
        s = command_run(app, c->id, o->words + 1, o->count - 1, e);
    else if (s == OK && o->count > 1)
        return error_set(e, ERR_USAGE, "'%s' is one word too many", o->words[1]);
    tell_message(app);
    bool no_open = o->count > 1 && strcmp(o->words[1], "--no-open") == 0;
    if (s == OK && screen && !no_open)
        s = open_screen(app, o, e);
    return s;
}

int main(int argc, char **argv)
{
    struct options o;
    struct app app = {.in = stdin, .out = stdout, .err = stderr};
    struct error e = {0};
    struct buf path = BUF_INIT;
    prepare_process();
    read_options(&o, argc, argv);
    app.db = o.db;
    app.languages = o.languages;
    app.to_terminal = isatty(STDOUT_FILENO);
    enum status s = app_init(&app, &e);
    if (s == OK && o.languages && *o.languages)
        s = language_use(&app, o.languages, &e);
    if (s == OK && !app.db) {
        app_default_path(&path, NULL);
        app.db = buf_str(&path);
    }
    if (s == OK)
        s = run(&app, &o, &e);
    tell_message(&app);
    app_release(&app);
    /* Whoever reads may have seen enough: "list | head" is no failure. */
    if (s == OK && (fflush(stdout) != 0 || ferror(stdout)) && errno != EPIPE)
        s = error_set(&e, ERR_IO, "could not write to standard output");
    if (s != OK)
        tell_error(&e);
    free(o.words);
    buf_release(&path);
    return error_exit_code(s);
}
