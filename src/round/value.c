/* value.c: what an arrangement is worth, and what is to be pointed out about it. See matching.h. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "model/kinds.h"
#include "round/internal.h"

int32_t matching_score(const struct matching *m, int a, int b)
{
    return m->score[(size_t)a * (size_t)m->count + (size_t)b];
}

int64_t matching_gain(const struct matching *m, int person, const int *people, int count)
{
    int64_t gain = 0;
    for (int i = 0; i < count; i++)
        if (people[i] != person)
            gain += matching_score(m, person, people[i]);
    return gain;
}

int64_t matching_sum(const struct matching *m, const int *people, int count)
{
    int64_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += matching_gain(m, people[i], people, i);
    return sum;
}

int matching_fit(const struct matching *m, int64_t sum, int count)
{
    int64_t most = (int64_t)count * (count - 1) / 2 * criteria_full(&m->criteria);
    return most > 0 ? (int)((100 * sum + most / 2) / most) : 0;
}

/* Of people who have a place. */
struct mean {
    int64_t fit, people;
};

static void add_to_mean(const struct matching *m, const int *people, int count, struct mean *mean)
{
    if (count < 2)
        return;
    mean->fit += (int64_t)count * matching_fit(m, matching_sum(m, people, count), count);
    mean->people += count;
}

static int mean_fit(const struct mean *mean)
{
    return mean->people ? (int)((mean->fit + mean->people / 2) / mean->people) : 0;
}

int matching_mean_fit(const struct matching *m)
{
    struct mean mean = {0};
    for (int t = 0; t < m->table_count; t++)
        if (!m->tables[t]->beside)
            add_to_mean(m, m->tables[t]->people, m->tables[t]->count, &mean);
    return mean_fit(&mean);
}

int suggestion_mean_fit(const struct matching *m, const struct suggestion *s)
{
    struct mean mean = {0};
    for (int t = 0; t < m->table_count; t++)
        if (m->tables[t]->fixed && !m->tables[t]->beside)
            add_to_mean(m, m->tables[t]->people, m->tables[t]->count, &mean);
    for (int g = 0; g < s->count; g++)
        if (s->groups[g].round == 0)
            add_to_mean(m, s->groups[g].people, s->groups[g].count, &mean);
    return mean_fit(&mean);
}

int matching_broken(const struct matching *m, const int *people, int count, struct buf *out)
{
    int broken = 0;
    for (int i = 0; i < m->rule_count; i++)
        if (count > 0 && matching_breaks(&m->rules[i], people, count)) {
            buf_addf(out, "%s%s", broken ? "\n" : "", matching_rule_words(m, &m->rules[i]));
            broken++;
        }
    return broken;
}

const struct matching_rule *matching_broken_rule(const struct matching *m, const int *people, int count, int nth)
{
    for (int i = 0; i < m->rule_count; i++)
        if (*m->rules[i].record && matching_breaks(&m->rules[i], people, count) && nth-- == 0)
            return &m->rules[i];
    return NULL;
}

/* ---- what is pointed out ---- */

/* Which sides speak for any two of these people. */
static unsigned sides(const struct matching *m, const int *people, int count)
{
    unsigned seen = 0;
    for (int i = 0; i < count; i++)
        for (int j = 0; j < i; j++)
            for (size_t c = 0; c < m->criteria.count; c++)
                if (m->criteria.list[c].weight > 0 &&
                    criteria_part(&m->criteria, c, &m->people[people[i]].profile, &m->people[people[j]].profile) > 0)
                    seen |= 1u << m->criteria.list[c].side;
    return seen;
}

static bool gives(const struct matching *m, int giver, int taker)
{
    for (size_t c = 0; c < m->criteria.count; c++)
        if (m->criteria.list[c].test == TEST_GIVES)
            return criteria_common(&m->criteria, c, &m->people[giver].profile, &m->people[taker].profile, false, NULL, 0) +
                       criteria_common(&m->criteria, c, &m->people[giver].profile, &m->people[taker].profile, true, NULL, 0) > 0;
    return false;
}

static bool share_challenge(const struct matching *m, int a, int b)
{
    for (size_t c = 0; c < m->criteria.count; c++)
        if (m->criteria.list[c].test == TEST_FACES &&
            criteria_part(&m->criteria, c, &m->people[a].profile, &m->people[b].profile) > 0)
            return true;
    return false;
}

/* One shows, the other looks, nothing is shared: the match that a ranking suggests (S3, figure 5, Georgia and Botswana). */
static bool is_star(const struct matching *m, int a, int b)
{
    const char *from = record_get(&m->people[a].record, PERSON_COUNTRY), *other = record_get(&m->people[b].record, PERSON_COUNTRY);
    return !share_challenge(m, a, b) && gives(m, a, b) != gives(m, b, a) && *from && *other && strcmp(from, other) != 0;
}

/* Somebody whose value nobody else in the group has, though all others have one in common; MATCHING_NONE. */
static int who_is_alone(const struct matching *m, const int *people, int count, int field)
{
    for (int i = 0; i < count; i++) {
        const char *own = record_get(&m->people[people[i]].record, field);
        const char *other = NULL;
        bool alone = *own && strcmp(own, PERSON_SEX_UNSTATED) != 0;
        for (int j = 0; j < count && alone; j++) {
            const char *text = record_get(&m->people[people[j]].record, field);
            alone = j == i || (*text && strcmp(text, PERSON_SEX_UNSTATED) != 0 && strcmp(text, own) != 0 && (!other || strcmp(other, text) == 0));
            if (j != i)
                other = text;
        }
        if (alone)
            return people[i];
    }
    return MATCHING_NONE;
}

static bool has_senior(const struct matching *m, const int *people, int count)
{
    for (int i = 0; i < count; i++) {
        const struct record *r = &m->people[people[i]].record;
        if (!record_has(r, PERSON_POSITION_LEVEL) || RECORD_IS(r, PERSON_POSITION_LEVEL, OTHER) ||
            RECORD_IS(r, PERSON_POSITION_LEVEL, POLITICAL) || RECORD_IS(r, PERSON_POSITION_LEVEL, HEAD) ||
            RECORD_IS(r, PERSON_POSITION_LEVEL, DIRECTOR))
            return true; /* where it is not known, nothing is pointed out */
    }
    return false;
}

static bool one_organisation(const struct matching *m, const int *people, int count)
{
    const char *first = record_get(&m->people[people[0]].record, PERSON_ORGANISATION);
    for (int i = 1; i < count; i++)
        if (strcmp(first, record_get(&m->people[people[i]].record, PERSON_ORGANISATION)) != 0)
            return false;
    return *first != '\0';
}

static bool no_language(const struct matching *m, int a, int b)
{
    int language = criteria_find(&m->criteria, "language");
    const struct profile *x = &m->people[a].profile, *y = &m->people[b].profile;
    return language >= 0 && x->traits[language].count && y->traits[language].count &&
           criteria_part(&m->criteria, (size_t)language, x, y) == 0;
}

static unsigned pair_flags(const struct matching *m, const int *people, int count)
{
    unsigned flags = 0;
    for (int i = 0; i < count; i++)
        for (int j = 0; j < i; j++) {
            if (m->met[(size_t)people[i] * (size_t)m->count + (size_t)people[j]])
                flags |= FLAG_MET;
            flags |= no_language(m, people[i], people[j]) ? FLAG_LANGUAGE : 0u;
            if (count == 2 && is_star(m, people[i], people[j]))
                flags |= FLAG_STAR;
        }
    return flags;
}

unsigned matching_flags(const struct matching *m, const int *people, int count)
{
    if (count < 2)
        return 0;
    unsigned flags = pair_flags(m, people, count), seen = sides(m, people, count);
    if (seen & 1u << SIDE_POSITION && !(seen & 1u << SIDE_MATTER))
        flags |= FLAG_POSITION;
    if (count < 4)
        return flags;
    if (who_is_alone(m, people, count, PERSON_SEX) != MATCHING_NONE || who_is_alone(m, people, count, PERSON_COUNTRY) != MATCHING_NONE)
        flags |= FLAG_ISOLATED;
    if (!has_senior(m, people, count))
        flags |= FLAG_NO_SENIOR;
    if (one_organisation(m, people, count))
        flags |= FLAG_ONE_UNIT;
    return flags;
}

void matching_flag_words(unsigned flags, struct buf *out)
{
    static const struct {
        enum matching_flag flag;
        const char *words;
    } said[] = {
        {FLAG_POSITION, N_("It rests on the position alone: ask both what they struggle with before you keep it.")},
        {FLAG_STAR, N_("One only shows and the other only looks: whoever tops a ranking seldom fits best. See Georgia and Botswana.")},
        {FLAG_MET, N_("Some have been together before.")},
        {FLAG_LANGUAGE, N_("Two have no common language: plan for an interpreter.")},
        {FLAG_ISOLATED, N_("One person is alone of their sex or country: bring in a second.")},
        {FLAG_NO_SENIOR, N_("Nobody senior is in it: changes are taken up faster when a director or above is.")},
        {FLAG_ONE_UNIT, N_("All are from one organisation: mix them.")},
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (flags & said[i].flag)
            buf_addf(out, "%s%s", out->len ? "\n" : "", tr(said[i].words));
}

/* "Mwikali is the only woman: bring in a second." */
static void say_alone(const struct matching *m, const int *people, int count, int field, struct buf *out)
{
    int person = who_is_alone(m, people, count, field);
    struct buf who = BUF_INIT, value = BUF_INIT;
    if (person != MATCHING_NONE) {
        const char *stored = record_get(&m->people[person].record, field);
        matching_called(m, person, &who);
        store_display(m->app->store, &m->people[person].record, field, &value);
        buf_adds(out, out->len ? "\n" : "");
        if (field == PERSON_COUNTRY)
            buf_addf(out, _("%s is the only one from %s: bring in a second."), buf_str(&who), buf_str(&value));
        else if (strcmp(stored, PERSON_SEX_FEMALE) == 0)
            buf_addf(out, _("%s is the only woman: bring in a second."), buf_str(&who));
        else if (strcmp(stored, PERSON_SEX_MALE) == 0)
            buf_addf(out, _("%s is the only man: bring in a second."), buf_str(&who));
        else
            buf_addf(out, _("%s is the only one of their sex: bring in a second."), buf_str(&who));
    }
    buf_release(&who);
    buf_release(&value);
}

/* Of more than two: who shares no language with whom. */
static void say_no_language(const struct matching *m, const int *people, int count, struct buf *out)
{
    int *others = arena_alloc(m->arena, ((size_t)count + 1) * sizeof *others);
    for (int i = 0; i < count; i++) {
        struct buf who = BUF_INIT, names = BUF_INIT;
        int n = 0;
        for (int j = i + 1; j < count; j++)
            if (no_language(m, people[i], people[j]))
                others[n++] = people[j];
        matching_called(m, people[i], &who);
        matching_names(m, others, n, &names);
        buf_adds(out, n && out->len ? "\n" : "");
        if (n)
            buf_addf(out, _("%s has no language in common with %s: plan for an interpreter."), buf_str(&who), buf_str(&names));
        buf_release(&who);
        buf_release(&names);
    }
}

/* All but who meets again. */
static void add_remarks(const struct matching *m, const int *people, int count, struct buf *out)
{
    unsigned flags = matching_flags(m, people, count), named = FLAG_ISOLATED | FLAG_MET | (count > 2 ? FLAG_LANGUAGE : 0u);
    matching_flag_words(flags & ~named, out);
    if (flags & named & FLAG_LANGUAGE)
        say_no_language(m, people, count, out);
    if (flags & FLAG_ISOLATED) {
        say_alone(m, people, count, PERSON_SEX, out);
        say_alone(m, people, count, PERSON_COUNTRY, out);
    }
}

void matching_remarks(const struct matching *m, const int *people, int count, struct buf *out)
{
    add_remarks(m, people, count, out);
    matching_say_again(m, people, count, out);
}

void suggestion_remarks(const struct matching *m, const struct suggestion *s, const struct suggested *g, struct buf *out)
{
    add_remarks(m, g->people, g->count, out);
    suggestion_again(m, s, g, out);
}

void matching_remarks_of_two(const struct matching *m, const int two[2], struct buf *out)
{
    bool met = false;
    add_remarks(m, two, 2, out);
    for (int i = 0; i < m->past_count; i++) {
        bool here[2] = {false, false};
        for (int j = 0; j < m->past[i]->count; j++)
            for (int k = 0; k < 2; k++)
                here[k] |= m->past[i]->people[j] == two[k];
        if (!here[0] || !here[1])
            continue;
        if (!met)
            buf_addf(out, "%s%s", out->len ? "\n" : "", _("They have been together before."));
        buf_addf(out, _(" That was in round %d."), m->past[i]->round);
        met = true;
    }
}
