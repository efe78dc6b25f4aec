/* worksheet.c: the questions as a sheet: text to print and write on, or a CSV file to fill in. A peer's CSV file is read
 * back as that peer's answers by `import answer FILE.csv`: its columns are fields of the kind answer, but for `question`,
 * which is there for the reader. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "app/answer.h"
#include "app/print.h"
#include "app/viewer.h"
#include "base/tr.h"
#include "command/guide/guide.h"
#include "command/guide/language.h"
#include "app/phase.h"
#include "command/run.h"
#include "exchange/csvwrite.h"
#include "model/kinds.h"

struct worksheet_fields {
    int phase; /* -1: all */
    enum lens lens;
    bool csv;
    char person[ID_SIZE]; /* whose answers; "": the facilitator's, or on a peer's sheet a name to be written */
    struct buf name;      /* of the person */
};

static bool is_wanted(const struct worksheet_fields *sheet, const struct item *it)
{
    return (sheet->phase < 0 || it->phase == sheet->phase) && (sheet->lens == LENS_FACILITATOR || it->for_peers);
}

/* What the facilitator wrote is the facilitator's: a peer's sheet without a name stays blank. */
static bool has_answers(const struct worksheet_fields *sheet)
{
    return sheet->lens == LENS_FACILITATOR || *sheet->person;
}

/* ---- text ---- */

static void print_room(struct app *app)
{
    for (int line = 0; line < 3; line++)
        fprintf(app->out, "\n      %.*s\n", 70, "______________________________________________________________________");
}

static void print_question(struct app *app, const struct worksheet_fields *sheet, size_t item)
{
    const char *id = app->guide.items[item].id;
    struct buf reason = BUF_INIT;
    struct record r;
    answer_read_of(app, id, sheet->person, &r);
    print_text(app, id);
    fputc('\n', app->out);
    guide_print_wording(app, item, instrument_lens(&app->guide, item, sheet->lens), 2);
    bool reasoned = has_answers(sheet) && record_has(&r, ANSWER_REASON) &&
                    RECORD_IS(&r, ANSWER_STATUS, NOT_APPLICABLE);
    if (reasoned) {
        buf_addf(&reason, _("%s: %s"), r.kind->fields[ANSWER_REASON].label, record_get(&r, ANSWER_REASON));
        print_wrapped(app, buf_str(&reason), 6, GUIDE_WIDTH);
    }
    if (has_answers(sheet) && record_has(&r, ANSWER_TEXT))
        print_wrapped(app, record_get(&r, ANSWER_TEXT), 6, GUIDE_WIDTH);
    else if (!reasoned)
        print_room(app);
    fputc('\n', app->out);
    record_release(&r);
    buf_release(&reason);
}

static void print_sheet(struct app *app, const struct worksheet_fields *sheet)
{
    struct buf title = BUF_INIT;
    int shown = -1;
    if (*app->alliance)
        store_title(app->store, app->model.kinds[KIND_ALLIANCE], app->alliance, &title);
    print(app, "%s\n", buf_str(&title));
    if (sheet->lens == LENS_FACILITATOR)
        print(app, "Worksheet\n");
    else
        print(app, "Worksheet for a peer:  %s\n", sheet->name.len ? sheet->name.s : "____________________________");
    for (size_t i = 0; i < app->guide.count; i++) {
        const struct item *it = &app->guide.items[i];
        if (!is_wanted(sheet, it))
            continue;
        if (it->phase != shown)
            guide_print_phase(app, shown = it->phase);
        print_question(app, sheet, i);
    }
    buf_release(&title);
}

/* ---- CSV ---- */

/* The question as the cell of one column; a second language on a line of its own. */
static void add_question(struct app *app, const struct worksheet_fields *sheet, size_t item, struct buf *out)
{
    enum wording wording = instrument_lens(&app->guide, item, sheet->lens);
    const char *second = instrument_second(&app->guide, item, wording);
    language_text(&app->guide, item, wording, out);
    if (*second)
        buf_addf(out, "\n%s", second);
}

/* What was replaced in an answer must not be read back as that answer. */
static const char *cell(const struct app *app, const struct worksheet_fields *sheet, const struct record *r, int field)
{
    return has_answers(sheet) && viewer_exact(app->viewer, r, field) ? record_get(r, field) : "";
}

static void add_row(struct app *app, const struct worksheet_fields *sheet, size_t item, struct csv_writer *w)
{
    const char *id = app->guide.items[item].id;
    struct buf question = BUF_INIT;
    struct record r;
    answer_read_of(app, id, sheet->person, &r);
    add_question(app, sheet, item, &question);
    csv_cell(w, id);
    csv_cell(w, buf_str(&sheet->name));
    csv_cell(w, buf_str(&question));
    csv_cell(w, cell(app, sheet, &r, ANSWER_TEXT));
    csv_cell(w, cell(app, sheet, &r, ANSWER_STATUS));
    csv_cell(w, cell(app, sheet, &r, ANSWER_REASON));
    csv_end_row(w);
    record_release(&r);
    buf_release(&question);
}

static void write_csv(struct app *app, const struct worksheet_fields *sheet)
{
    static const char *const columns[] = {"item", "person", "question", "text", "status", "reason"};
    struct buf out = BUF_INIT;
    struct csv_writer w = csv_begin(&out, FLAVOUR_SPREADSHEET);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        csv_cell(&w, columns[i]);
    csv_end_row(&w);
    for (size_t i = 0; i < app->guide.count; i++)
        if (is_wanted(sheet, &app->guide.items[i]))
            add_row(app, sheet, i, &w);
    fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
}

/* ---- the command ---- */

/* A name that two people have, or that is not told, would not be read back: the id instead. */
static void name_person(struct app *app, struct worksheet_fields *sheet)
{
    const struct kind *kind = app->model.kinds[KIND_PERSON];
    char id[ID_SIZE];
    store_title(app->store, kind, sheet->person, &sheet->name);
    struct record person;
    bool named = store_get(app->store, kind, sheet->person, &person, NULL) == OK &&
                 viewer_exact(app->viewer, &person, PERSON_FAMILY_NAME);
    record_release(&person);
    if (sheet->csv && (!named || store_resolve(app->store, kind, buf_str(&sheet->name), NULL, id, NULL) != OK)) {
        buf_clear(&sheet->name);
        buf_adds(&sheet->name, sheet->person);
    }
}

static enum status read_options(struct app *app, const struct args *args, struct worksheet_fields *sheet, struct error *e)
{
    *sheet = (struct worksheet_fields){.csv = args_choice(args, "format", 0) == 1,
                            .phase = (int)args_number(args, "phase", -1),
                            .lens = (enum lens)args_choice(args, "lens", LENS_FACILITATOR)};
    if (!args_given(args, "person"))
        return OK;
    if (sheet->lens == LENS_FACILITATOR && args_given(args, "lens"))
        return error_set(e, ERR_USAGE, "a worksheet for a person is a peer's: leave out --lens facilitator");
    sheet->lens = LENS_PEER;
    enum status s = args_record(app, args, "person", sheet->person, e);
    if (s == OK)
        name_person(app, sheet);
    return s;
}

static void write_sheet(struct app *app, const struct worksheet_fields *sheet)
{
    if (sheet->csv)
        write_csv(app, sheet);
    else
        print_sheet(app, sheet);
}

static enum status open_out(const char *path, FILE **out, struct error *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (*out)
        return OK;
    error_set(e, ERR_IO, "could not write '%s': %s", path, strerror(errno));
    return error_hint(e, ERR_IO, errno == EEXIST ? N_("choose a name that is free: nothing is overwritten")
                                                 : N_("choose another place"));
}

static enum status write_file(struct app *app, const struct worksheet_fields *sheet, const char *path, struct error *e)
{
    FILE *before = app->out, *file;
    bool to_terminal = app->to_terminal;
    enum status s = open_out(path, &file, e);
    if (s != OK)
        return s;
    app->out = file;
    app->to_terminal = false;
    write_sheet(app, sheet);
    app->out = before;
    app->to_terminal = to_terminal;
    bool written = fflush(file) == 0 && fsync(fileno(file)) == 0;
    if (fclose(file) != 0 || !written) {
        unlink(path);
        return error_set(e, errno == ENOSPC ? ERR_FULL : ERR_IO, "could not write '%s': %s", path, strerror(errno));
    }
    say(app, "Worksheet written to '%s'", path);
    return OK;
}

enum status run_worksheet(struct app *app, const struct args *args, struct error *e)
{
    struct worksheet_fields sheet;
    struct languages_before before = {""};
    const char *path = args_text(args, "out");
    enum status s = read_options(app, args, &sheet, e);
    if (s == OK)
        s = language_borrow(app, args, &before, e);
    if (s == OK && path && strcmp(path, "-") != 0)
        s = write_file(app, &sheet, path, e);
    else if (s == OK)
        write_sheet(app, &sheet);
    language_give_back(app, &before);
    buf_release(&sheet.name);
    return s;
}
