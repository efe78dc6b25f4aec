/* match_ready.c: who can be matched now and who waits; what is sought, by theme. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/match_sheet.h"
#include "command/print.h"
#include "command/run.h"
#include "exchange/csvwrite.h"
#include "model/kinds.h"

/* ---- ready ---- */

enum { STATE_READY, STATE_UNSURE, STATE_WAITS, STATES };

static int state_of(const struct matching_person *p)
{
    return p->readiness != READY ? STATE_WAITS : p->unsure || p->pending_mandate ? STATE_UNSURE : STATE_READY;
}

/* The membership of a person in the open alliance. Release it; false if there is none. */
static bool membership_of(const struct matching *m, int person, struct record *r)
{
    struct record key;
    record_init(&key, m->app->model.kinds[KIND_MEMBERSHIP]);
    record_set(&key, MEMBERSHIP_PERSON, m->people[person].id);
    record_set(&key, MEMBERSHIP_ALLIANCE, m->app->alliance);
    record_make_id(&key);
    bool there = store_get(m->app->store, key.kind, record_id(&key), r, NULL) == OK;
    record_release(&key);
    return there;
}

/* What is not known of somebody who is ready as far as known: "willing, authorised". */
static void unknown_of(const struct matching *m, int person, struct buf *out)
{
    static const int fields[] = {MEMBERSHIP_WILLING, MEMBERSHIP_ENGAGED, MEMBERSHIP_AUTHORISED};
    struct record r;
    if (!membership_of(m, person, &r))
        return;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(record_get(&r, fields[i]), "yes") != 0)
            buf_addf(out, "%s%s", out->len ? ", " : "", r.kind->fields[fields[i]].label);
    record_release(&r);
}

/* Why they wait, or what to ask first; "" for who is ready. */
static void reason_of(const struct matching *m, int person, struct buf *out)
{
    const struct matching_person *p = &m->people[person];
    struct buf unknown = BUF_INIT;
    buf_adds(out, matching_waits(p->readiness));
    if (state_of(p) == STATE_UNSURE && p->unsure) {
        unknown_of(m, person, &unknown);
        buf_addf(out, _("not known: %s"), buf_str(&unknown));
    }
    if (state_of(p) == STATE_UNSURE && p->pending_mandate)
        buf_addf(out, "%s%s", out->len ? "; " : "", _("the mandate is asked for, not given yet"));
    buf_release(&unknown);
}

static void print_person(struct matching *m, int person)
{
    const struct matching_person *p = &m->people[person];
    struct buf line = BUF_INIT;
    size_t start;
    buf_adds(&line, p->name);
    buf_adds(&line, ": ");
    start = line.len;
    reason_of(m, person, &line);
    if (line.len == start)
        buf_splice(&line, start - 2, 2, "", 0);
    if (p->table != MATCHING_NONE)
        buf_addf(&line, _(" (in '%s')"), m->tables[p->table].name);
    else if (p->left_out && p->readiness == READY)
        buf_adds(&line,
                 p->left_out > 1 ? _(" (left out several times: comes first)") : _(" (left out before: comes first)"));
    print_wrapped(m->app, line.s, 2, HANDOUT_WIDTH);
    buf_release(&line);
}

static void print_ready(struct matching *m)
{
    static const char *const heads[STATES] = {N_("Can be matched now"), N_("Ready as far as known: ask first"),
                                              N_("Wait")};
    for (int state = 0; state < STATES; state++) {
        int count = 0;
        for (int i = 0; i < m->count; i++)
            count += state_of(&m->people[i]) == state;
        print(m->app, "%s%s: %d\n", state ? "\n" : "", tr(heads[state]), count);
        for (int i = 0; i < m->count; i++)
            if (state_of(&m->people[i]) == state)
                print_person(m, i);
    }
}

static void json_ready(struct matching *m)
{
    static const char *const names[STATES] = {"ready", "unsure", "waits"};
    struct buf out = BUF_INIT, reason = BUF_INIT;
    struct json j;
    json_begin(&j, &out);
    json_array(&j, NULL);
    for (int i = 0; i < m->count; i++) {
        const struct matching_person *p = &m->people[i];
        buf_clear(&reason);
        reason_of(m, i, &reason);
        json_object(&j, NULL);
        json_text(&j, "id", p->id);
        json_text(&j, "name", p->name);
        json_text(&j, "state", names[state_of(p)]);
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

/* A challenge of the alliance: demand and supply. */
struct theme {
    const char *name, *id;
    int seeks, faces, offers;
    int seats;    /* how many more pairs and groups those who offer it can be in */
    int waiting;  /* who wants it and was in nothing about it yet */
    int pressure; /* how pressing those who wait find it, added up */
};

struct themes {
    struct handout *sheet;
    struct theme *list;
    size_t count, room;
    bool *here; /* by person: has not left the alliance */
};

static bool take_theme(void *data, const struct record *r)
{
    struct themes *t = data;
    struct arena *arena = t->sheet->m.arena;
    const char *name = record_get(r, CHALLENGE_NAME), *id = record_id(r);
    GROW(t->list, t->count + 1, t->room);
    t->list[t->count++] =
        (struct theme){.name = arena_text(arena, name, strlen(name)), .id = arena_text(arena, id, strlen(id))};
    return true;
}

/* The challenge's number among the texts of the criteria; false if nobody has it. */
static bool number_of(const struct matching *m, const char *name, uint32_t *number)
{
    struct buf folded = BUF_INIT;
    text_fold(&folded, name, strlen(name));
    uintptr_t known = (uintptr_t)dict_get(&m->criteria.numbers, buf_str(&folded));
    buf_release(&folded);
    *number = (uint32_t)known - 1;
    return known > 0;
}

/* How pressing the person finds the item; 0: it is none of theirs. */
static int pressing(const struct trait *t, uint32_t item)
{
    for (int i = 0; i < t->count; i++)
        if (t->items[i] == item)
            return t->pressing[i];
    return 0;
}

static bool was_served(const struct handout *s, int person, const char *challenge)
{
    for (size_t g = 0; g < s->gathering_count; g++)
        for (int i = 0; i < s->gatherings[g].count && strcmp(s->gatherings[g].challenge, challenge) == 0; i++)
            if (s->gatherings[g].people[i] == person)
                return true;
    return false;
}

static void count_person(const struct themes *themes, struct theme *t, uint32_t item, int person)
{
    const struct matching *m = &themes->sheet->m;
    const struct matching_person *p = &m->people[person];
    const struct trait *interests = p->profile.interests;
    int seeks = pressing(&interests[AS_SEEKS], item), faces = pressing(&interests[AS_FACES], item);
    int wants = seeks ? seeks : m->demand_faces ? faces : 0;
    t->seeks += seeks > 0;
    t->faces += faces > 0;
    if (trait_has(&interests[AS_OFFERS], item)) {
        t->offers++;
        t->seats += p->readiness != READY ? 0 : p->capacity < 0 ? 1 : p->capacity;
    }
    if (wants && !was_served(themes->sheet, person, t->id)) {
        t->waiting++;
        t->pressure += wants;
    }
}

/* The most pressing first; among equals those with the fewest seats. */
static int by_pressure(const void *a, const void *b)
{
    const struct theme *x = a, *y = b;
    if (x->pressure != y->pressure)
        return x->pressure < y->pressure ? 1 : -1;
    return x->seats != y->seats ? (x->seats > y->seats ? 1 : -1) : strcmp(x->name, y->name);
}

static enum status count_themes(struct themes *t, struct error *e)
{
    struct matching *m = &t->sheet->m;
    struct app *app = m->app;
    enum status s =
        store_each(app->store, app->model.kinds[KIND_CHALLENGE], CHALLENGE_ALLIANCE, app->alliance, take_theme, t, e);
    t->here = arena_alloc(m->arena, (size_t)m->count + 1);
    for (int i = 0; i < m->count && s == OK; i++) {
        struct record r;
        t->here[i] = membership_of(m, i, &r);
        if (!t->here[i])
            continue;
        t->here[i] = strcmp(record_get(&r, MEMBERSHIP_STATUS), "left") != 0;
        record_release(&r);
    }
    for (size_t i = 0; i < t->count; i++) {
        uint32_t item;
        for (int p = 0; number_of(m, t->list[i].name, &item) && p < m->count; p++)
            if (t->here[p])
                count_person(t, &t->list[i], item, p);
    }
    if (t->count)
        qsort(t->list, t->count, sizeof *t->list, by_pressure);
    return s;
}

static const char *const columns[] = {N_("seeks"), N_("faces"),   N_("offers"),
                                      N_("seats"), N_("waiting"), N_("pressure")};
enum { NUMBERS = sizeof columns / sizeof *columns, NUMBER_WIDTH = 9 };

static int number_at(const struct theme *t, size_t column)
{
    const int numbers[NUMBERS] = {t->seeks, t->faces, t->offers, t->seats, t->waiting, t->pressure};
    return numbers[column];
}

static void print_themes(struct themes *t)
{
    struct app *app = t->sheet->m.app;
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
    char text[16];
    csv_cell(out, FLAVOUR_INTERCHANGE, true, "challenge");
    for (size_t c = 0; c < NUMBERS; c++)
        csv_cell(out, FLAVOUR_INTERCHANGE, false, columns[c]);
    csv_end_row(out);
    for (size_t i = 0; i < t->count; i++) {
        csv_cell(out, FLAVOUR_INTERCHANGE, true, t->list[i].name);
        for (size_t c = 0; c < NUMBERS; c++) {
            snprintf(text, sizeof text, "%d", number_at(&t->list[i], c));
            csv_cell(out, FLAVOUR_INTERCHANGE, false, text);
        }
        csv_end_row(out);
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
    struct themes t = {.sheet = &sheet};
    struct buf out = BUF_INIT;
    enum status s = handout_init(&sheet, app, 0, AUDIENCE_OWNER, NAMES_FULL, e);
    if (s == OK)
        s = count_themes(&t, e);
    if (s == OK && args_flag(args, "json"))
        json_themes(&t, &out);
    else if (s == OK && args_flag(args, "csv"))
        csv_themes(&t, &out);
    else if (s == OK)
        print_themes(&t);
    if (s == OK && out.len)
        s = handout_put(app, args, "", &out, true, e);
    free(t.list);
    buf_release(&out);
    handout_release(&sheet);
    return s;
}
