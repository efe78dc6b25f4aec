/* read.c: a round read from the store. See matching.h. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app/content.h"
#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "round/reading.h"
#include "data.h"
#include "model/facts.h"
#include "model/kinds.h"

const char *reading_keep(struct matching *m, const char *text)
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

int matching_known(const struct matching *m, const char *id)
{
    return (int)(uintptr_t)dict_get(&m->numbers, id) - 1;
}

int matching_person(const struct matching *m, const char *id)
{
    int person = matching_known(m, id);
    return person < m->count ? person : MATCHING_NONE;
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

/* A person who is read, without a membership so far; MATCHING_NONE if there is none of that id. */
static int add_person(struct reading *reading, const char *id)
{
    struct matching *m = reading->m;
    struct record person;
    struct buf name = BUF_INIT;
    if (store_get(m->app->store, kind(m, KIND_PERSON), id, &person, NULL) != OK)
        return MATCHING_NONE;
    GROW(m->people, (size_t)m->known + 1, reading->room);
    struct matching_person *p = &m->people[m->known];
    *p = (struct matching_person){.record = person, .table = MATCHING_NONE, .readiness = WAITS_STATUS, .time_for = -1, .capacity = -1};
    memcpy(p->id, record_id(&person), sizeof p->id);
    store_title_apart(m->app->store, person.kind, p->id, &name);
    p->name = reading_keep(m, buf_str(&name));
    buf_release(&name);
    profile_init(&p->profile, &m->criteria, &person);
    dict_put(&m->numbers, p->id, (void *)(uintptr_t)(m->known + 1));
    return m->known++;
}

int reading_person(struct reading *reading, const char *id)
{
    int person = matching_known(reading->m, id);
    return person == MATCHING_NONE && reading->everybody ? add_person(reading, id) : person;
}

static bool read_membership(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct matching *m = reading->m;
    int person = add_person(reading, record_get(r, MEMBERSHIP_PERSON));
    if (person != MATCHING_NONE) {
        struct matching_person *p = &m->people[person];
        p->taking_part = membership_takes_part(r);
        p->readiness = readiness(reading, r, p);
        p->time_for = number(r, MEMBERSHIP_CAPACITY, -1);
    }
    return true;
}

/* Among more people than can be matched only those who take part. */
static bool read_if_matched(void *data, const struct record *r)
{
    struct reading *reading = data;
    bool read = membership_takes_part(r) || reading->members <= MATCH_MOST_PEOPLE;
    reading->m->unread += !read;
    return read ? read_membership(reading, r) : true;
}

/* The others, for the board. */
static bool read_if_unread(void *data, const struct record *r)
{
    struct reading *reading = data;
    return matching_known(reading->m, record_get(r, MEMBERSHIP_PERSON)) != MATCHING_NONE || read_membership(reading, r);
}

/* The family name where nobody else has it. */
static void call_people(struct matching *m)
{
    struct dict seen = {0};
    for (int i = 0; i < m->known; i++) {
        const char *family = record_get(&m->people[i].record, PERSON_FAMILY_NAME);
        uintptr_t times = (uintptr_t)dict_get(&seen, family);
        dict_put(&seen, family, (void *)(times + 1));
    }
    for (int i = 0; i < m->known; i++) {
        struct matching_person *p = &m->people[i];
        const char *family = record_get(&p->record, PERSON_FAMILY_NAME), *given = record_get(&p->record, PERSON_GIVEN_NAME);
        struct buf called = BUF_INIT;
        if ((uintptr_t)dict_get(&seen, family) > 1 && *given)
            buf_addf(&called, "%s ", given);
        buf_adds(&called, family);
        p->called = reading_keep(m, buf_str(&called));
        buf_release(&called);
    }
    dict_release(&seen);
}

/* The short name of an organisation where it has one. */
static const char *organisation(struct matching *m, struct dict *names, const char *id)
{
    const char *name = *id ? dict_get(names, id) : "";
    struct record o;
    if (name)
        return name;
    if (store_get(m->app->store, kind(m, KIND_ORGANISATION), id, &o, NULL) != OK)
        return "";
    bool has_short = record_has(&o, ORGANISATION_SHORT_NAME);
    name = reading_keep(m, record_get(&o, has_short ? ORGANISATION_SHORT_NAME : ORGANISATION_NAME));
    record_release(&o);
    dict_put(names, id, (void *)(uintptr_t)name);
    return name;
}

/* The country, or the organisation where all are of one country. */
static void tell_apart(struct matching *m)
{
    struct dict names = {0};
    bool differ = false;
    for (int i = 1; i < m->known; i++)
        differ |= strcmp(record_get(&m->people[i].record, PERSON_COUNTRY), record_get(&m->people[0].record, PERSON_COUNTRY)) != 0;
    for (int i = 0; i < m->known; i++) {
        const struct record *r = &m->people[i].record;
        const char *country = record_get(r, PERSON_COUNTRY), *place = differ && *country ? country : organisation(m, &names, record_get(r, PERSON_ORGANISATION));
        m->people[i].from = *place ? place : country;
    }
    dict_release(&names);
}

const char *reading_challenge(struct matching *m, const char *id)
{
    const char *name = *id ? dict_get(&m->challenges, id) : "";
    if (name)
        return name;
    struct buf title = BUF_INIT;
    store_title(m->app->store, kind(m, KIND_CHALLENGE), id, &title);
    name = reading_keep(m, buf_str(&title));
    dict_put(&m->challenges, id, (void *)(uintptr_t)name);
    dict_put(&m->challenges, name, (void *)(uintptr_t)reading_keep(m, id));
    buf_release(&title);
    return name;
}

static bool take_interest(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct matching *m = reading->m;
    enum interest_as as = RECORD_IS(r, INTEREST_ROLE, OFFERS) ? AS_OFFERS : RECORD_IS(r, INTEREST_ROLE, SEEKS) ? AS_SEEKS : AS_FACES;
    profile_add(&m->people[reading->at].profile, &m->criteria, as, reading_challenge(m, record_get(r, INTEREST_CHALLENGE)),
                number(r, INTEREST_PRESSING, 0));
    return true;
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
    for (int i = 0; i < m->arrangement_count; i++) {
        const struct matching_table *s = &m->arrangements[i];
        bool again = false;
        if (s->round >= m->round || s->count < 2 || s->beside)
            continue;
        for (int j = 0; j < s->count; j++)
            for (int k = 0; k < j; k++)
                again |= must_be_together(m, s->people[j], s->people[k]);
        if (!again)
            add_meeting(reading, s->round, s->people, s->count);
        for (int j = 0; j < s->count && again; j++)
            for (int k = 0; k < j; k++)
                if (!must_be_together(m, s->people[j], s->people[k]))
                    add_meeting(reading, s->round, (int[]){s->people[j], s->people[k]}, 2);
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

/* Criteria, settings and how many there are: what could keep the round from being matched. */
static enum status prepare(struct reading *reading, struct error *e)
{
    struct matching *m = reading->m;
    struct store *store = m->app->store;
    enum status s = criteria_init(&m->criteria, library_shelf(&m->app->content->library, "criterion"), kind(m, KIND_PERSON), e);
    silence_words(m);
    if (s == OK)
        s = read_settings(reading, e);
    if (s == OK)
        s = store_each(store, kind(m, KIND_MEMBERSHIP), MEMBERSHIP_ALLIANCE, m->app->alliance, count_membership, reading, e);
    if (s == OK && reading->taking_part > MATCH_MOST_PEOPLE)
        s = refuse_many(reading, e);
    return s;
}

/* Those who can be matched, in the order of their names, then, for the board, everybody else. */
static enum status read_people(struct reading *reading, struct error *e)
{
    struct matching *m = reading->m;
    const struct kind *membership = kind(m, KIND_MEMBERSHIP);
    enum status s = m->refused ? OK : store_each(m->app->store, membership, MEMBERSHIP_ALLIANCE, m->app->alliance, read_if_matched, reading, e);
    m->count = m->known;
    if (s == OK && reading->everybody && (m->refused || m->unread))
        s = store_each(m->app->store, membership, MEMBERSHIP_ALLIANCE, m->app->alliance, read_if_unread, reading, e);
    return s;
}

/* What of it is only for matching. */
static enum status read_for_matching(struct reading *reading, struct error *e)
{
    struct matching *m = reading->m;
    enum status s = store_each(m->app->store, kind(m, KIND_RULE), RULE_ALLIANCE, m->app->alliance, take_rule, reading, e);
    reading_meetings(reading);
    add_meetings(reading);
    wait_for_rules(m);
    wait_for_language(m);
    matching_weigh(m);
    return s;
}

static enum status read_all(struct reading *reading, struct error *e)
{
    struct matching *m = reading->m;
    enum status s = reading_rounds(reading, e), prepared = s == OK ? prepare(reading, e) : s;
    m->refused = s == OK && prepared != OK;
    if (s == OK)
        s = reading->everybody ? OK : prepared;
    if (s == OK)
        s = read_people(reading, e);
    if (s == OK)
        s = reading_arrangements(reading, e);
    for (reading->at = 0; reading->at < m->known && s == OK; reading->at++)
        s = store_each(m->app->store, kind(m, KIND_INTEREST), INTEREST_PERSON, m->people[reading->at].id, take_interest, reading, e);
    if (s != OK)
        return s;
    silence_common_words(m);
    call_people(m);
    tell_apart(m);
    size_t n = (size_t)m->count;
    m->score = xcalloc(n * n + 1, sizeof *m->score);
    m->met = xcalloc(n * n + 1, sizeof *m->met);
    return m->refused ? OK : read_for_matching(reading, e);
}

static enum status read_round(struct matching *m, struct app *app, int round, bool everybody, struct error *e)
{
    *m = (struct matching){.app = app, .arena = arena_new(), .round = round};
    struct reading reading = {.m = m, .everybody = everybody};
    date_today(reading.today);
    store_hold(app->store);
    enum status s = read_all(&reading, e);
    store_let_go(app->store);
    free(reading.weight_rounds);
    return s;
}

enum status matching_read(struct matching *m, struct app *app, int round, struct error *e)
{
    return read_round(m, app, round, false, e);
}

enum status matching_read_board(struct matching *m, struct app *app, int round, struct error *e)
{
    return read_round(m, app, round, true, e);
}

static void release_table(struct matching_table *t)
{
    free(t->people);
    free(t->places);
}

void matching_release(struct matching *m)
{
    for (int i = 0; i < m->known; i++) {
        profile_release(&m->people[i].profile);
        record_release(&m->people[i].record);
    }
    for (int i = 0; i < m->arrangement_count; i++)
        release_table(&m->arrangements[i]);
    release_table(&m->pool);
    free(m->arrangements);
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
