#include "exchange/mapping.h"

#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"

/* The target of a name, label or alias. */
static void match(const struct kind *kind, const struct kind *member, const char *name, struct import_column *c)
{
    char own_id[80];
    snprintf(own_id, sizeof own_id, "%.60s_id", kind->name);
    int field = strcmp(name, own_id) == 0 ? FIELD_ID : kind_match_header(kind, name);
    c->target = TARGET_IGNORED;
    c->field = -1;
    c->note = "no such field";
    if (field < 0 && member) {
        field = kind_match_header(member, name);
        if (field < FIELD_FIRST)
            return;
        if (member->fields[field].type != FIELD_REFERENCE) {
            *c = (struct import_column){c->header, TARGET_MEMBER, field, ""};
            return;
        }
        /* "alliance": the links field that lists what the member field refers to */
        int links = -1;
        for (size_t i = FIELD_FIRST; i < kind->field_count; i++)
            if (kind->fields[i].type == FIELD_LINKS && kind->fields[i].reference == member &&
                kind->fields[i].link_to == field)
                links = (int)i;
        field = links;
    }
    if (field < 0)
        return;
    c->field = field;
    c->note = "";
    c->target = field == FIELD_ID ? TARGET_ID : kind->fields[field].type == FIELD_LINKS ? TARGET_LINKS : TARGET_FIELD;
    if (c->target == TARGET_LINKS &&
        (!kind->fields[field].reference->keyed ||
         kind->fields[field].reference->fields[kind->fields[field].link_to].type != FIELD_REFERENCE))
        *c = (struct import_column){c->header, TARGET_IGNORED, -1, "cannot be taken in from a list"};
}

/* The row of the mapping for a header, or -1. */
static long map_row(const struct table *map, int header_column, const char *header)
{
    for (size_t row = 0; row < map->rows; row++)
        if (text_alike(table_cell(map, row, header_column), header))
            return (long)row;
    return -1;
}

static enum status check_map(const struct table *map, const char *const *headers, size_t count, struct error *e)
{
    int header = table_column(map, "header");
    if (header < 0 || table_column(map, "field") < 0) {
        error_set(e, ERR_INPUT, "the mapping '%s' has no columns 'header' and 'field'", map->name);
        error_at(e, map->name, 1, 0);
        return error_hint(e, ERR_INPUT, "write a CSV file with these two columns, a row for each column of your file");
    }
    for (size_t row = 0; row < map->rows; row++) {
        bool found = false;
        for (size_t i = 0; i < count && !found; i++)
            found = text_alike(table_cell(map, row, header), headers[i]);
        if (!found) {
            error_set(e, ERR_INPUT, "the mapping '%s' names a column '%s', which the file does not have", map->name,
                      table_cell(map, row, header));
            error_at(e, map->name, (long)row + 2, header + 1);
            return error_hint(e, ERR_INPUT, "write the column's name exactly as in the first row of the file");
        }
    }
    return OK;
}

static enum status match_by_map(const struct kind *kind, const struct kind *member, const struct table *map,
                                struct import_column *c, bool *mapped, struct error *e)
{
    long row = map ? map_row(map, table_column(map, "header"), c->header) : -1;
    *mapped = row >= 0;
    if (row < 0)
        return OK;
    const char *field = table_cell(map, (size_t)row, table_column(map, "field"));
    const char *dot = strchr(field, '.');
    if (dot && member &&
        strncmp(field, member->name, (size_t)(dot - field)) == 0) { /* membership.notes, not person.notes */
        int f = kind_field(member, dot + 1);
        *c = (struct import_column){c->header, f >= FIELD_FIRST ? TARGET_MEMBER : TARGET_IGNORED, f, "no such field"};
        if (c->target == TARGET_MEMBER && member->fields[f].type == FIELD_REFERENCE)
            c->target = TARGET_IGNORED;
    } else if (*field) {
        match(kind, member, field, c);
    } else {
        *c = (struct import_column){c->header, TARGET_IGNORED, -1, "left out by the mapping"};
        return OK;
    }
    if (c->target != TARGET_IGNORED)
        return OK;
    error_set(e, ERR_INPUT, "the mapping '%s' names a field '%s', which %s does not have", map->name, field,
              kind->label);
    error_at(e, map->name, row + 2, table_column(map, "field") + 1);
    return error_hint(e, ERR_INPUT, "see 'peerloom kinds %s'", kind->name);
}

/* Is the column called as the field itself, not as its label or an alias? */
static bool by_name(const struct kind *kind, const struct import_column *c)
{
    return c->target == TARGET_FIELD && text_alike(kind->fields[c->field].name, c->header);
}

/* Two columns for one field: that with the field's own name counts, else the first, so that nothing is written twice. */
static void drop_double(const struct kind *kind, struct import_column *columns, size_t at)
{
    struct import_column *c = &columns[at];
    for (size_t i = 0; i < at && c->target != TARGET_IGNORED; i++) {
        if (columns[i].target != c->target || columns[i].field != c->field)
            continue;
        struct import_column *drop = by_name(kind, c) && !by_name(kind, &columns[i]) ? &columns[i] : c;
        *drop = (struct import_column){drop->header, TARGET_IGNORED, -1, "another column is that field already"};
    }
}

enum status mapping_find(const struct kind *kind, const struct kind *member, const struct table *map,
                         const char *const *headers, size_t count, struct import_column *columns, struct error *e)
{
    enum status status = map ? check_map(map, headers, count, e) : OK;
    size_t used = 0;
    for (size_t i = 0; i < count && status == OK; i++) {
        columns[i] = (struct import_column){headers[i], TARGET_IGNORED, -1, "the column has no name"};
        bool mapped;
        status = match_by_map(kind, member, map, &columns[i], &mapped, e);
        if (!mapped && *headers[i])
            match(kind, member, headers[i], &columns[i]);
        drop_double(kind, columns, i);
        used += columns[i].target != TARGET_IGNORED;
    }
    if (status != OK || used > 0)
        return status;
    error_set(e, ERR_INPUT, "no column of the file is a field of %s", kind->label);
    return error_hint(e, ERR_INPUT,
                      "name the columns in the first row as 'peerloom kinds %s' lists them, or give a mapping",
                      kind->name);
}

void mapping_label(const struct kind *kind, const struct kind *member, const struct import_column *column,
                   struct buf *out)
{
    if (column->target == TARGET_MEMBER)
        buf_addf(out, _("%s: %s"), member->label, member->fields[column->field].label);
    else if (column->target != TARGET_IGNORED)
        buf_adds(out, kind->fields[column->field].label);
}
