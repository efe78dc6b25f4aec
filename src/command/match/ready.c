/* ready.c: who can be matched now and who waits; what is sought, by theme. */
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/tr.h"
#include "command/match/paper.h"
#include "command/run.h"
#include "exchange/csvwrite.h"
#include "model/kinds.h"
#include "round/readiness.h"
#include "round/themes.h"

/* ---- ready ---- */

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
        buf_addf(&line, _(" (in '%s')"), m->tables[p->table].name);
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
        json_text(&j, "arrangement", p->table == MATCHING_NONE ? NULL : m->tables[p->table].name);
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
    int round;
    enum status s = handout_round_option(args, &round, e);
    if (s != OK)
        return s;
    s = matching_read(&m, app, round, e);
    if (s == OK && args_flag(args, "json"))
        json_ready(&m);
    else if (s == OK)
        print_ready(&m);
    matching_release(&m);
    return s;
}

/* ---- themes ---- */

static const char *const columns[] = {N_("seeks"), N_("faces"),   N_("offers"),
                                      N_("seats"), N_("waiting"), N_("pressure")};
enum { NUMBERS = sizeof columns / sizeof *columns, NUMBER_WIDTH = 9 };

static int number_at(const struct theme *t, size_t column)
{
    const int numbers[NUMBERS] = {t->seeks, t->faces, t->offers, t->seats, t->waiting, t->pressure};
    return numbers[column];
}

static void print_themes(struct app *app, const struct themes *t)
{
    struct buf out = BUF_INIT;
    char text[16];
    handout_cell(&out, app->model.kinds[KIND_CHALLENGE]->label, HANDOUT_WIDTH - NUMBERS * NUMBER_WIDTH);
    for (size_t c = 0; c < NUMBERS; c++)
        handout_cell(&out, tr(columns[c]), NUMBER_WIDTH);
    handout_end_line(&out);
    for (size_t i = 0; i < t->count; i++) {
        struct buf name = BUF_INIT;
        handout_wrapped(&name, t->list[i].name, 0, HANDOUT_WIDTH - NUMBERS * NUMBER_WIDTH - 1);
        size_t first = strcspn(buf_str(&name), "\n");
        char *line = xstrndup(buf_str(&name), first);
        handout_cell(&out, line, HANDOUT_WIDTH - NUMBERS * NUMBER_WIDTH);
        for (size_t c = 0; c < NUMBERS; c++) {
            snprintf(text, sizeof text, "%d", number_at(&t->list[i], c));
            handout_cell(&out, text, NUMBER_WIDTH);
        }
        handout_end_line(&out);
        buf_adds(&out, name.len > first ? name.s + first + 1 : "");
        free(line);
        buf_release(&name);
    }
    print_lines(app, buf_str(&out), 0);
    buf_release(&out);
}

static void csv_themes(const struct themes *t, struct buf *out)
{
    struct csv_writer w = csv_begin(out, FLAVOUR_SPREADSHEET);
    csv_cell(&w, "challenge");
    for (size_t c = 0; c < NUMBERS; c++)
        csv_cell(&w, columns[c]);
    csv_end_row(&w);
    for (size_t i = 0; i < t->count; i++) {
        csv_cell(&w, t->list[i].name);
        for (size_t c = 0; c < NUMBERS; c++)
            csv_number(&w, number_at(&t->list[i], c));
        csv_end_row(&w);
    }
}

static void json_themes(const struct themes *t, struct buf *out)
{
    struct json j;
    json_begin(&j, out);
    json_array(&j, NULL);
    for (size_t i = 0; i < t->count; i++) {
        json_object(&j, NULL);
        json_text(&j, "id", t->list[i].id);
        json_text(&j, "challenge", t->list[i].name);
        for (size_t c = 0; c < NUMBERS; c++)
            json_number(&j, columns[c], number_at(&t->list[i], c));
        json_end(&j);
    }
    json_end(&j);
}

enum status run_themes(struct app *app, const struct args *args, struct error *e)
{
    struct handout sheet = {0};
    struct themes t = {0};
    struct buf out = BUF_INIT;
    enum status s = handout_init(&sheet, app, 0, NAMES_FULL, e);
    if (s == OK)
        s = themes_init(&t, &sheet, e);
    if (s == OK && args_flag(args, "json"))
        json_themes(&t, &out);
    else if (s == OK && args_flag(args, "csv"))
        csv_themes(&t, &out);
    else if (s == OK)
        print_themes(app, &t);
    if (s == OK && out.len)
        s = handout_put(app, args, "", &out, true, e);
    themes_release(&t);
    buf_release(&out);
    handout_release(&sheet);
    return s;
}
