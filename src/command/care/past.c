/* past.c: undo, redo, history. */
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/date.h"
#include "base/json.h"
#include "command/run.h"

enum status run_undo(struct app *app, const struct args *args, struct error *e)
{
    (void)args;
    struct change_info what;
    enum status s = store_undo(app->store, &what, e);
    if (s == OK)
        say(app, "Undone: %s", what.label);
    app_check_alliance(app);
    return s;
}

enum status run_redo(struct app *app, const struct args *args, struct error *e)
{
    (void)args;
    struct change_info what;
    enum status s = store_redo(app->store, &what, e);
    if (s == OK)
        say(app, "Redone: %s", what.label);
    app_check_alliance(app);
    return s;
}

static void print_detail(void *data, const char *line)
{
    print((struct app *)data, "%s\n", line);
}

static void print_change(struct app *app, const struct change_info *c)
{
    char day[DATE_SIZE], clock[CLOCK_SIZE];
    moment_day(c->at, day);
    moment_clock(c->at, clock);
    fprintf(app->out, "%6lld  %s %s  %s", (long long)c->seq, day, clock, c->undone ? "(undone) " : "");
    print_text(app, c->label);
    fputc('\n', app->out);
}

static void json_change(struct json *j, const struct change_info *c)
{
    char stamp[STAMP_SIZE];
    moment_stamp(c->at, stamp);
    json_object(j, NULL);
    json_number(j, "change", c->seq);
    json_text(j, "at", stamp);
    json_text(j, "label", c->label);
    json_number(j, "operations", c->operations);
    json_bool(j, "undone", c->undone);
    json_end(j);
}

enum status run_history(struct app *app, const struct args *args, struct error *e)
{
    if (args_given(args, "change"))
        return store_history_detail(app->store, args_number(args, "change", 0), print_detail, app, e);
    struct change_info page[50];
    struct buf out = BUF_INIT;
    struct json j;
    bool as_json = args_flag(args, "json");
    json_begin(&j, &out);
    json_array(&j, NULL);
    size_t n;
    for (int64_t before = 0; (n = store_history(app->store, before, page, 50)) > 0; before = page[n - 1].seq)
        for (size_t i = 0; i < n; i++) {
            if (as_json)
                json_change(&j, &page[i]);
            else
                print_change(app, &page[i]);
        }
    json_end(&j);
    if (as_json)
        fwrite(buf_str(&out), 1, out.len, app->out);
    buf_release(&out);
    return OK;
}
