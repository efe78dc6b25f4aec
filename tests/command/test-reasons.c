/* test-reasons.c: what is said of a suggestion is so. Hundreds of random suggestions; every sentence that names a
 * reason or something to be pointed out is taken apart and checked against what the people were given, by code that
 * knows no scores. */
#include "unit/cmocka-all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/content.h"
#include "base/mem.h"
#include "exchange/desk.h"
#include "round/matching.h"

#ifdef __SANITIZE_ADDRESS__
enum { ROSTERS = 20 };
#else
enum { ROSTERS = 50 };
#endif
enum { PEOPLE = 11, CHALLENGES = 5, WISHES = 25, SUGGESTIONS = 500, STEPS = 20000 };

static uint64_t next_random(uint64_t *state)
{
    uint64_t x = *state += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static int below(uint64_t *state, int limit)
{
    return (int)(next_random(state) % (uint64_t)limit);
}

/* ---- who is there ---- */

static const char *const challenge_names[CHALLENGES] = {"Late transfers", "Weak sanctions", "Paper registers",
                                                        "Low trust", "Old laws"};

enum { SEX, COUNTRY, LEVEL, STAGE, YEARS, PROFESSION, LANGUAGES, FUNCTION, TASKS, INITIATIVES, TRAITS };
static const struct {
    int field;
    const char *label; /* of the field */
    const char *values[6], *shown[6];
} traits[TRAITS] = {
    [SEX] = {PERSON_SEX,
             "Sex",
             {"female", "male", "unstated", "male", "female", ""},
             {"Female", "Male", "Not stated", "Male", "Female", ""}},
    [COUNTRY] = {PERSON_COUNTRY,
                 "Country",
                 {"Kenya", "Ghana", "Mali", "Kenya", "Kenya", ""},
                 {"Kenya", "Ghana", "Mali", "Kenya", "Kenya", ""}},
    [LEVEL] = {PERSON_POSITION_LEVEL,
               "Level",
               {"director", "manager", "officer", "head", "other", ""},
               {"Director", "Manager", "Officer", "Head of organisation", "Other", ""}},
    [STAGE] = {PERSON_REFORM_STAGE,
               "Reform stage",
               {"exploring", "designing", "starting", "implementing", "consolidating", ""},
               {"Exploring", "Designing", "Starting", "Implementing", "Consolidating", ""}},
    [YEARS] = {PERSON_YEARS_OF_SERVICE,
               "Years of service",
               {"1", "4", "9", "15", "30", ""},
               {"1", "4", "9", "15", "30", ""}},
    [PROFESSION] = {PERSON_PROFESSION,
                    "Profession",
                    {"Lawyer", "Accountant", "Engineer", "Lawyer", "", ""},
                    {"Lawyer", "Accountant", "Engineer", "Lawyer", "", ""}},
    [LANGUAGES] = {PERSON_LANGUAGES,
                   "Languages",
                   {"English", "French", "English;French", "Swahili", "Swahili;English", ""},
                   {"English", "French", "English;French", "Swahili", "Swahili;English", ""}},
    [FUNCTION] = {PERSON_LOCAL_FUNCTION,
                  "Local function",
                  {"payroll control", "customs control", "budget circulars", "customs payroll", "land registers", ""},
                  {"payroll control", "customs control", "budget circulars", "customs payroll", "land registers", ""}},
    [TASKS] = {PERSON_TASKS,
               "Tasks",
               {"audits of schools", "school budgets", "audits", "tenders", "tenders and budgets", ""},
               {"audits of schools", "school budgets", "audits", "tenders", "tenders and budgets", ""}},
    [INITIATIVES] = {PERSON_POLICY_INITIATIVES,
                     "Policy initiatives",
                     {"Open budget", "Land act", "Open budget;Land act", "Payroll act", "", ""},
                     {"Open budget", "Land act", "Open budget;Land act", "Payroll act", "", ""}},
};

struct roster {
    struct desk desk;
    char ids[PEOPLE][ID_SIZE], challenges[CHALLENGES][ID_SIZE];
    int has[PEOPLE][TRAITS]; /* numbers of values */
    bool faces[PEOPLE][CHALLENGES], offers[PEOPLE][CHALLENGES], seeks[PEOPLE][CHALLENGES];
    int before[PEOPLE]; /* the pair of round 1 they were in; -1 */
    int checked, wrong;
};

static void note_interest(struct roster *r, int person, int challenge, const char *role)
{
    desk_make(&r->desk, KIND_INTEREST, NULL, INTEREST_PERSON, r->ids[person], INTEREST_CHALLENGE,
              r->challenges[challenge], INTEREST_ROLE, role, INTEREST_PRESSING, "3", -1);
}

static void add_person(struct roster *r, int i, uint64_t *state)
{
    struct desk *d = &r->desk;
    const char *v[TRAITS];
    char name[16];
    snprintf(name, sizeof name, "P%d", i);
    for (int t = 0; t < TRAITS; t++)
        v[t] = traits[t].values[r->has[i][t] = below(state, 6)];
    desk_make(d, KIND_PERSON, r->ids[i], PERSON_FAMILY_NAME, name, PERSON_SEX, v[SEX], PERSON_COUNTRY, v[COUNTRY],
              PERSON_POSITION_LEVEL, v[LEVEL], PERSON_REFORM_STAGE, v[STAGE], PERSON_YEARS_OF_SERVICE, v[YEARS],
              PERSON_PROFESSION, v[PROFESSION], PERSON_LANGUAGES, v[LANGUAGES], PERSON_LOCAL_FUNCTION, v[FUNCTION],
              PERSON_TASKS, v[TASKS], PERSON_POLICY_INITIATIVES, v[INITIATIVES], -1);
    desk_make(d, KIND_MEMBERSHIP, NULL, MEMBERSHIP_PERSON, r->ids[i], MEMBERSHIP_ALLIANCE, d->app.alliance,
              MEMBERSHIP_STATUS, "attending", MEMBERSHIP_WILLING, "yes", MEMBERSHIP_ENGAGED, "yes",
              MEMBERSHIP_AUTHORISED, "yes", -1);
    for (int c = 0; c < CHALLENGES; c++) {
        if ((r->faces[i][c] = below(state, 4) == 0))
            note_interest(r, i, c, "faces");
        if ((r->offers[i][c] = below(state, 5) == 0))
            note_interest(r, i, c, "offers");
        if ((r->seeks[i][c] = below(state, 6) == 0))
            note_interest(r, i, c, "seeks");
    }
}

/* The first round: pairs of neighbours, the last three without. */
static void pair_up(struct roster *r)
{
    struct desk *d = &r->desk;
    for (int i = 0; i < PEOPLE; i++) {
        static char pair[ID_SIZE];
        char name[16];
        snprintf(name, sizeof name, "Pair %d", i / 2 + 1);
        r->before[i] = i < PEOPLE - 3 ? i / 2 : -1;
        if (r->before[i] >= 0 && i % 2 == 0)
            desk_make(d, KIND_ARRANGEMENT, pair, ARRANGEMENT_NAME, name, ARRANGEMENT_ALLIANCE, d->app.alliance,
                      ARRANGEMENT_FORM, "pair", ARRANGEMENT_ROUND, "1", -1);
        if (r->before[i] >= 0)
            desk_make(d, KIND_PLACEMENT, NULL, PLACEMENT_PERSON, r->ids[i], PLACEMENT_ARRANGEMENT, pair, -1);
    }
}

static void furnish(struct roster *r, uint64_t number)
{
    uint64_t state = number * 977 + 1;
    struct error e = {0};
    *r = (struct roster){0};
    desk_new(&r->desk, "Alliance");
    assert_int_equal(content_load(&r->desk.app, "", &e), OK);
    for (int c = 0; c < CHALLENGES; c++)
        desk_make(&r->desk, KIND_CHALLENGE, r->challenges[c], CHALLENGE_NAME, challenge_names[c], CHALLENGE_ALLIANCE,
                  r->desk.app.alliance, -1);
    for (int i = 0; i < PEOPLE; i++)
        add_person(r, i, &state);
    pair_up(r);
}

/* ---- taking a sentence apart ---- */

enum { MOST_NAMES = PEOPLE };

struct sentence {
    const struct roster *r;
    int people[MOST_NAMES], count; /* the whole group */
    bool good;
};

/* "P1, P4 and P7": the people of a list; returns how many, 0 if it is none. */
static int read_names(const char *text, size_t n, int *people)
{
    int count = 0;
    for (const char *p = text, *end = text + n; p < end;) {
        if (strncmp(p, ", ", 2) == 0)
            p += 2;
        if (strncmp(p, " and ", 5) == 0)
            p += 5;
        if (*p != 'P' || p[1] < '0' || p[1] > '9')
            return 0;
        people[count++] = (int)strtol(p + 1, (char **)&p, 10);
    }
    return count;
}

static int challenge_of(const char *text, size_t n)
{
    for (int c = 0; c < CHALLENGES; c++)
        if (strlen(challenge_names[c]) == n && strncmp(challenge_names[c], text, n) == 0)
            return c;
    return -1;
}

/* Whether all challenges of the list, "A, B and 1 more", are true of it. */
static bool each_challenge(const char *list, bool (*is_so)(const struct roster *, int a, int b, int challenge),
                           const struct roster *r, int a, int b)
{
    bool so = *list;
    while (*list && so) {
        size_t n = strcspn(list, ",");
        const char *more = strstr(list, " and ");
        size_t named = more && more < list + n ? (size_t)(more - list) : n;
        int c = challenge_of(list, named);
        so = c >= 0 && is_so(r, a, b, c);
        list += n + strspn(list + n, ", ");
    }
    return so;
}

static bool gives(const struct roster *r, int a, int b, int c)
{
    return r->offers[a][c] && r->seeks[b][c];
}

static bool has_done(const struct roster *r, int a, int b, int c)
{
    return r->offers[a][c] && r->faces[b][c];
}

static bool both_face(const struct roster *r, int a, int b, int c)
{
    return r->faces[a][c] && r->faces[b][c];
}

/* "P1 offers what P2 seeks: Low trust" */
static bool check_gives(const struct sentence *s, const char *text, const char *verb, const char *need,
                        bool (*is_so)(const struct roster *, int, int, int))
{
    const char *at = strstr(text, verb), *then = at ? strstr(at, need) : NULL;
    int a[MOST_NAMES], b[MOST_NAMES];
    if (!then || read_names(text, (size_t)(at - text), a) != 1)
        return false;
    at += strlen(verb);
    return read_names(at, (size_t)(then - at), b) == 1 && each_challenge(then + strlen(need), is_so, s->r, a[0], b[0]);
}

/* "all 3 face X", "2 of 3 face X" */
static bool check_counted(const struct sentence *s, const char *text)
{
    int said = 0, of = 0, used = 0, facing = 0;
    if (sscanf(text, "all %d face %n", &said, &used) == 1 && used)
        of = said;
    else if (sscanf(text, "%d of %d face %n", &said, &of, &used) != 2 || !used)
        return false;
    int c = challenge_of(text + used, strlen(text + used));
    for (int i = 0; i < s->count && c >= 0; i++)
        facing += s->r->faces[s->people[i]][c];
    return c >= 0 && of == s->count && facing == said;
}

/* ---- "Label (P1 and P2): value" ---- */

static const char *shown(const struct roster *r, int person, int trait)
{
    return traits[trait].shown[r->has[person][trait]];
}

/* Whether the person's list or text has that piece. */
static bool has_piece(const struct roster *r, int person, int trait, const char *piece, size_t n)
{
    const char *text = shown(r, person, trait);
    for (const char *p = text; *p; p++)
        if (strncmp(p, piece, n) == 0 && (p == text || p[-1] == ' ' || p[-1] == ';') &&
            (!p[n] || p[n] == ' ' || p[n] == ';'))
            return true;
    return false;
}

enum claim { SAME_VALUE, PIECES_SHARED, ALL_DIFFER, TWO_VALUES };

static bool all_have_pieces(const struct roster *r, const int *people, int count, int trait, const char *value)
{
    bool so = *value;
    while (*value && so) {
        size_t n = strcspn(value, ",");
        for (int i = 0; i < count; i++)
            so = so && has_piece(r, people[i], trait, value, n);
        value += n + strspn(value + n, ", ");
    }
    return so;
}

/* "Kenya / Ghana": the values in the order of the people; all of them different if `differ`. */
static bool are_values(const struct roster *r, const int *people, int count, int trait, const char *value, bool differ)
{
    for (int i = 0; i < count; i++) {
        const char *own = shown(r, people[i], trait);
        size_t n = strlen(own);
        if (!n || strncmp(value, own, n) != 0)
            return false;
        value += n;
        value += strncmp(value, " / ", 3) == 0 ? 3 : 0;
        for (int j = 0; j < i && differ; j++)
            if (strcmp(own, shown(r, people[j], trait)) == 0)
                return false;
    }
    return !*value;
}

static bool check_claim(const struct roster *r, enum claim claim, int trait, const int *people, int count,
                        const char *value)
{
    switch (claim) {
    case SAME_VALUE:
        for (int i = 0; i < count; i++)
            if (strcmp(shown(r, people[i], trait), shown(r, people[0], trait)) != 0)
                return false;
        return strcmp(value, shown(r, people[0], trait)) == 0 || are_values(r, people, count, trait, value, false);
    case PIECES_SHARED:
        return all_have_pieces(r, people, count, trait, value);
    case ALL_DIFFER:
        return are_values(r, people, count, trait, value, true);
    default:
        return are_values(r, people, count, trait, value, false);
    }
}

static bool check_labelled(const struct sentence *s, const char *text)
{
    static const struct {
        const char *label;
        int trait;
        enum claim claim;
    } labels[] = {
        {"Same level", LEVEL, SAME_VALUE},
        {"Same stage of reform", STAGE, SAME_VALUE},
        {"Same profession", PROFESSION, SAME_VALUE},
        {"Same country", COUNTRY, SAME_VALUE},
        {"Similar function", FUNCTION, PIECES_SHARED},
        {"Same tasks", TASKS, PIECES_SHARED},
        {"Same policy initiative", INITIATIVES, PIECES_SHARED},
        {"A common language", LANGUAGES, PIECES_SHARED},
        {"Different countries", COUNTRY, ALL_DIFFER},
        {"Different stages", STAGE, ALL_DIFFER},
        {"Mix of levels", LEVEL, ALL_DIFFER},
        {"Stage of reform, next to each other", STAGE, ALL_DIFFER},
        {"Similar years of service", YEARS, TWO_VALUES},
        {"Years of service", YEARS, TWO_VALUES},
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t n = strlen(labels[i].label);
        int people[MOST_NAMES], count = s->count;
        if (strncmp(text, labels[i].label, n) != 0 || (text[n] != ':' && strncmp(text + n, " (", 2) != 0))
            continue;
        const char *value = strstr(text + n, ": ");
        if (!value)
            return false;
        if (text[n] == ' ')
            count = read_names(text + n + 2, (size_t)(value - text) - n - 3, people);
        else
            memcpy(people, s->people, sizeof people);
        return count > 1 && check_claim(s->r, labels[i].claim, labels[i].trait, people, count, value + 2);
    }
    return false;
}

static bool check_reason(const struct sentence *s, const char *text)
{
    if (strncmp(text, "both face ", 10) == 0)
        return s->count == 2 && each_challenge(text + 10, both_face, s->r, s->people[0], s->people[1]);
    return check_gives(s, text, " offers what ", " seeks: ", gives) ||
           check_gives(s, text, " has experience with what ", " faces: ", has_done) || check_counted(s, text) ||
           check_labelled(s, text);
}

/* ---- what is pointed out ---- */

static bool only_one(const struct sentence *s, int person, int trait, const char *value)
{
    for (int i = 0; i < s->count; i++) {
        const char *own = shown(s->r, s->people[i], trait);
        if ((s->people[i] == person) != (strcmp(own, value) == 0) || !*own)
            return false;
    }
    return true;
}

static bool speak_nothing_in_common(const struct roster *r, int a, int b)
{
    const char *text = shown(r, a, LANGUAGES);
    for (; *text; text += strcspn(text, ";"), text += *text == ';')
        if (has_piece(r, b, LANGUAGES, text, strcspn(text, ";")))
            return false;
    return *shown(r, a, LANGUAGES) && *shown(r, b, LANGUAGES);
}

static bool check_again(const struct sentence *s, const char *text, const char *at)
{
    int people[MOST_NAMES], count = read_names(text, (size_t)(at - text), people), first = 0, second = 0;
    if (count < 2 || sscanf(at, " meet again: round %d and round %d.", &first, &second) != 2 || first != 1 ||
        second != 2)
        return false;
    for (int i = 0; i < count; i++)
        if (s->r->before[people[i]] < 0 || s->r->before[people[i]] != s->r->before[people[0]])
            return false;
    return true;
}

static bool check_language(const struct sentence *s, const char *text, const char *at)
{
    static const char verb[] = " has no language in common with ";
    int a[MOST_NAMES], b[MOST_NAMES];
    const char *others = at + sizeof verb - 1, *end = strstr(others, ": plan");
    int count = end ? read_names(others, (size_t)(end - others), b) : 0;
    bool so = count > 0 && read_names(text, (size_t)(at - text), a) == 1;
    for (int i = 0; i < count && so; i++)
        so = speak_nothing_in_common(s->r, a[0], b[i]);
    return so;
}

static bool check_remark(const struct sentence *s, const char *text)
{
    int who[MOST_NAMES];
    const char *at;
    if ((at = strstr(text, " meet again: ")))
        return check_again(s, text, at);
    if ((at = strstr(text, " has no language in common with ")))
        return check_language(s, text, at);
    if ((at = strstr(text, " is the only ")) && read_names(text, (size_t)(at - text), who) == 1) {
        const char *from = strstr(at, "one from ");
        if (from) {
            char country[32];
            snprintf(country, sizeof country, "%.*s", (int)strcspn(from + 9, ":"), from + 9);
            return only_one(s, who[0], COUNTRY, country);
        }
        return only_one(s, who[0], SEX, strstr(at, "woman") ? "Female" : "Male");
    }
    if (strncmp(text, "Two have no common language", 27) == 0)
        return s->count == 2 && speak_nothing_in_common(s->r, s->people[0], s->people[1]);
    if (strncmp(text, "Nobody senior", 13) == 0) {
        for (int i = 0; i < s->count; i++)
            if (strcmp(shown(s->r, s->people[i], LEVEL), "Manager") != 0 &&
                strcmp(shown(s->r, s->people[i], LEVEL), "Officer") != 0)
                return false;
        return true;
    }
    return strncmp(text, "It rests on the position alone", 30) == 0 || strncmp(text, "One only shows", 14) == 0;
}

/* ---- all sentences of a suggestion ---- */

static void check_each(struct roster *r, const struct sentence *s, const char *text, const char *between,
                       bool (*check)(const struct sentence *, const char *))
{
    while (*text) {
        const char *end = strstr(text, between);
        size_t n = end ? (size_t)(end - text) : strlen(text);
        char *one = xstrndup(text, n);
        r->checked++;
        if (!check(s, one)) {
            fprintf(stderr, "not so of");
            for (int i = 0; i < s->count; i++)
                fprintf(stderr, " P%d", s->people[i]);
            fprintf(stderr, ": %s\n", one);
            r->wrong++;
        }
        free(one);
        text += n + (end ? strlen(between) : 0);
    }
}

static void check_group(struct roster *r, const struct matching *m, const struct suggestion *s,
                        const struct suggested *g)
{
    struct buf reasons = BUF_INIT, remarks = BUF_INIT;
    struct sentence sentence = {.r = r, .count = g->count};
    for (int i = 0; i < g->count; i++)
        sentence.people[i] = atoi(m->people[g->people[i]].called + 1);
    matching_reasons(m, g->people, g->count, 9, &reasons);
    suggestion_remarks(m, s, g, &remarks);
    check_each(r, &sentence, buf_str(&reasons), "; ", check_reason);
    check_each(r, &sentence, buf_str(&remarks), "\n", check_remark);
    buf_release(&reasons);
    buf_release(&remarks);
}

static void suggest(struct roster *r, struct matching *m, uint64_t *state)
{
    static const int sizes[][2] = {{2, 2}, {3, 4}, {2, 5}, {5, 6}, {4, 7}, {11, 11}};
    const int *size = sizes[below(state, 6)];
    struct matching_wish wish = {
        .least = size[0], .most = size[1], .rounds = 1, .seed = 1, .meet_again = below(state, 2)};
    const struct match_control control = {.effort = STEPS};
    struct suggestion s;
    struct error e = {0};
    for (size_t c = 0; c < m->criteria.count; c++)
        m->criteria.list[c].weight = below(state, 4) ? 0 : below(state, CRITERION_MOST_WEIGHT + 1);
    m->criteria.list[0].weight = below(state, 3);
    m->criteria.list[1].weight = 1;
    matching_weigh(m);
    assert_int_equal(matching_solve(m, &wish, &control, &s, &e), OK);
    for (int g = 0; g < s.count; g++)
        check_group(r, m, &s, &s.groups[g]);
    suggestion_release(&s);
}

static void what_is_said_of_a_suggestion_is_so(void **state)
{
    int checked = 0, wrong = 0;
    (void)state;
    for (uint64_t number = 0; number < ROSTERS; number++) {
        static struct roster r;
        struct matching m;
        struct error e = {0};
        uint64_t chance = number + 100;
        furnish(&r, number);
        assert_int_equal(matching_read(&m, &r.desk.app, 2, &e), OK);
        for (int i = 0; i < WISHES; i++)
            suggest(&r, &m, &chance);
        checked += r.checked;
        wrong += r.wrong;
        matching_release(&m);
        content_release(&r.desk.app);
        desk_free(&r.desk);
    }
    assert_true(ROSTERS * WISHES >= SUGGESTIONS);
    assert_true(checked > 2000);
    assert_int_equal(wrong, 0);
}

/* The checker itself: what is not so is seen. */
static void the_checker_sees_what_is_not_so(void **state)
{
    static struct roster r;
    struct sentence s = {.r = &r, .people = {0, 1, 2}, .count = 3};
    (void)state;
    r.has[0][LEVEL] = r.has[1][LEVEL] = 0;
    r.has[2][LEVEL] = 1;
    r.offers[0][3] = r.seeks[1][3] = true;
    assert_true(check_reason(&s, "Same level (P0 and P1): Director"));
    assert_false(check_reason(&s, "Same level: Director"));
    assert_true(check_reason(&s, "P0 offers what P1 seeks: Low trust"));
    assert_false(check_reason(&s, "P1 offers what P0 seeks: Low trust"));
    assert_false(check_reason(&s, "2 of 3 face Low trust"));
    assert_false(check_reason(&s, "anything else"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_checker_sees_what_is_not_so),
        cmocka_unit_test(what_is_said_of_a_suggestion_is_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
