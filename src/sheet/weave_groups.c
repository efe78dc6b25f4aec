/* weave_groups.c: tables by pair or group and by challenge: how they are mixed, what is sought. See weave.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "model/kinds.h"
#include "round/mix.h"
#include "round/themes.h"
#include "sheet/weave.h"

/* ---- mix ---- */

static void add_mix(struct weave *w, struct weave_table *t, const struct matching_table *table)
{
    struct handout *s = &w->sheet;
    const struct kind *person = s->m.app->model.kinds[KIND_PERSON];
    struct weave_row *row = weave_row(t, s->m.app->model.kinds[KIND_ARRANGEMENT], table->id);
    struct buf detail = BUF_INIT;
    int broken = 0;
    row->cells[0] = table->name;
    row->cells[1] = weave_number(w, table->count);
    for (int i = 0; i < MIX_FIELDS; i++) {
        struct buf values = BUF_INIT;
        mix_values(s, mix_fields[i], table->people, table->count, &values);
        row->cells[3 + i] = weave_keep(w, &values);
    }
    for (int field = FIELD_FIRST; field < (int)person->field_count; field++)
        broken += mix_rules(s, field, table, &detail);
    size_t rules = detail.len;
    mix_remarks(s, table, &detail);
    row->remark = broken > 0 || detail.len > rules;
    row->cells[2] = broken ? _("! rule") : detail.len > rules ? _("! note") : rules ? _("= kept") : "";
    for (int i = 0; i < MIX_FIELDS; i++) {
        buf_adds(&detail, i ? "; " : "");
        buf_addf(&detail, _("%s: %s"), person->fields[mix_fields[i]].label, row->cells[3 + i]);
    }
    buf_addc(&detail, '\n');
    matching_names(&s->m, table->people, table->count, &detail);
    row->detail = weave_keep(w, &detail);
}

void weave_mix(struct weave *w, struct weave_table *t)
{
    const struct matching *m = &w->sheet.m;
    const struct kind *const *kinds = (const struct kind *const *)m->app->model.kinds;
    struct buf about = BUF_INIT;
    buf_addf(&about, _("Who is mixed with whom in round %d, and the rules that care about it."), m->round);
    t->title = _("Mix");
    t->about = weave_keep(w, &about);
    t->empty = _("Nobody has a place in this round yet.");
    t->columns[0].title = kinds[KIND_ARRANGEMENT]->label;
    t->columns[1] = (struct weave_column){.title = _("People"), .right = true};
    t->columns[2].title = _("Rules");
    for (int i = 0; i < MIX_FIELDS; i++)
        t->columns[3 + i].title = kinds[KIND_PERSON]->fields[mix_fields[i]].label;
    t->column_count = 3 + MIX_FIELDS;
    for (int i = 0; i < m->table_count; i++)
        if (m->tables[i].count)
            add_mix(w, t, &m->tables[i]);
}

/* ---- themes ---- */

/* "Wait: Barasa and Ouma" */
static void add_names(const struct themes *themes, const struct theme *theme, bool (*which)(const struct themes *, const struct theme *, int),
                      const char *label, struct buf *out)
{
    const struct matching *m = &themes->sheet->m;
    int *found = xcalloc((size_t)m->count + 1, sizeof *found), count = 0;
    for (int i = 0; i < m->count; i++)
        if (which(themes, theme, i))
            found[count++] = i;
    if (count) {
        buf_adds(out, label);
        matching_names(m, found, count, out);
        buf_addc(out, '\n');
    }
    free(found);
}

static void add_theme(struct weave *w, struct weave_table *t, const struct themes *themes, const struct theme *theme)
{
    struct weave_row *row = weave_row(t, w->sheet.m.app->model.kinds[KIND_CHALLENGE], theme->id);
    struct buf detail = BUF_INIT;
    row->cells[0] = theme->name;
    row->cells[1] = weave_number(w, theme->waiting);
    row->cells[2] = weave_number(w, theme->seats);
    row->remark = theme->waiting > theme->seats;
    row->cells[3] = !row->remark ? "" : theme->seats ? _("! few seats") : _("! no seat");
    row->cells[4] = weave_number(w, theme->seeks);
    row->cells[5] = weave_number(w, theme->offers);
    row->cells[6] = weave_number(w, theme->faces);
    add_names(themes, theme, theme_waits, _("Wait for it: "), &detail);
    add_names(themes, theme, theme_offers, _("Offer it: "), &detail);
    row->detail = weave_keep(w, &detail);
}

void weave_themes(struct weave *w, struct weave_table *t)
{
    struct themes themes;
    t->title = _("Themes");
    t->about = _("What is sought and offered, the most pressing first. Waiting: who wants it and was in nothing about it yet. "
                 "Seats: what those who offer it have time for.");
    t->empty = _("No challenges are noted in this alliance yet.");
    const struct weave_column columns[] = {{w->sheet.m.app->model.kinds[KIND_CHALLENGE]->label, false}, {_("waiting"), true}, {_("seats"), true},
                                           {"", false}, {_("seeks"), true}, {_("offers"), true}, {_("faces"), true}};
    memcpy(t->columns, columns, sizeof columns);
    t->column_count = sizeof columns / sizeof *columns;
    if (themes_init(&themes, &w->sheet, NULL) == OK)
        for (size_t i = 0; i < themes.count; i++)
            add_theme(w, t, &themes, &themes.list[i]);
    themes_release(&themes);
}
