/* why.c: why these two? */
#include <string.h>

#include "app/print.h"
#include "command/match/json.h"
#include "command/match/paper.h"
#include "command/run.h"
#include "model/kinds.h"

static const char *const names[] = {"person", "with"};

static enum status find_two(struct matching *m, const struct args *args, int people[2], struct error *e)
{
    struct app *app = m->app;
    for (int i = 0; i < 2; i++) {
        char id[ID_SIZE];
        enum status s = args_record(app, args, names[i], id, e);
        if (s != OK)
            return s;
        people[i] = matching_person(m, id);
        if (people[i] != MATCHING_NONE)
            continue;
        error_set(e, ERR_INPUT, "'%s' is not in the open alliance", args_text(args, names[i]));
        return error_hint(e, ERR_INPUT, "add them to it, or choose the other alliance");
    }
    if (people[0] != people[1])
        return OK;
    error_set(e, ERR_INPUT, "'%s' and '%s' are the same person", args_text(args, "person"), args_text(args, "with"));
    return error_hint(e, ERR_INPUT, "name two people");
}

static void put_person(struct json *j, const struct matching *m, int person)
{
    json_object(j, NULL);
    json_text(j, "id", m->people[person].id);
    json_text(j, "name", m->people[person].name);
    json_end(j);
}

static void why_json(const struct matching *m, const int people[2])
{
    struct buf out = BUF_INIT, text = BUF_INIT;
    struct json j;
    unsigned flags = matching_flags(m, people, 2);
    json_begin(&j, &out);
    json_object(&j, NULL);
    json_array(&j, "people");
    put_person(&j, m, people[0]);
    put_person(&j, m, people[1]);
    json_end(&j);
    json_number(&j, "score", matching_score(m, people[0], people[1]));
    json_number(&j, "full", criteria_full(&m->criteria));
    json_number(&j, "fit", matching_fit(m, matching_score(m, people[0], people[1]), 2));
    match_json_parts(&j, m, people, 2);
    match_json_flags(&j, flags);
    matching_remarks_of_two(m, people, &text);
    match_json_lines(&j, "remarks", buf_str(&text));
    buf_clear(&text);
    matching_broken(m, people, 2, &text);
    match_json_lines(&j, "broken_rules", buf_str(&text));
    buf_clear(&text);
    matching_why(m, people[0], people[1], &text);
    json_text(&j, "words", buf_str(&text));
    json_end(&j);
    fwrite(buf_str(&out), 1, out.len, m->app->out);
    buf_release(&out);
    buf_release(&text);
}

enum status run_why(struct app *app, const struct args *args, struct error *e)
{
    struct matching m = {0};
    int people[2];
    enum status s = matching_read(&m, app, (int)args_number(args, "round", 0), e);
    if (s == OK)
        s = find_two(&m, args, people, e);
    if (s == OK && args_flag(args, "json")) {
        why_json(&m, people);
    } else if (s == OK) {
        struct buf text = BUF_INIT;
        matching_why(&m, people[0], people[1], &text);
        handout_print(app, buf_str(&text));
        buf_release(&text);
    }
    matching_release(&m);
    return s;
}
