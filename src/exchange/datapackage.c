#include "exchange/datapackage.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

/* The type of a stored value in the words of Table Schema. Spreadsheets get labels and titles, which are strings. */
static const char *schema_type(const struct field *f, enum flavour flavour)
{
    switch (f->type) {
    case FIELD_INTEGER:
        return "integer";
    case FIELD_NUMBER:
        return "number";
    case FIELD_DATE:
        return "date";
    case FIELD_LIST:
    case FIELD_CHOICES:
    case FIELD_LINKS:
        return "list";
    case FIELD_YESNO:
        return flavour == FLAVOUR_INTERCHANGE ? "boolean" : "string";
    default:
        return "string";
    }
}

static void one_text_array(struct json *j, const char *key, const char *value)
{
    json_array(j, key);
    json_text(j, NULL, value);
    json_end(j);
}

static void add_constraints(struct json *j, const struct package *p, const struct field *f, int field)
{
    bool choices = f->type == FIELD_CHOICE;
    if (!choices && field != FIELD_ID && !(f->flags & FIELD_REQUIRED))
        return;
    json_object(j, "constraints");
    if (field == FIELD_ID || (f->flags & FIELD_REQUIRED))
        json_bool(j, "required", true);
    if (field == FIELD_ID)
        json_bool(j, "unique", true);
    if (choices) {
        json_array(j, "enum");
        for (size_t i = 0; i < f->choice_count; i++)
            json_text(j, NULL, p->flavour == FLAVOUR_INTERCHANGE ? f->choices[i].name : f->choices[i].label);
        json_end(j);
    }
    json_end(j);
}

static void add_field(struct json *j, const struct package *p, const struct kind *kind, int field)
{
    const struct field *f = &kind->fields[field];
    const char *schema = schema_type(f, p->flavour);
    json_object(j, NULL);
    json_text(j, "name", p->flavour == FLAVOUR_INTERCHANGE ? f->name : f->label);
    json_text(j, "type", schema);
    if (strcmp(schema, "list") == 0)
        json_text(j, "delimiter", ";");
    if (strcmp(schema, "boolean") == 0) {
        one_text_array(j, "trueValues", FIELD_YES);
        one_text_array(j, "falseValues", FIELD_NO);
    }
    if (f->type == FIELD_EMAIL)
        json_text(j, "format", "email");
    json_text(j, "title", f->label);
    if (*f->hint)
        json_text(j, "description", f->hint);
    add_constraints(j, p, f, field);
    struct buf flags = BUF_INIT;
    field_flags(f, &flags);
    if (flags.len)
        json_text(j, "peerloom:flags", flags.s);
    buf_release(&flags);
    json_end(j);
}

static bool contains_kind(const struct package *p, const struct kind *kind)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->files[i].kind == kind)
            return true;
    return false;
}

/* References to records that are in this package; titles in a spreadsheet are no keys. */
static void add_foreign_keys(struct json *j, const struct package *p, const struct package_file *file)
{
    bool open = false;
    for (size_t i = 0; i < file->field_count && p->flavour == FLAVOUR_INTERCHANGE; i++) {
        const struct field *f = &file->kind->fields[file->fields[i]];
        if (f->type != FIELD_REFERENCE || !contains_kind(p, f->reference))
            continue;
        if (!open)
            json_array(j, "foreignKeys");
        open = true;
        json_object(j, NULL);
        one_text_array(j, "fields", f->name);
        json_object(j, "reference");
        json_text(j, "resource", f->reference == file->kind ? "" : f->reference->plural);
        one_text_array(j, "fields", "id");
        json_end(j);
        json_end(j);
    }
    if (open)
        json_end(j);
}

static void add_schema(struct json *j, const struct package *p, const struct package_file *file)
{
    json_object(j, "schema");
    json_text(j, "$schema", "https://datapackage.org/profiles/2.0/tableschema.json");
    json_array(j, "fields");
    for (size_t i = 0; i < file->field_count; i++)
        add_field(j, p, file->kind, file->fields[i]);
    json_end(j);
    one_text_array(j, "primaryKey", p->flavour == FLAVOUR_INTERCHANGE ? "id" : file->kind->fields[FIELD_ID].label);
    add_foreign_keys(j, p, file);
    one_text_array(j, "missingValues", "");
    json_end(j);
}

static void add_resource(struct json *j, const struct package *p, const struct package_file *file)
{
    char hash[80];
    snprintf(hash, sizeof hash, "sha256:%s", file->hash);
    json_object(j, NULL);
    json_text(j, "name", file->kind->plural);
    json_text(j, "type", "table");
    json_text(j, "path", file->file);
    json_text(j, "title", file->kind->label_plural);
    if (*file->kind->hint)
        json_text(j, "description", file->kind->hint);
    json_text(j, "format", "csv");
    json_text(j, "mediatype", "text/csv");
    json_text(j, "encoding", "utf-8");
    json_number(j, "bytes", (long long)file->bytes);
    json_text(j, "hash", hash);
    json_object(j, "dialect");
    json_text(j, "delimiter", ",");
    json_text(j, "lineTerminator", "\r\n");
    json_text(j, "quoteChar", "\"");
    json_bool(j, "doubleQuote", true);
    json_bool(j, "header", true);
    json_end(j);
    add_schema(j, p, file);
    struct buf flags = BUF_INIT;
    kind_flags(file->kind, &flags);
    if (flags.len)
        json_text(j, "peerloom:flags", flags.s);
    buf_release(&flags);
    json_number(j, "peerloom:records", (long long)file->records);
    json_end(j);
}

static void add_coarsened(struct json *j, const struct package *p)
{
    json_object(j, "coarsened");
    json_number(j, "shared_by_at_least", (long long)p->fewest);
    json_number(j, "rows_less_exact", (long long)p->coarsened);
    json_number(j, "people_counted_only", (long long)p->counted);
    json_end(j);
}

void datapackage_write(const struct package *p, struct buf *out)
{
    struct json j;
    json_begin(&j, out);
    json_object(&j, NULL);
    json_text(&j, "$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
    json_text(&j, "name", "peerloom-export");
    json_text(&j, "created", p->created);
    json_object(&j, "peerloom");
    json_number(&j, "format", 1);
    json_text(&j, "audience", p->audience);
    json_text(&j, "flavour", p->flavour == FLAVOUR_INTERCHANGE ? "interchange" : "excel");
    if (p->fewest)
        add_coarsened(&j, p);
    json_end(&j);
    json_array(&j, "resources");
    for (size_t i = 0; i < p->count; i++)
        add_resource(&j, p, &p->files[i]);
    json_end(&j);
    json_end(&j);
}

bool datapackage_is_ours(const char *folder, const char *audience, bool *same_audience)
{
    struct buf path = BUF_INIT;
    char start[1024] = ""; /* our mark stands in the first lines */
    buf_addf(&path, "%s/%s", folder, DATAPACKAGE_FILE);
    FILE *f = fopen(path.s, "rb");
    buf_release(&path);
    if (!f)
        return false;
    size_t n = fread(start, 1, sizeof start - 1, f);
    fclose(f);
    start[n] = '\0';
    char mark[60];
    snprintf(mark, sizeof mark, "\"audience\": \"%s\"", audience);
    *same_audience = strstr(start, mark) != NULL;
    return strstr(start, "\"peerloom\":") != NULL;
}
