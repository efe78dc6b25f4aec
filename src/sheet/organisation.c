/* organisation.c: the page of one organisation: what is known of it, its people, and everything else that is about it. */
#include "base/tr.h"
#include "model/kinds.h"
#include "sheet/about.h"
#include "sheet/makers.h"

static void add_fields(struct sheet *s, const struct record *r, bool masked)
{
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++) {
        const struct field *f = &r->kind->fields[i];
        struct buf text = BUF_INIT;
        if (!(masked && about_names(f)))
            store_display(s->app->store, r, (int)i, &text);
        about_fact(s, r->kind, record_id(r), f->name, f->label, &text);
    }
}

enum status sheet_organisation(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    struct app *app = s->app;
    const struct kind *kind = app->model.kinds[KIND_ORGANISATION];
    struct record r;
    char id[ID_SIZE];
    enum status status = store_resolve(app->store, kind, query->what ? query->what : "", NULL, id, e);
    if (status == OK)
        status = store_get(app->store, kind, id, &r, e);
    if (status != OK)
        return status;
    sheet_begin(s, sheet_text(s, record_get(&r, ORGANISATION_NAME)), _("What is known of it, its people, and everything that is about it."),
                _("Nothing is known yet."));
    about_columns(s);
    add_fields(s, &r, query->masked);
    about_records(s, &(struct about){.kind = kind, .id = id, .masked = query->masked});
    record_release(&r);
    return OK;
}
