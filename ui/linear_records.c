#include "ui/linear_records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/linear_sections.h"

/* ---- adding ---- */

struct adding {
    struct linear *l;
    const struct kind *kind;
    struct args given; /* to CMD_ADD */
};

static void give(struct adding *a, int field, const char *value)
{
    args_give(&a->given, arg_field(a->kind, field, arena_text(a->given.arena, value, strlen(value))));
}

/* Must it be asked for before the record is made? What names or identifies it can not, or not well, be put in later. */
static bool asked_first(const struct adding *a, int field, const struct preset *presets, size_t count)
{
    const struct field *f = &a->kind->fields[field];
    for (size_t i = 0; i < count; i++)
        if (presets[i].field == field)
            return false;
    if (field == a->kind->alliance && *a->l->app->alliance)
        return false; /* the open one */
    return f->flags & (FIELD_REQUIRED | FIELD_TITLE | FIELD_KEY) && f->type != FIELD_LINKS;
}

static bool ask_first(struct adding *a, int field)
{
    const struct field *f = &a->kind->fields[field];
    struct buf out = BUF_INIT;
    enum value v = linear_value(a->l, a->kind, field, "", "", &out);
    if (v != VALUE_NONE && out.len)
        give(a, field, out.s);
    bool enough = (v == VALUE_GIVEN && out.len) || !(f->flags & FIELD_REQUIRED);
    buf_release(&out);
    return enough && !a->l->leave && !a->l->ended;
}

bool linear_add(struct linear *l, const struct kind *kind, const struct preset *presets, size_t count, char id[ID_SIZE])
{
    struct adding a = {.l = l, .kind = kind};
    struct buf out = BUF_INIT;
    bool good = true;
    if (!linear_may_write(l))
        return false;
    args_init(&a.given, &commands[CMD_ADD]);
    args_give(&a.given, arg_text("kind", kind->name));
    for (size_t i = 0; i < count; i++)
        give(&a, presets[i].field, presets[i].value);
    print(l->app, "New: %s\n", kind->label);
    for (size_t i = FIELD_FIRST; i < kind->field_count && good; i++)
        if (asked_first(&a, (int)i, presets, count))
            good = ask_first(&a, (int)i);
    if (good)
        good = linear_run_command(l, CMD_ADD, a.given.values, &out) == OK;
    else
        linear_say(l, "Nothing was added.");
    if (!good && !l->ended) /* it was left on purpose */
        linear_drop_drafts(l);
    if (good)
        snprintf(id, ID_SIZE, "%.*s", (int)strcspn(buf_str(&out), "\n"), buf_str(&out));
    args_release(&a.given);
    buf_release(&out);
    return good;
}

bool linear_delete(struct linear *l, const struct kind *kind, const char *id)
{
    return linear_run_command(l, CMD_DELETE, ARGS(arg_text("kind", kind->name), arg_text("record", id)), NULL) == OK;
}

void linear_pair_id(const struct kind *kind, int field, const char *value, int other, const char *other_value,
                    char id[ID_SIZE])
{
    struct record r;
    record_init(&r, kind);
    record_set(&r, field, value);
    record_set(&r, other, other_value);
    record_make_id(&r);
    snprintf(id, ID_SIZE, "%s", record_id(&r));
    record_release(&r);
}

bool linear_there(struct linear *l, const struct kind *kind, const char *id)
{
    struct record r;
    struct error e = {0};
    if (store_get(l->app->store, kind, id, &r, &e) != OK) {
        print(l->app, "This %s is not there any more.\n", kind->label);
        return false;
    }
    record_release(&r);
    return true;
}

/* ---- a sheet of fields ---- */

void fields_add(struct fields *s, const struct kind *kind, const char *id, int field, const char *heading)
{
    GROW(s->lines, s->count + 1, s->room);
    struct fields_line *line = &s->lines[s->count++];
    *line = (struct fields_line){.kind = kind, .field = field, .heading = heading};
    snprintf(line->id, sizeof line->id, "%s", id);
}

/* Key fields make the id: they stay what they are. */
static bool changeable(const struct kind *kind, size_t field)
{
    return !(kind->fields[field].flags & FIELD_KEY) && (int)field != kind->alliance;
}

void fields_add_record(struct fields *s, const struct kind *kind, const char *id, const char *heading)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        if (!changeable(kind, i))
            continue;
        fields_add(s, kind, id, (int)i, heading);
        heading = NULL;
    }
    fields_add(s, kind, id, FIELD_VISIBILITY, heading);
}

void fields_release(struct fields *s)
{
    free(s->lines);
    *s = (struct fields){0};
}

static const struct field *line_field(const struct fields_line *line)
{
    return &line->kind->fields[line->field];
}

static void tell_empty(struct linear *l, struct buf *empty)
{
    if (empty->len)
        print_wrapped(l->app, empty->s, 0, LINEAR_WIDTH);
    buf_clear(empty);
}

/* As a person reads it: of a tool or risk of the library what it is called, not its short name. */
static void show_field(struct linear *l, const struct record *r, int field, struct buf *out)
{
    const char *entry = taken_from(l->app, r->kind, field, record_get(r, field));
    if (entry)
        buf_adds(out, entry);
    else
        store_display(l->app->store, r, field, out);
}

void fields_print(struct linear *l, const struct fields *s)
{
    struct buf empty = BUF_INIT, label = BUF_INIT, shown = BUF_INIT;
    for (size_t i = 0; i < s->count; i++) {
        const struct fields_line *line = &s->lines[i];
        struct record r;
        if (line->heading) {
            tell_empty(l, &empty);
            print(l->app, "%s\n", line->heading);
        }
        if (store_get(l->app->store, line->kind, line->id, &r, NULL) != OK)
            continue;
        buf_clear(&shown);
        buf_clear(&label);
        show_field(l, &r, line->field, &shown);
        buf_addf(&label, "%zu %s", i + 1, line_field(line)->label);
        if (shown.len)
            linear_fact(l, label.s, shown.s);
        else
            buf_addf(&empty, "%s%s", empty.len ? ", " : _("Empty: "), label.s);
        record_release(&r);
    }
    tell_empty(l, &empty);
    buf_release(&empty);
    buf_release(&label);
    buf_release(&shown);
}

long fields_find(const struct fields *s, const char *typed)
{
    for (size_t i = 0; i < s->count; i++)
        if (linear_starts(line_field(&s->lines[i])->label, typed))
            return (long)i;
    return -1;
}

/* ---- the page of a record ---- */

/* What cannot be changed, as it makes the record what it is. */
static void tell_keys(struct linear *l, const struct record *r)
{
    struct buf shown = BUF_INIT;
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++) {
        if (!(r->kind->fields[i].flags & FIELD_KEY))
            continue;
        buf_clear(&shown);
        show_field(l, r, (int)i, &shown);
        linear_fact(l, r->kind->fields[i].label, buf_str(&shown));
    }
    buf_release(&shown);
}

static void tell_record(struct linear *l, const struct kind *kind, const char *id, const struct fields *s)
{
    struct buf title = BUF_INIT;
    struct record r;
    store_title(l->app->store, kind, id, &title);
    linear_gather(l);
    print(l->app, "%s: %s\n", kind->label, buf_str(&title));
    if (kind->keyed && store_get(l->app->store, kind, id, &r, NULL) == OK) {
        tell_keys(l, &r);
        record_release(&r);
    }
    fields_print(l, s);
    linear_gathered(l);
    buf_release(&title);
}

void fields_explain(struct linear *l, void *data)
{
    (void)data;
    print(l->app, "To hear what a field means, type its number and then ?\n");
}

bool fields_edit(struct linear *l, const struct fields *s, const struct reply *r)
{
    long at = r->what == REPLY_NUMBER ? (long)r->number - 1
              : r->what == REPLY_TEXT ? fields_find(s, buf_str(&l->typed))
                                      : -1;
    if (at >= 0)
        linear_edit(l, s->lines[at].kind, s->lines[at].id, s->lines[at].field);
    else if (r->what == REPLY_TEXT)
        print(l->app, "No field here begins with '%s'.\n", l->typed.s);
    return r->what != REPLY_NUMBER && r->what != REPLY_TEXT;
}

void linear_record(struct linear *l, const struct kind *kind, const char *id)
{
    const struct action actions[] = {
        {"delete", _("delete this and what belongs to it; undo brings it back"), ACTION_FULL}};
    struct reply r = {.what = REPLY_AGAIN};
    struct fields s = {0}; /* as it was printed: a number means what stood there */
    bool show = true;
    while (r.what != REPLY_BACK && !l->leave && !l->ended && linear_there(l, kind, id)) {
        if (show) {
            fields_release(&s);
            fields_add_record(&s, kind, id, NULL);
            tell_record(l, kind, id, &s);
        }
        r = linear_ask(l, &(struct page){.numbers = s.count,
                                         .text = _("the name of a field"),
                                         .actions = actions,
                                         .action_count = 1,
                                         .help = kind->hint,
                                         .explain = fields_explain,
                                         .gathered = show});
        show = fields_edit(l, &s, &r);
        if (r.what == REPLY_ACTION && linear_delete(l, kind, id))
            break;
    }
    fields_release(&s);
}

/* ---- all kinds ---- */

void linear_kind(struct linear *l, const struct kind *kind)
{
    linear_list(l, &(struct record_list){.kind = kind,
                                         .alliance = *l->app->alliance ? l->app->alliance : NULL,
                                         .title = kind->label_plural,
                                         .help = kind->hint});
}

bool linear_kind_named(struct linear *l, const char *line)
{
    const struct model *m = &l->app->model;
    for (size_t i = 0; i < m->count; i++)
        if (!m->kinds[i]->hidden && text_alike(m->kinds[i]->label_plural, line)) {
            linear_kind(l, m->kinds[i]);
            return true;
        }
    return false;
}

void linear_all_records(struct linear *l)
{
    long at;
    do {
        struct options o = {0};
        struct buf text = BUF_INIT;
        for (size_t i = 0; i < l->app->model.count; i++) {
            const struct kind *k = l->app->model.kinds[i];
            buf_clear(&text);
            buf_addf(&text, *k->hint ? _("%s: %s") : "%s%s", k->label_plural, k->hint);
            options_add(&o, k->name, text.s);
        }
        at = linear_choose(l, _("Records of every kind"),
                           _("Everything the workbench holds. Choose a kind to list, add, change or "
                           "delete its records; your own columns are a kind, too."),
                           &o);
        if (at >= 0)
            linear_kind(l, l->app->model.kinds[at]);
        options_release(&o);
        buf_release(&text);
    } while (at >= 0 && !l->leave && !l->ended);
}
