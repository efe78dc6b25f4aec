/* find.c: see find.h. */
#include "app/find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "store/search.h"

/* Guiding questions and points of checklists, folded. */
struct point {
    size_t list, item;
    char *folded;
};

struct finder {
    struct app *app;
    char alliance[ID_SIZE];
    struct search **kinds; /* by kind of the model; NULL until looked in */
    size_t kind_count;
    struct point *points;
    size_t point_count, point_cap;
    struct found_group *groups;
    size_t group_count, group_cap;
    struct buf words; /* folded */
    size_t most;      /* hits of a group */
    size_t step;      /* places looked in: 0 questions, then kinds, checklists, library */
};

/* ---- start and end ---- */

struct finder *finder_new(struct app *app)
{
    struct finder *f = xcalloc(1, sizeof *f);
    f->app = app;
    return f;
}

static void drop_groups(struct finder *f)
{
    for (size_t i = 0; i < f->group_count; i++) {
        for (size_t h = 0; h < f->groups[i].hit_count; h++)
            buf_release(&f->groups[i].hits[h].title);
        free(f->groups[i].hits);
    }
    f->group_count = 0;
}

void finder_refresh(struct finder *f)
{
    for (size_t i = 0; i < f->kind_count; i++)
        search_free(f->kinds[i]);
    free(f->kinds);
    f->kinds = NULL;
    f->kind_count = 0;
    for (size_t i = 0; i < f->point_count; i++)
        free(f->points[i].folded);
    f->point_count = 0;
}

void finder_free(struct finder *f)
{
    if (!f)
        return;
    finder_refresh(f);
    drop_groups(f);
    free(f->points);
    free(f->groups);
    buf_release(&f->words);
    free(f);
}

/* ---- groups and hits ---- */

static struct found_group *add_group(struct finder *f, const char *name, const char *label)
{
    GROW(f->groups, f->group_count + 1, f->group_cap);
    struct found_group *g = &f->groups[f->group_count++];
    *g = (struct found_group){0};
    snprintf(g->name, sizeof g->name, "%s", name);
    snprintf(g->label, sizeof g->label, "%s", label);
    return g;
}

/* Groups without a hit are not kept. */
static void end_group(struct finder *f)
{
    struct found_group *g = &f->groups[f->group_count - 1];
    if (g->count == 0) {
        free(g->hits);
        f->group_count--;
    }
}

/* The next hit to fill in; NULL when there are enough, but it is counted. */
static struct found *add_hit(struct found_group *g, size_t most)
{
    g->count++;
    if (g->hit_count == most)
        return NULL;
    GROW(g->hits, g->hit_count + 1, g->hit_room);
    g->hits[g->hit_count] = (struct found){0};
    return &g->hits[g->hit_count++];
}

/* ---- questions and points ---- */

static void read_points(struct finder *f)
{
    struct content *c = f->app->content;
    for (size_t list = 0; list < c->count; list++) {
        const struct instrument *in = &c->checklists[list].instrument;
        for (size_t item = 0; item < in->count; item++) {
            struct buf text = BUF_INIT, folded = BUF_INIT;
            buf_addf(&text, "%s\n", in->items[item].id);
            for (int w = 0; w < WORDINGS; w++)
                buf_addf(&text, "%s\n%s\n", instrument_text(in, item, (enum wording)w),
                         instrument_second(in, item, (enum wording)w));
            text_fold(&folded, buf_str(&text), text.len);
            buf_adds(&folded, "");
            GROW(f->points, f->point_count + 1, f->point_cap);
            f->points[f->point_count++] = (struct point){list, item, buf_take(&folded)};
            buf_release(&text);
        }
    }
}

/* Do all the words stand in what it is called? Such hits come first. */
static bool is_named(const char *name, const char *words)
{
    struct buf folded = BUF_INIT;
    text_fold(&folded, name, strlen(name));
    bool named = text_has_words(buf_str(&folded), words);
    buf_release(&folded);
    return named;
}

static void find_points(struct finder *f, bool questions, size_t most)
{
    struct found_group *g = add_group(f, questions ? "questions" : "checklists", questions ? _("Questions") : _("Checklists"));
    for (size_t i = 0; i < f->point_count; i++) {
        const struct point *p = &f->points[i];
        if ((p->list == 0) != questions || !text_has_words(p->folded, f->words.s))
            continue;
        struct found *hit = add_hit(g, most);
        if (!hit)
            continue;
        const struct instrument *in = &f->app->content->checklists[p->list].instrument;
        hit->what = questions ? FOUND_QUESTION : FOUND_POINT;
        snprintf(hit->list, sizeof hit->list, "%s", in->name);
        snprintf(hit->id, sizeof hit->id, "%s", in->items[p->item].id);
        buf_addf(&hit->title, "%s %s", hit->id, instrument_text(in, p->item, WORDING_LABEL));
    }
    end_group(f);
}

/* ---- the library ---- */

static void find_entries(struct finder *f, size_t most)
{
    struct library *lib = &f->app->content->library;
    struct found_group *g = add_group(f, "library", _("Library"));
    for (size_t n = 0; n < 2 * lib->count; n++) { /* first those that are called so */
        struct shelf *shelf = &lib->shelves[n % lib->count];
        for (size_t i = 0; i < shelf_count(shelf); i++) {
            bool fits = shelf_matches(shelf, i, f->words.s) && is_named(shelf_label(shelf, i), f->words.s) == (n < lib->count);
            struct found *hit = fits ? add_hit(g, most) : NULL;
            if (!hit)
                continue;
            hit->what = FOUND_ENTRY;
            hit->kind = shelf->kind;
            snprintf(hit->id, sizeof hit->id, "%s", shelf_id(shelf, i));
            buf_adds(&hit->title, shelf_label(shelf, i));
        }
    }
    end_group(f);
}

/* ---- records ---- */

static bool names_person(const struct kind *kind)
{
    for (size_t i = FIELD_FIRST; i < kind->field_count; i++) {
        const struct field *f = &kind->fields[i];
        if ((f->flags & FIELD_TITLE) && ((f->flags & FIELD_PERSONAL) || (f->reference && names_person(f->reference))))
            return true;
    }
    return false;
}

/* An answer is called by its question. */
static void add_title(struct finder *f, const struct kind *kind, struct buf *title)
{
    int item = kind == f->app->model.kinds[KIND_ANSWER] ? instrument_find(&f->app->guide, buf_str(title)) : -1;
    if (item >= 0)
        buf_addf(title, " %s", instrument_text(&f->app->guide, (size_t)item, WORDING_LABEL));
}

static enum status find_records(struct finder *f, const struct kind *kind, size_t most, struct error *e)
{
    if (!f->kinds[kind->index])
        f->kinds[kind->index] = search_new(f->app->store, kind, f->alliance);
    struct search *search = f->kinds[kind->index];
    enum status s = search_words(search, f->words.s, e);
    struct found_group *g = add_group(f, kind->plural, kind->label_plural);
    for (size_t i = 0; i < search_count(search) && i < most; i++) {
        struct found *hit = add_hit(g, most);
        hit->what = FOUND_RECORD;
        hit->kind = kind;
        hit->personal = names_person(kind);
        search_hit(search, i, hit->id, &hit->title);
        add_title(f, kind, &hit->title);
    }
    g->count = search_count(search);
    end_group(f);
    return s;
}

/* What is kept of another alliance, or of kinds that were others, is of no use. */
static void read_places(struct finder *f)
{
    size_t kinds = f->app->store ? f->app->model.count : 0;
    if (f->kind_count != kinds || strcmp(f->alliance, f->app->alliance) != 0) {
        finder_refresh(f);
        snprintf(f->alliance, sizeof f->alliance, "%s", f->app->alliance);
        f->kinds = xcalloc(kinds + 1, sizeof(struct search *));
        f->kind_count = kinds;
    }
    if (f->point_count == 0)
        read_points(f);
}

/* Answers and people first; own checklists are found by their points. */
static int kind_at(const struct finder *f, size_t step)
{
    static const int first[] = {KIND_ANSWER, KIND_PERSON};
    if (step < 2)
        return first[step];
    for (size_t i = 0, n = 2; i < f->kind_count; i++)
        if (i != KIND_ANSWER && i != KIND_PERSON && i != KIND_INSTRUMENT && i != KIND_COLUMN && n++ == step)
            return (int)i;
    return -1;
}

static enum status find_in_kind(struct finder *f, size_t step, bool *any, struct error *e)
{
    int kind = f->kind_count ? kind_at(f, step) : -1;
    *any = kind >= 0;
    if (kind < 0)
        return OK;
    store_hold(f->app->store);
    enum status s = find_records(f, f->app->model.kinds[kind], f->most, e);
    store_let_go(f->app->store);
    return s;
}

void finder_begin(struct finder *f, const char *words, size_t most)
{
    drop_groups(f);
    buf_clear(&f->words);
    text_fold(&f->words, words, strlen(words));
    f->most = most;
    f->step = 0;
    if (f->words.len)
        read_places(f);
}

enum { AFTER_KINDS = 1000 };

enum status finder_next(struct finder *f, bool *further, struct error *e)
{
    enum status s = OK;
    bool is_kind = false;
    *further = f->words.len > 0;
    if (!*further)
        return OK;
    if (f->step == 0)
        find_points(f, true, f->most);
    else if (f->step < AFTER_KINDS)
        s = find_in_kind(f, f->step - 1, &is_kind, e);
    if (f->step > 0 && f->step < AFTER_KINDS && !is_kind)
        f->step = AFTER_KINDS;
    if (f->step == AFTER_KINDS)
        find_points(f, false, f->most);
    if (f->step == AFTER_KINDS + 1)
        find_entries(f, f->most);
    *further = f->step++ <= AFTER_KINDS;
    return s;
}

enum status finder_words(struct finder *f, const char *words, size_t most, struct error *e)
{
    enum status s = OK;
    bool further = true;
    finder_begin(f, words, most);
    while (further && s == OK)
        s = finder_next(f, &further, e);
    return s;
}

size_t finder_groups(const struct finder *f)
{
    return f->group_count;
}

const struct found_group *finder_group(const struct finder *f, size_t i)
{
    return &f->groups[i];
}

/* ---- where the words stand ---- */

/* The word of the text (between blanks) that holds any of those looked for; its offset, or -1. */
static long word_place(const char *text, const char *words)
{
    struct buf folded = BUF_INIT, word = BUF_INIT;
    long place = -1;
    for (const char *s = text; *s && place < 0;) {
        size_t n = strcspn(s, " \n");
        buf_clear(&folded);
        text_fold(&folded, s, n);
        for (const char *w = words; *w && place < 0;) {
            size_t len = strcspn(w, " ");
            buf_clear(&word);
            buf_add(&word, w, len);
            if (len > 0 && strstr(buf_str(&folded), word.s))
                place = (long)(s - text);
            w += len + (w[len] == ' ');
        }
        s += n + (s[n] != '\0');
    }
    buf_release(&folded);
    buf_release(&word);
    return place;
}

enum { BEFORE = 24, EXCERPT = 160 };

/* The part of the text around a place, on one line. */
static void cut_out(const char *text, long place, struct buf *out)
{
    size_t start = place > BEFORE ? (size_t)place - BEFORE : 0, n = strlen(text);
    while (start > 0 && start < (size_t)place && text[start - 1] != ' ' && text[start - 1] != '\n')
        start++;
    size_t end = start + EXCERPT < n ? grapheme_prev(text, n, start + EXCERPT) : n;
    buf_adds(out, start > 0 ? "... " : "");
    for (size_t i = start; i < end; i++)
        buf_addc(out, text[i] == '\n' ? ' ' : text[i]);
    buf_adds(out, end < n ? "..." : "");
}

static bool excerpt_of(const char *label, const char *text, const char *words, bool all, struct buf *out)
{
    struct buf folded = BUF_INIT;
    long place = word_place(text, words);
    if (place >= 0 && all) {
        text_fold(&folded, text, strlen(text));
        place = text_has_words(buf_str(&folded), words) ? place : -1;
        buf_release(&folded);
    }
    if (place < 0)
        return false;
    if (label && *label)
        buf_addf(out, _("%s: "), label);
    cut_out(text, place, out);
    return true;
}

static void excerpt_point(struct finder *f, const struct found *hit, struct buf *out)
{
    struct checklist *list = content_checklist(f->app, hit->list);
    int item = list ? instrument_find(&list->instrument, hit->id) : -1;
    if (item < 0)
        return;
    const struct instrument *in = &list->instrument;
    size_t at = (size_t)item;
    const char *const labels[WORDINGS] = {"", _("To peers"), _("Why"), _("Aloud"), _("Example")};
    size_t start = out->len;
    if (hit->what == FOUND_POINT)
        buf_adds(out, instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL));
    else if (word_place(instrument_text(in, at, WORDING_LABEL), f->words.s) >= 0)
        buf_adds(out, phase_name(in->items[at].phase));
    for (int i = 0; i < 2 * WORDINGS && out->len == start; i++) /* first a text with all the words, then with any */
        if (i % WORDINGS != WORDING_LABEL)
            excerpt_of(labels[i % WORDINGS], instrument_text(in, at, (enum wording)(i % WORDINGS)), f->words.s, i < WORDINGS, out);
}

static void excerpt_entry(struct finder *f, const struct found *hit, struct buf *out)
{
    const struct shelf *shelf = library_shelf(&f->app->content->library, hit->kind->name);
    long entry = shelf ? shelf_find(shelf, hit->id) : -1;
    struct buf text = BUF_INIT;
    if (entry < 0)
        return;
    buf_addf(out, _("%s: "), hit->kind->label);
    size_t start = out->len;
    if (is_named(buf_str(&hit->title), f->words.s))
        entry_gist(f->app, shelf, (size_t)entry, &text);
    if (text.len)
        cut_out(text.s, 0, out);
    size_t fields = shelf->kind->field_count;
    for (size_t i = 0; i < 2 * fields && out->len == start; i++) { /* first a text with all the words, then with any */
        if (i % fields < FIELD_FIRST || strcmp(shelf->kind->fields[i % fields].name, "label") == 0)
            continue;
        buf_clear(&text);
        entry_value(f->app, shelf, (size_t)entry, (int)(i % fields), &text); /* names of tools and cases, not their ids */
        excerpt_of("", buf_str(&text), f->words.s, i < fields, out);
    }
    buf_release(&text);
}

static void excerpt_record(struct finder *f, const struct found *hit, struct buf *out)
{
    struct record r;
    struct buf text = BUF_INIT, listed = BUF_INIT;
    if (store_get(f->app->store, hit->kind, hit->id, &r, NULL) != OK)
        return;
    size_t start = out->len;
    int shown = 0;
    for (size_t i = FIELD_FIRST; i < hit->kind->field_count && out->len == start; i++) {
        const struct field *field = &hit->kind->fields[i];
        if ((field->flags & FIELD_TITLE) || (int)i == hit->kind->alliance || !record_has(&r, (int)i))
            continue;
        buf_clear(&text);
        store_display(f->app->store, &r, (int)i, &text);
        if (search_field(hit->kind, (int)i))
            excerpt_of(field->label, buf_str(&text), f->words.s, false, out);
        if ((field->flags & FIELD_LISTED) && shown < 2 && text.len) {
            buf_adds(&listed, shown++ ? ", " : "");
            cut_out(text.s, 0, &listed);
        }
    }
    if (out->len == start)
        buf_adds(out, buf_str(&listed));
    record_release(&r);
    buf_release(&text);
    buf_release(&listed);
}

void finder_excerpt(struct finder *f, const struct found *hit, struct buf *out)
{
    if (hit->what == FOUND_RECORD)
        excerpt_record(f, hit, out);
    else if (hit->what == FOUND_ENTRY)
        excerpt_entry(f, hit, out);
    else
        excerpt_point(f, hit, out);
}
