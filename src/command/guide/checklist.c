/* checklist.c: checklists on the command line and behind the screens: list, print, take in, rate, and the scorecard. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/content.h"
#include "app/print.h"
#include "base/json.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/guide/checklist.h"
#include "command/guide/language.h"
#include "command/run.h"
#include "exchange/csvread.h"
#include "exchange/csvwrite.h"
#include "model/kinds.h"

#define WIDTH 78

/* ---- checklists ---- */

static void list_checklists(struct app *app)
{
    for (size_t i = 0; i < app->content->count; i++) {
        const struct instrument *in = &app->content->checklists[i].instrument;
        size_t points = 0;
        for (size_t p = 0; p < in->count; p++)
            points += !in->items[p].head || in->scale.count == 0; /* in words a head is answered too */
        print_cell(app, in->name, 13);
        print(app, "%3zu  ", points);
        print_text(app, instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL));
        fputc('\n', app->out);
    }
}

static void print_scale(struct app *app, const struct scale *scale)
{
    for (size_t i = 0; i < scale->count; i++)
        print(app, "%s%d %s", i ? ", " : "", scale->steps[i].value, scale->steps[i].label);
    fputc('\n', app->out);
}

int checklist_columns(const struct instrument *in)
{
    size_t most = 4;
    for (size_t i = 0; i < in->count; i++)
        most = strlen(in->items[i].id) > most ? strlen(in->items[i].id) : most;
    return (int)(most > 30 ? 30 : most) + 2;
}

/* The point behind its id, and below it in the second language. */
static void print_point_text(struct app *app, const struct instrument *in, size_t item, enum lens lens)
{
    enum wording wording = instrument_lens(in, item, lens);
    const char *second = instrument_second(in, item, wording);
    struct buf text = BUF_INIT;
    language_text(in, item, wording, &text);
    print_cell(app, in->items[item].id, checklist_columns(in));
    print_text(app, buf_str(&text));
    fputc('\n', app->out);
    if (*second) {
        print_cell(app, "", checklist_columns(in));
        print_text(app, second);
        fputc('\n', app->out);
    }
    buf_release(&text);
}

static void print_checklist(struct app *app, const struct instrument *in, enum lens lens)
{
    print_text(app, instrument_question(in, INSTRUMENT_ITSELF, LENS_FACILITATOR));
    fputc('\n', app->out);
    print_wrapped(app, instrument_text(in, INSTRUMENT_ITSELF, WORDING_WHY), 2, WIDTH);
    if (in->scale.count) {
        print(app, "\nScale: ");
        print_scale(app, &in->scale);
    }
    for (size_t i = 0; i < in->count; i++) {
        fputs(in->items[i].parent < 0 ? "\n" : "", app->out);
        print_point_text(app, in, i, lens);
    }
    if (*in->source)
        print(app, "\nSource: %s\n", in->source);
}

static void json_scale(struct json *j, const struct scale *scale)
{
    json_array(j, "scale");
    for (size_t i = 0; i < scale->count; i++) {
        json_object(j, NULL);
        json_number(j, "value", scale->steps[i].value);
        json_text(j, "label", scale->steps[i].label);
        json_end(j);
    }
    json_end(j);
}

static void json_checklist(struct json *j, const struct instrument *in)
{
    json_object(j, NULL);
    json_text(j, "name", in->name);
    json_text(j, "title", instrument_text(in, INSTRUMENT_ITSELF, WORDING_LABEL));
    json_text(j, "source", in->source);
    json_array(j, "subjects");
    for (int i = 0; i < SUBJECTS; i++)
        if (in->subjects & 1u << i)
            json_text(j, NULL, subject_name((enum subject)i));
    json_end(j);
    json_array(j, "points");
    for (size_t i = 0; i < in->count; i++) {
        json_object(j, NULL);
        json_text(j, "id", in->items[i].id);
        json_text(j, "label", instrument_text(in, i, WORDING_LABEL));
        json_text(j, "peer", instrument_text(in, i, WORDING_PEER));
        if (instrument_scored(in, i))
            json_scale(j, &in->items[i].scale);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}

/* The table as a file that a spreadsheet opens and that checklist-add reads again, or as the record keeps it. */
static void write_table(const struct table *t, enum flavour flavour, struct buf *out)
{
    struct csv_writer w = csv_begin(out, flavour);
    for (size_t row = 0; row <= t->rows; row++) {
        for (size_t i = 0; i < t->columns; i++)
            csv_cell(&w, row ? table_cell(t, row - 1, (int)i) : t->header[i]);
        csv_end_row(&w);
    }
}

static enum status show_checklists(struct app *app, const struct args *args, struct error *e)
{
    struct checklist *list = NULL;
    struct buf out = BUF_INIT;
    struct json j;
    if (args_given(args, "checklist")) {
        enum status s = content_find_checklist(app, args_text(args, "checklist"), &list, e);
        if (s != OK)
            return s;
    }
    json_begin(&j, &out);
    if (args_flag(args, "csv") && list) {
        write_table(list->instrument.table, FLAVOUR_SPREADSHEET, &out);
    } else if (args_flag(args, "json")) {
        json_array(&j, NULL);
        for (size_t i = 0; i < app->content->count; i++)
            if (!list || list == &app->content->checklists[i])
                json_checklist(&j, &app->content->checklists[i].instrument);
        json_end(&j);
    } else if (list) {
        print_checklist(app, &list->instrument, (enum lens)args_choice(args, "lens", LENS_FACILITATOR));
    } else {
        list_checklists(app);
    }
    fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
    return OK;
}

enum status run_checklists(struct app *app, const struct args *args, struct error *e)
{
    struct languages_before before;
    enum status s = language_borrow(app, args, &before, e);
    if (s == OK)
        s = show_checklists(app, args, e);
    language_give_back(app, &before);
    return s;
}

/* ---- checklist-add ---- */

/* The name it is to have: asked for, or its own. Small letters, digits and hyphens; not one that came with the program. */
static enum status check_name(struct app *app, const char *name, struct error *e)
{
    bool good = *name >= 'a' && *name <= 'z' && strlen(name) <= 40;
    for (const char *s = name; *s; s++)
        good = good && ((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '-' || *s == '_');
    if (!good) {
        error_set(e, ERR_INPUT, "'%s' cannot be the name of a checklist", name);
        return error_hint(e, ERR_INPUT, "use small letters, digits and hyphens, such as site-visit, with --name");
    }
    struct checklist *known = content_checklist(app, name);
    if (known && strcmp(known->instrument.name, name) == 0 && !*known->record) {
        error_set(e, ERR_INPUT, "'%s' is a checklist that came with the program", name);
        return error_hint(e, ERR_INPUT, "give yours a name of its own with --name NAME");
    }
    return OK;
}

/* Makes the record, or puts the new rows into the one that is there. */
static enum status keep_checklist(struct app *app, const char *name, const char *title, const char *rows, struct error *e)
{
    struct checklist *known = content_checklist(app, name);
    const struct kind *kind = app->model.kinds[KIND_INSTRUMENT];
    char label[120];
    struct record r;
    snprintf(label, sizeof label, known ? _("Change checklist %.60s") : _("Add checklist %.60s"), name);
    enum status s = change_begin(app->store, label, e);
    if (s != OK)
        return s;
    record_init(&r, kind);
    record_set(&r, INSTRUMENT_NAME, name);
    record_set(&r, INSTRUMENT_TITLE, title);
    record_set(&r, INSTRUMENT_ROWS, rows);
    if (known) {
        s = change_set(app->store, kind, known->record, INSTRUMENT_TITLE, title, e);
        if (s == OK)
            s = change_set(app->store, kind, known->record, INSTRUMENT_ROWS, rows, e);
    } else {
        s = change_create(app->store, &r, e);
    }
    record_release(&r);
    return change_end(app->store, s, e);
}

/* The first column that means nothing in a checklist, such as "scale" or "title"; NULL if there is none. */
static const char *unknown_column(const struct table *t)
{
    static const char *const known[] = {"id", "phase", "parent", "lens", "subjects", "visibility", "source", "inventory",
                                        "label", "peer", "why", "aloud", "example", "choices"};
    for (size_t i = 0; i < t->columns; i++) {
        size_t n = strcspn(t->header[i], ":"), k = 0;
        while (k < sizeof known / sizeof *known && (strlen(known[k]) != n || memcmp(t->header[i], known[k], n) != 0))
            k++;
        if (k == sizeof known / sizeof *known && n > 0)
            return t->header[i];
    }
    return NULL;
}

enum status run_checklist_add(struct app *app, const struct args *args, struct error *e)
{
    struct languages languages = {app->language, NULL};
    struct table *table = NULL;
    struct instrument in = {0};
    struct buf rows = BUF_INIT, title = BUF_INIT, name = BUF_INIT;
    enum status s = args_table(args, "file", &table, e);
    if (s == OK)
        s = instrument_init(&in, table, &languages, e);
    if (s == OK)
        s = instrument_check_ids(&in, e);
    if (s == OK) {
        const char *wanted = args_text(args, "name");
        buf_adds(&name, wanted ? wanted : in.name);
        buf_adds(&title, instrument_text(&in, INSTRUMENT_ITSELF, WORDING_LABEL));
        write_table(table, FLAVOUR_INTERCHANGE, &rows);
        s = check_name(app, buf_str(&name), e);
    }
    if (s == OK && rows.len > 60000) {
        error_set(e, ERR_INPUT, "the checklist '%s' is too long", name.s);
        s = error_hint(e, ERR_INPUT, "60,000 characters at most; split it in two");
    }
    if (s == OK)
        s = keep_checklist(app, name.s, buf_str(&title), rows.s, e);
    if (s == OK) {
        const char *unknown = unknown_column(table);
        if (unknown)
            say(app, "Checklist '%s' added, %zu points; the column '%s' means nothing here (a scale goes into "
                     "choices)", name.s,
                in.count, unknown);
        else
            say(app, "Checklist '%s' added, %zu points", name.s, in.count);
        content_read_own(app);
    }
    instrument_release(&in);
    csv_table_free(table);
    buf_release(&rows);
    buf_release(&title);
    buf_release(&name);
    return s;
}
