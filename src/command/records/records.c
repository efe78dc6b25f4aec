/* records.c: add, set, delete, list, show. */
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "app/viewer.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/records/hooks.h"
#include "command/records/links.h"
#include "command/run.h"
#include "store/view.h"

/* Finds the field that a pair "field=value" means. */
static enum status find_field(const struct kind *k, const struct arg_value *pair, int *field, struct error *e)
{
    *field = pair->key ? kind_match_header(k, pair->key) : -1;
    if (!pair->key) {
        error_set(e, ERR_USAGE, "'%s' is not of the form field=value", pair->text);
        return error_hint(e, ERR_USAGE, "quote values with blanks: \"name=Two words\"");
    }
    if (*field >= 0)
        return OK;
    error_set(e, ERR_INPUT, "a %s has no field '%s'", k->label, pair->key);
    return error_hint(e, ERR_INPUT, "see 'peerloom kinds %s'", k->name);
}

/* ---- add ---- */

static enum status create(struct app *app, struct record *r, const struct args *args, struct error *e)
{
    const struct kind *k = r->kind;
    bool *given = xcalloc(k->field_count, sizeof *given);
    enum status s = change_create(app->store, r, e);
    const struct arg_value *pair;
    for (size_t i = 0; s == OK && (pair = args_nth(args, "field", i)); i++) {
        int field;
        s = find_field(k, pair, &field, e);
        if (s != OK)
            break;
        given[field] = true;
        if (k->fields[field].type == FIELD_LINKS)
            s = links_set(app, &k->fields[field], record_id(r), pair->text, e);
    }
    if (s == OK)
        s = hook_added(app, r, given, e);
    free(given);
    return s;
}

/* What the new record will be called, for the history: " Otieno, Grace". */
static void add_title(struct app *app, const struct record *r, struct buf *out)
{
    const char *between = " ";
    for (size_t i = FIELD_FIRST; i < r->count; i++)
        if ((r->kind->fields[i].flags & FIELD_TITLE) && record_has(r, (int)i)) {
            buf_adds(out, between);
            store_display(app->store, r, (int)i, out);
            between = ", ";
        }
}

enum status run_add(struct app *app, const struct args *args, struct error *e)
{
    const struct kind *k = args_kind(app, args, "kind");
    enum status s = OK;
    struct record r;
    struct buf value = BUF_INIT, title = BUF_INIT;
    const struct arg_value *pair;
    record_init(&r, k);
    if (k->alliance >= 0)
        record_set(&r, k->alliance, app->alliance);
    for (size_t i = 0; s == OK && (pair = args_nth(args, "field", i)); i++) {
        int field;
        s = find_field(k, pair, &field, e);
        buf_clear(&value);
        if (s == OK && k->fields[field].type != FIELD_LINKS)
            s = stored_value(app, &k->fields[field], pair->text, &value, e);
        if (s == OK && k->fields[field].type != FIELD_LINKS)
            record_set(&r, field, buf_str(&value));
    }
    buf_clear(&value);
    buf_addf(&value, _("Add %s"), k->label);
    add_title(app, &r, &value);
    if (s == OK)
        s = hook_check_new(app, &r, e);
    if (s == OK)
        s = change_begin(app->store, value.s, e);
    if (s == OK) {
        s = create(app, &r, args, e);
        s = change_end(app->store, s, e);
    }
    if (s == OK) {
        store_title(app->store, k, record_id(&r), &title);
        say(app, "Added %s '%s'", k->label, buf_str(&title));
        if (args_flag(args, "json"))
            print(app, "{\"id\":\"%s\"}\n", record_id(&r));
        else
            print(app, "%s\n", record_id(&r));
        app_check_alliance(app);
    }
    record_release(&r);
    buf_release(&value);
    buf_release(&title);
    return s;
}

/* ---- set, delete ---- */

static enum status set_all(struct app *app, const struct kind *k, const char *id, const struct args *args, struct error *e)
{
    struct buf stored = BUF_INIT;
    enum status s = OK;
    const struct arg_value *pair;
    for (size_t i = 0; s == OK && (pair = args_nth(args, "field", i)); i++) {
        int field;
        s = find_field(k, pair, &field, e);
        if (s != OK)
            break;
        buf_clear(&stored);
        if (k->fields[field].type == FIELD_LINKS) {
            s = links_set(app, &k->fields[field], id, pair->text, e);
            continue;
        }
        s = stored_value(app, &k->fields[field], pair->text, &stored, e);
        if (s == OK)
            s = change_set(app->store, k, id, field, buf_str(&stored), e);
    }
    buf_release(&stored);
    return s;
}

/* The records that were given: one by its id, the start of it or its name, or several by their ids. */
struct chosen {
    char (*ids)[ID_SIZE];
    size_t count, cap;
};

static enum status choose(struct app *app, const struct kind *k, const struct args *args, struct chosen *c, struct error *e)
{
    enum status s = OK;
    const struct arg_value *v;
    for (size_t i = 0; s == OK && (v = args_nth(args, "record", i)); i++) {
        GROW(c->ids, c->count + 1, c->cap);
        s = store_resolve(app->store, k, v->text, app->alliance, c->ids[c->count], e);
        c->count += s == OK;
    }
    return s;
}

static void chosen_release(struct chosen *c)
{
    free(c->ids);
}

/* "Otieno, Grace", or "12 people" (with the kind's name in any case when `named`). */
static void label_chosen(struct app *app, const struct kind *k, const struct chosen *c, bool named, struct buf *label)
{
    if (c->count > 1) {
        buf_addf(label, "%zu %s", c->count, k->label_plural);
        return;
    }
    if (named)
        buf_addf(label, "%s ", k->label);
    store_title(app->store, k, c->ids[0], label);
}

/* "Change Otieno, Grace: Country, Email" */
static void label_set(struct app *app, const struct kind *k, const struct chosen *c, const struct args *args,
                      struct buf *label)
{
    buf_adds(label, _("Change "));
    label_chosen(app, k, c, false, label);
    const struct arg_value *pair;
    for (size_t i = 0; (pair = args_nth(args, "field", i)); i++) {
        int field;
        if (find_field(k, pair, &field, NULL) == OK)
            buf_addf(label, "%s %s", i == 0 ? ":" : ",", k->fields[field].label);
    }
}

enum status run_set(struct app *app, const struct args *args, struct error *e)
{
    const struct kind *k = args_kind(app, args, "kind");
    struct chosen c = {0};
    struct buf label = BUF_INIT;
    enum status s = choose(app, k, args, &c, e);
    if (s == OK) {
        label_set(app, k, &c, args, &label);
        s = change_begin(app->store, label.s, e);
    }
    if (s == OK) {
        for (size_t i = 0; i < c.count && s == OK; i++)
            s = set_all(app, k, c.ids[i], args, e);
        for (size_t i = 0; i < c.count && s == OK; i++)
            s = hook_check_changed(app, k, c.ids[i], e);
        s = change_end(app->store, s, e);
    }
    if (s == OK)
        say(app, "Saved: %s", label.s);
    chosen_release(&c);
    buf_release(&label);
    return s;
}

enum status run_delete(struct app *app, const struct args *args, struct error *e)
{
    const struct kind *k = args_kind(app, args, "kind");
    struct chosen c = {0};
    struct buf label = BUF_INIT, what = BUF_INIT;
    enum status s = choose(app, k, args, &c, e);
    if (s == OK) {
        label_chosen(app, k, &c, true, &what);
        buf_addf(&label, _("Delete %s"), buf_str(&what));
        s = change_begin(app->store, label.s, e);
    }
    if (s == OK) {
        for (size_t i = 0; i < c.count && s == OK; i++)
            s = change_delete(app->store, k, c.ids[i], e);
        s = change_end(app->store, s, e);
    }
    if (s == OK) {
        say(app, "Deleted: %s (undo brings it back)", buf_str(&what));
        app_check_alliance(app);
    }
    chosen_release(&c);
    buf_release(&what);
    buf_release(&label);
    return s;
}

/* ---- list, show ---- */

#define LIST_MOST 6

static size_t list_columns(const struct app *app, const struct kind *k, struct column *columns)
{
    size_t n = 0;
    for (size_t i = FIELD_FIRST; i < k->field_count && n < LIST_MOST; i++)
        if (viewer_field(app->viewer, k, (int)i) && (k->fields[i].flags & FIELD_LISTED) && !(k->fields[i].flags & FIELD_TITLE) && k->fields[i].type != FIELD_NOTE)
            columns[n++] = (struct column){-1, (int)i};
    return n;
}

static void list_text(struct app *app, struct view *v)
{
    struct column columns[LIST_MOST];
    size_t n = list_columns(app, view_kind(v), columns);
    struct buf cell = BUF_INIT;
    print_cell(app, "ID", 9);
    print_cell(app, view_kind(v)->label, n ? 34 : 70);
    for (size_t i = 0; i < n; i++) {
        fputc(' ', app->out);
        print_cell(app, view_column_field(view_kind(v), columns[i])->label, 16);
    }
    fputc('\n', app->out);
    for (size_t at = 0; view_id(v, at); at++) {
        char end[9];
        const char *id = view_id(v, at);
        snprintf(end, sizeof end, "%s", strlen(id) > 8 ? id + strlen(id) - 8 : id);
        print_cell(app, end, 9);
        print_cell(app, view_title(v, at), n ? 34 : 70);
        for (size_t i = 0; i < n; i++) {
            buf_clear(&cell);
            view_cell(v, at, columns[i], &cell);
            fputc(' ', app->out);
            print_cell(app, buf_str(&cell), 16);
        }
        fputc('\n', app->out);
    }
    buf_release(&cell);
}

static void record_json(struct app *app, const struct record *r, struct json *j)
{
    struct buf text = BUF_INIT;
    json_object(j, NULL);
    for (size_t i = 0; i < r->kind->field_count; i++) {
        const struct field *f = &r->kind->fields[i];
        if (!viewer_field(app->viewer, r->kind, (int)i))
            continue;
        buf_clear(&text);
        if (f->type == FIELD_LINKS)
            store_display(app->store, r, (int)i, &text);
        else
            buf_adds(&text, record_get(r, (int)i));
        json_text(j, f->name, buf_str(&text));
    }
    json_end(j);
    buf_release(&text);
}

static void list_json(struct app *app, struct view *v)
{
    struct buf out = BUF_INIT;
    struct json j;
    struct record r;
    json_begin(&j, &out);
    json_array(&j, NULL);
    for (size_t at = 0; view_id(v, at); at++) {
        if (store_get(app->store, view_kind(v), view_id(v, at), &r, NULL) != OK)
            continue;
        record_json(app, &r, &j);
        record_release(&r);
        fwrite(buf_str(&out), 1, out.len, app->out); /* a record at a time: memory does not grow with the list */
        buf_clear(&out);
    }
    json_end(&j);
    fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
}

enum status run_list(struct app *app, const struct args *args, struct error *e)
{
    const struct kind *k = args_kind(app, args, "kind");
    struct view *v = view_new(app->store, k, args_flag(args, "all") || !*app->alliance ? NULL : app->alliance);
    const char *filter = args_text(args, "filter");
    enum status s = view_filter(v, filter ? filter : "", e);
    if (s == OK && args_flag(args, "json"))
        list_json(app, v);
    else if (s == OK)
        list_text(app, v);
    if (s == OK)
        say(app, "%zu of %zu %s", view_matched(v), view_total(v), k->label_plural);
    view_free(v);
    return s;
}

enum status run_show(struct app *app, const struct args *args, struct error *e)
{
    const struct kind *k = args_kind(app, args, "kind");
    char id[ID_SIZE];
    struct record r;
    enum status s = args_record(app, args, "record", id, e);
    if (s == OK)
        s = store_get(app->store, k, id, &r, e);
    if (s != OK)
        return s;
    if (args_flag(args, "json")) {
        struct buf out = BUF_INIT;
        struct json j;
        json_begin(&j, &out);
        record_json(app, &r, &j);
        fwrite(buf_str(&out), 1, out.len, app->out);
        buf_release(&out);
    } else {
        struct buf text = BUF_INIT;
        for (size_t i = 0; i < k->field_count; i++) {
            buf_clear(&text);
            store_display(app->store, &r, (int)i, &text);
            if (!text.len || (!viewer_field(app->viewer, k, (int)i) && !(k->fields[i].flags & FIELD_TITLE)))
                continue;
            print_cell(app, k->fields[i].label, 24);
            if (k->fields[i].type == FIELD_NOTE) {
                fputc('\n', app->out);
                print_wrapped(app, text.s, 4, 78);
            } else {
                print_text(app, text.s);
                fputc('\n', app->out);
            }
        }
        buf_release(&text);
    }
    record_release(&r);
    return OK;
}
