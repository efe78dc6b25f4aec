/* embed: turns the CSV files of data/ into C at build time, so that one binary works alone.
 *
 *     embed DATA.c DATA.h KINDS.h GROUP=FILE ...
 *
 * GROUP is kinds, guide, shelves, library, demo or words (CSV files) or schema (text files); files of a group are put in the
 * order given. DATA.h declares for each group an array that ends with NULL (data_kinds[], data_guide[] ... of struct
 * table, and data_schema[] of text) and its length (DATA_KINDS_COUNT ...). KINDS.h has enum kind_id in the order of the files of
 * group kinds, for each kind an enum of its fields, and for each choice of a field of a kind or shelf the text that is
 * stored. The files are read with the program's own reader: what is wrong with one is said at build time. A file that would
 * not change is left as it is, date and all.
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "exchange/csvread.h"

static const char *const groups[] = {"kinds", "guide", "shelves", "library", "demo", "words", "schema"};
enum { GROUP_KINDS, GROUP_GUIDE, GROUP_SHELVES, GROUP_LIBRARY, GROUP_DEMO, GROUP_WORDS, GROUP_SCHEMA, GROUPS };

#define LONGEST_LITERAL 4000 /* C11 5.2.4.1 promises 4095 characters */

static const char banner[] = "/* Made by src/tools/embed.c from the files of data/. Do not edit. */\n";

_Noreturn static void die(const char *text)
{
    fprintf(stderr, "embed: %s\n", text);
    exit(EXIT_FAILURE);
}

/* ---- C literals ---- */

/* Octal escapes have three digits at most, so that a digit behind one is no part of it. '?' is escaped as trigraphs are
 * made of it. */
static void add_literal(struct buf *out, const char *s)
{
    buf_addc(out, '"');
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\' || c == '?')
            buf_addf(out, "\\%c", c);
        else if (c < 0x20 || c >= 0x7f)
            buf_addf(out, "\\%03o", c);
        else
            buf_addc(out, *s);
    }
    buf_addc(out, '"');
}

/* A text that is too long for a literal becomes an array of characters with the name `name`. */
static void add_array(struct buf *out, const char *name, const char *s)
{
    buf_addf(out, "static const char %s[] = {", name);
    for (size_t i = 0;; i++) {
        buf_addf(out, "%s%d,", i % 24 ? "" : "\n    ", (signed char)s[i]);
        if (!s[i])
            break;
    }
    buf_adds(out, "\n};\n");
}

/* ---- tables ---- */

static void add_cells(struct buf *out, const char *what, size_t group, size_t file, const char *const *cells,
                      size_t count, size_t columns)
{
    char name[80];
    for (size_t i = 0; i < count; i++)
        if (strlen(cells[i]) > LONGEST_LITERAL) {
            snprintf(name, sizeof name, "%s_%s_%zu_%zu", what, groups[group], file, i);
            add_array(out, name, cells[i]);
        }
    buf_addf(out, "static const char *const %s_%s_%zu[] = {", what, groups[group], file);
    for (size_t i = 0; i < count; i++) {
        buf_adds(out, i % columns ? " " : "\n    ");
        if (strlen(cells[i]) > LONGEST_LITERAL)
            buf_addf(out, "%s_%s_%zu_%zu", what, groups[group], file, i);
        else
            add_literal(out, cells[i]);
        buf_addc(out, ',');
    }
    buf_adds(out, count ? "\n};\n" : "NULL};\n");
}

static void add_table(struct buf *out, size_t group, size_t file, const struct table *t)
{
    add_cells(out, "header", group, file, t->header, t->columns, t->columns);
    add_cells(out, "cells", group, file, t->cells, t->rows * t->columns, t->columns);
    buf_addf(out, "static const struct table table_%s_%zu = {", groups[group], file);
    add_literal(out, t->name);
    buf_addf(out, ", %zu, %zu, header_%s_%zu, cells_%s_%zu};\n\n", t->columns, t->rows, groups[group], file,
             groups[group], file);
}

/* ---- constants of the kinds ---- */

static void add_upper(struct buf *out, const char *s)
{
    for (; *s; s++)
        buf_addc(out, (char)toupper((unsigned char)*s));
}

/* A choice may be a number: it is the end of a constant's name. */
static void check_name(const struct table *t, const char *s, const char *what)
{
    bool good = islower((unsigned char)*s) || (strcmp(what, "choice") == 0 && isdigit((unsigned char)*s));
    for (const char *p = s; *p; p++)
        good = good && (islower((unsigned char)*p) || isdigit((unsigned char)*p) || *p == '_');
    if (!good) {
        fprintf(stderr, "embed: %s.csv: '%s' is not a name of a %s\n", t->name, s, what);
        exit(EXIT_FAILURE);
    }
}

/* "#define ANSWER_STATUS_OPEN "open"" for each choice of the field in that row. `prefix` keeps shelves and kinds apart. */
static void add_choices(struct buf *out, const char *prefix, const struct table *t, size_t row)
{
    const char *type = table_cell(t, row, table_column(t, "type"));
    if (strcmp(type, "choice") != 0 && strcmp(type, "choices") != 0)
        return;
    struct buf choice = BUF_INIT;
    const char *p = table_cell(t, row, table_column(t, "choices"));
    for (; *p; p += strcspn(p, ";"), p += strspn(p, "; ")) {
        buf_clear(&choice);
        buf_add(&choice, p, strcspn(p, "=; "));
        check_name(t, buf_str(&choice), "choice");
        buf_addf(out, "#define %s", prefix);
        add_upper(out, t->name);
        buf_addc(out, '_');
        add_upper(out, table_cell(t, row, table_column(t, "field")));
        buf_addc(out, '_');
        add_upper(out, choice.s);
        buf_addf(out, " \"%s\"\n", choice.s);
    }
    buf_release(&choice);
}

static void add_shelf(struct buf *choices, const struct table *t)
{
    for (size_t row = 1; row < t->rows; row++)
        add_choices(choices, "SHELF_", t, row);
}

/* The first row of such a file describes the kind itself and is no field. */
static void add_kind(struct buf *kinds, struct buf *choices, struct buf *fields, const struct table *t)
{
    int name = table_column(t, "field"), type = table_column(t, "type");
    if (t->rows == 0 || strcmp(table_cell(t, 0, type), "kind") != 0) {
        fprintf(stderr, "embed: %s.csv: the first row must describe the kind (type kind)\n", t->name);
        exit(EXIT_FAILURE);
    }
    check_name(t, t->name, "kind");
    buf_adds(kinds, "    KIND_");
    add_upper(kinds, t->name);
    buf_adds(kinds, ",\n");
    buf_addf(fields, "\nenum %s_field {\n", t->name);
    for (size_t row = 1; row <= t->rows; row++) {
        const char *field = row < t->rows ? table_cell(t, row, name) : "fields";
        check_name(t, field, "field");
        if (row < t->rows)
            add_choices(choices, "", t, row);
        buf_adds(fields, "    ");
        add_upper(fields, t->name);
        buf_addc(fields, '_');
        add_upper(fields, field);
        buf_adds(fields, row == 1 ? " = FIELD_FIRST,\n" : ",\n");
    }
    buf_adds(fields, "};\n");
}

/* ---- files ---- */

static void add_text_file(struct buf *out, size_t file, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        fprintf(stderr, "embed: cannot open %s: %s\n", path, strerror(errno));
        exit(EXIT_FAILURE);
    }
    struct buf text = BUF_INIT;
    char piece[4096];
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(&text, piece, n);
    if (ferror(f) || fclose(f) != 0)
        die("cannot read a text file");
    char name[40];
    snprintf(name, sizeof name, "text_%zu", file);
    add_array(out, name, buf_str(&text));
    buf_addc(out, '\n');
    buf_release(&text);
}

/* Every row has as many cells as the header: a comma without quotes would show readers another language's text. */
static struct table *read_table(const char *path)
{
    struct table *table;
    struct csv_shape shape;
    struct error e;
    char text[1400];
    if (csv_read_table(path, &table, &shape, &e) != OK) {
        error_text(&e, text, sizeof text);
        die(text);
    }
    if (!shape.uneven)
        return table;
    fprintf(stderr, "embed: %s, line %ld: the row has %zu cells, the header has %zu\n", path, shape.uneven,
            shape.uneven_cells, shape.columns);
    exit(EXIT_FAILURE);
}

static bool file_is(const char *path, const struct buf *text)
{
    FILE *f = fopen(path, "rb");
    size_t at = 0, n = 0;
    char piece[4096];
    while (f && (n = fread(piece, 1, sizeof piece, f)) > 0 && at + n <= text->len && memcmp(text->s + at, piece, n) == 0)
        at += n;
    bool same = f && n == 0 && !ferror(f) && at == text->len;
    if (f)
        fclose(f);
    return same;
}

/* A file that would not change is not touched: whatever includes it is then not compiled again. */
static void write_file(const char *path, const struct buf *text)
{
    if (file_is(path, text))
        return;
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(text->s, 1, text->len, f) != text->len || fclose(f) != 0) {
        fprintf(stderr, "embed: cannot write %s: %s\n", path, strerror(errno));
        exit(EXIT_FAILURE);
    }
}

struct output {
    struct buf source, header, kinds, choices, fields;
    size_t counts[GROUPS];
};

static void take_file(struct output *o, const char *argument)
{
    const char *equals = strchr(argument, '=');
    size_t group = 0;
    while (group < GROUPS && !(equals && strlen(groups[group]) == (size_t)(equals - argument) &&
                               strncmp(groups[group], argument, (size_t)(equals - argument)) == 0))
        group++;
    if (group == GROUPS)
        die("an argument must be GROUP=FILE; groups are kinds, guide, shelves, library, demo and schema");
    size_t file = o->counts[group]++;
    if (group == GROUP_SCHEMA) {
        add_text_file(&o->source, file, equals + 1);
        return;
    }
    struct table *t = read_table(equals + 1);
    add_table(&o->source, group, file, t);
    if (group == GROUP_KINDS)
        add_kind(&o->kinds, &o->choices, &o->fields, t);
    else if (group == GROUP_SHELVES)
        add_shelf(&o->choices, t);
    csv_table_free(t);
}

static void add_lists(struct output *o)
{
    for (size_t group = 0; group < GROUPS; group++) {
        bool text = group == GROUP_SCHEMA;
        const char *type = text ? "char *const " : "struct table *const ";
        buf_adds(&o->header, "#define DATA_");
        add_upper(&o->header, groups[group]);
        buf_addf(&o->header, "_COUNT %zu\nextern const %sdata_%s[];\n", o->counts[group], type, groups[group]);
        buf_addf(&o->source, "const %sdata_%s[] = {\n", type, groups[group]);
        for (size_t i = 0; i < o->counts[group]; i++)
            if (text)
                buf_addf(&o->source, "    text_%zu,\n", i);
            else
                buf_addf(&o->source, "    &table_%s_%zu,\n", groups[group], i);
        buf_adds(&o->source, "    NULL,\n};\n");
    }
}

int main(int argc, char **argv)
{
    if (argc < 5)
        die("usage: embed DATA.c DATA.h KINDS.h GROUP=FILE ...");
    struct output o = {.source = BUF_INIT};
    const char *slash = strrchr(argv[2], '/');
    buf_addf(&o.source, "%s#include \"%s\"\n\n#include <stddef.h>\n\n", banner, slash ? slash + 1 : argv[2]);
    buf_addf(&o.header, "%s#ifndef PEERLOOM_DATA_H\n#define PEERLOOM_DATA_H\n\n#include \"base/table.h\"\n\n", banner);
    buf_adds(&o.header, "/* Each list ends with NULL. */\n");
    buf_addf(&o.kinds, "%s#ifndef PEERLOOM_MODEL_KINDS_H\n#define PEERLOOM_MODEL_KINDS_H\n\n", banner);
    buf_adds(&o.kinds, "#include \"model/kind.h\"\n\nenum kind_id {\n");
    for (int i = 4; i < argc; i++)
        take_file(&o, argv[i]);
    add_lists(&o);
    buf_adds(&o.header, "\n#endif\n");
    buf_adds(&o.kinds, "    KINDS\n};\n\n");
    buf_adds(&o.kinds, "/* Above the fields, so that a choice and a field of the same name do not compile. */\n");
    buf_add(&o.kinds, buf_str(&o.choices), o.choices.len);
    buf_add(&o.kinds, buf_str(&o.fields), o.fields.len);
    buf_adds(&o.kinds, "\n#endif\n");
    write_file(argv[1], &o.source);
    write_file(argv[2], &o.header);
    write_file(argv[3], &o.kinds);
    buf_release(&o.source);
    buf_release(&o.header);
    buf_release(&o.kinds);
    buf_release(&o.choices);
    buf_release(&o.fields);
    return EXIT_SUCCESS;
}
