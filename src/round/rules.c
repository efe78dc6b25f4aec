/* rules.c: the facilitator's rules, in words and for the engine. See matching.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"
#include "round/internal.h"

enum { MOST_LANGUAGES = 64 };

/* RULE_SORT_APART and so on, as data/kinds/rule.csv has them. */
static const struct {
    const char *name;
    enum match_rule_type type;
} sorts[] = {
    {RULE_SORT_TOGETHER, MATCH_TOGETHER}, {RULE_SORT_APART, MATCH_APART},   {RULE_SORT_AT_MOST, MATCH_AT_MOST}, {RULE_SORT_NEVER_ALONE, MATCH_NEVER_ALONE},
    {RULE_SORT_AT_LEAST, MATCH_AT_LEAST}, {RULE_SORT_SHARED, MATCH_SHARED}, {RULE_SORT_ABSENT, MATCH_ABSENT},
};

static const char *text_of(struct matching *m, const struct buf *b)
{
    return arena_text(m->arena, buf_str(b), b->len);
}

/* Takes the next of the parts of a list, "French;English"; false at the end. */
static bool next_part(const char **list, struct buf *part)
{
    buf_clear(part);
    while (**list == ';' || **list == ' ')
        ++*list;
    size_t n = strcspn(*list, ";");
    text_fold(part, *list, n);
    *list += n;
    return part->len > 0;
}

/* Whether the person's field has the value: choices by name or label, lists by any part. */
static bool has_value(const struct record *person, int field, const char *value)
{
    const struct field *f = &person->kind->fields[field];
    const char *text = record_get(person, field);
    const struct choice *choice = f->choice_count ? field_choice(f, value) : NULL;
    if (choice)
        return strcmp(text, choice->name) == 0;
    struct buf part = BUF_INIT, wanted = BUF_INIT;
    bool has = false;
    text_fold(&wanted, value, strlen(value));
    while (!has && next_part(&text, &part))
        has = strcmp(buf_str(&part), buf_str(&wanted)) == 0;
    buf_release(&part);
    buf_release(&wanted);
    return has;
}

/* As has_value(), with an organisation given by its name. */
static bool person_has(struct matching *m, int person, int field, const char *value)
{
    const struct record *r = &m->people[person].record;
    const char *text = record_get(r, field);
    if (r->kind->fields[field].type != FIELD_REFERENCE || !*text)
        return has_value(r, field, value);
    struct buf title = BUF_INIT;
    store_title(m->app->store, r->kind->fields[field].reference, text, &title);
    bool has = strcmp(text, value) == 0 || text_alike(buf_str(&title), value);
    buf_release(&title);
    return has;
}

static int *people_with(struct matching *m, int field, const char *value, int *count)
{
    int *people = arena_alloc(m->arena, ((size_t)m->count + 1) * sizeof *people);
    *count = 0;
    for (int i = 0; i < m->count; i++)
        if (person_has(m, i, field, value))
            people[(*count)++] = i;
    return people;
}

/* Equal texts have equal labels; who has none does not count. */
static int *labels_of(struct matching *m, int field)
{
    int *labels = arena_alloc(m->arena, ((size_t)m->count + 1) * sizeof *labels), next = 0;
    struct dict known = {0};
    for (int i = 0; i < m->count; i++) {
        struct buf folded = BUF_INIT;
        const char *text = record_get(&m->people[i].record, field);
        text_fold(&folded, text, strlen(text));
        labels[i] = -1;
        if (folded.len) {
            uintptr_t at = (uintptr_t)dict_get(&known, buf_str(&folded));
            if (!at)
                dict_put(&known, buf_str(&folded), (void *)(at = (uintptr_t)++next));
            labels[i] = (int)at - 1;
        }
        buf_release(&folded);
    }
    dict_release(&known);
    return labels;
}

struct spoken {
    const char *name; /* folded */
    int people;
};

static int most_spoken_first(const void *a, const void *b)
{
    const struct spoken *x = a, *y = b;
    return x->people != y->people ? (x->people < y->people ? 1 : -1) : strcmp(x->name, y->name);
}

/* The languages of all people, those of most people first. What one person alone speaks brings nobody together. */
static struct spoken *languages_spoken(struct matching *m, int *count)
{
    struct dict known = {0};
    struct spoken *list = NULL;
    size_t room = 0;
    *count = 0;
    for (int i = 0; i < m->count; i++) {
        struct buf part = BUF_INIT;
        const char *text = record_get(&m->people[i].record, PERSON_LANGUAGES);
        while (next_part(&text, &part)) {
            uintptr_t at = (uintptr_t)dict_get(&known, buf_str(&part));
            if (!at) {
                GROW(list, (size_t)*count + 1, room);
                list[(*count)++] = (struct spoken){.name = text_of(m, &part)};
                dict_put(&known, buf_str(&part), (void *)(at = (uintptr_t)*count));
            }
            list[at - 1].people++;
        }
        buf_release(&part);
    }
    dict_release(&known);
    if (*count)
        sort_stable(list, (size_t)*count, sizeof *list, most_spoken_first);
    return list;
}

/* A bit for each language, those of most people first where there are more of them than bits; whoever gives none could speak
 * any. */
static uint64_t *languages_of(struct matching *m)
{
    uint64_t *masks = arena_alloc(m->arena, ((size_t)m->count + 1) * sizeof *masks);
    struct dict bits = {0};
    int count;
    struct spoken *spoken = languages_spoken(m, &count);
    for (int i = 0; i < count && i < MOST_LANGUAGES; i++)
        dict_put(&bits, spoken[i].name, (void *)(uintptr_t)(i + 1));
    for (int i = 0; i < m->count; i++) {
        struct buf part = BUF_INIT;
        const char *list = record_get(&m->people[i].record, PERSON_LANGUAGES);
        masks[i] = *list ? 0 : UINT64_MAX;
        while (next_part(&list, &part)) {
            uintptr_t bit = (uintptr_t)dict_get(&bits, buf_str(&part));
            masks[i] |= bit ? UINT64_C(1) << (bit - 1) : 0;
        }
        buf_release(&part);
    }
    dict_release(&bits);
    free(spoken);
    return masks;
}

/* ---- words ---- */

static void field_words(const struct matching *m, const struct record *r, struct buf *out)
{
    const struct kind *person = m->app->model.kinds[KIND_PERSON];
    int field = kind_field(person, record_get(r, RULE_FIELD));
    buf_adds(out, field < 0 ? "" : person->fields[field].label);
}

static const char *say_rule(struct matching *m, const struct record *r, const struct match_rule *rule)
{
    struct buf words = BUF_INIT, who = BUF_INIT, what = BUF_INIT;
    if (rule->type == MATCH_TOGETHER || rule->type == MATCH_APART || rule->type == MATCH_ABSENT)
        matching_names(m, rule->people, rule->count, &who);
    field_words(m, r, &what);
    if (record_has(r, RULE_VALUE))
        buf_addf(&what, " %s", record_get(r, RULE_VALUE));
    switch (rule->type) {
    case MATCH_TOGETHER:
        buf_addf(&words, _("%s must be together"), buf_str(&who));
        break;
    case MATCH_APART:
        buf_addf(&words, _("%s are never together"), buf_str(&who));
        break;
    case MATCH_ABSENT:
        buf_addf(&words, _("%s is absent"), buf_str(&who));
        break;
    case MATCH_AT_MOST:
        buf_addf(&words, _("at most %d with the same: %s"), rule->limit, buf_str(&what));
        break;
    case MATCH_NEVER_ALONE:
        buf_addf(&words, _("never one alone: %s"), buf_str(&what));
        break;
    case MATCH_AT_LEAST:
        buf_addf(&words, _("at least %d in each: %s"), rule->limit, buf_str(&what));
        break;
    default:
        buf_adds(&words, _("one language for all"));
        break;
    }
    bool told = !RECORD_IS(r, FIELD_VISIBILITY, CONFIDENTIAL);
    if (record_has(r, RULE_REASON) && told && !m->masked)
        buf_addf(&words, " (%s)", record_get(r, RULE_REASON));
    const char *text = text_of(m, &words);
    buf_release(&words);
    buf_release(&who);
    buf_release(&what);
    return text;
}

/* ---- from records ---- */

/* The people a rule names: one or two; false if one of them is not in the alliance. */
static bool take_people(struct matching *m, const struct record *r, struct match_rule *rule)
{
    int a = matching_person(m, record_get(r, RULE_PERSON)), b = matching_person(m, record_get(r, RULE_OTHER));
    bool one = rule->type == MATCH_ABSENT;
    if (a == MATCHING_NONE || (!one && (b == MATCHING_NONE || a == b)))
        return false;
    int *people = arena_alloc(m->arena, 2 * sizeof *people);
    people[0] = one || a < b ? a : b;
    people[1] = one || a < b ? b : a;
    rule->people = people;
    rule->count = one ? 1 : 2;
    return true;
}

static bool about_every_value(const struct record *r)
{
    return RECORD_IS(r, RULE_SORT, NEVER_ALONE) && !record_has(r, RULE_VALUE);
}

int matching_rule_parts(struct matching *m, const struct record *r)
{
    int field = kind_field(m->app->model.kinds[KIND_PERSON], record_get(r, RULE_FIELD)), most = 0;
    const int *labels = about_every_value(r) && field >= 0 ? labels_of(m, field) : NULL;
    for (int i = 0; i < m->count && labels; i++)
        most = labels[i] >= most ? labels[i] + 1 : most;
    return labels ? most : 1;
}

/* Those who have the value with that number. */
static int *people_labelled(struct matching *m, int field, int label, int *count)
{
    const int *labels = labels_of(m, field);
    int *people = arena_alloc(m->arena, ((size_t)m->count + 1) * sizeof *people);
    *count = 0;
    for (int i = 0; i < m->count; i++)
        if (labels[i] == label)
            people[(*count)++] = i;
    return people;
}

bool matching_make_rule(struct matching *m, const struct record *r, int part, struct matching_rule *made)
{
    const char *limit = record_get(r, RULE_COUNT);
    int field = kind_field(m->app->model.kinds[KIND_PERSON], record_get(r, RULE_FIELD)), count = 0;
    struct match_rule rule = {.limit = *limit ? atoi(limit) : 1};
    size_t sort = 0;
    while (sort < sizeof sorts / sizeof *sorts && strcmp(sorts[sort].name, record_get(r, RULE_SORT)) != 0)
        sort++;
    if (sort == sizeof sorts / sizeof *sorts)
        return false;
    rule.type = sorts[sort].type;
    switch (rule.type) {
    case MATCH_TOGETHER:
    case MATCH_APART:
    case MATCH_ABSENT:
        if (!take_people(m, r, &rule))
            return false;
        break;
    case MATCH_SHARED:
        rule.masks = languages_of(m);
        break;
    case MATCH_AT_MOST:
        if (field < 0)
            return false;
        rule.labels = labels_of(m, field);
        break;
    default: /* a value, and who has it */
        if (field < 0)
            return false;
        rule.people = about_every_value(r) ? people_labelled(m, field, part, &count)
                                           : people_with(m, field, record_get(r, RULE_VALUE), &count);
        rule.count = count;
        break;
    }
    *made = (struct matching_rule){.rule = rule};
    memcpy(made->record, record_id(r), sizeof made->record);
    made->words = say_rule(m, r, &rule);
    m->masked = true;
    made->masked = say_rule(m, r, &rule);
    m->masked = false;
    return true;
}

static const char *say_meeting(struct matching *m, const int *people, int count, int round)
{
    struct buf words = BUF_INIT;
    matching_names(m, people, count, &words);
    buf_addf(&words, _(" have met in round %d"), round);
    const char *text = text_of(m, &words);
    buf_release(&words);
    return text;
}

struct matching_rule matching_make_apart(struct matching *m, const int *people, int count, int round)
{
    struct matching_rule made = {.words = say_meeting(m, people, count, round)};
    m->masked = true;
    made.masked = say_meeting(m, people, count, round);
    m->masked = false;
    int *sorted = arena_alloc(m->arena, (size_t)count * sizeof *sorted), n = 0;
    for (int p = 0; p < m->count; p++)
        for (int i = 0; i < count; i++)
            if (people[i] == p) {
                sorted[n++] = p;
                break;
            }
    made.rule = (struct match_rule){.type = MATCH_APART, .people = sorted, .count = n};
    return made;
}

const char *matching_rule_words(const struct matching *m, const struct matching_rule *rule)
{
    return m->masked ? rule->masked : rule->words;
}

/* ---- asking ---- */

static int count_in(const struct match_rule *rule, const int *people, int count)
{
    int in = 0;
    for (int i = 0; i < rule->count; i++)
        for (int j = 0; j < count; j++)
            in += rule->people[i] == people[j];
    return in;
}

const struct matching_rule *matching_opposite(const struct matching *m, bool together, int a, int b)
{
    const int pair[] = {a, b};
    for (int i = 0; i < m->rule_count; i++) {
        const struct match_rule *rule = &m->rules[i].rule;
        if (*m->rules[i].record && rule->type == (together ? MATCH_APART : MATCH_TOGETHER) && count_in(rule, pair, 2) == 2)
            return &m->rules[i];
    }
    return NULL;
}

bool matching_breaks(const struct matching_rule *made, const int *people, int count)
{
    const struct match_rule *rule = &made->rule;
    int in = count_in(rule, people, count), same;
    uint64_t common = UINT64_MAX;
    switch (rule->type) {
    case MATCH_TOGETHER:
        return in > 0 && in < rule->count;
    case MATCH_APART:
        return in > 1;
    case MATCH_ABSENT:
        return in > 0;
    case MATCH_NEVER_ALONE:
        return in == 1;
    case MATCH_AT_LEAST:
        return in < rule->limit;
    case MATCH_AT_MOST:
        for (int i = 0; i < count; i++) {
            same = 0;
            for (int j = 0; j < count; j++)
                same += rule->labels[people[j]] == rule->labels[people[i]];
            if (rule->labels[people[i]] >= 0 && same > rule->limit)
                return true;
        }
        return false;
    case MATCH_SHARED:
        for (int i = 0; i < count; i++)
            common &= rule->masks[people[i]];
        return common == 0;
    default:
        return false;
    }
}
