/* linear_page.c: showing a page, asking what to do with it, running commands. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/show.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/linear_page.h"
#include "ui/linear_sections.h"
#include "ui/linear_words.h"

/* ---- writing ---- */

static void keep_message(struct linear *l, const char *text)
{
    char **slot = &l->messages[l->message_count++ % LINEAR_MESSAGES];
    free(*slot);
    *slot = xstrdup(text);
}

void linear_say(struct linear *l, const char *fmt, ...)
{
    struct buf text = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&text, tr(fmt), args);
    va_end(args);
    linear_tell(l, buf_str(&text));
    keep_message(l, buf_str(&text));
    buf_release(&text);
}

void linear_fail(struct linear *l, const struct error *e)
{
    char text[1400];
    error_text(e, text, sizeof text);
    linear_say(l, "%s: %s", e->status == ERR_REJECTED ? _("Not all could be done") : _("Could not"), text);
}

void linear_fact(struct linear *l, const char *label, const char *text)
{
    if (!*text)
        return;
    if (strchr(text, '\n')) {
        print(l->app, "%s:\n", label);
        print_wrapped(l->app, text, 4, LINEAR_WIDTH);
        return;
    }
    struct buf line = BUF_INIT;
    buf_addf(&line, _("%s: %s"), label, text);
    print_wrapped(l->app, line.s, 0, LINEAR_WIDTH);
    buf_release(&line);
}

void linear_tell(struct linear *l, const char *text)
{
    struct buf safe = BUF_INIT;
    print_wrapped(l->app, show_line(&safe, text), 0, LINEAR_WIDTH);
    buf_release(&safe);
}

void linear_gather(struct linear *l)
{
    buf_clear(&l->page);
    FILE *memory = open_memstream(&l->memory, &l->memory_size);
    if (!memory)
        die_out_of_memory();
    l->out = l->app->out;
    l->app->out = memory;
}

void linear_gathered(struct linear *l)
{
    FILE *memory = l->app->out;
    l->app->out = l->out;
    l->out = NULL;
    if (fclose(memory) != 0)
        die_out_of_memory();
    buf_add(&l->page, l->memory, l->memory_size);
    free(l->memory);
    l->memory = NULL;
}

/* ---- running ---- */

/* Commands write to a file; what they write is kept, as it already went through show(). */
static enum status run_quietly(struct linear *l, enum command_id id, const struct arg_value *given, struct buf *out,
                               struct error *e)
{
    struct app *app = l->app;
    char *text = NULL;
    size_t size = 0;
    FILE *before = app->out, *memory = open_memstream(&text, &size);
    if (!memory)
        die_out_of_memory();
    app->out = memory;
    enum status s = command_run(app, id, given, e);
    app->out = before;
    if (fclose(memory) != 0)
        die_out_of_memory();
    if (out)
        buf_add(out, text, size);
    free(text);
    return s;
}

bool linear_may_write(struct linear *l)
{
    struct buf why = BUF_INIT;
    bool may = command_ready(l->app, &(struct command){.needs = NEEDS_STORE | NEEDS_WRITE}, &why);
    if (!may)
        linear_say(l, "Could not: %s", buf_str(&why));
    else if (l->locked)
        linear_say(l, "Could not: locked for projecting; type lock on the first page to unlock");
    buf_release(&why);
    return may && !l->locked;
}

/* What was chosen from a list goes to the command by its id; what a person typed does not. */
static bool deleted_elsewhere(const struct linear *l, const struct arg_value *given)
{
    return args_by_id(given) && store_is_behind(l->app->store);
}

enum status linear_run_command(struct linear *l, enum command_id id, const struct arg_value *given, struct buf *out)
{
    struct error e = {0};
    if ((commands[id].needs & NEEDS_WRITE || id == CMD_ANSWER) && !linear_may_write(l))
        return ERR_READ_ONLY;
    enum status s = run_quietly(l, id, given, out, &e);
    if (l->app->message.len)
        linear_say(l, "%s.", l->app->message.s);
    if (commands[id].needs & NEEDS_WRITE || id == CMD_ANSWER)
        linear_ran(l, s);
    if (s == ERR_NOT_FOUND && deleted_elsewhere(l, given))
        linear_say(l, "This was deleted meanwhile in another window: nothing was done.");
    else if (s != OK && s != ERR_CONFLICT) /* of that one both texts are read out */
        linear_fail(l, &e);
    return s;
}

enum status linear_set(struct linear *l, const struct kind *kind, const char *id, int field, const char *value)
{
    return linear_run_command(l, CMD_SET, ARGS(arg_text("kind", kind->name), arg_text("record", id), arg_field(kind, field, value)), NULL);
}

/* ---- the words that are taken everywhere ---- */

static const struct action everywhere[] = {
    {"?", N_("explain where you are and what can be typed"), 0},
    {"back", N_("one step back"), 0},
    {"home", N_("the first page: road map and what is next"), 0},
    {"undo", N_("undo the last change, even one from last week"), 0},
    {"redo", N_("bring back what was taken back last"), 0},
    {"find", N_("find any action by WORDS"), ACTION_WORDS},
    {"term", N_("what a WORD of the field means"), ACTION_WORDS},
    {"messages", N_("hear again what was done or could not be done"), 0},
    {"quit", N_("leave; everything is saved already"), 0},
};

enum { EVERYWHERE = sizeof everywhere / sizeof *everywhere };

const char *linear_everywhere(const char *typed)
{
    for (size_t i = 0; i < EVERYWHERE; i++)
        if (linear_is_word(everywhere[i].name, typed))
            return everywhere[i].name;
    return NULL;
}

static void tell_messages(struct linear *l)
{
    size_t first = l->message_count > LINEAR_ROWS ? l->message_count - LINEAR_ROWS : 0;
    if (l->message_count == 0)
        print(l->app, "There was no message yet.\n");
    for (size_t i = first; i < l->message_count; i++)
        print(l->app, "%zu %s\n", i + 1, l->messages[i % LINEAR_MESSAGES]);
}

void linear_do_everywhere(struct linear *l, const char *word)
{
    if (strcmp(word, "home") == 0) {
        l->leave = true;
    } else if (strcmp(word, "quit") == 0) {
        l->leave = l->quit = true;
    } else if (strcmp(word, "undo") == 0) {
        linear_run_command(l, CMD_UNDO, NULL, NULL);
    } else if (strcmp(word, "redo") == 0) {
        linear_run_command(l, CMD_REDO, NULL, NULL);
    } else if (strcmp(word, "messages") == 0) {
        tell_messages(l);
    } else if (strcmp(word, "term") == 0) {
        char *given = xstrdup(buf_str(&l->rest));
        linear_term(l, given);
        free(given);
    } else if (strcmp(word, "find") == 0) {
        char *words = xstrdup(buf_str(&l->rest));
        linear_find(l, words);
        free(words);
    }
}

/* ---- what was typed ---- */

bool linear_starts(const char *name, const char *typed)
{
    struct buf a = BUF_INIT, b = BUF_INIT;
    text_fold(&a, name, strlen(name));
    text_fold(&b, typed, strlen(typed));
    bool starts = b.len > 0 && strncmp(buf_str(&a), buf_str(&b), b.len) == 0;
    buf_release(&a);
    buf_release(&b);
    return starts;
}

/* The actions of the page and behind them those of everywhere, as one list. */
static const struct action *action_at(const struct page *page, size_t i)
{
    return i < page->action_count ? &page->actions[i] : &everywhere[i - page->action_count];
}

enum { NO_ACTION = -1, SEVERAL_ACTIONS = -2 };

/* The action that `word` means. Where words are taken as text (names to look for), those of everywhere must be typed in
 * full, and several words are an action only if the first one is its whole name. */
static int match_action(const struct page *page, const char *word, bool more)
{
    int found = NO_ACTION;
    for (size_t i = 0; i < page->action_count + EVERYWHERE; i++) {
        const struct action *a = action_at(page, i);
        if (more && !(a->flags & ACTION_WORDS))
            continue;
        if (linear_is_word(a->name, word))
            return (int)i;
        if (!(a->flags & ACTION_FULL) && linear_word_starts(a->name, word) &&
            !(page->text && (more || i >= page->action_count)))
            found = found == NO_ACTION ? (int)i : SEVERAL_ACTIONS;
    }
    return found;
}

static void tell_ambiguous(struct linear *l, const struct page *page, const char *word)
{
    struct buf names = BUF_INIT;
    for (size_t i = 0; i < page->action_count + EVERYWHERE; i++)
        if (linear_word_starts(action_at(page, i)->name, word))
            buf_addf(&names, "%s%s", names.len ? ", " : "", linear_word(action_at(page, i)->name));
    print(l->app, "'%s' could be %s: type one letter more.\n", word, buf_str(&names));
    buf_release(&names);
}

static bool all_digits(const char *s)
{
    return *s && s[strspn(s, "0123456789")] == '\0';
}

/* ---- what can be typed ---- */

static void tell_choices(struct linear *l, const struct page *page, size_t lines_left)
{
    struct buf line = BUF_INIT;
    if (lines_left)
        buf_addf(&line, _("%zu more line%s: press Enter. "), lines_left, lines_left == 1 ? "" : "s");
    if (page->numbers == 1)
        buf_adds(&line, _("Type 1"));
    else if (page->numbers)
        buf_addf(&line, _("Type a number from 1 to %zu"), page->numbers);
    else
        buf_adds(&line, _("Type"));
    const char *between = page->numbers ? _(", or ") : " ";
    if (page->text) {
        buf_addf(&line, "%s%s", between, page->text);
        between = _(", or ");
    }
    for (size_t i = 0; i < page->action_count; i++, between = ", ")
        buf_addf(&line, "%s%s", between, linear_word(page->actions[i].name));
    buf_addf(&line, "%s%s. ", between, linear_word(page->top ? "quit" : "back"));
    if (page->empty && !lines_left)
        buf_addf(&line, _("An empty line %s. "), page->empty);
    buf_adds(&line, _("? explains."));
    print_wrapped(l->app, line.s, 0, LINEAR_WIDTH);
    buf_release(&line);
}

static void tell_action(struct linear *l, const struct action *a)
{
    struct buf line = BUF_INIT;
    buf_addf(&line, "%s%s%s: %s", linear_word(a->name), a->flags & ACTION_WORDS ? _(" WORDS") : "",
             a->flags & ACTION_FULL ? _(", in full") : "", tr(a->help));
    print_wrapped(l->app, line.s, 2, LINEAR_WIDTH);
    buf_release(&line);
}

static void explain(struct linear *l, const struct page *page)
{
    if (page->help)
        print_wrapped(l->app, tr(page->help), 0, LINEAR_WIDTH);
    if (page->explain)
        page->explain(l, page->data);
    print(l->app, page->text ? N_("What can be typed:\n") : N_("What can be typed; the start of a word is enough:\n"));
    if (page->numbers)
        print(l->app, "  a number: choose that line\n");
    if (page->text)
        print(l->app, "  %s\n", page->text);
    for (size_t i = 0; i < page->action_count + EVERYWHERE; i++)
        tell_action(l, action_at(page, i));
    print(l->app, "  an empty line %s\n", page->empty ? page->empty : _("writes the page again"));
}

/* ---- pages ---- */

/* Writes the next twenty lines of what was gathered; moves *at behind them. Returns how many lines are left. */
static size_t show_part(struct linear *l, size_t *at)
{
    const char *text = buf_str(&l->page);
    size_t end = *at, left = 0;
    for (int line = 0; line < LINEAR_PAGE && end < l->page.len; line++)
        end += strcspn(text + end, "\n") + 1;
    end = end < l->page.len ? end : l->page.len;
    fwrite(text + *at, 1, end - *at, l->app->out);
    for (const char *p = text + end; *p; p++)
        left += *p == '\n';
    *at = end;
    return left;
}

/* A word and what stands behind it. */
static void split(struct linear *l, struct buf *word)
{
    size_t n = strcspn(buf_str(&l->typed), " ");
    buf_clear(word);
    buf_clear(&l->rest);
    buf_add(word, buf_str(&l->typed), n);
    const char *behind = buf_str(&l->typed) + n;
    buf_adds(&l->rest, behind + strspn(behind, " "));
}

/* Is the line an answer? Says why not when it is none. */
static bool understand(struct linear *l, const struct page *page, struct buf *word, struct reply *r)
{
    split(l, word);
    if (all_digits(l->typed.s) && (page->numbers || !page->text)) {
        r->number = strtoul(l->typed.s, NULL, 10);
        r->what = REPLY_NUMBER;
        if (r->number >= 1 && r->number <= page->numbers)
            return true;
        print(l->app, "There is no number %.20s here.\n", l->typed.s);
        return false;
    }
    int action = match_action(page, word->s, l->rest.len > 0);
    if (action >= 0 && (size_t)action < page->action_count) {
        *r = (struct reply){.what = REPLY_ACTION, .action = action};
        return true;
    }
    if (action >= 0) {
        const char *name = action_at(page, (size_t)action)->name;
        if (strcmp(name, "?") == 0) {
            explain(l, page);
            return false;
        }
        linear_do_everywhere(l, name);
        r->what = l->leave || l->ended ? REPLY_LEAVE : strcmp(name, "back") == 0 ? REPLY_BACK : REPLY_FRESH;
        return strcmp(name, "messages") != 0 && strcmp(name, "term") != 0;
    }
    if (page->named && page->named(l, l->typed.s)) {
        r->what = l->leave || l->ended ? REPLY_LEAVE : REPLY_FRESH;
        return true;
    }
    if (page->text) {
        r->what = REPLY_TEXT;
        return true;
    }
    if (action == SEVERAL_ACTIONS)
        tell_ambiguous(l, page, word->s);
    else
        print(l->app, "'%s' is nothing that can be done here. ? tells what can.\n", l->typed.s);
    return false;
}

struct reply linear_ask(struct linear *l, const struct page *page)
{
    struct reply r = {.what = REPLY_LEAVE};
    struct buf word = BUF_INIT;
    size_t at = 0, left = page->gathered ? show_part(l, &at) : 0;
    while (!l->leave && !l->ended) {
        tell_choices(l, page, left);
        if (!linear_read_line(l)) {
            r.what = REPLY_LEAVE;
            break;
        }
        if (!l->typed.len && left) {
            left = show_part(l, &at);
            continue;
        }
        if (!l->typed.len) {
            r.what = REPLY_AGAIN;
            break;
        }
        if (understand(l, page, &word, &r))
            break;
        r.what = REPLY_LEAVE;
    }
    buf_release(&word);
    return r;
}
