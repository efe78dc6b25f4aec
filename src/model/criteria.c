/* criteria.c: see criteria.h. */
#include "model/criteria.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/kinds.h"

/* Words shorter than this say little; and among fewer people than that, what most of them have may well be news. */
enum { SHORTEST_WORD = 5, FEW_PEOPLE = 4 };

/* ---- the list ---- */

static const char *const method_fields[METHODS] = {MATCHING_METHOD_GUIDE, MATCHING_METHOD_STAGE, MATCHING_METHOD_EXPERIENCE,
                                                  MATCHING_METHOD_TEAM};
static const char *const test_names[] = {
    SHELF_CRITERION_TEST_FACES, SHELF_CRITERION_TEST_GIVES, SHELF_CRITERION_TEST_SAME, SHELF_CRITERION_TEST_NEAR,
    SHELF_CRITERION_TEST_SPREAD, SHELF_CRITERION_TEST_DIFFERS, SHELF_CRITERION_TEST_COMMON, SHELF_CRITERION_TEST_WORDS};
static const char *const side_names[] = {SHELF_CRITERION_SIDE_MATTER, SHELF_CRITERION_SIDE_POSITION, SHELF_CRITERION_SIDE_CONTEXT};

static int find_name(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return (int)i;
    return -1;
}

static enum status refuse(const struct shelf *shelf, size_t row, struct error *e, const char *hint, const char *text)
{
    error_set(e, ERR_INPUT, "criterion '%s' cannot be used: %s", shelf_id(shelf, row), text);
    error_at(e, shelf->table->name, (long)row + 2, 0);
    return error_hint(e, ERR_INPUT, "%s", hint);
}

static enum status read_criterion(struct criterion *c, const struct shelf *shelf, size_t row, const struct kind *person,
                                  struct error *e)
{
    int test = find_name(test_names, sizeof test_names / sizeof *test_names, shelf_text(shelf, row, "test"));
    int side = find_name(side_names, sizeof side_names / sizeof *side_names, shelf_text(shelf, row, "side"));
    *c = (struct criterion){.id = shelf_id(shelf, row), .label = shelf_label(shelf, row)};
    c->field = kind_field(person, shelf_text(shelf, row, "field"));
    if (c->field < FIELD_FIRST)
        return refuse(shelf, row, e, N_("name a field that 'peerloom kinds person' lists"), "its field is none of a person's");
    if (c->field == PERSON_POSITION_TITLE)
        return refuse(shelf, row, e, N_("use position_level, local_function or tasks"),
                      "the same title means different things in different places");
    if (test < 0 || side < 0)
        return refuse(shelf, row, e, N_("copy a row that works: 'peerloom library criteria --csv'"), "its test or side is not known");
    c->number = person->fields[c->field].choice_count == 0;
    c->test = (enum criterion_test)test;
    c->side = (enum criterion_side)side;
    for (int m = 0; m < METHODS; m++) {
        c->weights[m] = atoi(shelf_text(shelf, row, method_fields[m]));
        if (c->weights[m] < 0 || c->weights[m] > CRITERION_MOST_WEIGHT)
            return refuse(shelf, row, e, N_("weights go from 0 to 10"), "a weight is out of range");
    }
    return OK;
}

enum status criteria_init(struct criteria *c, const struct shelf *shelf, const struct kind *person, struct error *e)
{
    *c = (struct criteria){.count = shelf_count(shelf)};
    c->list = xcalloc(c->count + 1, sizeof *c->list);
    for (size_t i = 0; i < c->count; i++) {
        enum status s = read_criterion(&c->list[i], shelf, i, person, e);
        if (s != OK) {
            criteria_release(c);
            return s;
        }
    }
    criteria_use(c, METHOD_GUIDE);
    return OK;
}

void criteria_release(struct criteria *c)
{
    for (size_t i = 0; i < c->text_count; i++)
        free((char *)c->texts[i]);
    free(c->texts);
    free(c->list);
    dict_release(&c->numbers);
    dict_release(&c->silent);
    *c = (struct criteria){0};
}

void criteria_use(struct criteria *c, enum method method)
{
    for (size_t i = 0; i < c->count; i++)
        c->list[i].weight = c->list[i].weights[method];
}

int criteria_find(const struct criteria *c, const char *id)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->list[i].id, id) == 0)
            return (int)i;
    return -1;
}

/* ---- people in numbers ---- */

/* Texts that differ in case and accents only have one number. */
static uint32_t number_of(struct criteria *c, const char *text, size_t n)
{
    struct buf folded = BUF_INIT;
    text_fold(&folded, text, n);
    uintptr_t known = (uintptr_t)dict_get(&c->numbers, buf_str(&folded));
    if (!known) {
        GROW(c->texts, c->text_count + 1, c->text_cap);
        c->texts[c->text_count++] = xstrndup(text, n);
        known = c->text_count;
        dict_put(&c->numbers, buf_str(&folded), (void *)known);
    }
    buf_release(&folded);
    return (uint32_t)known - 1;
}

static void trait_add(struct trait *t, uint32_t item, int pressing)
{
    int at = 0;
    while (at < t->count && t->items[at] < item)
        at++;
    if (at < t->count && t->items[at] == item)
        return;
    if (t->count == t->cap) {
        t->cap = t->cap ? 2 * t->cap : 4;
        t->items = xrealloc(t->items, (size_t)t->cap * sizeof *t->items);
        t->pressing = xrealloc(t->pressing, (size_t)t->cap);
    }
    memmove(t->items + at + 1, t->items + at, (size_t)(t->count - at) * sizeof *t->items);
    memmove(t->pressing + at + 1, t->pressing + at, (size_t)(t->count - at));
    t->items[at] = item;
    t->pressing[at] = (uint8_t)pressing;
    t->count++;
}

/* The parts of the text between separators become items. */
static void add_pieces(struct trait *t, struct criteria *c, const char *text, const char *separators)
{
    while (*text) {
        text += strspn(text, separators);
        text += strspn(text, " ");
        size_t n = strcspn(text, separators), kept = n;
        while (kept > 0 && text[kept - 1] == ' ')
            kept--;
        if (kept > 0)
            trait_add(t, number_of(c, text, kept), 0);
        text += n;
    }
}

/* ASCII but letters and digits; and what is printed around words: no-break spaces, quotation marks, apostrophes, dashes. */
static bool ends_word(int32_t c)
{
    if (c < 0x80)
        return !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    return c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x3002);
}

static bool is_silent(const struct criteria *c, const char *word, size_t n)
{
    struct buf folded = BUF_INIT;
    text_fold(&folded, word, n);
    bool silent = folded.len < SHORTEST_WORD || dict_get(&c->silent, buf_str(&folded));
    buf_release(&folded);
    return silent;
}

/* The words of the text that say something. */
static void add_words(struct trait *t, struct criteria *c, const char *text)
{
    const char *end = text + strlen(text), *word = text;
    for (const char *at = text; word < end;) {
        const char *here = at;
        if (at < end && !ends_word(utf8_next(&at, end)))
            continue;
        if (here > word && !is_silent(c, word, (size_t)(here - word)))
            trait_add(t, number_of(c, word, (size_t)(here - word)), 0);
        word = at;
        if (here == end)
            break;
    }
}

void criteria_silence(struct criteria *c, const char *words)
{
    while (*words) {
        struct buf folded = BUF_INIT;
        words += strspn(words, " ");
        size_t n = strcspn(words, " ");
        text_fold(&folded, words, n);
        if (folded.len)
            dict_put(&c->silent, buf_str(&folded), c);
        words += n;
        buf_release(&folded);
    }
}

static void drop_common(struct trait *t, const size_t *times, size_t people)
{
    int kept = 0;
    for (int i = 0; i < t->count; i++) {
        if (2 * times[t->items[i]] > people)
            continue;
        t->items[kept] = t->items[i];
        t->pressing[kept++] = t->pressing[i];
    }
    t->count = kept;
}

void criteria_drop_common(const struct criteria *c, struct profile *const *profiles, size_t count)
{
    size_t *times = xcalloc(c->text_count + 1, sizeof *times);
    for (size_t i = 0; i < c->count && count >= FEW_PEOPLE; i++) {
        if (c->list[i].test != TEST_WORDS)
            continue;
        memset(times, 0, c->text_count * sizeof *times);
        for (size_t p = 0; p < count; p++)
            for (int k = 0; k < profiles[p]->traits[i].count; k++)
                times[profiles[p]->traits[i].items[k]]++;
        for (size_t p = 0; p < count; p++)
            drop_common(&profiles[p]->traits[i], times, count);
    }
    free(times);
}

/* The place of the choice, or the number; -1 where it says nothing: "other", "not stated". */
static int value_of(const struct field *f, const char *text)
{
    static const char *const silent[] = {PERSON_POSITION_LEVEL_OTHER, PERSON_SEX_UNSTATED, MEMBERSHIP_WILLING_UNKNOWN};
    if (!*text || find_name(silent, sizeof silent / sizeof *silent, text) >= 0)
        return -1;
    for (size_t i = 0; i < f->choice_count; i++)
        if (strcmp(f->choices[i].name, text) == 0)
            return (int)i;
    return f->choice_count ? -1 : atoi(text);
}

void profile_init(struct profile *p, struct criteria *c, const struct record *person)
{
    *p = (struct profile){.count = c->count};
    p->traits = xcalloc(c->count + 1, sizeof *p->traits);
    p->values = xcalloc(c->count + 1, sizeof *p->values);
    for (size_t i = 0; i < c->count; i++) {
        const struct criterion *one = &c->list[i];
        const char *text = record_get(person, one->field);
        const struct field *f = &person->kind->fields[one->field];
        p->values[i] = value_of(f, text);
        if (one->test == TEST_COMMON)
            add_pieces(&p->traits[i], c, text, ";,");
        else if (one->test == TEST_WORDS)
            add_words(&p->traits[i], c, text);
        else if ((one->test == TEST_SAME || one->test == TEST_DIFFERS) && !f->choice_count && *text)
            trait_add(&p->traits[i], number_of(c, text, strlen(text)), 0);
    }
}

static void trait_release(struct trait *t)
{
    free(t->items);
    free(t->pressing);
}

void profile_release(struct profile *p)
{
    for (size_t i = 0; i < p->count; i++)
        trait_release(&p->traits[i]);
    for (int i = 0; i < INTERESTS; i++)
        trait_release(&p->interests[i]);
    free(p->traits);
    free(p->values);
    *p = (struct profile){0};
}

int criteria_pressing(int said)
{
    return said < 1 || said > PRESSING_MOST ? PRESSING_USUAL : said;
}

void profile_add(struct profile *p, struct criteria *c, enum interest_as as, const char *challenge, int pressing)
{
    trait_add(&p->interests[as], number_of(c, challenge, strlen(challenge)), criteria_pressing(pressing));
}

/* ---- parts ---- */

/* The places of the next item that both have, from *i and *j on; false at the end. */
static bool next_common(const struct trait *a, const struct trait *b, int *i, int *j)
{
    while (*i < a->count && *j < b->count && a->items[*i] != b->items[*j])
        a->items[*i] < b->items[*j] ? ++*i : ++*j;
    return *i < a->count && *j < b->count;
}

bool trait_has(const struct trait *t, uint32_t item)
{
    for (int i = 0; i < t->count; i++)
        if (t->items[i] == item)
            return true;
    return false;
}

static int capped(int part)
{
    return part > CRITERION_FULL ? CRITERION_FULL : part;
}

/* One challenge that both find most pressing fills the part, one of the usual weight counts 60. */
static int both_face(const struct profile *a, const struct profile *b)
{
    const struct trait *x = &a->interests[AS_FACES], *y = &b->interests[AS_FACES];
    int part = 0;
    for (int i = 0, j = 0; next_common(x, y, &i, &j); i++, j++)
        part += 10 * (x->pressing[i] + y->pressing[j]);
    return part;
}

/* What is sought counts 44 at the usual pressure, what is only faced half of that. */
static int one_gives(const struct profile *giver, const struct profile *taker)
{
    const struct trait *offers = &giver->interests[AS_OFFERS], *seeks = &taker->interests[AS_SEEKS],
                       *faces = &taker->interests[AS_FACES];
    int part = 0;
    for (int i = 0, j = 0; next_common(offers, seeks, &i, &j); i++, j++)
        part += 20 + 8 * seeks->pressing[j];
    for (int i = 0, j = 0; next_common(offers, faces, &i, &j); i++, j++)
        if (!trait_has(seeks, faces->items[j]))
            part += 10 + 4 * faces->pressing[j];
    return part;
}

static int common_count(const struct trait *a, const struct trait *b)
{
    int count = 0;
    for (int i = 0, j = 0; next_common(a, b, &i, &j); i++, j++)
        count++;
    return count;
}

/* How far apart: 0, 1 (next to each other), 2, 3 (far); -1 if not known. Choices count their steps; numbers, which are of
 * years, go by 2, 5 and 10. */
static int distance(bool number, int a, int b)
{
    if (a < 0 || b < 0)
        return -1;
    int d = abs(a - b);
    if (!number)
        return d < 3 ? d : 3;
    return d <= 2 ? 0 : d <= 5 ? 1 : d <= 10 ? 2 : 3;
}

int criteria_part(const struct criteria *c, size_t criterion, const struct profile *a, const struct profile *b)
{
    static const int near_part[] = {100, 50, 0, 0}, near_years[] = {100, 60, 30, 0}, spread_part[] = {0, 50, 100, 100};
    const struct criterion *one = &c->list[criterion];
    const struct trait *x = &a->traits[criterion], *y = &b->traits[criterion];
    int v = a->values[criterion], w = b->values[criterion], d, shared;
    switch (one->test) {
    case TEST_FACES:
        return capped(both_face(a, b));
    case TEST_GIVES:
        return capped(one_gives(a, b) + one_gives(b, a));
    case TEST_COMMON:
        return common_count(x, y) ? CRITERION_FULL : 0;
    case TEST_WORDS:
        shared = common_count(x, y);
        return shared > 1 ? CRITERION_FULL : shared * 60;
    case TEST_SAME:
        return (x->count ? common_count(x, y) : v >= 0 && v == w) ? CRITERION_FULL : 0;
    case TEST_DIFFERS:
        return (x->count ? y->count && !common_count(x, y) : v >= 0 && w >= 0 && v != w) ? CRITERION_FULL : 0;
    case TEST_NEAR:
        d = distance(one->number, v, w);
        return d < 0 ? 0 : one->number ? near_years[d] : near_part[d];
    case TEST_SPREAD:
        d = distance(one->number, v, w);
        return d < 0 ? 0 : spread_part[d];
    }
    return 0;
}

int criteria_score(const struct criteria *c, const struct profile *a, const struct profile *b)
{
    int score = 0;
    for (size_t i = 0; i < c->count; i++)
        if (c->list[i].weight > 0)
            score += c->list[i].weight * criteria_part(c, i, a, b);
    return score;
}

int criteria_full(const struct criteria *c)
{
    int full = 0;
    for (size_t i = 0; i < c->count; i++)
        full += c->list[i].weight * CRITERION_FULL;
    return full;
}

size_t criteria_common(const struct criteria *c, size_t criterion, const struct profile *a, const struct profile *b, bool faces,
                       const char **texts, size_t most)
{
    enum criterion_test test = c->list[criterion].test;
    bool gives = test == TEST_GIVES;
    const struct trait *x = test == TEST_FACES ? &a->interests[AS_FACES] : gives ? &a->interests[AS_OFFERS] : &a->traits[criterion];
    const struct trait *y = test == TEST_FACES ? &b->interests[AS_FACES]
                            : gives            ? &b->interests[faces ? AS_FACES : AS_SEEKS]
                                               : &b->traits[criterion];
    size_t count = 0;
    for (int i = 0, j = 0; next_common(x, y, &i, &j); i++, j++) {
        if (gives && faces && trait_has(&b->interests[AS_SEEKS], x->items[i]))
            continue;
        if (count < most)
            texts[count] = c->texts[x->items[i]];
        count++;
    }
    return count;
}

bool criteria_share(const struct criteria *c, size_t criterion, const struct profile *a, const struct profile *b, const char *text)
{
    const struct trait *x = &a->traits[criterion], *y = &b->traits[criterion];
    for (int i = 0, j = 0; next_common(x, y, &i, &j); i++, j++)
        if (c->texts[x->items[i]] == text)
            return true;
    return false;
}
