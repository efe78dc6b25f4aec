/* search.c: words looked for everywhere (app/find.h), place by place: a place is looked in when its rows are asked for. */
#include <stdlib.h>

#include "app/find.h"
#include "base/mem.h"
#include "base/tr.h"
#include "sheet/makers.h"

enum { LABEL, GROUP, TITLE, EXCERPT, COUNT, LIST }; /* columns */
enum { PORTION = 100 };

struct searching {
    struct finder *finder;
    bool own;
    size_t group, hit; /* the next one that becomes a row */
};

static void release(struct sheet *s)
{
    struct searching *d = s->data;
    if (d->own)
        finder_free(d->finder);
    free(d);
}

/* Where it is opened: a record by itself. */
static const char *id_of(const struct found *hit, struct buf *id, struct buf *place)
{
    if (hit->what == FOUND_ENTRY) {
        buf_addf(id, "%s/%s", hit->kind->name, hit->id);
        buf_addf(place, ">%s %s", hit->kind->name, hit->id);
    } else if (hit->what == FOUND_POINT) {
        buf_addf(id, "%s/%s", hit->list, hit->id);
        buf_addf(place, "%s alliance - %s", hit->list, hit->id);
    } else {
        buf_adds(id, hit->id);
        buf_adds(place, hit->id);
    }
    return buf_str(id);
}

static void name_group(struct sheet *s, struct sheet_row *row, const struct found_group *g)
{
    struct buf label = BUF_INIT;
    buf_addf(&label, "%s (%zu)", g->label, g->count);
    row->cells[LABEL] = sheet_take(s, &label);
    row->cells[GROUP] = sheet_text(s, g->name);
    row->cells[COUNT] = sheet_number(s, (long long)g->count);
}

static void add_hit(struct sheet *s, struct finder *f, const struct found_group *g, const struct found *hit)
{
    static const enum command_id leads[] = {
        [FOUND_QUESTION] = CMD_GO_WALK, [FOUND_RECORD] = COMMANDS, [FOUND_POINT] = CMD_GO_SCORES, [FOUND_ENTRY] = CMD_GO_LIBRARY};
    struct buf id = BUF_INIT, place = BUF_INIT, excerpt = BUF_INIT;
    bool record = hit->what == FOUND_RECORD;
    struct sheet_row *row = sheet_add(s, record ? hit->kind : NULL, id_of(hit, &id, &place));
    finder_excerpt(f, hit, &excerpt);
    name_group(s, row, g);
    row->cells[TITLE] = sheet_text(s, buf_str(&hit->title));
    row->cells[EXCERPT] = sheet_take(s, &excerpt);
    row->cells[LIST] = sheet_text(s, hit->what == FOUND_POINT ? hit->list : "");
    row->personal = (hit->personal ? 1u << TITLE : 0) | (record ? 1u << EXCERPT : 0);
    if (!record)
        sheet_lead(s, row, leads[hit->what], buf_str(&place));
    buf_release(&id);
    buf_release(&place);
}

static void add_rest(struct sheet *s, const struct found_group *g)
{
    struct buf text = BUF_INIT, id = BUF_INIT;
    buf_addf(&id, "%s/*", g->name);
    struct sheet_row *row = sheet_add(s, NULL, buf_str(&id));
    buf_addf(&text, _("and %zu more"), g->count - g->hit_count);
    name_group(s, row, g);
    row->cells[TITLE] = sheet_take(s, &text);
    row->tone = TONE_DIM;
    row->aside = true;
    buf_release(&id);
}

/* A place that cannot be read is said where its rows would be. */
static void add_failure(struct sheet *s, const struct error *e)
{
    struct sheet_row *row = sheet_add(s, NULL, "");
    row->cells[TITLE] = sheet_text(s, e->what);
    row->tone = TONE_LATE;
    row->aside = true;
}

static bool more(struct sheet *s)
{
    struct searching *d = s->data;
    struct error e = {0};
    bool further = true;
    while (d->group == finder_groups(d->finder) && further)
        if (finder_next(d->finder, &further, &e) != OK) {
            add_failure(s, &e);
            return false;
        }
    if (d->group == finder_groups(d->finder))
        return false;
    const struct found_group *g = finder_group(d->finder, d->group);
    for (size_t i = 0; i < PORTION && d->hit < g->hit_count; i++)
        add_hit(s, d->finder, g, &g->hits[d->hit++]);
    if (d->hit < g->hit_count)
        return true;
    if (g->count > g->hit_count)
        add_rest(s, g);
    d->group++;
    d->hit = 0;
    return true;
}

enum status sheet_search(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    struct searching *d = xcalloc(1, sizeof *d);
    const char *words = query->what ? query->what : "";
    struct buf empty = BUF_INIT;
    (void)e;
    d->own = !query->finder;
    d->finder = query->finder ? query->finder : finder_new(s->app);
    s->data = d;
    s->release = release;
    s->more = more;
    s->searches = true;
    finder_begin(d->finder, words, query->most ? query->most : SIZE_MAX);
    buf_addf(&empty, _("Nothing has '%s'."), words);
    sheet_begin(s, _("Find everywhere"), "", sheet_take(s, &empty));
    sheet_column(s, "label", "", SHEET_GROUP | SHEET_DRAWN);
    sheet_widths(s, 14, 24);
    sheet_column(s, "group", "", SHEET_DATA);
    sheet_column(s, "title", "", 0);
    sheet_widths(s, 24, 60);
    sheet_column(s, "excerpt", "", SHEET_DIM);
    sheet_widths(s, 16, 200);
    sheet_column(s, "count", "", SHEET_DATA | SHEET_NUMBER);
    sheet_column(s, "checklist", "", SHEET_DATA);
    return OK;
}
