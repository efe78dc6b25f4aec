#include "match/rules.h"

#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

/* The data of rules_init() while it compiles, by old numbers. */
struct rules_builder {
    const struct match_problem *problem;
    const bool *use;
    int round;
    bool *present; /* takes part in the round */
    int *number;   /* the new number, or -1 */
};

static bool counts(const struct rules_builder *s, size_t rule)
{
    if (s->use && !s->use[rule])
        return false;
    enum match_rule_type type = s->problem->rules[rule].type;
    return s->round == 0 || (type != MATCH_TOGETHER && type != MATCH_LOCKED);
}

static int compare_ints(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static bool is_among(int person, const int *people, int count)
{
    return count > 0 && bsearch(&person, people, (size_t)count, sizeof *people, compare_ints);
}

static int how_many_among(const struct match_rule *rule, const int *people, int count)
{
    int found = 0;
    for (int i = 0; i < count; i++)
        found += is_among(people[i], rule->people, rule->count);
    return found;
}

/* Whether no label occurs more than `limit` times. */
static bool labels_within(const int *label, int limit, const int *people, int count)
{
    for (int i = limit; i < count; i++) {
        int same = 0;
        for (int j = 0; label[people[i]] >= 0 && j <= i; j++)
            same += label[people[j]] == label[people[i]];
        if (same > limit)
            return false;
    }
    return true;
}

static bool have_in_common(const uint64_t *mask, const int *people, int count)
{
    uint64_t common = UINT64_MAX;
    for (int i = 0; i < count; i++)
        common &= mask[people[i]];
    return common != 0;
}

/* Whether a locked arrangement (old numbers) satisfies another rule. */
static bool locked_satisfies(const struct match_rule *rule, const int *people, int count)
{
    int meant;
    switch (rule->type) {
    case MATCH_TOGETHER:
        meant = how_many_among(rule, people, count);
        return meant == 0 || meant == rule->count;
    case MATCH_APART:
        return how_many_among(rule, people, count) <= 1;
    case MATCH_NEVER_ALONE:
        return how_many_among(rule, people, count) != 1;
    case MATCH_AT_LEAST:
        return how_many_among(rule, people, count) >= rule->limit;
    case MATCH_AT_MOST:
        return labels_within(rule->labels, rule->limit, people, count);
    case MATCH_SHARED:
        return have_in_common(rule->masks, people, count);
    case MATCH_LOCKED:
    case MATCH_ABSENT:
    case MATCH_CAPACITY:
        break;
    }
    return true;
}

/* Marks the people who take part in the round. */
static void find_present(struct rules_builder *s)
{
    for (int i = 0; i < s->problem->n; i++)
        s->present[i] = true;
    for (size_t k = 0; k < s->problem->rule_count; k++) {
        const struct match_rule *rule = &s->problem->rules[k];
        if (!counts(s, k))
            continue;
        if (rule->type != MATCH_ABSENT && (rule->type != MATCH_CAPACITY || s->round < rule->limit))
            continue;
        for (int i = 0; i < rule->count; i++)
            s->present[rule->people[i]] = false;
    }
}

/* Adds the locked arrangement of a rule. The same people in two rules are one arrangement. False: it clashes. */
static bool add_locked(struct rules_builder *s, struct rules *r, const struct match_rule *rule)
{
    int before = r->fixed[rule->people[0]], size = 0;
    for (int i = 0; i < s->problem->n; i++)
        size += before >= 0 && r->fixed[i] == before;
    if (before >= 0 && size != rule->count)
        return false;
    for (int i = 0; i < rule->count; i++)
        if (!s->present[rule->people[i]] || r->fixed[rule->people[i]] != before)
            return false;
    for (size_t k = 0; k < s->problem->rule_count; k++)
        if (counts(s, k) && !locked_satisfies(&s->problem->rules[k], rule->people, rule->count))
            return false;
    for (int i = 0; before < 0 && i < rule->count; i++)
        r->fixed[rule->people[i]] = r->fixed_count;
    r->fixed_count += before < 0;
    return true;
}

static bool find_locked(struct rules_builder *s, struct rules *r)
{
    r->fixed = xmalloc((size_t)s->problem->n * sizeof *r->fixed + 1);
    for (int i = 0; i < s->problem->n; i++)
        r->fixed[i] = -1;
    for (size_t k = 0; k < s->problem->rule_count; k++) {
        const struct match_rule *rule = &s->problem->rules[k];
        if (rule->type == MATCH_LOCKED && counts(s, k) && rule->count > 0 && !add_locked(s, r, rule))
            return false;
    }
    return true;
}

static void number_people(struct rules_builder *s, struct rules *r)
{
    r->person = xmalloc((size_t)s->problem->n * sizeof *r->person + 1);
    for (int i = 0; i < s->problem->n; i++) {
        bool in = s->present[i] && r->fixed[i] < 0;
        s->number[i] = in ? r->n : -1;
        if (in)
            r->person[r->n++] = i;
    }
}

/* Copies the scores of the people who remain, with the bonus for pairs of `standing`. */
static void read_scores(const struct rules_builder *s, struct rules *r)
{
    const struct match_problem *p = s->problem;
    size_t n = (size_t)r->n;
    r->score = xmalloc(n * n * sizeof *r->score + 1);
    const int *standing = p->aim == MATCH_LEAST_CHANGE && s->round == 0 ? p->standing : NULL;
    for (size_t i = 0; i < n; i++) {
        const int32_t *row = p->score + (size_t)r->person[i] * (size_t)p->n;
        int stands = standing ? standing[r->person[i]] : -1;
        for (size_t j = 0; j < n; j++) {
            bool kept = stands >= 0 && standing[r->person[j]] == stands;
            r->score[i * n + j] = i == j ? 0 : row[r->person[j]] + (kept ? p->keep_bonus : 0);
        }
    }
}

/* The first person of the block of i: union-find with path halving. */
static int first_of(int *parent, int i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

static bool join_people(const struct rules_builder *s, const struct match_rule *rule, int *parent)
{
    for (int i = 0; i < rule->count; i++)
        if (!s->present[rule->people[i]])
            return false;
    /* Either all of the people are locked or none of them: add_locked() checked it. */
    for (int i = 1; i < rule->count && s->number[rule->people[0]] >= 0; i++) {
        int a = first_of(parent, s->number[rule->people[0]]), b = first_of(parent, s->number[rule->people[i]]);
        parent[a > b ? a : b] = a > b ? b : a;
    }
    return true;
}

static bool find_blocks(const struct rules_builder *s, struct rules *r)
{
    int *parent = xmalloc((size_t)r->n * sizeof *parent + 1);
    for (int i = 0; i < r->n; i++)
        parent[i] = i;
    bool sound = true;
    for (size_t k = 0; sound && k < s->problem->rule_count; k++)
        if (s->problem->rules[k].type == MATCH_TOGETHER && counts(s, k))
            sound = join_people(s, &s->problem->rules[k], parent);
    r->together = xmalloc((size_t)r->n * sizeof *r->together + 1);
    r->block_size = xcalloc((size_t)r->n + 1, sizeof *r->block_size);
    for (int i = 0; i < r->n; i++) {
        int first = first_of(parent, i);
        r->together[i] = first == i ? r->block_count++ : r->together[first];
        r->block_size[r->together[i]]++;
    }
    free(parent);
    return sound;
}

/* The labels of the people who remain, numbered from 0 in order of the first person. Returns how many have the most
 * frequent. */
static int read_labels(struct demand *d, const int *labels, const struct rules *r)
{
    int *old = xmalloc((size_t)r->n * sizeof *old + 1), *size = xcalloc((size_t)r->n + 1, sizeof *size), largest = 0;
    for (int i = 0; i < r->n; i++) {
        int label = labels[r->person[i]], k = label < 0 ? -1 : 0;
        while (k >= 0 && k < d->labels && old[k] != label)
            k++;
        if (k == d->labels)
            old[d->labels++] = label;
        d->label[i] = k;
        if (k >= 0 && ++size[k] > largest)
            largest = size[k];
    }
    free(old);
    free(size);
    return largest;
}

static int read_meant(struct demand *d, const struct match_rule *rule, const struct rules_builder *s,
                      const struct rules *r)
{
    int meant = 0;
    for (int i = 0; i < r->n; i++)
        d->label[i] = -1;
    for (int i = 0; i < rule->count; i++) {
        int k = s->number[rule->people[i]];
        if (k >= 0)
            d->label[k] = 0;
        meant += k >= 0;
    }
    d->labels = 1;
    return meant;
}

static void part_same_labels(const struct demand *d, struct rules *r)
{
    for (int i = 0; i < r->n; i++)
        for (int j = 0; d->label[i] >= 0 && j < r->n; j++)
            if (i != j && d->label[i] == d->label[j])
                r->apart[(size_t)i * (size_t)r->n + (size_t)j] = 1;
}

static void part_strangers(const struct demand *d, struct rules *r)
{
    for (int i = 0; i < r->n; i++)
        for (int j = 0; j < r->n; j++)
            if (i != j && !(d->mask[i] & d->mask[j]))
                r->apart[(size_t)i * (size_t)r->n + (size_t)j] = 1;
}

enum demand_use { DEMAND_USED, DEMAND_UNUSED, DEMAND_CLASH };

/* Fills *d, and says whether it is needed. What concerns pairs only goes into `apart`. */
static enum demand_use read_demand(struct demand *d, const struct match_rule *rule, const struct rules_builder *s,
                                   struct rules *r)
{
    *d = (struct demand){.type = rule->type, .limit = rule->limit};
    if (rule->type == MATCH_SHARED) {
        d->mask = xmalloc((size_t)r->n * sizeof *d->mask + 1);
        bool everyone = true;
        for (int i = 0; i < r->n; i++) {
            d->mask[i] = rule->masks[r->person[i]];
            everyone = everyone && d->mask[i];
        }
        part_strangers(d, r);
        return everyone ? DEMAND_USED : DEMAND_CLASH;
    }
    d->label = xmalloc((size_t)r->n * sizeof *d->label + 1);
    if (rule->type == MATCH_AT_MOST) {
        int largest = read_labels(d, rule->labels, r);
        if (d->limit == 1)
            part_same_labels(d, r);
        return d->limit == 1 || largest <= d->limit ? DEMAND_UNUSED : DEMAND_USED;
    }
    int meant = read_meant(d, rule, s, r);
    if (rule->type == MATCH_NEVER_ALONE)
        return meant == 0 ? DEMAND_UNUSED : meant == 1 ? DEMAND_CLASH : DEMAND_USED;
    return d->limit == 0 ? DEMAND_UNUSED : meant < d->limit && r->n > 0 ? DEMAND_CLASH : DEMAND_USED;
}

static void release_demand(struct demand *d)
{
    free(d->label);
    free(d->mask);
}

static void part_listed(const struct match_rule *rule, const struct rules_builder *s, struct rules *r)
{
    for (int i = 0; i < rule->count; i++)
        for (int j = 0; j < rule->count; j++) {
            int a = s->number[rule->people[i]], b = s->number[rule->people[j]];
            if (i != j && a >= 0 && b >= 0)
                r->apart[(size_t)a * (size_t)r->n + (size_t)b] = 1;
        }
}

static bool read_demands(const struct rules_builder *s, struct rules *r)
{
    r->apart = xcalloc((size_t)r->n * (size_t)r->n + 1, sizeof *r->apart);
    r->demands = xcalloc(s->problem->rule_count + 1, sizeof *r->demands);
    for (size_t k = 0; k < s->problem->rule_count; k++) {
        const struct match_rule *rule = &s->problem->rules[k];
        if (!counts(s, k))
            continue;
        if (rule->type == MATCH_APART)
            part_listed(rule, s, r);
        if (rule->type < MATCH_AT_MOST || rule->type > MATCH_SHARED)
            continue;
        struct demand *d = &r->demands[r->demand_count];
        enum demand_use used = read_demand(d, rule, s, r);
        if (used == DEMAND_USED)
            r->demand_count++;
        else
            release_demand(d);
        if (used == DEMAND_CLASH)
            return false;
    }
    return true;
}

/* Whether the set can be a part of an arrangement: checks the rules that more people cannot satisfy. */
static bool can_grow(const struct rules *r, const int *people, int count)
{
    for (int i = 0; i < count; i++)
        for (int j = 0; j < i; j++)
            if (r->apart[(size_t)people[i] * (size_t)r->n + (size_t)people[j]])
                return false;
    for (int k = 0; k < r->demand_count; k++) {
        const struct demand *d = &r->demands[k];
        if (d->type == MATCH_AT_MOST && !labels_within(d->label, d->limit, people, count))
            return false;
        if (d->type == MATCH_SHARED && !have_in_common(d->mask, people, count))
            return false;
    }
    return true;
}

/* Lists the people of each block: those of block b are order[start[b]] to order[start[b + 1] - 1]. */
static void list_blocks(const struct rules *r, int *order, int *start)
{
    start[0] = start[1] = 0;
    for (int b = 1; b < r->block_count; b++)
        start[b + 1] = start[b] + r->block_size[b - 1];
    for (int i = 0; i < r->n; i++)
        order[start[r->together[i] + 1]++] = i;
}

static void part_blocks(struct rules *r, const int *people, int count)
{
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++)
            if (r->together[people[i]] != r->together[people[j]])
                r->apart[(size_t)people[i] * (size_t)r->n + (size_t)people[j]] = 1;
}

/* Adds to `apart` what follows from the blocks. False: some block is infeasible. */
static bool judge_blocks(struct rules *r)
{
    int *order = xmalloc((size_t)r->n * sizeof *order + 1);
    int *start = xmalloc(((size_t)r->block_count + 2) * sizeof *start);
    int *people = xmalloc((size_t)r->n * sizeof *people + 1);
    list_blocks(r, order, start);
    bool sound = true;
    for (int a = 0; sound && a < r->block_count; a++) {
        int size = r->block_size[a];
        if (size == 1)
            continue;
        memcpy(people, order + start[a], (size_t)size * sizeof *people);
        sound = can_grow(r, people, size);
        for (int b = 0; sound && b < r->block_count; b++) {
            if (b == a)
                continue;
            memcpy(people + size, order + start[b], (size_t)r->block_size[b] * sizeof *people);
            if (!can_grow(r, people, size + r->block_size[b]))
                part_blocks(r, people, size + r->block_size[b]);
        }
    }
    free(order);
    free(start);
    free(people);
    return sound;
}

bool rules_init(struct rules *r, const struct match_problem *problem, int round, const bool *use)
{
    struct rules_builder s = {.problem = problem, .use = use, .round = round};
    s.present = xmalloc((size_t)problem->n * sizeof *s.present + 1);
    s.number = xmalloc((size_t)problem->n * sizeof *s.number + 1);
    *r = (struct rules){.problem = problem};
    find_present(&s);
    bool sound = find_locked(&s, r);
    if (sound) {
        number_people(&s, r);
        read_scores(&s, r);
        sound = find_blocks(&s, r) && read_demands(&s, r) && judge_blocks(r);
    }
    free(s.present);
    free(s.number);
    if (!sound)
        rules_release(r);
    return sound;
}

void rules_release(struct rules *r)
{
    for (int k = 0; k < r->demand_count; k++)
        release_demand(&r->demands[k]);
    free(r->demands);
    free(r->person);
    free(r->fixed);
    free(r->score);
    free(r->apart);
    free(r->together);
    free(r->block_size);
    *r = (struct rules){0};
}

static bool blocks_whole(const struct rules *r, const int *people, int count)
{
    for (int i = 0; i < count; i++) {
        int block = r->together[people[i]], there = 0;
        if (r->block_size[block] == 1)
            continue;
        for (int j = 0; j < count; j++)
            there += r->together[people[j]] == block;
        if (there != r->block_size[block])
            return false;
    }
    return true;
}

bool rules_allow(const struct rules *r, const int *people, int count)
{
    if (!blocks_whole(r, people, count) || !can_grow(r, people, count))
        return false;
    for (int k = 0; k < r->demand_count; k++) {
        const struct demand *d = &r->demands[k];
        if (d->type != MATCH_NEVER_ALONE && d->type != MATCH_AT_LEAST)
            continue;
        int meant = 0;
        for (int i = 0; i < count; i++)
            meant += d->label[people[i]] == 0;
        if (d->type == MATCH_AT_LEAST ? meant < d->limit : meant == 1)
            return false;
    }
    return true;
}
