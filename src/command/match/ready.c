/* ready.c: who can be matched now and who waits. */
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/json.h"
#include "base/tr.h"
#include "command/match/paper.h"
#include "command/run.h"
#include "round/readiness.h"

/* Who was left out more often than somebody else who is ready. */
static bool comes_first(const struct matching *m, int person)
{
    bool first = false;
    for (int i = 0; i < m->count; i++)
        first |= m->people[i].readiness == READY && m->people[i].left_out < m->people[person].left_out;
    return first && m->people[person].readiness == READY;
}

static void print_person(struct matching *m, int person)
{
    const struct matching_person *p = &m->people[person];
    struct buf line = BUF_INIT;
    struct buf reason = BUF_INIT;
    readiness_reason(m, person, &reason);
    buf_adds(&line, p->name);
    buf_addf(&line, "%s%s", reason.len ? _(": ") : "", buf_str(&reason));
    if (p->table != MATCHING_NONE)
        buf_addf(&line, _(" (in '%s')"), m->tables[p->table]->name);
    else if (comes_first(m, person))
        buf_adds(&line,
                 p->left_out > 1 ? _(" (left out several times: comes first)") : _(" (left out before: comes first)"));
    print_wrapped(m->app, line.s, 2, HANDOUT_WIDTH);
    buf_release(&reason);
    buf_release(&line);
}

static void print_ready(struct matching *m)
{
    static const char *const heads[MATCHABLES] = {N_("Can be matched now"), N_("Ready as far as known: ask first"),
                                              N_("Wait")};
    for (enum matchable state = 0; state < MATCHABLES; state++) {
        int count = 0;
        for (int i = 0; i < m->count; i++)
            count += readiness_state(&m->people[i]) == state;
        if (!count && state == MATCHABLE_UNSURE)
            continue;
        print(m->app, "%s%s: %d\n", state ? "\n" : "", tr(heads[state]), count);
        for (int i = 0; i < m->count; i++)
            if (readiness_state(&m->people[i]) == state)
                print_person(m, i);
    }
    if (m->unread)
        print(m->app, "\n%d more are not selected yet, or have left: the roster lists them\n", m->unread);
}

static void json_ready(struct matching *m)
{
    static const char *const names[MATCHABLES] = {"ready", "unsure", "waits"};
    struct buf out = BUF_INIT, reason = BUF_INIT;
    struct json j;
    json_begin(&j, &out);
    json_array(&j, NULL);
    for (int i = 0; i < m->count; i++) {
        const struct matching_person *p = &m->people[i];
        buf_clear(&reason);
        readiness_reason(m, i, &reason);
        json_object(&j, NULL);
        json_text(&j, "id", p->id);
        json_text(&j, "name", p->name);
        json_text(&j, "state", names[readiness_state(p)]);
        json_text(&j, "reason", buf_str(&reason));
        json_text(&j, "arrangement", p->table == MATCHING_NONE ? NULL : m->tables[p->table]->name);
        if (p->capacity >= 0)
            json_number(&j, "capacity", p->capacity);
        else
            json_text(&j, "capacity", NULL);
        json_number(&j, "left_out", p->left_out);
        json_end(&j);
    }
    json_end(&j);
    fwrite(buf_str(&out), 1, out.len, m->app->out);
    buf_release(&out);
    buf_release(&reason);
}

enum status run_ready(struct app *app, const struct args *args, struct error *e)
{
    struct matching m = {0};
    enum status s = matching_read(&m, app, (int)args_number(args, "round", 0), e);
    if (s == OK && args_flag(args, "json"))
        json_ready(&m);
    else if (s == OK)
        print_ready(&m);
    matching_release(&m);
    return s;
}
