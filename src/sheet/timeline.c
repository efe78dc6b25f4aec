/* timeline.c: everything of the open alliance that has a day, the newest first: records of all kinds by the dates that have the
 * flag `when` (model/kind.h). Each such date is a view of its own, ordered by it; rows are the views merged, a portion at a
 * time. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "sheet/about.h"
#include "sheet/makers.h"
#include "store/view.h"

enum { PORTION = 50 };

struct stream {
    struct view *view;
    const struct kind *kind;
    int field;  /* the date */
    size_t at;  /* the next one */
    char day[DATE_SIZE]; /* of it; "": there are no more */
};

struct timeline {
    struct stream *streams;
    size_t count;
    bool masked;
};

static void read_day(struct stream *st)
{
    struct buf day = BUF_INIT;
    if (st->at < view_matched(st->view))
        view_cell(st->view, st->at, (struct column){-1, st->field}, &day);
    snprintf(st->day, sizeof st->day, "%s", buf_str(&day));
    buf_release(&day);
}

static struct stream *newest(struct timeline *t)
{
    struct stream *best = NULL;
    for (size_t i = 0; i < t->count; i++)
        if (*t->streams[i].day && (!best || strcmp(t->streams[i].day, best->day) > 0))
            best = &t->streams[i];
    return best;
}

static void add_row(struct sheet *s, const struct timeline *t, struct stream *st)
{
    struct record r;
    if (store_get(s->app->store, st->kind, view_id(st->view, st->at), &r, NULL) != OK)
        return;
    if (!about_elsewhere(s->app, &r)) {
        struct sheet_row *row = sheet_add(s, st->kind, record_id(&r));
        row->cells[ABOUT_WHAT] = st->kind->label;
        row->cells[ABOUT_AS] = st->kind->fields[st->field].label;
        row->cells[ABOUT_WHEN] = sheet_text(s, st->day);
        about_describe(s, row, &r, t->masked);
    }
    record_release(&r);
}

static bool more(struct sheet *s)
{
    struct timeline *t = s->data;
    size_t need = s->count + PORTION;
    struct stream *st;
    while (s->count < need && (st = newest(t))) {
        add_row(s, t, st);
        st->at++;
        read_day(st);
    }
    return newest(t) != NULL;
}

static void release(struct sheet *s)
{
    struct timeline *t = s->data;
    for (size_t i = 0; i < t->count; i++)
        view_free(t->streams[i].view);
    free(t->streams);
    free(t);
}

static enum status add_stream(struct sheet *s, struct timeline *t, const struct kind *kind, int field, struct error *e)
{
    t->streams = xrealloc(t->streams, (t->count + 1) * sizeof *t->streams);
    struct stream *st = &t->streams[t->count++];
    *st = (struct stream){.view = view_new(s->app->store, kind, s->app->alliance), .kind = kind, .field = field};
    enum status status = view_sort(st->view, &(struct column){-1, field}, true, e);
    if (status == OK)
        read_day(st);
    return status;
}

enum status sheet_timeline(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    const struct model *m = &s->app->model;
    struct timeline *t = xcalloc(1, sizeof *t);
    enum status status = OK;
    t->masked = query->masked;
    s->data = t;
    s->release = release;
    sheet_begin(s, _("Timeline"), _("What has a day, the newest first: sessions, promises, ratings, changes of phase, first contacts and so on."),
                _("Nothing has a day yet."));
    about_columns(s);
    for (size_t i = 0; i < m->count; i++)
        for (size_t f = FIELD_FIRST; f < m->kinds[i]->field_count && status == OK; f++)
            if (m->kinds[i]->fields[f].flags & FIELD_WHEN)
                status = add_stream(s, t, m->kinds[i], (int)f, e);
    s->more = more;
    return status;
}
