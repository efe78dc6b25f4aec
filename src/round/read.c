/* read.c: a round read from the store. See matching.h. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app/content.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "round/internal.h"
#include "data.h"
#include "model/facts.h"
#include "model/kinds.h"

struct reading {
    struct matching *m;
    int at;               /* the person, or the number of the arrangement, whose records are read */
    int settings_round;
    int members, taking_part; /* of the alliance */
    int *weight_rounds;   /* by criterion: the round its weight is from */
    int *engaged;         /* by person: arrangements elsewhere that have not ended */
    char today[DATE_SIZE];
    struct sitting {      /* earlier rounds' pairs and groups */
        int round, *people, count, cap;
        const char *name;
        char id[ID_SIZE];
    } *sittings;
    int sitting_count;
    size_t room, table_room, sitting_room, rule_room;
};

static const char *keep(struct matching *m, const char *text)
{
    return arena_text(m->arena, text, strlen(text));
}

static struct kind *kind(const struct matching *m, enum kind_id id)
{
    return m->app->model.kinds[id];
}

static int number(const struct record *r, int field, int otherwise)
{
    const char *text = record_get(r, field);
    return *text ? atoi(text) : otherwise;
}

int matching_person(const struct matching *m, const char *id)
{
    return (int)(uintptr_t)dict_get(&m->numbers, id) - 1;
}

int matching_table(const struct matching *m, const char *id)
{
    for (int i = 0; i < m->table_count; i++)
        if (strcmp(m->tables[i].id, id) == 0)
            return i;
    return MATCHING_NONE;
}

static void add_to(int **people, int *count, int *cap, int person)
{
    if (*count == *cap)
        *people = xrealloc(*people, (size_t)(*cap = *cap ? 2 * *cap : 4) * sizeof **people);
    (*people)[(*count)++] = person;
}

/* ---- people ---- */

/* What the membership says, before languages, rules and seats are looked at. */
static enum readiness readiness(const struct reading *reading, const struct record *r, struct matching_person *p)
{
    bool over = record_has(r, MEMBERSHIP_MANDATE_UNTIL) &&
                strcmp(record_get(r, MEMBERSHIP_MANDATE_UNTIL), reading->today) < 0;
    p->unsure = !RECORD_IS(r, MEMBERSHIP_WILLING, YES) || !RECORD_IS(r, MEMBERSHIP_ENGAGED, YES) ||
                !RECORD_IS(r, MEMBERSHIP_AUTHORISED, YES);
    p->pending_mandate = RECORD_IS(r, MEMBERSHIP_MANDATE_STATUS, ASKED);
    if (!membership_takes_part(r))
        return WAITS_STATUS;
    if (RECORD_IS(r, MEMBERSHIP_WILLING, NO))
        return WAITS_WILLING;
    if (RECORD_IS(r, MEMBERSHIP_ENGAGED, NO))
        return WAITS_ENGAGED;
    if (RECORD_IS(r, MEMBERSHIP_AUTHORISED, NO) || RECORD_IS(r, MEMBERSHIP_MANDATE_STATUS, ENDED) || over)
        return WAITS_AUTHORISED;
    return READY;
}

static bool count_membership(void *data, const struct record *r)
{
    struct reading *reading = data;
    reading->members++;
    reading->taking_part += membership_takes_part(r);
    return true;
}

/* All scores are worked out, two people at a time: beyond a number nothing is read, rather than a part of the people. */
static enum status refuse_many(const struct reading *reading, struct error *e)
{
    error_set(e, ERR_INPUT, "%d people of this alliance are selected or attending; at most %d can be matched at once", reading->taking_part,
              MATCH_MOST_PEOPLE);
    return error_hint(e, ERR_INPUT, "set whoever is only invited, or absent for long, to 'invited' or 'left'; or make an alliance of each part; nothing was changed");
}

static bool take_membership(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct matching *m = reading->m;
    struct record person;
    const char *id = record_get(r, MEMBERSHIP_PERSON);
    if (!membership_takes_part(r) && reading->members > MATCH_MOST_PEOPLE) {
        m->unread++;
        return true;
    }
    if (store_get(m->app->store, kind(m, KIND_PERSON), id, &person, NULL) != OK)
        return true;
    GROW(m->people, (size_t)m->count + 1, reading->room);
    struct matching_person *p = &m->people[m->count];
    *p = (struct matching_person){.record = person, .table = MATCHING_NONE};
    memcpy(p->id, record_id(&person), sizeof p->id);
    struct buf name = BUF_INIT;
    store_title_apart(m->app->store, person.kind, p->id, &name);
    p->name = keep(m, buf_str(&name));
    buf_release(&name);
    profile_init(&p->profile, &m->criteria, &person);
    p->readiness = readiness(reading, r, p);
    p->capacity = number(r, MEMBERSHIP_CAPACITY, -1);
    dict_put(&m->numbers, p->id, (void *)(uintptr_t)(m->count + 1));
    m->count++;
    return true;
}

/* The family name where nobody else has it. */
static void call_people(struct matching *m)
{
    struct dict seen = {0};
    for (int i = 0; i < m->count; i++) {
        const char *family = record_get(&m->people[i].record, PERSON_FAMILY_NAME);
        uintptr_t times = (uintptr_t)dict_get(&seen, family);
        dict_put(&seen, family, (void *)(times + 1));
    }
    for (int i = 0; i < m->count; i++) {
        struct matching_person *p = &m->people[i];
        const char *family = record_get(&p->record, PERSON_FAMILY_NAME), *given = record_get(&p->record, PERSON_GIVEN_NAME);
        struct buf called = BUF_INIT;
        if ((uintptr_t)dict_get(&seen, family) > 1 && *given)
            buf_addf(&called, "%s ", given);
        buf_adds(&called, family);
        p->called = keep(m, buf_str(&called));
        buf_release(&called);
    }
    dict_release(&seen);
}

static const char *challenge_name(struct matching *m, const char *id)
{
    const char *name = *id ? dict_get(&m->challenges, id) : "";
    if (name)
        return name;
    struct buf title = BUF_INIT;
    store_title(m->app->store, kind(m, KIND_CHALLENGE), id, &title);
    name = keep(m, buf_str(&title));
    dict_put(&m->challenges, id, (void *)(uintptr_t)name);
    dict_put(&m->challenges, name, (void *)(uintptr_t)keep(m, id));
    buf_release(&title);
    return name;
}

static bool take_interest(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct matching *m = reading->m;
    enum interest_as as = RECORD_IS(r, INTEREST_ROLE, OFFERS) ? AS_OFFERS : RECORD_IS(r, INTEREST_ROLE, SEEKS) ? AS_SEEKS : AS_FACES;
    profile_add(&m->people[reading->at].profile, &m->criteria, as, challenge_name(m, record_get(r, INTEREST_CHALLENGE)),
                number(r, INTEREST_PRESSING, 0));
    return true;
}

/* ---- arrangements ---- */

static void add_table(struct reading *reading, const struct record *r)
{
    struct matching *m = reading->m;
    GROW(m->tables, (size_t)m->table_count + 1, reading->table_room);
    struct matching_table *t = &m->tables[m->table_count++];
    *t = (struct matching_table){.name = keep(m, record_get(r, ARRANGEMENT_NAME)),
                                 .form = keep(m, record_get(r, ARRANGEMENT_FORM)),
                                 .status = keep(m, record_get(r, ARRANGEMENT_STATUS)),
                                 .challenge = challenge_name(m, record_get(r, ARRANGEMENT_CHALLENGE)),
                                 .locked = record_yes(r, ARRANGEMENT_LOCKED),
                                 .beside = arrangement_is_beside(r)};
    memcpy(t->id, record_id(r), sizeof t->id);
    t->fixed = t->locked || t->beside || RECORD_IS(r, ARRANGEMENT_STATUS, PUBLISHED) ||
               RECORD_IS(r, ARRANGEMENT_STATUS, ENDED) || RECORD_IS(r, ARRANGEMENT_FORM, COACHING);
}

static bool take_placement(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct matching *m = reading->m;
    struct matching_table *t = &m->tables[reading->at];
    int person = matching_person(m, record_get(r, PLACEMENT_PERSON));
    if (person == MATCHING_NONE)
        return true;
    add_to(&t->people, &t->count, &t->cap, person);
    if (!t->beside && m->people[person].table == MATCHING_NONE)
        m->people[person].table = reading->at;
    return true;
}

static bool take_sitting_member(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct sitting *s = &reading->sittings[reading->at];
    int person = matching_person(reading->m, record_get(r, PLACEMENT_PERSON));
    if (person != MATCHING_NONE)
        add_to(&s->people, &s->count, &s->cap, person);
    return true;
}

/* How many rounds there are; which one is wanted when none is named. */
static bool find_round(void *data, const struct record *r)
{
    struct reading *reading = data;
    int round = number(r, ARRANGEMENT_ROUND, 1);
    if (round > reading->m->last_round)
        reading->m->last_round = round;
    return true;
}

/* Of this round all, of the others those that are pairs or groups. Those to come count as sittings too: they keep people
 * busy, but nobody has met in them yet. */
static bool take_arrangement(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct matching *m = reading->m;
    int round = number(r, ARRANGEMENT_ROUND, 1);
    if (round == m->round) {
        add_table(reading, r);
        return true;
    }
    if (arrangement_is_beside(r))
        return true;
    GROW(reading->sittings, (size_t)reading->sitting_count + 1, reading->sitting_room);
    struct sitting *s = &reading->sittings[reading->sitting_count++];
    *s = (struct sitting){.round = RECORD_IS(r, ARRANGEMENT_STATUS, ENDED) ? -round : round,
                          .name = keep(m, record_get(r, ARRANGEMENT_NAME))};
    memcpy(s->id, record_id(r), sizeof s->id);
    return true;
}

static enum status read_arrangements(struct reading *reading, struct error *e)
{
    struct matching *m = reading->m;
    struct store *store = m->app->store;
    struct kind *placement = kind(m, KIND_PLACEMENT), *arrangement = kind(m, KIND_ARRANGEMENT);
    enum status s = store_each(store, arrangement, ARRANGEMENT_ALLIANCE, m->app->alliance, take_arrangement, reading, e);
    for (reading->at = 0; reading->at < m->table_count && s == OK; reading->at++)
        s = store_each(store, placement, PLACEMENT_ARRANGEMENT, m->tables[reading->at].id, take_placement, reading, e);
    for (reading->at = 0; reading->at < reading->sitting_count && s == OK; reading->at++)
        s = store_each(store, placement, PLACEMENT_ARRANGEMENT, reading->sittings[reading->at].id, take_sitting_member, reading, e);
    return s;
}

/* Who met whom, who was left out of a round that others were in, how many places people have left. */
static void count_meetings(struct reading *reading)
{
    struct matching *m = reading->m;
    size_t n = (size_t)m->count;
    bool *in = xcalloc(n + 1, 1);
    for (int round = 1; round < m->round; round++) {
        bool any = false;
        memset(in, 0, n);
        for (int s = 0; s < reading->sitting_count; s++) {
            const struct sitting *one = &reading->sittings[s];
            for (int i = 0; i < one->count && abs(one->round) == round; i++) {
                any = in[one->people[i]] = true;
                m->people[one->people[i]].matches++;
                for (int j = 0; j < one->count; j++)
                    m->met[(size_t)one->people[i] * n + (size_t)one->people[j]] += i != j;
            }
        }
        for (size_t i = 0; i < n && any; i++)
            m->people[i].left_out += !in[i];
    }
    for (int s = 0; s < reading->sitting_count; s++)
        for (int i = 0; i < reading->sittings[s].count && reading->sittings[s].round > 0; i++)
            reading->engaged[reading->sittings[s].people[i]]++;
    free(in);
}

/* Places that are left besides those a suggestion may change. */
static void count_capacity(struct reading *reading)
{
    struct matching *m = reading->m;
    for (int t = 0; t < m->table_count; t++)
        for (int i = 0; i < m->tables[t].count && m->tables[t].beside; i++)
            reading->engaged[m->tables[t].people[i]] += strcmp(m->tables[t].status, ARRANGEMENT_STATUS_ENDED) != 0;
    for (int i = 0; i < m->count; i++) {
        struct matching_person *p = &m->people[i];
        if (p->capacity < 0)
            continue;
        p->capacity = p->capacity > reading->engaged[i] ? p->capacity - reading->engaged[i] : 0;
        if (p->capacity == 0 && p->readiness == READY)
            p->readiness = WAITS_CAPACITY;
    }
}

/* ---- settings ---- */

static bool take_settings(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct matching *m = reading->m;
    static const char *const aims[] = {MATCHING_AIM_TOTAL, MATCHING_AIM_FAIREST, MATCHING_AIM_LEAST_CHANGE};
    const struct field *method = &r->kind->fields[MATCHING_METHOD];
    int round = number(r, MATCHING_ROUND, 1);
    if (round > m->round || round < reading->settings_round)
        return true;
    reading->settings_round = round;
    m->method = METHOD_GUIDE;
    for (size_t i = 0; i < method->choice_count && i < METHODS; i++)
        if (record_is(r, MATCHING_METHOD, method->choices[i].name))
            m->method = (enum method)i;
    m->wish.least = number(r, MATCHING_LEAST, 2);
    m->wish.most = number(r, MATCHING_MOST, m->wish.least > 2 ? m->wish.least : 2);
    m->wish.aim = MATCH_TOTAL;
    for (int i = 0; i < 3; i++)
        if (record_is(r, MATCHING_AIM, aims[i]))
            m->wish.aim = (enum match_aim)i;
    m->wish.seats = number(r, MATCHING_SEATS, 0);
    m->demand_faces = !RECORD_IS(r, MATCHING_DEMAND, SEEKS);
    return true;
}

static bool take_weight(void *data, const struct record *r)
{
    struct reading *reading = data;
    int at = criteria_find(&reading->m->criteria, record_get(r, WEIGHT_CRITERION));
    int weight = number(r, WEIGHT_WEIGHT, 0);
    int round = number(r, WEIGHT_ROUND, 1);
    if (at < 0 || round > reading->m->round || round < reading->settings_round || round < reading->weight_rounds[at])
        return true;
    reading->weight_rounds[at] = round;
    reading->m->criteria.list[at].weight = weight < 0 ? 0 : weight > CRITERION_MOST_WEIGHT ? CRITERION_MOST_WEIGHT : weight;
    return true;
}

/* Those of the round, else of the nearest one before it. Own weights go over those of the method unless that was chosen for a
 * later round than they were. */
static enum status read_settings(struct reading *reading, struct error *e)
{
    struct matching *m = reading->m;
    const char *alliance = m->app->alliance;
    m->wish = (struct matching_wish){.least = 2, .most = 2, .rounds = 1, .seed = 1};
    m->demand_faces = true;
    enum status s = store_each(m->app->store, kind(m, KIND_MATCHING), MATCHING_ALLIANCE, alliance, take_settings, reading, e);
    criteria_use(&m->criteria, m->method);
    reading->weight_rounds = xcalloc(m->criteria.count + 1, sizeof *reading->weight_rounds);
    if (s == OK)
        s = store_each(m->app->store, kind(m, KIND_WEIGHT), WEIGHT_ALLIANCE, alliance, take_weight, reading, e);
    return s;
}

/* ---- rules ---- */

static bool take_rule(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct matching *m = reading->m;
    struct matching_rule rule;
    int parts = number(r, RULE_ROUND, m->round) == m->round ? matching_rule_parts(m, r) : 0;
    for (int part = 0; part < parts; part++) {
        if (!matching_make_rule(m, r, part, &rule))
            continue;
        GROW(m->rules, (size_t)m->rule_count + 1, reading->rule_room);
        m->rules[m->rule_count++] = rule;
    }
    return true;
}

static bool must_be_together(const struct matching *m, int a, int b)
{
    for (int i = 0; i < m->rule_count; i++) {
        const struct match_rule *rule = &m->rules[i].rule;
        if (rule->type == MATCH_TOGETHER && rule->people[0] == (a < b ? a : b) && rule->people[1] == (a < b ? b : a))
            return true;
    }
    return false;
}

static void add_meeting(struct reading *reading, int round, const int *people, int count)
{
    struct matching *m = reading->m;
    GROW(m->rules, (size_t)m->rule_count + 1, reading->rule_room);
    m->rules[m->rule_count++] = matching_make_apart(m, people, count, round);
}

/* Whoever sat together in an earlier round: a rule for each sitting, or, where some of them must be together again, for each
 * two of the others. */
static void add_meetings(struct reading *reading)
{
    struct matching *m = reading->m;
    for (int i = 0; i < reading->sitting_count; i++) {
        const struct sitting *s = &reading->sittings[i];
        bool again = false;
        int round = abs(s->round);
        if (round >= m->round || s->count < 2)
            continue;
        for (int j = 0; j < s->count; j++)
            for (int k = 0; k < j; k++)
                again |= must_be_together(m, s->people[j], s->people[k]);
        if (!again)
            add_meeting(reading, round, s->people, s->count);
        for (int j = 0; j < s->count && again; j++)
            for (int k = 0; k < j; k++)
                if (!must_be_together(m, s->people[j], s->people[k]))
                    add_meeting(reading, round, (int[]){s->people[j], s->people[k]}, 2);
    }
}

static void wait_for_language(struct matching *m)
{
    int language = criteria_find(&m->criteria, "language");
    for (int i = 0; i < m->count && language >= 0; i++) {
        struct matching_person *p = &m->people[i];
        bool shares = !p->profile.traits[language].count, others = false;
        for (int j = 0; j < m->count && p->readiness == READY && !shares; j++) {
            if (j == i || m->people[j].readiness != READY)
                continue;
            others = true;
            shares = !m->people[j].profile.traits[language].count ||
                     criteria_part(&m->criteria, (size_t)language, &p->profile, &m->people[j].profile) > 0;
        }
        if (p->readiness == READY && !shares && others)
            p->readiness = WAITS_LANGUAGE;
    }
}

static void wait_for_rules(struct matching *m)
{
    for (int i = 0; i < m->rule_count; i++)
        for (int j = 0; j < m->rules[i].rule.count && m->rules[i].rule.type == MATCH_ABSENT; j++)
            m->people[m->rules[i].rule.people[j]].readiness = WAITS_ABSENT;
}

/* ---- all of it ---- */

void matching_weigh(struct matching *m)
{
    size_t n = (size_t)m->count;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            m->score[i * n + j] = m->score[j * n + i] =
                criteria_score(&m->criteria, &m->people[i].profile, &m->people[j].profile);
}

/* Sittings of earlier rounds, by round; the people are taken over. */
static int by_round(const void *a, const void *b)
{
    const struct matching_past *x = a, *y = b;
    if (x->round != y->round)
        return x->round < y->round ? -1 : 1;
    for (int i = 0; i < x->count && i < y->count; i++)
        if (x->people[i] != y->people[i])
            return x->people[i] < y->people[i] ? -1 : 1;
    return (x->count > y->count) - (x->count < y->count);
}

static void keep_past(struct reading *reading)
{
    struct matching *m = reading->m;
    m->past = xcalloc((size_t)reading->sitting_count + 1, sizeof *m->past);
    for (int i = 0; i < reading->sitting_count; i++) {
        struct sitting *s = &reading->sittings[i];
        if (abs(s->round) >= m->round || s->count < 2)
            continue;
        m->past[m->past_count++] = (struct matching_past){abs(s->round), s->people, s->count, s->cap};
        s->people = NULL;
    }
    sort_stable(m->past, (size_t)m->past_count, sizeof *m->past, by_round);
}

static void silence_words(struct matching *m)
{
    for (size_t i = 0; i < DATA_WORDS_COUNT; i++)
        for (size_t row = 0; row < data_words[i]->rows; row++)
            criteria_silence(&m->criteria, table_cell(data_words[i], row, table_column(data_words[i], "words")));
}

/* What most of the people have says nothing of any two of them. */
static void silence_common_words(struct matching *m)
{
    struct profile **profiles = xcalloc((size_t)m->count + 1, sizeof *profiles);
    for (int i = 0; i < m->count; i++)
        profiles[i] = &m->people[i].profile;
    criteria_drop_common(&m->criteria, profiles, (size_t)m->count);
    free(profiles);
}

static enum status read_all(struct reading *reading, int round, struct error *e)
{
    struct matching *m = reading->m;
    struct store *store = m->app->store;
    struct content *content = m->app->content;
    const char *alliance = m->app->alliance;
    const struct shelf *shelf = library_shelf(&content->library, "criterion");
    enum status s = criteria_init(&m->criteria, shelf, kind(m, KIND_PERSON), e);
    silence_words(m);
    if (s == OK)
        s = store_each(store, kind(m, KIND_ARRANGEMENT), ARRANGEMENT_ALLIANCE, alliance, find_round, reading, e);
    m->round = round > 0 ? round : m->last_round > 0 ? m->last_round : 1;
    if (s == OK)
        s = read_settings(reading, e);
    if (s == OK)
        s = store_each(store, kind(m, KIND_MEMBERSHIP), MEMBERSHIP_ALLIANCE, alliance, count_membership, reading, e);
    if (s == OK && reading->taking_part > MATCH_MOST_PEOPLE)
        s = refuse_many(reading, e);
    if (s == OK)
        s = store_each(store, kind(m, KIND_MEMBERSHIP), MEMBERSHIP_ALLIANCE, alliance, take_membership, reading, e);
    for (reading->at = 0; reading->at < m->count && s == OK; reading->at++)
        s = store_each(store, kind(m, KIND_INTEREST), INTEREST_PERSON, m->people[reading->at].id, take_interest, reading, e);
    if (s != OK)
        return s;
    size_t n = (size_t)m->count;
    silence_common_words(m);
    call_people(m);
    m->score = xcalloc(n * n + 1, sizeof *m->score);
    m->met = xcalloc(n * n + 1, sizeof *m->met);
    reading->engaged = xcalloc(n + 1, sizeof *reading->engaged);
    s = read_arrangements(reading, e);
    if (s == OK)
        s = store_each(store, kind(m, KIND_RULE), RULE_ALLIANCE, alliance, take_rule, reading, e);
    count_meetings(reading);
    add_meetings(reading);
    count_capacity(reading);
    wait_for_rules(m);
    wait_for_language(m);
    keep_past(reading);
    matching_weigh(m);
    return s;
}

enum status matching_read(struct matching *m, struct app *app, int round, struct error *e)
{
    *m = (struct matching){.app = app, .arena = arena_new()};
    struct reading reading = {.m = m};
    date_today(reading.today);
    store_hold(app->store);
    enum status s = read_all(&reading, round, e);
    store_let_go(app->store);
    for (int i = 0; i < reading.sitting_count; i++)
        free(reading.sittings[i].people);
    free(reading.sittings);
    free(reading.engaged);
    free(reading.weight_rounds);
    return s;
}

void matching_release(struct matching *m)
{
    for (int i = 0; i < m->count; i++) {
        profile_release(&m->people[i].profile);
        record_release(&m->people[i].record);
    }
    for (int i = 0; i < m->table_count; i++)
        free(m->tables[i].people);
    for (int i = 0; i < m->past_count; i++)
        free(m->past[i].people);
    free(m->past);
    free(m->people);
    free(m->tables);
    free(m->rules);
    free(m->score);
    free(m->met);
    criteria_release(&m->criteria);
    dict_release(&m->challenges);
    dict_release(&m->numbers);
    arena_free(m->arena);
    *m = (struct matching){0};
}
