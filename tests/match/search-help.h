/* Shared by the tests of the search for groups: small random problems with random rules, and exhaustive search over
 * their arrangements. */
#ifndef TESTS_MATCH_SEARCH_HELP_H
#define TESTS_MATCH_SEARCH_HELP_H

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "match/random.h"
#include "match/solver.h"
#include "unit/cmocka-all.h"

enum { SMALL = 9, RULES = 4 };

/* A problem with all arrays that it points to. */
struct small_problem {
    struct match_problem problem;
    int32_t score[SMALL * SMALL];
    struct match_rule rules[RULES];
    int people[RULES][SMALL], labels[RULES][SMALL];
    uint64_t masks[RULES][SMALL];
    int place_least[SMALL], place_most[SMALL];
};

static inline void some_people(struct random *r, struct match_rule *rule, int *people, int n, int most)
{
    rule->people = people;
    for (int i = 0; i < n && rule->count < most; i++)
        if (random_below(r, 3) == 0)
            people[rule->count++] = i;
}

static inline void random_rule(struct random *r, struct small_problem *s, int k)
{
    static const enum match_rule_type types[] = {MATCH_TOGETHER,    MATCH_APART,    MATCH_AT_MOST,
                                                 MATCH_NEVER_ALONE, MATCH_AT_LEAST, MATCH_SHARED};
    struct match_rule *rule = &s->rules[k];
    int n = s->problem.n;
    *rule = (struct match_rule){.type = types[random_below(r, 6)], .limit = 1 + random_below(r, 2)};
    some_people(r, rule, s->people[k], n, rule->type == MATCH_TOGETHER ? 3 : n);
    for (int i = 0; i < n; i++) {
        s->labels[k][i] = random_below(r, 4) - 1;
        s->masks[k][i] = 1 + (uint64_t)random_below(r, 7);
    }
    rule->labels = s->labels[k];
    rule->masks = s->masks[k];
    if (rule->type == MATCH_AT_LEAST)
        rule->limit = 1;
}

/* Common bounds on the sizes, or places with bounds of their own. */
static inline void random_sizes(struct random *r, struct small_problem *s)
{
    struct match_problem *p = &s->problem;
    p->least = 2 + random_below(r, 2);
    p->most = p->least + random_below(r, 3);
    if (random_below(r, 3) > 0)
        return;
    p->places = 1 + random_below(r, 3);
    for (int k = 0; k < p->places; k++) {
        s->place_least[k] = 1 + random_below(r, 3);
        s->place_most[k] = s->place_least[k] + random_below(r, 4);
    }
    p->place_least = s->place_least;
    p->place_most = s->place_most;
}

static inline void small_random(struct small_problem *s, uint64_t seed)
{
    struct random r = {seed};
    memset(s, 0, sizeof *s);
    s->problem =
        (struct match_problem){.n = 2 + random_below(&r, SMALL - 1), .score = s->score, .rounds = 1, .seed = seed};
    int n = s->problem.n, low = random_below(&r, 2) ? 0 : 40;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < i; j++)
            s->score[i * n + j] = s->score[j * n + i] = random_below(&r, 100) - low;
    random_sizes(&r, s);
    s->problem.rules = s->rules;
    s->problem.rule_count = (size_t)random_below(&r, RULES + 1);
    for (size_t k = 0; k < s->problem.rule_count; k++)
        random_rule(&r, s, (int)k);
}

/* Exhaustive search over all partitions of the people. */
struct partitions {
    const struct rules *rules;
    int place[SMALL];
    bool found;
    int64_t best, best_floor, best_at_floor;
};

static inline bool brute_sizes(const struct partitions *b, int places)
{
    const struct match_problem *p = b->rules->problem;
    int n = b->rules->n, trios = 0;
    for (int k = 0; k < places; k++) {
        int size = 0;
        for (int i = 0; i < n; i++)
            size += b->place[i] == k;
        int least = p->place_least ? p->place_least[k] : p->least, most = p->place_most ? p->place_most[k] : p->most;
        if (!p->place_least && p->least == 2 && p->most == 2 && n % 2 == 1 && size == 3 && ++trios == 1)
            continue;
        if (size < least || size > most)
            return false;
    }
    return true;
}

static inline void brute_judge(struct partitions *b, int places)
{
    struct seating s;
    int n = b->rules->n;
    for (int k = 0; k < places; k++) {
        int people[SMALL], count = 0;
        for (int i = 0; i < n; i++)
            if (b->place[i] == k)
                people[count++] = i;
        if (!rules_allow(b->rules, people, count))
            return;
    }
    seating_init(&s, n);
    memcpy(s.place, b->place, (size_t)n * sizeof *s.place);
    s.places = places;
    seating_value(&s, b->rules);
    if (!b->found || s.worth > b->best)
        b->best = s.worth;
    if (!b->found || s.floor > b->best_floor || (s.floor == b->best_floor && s.worth > b->best_at_floor)) {
        b->best_floor = s.floor;
        b->best_at_floor = s.worth;
    }
    b->found = true;
    seating_release(&s);
}

static inline void brute_from(struct partitions *b, int i, int used)
{
    const struct match_problem *p = b->rules->problem;
    int fixed = p->place_least ? p->places : 0, n = b->rules->n;
    if (i == n) {
        int places = fixed > 0 ? fixed : used;
        if (brute_sizes(b, places))
            brute_judge(b, places);
        return;
    }
    int ways = fixed > 0 ? fixed : used + 1;
    for (int k = 0; k < ways; k++) {
        b->place[i] = k;
        brute_from(b, i + 1, k == used ? used + 1 : used);
    }
}

static inline void brute_all(struct partitions *b, const struct rules *r)
{
    *b = (struct partitions){.rules = r};
    brute_from(b, 0, 0);
}

/* A caller that stops after so many polls. */
struct stopper {
    int polls_left, better;
    int64_t last_worth;
};

static inline bool stop_after(void *data, const struct match_progress *progress)
{
    struct stopper *s = data;
    (void)progress;
    return s->polls_left-- <= 0;
}

static inline void count_better(void *data, const struct match_progress *progress, const int *place)
{
    struct stopper *s = data;
    assert_non_null(place);
    assert_true(progress->found);
    s->better++;
    s->last_worth = progress->worth;
}

#endif
