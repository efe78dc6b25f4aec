/* match_cmd.c: suggesting who learns with whom, why, and publishing it. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/tr.h"
#include "command/matching.h"
#include "command/print.h"
#include "command/run.h"
#include "exchange/csvread.h"
#include "model/kinds.h"

enum { MOST_SIZE = 2000, MOST_ROUNDS = 64, MOST_SEATS = 2000, WIDTH = 78 };

/* ---- what is asked ---- */

/* A whole number between two others. */
static enum status read_number(const char *text, const char *name, int least, int most, int *out, struct error *e)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (*text && !*end && value >= least && value <= most) {
        *out = (int)value;
        return OK;
    }
    error_set(e, ERR_USAGE, "--%s cannot be '%s'", name, text);
    return error_hint(e, ERR_USAGE, "give a whole number from %d to %d", least, most);
}

static enum status number_option(const struct args *args, const char *name, int least, int most, int *out, struct error *e)
{
    const char *text = args_option(args, name);
    return text ? read_number(text, name, least, most, out, e) : OK;
}

/* "2" or "3-5". */
static enum status size_option(const struct args *args, struct matching_wish *w, struct error *e)
{
    const char *text = args_option(args, "size"), *dash = text ? strchr(text, '-') : NULL;
    char least[16];
    if (!text)
        return OK;
    snprintf(least, sizeof least, "%.*s", dash ? (int)(dash - text) : 15, text);
    enum status s = read_number(least, "size", 2, MOST_SIZE, &w->least, e);
    if (s == OK)
        s = read_number(dash ? dash + 1 : least, "size", 2, MOST_SIZE, &w->most, e);
    return s;
}

/* One of the choices of a field of the kind `matching`; -1 if the option was not given. */
static enum status choice_option(struct app *app, const struct args *args, const char *name, int field, int *out, struct error *e)
{
    const struct field *f = &app->model.kinds[KIND_MATCHING]->fields[field];
    const char *text = args_option(args, name);
    const struct choice *choice = text ? field_choice(f, text) : NULL;
    *out = choice ? (int)(choice - f->choices) : -1;
    if (!text || choice)
        return OK;
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < f->choice_count; i++)
        buf_addf(&all, "%s%s", i ? ", " : "", f->choices[i].name);
    error_set(e, ERR_USAGE, "--%s cannot be '%s'", name, text);
    error_hint(e, ERR_USAGE, "choose one of %s", buf_str(&all));
    buf_release(&all);
    return ERR_USAGE;
}

/* Weights from a file with the columns id and weight; criteria it does not name count nothing. */
static enum status read_weights(struct matching *m, const char *path, struct error *e)
{
    struct table *t;
    enum status s = csv_read_table(path, &t, NULL, e);
    if (s != OK)
        return s;
    int id = table_column(t, "id"), weight = table_column(t, "weight");
    if (id < 0 || weight < 0) {
        error_set(e, ERR_INPUT, "'%s' has no column '%s'", path, id < 0 ? "id" : "weight");
        s = error_hint(e, ERR_INPUT, "two columns are read: id and weight; 'peerloom library criteria' lists the ids");
    }
    for (size_t i = 0; i < m->criteria.count && s == OK; i++)
        m->criteria.list[i].weight = 0;
    for (size_t row = 0; row < t->rows && s == OK; row++) {
        int at = criteria_find(&m->criteria, table_cell(t, row, id)), value = 0;
        char *end;
        const char *text = table_cell(t, row, weight);
        value = (int)strtol(text, &end, 10);
        if (at >= 0 && *text && !*end && value >= 0 && value <= CRITERION_MOST_WEIGHT) {
            m->criteria.list[at].weight = value;
            continue;
        }
        error_set(e, ERR_INPUT, at < 0 ? N_("there is no criterion '%s'") : N_("a weight cannot be '%s'"),
                  at < 0 ? table_cell(t, row, id) : text);
        error_at(e, path, (long)row + 2, (at < 0 ? id : weight) + 1);
        s = error_hint(e, ERR_INPUT, at < 0 ? N_("'peerloom library criteria' lists them") : N_("weights go from 0 to 10"));
    }
    csv_table_free(t);
    return s;
}

/* Everything that the options say over what the round's record says. */
static enum status read_wish(struct matching *m, const struct args *args, struct matching_wish *w, struct error *e)
{
    int seed = 1, method, aim;
    *w = m->wish;
    enum status s = size_option(args, w, e);
    if (s == OK)
        s = number_option(args, "rounds", 1, MOST_ROUNDS, &w->rounds, e);
    if (s == OK)
        s = number_option(args, "seats", 2, MOST_SEATS, &w->seats, e);
    if (s == OK)
        s = number_option(args, "seed", 1, 1 << 30, &seed, e);
    if (s == OK)
        s = choice_option(m->app, args, "method", MATCHING_METHOD, &method, e);
    if (s == OK)
        s = choice_option(m->app, args, "aim", MATCHING_AIM, &aim, e);
    if (s != OK)
        return s;
    if (method >= 0)
        criteria_use(&m->criteria, (enum method)method);
    if (aim >= 0)
        w->aim = (enum match_aim)aim;
    w->seed = (uint64_t)seed;
    w->whoever = args_flag(args, "everybody");
    w->meet_again = args_flag(args, "again");
    if (args_option(args, "criteria"))
        s = read_weights(m, args_option(args, "criteria"), e);
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
        *g = (struct suggested){.round = s->rounds - 1, .table = MATCHING_NONE, .challenge = "", .accepted = true, .changed = true,
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

static void print_suggestion(struct matching *m, const struct suggestion *s)
{
    struct buf text = BUF_INIT;
    suggestion_tell(m, s, &text);
    for (const char *line = buf_str(&text); *line;) {
        size_t n = strcspn(line, "\n"), indent = strspn(line, " ");
        char *one = xstrndup(line + indent, n - indent);
        n > 0 ? print_wrapped(m->app, one, (int)indent, WIDTH) : print(m->app, "\n");
        free(one);
        line += n + (line[n] == '\n');
    }
    buf_release(&text);
}

/* ---- as JSON ---- */

static void json_person(struct json *j, const struct matching *m, int person)
{
    json_object(j, NULL);
    json_text(j, "id", m->people[person].id);
    json_text(j, "name", m->people[person].name);
    json_end(j);
}

static void json_lines(struct json *j, const char *key, const char *lines)
{
    json_array(j, key);
    while (*lines) {
        size_t n = strcspn(lines, "\n");
        char *line = xstrndup(lines, n);
        json_text(j, NULL, line);
        free(line);
        lines += n + (lines[n] == '\n');
    }
    json_end(j);
}

static void json_group(struct json *j, const struct matching *m, const struct suggested *g)
{
    struct buf text = BUF_INIT;
    int64_t sum = matching_sum(m, g->people, g->count);
    json_object(j, NULL);
    json_number(j, "round", m->round + g->round);
    json_text(j, "arrangement", g->table == MATCHING_NONE ? NULL : m->tables[g->table].id);
    json_array(j, "people");
    for (int i = 0; i < g->count; i++)
        json_person(j, m, g->people[i]);
    json_end(j);
    json_number(j, "score", sum);
    json_number(j, "fit", matching_fit(m, sum, g->count));
    json_object(j, "parts");
    for (size_t c = 0; c < m->criteria.count; c++) {
        long long part = 0;
        for (int a = 0; a < g->count; a++)
            for (int b = 0; b < a; b++)
                part += m->criteria.list[c].weight *
                        criteria_part(&m->criteria, c, &m->people[g->people[a]].profile, &m->people[g->people[b]].profile);
        if (part)
            json_number(j, m->criteria.list[c].id, part);
    }
    json_end(j);
    matching_flag_words(matching_flags(m, g->people, g->count), &text);
    json_lines(j, "remarks", buf_str(&text));
    buf_clear(&text);
    matching_broken(m, g->people, g->count, &text);
    json_lines(j, "broken_rules", buf_str(&text));
    buf_release(&text);
    json_end(j);
}

static void json_suggestion(struct matching *m, const struct suggestion *s)
{
    static const char *const states[] = {"feasible", "infeasible", "unknown"};
    struct buf out = BUF_INIT;
    struct json j;
    json_begin(&j, &out);
    json_object(&j, NULL);
    json_text(&j, "state", states[s->state]);
    if (s->state == MATCH_FEASIBLE) {
        json_number(&j, "score", s->score);
        json_number(&j, "bound", s->bound);
        json_real(&j, "gap_percent", s->bound > 0 ? 100.0 * (double)(s->bound - s->score) / (double)s->bound : 0);
        json_bool(&j, "proved", s->proved);
    }
    json_array(&j, "groups");
    for (int g = 0; g < s->count; g++)
        json_group(&j, m, &s->groups[g]);
    json_end(&j);
    json_array(&j, "waiting");
    for (int i = 0; i < s->waiting_count; i++) {
        json_object(&j, NULL);
        json_text(&j, "id", m->people[s->waiting[i]].id);
        json_text(&j, "name", m->people[s->waiting[i]].name);
        json_text(&j, "reason", matching_waits(m->people[s->waiting[i]].readiness));
        json_end(&j);
    }
    json_end(&j);
    json_lines(&j, "clash", buf_str(&s->clash));
    json_end(&j);
    fputs(buf_str(&out), m->app->out);
    buf_release(&out);
}

/* ---- match ---- */

static enum status refuse_clash(const struct suggestion *s, struct error *e)
{
    struct buf rules = BUF_INIT;
    for (const char *p = buf_str(&s->clash); *p; p++)
        *p == '\n' ? buf_adds(&rules, "; ") : buf_addc(&rules, *p);
    if (s->state == MATCH_INFEASIBLE) {
        error_set(e, ERR_INPUT, "these rules cannot all be kept: %s", buf_str(&rules));
        error_hint(e, ERR_INPUT, "drop or change one of them, or allow other sizes; nothing was changed");
    } else {
        error_set(e, ERR_CANCELLED, "stopped before an arrangement that keeps all rules was found");
        error_hint(e, ERR_CANCELLED, "give it more time, or fewer rules; nothing was changed");
    }
    buf_release(&rules);
    return s->state == MATCH_INFEASIBLE ? ERR_INPUT : ERR_CANCELLED;
}

static enum status apply(struct matching *m, const struct suggestion *s, struct error *e)
{
    int changed = 0;
    for (int g = 0; g < s->count; g++)
        changed += s->groups[g].accepted && s->groups[g].changed;
    enum status status = changed ? matching_apply(m, s, e) : OK;
    if (status == OK && changed)
        say(m->app, "Round %d: %d pairs or groups arranged, pending until they are published", m->round, changed);
    else if (status == OK)
        say(m->app, "Round %d stays as it is: nothing is better", m->round);
    return status;
}

static enum status suggest(struct matching *m, const struct args *args, struct error *e)
{
    struct matching_wish wish;
    struct suggestion s = {0};
    struct match_control control = {0};
    int effort = 0;
    enum status status = read_wish(m, args, &wish, e);
    if (status == OK)
        status = number_option(args, "effort", 1, 1 << 30, &effort, e);
    if (status != OK)
        return status;
    control.effort = (uint64_t)effort;
    status = args_option(args, "groups") ? read_groups(m, args_option(args, "groups"), &s, e)
                                         : matching_solve(m, &wish, &control, &s, e);
    if (status == OK && !args_option(args, "groups"))
        args_flag(args, "json") ? json_suggestion(m, &s) : s.state == MATCH_FEASIBLE ? print_suggestion(m, &s) : (void)0;
    if (status == OK && s.state != MATCH_FEASIBLE)
        status = refuse_clash(&s, e);
    if (status == OK && !args_flag(args, "dry-run"))
        status = apply(m, &s, e);
    suggestion_release(&s);
    return status;
}

/* Reads the round that --round names, else the last one. */
static enum status open_round(struct matching *m, struct app *app, const struct args *args, struct error *e)
{
    int round = 0;
    enum status s = number_option(args, "round", 1, MOST_ROUNDS, &round, e);
    *m = (struct matching){0};
    return s == OK ? matching_read(m, app, round, e) : s;
}

enum status run_match(struct app *app, const struct args *args, struct error *e)
{
    struct matching m;
    enum status s = open_round(&m, app, args, e);
    if (s == OK && !args_flag(args, "dry-run") && !store_writable(app->store))
        s = error_set(e, ERR_READ_ONLY, "the workbench cannot be changed: try --dry-run");
    if (s == OK)
        s = suggest(&m, args, e);
    matching_release(&m);
    return s;
}

/* ---- why ---- */

enum status run_why(struct app *app, const struct args *args, struct error *e)
{
    struct matching m;
    int people[2] = {MATCHING_NONE, MATCHING_NONE};
    enum status s = open_round(&m, app, args, e);
    for (int i = 0; i < 2 && s == OK; i++) {
        char id[ID_SIZE];
        s = store_resolve(app->store, app->model.kinds[KIND_PERSON], args->words[i], NULL, id, e);
        people[i] = s == OK ? matching_person(&m, id) : MATCHING_NONE;
        if (s == OK && people[i] == MATCHING_NONE) {
            error_set(e, ERR_INPUT, "'%s' is not in the open alliance", args->words[i]);
            s = error_hint(e, ERR_INPUT, "add them to it, or choose the other alliance");
        }
    }
    if (s == OK && people[0] == people[1]) {
        error_set(e, ERR_INPUT, "'%s' and '%s' are the same person", args->words[0], args->words[1]);
        s = error_hint(e, ERR_INPUT, "name two people");
    }
    if (s == OK) {
        struct buf text = BUF_INIT;
        matching_why(&m, people[0], people[1], &text);
        print_lines(app, buf_str(&text), 0);
        buf_release(&text);
    }
    matching_release(&m);
    return s;
}

/* ---- publish ---- */

/* A rule that one of the pending pairs and groups breaks: ERR_INPUT. */
static enum status check_pending(struct matching *m, struct error *e)
{
    struct buf broken = BUF_INIT;
    enum status s = OK;
    for (int t = 0; t < m->table_count && s == OK; t++) {
        if (strcmp(m->tables[t].status, "pending") != 0 || m->tables[t].beside ||
            !matching_broken(m, m->tables[t].people, m->tables[t].count, &broken))
            continue;
        error_set(e, ERR_INPUT, "'%s' breaks a rule: %.*s", m->tables[t].name, (int)strcspn(broken.s, "\n"), broken.s);
        s = error_hint(e, ERR_INPUT, "change the pair or group, or the rule; or publish with --anyway");
    }
    buf_release(&broken);
    return s;
}

enum status run_publish(struct app *app, const struct args *args, struct error *e)
{
    struct matching m;
    int published = 0;
    enum status s = open_round(&m, app, args, e);
    if (s == OK && !args_flag(args, "anyway"))
        s = check_pending(&m, e);
    if (s == OK) {
        struct buf label = BUF_INIT;
        buf_addf(&label, _("Publish round %d"), m.round);
        s = change_begin(app->store, buf_str(&label), e);
        buf_release(&label);
        for (int t = 0; t < m.table_count && s == OK; t++)
            if (strcmp(m.tables[t].status, "pending") == 0) {
                s = change_set(app->store, app->model.kinds[KIND_ARRANGEMENT], m.tables[t].id, ARRANGEMENT_STATUS, "published", e);
                published++;
            }
        s = change_end(app->store, s, e);
    }
    if (s == OK)
        say(app, published ? N_("Round %d: %d published") : N_("Round %d: nothing is pending"), m.round, published);
    matching_release(&m);
    return s;
}
