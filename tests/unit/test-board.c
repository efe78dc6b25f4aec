/* test-board.c: what the people of a column share, names, the order of columns, what a move gains; and how far an objective is. */
#include "cmocka-all.h"

#include <stdio.h>
#include <string.h>

#include "report/objectives.h"
#include "round/shared.h"
#include "ui/bar.h"
#include "ui/screens/board.h"

static const char *const challenges[] = {"Roads", "Taxes", "Staff", "Budgets"};
enum { ROADS, TAXES, STAFF };
enum { PEOPLE = 7 };

/* A matching of so many people, made by hand. */
struct group {
    struct matching m;
    struct matching_person people[PEOPLE];
    struct criteria *criteria;
};

static void people(struct group *g, int count)
{
    static const char *const names[PEOPLE] = {"Abdi", "Barasa", "Chebet", "Duba", "Gitonga", "Hassan", "Kombo"};
    memset(g, 0, sizeof *g);
    g->m.people = g->people;
    g->m.count = g->m.known = count;
    for (int i = 0; i < count; i++)
        g->people[i].called = g->people[i].name = names[i];
    g->criteria = &g->m.criteria;
}

static void people_release(struct group *g)
{
    for (int i = 0; i < g->m.known; i++)
        profile_release(&g->people[i].profile);
    criteria_release(g->criteria);
}

static void add(struct group *g, int person, int challenge, enum interest_as as)
{
    profile_add(&g->people[person].profile, g->criteria, as, challenges[challenge], 0);
}

static void assert_shares(const struct group *g, int count, int about, const char *expected)
{
    static const int all[PEOPLE] = {0, 1, 2, 3, 4, 5, 6};
    const struct shared_words words = {about, "; ", false};
    struct buf out = BUF_INIT;
    matching_shared(&g->m, all, count, &words, &out);
    assert_string_equal(buf_str(&out), expected);
    buf_release(&out);
}

static void pairs_share(void **state)
{
    struct group g;
    (void)state;
    people(&g, 2);
    assert_shares(&g, 0, MATCHING_NONE, "");
    assert_shares(&g, 1, MATCHING_NONE, "has named no challenge, offer or need yet");
    assert_shares(&g, 2, MATCHING_NONE, "nothing in common yet");
    add(&g, 0, ROADS, AS_FACES);
    add(&g, 1, ROADS, AS_FACES);
    add(&g, 0, TAXES, AS_OFFERS);
    add(&g, 1, TAXES, AS_SEEKS);
    add(&g, 1, 3, AS_SEEKS);
    assert_shares(&g, 2, MATCHING_NONE, "both face: Roads; Abdi offers what Barasa seeks: Taxes; nobody offers what Barasa seeks: Budgets");
    assert_shares(&g, 1, MATCHING_NONE, "faces: Roads; offers: Taxes");
    people_release(&g);
}

static void groups_share(void **state)
{
    struct group g;
    (void)state;
    people(&g, 3);
    for (int i = 0; i < 3; i++)
        add(&g, i, ROADS, AS_FACES);
    add(&g, 0, TAXES, AS_FACES);
    add(&g, 1, TAXES, AS_FACES);
    add(&g, 1, STAFF, AS_FACES);
    add(&g, 2, STAFF, AS_OFFERS);
    assert_shares(&g, 3, MATCHING_NONE, "all 3 face: Roads; Chebet offers what Barasa faces: Staff; 2 of 3 face: Taxes");
    assert_shares(&g, 3, 2, "all 3 face: Roads; Chebet offers what Barasa faces: Staff");
    assert_shares(&g, 3, 0, "all 3 face: Roads; 2 of 3 face: Taxes");
    people_release(&g);
}

/* Who offers and seeks the same does not help themselves, but may help another. */
static void giver_is_not_taker(void **state)
{
    struct group g;
    (void)state;
    people(&g, 4);
    add(&g, 0, STAFF, AS_OFFERS);
    add(&g, 0, STAFF, AS_SEEKS);
    assert_shares(&g, 2, MATCHING_NONE, "nothing in common yet");
    add(&g, 1, STAFF, AS_SEEKS);
    assert_shares(&g, 2, MATCHING_NONE, "Abdi offers what Barasa seeks: Staff");
    add(&g, 2, STAFF, AS_OFFERS);
    assert_shares(&g, 3, MATCHING_NONE, "Chebet offers what Abdi and Barasa seek: Staff");
    add(&g, 3, STAFF, AS_OFFERS);
    assert_shares(&g, 4, MATCHING_NONE, "Chebet and Duba offer what Abdi and Barasa seek: Staff");
    people_release(&g);
    people(&g, 2);
    for (int i = 0; i < 2; i++) {
        add(&g, i, STAFF, AS_OFFERS);
        add(&g, i, STAFF, AS_SEEKS);
    }
    assert_shares(&g, 2, MATCHING_NONE, "Abdi and Barasa offer and seek: Staff");
    people_release(&g);
}

static void only_some_are_named(void **state)
{
    struct group g;
    static const int all[PEOPLE] = {0, 1, 2, 3, 4, 5, 6};
    struct buf out = BUF_INIT;
    (void)state;
    people(&g, PEOPLE);
    matching_few_names(&g.m, all, 5, &out);
    buf_adds(&out, "; ");
    matching_few_names(&g.m, all, PEOPLE, &out);
    buf_adds(&out, "; ");
    g.m.masked = true;
    matching_few_names(&g.m, all, 2, &out);
    matching_full_name(&g.m, 6, &out);
    assert_string_equal(buf_str(&out), "Abdi, Barasa, Chebet, Duba and Gitonga; Abdi, Barasa, Chebet and 4 others; Person 1 and Person 2Person 7");
    buf_release(&out);
    people_release(&g);
}

/* Pair 2 before Pair 10; names with other words in front stay as they came. */
static void columns_count(void **state)
{
    (void)state;
    assert_true(matching_counts_before("Pair 2", "Pair 10"));
    assert_false(matching_counts_before("Pair 10", "Pair 2"));
    assert_false(matching_counts_before("Pair 2", "Pair 2"));
    assert_false(matching_counts_before("Land", "Pair 10"));
    assert_false(matching_counts_before("Trio 1", "Pair 10"));
}

/* ---- gains ---- */

/* Columns: A and B in the first, C, D and E in the second, F alone in the third, G in the pool. 100 is the most a pair can
 * get; A-B 80, A-C 10, A-D 20, A-E 30, B-C 5, C-D 50, C-E 60, D-E 70, A-F 40, all others 0. */
struct gains {
    struct board board;
    struct group group;
    struct criterion criterion;
    struct matching_table tables[3], *columns[3];
    int members[PEOPLE];
    int32_t score[PEOPLE * PEOPLE];
};

static void rate(struct gains *g, int a, int b, int32_t score)
{
    g->score[a * PEOPLE + b] = g->score[b * PEOPLE + a] = score;
}

static void gains_new(struct gains *g)
{
    static const int sizes[] = {2, 3, 1};
    struct matching *m = &g->board.matching;
    memset(g, 0, sizeof *g);
    people(&g->group, PEOPLE);
    *m = g->group.m;
    g->criterion.weight = 1;
    g->board.matched = true;
    m->score = g->score;
    m->criteria = (struct criteria){.list = &g->criterion, .count = 1};
    m->tables = g->columns;
    m->table_count = 3;
    for (int i = 0; i < PEOPLE; i++)
        g->members[i] = i;
    for (int c = 0, person = 0; c < 3; person += sizes[c++]) {
        static const char *const names[] = {"one", "three", "two"};
        g->columns[c] = &g->tables[c];
        g->tables[c] = (struct matching_table){.name = names[c], .people = &g->members[person], .count = sizes[c]};
        snprintf(g->tables[c].id, ID_SIZE, "%s", names[c]);
    }
    m->pool = (struct matching_table){.people = &g->members[PEOPLE - 1], .count = 1};
    rate(g, 0, 1, 80), rate(g, 0, 2, 10), rate(g, 0, 3, 20), rate(g, 0, 4, 30), rate(g, 1, 2, 5);
    rate(g, 2, 3, 50), rate(g, 2, 4, 60), rate(g, 3, 4, 70), rate(g, 0, 5, 40);
}

static void assert_gain(const struct board *b, int person, size_t from, size_t to, struct board_gain expected)
{
    struct board_gain g = board_gain(b, person, board_column(b, from), board_column(b, to));
    assert_int_equal(g.now, expected.now);
    assert_int_equal(g.then, expected.then);
    assert_int_equal(g.left_now, expected.left_now);
    assert_int_equal(g.left_then, expected.left_then);
    assert_int_equal(g.company, expected.company);
    assert_int_equal(g.together, expected.together);
}

static void moves_gain_and_lose(void **state)
{
    struct gains g;
    (void)state;
    gains_new(&g);
    /* from the pair into the trio: 180 / 3 = 60 becomes 240 / 6 = 40; the pair's 80 is gone */
    assert_gain(&g.board, 0, 1, 2, (struct board_gain){.now = 60, .then = 40, .left_now = 80, .company = 3, .together = 40 - 60 - 80});
    /* out of the trio to one who is alone: C-D stays */
    assert_gain(&g.board, 4, 2, 3, (struct board_gain){.left_now = 60, .left_then = 50, .company = 1, .together = 50 - 60});
    assert_gain(&g.board, 0, 1, 3, (struct board_gain){.then = 40, .left_now = 80, .company = 1, .together = 40 - 80});
    /* the pool is worth nothing, whoever is there */
    assert_gain(&g.board, 0, 1, 0, (struct board_gain){.left_now = 80, .company = 1, .together = -80});
    assert_gain(&g.board, 6, 0, 2, (struct board_gain){.now = 60, .then = 30, .company = 3, .together = 30 - 60});
    /* where they are already nothing changes */
    assert_gain(&g.board, 0, 1, 1, (struct board_gain){.now = 80, .then = 80, .left_now = 80, .company = 1});
}

/* What is foretold is what comes of it: the fit of both columns after the swap less that before. */
static void swaps_gain_what_they_say(void **state)
{
    struct gains g;
    (void)state;
    gains_new(&g);
    const struct board *b = &g.board;
    /* A for D: B-D and A-C, A-E come, A-B and C-D, D-E go: 80 to 0, and 60 to 33 */
    assert_int_equal(board_gain_of_swap(b, 0, board_column(b, 1), 3, board_column(b, 2)), 0 - 80 + 33 - 60);
    assert_int_equal(board_gain_of_swap(b, 3, board_column(b, 2), 0, board_column(b, 1)), 0 - 80 + 33 - 60);
    /* F, who is alone, for B: A-F comes, A-B goes; nobody is left with B */
    assert_int_equal(board_gain_of_swap(b, 5, board_column(b, 3), 1, board_column(b, 1)), 40 - 80);
    /* G of the pool for B */
    assert_int_equal(board_gain_of_swap(b, 6, board_column(b, 0), 1, board_column(b, 1)), -80);
}

/* ---- objectives ---- */

static void assert_bar(bool measured, double share, const char *expected)
{
    struct sheet_bar bar = {.measured = measured, .share = share};
    struct buf out = BUF_INIT;
    bar_add(&bar, 10, true, &out);
    assert_string_equal(buf_str(&out), expected);
    buf_release(&out);
}

static void bars(void **state)
{
    struct buf out = BUF_INIT;
    (void)state;
    assert_bar(true, 0, "|O-------|");
    assert_bar(true, 0.5, "|====O---|");
    assert_bar(true, 0.9975, "|======O-|"); /* nearly there is not there */
    assert_bar(true, 1, "|=======O|");
    assert_bar(true, 1.25, "|=======>|");
    assert_bar(true, -0.25, "|<-------|");
    assert_bar(false, 0, "|--------|");
    bar_add(NULL, 10, true, &out);
    assert_string_equal(buf_str(&out), "");
    buf_release(&out);
}

static void assert_due(const char *date, enum objective_state s, const char *expected)
{
    struct objective_row o = {.target_date = date, .state = s};
    struct buf out = BUF_INIT;
    objective_due(&o, "2026-03-02", &out);
    assert_string_equal(buf_str(&out), expected);
    buf_release(&out);
}

static void due_in_words(void **state)
{
    (void)state;
    assert_due("", OBJECTIVE_NOT_BEGUN, "");
    assert_due("2026-03-02", OBJECTIVE_UNDER_WAY, "2026-03-02, today");
    assert_due("2026-03-03", OBJECTIVE_UNDER_WAY, "2026-03-03, in 1 day");
    assert_due("2026-02-20", OBJECTIVE_OVERDUE, "2026-02-20, overdue by 10 days");
    assert_due("2025-10-02", OBJECTIVE_OVERDUE, "2025-10-02, overdue by 5 months");
    assert_due("2018-06-30", OBJECTIVE_OVERDUE, "2018-06-30, overdue by 7 years");
    assert_due("2018-06-30", OBJECTIVE_REACHED, "2018-06-30, reached");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_share),
        cmocka_unit_test(groups_share),
        cmocka_unit_test(giver_is_not_taker),
        cmocka_unit_test(only_some_are_named),
        cmocka_unit_test(columns_count),
        cmocka_unit_test(moves_gain_and_lose),
        cmocka_unit_test(swaps_gain_what_they_say),
        cmocka_unit_test(bars),
        cmocka_unit_test(due_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
