/* linear_library.c: the library as lines: shelves, entries under filter and limits, an entry with numbered links. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/entry_links.h"
#include "model/kinds.h"
#include "model/limits.h"
#include "ui/linear_pick.h"
#include "ui/linear_sections.h"

static const struct library *library_of(struct linear *l)
{
    return &l->app->content->library;
}

/* ---- one entry ---- */

static void tell_links(struct linear *l, const char *label, const struct entry_link *found, size_t n,
                       struct entry_link *links, size_t *count)
{
    if (n > 0)
        print(l->app, "%s:\n", label);
    for (size_t i = 0; i < n && *count < LINKS_MOST; i++) {
        const char *name = entry_link_label(&found[i], &l->app->guide);
        links[(*count)++] = found[i];
        print(l->app, "%zu %s%s%s\n", *count, found[i].shelf ? "" : found[i].id, found[i].shelf ? "" : " ", name);
    }
}

/* Fields one after the other; links are numbered through. */
static size_t tell_entry(struct linear *l, const struct shelf *shelf, size_t entry, struct entry_link *links)
{
    struct entry_link found[LINKS_MOST];
    struct buf value = BUF_INIT;
    size_t count = 0;
    print(l->app, "%s: %s\n", shelf->kind->label, shelf_label(shelf, entry));
    linear_fact(l, l->app->content->second, shelf_second(shelf, entry, "label"));
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++) {
        const struct field *f = &shelf->kind->fields[i];
        size_t n = entry_links(library_of(l), shelf, entry, (int)i, found, LINKS_MOST);
        if (strcmp(f->name, "label") == 0)
            continue;
        tell_links(l, f->label, found, n, links, &count);
        buf_clear(&value);
        if (n == 0)
            entry_value(l->app, shelf, entry, (int)i, &value);
        linear_fact(l, f->label, buf_str(&value));
        if (n == 0 && (f->type == FIELD_NOTE || f->type == FIELD_TEXT))
            linear_fact(l, l->app->content->second, shelf_second(shelf, entry, f->name));
    }
    for (size_t i = 0; i < library_of(l)->count; i++) {
        const struct shelf *from = &library_of(l)->shelves[i];
        size_t n = from == shelf ? 0 : entry_links_back(library_of(l), shelf, entry, from, found, LINKS_MOST);
        tell_links(l, from->kind->label_plural, found, n, links, &count);
    }
    buf_release(&value);
    return count;
}

/* One of the choices the entry has; asks only where there are several. -1: none. */
static long choose_of(struct linear *l, const struct shelf *shelf, size_t entry, const char *field, const char *title)
{
    const struct field *f = &shelf->kind->fields[kind_field(shelf->kind, field)];
    struct options list = {0};
    long of[32], at = 0;
    for (size_t i = 0; i < f->choice_count && i < 32; i++)
        if (!*shelf_text(shelf, entry, field) || shelf_has(shelf, entry, field, f->choices[i].name)) {
            of[list.count] = (long)i;
            options_add(&list, f->choices[i].name, f->choices[i].label);
        }
    if (list.count != 1)
        at = linear_choose(l, title, f->hint, &list);
    options_release(&list);
    return at < 0 ? -1 : of[at];
}

static void take_risk(struct linear *l, const struct shelf *shelf, size_t entry)
{
    const struct kind *kind = l->app->model.kinds[KIND_RISK];
    struct buf out = BUF_INIT;
    struct take_up t;
    char id[ID_SIZE];
    long phase = choose_of(l, shelf, entry, "phases", _("In which phase is it watched?"));
    if (phase < 0)
        return;
    take_up_risk(l->app, shelf, entry, (int)phase, &t);
    if (linear_run_command(l, CMD_ADD, t.given, &out) == OK) {
        snprintf(id, sizeof id, "%.*s", (int)strcspn(buf_str(&out), "\n"), buf_str(&out));
        linear_edit(l, kind, id, RISK_WHO);
        if (!l->leave && !l->ended)
            linear_edit(l, kind, id, RISK_DUE);
    }
    buf_release(&out);
}

static void take_tool(struct linear *l, const struct shelf *shelf, size_t entry)
{
    long phase = choose_of(l, shelf, entry, "phases", _("Planned for which phase?"));
    long part = phase < 0 ? -1 : choose_of(l, shelf, entry, "parts", _("For which part of the work?"));
    struct take_up t;
    if (part < 0)
        return;
    const struct field *parts = &shelf->kind->fields[kind_field(shelf->kind, "parts")];
    take_up_tool(l->app, shelf_id(shelf, entry), (int)phase, parts->choices[part].name, &t);
    linear_run_command(l, CMD_ADD, t.given, NULL);
}

static void take(struct linear *l, const struct shelf *shelf, size_t entry)
{
    struct command need = {.needs = NEEDS_STORE | NEEDS_ALLIANCE | NEEDS_WRITE};
    struct buf why = BUF_INIT;
    if (!linear_may_write(l))
        return;
    if (!command_ready(l->app, &need, &why))
        linear_say(l, "Cannot take it up: %s.", buf_str(&why));
    else if (strcmp(shelf->kind->name, "risk") == 0)
        take_risk(l, shelf, entry);
    else
        take_tool(l, shelf, entry);
    buf_release(&why);
}

static void follow(struct linear *l, const struct entry_link *link)
{
    int item = link->shelf ? -1 : instrument_find(&l->app->guide, link->id);
    if (link->shelf && link->entry >= 0)
        linear_entry(l, link->shelf->kind->name, link->id);
    else if (item >= 0 && *l->app->alliance)
        linear_question(l, (size_t)item);
    else if (item >= 0)
        linear_say(l, "Questions are answered for an alliance: make one first.");
    else
        linear_say(l, "'%s' is not in this library.", link->id);
}

void linear_entry(struct linear *l, const char *shelf_name, const char *id)
{
    const struct action actions[] = {{"take", _("take it up: make it a risk of the alliance, or a tool that is planned"), 0}};
    struct reply r;
    do {
        struct entry_link links[LINKS_MOST];
        const struct shelf *shelf = library_shelf(library_of(l), shelf_name); /* anew: the language may change */
        long entry = shelf ? shelf_find(shelf, id) : -1;
        if (entry < 0)
            return;
        bool taken = strcmp(shelf->kind->name, "risk") == 0 || strcmp(shelf->kind->name, "tool") == 0;
        linear_gather(l);
        size_t count = tell_entry(l, shelf, (size_t)entry, links);
        linear_gathered(l);
        r = linear_ask(l, &(struct page){.numbers = count, .actions = actions, .action_count = taken, .gathered = true,
                                         .help = _("An entry of the library. A number opens what it refers to.")});
        if (r.what == REPLY_NUMBER)
            follow(l, &links[r.number - 1]);
        else if (r.what == REPLY_ACTION)
            take(l, shelf, (size_t)entry);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}

/* ---- a shelf ---- */

struct browsing {
    const char *name;
    struct buf words; /* folded */
    struct limits limits;
    size_t *shown, count;
};

static void sift(struct linear *l, struct browsing *b, struct shelf *shelf)
{
    b->shown = xrealloc(b->shown, (shelf_count(shelf) + 1) * sizeof *b->shown);
    b->count = 0;
    for (size_t i = 0; i < shelf_count(shelf); i++)
        if (limits_allow(&b->limits, shelf, i) && shelf_matches(shelf, i, buf_str(&b->words)))
            b->shown[b->count++] = i;
    (void)l;
}

static void tell_shelf(struct linear *l, const struct browsing *b, const struct shelf *shelf)
{
    struct buf text = BUF_INIT, line = BUF_INIT;
    limits_describe(&b->limits, library_of(l), shelf, &text);
    print(l->app, "%s (%zu of %zu)\n", shelf->kind->label_plural, b->count, shelf_count(shelf));
    print_wrapped(l->app, shelf->kind->hint, 0, LINEAR_WIDTH);
    linear_fact(l, _("Limits"), buf_str(&text));
    for (size_t i = 0; i < b->count; i++) {
        buf_clear(&text);
        entry_gist(l->app, shelf, b->shown[i], &text);
        if (text.len > 90) {
            text.s[text.len = grapheme_prev(text.s, text.len, 90)] = '\0';
            buf_adds(&text, "...");
        }
        for (size_t c = 0; c < text.len; c++)
            text.s[c] = text.s[c] == '\n' ? ' ' : text.s[c];
        buf_clear(&line);
        buf_addf(&line, "%zu ", i + 1);
        buf_addf(&line, text.len ? _("%s: %s") : "%s%s", shelf_label(shelf, b->shown[i]), buf_str(&text));
        print_wrapped(l->app, line.s, 0, LINEAR_WIDTH);
    }
    buf_release(&text);
    buf_release(&line);
}

/* The values a limit can have, as options; none for a number. */
static void limit_values(struct linear *l, const struct shelf *shelf, const char *name, struct options *list)
{
    int field = kind_field(shelf->kind, name);
    const struct field *f = field < 0 ? NULL : &shelf->kind->fields[field];
    const struct shelf *target = f ? entry_target(library_of(l), shelf, name) : NULL;
    for (size_t i = 0; target && i < shelf_count(target); i++)
        options_add(list, shelf_id(target, i), shelf_label(target, i));
    for (size_t i = 0; f && f->type != FIELD_LIST && i < f->choice_count; i++)
        options_add(list, f->choices[i].name, f->choices[i].label);
}

static void set_limit(struct linear *l, struct browsing *b, const struct shelf *shelf, const char *name, const char *value)
{
    struct error e = {0};
    if (limits_set(&b->limits, library_of(l), shelf, name, value, &e) != OK)
        linear_fail(l, &e);
}

static void ask_limit(struct linear *l, struct browsing *b, const struct shelf *shelf)
{
    struct options fields = {0}, values = {0};
    struct buf number = BUF_INIT;
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++) {
        const char *name = limit_name(library_of(l), shelf, (int)i);
        if (name && strcmp(name, "questions") != 0)
            options_add(&fields, name, limit_label(shelf, name));
    }
    long at = fields.count ? linear_choose(l, _("Limit by what?"), _("Only what fits is listed then."), &fields) : -1;
    if (fields.count == 0)
        linear_say(l, "This shelf has nothing to limit by; type words to look for.");
    if (at >= 0)
        limit_values(l, shelf, fields.items[at].id, &values);
    if (at >= 0 && values.count) {
        const char *title = limit_at_most(shelf, fields.items[at].id) ? _("At most") : fields.items[at].text;
        long value = linear_choose(l, title, _("Only what fits is listed then."), &values);
        if (value >= 0)
            set_limit(l, b, shelf, fields.items[at].id, values.items[value].id);
    } else if (at >= 0 && linear_line_about(l, NULL, fields.items[at].text, _("A number of people."), &number)) {
        set_limit(l, b, shelf, fields.items[at].id, buf_str(&number));
    }
    options_release(&fields);
    options_release(&values);
    buf_release(&number);
}

/* "limit time=half_day", or asks. */
static void change_limit(struct linear *l, struct browsing *b, const struct shelf *shelf)
{
    char *equals = l->rest.len ? strchr(l->rest.s, '=') : NULL;
    if (!equals) {
        ask_limit(l, b, shelf);
        return;
    }
    *equals = '\0';
    set_limit(l, b, shelf, l->rest.s, equals + 1);
}

static void shelf_page(struct linear *l, struct browsing *b)
{
    const struct action actions[] = {
        {"limit", _("only what fits a limit: asks, or FIELD=VALUE such as time=half_day"), ACTION_WORDS},
        {"all", _("take words and limits off"), 0}};
    struct reply r;
    do {
        struct shelf *shelf = library_shelf(library_of(l), b->name);
        sift(l, b, shelf);
        linear_gather(l);
        tell_shelf(l, b, shelf);
        linear_gathered(l);
        r = linear_ask(l, &(struct page){.numbers = b->count, .text = _("words to look for"), .actions = actions,
                                         .action_count = 2, .gathered = true, .help = shelf->kind->hint});
        if (r.what == REPLY_NUMBER) {
            linear_entry(l, b->name, shelf_id(shelf, b->shown[r.number - 1]));
        } else if (r.what == REPLY_TEXT) {
            buf_clear(&b->words);
            text_fold(&b->words, l->typed.s, l->typed.len);
        } else if (r.what == REPLY_ACTION && r.action == 0) {
            change_limit(l, b, shelf);
        } else if (r.what == REPLY_ACTION) {
            buf_clear(&b->words);
            b->limits.count = 0;
        }
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}

void linear_shelf(struct linear *l, const char *name, const char *limit, const char *value)
{
    struct browsing b = {.name = name};
    const struct shelf *shelf = library_shelf(library_of(l), name);
    if (limit)
        set_limit(l, &b, shelf, limit, value);
    shelf_page(l, &b);
    buf_release(&b.words);
    free(b.shown);
}

void linear_library(struct linear *l)
{
    long at;
    do {
        struct options list = {0};
        struct buf line = BUF_INIT;
        for (size_t i = 0; i < library_of(l)->count; i++) {
            const struct shelf *shelf = &library_of(l)->shelves[i];
            buf_clear(&line);
            buf_addf(&line, _("%s (%zu): %s"), shelf->kind->label_plural, shelf_count(shelf), shelf->kind->hint);
            options_add(&list, shelf->kind->name, line.s);
        }
        at = linear_choose(l, _("Library"), _("What is known of peer learning, to look up while you work."), &list);
        if (at >= 0)
            linear_shelf(l, list.items[at].id, NULL, NULL);
        options_release(&list);
        buf_release(&line);
    } while (at >= 0 && !l->leave && !l->ended);
}

/* ---- from elsewhere ---- */

void linear_cases(struct linear *l, size_t item)
{
    struct entry_link links[LINKS_MOST];
    struct reply r;
    do {
        size_t n = entry_links_question(library_of(l), &l->app->guide, item, links, LINKS_MOST), count = 0;
        linear_gather(l);
        print(l->app, "How others met question %s%s\n", l->app->guide.items[item].id, n ? "" : _(": the library has nothing on it."));
        for (; count < n; count++)
            print(l->app, "%zu %s: %s\n", count + 1, links[count].shelf->kind->label, entry_link_label(&links[count], &l->app->guide));
        linear_gathered(l);
        r = linear_ask(l, &(struct page){.numbers = n, .gathered = true,
                                         .help = _("Cases, risks and tools of the library that belong to the question.")});
        if (r.what == REPLY_NUMBER)
            follow(l, &links[r.number - 1]);
    } while (r.what != REPLY_BACK && !l->leave && !l->ended);
}

void linear_risks(struct linear *l, int phase)
{
    char value[2] = {(char)('0' + phase), '\0'};
    linear_shelf(l, "risk", phase >= 0 ? "phases" : NULL, value);
}

void linear_term(struct linear *l, const char *word)
{
    struct buf given = BUF_INIT;
    buf_adds(&given, word);
    if (!given.len && !linear_line_about(l, NULL, _("Which word?"), _("A term of the glossary, or an acronym."), &given)) {
        buf_release(&given);
        return;
    }
    buf_clear(&l->page);
    linear_run_command(l, CMD_TERM, ARGS(arg_text("word", given.s)), &l->page);
    print_lines(l->app, buf_str(&l->page), 0);
    buf_clear(&l->page);
    buf_release(&given);
}
