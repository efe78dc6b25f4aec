/* instrument.c: see instrument.h. */
#include "model/instrument.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kind.h"

static const char *const wording_names[WORDINGS] = {"label", "peer", "why", "aloud", "example"};
static const char *const subject_names[SUBJECTS] = {"alliance", "person", "organisation", "arrangement", "session"};

/* What one instrument_init() is working on. */
struct reader {
    struct instrument *in;
    const struct table *table;
    size_t row;
    int id, phase, parent, lens, subjects, source, visibility; /* columns */
    struct error *e;
};

static enum status bad(struct reader *r, int column)
{
    char file[200];
    snprintf(file, sizeof file, "%s.csv", r->table->name);
    error_at(r->e, file, (long)r->row + 2, column + 1);
    return error_hint(r->e, ERR_INPUT, "correct the file, or remove it to use the one that came with the program");
}

static const char *cell(const struct reader *r, int column)
{
    return table_cell(r->table, r->row, column);
}

/* ---- scales ---- */

/* Reads "0=Not yet;1=Partly" into `scale`. */
static enum status read_scale(struct reader *r, const char *text, int column, struct scale *scale)
{
    size_t most = 1, n = 0;
    for (const char *s = text; *s; s++)
        most += *s == ';';
    struct step *steps = arena_alloc(r->in->arena, most * sizeof *steps);
    for (const char *s = text; *s;) {
        char *after;
        size_t len = strcspn(s, ";");
        long value = strtol(s, &after, 10);
        if (after == s || *after != '=' || after >= s + len || value < -999 || value > 999) {
            error_set(r->e, ERR_INPUT, "'%.*s' is not a step of a scale: write NUMBER=Label", (int)len, s);
            return bad(r, column);
        }
        if (n && value <= steps[n - 1].value) {
            error_set(r->e, ERR_INPUT, "the scale does not ascend at '%.*s'", (int)len, s);
            return bad(r, column);
        }
        steps[n++] = (struct step){(int)value, arena_text(r->in->arena, after + 1, (size_t)(s + len - after - 1))};
        s += len + (s[len] == ';');
    }
    if (n == 1) {
        error_set(r->e, ERR_INPUT, "the scale '%s' has one step only", text);
        return bad(r, column);
    }
    *scale = (struct scale){steps, n};
    return OK;
}

/* The scale of the row: in the language asked for, else in English; `otherwise` where the row has none. */
static enum status row_scale(struct reader *r, const struct scale *otherwise, struct scale *scale)
{
    struct wording_columns at = r->in->choices;
    const char *text = wording_text(r->table, r->row, at);
    *scale = *otherwise;
    return *text ? read_scale(r, text, *cell(r, at.first) ? at.first : at.source, scale) : OK;
}

const struct step *scale_step(const struct scale *scale, int value)
{
    for (size_t i = 0; i < scale->count; i++)
        if (scale->steps[i].value == value)
            return &scale->steps[i];
    return NULL;
}

double scale_part(const struct scale *scale, double value)
{
    if (scale->count < 2)
        return 0;
    double low = scale->steps[0].value, high = scale->steps[scale->count - 1].value;
    double part = (value - low) / (high - low);
    return part < 0 ? 0 : part > 1 ? 1 : part;
}

/* ---- rows ---- */

static enum status read_subjects(struct reader *r)
{
    const char *s = cell(r, r->subjects);
    while (*s) {
        size_t n = strcspn(s, ";"), i = 0;
        while (i < SUBJECTS && !(strlen(subject_names[i]) == n && strncmp(s, subject_names[i], n) == 0))
            i++;
        if (i == SUBJECTS) {
            error_set(r->e, ERR_INPUT, "'%.*s' is not a subject: alliance, person, organisation, arrangement or "
                                       "session",
                      (int)n, s);
            return bad(r, r->subjects);
        }
        r->in->subjects |= 1u << i;
        s += n + (s[n] == ';');
    }
    return OK;
}

/* The row that describes the instrument. */
static enum status read_self(struct reader *r)
{
    static const struct scale none = {NULL, 0};
    r->in->self = (long)r->row;
    r->in->source = cell(r, r->source);
    if (*cell(r, r->id))
        r->in->name = cell(r, r->id);
    if (strcmp(cell(r, r->visibility), FIELD_VISIBILITY_CONFIDENTIAL) == 0 ||
        strcmp(cell(r, r->visibility), FIELD_VISIBILITY_ALLIANCE) == 0)
        r->in->visibility = cell(r, r->visibility);
    enum status s = read_subjects(r);
    return s == OK ? row_scale(r, &none, &r->in->scale) : s;
}

/* The nearest head of that id: it stands just above its items. */
static int find_above(const struct instrument *in, const char *id)
{
    for (size_t i = in->count; i-- > 0;)
        if (strcmp(in->items[i].id, id) == 0)
            return (int)i;
    return -1;
}

static enum status read_item(struct reader *r)
{
    struct instrument *in = r->in;
    struct item *item = &in->items[in->count];
    const char *phase = cell(r, r->phase), *parent = cell(r, r->parent);
    *item = (struct item){.id = cell(r, r->id), .source = cell(r, r->source), .phase = -1, .parent = -1, .row = r->row,
                          .for_peers = strcmp(cell(r, r->lens), "facilitator") != 0};
    if (!*item->id) {
        error_set(r->e, ERR_INPUT, "an item has no id");
        return bad(r, r->id);
    }
    if (*phase && (phase[0] < '0' || phase[0] >= '0' + PHASES || phase[1])) {
        error_set(r->e, ERR_INPUT, "'%s' is not a phase (0 to %d)", phase, PHASES - 1);
        return bad(r, r->phase);
    }
    if (*phase)
        item->phase = phase[0] - '0';
    if (*parent && (item->parent = find_above(in, parent)) < 0) {
        error_set(r->e, ERR_INPUT, "the parent '%s' must come before '%s'", parent, item->id);
        return bad(r, r->parent);
    }
    if (!*wording_text(in->table, r->row, in->columns[WORDING_LABEL])) {
        error_set(r->e, ERR_INPUT, "the item '%s' has no label", item->id);
        return bad(r, in->columns[WORDING_LABEL].source);
    }
    if (item->parent >= 0)
        in->items[item->parent].head = true;
    in->count++;
    return row_scale(r, &in->scale, &item->scale);
}

enum status instrument_init(struct instrument *in, const struct table *table, const struct languages *languages,
                            struct error *e)
{
    *in = (struct instrument){.table = table, .name = table->name, .source = "", .visibility = FIELD_VISIBILITY_OPEN, .self = -1,
                              .items = xcalloc(table->rows + 1, sizeof *in->items), .arena = arena_new()};
    struct reader r = {.in = in, .table = table, .id = table_column(table, "id"), .phase = table_column(table, "phase"),
                       .parent = table_column(table, "parent"), .lens = table_column(table, "lens"),
                       .subjects = table_column(table, "subjects"), .source = table_column(table, "source"),
                       .visibility = table_column(table, "visibility"), .e = e};
    enum status s = OK;
    for (int i = 0; i < WORDINGS; i++)
        in->columns[i] = wording_columns(table, wording_names[i], languages);
    in->choices = wording_columns(table, "choices", languages);
    if (in->columns[WORDING_LABEL].source < 0) /* somebody's own checklist, in their language only */
        in->columns[WORDING_LABEL].source = in->columns[WORDING_LABEL].first;
    if (r.id < 0 || in->columns[WORDING_LABEL].source < 0) {
        error_set(e, ERR_INPUT, "the checklist '%s' needs the columns id and label", table->name);
        s = bad(&r, 0);
    }
    for (r.row = 0; r.row < table->rows && s == OK; r.row++)
        s = r.row == 0 && strcmp(cell(&r, r.parent), "instrument") == 0 ? read_self(&r) : read_item(&r);
    if (s == OK && in->count == 0) {
        error_set(e, ERR_INPUT, "the checklist '%s' has no items", table->name);
        s = bad(&r, 0);
    }
    if (!in->subjects)
        in->subjects = 1u << SUBJECT_ALLIANCE;
    if (s != OK)
        instrument_release(in);
    return s;
}

enum status instrument_check_ids(const struct instrument *in, struct error *e)
{
    for (size_t i = 0; i < in->count; i++) {
        if (instrument_find(in, in->items[i].id) == (int)i)
            continue;
        struct reader r = {.table = in->table, .row = in->items[i].row, .e = e};
        error_set(e, ERR_INPUT, "the id '%s' occurs twice", in->items[i].id);
        return bad(&r, table_column(in->table, "id"));
    }
    return OK;
}

void instrument_release(struct instrument *in)
{
    free(in->items);
    arena_free(in->arena);
    *in = (struct instrument){0};
}

/* ---- asking ---- */

int instrument_find(const struct instrument *in, const char *id)
{
    for (size_t i = 0; i < in->count; i++)
        if (strcmp(in->items[i].id, id) == 0)
            return (int)i;
    return -1;
}

/* The item's row in the table, -1 if there is none. */
static long row_of(const struct instrument *in, size_t item)
{
    return item == INSTRUMENT_ITSELF ? in->self : (long)in->items[item].row;
}

const char *instrument_text(const struct instrument *in, size_t item, enum wording wording)
{
    long row = row_of(in, item);
    if (row < 0)
        return wording == WORDING_LABEL ? in->name : "";
    return wording_text(in->table, (size_t)row, in->columns[wording]);
}

const char *instrument_second(const struct instrument *in, size_t item, enum wording wording)
{
    long row = row_of(in, item);
    return row < 0 ? "" : wording_second(in->table, (size_t)row, in->columns[wording]);
}

bool instrument_stands_in(const struct instrument *in, size_t item, enum wording wording)
{
    long row = row_of(in, item);
    return row >= 0 && wording_stands_in(in->table, (size_t)row, in->columns[wording]);
}

enum wording instrument_lens(const struct instrument *in, size_t item, enum lens lens)
{
    return lens == LENS_PEER && *instrument_text(in, item, WORDING_PEER) ? WORDING_PEER : WORDING_LABEL;
}

const char *instrument_question(const struct instrument *in, size_t item, enum lens lens)
{
    return instrument_text(in, item, instrument_lens(in, item, lens));
}

bool instrument_scored(const struct instrument *in, size_t item)
{
    return in->items[item].scale.count > 0 && !in->items[item].head;
}

const char *subject_name(enum subject subject)
{
    return subject_names[subject];
}

static const struct {
    const char *name, *question;
} phases[PHASES] = {
    {N_("Pre-foundational"), N_("Is peer learning right for this?")},
    {N_("Foundational engagement"), N_("How do we get started?")},
    {N_("Sustained contact"), N_("How do peers keep in touch?")},
    {N_("Learning outcomes"), N_("What do peers learn?")},
    {N_("Change at scale"), N_("How does it reach their organisations?")},
};

const char *phase_name(int phase)
{
    return phase >= 0 && phase < PHASES ? tr(phases[phase].name) : "";
}

const char *phase_question(int phase)
{
    return phase >= 0 && phase < PHASES ? tr(phases[phase].question) : "";
}

char phase_letter(int phase)
{
    return (char)('A' + phase);
}
