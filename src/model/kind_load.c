/* kind_load.c: from the tables of data/kinds/ to struct kind. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/tr.h"
#include "model/kind.h"
#include "model/wording.h"

static const char *const type_names[] = {"text",    "note",  "choice",    "choices", "list",  "date", "integer",
                                         "number", "yesno", "reference", "email",   "phone", "links"};
#define TYPES (sizeof type_names / sizeof *type_names)

static const struct {
    const char *name;
    unsigned flag;
} flag_names[] = {
    {"required", FIELD_REQUIRED}, {"personal", FIELD_PERSONAL}, {"listed", FIELD_LISTED}, {"title", FIELD_TITLE},
    {"key", FIELD_KEY},           {"identity", FIELD_IDENTITY}, {"owner", FIELD_OWNER},   {"make", FIELD_MAKE},
    {"due", FIELD_DUE},           {"settled", FIELD_SETTLED},     {"about", FIELD_ABOUT},   {"when", FIELD_WHEN},
};
enum { FLAGS = sizeof flag_names / sizeof *flag_names };

static const struct choice visibility_choices[] = {
    {FIELD_VISIBILITY_OPEN, N_("Open to all"), "Open"},
    {FIELD_VISIBILITY_ALLIANCE, N_("Alliance only"), "Alliance only"},
    {FIELD_VISIBILITY_CONFIDENTIAL, N_("Confidential"), "Confidential"}};
static const char visibility_label[] = N_("Who may see it");
static const char visibility_hint[] =
    N_("Open to all, to the alliance only, or confidential: confidential records never leave in a report.");
static const struct choice yesno_choices[] = {{FIELD_YES, N_("Yes"), "Yes"}, {FIELD_NO, N_("No"), "No"}};
static const char *const no_aliases[] = {NULL};

const char *field_type_name(enum field_type type)
{
    return type_names[type];
}

/* What one model_add() is working on. */
struct loader {
    struct model *model;
    const struct table *table;
    size_t row;
    int field, type, choices, reference, flags, aliases, label, hint; /* columns */
    struct error *e;
};

static enum status bad(struct loader *l, int column, const char *fmt, ...)
{
    char text[400];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    char file[200];
    snprintf(file, sizeof file, "%s.csv", l->table->name);
    error_set(l->e, ERR_INPUT, "%s", text);
    error_at(l->e, file, (long)l->row + 2, column + 1);
    return error_hint(l->e, ERR_INPUT, "correct the file that describes the kind, or remove it");
}

static const char *cell(const struct loader *l, int column)
{
    return table_cell(l->table, l->row, column);
}

static bool name_valid(const char *s)
{
    if (s[0] < 'a' || s[0] > 'z' || strlen(s) > 60)
        return false;
    for (; *s; s++)
        if (!((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '_'))
            return false;
    return true;
}

/* Splits text at `separator`, dropping blanks around the pieces; NULL-terminated. */
static const char *const *split(struct arena *arena, const char *text, char separator, size_t *count)
{
    size_t n = 1;
    for (const char *p = text; *p; p++)
        n += *p == separator;
    const char **pieces = arena_alloc(arena, (n + 1) * sizeof *pieces);
    size_t found = 0;
    while (*text) {
        const char *end = strchr(text, separator);
        size_t len = end ? (size_t)(end - text) : strlen(text);
        const char *next = end ? end + 1 : text + len;
        while (len && *text == ' ')
            text++, len--;
        while (len && text[len - 1] == ' ')
            len--;
        if (len)
            pieces[found++] = arena_text(arena, text, len);
        text = next;
    }
    *count = found;
    return pieces;
}

static const char *copy(struct loader *l, const char *s)
{
    return arena_text(l->model->arena, s, strlen(s));
}

static void load_choices(struct loader *l, struct field *f)
{
    struct arena *arena = l->model->arena;
    const char *const *pieces = split(arena, cell(l, l->choices), ';', &f->choice_count);
    struct choice *choices = arena_alloc(arena, (f->choice_count + 1) * sizeof *choices);
    for (size_t i = 0; i < f->choice_count; i++) {
        const char *equals = strchr(pieces[i], '=');
        choices[i].label = choices[i].source = equals ? equals + 1 : pieces[i];
        choices[i].name = equals ? arena_text(arena, pieces[i], (size_t)(equals - pieces[i])) : pieces[i];
    }
    f->choices = choices;
}

/* "due=60": the flag of the word, 0 if there is none, and what stands behind its sign. */
static unsigned flag_of(const char *word, const char **value)
{
    size_t n = strcspn(word, "=");
    *value = word[n] ? word + n + 1 : "";
    for (size_t i = 0; i < FLAGS; i++) {
        bool has_value = flag_names[i].flag & (FIELD_DUE | FIELD_SETTLED);
        if (strlen(flag_names[i].name) == n && strncmp(word, flag_names[i].name, n) == 0 && (has_value || !word[n]))
            return flag_names[i].flag;
    }
    return 0;
}

static bool load_due(struct field *f, const char *value)
{
    char *end;
    f->ahead = !*value ? DUE_OPEN : strcmp(value, "always") == 0 ? DUE_ALWAYS : (int)strtol(value, &end, 10);
    return f->type == FIELD_DATE && (f->ahead < 0 || (strspn(value, "0123456789") == strlen(value) && strlen(value) < 5));
}

static bool load_settled(struct loader *l, struct field *f, const char *value)
{
    struct buf settled = BUF_INIT;
    size_t n, known = 0;
    const char *const *names = split(l->model->arena, value, ';', &n);
    for (size_t i = 0; i < n; i++) {
        for (size_t c = 0; c < f->choice_count; c++)
            known += strcmp(f->choices[c].name, names[i]) == 0;
        buf_addf(&settled, ";%s", names[i]);
    }
    buf_addc(&settled, ';');
    f->settled = copy(l, settled.s);
    buf_release(&settled);
    return (f->type == FIELD_CHOICE || f->type == FIELD_YESNO) && n > 0 && known == n;
}

/* Is the flag one that a field of this type can have, and what stands behind it right? */
static bool flag_fits(struct loader *l, struct field *f, unsigned flag, const char *value)
{
    switch (flag) {
    case FIELD_DUE: return load_due(f, value);
    case FIELD_SETTLED: return load_settled(l, f, value);
    case FIELD_WHEN: return f->type == FIELD_DATE;
    case FIELD_ABOUT: return f->type == FIELD_REFERENCE || f->type == FIELD_TEXT;
    default: return true;
    }
}

static enum status load_flags(struct loader *l, struct field *f)
{
    size_t n;
    const char *const *words = split(l->model->arena, cell(l, l->flags), ' ', &n), *value;
    for (size_t i = 0; i < n; i++) {
        unsigned flag = flag_of(words[i], &value);
        if (!flag)
            return bad(l, l->flags, "unknown flag '%s' of field '%s'", words[i], f->name);
        if (!flag_fits(l, f, flag, value))
            return bad(l, l->flags, "the flag '%s' does not fit the field '%s'", words[i], f->name);
        f->flags |= flag;
    }
    return OK;
}

void field_flags(const struct field *f, struct buf *out)
{
    size_t start = out->len;
    for (size_t i = 0; i < FLAGS; i++) {
        if (!(f->flags & flag_names[i].flag))
            continue;
        buf_addf(out, "%s%s", out->len > start ? " " : "", flag_names[i].name);
        if (flag_names[i].flag == FIELD_DUE && f->ahead == DUE_ALWAYS)
            buf_adds(out, "=always");
        else if (flag_names[i].flag == FIELD_DUE && f->ahead >= 0)
            buf_addf(out, "=%d", f->ahead);
        else if (flag_names[i].flag == FIELD_SETTLED)
            buf_addf(out, "=%.*s", (int)strlen(f->settled) - 2, f->settled + 1);
    }
}

void kind_flags(const struct kind *k, struct buf *out)
{
    buf_adds(out, k->hidden ? "hidden" : "");
    if (*k->key)
        buf_addf(out, "%skey=%s", k->hidden ? " " : "", k->key);
}

/* The flags of the first row: of the kind itself. */
static enum status load_kind_flags(struct loader *l, struct kind *k)
{
    size_t n;
    const char *const *words = split(l->model->arena, cell(l, l->flags), ' ', &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], "hidden") == 0)
            k->hidden = true;
        else if (strncmp(words[i], "key=", 4) == 0 && words[i][4])
            k->key = copy(l, words[i] + 4);
        else
            return bad(l, l->flags, "unknown flag '%s' of the kind '%s'", words[i], k->name);
    return OK;
}

bool field_name_usable(const char *name)
{
    /* These would clash with, or hide, columns that every table of a kind has (src/store/projection.c). */
    static const char *const taken[] = {"rowid", "title_", "sort_", "find_"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (strcmp(name, taken[i]) == 0)
            return false;
    return name_valid(name);
}

static enum status load_field(struct loader *l, struct kind *k, unsigned flags)
{
    const char *name = cell(l, l->field);
    if (!field_name_usable(name))
        return bad(l, l->field, "'%s' is not a field name (small letters, digits and underscores)", name);
    if (kind_field(k, name) >= 0)
        return bad(l, l->field, "the kind '%s' has a field '%s' already", k->name, name);
    struct field f = {.name = copy(l, name), .flags = flags, .link_fixed = -1, .aliases = no_aliases};
    size_t type = 0;
    while (type < TYPES && strcmp(cell(l, l->type), type_names[type]) != 0)
        type++;
    if (type == TYPES)
        return bad(l, l->type, "unknown type '%s' of field '%s'", cell(l, l->type), name);
    f.type = (enum field_type)type;
    f.label = copy(l, *cell(l, l->label) ? cell(l, l->label) : name);
    f.hint = copy(l, cell(l, l->hint));
    size_t n;
    f.aliases = split(l->model->arena, cell(l, l->aliases), ';', &n);
    if (f.type == FIELD_YESNO) {
        f.choices = yesno_choices;
        f.choice_count = 2;
    } else {
        load_choices(l, &f);
    }
    if ((f.type == FIELD_CHOICE || f.type == FIELD_CHOICES) && f.choice_count == 0)
        return bad(l, l->choices, "the field '%s' has no choices", name);
    enum status s = load_flags(l, &f);
    if (s != OK)
        return s;
    if (f.type == FIELD_REFERENCE || f.type == FIELD_LINKS) {
        f.link_value = copy(l, cell(l, l->reference)); /* resolved by model_link() */
        f.row = (int)l->row + 2;
        f.column = l->reference + 1;
    }
    k->fields = xrealloc(k->fields, (k->field_count + 1) * sizeof *k->fields);
    k->fields[k->field_count++] = f;
    return OK;
}

static struct kind *kind_new(struct loader *l)
{
    struct kind *k = xcalloc(1, sizeof *k);
    k->name = copy(l, l->table->name);
    k->plural = copy(l, cell(l, l->field));
    const char *label = cell(l, l->label), *bar = strchr(label, '|');
    k->label = arena_text(l->model->arena, label, bar ? (size_t)(bar - label) : strlen(label));
    k->label_plural = copy(l, bar ? bar + 1 : label);
    k->hint = copy(l, cell(l, l->hint));
    k->alliance = k->due = -1;
    k->key = "";
    k->fields = xcalloc(FIELD_FIRST, sizeof *k->fields);
    k->fields[FIELD_ID] = (struct field){.name = "id", .label = "ID", .hint = "", .type = FIELD_TEXT,
                                         .aliases = no_aliases, .link_fixed = -1};
    k->fields[FIELD_VISIBILITY] = (struct field){.name = "visibility", .label = visibility_label, .type = FIELD_CHOICE,
        .hint = visibility_hint,
        .choices = visibility_choices, .choice_count = 3, .aliases = no_aliases, .link_fixed = -1};
    k->field_count = FIELD_FIRST;
    struct model *m = l->model;
    m->kinds = xrealloc(m->kinds, (m->count + 1) * sizeof *m->kinds);
    k->index = m->count;
    m->kinds[m->count++] = k;
    return k;
}

/* Names that would clash with the log's own tables (data/schema). */
static bool name_reserved(const char *name)
{
    return strncmp(name, "log_", 4) == 0 || strncmp(name, "sqlite", 6) == 0 || strcmp(name, "all") == 0 ||
           strcmp(name, "local") == 0 || strncmp(name, "projection", 10) == 0;
}

enum status model_add(struct model *model, const struct table *table, unsigned flags, struct error *e)
{
    struct loader l = {model, table, 0, table_column(table, "field"), table_column(table, "type"),
                       table_column(table, "choices"), table_column(table, "reference"), table_column(table, "flags"),
                       table_column(table, "aliases"), table_column(table, "label::English (en)"),
                       table_column(table, "hint::English (en)"), e};
    if (l.field < 0 || l.type < 0 || table->rows == 0)
        return bad(&l, 0, "'%s.csv' does not describe a kind: it needs the columns field and type", table->name);
    struct kind *k = (struct kind *)model_kind(model, table->name);
    bool described = strcmp(cell(&l, l.type), "kind") == 0;
    if (!k) {
        if (!described)
            return bad(&l, l.type, "the first row of '%s.csv' must describe the kind (type kind)", table->name);
        if (!name_valid(table->name) || !name_valid(cell(&l, l.field)) || name_reserved(table->name) ||
            model_kind(model, cell(&l, l.field)))
            return bad(&l, l.field, "'%s' cannot be the name of a kind", table->name);
        k = kind_new(&l);
        enum status s = load_kind_flags(&l, k);
        if (s != OK)
            return s;
    }
    for (l.row = described ? 1 : 0; l.row < table->rows; l.row++) {
        enum status s = load_field(&l, k, flags);
        if (s != OK)
            return s;
    }
    return OK;
}

static enum status link_bad(const struct kind *k, const struct field *f, struct error *e)
{
    char file[200];
    snprintf(file, sizeof file, "%s.csv", k->name);
    error_set(e, ERR_INPUT, "the field '%s' of kind '%s' refers to '%s', which is not there", f->name, k->name,
              f->link_value);
    error_at(e, file, f->row, f->column);
    return error_hint(e, ERR_INPUT, "correct the column reference in the file of the kind '%s'", k->name);
}

/* "interest.challenge" with choices "role=faces", seen from the kind `k`. */
static enum status link_links(const struct model *m, const struct kind *k, struct field *f, struct error *e)
{
    char name[80];
    snprintf(name, sizeof name, "%s", f->link_value);
    char *dot = strchr(name, '.');
    if (dot)
        *dot = '\0';
    const struct kind *via = dot ? model_kind(m, name) : NULL;
    f->link_to = via ? kind_field(via, dot + 1) : -1;
    f->link_from = -1;
    for (size_t i = FIELD_FIRST; via && i < via->field_count; i++)
        if (via->fields[i].type == FIELD_REFERENCE && strcmp(via->fields[i].link_value, k->name) == 0)
            f->link_from = (int)i;
    if (!via || f->link_to < 0 || f->link_from < 0)
        return link_bad(k, f, e);
    f->reference = via;
    if (f->choice_count > 0) { /* label and name of the one "choice" are value and field */
        f->link_fixed = kind_field(via, f->choices[0].name);
        if (f->link_fixed < 0)
            return link_bad(k, f, e);
        f->link_value = f->choices[0].label;
    }
    return OK;
}

/* Depth of the chain of references in titles; more than `limit` is a circle. */
static bool titles_end(const struct kind *k, int limit)
{
    for (size_t i = FIELD_FIRST; i < k->field_count; i++) {
        const struct field *f = &k->fields[i];
        if ((f->flags & FIELD_TITLE) && f->type == FIELD_REFERENCE &&
            (limit == 0 || !titles_end(f->reference, limit - 1)))
            return false;
    }
    return true;
}

enum status model_link(struct model *m, struct error *e)
{
    for (size_t i = 0; i < m->count; i++) {
        struct kind *k = m->kinds[i];
        k->alliance = k->due = -1;
        k->keyed = false;
        for (size_t j = FIELD_FIRST; j < k->field_count; j++) {
            struct field *f = &k->fields[j];
            k->keyed |= (f->flags & FIELD_KEY) != 0;
            k->due = f->flags & FIELD_DUE && k->due < 0 ? (int)j : k->due;
            if (f->reference)
                continue;
            if (f->type == FIELD_REFERENCE && !(f->reference = model_kind(m, f->link_value)))
                return link_bad(k, f, e);
        }
        int a = kind_field(k, "alliance");
        if (a >= 0 && k->fields[a].type == FIELD_REFERENCE)
            k->alliance = a;
    }
    for (size_t i = 0; i < m->count; i++)
        for (size_t j = FIELD_FIRST; j < m->kinds[i]->field_count; j++) {
            struct field *f = &m->kinds[i]->fields[j];
            enum status s = f->type == FIELD_LINKS && !f->reference ? link_links(m, m->kinds[i], f, e) : OK;
            if (s != OK)
                return s;
        }
    for (size_t i = 0; i < m->count; i++)
        if (!titles_end(m->kinds[i], 4))
            return error_set(e, ERR_INPUT, "titles of the kind '%s' refer in a circle", m->kinds[i]->name);
    return OK;
}

enum status model_init(struct model *model, const struct table *const *tables, size_t count, struct error *e)
{
    *model = (struct model){.arena = arena_new()};
    enum status s = OK;
    for (size_t i = 0; i < count && s == OK; i++)
        s = model_add(model, tables[i], 0, e);
    if (s == OK)
        s = model_link(model, e);
    if (s != OK)
        model_release(model);
    return s;
}

/* ---- other languages ---- */

static void speak_choices(struct model *m, struct field *f, const char *text)
{
    struct choice *choices = arena_alloc(m->arena, (f->choice_count + 1) * sizeof *choices);
    size_t n;
    const char *const *pieces = split(m->arena, text, ';', &n);
    memcpy(choices, f->choices, f->choice_count * sizeof *choices);
    for (size_t i = 0; i < f->choice_count; i++)
        for (size_t j = 0; j < n; j++) {
            size_t len = strlen(choices[i].name);
            if (strncmp(pieces[j], choices[i].name, len) == 0 && pieces[j][len] == '=')
                choices[i].label = pieces[j] + len + 1;
        }
    f->choices = choices;
}

/* Choices that no file describes: their labels are words of the interface. */
static const struct choice *speak_known(struct model *m, const struct choice *choices, size_t count)
{
    struct choice *spoken = arena_alloc(m->arena, (count + 1) * sizeof *spoken);
    for (size_t i = 0; i < count; i++)
        spoken[i] = (struct choice){choices[i].name, tr(choices[i].label), choices[i].source};
    return spoken;
}

static void speak_kind(struct model *m, struct kind *k, const char *label, const char *hint)
{
    const char *bar = strchr(label, '|');
    k->label = arena_text(m->arena, label, bar ? (size_t)(bar - label) : strlen(label));
    k->label_plural = bar ? bar + 1 : label;
    k->hint = hint;
    struct field *visibility = &k->fields[FIELD_VISIBILITY];
    visibility->label = tr(visibility_label);
    visibility->hint = tr(visibility_hint);
    visibility->choices = speak_known(m, visibility_choices, visibility->choice_count);
}

void model_speak(struct model *m, const struct table *const *tables, size_t count, const char *language)
{
    struct languages languages = {language, NULL};
    for (size_t i = 0; i < count; i++) {
        const struct table *t = tables[i];
        struct kind *k = (struct kind *)model_kind(m, t->name);
        struct wording_columns label = wording_columns(t, "label", &languages), hint = wording_columns(t, "hint", &languages);
        int choices = wording_column(t, "choices", language), plain = table_column(t, "choices");
        int name = table_column(t, "field");
        for (size_t row = 0; k && row < t->rows; row++) {
            int f = kind_field(k, table_cell(t, row, name));
            const char *texts = *table_cell(t, row, choices) ? table_cell(t, row, choices) : table_cell(t, row, plain);
            if (row == 0) {
                speak_kind(m, k, wording_text(t, row, label), wording_text(t, row, hint));
            } else if (f >= FIELD_FIRST) {
                k->fields[f].label = wording_text(t, row, label);
                k->fields[f].hint = wording_text(t, row, hint);
                if (k->fields[f].type == FIELD_YESNO)
                    k->fields[f].choices = speak_known(m, yesno_choices, 2);
                if (k->fields[f].type == FIELD_CHOICE || k->fields[f].type == FIELD_CHOICES)
                    speak_choices(m, &k->fields[f], texts);
            }
        }
    }
}

void model_release(struct model *model)
{
    for (size_t i = 0; i < model->count; i++) {
        free(model->kinds[i]->fields);
        free(model->kinds[i]);
    }
    free(model->kinds);
    arena_free(model->arena);
    *model = (struct model){0};
}

void model_drop_own(struct model *model)
{
    for (size_t i = 0; i < model->count; i++) {
        struct kind *k = model->kinds[i];
        size_t kept = 0;
        for (size_t j = 0; j < k->field_count; j++)
            if (!(k->fields[j].flags & FIELD_OWN))
                k->fields[kept++] = k->fields[j];
        k->field_count = kept;
    }
}
