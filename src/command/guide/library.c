/* library.c: the library on the command line: shelves, their entries under the facilitator's limits, one entry, a word. */
#include "model/library.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/content.h"
#include "app/entry.h"
#include "app/print.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/run.h"
#include "exchange/csvwrite.h"
#include "model/entry_links.h"
#include "model/limits.h"
#include "model/terms.h"

#define WIDTH 78

/* ---- shelves ---- */

static void list_shelves(struct app *app)
{
    const struct library *lib = &app->content->library;
    for (size_t i = 0; i < lib->count; i++) {
        print_cell(app, lib->shelves[i].kind->plural, 13);
        print(app, "%4zu  ", shelf_count(&lib->shelves[i]));
        print_text(app, lib->shelves[i].kind->label_plural);
        fputc('\n', app->out);
        print_wrapped(app, lib->shelves[i].kind->hint, 19, WIDTH);
    }
}

static void json_shelves(struct app *app, struct json *j)
{
    const struct library *lib = &app->content->library;
    json_array(j, NULL);
    for (size_t i = 0; i < lib->count; i++) {
        json_object(j, NULL);
        json_text(j, "shelf", lib->shelves[i].kind->plural);
        json_text(j, "label", lib->shelves[i].kind->label_plural);
        json_text(j, "hint", lib->shelves[i].kind->hint);
        json_number(j, "entries", (long long)shelf_count(&lib->shelves[i]));
        json_end(j);
    }
    json_end(j);
}

static enum status find_shelf(struct app *app, const char *name, struct shelf **shelf, struct error *e)
{
    const struct library *lib = &app->content->library;
    *shelf = library_shelf(lib, name);
    for (size_t i = 0; i < lib->count && !*shelf; i++)
        if (text_alike(lib->shelves[i].kind->label_plural, name) || text_alike(lib->shelves[i].kind->label, name))
            *shelf = &lib->shelves[i];
    if (*shelf)
        return OK;
    error_set(e, ERR_NOT_FOUND, "the library has no shelf '%s'", name);
    return error_hint(e, ERR_NOT_FOUND, "see 'peerloom library'");
}

/* ---- entries ---- */

static void print_entry(struct app *app, const struct shelf *shelf, size_t entry)
{
    struct buf value = BUF_INIT;
    print_text(app, shelf_label(shelf, entry));
    fputc('\n', app->out);
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++) {
        const struct field *f = &shelf->kind->fields[i];
        buf_clear(&value);
        entry_value(app, shelf, entry, (int)i, &value);
        if (strcmp(f->name, "label") == 0 || value.len == 0)
            continue;
        print(app, "\n%s\n", f->label);
        print_wrapped(app, value.s, 2, WIDTH);
    }
    buf_release(&value);
}

static void json_entry(struct app *app, struct json *j, const struct shelf *shelf, size_t entry)
{
    json_object(j, NULL);
    json_text(j, "shelf", shelf->kind->plural);
    json_text(j, "id", shelf_id(shelf, entry));
    for (size_t i = FIELD_FIRST; i < shelf->kind->field_count; i++) {
        const struct field *f = &shelf->kind->fields[i];
        if (*shelf_text(shelf, entry, f->name))
            json_text(j, f->name, shelf_text(shelf, entry, f->name));
    }
    json_end(j);
    (void)app;
}

static void print_line(struct app *app, const struct shelf *shelf, size_t entry, int id_width)
{
    struct buf gist = BUF_INIT;
    entry_gist(app, shelf, entry, &gist);
    print_cell(app, shelf_id(shelf, entry), id_width);
    print_text(app, shelf_label(shelf, entry));
    fputc('\n', app->out);
    if (gist.len)
        print_wrapped(app, gist.s, 4, WIDTH);
    buf_release(&gist);
}

/* The rows chosen, with all their columns and languages: a file of that name in the facilitator's folder library/ stands
 * in for the shelf. */
static void csv_entries(const struct shelf *shelf, const size_t *rows, size_t count, struct buf *out)
{
    const struct table *t = shelf->table;
    struct csv_writer w = csv_begin(out, FLAVOUR_SPREADSHEET);
    for (size_t i = 0; i <= count; i++) {
        for (size_t c = 0; c < t->columns; c++)
            csv_cell(&w, i ? table_cell(t, rows[i - 1], (int)c) : t->header[c]);
        csv_end_row(&w);
    }
}

static void write_entries(struct app *app, const struct args *args, const struct shelf *shelf, const size_t *rows,
                          size_t count)
{
    struct buf out = BUF_INIT;
    struct json j;
    size_t most = 0;
    json_begin(&j, &out);
    if (args_flag(args, "csv")) {
        csv_entries(shelf, rows, count, &out);
    } else if (args_flag(args, "json")) {
        json_array(&j, NULL);
        for (size_t i = 0; i < count; i++)
            json_entry(app, &j, shelf, rows[i]);
        json_end(&j);
    } else if (args_given(args, "entry")) {
        print_entry(app, shelf, rows[0]);
    } else {
        for (size_t i = 0; i < count; i++)
            most = strlen(shelf_id(shelf, rows[i])) > most ? strlen(shelf_id(shelf, rows[i])) : most;
        for (size_t i = 0; i < count; i++)
            print_line(app, shelf, rows[i], (int)(most > 34 ? 34 : most) + 2);
    }
    fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
}

static enum status read_limits(struct app *app, const struct args *args, const struct shelf *shelf,
                               struct limits *limits, struct error *e)
{
    enum status s = OK;
    *limits = (struct limits){0};
    const struct arg_value *v;
    for (size_t i = 0; s == OK && (v = args_nth(args, "limit", i)); i++) {
        if (!v->key || !*v->key) {
            error_set(e, ERR_USAGE, "'%s' is not a limit", v->text);
            return error_hint(e, ERR_USAGE, "give FIELD=VALUE, such as --limit time=half_day");
        }
        s = limits_set(limits, &app->content->library, shelf, v->key, v->text, e);
    }
    return s;
}

static enum status list_entries(struct app *app, const struct args *args, struct shelf *shelf, struct error *e)
{
    const char *filter = args_text(args, "filter");
    struct limits limits;
    struct buf folded = BUF_INIT;
    enum status s = read_limits(app, args, shelf, &limits, e);
    if (s != OK)
        return s;
    size_t *rows = xcalloc(shelf_count(shelf) + 1, sizeof *rows), n = 0;
    text_fold(&folded, filter ? filter : "", filter ? strlen(filter) : 0);
    for (size_t i = 0; i < shelf_count(shelf); i++)
        if (limits_allow(&limits, shelf, i) && shelf_matches(shelf, i, buf_str(&folded)))
            rows[n++] = i;
    write_entries(app, args, shelf, rows, n);
    if (limits.count || folded.len)
        say(app, "%zu of %zu", n, shelf_count(shelf));
    free(rows);
    buf_release(&folded);
    return OK;
}

static enum status speak(struct app *app, const struct args *args, struct error *e)
{
    const char *language = args_text(args, "lang");
    return language ? content_speak(app, language, NULL, e) : OK;
}

enum status run_library(struct app *app, const struct args *args, struct error *e)
{
    struct shelf *shelf = NULL;
    enum status s = speak(app, args, e);
    if (s == OK && args_given(args, "shelf"))
        s = find_shelf(app, args_text(args, "shelf"), &shelf, e);
    if (s != OK)
        return s;
    if (!shelf && args_flag(args, "json")) {
        struct buf out = BUF_INIT;
        struct json j;
        json_begin(&j, &out);
        json_shelves(app, &j);
        fwrite(buf_str(&out), 1, out.len, app->out);
        buf_release(&out);
        return OK;
    }
    if (!shelf) {
        if (args_given(args, "filter") || args_given(args, "limit") || args_flag(args, "csv"))
            return error_set(e, ERR_USAGE, "'library' needs a shelf for that, such as 'library tools'");
        list_shelves(app);
        return OK;
    }
    const char *name = args_text(args, "entry");
    if (!name)
        return list_entries(app, args, shelf, e);
    long entry = entry_find(shelf, name);
    if (entry < 0) {
        error_set(e, ERR_NOT_FOUND, "the shelf '%s' has no entry '%s'", shelf->kind->plural, name);
        return error_hint(e, ERR_NOT_FOUND, "see 'peerloom library %s'", shelf->kind->plural);
    }
    size_t row = (size_t)entry;
    write_entries(app, args, shelf, &row, 1);
    return OK;
}

/* ---- term ---- */

enum status run_term(struct app *app, const struct args *args, struct error *e)
{
    struct buf word = BUF_INIT, text = BUF_INIT, out = BUF_INIT;
    struct term_hit hits[TERMS_MOST];
    struct json j;
    enum status s = speak(app, args, e);
    args_joined(args, "word", &word);
    size_t n = s == OK ? terms_find(&app->content->library, buf_str(&word), hits, TERMS_MOST) : 0;
    if (s == OK && n == 0) {
        error_set(e, ERR_NOT_FOUND, "'%.60s' is not in the glossary", buf_str(&word));
        s = error_hint(e, ERR_NOT_FOUND, "see 'peerloom library terms' and 'peerloom library acronyms'");
    }
    json_begin(&j, &out);
    json_array(&j, NULL);
    for (size_t i = 0; i < n; i++) {
        buf_clear(&text);
        term_text(app, &hits[i], &text);
        json_entry(app, &j, hits[i].shelf, hits[i].entry);
        if (args_flag(args, "json"))
            continue;
        print(app, "%s%s\n", i ? "\n" : "", shelf_label(hits[i].shelf, hits[i].entry));
        print_wrapped(app, buf_str(&text), 2, WIDTH);
    }
    json_end(&j);
    if (s == OK && args_flag(args, "json"))
        fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&word);
    buf_release(&text);
    buf_release(&out);
    return s;
}
