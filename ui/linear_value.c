/* linear_value.c: asking for the value of any field, in the way of its type. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/tr.h"
#include "store/view.h"
#include "ui/linear_pick.h"

#define EMPTY "-" /* typed to empty a field */

struct asking {
    struct linear *l;
    const struct kind *kind;
    const struct field *field;
    const char *now; /* stored form */
    const char *draft;
    struct buf *out;
};

static void help_of(const struct field *f, struct buf *help)
{
    const char *const types[] = {
        [FIELD_TEXT] = _("One line of text."),
        [FIELD_NOTE] = _("Text of several lines."),
        [FIELD_CHOICE] = _("One of the list."),
        [FIELD_CHOICES] = _("One or several of the list."),
        [FIELD_LIST] = _("Several texts, separated by semicolons."),
        [FIELD_DATE] = _("A day as year-month-day, such as 2018-01-31, or the word today."),
        [FIELD_INTEGER] = _("A whole number."),
        [FIELD_NUMBER] = _("A number."),
        [FIELD_YESNO] = _("Yes or no."),
        [FIELD_REFERENCE] = _("One of the list."),
        [FIELD_EMAIL] = _("An address such as name@example.org."),
        [FIELD_PHONE] = _("A telephone number."),
        [FIELD_LINKS] = _("Several of the list."),
    };
    bool typed = f->type != FIELD_CHOICE && f->type != FIELD_CHOICES && f->type != FIELD_YESNO;
    buf_addf(help, "%s%s%s%s", f->hint, *f->hint ? " " : "", types[f->type],
             f->flags & FIELD_REQUIRED ? _(" It may not be empty.")
             : typed                   ? _(" A hyphen alone empties it.")
                                       : "");
}

/* Who changes a field has just been told which. */
static const char *title(const struct asking *a)
{
    return *a->draft ? "" : a->field->label;
}

/* ---- lists to choose from ---- */

static enum value ask_choice(struct asking *a)
{
    const struct field *f = a->field;
    struct options o = {0};
    struct buf help = BUF_INIT;
    for (size_t i = 0; i < f->choice_count; i++)
        options_add(&o, f->choices[i].name, f->choices[i].label);
    if (!(f->flags & FIELD_REQUIRED))
        options_add(&o, "", _("(empty)"));
    help_of(f, &help);
    long at = linear_choose(a->l, title(a), help.s, &o);
    if (at >= 0)
        buf_adds(a->out, o.items[at].id);
    options_release(&o);
    buf_release(&help);
    return at >= 0 ? VALUE_GIVEN : VALUE_NONE;
}

static enum value ask_choices(struct asking *a)
{
    const struct field *f = a->field;
    struct options o = {0};
    struct buf help = BUF_INIT;
    for (size_t i = 0; i < f->choice_count; i++)
        options_add(&o, f->choices[i].name, f->choices[i].label);
    options_add(&o, "", _("(none of them)"));
    bool *chosen = xcalloc(o.count, sizeof *chosen);
    help_of(f, &help);
    bool given = linear_choose_several(a->l, title(a), help.s, &o, chosen);
    for (size_t i = 0; given && i + 1 < o.count; i++)
        if (chosen[i])
            buf_addf(a->out, "%s%s", a->out->len ? ";" : "", o.items[i].id);
    free(chosen);
    options_release(&o);
    buf_release(&help);
    return given ? VALUE_GIVEN : VALUE_NONE;
}

static enum value ask_reference(struct asking *a)
{
    const struct action actions[] = {{"choose", _("choose one from the list"), 0},
                                            {"empty", _("make the field empty"), 0}};
    char id[ID_SIZE];
    if (*a->now && !(a->field->flags & FIELD_REQUIRED)) {
        struct reply r =
            linear_ask(a->l, &(struct page){.actions = actions, .action_count = 2, .help = a->field->hint});
        if (r.what != REPLY_ACTION)
            return VALUE_NONE;
        if (r.action == 1)
            return VALUE_GIVEN;
    }
    if (!linear_pick(a->l, a->field->reference, a->field->label, id))
        return VALUE_NONE;
    buf_adds(a->out, id);
    return VALUE_GIVEN;
}

/* ---- typed ---- */

static enum value ask_note(struct asking *a)
{
    const struct action actions[] = {{"write", _("write a new text; the old one stays in the history"), 0},
                                            {"add", _("add lines to the text"), 0},
                                            {"empty", _("make the field empty"), 0}};
    bool required = a->field->flags & FIELD_REQUIRED;
    if (*a->now) {
        struct reply r = linear_ask(
            a->l, &(struct page){.actions = actions, .action_count = required ? 2 : 3, .help = a->field->hint});
        if (r.what != REPLY_ACTION)
            return VALUE_NONE;
        if (r.action == 2)
            return VALUE_GIVEN;
        if (r.action == 1)
            buf_adds(a->out, a->now);
    }
    switch (linear_text(a->l, a->draft, a->out)) {
    case TEXT_DONE: return VALUE_GIVEN;
    case TEXT_ENDED: return VALUE_ENDED;
    case TEXT_NONE: break;
    }
    return VALUE_NONE;
}

/* What a typed line stands for: "-" for nothing, "today" for the day. */
static void replace_word(const struct field *f, struct buf *line)
{
    char today[DATE_SIZE];
    bool empty = strcmp(line->s, EMPTY) == 0;
    if (!empty && (f->type != FIELD_DATE || strcmp(line->s, "today") != 0))
        return;
    date_today(today);
    buf_clear(line);
    buf_adds(line, empty ? "" : today);
}

static enum value ask_line(struct asking *a)
{
    const struct field *f = a->field;
    struct buf help = BUF_INIT, line = BUF_INIT, stored = BUF_INIT, about = BUF_INIT;
    struct error e = {0};
    enum value v = VALUE_NONE;
    const char *prompt = !*a->draft                  ? f->label
                         : f->flags & FIELD_REQUIRED ? _("Type the new value")
                                                     : _("Type the new value, or a hyphen to empty it");
    help_of(f, &help);
    if (strncmp(a->draft, "set ", 4) == 0)
        buf_addf(&about, "field %s", a->draft + 4);
    else
        buf_adds(&about, a->kind->name);
    while (v == VALUE_NONE && linear_line_about(a->l, about.s, prompt, help.s, &line)) {
        replace_word(f, &line);
        buf_clear(&stored);
        if (field_parse(f, line.s, &stored, &e) == OK)
            v = VALUE_GIVEN;
        else
            linear_fail(a->l, &e);
        if (v == VALUE_GIVEN)
            buf_adds(a->out, line.s);
    }
    buf_release(&help);
    buf_release(&line);
    buf_release(&stored);
    buf_release(&about);
    return v;
}

enum value linear_value(struct linear *l, const struct kind *kind, int field, const char *now, const char *draft,
                        struct buf *out)
{
    struct asking a = {l, kind, &kind->fields[field], now, draft, out};
    buf_clear(out);
    switch (a.field->type) {
    case FIELD_CHOICE:
    case FIELD_YESNO: return ask_choice(&a);
    case FIELD_CHOICES: return ask_choices(&a);
    case FIELD_REFERENCE: return ask_reference(&a);
    case FIELD_NOTE: return ask_note(&a);
    default: return ask_line(&a);
    }
}

/* ---- links: a list of other records ---- */

struct value_links {
    struct linear *l;
    const struct field *field;
    struct options options;
};

static bool gather_link(void *data, const struct record *r)
{
    struct value_links *k = data;
    const struct field *f = k->field, *to = &f->reference->fields[f->link_to];
    if (f->link_fixed >= 0 && strcmp(record_get(r, f->link_fixed), f->link_value) != 0)
        return true;
    const char *id = record_get(r, f->link_to);
    struct buf title = BUF_INIT;
    if (to->type == FIELD_REFERENCE)
        store_title(k->l->app->store, to->reference, id, &title);
    else
        buf_adds(&title, id);
    options_add(&k->options, id, buf_str(&title));
    buf_release(&title);
    return true;
}

/* What is linked but for one, and one more: as CMD_SET takes it. */
static void save_links(struct value_links *k, const struct kind *kind, const char *id, int field, long without,
                       const char *more)
{
    struct buf ids = BUF_INIT;
    struct buf gone = BUF_INIT;
    bool there = false;
    buf_adds(&gone, without >= 0 ? k->options.items[without].id : "");
    options_release(&k->options); /* another window may have changed the list: it is saved as a whole */
    store_each(k->l->app->store, k->field->reference, k->field->link_from, id, gather_link, k, NULL);
    for (size_t i = 0; i < k->options.count; i++)
        if (strcmp(k->options.items[i].id, gone.s) != 0) {
            there |= strcmp(k->options.items[i].id, more) == 0;
            buf_addf(&ids, "%s%s", ids.len ? ";" : "", k->options.items[i].id);
        }
    if (*more && !there)
        buf_addf(&ids, "%s%s", ids.len ? ";" : "", more);
    linear_set(k->l, kind, id, field, buf_str(&ids));
    buf_release(&ids);
    buf_release(&gone);
}

static void add_link(struct value_links *k, const struct kind *kind, const char *id, int field)
{
    const struct field *to = &k->field->reference->fields[k->field->link_to];
    char other[ID_SIZE];
    struct buf line = BUF_INIT;
    if (to->type == FIELD_REFERENCE && linear_pick(k->l, to->reference, k->field->label, other))
        save_links(k, kind, id, field, -1, other);
    else if (to->type != FIELD_REFERENCE && linear_line(k->l, k->field->label, k->field->hint, &line))
        save_links(k, kind, id, field, -1, line.s);
    buf_release(&line);
}

static void edit_links(struct linear *l, const struct kind *kind, const char *id, int field)
{
    const struct action actions[] = {{"add", _("put one more on the list"), 0},
                                            {"remove", _("take number N off the list: remove N"), ACTION_WORDS}};
    struct reply r;
    do {
        struct value_links k = {.l = l, .field = &kind->fields[field]};
        store_each(l->app->store, k.field->reference, k.field->link_from, id, gather_link, &k, NULL);
        linear_gather(l);
        print(l->app, "%s: %zu\n", k.field->label, k.options.count);
        for (size_t i = 0; i < k.options.count; i++)
            print(l->app, "%zu %s\n", i + 1, k.options.items[i].text);
        linear_gathered(l);
        r = linear_ask(l, &(struct page){.actions = actions,
                                         .action_count = k.options.count ? 2 : 1,
                                         .help = k.field->hint,
                                         .gathered = true});
        size_t n = r.what == REPLY_ACTION && r.action == 1 ? strtoul(buf_str(&l->rest), NULL, 10) : 0;
        if (r.what == REPLY_ACTION && r.action == 0)
            add_link(&k, kind, id, field);
        else if (n >= 1 && n <= k.options.count)
            save_links(&k, kind, id, field, (long)n - 1, "");
        else if (r.what == REPLY_ACTION)
            print(l->app, "Type remove and a number from 1 to %zu.\n", k.options.count);
        options_release(&k.options);
    } while (r.what != REPLY_BACK && r.what != REPLY_LEAVE);
}

/* ---- one field of a record ---- */

struct value_setting {
    const struct kind *kind;
    const char *id;
    int field;
};

static enum status set_value(struct linear *l, void *data, const char *value)
{
    const struct value_setting *s = data;
    return linear_set(l, s->kind, s->id, s->field, value);
}

static void edit_value(struct linear *l, struct value_setting *s, const char *now)
{
    struct buf out = BUF_INIT, draft = BUF_INIT;
    buf_addf(&draft, "set %s %s %s", s->kind->name, s->id, s->kind->fields[s->field].name);
    enum value v = linear_value(l, s->kind, s->field, now, draft.s, &out);
    if (v != VALUE_NONE)
        linear_contest(l, s->kind, s->id, s->field, &out, set_value, s);
    else if (!l->leave && !l->ended)
        print(l->app, "Left as it was.\n");
    buf_release(&out);
    buf_release(&draft);
}

void linear_edit(struct linear *l, const struct kind *kind, const char *id, int field)
{
    struct record r;
    struct error e = {0};
    if (!linear_may_write(l))
        return;
    store_hold(l->app->store);
    enum status s = store_get(l->app->store, kind, id, &r, &e);
    store_seen(l->app->store, kind, id, field, &l->seen, NULL);
    store_let_go(l->app->store);
    if (s != OK) {
        linear_fail(l, &e);
        return;
    }
    struct buf shown = BUF_INIT;
    store_display(l->app->store, &r, field, &shown);
    linear_fact(l, kind->fields[field].label, shown.len ? shown.s : _("(empty)"));
    if (kind->fields[field].type == FIELD_LINKS)
        edit_links(l, kind, id, field);
    else
        edit_value(l, &(struct value_setting){kind, id, field}, record_get(&r, field));
    buf_clear(&l->seen);
    record_release(&r);
    buf_release(&shown);
}
