/* forget.c: a person who withdraws is taken out for good (store_purge); what others wrote about them is listed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/id.h"
#include "base/json.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/args_shared.h"
#include "command/run.h"
#include "model/kinds.h"

enum { MENTIONS_SHOWN = 8 };

struct forget_run {
    struct app *app;
    const struct kind *kind;
    char id[ID_SIZE];
    struct buf title, mentions; /* mentions: a line each */
    size_t mention_count;
    struct forget_report report;
};

static void add_mention(void *data, const struct record *r, int field)
{
    struct forget_run *f = data;
    if (f->mention_count++ >= MENTIONS_SHOWN)
        return;
    struct buf title = BUF_INIT;
    store_title(f->app->store, r->kind, record_id(r), &title);
    buf_addf(&f->mentions, _("%s %s: %s\n"), r->kind->label, buf_str(&title), r->kind->fields[field].label);
    buf_release(&title);
}

/* Somebody who was deleted has no name any more to be found by: their id is. */
static enum status find_person(struct forget_run *f, const char *text, struct error *e)
{
    enum status status = store_resolve(f->app->store, f->kind, text, NULL, f->id, e);
    if (status == OK)
        store_title(f->app->store, f->kind, f->id, &f->title);
    else if (status == ERR_NOT_FOUND && id_valid(text)) {
        memcpy(f->id, text, ID_SIZE);
        buf_adds(&f->title, text);
        status = OK;
    }
    return status;
}

static void print_json(struct forget_run *f, bool really)
{
    struct buf out = BUF_INIT;
    struct json j;
    const struct forget_report *r = &f->report;
    json_begin(&j, &out);
    json_object(&j, NULL);
    json_bool(&j, "forgotten", really);
    json_number(&j, "records", (long long)r->records);
    json_number(&j, "references", (long long)r->references);
    json_number(&j, "operations", (long long)r->operations);
    json_number(&j, "labels", (long long)r->labels);
    json_number(&j, "drafts", (long long)r->local);
    json_number(&j, "backups_rewritten", (long long)r->rewritten);
    json_number(&j, "backups_dropped", (long long)r->dropped);
    json_number(&j, "texts_of_others", (long long)f->mention_count);
    json_end(&j);
    fwrite(buf_str(&out), 1, out.len, f->app->out);
    buf_release(&out);
}

static void print_report(struct forget_run *f)
{
    const struct forget_report *r = &f->report;
    struct app *app = f->app;
    print(app, _("Records of the person: %zu. References to them in other records: %zu.\n"), r->records, r->references);
    print(app, _("In the history: %zu operations, %zu labels. Drafts and places remembered: %zu.\n"), r->operations, r->labels, r->local);
    print(app, _("Backups to rewrite: %zu. Backups that cannot be rewritten and are deleted: %zu.\n"), r->rewritten, r->dropped);
    if (f->mention_count == 0)
        return;
    print(app, _("Texts of others that name them: %zu. They stay; change them first, as earlier wordings stay in the history:\n"),
          f->mention_count);
    print_lines(app, buf_str(&f->mentions), 2);
    if (f->mention_count > MENTIONS_SHOWN)
        print(app, _("  ... and %zu more.\n"), f->mention_count - MENTIONS_SHOWN);
}

static enum status ask_for_name(const struct forget_run *f, const char *name, struct error *e)
{
    if (name && text_alike(name, buf_str(&f->title)))
        return OK;
    if (name)
        error_set(e, ERR_INPUT, "'%s' is not the name of this person: nothing was done", name);
    else
        error_set(e, ERR_INPUT, "nothing was done yet");
    error_hint(e, ERR_INPUT, "it cannot be undone: see what goes with --dry-run, then give --name=\"%s\"", buf_str(&f->title));
    return ERR_INPUT;
}

static enum status forget(struct forget_run *f, const struct args *args, struct error *e)
{
    struct app *app = f->app;
    bool dry = args_flag(args, "dry-run"), json = args_flag(args, "json");
    enum status s = dry ? OK : ask_for_name(f, args_text(args, "name"), e);
    if (s == OK)
        s = store_mentions(app->store, f->kind, f->id, add_mention, f, e);
    if (s == OK)
        s = store_purge(app->store, f->kind, f->id, !dry, &f->report, &app->progress, e);
    if (s != OK)
        return s;
    if (json)
        print_json(f, !dry);
    else if (dry)
        print_report(f);
    if (dry)
        return OK;
    app_check_alliance(app);
    store_backup_rotate(app->store, NULL, &app->progress, NULL); /* copies may have been dropped */
    say(app, "forgotten: %zu records, %zu entries of the history; %zu backups rewritten, %zu deleted; %zu texts of others still name the person; exported files and copies elsewhere are not changed",
        f->report.records, f->report.operations, f->report.rewritten, f->report.dropped, f->mention_count);
    return OK;
}

enum status run_forget(struct app *app, const struct args *args, struct error *e)
{
    struct forget_run f = {.app = app, .kind = app->model.kinds[KIND_PERSON], .title = BUF_INIT, .mentions = BUF_INIT};
    enum status s = find_person(&f, args_text(args, "person"), e);
    if (s == OK)
        s = forget(&f, args, e);
    buf_release(&f.title);
    buf_release(&f.mentions);
    return s;
}

/* What would go, counted; and the name that is to be typed. */
void forget_note(struct app *app, const struct args *args, struct buf *out)
{
    struct forget_run f = {.app = app, .kind = app->model.kinds[KIND_PERSON], .title = BUF_INIT, .mentions = BUF_INIT};
    char *text = NULL;
    size_t size = 0;
    FILE *before = app->out, *memory = open_memstream(&text, &size);
    if (!memory)
        return;
    app->out = memory;
    enum status s = find_person(&f, args_text(args, "person"), NULL);
    if (s == OK)
        s = store_mentions(app->store, f.kind, f.id, add_mention, &f, NULL);
    if (s == OK)
        s = store_purge(app->store, f.kind, f.id, false, &f.report, &app->progress, NULL);
    if (s == OK)
        print_report(&f);
    app->out = before;
    if (fclose(memory) == 0 && s == OK)
        buf_addf(out, "%s\n\n%s", buf_str(&f.title), text);
    free(text);
    buf_release(&f.title);
    buf_release(&f.mentions);
}
