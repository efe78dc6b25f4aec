/* walk.c: the answers to the guiding questions. */
#include <stdlib.h>
#include <string.h>

#include "app/answer.h"
#include "app/print.h"
#include "base/json.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/guide/language.h"
#include "app/phase.h"
#include "command/run.h"
#include "model/kinds.h"

#define WIDTH 78

/* ---- answer ---- */

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

static enum status take_options(const struct args *args, struct record *r, struct error *e)
{
    for (const struct arg *arg = command_args(args->command); arg->name; arg++)
        if (arg->type == ARG_FIELD && args_given(args, arg->name))
            record_set(r, arg->field, args_text(args, arg->name));
    if (!record_has(r, ANSWER_STATUS) ||
        (RECORD_IS(r, ANSWER_STATUS, OPEN) && args_given(args, "text") && !args_given(args, "status")))
        record_set(r, ANSWER_STATUS, record_has(r, ANSWER_TEXT) ? ANSWER_STATUS_IN_PROGRESS : ANSWER_STATUS_OPEN);
    if (RECORD_IS(r, ANSWER_STATUS, NOT_APPLICABLE) && !record_has(r, ANSWER_REASON)) {
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
    if (!args_given(args, "item"))
        return error_set(e, ERR_USAGE, "which question? Give its id such as 1.2.b, or --list");
    enum status s = answer_item(app, args_text(args, "item"), &item, e);
    if (s != OK)
        return s;
    if (!command_ready(app, &(struct command){.needs = NEEDS_STORE | NEEDS_WRITE}, NULL))
        return error_set(e, ERR_READ_ONLY, "the workbench is open for reading only");
    struct record r;
    char label[80];
    snprintf(label, sizeof label, _("Answer %.60s"), app->guide.items[item].id);
    s = change_begin(app->store, label, e);
    if (s != OK)
        return s;
    answer_read(app, app->guide.items[item].id, &r); /* in the change: what is not to be changed is written as it stands */
    s = take_options(args, &r, e);
    if (s == OK)
        s = write_answer(app, &r, e);
    s = change_end(app->store, s, e);
    if (s == OK)
        say(app, "Saved: %s, %s", label, field_choice_label(&r.kind->fields[ANSWER_STATUS], record_get(&r, ANSWER_STATUS)));
    record_release(&r);
    return s;
}

static void json_answer(struct app *app, size_t item, enum lens lens, const struct record *r, struct json *j)
{
    json_object(j, NULL);
    json_text(j, "item", app->guide.items[item].id);
    json_text(j, "question", instrument_question(&app->guide, item, lens));
    json_text(j, "status", record_or(r, ANSWER_STATUS, ANSWER_STATUS_OPEN));
    json_text(j, "answer", record_get(r, ANSWER_TEXT));
    json_text(j, "reason", record_get(r, ANSWER_REASON));
    json_text(j, "confidence", record_get(r, ANSWER_CONFIDENCE));
    json_text(j, "evidence", record_get(r, ANSWER_EVIDENCE));
    json_text(j, "visibility", record_get(r, FIELD_VISIBILITY));
    json_end(j);
}

static void print_answer(struct app *app, size_t item, enum lens lens, const struct record *r)
{
    const char *status = record_or(r, ANSWER_STATUS, ANSWER_STATUS_OPEN);
    print_cell(app, app->guide.items[item].id, 7);
    print_cell(app, field_choice_label(&r->kind->fields[ANSWER_STATUS], status), 15);
    print_text(app, instrument_question(&app->guide, item, lens));
    fputc('\n', app->out);
    print_wrapped(app, record_get(r, ANSWER_TEXT), 9, WIDTH);
    if (record_has(r, ANSWER_REASON))
        print(app, "         because: %s\n", record_get(r, ANSWER_REASON));
}

static enum status list_answers(struct app *app, const struct args *args, struct error *e)
{
    int phase = (int)args_number(args, "phase", -1);
    enum lens lens = (enum lens)args_choice(args, "lens", LENS_FACILITATOR);
    (void)e;
    struct buf out = BUF_INIT;
    struct json j;
    bool as_json = args_flag(args, "json");
    json_begin(&j, &out);
    json_array(&j, NULL);
    for (size_t i = 0; i < app->guide.count; i++) {
        const struct item *it = &app->guide.items[i];
        if ((phase >= 0 && it->phase != phase) || (lens == LENS_PEER && !it->for_peers))
            continue;
        struct record r;
        answer_read(app, it->id, &r);
        if (as_json)
            json_answer(app, i, lens, &r, &j);
        else
            print_answer(app, i, lens, &r);
        record_release(&r);
    }
    json_end(&j);
    if (as_json)
        fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
    return OK;
}
