/* shelf.c: the shelves of the library, and the entries of one under the facilitator's limits. */
#include <stdlib.h>
#include <string.h>

#include "app/entry.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/limits.h"
#include "sheet/makers.h"

enum { WIDE = 300, USUAL = 40 };

/* ---- the shelves ---- */

/* By its names in both forms and what is said of it. */
static bool shelf_has_words(const struct sheet *s, const struct sheet_row *row, const char *words)
{
    const struct kind *k = library_shelf(&s->app->content->library, row->id)->kind;
    struct buf text = BUF_INIT, folded = BUF_INIT;
    buf_addf(&text, "%s %s %s", k->plural, k->label_plural, k->hint);
    text_fold(&folded, buf_str(&text), text.len);
    bool has = text_has_words(buf_str(&folded), words);
    buf_release(&text);
    buf_release(&folded);
    return has;
}

enum status sheet_library(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    const struct library *lib = &s->app->content->library;
    (void)query, (void)e;
    s->matches = shelf_has_words;
    sheet_begin(s, _("Library"), "", "");
    sheet_column(s, "shelf", _("Shelf"), SHEET_STRONG);
    sheet_widths(s, 21, USUAL);
    sheet_column(s, "entries", _("Entries"), SHEET_NUMBER);
    sheet_widths(s, 7, USUAL);
    sheet_column(s, "hint", _("What is on it"), SHEET_DIM);
    sheet_widths(s, 12, WIDE);
    for (size_t i = 0; i < lib->count; i++) {
        const struct kind *k = lib->shelves[i].kind;
        struct sheet_row *row = sheet_add(s, NULL, k->name);
        row->cells[0] = k->label_plural;
        row->cells[1] = sheet_number(s, (long long)shelf_count(&lib->shelves[i]));
        row->cells[2] = k->hint;
        sheet_lead(s, row, CMD_GO_LIBRARY, k->name);
    }
    return OK;
}

/* ---- the columns of one ---- */

/* 0 the name, 1 short facts, 2 texts, which take what room there is; -1: in no list. */
static int place_of(const struct field *f)
{
    if (!(f->flags & FIELD_LISTED))
        return -1;
    return f->flags & FIELD_TITLE ? 0 : f->type == FIELD_NOTE || f->type == FIELD_TEXT ? 2 : 1;
}

/* A table of numbers is drawn as shades (figure 9 of the Guide). */
static bool is_shaded(const struct shelf *shelf)
{
    int numbers = 0;
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++) {
        int place = place_of(&shelf->kind->fields[i]);
        if (place > 0 && shelf->kind->fields[i].type != FIELD_INTEGER)
            return false;
        numbers += place > 0;
    }
    return numbers > 2;
}

static long highest(const struct shelf *shelf)
{
    long most = 1;
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++)
        for (size_t e = 0; shelf->kind->fields[i].type == FIELD_INTEGER && e < shelf_count(shelf); e++) {
            long n = strtol(shelf_text(shelf, e, shelf->kind->fields[i].name), NULL, 10);
            most = n > most ? n : most;
        }
    return most;
}

/* A column that shows less of a choice says nothing: better none. */
static int least_width(const struct field *f)
{
    int most = 9;
    for (size_t i = 0; f->type == FIELD_CHOICE && i < f->choice_count; i++) {
        int width = text_width(f->choices[i].label, strlen(f->choices[i].label));
        most = width > most ? width : most;
    }
    return place_of(f) == 2 ? 16 : most > 14 ? 14 : most;
}

static void add_columns(struct sheet *s, const struct shelf *shelf, bool uses)
{
    bool shaded = s->highest > 0;
    for (int place = 0; place < 3; place++) {
        for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++) {
            const struct field *f = &shelf->kind->fields[i];
            if (place_of(f) != place)
                continue;
            sheet_column(s, f->name, f->label, f->type == FIELD_NOTE ? SHEET_DIM : shaded && place == 1 ? SHEET_SHADE : 0);
            sheet_widths(s, place == 0 ? (shaded ? 12 : 24) : shaded ? 2 : least_width(f), place == 2 ? WIDE : USUAL);
        }
        if (place == 0 && uses) {
            sheet_column(s, "planned", _("Planned"), 0);
            sheet_widths(s, 9, USUAL);
        }
    }
}

/* ---- its entries ---- */

static const char *value(struct sheet *s, const struct shelf *shelf, size_t entry, int field)
{
    struct buf text = BUF_INIT;
    bool phases = strcmp(shelf->kind->fields[field].name, "phases") == 0; /* numbers: their names would need the whole line */
    if (phases)
        buf_adds(&text, shelf_text(shelf, entry, "phases"));
    else
        shelf_show(shelf, entry, field, &text);
    for (size_t i = 0; i < text.len; i++)
        text.s[i] = text.s[i] == '\n' || (phases && text.s[i] == ';') ? ' ' : text.s[i];
    return sheet_take(s, &text);
}

static const char *planned(struct sheet *s, const struct entry_use *use)
{
    struct buf text = BUF_INIT;
    if (use->planned)
        buf_addf(&text, use->done ? _("%zu, %zu done") : "%zu", use->planned, use->done);
    return sheet_take(s, &text);
}

static void add_entry(struct sheet *s, const struct shelf *shelf, size_t entry, const struct entry_use *uses)
{
    struct buf place = BUF_INIT;
    struct sheet_row *row = sheet_add(s, NULL, shelf_id(shelf, entry));
    buf_addf(&place, "%s %s", shelf->kind->name, shelf_id(shelf, entry));
    sheet_lead(s, row, CMD_GO_LIBRARY, buf_str(&place));
    for (int c = 0; c < s->column_count; c++) {
        int field = kind_field(shelf->kind, s->columns[c].name);
        row->cells[c] = field >= 0 ? value(s, shelf, entry, field) : planned(s, &uses[entry]);
    }
    buf_release(&place);
}

/* In all of its text, not only in what is listed. */
static bool entry_has_words(const struct sheet *s, const struct sheet_row *row, const char *words)
{
    struct shelf *shelf = s->data;
    return shelf_matches(shelf, (size_t)shelf_find(shelf, row->id), words);
}

enum status sheet_shelf(struct sheet *s, const struct sheet_query *query, struct error *e)
{
    struct shelf *shelf = query->what ? library_shelf(&s->app->content->library, query->what) : NULL;
    struct entry_use *uses = NULL;
    if (!shelf)
        return error_set(e, ERR_NOT_FOUND, "the library has no shelf '%s'", query->what ? query->what : "");
    enum status status = entry_uses(s->app, shelf, &uses, e);
    s->data = shelf;
    s->matches = entry_has_words;
    s->highest = is_shaded(shelf) ? highest(shelf) : 0;
    sheet_begin(s, shelf->kind->label_plural, shelf->kind->hint, _("Nothing fits these limits. Esc takes them off."));
    add_columns(s, shelf, uses != NULL);
    for (size_t i = 0; i < shelf_count(shelf) && status == OK; i++)
        if (!query->limits || limits_allow(query->limits, shelf, i))
            add_entry(s, shelf, i, uses);
    free(uses);
    return status;
}
