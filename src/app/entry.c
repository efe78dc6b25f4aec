#include "app/entry.h"

#include <string.h>

#include "base/tr.h"
#include "model/entry_links.h"

/* A field's links by what they are called. */
static void add_links(struct app *app, const struct shelf *shelf, size_t entry, int field, struct buf *out)
{
    struct entry_link links[LINKS_MOST];
    size_t n = entry_links(&app->content->library, shelf, entry, field, links, LINKS_MOST);
    for (size_t i = 0; i < n; i++) {
        const char *label = entry_link_label(&links[i], &app->guide);
        buf_adds(out, i ? "; " : "");
        if (!links[i].shelf && strcmp(label, links[i].id) != 0)
            buf_addf(out, "%s ", links[i].id);
        buf_adds(out, label);
    }
}

void entry_value(struct app *app, const struct shelf *shelf, size_t entry, int field, struct buf *out)
{
    size_t start = out->len;
    const struct field *f = &shelf->kind->fields[field];
    add_links(app, shelf, entry, field, out);
    if (out->len == start)
        shelf_show(shelf, entry, field, out);
    if (out->len > start && shelf_stands_in(shelf, entry, f->name))
        buf_adds(out, _(" (en)"));
}

void entry_gist(struct app *app, const struct shelf *shelf, size_t entry, struct buf *out)
{
    size_t start = out->len;
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count && out->len == start; i++) {
        const struct field *f = &shelf->kind->fields[i];
        bool text = f->type == FIELD_NOTE || f->type == FIELD_TEXT;
        if (text && (f->flags & FIELD_LISTED) && !(f->flags & FIELD_TITLE))
            entry_value(app, shelf, entry, (int)i, out);
    }
}

void term_text(struct app *app, const struct term_hit *hit, struct buf *out)
{
    entry_gist(app, hit->shelf, hit->entry, out);
    int see = kind_field(hit->shelf->kind, "see");
    struct buf also = BUF_INIT;
    if (see >= 0)
        add_links(app, hit->shelf, hit->entry, see, &also);
    if (also.len)
        buf_addf(out, _("\nSee also: %s"), also.s);
    buf_release(&also);
}
