/* linear_import.c: taking in a CSV file, after a look at everything that would happen; or a whole export from a folder.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "command/args_shared.h"
#include "command/exchange/import.h"
#include "command/exchange/import_all.h"
#include "exchange/csvwrite.h"
#include "model/kinds.h"
#include "ui/linear_pick.h"
#include "ui/linear_sections.h"

enum { SHOWN_REJECTS = 5 };

struct taking {
    struct linear *l;
    struct buf path;
    const struct kind *kind;
    enum import_mode mode;
    struct table *file;       /* its headers and cells, for the examples */
    char **chosen;            /* per column: the field as a mapping names it, "" to leave it out; NULL: by its header */
    struct buf map;           /* the chosen columns as a mapping (exchange/mapping.h); "" if none is chosen */
    struct import_plan *plan; /* NULL: it could not be made */
};


/* ---- the mapping ---- */

/* Puts what was chosen into the form in which the command takes it. */
static void write_map(struct taking *t)
{
    bool any = false;
    buf_clear(&t->map);
    struct csv_writer w = csv_begin(&t->map, FLAVOUR_INTERCHANGE); /* for the command alone */
    csv_cell(&w, "header");
    csv_cell(&w, "field");
    csv_end_row(&w);
    for (size_t i = 0; i < t->file->columns; i++) {
        if (!t->chosen[i])
            continue;
        any = true;
        csv_cell(&w, t->file->header[i]);
        csv_cell(&w, t->chosen[i]);
        csv_end_row(&w);
    }
    if (!any)
        buf_clear(&t->map);
}

static void target_options(const struct taking *t, struct options *o)
{
    const struct kind *member =
        t->kind == t->l->app->model.kinds[KIND_PERSON] ? t->l->app->model.kinds[KIND_MEMBERSHIP] : NULL;
    struct buf name = BUF_INIT, label = BUF_INIT;
    options_add(o, "", _("(leave this column out)"));
    for (size_t i = FIELD_VISIBILITY; i < t->kind->field_count; i++)
        options_add(o, t->kind->fields[i].name, t->kind->fields[i].label);
    for (size_t i = FIELD_FIRST; member && i < member->field_count; i++) {
        if (member->fields[i].type == FIELD_REFERENCE)
            continue;
        buf_clear(&name);
        buf_clear(&label);
        buf_addf(&name, "%s.%s", member->name, member->fields[i].name);
        buf_addf(&label, _("%s: %s"), member->label, member->fields[i].label);
        options_add(o, name.s, label.s);
    }
    options_add(o, "id", _("The id a workbench gave"));
    buf_release(&name);
    buf_release(&label);
}

static void choose_target(struct taking *t, size_t column)
{
    struct options o = {0};
    struct buf title = BUF_INIT;
    if (!*t->file->header[column]) {
        print(t->l->app, "A column without a name cannot be imported: give it one in the file.\n");
        return;
    }
    target_options(t, &o);
    buf_addf(&title, _("Where does the column %s go?"), t->file->header[column]);
    long at = linear_choose(t->l, title.s, _("The field that this column of the file is taken into."), &o);
    if (at >= 0) {
        free(t->chosen[column]);
        t->chosen[column] = xstrdup(o.items[at].id);
    }
    options_release(&o);
    buf_release(&title);
}

/* ---- the plan ---- */

static void make_plan(struct taking *t)
{
    struct error e = {0};
    import_plan_free(t->plan);
    t->plan = NULL;
    struct table *map = NULL;
    write_map(t);
    enum status s = t->map.len ? csv_memory_table(t->map.s, "map", &map, &e) : OK;
    const struct import_options options = {.mode = t->mode, .map = map};
    if (s == OK)
        s = import_plan_new(t->l->app, t->kind, t->path.s, &options, &t->plan, &e);
    csv_table_free(map);
    if (s != OK)
        linear_fail(t->l, &e);
}

static const char *example(const struct taking *t, size_t column)
{
    for (size_t row = 0; row < t->file->rows; row++)
        if (*table_cell(t->file, row, (int)column))
            return table_cell(t->file, row, (int)column);
    return "";
}

static void tell_columns(struct taking *t)
{
    struct buf line = BUF_INIT, label = BUF_INIT;
    for (size_t i = 0; i < t->file->columns; i++) {
        const struct import_column *c = t->plan && i < t->plan->column_count ? &t->plan->columns[i] : NULL;
        buf_clear(&line);
        buf_clear(&label);
        if (c)
            mapping_label(t->plan->kind, t->plan->member, c, &label);
        buf_addf(&line, "%zu %s: ", i + 1, *t->file->header[i] ? t->file->header[i] : _("(no name)"));
        if (!c)
            buf_adds(&line, t->chosen[i] && *t->chosen[i] ? t->chosen[i] : _("not known"));
        else if (c->target == TARGET_IGNORED)
            buf_addf(&line, _("left out (%s)"), c->note);
        else
            buf_addf(&line, _("goes to %s"), label.s);
        if (*example(t, i))
            buf_addf(&line, _("; for example: %s"), example(t, i));
        linear_tell(t->l, line.s);
    }
    buf_release(&line);
    buf_release(&label);
}

static void tell_row(struct taking *t, const struct import_row *row)
{
    struct buf line = BUF_INIT;
    buf_addf(&line, _("line %ld: %s%s%s"), row->line, tr(import_result_name(row->result)), *row->title ? ", " : "",
             row->title);
    if (row->result == IMPORT_REJECTED && row->column >= 0 && (size_t)row->column < t->plan->column_count)
        buf_addf(&line, _(", column %d (%s)"), row->column + 1, t->plan->headers[row->column]);
    if (*row->detail)
        buf_addf(&line, ": %s", row->detail);
    linear_tell(t->l, line.s);
    buf_release(&line);
}

static const char *separator_name(char c)
{
    return c == '\t'  ? "tabs"
           : c == ';' ? "semicolons"
           : c == ',' ? "commas"
           : c == '|' ? "bars"
                      : _("a separator of its own");
}

static void tell_plan(struct taking *t)
{
    struct linear *l = t->l;
    const struct import_plan *p = t->plan;
    struct buf summary = BUF_INIT;
    size_t rejected = 0;
    linear_gather(l);
    print(l->app, "Import of %s from %s\n", t->kind->label_plural, t->path.s);
    if (p)
        print(l->app, "Encoding %s, cells between %s%s. Way: %s.\n", p->shape.encoding,
              separator_name(p->shape.separator), p->shape.ragged ? _(", rows of different lengths") : "",
              arg_modes[t->mode].word);
    tell_columns(t);
    if (p && p->foreign_ids)
        print(l->app, "The ids are not those of a workbench: rows are recognised by email and name.\n");
    if (p) {
        import_summary(p, &summary);
        print_wrapped(l->app, buf_str(&summary), 0, LINEAR_WIDTH);
        for (size_t i = 0; i < p->row_count && rejected < SHOWN_REJECTS; i++)
            if (p->rows[i].result == IMPORT_REJECTED && ++rejected)
                tell_row(t, &p->rows[i]);
        if (p->counts[IMPORT_REJECTED] > rejected)
            print(l->app, "and %zu more rejected; type rows to hear of all.\n", p->counts[IMPORT_REJECTED] - rejected);
    }
    linear_gathered(l);
    buf_release(&summary);
}

static void tell_rows(struct taking *t)
{
    linear_gather(t->l);
    for (size_t i = 0; i < t->plan->row_count; i++)
        tell_row(t, &t->plan->rows[i]);
    linear_gathered(t->l);
    linear_ask(t->l, &(struct page){.gathered = true, .help = _("Every row of the file and what would become of it.")});
}

/* ---- what is asked ---- */

static void choose_mode(struct taking *t)
{
    struct options o = {0};
    for (const struct arg_choice *c = arg_modes; c->word; c++)
        options_add(&o, c->word, tr(c->label));
    long at = linear_choose(t->l, _("The way to import"), _("What happens to records that are there already."), &o);
    if (at >= 0)
        t->mode = (enum import_mode)at;
    options_release(&o);
}

static void choose_kind(struct taking *t)
{
    struct options o = {0};
    for (size_t i = 0; i < t->l->app->model.count; i++)
        options_add(&o, t->l->app->model.kinds[i]->name, t->l->app->model.kinds[i]->label_plural);
    long at = linear_choose(t->l, _("What does the file hold?"), _("The kind of record of each row."), &o);
    if (at >= 0)
        t->kind = t->l->app->model.kinds[at];
    for (size_t i = 0; at >= 0 && i < t->file->columns; i++) { /* fields of another kind mean nothing now */
        free(t->chosen[i]);
        t->chosen[i] = NULL;
    }
    options_release(&o);
}

static void write_rejects(struct taking *t)
{
    struct buf path = BUF_INIT;
    struct error e = {0};
    if (linear_path(t->l, _("A new CSV file for the rejected rows"),
                    _("They are written as they were, with the reason behind them."), &path)) {
        if (access(path.s, F_OK) == 0)
            linear_say(t->l, "Could not: '%s' is there already; choose a name that is free.", path.s);
        else if (import_write_rejects(t->plan, path.s, &e) == OK)
            linear_say(t->l, "The rejected rows are in '%s'.", path.s);
        else
            linear_fail(t->l, &e);
    }
    buf_release(&path);
}

/* True if it was done and there is nothing further to ask. */
static bool take_in(struct taking *t)
{
    struct buf question = BUF_INIT;
    enum status s = ERR_CANCELLED;
    buf_addf(&question, _("Import from %s: "), t->plan->name);
    import_summary(t->plan, &question);
    buf_adds(&question, "?");
    if (linear_yes(t->l, question.s)) {
        s = linear_run_command(t->l, CMD_IMPORT,
                               ARGS(arg_text("kind", t->kind->name), arg_text("file", t->path.s), arg_number("mode", t->mode),
                                    arg_if(t->map.len, arg_table("map", buf_str(&t->map)))), NULL);
    } else if (!t->l->ended) {
        linear_say(t->l, "Nothing was imported.");
    }
    buf_release(&question);
    return s == OK || s == ERR_REJECTED;
}

enum import_action { IMPORT_GO, IMPORT_ROWS, IMPORT_MODE, IMPORT_KIND, IMPORT_REJECTS };

/* Shows the plan until it is carried out or dropped. */
static void look_over(struct taking *t)
{
    const struct action actions[] = {
        [IMPORT_GO] = {"import", _("import it, after one more question; one undo takes all of it back"), 0},
        [IMPORT_ROWS] = {"rows", _("hear of every row"), 0},
        [IMPORT_MODE] = {"mode", _("the way to import: add, update, fill or skip"), 0},
        [IMPORT_KIND] = {"kind", _("the file holds another kind of record"), 0},
        [IMPORT_REJECTS] = {"rejects", _("write the rejected rows to a file, to correct them"), 0},
    };
    struct reply r;
    make_plan(t);
    do {
        tell_plan(t);
        r = linear_ask(
            t->l, &(struct page){.numbers = t->file->columns,
                                 .actions = actions,
                                 .action_count = 5,
                                 .gathered = true,
                                 .help = _("What would be imported; nothing is written yet. A number changes where "
                                           "that column goes.")});
        bool go = r.what == REPLY_ACTION;
        if (r.what == REPLY_NUMBER)
            choose_target(t, r.number - 1);
        else if (go && r.action == IMPORT_MODE)
            choose_mode(t);
        else if (go && r.action == IMPORT_KIND)
            choose_kind(t);
        else if (go && !t->plan)
            print(t->l->app, "The file cannot be imported like this: change the kind, or where the columns go.\n");
        else if (go && r.action == IMPORT_ROWS)
            tell_rows(t);
        else if (go && r.action == IMPORT_REJECTS)
            write_rejects(t);
        else if (go && take_in(t))
            return;
        if (!t->l->leave && !t->l->ended)
            make_plan(t);
    } while (r.what != REPLY_BACK && !t->l->leave && !t->l->ended);
}

static void take_file(struct linear *l, const char *path)
{
    struct taking t = {.l = l, .kind = l->app->model.kinds[KIND_PERSON], .mode = IMPORT_ADD};
    struct error e = {0};
    buf_adds(&t.path, path);
    if (csv_read_list(path, &t.file, &e) == OK) {
        t.chosen = xcalloc(t.file->columns + 1, sizeof *t.chosen);
        look_over(&t);
        for (size_t i = 0; i < t.file->columns; i++)
            free(t.chosen[i]);
        free(t.chosen);
    } else {
        linear_fail(l, &e);
    }
    import_plan_free(t.plan);
    csv_table_free(t.file);
    buf_release(&t.map);
    buf_release(&t.path);
}

/* ---- a whole export ---- */

static void take_folder(struct linear *l, const char *folder)
{
    const struct arg_value all = arg_text("kind", "all"), from = arg_text("file", folder);
    buf_clear(&l->page);
    enum status s = linear_run_command(l, CMD_IMPORT, ARGS(all, from, arg_flag("dry-run")), &l->page);
    if (s != OK && s != ERR_REJECTED)
        return;
    const struct action actions[] = {{"import", _("import it, after one more question"), 0}};
    struct reply r =
        linear_ask(l, &(struct page){.actions = actions,
                                     .action_count = 1,
                                     .gathered = true,
                                     .help = _("What would be imported from the files of an export; nothing is "
                                               "written yet.")});
    if (r.what == REPLY_ACTION && linear_yes(l, _("Import all of it?")))
        linear_run_command(l, CMD_IMPORT, ARGS(all, from), NULL);
    else if (r.what == REPLY_ACTION && !l->ended)
        linear_say(l, "Nothing was imported.");
}

void linear_import(struct linear *l)
{
    struct buf path = BUF_INIT;
    struct stat st;
    if (linear_path(
            l, _("The CSV file to import, or the folder of an export"),
            _("A spreadsheet saved as CSV, with the names of its columns in the first row. Nothing is written before you "
            "have heard what would change and typed yes."),
            &path)) {
        if (stat(path.s, &st) == 0 && S_ISDIR(st.st_mode))
            take_folder(l, path.s);
        else
            take_file(l, path.s);
        app_check_alliance(l->app); /* the first one may have come in */
    }
    buf_release(&path);
}
