/* import_apply.c: writes what a plan says. */
#include <stdio.h>
#include <string.h>

#include "command/exchange/import.h"
#include "command/records/hooks.h"
#include "command/records/membership.h"

struct import_writer {
    struct app *app;
    const struct import_plan *plan;
    struct error *e;
};

/* The record that a reference names and that is not there: it has a name, and belongs to the open alliance. */
static enum status write_making(struct import_writer *w, const struct import_making *m)
{
    struct record r;
    record_init(&r, m->kind);
    record_set(&r, FIELD_ID, m->id);
    bool named = false;
    for (size_t i = FIELD_FIRST; i < m->kind->field_count && !named; i++)
        if ((m->kind->fields[i].flags & FIELD_TITLE) && m->kind->fields[i].type == FIELD_TEXT) {
            record_set(&r, (int)i, m->title);
            named = true;
        }
    if (m->kind->alliance >= 0)
        record_set(&r, m->kind->alliance, w->app->alliance);
    enum status status = change_create(w->app->store, &r, w->e);
    record_release(&r);
    return status;
}

static enum status write_makings(struct import_writer *w, const struct import_making *m)
{
    enum status status = OK;
    for (; m && status == OK; m = m->next)
        if (m->needed)
            status = write_making(w, m);
    return status;
}

/* Creates it unless it is there: the membership of the open alliance may be one of the listed ones. */
static enum status create_once(struct import_writer *w, struct record *r)
{
    struct record there = {0};
    record_make_id(r);
    if (r->kind == w->plan->member && store_get(w->app->store, r->kind, record_id(r), &there, NULL) == OK) {
        record_release(&there);
        return OK;
    }
    return change_create(w->app->store, r, w->e);
}

static enum status write_links(struct import_writer *w, const struct import_row *row, const struct field *f, const char *ids)
{
    enum status status = OK;
    for (const char *p = ids; *p && status == OK; p += ID_SIZE - 1, p += *p == ';') {
        char id[ID_SIZE];
        struct record r;
        memcpy(id, p, ID_SIZE - 1);
        id[ID_SIZE - 1] = '\0';
        record_init(&r, f->reference);
        record_set(&r, f->link_from, row->id);
        record_set(&r, f->link_to, id);
        if (f->link_fixed >= 0)
            record_set(&r, f->link_fixed, f->link_value);
        hook_start(&r);
        status = create_once(w, &r);
        record_release(&r);
    }
    return status;
}

static enum status write_member(struct import_writer *w, const struct import_row *row)
{
    const struct import_plan *plan = w->plan;
    struct record m;
    enum status status = OK;
    membership_init(w->app, &m, row->id);
    for (size_t i = 0; i < plan->column_count && status == OK; i++) {
        if (plan->columns[i].target != TARGET_MEMBER || !row->values[i])
            continue;
        if (row->joins)
            record_set(&m, plan->columns[i].field, row->values[i]);
        else
            status =
                change_set(w->app->store, plan->member, record_id(&m), plan->columns[i].field, row->values[i], w->e);
    }
    if (row->joins && status == OK)
        status = change_create(w->app->store, &m, w->e);
    record_release(&m);
    return status;
}

static enum status write_new(struct import_writer *w, const struct import_row *row)
{
    const struct import_plan *plan = w->plan;
    struct record r;
    record_init(&r, plan->kind);
    record_set(&r, FIELD_ID, row->id);
    if (row->in_alliance)
        record_set(&r, plan->kind->alliance, w->app->alliance);
    for (size_t i = 0; i < plan->column_count; i++)
        if (plan->columns[i].target == TARGET_FIELD && row->values[i])
            record_set(&r, plan->columns[i].field, row->values[i]);
    enum status status = change_create(w->app->store, &r, w->e);
    record_release(&r);
    return status;
}

static enum status write_changed(struct import_writer *w, const struct import_row *row)
{
    const struct import_plan *plan = w->plan;
    enum status status = OK;
    for (size_t i = 0; i < plan->column_count && status == OK; i++)
        if (plan->columns[i].target == TARGET_FIELD && row->values[i])
            status = change_set(w->app->store, plan->kind, row->id, plan->columns[i].field, row->values[i], w->e);
    return status;
}

static enum status write_row(struct import_writer *w, const struct import_row *row)
{
    const struct import_plan *plan = w->plan;
    if (row->result != IMPORT_NEW && row->result != IMPORT_CHANGED)
        return OK;
    enum status status = row->result == IMPORT_NEW ? write_new(w, row) : write_changed(w, row);
    if (status == OK && plan->member) /* before the links: it may be one of them, and knows more */
        status = write_member(w, row);
    for (size_t i = 0; i < plan->column_count && status == OK; i++)
        if (plan->columns[i].target == TARGET_LINKS && row->values[i])
            status = write_links(w, row, &plan->kind->fields[plan->columns[i].field], row->values[i]);
    if (status != OK)
        error_at(w->e, plan->name, row->line, 0);
    return status;
}

static enum status write_all(struct import_writer *w)
{
    const struct import_plan *plan = w->plan;
    const struct progress *progress = &w->app->progress;
    enum status status = change_many(w->app->store, plan->counts[IMPORT_NEW] + plan->made, w->e);
    if (status == OK)
        status = write_makings(w, plan->makings);
    for (size_t i = 0; i < plan->row_count && status == OK; i++) {
        if (i % 512 == 511 && progress->step && progress->step(progress->data, "taking in rows", i, plan->row_count))
            status = error_set(w->e, ERR_CANCELLED, "stopped; nothing was changed");
        else
            status = write_row(w, &plan->rows[i]);
    }
    return status == OK ? change_many_done(w->app->store, w->e) : status;
}

enum status import_apply(struct app *app, const struct import_plan *plan, struct error *e)
{
    struct import_writer w = {app, plan, e};
    char label[CHANGE_LABEL];
    size_t n = import_writes(plan);
    if (n == 0)
        return OK;
    struct buf word = BUF_INIT;
    buf_adds(&word, n == 1 ? plan->kind->label : plan->kind->label_plural);
    if (word.s[0] >= 'A' && word.s[0] <= 'Z')
        word.s[0] = (char)(word.s[0] - 'A' + 'a');
    snprintf(label, sizeof label, "Import %zu %s from %s", n, word.s, plan->name);
    buf_release(&word);
    enum status status = change_begin(app->store, label, e);
    if (status != OK)
        return status;
    status = write_all(&w);
    return change_end(app->store, status, e);
}

size_t import_writes(const struct import_plan *plan)
{
    return plan->counts[IMPORT_NEW] + plan->counts[IMPORT_CHANGED];
}
