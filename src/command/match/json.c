/* json.c: see json.h. */
#include "command/match/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void match_json_lines(struct json *j, const char *key, const char *lines)
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

void match_json_parts(struct json *j, const struct matching *m, const int *people, int count)
{
    json_object(j, "parts");
    for (size_t c = 0; c < m->criteria.count; c++) {
        long long part = 0;
        for (int a = 0; a < count; a++)
            for (int b = 0; b < a; b++)
                part += m->criteria.list[c].weight *
                        criteria_part(&m->criteria, c, &m->people[people[a]].profile, &m->people[people[b]].profile);
        if (part)
            json_number(j, m->criteria.list[c].id, part);
    }
    json_end(j);
}

void match_json_flags(struct json *j, unsigned flags)
{
    static const struct {
        enum matching_flag flag;
        const char *name;
    } names[] = {{FLAG_POSITION, "position_alone"},     {FLAG_STAR, "top_of_index"},  {FLAG_MET, "met_before"},
                 {FLAG_LANGUAGE, "no_common_language"}, {FLAG_ISOLATED, "one_alone"}, {FLAG_NO_SENIOR, "nobody_senior"},
                 {FLAG_ONE_UNIT, "one_organisation"}};
    json_array(j, "flags");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & names[i].flag)
            json_text(j, NULL, names[i].name);
    json_end(j);
}

/* A member, with what they seek that nobody in the group offers. */
static void put_member(struct json *j, const struct matching *m, int person, const int *people, int count)
{
    size_t most = (size_t)m->people[person].profile.interests[AS_SEEKS].count;
    const char **texts = xcalloc(most + 1, sizeof *texts);
    json_object(j, NULL);
    json_text(j, "id", m->people[person].id);
    json_text(j, "name", m->people[person].name);
    json_array(j, "unmet");
    size_t n = matching_unmet(m, person, people, count, texts, most);
    for (size_t i = 0; i < n; i++)
        json_text(j, NULL, texts[i]);
    free(texts);
    json_end(j);
    json_end(j);
}

struct again {
    struct json *j;
    const struct matching *m;
};

static void put_again(void *data, int round, const int *people, int count)
{
    const struct again *again = data;
    json_object(again->j, NULL);
    json_number(again->j, "round", round);
    json_array(again->j, "people");
    for (int i = 0; i < count; i++)
        json_text(again->j, NULL, again->m->people[people[i]].id);
    json_end(again->j);
    json_end(again->j);
}

/* Who meets again, with the earlier round; and what is to be pointed out, in words. */
static void put_remarks(struct json *j, const struct matching *m, const struct suggestion *s, const struct suggested *g)
{
    struct buf text = BUF_INIT;
    struct again again = {j, m};
    suggestion_remarks(m, s, g, &text);
    match_json_lines(j, "remarks", buf_str(&text));
    json_array(j, "meet_again");
    suggestion_each_again(m, s, g, put_again, &again);
    json_end(j);
    buf_release(&text);
}

static void put_group(struct json *j, const struct matching *m, const struct suggestion *s, const struct suggested *g)
{
    struct buf text = BUF_INIT;
    const int *people = g->people;
    int count = g->count;
    int64_t sum = matching_sum(m, people, count);
    unsigned flags = matching_flags(m, people, count);
    flags |= suggestion_again(m, s, g, &text) ? FLAG_MET : 0u;
    buf_clear(&text);
    json_object(j, NULL);
    json_number(j, "round", m->round + g->round);
    json_text(j, "arrangement", g->table == MATCHING_NONE ? NULL : m->tables[g->table]->id);
    json_bool(j, "stays", !g->changed);
    json_array(j, "people");
    for (int i = 0; i < count; i++)
        put_member(j, m, people[i], people, count);
    json_end(j);
    json_number(j, "score", sum);
    json_number(j, "fit", matching_fit(m, sum, count));
    match_json_parts(j, m, people, count);
    match_json_flags(j, flags);
    put_remarks(j, m, s, g);
    matching_broken(m, people, count, &text);
    match_json_lines(j, "broken_rules", buf_str(&text));
    buf_release(&text);
    json_end(j);
}

/* Those found, and those of the round that no suggestion touches: locked, published, coaching. */
static void put_groups(struct json *j, const struct matching *m, const struct suggestion *s)
{
    json_array(j, "groups");
    for (int t = 0; t < m->table_count && s->state == MATCH_FEASIBLE; t++)
        if (m->tables[t]->fixed && !m->tables[t]->beside && m->tables[t]->count)
            put_group(j, m, s, &(struct suggested){.table = t, .people = m->tables[t]->people, .count = m->tables[t]->count});
    for (int g = 0; g < s->count; g++)
        put_group(j, m, s, &s->groups[g]);
    json_end(j);
}

static void put_waiting(struct json *j, const struct matching *m, const struct suggestion *s)
{
    json_array(j, "waiting");
    for (int i = 0; i < s->waiting_count; i++) {
        const struct matching_person *p = &m->people[s->waiting[i]];
        json_object(j, NULL);
        json_text(j, "id", p->id);
        json_text(j, "name", p->name);
        json_text(j, "reason", matching_waits(p->readiness));
        json_end(j);
    }
    json_end(j);
}

/* A number that may not be known: null. */
static void put_known(struct json *j, const char *key, int64_t value, bool known)
{
    if (known)
        json_number(j, key, value);
    else
        json_text(j, key, NULL);
}

static void put_worth(struct json *j, const struct suggestion *s)
{
    int64_t gap = suggestion_gap(s);
    bool known = gap != INT64_MAX;
    json_number(j, "score", s->score);
    json_number(j, "total", s->total);
    put_known(j, "bound", s->bound, known);
    put_known(j, "gap", gap, known);
    if (known && s->bound > 0)
        json_real(j, "gap_percent", 100.0 * (double)gap / (double)s->bound);
    else
        put_known(j, "gap_percent", 0, known);
    json_bool(j, "proved", s->proved);
    json_bool(j, "proved_of_seated", s->proved_of_seated);
    json_number(j, "standing", s->standing);
    json_number(j, "kept_pairs", s->kept);
    json_number(j, "repeats", s->repeats);
}

/* What to ask for instead where rules are not kept; null where they are, or nothing was found. */
static void put_repair(struct json *j, const struct matching *m, const struct matching_wish *wish,
                       const struct repair *repair)
{
    struct buf text = BUF_INIT;
    if (!repair->found) {
        json_text(j, "repair", NULL);
        return;
    }
    json_object(j, "repair");
    repair_words(m, wish, repair, &text);
    json_text(j, "words", buf_str(&text));
    buf_clear(&text);
    repair_command(m, wish, repair, &text);
    json_text(j, "command", buf_str(&text));
    json_number(j, "fit", repair->fit);
    json_end(j);
    buf_release(&text);
}

void match_json(const struct matching *m, const struct matching_wish *wish, const struct suggestion *s,
                const struct repair *repair)
{
    static const char *const states[] = {"feasible", "infeasible", "unknown"};
    struct buf out = BUF_INIT, verdict = BUF_INIT;
    struct json j;
    json_begin(&j, &out);
    json_object(&j, NULL);
    json_text(&j, "state", states[s->state]);
    suggestion_verdict(s, &verdict);
    json_text(&j, "verdict", buf_str(&verdict));
    json_number(&j, "round", m->round);
    if (s->state == MATCH_FEASIBLE)
        put_worth(&j, s);
    put_groups(&j, m, s);
    put_waiting(&j, m, s);
    match_json_lines(&j, "clash", buf_str(&s->clash));
    put_repair(&j, m, wish, repair);
    json_end(&j);
    fwrite(buf_str(&out), 1, out.len, m->app->out);
    buf_release(&out);
    buf_release(&verdict);
}
