/* test-board.c: what the people of a column share, rounds and pool, names; and how far an objective is. */
#include "cmocka-all.h"

#include <string.h>

#include "ui/screens/board.h"
#include "report/objectives.h"
#include "ui/bar.h"

enum { ROADS, TAXES, STAFF, BUDGETS };

static void people(struct board_model *m, size_t count)
{
    static const char *const names[] = {"Abdi, Halima", "Barasa, Protus", "Chebet, Mercy", "Duba, Tume",
                                        "Gitonga, Silas", "Hassan, Mohamed", "Kombo, Salim"};
    static const char *const challenges[] = {"Roads", "Taxes", "Staff", "Budgets"};
    memset(m, 0, sizeof *m);
    for (size_t i = 0; i < count; i++) {
        size_t at = board_add_person(m, names[i], names[i]);
        m->people[at].taking_part = true;
    }
    for (size_t i = 0; i < 4; i++)
        board_add_challenge(m, challenges[i]);
}

static void assert_shares(const struct board_model *m, size_t count, size_t about, const char *expected)
{
    static const size_t all[] = {0, 1, 2, 3, 4, 5, 6};
    const struct board_words words = {about, false, "; ", false};
    struct buf out = BUF_INIT;
    board_shared(m, all, count, &words, &out);
    assert_string_equal(buf_str(&out), expected);
    buf_release(&out);
}

static void pairs_share(void **state)
{
    struct board_model m;
    (void)state;
    people(&m, 2);
    assert_shares(&m, 0, BOARD_NONE, "");
    assert_shares(&m, 1, BOARD_NONE, "has named no challenge, offer or need yet");
    assert_shares(&m, 2, BOARD_NONE, "nothing in common yet");
    board_add_interest(&m, 0, ROADS, BOARD_FACES);
    board_add_interest(&m, 1, ROADS, BOARD_FACES);
    board_add_interest(&m, 0, TAXES, BOARD_OFFERS);
    board_add_interest(&m, 1, TAXES, BOARD_SEEKS);
    board_add_interest(&m, 1, BUDGETS, BOARD_SEEKS);
    assert_shares(&m, 2, BOARD_NONE, "both face: Roads; Abdi offers what Barasa seeks: Taxes; nobody offers what Barasa seeks: Budgets");
    assert_shares(&m, 1, BOARD_NONE, "faces: Roads; offers: Taxes");
    board_model_release(&m);
}

static void groups_share(void **state)
{
    struct board_model m;
    (void)state;
    people(&m, 3);
    for (size_t i = 0; i < 3; i++)
        board_add_interest(&m, i, ROADS, BOARD_FACES);
    board_add_interest(&m, 0, TAXES, BOARD_FACES);
    board_add_interest(&m, 1, TAXES, BOARD_FACES);
    board_add_interest(&m, 1, STAFF, BOARD_FACES);
    board_add_interest(&m, 2, STAFF, BOARD_OFFERS);
    assert_shares(&m, 3, BOARD_NONE, "all 3 face: Roads; Chebet offers what Barasa faces: Staff; 2 of 3 face: Taxes");
    assert_shares(&m, 3, 2, "all 3 face: Roads; Chebet offers what Barasa faces: Staff");
    assert_shares(&m, 3, 0, "all 3 face: Roads; 2 of 3 face: Taxes");
    board_model_release(&m);
}

/* Who offers and seeks the same does not help themselves, but may help another. */
static void giver_is_not_taker(void **state)
{
    struct board_model m;
    (void)state;
    people(&m, 3);
    board_add_interest(&m, 0, STAFF, BOARD_OFFERS);
    board_add_interest(&m, 0, STAFF, BOARD_SEEKS);
    assert_shares(&m, 2, BOARD_NONE, "nothing in common yet");
    board_add_interest(&m, 1, STAFF, BOARD_SEEKS);
    assert_shares(&m, 2, BOARD_NONE, "Abdi offers what Barasa seeks: Staff");
    board_add_interest(&m, 2, STAFF, BOARD_OFFERS);
    assert_shares(&m, 3, BOARD_NONE, "Chebet offers what Abdi and Barasa seek: Staff");
    board_model_release(&m);
    people(&m, 2);
    for (size_t i = 0; i < 2; i++) {
        board_add_interest(&m, i, STAFF, BOARD_OFFERS);
        board_add_interest(&m, i, STAFF, BOARD_SEEKS);
    }
    assert_shares(&m, 2, BOARD_NONE, "Abdi and Barasa offer and seek: Staff");
    board_model_release(&m);
}

static void names_are_told_apart(void **state)
{
    struct board_model m;
    static const size_t all[] = {0, 1, 2, 3, 4, 5, 6};
    struct buf out = BUF_INIT;
    (void)state;
    people(&m, 7);
    board_names(&m, all, 2, false, &out);
    buf_adds(&out, "; ");
    board_names(&m, all, 7, false, &out);
    buf_adds(&out, "; ");
    board_names(&m, all, 2, true, &out);
    assert_string_equal(buf_str(&out), "Abdi and Barasa; Abdi, Barasa, Chebet and 4 others; Person 1 and Person 2");
    buf_clear(&out);
    board_add_person(&m, "x", "Abdi, Omar");
    board_add_person(&m, "y", "Abdirahman, Ali");
    board_name(&m, 0, false, &out);
    assert_string_equal(buf_str(&out), "Abdi, Halima");
    buf_release(&out);
    board_model_release(&m);
}

static void organisation_or_country(void **state)
{
    struct board_model m;
    (void)state;
    people(&m, 2);
    for (size_t i = 0; i < 2; i++) {
        m.people[i].country = "Kenya";
        m.people[i].organisation = i ? "Treasury" : "Audit";
    }
    board_tell_apart(&m);
    assert_string_equal(m.people[1].from, "Treasury");
    m.people[0].country = "Uganda";
    board_tell_apart(&m);
    assert_string_equal(m.people[1].from, "Kenya");
    board_model_release(&m);
}

static void rounds_and_pool(void **state)
{
    struct board_model m;
    struct board_round r = {0};
    int numbers[4];
    (void)state;
    people(&m, 3);
    assert_int_equal(board_rounds(&m, numbers, 4), 0);
    size_t one = board_add_column(&m, "one", "Pair 1", "Pair"), two = board_add_column(&m, "two", "Pair 2", "Pair");
    m.columns[two].round = 3;
    m.columns[two].ended = true;
    board_add_card(&m, &m.columns[one], 0, "", "member");
    board_add_card(&m, &m.columns[two], 0, "", "member");
    assert_int_equal(board_rounds(&m, numbers, 4), 3);
    assert_int_equal(numbers[0], 1);
    assert_int_equal(numbers[1], 3);
    assert_int_equal(numbers[2], 4); /* the next one, still empty */
    board_round_fill(&m, 1, &r);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.pool.count, 2);
    m.people[2].taking_part = false;
    board_round_fill(&m, 4, &r);
    assert_int_equal(r.count, 0);
    assert_int_equal(r.pool.count, 2);
    assert_int_equal(m.people[0].at_once, 1); /* the one that has ended does not count */
    board_round_release(&r);
    board_model_release(&m);
}

/* Pair 2 before Pair 10; names with other words in front stay as they came. */
static void columns_count(void **state)
{
    static const char *const names[] = {"Land", "Pair 1", "Pair 10", "Pair 11", "Pair 2", "Trio 1", "Pair 3"};
    static const char *const expected[] = {"Land", "Pair 1", "Pair 2", "Pair 10", "Pair 11", "Trio 1", "Pair 3"};
    struct board_model m;
    struct board_round r = {0};
    (void)state;
    people(&m, 0);
    for (size_t i = 0; i < 7; i++)
        board_add_column(&m, names[i], names[i], "");
    board_round_fill(&m, 1, &r);
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(m.columns[r.columns[i]].name, expected[i]);
    board_round_release(&r);
    board_model_release(&m);
}

/* ---- gains ---- */

enum { GUESTS = 7 };

/* Columns: A and B in the first, C, D and E in the second, F alone in the third, G in the pool. 100 is the most a pair can
 * get; A-B 80, A-C 10, A-D 20, A-E 30, B-C 5, C-D 50, C-E 60, D-E 70, A-F 40, all others 0. */
struct gains {
    struct board board;
    struct criterion criterion;
    int32_t score[GUESTS * GUESTS];
};

static void rate(struct gains *g, int a, int b, int32_t score)
{
    g->score[a * GUESTS + b] = g->score[b * GUESTS + a] = score;
}

static void gains_new(struct gains *g)
{
    static const size_t sizes[] = {2, 3, 1};
    struct board *b = &g->board;
    memset(g, 0, sizeof *g);
    people(&b->model, GUESTS);
    g->criterion.weight = 1;
    b->matched = true;
    b->matching.count = GUESTS;
    b->matching.score = g->score;
    b->matching.criteria = (struct criteria){.list = &g->criterion, .count = 1};
    for (size_t i = 0; i < GUESTS; i++)
        dict_put(&b->matching.numbers, b->model.people[i].id, (void *)(i + 1)); /* as matching.h says: number + 1 */
    for (size_t c = 0, person = 0; c < 3; c++) {
        static const char *const names[] = {"one", "three", "two"};
        size_t at = board_add_column(&b->model, names[c], names[c], "");
        for (size_t i = 0; i < sizes[c]; i++)
            board_add_card(&b->model, &b->model.columns[at], person++, "", "member");
    }
    board_round_fill(&b->model, 1, &b->round);
    rate(g, 0, 1, 80), rate(g, 0, 2, 10), rate(g, 0, 3, 20), rate(g, 0, 4, 30), rate(g, 1, 2, 5);
    rate(g, 2, 3, 50), rate(g, 2, 4, 60), rate(g, 3, 4, 70), rate(g, 0, 5, 40);
}

static void gains_free(struct gains *g)
{
    dict_release(&g->board.matching.numbers);
    board_round_release(&g->board.round);
    board_model_release(&g->board.model);
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
    gains_free(&g);
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
    gains_free(&g);
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
        cmocka_unit_test(names_are_told_apart),
        cmocka_unit_test(organisation_or_country),
        cmocka_unit_test(rounds_and_pool),
        cmocka_unit_test(columns_count),
        cmocka_unit_test(moves_gain_and_lose),
        cmocka_unit_test(swaps_gain_what_they_say),
        cmocka_unit_test(bars),
        cmocka_unit_test(due_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
