#include "random_problem.h"

#include <inttypes.h>
#include <string.h>

uint64_t generator_next(uint64_t *state)
{
    uint64_t x = *state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

int generator_below(uint64_t *state, int limit)
{
    return limit < 1 ? 0 : (int)(generator_next(state) % (uint64_t)limit);
}

/* Few different scores (ties), many, or also negative ones. */
static void random_scores(struct random_problem *p, uint64_t *state)
{
    static const int from[] = {0, 0, -10, -1000, -1000000};
    static const int to[] = {3, 100, 10, 1000, 1000000};
    int n = p->problem.n, kind = generator_below(state, 5);
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            int32_t score = from[kind] + generator_below(state, to[kind] - from[kind] + 1);
            p->score[i * n + j] = p->score[j * n + i] = score;
        }
    p->problem.score = p->score;
}

/* Places that often have exactly the room that is needed. */
static void random_places(struct random_problem *p, uint64_t *state)
{
    int n = p->problem.n, places = n > 0 ? 1 + generator_below(state, n / 2) : generator_below(state, 2);
    bool twos = generator_below(state, 4) == 0;
    places = twos ? n / 2 + generator_below(state, 2) * generator_below(state, 2) : places;
    for (int k = 0; k < places; k++) {
        int even = n / places;
        p->place_least[k] = twos ? 2 : 1 + generator_below(state, even + 1);
        p->place_most[k] = twos ? 2 : p->place_least[k] + generator_below(state, 3);
    }
    p->problem.place_least = p->place_least;
    p->problem.place_most = p->place_most;
    p->problem.places = places;
}

static void random_sizes(struct random_problem *p, uint64_t *state)
{
    switch (generator_below(state, 8)) {
    case 0:
    case 1:
    case 2:
        p->problem.least = p->problem.most = 2;
        break;
    case 3:
    case 4:
        random_places(p, state);
        break;
    default:
        p->problem.least = 1 + generator_below(state, 4);
        p->problem.most = p->problem.least + generator_below(state, 3);
        break;
    }
}

static void random_people(struct random_problem *p, int rule, int about, uint64_t *state)
{
    struct match_rule *r = &p->rules[rule];
    r->people = p->people[rule];
    for (int i = 0; i < p->problem.n; i++)
        if (generator_below(state, p->problem.n) < about)
            p->people[rule][r->count++] = i;
}

static void random_rule(struct random_problem *p, int rule, uint64_t *state)
{
    struct match_rule *r = &p->rules[rule];
    int n = p->problem.n, kinds = 2 + generator_below(state, 4);
    r->type = (enum match_rule_type)generator_below(state, MATCH_CAPACITY + 1);
    switch (r->type) {
    case MATCH_AT_MOST:
        r->limit = 1 + generator_below(state, 3);
        r->labels = p->labels[rule];
        for (int i = 0; i < n; i++)
            p->labels[rule][i] = generator_below(state, kinds) * 7 - (generator_below(state, 4) == 0 ? 100 : 0);
        for (int i = 0; i < n; i++)
            p->labels[rule][i] = p->labels[rule][i] < 0 ? -1 : p->labels[rule][i];
        break;
    case MATCH_SHARED:
        r->masks = p->masks[rule];
        for (int i = 0; i < n; i++)
            p->masks[rule][i] = (generator_next(state) | generator_next(state)) & 7;
        for (int i = 0; i < n; i++)
            p->masks[rule][i] |= p->masks[rule][i] == 0 && generator_below(state, 5) > 0;
        break;
    case MATCH_AT_LEAST:
        r->limit = generator_below(state, 4) > 0;
        r->limit += generator_below(state, 5) == 0;
        random_people(p, rule, n / 2 + 1, state);
        break;
    case MATCH_CAPACITY:
        r->limit = generator_below(state, 3);
        random_people(p, rule, 1, state);
        break;
    case MATCH_NEVER_ALONE:
        random_people(p, rule, 4, state);
        break;
    case MATCH_ABSENT:
        random_people(p, rule, 1, state);
        break;
    case MATCH_TOGETHER:
    case MATCH_APART:
    case MATCH_LOCKED:
        random_people(p, rule, 2, state);
        break;
    }
}

void random_problem(struct random_problem *p, uint64_t number)
{
    uint64_t state = number * UINT64_C(0x2545f4914f6cdd1d);
    memset(p, 0, sizeof *p);
    bool rounds = generator_below(&state, 10) == 0;
    p->problem.rounds = rounds ? 2 + generator_below(&state, 2) : generator_below(&state, 2);
    p->problem.n = rounds                             ? generator_below(&state, 7)
                   : generator_below(&state, 20) == 0 ? generator_below(&state, 2)
                                                      : 2 + generator_below(&state, 11);
    random_scores(p, &state);
    random_sizes(p, &state);
    p->problem.rules = p->rules;
    p->problem.rule_count = (size_t)generator_below(&state, MOST_RULES + 1);
    for (int k = 0; k < (int)p->problem.rule_count; k++)
        random_rule(p, k, &state);
    p->problem.aim = (enum match_aim)generator_below(&state, 3);
    p->problem.standing = p->standing;
    for (int i = 0; i < p->problem.n; i++)
        p->standing[i] = generator_below(&state, 5) - 1;
    p->problem.keep_bonus = generator_below(&state, 50);
    p->problem.seed = number;
}

static void print_rule(FILE *out, const struct match_rule *r, int n)
{
    static const char *const names[] = {"together", "apart",  "locked", "at most", "never alone",
                                        "at least", "shared", "absent", "capacity"};
    fprintf(out, "  %s %d:", names[r->type], r->limit);
    for (int i = 0; i < r->count; i++)
        fprintf(out, " %d", r->people[i]);
    for (int i = 0; r->type == MATCH_AT_MOST && i < n; i++)
        fprintf(out, " %d", r->labels[i]);
    for (int i = 0; r->type == MATCH_SHARED && i < n; i++)
        fprintf(out, " %" PRIu64, r->masks[i]);
    fprintf(out, "\n");
}

void random_print(FILE *out, const struct match_problem *p)
{
    static const char *const aims[] = {"total", "fairest", "least change"};
    fprintf(out, "  %d people, %d rounds, aim %s\n  sizes", p->n, p->rounds, aims[p->aim]);
    if (!p->place_least)
        fprintf(out, " %d-%d", p->least, p->most);
    for (int k = 0; p->place_least && k < p->places; k++)
        fprintf(out, " %d-%d", p->place_least[k], p->place_most[k]);
    fprintf(out, "%s\n", p->place_least ? " (places)" : "");
    for (size_t k = 0; k < p->rule_count; k++)
        print_rule(out, &p->rules[k], p->n);
    for (int i = 0; p->aim == MATCH_LEAST_CHANGE && i < p->n; i++)
        fprintf(out, "%s%d", i == 0 ? "  standing " : " ", p->standing[i]);
    fprintf(out, p->aim == MATCH_LEAST_CHANGE ? ", bonus %d\n" : "", (int)p->keep_bonus);
    for (int i = 0; i < p->n; i++) {
        for (int j = 0; j < i; j++)
            fprintf(out, " %7d", (int)p->score[i * p->n + j]);
        fprintf(out, "\n");
    }
}
