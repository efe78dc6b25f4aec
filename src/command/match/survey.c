/* survey.c: the survey of challenges before peers meet (Guide, phase 1): a sheet to print, or a spreadsheet to
 * fill in that 'import people' reads back. */
#include <string.h>

#include "app/print.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/guide/language.h"
#include "command/match/paper.h"
#include "command/put.h"
#include "command/run.h"
#include "exchange/csvwrite.h"
#include "model/kinds.h"

struct survey {
    struct app *app;
    struct buf out;
    struct csv_writer csv; /* into `out` */
    int number; /* challenges printed so far */
};

/* ---- for print ---- */

enum { TICK = 8, PRESSING = 11, NAME_WIDTH = HANDOUT_WIDTH - 3 * TICK - PRESSING };

/* "Languages: ______________" */
static void add_blank(struct survey *v, const char *label)
{
    struct buf line = BUF_INIT;
    buf_addf(&line, _("%s: "), label);
    handout_cell(&v->out, buf_str(&line), text_width(buf_str(&line), line.len));
    for (int at = text_width(buf_str(&line), line.len); at < HANDOUT_WIDTH; at++)
        buf_addc(&v->out, '_');
    buf_adds(&v->out, "\n\n");
    buf_release(&line);
}

/* "Level: [ ] Director   [ ] Manager ..." */
static void add_choices(struct survey *v, const struct field *f)
{
    struct buf choice = BUF_INIT;
    size_t start = v->out.len;
    buf_addf(&v->out, _("%s:"), f->label);
    int at = text_width(v->out.s + start, v->out.len - start);
    for (size_t i = 0; i < f->choice_count; i++) {
        buf_clear(&choice);
        buf_addf(&choice, "  [ ] %s", f->choices[i].label);
        int width = text_width(choice.s, choice.len);
        if (at + width > HANDOUT_WIDTH) {
            buf_adds(&v->out, "\n");
            at = 0;
        }
        handout_cell(&v->out, choice.s, width);
        at += width;
    }
    buf_adds(&v->out, "\n\n");
    buf_release(&choice);
}

static void add_ticks(struct survey *v)
{
    for (int i = 0; i < INTERESTS; i++)
        handout_cell(&v->out, "[ ]", TICK);
    buf_adds(&v->out, "1 2 3 4 5\n");
}

static bool add_challenge(void *data, const struct record *r)
{
    struct survey *v = data;
    struct buf line = BUF_INIT, wrapped = BUF_INIT;
    if (strcmp(record_get(r, CHALLENGE_ALLIANCE), v->app->alliance) != 0)
        return true;
    buf_addf(&line, "%d. %s", ++v->number, record_get(r, CHALLENGE_NAME));
    handout_wrapped(&wrapped, buf_str(&line), 0, NAME_WIDTH - 2);
    size_t first = strcspn(wrapped.s, "\n");
    wrapped.s[first] = '\0';
    handout_cell(&v->out, wrapped.s, NAME_WIDTH);
    add_ticks(v);
    for (char *rest = wrapped.s + first + 1; *rest;) {
        size_t n = strcspn(rest, "\n");
        buf_addf(&v->out, "    %.*s\n", (int)n, rest);
        rest += n + (rest[n] == '\n');
    }
    buf_release(&line);
    buf_release(&wrapped);
    return true;
}

static enum status make_print(struct survey *v, struct error *e)
{
    const struct kind *person = v->app->model.kinds[KIND_PERSON];
    struct buf name = BUF_INIT;
    store_title(v->app->store, v->app->model.kinds[KIND_ALLIANCE], v->app->alliance, &name);
    handout_wrapped(&v->out, buf_str(&name), 0, HANDOUT_WIDTH);
    handout_wrapped(&v->out, _("Before we meet: what you struggle with, and what you can share"), 0, HANDOUT_WIDTH);
    buf_addc(&v->out, '\n');
    add_blank(v, _("Name"));
    add_blank(v, person->fields[PERSON_LANGUAGES].label);
    add_blank(v, person->fields[PERSON_LOCAL_FUNCTION].label);
    add_choices(v, &person->fields[PERSON_POSITION_LEVEL]);
    add_choices(v, &person->fields[PERSON_REFORM_STAGE]);
    handout_wrapped(
        &v->out,
        _("Tick what is true for you; several ticks in a line are fine. Then circle how pressing it is for you: 1 can "
          "wait, 5 cannot."),
        0, HANDOUT_WIDTH);
    buf_addc(&v->out, '\n');
    handout_cell(&v->out, "", NAME_WIDTH);
    handout_cell(&v->out, _("I face"), TICK);
    handout_cell(&v->out, _("I offer"), TICK);
    handout_cell(&v->out, _("I seek"), TICK);
    handout_cell(&v->out, _("Pressing"), PRESSING);
    handout_end_line(&v->out);
    enum status s = store_each(v->app->store, v->app->model.kinds[KIND_CHALLENGE], -1, NULL, add_challenge, v, e);
    for (int i = 0; i < 2; i++) { /* what nobody has thought of */
        handout_cell(&v->out, "___________________________", NAME_WIDTH);
        add_ticks(v);
    }
    buf_addc(&v->out, '\n');
    handout_wrapped(&v->out,
                    _("Offer: you have done it or seen it done, well or badly. Seek: you would like to hear from "
                      "somebody who has."),
                    0, HANDOUT_WIDTH);
    buf_release(&name);
    return s;
}

/* ---- as a spreadsheet ---- */

/* The names of these fields of a person are the header, which an import understands in any language. */
static const int columns[] = {FIELD_ID,
                              PERSON_FAMILY_NAME,
                              PERSON_GIVEN_NAME,
                              PERSON_LANGUAGES,
                              PERSON_POSITION_LEVEL,
                              PERSON_LOCAL_FUNCTION,
                              PERSON_REFORM_STAGE,
                              PERSON_CHALLENGES,
                              PERSON_OFFERS,
                              PERSON_SEEKS};
enum { COLUMNS = sizeof columns / sizeof *columns };

struct survey_list {
    struct survey *survey;
    const struct field *field;
    struct buf *cell;
};

/* Challenges of this alliance only: an import would make those of another one anew. */
static bool list_challenge(void *data, const struct record *interest)
{
    struct survey_list *l = data;
    struct app *app = l->survey->app;
    const struct kind *kind = app->model.kinds[KIND_CHALLENGE];
    const char *id = record_get(interest, INTEREST_CHALLENGE);
    struct record r;
    if (strcmp(record_get(interest, INTEREST_ROLE), l->field->link_value) != 0 ||
        store_get(app->store, kind, id, &r, NULL) != OK)
        return true;
    const char *name = record_get(&r, CHALLENGE_NAME);
    if (strcmp(record_get(&r, CHALLENGE_ALLIANCE), app->alliance) == 0)
        buf_addf(l->cell, "%s%s", l->cell->len ? "; " : "", strchr(name, ';') ? id : name);
    record_release(&r);
    return true;
}

static enum status add_cell(struct survey *v, const struct record *person, int field, struct buf *cell, struct error *e)
{
    const struct field *f = &person->kind->fields[field];
    struct survey_list l = {v, f, cell};
    buf_clear(cell);
    if (f->type == FIELD_LINKS)
        return store_each(v->app->store, f->reference, f->link_from, record_id(person), list_challenge, &l, e);
    if (viewer_field(v->app->viewer, person->kind, field) && viewer_exact(v->app->viewer, person, field))
        buf_adds(cell, record_get(person, field));
    return OK;
}

struct survey_rows {
    struct survey *survey;
    enum status status;
    struct error *e;
};

static bool add_member(void *data, const struct record *r)
{
    struct survey_rows *rows = data;
    struct survey *v = rows->survey;
    struct record person;
    struct buf cell = BUF_INIT;
    const char *id = record_get(r, MEMBERSHIP_PERSON);
    if (RECORD_IS(r, MEMBERSHIP_STATUS, LEFT) ||
        store_get(v->app->store, v->app->model.kinds[KIND_PERSON], id, &person, NULL) != OK)
        return true;
    for (size_t i = 0; i < COLUMNS && rows->status == OK; i++) {
        rows->status = add_cell(v, &person, columns[i], &cell, rows->e);
        csv_cell(&v->csv, buf_str(&cell));
    }
    csv_end_row(&v->csv);
    buf_release(&cell);
    record_release(&person);
    return rows->status == OK;
}

static enum status make_csv(struct survey *v, struct error *e)
{
    const struct kind *person = v->app->model.kinds[KIND_PERSON], *membership = v->app->model.kinds[KIND_MEMBERSHIP];
    struct survey_rows rows = {v, OK, e};
    v->csv = csv_begin(&v->out, FLAVOUR_SPREADSHEET);
    for (size_t i = 0; i < COLUMNS; i++)
        csv_cell(&v->csv, person->fields[columns[i]].name);
    csv_end_row(&v->csv);
    enum status s = store_each(v->app->store, membership, MEMBERSHIP_ALLIANCE, v->app->alliance, add_member, &rows, e);
    return s == OK ? rows.status : s;
}

/* ---- how pressing: what each has named, a line each, which 'import interest' reads back ---- */

/* The title, or the id where two have that title. */
static void add_reference(struct survey *v, const struct kind *kind, const char *id, struct buf *cell)
{
    char found[ID_SIZE];
    store_title(v->app->store, kind, id, cell);
    if (store_resolve(v->app->store, kind, buf_str(cell), v->app->alliance, found, NULL) == OK)
        return;
    buf_clear(cell);
    buf_adds(cell, id);
}

static bool add_interest(void *data, const struct record *r)
{
    struct survey *v = data;
    static const int fields[] = {INTEREST_PERSON, INTEREST_CHALLENGE, INTEREST_ROLE, INTEREST_PRESSING};
    struct record challenge;
    struct buf cell = BUF_INIT;
    const char *id = record_get(r, INTEREST_CHALLENGE);
    if (store_get(v->app->store, v->app->model.kinds[KIND_CHALLENGE], id, &challenge, NULL) != OK)
        return true;
    bool own = strcmp(record_get(&challenge, CHALLENGE_ALLIANCE), v->app->alliance) == 0;
    record_release(&challenge);
    for (size_t i = 0; i < sizeof fields / sizeof *fields && own; i++) {
        const struct field *f = &r->kind->fields[fields[i]];
        buf_clear(&cell);
        if (f->type == FIELD_REFERENCE)
            add_reference(v, f->reference, record_get(r, fields[i]), &cell);
        else
            buf_adds(&cell, record_get(r, fields[i]));
        csv_cell(&v->csv, buf_str(&cell));
    }
    if (own)
        csv_end_row(&v->csv);
    buf_release(&cell);
    return true;
}

static bool add_interests(void *data, const struct record *r)
{
    struct survey_rows *rows = data;
    struct survey *v = rows->survey;
    if (!RECORD_IS(r, MEMBERSHIP_STATUS, LEFT))
        rows->status = store_each(v->app->store, v->app->model.kinds[KIND_INTEREST], INTEREST_PERSON,
                                  record_get(r, MEMBERSHIP_PERSON), add_interest, v, rows->e);
    return rows->status == OK;
}

static enum status make_pressing(struct survey *v, struct error *e)
{
    static const char *const header[] = {"person", "challenge", "role", "pressing"};
    struct survey_rows rows = {v, OK, e};
    v->csv = csv_begin(&v->out, FLAVOUR_SPREADSHEET);
    for (size_t i = 0; i < sizeof header / sizeof *header; i++)
        csv_cell(&v->csv, header[i]);
    csv_end_row(&v->csv);
    enum status s = store_each(v->app->store, v->app->model.kinds[KIND_MEMBERSHIP], MEMBERSHIP_ALLIANCE,
                               v->app->alliance, add_interests, &rows, e);
    return s == OK ? rows.status : s;
}

/* ---- the command ---- */

static enum status make(struct survey *v, const struct args *args, struct error *e)
{
    bool csv = args_flag(args, "csv"), pressing = args_flag(args, "pressing");
    enum status s = OK;
    if ((csv || pressing) && viewer_audience(v->app->viewer) == AUDIENCE_PUBLIC) {
        s = error_set(e, ERR_USAGE, "a list of names cannot be for the public");
        return error_hint(e, s, "say --for owner or --for alliance");
    }
    if (s == OK)
        s = pressing ? make_pressing(v, e) : csv ? make_csv(v, e) : make_print(v, e);
    if (s == OK)
        s = command_put(v->app, args, _("Survey"), &v->out, csv || pressing, e);
    return s;
}

enum status run_survey(struct app *app, const struct args *args, struct error *e)
{
    struct survey survey = {.app = app};
    struct languages_before before = {""};
    enum status s = language_borrow(app, args, &before, e);
    if (s == OK)
        s = make(&survey, args, e);
    language_give_back(app, &before);
    buf_release(&survey.out);
    return s;
}
