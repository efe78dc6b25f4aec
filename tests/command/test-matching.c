/* A round as the matching sees it: criteria, readiness, rules, what is pointed out, and a suggestion from asking to undo. */
#include "unit/cmocka-all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/content.h"
#include "command/match/apply.h"
#include "exchange/desk.h"
#include "round/matching.h"

static char challenge_ids[4][ID_SIZE];
static const char *const challenge_names[4] = {"Late transfers", "Weak sanctions", "Paper registers", "Low trust"};

/* People P0 to P7: each faces challenge i mod 4 and seeks it; offers (i + 1) mod 4. */
struct room {
    struct desk desk;
    char people[8][ID_SIZE];
};

static void add_interest(struct desk *d, const char *person, int challenge, const char *role, const char *pressing)
{
    desk_make(d, KIND_INTEREST, NULL, INTEREST_PERSON, person, INTEREST_CHALLENGE, challenge_ids[challenge], INTEREST_ROLE, role,
              INTEREST_PRESSING, pressing, -1);
}

static void furnish(struct room *room)
{
    struct desk *d = &room->desk;
    struct error e = {0};
    desk_new(d, "Alliance");
    assert_int_equal(content_load(&d->app, "", &e), OK); /* the criteria */
    for (int i = 0; i < 4; i++)
        desk_make(d, KIND_CHALLENGE, challenge_ids[i], CHALLENGE_NAME, challenge_names[i], CHALLENGE_ALLIANCE, d->app.alliance, -1);
    for (int i = 0; i < 8; i++) {
        char name[16], title[32];
        snprintf(name, sizeof name, "P%d", i);
        snprintf(title, sizeof title, "Director %d", i % 2); /* titles never count */
        desk_make(d, KIND_PERSON, room->people[i], PERSON_FAMILY_NAME, name, PERSON_SEX, i % 2 ? "male" : "female", PERSON_COUNTRY,
                  i < 4 ? "Kenya" : "Ghana", PERSON_POSITION_TITLE, title, PERSON_POSITION_LEVEL, i < 6 ? "officer" : "director",
                  PERSON_LANGUAGES, i < 6 ? "English;Swahili" : "English", PERSON_YEARS_OF_SERVICE, i < 4 ? "4" : "20", -1);
        desk_make(d, KIND_MEMBERSHIP, NULL, MEMBERSHIP_PERSON, room->people[i], MEMBERSHIP_ALLIANCE, d->app.alliance,
                  MEMBERSHIP_STATUS, "attending", MEMBERSHIP_WILLING, "yes", MEMBERSHIP_ENGAGED, "yes", MEMBERSHIP_AUTHORISED, "yes", -1);
        add_interest(d, room->people[i], i % 4, "faces", "4");
        add_interest(d, room->people[i], (i + 1) % 4, "offers", NULL);
    }
}

static struct matching read_round(struct room *room, int round)
{
    struct matching m;
    struct error e = {0};
    assert_int_equal(matching_read(&m, &room->desk.app, round, &e), OK);
    return m;
}

static int person(const struct matching *m, const struct room *room, int i)
{
    int at = matching_person(m, room->people[i]);
    assert_true(at >= 0);
    return at;
}

static int part(const struct matching *m, const char *criterion, int a, int b)
{
    int at = criteria_find(&m->criteria, criterion);
    assert_true(at >= 0);
    int one = criteria_part(&m->criteria, (size_t)at, &m->people[a].profile, &m->people[b].profile);
    assert_int_equal(one, criteria_part(&m->criteria, (size_t)at, &m->people[b].profile, &m->people[a].profile));
    return one;
}

static void each_criterion_looks_at_what_it_says(void **state)
{
    struct room room;
    (void)state;
    furnish(&room);
    struct matching m = read_round(&room, 0);
    int p0 = person(&m, &room, 0), p1 = person(&m, &room, 1), p3 = person(&m, &room, 3), p4 = person(&m, &room, 4),
        p7 = person(&m, &room, 7);
    assert_int_equal(m.count, 8);
    assert_int_equal(part(&m, "challenges", p0, p4), 80); /* one challenge, 4 and 4 */
    assert_int_equal(part(&m, "challenges", p0, p1), 0);
    assert_int_equal(part(&m, "experience", p0, p1), 26); /* P0 offers what P1 faces at 4: 10 + 16 */
    assert_int_equal(part(&m, "experience", p0, p4), 0);
    assert_int_equal(part(&m, "position", p0, p1), 100);
    assert_int_equal(part(&m, "position", p0, p7), 0);
    assert_int_equal(part(&m, "seniority", p0, p7), 100); /* officer and director: a manager is between them */
    assert_int_equal(part(&m, "years", p0, p3), 100);
    assert_int_equal(part(&m, "years", p0, p7), 0);
    assert_int_equal(part(&m, "language", p0, p7), 100);
    assert_int_equal(part(&m, "country", p0, p1), 100);
    assert_int_equal(part(&m, "country", p0, p7), 0);
    assert_int_equal(part(&m, "countries", p0, p7), 100);
    int64_t sum = 0;
    for (size_t c = 0; c < m.criteria.count; c++)
        sum += m.criteria.list[c].weight * criteria_part(&m.criteria, c, &m.people[p0].profile, &m.people[p4].profile);
    assert_int_equal(matching_score(&m, p0, p4), sum);
    matching_release(&m);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

static void titles_count_for_nothing(void **state)
{
    struct room room;
    struct error e = {0};
    const struct content *content;
    (void)state;
    furnish(&room);
    struct matching m = read_round(&room, 0);
    int before = matching_score(&m, 0, 1);
    matching_release(&m);
    const struct kind *k = room.desk.app.model.kinds[KIND_PERSON];
    assert_int_equal(change_begin(room.desk.app.store, "Titles", &e), OK);
    for (int i = 0; i < 8; i++)
        assert_int_equal(change_set(room.desk.app.store, k, room.people[i], PERSON_POSITION_TITLE, "Permanent Secretary", &e), OK);
    assert_int_equal(change_end(room.desk.app.store, OK, &e), OK);
    m = read_round(&room, 0);
    assert_int_equal(matching_score(&m, 0, 1), before);
    matching_release(&m);
    /* and no criterion can be made to look at one */
    content = room.desk.app.content;
    const struct shelf *shelf = library_shelf(&content->library, "criterion");
    struct shelf wrong = *shelf;
    struct table table = *shelf->table;
    const char **cells = malloc(table.columns * table.rows * sizeof *cells);
    memcpy(cells, table.cells, table.columns * table.rows * sizeof *cells);
    cells[table.columns + (size_t)table_column(&table, "field")] = "position_title";
    table.cells = cells;
    wrong.table = &table;
    struct criteria c;
    assert_int_equal(criteria_init(&c, &wrong, k, &e), ERR_INPUT);
    expect_piece(e.what, "title");
    assert_int_equal(criteria_init(&c, shelf, k, &e), OK); /* the control: unspoilt it is fine */
    criteria_release(&c);
    free(cells);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

static void set_membership(struct room *room, int i, int field, const char *value)
{
    struct error e = {0};
    struct record r;
    const struct kind *k = room->desk.app.model.kinds[KIND_MEMBERSHIP];
    record_init(&r, k);
    record_set(&r, MEMBERSHIP_PERSON, room->people[i]);
    record_set(&r, MEMBERSHIP_ALLIANCE, room->desk.app.alliance);
    record_make_id(&r);
    assert_int_equal(change_begin(room->desk.app.store, "Set", &e), OK);
    assert_int_equal(change_end(room->desk.app.store, change_set(room->desk.app.store, k, record_id(&r), field, value, &e), &e), OK);
    record_release(&r);
}

static void whoever_waits_has_a_reason(void **state)
{
    struct room room;
    (void)state;
    furnish(&room);
    set_membership(&room, 0, MEMBERSHIP_STATUS, "invited");
    set_membership(&room, 1, MEMBERSHIP_WILLING, "no");
    set_membership(&room, 2, MEMBERSHIP_ENGAGED, "no");
    set_membership(&room, 3, MEMBERSHIP_AUTHORISED, "no");
    set_membership(&room, 4, MEMBERSHIP_MANDATE_UNTIL, "2001-01-01");
    set_membership(&room, 5, MEMBERSHIP_CAPACITY, "0");
    set_membership(&room, 6, MEMBERSHIP_WILLING, "");
    desk_make(&room.desk, KIND_RULE, NULL, RULE_SORT, "absent", RULE_ALLIANCE, room.desk.app.alliance, RULE_PERSON, room.people[7], -1);
    struct matching m = read_round(&room, 0);
    static const enum readiness expected[8] = {WAITS_STATUS,     WAITS_WILLING,  WAITS_ENGAGED, WAITS_AUTHORISED,
                                               WAITS_AUTHORISED, WAITS_CAPACITY, READY,         WAITS_ABSENT};
    for (int i = 0; i < 8; i++)
        assert_int_equal(m.people[person(&m, &room, i)].readiness, expected[i]);
    assert_true(m.people[person(&m, &room, 6)].unsure);
    assert_false(m.people[person(&m, &room, 7)].unsure);
    for (int r = READY + 1; r < WAITS_KINDS; r++)
        assert_true(*matching_waits((enum readiness)r));
    assert_string_equal(matching_waits(READY), "");
    matching_release(&m);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

static bool shares(const struct matching *m, const struct suggestion *s, int a, int b)
{
    for (int g = 0; g < s->count; g++) {
        bool has_a = false, has_b = false;
        for (int i = 0; i < s->groups[g].count; i++) {
            has_a |= s->groups[g].people[i] == a;
            has_b |= s->groups[g].people[i] == b;
        }
        if (has_a && has_b)
            return true;
    }
    (void)m;
    return false;
}

static bool is_p1_or_p2(const struct matching *m, const struct room *room, int i)
{
    return i == person(m, room, 1) || i == person(m, room, 2);
}

/* The best pairs are those that face the same challenge: P0 P4, P1 P5, P2 P6, P3 P7, unless a rule says otherwise. */
static void a_suggestion_keeps_the_rules_and_can_be_undone(void **state)
{
    struct room room;
    struct error e = {0};
    struct suggestion s;
    char before[33], after[33];
    (void)state;
    furnish(&room);
    struct app *app = &room.desk.app;
    desk_digest(&room.desk, before);
    struct matching m = read_round(&room, 0);
    assert_int_equal(matching_solve(&m, &m.wish, NULL, &s, &e), OK);
    assert_int_equal(s.state, MATCH_FEASIBLE);
    assert_true(s.proved);
    assert_int_equal(s.count, 4);
    for (int i = 0; i < 4; i++)
        assert_true(shares(&m, &s, person(&m, &room, i), person(&m, &room, i + 4)));
    suggestion_release(&s);
    matching_release(&m);

    desk_make(&room.desk, KIND_RULE, NULL, RULE_SORT, "apart", RULE_ALLIANCE, app->alliance, RULE_PERSON, room.people[0], RULE_OTHER,
              room.people[4], -1);
    desk_make(&room.desk, KIND_RULE, NULL, RULE_SORT, "together", RULE_ALLIANCE, app->alliance, RULE_PERSON, room.people[1],
              RULE_OTHER, room.people[2], -1);
    desk_digest(&room.desk, before);
    m = read_round(&room, 0);
    assert_int_equal(matching_solve(&m, &m.wish, NULL, &s, &e), OK);
    assert_int_equal(s.state, MATCH_FEASIBLE);
    assert_false(shares(&m, &s, person(&m, &room, 0), person(&m, &room, 4)));
    assert_true(shares(&m, &s, person(&m, &room, 1), person(&m, &room, 2)));
    assert_int_equal(matching_apply(&m, &s, &e), OK);
    suggestion_release(&s);
    matching_release(&m);
    assert_int_equal(desk_count(&room.desk, KIND_ARRANGEMENT), 4);
    assert_int_equal(desk_count(&room.desk, KIND_PLACEMENT), 8);

    /* Asked again, the same stands. */
    m = read_round(&room, 0);
    assert_int_equal(matching_solve(&m, &m.wish, NULL, &s, &e), OK);
    for (int g = 0; g < s.count; g++)
        assert_false(s.groups[g].changed);
    assert_int_equal(s.score, s.standing);
    suggestion_release(&s);
    matching_release(&m);

    /* The next round: nobody meets again but those who must. */
    m = read_round(&room, 2);
    assert_int_equal(matching_solve(&m, &m.wish, NULL, &s, &e), OK);
    assert_int_equal(s.state, MATCH_FEASIBLE);
    for (int i = 0; i < m.count; i++)
        for (int j = 0; j < i; j++)
            if (m.met[i * m.count + j] && !(is_p1_or_p2(&m, &room, i) && is_p1_or_p2(&m, &room, j)))
                assert_false(shares(&m, &s, i, j));
    suggestion_release(&s);
    matching_release(&m);

    struct change_info what;
    assert_int_equal(store_undo(app->store, &what, &e), OK);
    desk_digest(&room.desk, after);
    assert_string_equal(before, after);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

static void rules_that_clash_are_named(void **state)
{
    struct room room;
    struct error e = {0};
    struct suggestion s;
    (void)state;
    furnish(&room);
    desk_make(&room.desk, KIND_RULE, NULL, RULE_SORT, "apart", RULE_ALLIANCE, room.desk.app.alliance, RULE_PERSON, room.people[0],
              RULE_OTHER, room.people[4], RULE_REASON, "one post, two candidates", -1);
    desk_make(&room.desk, KIND_RULE, NULL, RULE_SORT, "together", RULE_ALLIANCE, room.desk.app.alliance, RULE_PERSON, room.people[4],
              RULE_OTHER, room.people[0], -1);
    desk_make(&room.desk, KIND_RULE, NULL, RULE_SORT, "apart", RULE_ALLIANCE, room.desk.app.alliance, RULE_PERSON, room.people[1],
              RULE_OTHER, room.people[2], -1);
    struct matching m = read_round(&room, 0);
    assert_int_equal(matching_solve(&m, &m.wish, NULL, &s, &e), OK);
    assert_int_equal(s.state, MATCH_INFEASIBLE);
    expect_piece(buf_str(&s.clash), "P0 and P4 are never together (one post, two candidates)");
    expect_piece(buf_str(&s.clash), "P0 and P4 must be together");
    assert_null(strstr(buf_str(&s.clash), "P1"));
    suggestion_release(&s);
    m.masked = true; /* nobody's name is said then, nor why */
    assert_int_equal(matching_solve(&m, &m.wish, NULL, &s, &e), OK);
    expect_piece(buf_str(&s.clash), "Person 1 and Person 5 are never together");
    assert_null(strstr(buf_str(&s.clash), "post"));
    suggestion_release(&s);
    matching_release(&m);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

/* A locked pair that breaks a rule stays, and the others are matched all the same. */
static void a_lock_against_a_rule_is_no_hindrance(void **state)
{
    struct room room;
    struct error e = {0};
    struct suggestion s;
    char pair[ID_SIZE];
    (void)state;
    furnish(&room);
    desk_make(&room.desk, KIND_ARRANGEMENT, pair, ARRANGEMENT_NAME, "Kept", ARRANGEMENT_ALLIANCE, room.desk.app.alliance,
              ARRANGEMENT_FORM, "pair", ARRANGEMENT_LOCKED, "yes", -1);
    for (int i = 0; i < 2; i++)
        desk_make(&room.desk, KIND_PLACEMENT, NULL, PLACEMENT_PERSON, room.people[i], PLACEMENT_ARRANGEMENT, pair, -1);
    desk_make(&room.desk, KIND_RULE, NULL, RULE_SORT, "apart", RULE_ALLIANCE, room.desk.app.alliance, RULE_PERSON, room.people[0],
              RULE_OTHER, room.people[1], -1);
    struct matching m = read_round(&room, 0);
    assert_int_equal(matching_solve(&m, &m.wish, NULL, &s, &e), OK);
    assert_int_equal(s.state, MATCH_FEASIBLE);
    assert_int_equal(s.count, 3);
    assert_int_equal(s.waiting_count, 0);
    suggestion_release(&s);
    matching_release(&m);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

static void what_is_odd_is_pointed_out(void **state)
{
    struct room room;
    (void)state;
    furnish(&room);
    struct matching m = read_round(&room, 0);
    int p0 = person(&m, &room, 0), p1 = person(&m, &room, 1), p2 = person(&m, &room, 2), p4 = person(&m, &room, 4),
        p5 = person(&m, &room, 5), p6 = person(&m, &room, 6);
    int same_post[] = {p0, p2}, fine[] = {p0, p4}, star[] = {p0, p5}, alone[] = {p0, p1, p2, p4}, mixed[] = {p0, p2, p4, p6};
    assert_true(matching_flags(&m, same_post, 2) & FLAG_POSITION);
    assert_false(matching_flags(&m, fine, 2) & (FLAG_POSITION | FLAG_STAR));
    assert_true(matching_flags(&m, star, 2) & FLAG_STAR);
    assert_true(matching_flags(&m, alone, 4) & FLAG_ISOLATED); /* one man, one from Ghana */
    assert_true(matching_flags(&m, alone, 4) & FLAG_NO_SENIOR);
    assert_false(matching_flags(&m, mixed, 4) & (FLAG_NO_SENIOR | FLAG_ISOLATED));
    struct buf why = BUF_INIT;
    matching_why(&m, p0, p5, &why);
    expect_piece(why.s, "P0 has experience with what P5 faces: Weak sanctions");
    expect_piece(why.s, "Georgia and Botswana");
    expect_piece(why.s, "For P0 the best other is P4");
    buf_release(&why);
    matching_release(&m);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

static void seats_go_first_to_those_left_out(void **state)
{
    struct room room;
    struct error e = {0};
    struct suggestion s;
    (void)state;
    furnish(&room);
    struct matching m = read_round(&room, 1);
    struct matching_wish wish = m.wish;
    wish.seats = 4;
    assert_int_equal(matching_solve(&m, &wish, NULL, &s, &e), OK);
    assert_int_equal(s.count, 2);
    assert_int_equal(s.waiting_count, 4);
    char waited[4][ID_SIZE];
    for (int i = 0; i < 4; i++) {
        assert_int_equal(m.people[s.waiting[i]].readiness, WAITS_SEATS);
        memcpy(waited[i], m.people[s.waiting[i]].id, ID_SIZE);
    }
    assert_int_equal(matching_apply(&m, &s, &e), OK);
    suggestion_release(&s);
    matching_release(&m);
    m = read_round(&room, 2);
    assert_int_equal(matching_solve(&m, &wish, NULL, &s, &e), OK);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < s.waiting_count; j++)
            assert_string_not_equal(m.people[s.waiting[j]].id, waited[i]);
    suggestion_release(&s);
    matching_release(&m);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

/* ---- words ---- */

static void set_person(struct room *room, int i, int field, const char *value)
{
    struct error e = {0};
    const struct kind *k = room->desk.app.model.kinds[KIND_PERSON];
    assert_int_equal(change_begin(room->desk.app.store, "Set", &e), OK);
    assert_int_equal(change_end(room->desk.app.store, change_set(room->desk.app.store, k, room->people[i], field, value, &e), &e), OK);
}

/* Fillers and articles of three languages, in any case, behind any apostrophe; and what most people have. */
static void words_that_say_nothing_do_not_count(void **state)
{
    static const char *const filled[4][2] = {
        {"Working WITHIN and between others, throughout payroll", "Between others: throughout, within customs"},
        {"Travailler PENDANT toutefois, notamment auprès d’autres", "Toutefois « notamment » pendant les autres, auprès des douanes"},
        {"Trabajar MIENTRAS también, principalmente según otros", "También principalmente: mientras según otros, aduanas"},
        {"Ministry budgets", "Ministry tenders"},
    };
    struct room room;
    (void)state;
    furnish(&room);
    for (int i = 0; i < 8; i++) {
        set_person(&room, i, PERSON_LOCAL_FUNCTION, filled[i / 2][i % 2]);
        set_person(&room, i, PERSON_TASKS, i < 5 ? "Ministry of works: tolls" : i < 7 ? "Ministry bridges" : "Ferries");
    }
    struct matching m = read_round(&room, 0);
    for (int i = 0; i < 6; i += 2)
        assert_int_equal(part(&m, "function", person(&m, &room, i), person(&m, &room, i + 1)), 0);
    assert_int_equal(part(&m, "function", person(&m, &room, 6), person(&m, &room, 7)), 60); /* two of eight have it */
    assert_int_equal(part(&m, "task", person(&m, &room, 5), person(&m, &room, 6)), 60);     /* bridges; of seven is no news */
    assert_int_equal(part(&m, "task", person(&m, &room, 0), person(&m, &room, 5)), 0);
    assert_int_equal(part(&m, "task", person(&m, &room, 0), person(&m, &room, 1)), 0); /* five of eight */
    struct buf reasons = BUF_INIT;
    matching_reasons(&m, (int[]){person(&m, &room, 0), person(&m, &room, 1)}, 2, 9, &reasons);
    assert_null(strstr(buf_str(&reasons), "ithin"));
    assert_null(strstr(buf_str(&reasons), "Ministry"));
    buf_release(&reasons);
    matching_release(&m);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

/* Seventy languages, each of one person; the two that are shared come behind them in the order of people. */
static void a_language_is_shared_however_many_there_are(void **state)
{
    struct room room;
    (void)state;
    furnish(&room);
    struct buf many = BUF_INIT;
    for (int i = 0; i < 70; i++)
        buf_addf(&many, "%sTongue %d", i ? ";" : "", i);
    set_person(&room, 0, PERSON_LANGUAGES, buf_str(&many));
    for (int i = 1; i < 8; i++)
        set_person(&room, i, PERSON_LANGUAGES, i < 4 ? "Zulu" : "Xhosa");
    desk_make(&room.desk, KIND_RULE, NULL, RULE_SORT, "shared", RULE_ALLIANCE, room.desk.app.alliance, -1);
    struct matching m = read_round(&room, 0);
    const int together[] = {person(&m, &room, 1), person(&m, &room, 2)}, apart[] = {person(&m, &room, 1), person(&m, &room, 5)};
    assert_null(matching_broken_rule(&m, together, 2, 0));
    assert_non_null(matching_broken_rule(&m, apart, 2, 0));
    buf_release(&many);
    matching_release(&m);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

/* ---- the board ---- */

static void board_of(struct room *room, int round, struct matching *m)
{
    struct error e = {0};
    assert_int_equal(matching_read_board(m, &room->desk.app, round, &e), OK);
    assert_false(m->refused);
}

static void arrange(struct room *room, const char *name, const char *round, const char *status, int person, char id[ID_SIZE])
{
    struct desk *d = &room->desk;
    desk_make(d, KIND_ARRANGEMENT, id, ARRANGEMENT_NAME, name, ARRANGEMENT_ALLIANCE, d->app.alliance, ARRANGEMENT_FORM, "pair",
              ARRANGEMENT_ROUND, round, ARRANGEMENT_STATUS, status, -1);
    desk_make(d, KIND_PLACEMENT, NULL, PLACEMENT_PERSON, room->people[person], PLACEMENT_ARRANGEMENT, id, PLACEMENT_ROLE, "coach", -1);
}

static void the_board_has_rounds_and_a_pool(void **state)
{
    struct room room;
    struct matching m;
    int rounds[8];
    char id[ID_SIZE];
    (void)state;
    furnish(&room);
    board_of(&room, 3, &m);
    assert_int_equal(m.round, 1); /* there is none yet */
    assert_int_equal(matching_rounds(&m, rounds), 0);
    assert_int_equal(m.pool.place_count, 8);
    matching_release(&m);
    arrange(&room, "Pair 10", "1", "pending", 0, id);
    arrange(&room, "Pair 2", "1", "published", 1, id);
    arrange(&room, "Pair 1", "3", "ended", 0, id);
    board_of(&room, 1, &m);
    assert_int_equal(matching_rounds(&m, rounds), 3);
    assert_int_equal(rounds[1], 3);
    assert_int_equal(rounds[2], 4); /* the next one, still empty */
    assert_int_equal(m.table_count, 2);
    assert_string_equal(m.tables[0]->name, "Pair 2");
    assert_string_equal(m.tables[0]->facts, "Pair, published");
    assert_string_equal(m.tables[0]->places[0].role_words, "coach");
    assert_int_equal(m.pool.place_count, 6);
    int p0 = person(&m, &room, 0);
    assert_int_equal(m.people[p0].at_once, 1); /* the one that has ended does not count */
    assert_true(matching_sits(m.tables[1], p0));
    assert_false(matching_sits(&m.pool, p0));
    assert_string_equal(m.people[p0].from, "Kenya");
    matching_release(&m);
    board_of(&room, 4, &m);
    assert_int_equal(m.round, 4);
    matching_release(&m);
    board_of(&room, 2, &m);
    assert_int_equal(m.round, 3); /* of what is not there the last one */
    matching_release(&m);
    m = read_round(&room, 2);
    assert_int_equal(m.round, 2); /* a suggestion may be for any */
    matching_release(&m);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

/* Somebody with a place who is no member, and one with another's family name. */
static void the_board_shows_whoever_has_a_place(void **state)
{
    struct room room;
    struct matching m;
    char id[ID_SIZE], guest[ID_SIZE];
    (void)state;
    furnish(&room);
    arrange(&room, "Pair 1", "1", "pending", 0, id);
    desk_make(&room.desk, KIND_PERSON, guest, PERSON_FAMILY_NAME, "P1", PERSON_GIVEN_NAME, "Guest", PERSON_COUNTRY, "Togo", -1);
    desk_make(&room.desk, KIND_PLACEMENT, NULL, PLACEMENT_PERSON, guest, PLACEMENT_ARRANGEMENT, id, -1);
    board_of(&room, 1, &m);
    int at = matching_known(&m, guest);
    assert_int_equal(m.count, 8);
    assert_int_equal(at, 8);
    assert_int_equal(matching_person(&m, guest), MATCHING_NONE); /* nobody can be matched with them */
    assert_int_equal(m.tables[0]->place_count, 2);
    assert_int_equal(m.tables[0]->count, 1);
    assert_false(m.people[at].taking_part);
    assert_string_equal(m.people[at].called, "Guest P1");
    matching_release(&m);
    m = read_round(&room, 1); /* the control: who matches does not read them */
    assert_int_equal(matching_known(&m, guest), MATCHING_NONE);
    matching_release(&m);
    content_release(&room.desk.app);
    desk_free(&room.desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_board_has_rounds_and_a_pool),      cmocka_unit_test(the_board_shows_whoever_has_a_place),
        cmocka_unit_test(each_criterion_looks_at_what_it_says), cmocka_unit_test(titles_count_for_nothing),
        cmocka_unit_test(whoever_waits_has_a_reason),           cmocka_unit_test(a_suggestion_keeps_the_rules_and_can_be_undone),
        cmocka_unit_test(rules_that_clash_are_named),           cmocka_unit_test(what_is_odd_is_pointed_out),
        cmocka_unit_test(a_lock_against_a_rule_is_no_hindrance),
        cmocka_unit_test(seats_go_first_to_those_left_out),
        cmocka_unit_test(words_that_say_nothing_do_not_count),
        cmocka_unit_test(a_language_is_shared_however_many_there_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
