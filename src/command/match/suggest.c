/* suggest.c: the command match: who learns with whom. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "app/print.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "command/match/apply.h"
#include "command/match/json.h"
#include "command/match/paper.h"
#include "command/run.h"
#include "exchange/csvread.h"
#include "model/kinds.h"

/* ---- what is asked ---- */

/* "2" or "3-5". */
static enum status size_option(const struct args *args, struct matching_wish *w, struct error *e)
{
    const char *text = args_text(args, "size");
    if (!text || matching_size(text, &w->least, &w->most))
        return OK;
    error_set(e, ERR_USAGE, "--size cannot be '%s'", text);
    return error_hint(e, ERR_USAGE, "give a whole number from 2 to %d, or two such as 3-5", MATCH_MOST_PEOPLE);
}

/* ---- weights from a file ---- */

struct weighing {
    struct matching *m;
    const char *path;
    int id, weight; /* columns */
    enum method method;
    bool *seen; /* by criterion */
};

static enum status refuse_cell(const struct weighing *w, long line, int column, struct error *e, const char *hint)
{
    error_at(e, w->path, line, column + 1);
    return error_hint(e, ERR_INPUT, "%s", tr(hint));
}

/* The columns id and weight; or the library's own form, in which each method has a column. */
static enum status take_header(struct weighing *w, const char *const *cells, size_t count, struct error *e)
{
    static const char *const methods[METHODS] = {MATCHING_METHOD_GUIDE, MATCHING_METHOD_STAGE, MATCHING_METHOD_EXPERIENCE,
                                                 MATCHING_METHOD_TEAM};
    int of_method = -1;
    w->id = w->weight = -1;
    for (size_t i = 0; i < count; i++) {
        if (text_alike(cells[i], "id"))
            w->id = (int)i;
        if (text_alike(cells[i], "weight"))
            w->weight = (int)i;
        if (text_alike(cells[i], methods[w->method]))
            of_method = (int)i;
    }
    if (w->weight < 0)
        w->weight = of_method;
    if (w->id >= 0 && w->weight >= 0)
        return OK;
    error_set(e, ERR_INPUT, "there is no column '%s'", w->id < 0 ? "id" : "weight");
    error_at(e, w->path, 1, 0);
    return error_hint(e, ERR_INPUT,
                      "two columns are read, id and weight; 'peerloom library criteria --csv' is a file to begin with");
}

static enum status take_weight(void *data, size_t row, long line, const char *const *cells, const size_t *lengths,
                               size_t count, struct error *e)
{
    struct weighing *w = data;
    char *end;
    (void)lengths;
    if (row == 0)
        return take_header(w, cells, count, e);
    const char *id = cells[w->id], *text = cells[w->weight];
    int at = criteria_find(&w->m->criteria, id);
    long value = strtol(text, &end, 10);
    if (at < 0) {
        error_set(e, ERR_INPUT, "there is no criterion '%s'", id);
        return refuse_cell(w, line, w->id, e, N_("'peerloom library criteria' lists them"));
    }
    if (w->seen[at]) {
        error_set(e, ERR_INPUT, "the criterion '%s' occurs twice", id);
        return refuse_cell(w, line, w->id, e, N_("keep one of the two rows"));
    }
    if (!*text || *end || value < 0 || value > CRITERION_MOST_WEIGHT) {
        error_set(e, ERR_INPUT, "a weight cannot be '%s'", text);
        return refuse_cell(w, line, w->weight, e, N_("weights go from 0 to 10"));
    }
    w->seen[at] = true;
    w->m->criteria.list[at].weight = (int)value;
    return OK;
}

/* Criteria that the file does not name count nothing. */
static enum status read_weights(struct matching *m, const char *path, enum method method, struct error *e)
{
    struct weighing w = {.m = m, .path = path, .method = method, .seen = xcalloc(m->criteria.count + 1, 1)};
    for (size_t i = 0; i < m->criteria.count; i++)
        m->criteria.list[i].weight = 0;
    enum status s = csv_read_file(path, 0, NULL, NULL, take_weight, &w, e);
    if (s == OK && criteria_full(&m->criteria) == 0) {
        error_set(e, ERR_INPUT, "'%s' gives no criterion a weight", path);
        s = error_hint(e, ERR_INPUT, "give at least one of them 1 or more");
    }
    free(w.seen);
    return s;
}

/* ---- all that is asked ---- */

/* What the options say over what the round's record says. */
struct asked {
    struct matching_wish wish;
    enum method method;
    int criterion, weight; /* of --weight; -1: not given */
};

/* --weight=CRITERION=N */
static enum status weight_option(const struct matching *m, const struct args *args, struct asked *a, struct error *e)
{
    const struct arg_value *v = args_nth(args, "weight", 0);
    char *end = NULL;
    a->criterion = v && v->key ? criteria_find(&m->criteria, v->key) : -1;
    if (!v)
        return OK;
    if (a->criterion < 0) {
        error_set(e, ERR_USAGE, "--weight cannot be '%s'", v->key ? v->key : v->text);
        return error_hint(e, ERR_USAGE, "give a criterion and a number: --weight=CRITERION=5; 'peerloom library criteria' lists them");
    }
    long weight = strtol(v->text, &end, 10);
    a->weight = (int)weight;
    if (*v->text && !*end && weight >= 0 && weight <= CRITERION_MOST_WEIGHT)
        return OK;
    error_set(e, ERR_USAGE, "--%s cannot be '%s'", "weight", v->text);
    return error_hint(e, ERR_USAGE, "give a whole number from %d to %d", 0, CRITERION_MOST_WEIGHT);
}

static enum status read_asked(struct matching *m, const struct args *args, struct asked *a, struct error *e)
{
    struct matching_wish *w = &a->wish;
    int method = args_choice(args, "method", -1);
    *w = m->wish;
    enum status s = size_option(args, w, e);
    if (s == OK)
        s = weight_option(m, args, a, e);
    if (s != OK)
        return s;
    w->rounds = (int)args_number(args, "rounds", w->rounds);
    w->seats = (int)args_number(args, "seats", w->seats);
    w->seed = (uint64_t)args_number(args, "seed", 1);
    w->aim = (enum match_aim)args_choice(args, "aim", (int)w->aim);
    a->method = method >= 0 ? (enum method)method : m->method;
    if (method >= 0)
        criteria_use(&m->criteria, a->method);
    if (a->criterion >= 0)
        m->criteria.list[a->criterion].weight = a->weight;
    w->whoever = args_flag(args, "everybody");
    w->meet_again = args_flag(args, "again");
    if (args_given(args, "criteria"))
        s = read_weights(m, args_text(args, "criteria"), a->method, e);
    matching_weigh(m);
    return s;
}

/* ---- groups that were chosen already ---- */

/* Takes "ID,ID;ID,ID/ID,ID" apart: groups, and after a stroke those of the next round. */
static enum status read_groups(struct matching *m, const char *text, struct suggestion *s, struct error *e)
{
    size_t most = 2;
    for (const char *p = text; *p; p++)
        most += *p == ';' || *p == '/';
    *s = (struct suggestion){.state = MATCH_FEASIBLE, .rounds = 1, .arena = arena_new()};
    s->groups = arena_alloc(s->arena, most * sizeof *s->groups);
    while (*text) {
        struct suggested *g = &s->groups[s->count++];
        size_t n = strcspn(text, ";/"), room = 1;
        for (size_t i = 0; i < n; i++)
            room += text[i] == ',';
        *g = (struct suggested){.round = s->rounds - 1,
                                .table = MATCHING_NONE,
                                .accepted = true,
                                .changed = true,
                                .people = arena_alloc(s->arena, room * sizeof *g->people)};
        for (const char *end = text + n; text < end; text += *text == ',') {
            char id[ID_SIZE];
            size_t length = strcspn(text, ",;/");
            snprintf(id, sizeof id, "%.*s", (int)(length < ID_SIZE ? length : ID_SIZE - 1), text);
            int person = matching_person(m, id);
            if (person == MATCHING_NONE) {
                error_set(e, ERR_INPUT, "nobody in the alliance has the id '%s'", id);
                return error_hint(e, ERR_INPUT, "groups are ids of people: ID,ID;ID,ID");
            }
            g->people[g->count++] = person;
            text += length;
        }
        s->rounds += *text == '/';
        text += *text != '\0';
    }
    matching_settle(m, s);
    return OK;
}

/* ---- as text ---- */

static void print_suggestion(const struct matching *m, const struct matching_wish *wish, const struct suggestion *s,
                             const struct repair *repair)
{
    struct buf text = BUF_INIT;
    suggestion_tell(m, s, &text);
    if (repair->found) {
        repair_words(m, wish, repair, &text);
        buf_adds(&text, "\n  ");
        repair_command(m, wish, repair, &text);
        buf_addc(&text, '\n');
    }
    handout_print(m->app, buf_str(&text));
    buf_release(&text);
}

/* ---- stopping ---- */

/* Ctrl+C waits while the engine searches, and is asked for: no handler, no variable that it would have to write. On a
 * screen, which blocks it for itself, the progress of the app is asked instead. */
struct stop {
    struct app *app;
    sigset_t before;
    bool ours; /* the signal is */
    bool stopped;
    uint64_t steps;
};

static void stop_begin(struct stop *stop, struct app *app)
{
    sigset_t interrupt;
    *stop = (struct stop){.app = app};
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigprocmask(SIG_BLOCK, &interrupt, &stop->before);
    stop->ours = !sigismember(&stop->before, SIGINT);
}

static bool stop_asked(void *data, const struct match_progress *progress)
{
    struct stop *stop = data;
    const struct progress *p = &stop->app->progress;
    sigset_t pending;
    stop->steps = progress->steps;
    if (stop->ours && sigpending(&pending) == 0 && sigismember(&pending, SIGINT))
        stop->stopped = true;
    else if (p->step && p->step(p->data, "matching", (size_t)progress->steps, 0))
        stop->stopped = true;
    return stop->stopped;
}

/* One Ctrl+C that stopped the search is used up; the next one ends the program as ever. */
static void stop_end(struct stop *stop)
{
    static const struct timespec at_once = {0, 0};
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    if (stop->ours && stop->stopped)
        sigtimedwait(&interrupt, NULL, &at_once);
    if (stop->ours)
        sigprocmask(SIG_SETMASK, &stop->before, NULL);
}

static enum status refuse_stopped(const struct stop *stop, struct error *e)
{
    error_set(e, ERR_CANCELLED, "stopped; this is the best so far, and nothing was written");
    return error_hint(e, ERR_CANCELLED, "the same with --effort %llu stops there by itself and writes it",
                      (unsigned long long)(stop->steps ? stop->steps : 1));
}

/* ---- match ---- */

/* A repair, if there is one, or what kind of thing would do. */
static void hint_clash(const struct matching *m, const struct asked *a, const struct suggestion *s,
                       const struct repair *repair, struct error *e)
{
    struct buf words = BUF_INIT, command = BUF_INIT;
    if (repair->found) {
        repair_words(m, &a->wish, repair, &words);
        repair_command(m, &a->wish, repair, &command);
        error_hint(e, ERR_INPUT,
                   s->sizes_alone ? N_("allow other sizes; nothing was changed. %s To ask for that: %s")
                                  : N_("drop or change one of them, or allow other sizes; nothing was changed. %s To ask for that: %s"),
                   buf_str(&words), buf_str(&command));
    } else {
        error_hint(e, ERR_INPUT, s->sizes_alone ? N_("allow other sizes; nothing was changed")
                                                : N_("drop or change one of them, or allow other sizes; nothing was changed"));
    }
    buf_release(&words);
    buf_release(&command);
}

/* The rules go into the message; many of them are listed before it. */
static enum status refuse_clash(const struct matching *m, const struct asked *a, const struct suggestion *s,
                                const struct repair *repair, struct error *e)
{
    enum { FITS = 400 };
    struct app *app = m->app;
    struct buf rules = BUF_INIT;
    for (const char *p = buf_str(&s->clash); *p; p++)
        *p == '\n' ? buf_adds(&rules, "; ") : buf_addc(&rules, *p);
    if (s->state == MATCH_INFEASIBLE) {
        bool listed = rules.len > FITS;
        if (listed)
            print_lines(app, buf_str(&s->clash), 0);
        error_set(e, ERR_INPUT, s->sizes_alone ? N_("no groups of these sizes can be made: %s") : listed ? N_("these rules cannot all be kept") : N_("these rules cannot all be kept: %s"), buf_str(&rules));
        hint_clash(m, a, s, repair, e);
    } else {
        error_set(e, ERR_CANCELLED, "stopped before an arrangement that keeps all rules was found");
        error_hint(e, ERR_CANCELLED, "give it more time, or fewer rules; nothing was changed");
    }
    buf_release(&rules);
    return s->state == MATCH_INFEASIBLE ? ERR_INPUT : ERR_CANCELLED;
}

/* Keeps what was asked for with the round. */
static enum status keep(struct matching *m, const struct asked *a, struct error *e)
{
    enum status s = matching_keep(m, a->method, &a->wish, e);
    return s == OK && a->criterion >= 0 ? matching_keep_weight(m, a->criterion, a->weight, e) : s;
}

static enum status keep_only(struct matching *m, const struct asked *a, struct error *e)
{
    struct buf label = BUF_INIT;
    buf_addf(&label, _("What counts in round %d"), m->round);
    enum status s = change_begin(m->app->store, buf_str(&label), e);
    buf_release(&label);
    if (s == OK)
        s = change_end(m->app->store, keep(m, a, e), e);
    if (s == OK)
        say(m->app, "Round %d: kept for the next suggestion", m->round);
    return s;
}

static enum status apply(struct matching *m, const struct asked *a, const struct suggestion *s, struct error *e)
{
    int changed = 0;
    for (int g = 0; g < s->count; g++)
        changed += s->groups[g].accepted && s->groups[g].changed;
    struct buf label = BUF_INIT;
    buf_addf(&label, _("Match round %d"), m->round);
    enum status status = change_begin(m->app->store, buf_str(&label), e);
    buf_release(&label);
    if (status != OK)
        return status;
    status = keep(m, a, e);
    if (status == OK && changed)
        status = matching_apply(m, s, e);
    status = change_end(m->app->store, status, e);
    if (status == OK && changed == 1)
        say(m->app, "Round %d: one pair or group arranged, pending until it is published", m->round);
    else if (status == OK && changed)
        say(m->app, "Round %d: %d pairs or groups arranged, pending until they are published", m->round, changed);
    else if (status == OK)
        say(m->app, "Round %d stays as it is: nothing is better", m->round);
    return status;
}

/* What the engine finds, with what would keep the rules instead; or the groups that --groups names. */
static enum status find(struct matching *m, const struct args *args, const struct asked *a, struct stop *stop,
                        struct suggestion *s, struct repair *repair, struct error *e)
{
    struct match_control control = {.poll = stop_asked, .data = stop};
    enum status status = OK;
    if (status != OK)
        return status;
    if (args_given(args, "groups"))
        return read_groups(m, args_text(args, "groups"), s, e);
    control.effort = (uint64_t)args_number(args, "effort", 0);
    stop_begin(stop, m->app);
    status = matching_solve(m, &a->wish, &control, s, e);
    uint64_t steps = stop->steps;
    if (status == OK && !stop->stopped)
        matching_repair(m, &a->wish, s, &control, repair);
    stop->steps = steps; /* those that led to the suggestion */
    stop_end(stop);
    return status;
}

static enum status suggest(struct matching *m, const struct args *args, const struct asked *a, struct error *e)
{
    struct suggestion s = {0};
    struct stop stop = {0};
    struct repair repair = {.found = false};
    enum status status = find(m, args, a, &stop, &s, &repair, e);
    bool found = status == OK && s.state == MATCH_FEASIBLE, given = args_given(args, "groups");
    if (status == OK && args_flag(args, "json") && !given)
        match_json(m, &a->wish, &s, &repair);
    else if (found && !given)
        print_suggestion(m, &a->wish, &s, &repair);
    if (status == OK && !found)
        status = refuse_clash(m, a, &s, &repair, e);
    if (status == OK && !args_flag(args, "dry-run"))
        status = stop.stopped ? refuse_stopped(&stop, e) : apply(m, a, &s, e);
    suggestion_release(&s);
    return status;
}

/* Reads the round that --round names, else the last one. */
static enum status open_round(struct matching *m, struct app *app, const struct args *args, struct error *e)
{
    *m = (struct matching){0};
    return matching_read(m, app, (int)args_number(args, "round", 0), e);
}

enum status run_match(struct app *app, const struct args *args, struct error *e)
{
    struct matching m;
    struct asked asked;
    enum status s = open_round(&m, app, args, e);
    if (s == OK && !args_flag(args, "dry-run") && !store_writable(app->store))
        s = error_set(e, ERR_READ_ONLY, "the workbench cannot be changed: try --dry-run");
    if (s == OK)
        s = read_asked(&m, args, &asked, e);
    if (s == OK)
        s = args_flag(args, "keep") ? keep_only(&m, &asked, e) : suggest(&m, args, &asked, e);
    matching_release(&m);
    return s;
}
