/* check.c: is the workbench as it was saved, what can be done if not, and how does it stand to another one? */
#include <string.h>

#include "app/print.h"
#include "base/date.h"
#include "base/json.h"
#include "base/tr.h"
#include "command/care/check.h"
#include "command/args_shared.h"
#include "command/run.h"
#include "data.h"

static void json_report(struct app *app, const struct check_report *r)
{
    struct buf out = BUF_INIT;
    struct json j;
    json_begin(&j, &out);
    json_object(&j, NULL);
    json_bool(&j, "file_sound", r->file_sound);
    json_bool(&j, "chain_whole", r->chain_whole);
    json_bool(&j, "local_whole", r->local_whole);
    json_bool(&j, "up_to_date", r->up_to_date);
    json_bool(&j, "projection_equal", r->projection_equal);
    json_number(&j, "records", (long long)r->records);
    json_number(&j, "changes", (long long)r->changes);
    json_number(&j, "operations", (long long)r->operations);
    json_text(&j, "detail", r->detail);
    json_end(&j);
    fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
}

/* Every failure names what can be brought back. */
static void print_advice(struct app *app)
{
    struct buf advice = BUF_INIT;
    store_backup_advice(store_path(app->store), &advice);
    print_text(app, advice.s);
    fputc('\n', app->out);
    buf_release(&advice);
}

static enum status fail(struct app *app, const struct check_report *r, struct error *e)
{
    struct buf advice = BUF_INIT;
    store_backup_advice(store_path(app->store), &advice);
    error_set(e, ERR_DAMAGED, "the workbench '%s' is damaged: %s", store_path(app->store), r->detail);
    error_personal(e);
    error_hint(e, ERR_DAMAGED, "%s", advice.s);
    buf_release(&advice);
    return ERR_DAMAGED;
}

static void print_finding(void *data, const char *line)
{
    struct app *app = data;
    print_text(app, line);
    fputc('\n', app->out);
}

/* What is right where the log is broken, and how to go on. */
static enum status find_proof(struct app *app, const struct check_report *r, struct error *e)
{
    struct repair_report found = {0};
    const char *path = store_path(app->store);
    enum status s = store_repair(app->store, false, TRUST_NOBODY, print_finding, app, &found, &app->progress, e);
    buf_release(&found.kept);
    if (s != OK && s != ERR_DAMAGED)
        return s;
    print_advice(app);
    error_set(e, ERR_DAMAGED, "the log of '%s' is damaged: %s", path, r->detail);
    error_personal(e);
    if (found.hopeless)
        return error_hint(e, ERR_DAMAGED, "parts of it are gone; bring back the backup named above");
    if (found.open)
        return error_hint(e, ERR_DAMAGED,
                          "nothing was changed; bring back the backup named above, or decide: 'peerloom --db %s check "
                          "--trust=log', or tables, or backup; the damaged file is kept", path);
    return error_hint(e, ERR_DAMAGED, "nothing was changed; 'peerloom --db %s check --repair' puts right what is proved, and "
                                      "keeps the damaged file", path);
}

static void hear_nothing(void *data, const char *line)
{
    (void)data, (void)line;
}

size_t check_choices(struct app *app, struct check_choice choices[CHECK_CHOICES])
{
    struct repair_report found = {0};
    enum status s = store_repair(app->store, false, TRUST_NOBODY, hear_nothing, NULL, &found, &app->progress, NULL);
    size_t n = 0;
    buf_release(&found.kept);
    if (s != OK || found.hopeless || (!found.open && !found.proved))
        return 0;
    choices[n++] = (struct check_choice){_("Leave everything as it is"), {{0}}};
    if (!found.open) {
        choices[n++] = (struct check_choice){_("Put right what is proved; the damaged file is kept"), {{.name = "repair", .text = ""}}};
        return n;
    }
    for (const struct arg_choice *c = arg_trusted; c->word; c++)
        choices[n++] = (struct check_choice){tr(c->label), {{.name = "trust", .text = c->word}}};
    return n;
}

static enum status repair(struct app *app, enum trust trust, struct error *e)
{
    struct repair_report found = {0};
    enum status s = store_repair(app->store, true, trust, print_finding, app, &found, &app->progress, e);
    if (s == ERR_DAMAGED)
        print_advice(app);
    if (s == ERR_DAMAGED && found.open && trust == TRUST_NOBODY)
        error_hint(e, s, "decide with 'peerloom --db %s check --trust=log', or tables, or backup; or bring back the backup named "
                         "above", store_path(app->store));
    if (s == OK)
        say(app, "Repaired: %zu proved, %zu decided. What stood there is kept as '%s'", found.proved, found.open,
            buf_str(&found.kept));
    buf_release(&found.kept);
    return s;
}

/* The chain proves that the log is as it was saved: the tables are what is wrong. */
static enum status renew_tables(struct app *app, struct error *e)
{
    if (!store_writable(app->store)) {
        error_set(e, ERR_READ_ONLY, "the tables of '%s' differ from its log, and it may only be read", store_path(app->store));
        return error_hint(e, ERR_READ_ONLY, "the log is as it was saved; check a copy that may be written");
    }
    enum status s = store_rebuild(app->store, &app->progress, e);
    if (s == OK)
        say(app, "The log is as it was saved, proved by its digests. The tables differed from it and were rebuilt");
    return s;
}

static void print_relation(struct app *app, const char *path, const struct log_comparison *c)
{
    switch (c->relation) {
    case LOGS_EQUAL:
        say(app, "Both hold the same changes: %zu", c->common);
        break;
    case LOGS_AHEAD:
        say(app, "This one continues '%s'; changes more: %zu", path, c->only_here);
        break;
    case LOGS_BEHIND:
        say(app, "'%s' continues this one; changes more: %zu", path, c->only_there);
        break;
    case LOGS_APART:
        say(app, "Both have gone on from common changes: %zu; only here: %zu; only in '%s': %zu; no number is used twice",
            c->common, c->only_here, path, c->only_there);
        break;
    case LOGS_FORKED:
        break;
    }
}

static enum status compare_with(struct app *app, const char *path, struct error *e)
{
    struct model model;
    struct store *other = NULL;
    struct log_comparison c;
    enum status s = model_init(&model, data_kinds, DATA_KINDS_COUNT, e);
    if (s != OK)
        return s;
    s = store_open(&other, path, STORE_READ_ONLY, &model, &app->progress, e);
    if (s == OK)
        s = store_compare(app->store, other, &c, &app->progress, e);
    store_close(other);
    model_release(&model);
    if (s != OK)
        return s;
    print_relation(app, path, &c);
    if (c.relation != LOGS_FORKED)
        return OK;
    char day[DATE_SIZE], clock[CLOCK_SIZE];
    moment_day(c.at_here, day);
    moment_clock(c.at_here, clock);
    error_set(e, ERR_INPUT, "the two have forked at change %lld of %s %s: here it is \"%.140s\", in '%s' \"%.140s\"",
              (long long)c.seq, day, clock, c.label_here, path, c.label_there);
    error_personal(e);
    return error_hint(e, ERR_INPUT, "keep both files and go on in one of them only: they cannot be united");
}

enum status run_check(struct app *app, const struct args *args, struct error *e)
{
    struct check_report r;
    enum trust trust = (enum trust)(args_choice(args, "trust", TRUST_NOBODY - 1) + 1);
    if (args_given(args, "against"))
        return compare_with(app, args_text(args, "against"), e);
    enum status s = store_check(app->store, false, &r, &app->progress, e);
    if (s != OK)
        return s;
    if (args_flag(args, "json"))
        json_report(app, &r);
    bool wanted = args_flag(args, "repair") || trust != TRUST_NOBODY;
    if (!r.file_sound)
        return fail(app, &r, e);
    if ((!r.chain_whole || !r.local_whole || !r.up_to_date) && wanted)
        return repair(app, trust, e);
    if (!r.chain_whole)
        return find_proof(app, &r, e);
    if (!r.up_to_date || !r.local_whole)
        return fail(app, &r, e);
    if (!r.projection_equal)
        return renew_tables(app, e);
    say(app, "Sound: %zu records, %zu changes, %zu operations", r.records, r.changes, r.operations);
    return OK;
}
