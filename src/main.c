/* main.c: makes the one struct app, reads the command line, and opens the screen or runs one command. */
#include "config.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/own.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/show.h"
#include "base/tr.h"
#include "command/care/care.h"
#include "command/command.h"
#include "command/guide/language.h"
#include "command/outputs.h"
#include "command/writer.h"
#include "os/path.h"
#include "os/process.h"
#include "os/trace.h"
#include "ui/go_kind.h"
#include "ui/linear.h"
#include "ui/ui.h"

struct main_options {
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
    os_process_prepare();
    on_exit(last_words, NULL);
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
static bool has_own_lang(const struct main_options *o)
{
    const struct command *c = o->count ? command_find(o->words[0]) : NULL;
    return c && command_arg(c, "lang");
}

static bool take_global(struct main_options *o, const char *const *words, size_t count, size_t *i)
{
    static const struct {
        const char *name;
        size_t offset;
    } flags[] = {{"--accessible", offsetof(struct main_options, accessible)},
                 {"--ascii", offsetof(struct main_options, ascii)},
                 {"--read-only", offsetof(struct main_options, read_only)}};
    for (size_t f = 0; f < sizeof flags / sizeof *flags; f++)
        if (strcmp(words[*i], flags[f].name) == 0) {
            *(bool *)((char *)o + flags[f].offset) = true;
            return true;
        }
    return take_value("--db", words, count, i, &o->db) || take_value("--alliance", words, count, i, &o->alliance) ||
           (!has_own_lang(o) && take_value("--lang", words, count, i, &o->languages));
}

/* Takes out the options that every command knows, wherever they stand; the rest is the command's. */
static void read_options(struct main_options *o, int argc, char **argv)
{
    const char *accessible = getenv("ACCESSIBLE");
    *o = (struct main_options){.accessible = accessible && *accessible && strcmp(accessible, "0") != 0,
                          .words = xcalloc((size_t)argc + 1, sizeof *o->words)};
    const char *const *words = (const char *const *)argv + 1;
    size_t count = (size_t)argc - 1;
    bool plain = false, help = false;
    for (size_t i = 0; i < count; i++) {
        /* Words to be completed are not ours to understand. */
        plain |= strcmp(words[i], "--") == 0 || (o->count == 1 && strcmp(o->words[0], "complete") == 0);
        if (!plain && o->count && strcmp(words[i], "--help") == 0)
            help = true;
        else if (plain || !take_global(o, words, count, &i))
            o->words[o->count++] = words[i];
    }
    if (o->count && (strcmp(o->words[0], "--help") == 0 || strcmp(o->words[0], "-h") == 0))
        o->words[0] = "help";
    if (o->count && (strcmp(o->words[0], "--version") == 0 || strcmp(o->words[0], "-V") == 0))
        o->words[0] = "version";
    if (help) { /* peerloom COMMAND ... --help */
        const char *of[] = {"help", o->words[0]};
        memcpy(o->words, of, sizeof of);
        o->count = 2;
    }
}

/* ---- doing it ---- */

static void tell_message(struct app *app)
{
    if (app->message.len)
        fprintf(stderr, "%s\n", app->message.s);
    buf_clear(&app->message);
}

/* What was found wrong with the facilitator's own files; not amid words that a shell is completing. */
static void tell_notices(const struct app *app, const struct main_options *o)
{
    struct buf safe = BUF_INIT, line = BUF_INIT;
    bool completing = o->count && strcmp(o->words[0], "complete") == 0;
    for (const char *p = completing ? "" : buf_str(&app->notices), *end; (end = strchr(p, '\n')); p = end + 1) {
        buf_clear(&line);
        buf_clear(&safe);
        buf_add(&line, p, (size_t)(end - p));
        fprintf(stderr, "peerloom: %s\n", show_line(&safe, line.s));
    }
    buf_release(&line);
    buf_release(&safe);
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

static enum status open_store(struct app *app, const struct main_options *o, unsigned flags, struct error *e)
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

/* What was said on standard error before the screen came over it, for the message line. */
static void repeat_notices(struct ui *ui, const struct buf *terminal)
{
    const struct app *app = ui->app;
    if (terminal->len)
        ui_say(ui, "%s", terminal->s);
    if (app->store && store_writable(app->store) && *store_notice(app->store))
        ui_warn(ui, "%s", store_notice(app->store));
    struct buf line = BUF_INIT;
    for (const char *p = buf_str(&app->notices), *end; (end = strchr(p, '\n')); p = end + 1) {
        buf_clear(&line);
        buf_add(&line, p, (size_t)(end - p));
        ui_warn(ui, "%s", line.s);
    }
    buf_release(&line);
}

/* Full screen; where there is none to be had, the accessible mode, saying so. */
static enum status open_screen(struct app *app, const struct main_options *o, struct error *e)
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
        go_kinds_check_keys(app);
        ui_init(&ui, app, term, moment_now);
        repeat_notices(&ui, &notice);
        ui_loop(&ui);
        ui_release(&ui);
        term->ops->close(term);
    }
    buf_release(&notice);
    return s;
}

/* Before the first byte of a workbench is read. */
static void protect(struct app *app, const struct command *c, const struct main_options *o, bool screen, bool shown)
{
    const char *outputs[MOST_OUTPUTS];
    struct args args;
    bool make = (screen || c->id == CMD_RESTORE || c->needs & NEEDS_WRITE) && !o->read_only;
    args_init(&args, c);
    args_parse(&args, (const char *const *)o->words + 1, o->count ? o->count - 1 : 0, NULL); /* what is wrong is said later */
    if (!shown || app->writer)
        command_protect(app, make, outputs, command_outputs(&args, outputs));
    args_release(&args);
    if (command_only_prints(c))
        os_pipe_ends_program();
}

/* The program's own folder holds nothing that concerns others; a folder the user has named may well do. */
static void keep_folder_private(struct app *app, const char *path)
{
    struct buf folder = BUF_INIT;
    mode_t mode;
    os_path_folder(path, &folder);
    if (os_path_make_private(folder.s, &mode) == OS_TIGHTENED) {
        buf_addf(&app->notices, _("others could look into '%s' (mode %04o); now only you can (0700)"), folder.s, (unsigned)mode);
        buf_addc(&app->notices, '\n');
    }
    buf_release(&folder);
}

/* The workbench that is meant: a link that the user has made in its place is followed, here and nowhere else. */
static enum status find_workbench(struct app *app, const struct main_options *o, struct buf *path, struct error *e)
{
    struct stat st;
    struct buf real = BUF_INIT;
    enum status s = OK;
    if (!o->db && (s = app_default_path(path, e)) == OK)
        keep_folder_private(app, path->s);
    if (o->db && strcmp(o->db, ":memory:") == 0) /* a file, whatever SQLite thinks of the name */
        buf_adds(path, "./");
    if (o->db)
        buf_adds(path, o->db);
    app->db = buf_str(path);
    if (s != OK || lstat(path->s, &st) != 0 || !S_ISLNK(st.st_mode))
        return s;
    s = os_path_of_file(path->s, OS_FOLLOW_OWN, &real, e);
    buf_clear(path);
    buf_adds(path, buf_str(&real));
    app->db = buf_str(path);
    buf_release(&real);
    return s;
}

static enum status check_words(const struct main_options *o, const struct command *c, struct error *e)
{
    const char *empty = o->db && !*o->db                 ? "--db"
                        : o->alliance && !*o->alliance   ? "--alliance"
                        : o->languages && !*o->languages ? "--lang"
                                                         : NULL;
    if (empty)
        return error_set(e, ERR_USAGE, "the option '%s' needs a value", empty);
    if (c && (c->where & ON_SHELL))
        return OK;
    return command_unknown(o->words[0], e);
}

/* A command about a kind whose own file cannot be used says what is wrong with that. */
static enum status check_kind(struct app *app, const struct main_options *o, const struct command *c, struct error *e)
{
    struct buf line = BUF_INIT;
    enum status s = OK;
    bool about_kind = o->count > 1 && command_arg(c, "kind");
    if (about_kind && !model_kind(&app->model, o->words[1]) && own_take_kind(&app->notices, o->words[1], &line))
        s = error_set(e, ERR_INPUT, "%s", line.s);
    buf_release(&line);
    return s;
}

/* The surroundings of a command: which workbench, what is wrong with the facilitator's own files, what may be done. */
static enum status prepare_command(struct app *app, const struct main_options *o, const struct command *c, bool screen, bool shown,
                                   struct buf *path, struct error *e)
{
    enum status s = find_workbench(app, o, path, e);
    if (s != OK && !screen && !(c->needs & (NEEDS_STORE | NEEDS_FILE)))
        s = OK; /* help needs no workbench */
    if (s == OK)
        s = check_kind(app, o, c, e);
    tell_notices(app, o);
    if (s == OK)
        protect(app, c, o, screen, shown);
    return s;
}

static const struct command *command_asked_for(const struct main_options *o)
{
    return o->count ? command_find(o->words[0]) : &commands[CMD_OPEN];
}

/* Is it for the full screen or the accessible mode? */
static bool is_shown(const struct main_options *o)
{
    const struct command *c = command_asked_for(o);
    return c && (c->id == CMD_OPEN || (c->id == CMD_DEMO && !(o->count > 1 && strcmp(o->words[1], "--no-open") == 0)));
}

static enum status run(struct app *app, const struct main_options *o, struct buf *path, struct error *e)
{
    const struct command *c = command_asked_for(o);
    enum status s = check_words(o, c, e);
    if (s != OK)
        return s;
    bool screen = c->id == CMD_OPEN || c->id == CMD_DEMO;
    bool shown = is_shown(o);
    s = prepare_command(app, o, c, screen, shown, path, e);
    if (s == OK && (screen || (c->needs & NEEDS_STORE)))
        s = open_store(app, o, screen || (c->needs & NEEDS_WRITE) ? STORE_CREATE : 0, e);
    if (s == OK && !screen && (c->needs & NEEDS_STORE) && (c->needs & NEEDS_WRITE))
        tell_clock(app);
    if (s == OK && c->run)
        s = command_line(app, c->id, o->words + 1, o->count - 1, e);
    else if (s == OK && o->count > 1)
        return error_set(e, ERR_USAGE, "'%s' is one word too many", o->words[1]);
    tell_message(app);
    return s == OK && shown ? open_screen(app, o, e) : s;
}

/* Before the process can no longer write everywhere. */
static enum status begin_trace(struct app *app, struct error *e)
{
    const char *path = getenv("PEERLOOM_TRACE");
    enum status s = path && *path ? trace_open(path, &app->progress.trace, e) : OK;
    trace_line(app->progress.trace, "begin peerloom " PACKAGE_VERSION);
    return s;
}

/* What is still to be written to standard output. True if whoever reads it has seen enough: "list | head" is no failure,
 * and the shell sees the same end as of every other program. */
static bool finish_output(enum status *s, struct error *e)
{
    errno = 0;
    bool failed = fflush(stdout) != 0;
    int number = errno;
    if (!failed && !ferror(stdout))
        return false;
    struct pollfd reader = {.fd = STDOUT_FILENO, .events = POLLOUT};
    if (number == EPIPE || (poll(&reader, 1, 0) == 1 && reader.revents & POLLERR))
        return true;
    if (*s == OK) {
        *s = ERR_IO;
        if (number)
            error_set(e, ERR_IO, "could not write to standard output: %s", strerror(number));
        else
            error_set(e, ERR_IO, "could not write to standard output");
        error_hint(e, ERR_IO, "what was written there is not complete; make room, or write to another place");
    }
    return false;
}

int main(int argc, char **argv)
{
    struct main_options o;
    struct app app = {.in = stdin, .out = stdout, .err = stderr};
    struct error e = {0};
    struct buf path = BUF_INIT;
    prepare_process();
    read_options(&o, argc, argv);
    app.languages = o.languages;
    app.to_terminal = isatty(STDOUT_FILENO);
    enum status s = begin_trace(&app, &e);
    if (s == OK && is_shown(&o))
        writer_start(&app);
    if (s == OK)
        s = app_init(&app, &e);
    if (s == OK && o.languages && *o.languages)
        s = language_use(&app, o.languages, &e);
    if (s == OK)
        s = run(&app, &o, &path, &e);
    tell_message(&app);
    writer_stop(&app);
    app_release(&app);
    trace_close(app.progress.trace);
    bool unread = finish_output(&s, &e);
    if (s != OK)
        tell_error(&e);
    free(o.words);
    buf_release(&path);
    if (unread)
        os_end_by_pipe();
    return error_exit_code(s);
}
