/* tables.c: the pairs and groups of all rounds and who is in them; what follows for people: whom they met, where they were left
 * out, how many places they have left. See matching.h. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/tr.h"
#include "model/facts.h"
#include "model/kinds.h"
#include "round/reading.h"

static struct kind *kind(const struct matching *m, enum kind_id id)
{
    return m->app->model.kinds[id];
}

static int round_of(const struct record *r)
{
    const char *text = record_get(r, ARRANGEMENT_ROUND);
    return *text ? atoi(text) : 1;
}

int matching_table(const struct matching *m, const char *id)
{
    for (int i = 0; i < m->table_count; i++)
        if (strcmp(m->tables[i]->id, id) == 0)
            return i;
    return MATCHING_NONE;
}

bool matching_sits(const struct matching_table *t, int person)
{
    for (int i = 0; i < t->place_count; i++)
        if (t->places[i].person == person)
            return true;
    return false;
}

/* ---- arrangements ---- */

/* "published" */
static const char *status_words(struct matching *m, const struct record *a)
{
    struct buf text = BUF_INIT;
    field_show(&a->kind->fields[ARRANGEMENT_STATUS], record_get(a, ARRANGEMENT_STATUS), &text);
    if (text.len)
        text.s[0] = (char)tolower((unsigned char)text.s[0]);
    const char *kept = reading_keep(m, buf_str(&text));
    buf_release(&text);
    return kept;
}

/* "Pair, published"; a lock goes first, as the end may be cut off. */
static const char *facts(struct matching *m, const struct record *a, const char *status)
{
    struct buf text = BUF_INIT;
    buf_adds(&text, record_yes(a, ARRANGEMENT_LOCKED) ? _("Locked. ") : "");
    field_show(&a->kind->fields[ARRANGEMENT_FORM], record_get(a, ARRANGEMENT_FORM), &text);
    buf_addf(&text, "%s%s", *status ? ", " : "", status);
    const char *kept = reading_keep(m, buf_str(&text));
    buf_release(&text);
    return kept;
}

static bool read_arrangement(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct matching *m = reading->m;
    const char *status = status_words(m, r), *challenge = record_get(r, ARRANGEMENT_CHALLENGE);
    GROW(m->arrangements, (size_t)m->arrangement_count + 1, reading->arrangement_room);
    struct matching_table *t = &m->arrangements[m->arrangement_count++];
    *t = (struct matching_table){.round = round_of(r),
                                 .name = reading_keep(m, record_get(r, ARRANGEMENT_NAME)),
                                 .form = reading_keep(m, record_get(r, ARRANGEMENT_FORM)),
                                 .status = reading_keep(m, record_get(r, ARRANGEMENT_STATUS)),
                                 .challenge = reading_challenge(m, challenge),
                                 .challenge_id = reading_keep(m, challenge),
                                 .facts = facts(m, r, status),
                                 .locked = record_yes(r, ARRANGEMENT_LOCKED),
                                 .published = RECORD_IS(r, ARRANGEMENT_STATUS, PUBLISHED),
                                 .ended = RECORD_IS(r, ARRANGEMENT_STATUS, ENDED),
                                 .beside = arrangement_is_beside(r)};
    memcpy(t->id, record_id(r), sizeof t->id);
    t->state = t->locked ? _("locked") : status;
    t->fixed = t->locked || t->beside || t->published || t->ended || RECORD_IS(r, ARRANGEMENT_FORM, COACHING);
    return true;
}

static bool read_placement(void *data, const struct record *r)
{
    struct reading *reading = data;
    struct matching *m = reading->m;
    int person = reading_person(reading, record_get(r, PLACEMENT_PERSON));
    struct matching_table *t = &m->arrangements[reading->at];
    const char *role = record_get(r, PLACEMENT_ROLE);
    struct buf words = BUF_INIT;
    if (person == MATCHING_NONE)
        return true;
    if (*role && !RECORD_IS(r, PLACEMENT_ROLE, MEMBER))
        field_show(&r->kind->fields[PLACEMENT_ROLE], role, &words);
    if (words.len)
        words.s[0] = (char)tolower((unsigned char)words.s[0]);
    GROW(t->places, (size_t)t->place_count + 1, t->place_room);
    t->places[t->place_count++] = (struct matching_place){person, reading_keep(m, role), reading_keep(m, buf_str(&words))};
    m->people[person].at_once += !t->ended;
    buf_release(&words);
    return true;
}

/* Those of the people in it who can be matched. */
static void list_people(const struct matching *m, struct matching_table *t)
{
    t->people = xcalloc((size_t)t->place_count + 1, sizeof *t->people);
    for (int i = 0; i < t->place_count; i++)
        if (t->places[i].person < m->count)
            t->people[t->count++] = t->places[i].person;
}

/* ---- this round and the earlier ones ---- */

/* The number at the end of a name, and how long what stands before it is; -1: none. */
static long last_number(const char *name, size_t *stem)
{
    size_t n = strlen(name);
    for (*stem = n; *stem > 0 && name[*stem - 1] >= '0' && name[*stem - 1] <= '9';)
        --*stem;
    return *stem < n && n - *stem < 10 ? strtol(name + *stem, NULL, 10) : -1;
}

bool matching_counts_before(const char *one, const char *other)
{
    size_t stem, other_stem;
    long number = last_number(one, &stem), other_number = last_number(other, &other_stem);
    return number >= 0 && other_number >= 0 && stem == other_stem && strncmp(one, other, stem) == 0 && number < other_number;
}

static void add_table(struct matching *m, struct matching_table *t)
{
    int at = m->table_count++;
    for (; at > 0 && matching_counts_before(t->name, m->tables[at - 1]->name); at--)
        m->tables[at] = m->tables[at - 1];
    m->tables[at] = t;
}

static int by_round(const void *a, const void *b)
{
    const struct matching_table *x = *(struct matching_table *const *)a, *y = *(struct matching_table *const *)b;
    if (x->round != y->round)
        return x->round < y->round ? -1 : 1;
    for (int i = 0; i < x->count && i < y->count; i++)
        if (x->people[i] != y->people[i])
            return x->people[i] < y->people[i] ? -1 : 1;
    return (x->count > y->count) - (x->count < y->count);
}

static void add_to_pool(struct matching *m, int person)
{
    bool placed = false;
    for (int t = 0; t < m->table_count && !placed; t++)
        placed = matching_sits(m->tables[t], person);
    if (!placed && m->people[person].taking_part)
        m->pool.places[m->pool.place_count++] = (struct matching_place){person, "", ""};
}

static void divide(struct matching *m)
{
    m->tables = xcalloc((size_t)m->arrangement_count + 1, sizeof(struct matching_table *));
    m->past = xcalloc((size_t)m->arrangement_count + 1, sizeof(struct matching_table *));
    for (int i = 0; i < m->arrangement_count; i++) {
        struct matching_table *t = &m->arrangements[i];
        list_people(m, t);
        if (t->round == m->round)
            add_table(m, t);
        else if (t->round < m->round && !t->beside && t->count > 1)
            m->past[m->past_count++] = t;
    }
    sort_stable(m->past, (size_t)m->past_count, sizeof *m->past, by_round);
    for (int t = m->table_count - 1; t >= 0; t--)
        for (int i = 0; i < m->tables[t]->count && !m->tables[t]->beside; i++)
            m->people[m->tables[t]->people[i]].table = t; /* the first one stays */
    m->pool = (struct matching_table){.round = m->round, .name = _("Pool"), .form = "", .status = "", .challenge = "", .challenge_id = "", .facts = "", .state = ""};
    m->pool.places = xcalloc((size_t)m->known + 1, sizeof *m->pool.places);
    for (int person = 0; person < m->known; person++)
        add_to_pool(m, person);
    list_people(m, &m->pool);
}

enum status reading_arrangements(struct reading *reading, struct error *e)
{
    struct matching *m = reading->m;
    struct store *store = m->app->store;
    enum status s = store_each(store, kind(m, KIND_ARRANGEMENT), ARRANGEMENT_ALLIANCE, m->app->alliance, read_arrangement, reading, e);
    for (reading->at = 0; reading->at < m->arrangement_count && s == OK; reading->at++)
        s = store_each(store, kind(m, KIND_PLACEMENT), PLACEMENT_ARRANGEMENT, m->arrangements[reading->at].id, read_placement, reading, e);
    divide(m);
    return s;
}

/* ---- rounds ---- */

struct round_search {
    struct reading *reading;
    int wanted;
};

static bool find_round(void *data, const struct record *r)
{
    struct round_search *search = data;
    struct matching *m = search->reading->m;
    int round = round_of(r);
    m->last_round = round > m->last_round ? round : m->last_round;
    search->reading->there |= round == search->wanted;
    return true;
}

enum status reading_rounds(struct reading *reading, struct error *e)
{
    struct matching *m = reading->m;
    struct round_search search = {reading, m->round};
    enum status s = store_each(m->app->store, kind(m, KIND_ARRANGEMENT), ARRANGEMENT_ALLIANCE, m->app->alliance, find_round, &search, e);
    bool next = m->last_round > 0 && m->round == m->last_round + 1;
    if (m->round < 1 || (reading->everybody && !reading->there && !next))
        m->round = m->last_round > 0 ? m->last_round : 1;
    return s;
}

static int ascending(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

size_t matching_rounds(const struct matching *m, int *numbers)
{
    size_t n = 0;
    for (int i = 0; i < m->arrangement_count; i++) {
        size_t j = 0;
        while (j < n && numbers[j] != m->arrangements[i].round)
            j++;
        if (j == n)
            numbers[n++] = m->arrangements[i].round;
    }
    sort_stable(numbers, n, sizeof *numbers, ascending);
    if (n > 0) {
        numbers[n] = numbers[n - 1] + 1;
        n++;
    }
    return n;
}

/* ---- what follows for people ---- */

/* Who met whom in a round; who was left out of it though others were in. */
static void count_round(struct matching *m, int round, bool *in)
{
    size_t n = (size_t)m->count;
    bool any = false;
    memset(in, 0, n);
    for (int a = 0; a < m->arrangement_count; a++) {
        const struct matching_table *t = &m->arrangements[a];
        for (int i = 0; i < t->count && t->round == round && !t->beside; i++) {
            any = in[t->people[i]] = true;
            m->people[t->people[i]].matches++;
            for (int j = 0; j < t->count; j++)
                m->met[(size_t)t->people[i] * n + (size_t)t->people[j]] += i != j;
        }
    }
    for (size_t i = 0; i < n && any; i++)
        m->people[i].left_out += !in[i];
}

/* Places that are left besides those a suggestion may change: pairs and groups of other rounds count, and of this one whatever is
 * beside them. */
static void count_capacity(struct matching *m)
{
    for (int i = 0; i < m->count; i++)
        m->people[i].capacity = m->people[i].time_for;
    for (int a = 0; a < m->arrangement_count; a++) {
        const struct matching_table *t = &m->arrangements[a];
        bool counts = !t->ended && t->beside == (t->round == m->round);
        for (int i = 0; i < t->count && counts; i++) {
            int *capacity = &m->people[t->people[i]].capacity;
            *capacity -= *capacity > 0;
        }
    }
    for (int i = 0; i < m->count; i++)
        if (m->people[i].capacity == 0 && m->people[i].readiness == READY)
            m->people[i].readiness = WAITS_CAPACITY;
}

void reading_meetings(struct reading *reading)
{
    struct matching *m = reading->m;
    bool *in = xcalloc((size_t)m->count + 1, 1);
    for (int round = 1; round < m->round; round++)
        count_round(m, round, in);
    free(in);
    count_capacity(m);
}
