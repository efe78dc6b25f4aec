#include "ui/ask_run.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/tr.h"
#include "command/ask.h"
#include "os/path.h"
#include "ui/keep.h"
#include "ui/prompt.h"
#include "ui/readers.h"
#include "ui/veil.h"

/* The hint, what is to be known first, and what was wrong with the answer before. */
static void compose_hint(struct ui *ui, const struct args *args, const struct arg *arg, const struct error *again, struct buf *out)
{
    struct buf note = BUF_INIT;
    char wrong[1400];
    if (again) {
        (ui_private(ui) ? error_text_private : error_text)(again, wrong, sizeof wrong);
        buf_addf(out, "%s\n", wrong);
    }
    if (arg->note)
        arg->note(ui->app, args, &note);
    if (note.len) { /* names, and what is confidential */
        veil_mark(out, note.s);
        buf_addc(out, '\n');
    }
    buf_adds(out, arg_hint(ui->app, arg));
    buf_release(&note);
}

/* The one that is suggested, else the first. */
static int first_choice(struct ui *ui, const struct args *args, const struct arg *arg, const struct offered *o)
{
    struct buf word = BUF_INIT;
    size_t at = 0;
    if (arg->suggest)
        arg->suggest(ui->app, args, &word);
    while (at < o->count && strcmp(o->words[at], buf_str(&word)) != 0)
        at++;
    buf_release(&word);
    return at < o->count ? (int)at : 0;
}

static bool ask_choice(struct ui *ui, struct args *args, const struct arg *arg, const struct offered *o)
{
    int chosen = prompt_choice(ui, arg_question(ui->app, args, arg), (const char *const *)o->labels, o->count, first_choice(ui, args, arg, o));
    if (chosen >= 0 && *o->words[chosen])
        args_give_typed(args, arg, o->words[chosen]);
    return chosen >= 0;
}

static bool ask_record(struct ui *ui, struct args *args, const struct arg *arg)
{
    char id[ID_SIZE] = "";
    bool none = !(arg->flags & (ARG_NEEDED | ARG_ASK)) && !arg->asked;
    if (!prompt_record(ui, arg_question(ui->app, args, arg), arg_kind(ui->app, args, arg), none, id))
        return false;
    if (*id)
        args_give_typed(args, arg, id);
    return true;
}

/* A name without a folder is meant where the program was started: the whole path is said when it is written, so that it can
 * be found. */
static void whole_path(struct buf *path)
{
    char here[PATH_MAX];
    os_path_typed(path);
    if (*path->s != '/' && getcwd(here, sizeof here - 1)) {
        strcat(here, "/");
        buf_splice(path, 0, 0, here, strlen(here));
    }
}

static bool is_path(const struct arg *arg)
{
    return arg->type == ARG_READ || arg->type == ARG_WRITE || arg->type == ARG_TABLE;
}

/* A line. What is not needed may be left empty; what is, is asked for until there is something, a file's name but once. */
static bool ask_line(struct ui *ui, struct args *args, const struct arg *arg, const struct error *again)
{
    bool plain = is_path(arg) || arg->type == ARG_NUMBER || arg->flags & ARG_PLAIN;
    bool may_be_empty = !(arg->flags & (ARG_NEEDED | ARG_ASK)) && !arg->asked;
    struct buf hint = BUF_INIT, text = BUF_INIT;
    if (arg->suggest && (plain || !ui_private(ui)))
        arg->suggest(ui->app, args, &text);
    compose_hint(ui, args, arg, again, &hint);
    bool given = true, enough = false;
    while (given && !enough) {
        given = (plain ? prompt_plain_line : prompt_line)(ui, arg_question(ui->app, args, arg), hint.len ? hint.s : NULL, &text);
        enough = may_be_empty || buf_str(&text)[strspn(buf_str(&text), " ")];
        given = given && (enough || !is_path(arg));
        buf_clear(&hint);
        buf_adds(&hint, _("It cannot stay empty. Esc cancels."));
    }
    if (given && text.len && is_path(arg))
        whole_path(&text);
    if (given && text.len)
        args_give_typed(args, arg, text.s);
    buf_release(&hint);
    buf_release(&text);
    return given;
}

static bool ask(void *data, struct args *args, const struct arg *arg, const struct error *again)
{
    struct ui *ui = data;
    struct offered o;
    bool given;
    if (arg->type == ARG_RECORD)
        return ask_record(ui, args, arg);
    if (!offered_read(&o, ui->app, args, arg))
        return ask_line(ui, args, arg, again);
    given = ask_choice(ui, args, arg, &o);
    offered_release(&o);
    return given;
}

/* Names typed to be sure of them are no draft, and are forgotten, too. */
static void forget_typed(struct ui *ui, const struct command *c)
{
    for (const struct arg *a = command_args(c); a->name; a++)
        if (a->flags & ARG_PASSING) {
            keep_ran(ui, true);
            buf_clear(&ui->dropped);
        }
}

/* Long work begins: said before it, as nothing is drawn during it. */
static enum status give(struct ui *ui, const struct args *args, struct buf *out)
{
    ui_say(ui, "one moment ...");
    ui_draw(ui);
    ui_present(ui);
    return readers_run(ui, args, out);
}

enum status ask_run(struct ui *ui, enum command_id id, const struct arg_value *given, bool (*still)(struct ui *ui, void *data),
                    void *data, struct buf *out)
{
    struct args args;
    enum status s = ERR_CANCELLED;
    args_init(&args, &commands[id]);
    for (; given && given->name; given++)
        args_give(&args, *given);
    bool asked = args_ask(ui->app, &args, &(struct asker){ask, ui});
    if (asked && still && !still(ui, data))
        s = ERR_CONFLICT;
    else if (asked)
        s = commands[id].needs & (GIVES | SHOWS) ? give(ui, &args, out) : ui_run(ui, id, args.values, out);
    if (s == ERR_CANCELLED || s == ERR_CONFLICT)
        keep_back(ui); /* what was typed is in no record */
    forget_typed(ui, &commands[id]);
    args_release(&args);
    return s;
}
