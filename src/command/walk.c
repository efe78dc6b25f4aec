/* walk.c: the guiding questions: answer, guide, worksheet, road map. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "command/answer.h"
#include "command/print.h"
#include "command/run.h"
#include "model/kinds.h"
#include "report/roadmap.h"

#define WIDTH 78

/* ---- arguments ---- */

static enum status find_item(struct app *app, const char *id, size_t *item, struct error *e)
{
    int at = instrument_find(&app->guide, id);
    if (at < 0) {
        error_set(e, ERR_INPUT, "there is no guiding question '%s'", id);
        return error_hint(e, ERR_INPUT, "questions are named 0.1 to 4.4.a, see 'peerloom guide'");
    }
    *item = (size_t)at;
    return OK;
}

/* The phase asked for, -1 for all. */
static enum status phase_option(const struct args *args, int *phase, struct error *e)
{
    const char *text = args_option(args, "phase");
    *phase = -1;
    if (!text)
        return OK;
    if (text[0] < '0' || text[0] >= '0' + PHASES || text[1])
        return error_set(e, ERR_USAGE, "'%s' is no phase: 0 to %d", text, PHASES - 1);
    *phase = text[0] - '0';
    return OK;
}

static enum status lens_option(const struct args *args, enum lens *lens, struct error *e)
{
    const char *text = args_option(args, "lens");
    *lens = LENS_FACILITATOR;
    if (text && strcmp(text, "peer") == 0)
        *lens = LENS_PEER;
    else if (text && strcmp(text, "facilitator") != 0)
        return error_set(e, ERR_USAGE, "'%s' is no lens: facilitator or peer", text);
    return OK;
}

/* ---- answer ---- */

void answer_read(struct app *app, const char *item, struct record *r)
{
    struct record kept;
    record_init(r, app->model.kinds[KIND_ANSWER]);
    record_set(r, ANSWER_ITEM, item);
    record_set(r, ANSWER_ALLIANCE, app->alliance);
    record_make_id(r);
    if (store_get(app->store, r->kind, record_id(r), &kept, NULL) == OK) {
        record_release(r);
        *r = kept;
    }
}

static bool there(struct app *app, const struct record *r)
{
    struct record kept;
    if (store_get(app->store, r->kind, record_id(r), &kept, NULL) != OK)
        return false;
    record_release(&kept);
    return true;
}

/* Writes the record as it now is: made if it is new, else field by field. */
static enum status write_answer(struct app *app, struct record *r, struct error *e)
{
    if (!there(app, r))
        return change_create(app->store, r, e);
    enum status s = OK;
    for (size_t i = FIELD_VISIBILITY; i < r->count && s == OK; i++)
        s = change_set(app->store, r->kind, record_id(r), (int)i, record_get(r, (int)i), e);
    return s;
}

static enum status take_option(const struct args *args, const char *name, struct record *r, int field, struct error *e)
{
    const char *text = args_option(args, name);
    struct buf value = BUF_INIT;
    enum status s = text ? field_parse(&r->kind->fields[field], text, &value, e) : OK;
    if (text && s == OK)
        record_set(r, field, buf_str(&value));
    buf_release(&value);
    return s;
}

static enum status take_options(const struct args *args, struct record *r, struct error *e)
{
    static const struct {
        const char *name;
        int field;
    } options[] = {{"status", ANSWER_STATUS},         {"text", ANSWER_TEXT},         {"reason", ANSWER_REASON},
                   {"confidence", ANSWER_CONFIDENCE}, {"evidence", ANSWER_EVIDENCE}, {"visibility", FIELD_VISIBILITY}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        enum status s = take_option(args, options[i].name, r, options[i].field, e);
        if (s != OK)
            return s;
    }
    const char *before = record_get(r, ANSWER_STATUS);
    if (!*before || (strcmp(before, "open") == 0 && args_option(args, "text") && !args_option(args, "status")))
        record_set(r, ANSWER_STATUS, record_has(r, ANSWER_TEXT) ? "in_progress" : "open");
    if (strcmp(record_get(r, ANSWER_STATUS), "not_applicable") == 0 && !record_has(r, ANSWER_REASON)) {
        error_set(e, ERR_INPUT, "'does not apply' needs a reason");
        return error_hint(e, ERR_INPUT, "say why with --reason TEXT");
    }
    return OK;
}

static enum status list_answers(struct app *app, const struct args *args, struct error *e);

enum status run_answer(struct app *app, const struct args *args, struct error *e)
{
    size_t item = 0;
    if (args_flag(args, "list"))
        return list_answers(app, args, e);
    if (!args->count)
        return error_set(e, ERR_USAGE, "which question? Give its id such as 1.2.b, or --list");
    enum status s = find_item(app, args->words[0], &item, e);
    if (s != OK)
        return s;
    if (!command_ready(app, &(struct command){.needs = NEEDS_STORE | NEEDS_WRITE}, NULL))
        return error_set(e, ERR_READ_ONLY, "the workbench is open for reading only");
    struct record r;
    char label[80];
    answer_read(app, app->guide.items[item].id, &r);
    s = take_options(args, &r, e);
    snprintf(label, sizeof label, "Answer %.60s", app->guide.items[item].id);
    if (s == OK)
        s = change_begin(app->store, label, e);
    if (s == OK) {
        s = write_answer(app, &r, e);
        if (s == OK)
            s = change_commit(app->store, e);
        else
            change_rollback(app->store);
    }
    if (s == OK)
        say(app, "Saved: %s, %s", label, field_choice_label(&r.kind->fields[ANSWER_STATUS], record_get(&r, ANSWER_STATUS)));
    record_release(&r);
    return s;
}

static void json_answer(struct app *app, size_t item, const struct record *r, struct json *j)
{
    json_object(j, NULL);
    json_text(j, "item", app->guide.items[item].id);
    json_text(j, "question", instrument_text(&app->guide, item, WORDING_LABEL));
    json_text(j, "status", record_has(r, ANSWER_STATUS) ? record_get(r, ANSWER_STATUS) : "open");
    json_text(j, "answer", record_get(r, ANSWER_TEXT));
    json_text(j, "reason", record_get(r, ANSWER_REASON));
    json_text(j, "confidence", record_get(r, ANSWER_CONFIDENCE));
    json_text(j, "evidence", record_get(r, ANSWER_EVIDENCE));
    json_text(j, "visibility", record_get(r, FIELD_VISIBILITY));
    json_end(j);
}

static void print_answer(struct app *app, size_t item, const struct record *r)
{
    const char *status = record_has(r, ANSWER_STATUS) ? record_get(r, ANSWER_STATUS) : "open";
    print_cell(app, app->guide.items[item].id, 7);
    print_cell(app, field_choice_label(&r->kind->fields[ANSWER_STATUS], status), 15);
    print_text(app, instrument_text(&app->guide, item, WORDING_LABEL));
    fputc('\n', app->out);
    print_wrapped(app, record_get(r, ANSWER_TEXT), 9, WIDTH);
    if (record_has(r, ANSWER_REASON))
        print(app, "         because: %s\n", record_get(r, ANSWER_REASON));
}

static enum status list_answers(struct app *app, const struct args *args, struct error *e)
{
    int phase;
    enum status s = phase_option(args, &phase, e);
    if (s != OK)
        return s;
    struct buf out = BUF_INIT;
    struct json j;
    bool as_json = args_flag(args, "json");
    json_begin(&j, &out);
    json_array(&j, NULL);
    for (size_t i = 0; i < app->guide.count; i++) {
        if (phase >= 0 && app->guide.items[i].phase != phase)
            continue;
        struct record r;
        answer_read(app, app->guide.items[i].id, &r);
        if (as_json)
            json_answer(app, i, &r, &j);
        else
            print_answer(app, i, &r);
        record_release(&r);
    }
    json_end(&j);
    if (as_json)
        fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
    return OK;
}

/* ---- guide ---- */

static void print_phase(struct app *app, int phase)
{
    print(app, "\nPhase %d  %s (%c)\n%s\n\n", phase, phase_name(phase), phase_letter(phase), phase_question(phase));
}

static void print_item(struct app *app, size_t item, enum lens lens, bool whole)
{
    static const struct {
        enum wording wording;
        const char *title;
    } more[] = {{WORDING_WHY, "Why"}, {WORDING_ALOUD, "Aloud"}, {WORDING_EXAMPLE, "Example"}};
    const struct item *it = &app->guide.items[item];
    print_cell(app, it->id, it->parent < 0 ? 5 : 9);
    print_text(app, instrument_question(&app->guide, item, lens));
    fputc('\n', app->out);
    for (size_t i = 0; whole && i < sizeof more / sizeof *more; i++) {
        print(app, "\n%s\n", more[i].title);
        print_wrapped(app, instrument_text(&app->guide, item, more[i].wording), 2, WIDTH);
    }
    if (whole)
        print(app, "\nSource: %s\n", it->source);
}

static void json_item(struct app *app, size_t item, struct json *j)
{
    static const char *const names[WORDINGS] = {"label", "peer", "why", "aloud", "example"};
    const struct item *it = &app->guide.items[item];
    json_object(j, NULL);
    json_text(j, "id", it->id);
    json_number(j, "phase", it->phase);
    json_text(j, "parent", it->parent < 0 ? NULL : app->guide.items[it->parent].id);
    json_text(j, "source", it->source);
    for (int w = 0; w < WORDINGS; w++)
        json_text(j, names[w], instrument_text(&app->guide, item, (enum wording)w));
    json_end(j);
}

enum status run_guide(struct app *app, const struct args *args, struct error *e)
{
    int phase, shown = -1;
    size_t only = 0;
    enum lens lens;
    enum status s = phase_option(args, &phase, e);
    if (s == OK)
        s = lens_option(args, &lens, e);
    if (s == OK && args->count)
        s = find_item(app, args->words[0], &only, e);
    if (s != OK)
        return s;
    struct buf out = BUF_INIT;
    struct json j;
    bool as_json = args_flag(args, "json");
    json_begin(&j, &out);
    json_array(&j, NULL);
    for (size_t i = 0; i < app->guide.count; i++) {
        const struct item *it = &app->guide.items[i];
        if ((args->count && i != only) || (phase >= 0 && it->phase != phase) || (lens == LENS_PEER && !it->for_peers))
            continue;
        if (as_json) {
            json_item(app, i, &j);
            continue;
        }
        if (!args->count && it->phase != shown)
            print_phase(app, shown = it->phase);
        print_item(app, i, lens, args->count > 0);
    }
    json_end(&j);
    if (as_json)
        fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
    return OK;
}

/* ---- worksheet ---- */

static void print_worksheet(struct app *app, int phase, enum lens lens)
{
    struct buf title = BUF_INIT;
    int shown = -1;
    if (*app->alliance)
        store_title(app->store, app->model.kinds[KIND_ALLIANCE], app->alliance, &title);
    print(app, "%s\nWorksheet%s\n", buf_str(&title), lens == LENS_PEER ? " for a peer:  ____________________________" : "");
    for (size_t i = 0; i < app->guide.count; i++) {
        const struct item *it = &app->guide.items[i];
        if ((phase >= 0 && it->phase != phase) || (lens == LENS_PEER && !it->for_peers))
            continue;
        if (it->phase != shown)
            print_phase(app, shown = it->phase);
        struct record r;
        answer_read(app, it->id, &r);
        print_cell(app, it->id, 7);
        fputc('\n', app->out);
        print_wrapped(app, instrument_question(&app->guide, i, lens), 2, WIDTH);
        /* A peer's sheet stays blank: what the facilitator wrote is the facilitator's. */
        if (lens == LENS_FACILITATOR && record_has(&r, ANSWER_TEXT))
            print_wrapped(app, record_get(&r, ANSWER_TEXT), 6, WIDTH);
        else
            for (int line = 0; line < 3; line++)
                fprintf(app->out, "\n      %.*s\n", 70, "______________________________________________________________________");
        fputc('\n', app->out);
        record_release(&r);
    }
    buf_release(&title);
}

static enum status open_out(const char *path, FILE **out, struct error *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (*out)
        return OK;
    error_set(e, ERR_IO, "could not write '%s': %s", path, strerror(errno));
    return error_hint(e, ERR_IO, errno == EEXIST ? "choose a name that is free: nothing is overwritten"
                                                 : "choose another place");
}

enum status run_worksheet(struct app *app, const struct args *args, struct error *e)
{
    int phase;
    enum lens lens;
    const char *path = args_option(args, "out");
    enum status s = phase_option(args, &phase, e);
    if (s == OK)
        s = lens_option(args, &lens, e);
    if (s != OK)
        return s;
    FILE *before = app->out, *file;
    if (!path || strcmp(path, "-") == 0) {
        print_worksheet(app, phase, lens);
        return OK;
    }
    s = open_out(path, &file, e);
    if (s != OK)
        return s;
    app->out = file;
    print_worksheet(app, phase, lens);
    app->out = before;
    bool written = fflush(file) == 0 && fsync(fileno(file)) == 0;
    if (fclose(file) != 0 || !written) {
        unlink(path);
        return error_set(e, errno == ENOSPC ? ERR_FULL : ERR_IO, "could not write '%s': %s", path, strerror(errno));
    }
    say(app, "Worksheet written to '%s'", path);
    return OK;
}

/* ---- road map ---- */

static void json_roadmap(struct app *app, const struct roadmap *map, const struct next_step *steps, size_t count)
{
    struct buf out = BUF_INIT;
    struct json j;
    json_begin(&j, &out);
    json_object(&j, NULL);
    json_number(&j, "phase", map->phase);
    json_array(&j, "phases");
    for (int i = 0; i < PHASES; i++) {
        json_object(&j, NULL);
        json_text(&j, "name", phase_name(i));
        json_number(&j, "questions", map->phases[i].total);
        json_number(&j, "answered", map->phases[i].answered);
        json_number(&j, "in_progress", map->phases[i].in_progress);
        json_number(&j, "needs_evidence", map->phases[i].needs_evidence);
        json_number(&j, "not_applicable", map->phases[i].not_applicable);
        json_number(&j, "open", map->phases[i].open);
        json_end(&j);
    }
    json_end(&j);
    json_array(&j, "next");
    for (size_t i = 0; i < count; i++) {
        json_object(&j, NULL);
        json_text(&j, "what", steps[i].text);
        json_text(&j, "due", steps[i].due);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
    fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
}

enum status run_roadmap(struct app *app, const struct args *args, struct error *e)
{
    struct roadmap map;
    struct next_step steps[16];
    char today[DATE_SIZE];
    enum status s = roadmap_read(app->store, &app->guide, app->alliance, &map, e);
    if (s != OK)
        return s;
    date_today(today);
    size_t count = next_steps(app->store, &app->guide, app->alliance, today, steps, 16);
    if (args_flag(args, "json")) {
        json_roadmap(app, &map, steps, count);
        return OK;
    }
    struct buf title = BUF_INIT;
    store_title(app->store, app->model.kinds[KIND_ALLIANCE], app->alliance, &title);
    print(app, "%s\n\n", buf_str(&title));
    for (int i = 0; i < PHASES; i++) {
        const struct phase_progress *p = &map.phases[i];
        print(app, "%c Phase %d  %-24s %2d of %2d answered, %d in progress, %d need evidence, %d open\n",
              i == map.phase ? '>' : ' ', i, phase_name(i), phase_done(p), p->total, p->in_progress, p->needs_evidence, p->open);
    }
    print(app, "\nWhat is next\n");
    for (size_t i = 0; i < count; i++)
        print(app, "  %s%s%s%s\n", steps[i].text, *steps[i].due ? " (by " : "", steps[i].due,
              *steps[i].due ? steps[i].late ? ", overdue)" : ")" : "");
    buf_release(&title);
    return OK;
}
