#include "command/exchange/export_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define PIECE (64u << 10) /* written at once */

void export_rows_init(struct export_rows *r, struct app *app, const struct kind *kind, enum flavour flavour)
{
    *r = (struct export_rows){.app = app, .csv = {.flavour = flavour}, .kind = kind};
    r->fields = xcalloc(kind->field_count, sizeof *r->fields);
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct field *f = &kind->fields[i];
        if (f->type == FIELD_LINKS && flavour == FLAVOUR_INTERCHANGE) /* the linking records have a file of their own */
            continue;
        if (viewer_field(app->viewer, kind, (int)i))
            r->fields[r->field_count++] = (int)i;
    }
}

void export_rows_release(struct export_rows *r)
{
    free(r->fields);
    buf_release(&r->out);
    buf_release(&r->cell);
    *r = (struct export_rows){0};
}

/* ---- what a spreadsheet shows ---- */

/* A title in a list must not hold what separates the list. */
static void add_listed(struct buf *out, const char *title)
{
    if (out->len)
        buf_adds(out, "; ");
    for (; *title; title++)
        buf_addc(out, *title == ';' ? ',' : *title);
}

struct export_links {
    struct export_rows *rows;
    const struct field *field;
    struct buf title;
};

static bool add_link(void *data, const struct record *via)
{
    struct export_links *l = data;
    const struct kind *to = l->field->reference->fields[l->field->link_to].reference;
    const char *id = record_get(via, l->field->link_to);
    if (l->field->link_fixed >= 0 && strcmp(record_get(via, l->field->link_fixed), l->field->link_value) != 0)
        return true;
    if (!*id)
        return true;
    buf_clear(&l->title);
    store_title(l->rows->app->store, to, id, &l->title);
    add_listed(&l->rows->cell, l->title.len ? l->title.s : id);
    return true;
}

static void show_links(struct export_rows *r, const struct record *record, const struct field *f)
{
    struct export_links links = {r, f, BUF_INIT};
    if (f->reference->fields[f->link_to].type != FIELD_REFERENCE)
        return;
    enum status status =
        store_each(r->app->store, f->reference, f->link_from, record_id(record), add_link, &links, r->e);
    if (r->status == OK)
        r->status = status;
    buf_release(&links.title);
}

static void show_choices(struct export_rows *r, const struct field *f, const char *value)
{
    while (*value) {
        size_t n = strcspn(value, ";");
        char *name = xstrndup(value, n);
        add_listed(&r->cell, field_choice_label(f, name));
        free(name);
        value += n + (value[n] == ';');
    }
}

static void show_value(struct export_rows *r, const struct record *record, int field)
{
    const struct field *f = &record->kind->fields[field];
    const char *value = record_get(record, field);
    if (f->type == FIELD_LINKS)
        show_links(r, record, f);
    else if (f->type == FIELD_CHOICES)
        show_choices(r, f, value);
    else if (f->type == FIELD_REFERENCE && *value)
        store_title(r->app->store, f->reference, value, &r->cell);
    else if (f->type == FIELD_CHOICE || f->type == FIELD_YESNO)
        field_show(f, value, &r->cell);
    else
        buf_adds(&r->cell, value);
}

/* ---- rows ---- */

static void flush(struct export_rows *r, size_t least)
{
    if (r->out.len < least || r->status != OK)
        return;
    r->status = r->put(r->data, buf_str(&r->out), r->out.len, r->e);
    buf_clear(&r->out);
}

static bool write_record(void *data, const struct record *record)
{
    struct export_rows *r = data;
    if (!viewer_row(r->app->viewer, record))
        return true;
    for (size_t i = 0; i < r->field_count; i++) {
        if (r->csv.flavour == FLAVOUR_INTERCHANGE) {
            csv_cell(&r->csv, record_get(record, r->fields[i]));
            continue;
        }
        buf_clear(&r->cell);
        show_value(r, record, r->fields[i]);
        csv_cell(&r->csv, buf_str(&r->cell));
    }
    csv_end_row(&r->csv);
    r->records++;
    flush(r, PIECE);
    const struct progress *p = &r->app->progress;
    if (r->status == OK && r->records % 1024 == 0 && p->step && p->step(p->data, "writing records", r->records, 0))
        r->status = error_set(r->e, ERR_CANCELLED, "stopped; nothing was written");
    return r->status == OK;
}

enum status export_rows_write(struct export_rows *r, enum status (*put)(void *data, const char *bytes, size_t n, struct error *e),
                       void *data, struct error *e)
{
    r->put = put;
    r->data = data;
    r->e = e;
    r->csv = csv_begin(&r->out, r->csv.flavour);
    for (size_t i = 0; i < r->field_count; i++) {
        const struct field *f = &r->kind->fields[r->fields[i]];
        csv_cell(&r->csv, r->csv.flavour == FLAVOUR_INTERCHANGE ? f->name : f->label);
    }
    csv_end_row(&r->csv);
    /* Programs take the order of making, which is the fastest; people like names in theirs. For the public the order must
     * tell nothing: two files in the order of people could be laid side by side. */
    bool whole = viewer_audience(r->app->viewer) == AUDIENCE_PUBLIC || (r->csv.flavour == FLAVOUR_INTERCHANGE && !r->kind->keyed);
    enum status status = whole ? store_scan(r->app->store, r->kind, write_record, r, e)
                               : store_each(r->app->store, r->kind, -1, NULL, write_record, r, e);
    if (r->status == OK)
        r->status = status;
    flush(r, 0);
    return r->status;
}
