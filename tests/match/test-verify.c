/* The checker accepts correct results and rejects every wrong one. */
#include "cmocka-all.h"

#include "match/match.h"
#include "match/verify.h"
#include <string.h>

static void accept(const struct match_problem *p, const struct match_result *r)
{
    struct error e = {0};
    if (match_verify(p, r, &e) != OK)
        fail_msg("refused: %s", e.what);
}

static void refuse(const struct match_problem *p, const struct match_result *r, const char *because)
{
    struct error e = {0};
    assert_int_equal(match_verify(p, r, &e), ERR_REJECTED);
    if (!strstr(e.what, because))
        fail_msg("refused because of \"%s\", not \"%s\"", e.what, because);
}

/* With one value changed the result is rejected; changed back it is accepted. */
#define BREAK(thing, value, because)                                                                                   \
    do {                                                                                                               \
        __typeof__(thing) whole = (thing);                                                                             \
        (thing) = (value);                                                                                             \
        refuse(&p, &r, because);                                                                                       \
        (thing) = whole;                                                                                               \
        accept(&p, &r);                                                                                                \
    } while (0)

/* ---- pairs and their certificate ---- */

enum { PEOPLE = 8 };

/* Two triangles with high scores inside and low ones between: prices of people alone cannot prove the optimum. And two
 * locked people. */
static const int32_t friends[PEOPLE * PEOPLE] = {
    0, 9, 9, 1, 1, 1, 0, 0, /**/ 9, 0, 9, 1, 2, 1, 0, 0, /**/ 9, 9, 0, 1, 1, 1, 0, 0, /**/ 1, 1, 1, 0, 9, 9, 0, 0,
    1, 2, 1, 9, 0, 9, 0, 0, /**/ 1, 1, 1, 9, 9, 0, 0, 0, /**/ 0, 0, 0, 0, 0, 0, 0, 5, /**/ 0, 0, 0, 0, 0, 0, 5, 0,
};
static const int locked[] = {6, 7};
static const struct match_rule lock_rule = {.type = MATCH_LOCKED, .people = locked, .count = 2};

static struct match_problem pairs_problem(void)
{
    return (struct match_problem){
        .n = PEOPLE, .score = friends, .least = 2, .most = 2, .rules = &lock_rule, .rule_count = 1};
}

static void broken_seats(void **state)
{
    struct match_problem p = pairs_problem();
    struct match_result r;
    (void)state;
    assert_int_equal(match_solve(&p, NULL, &r, NULL), OK);
    assert_int_equal(r.state, MATCH_FEASIBLE);
    assert_int_equal(r.score, 25);
    accept(&p, &r);
    BREAK(r.place[0], -1, "in no arrangement");
    BREAK(r.place[0], -2, "is in arrangement '-2'");
    BREAK(r.place[0], r.places[0], "is in arrangement '4'");
    BREAK(r.place[0], r.place[6], "breaks rule '0'");
    BREAK(r.place[0], r.place[0] == r.place[1] ? r.place[2] : r.place[1], "people");
    BREAK(r.places[0], 5, "is empty");
    BREAK(r.n, 7, "the result is for");
    BREAK(r.rounds, 2, "the result is for");
    match_release(&r);
}

static void broken_numbers(void **state)
{
    struct match_problem p = pairs_problem();
    struct match_result r;
    (void)state;
    assert_int_equal(match_solve(&p, NULL, &r, NULL), OK);
    accept(&p, &r);
    BREAK(r.score, r.score + 1, "the score is");
    BREAK(r.worth, r.worth - 1, "the worth is");
    BREAK(r.floor, r.floor + 1, "the floor is");
    BREAK(r.kept, 1, "are kept");
    BREAK(r.repeats, 1, "meet again");
    BREAK(r.bound, r.worth - 1, "the bound");
    BREAK(r.bound, r.worth + 1, "said to be proved");
    p.aim = MATCH_FAIREST;
    match_release(&r);
    assert_int_equal(match_solve(&p, NULL, &r, NULL), OK);
    accept(&p, &r);
    assert_true(r.proved);
    BREAK(r.floor_bound, r.floor - 1, "the floor's bound");
    BREAK(r.floor_bound, r.floor + 1, "said to be proved");
    BREAK(r.certified, true, "there cannot be one");
    match_release(&r);
}

static void broken_certificate(void **state)
{
    struct match_problem p = pairs_problem();
    struct match_result r;
    (void)state;
    assert_int_equal(match_solve(&p, NULL, &r, NULL), OK);
    accept(&p, &r);
    assert_true(r.certified);
    struct match_certificate *c = &r.certificate;
    assert_true(c->blossom_count > 0);
    BREAK(c->price, NULL, "there cannot be one");
    BREAK(c->price[0], c->price[0] - 1, "worth more than their prices");
    BREAK(c->price[0], c->price[0] + 2, "it proves");
    BREAK(c->price[6], 1, "the price of person '6'");
    BREAK(c->price[0], INT64_MAX, "the price of person '0'");
    BREAK(c->blossom_price[0], -1, "the price of blossom '0'");
    BREAK(c->blossom_price[0], INT64_MAX, "the price of blossom '0'");
    BREAK(c->blossom_price[0], c->blossom_price[0] - 1, "worth more than their prices");
    BREAK(c->blossom_price[0], c->blossom_price[0] + 2, "it proves");
    BREAK(c->blossom_price, NULL, "the blossoms are missing");
    BREAK(c->blossom_count, -1, "blossoms");
    BREAK(c->blossom_count, 0, "worth more than their prices");
    BREAK(c->blossom_start[1], c->blossom_start[1] - 1, "has 2 people");
    BREAK(c->blossom_start[1], c->blossom_start[1] - 2, "has 1 people");
    BREAK(c->blossom_start[0], 1, "start at '1'");
    BREAK(c->blossom_people[0], 6, "who takes no part");
    BREAK(c->blossom_people[0], -1, "who takes no part");
    BREAK(c->blossom_people[0], PEOPLE, "who takes no part");
    BREAK(c->blossom_people[1], c->blossom_people[0], "twice");
    p.least = 1;
    refuse(&p, &r, "there cannot be one");
    match_release(&r);
}

static void odd_pairs(void **state)
{
    struct match_problem p = pairs_problem();
    struct match_result r;
    static const int away[] = {5};
    const struct match_rule rules[] = {lock_rule, {.type = MATCH_ABSENT, .people = away, .count = 1}};
    (void)state;
    p.rules = rules;
    p.rule_count = 2;
    assert_int_equal(match_solve(&p, NULL, &r, NULL), OK);
    accept(&p, &r);
    assert_int_equal(r.score, 41); /* 0-1-2, 3-4 and 6-7 */
    BREAK(r.place[5], r.place[3], "does not take part");
    BREAK(r.place[5], 0, "does not take part");
    BREAK(r.place[0], r.place[3], "the score is"); /* 1-2, 0-3-4: one trio as well */
    match_release(&r);
}

/* ---- rules, one by one: a seating that keeps all of them, and a rule that it breaks ---- */

enum { SEATED = 6 };

static const int32_t nothing[SEATED * SEATED];

/* 0 1 2 | 3 4 5, then in the second round 0 3 | 1 4 | 2 5. */
struct seated {
    int place[2 * SEATED], places[2];
};

static struct match_result seat(struct seated *s, int rounds)
{
    *s = (struct seated){.place = {0, 0, 0, 1, 1, 1, 0, 1, 2, 0, 1, 2}, .places = {2, 3}};
    return (struct match_result){
        .state = MATCH_FEASIBLE, .n = SEATED, .rounds = rounds, .place = s->place, .places = s->places};
}

static void broken_rules(void **state)
{
    static const int p01[] = {0, 1}, p03[] = {0, 3}, p012[] = {0, 1, 2}, p0[] = {0}, p0123[] = {0, 1, 2, 3};
    static const int labels[] = {7, 7, -1, -1, -1, -1}, unlike[] = {1, 2, -1, -1, -1, -1};
    static const uint64_t masks[] = {3, 2, 6, 4, 4, 12}, unshared[] = {3, 2, 4, 4, 4, 4}, none[] = {1, 1, 1, 1, 1, 0};
    static const struct {
        struct match_rule kept, broken;
    } cases[] = {
        {{.type = MATCH_TOGETHER, .people = p01, .count = 2}, {.type = MATCH_TOGETHER, .people = p03, .count = 2}},
        {{.type = MATCH_APART, .people = p03, .count = 2}, {.type = MATCH_APART, .people = p01, .count = 2}},
        {{.type = MATCH_LOCKED, .people = p012, .count = 3}, {.type = MATCH_LOCKED, .people = p01, .count = 2}},
        {{.type = MATCH_LOCKED, .people = p012, .count = 3}, {.type = MATCH_LOCKED, .people = p0123, .count = 4}},
        {{.type = MATCH_AT_MOST, .limit = 2, .labels = labels}, {.type = MATCH_AT_MOST, .limit = 1, .labels = labels}},
        {{.type = MATCH_AT_MOST, .limit = 1, .labels = unlike}, {.type = MATCH_AT_MOST, .limit = 1, .labels = labels}},
        {{.type = MATCH_NEVER_ALONE, .people = p01, .count = 2},
         {.type = MATCH_NEVER_ALONE, .people = p03, .count = 2}},
        {{.type = MATCH_NEVER_ALONE, .people = p012, .count = 3},
         {.type = MATCH_NEVER_ALONE, .people = p0, .count = 1}},
        {{.type = MATCH_AT_LEAST, .limit = 1, .people = p03, .count = 2},
         {.type = MATCH_AT_LEAST, .limit = 1, .people = p012, .count = 3}},
        {{.type = MATCH_AT_LEAST, .limit = 1, .people = p0123, .count = 4},
         {.type = MATCH_AT_LEAST, .limit = 2, .people = p0123, .count = 4}},
        {{.type = MATCH_SHARED, .masks = masks}, {.type = MATCH_SHARED, .masks = unshared}},
        {{.type = MATCH_SHARED, .masks = masks}, {.type = MATCH_SHARED, .masks = none}},
        {{.type = MATCH_ABSENT, .people = p0, .count = 0}, {.type = MATCH_ABSENT, .people = p0, .count = 1}},
        {{.type = MATCH_CAPACITY, .limit = 1, .people = p0, .count = 1},
         {.type = MATCH_CAPACITY, .limit = 0, .people = p0, .count = 1}},
    };
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct match_problem p = {.n = SEATED, .score = nothing, .least = 3, .most = 3, .rule_count = 1};
        struct seated s;
        struct match_result r = seat(&s, 1);
        p.rules = &cases[k].kept;
        accept(&p, &r);
        p.rules = &cases[k].broken;
        refuse(&p, &r, cases[k].broken.type >= MATCH_ABSENT ? "does not take part" : "breaks rule '0'");
    }
}

/* Rules of the first round only, and of later rounds. */
static void broken_rounds(void **state)
{
    static const int p01[] = {0, 1}, p03[] = {0, 3}, p0[] = {0};
    struct match_rule rule = {.type = MATCH_TOGETHER, .people = p01, .count = 2};
    struct match_problem p = {
        .n = SEATED, .score = nothing, .least = 2, .most = 3, .rules = &rule, .rule_count = 1, .rounds = 2};
    struct seated s;
    struct match_result r = seat(&s, 2);
    (void)state;
    accept(&p, &r);
    rule = (struct match_rule){.type = MATCH_APART, .people = p03, .count = 2};
    refuse(&p, &r, "round '1': arrangement '0' breaks rule '0'");
    rule = (struct match_rule){.type = MATCH_CAPACITY, .limit = 1, .people = p0, .count = 1};
    refuse(&p, &r, "round '1': person '0' does not take part");
    rule.limit = 2;
    accept(&p, &r);
    rule = (struct match_rule){.type = MATCH_ABSENT, .people = p0};
    accept(&p, &r);
    r.place[SEATED + 3] = 1; /* 3 with 4 again */
    refuse(&p, &r, "1 people");
    p.least = 1;
    refuse(&p, &r, "1 meet again");
    r.repeats = 1;
    accept(&p, &r);
    r.place[SEATED + 3] = 0;
}

static void broken_sizes(void **state)
{
    int least[] = {3, 3, 1}, most[] = {3, 3, 1};
    struct match_problem p = {.n = SEATED, .score = nothing, .least = 3, .most = 3};
    struct seated s;
    struct match_result r = seat(&s, 1);
    (void)state;
    accept(&p, &r);
    BREAK(p.least, 4, "has 3 people");
    BREAK(p.most, 2, "has 3 people");
    p.place_least = least;
    p.place_most = most;
    p.places = 2;
    accept(&p, &r);
    BREAK(p.places, 1, "there is no place '1'");
    BREAK(p.places, 3, "only 2 of 3 places");
    BREAK(least[1], 4, "has 3 people");
    BREAK(most[0], 2, "has 3 people");
}

static void broken_clash(void **state)
{
    static const int p01[] = {0, 1};
    const struct match_rule rules[] = {{.type = MATCH_ABSENT},
                                       {.type = MATCH_TOGETHER, .people = p01, .count = 2},
                                       {.type = MATCH_APART, .people = p01, .count = 2}};
    struct match_problem p = {.n = SEATED, .score = nothing, .least = 3, .most = 3, .rules = rules, .rule_count = 3};
    struct match_result r;
    (void)state;
    assert_int_equal(match_solve(&p, NULL, &r, NULL), OK);
    assert_int_equal(r.state, MATCH_INFEASIBLE);
    assert_int_equal(r.clash_count, 2);
    assert_int_equal(r.clash[0], 1);
    assert_int_equal(r.clash[1], 2);
    assert_false(r.clash_sizes);
    accept(&p, &r);
    BREAK(r.clash_count, 0, "but not why");
    BREAK(r.clash[1], 3, "names rule '3'");
    BREAK(r.clash[1], 1, "names rule '1'");
    BREAK(r.proved, true, "no proof");
    match_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_seats), cmocka_unit_test(broken_numbers), cmocka_unit_test(broken_certificate),
        cmocka_unit_test(odd_pairs),    cmocka_unit_test(broken_rules),   cmocka_unit_test(broken_rounds),
        cmocka_unit_test(broken_sizes), cmocka_unit_test(broken_clash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
