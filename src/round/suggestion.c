/* suggestion.c: a suggestion in words, to be read before it is accepted. See matching.h. */
#include <string.h>

#include "base/tr.h"
#include "round/internal.h"

enum { MOST_REASONS = 3, MOST_WISHES = 4 };

/* What is pointed out; in a later round of a plan, also who meets again in it. */
static void tell_flags(const struct matching *m, const struct suggestion *s, const struct suggested *g, struct buf *out)
{
    struct buf text = BUF_INIT;
    suggestion_remarks(m, s, g, &text);
    for (const char *line = buf_str(&text); *line;) {
        size_t n = strcspn(line, "\n");
        buf_addf(out, "    ! %.*s\n", (int)n, line);
        line += n + (line[n] == '\n');
    }
    buf_release(&text);
}

/* Who is where the group takes its seats and not in it. */
static void tell_out(const struct matching *m, const struct suggested *g, struct buf *out)
{
    const struct matching_table *t = m->tables[g->table];
    int *gone = arena_alloc(m->arena, ((size_t)t->count + 1) * sizeof *gone), count = 0;
    for (int i = 0; i < t->count; i++) {
        bool stays = false;
        for (int j = 0; j < g->count; j++)
            stays |= g->people[j] == t->people[i];
        if (!stays)
            gone[count++] = t->people[i];
    }
    if (count) {
        buf_adds(out, _(", without "));
        matching_names(m, gone, count, out);
    }
}

void suggestion_tell_group(const struct matching *m, const struct suggested *g, struct buf *out)
{
    matching_names(m, g->people, g->count, out);
    if (g->table != MATCHING_NONE) {
        buf_addf(out, " (%s", m->tables[g->table]->name);
        tell_out(m, g, out);
        buf_addc(out, ')');
    }
    buf_addf(out, _(": %d of 100"), matching_fit(m, matching_sum(m, g->people, g->count), g->count));
}

/* "Achieng and Barasa: never one alone: Country": the rule, and those of these people it is about. */
static void tell_broken_of(const struct matching *m, const int *people, int count, struct buf *out)
{
    const struct matching_rule *rule;
    int *about = arena_alloc(m->arena, ((size_t)count + 1) * sizeof *about);
    for (int i = 0; (rule = matching_broken_rule(m, people, count, i)); i++) {
        int n = 0;
        for (int p = 0; p < count; p++)
            for (int k = 0; k < rule->rule.count; k++)
                if (rule->rule.people[k] == people[p])
                    about[n++] = people[p];
        buf_adds(out, "  ! ");
        matching_names(m, n ? about : people, n ? n : count, out);
        buf_addf(out, _(": %s"), matching_rule_words(m, rule));
        buf_addc(out, '\n');
    }
}

/* Who is alone in what stays as it is, and where. */
static void tell_alone(const struct matching *m, struct buf *out)
{
    for (int t = 0; t < m->table_count; t++) {
        struct buf who = BUF_INIT;
        if (!m->tables[t]->fixed || m->tables[t]->beside || m->tables[t]->count != 1)
            continue;
        matching_called(m, m->tables[t]->people[0], &who);
        buf_addf(out, _("  ! %s is alone in '%s', which stays as it is: bring in a second, or unlock it\n"), buf_str(&who), m->tables[t]->name);
        buf_release(&who);
    }
}

/* The engine keeps every rule between those who take part; not one with somebody who waits, nor in what stays as it is: that
 * has to be said. */
static void tell_broken(const struct matching *m, const struct suggestion *s, struct buf *out)
{
    buf_adds(out, s->broken || s->alone ? _("Not kept, as somebody waits or there was no other way\n") : "");
    for (int t = 0; t < m->table_count && s->broken; t++)
        if (m->tables[t]->fixed && !m->tables[t]->beside)
            tell_broken_of(m, m->tables[t]->people, m->tables[t]->count, out);
    for (int g = 0; g < s->count && s->broken; g++)
        if (s->groups[g].round == 0)
            tell_broken_of(m, s->groups[g].people, s->groups[g].count, out);
    tell_alone(m, out);
    buf_adds(out, s->broken || s->alone ? "\n" : "");
}

static void tell_groups(const struct matching *m, const struct suggestion *s, struct buf *out)
{
    for (int g = 0, round = -1, number = 0; g < s->count; g++) {
        const struct suggested *one = &s->groups[g];
        if (one->round != round && s->rounds > 1)
            buf_addf(out, _("%sRound %d\n"), g ? "\n" : "", m->round + one->round);
        number = one->round != round ? 1 : number + 1;
        round = one->round;
        buf_addf(out, "%d. ", number);
        suggestion_tell_group(m, one, out);
        buf_adds(out, "\n    ");
        matching_reasons(m, one->people, one->count, MOST_REASONS, out);
        buf_addc(out, '\n');
        tell_flags(m, s, one, out);
    }
}

/* What people seek that nobody with them offers. */
static void tell_unmet(const struct matching *m, const struct suggestion *s, struct buf *out)
{
    bool any = false;
    for (int g = 0; g < s->count; g++)
        for (int i = 0; i < s->groups[g].count && s->groups[g].round == 0; i++) {
            const struct suggested *one = &s->groups[g];
            const char *texts[MOST_WISHES];
            size_t count = matching_unmet(m, one->people[i], one->people, one->count, texts, MOST_WISHES);
            if (!count)
                continue;
            buf_addf(out, "%s  ", any ? "" : _("\nNeeds not covered\n"));
            any = true;
            matching_called(m, one->people[i], out);
            for (size_t t = 0; t < count && t < MOST_WISHES; t++)
                buf_addf(out, "%s%s", t ? ", " : _(": "), texts[t]);
            if (count > MOST_WISHES)
                buf_addf(out, _(" and %zu more"), count - MOST_WISHES);
            buf_addc(out, '\n');
        }
}

static void tell_waiting(const struct matching *m, const struct suggestion *s, struct buf *out)
{
    for (int i = 0; i < s->waiting_count; i++) {
        buf_addf(out, "%s  ", i ? "" : _("\nWaiting\n"));
        matching_called(m, s->waiting[i], out);
        buf_addf(out, ": %s\n", matching_waits(m->people[s->waiting[i]].readiness));
    }
}

void suggestion_tell(const struct matching *m, const struct suggestion *s, struct buf *out)
{
    tell_broken(m, s, out);
    tell_groups(m, s, out);
    tell_unmet(m, s, out);
    tell_waiting(m, s, out);
    buf_addc(out, '\n');
    suggestion_verdict(s, out);
    buf_addc(out, '\n');
}

void suggestion_groups(const struct matching *m, const struct suggestion *s, struct buf *out)
{
    size_t start = out->len;
    for (int g = 0; g < s->count; g++) {
        if (!s->groups[g].changed || !s->groups[g].accepted)
            continue;
        buf_adds(out, out->len > start ? ";" : "");
        for (int i = 0; i < s->groups[g].count; i++)
            buf_addf(out, "%s%s", i ? "," : "", m->people[s->groups[g].people[i]].id);
    }
}
