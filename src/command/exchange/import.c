/* import.c: the command import: what it prints, and what it writes besides the workbench. */
#include "base/tr.h"
#include "command/args_shared.h"
#include "command/exchange/import.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/print.h"
#include "base/json.h"
#include "base/mem.h"
#include "command/exchange/import_all.h"
#include "command/run.h"
#include "exchange/csvwrite.h"
#include "exchange/datapackage.h"
#include "exchange/outfile.h"

static const char *const result_names[IMPORT_RESULTS] = {N_("new"), N_("changed"), N_("same"), N_("left"), N_("rejected")};

const char *import_result_name(enum import_result result)
{
    return result_names[result];
}

/* ---- summary ---- */

/* "3 organisations and 12 challenges" */
static void add_made(const struct import_plan *plan, struct buf *out)
{
    const struct kind *done[8];
    size_t kinds = 0;
    for (const struct import_making *m = plan->makings; m; m = m->next) {
        size_t n = 0, seen = 0;
        while (seen < kinds && done[seen] != m->kind)
            seen++;
        for (const struct import_making *other = m; other; other = other->next)
            n += other->needed && other->kind == m->kind;
        if (seen < kinds || n == 0 || kinds == sizeof done / sizeof *done)
            continue;
        buf_addf(out, "%s%zu %s", kinds ? " and " : "; with them ", n, n == 1 ? m->kind->label : m->kind->label_plural);
        done[kinds++] = m->kind;
    }
}

/* The first new name that is nearly another one, and how many more there are. */
static void add_like(const struct import_plan *plan, struct buf *out)
{
    size_t n = 0;
    for (const struct import_making *m = plan->makings; m; m = m->next)
        if (m->needed && m->like && n++ == 0)
            buf_addf(out, _("; look at '%s', nearly '%s'"), m->title, m->like);
    if (n > 1)
        buf_addf(out, _(" and %zu more like it"), n - 1);
}

void import_summary(const struct import_plan *plan, struct buf *out)
{
    buf_addf(out, plan->row_count == 1 ? _("%zu row: ") : _("%zu rows: "), plan->row_count);
    const char *between = "";
    for (size_t i = 0; i < IMPORT_RESULTS; i++)
        if (plan->counts[i] || (i == IMPORT_NEW && plan->row_count == 0)) {
            buf_addf(out, "%s%zu %s", between, plan->counts[i], tr(result_names[i]));
            between = ", ";
        }
    add_made(plan, out);
    add_like(plan, out);
}

/* ---- rejected rows ---- */

static enum status same_file(const char *a, const char *b, struct error *e)
{
    struct stat sa, sb;
    if (strcmp(a, "-") == 0 || stat(a, &sa) != 0 || stat(b, &sb) != 0 || sa.st_dev != sb.st_dev ||
        sa.st_ino != sb.st_ino)
        return OK;
    error_set(e, ERR_INPUT, "'%s' is the file that is being imported", b);
    return error_hint(e, ERR_INPUT, "give the rejected rows a file of their own");
}

/* Nobody is asked on the command line, so nothing that is there is written over. */
static enum status must_be_free(const char *imported, const char *path, struct error *e)
{
    struct stat st;
    enum status status = same_file(imported, path, e);
    if (status != OK || lstat(path, &st) != 0)
        return status;
    error_set(e, ERR_INPUT, "'%s' is there already", path);
    return error_hint(e, ERR_INPUT, "give the rejected rows another name with --rejects, or remove that file first");
}

/* A head that is no field of the kind and not in the file: a row that was mended is then read as it was written. */
static void add_head(struct csv_writer *w, const struct import_plan *plan, const char *name)
{
    bool taken = kind_match_header(plan->kind, name) >= 0 || (plan->member && kind_match_header(plan->member, name) >= 0);
    char other[60];
    for (size_t i = 0; i < plan->column_count; i++)
        taken = taken || strcmp(plan->headers[i], name) == 0;
    snprintf(other, sizeof other, taken ? "rejected_%s" : "%s", name);
    csv_cell(w, other);
}

/* The cells of the file, then line and reason, then what stood behind the last column. */
static void write_rejects(const struct import_plan *plan, struct buf *out)
{
    struct csv_writer w = csv_begin(out, FLAVOUR_SPREADSHEET);
    for (size_t i = 0; i < plan->column_count; i++)
        csv_cell(&w, plan->headers[i]);
    add_head(&w, plan, "line");
    add_head(&w, plan, "reason");
    csv_end_row(&w);
    for (size_t i = 0; i < plan->row_count; i++) {
        const struct import_row *row = &plan->rows[i];
        if (row->result != IMPORT_REJECTED)
            continue;
        for (size_t c = 0; c < plan->column_count; c++)
            csv_cell(&w, c < row->cell_count ? row->cells[c] : "");
        csv_number(&w, row->line);
        csv_cell(&w, row->detail);
        for (size_t c = plan->column_count; c < row->cell_count; c++)
            csv_cell(&w, row->cells[c]);
        csv_end_row(&w);
    }
}

enum status import_write_rejects(const struct import_plan *plan, const char *path, struct error *e)
{
    struct buf out = BUF_INIT;
    write_rejects(plan, &out);
    struct outfile f;
    enum status status = same_file(plan->path, path, e);
    if (status == OK)
        status = outfile_open(&f, path, e);
    if (status == OK)
        status = outfile_write(&f, out.s, out.len, e);
    if (status == OK)
        status = outfile_close(&f, e);
    if (status == OK)
        status = outfile_place(&f, e);
    buf_release(&out);
    return status;
}

/* ---- words ---- */

static const char *separator_name(char c)
{
    return c == '\t' ? "tab" : c == ';' ? "semicolon" : c == ',' ? "comma" : c == '|' ? "bar" : "separator of its own";
}

static void print_columns(struct app *app, const struct import_plan *plan)
{
    struct buf label = BUF_INIT;
    for (size_t i = 0; i < plan->column_count; i++) {
        const struct import_column *c = &plan->columns[i];
        buf_clear(&label);
        mapping_label(plan->kind, plan->member, c, &label);
        if (c->target == TARGET_IGNORED)
            print(app, "  %s: left out (%s)\n", *c->header ? c->header : "(no name)", c->note);
        else
            print(app, "  %s: %s\n", c->header, buf_str(&label));
    }
    buf_release(&label);
}

static void print_rows(struct app *app, const struct import_plan *plan, bool all)
{
    for (size_t i = 0; i < plan->row_count; i++) {
        const struct import_row *row = &plan->rows[i];
        if (row->result == IMPORT_REJECTED && row->column >= 0 && (size_t)row->column < plan->column_count)
            print(app, "line %ld: rejected, column %d (%s): %s\n", row->line, row->column + 1,
                  plan->headers[row->column], row->detail);
        else if (row->result == IMPORT_REJECTED || (all && (row->result == IMPORT_CHANGED || *row->detail)))
            print(app, "line %ld: %s%s%s: %s\n", row->line, tr(result_names[row->result]), *row->title ? ", " : "",
                  row->title, row->detail);
    }
}

void import_print(struct app *app, const struct import_plan *plan, bool brief)
{
    struct buf summary = BUF_INIT;
    print(app, "%s: %s, %s%s\n", plan->name, plan->shape.encoding, separator_name(plan->shape.separator),
          plan->shape.ragged ? ", rows of different lengths" : "");
    if (!brief)
        print_columns(app, plan);
    if (plan->foreign_ids)
        print(app, "  the ids are not those of a workbench: rows are recognised by email and name\n");
    print_rows(app, plan, !brief);
    import_summary(plan, &summary);
    print(app, "%s\n", buf_str(&summary));
    buf_release(&summary);
}

static void json_columns(struct json *j, const struct import_plan *plan)
{
    json_array(j, "columns");
    for (size_t i = 0; i < plan->column_count; i++) {
        const struct import_column *c = &plan->columns[i];
        const struct kind *k = c->target == TARGET_MEMBER ? plan->member : plan->kind;
        json_object(j, NULL);
        json_text(j, "header", c->header);
        json_text(j, "kind", c->field >= 0 ? k->name : NULL);
        json_text(j, "field", c->field >= 0 ? k->fields[c->field].name : NULL);
        if (*c->note)
            json_text(j, "note", c->note);
        json_end(j);
    }
    json_end(j);
}

static void json_rows(struct json *j, const struct import_plan *plan)
{
    json_array(j, "rows");
    for (size_t i = 0; i < plan->row_count; i++) {
        const struct import_row *row = &plan->rows[i];
        json_object(j, NULL);
        json_number(j, "line", row->line);
        json_text(j, "result", result_names[row->result]);
        json_text(j, "title", row->title);
        if (row->result != IMPORT_REJECTED && *row->id)
            json_text(j, "id", row->id);
        if (row->column >= 0)
            json_number(j, "column", row->column + 1);
        if (*row->detail)
            json_text(j,
                      row->result == IMPORT_REJECTED  ? "reason"
                      : row->result == IMPORT_CHANGED ? "changed"
                                                      : "note",
                      row->detail);
        json_end(j);
    }
    json_end(j);
}

void import_json(struct json *j, const struct import_plan *plan, bool written)
{
    json_object(j, NULL);
    json_text(j, "file", plan->path);
    json_text(j, "kind", plan->kind->name);
    json_text(j, "encoding", plan->shape.encoding);
    char separator[2] = {plan->shape.separator, '\0'};
    json_text(j, "separator", separator);
    json_text(j, "mode", arg_modes[plan->mode].word);
    json_bool(j, "written", written);
    for (size_t i = 0; i < IMPORT_RESULTS; i++)
        json_number(j, result_names[i], (long long)plan->counts[i]);
    json_number(j, "made", (long long)plan->made);
    json_columns(j, plan);
    json_rows(j, plan);
    json_end(j);
}

/* ---- the command ---- */

static struct import_options read_options(const struct args *args)
{
    return (struct import_options){.mode = (enum import_mode)args_choice(args, "mode", IMPORT_ADD)};
}

/* What became of the rows that were rejected, as status and error. */
static enum status conclude(const struct import_plan *plan, const char *rejects, struct error *e)
{
    size_t bad = plan->counts[IMPORT_REJECTED];
    if (bad == 0)
        return OK;
    const struct import_row *first = plan->rows;
    while (first->result != IMPORT_REJECTED)
        first++;
    enum status status = bad == plan->row_count ? ERR_INPUT : ERR_REJECTED;
    if (status == ERR_INPUT)
        error_set(e, status, "all %zu rows of '%s' were rejected; nothing was changed", bad, plan->name);
    else
        error_set(e, status, "%zu of %zu rows of '%s' were rejected", bad, plan->row_count, plan->name);
    if (rejects)
        return error_hint(e, status, "correct them in '%s' and import that file", rejects);
    error_personal(e);
    return error_hint(e, status, "line %ld: %s", first->line, first->detail);
}

/* An export for others lacks what they may not see, and has "[name]" in the place of names: what is here already must not
 * become like it. `folder`: the path is that of the folder. */
static enum status spare_what_is_here(const char *path, bool folder, bool asked, struct import_options *o, struct error *e)
{
    const char *slash = strrchr(path, '/');
    char *place = folder ? xstrdup(path) : slash ? xstrndup(path, (size_t)(slash - path) + 1) : xstrdup(".");
    bool whole = true, ours = datapackage_is_ours(place, "owner", &whole);
    free(place);
    if (!ours || whole || o->mode == IMPORT_SKIP)
        return OK;
    if (!asked) {
        o->mode = IMPORT_SKIP;
        return OK;
    }
    error_set(e, ERR_INPUT, "'%s' was exported for others and is not the whole", path);
    return error_hint(e, ERR_INPUT, "use --mode skip, which adds only what is new, or take in an export made with --for owner");
}

static enum status import_one(struct app *app, const struct kind *kind, const struct args *args, struct error *e)
{
    struct import_options options = read_options(args);
    struct table *map = NULL;
    struct import_plan *plan;
    bool dry = args_flag(args, "dry-run");
    const char *file = args_text(args, "file"), *rejects = args_text(args, "rejects");
    enum status status = spare_what_is_here(file, false, args_given(args, "mode"), &options, e);
    if (status == OK && rejects)
        status = must_be_free(file, rejects, e);
    if (status == OK && args_given(args, "map"))
        status = args_table(args, "map", &map, e);
    options.map = map;
    if (status == OK)
        status = import_plan_new(app, kind, file, &options, &plan, e);
    csv_table_free(map);
    if (status != OK)
        return status;
    if (rejects && plan->counts[IMPORT_REJECTED])
        status = import_write_rejects(plan, rejects, e);
    bool write = !dry && import_writes(plan) > 0;
    if (status == OK && write) {
        store_backup_rotate(app->store, NULL, NULL, NULL); /* best effort: one import is one undo in any case */
        status = import_apply(app, plan, e);
    }
    if (status == OK) {
        struct buf out = BUF_INIT;
        struct json j;
        json_begin(&j, &out);
        if (args_flag(args, "json")) {
            import_json(&j, plan, write);
            fwrite(out.s, 1, out.len, app->out);
        } else {
            import_print(app, plan, false);
        }
        buf_clear(&out);
        import_summary(plan, &out);
        say(app, "%s: %s%s", plan->name, buf_str(&out),
            dry     ? "; nothing was written"
            : write ? ""
                    : "; nothing to write");
        buf_release(&out);
        status = conclude(plan, rejects && plan->counts[IMPORT_REJECTED] ? rejects : NULL, e);
    }
    import_plan_free(plan);
    return status;
}

static enum status import_any(struct app *app, const struct args *args, struct error *e)
{
    const struct kind *kind = args_kind(app, args, "kind");
    if (kind)
        return import_one(app, kind, args, e);
    struct import_options options = read_options(args);
    enum status status = spare_what_is_here(args_text(args, "file"), true, args_given(args, "mode"), &options, e);
    if (status != OK)
        return status;
    if (args_given(args, "map") || args_given(args, "rejects")) {
        error_set(e, ERR_USAGE, "--map and --rejects belong to the import of one file");
        return error_hint(e, ERR_USAGE, "import the files one by one to use them");
    }
    return import_all(app, args_text(args, "file"), options.mode, args_flag(args, "dry-run"), args_flag(args, "json"), e);
}

enum status run_import(struct app *app, const struct args *args, struct error *e)
{
    enum status status = import_any(app, args, e);
    app_check_alliance(app); /* the first alliance taken into an empty workbench is the open one */
    return status;
}
