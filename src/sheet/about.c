#include "sheet/about.h"

#include <string.h>

#include "base/date.h"
#include "base/sort.h"
#include "base/tr.h"
#include "model/facts.h"
#include "model/kinds.h"

struct about_reading {
    struct sheet *s;
    const struct about *a;
    int field; /* that refers to the record of the page */
    int said;  /* that the word for the record says already; -1 */
    char today[DATE_SIZE];
};

void about_columns(struct sheet *s)
{
    static const struct {
        const char *name, *title;
    } columns[] = {
        [ABOUT_WHAT] = {"what", N_("What")}, [ABOUT_NAME] = {"name", ""}, [ABOUT_AS] = {"as", N_("Role")},
        [ABOUT_MORE] = {"more", N_("More")}, [ABOUT_WHEN] = {"when", N_("When")},
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        sheet_column(s, columns[i].name, *columns[i].title ? tr(columns[i].title) : "", 0);
    s->columns[ABOUT_WHAT].least = 8;
    s->columns[ABOUT_NAME].least = 29;
    s->columns[ABOUT_MORE].least = 15;
    s->columns[ABOUT_WHEN].least = sizeof "2018-06-30" - 1;
}

void about_fact(struct sheet *s, const struct kind *kind, const char *id, const char *field, const char *label, struct buf *text)
{
    if (text->len) {
        struct sheet_row *row = sheet_add(s, kind, id);
        row->place = sheet_text(s, field);
        row->cells[ABOUT_WHAT] = label;
        row->cells[ABOUT_NAME] = sheet_text(s, text->s);
    }
    buf_release(text);
}

/* ---- one record in words ---- */

bool about_names(const struct field *f)
{
    if (f->flags & FIELD_PERSONAL)
        return true;
    for (size_t i = FIELD_FIRST; f->type == FIELD_REFERENCE && i < f->reference->field_count; i++)
        if ((f->reference->fields[i].flags & FIELD_TITLE) && about_names(&f->reference->fields[i]))
            return true;
    return false;
}

/* What is told of a record: all but these fields, and, where names are masked, those. */
struct telling {
    struct sheet *s;
    const struct record *r;
    int field, said;
    bool masked;
};

/* May the field be said, and has it something to say? */
static bool says(const struct telling *t, int field)
{
    return field != t->field && field != t->said && record_has(t->r, field) && !(t->masked && about_names(&t->r->kind->fields[field]));
}

/* The parts of its title that tell it from others of the page; where there are none, its alliance. */
static void add_name(const struct telling *t, struct buf *out)
{
    const struct kind *k = t->r->kind;
    for (size_t i = FIELD_FIRST; i < k->field_count; i++) {
        if (!(k->fields[i].flags & FIELD_TITLE) || k->fields[i].flags & FIELD_WHEN || !says(t, (int)i))
            continue;
        buf_adds(out, out->len ? ", " : "");
        store_display(t->s->app->store, t->r, (int)i, out);
    }
    if (!out->len && k->alliance >= 0)
        store_display(t->s->app->store, t->r, k->alliance, out);
}

struct company {
    struct sheet *s;
    const char *person;
    struct buf *out;
};

static bool add_companion(void *data, const struct record *place)
{
    struct company *c = data;
    const char *id = record_get(place, PLACEMENT_PERSON);
    if (strcmp(id, c->person) == 0)
        return true;
    buf_adds(c->out, c->out->len ? "; " : "");
    store_title(c->s->app->store, c->s->app->model.kinds[KIND_PERSON], id, c->out);
    return true;
}

/* With whom a place is shared: no field of it, and what one wants to know first. */
static void add_company(struct sheet *s, struct sheet_row *row, const struct record *place, struct buf *out)
{
    struct buf with = BUF_INIT;
    struct company c = {s, record_get(place, PLACEMENT_PERSON), &with};
    store_each(s->app->store, place->kind, PLACEMENT_ARRANGEMENT, record_get(place, PLACEMENT_ARRANGEMENT), add_companion, &c, NULL);
    if (with.len)
        buf_addf(out, _("%s: %s"), _("With"), with.s);
    sheet_fact_personal(s, row, _("With"), buf_str(&with));
    buf_release(&with);
}

static void add_more(const struct telling *t, struct buf *out)
{
    const struct kind *k = t->r->kind;
    struct buf value = BUF_INIT;
    for (size_t i = FIELD_FIRST; i < k->field_count; i++) {
        unsigned flags = k->fields[i].flags;
        if (!(flags & FIELD_LISTED) || flags & (FIELD_TITLE | FIELD_WHEN) || (int)i == k->alliance || !says(t, (int)i))
            continue;
        buf_clear(&value);
        store_display(t->s->app->store, t->r, (int)i, &value);
        buf_adds(out, out->len ? "; " : "");
        buf_addf(out, _("%s: %s"), k->fields[i].label, buf_str(&value));
    }
    buf_release(&value);
}

static void add_facts(const struct telling *t, struct sheet_row *row)
{
    const struct kind *k = t->r->kind;
    struct buf value = BUF_INIT;
    for (size_t i = FIELD_FIRST; i < k->field_count; i++) {
        if ((int)i == k->alliance || !says(t, (int)i))
            continue;
        buf_clear(&value);
        store_display(t->s->app->store, t->r, (int)i, &value);
        (about_names(&k->fields[i]) ? sheet_fact_personal : sheet_fact)(t->s, row, k->fields[i].label, buf_str(&value));
    }
    buf_release(&value);
}

static void tell(const struct telling *t, struct sheet_row *row)
{
    struct buf name = BUF_INIT, more = BUF_INIT;
    add_name(t, &name);
    if (t->r->kind->index == KIND_PLACEMENT && !t->masked)
        add_company(t->s, row, t->r, &more);
    add_more(t, &more);
    add_facts(t, row);
    row->cells[ABOUT_NAME] = sheet_take(t->s, &name);
    row->cells[ABOUT_MORE] = sheet_take(t->s, &more);
}

void about_describe(struct sheet *s, struct sheet_row *row, const struct record *r, bool masked)
{
    tell(&(struct telling){s, r, -1, -1, masked}, row);
}

/* ---- all that are about it ---- */

bool about_is(const struct field *f, const struct kind *kind)
{
    return f->flags & FIELD_ABOUT && f->type == FIELD_REFERENCE && f->reference == kind;
}

/* Kinds whose records have words of their own for how they are about it. */
static const struct {
    enum kind_id kind;
    int field;
    const char *word;
} words[] = {
    {KIND_PLACEMENT, PLACEMENT_PERSON, N_("Works in")},
    {KIND_OBJECTIVE, OBJECTIVE_PERSON, N_("Learns")},
    {KIND_OBJECTIVE, OBJECTIVE_VIA_PERSON, N_("Others learn")},
};

static const char *own_word(const struct about_reading *g, const struct kind *kind)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].kind == kind->index && words[i].field == g->field)
            return tr(words[i].word);
    return NULL;
}

/* Host, guest: said where the kind can be about it in several ways. */
static const char *role(const struct about_reading *g, const struct kind *kind)
{
    int ways = 0;
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++)
        ways += about_is(&kind->fields[i], g->a->kind);
    return ways > 1 && !own_word(g, kind) ? kind->fields[g->field].label : "";
}

/* "Faces", "Offers": what the page's own kind calls such links; else a word of its own, or the label of the kind. */
static const char *word_for(struct about_reading *g, const struct record *r)
{
    g->said = -1;
    for (size_t i = FIELD_FIRST; i < g->a->kind->field_count; i++) {
        const struct field *f = &g->a->kind->fields[i];
        if (f->type == FIELD_LINKS && f->reference == r->kind && f->link_fixed >= 0 && record_is(r, f->link_fixed, f->link_value)) {
            g->said = f->link_fixed;
            return f->label;
        }
    }
    return own_word(g, r->kind) ? own_word(g, r->kind) : r->kind->label;
}

/* Does it belong to an alliance that is not the open one, itself or by what owns it? */
bool about_elsewhere(struct app *app, const struct record *r)
{
    const struct kind *k = r->kind;
    if (k->alliance >= 0)
        return *app->alliance && record_has(r, k->alliance) && !record_is(r, k->alliance, app->alliance);
    bool away = false;
    for (size_t i = FIELD_FIRST; i < k->field_count && !away; i++) {
        const struct field *f = &k->fields[i];
        struct record owner;
        bool owned = f->flags & FIELD_OWNER && f->reference->alliance >= 0 &&
                     f->reference->fields[f->reference->alliance].flags & FIELD_REQUIRED;
        if (!owned || store_get(app->store, f->reference, record_get(r, (int)i), &owner, NULL) != OK)
            continue;
        away = about_elsewhere(app, &owner);
        record_release(&owner);
    }
    return away;
}

/* It has a row already: it is about the same in another way, too. */
static bool is_shown(const struct about_reading *g, const struct record *r)
{
    for (int i = FIELD_FIRST; i < g->field; i++)
        if (about_is(&r->kind->fields[i], g->a->kind) && record_is(r, i, g->a->id))
            return true;
    return false;
}

/* The latest of the days that put it into the timeline. */
static const char *day_of(const struct record *r)
{
    const char *day = "";
    for (size_t i = FIELD_FIRST; i < r->kind->field_count; i++)
        if (r->kind->fields[i].flags & FIELD_WHEN && strcmp(record_get(r, (int)i), day) > 0)
            day = record_get(r, (int)i);
    return day;
}

static bool add_record(void *data, const struct record *r)
{
    struct about_reading *g = data;
    const char *due;
    if (about_elsewhere(g->s->app, r) || is_shown(g, r))
        return true;
    struct sheet_row *row = sheet_add(g->s, r->kind, record_id(r));
    row->cells[ABOUT_WHAT] = word_for(g, r);
    row->cells[ABOUT_AS] = role(g, r->kind);
    row->cells[ABOUT_WHEN] = sheet_text(g->s, day_of(r));
    tell(&(struct telling){g->s, r, g->field, g->said, g->a->masked}, row);
    if (record_wants(r, g->today, &due) && *due && strcmp(due, g->today) < 0) {
        row->tone = TONE_LATE;
        row->toned = 1u << ABOUT_WHEN;
    }
    return true;
}

/* Those with a word of the page's own stay together; the newest first. */
static int newest_first(const void *a, const void *b)
{
    const struct sheet_row *x = a, *y = b;
    int word = strcmp(x->cells[ABOUT_WHAT], y->cells[ABOUT_WHAT]);
    return word ? word : strcmp(y->cells[ABOUT_WHEN], x->cells[ABOUT_WHEN]);
}

void about_records(struct sheet *s, const struct about *a)
{
    struct about_reading g = {.s = s, .a = a};
    const struct model *m = &s->app->model;
    date_today(g.today);
    for (size_t i = 0; i < m->count; i++) {
        const struct kind *k = m->kinds[i];
        size_t first = s->count;
        if (k == a->except || (a->only && k != a->only))
            continue;
        for (size_t f = FIELD_FIRST; f < k->field_count; f++)
            if (about_is(&k->fields[f], a->kind)) {
                g.field = (int)f;
                store_each(s->app->store, k, g.field, a->id, add_record, &g, NULL);
            }
        if (s->count > first + 1)
            sort_stable(s->rows + first, s->count - first, sizeof *s->rows, newest_first);
    }
}

/* ---- little room ---- */

enum { TOGETHER = 5 }; /* records named in one line */

/* "Replace day tickets (From whom, 2018-06-30)" */
static void add_row(const struct sheet_row *row, struct buf *out)
{
    const char *as = row->cells[ABOUT_AS], *when = row->cells[ABOUT_WHEN];
    buf_addf(out, "%s%s", out->len ? "; " : "", row->cells[ABOUT_NAME]);
    if (*as || *when)
        buf_addf(out, " (%s%s%s)", as, *as && *when ? ", " : "", when);
}

static bool is_same_line(const struct sheet_row *a, const struct sheet_row *b)
{
    return a->kind == b->kind && !*a->place && !*b->place && strcmp(a->cells[ABOUT_WHAT], b->cells[ABOUT_WHAT]) == 0;
}

size_t about_line(const struct sheet *s, size_t at, struct buf *text)
{
    size_t next = at + 1;
    add_row(&s->rows[at], text);
    for (; next < s->count && is_same_line(&s->rows[at], &s->rows[next]); next++)
        if (next < at + TOGETHER)
            add_row(&s->rows[next], text);
    if (next > at + TOGETHER)
        buf_addf(text, trn("; %zu more", "; %zu more", next - at - TOGETHER), next - at - TOGETHER);
    return next;
}
