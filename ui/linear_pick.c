#include "ui/linear_pick.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "store/view.h"
#include "ui/linear_records.h"

/* ---- from a list in memory ---- */

void options_add(struct options *o, const char *id, const char *text)
{
    GROW(o->items, o->count + 1, o->room);
    o->items[o->count++] = (struct option){xstrdup(id), xstrdup(text)};
}

void options_release(struct options *o)
{
    for (size_t i = 0; i < o->count; i++) {
        free(o->items[i].id);
        free(o->items[i].text);
    }
    free(o->items);
    *o = (struct options){0};
}

void printed_note(struct printed *p, size_t at, const char *id)
{
    GROW(p->ids, at + 1, p->room);
    while (p->count <= at)
        p->ids[p->count++][0] = '\0';
    snprintf(p->ids[at], ID_SIZE, "%s", id);
}

const char *printed_id(const struct printed *p, size_t at)
{
    return at < p->count ? p->ids[at] : "";
}

void printed_release(struct printed *p)
{
    free(p->ids);
    *p = (struct printed){0};
}

/* Those that hold all the words, ignoring case and accents; what fits best goes first. */
static size_t filter(const struct options *o, const char *words, size_t *shown)
{
    size_t n = 0;
    struct buf wanted = BUF_INIT, label = BUF_INIT;
    text_fold(&wanted, words, strlen(words));
    for (int rank = 0; rank < RANK_ELSEWHERE; rank++)
        for (size_t i = 0; i < o->count; i++) {
            buf_clear(&label);
            text_fold(&label, o->items[i].text, strlen(o->items[i].text));
            if ((int)text_rank(buf_str(&label), label.len, buf_str(&wanted)) == rank)
                shown[n++] = i;
        }
    buf_release(&wanted);
    buf_release(&label);
    return n;
}

static void tell_options(struct linear *l, const char *title, const struct options *o, const size_t *shown,
                         size_t count, const char *words)
{
    struct buf line = BUF_INIT;
    linear_gather(l);
    if (*title)
        print(l->app, "%s\n", title);
    if (*words)
        print(l->app, "%zu of %zu hold '%s'.\n", count, o->count, words);
    for (size_t i = 0; i < count; i++) {
        buf_clear(&line);
        buf_addf(&line, "%zu %s", i + 1, o->items[shown[i]].text);
        linear_tell(l, line.s);
    }
    linear_gathered(l);
    buf_release(&line);
}

/* "1 3 4": marks those places of what is shown. False, with nothing marked, if it is anything else. */
static bool mark_numbers(const char *line, const size_t *shown, size_t count, bool *chosen)
{
    for (int pass = 0; pass < 2; pass++)
        for (const char *p = line; *p;) {
            char *end = NULL;
            unsigned long n = *p >= '0' && *p <= '9' ? strtoul(p, &end, 10) : 0;
            if (n < 1 || n > count)
                return false;
            if (pass == 1)
                chosen[shown[n - 1]] = true;
            p = end + strspn(end, " ,;");
        }
    return *line;
}

struct choosing {
    struct linear *l;
    const char *title, *help;
    const struct options *options;
    bool several;
    bool *chosen; /* of each option */
};

/* The one option that the words begin, or that is just them; -1 if there is none, or several begin with them. */
static long begun_by(const struct options *o, const char *words)
{
    long found = -1;
    size_t count = 0;
    for (size_t i = 0; i < o->count; i++) {
        if (strcmp(o->items[i].id, words) == 0)
            return (long)i; /* the word that the command line has for it */
        if (!linear_starts(o->items[i].text, words))
            continue;
        if (linear_starts(words, o->items[i].text))
            return (long)i;
        found = (long)i;
        count++;
    }
    return count == 1 ? found : -1;
}

/* Words that only one option begins with, or holds, choose it. */
static bool take_words(struct choosing *c, const struct buf *words, size_t *shown)
{
    long at = begun_by(c->options, words->s);
    if (at < 0 && filter(c->options, words->s, shown) == 1)
        at = (long)shown[0];
    if (at < 0)
        return false;
    print(c->l->app, "%s\n", c->options->items[at].text);
    return c->chosen[at] = true;
}

static bool choose(struct choosing *c)
{
    const struct options *o = c->options;
    size_t *shown = xcalloc(o->count + 1, sizeof *shown), count;
    struct buf words = BUF_INIT;
    bool done = false;
    struct reply r;
    do {
        count = filter(o, buf_str(&words), shown);
        tell_options(c->l, c->title, o, shown, count, buf_str(&words));
        r = linear_ask(
            c->l, &(struct page){.numbers = count,
                                 .gathered = true,
                                 .help = c->help,
                                 .empty = _("leaves it"),
                                 .text = c->several ? _("several numbers with blanks between them, or words to look for")
                                                    : _("words to look for")});
        if (r.what == REPLY_NUMBER)
            done = c->chosen[shown[r.number - 1]] = true;
        buf_clear(&words);
        if (r.what != REPLY_TEXT)
            continue;
        buf_adds(&words, buf_str(&c->l->typed));
        done = (c->several && mark_numbers(words.s, shown, count, c->chosen)) || take_words(c, &words, shown);
        if (!done && filter(o, words.s, shown) == 0) {
            print(c->l->app, "None of these holds '%s'.\n", words.s);
            buf_clear(&words);
        }
    } while (!done && (r.what == REPLY_TEXT || r.what == REPLY_FRESH));
    buf_release(&words);
    free(shown);
    return done;
}

long linear_choose(struct linear *l, const char *title, const char *help, const struct options *o)
{
    struct choosing c = {l, title, help, o, false, xcalloc(o->count + 1, sizeof(bool))};
    long at = choose(&c) ? 0 : -1;
    while (at >= 0 && !c.chosen[at])
        at++;
    free(c.chosen);
    return at;
}

bool linear_choose_several(struct linear *l, const char *title, const char *help, const struct options *o, bool *chosen)
{
    memset(chosen, 0, o->count * sizeof *chosen);
    return choose(&(struct choosing){l, title, help, o, true, chosen});
}

/* ---- a record of any kind ---- */

/* The field that names records of the kind, if a name is all they need; else -1. */
static int name_field(const struct kind *kind)
{
    int name = -1;
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        const struct field *f = &kind->fields[i];
        if (f->flags & FIELD_TITLE && name < 0)
            name = f->type == FIELD_TEXT ? (int)i : -1;
        else if (f->flags & FIELD_REQUIRED && (int)i != kind->alliance)
            return -1;
    }
    return name;
}

static bool make_named(struct linear *l, const struct kind *kind, int name, const char *given, char id[ID_SIZE])
{
    struct buf text = BUF_INIT, out = BUF_INIT;
    buf_adds(&text, given);
    bool made = text.len || linear_line(l, kind->fields[name].label, kind->fields[name].hint, &text);
    made = made && linear_run_command(l, CMD_ADD, ARGS(arg_text("kind", kind->name), arg_field(kind, name, text.s)), &out) == OK;
    if (made)
        snprintf(id, ID_SIZE, "%.*s", (int)strcspn(buf_str(&out), "\n"), buf_str(&out));
    buf_release(&text);
    buf_release(&out);
    return made;
}

static void tell_row(struct linear *l, struct view *v, size_t at)
{
    struct buf title = BUF_INIT;
    store_title_apart(l->app->store, view_kind(v), view_id(v, at), &title);
    print(l->app, "%zu %s\n", at + 1, buf_str(&title));
    buf_release(&title);
}

static size_t tell_found(struct linear *l, struct view *v, const char *title, size_t first, struct printed *printed)
{
    size_t at = first;
    linear_gather(l);
    print(l->app, "%s (%zu of %zu)\n", title, view_matched(v), view_total(v));
    for (; at < first + LINEAR_ROWS && view_id(v, at); at++) {
        printed_note(printed, at, view_id(v, at));
        tell_row(l, v, at);
    }
    linear_gathered(l);
    return view_id(v, at) ? at : 0;
}

bool linear_pick(struct linear *l, const struct kind *kind, const char *title, char id[ID_SIZE])
{
    const struct action fresh = {"new", _("make one with the name WORDS"), ACTION_WORDS};
    struct view *v = view_new(l->app->store, kind, *l->app->alliance ? l->app->alliance : NULL);
    view_rank(v);
    int name = name_field(kind);
    bool done = false, picked = false;
    struct printed printed = {0};
    for (size_t first = 0; !done;) {
        size_t next = tell_found(l, v, title, first, &printed);
        struct reply r = linear_ask(l, &(struct page){.numbers = view_matched(v),
                                                      .text = _("words to look for"),
                                                      .actions = &fresh,
                                                      .action_count = name >= 0,
                                                      .help = *kind->hint ? kind->hint : title,
                                                      .gathered = true,
                                                      .empty = next ? _("goes on") : _("leaves it")});
        first = r.what == REPLY_AGAIN ? next : 0;
        done = r.what == REPLY_BACK || r.what == REPLY_LEAVE || (r.what == REPLY_AGAIN && !next);
        if (r.what == REPLY_NUMBER) {
            const char *chosen = printed_id(&printed, r.number - 1);
            snprintf(id, ID_SIZE, "%s", *chosen || !view_id(v, r.number - 1) ? chosen : view_id(v, r.number - 1));
            done = picked = linear_there(l, kind, id);
            if (!done)
                view_refresh(v);
        } else if (r.what == REPLY_TEXT) {
            view_filter(v, buf_str(&l->typed), NULL);
            if (view_matched(v) == 0) {
                print(l->app, "No %s holds '%s'.\n", kind->label, l->typed.s);
                view_filter(v, "", NULL);
            } else if (view_matched(v) == 1) {
                done = picked = true;
                print(l->app, "%s\n", view_title(v, 0));
                snprintf(id, ID_SIZE, "%s", view_id(v, 0));
            }
        } else if (r.what == REPLY_ACTION) {
            char *given = xstrdup(buf_str(&l->rest));
            done = picked = make_named(l, kind, name, given, id);
            free(given);
        } else {
            view_refresh(v);
        }
    }
    view_free(v);
    printed_release(&printed);
    return picked;
}
