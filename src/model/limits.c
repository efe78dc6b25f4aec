/* limits.c: see limits.h. */
#include "model/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "model/entry_links.h"
#include "model/kinds.h"

#define SIZE "size"

/* ---- what can be limited ---- */

static bool has_size(const struct shelf *shelf)
{
    return kind_field(shelf->kind, "size_min") >= 0 && kind_field(shelf->kind, "size_max") >= 0;
}

const char *limit_name(const struct library *lib, const struct shelf *shelf, int field)
{
    const struct field *f = &shelf->kind->fields[field];
    if (field < FIELD_FIRST)
        return NULL;
    if (has_size(shelf) && strcmp(f->name, "size_min") == 0)
        return SIZE;
    bool choice = f->type == FIELD_CHOICE || f->type == FIELD_CHOICES;
    bool ids = f->type == FIELD_LIST && (entry_target(lib, shelf, f->name) || strcmp(f->name, "questions") == 0);
    return choice || ids ? f->name : NULL;
}

static const struct field *field_of(const struct shelf *shelf, const char *name)
{
    int i = kind_field(shelf->kind, name);
    return i < 0 ? NULL : &shelf->kind->fields[i];
}

const char *limit_label(const struct shelf *shelf, const char *name)
{
    const struct field *f = field_of(shelf, name);
    return f ? f->label : strcmp(name, SIZE) == 0 ? _("Group size") : name;
}

bool limit_at_most(const struct shelf *shelf, const char *name)
{
    static const char *const ordered[] = {"time", "cost", "travel"};
    const struct field *f = field_of(shelf, name);
    for (size_t i = 0; f && f->type == FIELD_CHOICE && i < sizeof ordered / sizeof *ordered; i++)
        if (strcmp(name, ordered[i]) == 0)
            return true;
    return false;
}

void limit_show(const struct library *lib, const struct shelf *shelf, const struct limit *limit, struct buf *out)
{
    const struct field *f = field_of(shelf, limit->field);
    const struct shelf *target = f && f->type == FIELD_LIST ? entry_target(lib, shelf, f->name) : NULL;
    struct buf one = BUF_INIT;
    for (const char *s = limit->value; *s;) {
        size_t n = strcspn(s, ";");
        buf_clear(&one);
        buf_add(&one, s, n);
        long entry = target ? shelf_find(target, one.s) : -1;
        buf_adds(out, s == limit->value ? "" : ", ");
        if (limit_at_most(shelf, limit->field) && strcmp(one.s, f->choices[0].name) != 0)
            buf_addf(out, _("%s at most"), field_choice_label(f, one.s));
        else
            buf_adds(out, entry >= 0 ? shelf_label(target, (size_t)entry) : f ? field_choice_label(f, one.s) : one.s);
        s += n + (s[n] == ';');
    }
    buf_release(&one);
}

/* ---- setting ---- */

static const char *find_name(const struct library *lib, const struct shelf *shelf, const char *name)
{
    if (has_size(shelf) && (strcmp(name, SIZE) == 0 || text_alike(name, limit_label(shelf, SIZE))))
        return SIZE;
    int field = kind_match_header(shelf->kind, name);
    return field < 0 ? NULL : limit_name(lib, shelf, field);
}

static enum status bad_name(const struct library *lib, const struct shelf *shelf, const char *name, struct error *e)
{
    struct buf names = BUF_INIT;
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++)
        if (limit_name(lib, shelf, (int)i))
            buf_addf(&names, "%s%s", names.len ? ", " : "", limit_name(lib, shelf, (int)i));
    error_set(e, ERR_INPUT, "'%s' cannot be limited by '%s'", shelf->kind->plural, name);
    if (names.len)
        error_hint(e, ERR_INPUT, "use one of %s", names.s);
    buf_release(&names);
    return ERR_INPUT;
}

/* One value, in stored form. */
static enum status parse_value(const struct library *lib, const struct shelf *shelf, const char *name, const char *text,
                               struct buf *out, struct error *e)
{
    const struct field *f = field_of(shelf, name);
    if (!f) { /* the size */
        char *end;
        long n = strtol(text, &end, 10);
        if (*end || n < 1 || n > 100000)
            return error_set(e, ERR_INPUT, "'%s' is not a number of people", text);
        buf_addf(out, "%ld", n);
        return OK;
    }
    if (f->type != FIELD_LIST) {
        struct field any = *f; /* several are checked one after the other */
        any.flags &= ~(unsigned)FIELD_REQUIRED;
        return field_parse(&any, text, out, e);
    }
    const struct shelf *target = entry_target(lib, shelf, name);
    long entry = target ? entry_find(target, text) : 0;
    if (entry < 0) {
        error_set(e, ERR_INPUT, "'%s' has no entry '%s'", target->kind->plural, text);
        return error_hint(e, ERR_INPUT, "see 'peerloom library %s'", target->kind->plural);
    }
    buf_adds(out, target ? shelf_id(target, (size_t)entry) : text);
    return OK;
}

static void drop(struct limits *l, const char *name)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->count; i++)
        if (strcmp(l->items[i].field, name) != 0)
            l->items[kept++] = l->items[i];
    l->count = kept;
}

enum status limits_set(struct limits *l, const struct library *lib, const struct shelf *shelf, const char *name,
                       const char *value, struct error *e)
{
    const char *found = find_name(lib, shelf, name);
    struct buf stored = BUF_INIT, one = BUF_INIT;
    enum status s = found ? OK : bad_name(lib, shelf, name, e);
    for (const char *p = value; s == OK && *p;) {
        size_t n = strcspn(p, ";");
        buf_clear(&one);
        buf_add(&one, p, n);
        buf_adds(&stored, stored.len ? ";" : "");
        s = parse_value(lib, shelf, found, buf_str(&one), &stored, e);
        p += n + (p[n] == ';');
    }
    if (s == OK && stored.len >= sizeof l->items[0].value)
        s = error_set(e, ERR_INPUT, "'%.40s...' is too long for a limit", value);
    if (s == OK) {
        drop(l, found);
        if (stored.len && l->count < LIMITS_MOST) {
            struct limit *limit = &l->items[l->count++];
            snprintf(limit->field, sizeof limit->field, "%s", found);
            snprintf(limit->value, sizeof limit->value, "%s", stored.s);
        }
    }
    buf_release(&stored);
    buf_release(&one);
    return s;
}

const char *limits_get(const struct limits *l, const char *name)
{
    for (size_t i = 0; i < l->count; i++)
        if (strcmp(l->items[i].field, name) == 0)
            return l->items[i].value;
    return "";
}

/* ---- asking ---- */

static bool suits_size(const struct shelf *shelf, size_t entry, long people)
{
    const char *least = shelf_text(shelf, entry, "size_min"), *most = shelf_text(shelf, entry, "size_max");
    return (!*least || strtol(least, NULL, 10) <= people) && (!*most || strtol(most, NULL, 10) >= people);
}

static size_t choice_place(const struct field *f, const char *name)
{
    size_t i = 0;
    while (i < f->choice_count && strcmp(f->choices[i].name, name) != 0)
        i++;
    return i;
}

static bool allows_one(const struct shelf *shelf, size_t entry, const struct limit *limit, const char *value)
{
    const struct field *f = field_of(shelf, limit->field);
    if (!f)
        return suits_size(shelf, entry, strtol(value, NULL, 10));
    const char *has = shelf_text(shelf, entry, f->name);
    if (f->type != FIELD_LIST && !*has)
        return true;
    if (limit_at_most(shelf, f->name))
        return choice_place(f, has) <= choice_place(f, value);
    return shelf_has(shelf, entry, f->name, value) ||
           (f->type == FIELD_CHOICE && strcmp(has, SHELF_TOOL_BACKGROUNDS_ANY) == 0);
}

static bool allows(const struct shelf *shelf, size_t entry, const struct limit *limit)
{
    char value[sizeof limit->value];
    for (const char *s = limit->value; *s;) {
        size_t n = strcspn(s, ";");
        snprintf(value, sizeof value, "%.*s", (int)n, s);
        if (allows_one(shelf, entry, limit, value))
            return true;
        s += n + (s[n] == ';');
    }
    return false;
}

bool limits_allow(const struct limits *l, const struct shelf *shelf, size_t entry)
{
    for (size_t i = 0; i < l->count; i++)
        if (!allows(shelf, entry, &l->items[i]))
            return false;
    return true;
}

void limits_describe(const struct limits *l, const struct library *lib, const struct shelf *shelf, struct buf *out)
{
    for (size_t i = 0; i < l->count; i++) {
        buf_addf(out, _("%s%s: "), i ? "; " : "", limit_label(shelf, l->items[i].field));
        limit_show(lib, shelf, &l->items[i], out);
    }
}
