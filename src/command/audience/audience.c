/* audience.c: whom a command is for, and what is said of it. See audience.h; what they may see is in viewer.c. */
#include "command/audience/audience.h"

#include <string.h>

#include "app/content.h"
#include "app/print.h"
#include "base/tr.h"
#include "command/audience/hits.h"
#include "model/kinds.h"

/* ---- options ---- */

/* Without an alliance there is nobody but everybody. */
static enum audience usual(const struct app *app, const struct command *c)
{
    return !(c->needs & GIVES) ? AUDIENCE_OWNER : *app->alliance ? AUDIENCE_ALLIANCE : AUDIENCE_PUBLIC;
}

enum audience audience_of(const struct app *app, const struct args *args)
{
    enum audience audience = usual(app, args->command);
    if (args_given(args, "for"))
        audience_find(args_text(args, "for"), &audience);
    return audience;
}

/* ---- what is said afterwards ---- */

static void add_count(struct buf *out, const char *text, size_t count)
{
    if (count == 0)
        return;
    buf_adds(out, "; ");
    buf_addf(out, text, count);
}

/* "Without names" is said only when no name that the roster knows is left in any text. */
static void add_names(const struct viewer *v, struct buf *out)
{
    add_count(out, _("names and addresses replaced: %zu"), v->replaced);
    add_count(out, _("names kept: %zu"), v->kept);
    if (v->audience == AUDIENCE_PUBLIC && v->kept == 0)
        buf_adds(out, _("; without names"));
}

static void add_what(const struct viewer *v, struct buf *out)
{
    add_count(out, _("records left out: %zu"), v->left_out);
    if (v->audience == AUDIENCE_ALLIANCE)
        add_count(out, _("people not named: %zu"), v->unnamed);
    add_count(out, _("people named, but not asked yet: %zu"), v->unasked);
    add_names(v, out);
    add_count(out, _("rows made less exact: %zu"), v->coarsened);
    add_count(out, _("people only counted: %zu"), v->counted);
}

static void say_audience(struct app *app, const struct viewer *v)
{
    buf_addf(&app->message, "%s%s", app->message.len ? "; " : "", audience_words(v->audience));
    if (v->audience != AUDIENCE_OWNER)
        add_what(v, &app->message);
}

/* ---- running ---- */

static enum status run_for(struct viewer *v, const struct command *c, const struct args *args, struct error *e)
{
    v->app->viewer = v;
    enum status status = c->run(v->app, args, e);
    v->app->viewer = NULL;
    return status;
}

/* Checklists of one's own are records too: the audience's in the place of all. */
static enum status run_narrowed(struct viewer *v, const struct command *c, const struct args *args, struct error *e)
{
    struct app *app = v->app;
    enum status status = viewer_open(v, e);
    if (status == OK) {
        if (app->content)
            content_read_own(app);
        status = run_for(v, c, args, e);
        if (status == ERR_NOT_FOUND)
            error_hint(e, status, "others may not see everything: --for=owner finds it");
    }
    viewer_close(v);
    if (app->content)
        content_read_own(app);
    return status;
}

/* --mentions=list, which stands behind all that can be chosen: the names that would be replaced, for whoever decides; nothing is written. */
static enum status list_hits(const struct viewer *v, struct error *e)
{
    struct hits hits;
    struct buf out = BUF_INIT;
    struct json j;
    enum status status = hits_find(&hits, v->app, v->command, v->what, v->audience, e);
    json_begin(&j, &out);
    hits_json(&hits, v->app, &j);
    if (status == OK) {
        fwrite(buf_str(&out), 1, out.len, v->app->out);
        say(v->app, "names and addresses in free text: %zu; nothing was written", hits.count);
    }
    hits_release(&hits);
    buf_release(&out);
    return status;
}

enum status audience_run(struct app *app, const struct command *c, const struct args *args, struct error *e)
{
    struct viewer v = {.app = app, .paper = c->needs & PAPER, .command = c->id, .what = args_first(args)};
    enum status status;
    v.audience = audience_of(app, args);
    v.mentions = (enum mention_choice)args_choice(args, "mentions", MENTIONS_BLANK);
    if ((int)v.mentions == MENTION_CHOICES)
        return list_hits(&v, e);
    v.decide = app->hits ? hits_decide : NULL;
    v.data = app->hits;
    status = v.audience == AUDIENCE_OWNER ? run_for(&v, c, args, e) : run_narrowed(&v, c, args, e);
    if (status == OK && ((c->needs & GIVES) || v.audience != AUDIENCE_OWNER))
        say_audience(app, &v);
    return status;
}

enum status audience_hits(struct app *app, enum command_id id, const char *what, enum audience audience,
                          enum mention_choice (*decide)(void *data, const struct mention_hit *hit), void *data,
                          struct error *e)
{
    struct viewer v = {.app = app, .audience = audience, .paper = commands[id].needs & PAPER, .command = id, .what = what, .decide = decide, .data = data};
    enum status status = audience == AUDIENCE_OWNER ? OK : viewer_open(&v, e);
    viewer_close(&v);
    return status;
}
