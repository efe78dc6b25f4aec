/* form_pick.c: the fields of a form that are chosen: choices, yes or no, references, links. */
#include "ui/form_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "ui/key.h"
#include "ui/prompt.h"

enum { MOST = 64 };

/* ---- one of few ---- */

/* The values a field can have, the empty one first if it may be empty. */
struct form_options {
    const char *values[MOST], *labels[MOST];
    int count;
    int now; /* the present one */
};

static void add_option(struct form_options *o, const char *value, const char *label, const char *now)
{
    if (o->count == MOST)
        return;
    if (strcmp(value, now) == 0)
        o->now = o->count;
    o->values[o->count] = value;
    o->labels[o->count++] = label;
}

static void fill_options(const struct form *f, struct form_options *o)
{
    const struct field *field = form_focused(f);
    const char *now = record_get(&f->values, form_field(f));
    memset(o, 0, sizeof *o);
    if (!(field->flags & FIELD_REQUIRED) && form_field(f) != FIELD_VISIBILITY)
        add_option(o, "", _("(none)"), now);
    if (field->type == FIELD_YESNO) {
        add_option(o, FIELD_YES, _("Yes"), now);
        add_option(o, FIELD_NO, _("No"), now);
    }
    for (size_t i = 0; i < field->choice_count; i++)
        add_option(o, field->choices[i].name, field->choices[i].label, now);
}

static bool begins_with(const char *label, int key)
{
    struct buf typed = BUF_INIT, wanted = BUF_INIT, folded = BUF_INIT;
    utf8_add(&typed, key);
    text_fold(&wanted, buf_str(&typed), typed.len);
    text_fold(&folded, label, strlen(label));
    bool fits = wanted.len > 0 && strncmp(buf_str(&folded), buf_str(&wanted), wanted.len) == 0;
    buf_release(&typed);
    buf_release(&wanted);
    buf_release(&folded);
    return fits;
}

bool form_choice_key(struct ui *ui, struct form *f, int key)
{
    const struct field *field = form_focused(f);
    if (key == K_DELETE || key == K_BACKSPACE) {
        if (field->type != FIELD_LINKS && form_field(f) != FIELD_VISIBILITY)
            form_store(ui, f, "");
        return true;
    }
    if (field->type != FIELD_CHOICE && field->type != FIELD_YESNO)
        return key_types(key); /* letters do nothing, but are not for others either */
    struct form_options o;
    fill_options(f, &o);
    if (o.count == 0)
        return false;
    int to = -1;
    if (key == K_RIGHT || key == ' ')
        to = (o.now + 1) % o.count;
    else if (key == K_LEFT)
        to = (o.now + o.count - 1) % o.count;
    for (int i = 1; to < 0 && key_types(key) && i <= o.count; i++) {
        int at = (o.now + i) % o.count;
        if (*o.values[at] && begins_with(o.labels[at], key))
            to = at;
    }
    if (to >= 0 && to != o.now)
        form_store(ui, f, o.values[to]);
    return to >= 0 || key_types(key);
}

static void choose_one(struct ui *ui, struct form *f)
{
    struct form_options o;
    fill_options(f, &o);
    int chosen = prompt_choice(ui, form_focused(f)->label, o.labels, (size_t)o.count, o.now);
    if (chosen >= 0 && chosen != o.now)
        form_store(ui, f, o.values[chosen]);
}

/* ---- several of few ---- */

static bool in_list(const char *list, const char *name)
{
    size_t len = strlen(name);
    for (const char *s = list; *s;) {
        size_t n = strcspn(s, ";");
        if (n == len && memcmp(s, name, n) == 0)
            return true;
        s += n + (s[n] == ';');
    }
    return false;
}

static void choose_several(struct ui *ui, struct form *f)
{
    const struct field *field = form_focused(f);
    const char *labels[MOST];
    bool chosen[MOST];
    size_t count = field->choice_count < MOST ? field->choice_count : MOST;
    for (size_t i = 0; i < count; i++) {
        labels[i] = field->choices[i].label;
        chosen[i] = in_list(record_get(&f->values, form_field(f)), field->choices[i].name);
    }
    if (!prompt_choices(ui, field->label, labels, count, chosen))
        return;
    struct buf value = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        if (chosen[i])
            buf_addf(&value, "%s%s", value.len ? ";" : "", field->choices[i].name);
    }
    form_store(ui, f, buf_str(&value));
    buf_release(&value);
}

/* ---- a record ---- */

static void choose_record(struct ui *ui, struct form *f)
{
    const struct field *field = form_focused(f);
    char id[ID_SIZE] = "";
    char now[ID_SIZE];
    snprintf(now, sizeof now, "%s", record_get(&f->values, form_field(f)));
    memcpy(id, now, sizeof id);
    if (prompt_record(ui, field->label, field->reference, !(field->flags & FIELD_REQUIRED), id) && strcmp(id, now) != 0)
        form_store(ui, f, id);
}

/* ---- several records ---- */

struct form_links {
    struct ui *ui;
    struct form *f;
    struct buf ids; /* of the records linked to, joined by ; */
};

static bool collect(void *data, const struct record *r)
{
    struct form_links *l = data;
    const struct field *field = form_focused(l->f);
    if (field->link_fixed < 0 || strcmp(record_get(r, field->link_fixed), field->link_value) == 0)
        buf_addf(&l->ids, "%s%s", l->ids.len ? ";" : "", record_get(r, field->link_to));
    return true;
}

static void read_links(struct form_links *l)
{
    struct error e;
    buf_clear(&l->ids);
    if (*l->f->id)
        store_each(l->ui->app->store, form_focused(l->f)->reference, form_focused(l->f)->link_from, l->f->id, collect, l, &e);
    else
        buf_adds(&l->ids, record_get(&l->f->values, form_field(l->f)));
}

static bool is_linked(void *data, const char *id)
{
    return in_list(buf_str(&((struct form_links *)data)->ids), id);
}

static bool toggle_link(void *data, const char *id)
{
    struct form_links *l = data;
    struct buf value = BUF_INIT;
    bool was = false, shown = in_list(buf_str(&l->ids), id);
    read_links(l); /* another window may have added some: what is saved is the whole list */
    if (in_list(buf_str(&l->ids), id) != shown)
        return true; /* it did just this */
    for (const char *s = buf_str(&l->ids); *s;) {
        size_t n = strcspn(s, ";");
        if (n == strlen(id) && memcmp(s, id, n) == 0)
            was = true;
        else
            buf_addf(&value, "%s%.*s", value.len ? ";" : "", (int)n, s);
        s += n + (s[n] == ';');
    }
    if (!was)
        buf_addf(&value, "%s%s", value.len ? ";" : "", id);
    bool done = form_store(l->ui, l->f, buf_str(&value));
    buf_release(&value);
    read_links(l);
    return done;
}

static void choose_links(struct ui *ui, struct form *f)
{
    const struct field *field = form_focused(f); /* fields may move with each change: another window may have added a column */
    struct form_links l = {ui, f, BUF_INIT};
    read_links(&l);
    prompt_records(ui, field->label, field->reference->fields[field->link_to].reference, is_linked, toggle_link, &l);
    buf_release(&l.ids);
}

void form_choose(struct ui *ui, struct form *f)
{
    switch (form_focused(f)->type) {
    case FIELD_CHOICES: choose_several(ui, f); break;
    case FIELD_REFERENCE: choose_record(ui, f); break;
    case FIELD_LINKS: choose_links(ui, f); break;
    default: choose_one(ui, f); break;
    }
}

/* ---- a new record to refer to ---- */

/* The field that names a record of the kind. */
static int naming_field(const struct kind *kind)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        unsigned flags = kind->fields[i].flags;
        if ((flags & FIELD_TITLE) && form_typed(&kind->fields[i]))
            return (int)i;
    }
    return -1;
}

static bool make_target(struct ui *ui, const struct kind *kind, int naming, const char *name, char id[ID_SIZE])
{
    struct buf out = BUF_INIT;
    bool done = ui_run(ui, CMD_ADD, ARGS(arg_text("kind", kind->name), arg_field(kind, naming, name)), &out) == OK;
    size_t n = strcspn(buf_str(&out), "\n");
    n = n < ID_SIZE ? n : ID_SIZE - 1;
    memcpy(id, buf_str(&out), n);
    id[n] = 0;
    buf_release(&out);
    return done;
}

void form_add_target(struct ui *ui, struct form *f)
{
    const struct field *field = form_focused(f);
    bool links = field->type == FIELD_LINKS;
    const struct kind *kind = links ? field->reference->fields[field->link_to].reference : field->reference;
    int naming = naming_field(kind);
    struct buf question = BUF_INIT, name = BUF_INIT;
    char id[ID_SIZE];
    if (naming < 0)
        return;
    buf_addf(&question, _("New %s: %s"), kind->label, kind->fields[naming].label);
    if (prompt_line(ui, buf_str(&question), NULL, &name) && name.len > 0 &&
        make_target(ui, kind, naming, buf_str(&name), id)) {
        if (links) {
            struct form_links l = {ui, f, BUF_INIT};
            read_links(&l);
            toggle_link(&l, id);
            buf_release(&l.ids);
        } else {
            form_store(ui, f, id);
        }
    }
    buf_release(&question);
    buf_release(&name);
}
