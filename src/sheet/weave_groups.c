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

static void add_mix(struct weave *w, struct sheet *t, const struct matching_table *table)
{
    struct handout *s = &w->handout;
    const struct kind *person = s->m.app->model.kinds[KIND_PERSON];
    struct sheet_row *row = sheet_add(t, s->m.app->model.kinds[KIND_ARRANGEMENT], table->id);
    struct buf detail = BUF_INIT;
    int broken = 0;
    row->cells[0] = table->name;
    row->cells[1] = sheet_number(t, table->count);
    for (int i = 0; i < MIX_FIELDS; i++) {
        struct buf values = BUF_INIT;
        mix_values(s, mix_fields[i], table->people, table->count, &values);
        row->cells[3 + i] = sheet_take(t, &values);
    }
    for (int field = FIELD_FIRST; field < (int)person->field_count; field++)
        broken += mix_rules(s, field, table, &detail);
    size_t rules = detail.len;
    mix_remarks(s, table, &detail);
    if (broken > 0 || detail.len > rules)
        row->tone = TONE_WARN, row->toned = 1u << 2;
    row->cells[2] = broken ? _("! rule") : detail.len > rules ? _("! note") : rules ? _("= kept") : "";
    for (int i = 0; i < MIX_FIELDS; i++) {
        buf_adds(&detail, i ? "; " : "");
        buf_addf(&detail, _("%s: %s"), person->fields[mix_fields[i]].label, row->cells[3 + i]);
    }
    buf_addc(&detail, '\n');
    matching_names(&s->m, table->people, table->count, &detail);
    sheet_fact_personal(t, row, "", buf_str(&detail));
    buf_release(&detail);
}

void weave_mix(struct weave *w, struct sheet *t)
{
    const struct matching *m = &w->handout.m;
    const struct kind *const *kinds = (const struct kind *const *)m->app->model.kinds;
    struct buf about = BUF_INIT;
    buf_addf(&about, _("Who is mixed with whom in round %d, and the rules that care about it."), m->round);
    sheet_begin(t, _("Mix"), sheet_take(t, &about),
                _("Nobody has a place in this round yet."));
    sheet_column(t, "arrangement", kinds[KIND_ARRANGEMENT]->label, 0);
    sheet_column(t, "people", _("People"), SHEET_NUMBER);
    sheet_column(t, "rules", _("Rules"), 0);
    for (int i = 0; i < MIX_FIELDS; i++) {
        const struct field *f = &kinds[KIND_PERSON]->fields[mix_fields[i]];
        sheet_column(t, f->name, f->label, 0);
    }
    for (int i = 0; i < m->table_count; i++)
        if (m->tables[i]->count)
            add_mix(w, t, m->tables[i]);
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

static void add_theme(struct weave *w, struct sheet *t, const struct themes *themes, const struct theme *theme)
{
    struct sheet_row *row = sheet_add(t, w->handout.m.app->model.kinds[KIND_CHALLENGE], theme->id);
    struct buf detail = BUF_INIT;
    row->cells[0] = theme->name;
    row->cells[1] = sheet_number(t, theme->waiting);
    row->cells[2] = sheet_number(t, theme->seats);
    bool short_of_seats = theme->waiting > theme->seats;
    if (short_of_seats)
        row->tone = TONE_WARN, row->toned = 1u << 3;
    row->cells[3] = !short_of_seats ? "" : theme->seats ? _("! few seats") : _("! no seat");
    row->cells[4] = sheet_number(t, theme->seeks);
    row->cells[5] = sheet_number(t, theme->offers);
    row->cells[6] = sheet_number(t, theme->faces);
    row->cells[7] = sheet_number(t, theme->pressure);
    add_names(themes, theme, theme_waits, _("Wait for it: "), &detail);
    add_names(themes, theme, theme_offers, _("Offer it: "), &detail);
    sheet_fact_personal(t, row, "", buf_str(&detail));
    buf_release(&detail);
}

void weave_themes(struct weave *w, struct sheet *t)
{
    struct themes themes;
    sheet_begin(t, _("Themes"), _("What is sought and offered, the most pressing first. Waiting: who wants it and was in nothing about it yet. "
                 "Seats: what those who offer it have time for."),
                _("No challenges are noted in this alliance yet."));
    sheet_column(t, "challenge", w->handout.m.app->model.kinds[KIND_CHALLENGE]->label, 0);
    sheet_column(t, "waiting", _("waiting"), SHEET_NUMBER);
    sheet_column(t, "seats", _("seats"), SHEET_NUMBER);
    sheet_column(t, "remark", "", 0);
    sheet_column(t, "seeks", _("seeks"), SHEET_NUMBER);
    sheet_column(t, "offers", _("offers"), SHEET_NUMBER);
    sheet_column(t, "faces", _("faces"), SHEET_NUMBER);
    sheet_column(t, "pressure", _("pressure"), SHEET_NUMBER | SHEET_DATA);
    if (themes_init(&themes, &w->handout, NULL) == OK)
        for (size_t i = 0; i < themes.count; i++)
            add_theme(w, t, &themes, &themes.list[i]);
    themes_release(&themes);
}
